"""Why something falls, and by which ways, in words; and why something stands."""

from __future__ import annotations

import networkx
import pytest
from tests.unit.projection.test_whatif import SUPPLY, TIMED, XSD, edge, place
from tests.unit.projection.test_window import within

from aftershock.errors import UsageError
from aftershock.explore.node_link import why_graph
from aftershock.model.iri import local_name
from aftershock.projection.radius import radius, run
from aftershock.projection.whatif import Change, changed
from aftershock.projection.why import paths, why

BOTH = """
x:hub a aft:Registry . x:a a aft:Model . x:b a aft:Model . x:bot a aft:AIAgent . x:desk a aft:Application .
x:d1 a aft:Dependency ; aft:dependent x:a ; aft:relation aft:distributedThrough ; aft:dependee x:hub .
x:d2 a aft:Dependency ; aft:dependent x:b ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:sourceCertainty aft:Stated .
x:n1 a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:a .
x:n2 a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:b ;
    aft:sourceCertainty aft:Stated .
x:need a aft:Need ; aft:needOf x:bot ; aft:relation aft:usesModel ; aft:minimum 1 ; aft:completeness aft:Complete ;
    aft:alternative x:n1, x:n2 .
x:desk aft:dependsOn x:bot .
"""


def cascade(projection, start, mode="availability", **options):
    modes = [one.name for one in projection.modes]
    return run(projection, [place(projection, start)], modes.index(mode), **options)


def test_a_proof_has_every_alternative_that_had_to_fall(project):
    projection = project(BOTH)
    found = cascade(projection, "hub")
    answer = why(found, place(projection, "desk"))
    assert (answer.evidence, answer.class_name, answer.notes, answer.window) == ("affected", "Application", (), None)
    row = next(one for one in radius(found).affected if local_name(one.component) == "desk")
    assert answer.row == row
    assert row.likelihood.method
    names = [local_name(one.step.component) for one in answer.proof]
    assert names[0] == "hub"
    assert sorted(names) == ["a", "b", "bot", "desk", "hub"]
    bot = answer.proof[names.index("bot")]
    assert sorted(names[other] for other in bot.rests_on) == ["a", "b"]
    assert [local_name(iri) for iri, _ in bot.step.also_needed] == [names[bot.rests_on[1]]]
    assert answer.proof[-1].step == row.path[-1]
    assert answer.unsettled == ()

    graph = networkx.node_link_graph(why_graph(answer), edges="edges")
    into = {one: about for one, _, about in graph.in_edges(answer.proof[names.index("bot")].step.component, data=True)}
    carried, beside = (answer.proof[place].step.component for place in bot.rests_on)
    assert set(into) == {carried, beside}
    assert "together_with" not in into[carried]
    assert into[beside]["together_with"] == carried
    assert networkx.ancestors(graph, answer.target) == set(graph) - {answer.target}


def test_what_nobody_has_settled_is_told_step_by_step(project):
    text = """
x:hub a aft:Registry . x:a a aft:Model . x:bot a aft:AIAgent . x:desk a aft:Application .
x:a aft:distributedThrough x:hub .
x:n a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:a ;
    aft:sourceCertainty aft:NotCertain .
x:need a aft:Need ; aft:needOf x:bot ; aft:relation aft:usesModel ; aft:minimum 1 ; aft:alternative x:n .
x:desk aft:dependsOn x:bot .
"""
    projection = project(text)
    stops = [one for one, rule in enumerate(projection.rules) if projection.modes[rule.to_mode].name == "availability"]
    control = why(cascade(projection, "hub", "control", without_rules=stops), place(projection, "desk"))
    assert control.evidence == "possible"
    kinds = [(one.step, one.kind, local_name(one.component), local_name(one.other)) for one in control.unsettled]
    assert (1, "qualifier", "a", "hub") in kinds
    assert (2, "certainty", "bot", "a") in kinds
    details = {local_name(one.detail) for one in control.unsettled if one.kind == "qualifier"}
    assert {"PinnedByDigest", "SignatureVerified"} <= details
    open_need = project(text.replace("aft:sourceCertainty aft:NotCertain", "aft:sourceCertainty aft:Stated"))
    answer = why(cascade(open_need, "hub"), place(open_need, "bot"))
    assert [(one.kind, local_name(one.component)) for one in answer.unsettled] == [("alternatives", "bot")]


