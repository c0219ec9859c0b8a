"""What is true of every illustrative estate: one form for each edge, nothing stated, names to type, a current table."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, PROV, RDF, SKOS, Graph, Literal, Namespace, URIRef
from scripts.estate_table import ESTATES, main, table

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

AFT = Namespace("https://w3id.org/aftershock/ontology#")


def test_it_says_of_itself_that_it_is_illustrative(any_estate: Any, document: URIRef) -> None:
    said = set(any_estate.graph.predicate_objects(document))
    assert {
        (RDF.type, AFT.SourceDocument),
        (AFT.illustrative, Literal(True)),
        (AFT.defaultCertainty, AFT.Assumed),
    } <= said
    assert str(any_estate.graph.value(document, DCTERMS.identifier)).endswith("-estate")


def test_nothing_in_it_is_stated(any_estate: Any) -> None:
    assert (None, None, AFT.Stated) not in any_estate.graph
    assert set(any_estate.graph.objects(None, AFT.sourceCertainty)) == {AFT.Assumed, AFT.NotCertain}


def test_every_term_of_ours_is_in_the_ontology(any_estate: Any, ontology: Graph) -> None:
    used = {str(term) for triple in any_estate.graph for term in triple if str(term).startswith(str(AFT))}
    known = {str(term) for term in ontology.subjects()}
    assert used <= known


def test_every_component_has_one_class_one_label_and_a_slug_of_its_own(any_estate: Any) -> None:
    graph, slugs = any_estate.graph, []
    for component in any_estate.components:
        assert len(list(graph.objects(component, RDF.type))) == 1, component
        assert len(list(graph.objects(component, SKOS.prefLabel))) == 1, component
        slugs.append(str(graph.value(component, AFT.slug) or str(component).rpartition("/")[2]))
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9.]+(-[a-z0-9.]+)*", slug)] == []
    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []
    assert Counter(graph.objects(None, SKOS.prefLabel)).most_common(1)[0][1] == 1


def test_no_two_estates_share_a_component_or_a_label(estates: dict[str, Any]) -> None:
    for one, other in itertools.combinations(estates.values(), 2):
        assert set(one.components).isdisjoint(other.components)
        assert set(one.graph.objects(None, SKOS.prefLabel)).isdisjoint(other.graph.objects(None, SKOS.prefLabel))


def test_every_edge_joins_components_and_has_one_form(any_estate: Any) -> None:
    graph, components = any_estate.graph, set(any_estate.components)
    bare = {(s, p, o) for s, p, o in graph if p in any_estate.carrying}
    noded = [
        tuple(graph.value(edge, end) for end in (AFT.dependent, AFT.relation, AFT.dependee))
        for edge in graph.subjects(RDF.type, AFT.Dependency)
    ]
    assert len(noded) == len(set(noded))
    assert bare.isdisjoint(noded)
    for subject, relation, dependee in [*bare, *noded]:
        assert {subject, dependee} <= components
        assert relation in any_estate.carrying
        assert subject != dependee


def test_a_qualifier_is_there_or_not_there_and_never_both(any_estate: Any, ontology: Graph) -> None:
    qualifiers = {str(one).rpartition("#")[2] for one in ontology.subjects(RDF.type, AFT.Qualifier)}
    for edge in any_estate.edges:
        assert edge.has | edge.lacks <= qualifiers
        assert edge.has.isdisjoint(edge.lacks), edge


def test_every_derivation_says_its_kind(any_estate: Any) -> None:
    kinds = {"Quantised", "Adapter", "FineTuned", "Distilled"}
    edges = any_estate.of("derivedFrom")
    assert edges
    assert all(len(kinds & edge.has) == 1 for edge in edges)


def test_every_need_joins_alternatives_of_its_own(any_estate: Any) -> None:
    graph, taken = any_estate.graph, Counter()
    for need in graph.subjects(RDF.type, AFT.Need):
        alternatives = list(graph.objects(need, AFT.alternative))
        taken.update(alternatives)
        assert len(alternatives) > int(str(graph.value(need, AFT.minimum))) >= 1
        assert graph.value(need, AFT.completeness) in {AFT.Complete, AFT.Incomplete}
        for edge in alternatives:
            assert graph.value(edge, AFT.dependent) == graph.value(need, AFT.needOf)
            assert graph.value(edge, AFT.relation) == graph.value(need, AFT.relation)
    assert set(taken.values()) == {1}


def test_releases_have_a_version_and_a_project_of_their_kind(any_estate: Any) -> None:
    releases = list(any_estate.graph.subject_objects(AFT.releaseOf))
    assert releases
    for release, project in releases:
        assert any_estate.graph.value(release, AFT.version) is not None
        assert any_estate.components[release] == any_estate.components[project]
        # what befalls a release is not said of the project
        assert any_estate.graph.value(project, AFT.distributedThrough) is None


def test_teams_answer_for_most_and_for_some_nobody_does(any_estate: Any) -> None:
    owners = set(any_estate.graph.objects(None, AFT.accountable))
    assert {any_estate.components[owner] for owner in owners} == {AFT.Team}
    services = {one for one in any_estate.components if any_estate.graph.value(one, AFT.environment)}
    owned = {one for one in services if any_estate.graph.value(one, AFT.accountable)}
    assert owned < services
    assert len(owned) > 0.8 * len(services)


def test_what_is_done_against_it_is_shown_absent_or_to_be_settled(estates: dict[str, Any]) -> None:
    for estate in (estates["company"], estates["gpu-cluster"]):
        graph, seen = estate.graph, Counter()
        for one in graph.subjects(RDF.type, AFT.MitigationDeployment):
            status = graph.value(one, AFT.status)
            seen[status] += 1
            assert graph.value(one, AFT.deployedOn) in estate.components
            assert (status == AFT.Present) == bool(list(graph.objects(one, PROV.wasDerivedFrom))), one
            assert (status == AFT.Unknown) == bool(list(graph.objects(one, AFT.wouldSettleIt))), one
        assert set(seen) == {AFT.Present, AFT.Absent, AFT.Unknown}
        assert min(seen.values()) >= 3


def test_the_mitigations_that_are_deployed_are_in_the_catalogue(estates: dict[str, Any], root: Path) -> None:
    catalogue = Graph()
    for path in (root / "data/catalog").glob("mitigations*"):
        for file in path.rglob("*.ttl") if path.is_dir() else [path]:
            catalogue.parse(file)
    known = set(catalogue.subjects(RDF.type, AFT.Mitigation))
    for estate in estates.values():
        assert set(estate.graph.objects(None, AFT.ofMitigation)) <= known


@pytest.mark.parametrize("path", ESTATES, ids=lambda path: path.parent.name)
def test_the_table_is_what_the_estate_gives(path: Path) -> None:
    text = table(path)
    assert path.with_name("components.md").read_text(encoding="utf-8") == text
    assert "*does not say*" in text
    assert " or `" in text


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
