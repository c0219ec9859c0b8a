"""Reach on graphs small enough to be worked out on paper, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE, UNKNOWN, Reach, reach
from aftershock.errors import UsageError

pytestmark = pytest.mark.usefixtures("kernels")

IMPLIES, CARRIES, STALLS = 0, 1, 2


def graph(components: int, modes: int, edges: list[tuple[int, ...]], **more: Any) -> ConsequenceGraph:
    """Edges are (source, target, rule, evidence, need); rules are an implication, a plain one, one for alternatives."""
    columns = list(zip(*(edge + (0, -1)[len(edge) - 3 :] for edge in edges), strict=True)) or [()] * 5
    source, target, rule, evidence, need = columns
    given = {"rule_cost": [0, 1, 1], "rule_all": [0, 0, 1], "rule_attack": [0, 1, 0]}
    return ConsequenceGraph.from_edges(
        components=components,
        modes=modes,
        source=source,
        target=target,
        rule=rule,
        evidence=evidence,
        need=need,
        **{**given, **more},
    )


def rows(found: Reach) -> list[list[int]]:
    return [found.rows(of).tolist() for of in (AFFECTED, POSSIBLE, UNKNOWN)]


def test_evidence_divides_what_falls_into_three() -> None:
    chain = graph(5, 1, [(0, 1, CARRIES), (1, 2, CARRIES, 1), (2, 3, CARRIES, 2), (3, 4, CARRIES, 0)])
    found = reach(chain, [0])
    assert rows(found) == [[1], [2], [3, 4]]
    assert found.counts == (1, 1, 2)
    assert found.depth.tolist() == [-1, 1, 2, 3, 4]
    assert repr(found) == "Reach(affected=1, possible=1, unknown=2)"


def test_depth_holds_within_a_class() -> None:
    """Stated in three relations, uncertain in one: within one relation it is possible, within three affected."""
    detour = graph(4, 1, [(0, 1, CARRIES), (1, 2, CARRIES), (2, 3, CARRIES), (0, 3, CARRIES, 1)])
    assert rows(reach(detour, [0], depth=1)) == [[1], [3], []]
    assert rows(reach(detour, [0], depth=2)) == [[1, 2], [3], []]
    whole = reach(detour, [0])
    assert rows(whole) == [[1, 2, 3], [], []]
    assert whole.depth[3] == 3
    assert len(whole.path(3)) == 4
    assert rows(reach(detour, [0], depth=0)) == [[], [], []]


def test_a_start_is_never_its_own_victim() -> None:
    loop = graph(2, 2, [(0, 2, CARRIES), (2, 1, CARRIES), (0, 0, CARRIES)])
    found = reach(loop, [0])
    assert rows(found) == [[1], [], []]
    assert found.classes[0] == NOT_REACHED
    assert found.runs[0].depth.tolist() == [0, 2, 1, -1]
    assert [hop.state for hop in found.path(0)] == [0]


def test_mode_implications_cost_nothing_and_are_folded() -> None:
    """0 in mode 0 implies mode 1, which carries to mode 0 of 1, which implies mode 1, which carries to 2."""
    implied = graph(3, 2, [(0, 1, IMPLIES), (1, 2, CARRIES), (2, 3, IMPLIES), (3, 5, STALLS)])
    found = reach(implied, [0])
    assert found.depth.tolist() == [-1, 1, 2]
    assert found.modes[AFFECTED].tolist() == [0, 3, 2]
    assert [(hop.state, hop.from_state) for hop in found.path(2)] == [(0, -1), (2, 1), (5, 3)]
    assert found.attack_steps(2) == 1


def test_the_nearest_state_may_be_an_implied_one_that_comes_first() -> None:
    implied = graph(2, 2, [(0, 3, CARRIES), (3, 2, IMPLIES)])
    found = reach(implied, [0])
    assert (found.nearest[1], found.depth[1]) == (2, 1)
    start, hop = found.path(1)
    assert (hop.state, hop.from_state, int(implied.targets[hop.edge])) == (2, 0, 3)
    assert start.state == 0


def test_a_state_that_waits_for_the_next_round_may_fall_in_this_one() -> None:
    """State 2 would fall in round 1 over the first edge, but 1 implies it in round 0."""
    early = graph(2, 3, [(0, 2, CARRIES), (0, 1, IMPLIES), (1, 2, IMPLIES), (2, 3, CARRIES)])
    assert reach(early, [0]).runs[0].depth.tolist() == [0, 0, 0, 1, -1, -1]


@pytest.mark.parametrize(
    ("alternatives", "rule", "falls"),
    [("by-rule", STALLS, False), ("by-rule", CARRIES, True), ("any", STALLS, True), ("all", CARRIES, False)],
)
def test_one_alternative_of_two_falls(alternatives: Any, rule: int, falls: bool) -> None:
    either = graph(3, 1, [(0, 2, rule, 0, 0), (1, 2, rule, 0, 0)], need_size=[2])
    assert rows(reach(either, [0], alternatives=alternatives)) == [[2] if falls else [], [], []]
    assert rows(reach(either, [0, 1], alternatives=alternatives)) == [[2], [], []]


def test_a_need_of_two_in_three_falls_with_the_second() -> None:
    quorum = graph(
        5, 1, [(0, 3, STALLS, 0, 0), (1, 3, STALLS, 0, 0), (2, 3, STALLS, 0, 0)], need_size=[3], need_minimum=[2]
    )
    assert rows(reach(quorum, [0])) == [[], [], []]
    found = reach(quorum, [0, 2])
    assert rows(found) == [[3], [], []]
    assert found.path(3)[-1].state == 3
    assert {found.path(3)[-1].from_state, *found.path(3)[-1].also_needed} == {0, 2}


def test_the_path_follows_the_alternative_that_fell_last() -> None:
    late = graph(5, 1, [(0, 1, CARRIES), (1, 2, CARRIES), (0, 4, STALLS, 0, 0), (2, 4, STALLS, 0, 0)], need_size=[2])
    found = reach(late, [0])
    last = found.path(4)[-1]
    assert [hop.state for hop in found.path(4)] == [0, 1, 2, 4]
    assert (last.also_needed, late.targets[list(last.also_edges)].tolist()) == ((0,), [4])
    assert found.attack_steps(4) == 2


def test_what_was_needed_is_proved_within_the_class() -> None:
    """One alternative falls early over an uncertain edge, later over a stated one: the stated class names that."""
    edges = [(0, 1, CARRIES), (1, 4, STALLS, 0, 0), (0, 4, STALLS, 1, 0), (0, 2, CARRIES), (2, 3, CARRIES)]
    both = graph(5, 1, [*edges, (3, 4, STALLS, 0, 0)], need_size=[2], dependency=[0, 7, 7, 1, 2, 8])
    last = reach(both, [0]).path(4)[-1]
    assert (last.from_state, last.also_needed) == (3, (1,))


def test_alternatives_that_nobody_named_make_it_possible_at_best() -> None:
    some = graph(3, 1, [(0, 2, STALLS, 0, 0), (1, 2, STALLS, 0, 0)], need_size=[2], need_complete=[0])
    assert rows(reach(some, [0, 1])) == [[], [2], []]
    assert rows(reach(some, [0, 1], alternatives="any")) == [[2], [], []]


def test_an_alternative_that_hands_nothing_on_never_falls() -> None:
    """The need has two alternatives; one is pinned, so that no edge was made of it."""
    pinned = graph(2, 1, [(0, 1, STALLS, 0, 0)], need_size=[2])
    assert rows(reach(pinned, [0])) == [[], [], []]


def test_a_need_short_of_its_minimum_falls_with_the_first() -> None:
    short = graph(3, 1, [(0, 2, STALLS, 0, 0), (1, 2, STALLS, 0, 0)], need_size=[2], need_minimum=[3])
    found = reach(short, [1])
    assert rows(found) == [[2], [], []]
    assert found.path(2)[-1].also_needed == ()


def test_a_need_of_nothing_never_falls() -> None:
    """At least 0 of one alternative; another need names none at all."""
    idle = graph(2, 1, [(0, 1, STALLS, 0, 0)], need_size=[1, 0], need_minimum=[0, 1])
    assert rows(reach(idle, [0])) == [[], [], []]


def test_alternatives_that_lead_elsewhere_are_a_group_of_their_own() -> None:
    """The need has two alternatives; by mistake one of them is another component's."""
    astray = graph(4, 1, [(0, 2, STALLS, 0, 0), (1, 3, STALLS, 0, 0)], need_size=[2])
    assert rows(reach(astray, [0, 1])) == [[], [], []]


