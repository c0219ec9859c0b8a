"""What falls with something blocked: by the definition on what is left, and equal to the reach over a graph cut so."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.cascade.draws import random_draw
from tests.unit.cascade.test_against_fixpoint import WAYS, Case, cases, rounds, some_starts

from aftershock.cascade.blocking import Blocking, cut
from aftershock.cascade.chances import Chances
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import NOT_REACHED, reach
from aftershock.errors import UsageError

pytestmark = pytest.mark.usefixtures("kernels")


@settings(max_examples=200, deadline=None)
@given(case=cases(), way=st.sampled_from(WAYS), data=st.data())
def test_blocked_states_fall_as_if_no_edge_led_to_or_from_them(case: Case, way: str, data: st.DataObject) -> None:
    starts = some_starts(data, case)
    blocked = data.draw(st.sets(st.integers(0, case.components * case.modes - 1), max_size=3), label="blocked")
    blocking = Blocking(reach(case.graph, sorted(starts), alternatives=way))
    for _ in range(2):  # the second time on used arrays
        found = blocking.without(states=sorted(blocked))
    rest = replace(case, edges=tuple(edge for edge in case.edges if not {edge.source, edge.target} & blocked))
    counts = [0, 0, 0]
    fell = [rounds(rest, starts - blocked, way, level) for level in range(3)]
    begun = {state // case.modes for state in starts}
    for component in range(case.components):
        own = range(component * case.modes, (component + 1) * case.modes)
        best = next((level for level in range(3) if any(state in fell[level] for state in own)), NOT_REACHED)
        best = NOT_REACHED if component in begun or case.pseudo[component] else best
        assert found.classes[component] == best
        if best != NOT_REACHED:
            counts[best] += 1
    assert found.counts == tuple(counts)


@settings(max_examples=200, deadline=None)
@given(case=cases(), way=st.sampled_from(WAYS), data=st.data())
def test_blocked_edges_are_edges_cut(case: Case, way: str, data: st.DataObject) -> None:
    starts, graph = sorted(some_starts(data, case)), case.graph
    gone = np.array(data.draw(st.lists(st.booleans(), min_size=graph.targets.size, max_size=graph.targets.size)), bool)
    chances = Chances([[0.5, 0.5, 0.5]], np.zeros(gone.size, np.int32), np.arange(gone.size, dtype=np.uint64))
    rest, left = cut(graph, chances, gone)
    found = Blocking(reach(graph, starts, alternatives=way)).without(edges=np.flatnonzero(gone))
    expected = reach(rest, starts, alternatives=way)
    assert (found.classes.tolist(), found.counts) == (expected.classes.tolist(), expected.counts)
    kept = np.flatnonzero(~gone)
    assert left.coin.tolist() == kept.tolist()
    for name in ("targets", "rule", "evidence", "need", "dependency"):
        assert getattr(rest, name).tolist() == getattr(graph, name)[kept].tolist()


@pytest.mark.parametrize("number", range(40))
def test_each_edge_that_is_left_keeps_its_own_chances(number: int) -> None:
    draw = random_draw(random.Random(number))
    graph = draw.graph
    gone = np.arange(graph.targets.size) % 3 == number % 3
    rest, left = cut(graph, draw.chances(graph), gone)
    expected = draw.chances(rest)
    assert left.coin.tolist() == expected.coin.tolist()
    assert left.row.tolist() == expected.row.tolist()


def test_there_must_be_a_bit_for_each_edge() -> None:
    graph = ConsequenceGraph.from_edges(components=2, modes=1, source=[0], target=[1], rule=[0])
    with pytest.raises(UsageError, match="there are 1 edges and 2 bits"):
        cut(graph, Chances([[1, 1, 1]], [0], [0]), np.array([True, False]))
