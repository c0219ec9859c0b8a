"""Actions equal graphs and documents that somebody else changed; what they take down is a radius of availability."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.projection.tangle import place, question

from aftershock.cascade.blocking import cut
from aftershock.cascade.reach import reach
from aftershock.model.iri import local_name
from aftershock.projection.containment import contain

OFFICE = """
x:hub a aft:Registry . x:pkg a aft:Package ; aft:accountable x:team . x:team a aft:Team ; skos:prefLabel "The team"@en .
x:tool a aft:Package ; aft:accountable x:else .
x:d1 a aft:Dependency ; aft:dependent x:pkg ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:lacksQualifier aft:PinnedByDigest, aft:SignatureVerified .
x:d2 a aft:Dependency ; aft:dependent x:tool ; aft:relation aft:dependsOn ; aft:dependee x:pkg .
x:svc a aft:Service ; aft:dependsOn x:tool ; aft:accountable x:team . x:app a aft:Application ; aft:dependsOn x:svc .
x:host a aft:Runtime . x:bot a aft:AIAgent ; aft:runsOn x:host ; aft:dependsOn x:svc .
x:d3 a aft:Dependency ; aft:dependent x:svc ; aft:relation aft:holdsCredential ; aft:dependee x:key ;
    aft:lacksQualifier aft:ShortLived .
x:key a aft:Credential .
x:d4 a aft:Dependency ; aft:dependent x:key ; aft:relation aft:grantsAccessTo ; aft:dependee x:vault ;
    aft:hasQualifier aft:WriteScope, aft:ReadScope ; aft:lacksQualifier aft:AdminScope .
