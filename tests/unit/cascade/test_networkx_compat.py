"""The blast radius of a node against NetworkX itself."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aftershock.cascade.networkx_compat import blast_radius
from aftershock.errors import UnknownNameError, UsageError

NAMES = st.sampled_from([0, 1, 2, 3, "a", "b", ("c", 1), frozenset({4}), None.__class__])
PAIRS = st.lists(st.tuples(NAMES, NAMES), max_size=25)


@st.composite
def digraphs(draw: st.DrawFn) -> Any:
    """Cycles, self-loops, several edges between two nodes, nodes on their own."""
    digraph = draw(st.sampled_from((nx.DiGraph, nx.MultiDiGraph)))()
    digraph.add_nodes_from(draw(st.lists(NAMES, min_size=1)))
    digraph.add_edges_from(draw(PAIRS))
    return digraph


@settings(max_examples=200, deadline=None)
@given(digraph=digraphs(), data=st.data())
@example(digraph=nx.DiGraph([(0, 0)]), data=None)
def test_equals_networkx(digraph: Any, data: Any) -> None:
    start = data.draw(st.sampled_from(list(digraph))) if data else 0
    radius = blast_radius(digraph, start)
    lengths = nx.single_source_shortest_path_length(digraph, start)
    assert radius.affected == nx.descendants(digraph, start)
    assert radius.depth == lengths
    assert list(radius.depth.values()) == sorted(lengths.values())
    for node in radius.depth:
        path = radius.path(node)
        assert (path[0], path[-1], len(path)) == (start, node, lengths[node] + 1)
        assert nx.is_path(digraph, path)


@settings(max_examples=100, deadline=None)
@given(digraph=digraphs(), data=st.data())
def test_several_starts_and_a_depth(digraph: Any, data: st.DataObject) -> None:
    starts = data.draw(st.sets(st.sampled_from(list(digraph)), min_size=1))
    depth = data.draw(st.none() | st.integers(0, 3))
    lengths = nx.multi_source_dijkstra_path_length(digraph, starts, cutoff=depth)
    radius = blast_radius(digraph, starts, depth=depth)
    assert radius.depth == lengths
    assert radius.affected == lengths.keys() - starts
    assert set(radius.starts) == starts
    assert {node: radius.path(node)[0] for node in starts} == {node: node for node in starts}


@settings(max_examples=50, deadline=None)
@given(digraph=digraphs(), data=st.data())
def test_the_order_of_nodes_and_edges_does_not_matter(digraph: Any, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(list(digraph)))
    other = type(digraph)()
    other.add_nodes_from(data.draw(st.permutations(list(digraph))))
    other.add_edges_from(data.draw(st.permutations(list(digraph.edges()))))
    assert blast_radius(other, start).depth == blast_radius(digraph, start).depth


def test_a_node_is_one_start_and_a_list_is_several() -> None:
    digraph = nx.DiGraph([(frozenset({"a", "b"}), "c"), ("a", "d"), (("a", "b"), "e"), ("b", "a")])
    assert blast_radius(digraph, frozenset({"a", "b"})).affected == {"c"}
    assert blast_radius(digraph, ("a", "b")).affected == {"e"}
    several = blast_radius(digraph, ["a", "b", "a"])
    assert (several.starts, several.affected, several.depth) == (("a", "b"), {"d"}, {"a": 0, "b": 0, "d": 1})
    assert blast_radius(digraph, {"a", "b"}).affected == {"d"}
    assert blast_radius(digraph, frozenset({"a"})).affected == {"d"}
    assert repr(several) == "NodeRadius(starts=('a', 'b'), affected=1 nodes)"


def test_a_view_of_a_graph_is_a_graph() -> None:
    depends = nx.DiGraph([("app", "lib"), ("lib", "core")])
    assert blast_radius(depends.reverse(copy=False), "core").path("app") == ["core", "lib", "app"]


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        ("Registri", "no node is called 'Registri'; did you mean 'registry'?"),
        (("registry",), "no node is called \"('registry',)\""),
        (["registry", "mode1"], "no node is called 'mode1'; did you mean 'model'?"),
        ({"registry": 1}, "no node is called \"{'registry': 1}\""),
        ([["registry"]], "no node is called \"['registry']\""),
        ("zzz", "no node is called 'zzz'"),
        (3, "no node is called '3'"),
    ],
)
def test_an_unknown_node_gets_suggestions(start: Any, sentence: str) -> None:
    digraph = nx.DiGraph([("registry", "model"), ("model", 5)])
    with pytest.raises(UnknownNameError) as caught:
        blast_radius(digraph, start)
    assert str(caught.value) == sentence


def test_what_it_refuses() -> None:
    with pytest.raises(
        UsageError, match="the Graph is undirected, so nothing says which end falls first; give a DiGraph"
    ):
        blast_radius(nx.Graph([(0, 1)]), 0)
    with pytest.raises(UsageError, match="a dict is no NetworkX graph; give a DiGraph or a MultiDiGraph"):
        blast_radius({0: [1]}, 0)
    with pytest.raises(UsageError, match="there is nothing to start from; give a node, or a list or set of nodes"):
        blast_radius(nx.DiGraph([(0, 1)]), [])
    with pytest.raises(UsageError, match="depth is -2; it must be 0 or more"):
        blast_radius(nx.DiGraph([(0, 1)]), 0, depth=-2)


def test_paths_lead_only_to_what_falls() -> None:
    digraph = nx.DiGraph([(at, at + 1) for at in range(6)])
    digraph.add_node("alone")
    radius = blast_radius(digraph, [0, 1, 2, 3])
    with pytest.raises(UsageError, match="node 'alone' does not fall with 0, 1, 2 and 1 more, so no path leads to it"):
        radius.path("alone")
    with pytest.raises(UnknownNameError, match=r"no node is called 'aloen'; did you mean 'alone'\?"):
        radius.path("aloen")
    with pytest.raises(UsageError, match="node 0 does not fall with 3, so no path leads to it"):
        blast_radius(digraph, 3).path(0)
