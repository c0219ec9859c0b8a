"""What falls over time, against two ways to find the earliest arrival that know nothing of phases."""

from __future__ import annotations

import heapq
import itertools
import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from aftershock.cascade.course import Course, course
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import NOT_REACHED, reach
from aftershock.errors import UsageError

LAST = 12  # the window is from 0 to this, inclusive
IMPLIES, CARRIES, TOGETHER = 0, 1, 2


@dataclass(frozen=True)
class Timed:
    source: int
    target: int
    rule: int
    evidence: int
    need: int
    begin: int
    end: int

    def holds(self, second: int) -> bool:
        return self.begin <= second < self.end


def drawn(seed: int, needs: int) -> tuple[int, int, list[Timed]]:
    rng = random.Random(seed)
    components, modes = rng.randint(2, 6), rng.randint(1, 2)
    states = components * modes
    ways = []
    for _ in range(rng.randint(1, 14)):
        begin, length = rng.randint(-3, LAST + 1), rng.choice((1, 2, 4, 100))
        ways.append(
            Timed(
                *(rng.randrange(states), rng.randrange(states), CARRIES, rng.choice((0, 0, 0, 1, 2)), -1),
                *(begin, begin + length),
            )
        )
    for need in range(needs):
        target = rng.randrange(states)
        for source in rng.sample(range(states), min(states, rng.randint(1, 3))):
            begin, length = rng.randint(-3, LAST), rng.choice((2, 5, 100))
            ways.append(Timed(source, target, TOGETHER, rng.choice((0, 0, 1)), need, begin, begin + length))
    if modes == 2:
        ways += [Timed(2 * one, 2 * one + 1, IMPLIES, 0, -1, -100, 1000) for one in range(components)]
    return components, modes, ways


def at(components: int, modes: int, ways: list[Timed], second: int) -> ConsequenceGraph:
    now = [(place, way) for place, way in enumerate(ways) if way.holds(second)]
    needs = sorted({way.need for _, way in now if way.need >= 0})
    return ConsequenceGraph.from_edges(
        components=components,
        modes=modes,
        source=[way.source for _, way in now],
        target=[way.target for _, way in now],
        rule=[way.rule for _, way in now],
        evidence=[way.evidence for _, way in now],
        need=[needs.index(way.need) if way.need >= 0 else -1 for _, way in now],
        dependency=[place for place, _ in now],
        rule_cost=[0, 1, 1],
        rule_all=[0, 0, 1],
        rule_attack=[0, 1, 0],
        need_size=[sum(way.need == need for _, way in now) for need in needs],
    )


def fall(components: int, modes: int, ways: list[Timed], starts: list[int]) -> Course:
    times = sorted({0} | {time for way in ways for time in (way.begin, way.end) if 0 <= time <= LAST})
    return course((at(components, modes, ways, time), starts if time == 0 else []) for time in times)


def moments(components: int, modes: int, ways: list[Timed], starts: list[int]) -> tuple[list[int], Course]:
    found = fall(components, modes, ways, starts)
    times = sorted({0} | {time for way in ways for time in (way.begin, way.end) if 0 <= time <= LAST})
    return [times[found.phase(one)] if found.phase(one) >= 0 else -1 for one in range(components)], found


def expanded(components: int, modes: int, ways: list[Timed], starts: list[int], level: int) -> dict[int, int]:
    """Second after second, evaluate what each state and each need says until nothing changes."""
    when = dict.fromkeys(starts, 0)
    for second in range(LAST + 1):
        now = [way for way in ways if way.holds(second)]
        changed = True
        while changed:
            changed = False
            for way in now:
                if way.target in when or way.source not in when or way.evidence > level:
                    continue
                if way.need >= 0:
                    mates = {one.source for one in now if one.need == way.need}
                    sure = {one.source for one in now if one.need == way.need and one.evidence <= level}
                    if not mates <= when.keys() & sure:
                        continue
                when[way.target] = second
                changed = True
    return when


def earliest(ways: list[Timed], starts: list[int], level: int) -> dict[int, int]:
    """Dijkstra over moments: the next second at which each edge can carry."""
    when: dict[int, int] = {}
    queue = [(0, start) for start in starts]
    while queue:
        time, state = heapq.heappop(queue)
        if state in when:
            continue
        when[state] = time
        for way in ways:
            then = max(time, way.begin)
            if way.source == state and way.evidence <= level and then < way.end and then <= LAST:
                heapq.heappush(queue, (then, way.target))
    return when


