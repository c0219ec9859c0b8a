"""Paths through what fell, the cheapest first: Yen's search over the edges of one class of evidence and better."""

from __future__ import annotations

import heapq
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.rows import by_key, reachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from aftershock.cascade.chances import Chances
    from aftershock.cascade.reach import Reach

    Path = tuple[tuple[int, ...], tuple[int, ...]]

__all__ = ["Effort", "Search"]

_FINENESS: Final = 2.0**40
#: A cost is one number with four fields, so that costs add and compare as one: relations, logarithm, zeros, unknowns.
_LOGARITHM, _ZERO, _UNKNOWN = 24, 112, 136


@dataclass(slots=True)
class Effort:
    """How much may still be looked at."""

    left: int

    def spend(self, much: int = 1) -> None:
        """Take from it."""
        self.left -= much

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0


class Search:
    """Paths from the starts to goals, as edges that cost a relation; what costs none is folded into them.

    Parameters
    ----------
    found
        What falls.
    chances
        Of the edges of its graph.
    level
        Edges of this class of evidence or better.
    goals
        States of the target.
    effort
        What the search may cost; when it is spent the search ends.
    """

    def __init__(self, found: Reach, chances: Chances, level: int, goals: list[int], effort: Effort) -> None:
        graph, run = found.graph, found.runs[level]
        self._graph, self._effort, self._starts = graph, effort, found.starts.tolist()
        grouped = (found.passage[graph.rule] == 2) & (graph.member >= 0)
        grade = graph.evidence.astype(np.int64)
        open_ = np.zeros(graph.rule.size, np.bool_)
        open_[grouped] = graph.need_complete[graph.group_need[graph.member_group[graph.member[grouped]]]] == 0
        grade[open_] = np.maximum(grade[open_], 1)
        self._grade = grade
        source = np.repeat(np.arange(graph.states, dtype=np.int64), np.diff(graph.offsets))
        fell = run.depth >= 0
        usable = np.flatnonzero(
            (found.passage[graph.rule] != 0) & (grade <= level) & fell[source] & fell[graph.targets]
        )
        self._met = np.unique(grade[usable])
        usable = usable[_leading(source[usable], graph.targets[usable], goals, graph.states)]
        self._edges = usable.tolist()
        self._source, self._target = source[usable].tolist(), graph.targets[usable].tolist()
        costs, rows = _costs(chances), chances.row[usable].tolist()
        far = graph.rule_cost[graph.rule[usable]].tolist()
        coined = (chances.coin[usable] != 0).tolist()
        self._cost = [
            (costs[row] if coin else 0) + relation for row, coin, relation in zip(rows, coined, far, strict=True)
        ]
        self._far = far
        every = np.arange(graph.states + 1)
        self._out = np.searchsorted(source[usable], every).tolist()
        order = np.argsort(graph.targets[usable], kind="stable")
        self._into = np.searchsorted(graph.targets[usable][order], every).tolist()
        self._backward = order.tolist()
        self._closures: dict[int, tuple[tuple[int, int], ...]] = {}
        self._left = self._distances(goals)

    @property
    def implied(self) -> bool:
        """Whether the starts imply a goal, so that no way is needed."""
        return any(self._left.get(state) == 0 for state, _ in self._root())

    def meets(self, level: int) -> bool:
        """Tell whether any edge between states that fell is of this class of evidence."""
        return bool((self._met == level).any())

    def worst(self, edges: tuple[int, ...]) -> int:
        """Give the class of evidence of the worst of some edges."""
        return int(max((self._grade[edge] for edge in edges), default=0))

    def paths(self) -> Iterator[Path]:
        """Give paths, the cheapest first: edges, and for each the state of its component from which it carried."""
        first = self._spur(self._root(), 0, frozenset(), self._passed(()))
        tie = itertools.count()
        waiting = [] if first is None else [(first[0], next(tie), first[1], 0)]
        known, given = {one[2] for one in waiting}, list[tuple[int, ...]]()
        while waiting and not self._effort.spent:
            _, _, path, parted = heapq.heappop(waiting)
            given.append(path)
            yield self._named(path)
            for place in range(parted, len(path)):
                root = path[:place]
                taken = frozenset(one[place] for one in given if one[:place] == root and len(one) > place)
                before = sum(self._cost[edge] for edge in root)
                ways = self._closure(self._target[root[-1]]) if root else self._root()
                found = self._spur(ways, before, taken, self._passed(root))
                if found is not None and (*root, *found[1]) not in known:
                    known.add((*root, *found[1]))
                    heapq.heappush(waiting, (found[0], next(tie), (*root, *found[1]), place))

    def _named(self, path: tuple[int, ...]) -> Path:
        sources, ways = [], dict(self._root())
        for place in path:
            sources.append(ways[self._source[place]])
            ways = dict(self._closure(self._target[place]))
        return tuple(self._edges[place] for place in path), tuple(sources)

    def _root(self) -> tuple[tuple[int, int], ...]:
        """Give all that the starts imply, each with the state of a component that implies it."""
        found: dict[int, int] = {}
        for start in self._starts:
            for state, real in self._closure(start):
                found.setdefault(state, real)
        return tuple(found.items())

    def _closure(self, state: int) -> tuple[tuple[int, int], ...]:
        """Give what a state implies, itself included; for a pseudo state with the last real one before it."""
        if state not in self._closures:
            found, waiting = {state: state}, [state]
            while waiting:
                one = waiting.pop()
                for place in range(self._out[one], self._out[one + 1]):
                    target = self._target[place]
                    if not self._far[place] and target not in found:
                        pseudo = self._graph.pseudo[target // self._graph.modes]
                        found[target] = found[one] if pseudo else target
                        waiting.append(target)
            self._closures[state] = tuple(found.items())
        return self._closures[state]

    def _passed(self, root: tuple[int, ...]) -> set[int]:
        """Give all states that fell on the way along a root, where no path may arrive any more."""
        found = {state for state, _ in self._root()}
        for place in root:
            found.update(state for state, _ in self._closure(self._target[place]))
        return found

    def _distances(self, goals: list[int]) -> dict[int, int]:
        """Find how far each state is from the goals: Dijkstra, backwards."""
        left: dict[int, int] = {}
        waiting = [(0, goal) for goal in goals]
        while waiting and not self._effort.spent:
            far, state = heapq.heappop(waiting)
            if state in left:
                continue
            left[state] = far
            self._effort.spend(int(len(left) % 4 == 0))
            for at in range(self._into[state], self._into[state + 1]):
                place = self._backward[at]
                if self._source[place] not in left:
                    heapq.heappush(waiting, (far + self._cost[place], self._source[place]))
        return left

    def _spur(
        self, ways: tuple[tuple[int, int], ...], before: int, taken: frozenset[int], passed: set[int]
    ) -> tuple[int, tuple[int, ...]] | None:
        """Find the cheapest path that goes on from some states; its first edge none of those taken."""
        left = self._left
        reached: dict[int, tuple[int, int]] = {}  # an arrival, to the edge that got there and the arrival before it
        waiting: list[tuple[int, int, int, int, int]] = []

        def push(states: tuple[tuple[int, int], ...], cost: int, origin: int, barred: frozenset[int]) -> None:
            for state, _ in states:
                for place in range(self._out[state], self._out[state + 1]):
                    target = self._target[place]
                    if not self._far[place] or place in barred or target in passed or target in reached:
                        continue
                    rest = left.get(target)
                    if rest is not None:
                        self._effort.spend()
                        then = cost + self._cost[place]
                        heapq.heappush(waiting, (then + rest, then, target, place, origin))

        push(ways, before, -1, taken)
        while waiting and not self._effort.spent:
            _, cost, state, place, origin = heapq.heappop(waiting)
            if state in reached:
                continue
            reached[state] = place, origin
            if left[state] == 0:
                path = list[int]()
                while state >= 0:
                    place, state = reached[state]
                    path.append(place)
                return cost, tuple(reversed(path))
            push(self._closure(state), cost, state, frozenset())
        return None


def _leading(source: NDArray[np.int64], target: NDArray[np.int32], goals: list[int], states: int) -> NDArray[np.bool_]:
    """Tell which edges a goal can be reached over: all others would only be looked at in vain."""
    order, offsets = by_key(target, states)
    found: NDArray[np.bool_] = reachable(offsets, source[order].astype(np.int32), goals)[target]
    return found


def _costs(chances: Chances) -> list[int]:
    """Turn each row of likelihoods into a cost."""
    found = []
    for default in chances.table[:, 1].tolist():
        if math.isnan(default):
            found.append(1 << _UNKNOWN)
        elif default == 0:
            found.append(1 << _ZERO)
        else:
            found.append(round(-math.log(default) * _FINENESS) << _LOGARITHM)
    return found
