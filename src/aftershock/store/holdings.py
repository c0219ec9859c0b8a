"""What a store holds: named graphs, the union of the current ones, and the index that says which those are.

The engine can be told to look at many graphs as one, but it then looks into each of them at every step (a join over
1,000 graphs took 157 s instead of 0.1 s), and it gives a statement as often as there are graphs that make it. So the
union is kept: the engine's unnamed graph has each statement of the current graphs once. Superseded graphs and the
provenance graph are not in it.

Nothing here is a transaction. Whoever needs one gives up the store when a publication fails (see
`aftershock.store.embedded`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import NamedNode, Quad, Store

from aftershock.store.base import GraphEntry, Publication, Published
from aftershock.store.incoming import Digest, digest, quads
from aftershock.store.index import count, entries_of, record, revision_of
from aftershock.store.loading import at_once, is_plain, load, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import QuerySolutions

    from aftershock.store.base import Edition, GraphKind
    from aftershock.store.incoming import Subject, Term

__all__ = ["Holdings"]

_SMALL: Final = 5_000
"""Statements up to which a transaction will do: 0.1 s; beyond, new files are two to three times faster."""

_LARGE: Final = 20_000
"""Statements from which on it pays to put the files in order: 3 s for a million, and reading is twice as fast after."""

_AT_ONCE: Final = 500_000
"""Quads given to the bulk loader in one call: it keeps them in memory, some 1.2 KB each."""


class Holdings:
    """The graphs of a store.

    Parameters
    ----------
    store
        The engine's store; nobody else may write to it.
    fresh
        Gives an empty one to take its place, where that is less work than to take a large graph out of it.

    Examples
    --------
    >>> import pyoxigraph
    >>> from aftershock.store.base import Edition
    >>> holdings = Holdings(pyoxigraph.Store())
    >>> edition = Edition("http://x/g", "source", "http://x/line")
    >>> quad = b"<http://x/a> <http://x/p> <http://x/b> <http://x/g> ."
    >>> holdings.publish(Publication((edition,), quad)).outcome
    'added'
    >>> holdings.publish(Publication((edition,), quad)).outcome
    'unchanged'
    """

    def __init__(self, store: Store, fresh: Callable[[], Store] = Store) -> None:
        self.store, self.fresh = store, fresh
        self.entries: dict[str, GraphEntry] = entries_of(store)
        self.revision = revision_of(store)

    def current(self) -> tuple[GraphEntry, ...]:
        """Give the current graphs, by IRI."""
        return tuple(entry for _, entry in sorted(self.entries.items()) if entry.superseded_by is None)

    def index(self) -> tuple[GraphEntry, ...]:
        """Give all graphs, superseded ones with them, by IRI."""
        return tuple(entry for _, entry in sorted(self.entries.items()))

    def publish(self, publication: Publication) -> Published:
        """Publish graphs.

        Parameters
        ----------
        publication
            What is to be published.

        Returns
        -------
        Published
            What was done. Where nothing changes the revision stays.

        Raises
        ------
        DocumentError
            If the statements do not parse, or are in a graph that was not named.
        """
        digests = digest(publication.nquads, (edition.graph for edition in publication.editions))
        changed = [one for one in publication.editions if not self._is_current(one, digests[one.graph])]
        given = {edition.graph for edition in publication.editions}
        withdrawn = [
            graph
            for graph, entry in sorted(self.entries.items())
            if entry.kind in publication.withdraw and graph not in given
        ]
        if not changed and not withdrawn:
            return Published(self.revision, "unchanged")
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        new = {edition.graph: _entry(edition, digests[edition.graph], at) for edition in changed}
        old = {
            graph: entry for graph, entry in self._displaced(new).items() if graph not in new and graph not in withdrawn
        }
        revised = bool(old or withdrawn or any(graph in self.entries for graph in new))
        self._write(publication, digests, new, old, withdrawn)
        new = {graph: replace(entry, triples=count(self.store, graph)) for graph, entry in new.items()}
        record(
            self.store,
            self.revision + 1,
            at,
            changed=new.values(),
            superseded=old.values(),
            withdrawn=withdrawn,
            activity=publication.activity,
        )
        self.revision += 1
        self.entries.update(new)
        self.entries.update(old)
        for graph in withdrawn:
            del self.entries[graph]
        return Published(self.revision, "revised" if revised else "added", tuple(new))

    def _is_current(self, edition: Edition, said: Digest) -> bool:
        entry = self.entries.get(edition.graph)
        return (
            entry is not None
            and entry.superseded_by is None
            and (entry.sha256, entry.kind, entry.lineage) == (said.sha256, edition.kind, edition.lineage)
        )

    def _displaced(self, new: dict[str, GraphEntry]) -> dict[str, GraphEntry]:
        """Give current graphs of the same kind and lineage as new ones, as they are to be recorded."""
        successor: dict[tuple[GraphKind, str | None], str] = {
            (one.kind, one.lineage): one.graph for one in new.values() if one.lineage
        }
        return {
            entry.graph: replace(entry, superseded_by=successor[entry.kind, entry.lineage])
            for entry in self.current()
            if (entry.kind, entry.lineage) in successor
        }

    def _write(
        self,
        publication: Publication,
        digests: dict[str, Digest],
        new: dict[str, GraphEntry],
        old: dict[str, GraphEntry],
        withdrawn: list[str],
    ) -> None:
        known = {graph: self.entries[graph] for graph in new if graph in self.entries}
        replaced = [graph for graph, entry in known.items() if entry.sha256 != new[graph].sha256]
        returning = [
            graph
            for graph, entry in known.items()
            if entry.sha256 == new[graph].sha256 and entry.superseded_by is not None
        ]
        fresh = {graph: digests[graph] for graph in new if graph not in known or graph in replaced}
        lines = sum(one.lines for one in fresh.values())
        text = publication.nquads
        whole = text if lines > _SMALL and len(fresh) == len(digests) and is_plain(text, digests) else None
        content: Iterable[Quad] = () if whole else _both(quads(text, fresh))
        if lines <= _SMALL:
            content = list(content)  # a fault in the text shows before anything is touched
        # what these say stays in the union, whatever leaves it
        stays = {entry.graph for entry in self.current()} - {*old, *replaced, *withdrawn} | {*returning}
        for graph in (*replaced, *withdrawn):
            self._leave_union(graph, stays)
            self.store.remove_graph(NamedNode(graph))
        for piece in pieces(whole, lines, at_once()) if whole else ():
            load(self.store, piece, digests)
        self._add(content)
        for graph in returning:
            self._add(map(_unnamed, self._quads_in(graph)))
        for graph, entry in old.items():
            self._leave_union(graph, stays | set(new), entry.superseded_by)
        if lines > _LARGE:
            self.store.optimize()

    def _add(self, content: Iterable[Quad]) -> None:
        if isinstance(content, list):
            self.store.extend(content)
            return
        rest = iter(content)
        for first in rest:
            self.store.bulk_extend(chain((first,), islice(rest, _AT_ONCE - 1)))

    def _leave_union(self, graph: str, stays: set[str], heir: str | None = None) -> None:
        """Take out of the union what no graph that stays says, too; what its heir says need not be looked at."""
        # the engine goes on with what it saw first, whatever is removed meanwhile
        for subject, predicate, value in self._statements(graph) if heir is None else self._unlike(graph, heir):
            others = self.store.quads_for_pattern(subject, predicate, value, None)
            if not any(isinstance(one.graph_name, NamedNode) and one.graph_name.value in stays for one in others):
                self.store.remove(Quad(subject, predicate, value))

    def _statements(self, graph: str) -> Iterator[tuple[Subject, NamedNode, Term]]:
        for quad in self._quads_in(graph):
            yield quad.subject, quad.predicate, quad.object

    def _unlike(self, graph: str, heir: str) -> Iterator[tuple[Subject, NamedNode, Term]]:
        """Give what a graph says and its heir does not: in the engine, for editions mostly agree."""
        rows = self.store.query(
            f"SELECT ?s ?p ?o {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} "
            f"FILTER NOT EXISTS {{ GRAPH {NamedNode(heir)} {{ ?s ?p ?o }} }} }}"
        )
        for row in cast("QuerySolutions", rows):
            yield cast("tuple[Subject, NamedNode, Term]", tuple(row))

    def _quads_in(self, graph: str) -> Iterator[Quad]:
        return self.store.quads_for_pattern(None, None, None, NamedNode(graph))


def _entry(edition: Edition, said: Digest, at: str) -> GraphEntry:
    return GraphEntry(edition.graph, edition.kind, said.sha256, said.lines, at, edition.lineage)


def _unnamed(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object)


def _both(named: Iterable[Quad]) -> Iterator[Quad]:
    for quad in named:
        yield quad
        yield _unnamed(quad)
