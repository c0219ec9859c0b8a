"""The ontology keeps to OWL 2 RL, and to its own manners: every term with label, definition and example."""

from __future__ import annotations

import owlrl
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import PROV, SKOS
from scripts.vocabulary import ontology
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
KINDS = {
    *(OWL.Ontology, OWL.Class, OWL.NamedIndividual),
    *(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty),
}
#: Profiles 4.2.1; owl:real and owl:rational are the ones left out of RL.
DATATYPES = {XSD.decimal, XSD.integer, XSD.string, XSD.boolean, XSD.dateTime, XSD.dateTimeStamp, XSD.anyURI}
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
RESERVED = (str(OWL), str(RDF), str(RDFS), str(XSD))


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    for path in ontology_files():
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def modules() -> Graph:
    """Ours alone, without what the alignments say."""
    return ontology()


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


def test_punning_joins_individuals_and_nothing_else(graph: Graph) -> None:
    """OWL 2 Structural Specification 5.9.2: names of properties are of one kind, no class is a datatype.

    Ours go further: a class or property is an individual besides only where a mode says what it fits, and where a
    property is a carrying relation.
    """
    classes = set(graph.subjects(RDF.type, OWL.Class))
    properties = {one for kind in PROPERTIES for one in graph.subjects(RDF.type, kind)}
    individuals = {
        one for one, kind in graph.subject_objects(RDF.type) if kind not in KINDS and isinstance(one, URIRef)
    }
    assert classes.isdisjoint(properties)
    assert classes.isdisjoint(DATATYPES)
    assert individuals & classes == set()
    assert individuals & properties == set(graph.subjects(RDF.type, URIRef(AFT.CarryingRelation)))
    assert set(graph.objects(None, URIRef(AFT.fits))) <= classes


def test_every_property_has_values_of_its_kind_in_what_is_shipped(graph: Graph) -> None:
    """An object property has no literal and a datatype property nothing else, in the catalogue as in the ontology."""
    data = Graph()
    for path in catalog_files():
        data.parse(path)
    for one in graph.subjects(RDF.type, OWL.ObjectProperty):
        assert [value for value in data.objects(None, one) if isinstance(value, Literal)] == [], one
    for one in graph.subjects(RDF.type, OWL.DatatypeProperty):
        assert [value for value in data.objects(None, one) if not isinstance(value, Literal)] == [], one


def test_the_hierarchies_have_no_cycle(graph: Graph) -> None:
    for above in (RDFS.subClassOf, RDFS.subPropertyOf):
        for one in set(graph.subjects(above)):
            assert one not in set(graph.transitive_objects(next(graph.objects(one, above)), above)), one


def test_ends_of_properties_are_left_to_the_shapes(graph: Graph) -> None:
    """A domain, or a range that is a class, makes a team an artifact where somebody errs; shapes object."""
    assert list(graph.subject_objects(RDFS.domain)) == []
    assert set(graph.objects(None, RDFS.range)) <= DATATYPES


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


def closed(*sources: Graph, extra: str = "") -> Graph:
    """What there is once a reasoner for OWL 2 RL has added all that follows."""
    data = Graph()
    for source in sources:
        data += source
    data.parse(data=extra)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    return data


def hierarchy(graph: Graph, above: URIRef) -> set[tuple[str, str]]:
    """Which term of ours is below which other."""
    pairs = {(str(one), str(other)) for one, other in graph.subject_objects(above) if one != other}
    return {(one, other) for one, other in pairs if one.startswith(NAMESPACE) and other.startswith(NAMESPACE)}


def test_the_alignments_change_nothing_among_our_own_terms(graph: Graph, modules: Graph) -> None:
    alone, merged = closed(modules), closed(graph)
    for above in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs):
        assert hierarchy(merged, above) == hierarchy(alone, above)
    assert list(merged.subject_objects(ERROR)) == []


def test_the_alignments_conclude_what_they_mean_to_and_no_more(graph: Graph) -> None:
    known = right("component") + right("claim") + right("mitigation").replace("right-mitigation", "right-claim")
    merged = closed(graph, extra=known)
    foreign: dict[str, set[str]] = {}
    for one, kind in merged.subject_objects(RDF.type):
        if str(one).startswith("https://x.example/") and not str(kind).startswith((NAMESPACE, *RESERVED)):
            foreign.setdefault(str(one).partition("#")[2], set()).add(str(kind).rpartition("/")[2].partition("#")[2])
    assert foreign.pop("bot") == {"AISystem"}
    assert foreign.pop("team") == {"Agent"}
    assert foreign.pop("model-r1") == foreign.pop("claim") == foreign.pop("statement") == {"Entity"}
    assert foreign.pop("present") == foreign.pop("unknown") == foreign.pop("rest") == {"Entity"}
    assert foreign.pop("mitigation") == {"Concept", "RiskControl"}
    assert set(foreign) == {"span", "quote", "position"}
    release = URIRef("https://x.example/right-component#model-r1")
    assert merged.value(release, PROV.specializationOf) == URIRef("https://x.example/right-component#model")


def test_a_reasoner_adds_no_edge_and_nothing_that_the_shapes_object_to(graph: Graph) -> None:
    few = Graph()
    few.parse(next(path for path in catalog_files() if path.name == "rules.ttl"))
    data = closed(graph, few, extra=right("dependency"))
    shapes = Graph()
    for path in shape_files():
        shapes.parse(path)
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True, inference="none", allow_warnings=True)
    assert conforms, text
    assert list(data.subject_objects(ERROR)) == []
    for relation in graph.subjects(RDF.type, URIRef(AFT.CarryingRelation)):
        assert set(data.subject_objects(relation)) == set(few.subject_objects(relation))


def test_a_reasoner_sees_that_the_kinds_of_components_are_disjoint(graph: Graph) -> None:
    data = closed(graph, extra=right("dependency") + "x:bot a aft:Team .")
    assert list(data.subject_objects(ERROR)) != []