def test_one_alternative_counts_once() -> None:
    """Two edges of the same dependency are one member: its need still stands on the other."""
    twice = graph(4, 1, [(0, 2, STALLS, 0, 0), (1, 2, STALLS, 0, 0)], need_size=[2], dependency=[5, 5])
    assert rows(reach(twice, [0, 1])) == [[], [], []]


def test_a_hub_is_folded_and_no_row() -> None:
    """0 makes 1 fall; 1 is of a document that does not say what 2 depends on (3 is the document's hub)."""
    unsaid = graph(
        4,
        1,
        [(0, 1, CARRIES), (1, 3, IMPLIES), (2, 3, IMPLIES), (3, 2, CARRIES, 2), (3, 1, CARRIES, 2)],
        pseudo=[0, 0, 0, 1],
    )
    found = reach(unsaid, [0])
    assert rows(found) == [[1], [], [2]]
    assert [(hop.state, hop.from_state) for hop in found.path(2)] == [(0, -1), (1, 0), (2, 1)]
    assert found.depth[2] == 2
    assert found.classes[3] == NOT_REACHED


def test_a_rule_switched_off_carries_nothing() -> None:
    chain = graph(3, 1, [(0, 1, CARRIES), (1, 2, STALLS)])
    assert rows(reach(chain, [0], disabled_rules=[STALLS])) == [[1], [], []]
    assert rows(reach(chain, [0], disabled_rules=[CARRIES, STALLS])) == [[], [], []]


