"""Edges become arrays, arrays are checked, saved and mapped."""

from __future__ import annotations

import mmap
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aftershock.cascade.graph import ConsequenceGraph, array_fields
from aftershock.cascade.mapped import write_arrays
from aftershock.cascade.reach import reach
from aftershock.cascade.saved import load, save
from aftershock.errors import StoreError, UsageError

GIVEN: dict[str, Any] = {
    "components": 3,
    "modes": 2,
    "source": [4, 0, 0, 2],
    "target": [2, 2, 1, 3],
    "rule": [2, 1, 0, 0],
    "evidence": [1, 0, 0, 0],
    "need": [0, -1, -1, -1],
    "dependency": [8, 9, -1, -1],
    "rule_cost": [0, 1, 1],
    "rule_all": [0, 0, 1],
    "rule_attack": [0, 1, 0],
    "need_size": [2],
    "need_minimum": [1],
    "need_complete": [0],
    "pseudo": [0, 0, 0],
}


def made() -> ConsequenceGraph:
    return ConsequenceGraph.from_edges(**GIVEN)


def test_edges_are_sorted_by_source() -> None:
    graph = made()
    assert graph.offsets.tolist() == [0, 2, 2, 3, 3, 4, 4]
    assert graph.targets.tolist() == [1, 2, 3, 2]
    assert graph.rule.tolist() == [0, 1, 0, 2]
    assert graph.evidence.tolist() == [0, 0, 0, 1]
    assert graph.need.tolist() == [-1, -1, -1, 0]
    assert graph.dependency.tolist() == [-1, 9, -1, 8]
    assert graph.source([0, 1, 2, 3]).tolist() == [0, 0, 2, 4]
    assert (graph.components, graph.states) == (3, 6)


def test_what_is_left_out() -> None:
    graph = ConsequenceGraph.from_edges(components=2, modes=1, source=[0], target=[1], rule=[1])
    assert (graph.rule_cost.tolist(), graph.rule_all.tolist(), graph.rule_attack.tolist()) == ([1, 1], [0, 0], [0, 0])
    assert (graph.evidence.tolist(), graph.need.tolist(), graph.dependency.tolist()) == ([0], [-1], [0])
    assert (graph.need_size.size, graph.group_offsets.tolist(), graph.pseudo.tolist()) == (0, [0], [0, 0])


def test_an_empty_graph_is_one() -> None:
    graph = ConsequenceGraph.from_edges(components=0, modes=4, source=[], target=[], rule=[])
    assert (graph.states, graph.offsets.tolist(), graph.need.tolist()) == (0, [0], [])


@pytest.mark.parametrize(
    ("changes", "evidence", "dependency"),
    [
        ({}, [0], [4]),
        ({"evidence": [2, 2, 1]}, [1], [6]),
        ({"rule": [0, 1, 0]}, [1, 0], [6, 5]),
        ({"need": [0, 0, 0]}, [0, 0, 1], [4, 5, 6]),
        ({"need": [0, 0, 0], "dependency": [5, 5, 5]}, [0], [5]),
        ({"need": [-1, 0, 1], "dependency": [5, 5, 5]}, [0, 0, 1], [5, 5, 5]),
    ],
    ids=["best", "least bad", "two rules", "alternatives", "one alternative", "two needs"],
)
def test_twins_are_merged(changes: dict[str, Any], evidence: list[int], dependency: list[int]) -> None:
    given = {"rule": [0, 0, 0], "evidence": [0, 0, 1], "need": [-1, -1, -1], "dependency": [4, 5, 6]}
    if "rule" in changes:
        given["evidence"] = [2, 0, 1]
    graph = ConsequenceGraph.from_edges(
        components=2,
        modes=1,
        source=[0, 0, 0],
        target=[1, 1, 1],
        need_size=[3, 3],
        rule_cost=[1, 1],
        **{**given, **changes},
    )
    assert graph.evidence.tolist() == evidence
    assert graph.dependency.tolist() == dependency


