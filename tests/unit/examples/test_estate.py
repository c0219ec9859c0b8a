"""The illustrative estate: one form for every edge, nothing stated, typeable names, and a table that is current."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from scripts.estate_table import Estate, main, table

if TYPE_CHECKING:
    from pathlib import Path

AFT = Namespace("https://w3id.org/aftershock/ontology#")
DOCUMENT = "https://w3id.org/aftershock/id/document/test"
PAPERS = {AFT.Dependency, AFT.Need, AFT.SourceDocument}


@pytest.fixture(scope="module")
def estate(root: Path) -> Graph:
    return Graph().parse(root / "data/examples/modelslab/estate.ttl", publicID=DOCUMENT)


@pytest.fixture(scope="module")
def ontology(root: Path) -> Graph:
    graph = Graph()
    for module in (root / "ontology/modules").glob("*.ttl"):
        graph.parse(module)
    return graph


@pytest.fixture(scope="module")
def components(estate: Graph) -> dict[URIRef, URIRef]:
    return {subject: kind for subject, kind in estate.subject_objects(RDF.type) if kind not in PAPERS}


def test_it_says_of_itself_that_it_is_illustrative(estate: Graph) -> None:
    said = set(estate.predicate_objects(URIRef(DOCUMENT)))
    assert {
        (RDF.type, AFT.SourceDocument),
        (AFT.illustrative, Literal(True)),
        (AFT.defaultCertainty, AFT.Assumed),
        (DCTERMS.identifier, Literal("modelslab-estate")),
    } <= said


def test_nothing_in_it_is_stated(estate: Graph) -> None:
    assert (None, None, AFT.Stated) not in estate
    assert set(estate.objects(None, AFT.sourceCertainty)) == {AFT.Assumed, AFT.NotCertain}


def test_there_are_about_two_hundred_components_of_every_kind(
    components: dict[URIRef, URIRef], ontology: Graph
) -> None:
    counts = Counter(components.values())
    assert 180 <= counts.total() <= 230
    kinds = {
        kind
        for top in (AFT.Artifact, AFT.Service, AFT.Principal)
        for kind in ontology.transitive_subjects(RDFS.subClassOf, top)
    } - {AFT.Artifact, AFT.Principal}
    assert set(counts) == kinds | {AFT.Credential}


def test_every_term_of_ours_is_in_the_ontology(estate: Graph, ontology: Graph) -> None:
    used = {str(term) for triple in estate for term in triple if str(term).startswith(str(AFT))}
    known = {str(term) for term in ontology.subjects()}
    assert used <= known


def test_every_component_has_one_class_one_label_and_a_slug_of_its_own(
    estate: Graph, components: dict[URIRef, URIRef]
) -> None:
    slugs = []
    for component in components:
        assert len(list(estate.objects(component, RDF.type))) == 1, component
        assert len(list(estate.objects(component, SKOS.prefLabel))) == 1, component
        slugs.append(str(estate.value(component, AFT.slug) or str(component).rpartition("/")[2]))
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9.]+(-[a-z0-9.]+)*", slug)] == []
    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []
    labels = Counter(estate.objects(None, SKOS.prefLabel))
    assert labels.most_common(1)[0][1] == 1


def test_every_edge_joins_components_and_has_one_form(
    estate: Graph, ontology: Graph, components: dict[URIRef, URIRef]
) -> None:
    carrying = set(ontology.subjects(RDF.type, AFT.CarryingRelation))
    bare = {(s, p, o) for s, p, o in estate if p in carrying}
    noded = [
        tuple(estate.value(edge, end) for end in (AFT.dependent, AFT.relation, AFT.dependee))
        for edge in estate.subjects(RDF.type, AFT.Dependency)
    ]
    assert len(noded) == len(set(noded))
    assert bare.isdisjoint(noded)
    for subject, relation, dependee in [*bare, *noded]:
        assert {subject, dependee} <= set(components)
        assert relation in carrying
        assert subject != dependee
    assert {relation for _, relation, _ in [*bare, *noded]} == carrying


def test_qualifiers_are_given_absent_and_unknown(estate: Graph, ontology: Graph) -> None:
    qualifiers = set(ontology.subjects(RDF.type, AFT.Qualifier))
    for edge in estate.subjects(RDF.type, AFT.Dependency):
        has, lacks = (set(estate.objects(edge, p)) for p in (AFT.hasQualifier, AFT.lacksQualifier))
        assert has <= qualifiers
        assert lacks <= qualifiers
        assert has.isdisjoint(lacks), edge
    pins = Counter(
        "has"
        if AFT.PinnedByDigest in set(estate.objects(edge, AFT.hasQualifier))
        else "lacks"
        if AFT.PinnedByDigest in set(estate.objects(edge, AFT.lacksQualifier))
        else "nobody said"
        for edge in estate.subjects(AFT.relation, AFT.distributedThrough)
    )
    assert set(pins) == {"has", "lacks", "nobody said"}


def test_every_derivation_says_its_kind(estate: Graph) -> None:
    kinds = {AFT.Quantised, AFT.Adapter, AFT.FineTuned, AFT.Distilled}
    edges = list(estate.subjects(AFT.relation, AFT.derivedFrom))
    assert all(len(kinds & set(estate.objects(edge, AFT.hasQualifier))) == 1 for edge in edges)
    assert kinds == {kind for edge in edges for kind in estate.objects(edge, AFT.hasQualifier)} & kinds
    assert (None, AFT.derivedFrom, None) not in estate


def test_every_need_joins_alternatives_of_its_own(estate: Graph) -> None:
    needs = list(estate.subjects(RDF.type, AFT.Need))
    assert needs
    taken = Counter()
    for need in needs:
        alternatives = list(estate.objects(need, AFT.alternative))
        taken.update(alternatives)
        assert len(alternatives) > int(str(estate.value(need, AFT.minimum))) >= 1
        assert estate.value(need, AFT.completeness) in {AFT.Complete, AFT.Incomplete}
        for edge in alternatives:
            assert estate.value(edge, AFT.dependent) == estate.value(need, AFT.needOf)
            assert estate.value(edge, AFT.relation) == estate.value(need, AFT.relation)
    assert set(taken.values()) == {1}


def test_releases_have_a_version_and_their_project_is_a_model(estate: Graph, components: dict[URIRef, URIRef]) -> None:
    releases = list(estate.subject_objects(AFT.releaseOf))
    assert len(releases) > 15
    for release, project in releases:
        assert estate.value(release, AFT.version) is not None
        assert components[release] == components[project] == AFT.Model
        assert (
            estate.value(project, AFT.distributedThrough) is None
        )  # what befalls a release is not said of the project


def test_the_platform_is_joined_to_the_agent_of_the_page(estate: Graph, components: dict[URIRef, URIRef]) -> None:
    agent = URIRef("https://w3id.org/aftershock/id/agent/modelslab")
    assert set(estate.objects(None, AFT.partOf)) == {agent}
    parts = {components[part] for part in estate.subjects(AFT.partOf, agent)}
    assert {AFT.Registry, AFT.Gateway, AFT.Runtime, AFT.Model, AFT.Dataset, AFT.McpServer, AFT.Service} <= parts


def test_some_owners_are_missing_and_some_say_nothing(estate: Graph, components: dict[URIRef, URIRef]) -> None:
    owned = {component for component, _ in estate.subject_objects(AFT.accountable)}
    assert {components[team] for team in estate.objects(None, AFT.accountable)} == {AFT.Team}
    assert {str(part).rpartition("/")[2] for part in estate.subjects(AFT.partOf, None) if part not in owned} >= {
        "modelslab-gpu-host-4",
        "modelslab-space-quill",
        "modelslab-metering-key",
    }
    assert len(list(estate.subjects(AFT.dependencyCompleteness, AFT.NoAssertion))) >= 3


def test_the_table_is_what_the_estate_gives(root: Path) -> None:
    text = table()
    assert (root / "data/examples/modelslab/components.md").read_text(encoding="utf-8") == text
    assert "usesModel `modelslab-chat-r3` or `northlight-chat-r9`" in text
    assert "*does not say*" in text


def test_the_table_command_writes_and_compares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "small.ttl"
    source.write_text(
        """@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix x: <https://a.example/> .
        x:a a aft:Tool ; skos:prefLabel "A | B" ; aft:dependsOn x:b . x:b a aft:Tool ; skos:prefLabel "B" .""",
        encoding="utf-8",
    )
    monkeypatch.setattr("sys.argv", ["estate_table", str(source), "--check"])
    assert main() == 1
    assert "components.md is not what small.ttl gives" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["estate_table", str(source)])
    assert main() == 0
    assert "| `a` | A \\| B |  |  |  | dependsOn `b` |" in (tmp_path / "components.md").read_text(encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["estate_table", str(source), "--check"])
    assert main() == 0


def test_a_dependency_without_its_end_is_named(tmp_path: Path) -> None:
    source = tmp_path / "broken.ttl"
    source.write_text(
        """@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://a.example/> .
        x:a a aft:Tool . x:d a aft:Dependency ; aft:dependent x:a ; aft:relation aft:dependsOn .""",
        encoding="utf-8",
    )
    estate = Estate.read(source)
    with pytest.raises(SystemExit, match=r"https://a\.example/d has no dependee"):
        estate.relies_on(URIRef("https://a.example/a"))
