"""Replays: each step is the blast radius within the window up to its moment, and what is compared is what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aftershock import Document, KnowledgeBase
from aftershock.errors import UnknownNameError, UsageError
from aftershock.model.iri import local_name
from aftershock.projection.window import run_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.model.radius import BlastRadius
    from aftershock.model.replay import Replay

HEAD = """
@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://drill.example/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DRILL = (
    HEAD
    + """
x:drill a aft:Scenario ; skos:prefLabel "A drill"@en ; aft:slug "drill" ;
    aft:startsAt x:hub, <https://drill.example/gone> .
x:hub a aft:Registry ; skos:prefLabel "Drill hub"@en .
x:a a aft:Model ; skos:prefLabel "Drill model a"@en . x:b a aft:Model ; skos:prefLabel "Drill model b"@en .
x:worker a aft:Application ; skos:prefLabel "Drill worker"@en .
x:late a aft:Application ; skos:prefLabel "Drill late"@en .
x:d1 a aft:Dependency ; aft:dependent x:a ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:lacksQualifier aft:PinnedByDigest, aft:SignatureVerified, aft:PrivateArtifact ;
    aft:validFrom "2026-05-02T00:00:00Z"^^xsd:dateTimeStamp ; aft:validUntil "2026-06-01T00:00:00Z"^^xsd:dateTimeStamp .
x:d2 a aft:Dependency ; aft:dependent x:b ; aft:relation aft:dependsOn ; aft:dependee x:hub ;
    aft:validFrom "2026-05-04T00:00:00Z"^^xsd:dateTimeStamp ; aft:sourceCertainty aft:NotCertain .
x:d3 a aft:Dependency ; aft:dependent x:b ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:lacksQualifier aft:PinnedByDigest, aft:SignatureVerified, aft:PrivateArtifact ;
    aft:validFrom "2026-05-06T00:00:00Z"^^xsd:dateTimeStamp ; aft:validUntil "2026-06-01T00:00:00Z"^^xsd:dateTimeStamp .
x:d4 a aft:Dependency ; aft:dependent x:worker ; aft:relation aft:usesModel ; aft:dependee x:a ;
    aft:validFrom "2026-05-01T00:00:00Z"^^xsd:dateTimeStamp ; aft:validUntil "2026-06-01T00:00:00Z"^^xsd:dateTimeStamp .
x:e2 a aft:ScenarioEvent ; skos:prefLabel "Second" ; aft:ofScenario x:drill ; aft:eventKind aft:Spread ;
    aft:onComponent x:b, x:late, <https://drill.example/gone> ;
    aft:notBefore "2026-05-03T00:00:00Z"^^xsd:dateTimeStamp ; aft:notAfter "2026-05-05T00:00:00Z"^^xsd:dateTimeStamp .
x:e1 a aft:ScenarioEvent ; skos:prefLabel "First" ; aft:ofScenario x:drill ; aft:eventKind aft:CompromiseBegan ;
    aft:onComponent x:hub ; aft:putsInMode aft:Control ; aft:notBefore "2026-05-01T00:00:00Z"^^xsd:dateTimeStamp .
x:e3 a aft:ScenarioEvent ; skos:prefLabel "Third" ; aft:ofScenario x:drill ; aft:eventKind aft:Disclosed ;
    aft:notBefore "2026-05-07T00:00:00Z"^^xsd:dateTimeStamp .
x:two a aft:Figure ; aft:ofScenario x:drill ; aft:measures "models"@en ; aft:figureLow 2 ; aft:figureHigh 2 ;
    aft:saidLow x:somebody ; aft:saidHigh x:somebody ;
    aft:comparesWith aft:Model .
x:none a aft:Figure ; aft:ofScenario x:drill ; aft:measures "workers"@en ; aft:figureLow 0 ; aft:figureHigh 0.5 ;
    aft:saidLow x:somebody ; aft:saidHigh x:somebody ;
    aft:comparesWith aft:Application .
x:bare a aft:Scenario ; skos:prefLabel "Bare" ; aft:startsAt x:hub .
x:foretold a aft:Scenario ; skos:prefLabel "Foretold"@en ; aft:startsAt x:hub .
x:f1 a aft:ScenarioEvent ; skos:prefLabel "Warned" ; aft:ofScenario x:foretold ; aft:eventKind aft:Disclosed ;
    aft:notBefore "2026-04-20T00:00:00Z"^^xsd:dateTimeStamp .
x:f2 a aft:ScenarioEvent ; skos:prefLabel "Begun" ; aft:ofScenario x:foretold ; aft:eventKind aft:CompromiseBegan ;
    aft:onComponent x:hub ; aft:putsInMode aft:Control ; aft:notBefore "2026-05-03T00:00:00Z"^^xsd:dateTimeStamp .
x:lost a aft:Scenario ; skos:prefLabel "Lost" ; aft:startsAt <https://drill.example/gone> ;
    aft:windowUntil "2026-05-07T00:00:00Z"^^xsd:dateTimeStamp .
"""
)


@pytest.fixture(scope="module")
def base() -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open() as opened:
        opened.ingest(Document(DRILL.encode(), "drill.ttl"))
        yield opened