def test_groups_are_of_one_need_under_one_rule_into_one_state() -> None:
    graph = ConsequenceGraph.from_edges(
        components=4,
        modes=1,
        source=[0, 1, 0, 1, 0],
        target=[2, 2, 2, 2, 3],
        rule=[0, 0, 1, 1, 0],
        need=[0, 0, 0, 0, 1],
        dependency=[10, 11, 10, 11, 12],
        rule_cost=[1, 1],
        need_size=[2, 1],
    )
    members = {(int(graph.rule[edge]), int(graph.dependency[edge])): int(graph.member[edge]) for edge in range(5)}
    assert members == {(0, 10): 0, (0, 11): 1, (1, 10): 2, (1, 11): 3, (0, 12): 4}
    assert graph.member_group.tolist() == [0, 0, 1, 1, 2]
    assert graph.group_need.tolist() == [0, 0, 1]
    assert graph.thresholds.tolist() == [2, 2, 1]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"modes": 0}, "3 components in 0 modes each; there may be 1 to 31 modes"),
        ({"modes": 32}, "3 components in 32 modes each; there may be 1 to 31 modes"),
        ({"components": 2**31}, "2147483648 components in 2 modes each"),
        ({"source": [4, 0, 0, 6]}, r"source\[3\] is 6; it must be from 0 to 5"),
        ({"target": [2, -1, 1, 3]}, r"target\[1\] is -1; it must be from 0 to 5"),
        ({"target": [2, 2, 1]}, "target has 3 numbers; it must have 4"),
        ({"source": [[4, 0], [0, 2]]}, "source has 2 dimensions; it must have one"),
        ({"source": [4.0, 0.0, 0.0, 2.0]}, "source holds float64; it must hold integers"),
        ({"source": np.array([4, 0, 0, 2**40])}, r"source\[3\] is 1099511627776; it must be from -2147483648"),
        ({"rule": [3, 1, 0, 0]}, r"rule\[0\] is 3; it must be from 0 to 2"),
        ({"evidence": [3, 0, 0, 0]}, r"evidence\[0\] is 3; it must be from 0 to 2"),
        ({"need": [1, -1, -1, -1]}, r"need\[0\] is 1; it must be from -1 to 0"),
        ({"need_size": []}, "need_minimum has 1 numbers; it must have 0|need.0. is 0; it must be from -1 to -1"),
        ({"need_size": [-1]}, r"need_size\[0\] is -1; it must be from 0"),
        ({"need_minimum": [-1]}, r"need_minimum\[0\] is -1; it must be from 0"),
        ({"need_size": [0]}, "need 0 has 1 alternatives under one rule, and need_size says 0"),
        ({"rule_cost": [0, 1, 2]}, r"rule_cost\[2\] is 2; it must be from 0 to 1"),
        ({"rule_all": [0, 1]}, "rule_all has 2 numbers; it must have 3"),
        ({"dependency": [-1, 9, -1, -1]}, "edge 3 is an alternative of a need; it must name its dependency"),
        ({"need": [0, 0, -1, -1], "rule": [2, 2, 0, 0], "need_size": [1]}, "need 0 has 2 alternatives under one rule"),
        ({"target": [2, 2, 2, 3]}, "edge 0 leads to another component under rule 0, which costs 0"),
        ({"pseudo": [0, 1, 0]}, "edge 1 leads into a pseudo component; its rule must cost 0"),
        ({"pseudo": [0, 0]}, "pseudo has 2 numbers; it must have 3"),
        ({"rule_cost": np.ones(70_000, int), "rule_all": None, "rule_attack": None}, "there are 70000 rules"),
    ],
)
def test_refuses(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        ConsequenceGraph.from_edges(**{**GIVEN, **changes})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"modes": 0}, "a component has 0 modes; it must have from 1 to 31"),
        ({"states": 5}, "5 states are not a number of components in 2 modes each"),
        ({"offsets": [0, 2, 1, 3, 3, 4, 4]}, "offsets must rise from 0 to 4"),
        ({"offsets": [0, 2, 2, 3, 3, 4]}, "offsets has 6 numbers; it must have 7"),
        ({"offsets": [0, 2, 2, 3, 3, 4, 5]}, "offsets must rise from 0 to 4"),
        ({"targets": [1, 2, 3, 6]}, r"targets\[3\] is 6"),
        ({"rule": [0, 1, 0, 3]}, r"rule\[3\] is 3"),
        ({"evidence": [0, 0, 0]}, "evidence has 3 numbers; it must have 4"),
        ({"member": [-1, -1, -1, 1]}, r"member\[3\] is 1; it must be from -1 to 0"),
        ({"member": [-1, -1, 0, -1]}, "group_edges and member disagree about which edges are in which group"),
        ({"member": [-1, -1, -1, -1]}, "group_edges has 1 numbers; it must have 0"),
        ({"member_group": [1]}, r"member_group\[0\] is 1; it must be from 0 to 0"),
        ({"group_need": [1]}, r"group_need\[0\] is 1"),
        ({"need_size": [], "need_minimum": [], "need_complete": []}, "there is nothing that it could name"),
        ({"group_offsets": [0, 2]}, "group_offsets must rise from 0 to 1"),
        ({"group_edges": [4]}, r"group_edges\[0\] is 4"),
        ({"group_edges": [2]}, "group_edges and member disagree"),
        ({"need_complete": [2]}, r"need_complete\[0\] is 2"),
        (
            {"member": [0, -1, -1, 0], "group_edges": [0, 3], "group_offsets": [0, 2], "dependency": [1, 9, -1, 8]},
            "a group has edges under two rules or into two states; it must have one of each",
        ),
    ],
)
def test_arrays_that_contradict_each_other_never_reach_a_kernel(changes: dict[str, Any], sentence: str) -> None:
    graph = made()
    arrays = {item.name: getattr(graph, item.name) for item in fields(graph)}
    assert ConsequenceGraph(**arrays).targets.tolist() == graph.targets.tolist()
    with pytest.raises(UsageError, match=sentence):
        ConsequenceGraph(**{**arrays, **changes})


