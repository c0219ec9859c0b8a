"""Why a state fell: the edges over which it did, walked back to a start."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from aftershock.cascade.graph import ConsequenceGraph

    Int = NDArray[np.int32]

__all__ = ["Hop", "Proofs", "Proven", "Run", "proven"]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What fell over the edges of one level of evidence.

    Parameters
    ----------
    level
        Edges of this evidence class or better carried: 0, 1 or 2.
    depth
        The round in which each state fell, -1 where it did not; shape ``(states,)``.
    parent
        The edge over which it fell, -1 at a start; without meaning where it did not fall; shape ``(states,)``.
    order
        The states that fell, earlier rounds first.
    met
        Weaker evidence classes that were met and not followed, as bits.
    """

    level: int
    depth: Int
    parent: Int
    order: Int
    met: int


@dataclass(frozen=True, slots=True)
class Hop:
    """One relation on a path, or the start of it.

    Parameters
    ----------
    state
        Where the hop arrives. On the last hop of a path it is the state asked about, which may be implied by that.
    edge
        The edge that carried; -1 at a start.
    from_state
        The state it carried from: of the component of the hop before, and perhaps implied by that hop's state; -1 at a
        start. Where an "unsaid" hub lies between, the state before the hub.
    also_needed
        Where alternatives had to fall together: the states of the others. The path follows the one that fell last.
    also_edges
        Their edges, in the same order.
    """

    state: int
    edge: int
    from_state: int
    also_needed: tuple[int, ...] = ()
    also_edges: tuple[int, ...] = ()


Proven = tuple[Hop, tuple[int, ...]]
"""A hop of a proof, and the places of the hops that it rests on."""

Arrival = tuple[int, int]


def proven(
    last: Arrival,
    state: int,
    rests_on: Callable[[Arrival], tuple[Hop, tuple[Arrival, ...]]],
    when: Callable[[Arrival], Any],
) -> tuple[tuple[int, Proven], ...]:
    """Collect what a fall rests on, earliest first.

    Parameters
    ----------
    last
        What is to be proven: a phase (0 where there are none) and an arrival in it.
    state
        The state asked about: that arrival, or one that it implies.
    rests_on
        Gives an arrival's hop, and the arrivals that it rests on.
    when
        Gives what orders arrivals in time: each is later than those it rests on.

    Returns
    -------
    tuple of (int, (Hop, tuple of int))
        With the phase of each.
    """
    found: dict[Arrival, tuple[Hop, tuple[Arrival, ...]]] = {}
    waiting = [last]
    while waiting:
        arrived = waiting.pop()
        if arrived not in found:
            found[arrived] = rests_on(arrived)
            waiting.extend(found[arrived][1])
    order = sorted(found, key=lambda one: (one == last, when(one), one))
    places = {arrived: place for place, arrived in enumerate(order)}
    hop, before = found[last]
    found[last] = replace(hop, state=state), before
    return tuple((one[0], (found[one][0], tuple(places[other] for other in found[one][1]))) for one in order)


class Proofs:
    """The paths of one run, found as they are asked for; hops that paths share are made once.

    Parameters
    ----------
    graph
        In which it ran.
    run
        What fell.
    passage
        How each rule carried, see `aftershock.cascade.kernels.fall`.
    """

    __slots__ = ("_graph", "_hops", "_offsets", "_parent", "_passage", "_rule", "_run")

    def __init__(self, graph: ConsequenceGraph, run: Run, passage: NDArray[np.uint8]) -> None:
        self._graph, self._run, self._passage = graph, run, passage
        # Memory views give Python integers, several times faster than arrays give theirs.
        self._offsets, self._parent, self._rule = graph.offsets.data, run.parent.data, graph.rule.data
        self._hops: dict[int, tuple[Hop, int]] = {}

    def used(self) -> Int:
        """Give the edges over which the states of this run fell."""
        parents = self._run.parent[self._run.order]
        found: Int = parents[parents >= 0]
        return found

    def path(self, state: int) -> tuple[Hop, ...]:
        """Give the hops from a start to a state.

        Parameters
        ----------
        state
            One that fell in this run.

        Returns
        -------
        tuple of Hop
            The start first; one more than the round in which the state fell.
        """
        arrived = self.arrival(state)
        hop, before = self.hop(arrived)
        hops = [hop if arrived == state else replace(hop, state=state)]
        while before >= 0:
            hop, before = self.hop(before)
            hops.append(hop)
        hops.reverse()
        return tuple(hops)

    def proof(self, state: int) -> tuple[Proven, ...]:
        """Give all that a state's fall rests on, alternatives that had to fall together among it.

        Parameters
        ----------
        state
            One that fell in this run.

        Returns
        -------
        tuple of (Hop, tuple of int)
            Each hop after those that it rests on, the state's own last; and the places of these: first of the hop that
            it carried on from, then one for each of ``also_needed``. Nothing for a start.
        """

        def rests_on(one: tuple[int, int]) -> tuple[Hop, tuple[tuple[int, int], ...]]:
            hop, before = self.hop(one[1])
            if before < 0:
                return hop, ()
            return hop, tuple((0, one) for one in (before, *(self.arrival(other) for other in hop.also_needed)))

        found = proven((0, self.arrival(state)), state, rests_on, lambda one: int(self._run.depth[one[1]]))
        return tuple(one for _, one in found)

    def hop(self, arrived: int) -> tuple[Hop, int]:
        """Give the hop that arrives at a state, and the arrival before it, -1 at a start.

        Parameters
        ----------
        arrived
            An `arrival`.
        """
        found = self._hops.get(arrived)
        if found is None:
            edge = self._parent[arrived]
            if edge < 0:
                found = Hop(arrived, -1, -1), -1
            else:
                left = self._source(edge)
                while self._graph.pseudo[left // self._graph.modes]:
                    left = self._source(self._parent[left])
                others = self.others(edge)
                hop = Hop(arrived, edge, left, tuple(self._source(other) for other in others), others)
                found = hop, self.arrival(left)
            self._hops[arrived] = found
        return found

    def _source(self, edge: int) -> int:
        return bisect_right(self._offsets, edge) - 1

    def arrival(self, state: int) -> int:
        """Go back over edges that cost nothing to where the component was reached.

        Parameters
        ----------
        state
            One that fell in this run.
        """
        edge = self._parent[state]
        while edge >= 0 and not self._graph.rule_cost[self._rule[edge]]:
            state = self._source(edge)
            edge = self._parent[state]
        return state

    def others(self, edge: int) -> tuple[int, ...]:
        """Give the edges of the other members that the group of this edge needs: those that fell first.

        Parameters
        ----------
        edge
            Of the graph.

        Returns
        -------
        tuple of int
            Fewer than are needed if fewer fell; none for an edge that carries by itself.
        """
        graph, member = self._graph, int(self._graph.member[edge])
        if member < 0 or self._passage[self._rule[edge]] != 2:
            return ()
        group = int(graph.member_group[member])
        best: dict[int, tuple[int, int]] = {}
        for other in graph.group_edges[graph.group_offsets[group] : graph.group_offsets[group + 1]].tolist():
            mate, fell = int(graph.member[other]), int(self._run.depth[self._source(other)])
            if mate != member and graph.evidence[other] <= self._run.level and fell >= 0:
                best[mate] = min(best.get(mate, (fell, other)), (fell, other))
        need = graph.group_need[group]
        needed = max(0, int(graph.need_size[need]) - int(graph.need_minimum[need]))
        return tuple(other for _, other in sorted(best.values())[:needed])
