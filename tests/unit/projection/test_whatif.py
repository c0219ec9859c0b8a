"""What would be if: the answer equals that of a store which says so, and alternatives, times and factors count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.projection.test_containment import DOUBTFUL
from tests.unit.projection.test_radius import by_name

from aftershock.errors import UsageError
from aftershock.model.iri import local_name
from aftershock.projection.estate import Deployment
from aftershock.projection.moments import instant, written
from aftershock.projection.radius import radius, run
from aftershock.projection.whatif import Change, changed, remade

ID = "https://w3id.org/aftershock/id/"

SUPPLY = """
x:hub a aft:Registry . x:other a aft:Registry . x:a a aft:Model . x:b a aft:Model . x:bot a aft:AIAgent .
x:d1 a aft:Dependency ; aft:dependent x:a ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:lacksQualifier aft:PinnedByDigest, aft:SignatureVerified, aft:PrivateArtifact ; aft:sourceCertainty aft:Stated .
x:b aft:distributedThrough x:other .
x:n1 a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:a .
x:n2 a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:b .
x:need a aft:Need ; aft:needOf x:bot ; aft:relation aft:usesModel ; aft:minimum 1 ; aft:completeness aft:Complete ;
    aft:alternative x:n1, x:n2 .
"""

TIMED = """
x:hub a aft:Registry . x:old a aft:Model . x:open a aft:Model . x:seen a aft:Model . x:plain a aft:Model .
x:t1 a aft:Dependency ; aft:dependent x:old ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:validFrom "2026-01-01T00:00:00Z"^^xsd:dateTime ; aft:validUntil "2026-03-01T00:00:00Z"^^xsd:dateTime .
x:t2 a aft:Dependency ; aft:dependent x:open ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:validFrom "2026-01-01T00:00:00Z"^^xsd:dateTime .
x:t3 a aft:Dependency ; aft:dependent x:seen ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:validFrom "2026-01-01T00:00:00Z"^^xsd:dateTime ; aft:observedAt "2026-06-01T00:00:00Z"^^xsd:dateTime .
x:plain aft:distributedThrough x:hub .
"""
XSD = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"


def place(projection, name):
    return [local_name(one) for one in projection.components].index(name)


def ask(projection, start, mode="availability", **options):
    modes = [one.name for one in projection.modes]
    return radius(run(projection, [place(projection, start)], modes.index(mode), **options))


def edge(projection, dependent, dependee):
    edges = projection.edges
    ends = zip(edges.dependent.tolist(), edges.dependee.tolist(), strict=True)
    return list(ends).index((place(projection, dependent), place(projection, dependee)))


def test_an_alternative_taken_away_rescues_no_more(project):
    projection = project(SUPPLY)
    assert set(by_name(ask(projection, "hub").affected)) == {"a"}
    without = changed(projection, Change(without_edges=(edge(projection, "bot", "b"),)))
    assert set(by_name(ask(without, "hub").affected)) == {"a", "bot"}
    gone = changed(projection, Change(without_edges=(edge(projection, "a", "hub"),)))
    assert ask(gone, "hub").affected == ()
    plain = SUPPLY.replace("aft:alternative x:n1, x:n2", "aft:alternative x:n1").replace(
        "x:n2 a aft:Dependency", "x:n2 a x:No"
    )
    assert by_name(ask(project(plain), "hub").affected).keys() == by_name(ask(without, "hub").affected).keys()


def test_an_edge_that_is_supposed_is_named_as_such(project):
    projection = project(SUPPLY)
    relation = [local_name(one) for one in projection.relations].index("distributedThrough")
    added = (place(projection, "b"), relation, place(projection, "hub"))
    supposed = changed(projection, Change(with_edges=(added,)))
    rows = by_name(ask(supposed, "hub").affected)
    assert set(rows) == {"a", "b", "bot"}
    assert rows["b"].path[-1].documents == ("what-if",)
    again = changed(supposed, Change(with_edges=(added,)))
    assert len(again.edges) == len(supposed.edges) == len(projection.edges) + 1


def test_a_mitigation_lowers_what_its_rules_give_and_nothing_else(project):
    projection = project(SUPPLY)
    pinning = f"{ID}mitigation/digest-pinning"
    effect = next(
        one
        for one in projection.effects
        if one.mitigation == pinning and projection.rules[one.rule].iri.endswith("/registry-integrity")
    )
    rule = projection.rules[effect.rule]
    before = by_name(ask(projection, "hub", "control").affected)["a"]
    for where in (place(projection, "a"), place(projection, "hub"), -1):
        there = changed(projection, Change(deployments=(Deployment(where, pinning, True),)))
        after = by_name(ask(there, "hub", "control").affected)["a"]
        assert before.by_mode["integrity"].default == pytest.approx(rule.default)
        assert after.by_mode["integrity"].default == pytest.approx(rule.default * effect.default)
        assert after.by_mode["integrity"].low == pytest.approx(rule.low * effect.low)
        assert after.by_mode["integrity"].high == pytest.approx(rule.high * effect.high)
        assert after.by_mode["availability"] == before.by_mode["availability"]
    elsewhere = changed(projection, Change(deployments=(Deployment(place(projection, "other"), pinning, True),)))
    assert by_name(ask(elsewhere, "hub", "control").affected)["a"].by_mode == before.by_mode


def test_a_mitigation_of_which_nobody_knows_gives_with_and_without(project):
    said = """
x:dep a aft:MitigationDeployment ; aft:ofMitigation <https://w3id.org/aftershock/id/mitigation/digest-pinning> ;
    aft:deployedOn x:a ; aft:status aft:STATUS .
