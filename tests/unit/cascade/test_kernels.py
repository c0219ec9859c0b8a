"""Kernels by themselves: compiled and uncompiled give the same, and what each promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from benchmarks.cascade import hub
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.cascade import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = 7


def sealed(values: object, kind: type = np.int32) -> np.ndarray:
    array = np.array(values, kind)
    array.flags.writeable = False
    return array


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
    graph = hub(60, 30, 5)
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
    assert filled[0][1] == (2 if level == 0 else 0)
