"""Reach over plain arrays against NetworkX, one start after another, and what arrays are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.cascade import condensed as module
from aftershock.cascade.condensed import Condensed, arrays, condensed
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import reach
from aftershock.cascade.ready import attach, prepare
from aftershock.cascade.rows import reachable
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.usefixtures("kernels")


def rows(nodes: int, pairs: list[tuple[int, int]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    ordered = sorted(pairs)
    count = np.bincount([one for one, _ in ordered], minlength=nodes) if ordered else np.zeros(nodes, np.int64)
    return np.append(0, np.cumsum(count)).astype(np.int32), np.array([other for _, other in ordered], np.int32)


@settings(max_examples=200, deadline=None)
@given(nodes=st.integers(1, 12), few=st.sampled_from((1, 2, 100)), data=st.data())
def test_equals_networkx(nodes: int, few: int, data: st.DataObject) -> None:
    node = st.integers(0, nodes - 1)
    pairs = data.draw(st.lists(st.tuples(node, node), max_size=3 * nodes))
    starts = data.draw(st.lists(node, max_size=3))
    digraph: networkx.DiGraph[int] = networkx.DiGraph(pairs)
    digraph.add_nodes_from(range(nodes))
    expected = set(starts).union(*(networkx.descendants(digraph, start) for start in starts))
    made = condensed(*rows(nodes, pairs))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FEW", few)
        fallen = made.fall(np.array(starts, np.int32))
    assert set(made.nodes(fallen).tolist()) == expected
    assert fallen.count == len(expected)
    assert set(np.flatnonzero(reachable(*rows(nodes, pairs), np.array(starts, np.int32))).tolist()) == expected
    units = {frozenset(unit) for unit in networkx.strongly_connected_components(digraph)}
    assert {frozenset(np.flatnonzero(made.unit == unit).tolist()) for unit in range(made.units)} == units
    assert made.targets.size == networkx.condensation(digraph).number_of_edges(), (
        "each edge between units is there once"
    )


@pytest.mark.parametrize(
    ("offsets", "targets", "starts", "message"),
    [
        ([], [], [0], "offsets must rise from 0 to 0"),
        ([0, 2, 1], [0], [0], "offsets must rise from 0 to 1"),
        ([0, 1], [1], [0], r"targets\[0\] is 1; it must be from 0 to 0"),
        ([0, 1], [0], [1], r"starts\[0\] is 1; it must be from 0 to 0"),
    ],
)
def test_arrays_that_are_refused(offsets: list[int], targets: list[int], starts: list[int], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        reachable(offsets, targets, starts)
    with pytest.raises(UsageError, match=message):
        condensed(offsets, targets).fall(starts)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"offsets": [0, 2, 1]}, "offsets must rise from 0 to 1, in 3 numbers"),
        ({"order": [0, 1]}, "unit_offsets must rise"),
        ({"unit": [0, 1]}, "disagree about how many nodes"),
        ({"targets": [2]}, r"targets\[0\] is 2"),
        ({"threshold": [1]}, "disagree about how many nodes or groups"),
    ],
)
def test_a_condensed_graph_that_contradicts_itself(changed: dict[str, Any], message: str) -> None:
    made = condensed([0, 1, 3, 3], [1, 0, 2])
    whole = {one.name: getattr(made, one.name) for one in arrays()}
    assert Condensed(**whole).fall([0]).count == 3
    with pytest.raises(UsageError, match=message):
        Condensed(**{**whole, **changed})


def test_what_was_made_ready_from_another_graph_is_refused() -> None:
    one, other = (
        ConsequenceGraph.from_edges(components=size, modes=1, source=[0], target=[1], rule=[0]) for size in (2, 3)
    )
    with pytest.raises(UsageError, match="made ready from another graph"):
        attach(one, prepare(other))


def test_rules_that_are_switched_off_are_not_swept() -> None:
    graph = ConsequenceGraph.from_edges(components=3, modes=1, source=[0, 1], target=[1, 2], rule=[0, 1])
    prepare(graph)
    assert reach(graph, [0]).counts == (2, 0, 0)
    assert reach(graph, [0], disabled_rules=[1]).counts == (1, 0, 0)
    assert reach(graph, [0], depth=1).counts == (1, 0, 0)