def account(components: int, modes: int, starts: list[int], by_level: list[dict[int, int]]) -> list[tuple[int, int]]:
    """Class and moment of each component."""
    rows = []
    own = {one // modes for one in starts}
    for component in range(components):
        row = (NOT_REACHED, -1)
        for level, when in reversed(list(enumerate(by_level))):
            mine = [time for state, time in when.items() if state // modes == component]
            if mine and component not in own:
                row = (level, min(mine))
        rows.append(row)
    return rows


@pytest.mark.parametrize("seed", range(150))
def test_it_is_what_second_after_second_would_find(seed: int) -> None:
    components, modes, ways = drawn(seed, needs=seed % 3)
    starts = [0]
    when, found = moments(components, modes, ways, starts)
    expected = account(
        components, modes, starts, [expanded(components, modes, ways, starts, level) for level in (0, 1, 2)]
    )
    assert list(zip(found.classes.tolist(), when, strict=True)) == expected
    assert found.counts == tuple(int((found.classes == level).sum()) for level in (0, 1, 2))
    own = {one // modes for one in starts}
    for level in (0, 1, 2):
        when_by = expanded(components, modes, ways, starts, level)
        times = sorted({0} | {time for way in ways for time in (way.begin, way.end) if 0 <= time <= LAST})
        first = [min((when_by[one] for one in when_by if one // modes == at), default=-1) for at in range(components)]
        assert [times[one] if one >= 0 else -1 for one in found.when(level).tolist()] == [
            -1 if at in own else moment for at, moment in enumerate(first)
        ]
        for component in found.rows(level).tolist():
            holds_together(found, component, modes)


def holds_together(found: Course, component: int, modes: int) -> None:
    """A path's hops hold on to each other and carried in their phase; a proof has all that each hop needs."""
    path = found.path(component)
    assert len(path) == found.depth[component] + 1
    assert path[0][1].state in found.starts
    assert path[-1][1].state == found.nearest[component]
    assert path[-1][0] == found.phase(component)
    assert [phase for phase, _ in path] == sorted(phase for phase, _ in path)
    for (_, before), (_, hop) in itertools.pairwise(path):
        assert before.state // modes == hop.from_state // modes
    proof = found.proof(component)
    assert proof[-1][1][0] == path[-1][1]
    for place, (phase, (hop, rests)) in enumerate(proof):
        assert all(other < place for other in rests)
        assert len(rests) == (1 + len(hop.also_needed) if hop.edge >= 0 else 0)
        for other, state in zip(rests, (hop.from_state, *hop.also_needed), strict=False):
            assert proof[other][0] <= phase
            assert proof[other][1][0].state // modes == state // modes


@pytest.mark.parametrize("seed", range(150, 250))
def test_without_needs_it_is_the_earliest_arrival(seed: int) -> None:
    components, modes, ways = drawn(seed, needs=0)
    when, found = moments(components, modes, ways, [0])
    expected = account(components, modes, [0], [earliest(ways, [0], level) for level in (0, 1, 2)])
    assert list(zip(found.classes.tolist(), when, strict=True)) == expected


@pytest.mark.parametrize("seed", range(30))
def test_one_phase_is_a_plain_reach(seed: int) -> None:
    components, modes, ways = drawn(seed, needs=2)
    graph = at(components, modes, ways, 3)
    plain, found = reach(graph, [0]), course([(graph, [0])])
    assert found.classes.tolist() == plain.classes.tolist()
    assert found.counts == plain.counts
    assert found.nearest.tolist() == plain.nearest.tolist()
    assert found.depth.tolist() == plain.depth.tolist()
    assert found.modes.tolist() == plain.modes.tolist()
    for level in (0, 1, 2):
        for component in found.rows(level).tolist():
            assert [hop for _, hop in found.path(component)] == list(plain.path(component))
            assert [one for _, one in found.proof(component)] == list(plain.proof(component))


def test_a_later_start_is_there_from_its_phase_on() -> None:
    def one(**edge: Any) -> ConsequenceGraph:
        return ConsequenceGraph.from_edges(components=3, modes=1, rule=[CARRIES], rule_cost=[0, 1], **edge)

    found = course([(one(source=[1], target=[2]), [0]), (one(source=[1], target=[2]), [1])])
    assert (found.phase(2), found.classes.tolist()) == (1, [255, 255, 0])
    assert [hop.state for _, hop in found.path(2)] == [1, 2]
    assert found.path(1)[0][0] == 1
    assert found.proof(0)[0][1][0].state == 0
    assert repr(found) == "Course(affected=1, possible=0, unknown=0)"
    assert [(phase, edges.tolist()) for phase, edges in found.edges()] == [(0, []), (1, [0])]


def test_a_hub_leads_on_in_a_later_phase() -> None:
    """A pseudo component is nowhere by itself: what fell before leads through it again."""

    def linked(*pairs: tuple[int, int, int]) -> ConsequenceGraph:
        source, target, rule = zip(*pairs, strict=True)
        return ConsequenceGraph.from_edges(
            components=4, modes=1, source=source, target=target, rule=rule, rule_cost=[0, 1], pseudo=[0, 0, 0, 1]
        )

    found = course([(linked((0, 1, 1), (1, 3, 0)), [0]), (linked((1, 3, 0), (3, 2, 1)), [])])
    assert found.phase(2) == 1
    assert [(hop.state, hop.from_state) for _, hop in found.path(2)] == [(0, -1), (1, 0), (2, 1)]
    assert found.depth.tolist() == [-1, 1, 2, -1]


def test_what_it_refuses() -> None:
    with pytest.raises(UsageError, match="no phase"):
        course([])
    small, large = (
        ConsequenceGraph.from_edges(components=size, modes=1, source=[0], target=[1], rule=[0]) for size in (2, 3)
    )
    with pytest.raises(UsageError, match="phase 1 has 3 states"):
        course([(small, [0]), (large, [])])
    found = course([(small, np.zeros(0, np.int32)), (small, [1])])
    assert found.counts == (0, 0, 0)
    for wrong, sentence in ((0, "did not fall"), (2, "no component 2")):
        with pytest.raises(UsageError, match=sentence):
            found.path(wrong)
        with pytest.raises(UsageError, match=sentence):
            found.proof(wrong)
