"""The part of a graph of consequence that can fall from some starts, laid out so that worlds can be played on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.build import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aftershock.cascade.chances import Chances
    from aftershock.cascade.reach import Reach

    Int = NDArray[np.int32]
    Long = NDArray[np.int64]
    Byte = NDArray[np.uint8]
    Word = NDArray[np.uint64]

__all__ = ["Stage", "set_stage"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Stage:
    """States that fell over edges of any evidence, and the edges between them, sources before targets.

    Parameters
    ----------
    states
        The state of each node, shape ``(nodes,)``. A node's number is larger than those of all that lead to it, save
        within a strongly connected component.
    starts
        Nodes that fall first.
    offsets, targets, evidence, row, coin, member
        Edges by source, as `aftershock.cascade.world_kernels.play` takes them. An edge into a start is left out; an
        alternative whose need may have others that nobody named is uncertain at best.
    source
        The node that each edge comes from.
    edge
        The edge of the graph that each was.
    knots
        Where each strongly connected component begins, and the end.
    group_offsets, member_offsets, threshold
        Groups of each node, members of each group, and how many of them must be there.
    components, owner
        The components of the nodes, rising; and which of them each node is a state of.
    """

    states: Int
    starts: Int
    offsets: Int
    targets: Int
    evidence: Byte
    row: Int
    coin: Word
    member: Int
    source: Int
    edge: Int
    knots: Int
    group_offsets: Int
    member_offsets: Int
    threshold: Int
    components: Int
    owner: Int

    def __repr__(self) -> str:
        sizes = f"edges={self.targets.size}, components={self.knots.size - 1}, groups={self.threshold.size}"
        return f"Stage(nodes={self.states.size}, {sizes})"


def set_stage(found: Reach, chances: Chances) -> Stage:
    """Lay out what fell.

    Parameters
    ----------
    found
        What fell; its last run, over all evidence, is what is laid out.
    chances
        Of the edges of its graph.

    Returns
    -------
    Stage
        Of the states that fell, the starts among them.
    """
    graph, run, passage = found.graph, found.runs[2], found.passage
    states = np.sort(run.order)
    node = np.full(graph.states, -1, np.int32)
    node[states] = np.arange(states.size, dtype=np.int32)
    begin, count = graph.offsets[states], np.diff(graph.offsets)[states]
    edge = ranges(begin, count)
    source = np.repeat(np.arange(states.size, dtype=np.int32), count)
    target = node[graph.targets[edge]]
    kept = (target >= 0) & (passage[graph.rule[edge]] > 0)
    kept &= ~np.isin(target, node[found.starts])
    edge, source, target = edge[kept], source[kept], target[kept]
    rank = _ranks(source, target, states.size)
    source, target = rank[source], rank[target]
    coin, row = chances.coin[edge], chances.row[edge]
    order = np.lexsort((edge, row, coin, source))
    edge, source, target = edge[order], source[order], target[order]
    placed = np.empty_like(states)
    placed[rank] = states
    grouped = (graph.member[edge] >= 0) & (passage[graph.rule[edge]] == 2)
    evidence = graph.evidence[edge].copy()
    group = np.where(grouped, graph.member_group[graph.member[edge]] if graph.member_group.size else 0, -1)
    if grouped.any():
        doubtful = 1 - graph.need_complete[graph.group_need[group[grouped]]]
        evidence[grouped] = np.maximum(evidence[grouped], doubtful)
    member, group_offsets, member_offsets, threshold = _groups(found, edge, target, group, states.size)
    starts = np.sort(rank[node[found.starts]])
    components, owner = np.unique(placed // np.int32(graph.modes), return_inverse=True)
    made = Stage(
        states=placed,
        starts=starts,
        offsets=_offsets(source, states.size),
        targets=target,
        evidence=evidence,
        row=chances.row[edge],
        coin=chances.coin[edge],
        member=member,
        source=source,
        edge=edge,
        knots=_knots(source, target, states.size),
        group_offsets=group_offsets,
        member_offsets=member_offsets,
        threshold=threshold,
        components=components,
        owner=owner.astype(np.int32),
    )
    for name in Stage.__dataclass_fields__:
        getattr(made, name).flags.writeable = False
    return made


def _offsets(sorted_keys: Int, keys: int) -> Int:
    return np.append(0, np.cumsum(np.bincount(sorted_keys, minlength=keys))).astype(np.int32)


def _components(source: Int, target: Int, nodes: int) -> Int:
    """Give each node its strongly connected component; an edge leads to a smaller number or stays in its own."""
    order = np.argsort(source, kind="stable")
    offsets, targets = _offsets(source, nodes), target[order].astype(np.int32)
    offsets.flags.writeable = targets.flags.writeable = False
    number, index = (np.full(nodes, -1, np.int32) for _ in range(2))
    room = (np.empty(nodes, np.int32) for _ in range(4))
    compiled.kernels().condense(offsets, targets, number, index, *room)
    return number


def _ranks(source: Int, target: Int, nodes: int) -> Int:
    """Give each node its place: components in the order in which one leads to another, nodes in theirs within."""
    number = _components(source, target, nodes)
    rank = np.empty(nodes, np.int32)
    rank[np.argsort(-number, kind="stable")] = np.arange(nodes, dtype=np.int32)
    return rank


def _knots(source: Int, target: Int, nodes: int) -> Int:
    number = _components(source, target, nodes)
    opens = np.flatnonzero(np.append(True, number[1:] != number[:-1])) if nodes else np.zeros(0, np.int64)
    return np.append(opens, nodes).astype(np.int32)


def _groups(found: Reach, edge: Int, target: Int, group: Int, nodes: int) -> tuple[Int, Int, Int, Int]:
    """Order the groups by the node that they can fell, and their members by group."""
    graph = found.graph
    grouped = np.flatnonzero(group >= 0)
    member = np.full(edge.size, -1, np.int32)
    if not grouped.size:
        return member, np.zeros(nodes + 1, np.int32), np.zeros(1, np.int32), np.zeros(0, np.int32)
    keys = (graph.member[edge[grouped]], group[grouped], target[grouped])
    order = np.lexsort(keys)
    mates, groups, owners = (key[order] for key in keys)
    new_group = np.append(True, groups[1:] != groups[:-1])
    new_member = new_group | np.append(True, mates[1:] != mates[:-1])
    member[grouped[order]] = np.cumsum(new_member) - 1
    first = np.flatnonzero(new_group)
    of_member = (np.cumsum(new_group) - 1)[new_member]
    return (
        member,
        _offsets(owners[first], nodes),
        _offsets(of_member, first.size),
        graph.thresholds[groups[first]].astype(np.int32),
    )
