"""Writes other than documents: SPARQL updates, and graphs by the Graph Store Protocol."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from aftershock.errors import UnknownNameError, UsageError
from aftershock.isolation import scan_document
from aftershock.isolation.frames import Frame, raised
from aftershock.knowledge_base.commits import Commits
from aftershock.knowledge_base.core import Core
from aftershock.knowledge_base.radius_graphs import radii_named
from aftershock.knowledge_base.relay import Relay
from aftershock.model.answers import QueryAnswer
from aftershock.model.iri import graph_name
from aftershock.model.writes import GraphPart, Written
from aftershock.store.base import DEFAULT_GRAPH, PROVENANCE
from aftershock.store.operations import Operation, Update
from aftershock.validation.report import Report
from aftershock.vocabulary import ID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.errors import AftershockError
    from aftershock.isolation import Notation
    from aftershock.knowledge_base.engine import Engine

__all__ = ["Writes"]

_NOTATIONS: Final[dict[str, Notation]] = {
    "turtle": "turtle",
    "ntriples": "ntriples",
    "rdfxml": "rdfxml",
    "jsonld": "jsonld",
}


class Writes(Core):
    """The part of a knowledge base that is written to directly."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._commits = Commits(self._commit)

    # --- updates

    def update(
        self,
        text: str,
        *,
        using: Sequence[str] = (),
        using_named: Sequence[str] = (),
        expected: int | None = None,
        validate: bool = False,
    ) -> Written:
        """Carry out a SPARQL update: all of it, or nothing.

        Parameters
        ----------
        text
            SPARQL 1.1 Update; prefixes of ours and the usual ones need not be declared.
        using, using_named
            IRIs of the graphs that WHERE asks; the text must not say WITH or USING then.
        expected
            The revision that the store must be at; ``None`` where any will do.
        validate
            Whether the graphs that it changes are held against the shapes, and the whole refused if they break them.

        Raises
        ------
        QueryError
            If it does not parse (with line and column), is not allowed, or cannot be carried out.
        RevisionError
            If the store is at another revision.
        ValidationError
            If the shapes are broken.
        LimitError
            If it takes too long.
        UsageError
            If it asks or changes a radius graph.
        """
        engine = self._engine
        header = {"base": ID, "limits": asdict(engine.limits), "named": bool(using or using_named)}
        facts, _ = engine.readers.run(
            "aftershock.isolation.updates:read",
            header,
            text.encode(),
            deadline=engine.limits.deadline_s,
            what="the update",
        )
        using, using_named = [graph_name(one) for one in using], [graph_name(one) for one in using_named]
        _refuse_radii(radii_named(text, [*using, *using_named]))
        operations = tuple(_using(one, using, using_named) for one in facts["operations"])
        return self._written(Update(operations, expected=expected, default=engine.default_graph), validate)

    # --- graphs

    def graph(self, graph: str | None, format: str = "turtle") -> QueryAnswer:
        """Give a graph as it is; ``None`` is the store's own default graph.

        Parameters
        ----------
        graph
            Its IRI.
        format
            ``turtle``, ``ntriples``, ``jsonld``, ``rdfxml``, ``trig`` or ``nquads``.

        Raises
        ------
        UnknownNameError
            If there is none.
        """
        answer = self.graph_in_pieces(graph, format)
        try:
            pieces = list(iter(answer.piece, b""))
        finally:
            answer.close()
        facts = answer.header
        return QueryAnswer("construct", facts["media_type"], b"".join(pieces), None, str(facts["revision"]))

    def graph_in_pieces(self, graph: str | None, format: str = "turtle") -> Relay:
        """Give a graph as it is, in pieces: never much of it is in memory.

        Parameters
        ----------
        graph, format
            As for `graph`.

        Returns
        -------
        Relay
            To be closed; it raises what `graph` does, and `LimitError` where the answer is cut.
        """
        current, engine = self._engine.current(), self._engine
        header = {
            "data": str(engine.data),
            "snapshot": str(current.snapshot),
            "graph": graph or DEFAULT_GRAPH,
            "format": format,
        }
        deadline = engine.limits.ingest_deadline_s  # a whole graph has the time of a document
        stream = engine.readers.stream("aftershock.store.reader:dump", header, deadline=deadline, what="the graph")
        return Relay(stream, engine.data)

    def put_graph(
        self,
        graph: str | None,
        parts: Sequence[GraphPart],
        *,
        expected: int | None = None,
        there: bool | None = None,
        merge: bool = False,
        validate: bool = False,
    ) -> Written:
        """Put a graph in the place of what was there, or (`merge`) add to it.

        Parameters
        ----------
        graph
            Its IRI, against which relative ones are resolved; ``None`` is the store's own default graph.
        parts
            Its statements.
        expected, validate
            As for `update`.
        there
            Whether the graph must be there already (the default graph always is); ``None`` where either will do.
        merge
            Whether what is there stays.

        Raises
        ------
        DocumentError
            If it cannot be read: where, and what is wrong.
        UsageError
            If the name is no IRI, or that of a radius, or the graph is the store's own.
        PreconditionError
            If the graph is there and must not be, or the other way round.
        RevisionError, ValidationError
            As for `update`.
        """
        engine, name = self._engine, _allowed(graph)
        _refuse_radii(radii_named("", [name]))
        for part in parts:
            scan_document(part.content, _notation(part.notation), engine.limits)
        header = {
            "graph": name,
            "parts": [{"notation": part.notation, "bytes": len(part.content)} for part in parts],
            "triples": engine.limits.triples,
        }
        _, nquads = engine.build(
            "aftershock.store.parsing:graph", header, b"".join(part.content for part in parts), what="the graph"
        )
        label = "added to a graph" if merge else "put of a graph"
        operation = Operation("merge" if merge else "put", target=name, bytes=len(nquads), there=there)
        return self._written(Update((operation,), nquads, label, expected), validate)

    def remove_graph(self, graph: str | None, *, expected: int | None = None, there: bool | None = None) -> Written:
        """Remove a graph; the store's own default graph (``None``) is emptied.

        Raises
        ------
        UnknownNameError
            If there is none.
        UsageError
            If the name is no IRI, or the graph is the store's own.
        RevisionError, PreconditionError
            As for `put_graph`.
        """
        operation = Operation("remove", target=_allowed(graph), there=there)
        return self._commits.submit(Update((operation,), label="removal of a graph", expected=expected))

    def has_graph(self, graph: str | None) -> bool:
        """Whether there is a graph; the store's own default graph is always there, and that of its provenance."""
        return graph in (None, PROVENANCE) or any(entry.graph == graph for entry in self._engine.current().graphs)

    # --- how it is done

    def _written(self, update: Update, validate: bool) -> Written:
        return self._validated_write(update) if validate else self._commits.submit(update)

    def _commit(self, updates: Sequence[Update]) -> list[Written | AftershockError]:
        facts, _ = self._engine.change(_header(updates), b"".join(one.statements for one in updates))
        return [_outcome(one) for one in facts["results"]]

    def _validated_write(self, update: Update) -> Written:
        """Write, look at what would be seen, and only then show it; nobody else writes meanwhile."""
        engine = self._engine
        with engine.turn:
            facts, nquads = engine.change({**_header((update,)), "hold": True}, update.statements)
            done = _outcome(facts["results"][0])
            if not isinstance(done, Written):
                raise done
            keep = False
            try:
                found, _ = engine.build("aftershock.validation:task", {}, nquads, what="the validation")
                report = Report.from_header(found)
                report.refuse("the update")
                keep = True
            finally:
                engine.settle(keep=keep)
        noticed = tuple(result.sentence for result in report.results)
        return Written(done.revision, done.added, done.removed, done.changed, done.made, noticed)


