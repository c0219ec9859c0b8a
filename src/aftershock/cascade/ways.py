"""The best ways from the starts to a component: by evidence, then likelihood, then length; none goes in a circle."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.paths import Hop, Proofs
from aftershock.cascade.reach import run_level
from aftershock.cascade.search import Effort, Search
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.cascade.chances import Chances
    from aftershock.cascade.reach import Reach

__all__ = ["Way", "Ways", "ways"]

_EFFORT: Final = 1_000_000
_TRIED: Final = 2_000


@dataclass(frozen=True, slots=True)
class Way:
    """One way.

    Parameters
    ----------
    hops
        As for `aftershock.cascade.result.Reach.path`.
    level
        The class of evidence of its worst hop.
    low, default, high
        How likely all of its hops carry, whatever else has to fall with them: with low numbers, 0 unless all hops are
        stated; with default ones, ``None`` where one was never given; with high ones.
    """

    hops: tuple[Hop, ...]
    level: int
    low: float
    default: float | None
    high: float


@dataclass(frozen=True, slots=True)
class Ways:
    """The best ways, and whether the search was cut off before it could tell that there are no others as good."""

    found: tuple[Way, ...]
    cut_off: bool


def ways(
    found: Reach,
    chances: Chances,
    component: int,
    *,
    mode: int | None = None,
    count: int = 5,
    depth: int | None = None,
    effort: int = _EFFORT,
) -> Ways:
    """Find the best ways to a component.

    Parameters
    ----------
    found
        What falls.
    chances
        Of the edges of its graph.
    component
        The component that a way leads to; it ends where it first gets there.
    mode
        It ends where the component first gets into this mode; left out, into any.
    count
        How many ways to find at the most, 1 or more.
    depth
        No way has more relations than this; left out, any number.
    effort
        How many edges may be looked at before the search is cut off.

    Returns
    -------
    Ways
        Better evidence first; then those of which every hop has a default likelihood, the likelier first; then fewer
        relations. No way arrives at a state that it has passed, or that one it has passed implies.

    Raises
    ------
    UsageError
        If there is no such component, or `count` is not positive.

    Notes
    -----
    Yen (Management Science 17, 1971) with Lawler's restriction of where a way may part from those before it, and each
    search led by exact distances to the target, so that it looks at little besides the way it finds. Likelihoods are
    added up as logarithms rounded to 2^-40, so that sums are exact and do not depend on their order.

    A hop over an alternative that falls together with others counts only if these fall without this hop's target and
    all that comes after it on the way: then, and only then, the way is a part of a proof that does not go in a circle.

    Examples
    --------
    >>> from aftershock.cascade.chances import Chances
    >>> from aftershock.cascade.graph import ConsequenceGraph
    >>> from aftershock.cascade.reach import reach
    >>> graph = ConsequenceGraph.from_edges(components=3, modes=1, source=[0, 0, 1], target=[1, 2, 2], rule=[0, 0, 0])
    >>> chances = Chances([[0.5, 0.9, 1.0], [0.1, 0.2, 0.3]], [0, 1, 0], [1, 2, 3])
    >>> [([hop.state for hop in way.hops], round(way.default, 2)) for way in ways(reach(graph, [0]), chances, 2).found]
    [([0, 1, 2], 0.81), ([0, 2], 0.2)]
    """
    graph = found.graph
    if not 0 <= component < graph.components:
        raise UsageError(f"there is no component {component}; there are {graph.components}")
    if count < 1:
        raise UsageError(f"count is {count}; it must be 1 or more")
    goals = [component * graph.modes + one for one in range(graph.modes)] if mode is None else []
    goals = goals or [component * graph.modes + int(mode or 0)]
    hunt = _Hunt(found, chances, goals, depth, Effort(effort))
    collected: list[Way] = []
    for level in (0, 1, 2):
        for way in hunt.level(level):
            collected.append(way)
            if len(collected) == count:
                return Ways(tuple(collected), hunt.cut_off)
    return Ways(tuple(collected), hunt.cut_off)


class _Hunt:
    """Looks for ways, class of evidence by class of evidence."""

    def __init__(self, found: Reach, chances: Chances, goals: list[int], depth: int | None, effort: Effort) -> None:
        self._found, self._chances, self._goals, self._effort = found, chances, goals, effort
        self._depth = math.inf if depth is None else depth
        self._seen: set[tuple[tuple[int, ...], ...]] = set()
        self.cut_off = False

    def level(self, level: int) -> Iterator[Way]:
        """Give the ways whose worst hop is of this class of evidence, the best first."""
        graph = self._found.graph
        if all(self._found.runs[level].depth[goal] < 0 for goal in self._goals):
            return
        search = Search(self._found, self._chances, level, self._goals, self._effort)
        if search.implied:
            yield from [Way((Hop(self._goals[0], -1, -1),), 0, 1.0, 1.0, 1.0)] * (level == 0)
            return
        if level and not search.meets(level):
            return
        tried = 0
        for edges, sources in search.paths():
            tried += 1
            if tried > _TRIED:
                self.cut_off = True
                return
            key = tuple(
                (int(graph.rule[edge]), int(graph.dependency[edge]), source, int(graph.targets[edge]))
                for edge, source in zip(edges, sources, strict=True)
            )
            if len(edges) > self._depth or key in self._seen or search.worst(edges) < level:
                continue
            hops = self._hops(edges, sources, level)
            if hops is not None:
                self._seen.add(key)
                yield self._way(hops, level)
        self.cut_off = self.cut_off or self._effort.spent

    def _hops(self, edges: tuple[int, ...], sources: tuple[int, ...], level: int) -> tuple[Hop, ...] | None:
        """Write the hops of a way; ``None`` if something that one of them needs does not fall by itself."""
        graph = self._found.graph
        targets = [int(graph.targets[edge]) for edge in edges]
        hops = [Hop(sources[0], -1, -1)]
        for place, (edge, source) in enumerate(zip(edges, sources, strict=True)):
            others = self._others(edge, targets[place:], level)
            if others is None:
                return None
            also = tuple(graph.source(np.asarray(others, np.int64)).tolist()) if others else ()
            hops.append(Hop(targets[place], edge, source, also, others))
        last = hops[-1]
        if last.state not in self._goals:
            hops[-1] = replace(last, state=self._goals[0])
        start = next(one for one in self._found.starts.tolist() if one // graph.modes == sources[0] // graph.modes)
        return (replace(hops[0], state=int(start)), *hops[1:])

    def _others(self, edge: int, ahead: list[int], level: int) -> tuple[int, ...] | None:
        graph, member = self._found.graph, int(self._found.graph.member[edge])
        if member < 0 or self._found.passage[graph.rule[edge]] != 2:
            return ()
        needed = int(graph.thresholds[graph.member_group[member]]) - 1
        if not needed:
            return ()
        self._effort.spend(graph.targets.size // 16)
        run = run_level(graph, self._found.starts, self._found.passage, level, blocked=ahead)
        others = Proofs(graph, run, self._found.passage).others(edge)
        return others if len(others) == needed else None

    def _way(self, hops: tuple[Hop, ...], level: int) -> Way:
        edges = np.asarray([hop.edge for hop in hops[1:]], np.int64)
        coined = edges[self._chances.coin[edges] != 0]
        low, default, high = self._chances.table[self._chances.row[coined]].prod(axis=0).tolist()
        return Way(
            hops=hops,
            level=level,
            low=low if level == 0 else 0.0,
            default=None if math.isnan(default) else default,
            high=high,
        )
