"""The best ways, against a walk over every way there is."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from aftershock.cascade.chances import Chances
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import NOT_REACHED, Reach, reach, run_level
from aftershock.cascade.ways import Way, ways
from aftershock.errors import UsageError

IMPLIES, CARRIES, TOGETHER = 0, 1, 2
TABLE = [(0.1, 0.5, 0.9), (0.2, 0.25, 0.3), (0.0, 0.0, 1.0), (0.0, math.nan, 1.0), (0.7, 0.8, 1.0), (0.5, 0.5, 0.5)]


def drawn(seed: int) -> tuple[ConsequenceGraph, Chances]:
    rng = random.Random(seed)
    components, modes = rng.randint(3, 5), rng.randint(1, 2)
    states = components * modes
    columns = [
        (rng.randrange(states), rng.randrange(states), CARRIES, rng.choice((0, 0, 0, 1, 2)), -1)
        for _ in range(rng.randint(3, 11))
    ]
    needs = rng.randint(0, 2)
    for need in range(needs):
        target = rng.randrange(states)
        columns += [
            (source, target, TOGETHER, rng.choice((0, 0, 1)), need)
            for source in rng.sample(range(states), rng.randint(2, 3))
        ]
    if modes == 2:
        columns += [(2 * one, 2 * one + 1, IMPLIES, 0, -1) for one in range(components)]
    source, target, rule, evidence, need = zip(*columns, strict=True)
    graph = ConsequenceGraph.from_edges(
        components=components,
        modes=modes,
        source=source,
        target=target,
        rule=rule,
        evidence=evidence,
        need=need,
        rule_cost=[0, 1, 1],
        rule_all=[0, 0, 1],
        rule_attack=[0, 0, 0],
        need_size=[columns and sum(one[4] == number for one in columns) for number in range(needs)],
        need_complete=[rng.random() < 0.8 for _ in range(needs)],
    )
    row = [rng.randrange(len(TABLE)) for _ in range(graph.targets.size)]
    coin = [0 if graph.rule[edge] == IMPLIES else edge + 1 for edge in range(graph.targets.size)]
    return graph, Chances(TABLE, row, coin)


def grade(graph: ConsequenceGraph, edge: int) -> int:
    if (
        graph.rule[edge] == TOGETHER
        and not graph.need_complete[graph.group_need[graph.member_group[graph.member[edge]]]]
    ):
        return max(1, int(graph.evidence[edge]))
    return int(graph.evidence[edge])


def implied(graph: ConsequenceGraph, state: int) -> set[int]:
    return {state, state + 1} if graph.modes == 2 and state % 2 == 0 else {state}


def every_way(graph: ConsequenceGraph, start: int, component: int, level: int) -> list[list[int]]:
    """Walk on from the start over edges of a class or better, never to where the walk has been."""
    found: list[list[int]] = []

    def walk(here: set[int], passed: set[int], edges: list[int]) -> None:
        for edge in range(graph.targets.size):
            source, target = int(graph.source(edge)), int(graph.targets[edge])
            if graph.rule[edge] == IMPLIES or source not in here or target in passed or grade(graph, edge) > level:
                continue
            if target // graph.modes == component:
                found.append([*edges, edge])
            else:
                on = implied(graph, target)
                walk(on, passed | on, [*edges, edge])

    first = implied(graph, start)
    if component != start // graph.modes:
        walk(first, first, [])
    return found


def proven(graph: ConsequenceGraph, found: Reach, edges: list[int], level: int) -> bool:
    """Every need on the way falls without what lies ahead on it."""
    for place, edge in enumerate(edges):
        if graph.rule[edge] != TOGETHER:
            continue
        ahead = [int(graph.targets[one]) for one in edges[place:]]
        fell = set(found.starts.tolist())
        grown = True
        while grown:
            before = len(fell)
            for state in list(fell):
                fell |= implied(graph, state) - set(ahead)
            for one in range(graph.targets.size):
                if graph.rule[one] == CARRIES and grade(graph, one) <= level and int(graph.source(one)) in fell:
                    fell |= {int(graph.targets[one])} - set(ahead)
            for need in range(graph.need_size.size):
                mine = [one for one in range(graph.targets.size) if graph.need[one] == need]
                there = [one for one in mine if grade(graph, one) <= level and int(graph.source(one)) in fell]
                if mine and len(there) == graph.need_size[need]:
                    fell |= {int(graph.targets[mine[0]])} - set(ahead)
            grown = len(fell) > before
        mates = [one for one in range(graph.targets.size) if graph.need[one] == graph.need[edge]]
        sure = [one for one in mates if int(graph.source(one)) in fell and grade(graph, one) <= level]
        if len(sure) < graph.need_size[graph.need[edge]]:
            return False
    return True


def order(graph: ConsequenceGraph, chances: Chances, edges: list[int]) -> tuple[int, bool, float, int]:
    """Evidence, unknown numbers, then likelihood, then length."""
    defaults = [TABLE[chances.row[edge]][1] for edge in edges]
    known = [one for one in defaults if not math.isnan(one)]
    unknown, zeros = len(defaults) - len(known), sum(one == 0 for one in known)
    product = math.prod(one for one in known if one)
    return max(grade(graph, edge) for edge in edges), unknown, zeros, -round(product, 12), len(edges)


@pytest.mark.parametrize("seed", range(250))
def test_they_are_the_first_of_all_ways(seed: int) -> None:
    graph, chances = drawn(seed)
    found = reach(graph, [0])
    for component in range(1, graph.components):
        expected = {}
        for level in (0, 1, 2):
            for edges in every_way(graph, 0, component, level):
                if proven(graph, found, edges, level) and max(grade(graph, edge) for edge in edges) == level:
                    expected[tuple(edges)] = order(graph, chances, edges)
        ranked = sorted(expected.values())
        answer = ways(found, chances, component, count=1000)
        assert not answer.cut_off
        got = [tuple(hop.edge for hop in way.hops[1:]) for way in answer.found]
        assert [order(graph, chances, list(one)) for one in got] == ranked
        assert set(got) == set(expected)
        assert bool(got) == (found.classes[component] != NOT_REACHED)
        few = ways(found, chances, component, count=3)
        assert few.found == answer.found[:3]
        for way in answer.found:
            is_whole(graph, chances, found, way, component)


def is_whole(graph: ConsequenceGraph, chances: Chances, found: Reach, way: Way, component: int) -> None:
    assert way.hops[0].edge == -1
    assert way.hops[-1].state // graph.modes == component
    for before, hop in zip(way.hops, way.hops[1:], strict=False):
        assert hop.from_state in implied(graph, before.state)
        assert int(graph.source(hop.edge)) == hop.from_state
        size = int(graph.need_size[graph.need[hop.edge]]) if graph.rule[hop.edge] == TOGETHER else 1
        assert len(hop.also_needed) == len(hop.also_edges) == size - 1
    low, default, high = np.prod([TABLE[chances.row[hop.edge]] for hop in way.hops[1:]], axis=0)
    assert way.low == pytest.approx(low if way.level == 0 else 0.0)
    assert way.high == pytest.approx(high)
    assert way.default == (None if math.isnan(default) else pytest.approx(default))


def simple(**more: object) -> tuple[Reach, Chances]:
    graph = ConsequenceGraph.from_edges(
        components=4, modes=1, source=[0, 0, 1, 2, 1], target=[1, 2, 3, 3, 2], rule=[0] * 5, evidence=[0, 0, 1, 0, 0]
    )
    return reach(graph, [0], **more), Chances([(0.1, 0.2, 0.3)], [0] * 5, range(1, 6))  # type: ignore[arg-type] # varies


def test_no_way_is_longer_than_the_depth() -> None:
    found, chances = simple()
    assert [[hop.state for hop in way.hops] for way in ways(found, chances, 3).found] == [
        [0, 2, 3],
        [0, 1, 2, 3],
        [0, 1, 3],
    ]
    found, chances = simple(depth=2)
    assert [[hop.state for hop in way.hops] for way in ways(found, chances, 3, depth=2).found] == [[0, 2, 3], [0, 1, 3]]


def test_a_search_that_is_cut_off_says_so() -> None:
    found, chances = simple()
    answer = ways(found, chances, 3, effort=3)
    assert (answer.found, answer.cut_off) == ((), True)


def test_too_many_ways_that_prove_nothing_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aftershock.cascade.ways._TRIED", 1)
    found, chances = simple()
    answer = ways(found, chances, 3)
    assert answer.cut_off
    assert len(answer.found) < 3


def test_a_way_may_arrive_at_more_than_was_asked_for() -> None:
    """It gets 1 into its first mode, which implies the one asked for; its need falls with any alternative."""
    graph = ConsequenceGraph.from_edges(
        components=2,
        modes=2,
        source=[0, 2],
        target=[2, 3],
        rule=[2, 0],
        need=[0, -1],
        rule_cost=[0, 1, 1],
        rule_all=[0, 0, 1],
        rule_attack=[0, 0, 0],
        need_size=[2],
        need_minimum=[2],
    )
    found, chances = reach(graph, [0]), Chances([(0.5, 0.5, 0.5)], [0, 0], [2, 0])
    (way,) = ways(found, chances, 1, mode=1).found
    assert [(hop.state, hop.also_needed) for hop in way.hops] == [(0, ()), (3, ())]


def test_a_start_is_there_already() -> None:
    found, chances = simple()
    answer = ways(found, chances, 0)
    assert [way.hops[0].state for way in answer.found] == [0]
    assert (len(answer.found), answer.found[0].default) == (1, 1.0)


def test_a_mode_may_be_asked_for_and_a_hub_is_folded() -> None:
    """0 leads to a hub, the hub to 1 in its second mode; only through 2 does 1 come into its first."""
    graph = ConsequenceGraph.from_edges(
        components=4,
        modes=2,
        source=[0, 6, 3, 4, 2],
        target=[6, 3, 4, 2, 3],
        rule=[0, 1, 1, 1, 0],
        rule_cost=[0, 1],
        pseudo=[0, 0, 0, 1],
    )
    found, chances = reach(graph, [0]), Chances([(0.5, 0.5, 0.5)], [0] * 5, [0, 2, 3, 4, 0])
    hops = [[(hop.state, hop.from_state) for hop in way.hops] for way in ways(found, chances, 1, mode=0).found]
    assert hops == [[(0, -1), (3, 0), (4, 3), (2, 4)]]
    assert [way.hops[-1].state for way in ways(found, chances, 1).found] == [3]
    assert [len(way.hops) for way in ways(found, chances, 1, mode=1).found] == [2]


def test_what_it_refuses() -> None:
    found, chances = simple()
    with pytest.raises(UsageError, match="no component 4"):
        ways(found, chances, 4)
    with pytest.raises(UsageError, match="count is 0"):
        ways(found, chances, 1, count=0)


def test_what_is_blocked_stands_and_hands_nothing_on() -> None:
    found, _ = simple()
    run = run_level(found.graph, found.starts, found.passage, 2, blocked=[2])
    assert run.depth.tolist() == [0, 1, -1, 2]
