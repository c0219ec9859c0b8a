"""Kernels by themselves: compiled and uncompiled give the same, and what each promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.cascade import compiled
from aftershock.cascade.graph import ConsequenceGraph

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = 7


def sealed(values: object, kind: type = np.int32) -> np.ndarray:
    array = np.array(values, kind)
    array.flags.writeable = False
    return array


def tangle(seed: int) -> ConsequenceGraph:
    """Make a graph with cycles, needs, free edges and all classes of evidence."""
    draw = np.random.default_rng(seed)
    components, modes, edges, needs = 60, 2, 300, 20
    source, target = (draw.integers(0, components * modes, edges) for _ in range(2))
    rule, evidence = draw.integers(0, 3, edges), draw.choice(3, edges, p=[0.6, 0.3, 0.1])
    need = np.where(draw.random(edges) < 0.3, draw.integers(0, needs, edges), -1)
    free = np.arange(components) * modes
    nothing = np.full(components, -1)
    return ConsequenceGraph.from_edges(
        components=components,
        modes=modes,
        source=np.concatenate([source, free]),
        target=np.concatenate([target, free + 1]),
        rule=np.concatenate([rule, np.full(components, 3)]),
        evidence=np.concatenate([evidence, np.zeros(components, np.int64)]),
        need=np.concatenate([need, nothing]),
        dependency=np.concatenate([np.arange(edges), nothing]),
        rule_cost=[1, 1, 1, 0],
        rule_all=[0, 1, 0, 0],
        rule_attack=[0, 1, 1, 0],
        need_size=np.full(needs, 2),
    )


@settings(max_examples=50, deadline=None)
@given(keys=st.lists(st.integers(0, KEYS - 1)), data=st.data())
@pytest.mark.parametrize("made", [compiled.kernels, compiled.Kernels], ids=["compiled", "plain"])
def test_counting_pass_is_a_stable_sort(
    made: Callable[[], compiled.Kernels], keys: list[int], data: st.DataObject
) -> None:
    before = np.array(data.draw(st.permutations(range(len(keys)))), np.int32)
    after = np.empty(len(keys), np.int32)
    made().counting_pass(sealed(keys), np.zeros(KEYS + 1, np.int32), sealed(before), after)
    assert after.tolist() == sorted(before.tolist(), key=lambda item: keys[item])


@pytest.mark.parametrize("level", [0, 1, 2])
def test_compiled_and_plain_fill_the_same_arrays(level: int) -> None:
    graph = tangle(5)
    filled = []
    for kernels in (compiled.kernels(), compiled.Kernels()):
        depth = np.full(graph.states, -1, np.int32)
        parent, order, ahead = (np.full(graph.states, -7, np.int32) for _ in range(3))
        counted, left = np.zeros(graph.member_group.size, np.uint8), graph.thresholds
        fallen, met = kernels.fall(
            *(graph.offsets, graph.targets, graph.rule, graph.evidence, graph.member, graph.member_group),
            sealed(np.zeros(graph.group_need.size), np.uint8),
            sealed(graph.rule_cost),
            sealed(1 + graph.rule_all, np.uint8),
            *(sealed([0, 0]), level, 100, depth, parent, order, ahead, counted, left),
        )
        classes = np.full(graph.components, 255, np.uint8)
        nearest, near, masks = (np.full(graph.components, fill, np.int32) for fill in (-1, -1, 0))
        count = kernels.gather(
            *(sealed(order[:fallen]), sealed(depth), sealed([]), graph.modes, level, graph.pseudo),
            *(classes, nearest, near, masks),
        )
        filled.append((fallen, met, count, *map(list, (depth, parent, order, counted, left, classes, nearest, masks))))
    assert filled[0] == filled[1]
    assert filled[0][0] > 100
    assert filled[0][1] == {0: 0b110, 1: 0b100, 2: 0}[level], "classes that were met and not followed"
