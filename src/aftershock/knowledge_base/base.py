"""`KnowledgeBase`: every way in and out, each a few named calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from aftershock.errors import QueryError, UsageError
from aftershock.isolation import Limits, scan_query
from aftershock.knowledge_base.decisions import Decisions
from aftershock.knowledge_base.drawing import Drawings
from aftershock.knowledge_base.engine import Engine
from aftershock.knowledge_base.history import History
from aftershock.knowledge_base.intake import Intake
from aftershock.knowledge_base.lists import Lists
from aftershock.knowledge_base.operation import Operations
from aftershock.knowledge_base.radius_graphs import RadiusGraphs
from aftershock.knowledge_base.replays import Replays
from aftershock.knowledge_base.self_description import SelfDescription
from aftershock.knowledge_base.together import together
from aftershock.knowledge_base.writes import Writes
from aftershock.model.answers import QueryAnswer
from aftershock.model.iri import graph_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from networkx import MultiDiGraph

    from aftershock.isolation.scanner import Form
    from aftershock.model.answers import Picture
    from aftershock.model.choice import Choice
    from aftershock.projection.stored import Projection

__all__ = ["KnowledgeBase"]

_DRAWN_FROM = 2_000  # rows that a picture of some 200 nodes is chosen from


class KnowledgeBase(
    Writes, SelfDescription, Intake, Lists, History, Decisions, RadiusGraphs, Drawings, Replays, Operations
):
    """Documents, the graph of consequence they make, and the answers it gives.

    Safe to use from several threads. Foreign text is parsed and run in worker processes only. Made by `open`.

    Parameters
    ----------
    engine
        The workers on its data directory.

    Examples
    --------
    >>> from aftershock import Document
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

    @classmethod
    def open(
        cls,
        data: str | Path | None = None,
        *,
        limits: Limits | Mapping[str, Any] | None = None,
        readers: int = 1,
        default_graph: Literal["union", "empty"] = "union",
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
        default_graph
            What is asked where neither query nor request names graphs: ``"union"``, all current graphs together
            (superseded ones and provenance left out), or ``"empty"``, the store's own default graph.

        Raises
        ------
        StoreError
            If it cannot be used; `StoreBusyError` if it must be written to and another process does.
        """
        if limits is None:
            limits = Limits.for_command_line()
        engine = Engine.open(data, limits if isinstance(limits, Limits) else Limits(**limits), readers)
        engine.default_graph = default_graph
        return cls(engine)

    def close(self) -> None:
        """End the workers; remove the directory if it was a temporary one."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- questions

    def query_form(self, text: str) -> Form:
        """Tell which form a query has, by its keywords.

        Raises
        ------
        QueryError
            If it has none, or is not allowed: `ForbiddenQueryError` says why, with line and column.
        """
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
            IRIs of the graphs that are asked; where neither is given, what the query says by FROM, or the union of all
            current graphs (see `open` for another choice). Relative IRIs in the text are relative to
            https://w3id.org/aftershock/id/.

        Raises
        ------
        QueryError
            If it does not parse (with line and column) or is not allowed.
        LimitError
            If it takes too long, or its answer is too large.
        UsageError
            If the format does not fit the query's form, or a graph's name is no IRI.
        """
        default, named = ([graph_name(one) for one in given or ()] for given in (default_graphs, named_graphs))
        form = self.query_form(text)
        limits = self._engine.limits
        header: dict[str, Any] = {
            "formats": [format],
            "rows": limits.result_rows,
            "size": limits.result_bytes,
            "default": self._engine.default_graph,
        }
        if default or named:
            header |= {"default": default, "named": named}
        with together():
            radii = self._radii(text, [*default, *named], limits.result_rows)
            facts, content = self._engine.answer(text, header if radii is None else {**header, "folder": radii.folder})
        return QueryAnswer(form, facts["media_type"], content, facts["rows"], str(facts["revision"]))

    # --- looks

    def describe(self, iri: str, format: str = "turtle") -> QueryAnswer:
        """Say what the graph says of one thing, as ``turtle``, ``jsonld``, ``ntriples`` or ``rdfxml``.

        Raises
        ------
        UnknownNameError
            If nothing is said of it.
        """
        current = self._engine.kept()
        header = {
            "snapshot": str(current.snapshot),
            "active": list(current.active),
            "iri": iri,
            "format": format,
        }
        facts, content = self._engine.look("aftershock.explore.describe:describe", header, what="the description")
        return QueryAnswer("describe", facts["media_type"], content, facts["triples"], str(current.revision))

    def neighbourhood(self, component: str, *, hops: int = 1, cap: int = 200, choice: Choice | None = None) -> Picture:
        """Draw what a component relies on and what relies on it, so many hops far, so many nodes at the most.

        Parameters
        ----------
        component
            Slug, label, IRI or package URL.
        hops, cap
            How far to go, and how many to draw.
        choice
            What filters let through besides the component, as `around` takes it.

        Raises
        ------
        UnknownNameError
            If there is no such component, or nothing goes by the name in a filter.
        """
        from aftershock.explore.neighbourhood import neighbourhood

        view = self._view()
        kept, certainty = self._beside(choice), choice.certainty if choice else None
        place = view.component(component)
        return self._told(neighbourhood(view.projection, place, hops=hops, cap=cap, kept=kept, certainty=certainty))

    def radius_picture(self, component: str | Sequence[str], *, cap: int = 200, **options: Any) -> Picture:
        """Draw a blast radius; options as for `blast_radius`."""
        return self.picture_of(self.blast_radius(component, **options), cap=cap)

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
            current = self._engine.kept()
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

        bases = {rule.iri: rule.basis for rule in self.projection.rules if rule.basis is not None}
        picture = self.radius_picture(start, limit=_DRAWN_FROM)
        return offline_page(
            picture, bases, self.titles(one for edge in picture.edges for one in edge.documents)
        ).encode()

    # --- itself

    def warm(self) -> None:
        """Make what the first question would wait for: a worker, the projection, the names, the compiled kernels."""
        self.query("ASK {}")
        projection = self._view().projection
        if projection.graph.components:
            self.blast_radius(projection.components[0], limit=1)

    @property
    def projection(self) -> Projection:
        """The graph of consequence of the current revision as arrays, with all that explains it: the fast road."""
        return self._view().projection

    @property
    def revision(self) -> str:
        """The number of the last change, as text."""
        return str(self._engine.current().revision)
