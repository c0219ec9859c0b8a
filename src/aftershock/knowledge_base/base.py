"""`KnowledgeBase`: every way in and out, each a few named calls."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from aftershock import resources
from aftershock.errors import DocumentError, UsageError
from aftershock.explore.view import View, page
from aftershock.ingest.recognise import recognise
from aftershock.isolation import Limits, scan_document, scan_query
from aftershock.knowledge_base.engine import Engine
from aftershock.model.answers import QueryAnswer
from aftershock.model.documents import Document, Finding, IngestReport, Preview
from aftershock.projection.radius import radius
from aftershock.validation.report import Report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from networkx import MultiDiGraph

    from aftershock.isolation import Notation
    from aftershock.isolation.scanner import Form
    from aftershock.model.answers import Picture
    from aftershock.model.catalog import (
        AgentItem,
        AgentRecord,
        ComponentItem,
        LayerItem,
        MitigationItem,
        Page,
        ThreatItem,
    )
    from aftershock.model.radius import Alternatives, BlastRadius
    from aftershock.projection.stored import Projection

__all__ = ["KnowledgeBase"]

_NOTATIONS: Final[dict[str, Notation]] = {"turtle": "turtle", "n-triples": "ntriples"}


class KnowledgeBase:
    """Documents, the graph of consequence they make, and the answers it gives.

    Safe to use from several threads. Foreign text is parsed and run in worker processes only. Made by `open`.

    Parameters
    ----------
    engine
        The workers on its data directory.

    Examples
    --------
    >>> estate = Document(b'''
    ... @prefix aft: <https://w3id.org/aftershock/ontology#> .
    ... @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    ... @prefix x: <https://example.org/> .
    ... x:hub a aft:Registry ; skos:prefLabel "Hub"@en .
    ... x:model a aft:Model ; skos:prefLabel "Model"@en ; aft:distributedThrough x:hub .
    ... x:bot a aft:AIAgent ; skos:prefLabel "Bot"@en ; aft:usesModel x:model .
    ... ''', "estate.ttl")
    >>> with KnowledgeBase.open() as base:
    ...     base.preview(estate).report.outcome
    ...     base.ingest(estate).outcome
    ...     base.ingest(estate).outcome
    ...     answer = base.blast_radius("hub")
    ...     base.query("ASK { ?bot a aft:AIAgent }", format="csv").content
    ...     sorted(base.to_networkx()["https://example.org/model"])
    'added'
    'added'
    'unchanged'
    b'true'
    ['https://example.org/bot']
    >>> answer.counts
    {'affected': 2, 'possible': 0, 'unknown': 0}
    >>> [step.component for step in answer.affected[1].path]
    ['https://example.org/hub', 'https://example.org/model', 'https://example.org/bot']
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = RLock()
        self._seen: View | None = None

    @classmethod
    def open(
        cls, data: str | Path | None = None, *, limits: Limits | Mapping[str, Any] | None = None, readers: int = 1
    ) -> Self:
        """Open a data directory, or make one; ontology and catalogue are loaded where they are missing or another's.

        Parameters
        ----------
        data
            Where it is; ``None`` for a temporary one, removed when closed.
        limits
            What queries and documents may cost: as `aftershock.isolation.Limits`, or those of its defaults that are
            to be others, by name; those of the command line if left out.
        readers
            How many queries may run at once.

        Raises
        ------
        StoreError
            If it cannot be used; `StoreBusyError` if it must be written to and another process does.
        """
        if limits is None:
            limits = Limits.for_command_line()
        return cls(Engine.open(data, limits if isinstance(limits, Limits) else Limits(**limits), readers))

    def close(self) -> None:
        """End the workers; remove the directory if it was a temporary one."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- documents in

    def ingest(self, document: Document | Path | str) -> IngestReport:
        """Read a document into the graph: all of it, or nothing.

        Parameters
        ----------
        document
            A document, or the path of a file.

        Returns
        -------
        IngestReport
            What it became. The same document again changes nothing; a new edition takes the place of the old one.

        Raises
        ------
        DocumentError
            If it cannot be read: where, and what is wrong.
        ValidationError
            If its graph breaks the shapes.
        StoreBusyError
            If another process writes to the data directory.
        """
        taken = self._taken(document)
        facts, nquads = self._read(taken)
        current = self._engine.current()
        if set(facts["graphs"]) <= set(current.active):
            return _report(facts, (), "unchanged", current.revision)
        findings = self._validated(taken, facts, nquads)
        done = self._engine.write(
            "publish",
            {
                "graphs": _editions(facts),
                "activity": {"label": f"ingest of {taken.name}", "used": [facts["document"]], "software": "aftershock"},
            },
            nquads,
        )
        return _report(facts, findings, done["outcome"], done["revision"])

    def preview(self, document: Document | Path | str) -> Preview:
        """Show what ingesting a document would do, and do nothing.

        Parameters
        ----------
        document
            A document, or the path of a file.

        Raises
        ------
        DocumentError, ValidationError
            As `ingest`.
        """
        taken = self._taken(document)
        facts, nquads = self._read(taken)
        findings = self._validated(taken, facts, nquads)
        current = self._engine.current()
        lineages = {entry.lineage for entry in current.graphs}
        held = set(facts["graphs"]) <= set(current.active)
        outcome = "unchanged" if held else "revised" if facts["lineage"] in lineages else "added"
        return Preview(_report(facts, findings, outcome, current.revision), nquads)

    def load_examples(self) -> tuple[IngestReport, ...]:
        """Ingest the worked examples of the checkout; they are illustrative, and answers over them say so.

        Raises
        ------
        UsageError
            If they did not travel with this installation.
        """
        try:
            paths = [resources.example("modelslab/estate.ttl"), *sorted(resources.example("pages").glob("*.txt"))]
        except FileNotFoundError as missing:
            raise UsageError(str(missing)) from missing
        return tuple(self.ingest(Document(path.read_bytes(), f"examples/{path.name}")) for path in paths)

    def _taken(self, document: Document | Path | str) -> Document:
        taken = document if isinstance(document, Document) else Document.from_path(document)
        limit = self._engine.limits.document_bytes
        if len(taken.content) > limit:
            raise DocumentError(f"it has {len(taken.content)} bytes; {limit} is the limit", taken.name)
        return taken

    def _read(self, document: Document) -> tuple[dict[str, Any], bytes]:
        """Recognise, scan and read."""
        format_ = recognise(document)
        if format_ in _NOTATIONS:
            scan_document(document.content, _NOTATIONS[format_], self._engine.limits, document.name)
        header = {"name": document.name, "format": format_, "media_type": document.media_type}
        facts, nquads = self._engine.build("aftershock.ingest.task:read", header, document.content, what="the document")
        limit = self._engine.limits.triples
        if facts["quads"] > limit:
            raise DocumentError(f"it has {facts['quads']} statements; {limit} is the limit", document.name)
        return facts, nquads

    def _validated(self, document: Document, facts: dict[str, Any], nquads: bytes) -> tuple[Finding, ...]:
        """Hold the quads against the shapes; give what the reader and they noticed."""
        found, _ = self._engine.build("aftershock.validation:task", {}, nquads, what="the document's validation")
        report = Report.from_header(found)
        report.refuse(document.name)
        noticed = [Finding(**finding) for finding in facts["findings"]]
        noticed += [
            Finding("warning" if result.severity == "warning" else "info", result.sentence) for result in report.results
        ]
        return tuple(noticed)

    # --- questions

    def query_form(self, text: str) -> Form:
        """Tell which form a query has, by its keywords.

        Raises
        ------
        QueryError
            If it has none, or is not allowed: `ForbiddenQueryError` says why, with line and column.
        """
        from aftershock.errors import QueryError

        form = scan_query(text, self._engine.limits).form
        if form is None:
            raise QueryError("the query has no SELECT, ASK, CONSTRUCT or DESCRIBE")
        return form

    def query(
        self,
        text: str,
        *,
        format: str = "json",
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> QueryAnswer:
        """Answer a SPARQL query.

        Parameters
        ----------
        text
            SPARQL 1.1; prefixes of ours and the usual ones need not be declared.
        format
            ``json``, ``xml``, ``csv``, ``tsv`` for SELECT and ASK; ``turtle``, ``ntriples``, ``jsonld``, ``rdfxml`` for
            CONSTRUCT and DESCRIBE.
        default_graphs, named_graphs
            IRIs of the graphs that are asked; where neither is given, the union of all current graphs.

        Raises
        ------
        QueryError
            If it does not parse (with line and column) or is not allowed.
        LimitError
            If it takes too long, or its answer is too large.
        UsageError
            If the format does not fit the query's form.
        """
        form = self.query_form(text)
        limits = self._engine.limits
        header: dict[str, Any] = {"formats": [format], "rows": limits.result_rows, "size": limits.result_bytes}
        if default_graphs or named_graphs:
            header |= {"default": list(default_graphs or ()), "named": list(named_graphs or ())}
        facts, content = self._engine.answer(text, header)
        return QueryAnswer(form, facts["media_type"], content, facts["rows"], str(facts["revision"]))

    def blast_radius(
        self,
        component: str | Sequence[str],
        *,
        threat: str | None = None,
        mode: str | None = None,
        depth: int | None = None,
        alternatives: Alternatives = "by-rule",
        without_rules: Sequence[str] = (),
        offset: int = 0,
        limit: int | None = None,
    ) -> BlastRadius:
        """Compute what falls with one or several components.

        Parameters
        ----------
        component
            A name or several: slug, label, IRI or package URL.
        threat
            Start in the mode of this threat, at what it strikes.
        mode
            Start in this mode; control where neither is given.
        depth
            Follow this many relations at the most.
        alternatives
            ``"by-rule"``, ``"any"`` or ``"all"``.
        without_rules
            Rules to switch off.
        offset, limit
            Which rows to write, counted over affected, possible, unknown; counts are always whole.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name; with the nearest.
        UsageError
            If an option is not as said.
        """
        view = self._view()
        names = [component] if isinstance(component, str) else list(component)
        starts, mode_index, item, notes = view.starts(names, threat, mode)
        return radius(
            view.projection,
            starts,
            mode_index,
            alternatives=alternatives,
            depth=depth,
            without_rules=[view.rule(rule) for rule in without_rules],
            threat=item.iri if item is not None else None,
            notes=notes,
            offset=offset,
            limit=limit,
        )

    def agent(self, name: str) -> AgentRecord:
        """Give everything that its page says of an agent, found by slug, name or IRI."""
        return self._view().agent(name)

    def threat(self, name: str) -> ThreatItem:
        """Give a threat, weakness or consequence by slug, label or IRI."""
        return self._view().threat(name)

    def mitigation(self, name: str) -> MitigationItem:
        """Give a mitigation by slug, label or IRI."""
        return self._view().mitigation(name)

    def component(self, name: str) -> ComponentItem:
        """Give a component by slug, label, IRI or package URL."""
        view = self._view()
        return view.component_item(view.component(name))

    # --- lists

    def agents(self, search: str = "", offset: int = 0, limit: int = 100) -> Page[AgentItem]:
        """List agents whose name contains a text."""
        found = [one for one in self._view().agents if _has(search, one.slug, one.name)]
        return page(found, offset, limit)

    def threats(self, search: str = "", offset: int = 0, limit: int = 100) -> Page[ThreatItem]:
        """List threats, weaknesses and consequences whose name or definition contains a text."""
        found = [one for one in self._view().threats if _has(search, one.slug, one.label, one.definition)]
        return page(found, offset, limit)

    def layers(self) -> Page[LayerItem]:
        """List the seven layers."""
        found = self._view().layers
        return page(found, 0, len(found))

    def mitigations(self, search: str = "", offset: int = 0, limit: int = 100) -> Page[MitigationItem]:
        """List mitigations whose name or definition contains a text."""
        found = [one for one in self._view().mitigations if _has(search, one.slug, one.label, one.definition)]
        return page(found, offset, limit)

    def components(
        self, search: str = "", class_name: str | None = None, offset: int = 0, limit: int = 100
    ) -> Page[ComponentItem]:
        """List components whose name contains a text, of one class and those below it, or of all."""
        return self._view().components(search, class_name, offset, limit)

    def worst_starts(self, limit: int = 10) -> tuple[tuple[ComponentItem, int, int, int], ...]:
        """List where control does most, of the components that most depend on: item, affected, possible, unknown."""
        return self._view().worst_starts[:limit]

    def search(self, text: str, limit: int = 20) -> tuple[tuple[str, str, str, str], ...]:
        """Find anything whose name contains a text: kind, IRI, slug, label."""
        return self._view().search(text, limit)

    # --- looks

    def describe(self, iri: str, format: str = "turtle") -> QueryAnswer:
        """Say what the graph says of one thing, as ``turtle``, ``jsonld``, ``ntriples`` or ``rdfxml``.

        Raises
        ------
        UnknownNameError
            If nothing is said of it.
        """
        current = self._engine.current()
        header = {
            "snapshot": str(current.snapshot),
            "active": list(current.active),
            "iri": iri,
            "format": format,
        }
        facts, content = self._engine.look("aftershock.explore.describe:describe", header, what="the description")
        return QueryAnswer("describe", facts["media_type"], content, facts["triples"], str(current.revision))

    def neighbourhood(self, component: str, *, hops: int = 1, cap: int = 200) -> Picture:
        """Draw what a component relies on and what relies on it, so many hops far, so many nodes at the most."""
        from aftershock.explore.neighbourhood import neighbourhood

        view = self._view()
        return neighbourhood(view.projection, view.component(component), hops=hops, cap=cap)

    def radius_picture(self, component: str | Sequence[str], *, cap: int = 200, **options: Any) -> Picture:
        """Draw a blast radius; options as for `blast_radius`."""
        from aftershock.explore.neighbourhood import radius_picture

        answer = self.blast_radius(component, **options)
        return radius_picture(self._view().projection, answer, cap=cap)

    def to_networkx(self) -> MultiDiGraph[str]:
        """Give the graph of consequence as a NetworkX graph, see `aftershock.explore.networkx_graph.to_networkx`."""
        from aftershock.explore.networkx_graph import to_networkx

        return to_networkx(self._view().projection)

    def export(
        self, format: Literal["turtle", "jsonld", "graphml", "gexf", "html"], *, start: str | None = None
    ) -> bytes:
        """Write current documents as RDF, the graph of consequence for graph tools, or one page that draws offline.

        Parameters
        ----------
        format
            What to write.
        start
            For html: the component whose blast radius is drawn; the worst known start if left out.

        Raises
        ------
        UsageError
            If there is nothing to draw.
        """
        from aftershock.explore import export

        if format in export.RDF:
            current = self._engine.current()
            graphs = [entry.graph for entry in current.graphs if entry.kind not in ("ontology", "catalog")]
            header = {"snapshot": str(current.snapshot), "graphs": graphs, "format": format}
            return self._engine.build("aftershock.explore.export:statements", header, what="the export")[1]
        if format in export.GRAPHS:
            return export.graph_file(self.to_networkx(), format)
        if start is None:
            worst = self.worst_starts(1)
            if not worst:
                raise UsageError("nothing is there to draw: no component has a dependent; ingest an estate first")
            start = worst[0][0].iri
        from aftershock.explore.page import offline_page

        return offline_page(self.radius_picture(start)).encode()

    # --- itself

    def warm(self) -> None:
        """Make what the first question would wait for: the projection, the names, the compiled kernels."""
        view = self._view()
        if view.projection.graph.components:
            view.starts([view.projection.components[0]], None, None)
            radius(view.projection, [0], 0, limit=0)

    @property
    def projection(self) -> Projection:
        """The graph of consequence of the current revision as arrays, with all that explains it: the fast road."""
        return self._view().projection

    @property
    def revision(self) -> str:
        """The number of the last change, as text."""
        return str(self._engine.current().revision)

    def settings(self) -> dict[str, Any]:
        """Tell what an operator wants to know: limits, what workers gave up, what is loaded."""
        from dataclasses import asdict

        current = self._engine.current()
        sandbox = self._engine.readers.warm()
        return {
            "ready": True,
            "revision": str(current.revision),
            "graphs": len(current.graphs),
            "triples": sum(entry.triples for entry in current.graphs),
            "limits": asdict(self._engine.limits),
            "sandbox": asdict(sandbox),
            "readers": {
                name: value for name, value in asdict(self._engine.readers.status()).items() if name != "sandbox"
            },
        }

    def _view(self) -> View:
        """Give the current revision as people look at it; made when a revision is first asked for."""
        current = self._engine.current()
        with self._lock:
            if self._seen is None or self._seen.projection.revision != str(current.revision):
                engine, snapshot = self._engine, current.snapshot
                self._seen = View(engine.projection(current), lambda text: engine.ask(text, snapshot))
            return self._seen


def _editions(facts: dict[str, Any]) -> list[dict[str, str]]:
    """Name the graphs of a document: its own is its source, any other is a reading of it."""
    return [
        {
            "graph": graph,
            "kind": "source" if graph == facts["document"] else "reading",
            "lineage": facts["lineage"],
        }
        for graph in facts["graphs"]
    ]


def _report(facts: dict[str, Any], findings: tuple[Finding, ...], outcome: Any, revision: object) -> IngestReport:
    return IngestReport(
        document=facts["name"],
        sha256=facts["sha256"],
        format=facts["format"],
        outcome=outcome,
        graphs=tuple(facts["graphs"]),
        quads=facts["quads"],
        agents=tuple(facts["agents"]),
        findings=findings,
        revision=str(revision),
    )


def _has(search: str, *texts: str) -> bool:
    wanted = search.casefold().strip()
    return any(wanted in text.casefold() for text in texts)
