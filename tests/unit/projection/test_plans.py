"""Plans equal what an independent search over all sets of measures finds; each is what a store would say with it."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from tests.unit.projection.tangle import question

from aftershock.errors import UsageError
from aftershock.model.iri import local_name
from aftershock.projection import plans
from aftershock.projection.estate import Deployment
from aftershock.projection.plans import PlansAsked, candidates, reduce
from aftershock.projection.separating import separate
from aftershock.projection.whatif import Change, changed

CHAIN = """
x:hub a aft:Registry . x:m a aft:Model . x:n a aft:Model . x:bot a aft:AIAgent . x:app a aft:Application .
x:d1 a aft:Dependency ; aft:dependent x:m ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:lacksQualifier aft:PinnedByDigest, aft:SignatureVerified, aft:PrivateArtifact .
x:d2 a aft:Dependency ; aft:dependent x:n ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:lacksQualifier aft:PinnedByDigest, aft:SignatureVerified, aft:PrivateArtifact .
x:bot aft:usesModel x:m ; aft:criticality aft:MissionCritical .
x:app aft:dependsOn x:bot .
"""


def costs_of(projection, budget):
    slugs = {local_name(effect.mitigation): effect.mitigation for effect in projection.effects}
    return PlansAsked(
        budget,
        costs={slugs["signature-verification"]: 1.5, slugs["digest-pinning"]: 0.5},
        only=frozenset(
            slugs[name] for name in ("digest-pinning", "signature-verification", "internal-mirror") if name in slugs
        ),
        labels={slugs["digest-pinning"]: "Pin by digest"},
    )


def value(asked, deployments):
    cascade = asked.run(changed(asked.projection, Change(deployments=tuple(deployments))))
    standing = asked.standing(cascade)
    of = standing.exposed if asked.protect else standing.impact
    return of.default, of.high, of.low


@pytest.mark.parametrize(
    ("budget", "protect"), [(0.5, ()), (1, ()), (2, ()), (3.5, ()), (2, ("bot",)), (1, ("app", "n"))]
)
def test_a_plan_of_few_candidates_is_the_best_of_all(project, budget, protect):
    projection = project(CHAIN)
    asked = question(projection, "hub", *protect, mode="control", worlds=256)
    wanted = costs_of(projection, budget)
    found = [one for one in candidates(asked.run()) if one.mitigation in wanted.only and wanted.cost(one) <= budget]
    assert 3 <= len(found) <= 12
    answer = reduce(asked, wanted)
    sets = chain.from_iterable(combinations(found, size) for size in range(len(found) + 1))
    affordable = [some for some in sets if sum(map(wanted.cost, some)) <= budget]
    best = min(value(asked, some) for some in affordable)
    assert answer.method == "brute force"
    assert (answer.candidates, answer.considered) == (len(found), len(found))
    plan = answer.plans[0]
    chosen = [
        Deployment(list(projection.components).index(one.component), one.mitigation, present=True)
        for one in plan.measures
    ]
    assert value(asked, chosen) == best
    of = plan.after.exposed if protect else plan.after.impact
    assert (of.default, of.high, of.low) == best
    assert plan.cost == sum(map(wanted.cost, chosen)) <= budget
    for spared in chosen:
        assert value(asked, [one for one in chosen if one != spared]) > best, "nothing in it is to spare"
    assert answer.objective == ("exposed" if protect else "impact")
    assert answer.before == asked.standing(asked.run())
    assert {one.mitigation_label for one in plan.measures} <= {"Pin by digest", *wanted.only}
    assert all(one.rules for one in plan.measures)
    assert plan.takes_down.counts == {"affected": 0, "possible": 0, "unknown": 0}
    assert "stop no use" in plan.takes_down.note
    values = [value(asked, places(projection, one)) for one in answer.plans]
    assert values == sorted(values)


def places(projection, plan):
    names = list(projection.components)
    return [Deployment(names.index(one.component), one.mitigation, present=True) for one in plan.measures]


def test_with_many_candidates_each_step_is_the_best_of_those_considered(project, monkeypatch):
    monkeypatch.setattr("aftershock.projection.plans._CONSIDERED", 6)
    projection = project(CHAIN)
    asked = question(projection, "hub", mode="control", worlds=256)
    answer = reduce(asked, PlansAsked(2))
    assert (answer.method, answer.considered) == ("greedy", 6)
    assert answer.candidates > 12
    found = candidates(asked.run())
    considered = sorted(found, key=lambda one: (-found[one][0], one.mitigation, one.component))[:6]
    first = min(value(asked, [one]) for one in considered)
    steps = [places(projection, plan) for plan in reversed(answer.plans)]
    assert [len(step) for step in steps] == [1, 2]
    assert value(asked, steps[0]) == first
    assert value(asked, steps[1]) == min(value(asked, [*steps[0], one]) for one in considered)
    assert answer.plans[0].after.impact.default < answer.before.impact.default
    assert [one.default for one in answer.plans[0].open] == sorted(
        (one.default for one in answer.plans[0].open), reverse=True
    )


def test_what_is_in_place_is_no_candidate(project):
    there = CHAIN + (
        "x:dep a aft:MitigationDeployment ; aft:deployedOn x:hub ; aft:status aft:Present ; "
        "aft:ofMitigation <https://w3id.org/aftershock/id/mitigation/digest-pinning> ."
    )
    plain, with_it = (candidates(question(project(text), "hub", mode="control").run()) for text in (CHAIN, there))
    names = [
        {(local_name(one.mitigation), one.component) for one in found if local_name(one.mitigation) == "digest-pinning"}
        for found in (plain, with_it)
    ]
    assert len(names[0]) == 3
    assert len(names[1]) == 2


def test_nothing_helps_where_nothing_falls(project):
    projection = project(CHAIN)
    answer = reduce(question(projection, "app", mode="control"), PlansAsked(3))
    assert (answer.plans, answer.method) == ((), "brute force")


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget": 0},
        {"budget": float("nan")},
        {"budget": 1, "costs": {"x": 0.0}},
        {"budget": 1, "costs": {"x": 1e308}},
    ],
)
def test_budgets_and_costs_are_more_than_nothing(wrong):
    with pytest.raises(UsageError, match="it must be more than 0"):
        PlansAsked(**wrong)


def test_a_plan_that_separates_isolates_what_lies_between_and_says_what_that_takes_down(project):
    projection = project(CHAIN)
    asked = question(projection, "hub", "app", mode="control", worlds=64)
    answer = separate(asked, {list(projection.components).index("https://example.org/m"): 4.0})
    plan = answer.plans[0]
    assert (answer.method, answer.goal, answer.budget) == ("minimum cut", "separate", None)
    assert [(one.kind, local_name(one.component)) for one in plan.measures] in (
        [("isolate", "m")],
        [("isolate", "bot")],
    )
    assert plan.cost == {"m": 4.0, "bot": 1.0}[local_name(plan.measures[0].component)]
    assert sum(answer.before.protected.values()) == 1
    assert plan.after.protected == {"affected": 0, "possible": 0, "unknown": 0}
    assert plan.after.exposed.high == 0
    assert [one.component for one in plan.takes_down.out] == [one.component for one in plan.measures]
    assert "https://example.org/app" in [one.component for one in plan.takes_down.first]
    assert "no fewer than 1" in answer.scene.notes[-1]


def test_edges_are_blocked_where_nothing_lies_between(project):
    projection = project(CHAIN)
    asked = question(projection, "bot", "app", mode="control", worlds=64)
    answer = separate(asked)
    (measure,) = answer.plans[0].measures
    assert measure.kind == "block"
    assert [local_name(one) for one in measure.edge] == ["app", "dependsOn", "bot"]
    assert answer.plans[0].after.counts["affected"] < answer.before.counts["affected"]
    assert answer.plans[0].takes_down.counts["affected"] == 1
    assert "straight" in answer.scene.notes[-1]


def test_what_cannot_be_separated_gets_no_plan(project):
    projection = project(CHAIN)
    assert separate(question(projection, "hub", "hub")).plans == ()
    apart = separate(question(projection, "app", "hub"))
    assert (apart.plans, apart.scene.notes) == ((), ("nothing of what is to be protected falls",))
    with pytest.raises(UsageError, match="nothing is named to be protected"):
        separate(question(projection, "hub"))


def test_measures_compare_as_the_recomputed_plans_do(project):
    projection = project(CHAIN)
    for protect in ((), ("app", "n")):
        asked = question(projection, "hub", *protect, mode="control", worlds=256)
        cascade = asked.run()
        trials = plans._Trials(asked, cascade, 256)
        some = list(candidates(cascade))
        for chosen in ([], some[:1], some[1:4], some[-3:]):
            assert trials.value(chosen) == pytest.approx(value(asked, chosen), rel=1e-12)
        assert len(trials) == 4


def test_a_candidate_takes_off_what_is_tried_over_its_edges(project):
    projection = project(CHAIN)
    cascade = question(projection, "hub", mode="control", worlds=256).run()
    stage, edges, graph = cascade.likely.stage, projection.edges, projection.graph
    gains, rules = {}, {}
    for effect in projection.effects:
        for place, edge in enumerate(stage.edge.tolist()):
            dependency = int(graph.dependency[edge])
            if graph.rule[edge] != effect.rule or dependency < 0 or stage.coin[place] == 0 or effect.default >= 1:
                continue
            tried = cascade.likely.worlds.nodes[stage.source[place], -1] / 256
            likelihood = projection.chances.table[stage.row[place], 1]
            for component in {int(edges.dependent[dependency]), int(edges.dependee[dependency])}:
                one = Deployment(component, effect.mitigation, present=True)
                gains[one] = gains.get(one, 0.0) + tried * likelihood * (1 - effect.default)
                rules.setdefault(one, set()).add(effect.rule)
    found = candidates(cascade)
    assert {one: gain for one, (gain, _) in found.items()} == pytest.approx(gains)
    assert {one: set(lowered) for one, (_, lowered) in found.items()} == rules


class _Table:
    """Stands for trials: what some sets leave is written down."""

    def __init__(self, off):
        self.off, self.asked = off, []

    def value(self, places):
        self.asked.append(frozenset(places))
        return (100.0 - sum(self.off[one.component] for one in places), 0.0, 0.0)


def test_what_took_off_little_is_not_tried_again():
    some = [Deployment(one, "x", present=True) for one in range(6)]
    trials = _Table([1.0, 9.0, 5.0, 9.0, 0.0, 2.0])
    steps = plans._greedy(trials, some, PlansAsked(4))
    assert [[one.component for one in step] for step in steps] == [[1, 3, 2, 5], [1, 3, 2], [1, 3]]
    assert frozenset((some[1], some[0])) not in trials.asked
    assert len(set(trials.asked)) < 1 + 6 + 5


def test_large_graphs_are_compared_in_fewer_worlds_and_recomputed_in_all(project, monkeypatch):
    monkeypatch.setattr("aftershock.projection.plans._COARSE", 64)
    monkeypatch.setattr("aftershock.projection.plans._PLAYED", 0)
    asked = question(project(CHAIN), "hub", mode="control", worlds=512)
    answer = reduce(asked, PlansAsked(2))
    assert answer.method == "greedy"
    for plan in answer.plans:
        of = plan.after.impact
        assert (of.default, of.high, of.low) == value(asked, places(asked.projection, plan))
