"""What the tests of the example estates share: estates as graphs, a walk that is not the engine's, and the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from aftershock import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AFT = Namespace("https://w3id.org/aftershock/ontology#")
DOCUMENT = "https://w3id.org/aftershock/id/document/test"
ESTATES = ("company", "gpu-cluster", "modelslab")


class Edge(NamedTuple):
    """One edge, whichever of the two forms it has."""

    dependent: str
    relation: str
    dependee: str
    has: frozenset[str]
    lacks: frozenset[str]
    certainty: str


class Estate:
    """An estate with what the tests ask of it; names are the last parts of IRIs."""

    def __init__(self, graph: Graph, ontology: Graph) -> None:
        self.graph = graph
        kinds = set(ontology.transitive_subjects(RDFS.subClassOf, AFT.Component))
        self.components = {subject: kind for subject, kind in graph.subject_objects(RDF.type) if kind in kinds}
        self.carrying = set(ontology.subjects(RDF.type, AFT.CarryingRelation))
        self.edges = tuple(self._edges())

    def _edges(self) -> Iterator[Edge]:
        graph = self.graph
        for subject, relation, dependee in graph:
            if relation in self.carrying:
                yield Edge(local(subject), local(relation), local(dependee), frozenset(), frozenset(), "Assumed")
        for node in graph.subjects(RDF.type, AFT.Dependency):
            ends = (local(graph.value(node, end)) for end in (AFT.dependent, AFT.relation, AFT.dependee))
            has, lacks = (
                frozenset(local(one) for one in graph.objects(node, way))
                for way in (AFT.hasQualifier, AFT.lacksQualifier)
            )
            yield Edge(*ends, has, lacks, local(graph.value(node, AFT.sourceCertainty)))

    def of(self, relation: str, **ends: str) -> list[Edge]:
        """Give the edges over a relation whose ends are as said."""
        return [
            edge
            for edge in self.edges
            if edge.relation == relation and all(getattr(edge, end) == name for end, name in ends.items())
        ]

    def kind(self, kind: str) -> set[str]:
        """Give the components of a class."""
        return {local(one) for one, its in self.components.items() if its == AFT[kind]}

    def said(self, component: str, about: str) -> str | None:
        """Give what is said of a component, such as its owner."""
        node = next(one for one in self.components if local(one) == component)
        value = self.graph.value(node, AFT[about])
        return None if value is None else local(value)

    def has_path(self, start: str, *hops: str) -> bool:
        """Tell whether the hops are edges in turn: ``relation>name`` as it stands, ``relation<name`` back."""
        here = start
        for hop in hops:
            relation, way, there = hop.partition(">" if ">" in hop else "<")
            ends = {"dependent": here, "dependee": there} if way == ">" else {"dependent": there, "dependee": here}
            if not self.of(relation, **ends):
                return False
            here = there
        return True


def local(term: object) -> str:
    """Give the last part of an IRI."""
    return str(term).rpartition("#")[2].rpartition("/")[2]


@pytest.fixture(scope="session")
def ontology(root: Path) -> Graph:
    graph = Graph()
    for module in (root / "ontology/modules").glob("*.ttl"):
        graph.parse(module)
    return graph


@pytest.fixture(scope="session")
def estates(root: Path, ontology: Graph) -> dict[str, Estate]:
    return {
        name: Estate(Graph().parse(root / f"data/examples/{name}/estate.ttl", publicID=DOCUMENT), ontology)
        for name in ESTATES
    }


@pytest.fixture(params=ESTATES)
def any_estate(request: pytest.FixtureRequest, estates: dict[str, Estate]) -> Estate:
    """Each estate in turn."""
    return estates[request.param]


@pytest.fixture
def document() -> URIRef:
    return URIRef(DOCUMENT)


@pytest.fixture(scope="session")
def base() -> Iterator[KnowledgeBase]:
    """The engine, with all examples loaded."""
    with KnowledgeBase.open() as opened:
        opened.load_examples()
        yield opened
