"""What falls when some states cannot fall, or some edges carry nothing: what a choke point or a cut saves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.chances import Chances
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.result import NOT_REACHED
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aftershock.cascade.reach import Reach

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]
    Bits = NDArray[np.bool_]

__all__ = ["Blocked", "Blocking", "cut"]

_NEVER = 3


@dataclass(frozen=True, slots=True, eq=False)
class Blocked:
    """What falls all the same.

    Parameters
    ----------
    classes
        Of each component, as of `aftershock.cascade.result.Reach`.
    counts
        How many components are affected, possible, unknown.
    """

    classes: Byte
    counts: tuple[int, int, int]


class Blocking:
    """Computes one cascade again and again, each time with something blocked; exact, and never by subtraction.

    Parameters
    ----------
    found
        The cascade with nothing blocked and no limit of depth.

    Examples
    --------
    >>> from aftershock.cascade.reach import reach
    >>> graph = ConsequenceGraph.from_edges(components=4, modes=1, source=[0, 1, 1], target=[1, 2, 3], rule=[0, 0, 0])
    >>> blocking = Blocking(reach(graph, [0]))
    >>> blocking.without(states=[1]).counts, blocking.without(edges=[2]).counts
    ((0, 0, 0), (2, 0, 0))
    """

    def __init__(self, found: Reach) -> None:
        self._found = found
        graph = found.graph
        self._cost = graph.rule_cost.astype(np.int32)
        self._floor = 1 - graph.need_complete[graph.group_need]
        self._hidden: Byte = graph.pseudo.copy()
        self._hidden[found.starts // graph.modes] = 1
        for made in (self._cost, self._floor, self._hidden):
            made.flags.writeable = False
        self._thresholds = graph.thresholds
        self._room = tuple(np.empty(graph.states, np.int32) for _ in range(4))

    def without(self, *, states: Sequence[int] | Int = (), edges: Sequence[int] | Int = ()) -> Blocked:
        """Compute what falls.

        Parameters
        ----------
        states
            States that do not fall, whatever happens; a blocked start starts nothing.
        edges
            Edges that carry nothing. An alternative that is blocked stands: it is not as if nobody had it.

        Returns
        -------
        Blocked
            Starting components are left out, blocked or not.
        """
        graph = self._found.graph
        evidence = graph.evidence
        if len(edges):
            evidence = evidence.copy()
            evidence[np.asarray(edges, np.int64)] = _NEVER
            evidence.flags.writeable = False
        blocked = np.asarray(states, np.int64)
        classes = np.full(graph.components, NOT_REACHED, np.uint8)
        counts, before, met = [0, 0, 0], np.empty(0, np.int32), 0b111
        before.flags.writeable = False
        for level in range(3):
            if not met >> level & 1:
                continue
            depth = np.full(graph.states, -1, np.int32)
            depth[blocked] = 0  # to the kernel they have fallen already, so that they fell nothing
            order, met = self._fall(level, evidence, depth)
            counts[level] = self._gather(order, depth, before, level, classes)
            before = depth
        classes.flags.writeable = False
        affected, possible, unknown = counts
        return Blocked(classes, (affected, possible, unknown))

    def _fall(self, level: int, evidence: Byte, depth: Int) -> tuple[Int, int]:
        graph, found = self._found.graph, self._found
        parent, order, ahead, _ = self._room
        fallen, met = compiled.kernels().fall(
            *(graph.offsets, graph.targets, graph.rule, evidence, graph.member, graph.member_group),
            *(self._floor, self._cost, found.passage, found.starts, level, graph.states),
            *(depth, parent, order, ahead, np.zeros(graph.member_group.size, np.uint8), self._thresholds.copy()),
        )
        order = order[:fallen]
        order.flags.writeable = depth.flags.writeable = False
        return order, met

    def _gather(self, order: Int, depth: Int, before: Int, level: int, classes: Byte) -> int:
        components = self._found.graph.components
        rooms = (np.zeros(components, np.int32) for _ in range(3))
        modes = self._found.graph.modes
        return int(compiled.kernels().gather(order, depth, before, modes, level, self._hidden, classes, *rooms))


def cut(graph: ConsequenceGraph, chances: Chances, edges: Bits) -> tuple[ConsequenceGraph, Chances]:
    """Give a graph without some of its edges, with all its needs as they were.

    Parameters
    ----------
    graph, chances
        As things are.
    edges
        Which edges go, shape ``(edges,)``.

    Returns
    -------
    ConsequenceGraph
        States and needs are the same; an alternative whose edge went stands.
    Chances
        Of its edges.

    Raises
    ------
    UsageError
        If there is not a bit for each edge.

    Examples
    --------
    >>> graph = ConsequenceGraph.from_edges(components=3, modes=1, source=[0, 1], target=[1, 2], rule=[0, 0])
    >>> rest, chances = cut(graph, Chances([[0.5, 0.5, 0.5]], [0, 0], [7, 8]), np.array([True, False]))
    >>> rest.targets.tolist(), chances.coin.tolist()
    ([2], [8])
    """
    if edges.shape != graph.targets.shape:
        raise UsageError(f"there are {graph.targets.size} edges and {edges.size} bits; give one for each")
    kept = np.flatnonzero(~edges)
    rest = ConsequenceGraph.from_edges(
        components=graph.components,
        modes=graph.modes,
        source=graph.source(kept),
        target=graph.targets[kept],
        rule=graph.rule[kept],
        evidence=graph.evidence[kept],
        need=graph.need[kept],
        dependency=graph.dependency[kept],
        rule_cost=graph.rule_cost,
        rule_all=graph.rule_all,
        rule_attack=graph.rule_attack,
        need_size=graph.need_size,
        need_minimum=graph.need_minimum,
        need_complete=graph.need_complete,
        pseudo=graph.pseudo,
    )
    return rest, Chances(chances.table, chances.row[kept], chances.coin[kept])
