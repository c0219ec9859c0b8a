"""Rankings against one reach after another, and against NetworkX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.cascade import closure
from aftershock.cascade.closure import ranking
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import reach
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from aftershock.model.radius import Alternatives

pytestmark = pytest.mark.usefixtures("kernels")


@st.composite
def graphs(draw: st.DrawFn) -> ConsequenceGraph:
    """Components in modes, cycles, all classes of evidence, needs of two alternatives, and perhaps a hub."""
    real, modes, hub = draw(st.integers(1, 9)), draw(st.integers(1, 3)), draw(st.booleans())
    state = st.integers(0, real * modes - 1)
    evidence = st.sampled_from((0, 0, 0, 1, 2))
    rows = [
        (*ends, rule, grade, -1, place)
        for place, (ends, rule, grade) in enumerate(
            draw(st.lists(st.tuples(st.tuples(state, state), st.integers(0, 1), evidence), max_size=2 * real))
        )
    ]
    needs = draw(st.integers(0, 2))
    for need in range(needs):
        into = draw(state)
        rows += [(draw(state), into, 1, draw(evidence), need, 1000 + 2 * need + one) for one in range(2)]
    if hub:
        rows += [(draw(state), real * modes, 2, 2, -1, -1), (real * modes, draw(state), 0, 2, -1, -1)]
    columns = np.array(rows, np.int64).reshape(-1, 6).T
    names = ("source", "target", "rule", "evidence", "need", "dependency")
    return ConsequenceGraph.from_edges(
        components=real + hub,
        modes=modes,
        **dict(zip(names, columns, strict=True)),
        rule_cost=[1, 1, 0],
        rule_all=[0, 1, 0],
        need_size=[2] * needs,
        need_complete=[draw(st.integers(0, 1)) for _ in range(needs)],
        pseudo=[0] * real + [1] * hub,
    )


def one_by_one(graph: ConsequenceGraph, mode: int, way: Alternatives, level: int, weights: Any) -> dict[int, float]:
    found = {}
    for component in np.flatnonzero(graph.pseudo == 0).tolist():
        classes = reach(graph, [component * graph.modes + mode], alternatives=way).classes
        found[component] = float(sum(weights[classes <= level]))
    return found


@settings(max_examples=200, deadline=None)
@given(graph=graphs(), way=st.sampled_from(("any", "by-rule", "all")), level=st.integers(0, 2), data=st.data())
def test_equals_one_reach_after_another(
    graph: ConsequenceGraph, way: Alternatives, level: int, data: st.DataObject
) -> None:
    mode = data.draw(st.integers(0, graph.modes - 1), label="mode")
    some = st.lists(st.integers(0, 3), min_size=graph.components, max_size=graph.components)
    given_weights = data.draw(st.none() | some, label="weights")
    weights = np.ones(graph.components) if given_weights is None else np.array(given_weights, np.float64)
    expected = one_by_one(graph, mode, way, level, weights)
    whole = ranking(graph, mode, alternatives=way, level=level, weights=given_weights)
    assert dict(zip(whole.components.tolist(), whole.scores.tolist(), strict=True)) == expected
    assert whole.components.tolist() == sorted(expected, key=lambda one: (-expected[one], one))
    top = data.draw(st.integers(1, 4), label="top")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closure, "_FEW", data.draw(st.sampled_from((0, 8)), label="few"))
        first = ranking(graph, mode, alternatives=way, level=level, weights=given_weights, top=top)
    assert first.scores.tolist() == sorted(expected.values(), reverse=True)[:top]
    assert [expected[one] for one in first.components.tolist()] == first.scores.tolist()
    assert len(set(first.components.tolist())) == len(first.components)


@pytest.mark.parametrize("back", [0, 10])
def test_more_components_than_a_row_holds(back: int) -> None:
    draw = np.random.default_rng(back)
    nodes = 800
    ends = np.sort(draw.integers(0, nodes, (1600, 2)), axis=1)
    ends[:back] = ends[:back, ::-1]
    graph = ConsequenceGraph.from_edges(
        components=nodes, modes=1, source=ends[:, 0], target=ends[:, 1], rule=np.zeros(len(ends), np.int64)
    )
    digraph = networkx.DiGraph(ends.tolist())
    digraph.add_nodes_from(range(nodes))
    expected = sorted((len(networkx.descendants(digraph, node)) for node in digraph), reverse=True)
    whole = ranking(graph)
    assert whole.scores.tolist() == expected
    for top in (1, 20):
        assert ranking(graph, top=top).scores.tolist() == expected[:top]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mode": 1}, "mode is 1; it must be from 0 to 0"),
        ({"level": 3}, "level is 3; it must be 0, 1 or 2"),
        ({"top": 0}, "top is 0; it must be 1 or more"),
        ({"weights": [1]}, r"weights has the shape \(1,\); it must have \(2,\)"),
        ({"weights": [1, -1]}, "a weight is negative or no number"),
    ],
)
def test_what_is_refused(options: dict[str, Any], message: str) -> None:
    graph = ConsequenceGraph.from_edges(components=2, modes=1, source=[0], target=[1], rule=[0])
    with pytest.raises(UsageError, match=message):
        ranking(graph, **options)


def test_nothing_to_rank() -> None:
    graph = ConsequenceGraph.from_edges(components=1, modes=1, source=[], target=[], rule=[], pseudo=[1])
    assert ranking(graph).components.tolist() == []
    assert repr(ranking(graph, top=2)) == "Ranking(0 components)"


def test_some_are_ranked_as_if_there_were_no_others_to_start_from() -> None:
    rng = np.random.default_rng(5)
    graph = ConsequenceGraph.from_edges(
        components=60, modes=1, source=rng.integers(0, 60, 90), target=rng.integers(0, 60, 90), rule=np.zeros(90, int)
    )
    every = ranking(graph)
    among = rng.random(60) < 0.6
    kept = among[every.components]
    for top in (None, 3):
        some = ranking(graph, top=top, among=among)
        assert some.scores.tolist() == every.scores[kept][:top].tolist()
        assert among[some.components].all()
    with pytest.raises(UsageError, match="among has the shape"):
        ranking(graph, among=[True])
