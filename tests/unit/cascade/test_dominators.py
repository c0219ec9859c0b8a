"""Dominators against NetworkX and against taking each node away; cuts against NetworkX's flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.cascade import flow
from aftershock.cascade.dominators import NOT_REACHED, ROOT, dominators
from aftershock.cascade.flow import Cut, minimum_cut
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.usefixtures("kernels")

Pairs = list[tuple[int, int]]


def rows(nodes: int, ordered: Pairs) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    count = np.bincount(np.array([one for one, _ in ordered], np.int64), minlength=nodes)
    return np.append(0, np.cumsum(count)).astype(np.int32), np.array([other for _, other in ordered], np.int32)


@st.composite
def digraphs(draw: st.DrawFn, most: int = 10) -> tuple[int, Pairs]:
    nodes = draw(st.integers(1, most))
    node = st.integers(0, nodes - 1)
    return nodes, sorted(draw(st.lists(st.tuples(node, node), max_size=3 * nodes)))


def reached(nodes: int, pairs: Pairs, starts: set[int], without: int = -1) -> set[int]:
    digraph: networkx.DiGraph[int] = networkx.DiGraph(pairs)
    digraph.add_nodes_from(range(nodes))
    if without >= 0:
        digraph.remove_node(without)
    kept = starts - {without}
    return kept.union(*(networkx.descendants(digraph, start) for start in kept))


@settings(max_examples=300, deadline=None)
@given(some=digraphs(), data=st.data())
def test_dominators_equal_taking_nodes_away(some: tuple[int, Pairs], data: st.DataObject) -> None:
    nodes, pairs = some
    starts = data.draw(st.sets(st.integers(0, nodes - 1), min_size=1, max_size=3), label="starts")
    found = dominators(*rows(nodes, pairs), sorted(starts))
    whole = reached(nodes, pairs, starts)
    lost = {node: whole - reached(nodes, pairs, starts, node) for node in whole}
    above = {node: {other for other in whole if node in lost[other]} - {node} for node in whole}
    for node in range(nodes):
        if node not in whole:
            assert found.immediate[node] == NOT_REACHED
        else:
            nearest = [other for other in above[node] if above[other] == above[node] - {other}]
            assert [int(found.immediate[node])] == (nearest or [ROOT])
    weight = np.arange(1, nodes + 1)
    saved = found.saved(weight)
    assert saved.tolist() == [float(sum(weight[list(lost.get(node, ()))])) for node in range(nodes)]
    assert sorted(found.order.tolist()) == sorted(whole)


@pytest.mark.parametrize("seed", range(4))
def test_dominators_equal_networkx(seed: int) -> None:
    draw = np.random.default_rng(seed)
    nodes = 300
    pairs = sorted(set(map(tuple, draw.integers(0, nodes, (700, 2)).tolist())))
    expected = networkx.immediate_dominators(networkx.DiGraph(pairs), pairs[0][0])
    found = dominators(*rows(nodes, pairs), [pairs[0][0]]).immediate
    assert np.count_nonzero(found != NOT_REACHED) > 150
    for node in range(nodes):
        if node == pairs[0][0]:
            assert found[node] == ROOT
        else:
            assert found[node] == expected.get(node, NOT_REACHED)


@settings(max_examples=300, deadline=None)
@given(some=digraphs(8), data=st.data())
def test_cuts_equal_networkx_and_are_cuts(some: tuple[int, Pairs], data: st.DataObject) -> None:
    nodes, pairs = some
    node = st.integers(0, nodes - 1)
    starts = data.draw(st.sets(node, min_size=1, max_size=2), label="starts")
    protected = data.draw(st.sets(node, min_size=1, max_size=2), label="protected")
    cost = st.lists(st.integers(0, 3), min_size=len(pairs), max_size=len(pairs))
    costs = data.draw(st.none() | cost, label="costs")
    network: networkx.DiGraph[Any] = networkx.DiGraph()
    for (one, other), amount in zip(pairs, costs or [1] * len(pairs), strict=True):
        room = float("inf") if amount == 0 else amount
        before = network.edges[one, other]["capacity"] if network.has_edge(one, other) else 0
        network.add_edge(one, other, capacity=room + before)
    network.add_edges_from([("from", start) for start in starts] + [(goal, "to") for goal in protected])
    found = minimum_cut(*rows(nodes, pairs), sorted(starts), sorted(protected), costs=costs)
    try:
        least, _ = networkx.minimum_cut(network, "from", "to")
    except networkx.NetworkXUnbounded:
        assert found is None
        return
    assert found is not None
    assert found.cost == least
    assert sum((costs or [1] * len(pairs))[edge] for edge in found.edges) == least
    left = [pair for place, pair in enumerate(pairs) if place not in found.edges]
    assert not reached(nodes, left, starts) & protected
    assert all(costs is None or costs[edge] for edge in found.edges)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"starts": []}, "starts is empty; give at least one node"),
        ({"protected": [9]}, r"protected\[0\] is 9; it must be from 0 to 1"),
        ({"costs": [1, 1]}, "costs has 2 numbers; it must have 1"),
        ({"costs": [-1]}, r"costs\[0\] is -1"),
        ({"offsets": [0, 2, 2], "targets": [1, 1], "costs": [2**30, 2**30]}, "costs add up to 2,147,483,648"),
    ],
)
def test_what_is_refused(changed: dict[str, Any], message: str) -> None:
    whole = {"offsets": [0, 1, 1], "targets": [1], "starts": [0], "protected": [1]}
    assert minimum_cut(**whole) == Cut((0,), 1)
    with pytest.raises(UsageError, match=message):
        minimum_cut(**{**whole, **changed})


def test_a_flow_that_is_no_cut_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "_flow", lambda *_: (1, np.zeros(2, np.bool_)))
    with pytest.raises(ArithmeticError, match="the flow and the cut disagree"):
        minimum_cut([0, 1, 1], [1], [0], [1])