x:vault a aft:Service .
"""


@pytest.fixture
def office(project):
    return project(OFFICE)


def stops(was, now):
    fewer = np.cumsum(was.counts) - np.cumsum(now.counts)
    return fewer.tolist()


def test_each_action_stops_what_a_graph_without_it_says(office):
    asked = question(office, "hub", mode="control", worlds=64)
    found = asked.run().found
    graph, modes = found.graph, found.graph.modes
    source = graph.source(np.arange(graph.targets.size))
    answer = contain(asked, limit=100)
    kinds = {one.kind for one in answer.actions}
    assert kinds == {"isolate", "revoke", "block", "pin", "roll-back"}
    for one in answer.actions:
        here = place(office, local_name(one.component))
        if one.kind == "pin":
            continue
        if one.kind == "block":
            dependent, relation, dependee = one.edge
            edges = office.edges
            same = (edges.dependent == here) & (edges.dependee == place(office, local_name(dependee)))
            same &= edges.relation == office.relations.index(relation)
            assert dependent == one.component
            gone = np.isin(graph.dependency, np.flatnonzero(same))
        elif one.kind == "roll-back":
            gone = (source // modes == here) & (graph.targets // modes != here)
        else:
            gone = (source // modes == here) | (graph.targets // modes == here)
        rest, _ = cut(graph, office.chances, gone)
        after = reach(rest, found.starts)
        assert list(one.stops.values()) == stops(found, after), one.kind
        assert tuple(one.after.counts.values()) == after.counts
        assert any(one.stops.values())
        assert one.after.impact.default <= answer.before.impact.default
    named = [(one.kind, local_name(one.component)) for one in answer.actions]
    assert ("isolate", "hub") in named
    assert sum(answer.actions[0].after.counts.values()) == 0
    assert ("revoke", "key") in named
    assert ("roll-back", "pkg") in named
    assert ("roll-back", "svc") not in named
    assert len(named) == len({(one.kind, one.component, one.edge) for one in answer.actions})


def test_what_an_action_takes_down_is_not_available_without_it(office, project):
    asked = question(office, "hub", mode="control", worlds=64)
    actions = {(one.kind, local_name(one.component)): one for one in contain(asked, limit=100).actions}
    modes = [one.name for one in office.modes]
    for name in ("hub", "pkg", "svc"):
        without = reach(office.graph, [place(office, name) * len(modes) + modes.index("availability")])
        down = actions["isolate", name].takes_down
        assert tuple(down.counts.values()) == without.counts
        assert [local_name(one.component) for one in down.out] == [name]
    assert {local_name(one.component) for one in actions["isolate", "svc"].takes_down.first} == {"app", "bot"}
    assert "nothing to go back to" in actions["roll-back", "pkg"].takes_down.note
    assert {local_name(one.component) for one in actions["block", "app"].takes_down.first} == {"app"}
    key = actions["revoke", "key"].takes_down
    assert key.counts["affected"] == 0 < key.counts["possible"]
    assert local_name(key.first[0].component) == "svc"
    assert "can do without" in key.note


RELEASES = """
x:old a aft:Package ; aft:releaseOf x:project ; rdfs:label "old"@en .
x:new a aft:Package ; aft:releaseOf x:project ; aft:distributedThrough x:hub .
x:bad a aft:Package ; aft:releaseOf x:project ; rdfs:label "bad"@en . x:user a aft:Service ; aft:dependsOn x:bad .
<pkg:pypi/left@1> a aft:Package . <pkg:pypi/left@2> a aft:Package . <pkg:pypi/left@1?arch=arm> a aft:Package .
<pkg:pypi/lone@1> a aft:Package . x:app a aft:Service ; aft:dependsOn <pkg:pypi/lone@1> .
x:svc a aft:Service ; aft:dependsOn <pkg:pypi/left@2> .
x:hub a aft:Registry .
"""


@pytest.mark.parametrize(
    ("start", "also", "back"),
    [
        ("bad", "user", {"new", "old"}),
        ("left@2", "svc", {"left@1"}),
        ("lone@1", "app", set()),
    ],
)
def test_one_goes_back_to_a_release_of_the_same_project_that_has_not_fallen(project, start, also, back):
    projection = project(RELEASES)
    asked = question(projection, start, mode="control", worlds=64)
    (action,) = [one for one in contain(asked, limit=100).actions if one.kind == "roll-back"]
    assert local_name(action.component) == start
    down = action.takes_down
    if back:
        assert all(name in down.note for name in back)
        assert "there to go back to" in down.note
        assert sum(down.counts.values()) == 0
    else:
        assert "nothing to go back to" in down.note
        assert {local_name(one.component) for one in down.first} == {also}


def test_a_release_that_has_fallen_too_is_nothing_to_go_back_to(project):
    both = RELEASES.replace("x:hub a aft:Registry .", "x:old aft:dependsOn x:bad . x:new aft:dependsOn x:bad .")
    asked = question(project(both), "bad", mode="control", worlds=64)
    notes = {
        local_name(one.component): one.takes_down.note
        for one in contain(asked, limit=100).actions
        if one.kind == "roll-back"
    }
    assert "nothing to go back to" in notes["bad"]


def test_a_blocked_edge_takes_down_what_is_left_of_a_radius_over_it_alone(tangles):
    projection = tangles[0]
    asked = question(projection, "s0", worlds=64)
    modes = [one.name for one in projection.modes]
    edges, graph = projection.edges, projection.graph
    seen = 0
    for action in contain(asked, limit=100).actions:
        if action.kind != "block":
            continue
        dependent, relation, dependee = (local_name(one) for one in action.edge)
        ends = (edges.dependent == place(projection, dependent)) & (edges.dependee == place(projection, dependee))
        ends &= np.array([local_name(projection.relations[one]) == relation for one in edges.relation])
        start = place(projection, dependee) * len(modes) + modes.index("availability")
        source = graph.source(np.arange(graph.targets.size))
        rest, _ = cut(graph, projection.chances, (source == start) & ~np.isin(graph.dependency, np.flatnonzero(ends)))
        assert tuple(action.takes_down.counts.values()) == reach(rest, [start]).counts
        seen += 1
    assert seen > 3


DOUBTFUL = """
x:weak a aft:Service ; aft:dependsOn x:hub . x:strong a aft:Service ; aft:dependsOn x:hub .
x:hub a aft:Service . x:app a aft:Service .
x:d1 a aft:Dependency ; aft:dependent x:app ; aft:relation aft:dependsOn ; aft:dependee x:weak ;
    aft:likelihoodLow 0.0 ; aft:likelihood 0.1 ; aft:likelihoodHigh 1.0 .
x:d2 a aft:Dependency ; aft:dependent x:app ; aft:relation aft:dependsOn ; aft:dependee x:strong ;
    aft:sourceCertainty aft:NotCertain ;
    aft:likelihoodLow 0.0 ; aft:likelihood 0.9 ; aft:likelihoodHigh 1.0 .
