"""The ontology keeps to OWL 2 RL, and to its own manners: every term with label, definition and example."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SKOS
from tests.ontology.fragments import right

import aftershock
from aftershock.resources import catalog_files, ontology_files, shape_files
from aftershock.vocabulary import AFT, NAMESPACE

#: What the ontology says in OWL and RDFS, and where OWL 2 Profiles (https://www.w3.org/TR/owl2-profiles/) or the
#: mapping to RDF (https://www.w3.org/TR/owl2-mapping-to-rdf/) allow it in RL.
CONSTRUCTS = {
    RDF.type: "Profiles 4.2.5: declarations and class assertions",
    RDFS.subClassOf: "Profiles 4.2.5: SubClassOf, here between named classes only (4.2.3)",
    RDFS.subPropertyOf: "Profiles 4.2.5: SubObjectPropertyOf",
    RDFS.range: "Profiles 4.2.5: DataPropertyRange, with a datatype of 4.2.1",
    OWL.members: "Profiles 4.2.5: DisjointClasses; Mapping, table 1: AllDisjointClasses",
    RDF.first: "Mapping, table 1: sequences",
    RDF.rest: "Mapping, table 1: sequences",
    OWL.versionIRI: "Mapping, table 1: ontology header",
}
ANNOTATIONS = {RDFS.comment, RDFS.label, RDFS.isDefinedBy, OWL.versionInfo}
KINDS = {OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
#: Profiles 4.2.1; owl:real and owl:rational are the ones left out of RL.
DATATYPES = {XSD.decimal, XSD.integer, XSD.string, XSD.boolean, XSD.dateTime, XSD.dateTimeStamp, XSD.anyURI}
RESERVED = (str(OWL), str(RDF), str(RDFS), str(XSD))


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    for path in ontology_files():
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def terms(graph: Graph) -> set[URIRef]:
    return {one for one in graph.subjects(RDF.type) if isinstance(one, URIRef) and one.startswith(NAMESPACE)}


def test_only_constructs_of_the_profile_are_used(graph: Graph) -> None:
    annotations = ANNOTATIONS | set(graph.subjects(RDF.type, OWL.AnnotationProperty))
    assertions = {
        URIRef(AFT.fits)
    }  # Profiles 4.2.5: ObjectPropertyAssertion, of a mode and a class taken as individual
    assert set(graph.predicates()) - annotations - assertions == set(CONSTRUCTS)
    kinds = {one for one in graph.objects(None, RDF.type) if str(one).startswith(RESERVED)}
    assert kinds == KINDS | {OWL.AllDisjointClasses}


def test_nothing_is_said_about_the_reserved_vocabulary(graph: Graph) -> None:
    """OWL 2 Structural Specification 2.4: reserved names are no classes of ours, above or below."""
    assert [one for one in graph.subjects() if str(one).startswith(RESERVED)] == []
    above = {*graph.objects(None, RDFS.subClassOf), *graph.objects(None, RDFS.subPropertyOf)}
    assert [one for one in above if str(one).startswith(RESERVED) or isinstance(one, BNode)] == []


def test_every_name_is_declared_as_what_it_is_used_for(graph: Graph) -> None:
    declared = {kind: set(graph.subjects(RDF.type, kind)) for kind in KINDS}
    classes = {*graph.subjects(RDFS.subClassOf), *graph.objects(None, RDFS.subClassOf)}
    for head in graph.objects(None, OWL.members):
        classes |= set(Collection(graph, head))
    classes |= {one for one in graph.objects(None, RDF.type) if not str(one).startswith(RESERVED)}
    assert classes - declared[OWL.Class] == set()
    assert set(graph.objects(None, RDFS.subPropertyOf)) <= declared[OWL.ObjectProperty]
    assert set(graph.subjects(RDFS.range)) <= declared[OWL.DatatypeProperty]
    assert set(graph.objects(None, RDFS.range)) <= DATATYPES


def test_no_name_is_declared_as_two_kinds(graph: Graph) -> None:
    """A relation is an individual besides (OWL 2 allows that); it is never a class, nor two kinds of property."""
    for one in set(graph.subjects(RDF.type)):
        assert len(KINDS & set(graph.objects(one, RDF.type))) <= 1, one


def test_no_carrying_relation_lets_a_reasoner_add_an_edge(graph: Graph) -> None:
    for relation in graph.subjects(RDF.type, URIRef(AFT.CarryingRelation)):
        types = set(graph.objects(relation, RDF.type))
        assert types == {URIRef(AFT.CarryingRelation), OWL.ObjectProperty}
        assert list(graph.objects(relation, RDFS.subPropertyOf)) == []


def test_every_term_has_one_label_definition_and_example(graph: Graph, terms: set[URIRef]) -> None:
    assert len(terms) > 200
    for term in terms:
        for manner in (RDFS.label, SKOS.definition, SKOS.example):
            said = list(graph.objects(term, manner))
            assert len(said) == 1, f"{term} has {len(said)} of {manner}"
            assert isinstance(said[0], Literal)
            assert said[0].language == "en"
        assert str(graph.value(term, SKOS.definition)).endswith("."), term


def test_names_of_classes_are_large_and_of_properties_small(graph: Graph, terms: set[URIRef]) -> None:
    for term in terms:
        types = set(graph.objects(term, RDF.type))
        small = types & {OWL.ObjectProperty, OWL.DatatypeProperty}
        assert term.removeprefix(NAMESPACE)[0].islower() == bool(small), term


def test_the_version_is_that_of_the_distribution(graph: Graph) -> None:
    ontology = URIRef(NAMESPACE.rstrip("#"))
    assert str(graph.value(ontology, OWL.versionInfo)) == aftershock.__version__
    assert str(graph.value(ontology, OWL.versionIRI)) == f"{ontology}/{aftershock.__version__}"


ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#").error


def reasoned(extra: str) -> tuple[bool, Graph]:
    """Whether the shapes hold after a reasoner for OWL 2 RL added all that follows, and what there is then."""
    data, shapes = Graph(), Graph()
    for path in (*ontology_files(), *catalog_files()):
        if path.name not in ("threats.ttl", "controls.ttl", "mitigations.ttl"):
            data.parse(path)
    data.parse(data=extra)
    for path in shape_files():
        shapes.parse(path)
    conforms, _, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, inference="owlrl", allow_warnings=True)
    return conforms, data


def test_a_reasoner_adds_nothing_that_the_shapes_object_to() -> None:
    conforms, data = reasoned(right("dependency"))
    assert conforms
    assert list(data.subject_objects(ERROR)) == []
    edges = set(data.subject_objects(URIRef(AFT.dependsOn)))
    assert edges == set()


def test_a_reasoner_sees_that_the_kinds_of_components_are_disjoint() -> None:
    conforms, data = reasoned(right("dependency") + "x:bot a aft:Team .")
    assert not conforms
    assert list(data.subject_objects(ERROR)) != []