"""
    plain = by_name(ask(project(SUPPLY), "hub", "control").affected)["a"].by_mode["integrity"]
    present, unknown, absent = (
        by_name(ask(project(SUPPLY + said.replace("STATUS", status)), "hub", "control").affected)["a"].by_mode[
            "integrity"
        ]
        for status in ("Present", "Unknown", "Absent")
    )
    assert (unknown.low, unknown.high) == (pytest.approx(present.low), pytest.approx(plain.high))
    assert unknown.default == plain.default
    assert present.high < plain.high
    assert absent == plain


def test_a_likelihood_of_its_own_counts_instead_of_the_rules(project):
    own = SUPPLY.replace(
        "aft:sourceCertainty aft:Stated .", "aft:likelihoodLow 0.1 ; aft:likelihood 0.2 ; aft:likelihoodHigh 0.25 ."
    )
    row = by_name(ask(project(own), "hub", "control").affected)["a"].by_mode["integrity"]
    assert (row.low, row.default, row.high) == (0.1, 0.2, 0.25)


def test_a_likelihood_of_nothing_but_0_is_no_edge(project):
    nothing = "aft:likelihoodLow 0 ; aft:likelihood 0 ; aft:likelihoodHigh 0 ."
    own = "aft:likelihoodLow 0 ; aft:likelihood 0 ; aft:likelihoodHigh 0.25 ."
    plain, stopped, some = (
        project(SUPPLY.replace("aft:sourceCertainty aft:Stated .", said))
        for said in ("aft:sourceCertainty aft:Stated .", nothing, own)
    )
    rules = tuple(replace(rule, low=0.0, default=0.0, high=0.0) if rule.relation else rule for rule in plain.rules)
    none, all_but_one = (remade(replace(projection, rules=rules)) for projection in (plain, some))
    found = [set(by_name(ask(one, "hub", "control").affected)) for one in (plain, stopped, some, none, all_but_one)]
    assert found == [{"a", "bot"}, set(), {"a", "bot"}, set(), {"a"}]


@pytest.mark.parametrize(
    ("moment", "affected", "possible"),
    [
        ("2025-12-31", {"plain"}, set()),
        ("2026-01-01", {"plain", "old", "open", "seen"}, set()),
        ("2026-02-28T23:59:59Z", {"plain", "old", "seen"}, {"open"}),
        ("2026-03-01", {"plain", "seen"}, {"open"}),
        ("2026-06-02", {"plain"}, {"open", "seen"}),
    ],
)
def test_an_edge_counts_from_its_beginning_to_its_end_and_for_sure_as_long_as_it_was_seen(
    project, moment, affected, possible
):
    projection = project(XSD + TIMED)
    then = changed(projection, Change(at=instant(moment)))
    answer = ask(then, "hub")
    assert (set(by_name(answer.affected)), set(by_name(answer.possible))) == (affected, possible)
    assert set(by_name(ask(projection, "hub").affected)) == {"plain", "old", "open", "seen"}


def test_what_nobody_has_seen_for_long_is_doubted(project):
    projection = project(XSD + TIMED)
    late = changed(projection, Change(stale_days=30, now=instant("2026-09-01")))
    answer = ask(late, "hub")
    assert set(by_name(answer.possible)) == {"seen"}
    assert by_name(answer.possible)["seen"].path[-1].certainty == "stale"
    early = changed(projection, Change(stale_days=30, now=instant("2026-06-20")))
    assert ask(early, "hub").possible == ()


def test_several_statements_of_an_edge_hold_whenever_one_does(project):
    first = XSD + TIMED
    second = (
        XSD
        + """
x:s a aft:Dependency ; aft:dependent x:old ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:validFrom "2026-05-01T00:00:00Z"^^xsd:dateTime ; aft:validUntil "2026-06-01T00:00:00Z"^^xsd:dateTime .
"""
    )
    projection = project(first, second)
    held = [
        "old" in by_name(ask(changed(projection, Change(at=instant(when))), "hub").affected)
        for when in ("2026-02-01", "2026-04-01", "2026-05-15", "2026-06-01")
    ]
    assert held == [True, False, True, False]
    timeless = project(first, "x:old aft:distributedThrough x:hub .")
    assert "old" in by_name(ask(changed(timeless, Change(at=instant("2030-01-01"))), "hub").affected)


def test_a_moment_is_a_date_or_a_time_with_its_zone():
    assert written(instant("2026-03-24T12:00:00+02:00")) == "2026-03-24T10:00:00Z"
    with pytest.raises(UsageError, match="is no moment"):
        instant("yesterday")


def test_an_average_that_rises_where_less_falls_is_explained(project):
    projection = project(DOUBTFUL)
    starts, mode = [place(projection, "hub")], [one.name for one in projection.modes].index("availability")
    before = run(projection, starts, mode)
    for end, told in (("weak", 1), ("strong", 0)):
        gone = Change(without_edges=(edge(projection, "app", end),))
        answer = radius(run(changed(projection, gone), starts, mode), before=before)
        assert sum("1 component that was affected is only possible" in note for note in answer.notes) == told
        assert (answer.expected.default > answer.difference.expected.default) == bool(told)
        assert answer.expected.high <= answer.difference.expected.high


def test_nothing_supposed_changes_nothing(project):
    projection = project(SUPPLY)
    assert changed(projection, Change(now=5)) is projection
    same = changed(projection, Change(at=instant("2026-01-01")))
    assert ask(same, "hub").counts == ask(projection, "hub").counts
    assert set(same.chances.coin.tolist()) <= set(projection.chances.coin.tolist())
