"""Slugs as names: a mitigation, threat, rule and agent whose IRIs end otherwise, in each place that takes a name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import httpx
import pytest

from aftershock import Document, KnowledgeBase
from aftershock.cli import main
from aftershock.errors import AmbiguousNameError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

HEAD: Final = (
    "@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://a.example/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
    "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
    "@prefix maestro: <https://w3id.org/aftershock/id/maestro/> .\n"
)
ESTATE: Final = (
    HEAD
    + """
x:hub a aft:Registry ; skos:prefLabel "Hub"@en .
x:model a aft:Model ; skos:prefLabel "Model"@en ; aft:distributedThrough x:hub .
x:m-17 a aft:Mitigation ; aft:slug "tiny-wall" ; skos:prefLabel "A small wall"@en , "Ein Mäuerchen"@de ;
    skos:definition "Lets less through."@en ; aft:answers x:t-4 .
x:e-1 a aft:MitigationEffect ; aft:ofMitigation x:m-17 ; aft:onRule x:r-9 ;
    aft:factorLow 0.1 ; aft:factor 0.2 ; aft:factorHigh 0.3 ; aft:estimateBasis aft:ExpertEstimate ;
    skos:editorialNote "Counted over incidents."@en ; dcterms:source x:me .
x:t-4 a aft:Threat ; aft:slug "hub-flood" ; skos:prefLabel "Flooding of a hub"@en ;
    skos:definition "More comes than the hub can hold."@en ; aft:strikes aft:Registry ; aft:startsMode aft:Integrity .
x:r-9 a aft:PropagationRule ; aft:slug "hub-spills" ; skos:prefLabel "What is over spills"@en ;
    aft:overRelation aft:distributedThrough ; aft:direction aft:ObjectToSubject ; aft:fromMode aft:Integrity ;
    aft:toMode aft:Availability ; aft:effect aft:FollowsByItself ; aft:combines aft:AnyAlternative ;
    aft:coinScope aft:PerSource ; aft:likelihoodLow 0.1 ; aft:likelihood 0.5 ; aft:likelihoodHigh 0.9 ;
    aft:horizonDays 30 ; aft:estimateBasis aft:ExpertEstimate ; dcterms:source x:me .
x:a-2 a aft:AIAgent ; aft:slug "night-desk" ; skos:prefLabel "Desk at night"@en .
x:s-1 a aft:LayerStatement ; aft:agent x:a-2 ; aft:layer maestro:L1 ; aft:sourceCertainty aft:Stated ;
    aft:text "It runs a model."@en ; prov:wasDerivedFrom x:page .
