"""Runs cases against a server, over HTTP, and says of each what was wrong."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple
from tests.conformance.w3c.results import (
    Solutions,
    difference,
    from_csv,
    from_json,
    from_result_set,
    from_tsv,
    from_xml,
    same_graphs,
)
from tests.conformance.w3c.suites import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conformance.w3c.client import Answer, Client
    from tests.conformance.w3c.suites import Case

TYPES = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml"}
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
JSON = "application/sparql-results+json"
NOTHING = BASE + "nothing"
_OUTER_ORDER = re.compile(r"ORDER\s+BY[^{}]*\Z", re.IGNORECASE)
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)


@dataclass
class Outcome:
    """How a case went; `fault` is empty where it passed."""

    case: Case
    fault: str


class Runner:
    """Runs cases: one server, each data file loaded once under its own name for queries, a reset for each update."""

    def __init__(self, root: Path, client: Client) -> None:
        self.root, self.client = root, client
        self.loaded: set[str] = set()
        self.refused: list[Case] = []

    def run(self, case: Case) -> Outcome:
        work = {
            "QueryEvaluationTest": self._query,
            "CSVResultFormatTest": self._query,
            "UpdateEvaluationTest": self._update,
        }.get(case.kind, self._syntax)
        return Outcome(case, work(case))

    # --- files

    def read(self, iri: str) -> bytes:
        return (self.root / iri.removeprefix(BASE)).read_bytes()

    def text(self, iri: str) -> str:
        """Read a query, with the base that its place gives it."""
        return f"BASE <{iri}>\n{self.read(iri).decode()}"

    def quads(self, iri: str, graph=None) -> list[Quad]:
        found = pyoxigraph.parse(self.read(iri), FORMATS[iri.rpartition(".")[2]], base_iri=iri, rename_blank_nodes=True)
        return [_within(one, graph or one.graph_name) for one in found]

    def load(self, graph: str, place: str) -> None:
        """Put a file into a graph; a file of several graphs into those that it names, under names of its own."""
        if graph in self.loaded:
            return
        if place.rpartition(".")[2] not in TYPES:
            own = NamedNode(graph)
            quads = [
                _within(one, own if isinstance(one.graph_name, DefaultGraph) else one.graph_name)
                for one in self.quads(place)
            ]
            answer = self.client.update(f"INSERT DATA {{ {_written(quads)} }}")  # at once: its graphs share blank nodes
            assert answer.status == 200, answer.problem
            self.loaded.add(graph)
            return
        answer = self.client.put(graph, self.read(place), TYPES[place.rpartition(".")[2]])
        assert answer.status in (200, 201), (graph, answer)
        self.loaded.add(graph)

    def files(self, queries: list[Case]) -> set[str]:
        """Name the files that queries are asked of, and that are loaded under their own names."""
        named = {place for one in queries for place in (*one.data, *(place for _, place in one.graphs))}
        return {place for place in named if place.rpartition(".")[2] in TYPES}

    # --- queries

    def _query(self, case: Case) -> str:
        text = self.text(case.action)
        for place in (*case.data, *(place for _, place in case.graphs)):
            self.load(place, place)
        for name, place in case.graphs:
            self.load(name, place)
        several = [one for place in case.data if place.endswith((".trig", ".nq")) for one in self.quads(place)]
        inside = {one.graph_name.value for one in several if isinstance(one.graph_name, NamedNode)}
        named = [*(name for name, _ in case.graphs), *sorted(inside)]
        graphs = {"default_graph_uri": list(case.data) or [NOTHING], "named_graph_uri": named}
        if _FROM.search(text):
            graphs = {}
        ending = case.result.rpartition(".")[2]
        accept = {"csv": "text/csv", "tsv": "text/tab-separated-values", "srx": "application/sparql-results+xml"}.get(
            ending, f"{JSON}, application/n-triples;q=0.9"
        )
        answer = self.client.query(text, accept, **graphs)
        if answer.status != 200:
            return f"{answer.status}: {answer.problem}"
        return self._compared(case, ending, answer, text)

    def _compared(self, case: Case, ending: str, answer: Answer, text: str) -> str:
        if answer.media_type == "application/n-triples":
            found = list(pyoxigraph.parse(answer.content, RdfFormat.N_TRIPLES))
            return "" if same_graphs(found, self.quads(case.result)) else "another graph"
        wanted = self._wanted(case.result, ending)
        if _OUTER_ORDER.search(text):
            wanted.ordered = True
        reader = {"csv": from_csv, "tsv": from_tsv, "srx": from_xml}.get(ending, from_json)
        return difference(reader(answer.content), wanted)

    def _wanted(self, place: str, ending: str) -> Solutions:
        if ending in ("ttl", "rdf"):
            found = from_result_set(self.quads(place))
            assert found is not None, place
            return found
        return {"srx": from_xml, "srj": from_json, "csv": from_csv, "tsv": from_tsv}[ending](self.read(place))

    # --- updates

    def _update(self, case: Case) -> str:
        self.loaded.clear()
        before = [one for place in case.data for one in self.quads(place)]
        before += [one for name, place in case.graphs for one in self.quads(place, NamedNode(name))]
        answer = self.client.update(f"DROP ALL ; INSERT DATA {{ {_written(before)} }}")
        assert answer.status == 200, answer.problem
        answer = self.client.update(self.text(case.action))
        if answer.status != 200:
            return f"{answer.status}: {answer.problem}"
        wanted = [one for place in case.after for one in self.quads(place)]
        wanted += [one for name, place in case.after_graphs for one in self.quads(place, NamedNode(name))]
        return "" if same_graphs(self._all(), wanted) else f"the store holds {self._all()}"

    def _all(self) -> list[Quad]:
        text = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        answer = self.client.query(text, JSON)
        assert answer.status == 200, answer.problem
        rows = pyoxigraph.parse_query_results(answer.content, pyoxigraph.QueryResultsFormat.JSON)
        return [Quad(row["s"], row["p"], row["o"], row["g"] or DefaultGraph()) for row in rows]

    # --- syntax

    def _syntax(self, case: Case) -> str:
        text = self.text(case.action)
        is_update = "Update" in case.kind or case.action.endswith(".ru")
        answer = self.client.update(text) if is_update else self.client.query(text, "*/*")
        kind = "" if answer.status == 200 else json.loads(answer.content)["type"].rpartition("/")[2]
        if case.kind.startswith("Negative"):
            return "" if kind == "query-syntax" else f"{answer.status} {kind}, where 400 query-syntax is right"
        if is_update and kind == "query-forbidden" and "LOAD is not allowed" in answer.problem:
            self.refused.append(case)  # an update is parsed first: one with a fault is refused for its fault
            return ""
        # what parses need not make sense (a graph that is not there is dropped)
        return "" if answer.status == 200 or kind == "query-failed" else f"{answer.status} {kind}: {answer.problem}"


def _written(quads: list[Quad]) -> str:
    """Write statements for INSERT DATA."""
    lines = []
    for one in quads:
        triple = f"{one.subject} {one.predicate} {_term(one.object)} ."
        lines.append(triple if isinstance(one.graph_name, DefaultGraph) else f"GRAPH {one.graph_name} {{ {triple} }}")
    return "\n".join(lines)


def _term(term) -> str:
    return f"<<( {term.subject} {term.predicate} {_term(term.object)} )>>" if isinstance(term, Triple) else str(term)


def _within(quad: Quad, graph: NamedNode) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, graph)
