"""What the rules ask of the store: which graphs there are, whether a graph knows a term, how much there is of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from aftershock.store.base import DEFAULT_GRAPH, PROVENANCE
from aftershock.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import BlankNode, Quad, Triple

    from aftershock.isolation.rewriting.tree import Pattern, Query, Term
    from aftershock.store.base import Dataset

    Node = NamedNode | BlankNode | Literal | Triple
    GraphName = NamedNode | DefaultGraph

__all__ = ["Facts"]

MOST_GRAPHS: Final = 200
"""The most named graphs over which a query is written out."""


@dataclass(slots=True)
class Facts:
    """What is known of the data that a query is asked of.

    Parameters
    ----------
    store
        The engine's store.
    prologue
        The text before the query's form: its prefixes and base.
    default
        The graphs that the default graph is made of.
    names
        The named graphs; ``None`` where it is all that the store has.
    """

    store: Store
    prologue: str
    default: Sequence[GraphName]
    names: list[NamedNode] | None
    _terms: dict[str, Node | None] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        """Whether the data is known at all."""
        return True

    @classmethod
    def of(cls, store: Store, text: str, query: Query, dataset: Dataset) -> Facts:
        """Find out what a query is asked of: what the request says, else what the query says, else the setting.

        Parameters
        ----------
        store
            The engine's store.
        text, query
            The query.
        dataset
            What the request or the setting says.
        """
        facts = cls(store, text[: query.start], [DefaultGraph()], None)
        if not isinstance(dataset.default, str):
            facts.default = [NamedNode(iri) for iri in dataset.default]
            facts.names = [NamedNode(iri) for iri in dataset.named]
        elif dataset.default == "empty":
            facts.default = [NamedNode(DEFAULT_GRAPH)]
        if isinstance(dataset.default, str) and (query.defaults or query.named):
            facts.default = facts._nodes(query.defaults)
            facts.names = facts._nodes(query.named)
        return facts

    def named(self) -> list[str] | None:
        """Give the IRIs of the named graphs; ``None`` where they are too many to be written out."""
        if self.names is not None:
            held = [node for node in dict.fromkeys(self.names) if self.store.contains_named_graph(node)]
        else:
            hidden = () if self.default == [DefaultGraph()] else (NamedNode(DEFAULT_GRAPH), NamedNode(PROVENANCE))
            every = islice(self.store.named_graphs(), MOST_GRAPHS + len(hidden) + 1)
            held = [node for node in every if isinstance(node, NamedNode) and node not in hidden]
        return [node.value for node in held] if len(held) <= MOST_GRAPHS else None

    def lacks_graph(self, graph: str) -> bool:
        """Whether a graph, as it is written, is surely none of the named ones."""
        node = self.node(graph)
        return self.certain and isinstance(node, NamedNode) and self._graphs(graph) is None

    def knows(self, term: Term, graph: str) -> bool:
        """Whether a term is subject or object of a statement of a graph (an IRI as written; empty: the default).

        A term or graph that cannot be told counts as known.
        """
        node, graphs = self.node(term.text), self._graphs(graph)
        if node is None or graphs is None:
            return True
        return any(
            next(self._quads(None if as_object else node, None, node if as_object else None, one), None) is not None
            for one in graphs
            for as_object in (False, True)
        )

    def few(self, pattern: Pattern, graph: str, cap: int) -> bool:
        """Whether a triple pattern with a fixed end has at most `cap` matches."""
        graphs = self._graphs(graph)
        if pattern.path.kind != "step" or pattern.path.text.startswith("?") or graphs is None:
            return False
        if not (pattern.subject.fixed or pattern.object.fixed):
            return False
        ends = [self.node(end.text) if end.fixed else None for end in (pattern.subject, pattern.object)]
        predicate = self.node(pattern.path.text)
        found = 0
        for one in graphs:
            found += sum(1 for _ in islice(self._quads(ends[0], predicate, ends[1], one), cap + 1))
        return found <= cap

    def many(self, predicates: Sequence[str], graph: str | None, cap: int) -> bool:
        """Whether statements with these predicates, as written, are more than `cap`; an empty one is any."""
        graphs = self._graphs(graph) if graph is not None else None
        found = 0
        for text in predicates:
            predicate = self.node(text) if text else None
            for one in graphs if graphs is not None else [None]:
                found += sum(1 for _ in islice(self._quads(None, predicate, None, one), cap + 1))
        return found > cap

    def node(self, text: str) -> Node | None:
        """Give what a term stands for, by the query's prefixes; ``None`` where the engine does not take it."""
        text = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" if text == "a" else text
        if text not in self._terms:
            self._terms[text] = self._resolved(text)
        return self._terms[text]

    def _resolved(self, text: str) -> Node | None:
        try:
            result = Store().query(f"{self.prologue} SELECT ({text} AS ?x) {{}}", base_iri=ID, prefixes=PREFIXES)
        except SyntaxError:
            return None
        row = next(result, None) if isinstance(result, QuerySolutions) else None
        return None if row is None else row["x"]

    def shown(self, query: str) -> tuple[str, ...] | None:
        """Give the variables that a SELECT or subquery shows, in order; ``None`` where the engine does not take it."""
        try:
            result = Store().query(f"{self.prologue} {query}", base_iri=ID, prefixes=PREFIXES)
        except SyntaxError:
            return None
        names = result.variables if isinstance(result, QuerySolutions) else ()
        return tuple(f"?{one.value}" for one in names)

    def _nodes(self, terms: Sequence[Term]) -> list[NamedNode]:
        nodes = [self.node(term.text) for term in terms]
        return [node for node in nodes if isinstance(node, NamedNode)]

    def _graphs(self, graph: str) -> Sequence[GraphName] | None:
        if not graph:
            return self.default
        node = self.node(graph)
        if not isinstance(node, NamedNode) or not self.store.contains_named_graph(node):
            return None
        return None if self.names is not None and node not in self.names else [node]

    def _quads(
        self, subject: Node | None, predicate: Node | None, thing: Node | None, graph: GraphName | None
    ) -> Iterator[Quad]:
        if isinstance(subject, Literal):
            return iter(())
        return self.store.quads_for_pattern(subject, predicate, thing, graph)  # type: ignore[arg-type]  # none if odd