"""


def never_more(before, after):
    for name in ("expected", "impact", "exposed"):
        was, now = getattr(before, name), getattr(after, name)
        for lane in ("low", "default", "high"):
            assert getattr(now, lane) <= getattr(was, lane), (name, lane)
            least, most = getattr(after, f"{name}_sampling")[lane]
            assert least <= getattr(now, lane) <= most


def test_what_falls_over_doubtful_ways_alone_after_an_action_is_not_counted_as_more(project):
    """Before, the app is affected, and its default leaves the doubtful way out; so it must after."""
    asked = question(project(DOUBTFUL), "hub", "app", worlds=4096)
    answer = contain(asked, limit=100)
    (block,) = [one for one in answer.actions if one.edge and local_name(one.edge[2]) == "weak"]
    assert (answer.before.protected["affected"], block.after.protected["possible"]) == (1, 1)
    never_more(answer.before, block.after)
    assert answer.before.exposed.default > block.after.exposed.default == 0.0
    assert block.after.exposed.high > 0.5, "that it may fall is in the high number"


@pytest.mark.parametrize("start", ["s0", "s1"])
@pytest.mark.parametrize("work", [None, 200])
def test_what_only_takes_away_never_gives_more(tangles, monkeypatch, start, work):
    """The coins are the same, and so are how many worlds are played and which ways each default is over."""
    if work is not None:  # as for a large graph: the smaller what is left, the more worlds there is time for
        monkeypatch.setattr("aftershock.cascade.likelihood._WORK", work)
        monkeypatch.setattr("aftershock.cascade.likelihood._LEAST", 64)
    answer = contain(question(tangles[0], start, "g0", "g1"), limit=100)
    assert len(answer.actions) > 5
    for action in answer.actions:
        never_more(answer.before, action.after)


def test_pinning_is_what_documents_say_that_are_pinned(office, project):
    pinned = project(
        OFFICE.replace(
            "aft:lacksQualifier aft:PinnedByDigest, aft:SignatureVerified",
            "aft:hasQualifier aft:PinnedByDigest ; aft:lacksQualifier aft:SignatureVerified",
        )
    )
    action = next(
        one for one in contain(question(office, "hub", mode="control", worlds=64)).actions if one.kind == "pin"
    )
    assert local_name(action.component) == "hub"
    then = question(pinned, "hub", mode="control", worlds=64)
    assert action.after == then.standing(then.run())
    assert "keeps working" in action.takes_down.note
    assert not any(one.kind == "pin" for one in contain(then).actions)


def test_credentials_by_what_they_open_and_owners_to_call(office):
    answer = contain(question(office, "hub", mode="control", worlds=64))
    (key,) = answer.rotate
    modes = [one.name for one in office.modes]
    opened = reach(office.graph, [place(office, "key") * len(modes) + modes.index("confidentiality")])
    assert local_name(key.component) == "key"
    assert tuple(key.opens.values()) == opened.counts
    assert key.opens["affected"] >= 1
    assert [local_name(one) for one in key.holders] == ["svc"]
    assert key.evidence == "affected"
    (started,) = contain(question(office, "key", mode="confidentiality", worlds=64)).rotate
    assert started.evidence == "start"
    call = {one.label: one for one in answer.call}
    assert {local_name(one.component) for one in call["The team"].components} == {"pkg", "svc"}
    assert call["https://example.org/else"].owner == "https://example.org/else"
    assert answer.call[-1].owner is None
    total = [sum(one.counts[name] for one in answer.call) for name in ("affected", "possible", "unknown")]
    assert total == list(answer.before.counts.values())


def test_what_is_to_be_protected_comes_first_and_is_not_isolated(office):
    asked = question(office, "hub", "app", mode="control", worlds=64)
    answer = contain(asked, limit=100)
    left = [sum(one.after.protected.values()) for one in answer.actions]
    assert left == sorted(left)
    assert left[0] == 0 < left[-1]
    assert ("isolate", "app") not in [(one.kind, local_name(one.component)) for one in answer.actions]


def test_what_was_not_tried_is_said(office, monkeypatch):
    monkeypatch.setattr("aftershock.projection.containment._EDGES_TRIED", 1)
    answer = contain(question(office, "hub", mode="control", worlds=64))
    assert "the 1 nearest were tried" in answer.scene.notes[0]
    assert sum(one.kind == "block" for one in answer.actions) <= 1


def test_of_components_too_what_was_not_tried_is_said(office, monkeypatch):
    asked = question(office, "hub", mode="control", worlds=64)
    fallen = sum(contain(asked, limit=0).before.counts.values())
    monkeypatch.setattr("aftershock.projection.choke._LEAST", 2)
    monkeypatch.setattr("aftershock.projection.choke._WORK", 0)
    answer = contain(asked, limit=100)
    assert answer.scene.notes[0] == f"2 of {fallen} components that fall were tried"
    assert answer.found["isolate"] == sum(one.kind == "isolate" for one in answer.actions) <= 3


def test_a_page_of_pins_is_of_what_can_be_pinned(office):
    asked = question(office, "hub", mode="control", worlds=64)
    answer = contain(asked, limit=100)
    assert answer.found["pin"] >= sum(one.kind == "pin" for one in answer.actions) == 1
    pins = [
        one
        for offset in range(answer.found["pin"])
        for one in contain(asked, offset=offset, limit=1).actions
        if one.kind == "pin"
    ]
    assert pins == [one for one in answer.actions if one.kind == "pin"]


def test_without_a_notion_of_pinning_nothing_is_pinned(office):
    names = tuple(one.replace("PinnedByDigest", "Chained") for one in office.qualifiers)
    answer = contain(question(replace(office, qualifiers=names), "hub", mode="control", worlds=64))
    assert {one.kind for one in answer.actions} == {"isolate", "revoke", "block", "roll-back"}