def test_runs_are_not_made_where_more_evidence_changes_nothing() -> None:
    chain = graph(4, 1, [(0, 1, CARRIES), (2, 3, CARRIES, 1), (1, 2, CARRIES, 2)])
    stated, uncertain, unsaid = reach(chain, [0]).runs
    assert uncertain.depth is stated.depth
    assert unsaid.depth is not stated.depth


def test_rows_are_nearest_first() -> None:
    far = graph(4, 1, [(0, 3, CARRIES), (3, 1, CARRIES), (3, 2, CARRIES)])
    assert reach(far, [0]).rows(AFFECTED).tolist() == [3, 1, 2]


def test_paths_do_not_pile_up() -> None:
    """Asking again, or in another order, gives the same."""
    chain = graph(4, 1, [(0, 1, CARRIES), (1, 2, CARRIES), (2, 3, CARRIES)])
    found = reach(chain, [0])
    first = [found.path(component) for component in (3, 1, 2)]
    assert [found.path(component) for component in (3, 1, 2)] == first
    assert [len(path) for path in first] == [4, 2, 3]


def test_answers_cannot_be_written_to() -> None:
    found = reach(graph(2, 1, [(0, 1, CARRIES)]), [0])
    with pytest.raises(ValueError, match="read-only"):
        found.classes[0] = 1


@pytest.mark.parametrize(
    ("starts", "more", "sentence"),
    [
        ([], {}, "there is nothing to start from; give at least one state"),
        ([4], {}, r"starts\[0\] is 4; it must be from 0 to 3"),
        ([0, -1], {}, r"starts\[0\] is -1; it must be from 0 to 3"),
        ([0.5], {}, "starts holds float64; it must hold integers"),
        ([3], {}, "a start is of a pseudo component, which stands for none; give states of components"),
        ([0], {"depth": -1}, "depth is -1; it must be 0 or more"),
        ([0], {"alternatives": "some"}, "alternatives is 'some'; it must be one of 'by-rule', 'any', 'all'"),
        ([0], {"disabled_rules": [3]}, r"disabled_rules\[0\] is 3; it must be from 0 to 2"),
    ],
)
def test_refuses(starts: list[Any], more: dict[str, Any], sentence: str) -> None:
    some = graph(4, 1, [(0, 1, CARRIES)], pseudo=[0, 0, 0, 1])
    with pytest.raises(UsageError, match=sentence):
        reach(some, starts, **more)


@pytest.mark.parametrize(
    ("component", "sentence"),
    [(2, "component 2 does not fall, so no path leads to it"), (3, "there is no component 3; there are 3")],
)
def test_there_is_no_path_to_what_does_not_fall(component: int, sentence: str) -> None:
    found = reach(graph(3, 1, [(0, 1, CARRIES)]), np.array([0]))
    with pytest.raises(UsageError, match=sentence):
        found.path(component)
