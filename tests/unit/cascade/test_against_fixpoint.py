"""Reach against a direct AND/OR evaluation that shares nothing with it, and the laws that it must keep."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.cascade import condensed, ready
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import NOT_REACHED, reach

pytestmark = pytest.mark.usefixtures("kernels")

WAYS = ("by-rule", "any", "all")


@dataclass(frozen=True)
class Edge:
    source: int
    target: int
    rule: int
    evidence: int = 0
    need: int = -1
    dependency: int = -1


@dataclass(frozen=True)
class Need:
    size: int
    minimum: int = 1
    complete: int = 1


@dataclass(frozen=True)
class Case:
    components: int
    modes: int
    edges: tuple[Edge, ...]
    cost: tuple[int, ...]
    all_of: tuple[int, ...]
    needs: tuple[Need, ...]
    pseudo: tuple[int, ...]

    @property
    def graph(self) -> ConsequenceGraph:
        return ConsequenceGraph.from_edges(
            components=self.components,
            modes=self.modes,
            source=[edge.source for edge in self.edges],
            target=[edge.target for edge in self.edges],
            rule=[edge.rule for edge in self.edges],
            evidence=[edge.evidence for edge in self.edges],
            need=[edge.need for edge in self.edges],
            dependency=[edge.dependency for edge in self.edges],
            rule_cost=self.cost,
            rule_all=self.all_of,
            rule_attack=self.cost,
            need_size=[need.size for need in self.needs],
            need_minimum=[need.minimum for need in self.needs],
            need_complete=[need.complete for need in self.needs],
            pseudo=self.pseudo,
        )


def together(case: Case, edge: Edge, way: str) -> bool:
    return edge.need >= 0 and (way == "all" or (way == "by-rule" and bool(case.all_of[edge.rule])))


def grade(case: Case, edge: Edge, way: str) -> int:
    doubtful = together(case, edge, way) and not case.needs[edge.need].complete
    return max(edge.evidence, 1) if doubtful else edge.evidence


def rounds(
    case: Case, starts: set[int], way: str, level: int, limit: int | None = None, off: frozenset[int] = frozenset()
) -> dict[int, int]:
    """The round in which each state falls: the definition, tried over and over until nothing moves."""
    groups: dict[object, tuple[int, list[Edge]]] = {}
    for number, edge in enumerate(case.edges):
        if edge.rule in off or grade(case, edge, way) > level:
            continue
        if together(case, edge, way):
            need = case.needs[edge.need]
            key: object = (edge.need, edge.rule, edge.target)
            wanted = max(1, need.size - need.minimum + 1)
        else:
            key, wanted = number, 1
        groups.setdefault(key, (wanted, []))[1].append(edge)
    fell = dict.fromkeys(starts, 0)
    now = 0
    while limit is None or now <= limit:
        before = len(fell)
        again = True
        while again:
            again = False
            for wanted, edges in groups.values():
                cost = case.cost[edges[0].rule]
                down = {edge.dependency for edge in edges if fell.get(edge.source, now + 1) <= now - cost}
                if len(down) >= wanted and edges[0].target not in fell:
                    fell[edges[0].target] = now
                    again = True
        if now > 0 and len(fell) == before:
            break
        now += 1
    return fell


@st.composite
def cases(draw: st.DrawFn) -> Case:
    real, modes = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    hub = draw(st.booleans())
    components = real + hub
    rules = draw(st.integers(2, 4))
    states = st.integers(0, real * modes - 1)
    rule, evidence = st.integers(1, rules - 1), st.sampled_from((0, 0, 1, 2))
    edges: list[Edge] = []
    for component in range(real):
        pairs = draw(st.lists(st.tuples(st.integers(0, modes - 1), st.integers(0, modes - 1)), max_size=2))
        edges += [Edge(component * modes + one, component * modes + other, 0) for one, other in pairs]
    for _ in range(draw(st.integers(0, 10))):
        edges.append(Edge(draw(states), draw(states), draw(rule), draw(evidence), dependency=len(edges)))
    needs = []
    for number in range(draw(st.integers(0, 3))):
        owner, named = draw(st.integers(0, real - 1)), draw(st.integers(1, 3))
        size = named + draw(st.sampled_from((0, 0, 1)))
        needs.append(Need(size, draw(st.integers(1, size)), draw(st.integers(0, 1))))
        for _ in range(draw(st.integers(named, named + 2))):
            target = owner * modes + draw(st.integers(0, modes - 1))
            dependency = 1000 * (number + 1) + draw(st.integers(0, named - 1))
            edges.append(Edge(draw(states), target, draw(rule), draw(evidence), number, dependency))
    if hub:
        into, out = draw(st.lists(states, max_size=3)), draw(st.lists(states, max_size=3))
        edges += [Edge(state, real * modes, 0) for state in into]
        edges += [Edge(real * modes, state, 1, 2) for state in out]
    return Case(
        components=components,
        modes=modes,
        edges=tuple(draw(st.permutations(edges))),
        cost=(0, *[1] * (rules - 1)),
        all_of=(0, *draw(st.lists(st.integers(0, 1), min_size=rules - 1, max_size=rules - 1))),
        needs=tuple(needs),
        pseudo=(*[0] * real, *[1] * hub),
    )


def some_starts(data: st.DataObject, case: Case) -> set[int]:
    real = case.pseudo.count(0)
    return data.draw(st.sets(st.integers(0, real * case.modes - 1), min_size=1, max_size=3), label="starts")


@settings(max_examples=200, deadline=None)
@given(case=cases(), way=st.sampled_from(WAYS), data=st.data())
def test_equals_the_definition(case: Case, way: str, data: st.DataObject) -> None:
    starts = some_starts(data, case)
    limit = data.draw(st.none() | st.integers(0, 3), label="depth")
    off = data.draw(st.frozensets(st.integers(0, len(case.cost) - 1), max_size=1), label="off")
    found = reach(case.graph, sorted(starts), alternatives=way, depth=limit, disabled_rules=sorted(off))
    fell = [rounds(case, starts, way, level, limit, off) for level in range(3)]
    for level in range(3):
        run = found.runs[level].depth
        assert {state: int(run[state]) for state in np.flatnonzero(run >= 0).tolist()} == fell[level]
        assert sorted(found.runs[level].order.tolist()) == sorted(fell[level])
    begun = {state // case.modes for state in starts}
    counts = [0, 0, 0]
    for component in range(case.components):
        own = range(component * case.modes, (component + 1) * case.modes)
        best = next((level for level in range(3) if any(state in fell[level] for state in own)), NOT_REACHED)
        if component in begun or case.pseudo[component]:
            best = NOT_REACHED
        assert found.classes[component] == best
        if best == NOT_REACHED:
            assert (found.nearest[component], found.depth[component]) == (-1, -1)
            assert not found.modes[:, component].any()
            continue
        counts[best] += 1
        depth, nearest = min((fell[best][state], state) for state in own if state in fell[best])
        assert (found.depth[component], found.nearest[component]) == (depth, nearest)
        for level in range(3):
            fresh = [s - own[0] for s in own if s in fell[level] and (level == 0 or s not in fell[level - 1])]
            assert found.modes[level, component] == sum(1 << mode for mode in fresh)
    assert found.counts == tuple(counts)
    assert [len(found.rows(level)) for level in range(3)] == counts


@settings(max_examples=200, deadline=None)
@given(case=cases(), way=st.sampled_from(WAYS), few=st.sampled_from((1, 10_000)), data=st.data())
def test_a_graph_made_ready_falls_as_defined(case: Case, way: str, few: int, data: st.DataObject) -> None:
    """With the queue alone, and with the sweep from the first unit on."""
    starts = sorted(some_starts(data, case))
    graph = case.graph
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(condensed, "_FEW", few)
        plain = reach(graph, starts, alternatives=way)
        made = ready.prepare(graph, way)
        assert ready.prepare(graph, way) is made
        found = reach(graph, starts, alternatives=way)
        assert found is not plain
        for level, one in enumerate(made.levels):
            fallen = one.fall(starts)
            fell = rounds(case, set(starts), way, level)
            assert sorted(one.nodes(fallen).tolist()) == sorted(fell)
            assert fallen.count == len(fell)
            assert fallen.few is None or sorted(fallen.few) == np.flatnonzero(fallen.units).tolist()
            assert (np.repeat(np.arange(one.units), np.diff(one.offsets)) < one.targets).all(), "edges lead onward"
    assert (found.classes.tolist(), found.counts) == (plain.classes.tolist(), plain.counts)
    for name in ("nearest", "depth", "modes"):
        assert getattr(found, name).tolist() == getattr(plain, name).tolist()


@settings(max_examples=200, deadline=None)
@given(case=cases(), way=st.sampled_from(WAYS), data=st.data())
def test_paths_are_proofs(case: Case, way: str, data: st.DataObject) -> None:
    starts = some_starts(data, case)
    graph = case.graph
    found = reach(graph, sorted(starts), alternatives=way)
    for level in range(3):
        fell = rounds(case, starts, way, level)
        sources = graph.source(np.arange(graph.targets.size)).tolist()

        def free(state: int, sources: list[int] = sources) -> set[int]:
            """What falls with a state at no cost, hubs among it."""
            seen, ahead = {state}, [state]
            while ahead:
                at = ahead.pop()
                for edge, source in enumerate(sources):
                    target = int(graph.targets[edge])
                    if source == at and graph.rule_cost[graph.rule[edge]] == 0 and target not in seen:
                        seen.add(target)
                        ahead.append(target)
            return seen

        for component in found.rows(level).tolist():
            path = found.path(component)
            assert len(path) == found.depth[component] + 1
            assert (path[0].edge, path[0].from_state) == (-1, -1)
            assert path[0].state in starts
            assert path[-1].state == found.nearest[component]
            assert found.attack_steps(component) == len(path) - 1  # here every rule that costs a round is an attack
            for at, (before, hop) in enumerate(pairwise(path), start=1):
                carried = Edge(
                    sources[hop.edge],
                    int(graph.targets[hop.edge]),
                    int(graph.rule[hop.edge]),
                    int(graph.evidence[hop.edge]),
                    int(graph.need[hop.edge]),
                    int(graph.dependency[hop.edge]),
                )
                assert carried in case.edges
                assert grade(case, carried, way) <= level
                assert hop.from_state in free(before.state)
                assert not case.pseudo[hop.from_state // case.modes]
                assert carried.source in free(hop.from_state)
                assert hop.state in free(carried.target)
                assert fell[carried.source] == at - 1
                assert fell[hop.state] == at
                if together(case, carried, way):
                    need = case.needs[carried.need]
                    assert len(hop.also_edges) == max(1, need.size - need.minimum + 1) - 1
                    mates = graph.dependency[list(hop.also_edges)].tolist() if hop.also_edges else []
                    assert len({carried.dependency, *mates}) == len(mates) + 1
                    for edge, state in zip(hop.also_edges, hop.also_needed, strict=True):
                        assert sources[edge] == state
                        assert fell[state] <= at - 1
                        assert (graph.targets[edge], graph.rule[edge]) == (carried.target, carried.rule)
                        assert graph.need[edge] == carried.need
                        assert graph.evidence[edge] <= level
                else:
                    assert hop.also_needed == hop.also_edges == ()


def fallen(case: Case, starts: set[int], way: str, level: int = 2) -> set[int]:
    return set(reach(case.graph, sorted(starts), alternatives=way).runs[level].order.tolist())


@settings(max_examples=60, deadline=None)
@given(case=cases(), way=st.sampled_from(("any", "by-rule")), data=st.data())
def test_more_edges_never_lower_a_reach(case: Case, way: str, data: st.DataObject) -> None:
    starts = some_starts(data, case)
    real = case.pseudo.count(0) * case.modes
    ends = st.tuples(st.integers(0, real - 1), st.integers(0, real - 1), st.integers(1, len(case.cost) - 1))
    fresh = [Edge(*end, dependency=5000 + at) for at, end in enumerate(data.draw(st.lists(ends, max_size=4)))]
    owner = data.draw(st.integers(0, real // case.modes - 1))
    wanted = [
        replace(edge, target=owner * case.modes, need=len(case.needs), dependency=6000 + at)
        for at, edge in enumerate(fresh)
    ]
    more = replace(case, edges=(*case.edges, *fresh, *wanted), needs=(*case.needs, Need(max(1, len(wanted)), 1, 1)))
    assert fallen(case, starts, way) <= fallen(more, starts, way)


@settings(max_examples=100, deadline=None)
@given(case=cases(), way=st.sampled_from(("by-rule", "all")), data=st.data())
def test_an_alternative_never_raises_what_falls_under_all_alternatives(
    case: Case, way: str, data: st.DataObject
) -> None:
    grouped = [edge for edge in case.edges if together(case, edge, way)]
    if not grouped:
        return
    starts = some_starts(data, case)
    like = data.draw(st.sampled_from(grouped))
    real = case.pseudo.count(0) * case.modes
    fresh = replace(like, source=data.draw(st.integers(0, real - 1)), dependency=9000)
    needs = list(case.needs)
    needs[like.need] = replace(needs[like.need], size=needs[like.need].size + 1)
    more = replace(case, edges=(*case.edges, fresh), needs=tuple(needs))
    for level in range(3):
        assert fallen(more, starts, way, level) <= fallen(case, starts, way, level)


@settings(max_examples=60, deadline=None)
@given(case=cases(), data=st.data())
def test_starts_add_up_where_each_alternative_carries_by_itself(case: Case, data: st.DataObject) -> None:
    one, other = some_starts(data, case), some_starts(data, case)
    for level in range(3):
        both = fallen(case, one | other, "any", level)
        assert both == fallen(case, one, "any", level) | fallen(case, other, "any", level)


@settings(max_examples=60, deadline=None)
@given(case=cases(), way=st.sampled_from(WAYS), data=st.data())
def test_classes_nest_and_are_disjoint(case: Case, way: str, data: st.DataObject) -> None:
    starts = some_starts(data, case)
    found = reach(case.graph, sorted(starts), alternatives=way)
    stated, uncertain, unsaid = (set(run.order.tolist()) for run in found.runs)
    assert starts <= stated <= uncertain <= unsaid
    rows = list(chain.from_iterable(found.rows(level).tolist() for level in range(3)))
    assert len(rows) == len(set(rows))
    assert not {state // case.modes for state in starts} & set(rows)


@settings(max_examples=60, deadline=None)
@given(case=cases(), way=st.sampled_from(WAYS), data=st.data())
def test_a_deeper_look_only_adds(case: Case, way: str, data: st.DataObject) -> None:
    starts = some_starts(data, case)
    whole = reach(case.graph, sorted(starts), alternatives=way)
    for limit in range(4):
        found = reach(case.graph, sorted(starts), alternatives=way, depth=limit)
        for cut, run in zip(found.runs, whole.runs, strict=True):
            assert np.array_equal(cut.depth, np.where(run.depth <= limit, run.depth, -1))


@settings(max_examples=60, deadline=None)
@given(case=cases(), way=st.sampled_from(WAYS), data=st.data())
def test_neither_the_order_of_edges_nor_that_of_components_matters(case: Case, way: str, data: st.DataObject) -> None:
    starts = some_starts(data, case)
    graph = case.graph
    shuffled = replace(case, edges=tuple(data.draw(st.permutations(case.edges)))).graph
    for name in ("offsets", "targets", "rule", "evidence", "member", "dependency", "group_edges"):
        assert np.array_equal(getattr(graph, name), getattr(shuffled, name))
    place = data.draw(st.permutations(range(case.components)))

    def moved(state: int) -> int:
        return place[state // case.modes] * case.modes + state % case.modes

    other = replace(
        case,
        edges=tuple(replace(edge, source=moved(edge.source), target=moved(edge.target)) for edge in case.edges),
        pseudo=tuple(case.pseudo[place.index(at)] for at in range(case.components)),
    )
    found = reach(graph, sorted(starts), alternatives=way)
    again = reach(other.graph, sorted(map(moved, starts)), alternatives=way)
    assert np.array_equal(again.classes[place], found.classes)
    assert np.array_equal(again.depth[place], found.depth)
    assert np.array_equal(again.modes[:, place], found.modes)


@settings(max_examples=60, deadline=None)
@given(case=cases(), way=st.sampled_from(WAYS), data=st.data())
def test_what_is_said_twice_is_said_once(case: Case, way: str, data: st.DataObject) -> None:
    starts = some_starts(data, case)
    twice = replace(case, edges=case.edges * 2, components=case.components + 1, pseudo=(*case.pseudo, 0))
    found, again = (
        reach(case.graph, sorted(starts), alternatives=way),
        reach(twice.graph, sorted(starts), alternatives=way),
    )
    assert again.graph.targets.size == found.graph.targets.size
    assert again.classes.tolist() == [*found.classes.tolist(), NOT_REACHED]