def test_what_a_document_leaves_unsaid_is_unsettled(project):
    projection = project(
        "x:a a aft:Model . x:b a aft:Application ; aft:dependencyCompleteness aft:NoAssertion .",
    )
    answer = why(cascade(projection, "a"), place(projection, "b"))
    assert answer.evidence == "unknown"
    assert [(one.kind, local_name(one.component), local_name(one.other)) for one in answer.unsettled] == [
        ("unsaid", "b", "a")
    ]
    found = paths(cascade(projection, "a"), place(projection, "b")).found
    assert [(one.evidence, one.length, one.likelihood.default) for one in found] == [("unknown", 1, None)]
    assert (found[0].likelihood.low, found[0].likelihood.high) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("start", "target", "options", "sentence"),
    [
        ("hub", "other", {}, "other stands: nothing leads to it from there"),
        ("hub", "bot", {}, "alternatives that do not fall; with --alternatives any, it falls"),
        ("hub", "a", {"depth": 0}, "a stands within depth 0; without that limit, it falls"),
    ],
)
def test_why_something_stands(project, start, target, options, sentence):
    projection = project(SUPPLY)
    found = cascade(projection, start, **options)
    answer = why(found, place(projection, target))
    assert (answer.evidence, answer.row, answer.proof) == (None, None, ())
    assert sentence in answer.notes[-1]
    assert sentence in paths(found, place(projection, target)).notes[-1]


def test_what_stands_for_a_rule_or_a_window(project):
    projection = project(XSD + TIMED)
    rules = [
        place_ for place_, rule in enumerate(projection.rules) if local_name(rule.relation) == "distributedThrough"
    ]
    answer = why(cascade(projection, "hub", without_rules=rules), place(projection, "old"))
    assert answer.notes == ("old stands: nothing leads to it without the rules that are switched off",)
    late = within(projection, "hub", "2026-03-01/2026-04-01")
    assert "nothing reaches it within the window" in why(late, place(projection, "old")).notes[-1]
    early = why(within(projection, "hub", "2026-01-01/2026-04-01"), place(projection, "old"))
    assert early.window == ("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z")
    assert [one.since for one in early.proof] == ["2026-01-01T00:00:00Z"] * 2
    assert early.notes == ()
    assert early.row.likelihood is not None
    with pytest.raises(UsageError, match="ways within a window"):
        paths(late, place(projection, "old"))


def test_a_start_and_what_it_was_before(project):
    projection = project(SUPPLY)
    found = cascade(projection, "hub")
    start = why(found, place(projection, "hub"))
    assert (start.evidence, start.row, len(start.proof)) == ("start", None, 1)
    assert [len(way.path) for way in paths(found, place(projection, "hub")).found] == [1]
    gone = run(changed(projection, Change(without_edges=(edge(projection, "a", "hub"),))), found.starts, found.mode)
    answer = why(gone, place(projection, "a"), before=found)
    assert (answer.evidence, answer.before) == (None, "affected")


def test_ways_are_told_with_their_evidence(project):
    projection = project(BOTH)
    answer = paths(cascade(projection, "hub"), place(projection, "desk"), count=7)
    walked = [[local_name(step.component) for step in way.path] for way in answer.found]
    assert sorted(walked)[:2] == [["hub", "a", "bot", "desk"], ["hub", "b", "bot", "desk"]]
    assert {way.evidence for way in answer.found} == {"affected"}
    assert all(way.length == len(way.path) - 1 for way in answer.found)
    assert not answer.cut_off
    needed = [local_name(iri) for iri, _ in answer.found[0].path[2].also_needed]
    assert needed == [{"a": "b", "b": "a"}[walked[0][1]]]
    for wrong in (0, 101):
        with pytest.raises(UsageError, match="ask for 1 to 100"):
            paths(cascade(projection, "hub"), place(projection, "desk"), count=wrong)


def test_what_apt_follows_has_no_ways(project):
    projection = project(SUPPLY)
    found = cascade(projection, "hub", alternatives="apt")
    with pytest.raises(UsageError, match="apt's edges have no likelihoods"):
        paths(found, place(projection, "a"))
    assert why(found, place(projection, "a")).notes == ("a stands: nothing leads to it from there",)