def rows(radius: BlastRadius) -> dict[str, str]:
    return {
        row.component: evidence for evidence in ("affected", "possible", "unknown") for row in getattr(radius, evidence)
    }


INCIDENTS = ("xz-2024", "tj-actions-2025", "shai-hulud-2025-09", "trivy-2026", "litellm-2026")


@pytest.mark.parametrize("name", INCIDENTS)
def test_each_step_is_the_radius_within_the_window_up_to_its_moment(base: KnowledgeBase, name: str) -> None:
    answer = base.replay(name, likelihood=False)
    (start,) = answer.starts
    known: dict[str, str] = {}
    for step in answer.steps:
        radius = base.blast_radius(start.component, mode=start.mode, window=f"{start.since}/{step.as_of}")
        fresh = {new.component: new.evidence for new in step.new}
        assert {new.component: new.before for new in step.new} == {one: known.get(one) for one in fresh}
        known |= fresh
        assert known == rows(radius)
        assert (step.counts, step.by_class) == (radius.counts, radius.by_class)
        since = {row.component: row.since for kind in ("affected", "possible") for row in getattr(radius, kind)}
        assert all(new.since == since[new.component] for new in step.new)
    assert answer.counts == answer.steps[-1].counts
    assert [step.as_of for step in answer.steps] == sorted(step.as_of for step in answer.steps)


def test_every_event_of_every_incident_finds_what_it_names(base: KnowledgeBase) -> None:
    told = 0
    for item in base.scenarios().items:
        if item.iri.startswith("https://w3id.org/aftershock/"):
            for step in base.replay(item.slug, likelihood=False).steps:
                assert all(one.evidence is not None for one in step.named), (item.slug, step.label, step.named)
                told += len(step.named)
    assert told > 80


def drill(base: KnowledgeBase, **options: object) -> Replay:
    return base.replay("drill", **options)  # type: ignore[arg-type] # options vary


def test_a_scenario_of_ones_own(base: KnowledgeBase) -> None:
    answer = drill(base)
    assert answer.window == ("2026-05-01T00:00:00Z", "2026-05-07T00:00:00Z")
    assert answer.scenario.window == (None, None)
    assert [(local_name(one.component), one.mode, one.since) for one in answer.starts] == [
        ("hub", "control", "2026-05-01T00:00:00Z")
    ]
    assert answer.notes == ("gone, at which it starts, is not in the graph",)
    assert [(step.label, step.kind, step.as_of) for step in answer.steps] == [
        ("First", "CompromiseBegan", "2026-05-01T00:00:00Z"),
        ("Second", "Spread", "2026-05-04T23:59:59Z"),
        ("Third", "Disclosed", "2026-05-07T00:00:00Z"),
    ]


def test_evidence_may_get_better_from_one_event_to_the_next(base: KnowledgeBase) -> None:
    first, second, third = drill(base).steps
    assert first.counts == {"affected": 0, "possible": 0, "unknown": 0}
    fell = {local_name(one.component): (one.evidence, one.before, one.since) for one in second.new}
    assert fell["a"] == ("affected", None, "2026-05-02T00:00:00Z")
    assert fell["b"] == ("possible", None, "2026-05-04T00:00:00Z")
    assert {local_name(one.component): one.evidence for one in second.named} == {
        "b": "possible",
        "late": None,
        "gone": None,
    }
    again = {local_name(one.component): (one.evidence, one.before, one.since) for one in third.new}
    assert again == {"b": ("affected", "possible", "2026-05-06T00:00:00Z")}


def test_figures_stand_beside_what_fell(base: KnowledgeBase) -> None:
    agree, more = sorted(drill(base).figures, key=lambda one: one.measures)
    assert (agree.counts, agree.said_low) == ({"affected": 2, "possible": 0, "unknown": 0}, ())
    assert agree.difference == "The replay has 2 of class Model, sources say 2: they agree."
    assert more.difference.startswith("The replay has 1 of class Application, sources say 0 to 0.5: more falls")
    figures = base.replay("tj-actions-2025").figures
    build = next(one for one in figures if one.class_name == "Build")
    hours = next(one for one in figures if "hours" in one.measures)
    assert all((one.address or "").startswith("https://") for one in build.said_low + build.said_high)
    ours = len(build.components)
    assert build.difference.startswith(f"The replay has {ours} of class Build, sources say {build.low:,.0f}")
    assert f": {build.low - ours:,.0f}" in build.difference
    assert "fewer, as the graph holds only components that a document names, and counts each once" in build.difference
    assert build.difference.endswith("of these is noted: Stands for every such build.")
    assert set(build.scope_notes) <= set(build.components)
    assert (hours.class_name, hours.counts, hours.components) == (None, {}, ())
    assert hours.difference.startswith("Sources say 24 to 72; the graph counts nothing of that sort")


def test_a_replay_takes_suppositions(base: KnowledgeBase) -> None:
    gone = drill(base, without_edges=[("Drill model a", "*", "Drill hub")])
    assert "a" not in {local_name(new.component) for step in gone.steps for new in step.new}
    rules = drill(base, without_rules=["registry-integrity", "registry-availability"])
    assert len(rules.without_rules) == 2
    assert rules.counts["affected"] == 0