def test_arrays_are_sealed_and_the_caller_s_are_not() -> None:
    targets = np.array([1], np.int32)
    graph = ConsequenceGraph.from_edges(components=2, modes=1, source=[0], target=targets, rule=[0])
    with pytest.raises(ValueError, match="read-only"):
        graph.targets[0] = 0
    targets[0] = 0
    assert graph.targets.tolist() == [1]
    assert targets.flags.writeable


def test_saved_and_mapped(tmp_path: Path) -> None:
    graph = made()
    save(graph, tmp_path / "deep" / "graph")
    mapped = load(tmp_path / "deep" / "graph")
    assert (mapped.states, mapped.modes) == (graph.states, graph.modes)
    for name, kind in array_fields():
        found = getattr(mapped, name)
        assert found.dtype == kind
        assert np.array_equal(found, getattr(graph, name))
        assert not found.flags.writeable
    behind = mapped.targets
    while isinstance(behind, np.ndarray):
        behind = behind.base
    assert isinstance(behind, mmap.mmap)
    assert reach(mapped, [0]).counts == reach(graph, [0]).counts == (1, 0, 0)


def test_a_saved_graph_that_is_none(tmp_path: Path) -> None:
    save(made(), tmp_path)
    file = tmp_path / "graph.arrays"
    whole = file.read_bytes()
    for content in (b"no array", b"", whole[:-1], whole[100:], b"x" * len(whole)):
        file.write_bytes(content)
        with pytest.raises(StoreError, match=r"graph\.arrays is no file of arrays of this version"):
            load(tmp_path)
    file.unlink()
    with pytest.raises(StoreError, match=r"graph\.arrays is no file of arrays"):
        load(tmp_path)
    write_arrays(file, {"shape": np.array([2, 1])})
    with pytest.raises(StoreError, match=r"no saved graph of consequence: it has no 'offsets'"):
        load(tmp_path)


def test_a_saved_graph_holds_one_file_open(tmp_path: Path) -> None:
    save(made(), tmp_path)
    before = len(list(Path("/proc/self/fd").iterdir()))
    mapped = load(tmp_path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before + 1
    del mapped
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_rules_are_counted_whatever_the_type_of_their_numbers() -> None:
    for kind in (np.uint8, np.uint16, np.int64):
        graph = ConsequenceGraph.from_edges(
            components=2, modes=1, source=[0, 1], target=[1, 0], rule=np.array([0, 2], kind)
        )
        assert graph.rule_cost.tolist() == [1, 1, 1]
