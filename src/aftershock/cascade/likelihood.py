"""How likely it is that each component falls: exact where that can be, else from many worlds, and bounded always."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from aftershock.cascade.bounds import bounds, carrying
from aftershock.cascade.exact import Exact, Hop, exact
from aftershock.cascade.result import AFFECTED, NOT_REACHED, POSSIBLE, UNKNOWN
from aftershock.cascade.stage import set_stage
from aftershock.cascade.worlds import DEFAULT, HIGH, LOW, Lane, interval, simulate
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aftershock.cascade.bounds import Bounds
    from aftershock.cascade.chances import Chances
    from aftershock.cascade.course import Course
    from aftershock.cascade.reach import Reach
    from aftershock.cascade.stage import Stage
    from aftershock.cascade.unrolled import Unrolled
    from aftershock.cascade.worlds import Worlds

    Byte = NDArray[np.uint8]
    Int = NDArray[np.int32]

__all__ = ["LANES", "WORLDS", "Estimate", "Likelihoods", "Odds"]

Method = Literal["certain", "tree", "series-parallel", "factored", "enumerated", "simulated"]

LANES: Final = (Lane(0, LOW), Lane(0, DEFAULT), Lane(1, DEFAULT), Lane(2, HIGH))
"""Low numbers over stated edges; default ones over stated, and over uncertain edges too; high ones over all."""

WORLDS: Final = 4096
"""How many worlds are played unless somebody says otherwise."""

_RELEVANT: Final = 400
_SEARCHED: Final = 20_000
_WORK: Final = 30_000_000
_LEAST: Final = 256
_LOW, _HIGH = 0, 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """A likelihood over certain edges with certain numbers.

    Parameters
    ----------
    value
        From 0 to 1.
    low, high
        Where it lies: the 99 % interval of the sample within the analytic bounds. Exact values are their own interval.
    method
        How it was found.
    """

    value: float
    low: float
    high: float
    method: Method


@dataclass(frozen=True, slots=True)
class Odds:
    """The likelihood of one component's fall, as an interval of what is known of edges and of numbers.

    Parameters
    ----------
    low
        Over stated edges, with low numbers.
    default
        Over edges of the component's class of evidence or better, with default numbers; ``None`` where some number that
        matters was never given, as none is for what nobody said.
    high
        Over all edges, with high numbers.
    """

    low: Estimate
    default: Estimate | None
    high: Estimate


class Likelihoods:
    """Answers how likely each component falls in one cascade; worlds are played when the first answer needs them.

    Parameters
    ----------
    found
        What falls, with no limit of depth.
    chances
        Of the edges of its graph.
    worlds
        How many worlds to play where nothing exact will do; left out, `WORLDS`, and fewer where very many edges can
        carry.
    seed
        Another seed draws other coins.
    threads
        How many threads play; the numbers do not depend on it.
    unrolled
        Of a course: the stage on which it is played.
    groups
        Of each component of the graph the group that it is counted in, from 0, int32; all in one if left out.
    kinds
        Of each component of the graph the class of evidence over whose edges its default is summed, its own if left
        out. To set sums beside those of another cascade, that one's: else a component that fell over stated edges
        there, and over uncertain ones alone here, would count here what was left out there.

    Examples
    --------
    >>> from aftershock.cascade.chances import Chances
    >>> from aftershock.cascade.graph import ConsequenceGraph
    >>> from aftershock.cascade.reach import reach
    >>> graph = ConsequenceGraph.from_edges(components=3, modes=1, source=[0, 1], target=[1, 2], rule=[0, 0])
    >>> chances = Chances([[0.1, 0.5, 1.0]], [0, 0], [11, 12])
    >>> odds = Likelihoods(reach(graph, [0]), chances).of(2)
    >>> round(odds.low.value, 4), odds.default.value, odds.high.value, odds.default.method
    (0.01, 0.25, 1.0, 'tree')
    """

    def __init__(
        self,
        found: Reach | Course,
        chances: Chances,
        *,
        worlds: int | None = None,
        seed: int = 0,
        threads: int | None = None,
        unrolled: Unrolled | None = None,
        groups: Int | None = None,
        kinds: Byte | None = None,
    ) -> None:
        self._found, self._chances = found, chances
        self._seed, self._threads = seed, threads
        self._modes = found.graph.modes
        self.stage: Stage = set_stage(found, chances) if unrolled is None else unrolled.stage  # type: ignore[arg-type] # a course comes unrolled
        self._last = None if unrolled is None else unrolled.last
        fits = max(_LEAST, 64 * (_WORK // max(1, self.stage.targets.size)))
        self.count = min(WORLDS, fits) if worlds is None else worlds
        self._likelihood = [carrying(self.stage, chances, lane) for lane in LANES]
        self._components, owner = self.stage.components, self.stage.owner
        self._nodes = np.argsort(owner, kind="stable").astype(np.int32)
        self._begins = np.append(0, np.cumsum(np.bincount(owner, minlength=self._components.size)))
        self._entries = np.argsort(self.stage.targets, kind="stable")
        self._entry_offsets = np.searchsorted(
            self.stage.targets[self._entries], np.arange(self.stage.states.size + 1, dtype=np.int32)
        )
        self._bounds: dict[int, Bounds] = {}
        self._worlds: Worlds | None = None
        summed = (found.classes if kinds is None else kinds).astype(np.int32)
        self.kinds: Int = np.where(found.classes == NOT_REACHED, np.int32(-1), summed)
        self._groups: Int = np.zeros(summed.size, np.int32) if groups is None else groups
        self._unnumbered = self._reached_without_number()

    @property
    def worlds(self) -> Worlds:
        """The worlds, played once."""
        if self._worlds is None:
            self._worlds = simulate(
                *(self.stage, self._chances, LANES),
                worlds=self.count,
                seed=self._seed,
                category=np.where(self.kinds < 0, np.int32(-1), self._groups * 3 + self.kinds).astype(np.int32),
                threads=self._threads,
            )
        return self._worlds

    def falls(self, component: int) -> bool:
        """Tell whether a component falls at all, in some class of evidence."""
        return 0 <= component < self._found.classes.size and int(self._found.classes[component]) != NOT_REACHED

    def expected(self) -> tuple[float, float, float]:
        """Give how many components fall on average besides the starts: low, default, high, as for `of`."""
        kinds = self.kinds[self._components]
        share = self.worlds.fell / self.worlds.worlds
        falls = kinds >= 0
        default = share[kinds == AFFECTED, 1].sum() + share[kinds == POSSIBLE, 2].sum()
        return float(share[falls, _LOW].sum()), float(default), float(share[falls, _HIGH].sum())

    def expected_within(self) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
        """Give between which numbers the averages lie that worlds without end would give: 99 % intervals.

        Returns
        -------
        tuple
            Of low, default and high, as for `expected`; never below 0, nor above how many components there are.

        Notes
        -----
        The mean of the batches of 64 worlds, which are independent of each other, and its standard error times the
        quantile of Student's t distribution; one batch alone tells nothing.
        """
        low, default, high = self.sums_within(np.ones((self.kinds.size, 1)))[0].tolist()
        return tuple(low), tuple(default), tuple(high)

    def sums_within(self, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give between which numbers weighted averages lie that worlds without end would give: 99 % intervals.

        Parameters
        ----------
        weight
            Of each component of the graph, 0 or more, shape ``(components, columns)``; those of one group weigh the
            same.

        Returns
        -------
        numpy.ndarray
            Shape ``(columns, 3, 2)``: of low, default and high, as for `expected_within`.

        Raises
        ------
        UsageError
            If components of one group that fall weigh differently.
        """
        table, most = self._by_group(weight), weight[self.kinds >= 0].sum(axis=0)
        if table is None:
            raise UsageError("components of one group weigh differently; group them by their weights")
        return self._within(np.einsum("bgl,gc->bcl", self._lanes(), table), most)

    def split_within(self, labels: Int, weight: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """Give the same of the weighted averages of the components with each label.

        Parameters
        ----------
        labels
            Of each component of the graph, 0 or more.
        weight
            Of each component, shape ``(components,)``.

        Returns
        -------
        numpy.ndarray or None
            Shape ``(labels, 3, 2)``; ``None`` where components of one group that fall have different labels or weights,
            so that they were not counted apart.
        """
        falls, count = self.kinds >= 0, int(labels.max(initial=0)) + 1
        table = self._by_group(np.stack([labels.astype(np.float64), weight], axis=1))
        if table is None:
            return None
        label, of_group = table.T
        order = np.argsort(label, kind="stable")
        known, first = np.unique(label[order].astype(np.int64), return_index=True)
        lanes = (self._lanes() * of_group[:, None])[:, order]
        columns = np.zeros((len(lanes), count, lanes.shape[2]))
        if len(lanes):
            columns[:, known] = np.add.reduceat(lanes, first, axis=1)
        most: NDArray[np.float64] = np.bincount(labels[falls], weight[falls], count).astype(np.float64)
        return self._within(columns, most)

    def _by_group(self, weight: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """Give the row of each group, of a table with one for each component; ``None`` where its members differ."""
        falls = self.kinds >= 0
        table = np.zeros((self._groups.max(initial=0) + 1, weight.shape[1]))
        table[self._groups[falls]] = weight[falls]
        if not np.array_equal(table[self._groups[falls]], weight[falls]):
            return None
        return table

    def _lanes(self) -> NDArray[np.float64]:
        """How many of each group fell in each batch of 64 worlds: low, default, high."""
        sums, batches, groups = self.worlds.batches, len(self.worlds.batches), int(self._groups.max(initial=0)) + 1
        whole = np.zeros((batches, groups, 3, len(LANES)))
        whole.reshape(batches, -1, len(LANES))[:, : sums.shape[1]] = sums
        return np.stack(
            [
                whole[:, :, :, _LOW].sum(axis=2),
                whole[:, :, AFFECTED, 1] + whole[:, :, POSSIBLE, 2],
                whole[:, :, :, _HIGH].sum(axis=2),
            ],
            axis=2,
        )

    def _within(self, sums: NDArray[np.float64], most: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the intervals of columns that were summed batch by batch; none is more than ``most``."""
        from scipy.special import stdtrit  # scipy.stats takes half a second to import

        most, batches = most[:, None], len(sums)
        if batches < 2:
            return np.stack([np.zeros((len(most), 3)), np.repeat(most, 3, axis=1)], axis=2)
        columns = sums / (self.worlds.worlds / batches)
        mean = columns.mean(axis=0)
        wide = stdtrit(batches - 1, 0.995) * columns.std(axis=0, ddof=1) / np.sqrt(batches)
        return np.stack([np.maximum(mean - wide, 0.0), np.minimum(mean + wide, most)], axis=2)

    def of(self, component: int, mode: int | None = None) -> Odds:
        """Give the likelihood of a component.

        Parameters
        ----------
        component
            One that falls in some class of evidence.
        mode
            That it falls in this mode; left out, that it falls in any.

        Returns
        -------
        Odds
            With ``low <= default <= high``.

        Raises
        ------
        UsageError
            If it does not fall.
        """
        if not self.falls(component):
            raise UsageError(f"component {component} does not fall, so that there is no likelihood to give")
        kind = int(self._found.classes[component])
        place = int(np.searchsorted(self._components, component))
        nodes = self._nodes[self._begins[place] : self._begins[place + 1]]
        if self._last is not None:
            nodes = nodes[self._last[nodes]]
        if mode is not None:
            nodes = nodes[self.stage.states[nodes] % self._modes == mode]
        default = None
        if kind != UNKNOWN and not self._unnumbered[1 if kind == AFFECTED else 2][nodes].any():
            default = self._estimate(place, nodes, 1 if kind == AFFECTED else 2)
        return Odds(self._estimate(place, nodes, _LOW), default, self._estimate(place, nodes, _HIGH))

    def _estimate(self, place: int, nodes: Int, lane: int) -> Estimate:
        known = Exact(0.0, "certain") if not nodes.size else self._exact(nodes, lane)
        if known is not None:
            return Estimate(known.likelihood, known.likelihood, known.likelihood, known.method)
        if lane not in self._bounds:
            self._bounds[lane] = bounds(self.stage, self._chances, self._modes, LANES[lane])
        limits, worlds = self._bounds[lane], self.worlds.worlds
        alone = nodes.size == 1
        hits = int(self.worlds.nodes[nodes[0], lane] if alone else self.worlds.fell[place, lane])
        low, high = interval(hits, worlds)
        least, most = (limits.nodes[nodes[0]] if alone else limits.components[place]).tolist()
        low, high = max(low, least), min(high, most)
        if low > high:  # a sample in a hundred misses the truth, the bounds never do
            low, high = least, most
        return Estimate(min(max(hits / worlds, low), high), low, high, "simulated")

    def _exact(self, wanted: Int, lane: int) -> Exact | None:
        stage, likelihood = self.stage, self._likelihood[lane]
        if stage.targets.size > _SEARCHED:
            return None
        target = stage.states.size
        nodes = wanted.tolist()
        hops = [Hop(node, target, 1.0) for node in nodes]
        seen, stack = set(nodes), list(nodes)
        thresholds: dict[int, int] = {}
        while stack:
            node = stack.pop()
            for entry in range(self._entry_offsets[node], self._entry_offsets[node + 1]):
                edge = int(self._entries[entry])
                if likelihood[edge] == 0:
                    continue
                source, member = int(stage.source[edge]), int(stage.member[edge])
                group = -1
                if member >= 0:
                    group = int(np.searchsorted(stage.member_offsets, member, side="right")) - 1
                    thresholds[group] = int(stage.threshold[group])
                hops.append(Hop(source, node, float(likelihood[edge]), int(stage.coin[edge]), group, member))
                if len(hops) > _RELEVANT:
                    return None
                if source not in seen:
                    seen.add(source)
                    stack.append(source)
        return exact(hops, stage.starts.tolist(), target, thresholds)

    def _reached_without_number(self) -> dict[int, NDArray[np.bool_]]:
        """Find, for each lane of defaults, the nodes that something leads to of which nobody gave a default."""
        stage = self.stage
        bare = np.isnan(self._chances.table[:, DEFAULT])[stage.row] & (stage.coin != 0)
        found = {}
        for lane in (1, 2):
            tainted = np.zeros(stage.states.size, np.bool_)
            ways = stage.evidence <= LANES[lane].level
            tainted[stage.targets[bare & ways]] = True
            while tainted.any():
                onward = stage.targets[ways & tainted[stage.source]]
                if tainted[onward].all():
                    break
                tainted[onward] = True
            found[lane] = tainted
        return found