WHAT_IFS: tuple[dict[str, Any], ...] = (
    {"with_mitigations": ["digest-pinning", "signature-verification"]},
    {"without_rules": ["source-integrity"]},
    {"without_edges": [("debian-ssh-server", "*", "pkg:deb/debian/liblzma5@5.6.0-0.2")], "stale_days": 3},
)


@pytest.mark.parametrize("change", [{}, *WHAT_IFS], ids=lambda change: "-".join(change) or "plain")
def test_each_step_of_a_replay_that_supposes_is_the_radius_that_supposes_the_same(
    base: KnowledgeBase, change: dict[str, Any]
) -> None:
    answer = base.replay("xz-2024", worlds=256, seed=7, **change)
    (start,) = answer.starts
    asked = {"mode": start.mode, "worlds": 256, "seed": 7, "limit": 1, **change}
    plain = base.replay("xz-2024", likelihood=False)
    assert len(answer.steps) == len(plain.steps) == 9
    for step, was in zip(answer.steps[::3], plain.steps[::3], strict=True):
        radius = base.blast_radius(start.component, window=f"{start.since}/{step.as_of}", **asked)
        assert (step.counts, step.expected) == (radius.counts, radius.expected)
        assert step.expected_sampling == radius.expected_sampling
        assert step.difference == radius.difference
        assert answer.supposed == radius.supposed
        if step.difference is not None:
            assert step.difference.counts == was.counts
        assert (was.expected, was.expected_sampling, was.difference) == (None, {}, None)
    radius = base.blast_radius(start.component, window="/".join(answer.window), **asked)
    assert (answer.counts, answer.expected, answer.difference) == (radius.counts, radius.expected, radius.difference)
    assert (answer.worlds, answer.seed) == (256, 7)
    assert (plain.worlds, plain.seed, plain.expected) == (None, None, None)


def test_a_mitigation_at_the_time_lowers_averages_from_its_first_edge_on(base: KnowledgeBase) -> None:
    answer = base.replay("xz-2024", **WHAT_IFS[0])
    averages = [(step.expected, step.difference) for step in answer.steps]
    for expected, difference in averages:
        assert expected is not None
        assert difference is not None
        assert difference.expected is not None
        assert difference.total == 0
        assert expected.default < difference.expected.default
        assert expected.high <= difference.expected.high


def test_before_the_first_start_there_is_no_average(base: KnowledgeBase) -> None:
    answer = base.replay("Foretold", worlds=64, without_rules=["registry-integrity"])
    warned, begun = answer.steps
    assert answer.starts[0].since == "2026-05-03T00:00:00Z"
    assert (warned.expected, warned.expected_sampling, warned.counts["affected"]) == (None, {}, 0)
    assert begun.expected is not None
    assert warned.difference is not None
    assert (warned.difference.expected, warned.difference.total) == (None, 0)


def test_what_a_replay_does_not_take_is_refused_with_the_reason(base: KnowledgeBase) -> None:
    for name in ("window", "at", "protect", "depth", "mode"):
        with pytest.raises(UsageError, match=f"^replay takes no {name}: .*; ask "):
            base.replay("xz-2024", **{name: "x"})
    with pytest.raises(UsageError, match="what apt prints knows no times"):
        base.replay("xz-2024", alternatives="apt")


def test_a_window_too_long_to_lay_out_has_no_averages(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aftershock.projection.window._LAID_OUT", 0)
    answer = base.replay("xz-2024", **{**WHAT_IFS[0], "seed": 77})  # none that is remembered
    assert all(step.expected is None for step in answer.steps)
    assert answer.expected is None
    assert any("likelihoods are not computed within a window" in note for note in answer.notes)
    assert answer.difference is not None
    assert answer.difference.expected is None


def test_averages_are_sampled_once_between_two_changes_and_remembered(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[object] = []

    def counted(*given: object, **options: object) -> object:
        played.append(given)
        return run_window(*given, **options)  # type: ignore[arg-type] # handed on as they are

    monkeypatch.setattr("aftershock.explore.played.run_window", counted)
    first = base.replay("nx-2025", worlds=16)
    sampled = len(played)
    again = base.replay("nx-2025", worlds=16)
    assert 1 < sampled < len({step.as_of for step in first.steps})
    assert len(played) == sampled
    assert again == first


def test_scenarios_are_listed_and_found(base: KnowledgeBase) -> None:
    page = base.scenarios(limit=3)
    assert (page.total, len(page.items)) == (16, 3)
    assert [one.slug for one in base.scenarios("compression library").items] == ["xz-2024"]
    assert base.replay("A drill").scenario.slug == "drill"
    with pytest.raises(UnknownNameError, match="xz-2042"):
        base.replay("xz-2042")
    with pytest.raises(UsageError, match="bare has no window and no event"):
        base.replay("Bare")
    with pytest.raises(UsageError, match="lost starts at no component"):
        base.replay("Lost")