"""
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("slugs")


@pytest.fixture(scope="module")
def slugged(data: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(data) as base:
        base.ingest(Document(ESTATE.encode(), "slugs.ttl"))
        yield base


@pytest.mark.parametrize("name", ["tiny-wall", "Tiny-Wall", "m-17", "a small wall", "https://a.example/m-17"])
def test_a_mitigation_goes_by_its_slug_and_by_what_it_went_by_before(slugged: KnowledgeBase, name: str):
    found = slugged.mitigation(name)
    assert (found.iri, found.slug, found.answers) == ("https://a.example/m-17", "tiny-wall", ("t-4",))


def test_a_thing_with_two_labels_is_listed_once(slugged: KnowledgeBase):
    assert [one.slug for one in slugged.mitigations("tiny-wall").items] == ["tiny-wall"]


def test_threats_rules_and_agents_go_by_their_slugs(slugged: KnowledgeBase):
    assert (slugged.threat("hub-flood").iri, slugged.threat("t-4").slug) == ("https://a.example/t-4", "hub-flood")
    assert slugged.agent("night-desk").iri == "https://a.example/a-2"
    whole, less = (
        slugged.blast_radius("hub", threat="hub-flood", without_rules=rules) for rules in ((), ["hub-spills"])
    )
    assert whole.threat == "https://a.example/t-4"
    assert whole.mode == "integrity"
    assert [row.modes for row in whole.affected] == [("availability",)]
    assert less.affected == ()
    assert less.without_rules == ("https://a.example/r-9",)


def test_a_near_miss_of_a_slug_is_told_the_slug(slugged: KnowledgeBase):
    with pytest.raises(UnknownNameError, match="no mitigation is called 'tiny-wal'; did you mean 'tiny-wall'"):
        slugged.mitigation("tiny-wal")
    with pytest.raises(UnknownNameError, match="did you mean 'hub-flood'"):
        slugged.threat("hub-floot")


def test_every_question_takes_the_slug(slugged: KnowledgeBase):
    supposed = slugged.blast_radius("hub", with_mitigations=["tiny-wall@model"]).supposed
    assert supposed is not None
    assert supposed.with_mitigations == (("https://a.example/m-17", "https://a.example/model"),)
    plans = slugged.plans("hub", mode="integrity", budget=3, mitigations=["tiny-wall"], costs={"tiny-wall": 2})
    assert {(one.mitigation, one.cost) for plan in plans.plans for one in plan.measures} == {
        ("https://a.example/m-17", 2.0)
    }


def test_the_service_and_its_pages_take_the_slug(
    slugged: KnowledgeBase, serve: Callable[..., AbstractContextManager[str]]
):
    with serve(slugged) as there, httpx.Client(base_url=there, timeout=60) as client:
        assert client.get("/mitigations/tiny-wall").json()["iri"] == "https://a.example/m-17"
        assert client.get("/threats/hub-flood").json()["iri"] == "https://a.example/t-4"
        assert client.get("/agents/night-desk").json()["iri"] == "https://a.example/a-2"
        asked = {"component": "hub", "threat": "hub-flood", "with-mitigation": "tiny-wall", "limit": 1}
        assert client.get("/blast-radius", params=asked).json()["supposed"]["with_mitigations"] == [
            ["https://a.example/m-17", None]
        ]
        page = client.get("/explore/threat/hub-flood")
        assert page.status_code == 200
        assert '<a href="/explore/mitigation/tiny-wall">' in page.text, "what answers it is found by the threat's IRI"
        assert client.get("/explore/mitigation/tiny-wall").status_code == 200
        shipped = client.get("/explore/threat/registry-compromise").text
        assert 'href="/id/threat/registry-compromise"' in shipped
        assert client.get("/id/threat/registry-compromise").status_code == 200


def test_commands_take_the_slug(told: Callable[..., dict]):
    plans = told(
        "plans",
        "hub",
        "--mode",
        "integrity",
        "--with-mitigation",
        "tiny-wall",
        "--mitigation",
        "tiny-wall",
        "--budget",
        "2",
    )
    assert plans["scene"]["supposed"]["with_mitigations"] == [["https://a.example/m-17", None]]
    assert told("agent", "night-desk")["iri"] == "https://a.example/a-2"
    radius = told("blast-radius", "hub", "--threat", "hub-flood", "--without-rule", "hub-spills")
    assert radius["without_rules"] == ["https://a.example/r-9"]


@pytest.fixture
def told(slugged: KnowledgeBase, data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict]:
    """Run a command beside the open knowledge base; give what it says as JSON."""

    def call(*arguments: str) -> dict:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(data), *arguments, "--format", "json"])
        assert not ended.value.code
        return json.loads(capsys.readouterr().out)

    return call


def test_a_command_says_which_half_of_a_place_is_wrong(
    slugged: KnowledgeBase, data: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(data), "plans", "hub", "--budget", "1", "--with-mitigation", "tiny-wall@modle"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(
        "aftershock: in 'tiny-wall@modle' the mitigation is 'tiny-wall', but no component is called 'modle'; did you "
        "mean 'model'"
    )
    assert said.endswith("? write MITIGATION@COMPONENT, or MITIGATION alone for wherever it helps\n")


def test_two_things_of_one_slug_are_both_named(slugged: KnowledgeBase):
    """The last test here: from now on nobody is meant by the slug alone."""
    other = f'{HEAD}x:m-18 a aft:Mitigation ; aft:slug "tiny-wall" ; skos:prefLabel "Another wall"@en ; '
    slugged.ingest(Document(f'{other} skos:definition "Another."@en .'.encode(), "other.ttl"))
    with pytest.raises(AmbiguousNameError, match=r"2 mitigations are called 'tiny-wall': .*m-17' or .*m-18'"):
        slugged.mitigation("tiny-wall")
    assert slugged.mitigation("m-17").slug == "tiny-wall"
    with pytest.raises(UsageError, match=r"^tiny-wall lowers no rule, so that nothing changes with it"):
        slugged.blast_radius("hub", with_mitigations=["m-18@hub"])
