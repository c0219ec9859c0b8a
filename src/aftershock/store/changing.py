"""Carries out updates on what a store holds: the graphs, the union of the current ones, and the index follow along.

The engine is never let loose on the graphs. What a template makes is written into graphs of its own and taken from
there: so it is known what was added and taken away, and the union and the index need no second look at everything.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from aftershock.errors import EvaluationError, PreconditionError, RevisionError, UnknownNameError
from aftershock.store.base import CHANGED, DEFAULT_GRAPH, PROVENANCE, Activity, GraphEntry
from aftershock.store.incoming import digest, quads
from aftershock.store.index import count, record
from aftershock.store.loading import at_once, is_plain, load, pieces
from aftershock.store.operations import ALL, NAMED
from aftershock.store.removing import take_from_union, without
from aftershock.store.templates import changes_of, names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aftershock.store.holdings import Holdings
    from aftershock.store.incoming import Digest
    from aftershock.store.operations import Operation, Update

__all__ = ["Changed", "change"]

_NOTHING: Final = CHANGED + hashlib.sha256(b"").hexdigest()[len(CHANGED) :]
"""The digest of a graph that was emptied, or made empty."""

_XSD_STRING: Final = NamedNode("http://www.w3.org/2001/XMLSchema#string")
_LANGUAGE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")

_SMALL: Final = 10_000
"""Statements looked at in one go."""

_FEW: Final = 5_000
"""Statements up to which a transaction will do; beyond, new files are faster."""

_DEARER: Final = 2
"""How much dearer it is to take a statement away than to copy one that stays: 60 us against 30, with the union."""

_MANY: Final = 250_000
"""Statements loaded at once, where there are many."""

_LARGE: Final = 5_000_000
"""Bytes of statements from which on there are many."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What an update did.

    Parameters
    ----------
    revision
        The store's revision now; where nothing changed it stays.
    added, removed
        How many statements.
    changed
        The graphs that say something else than before, or are new, or gone.
    made
        Those of them that were not there before.
    """

    revision: int
    added: int = 0
    removed: int = 0
    changed: tuple[str, ...] = ()
    made: tuple[str, ...] = ()


def change(holdings: Holdings, update: Update, base: str) -> Changed:
    """Carry out an update. Where it fails, the store is to be given up: half of it may have been done.

    Parameters
    ----------
    holdings
        What the store holds.
    update
        What is to be done.
    base
        What relative IRIs are resolved against.

    Raises
    ------
    RevisionError
        If the store is not at the expected revision; nothing was done.
    PreconditionError
        If a graph is there that must not be, or the other way round.
    EvaluationError
        If an operation cannot be carried out: a graph that is not there, or is there, or is the service's own.
    """
    if update.expected is not None and update.expected != holdings.revision:
        raise RevisionError(update.expected, holdings.revision)
    work, start = _Work(holdings, base, update.default), 0
    for operation in update.operations:
        work.do(operation, update.statements[start : start + operation.bytes])
        start += operation.bytes
    return work.finish(update.label)


@dataclass(slots=True)
class _Tally:
    """What happened to one graph."""

    triples: int
    there: bool
    digest: str
    touched: bool = False

    def note(self, sign: str, quad: Quad) -> None:
        self.touched = True
        self.triples += 1 if sign == "+" else -1
        self._chain(f"{sign}{quad}")

    def note_many(self, triples: int, said: str) -> None:
        self.touched, self.triples = True, triples
        self._chain(f"+{said}")

    def _chain(self, said: str) -> None:
        self.digest = CHANGED + hashlib.sha256(f"{self.digest}{said}".encode()).hexdigest()[len(CHANGED) :]


@dataclass(slots=True)
class _Work:
    """An update that is being carried out."""

    holdings: Holdings
    base: str
    default: str
    tallies: dict[str, _Tally] = field(default_factory=dict)
    added: int = 0
    removed: int = 0

    def do(self, operation: Operation, statements: bytes) -> None:
        if operation.there is not None and self._named(operation.target).there != operation.there:
            raise PreconditionError(operation.target, there=not operation.there)
        match operation.kind:
            case "insert-data" | "delete-data" | "modify":
                for step in changes_of(self.holdings.store, operation, self.base, self.default):
                    if step.adds:
                        self._add(step.quads, _SMALL)
                    else:
                        self._take(step.quads)
            case "put" | "merge":
                self._put(operation, statements)
            case "remove":
                self._remove((operation.target,), operation)
            case _:
                self._manage(operation, names_of(self.holdings.store, operation, self.base))

    def finish(self, label: str) -> Changed:
        """Bring the index up to date."""
        holdings = self.holdings
        touched = sorted((name, tally) for name, tally in self.tallies.items() if tally.touched)
        if not touched:
            return Changed(holdings.revision)
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        kept = {name: self._entry(name, tally, at) for name, tally in touched if _is_kept(name, tally)}
        gone = [name for name, tally in touched if not _is_kept(name, tally) and name in holdings.entries]
        made = tuple(name for name in kept if name not in holdings.entries)
        for name, tally in kept.items():
            if tally.triples == 0:
                holdings.store.add_graph(NamedNode(name))  # it is there, though nothing is in it
        activity = Activity(label, software="aftershock")
        record(
            holdings.store,
            holdings.revision + 1,
            at,
            changed=kept.values(),
            superseded=(),
            withdrawn=gone,
            activity=activity,
        )
        holdings.revision += 1
        holdings.entries.update(kept)
        for name in gone:
            del holdings.entries[name]
        return Changed(holdings.revision, self.added, self.removed, tuple(name for name, _ in touched), made)

    def _entry(self, name: str, tally: _Tally, at: str) -> GraphEntry:
        known = self.holdings.entries.get(name)
        if known is None:
            return GraphEntry(name, "curation", tally.digest, tally.triples, at)
        return replace(known, sha256=tally.digest, triples=tally.triples, issued=at)

    # --- statements

    def _add(self, quads: Iterable[Quad], most: int) -> None:
        rest, store = iter(quads), self.holdings.store
        while piece := list(islice(rest, most)):
            new = [quad for quad in _as_kept(piece) if quad not in store]
            for quad in new:
                graph = self._graph(quad.graph_name)
                graph.there = True
                graph.note("+", quad)
            union = [_unnamed(quad) for quad in new if self._is_current(quad.graph_name)]
            (store.extend if len(new) <= _FEW else store.bulk_extend)([*new, *union])
            self.added += len(new)

    def _take(self, quads: Iterable[Quad]) -> None:
        store = self.holdings.store
        for quad in quads:
            if quad not in store:
                continue
            self._graph(quad.graph_name).note("-", quad)
            store.remove(quad)
            self.removed += 1
            if self._is_current(quad.graph_name):
                self._leave_union(quad)

    def _leave_union(self, quad: Quad) -> None:
        store = self.holdings.store
        others = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if not any(one.graph_name != quad.graph_name and self._is_current(one.graph_name) for one in others):
            store.remove(_unnamed(quad))

    def _is_current(self, name: object) -> bool:
        if not isinstance(name, NamedNode) or name.value == PROVENANCE:
            return False
        entry = self.holdings.entries.get(name.value)
        if entry is None:  # new with this update; or one of those that its statements are found out in
            return name.value in self.tallies
        return entry.superseded_by is None

    # --- graphs

    def _graph(self, name: object) -> _Tally:
        if not isinstance(name, NamedNode) or name.value == PROVENANCE:
            raise EvaluationError(f"{name} is kept by the store itself, and no update changes it")
        found = self.tallies.get(name.value)
        if found is None:
            entry = self.holdings.entries.get(name.value)
            found = _Tally(0, name.value == DEFAULT_GRAPH, _NOTHING)
            if entry is not None:
                found = _Tally(entry.triples, there=True, digest=entry.sha256)
            self.tallies[name.value] = found
        return found

    def _named(self, name: str) -> _Tally:
        return self._graph(NamedNode(name))

    def _put(self, operation: Operation, statements: bytes) -> None:
        graph = self._named(operation.target)
        digests = digest(statements, (operation.target,))
        new = digests[operation.target]
        if operation.kind == "put":
            if graph.there and graph.digest == new.sha256:
                return
            if graph.there:
                self._empty(operation.target)
        graph.touched |= not graph.there
        graph.there = True
        if new.lines > _FEW and self._is_current(NamedNode(operation.target)) and is_plain(statements, digests):
            self._load(operation.target, statements, new)
        else:
            self._add(quads(statements, digests), _SMALL if len(statements) < _LARGE else _MANY)
        if operation.kind == "put":
            graph.digest = new.sha256
            graph.touched = True

    def _load(self, name: str, statements: bytes, said: Digest) -> None:
        """Hand many statements to the engine as they are, and count afterwards how many were new."""
        graph = self._named(name)
        for piece in pieces(statements, said.lines, at_once()):
            load(self.holdings.store, piece, (name,))
        now = count(self.holdings.store, name)
        if now > graph.triples:
            self.added += now - graph.triples
            graph.note_many(now, said.sha256)

    def _manage(self, operation: Operation, names: dict[str, str]) -> None:
        target = names[operation.target]
        match operation.kind:
            case "create":
                graph = self._named(target)
                if graph.there and not operation.silent:
                    raise EvaluationError(
                        f"the graph <{target}> is there already; say CREATE SILENT if that is no fault"
                    )
                graph.touched |= not graph.there
                graph.there = True
            case "clear" | "drop" if target in (ALL, NAMED):
                known = {name for name, tally in self.tallies.items() if tally.there}
                gone = {name for name, tally in self.tallies.items() if not tally.there}
                known = (known | {*self.holdings.entries}) - gone
                if target == ALL:
                    self.holdings.store.clear_graph(DefaultGraph())  # at once: nothing is left that makes a union
                self._remove(sorted(known if target == ALL else known - {DEFAULT_GRAPH}), operation)
            case "clear" | "drop":
                self._remove((target,), operation)
            case _:
                self._transfer(operation, names[operation.source], target)

    def _remove(self, wanted: Iterable[str], operation: Operation) -> None:
        for name in wanted:
            if self._missing(name, operation):
                continue
            self._empty(name, in_union=operation.target != ALL)
            self._named(name).there = operation.kind == "clear" or name == DEFAULT_GRAPH

    def _missing(self, name: str, operation: Operation) -> bool:
        if self._named(name).there:
            return False
        if operation.kind == "remove":
            raise UnknownNameError("graph", name)
        if not operation.silent:
            raise EvaluationError(
                f"there is no graph <{name}>; say {operation.kind.upper()} SILENT if that is no fault"
            )
        return True

    def _transfer(self, operation: Operation, source: str, target: str) -> None:
        if self._missing(source, operation) or source == target:
            return
        graph = self._named(target)
        if operation.kind != "add":
            self._empty(target)
        graph.touched |= not graph.there
        graph.there = True
        name = NamedNode(target)
        self._add((Quad(one.subject, one.predicate, one.object, name) for one in self._quads_in(source)), _SMALL)
        if operation.kind == "move":
            self._remove((source,), operation)

    def _empty(self, name: str, *, in_union: bool = True) -> None:
        graph, node, holdings = self._named(name), NamedNode(name), self.holdings
        rest = sum(self._named(one).triples for one in {*holdings.entries, *self.tallies} - {name, PROVENANCE})
        if graph.triples > _FEW and _DEARER * graph.triples > rest:
            holdings.store = without(holdings.store, holdings.fresh(), name, self._is_current)
        else:
            if in_union and self._is_current(node):
                self._take_from_union(name)
            holdings.store.remove_graph(node)
        self.removed += graph.triples
        graph.touched |= graph.there and (graph.triples > 0 or name != DEFAULT_GRAPH)
        graph.triples, graph.digest = 0, _NOTHING

    def _take_from_union(self, name: str) -> None:
        """Take out of the union what only this graph says; or make it anew, where that is less work."""
        current = {one for one in (*self.holdings.entries, *self.tallies) if self._is_current(NamedNode(one))} - {name}
        if sum(self._named(one).triples for one in current) > self._named(name).triples:
            take_from_union(self.holdings.store, name, self._is_current)
            return
        self.holdings.store.clear_graph(DefaultGraph())
        for one in sorted(current):
            self.holdings.store.bulk_extend(_unnamed(quad) for quad in self._quads_in(one))

    def _quads_in(self, name: str) -> Iterator[Quad]:
        return self.holdings.store.quads_for_pattern(None, None, None, NamedNode(name))


def _is_kept(name: str, tally: _Tally) -> bool:
    return tally.there and (name != DEFAULT_GRAPH or tally.triples > 0)


def _as_kept(quads: list[Quad]) -> Iterable[Quad]:
    """Give each statement once: the engine keeps one of ``1`` and ``01``."""
    plain = (_XSD_STRING, _LANGUAGE)
    if all(
        isinstance(one.object, NamedNode) or (isinstance(one.object, Literal) and one.object.datatype in plain)
        for one in quads
    ):
        return dict.fromkeys(quads)
    kept = Store()
    kept.extend(quads)
    return kept


def _unnamed(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object)
