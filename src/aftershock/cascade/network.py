"""Reliability of a small network of independent hops: reductions as far as they go, then one hop tried both ways."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aftershock.cascade.exact import Hop

    Node: TypeAlias = int | str
    Hops: TypeAlias = dict[Node, dict[Node, float]]

Key = TypeVar("Key")

__all__ = ["STEPS", "Network", "closure"]

STEPS: Final = 2000
"""The most hops that are tried both ways, in all."""


def closure(onward: Mapping[Key, Iterable[Key]], starts: Iterable[Key]) -> set[Key]:
    """Give what some nodes lead to, themselves included.

    Examples
    --------
    >>> sorted(closure({1: [2], 2: [1, 3], 4: [1]}, [1]))
    [1, 2, 3]
    """
    seen, stack = set(starts), list(starts)
    while stack:
        for node in onward.get(stack.pop(), ()):
            if node not in seen:
                seen.add(node)
                stack.append(node)
    return seen


class Network:
    """Independent hops between one start and one target, cut down as far as it goes.

    Parameters
    ----------
    hops
        Each with a likelihood of its own; no groups.
    starts, target
        Nodes that fall for certain, and the one asked about.
    """

    _START, _END = "start", "end"

    def __init__(self, hops: Sequence[Hop], starts: set[int], target: int) -> None:
        self.factored = False
        self._steps = 0
        self._hops: Hops = {}
        for hop in hops:
            source = self._START if hop.source in starts else hop.source
            end = self._END if hop.target == target else hop.target
            self._add(self._hops, source, end, hop.likelihood)

    def likelihood(self) -> float | None:
        """Give the likelihood with which the target falls; ``None`` where it would take too many steps."""
        return self._solve({node: dict(ends) for node, ends in self._hops.items()})

    @staticmethod
    def _add(hops: Hops, source: Node, target: Node, likelihood: float) -> None:
        if source != target:
            ends = hops.setdefault(source, {})
            ends[target] = 1 - (1 - ends[target]) * (1 - likelihood) if target in ends else likelihood

    def _solve(self, hops: Hops) -> float | None:
        hops = self._cut(hops)
        ends = hops.get(self._START, {})
        if not ends:
            return 0.0
        if set(hops) == {self._START} and set(ends) == {self._END}:
            return ends[self._END]
        self.factored = True
        self._steps += 1
        if self._steps > STEPS:
            return None
        node = max((end for end in ends if end != self._END), key=lambda end: (len(hops.get(end, ())), str(end)))
        likelihood = ends[node]
        without = {source: dict(targets) for source, targets in hops.items()}
        del without[self._START][node]
        lost = self._solve(without)
        if lost is None:
            return None
        joined = {source: dict(targets) for source, targets in hops.items()}
        self._join(joined, node)
        won = self._solve(joined)
        return None if won is None else likelihood * won + (1 - likelihood) * lost

    def _cut(self, hops: Hops) -> Hops:
        """Cut down, until nothing changes: dead ends, what leads back, nodes through which there is one way."""
        while True:
            hops = self._live(hops)
            entries = _entries(hops)
            folded = False
            for node in list(entries):
                if node != self._END and node in hops:
                    folded |= self._fold(hops, entries, node)
            for end in [end for end, likelihood in hops.get(self._START, {}).items() if likelihood == 1.0]:
                if end != self._END:
                    folded = True
                    self._join(hops, end)
            if not folded:
                return hops

    def _join(self, hops: Hops, node: Node) -> None:
        """Make a node one with the start."""
        hops[self._START].pop(node, None)
        for end, likelihood in hops.pop(node, {}).items():
            self._add(hops, self._START, end, likelihood)

    def _fold(self, hops: Hops, entries: dict[Node, set[Node]], node: Node) -> bool:
        """Join what comes into a node to what leaves it, if that changes no probability; tell whether anything did."""
        ends, sources = hops[node], entries[node]
        changed = False
        if len(sources) == 1:  # who came from there has no use for the way back
            (source,) = sources
            changed = ends.pop(source, None) is not None
            entries[source].discard(node)
        if len(ends) == 1:
            (end,) = ends
            if node in hops.get(end, {}):
                del hops[end][node]
                sources.discard(end)
                changed = True
        one_in, one_out = len(sources) == 1, len(ends) == 1
        certain_in = one_in and all(hops[source][node] == 1.0 for source in sources)
        certain_out = one_out and all(likelihood == 1.0 for likelihood in ends.values())
        if not ((one_in and one_out) or certain_in or certain_out):
            return changed
        for source in sources:
            carried = hops[source].pop(node)
            for end, likelihood in ends.items():
                self._add(hops, source, end, carried * likelihood)
                if source != end:
                    entries[end].add(source)
        for end in ends:
            entries[end].discard(node)
        del hops[node]
        entries[node] = set()
        return True

    def _live(self, hops: Hops) -> Hops:
        """Keep what the start leads to and what leads to the end; nothing leads into the start or out of the end."""
        start: list[Node] = [self._START]
        goal: list[Node] = [self._END]
        reached, needed = closure(hops, start), closure(_entries(hops), goal)
        live = reached & needed
        kept = {
            source: {end: likelihood for end, likelihood in ends.items() if end in live and end != self._START}
            for source, ends in hops.items()
            if source in live and source != self._END
        }
        return {source: ends for source, ends in kept.items() if ends}


def _entries(hops: Hops) -> dict[Node, set[Node]]:
    found: dict[Node, set[Node]] = defaultdict(set)
    for source, ends in hops.items():
        for end in ends:
            found[end].add(source)
    return found
