"""Choke points and cuts: each equals a cascade over a graph from which somebody else took the same away."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from tests.unit.projection.tangle import place, question

from aftershock.cascade.blocking import cut
from aftershock.cascade.reach import NOT_REACHED, reach
from aftershock.errors import UnknownNameError, UsageError
from aftershock.model.iri import local_name
from aftershock.projection.choke import choke_points
from aftershock.projection.cuts import separation
from aftershock.projection.question import weighed, weights


def levels(classes: np.ndarray, leave: set[int]) -> list[int]:
    """How many are affected, at least possible, in any of the three."""
    counted = [int(one) for place_, one in enumerate(classes.tolist()) if place_ not in leave]
    return [sum(one <= level for one in counted) for level in range(3)]


@pytest.mark.parametrize("mode", ["availability", "control"])
@pytest.mark.parametrize("alternatives", ["by-rule", "any"])
def test_what_a_choke_point_saves_is_what_a_graph_without_it_says(tangles, mode, alternatives):
    seen = 0
    for projection in tangles:
        asked = question(projection, "s0", "g0", "g1", mode=mode, alternatives=alternatives)
        found = asked.run().found
        graph, modes = found.graph, len(projection.modes)
        answer = choke_points(asked, limit=1000)
        fallen = np.flatnonzero(found.classes != NOT_REACHED).tolist()
        assert (answer.tried, answer.total) == (len(fallen), len(fallen))
        rows = {row.component: row for row in answer.rows}
        for one in fallen:
            touching = (graph.source(np.arange(graph.targets.size)) // modes == one) | (graph.targets // modes == one)
            rest, _ = cut(graph, projection.chances, touching)
            after = reach(rest, found.starts, alternatives=alternatives)
            saved = [a - b for a, b in zip(levels(found.classes, {one}), levels(after.classes, {one}), strict=True)]
            row = rows.get(projection.components[one])
            if row is None:
                assert saved == [0, 0, 0]
                continue
            seen += 1
            assert list(row.saved.values()) == saved
            assert tuple(row.left.values()) == after.counts
            assert max(row.states.values()) <= row.saved["affected"]
            others = set(range(found.classes.size)) - (set(asked.protect) - {one})
            assert list(row.protected_saved.values()) == [
                a - b for a, b in zip(levels(found.classes, others), levels(after.classes, others), strict=True)
            ]
        keys = [(*row.protected_saved.values(), *row.saved.values()) for row in answer.rows]
        assert keys == sorted(keys, reverse=True)
    assert seen > 5


def test_the_cut_of_states_is_networkx_s_and_each_cut_separates(tangles):
    whole, straight = 0, 0
    for projection in tangles:
        for goal in ("g0", "g1", "g2"):
            for start in ("s0", "s1", "s2"):
                asked = question(projection, start, goal)
                found, answer = asked.run().found, separation(asked)
                assert answer is not None
                if answer.edges:
                    straight += 1
                    assert not answer.components
                    assert not reached(asked, found, without_edges=answer.edges)
                    assert all(
                        reached(asked, found, without_edges=[one for one in answer.edges if one != spared])
                        for spared in answer.edges
                    )
                    continue
                expected = smallest(asked, found)
                assert len(answer.states) == expected
                assert answer.bound == -(-expected // len(projection.modes))
                names = [one.component for one in answer.components]
                assert len(names) >= answer.bound or found.alternatives == "by-rule"
                assert not reached(asked, found, without=names)
                assert all(reached(asked, found, without=[one for one in names if one != spared]) for spared in names)
                whole += bool(names)
    assert whole > 3
    assert straight > 0


def reached(asked, found, *, without=(), without_edges=()):
    """Whether something protected still falls in a graph from which these are cut."""
    graph, projection, modes = found.graph, asked.projection, found.graph.modes
    gone = [place(projection, local_name(one)) for one in without]
    touching = np.isin(graph.source(np.arange(graph.targets.size)) // modes, gone) | np.isin(
        graph.targets // modes, gone
    )
    edges = projection.edges
    for dependent, relation, dependee in without_edges:
        ends = (edges.dependent == place(projection, local_name(dependent))) & (
            edges.dependee == place(projection, local_name(dependee))
        )
        same = ends & (edges.relation == projection.relations.index(relation))
        touching |= np.isin(graph.dependency, np.flatnonzero(same))
    rest, _ = cut(graph, projection.chances, touching)
    after = reach(rest, found.starts, alternatives=found.alternatives)
    return bool((after.classes[list(asked.protect)] != NOT_REACHED).any())


def smallest(asked, found):
    """The fewest states between, by networkx over a graph in which starts, goals and hubs cannot be cut."""
    graph, modes = found.graph, found.graph.modes
    network = nx.DiGraph()
    fixed = {*asked.starts, *asked.protect, *np.flatnonzero(graph.pseudo).tolist()}
    for state in range(graph.states):
        network.add_edge(("in", state), ("out", state), **({} if state // modes in fixed else {"capacity": 1}))
    for edge in range(graph.targets.size):
        network.add_edge(("out", int(graph.source(edge))), ("in", int(graph.targets[edge])))
    for state in found.starts.tolist():
        network.add_edge("start", ("in", state))
    for one in asked.protect:
        for mode in range(modes):
            network.add_edge(("out", one * modes + mode), "goal")
    return nx.maximum_flow_value(network, "start", "goal")


def test_nothing_is_cut_where_nothing_can_be(tangles, project):
    projection = tangles[0]
    assert separation(question(projection, "s0")) is None
    assert separation(question(projection, "s0", "s0")) is None
    assert choke_points(question(project("x:a a aft:Service ."), "a")).rows == ()


def test_what_nobody_can_take_out_is_no_cut(project):
    """A document that does not say what its components depend on: neither it nor its silence can be isolated."""
    projection = project("x:a a aft:Service . x:b a aft:Service ; aft:dependencyCompleteness aft:NoAssertion .")
    assert separation(question(projection, "a", "b")) is None


def test_only_so_many_are_tried(tangles, monkeypatch):
    monkeypatch.setattr("aftershock.projection.choke._LEAST", 2)
    monkeypatch.setattr("aftershock.projection.choke._WORK", 0)
    answer = choke_points(question(tangles[0], "s0"))
    assert answer.tried == 2 < answer.total
    assert answer.scene.notes == (f"2 of {answer.total} components that fall were tried",)


def test_weights_are_those_of_the_table_unless_others_are_given(project):
    projection = project(
        "x:a a aft:Service ; aft:criticality aft:MissionCritical . x:b a aft:Service ; aft:criticality aft:Ordinary . "
        "x:c a aft:Service . x:d a aft:Service ; aft:criticality x:Odd . "
        "x:e a aft:Service ; aft:criticality aft:Important ."
    )

    def of(table):
        found = weighed(projection, table)
        return [found[place(projection, name)] for name in "abcde"]

    assert of(weights(projection, {})) == [3, 1, 1, 1, 2]
    assert of(weights(projection, {"mission-critical": 10, "none": 0, "odd": 4})) == [10, 1, 0, 4, 2]
    with pytest.raises(UnknownNameError, match="no criticality is called 'vital'"):
        weights(projection, {"vital": 2})
    for wrong in (-1, float("nan"), float("inf"), 1e308):
        with pytest.raises(UsageError, match="must be 0 or more"):
            weights(projection, {"Ordinary": wrong})
