"""Rankings, choke points and plans for any NetworkX digraph, against NetworkX and against all sets."""

from __future__ import annotations

import doctest
import random
import re
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aftershock
from aftershock import choke_points, plan, ranking
from aftershock.cascade.networkx_decisions import _FEW
from aftershock.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=22)


def drawn(pairs: list[tuple[int, int]], alone: int = 8) -> nx.MultiDiGraph[int]:
    digraph: nx.MultiDiGraph[int] = nx.MultiDiGraph(pairs)
    digraph.add_node(alone)
    return digraph


def weigh(digraph: Any, start: set[int], without: set[int], weight: dict[int, float]) -> float:
    rest = nx.DiGraph(digraph)
    rest.remove_nodes_from(without)
    fallen = set().union(*(nx.descendants(rest, one) for one in start if one in rest)) - start
    return sum(weight.get(node, 1.0) for node in fallen)


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS)
def test_a_ranking_counts_descendants(pairs: list[tuple[int, int]]) -> None:
    digraph = drawn(pairs)
    weight = {node: float(node % 3) for node in digraph}
    nx.set_node_attributes(digraph, weight, "worth")
    counts = {node: len(nx.descendants(digraph, node)) for node in digraph}
    worth = {node: sum(weight[one] for one in nx.descendants(digraph, node)) for node in digraph}

    assert ranking(digraph) == counts
    assert list(ranking(digraph).values()) == sorted(counts.values(), reverse=True)
    assert ranking(digraph, weight="worth") == ranking(digraph, weight=weight) == worth
    assert list(ranking(digraph, top=3).values()) == sorted(counts.values(), reverse=True)[:3]


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS)
def test_choke_points_are_dominators_and_save_what_nobody_reaches_without_them(pairs: list[tuple[int, int]]) -> None:
    digraph = drawn(pairs)
    start = pairs[0][0]
    found = choke_points(digraph, start)

    expected = dict(nx.immediate_dominators(nx.DiGraph(digraph), start))
    expected.pop(start, None)
    assert dict(found.dominator) == expected
    assert set(found.saved) == nx.descendants(digraph, start)
    whole = weigh(digraph, {start}, set(), {})
    assert found.saved == {node: whole - weigh(digraph, {start}, {node}, {}) for node in found.saved}
    assert found.cut is None


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, goals=st.sets(st.integers(0, 8), min_size=1, max_size=2))
def test_a_cut_is_one_and_none_is_smaller(pairs: list[tuple[int, int]], goals: set[int]) -> None:
    digraph = drawn(pairs)
    digraph.add_nodes_from(goals)
    start = pairs[0][0]
    found = choke_points(digraph, [start], protect=goals).cut

    able = set(digraph) - goals - {start}
    sets = chain.from_iterable(combinations(sorted(able), size) for size in range(len(able) + 1))
    separating = (some for some in sets if not goals & reached(digraph, start, set(some)))
    fewest = None if start in goals else next(separating, None)
    assert (found is None) == (fewest is None)
    if found is not None and fewest is not None:
        assert len(found) == len(fewest)
        assert found <= able
        assert not goals & reached(digraph, start, set(found))


def reached(digraph: Any, start: int, without: set[int]) -> set[int]:
    rest = nx.DiGraph(digraph)
    rest.remove_nodes_from(without)
    return nx.descendants(rest, start)


@settings(max_examples=50, deadline=None)
@given(pairs=PAIRS, budget=st.sampled_from((0.5, 1, 2, 3.5)), data=st.data())
def test_a_plan_is_the_best_of_all_sets(pairs: list[tuple[int, int]], budget: float, data: st.DataObject) -> None:
    digraph = drawn(pairs)
    start = data.draw(st.sets(st.sampled_from(sorted(digraph)), min_size=1, max_size=2))
    cost = {node: (0.5, 1.0, 2.0)[node % 3] for node in digraph}
    weight = {node: float(1 + node % 4) for node in digraph}
    found = plan(digraph, start, budget, cost=cost, weight=weight)

    able = sorted(set(digraph) - start)
    sets = chain.from_iterable(combinations(able, size) for size in range(len(able) + 1))
    affordable = [some for some in sets if sum(cost[node] for node in some) <= budget]
    assert found.method == "brute force"
    assert found.before == weigh(digraph, start, set(), weight)
    assert found.after == weigh(digraph, start, set(found.kept), weight)
    assert found.after == min(weigh(digraph, start, set(some), weight) for some in affordable)
    assert found.cost == sum(cost[node] for node in found.kept) <= budget


def test_with_many_candidates_each_step_is_the_best() -> None:
    rng = random.Random(4)
    digraph = nx.gnp_random_graph(60, 0.05, seed=3, directed=True)
    start = max(digraph, key=lambda node: len(nx.descendants(digraph, node)))
    assert len(nx.descendants(digraph, start)) > _FEW
    weight = {node: rng.choice((1.0, 2.0)) for node in digraph}
    found = plan(digraph, start, 3, weight=weight)

    chosen: set[int] = set()
    for _ in range(3):
        left = [node for node in nx.descendants(digraph, start) if node not in chosen]
        chosen.add(min(left, key=lambda node: (weigh(digraph, {start}, {*chosen, node}, weight), node)))
    assert found.method == "greedy"
    assert found.after == weigh(digraph, {start}, set(found.kept), weight)
    assert found.after == weigh(digraph, {start}, chosen, weight)
    assert plan(digraph, start, 2, candidates=[node for node in digraph if node % 2]).kept <= set(range(1, 60, 2))


def test_what_is_refused() -> None:
    digraph = nx.DiGraph([("hub", "model"), ("model", "bot")])
    for call, sentence in (
        (lambda: plan(digraph, "hub", 0), "the budget is 0; it must be more than 0"),
        (lambda: plan(digraph, "hub", 1, cost={"bot": 0}), "the cost of 'bot' is 0; it must be a number, more than 0"),
        (lambda: ranking(digraph, weight={"bot": -1}), "the weight of 'bot' is -1; it must be a number, 0 or more"),
        (lambda: ranking(nx.Graph()), "undirected"),
        (lambda: choke_points(digraph, []), "nothing to start from"),
    ):
        with pytest.raises(UsageError, match=sentence):
            call()
    with pytest.raises(UnknownNameError, match="did you mean 'model'"):
        choke_points(digraph, "hub", protect=["modell"])
    with pytest.raises(UnknownNameError, match="no node is called '7'"):
        ranking(digraph, weight={7: 1.0})  # type: ignore[dict-item] # nodes are strings
    assert ranking(nx.DiGraph()) == {}
    assert {"ranking", "choke_points", "plan"} <= set(aftershock.__all__)


def test_the_documented_example_runs(root: Path) -> None:
    text = (root / "docs" / "interfaces.md").read_text(encoding="utf-8")
    (block,) = (one for one in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if ">>>" in one)
    names = {name: getattr(aftershock, name) for name in ("blast_radius", "ranking", "choke_points", "plan")}
    example = doctest.DocTestParser().get_doctest(block, names, "interfaces.md", None, 0)
    failed, tried = doctest.DocTestRunner(verbose=False).run(example)
    assert (failed, tried) == (0, 8)