def _header(updates: Sequence[Update]) -> dict[str, Any]:
    return {
        "base": ID,
        "updates": [
            {
                "operations": [operation.as_json() for operation in one.operations],
                "bytes": len(one.statements),
                "label": one.label,
                "expected": one.expected,
                "default": one.default,
            }
            for one in updates
        ],
    }


def _outcome(told: dict[str, Any]) -> Written | AftershockError:
    if "error" in told:
        return raised(Frame("error", {"message": told["message"], "fields": told["fields"]}, name=told["error"]))
    changed, made = tuple(told["changed"]), tuple(told["made"])
    return Written(str(told["revision"]), told["added"], told["removed"], changed, made)


def _using(told: dict[str, Any], using: Sequence[str], named: Sequence[str]) -> Operation:
    if told["kind"] != "modify" or not (using or named):
        return Operation.from_json(told)
    return Operation.from_json(
        {**told, "using": [f"<{iri}>" for iri in using], "using_named": [f"<{iri}>" for iri in named]}
    )


def _allowed(graph: str | None) -> str:
    if graph == PROVENANCE:
        raise UsageError(f"<{PROVENANCE}> is kept by the store itself; it can be read, and not written to")
    return DEFAULT_GRAPH if graph is None else graph_name(graph)


def _refuse_radii(radii: Sequence[str]) -> None:
    if radii:
        raise UsageError(
            f"<{radii[0]}> is a radius, which is computed for a query and kept nowhere; no update asks or changes it, "
            "so ask it with SELECT and write what it says"
        )


def _notation(name: str) -> Notation:
    found = _NOTATIONS.get(name)
    if found is None:
        raise UnknownNameError("notation", name, tuple(_NOTATIONS))
    return found
