"""Components are marked by what agents' scores and documents say of them, and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aftershock import KnowledgeBase
from aftershock.explore.severity import severity
from aftershock.model.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ESTATE = b"""@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <https://a.example/> .
x:hub a aft:Registry ; aft:criticality x:VeryDear .
x:VeryDear a aft:Criticality ; skos:prefLabel "very dear" .
x:one a aft:Application ; aft:criticality aft:MissionCritical ; aft:distributedThrough x:hub .
x:two a aft:Model ; aft:distributedThrough x:hub .
"""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("marked")
    with KnowledgeBase.open(folder) as opened:
        assert opened.ingest(Document(ESTATE, "dear.ttl")).outcome == "added"
        yield opened


@pytest.mark.parametrize(
    ("low", "high", "bands"),
    [
        (0.0, 0.0, ("none",)),
        (3.9, 4.0, ("medium", "low")),
        (0.0, 10.0, ("critical", "high", "medium", "low", "none")),
        (8.9, 8.9, ("high",)),
        (9.0, 9.0, ("critical",)),
    ],
)
def test_a_score_lies_in_the_bands_that_its_interval_touches(low: float, high: float, bands: tuple[str, ...]) -> None:
    assert severity(low, high) == bands


def test_criticalities_and_scores_are_found_by_iri(marked: KnowledgeBase) -> None:
    marks = marked.marks()

    dear = {iri: mark.criticality for iri, mark in marks.items() if mark.criticality}
    assert dear == {"https://a.example/hub": "VeryDear", "https://a.example/one": "MissionCritical"}
    agents = {agent.iri: agent for agent in marked.agents(limit=1000).items}
    assert {iri for iri, mark in marks.items() if mark.severity} == set(agents)
    for iri, agent in agents.items():
        assert ("critical" in marks[iri].severity) == (agent.high >= 9.0)
        assert ("high" in marks[iri].severity) == (agent.high >= 7.0 and agent.low <= 8.9)
    assert marked.marks() is marks, "found once for a revision"


def test_pictures_carry_the_marks(marked: KnowledgeBase) -> None:
    wanted = {"https://a.example/hub": "VeryDear", "https://a.example/one": "MissionCritical"}

    for picture in (
        marked.neighbourhood("https://a.example/hub"),
        marked.radius_picture("https://a.example/hub"),
        marked.around("https://a.example/hub").picture,
    ):
        assert {node.iri: node.criticality for node in picture.nodes} == {**wanted, "https://a.example/two": None}
    whole = {node.iri: node.criticality for node in marked.whole("none").nodes if node.criticality}
    assert whole == wanted
    opened = marked.whole("type", opened=["Registry"]).nodes
    assert {node.criticality for node in opened if node.iri} == {"VeryDear", None}
