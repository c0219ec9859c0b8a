"""The alignments speak of terms that exist, of the right kind, and say of each why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.namespace import SKOS
from scripts.vocabulary import ontology

from aftershock.resources import catalog_files, examples, ontology_files
from aftershock.vocabulary import AFT, NAMESPACE

if TYPE_CHECKING:
    from pathlib import Path

MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
ABOVE = (RDFS.subClassOf, RDFS.subPropertyOf)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)
FILES = {path.name: path for path in ontology_files() if path.parent.name == "alignments"}
D3FEND = "http://d3fend.mitre.org/ontologies/d3fend.owl#"
SPDX = "https://spdx.org/rdf/3.0.1/terms/"


@pytest.fixture(scope="module")
def modules() -> Graph:
    return ontology()


def parsed(path: Path) -> Graph:
    graph = Graph()
    graph.parse(path)
    return graph


def kind(graph: Graph, term: URIRef) -> URIRef:
    """What a term is; an individual where it is declared as nothing else."""
    found = [one for one in KINDS if (term, RDF.type, one) in graph]
    return found[0] if found else OWL.NamedIndividual


def test_the_vocabularies_of_the_design_have_a_file_each() -> None:
    assert {"provo.ttl", "spdx3.ttl", "airo.ttl", "dpv.ttl", "d3fend.ttl", "skos.ttl", "oa.ttl", "sssom.ttl"} <= set(
        FILES
    )


@pytest.mark.parametrize("name", FILES)
def test_a_term_that_is_aligned_is_declared_says_why_and_is_of_the_same_kind(name: str, modules: Graph) -> None:
    graph = parsed(FILES[name])
    for how in (*MATCHES, *ABOVE):
        for ours, theirs in graph.subject_objects(how):
            assert str(ours).startswith(NAMESPACE)
            assert (ours, RDF.type, None) in modules, f"{ours} is no term of ours"
            assert len(str(graph.value(theirs, RDFS.comment))) > 10, f"{theirs}: no reason given"
            if kind(graph, theirs) == OWL.NamedIndividual:  # a relation of ours is one besides
                carrying = (ours, RDF.type, URIRef(AFT.CarryingRelation)) in modules
                assert carrying or kind(modules, ours) == OWL.NamedIndividual, f"{ours} {how} {theirs}"
            elif theirs != URIRef(SPDX + "Core/RelationshipType"):
                assert kind(graph, theirs) == kind(modules, ours), f"{ours} {how} {theirs}"


@pytest.mark.parametrize("name", FILES)
def test_an_alignment_declares_foreign_terms_only_and_puts_none_of_ours_above_them(name: str) -> None:
    graph = parsed(FILES[name])
    assert [one for one in graph.subjects(RDF.type) if str(one).startswith(NAMESPACE)] == []
    for above in ABOVE:
        assert [one for one in graph.objects(None, above) if str(one).startswith(NAMESPACE)] == []


def test_one_pair_has_one_match() -> None:
    pairs = [
        (ours, theirs)
        for path in FILES.values()
        for how in MATCHES
        for ours, theirs in parsed(path).subject_objects(how)
    ]
    assert len(pairs) == len(set(pairs))
    assert len(pairs) > 60


def test_terms_of_d3fend_are_in_its_ontology_and_of_that_kind(shared: Path) -> None:
    theirs = parsed(shared / "catalogues" / "d3fend-protege.ttl")
    ours = parsed(FILES["d3fend.ttl"])
    named = {one for one in ours.subjects(RDF.type) if str(one).startswith(D3FEND)}
    assert len(named) > 20
    for one in named:
        assert kind(theirs, one) == kind(ours, one), one


def test_what_does_not_say_is_no_assertion() -> None:
    graph = parsed(FILES["spdx3.ttl"])
    said = URIRef(SPDX + "Core/RelationshipCompleteness/noAssertion")
    assert graph.value(predicate=SKOS.exactMatch, object=said) == URIRef(AFT.NoAssertion)


def test_every_foreign_term_that_is_used_as_a_property_or_class_is_declared(root: Path) -> None:
    declared, used = Graph(), Graph()
    for path in ontology_files():
        declared.parse(path)
    for path in (
        *catalog_files(),
        *(file for name in examples() for file in (root / "data/examples" / name).glob("*.ttl")),
    ):
        used.parse(path)
    terms = {*used.predicates(), *used.objects(None, RDF.type)}
    reserved = (str(RDF), str(RDFS), str(OWL), "https://x.example/")
    foreign = {one for one in terms if not str(one).startswith((NAMESPACE, *reserved)) and "example" not in str(one)}
    assert {one for one in foreign if (one, RDF.type, None) not in declared} == set()
