"""Many worlds played: how often each state and each component fell."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.chances import mixed
from aftershock.errors import UsageError
from aftershock.model.watch import watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aftershock.cascade.chances import Chances
    from aftershock.cascade.stage import Stage
    from aftershock.model.watch import Watch

    Int = NDArray[np.int32]
    Long = NDArray[np.int64]
    Word = NDArray[np.uint64]
    Real = NDArray[np.float64]

__all__ = ["DEFAULT", "HIGH", "LOW", "Lane", "Worlds", "interval", "simulate"]

LOW, DEFAULT, HIGH = 0, 1, 2
"""Columns of a table of likelihoods."""

_WORD: Final = 64
_MOST: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Lane:
    """One of the runs that a world is played in, with the same coins.

    Parameters
    ----------
    level
        Edges of this class of evidence or better carry: 0 stated, 1 uncertain, 2 unsaid.
    column
        `LOW`, `DEFAULT` or `HIGH`.
    """

    level: int
    column: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Worlds:
    """How often what fell.

    Parameters
    ----------
    worlds
        How many worlds were played.
    nodes
        In how many of them each node of the stage fell, shape ``(nodes, lanes)``.
    components
        The components of the nodes, rising; shape ``(components,)``.
    fell
        In how many of them any node of a component fell, shape ``(components, lanes)``.
    batches
        For each batch of 64 worlds, how many components of each category fell, summed over its worlds; shape
        ``(batches, categories, lanes)``.
    """

    worlds: int
    nodes: Long
    components: Int
    fell: Long
    batches: Long

    def __repr__(self) -> str:
        return f"Worlds(worlds={self.worlds}, components={self.components.size})"


def simulate(
    stage: Stage,
    chances: Chances,
    modes: int,
    lanes: Sequence[Lane],
    *,
    worlds: int = 4096,
    seed: int = 0,
    category: Int | None = None,
    threads: int | None = None,
) -> Worlds:
    """Play worlds, 64 at a time, and count.

    Parameters
    ----------
    stage
        What can fall.
    chances
        The likelihoods; their coins are in the stage.
    modes
        Modes of a component.
    lanes
        Which runs to play, at least one.
    worlds
        How many, at least 1; rounded up to a multiple of 64.
    seed
        Another seed draws other coins.
    category
        Of each component of the graph a category, -1 for none; left out, there are none.
    threads
        How many threads play; one a core if left out. The counts do not depend on it.

    Returns
    -------
    Worlds
        The same for the same seed, whatever the order of nodes and edges, and however many threads.

    Raises
    ------
    UsageError
        If there is no lane, or the number of worlds is not positive.
    CancelledError
        If nobody waits any more; asked after every 64 worlds.
    """
    if not lanes:
        raise UsageError("there is no lane to play; give at least one")
    if not 1 <= worlds <= _MOST:
        raise UsageError(f"worlds is {worlds}; it must be 1 to {_MOST:,}")
    blocks = -(-worlds // _WORD)
    components, of_node = np.unique(stage.states // np.int32(modes), return_inverse=True)
    order = np.argsort(of_node, kind="stable").astype(np.int32)
    offsets = np.append(0, np.cumsum(np.bincount(of_node, minlength=components.size))).astype(np.int32)
    kinds = np.full(components.size, -1, np.int32) if category is None else category[components].astype(np.int32)
    ended = Event()
    play = _Play(stage, chances, lanes, seed, offsets, order, kinds, watch(), ended)
    count = max(1, min(threads or os.cpu_count() or 1, blocks))
    with ThreadPoolExecutor(count) as pool:
        try:
            parts = list(pool.map(play, (range(first, blocks, count) for first in range(count))))
        finally:
            ended.set()  # an interrupt of this thread ends the others too
    batches = np.zeros((blocks, play.categories, len(lanes)), np.int64)
    for first, part in enumerate(parts):
        batches[first::count] = part[2]
    return Worlds(
        worlds=blocks * _WORD,
        nodes=sum((part[0] for part in parts), np.zeros_like(parts[0][0])),
        components=components.astype(np.int32),
        fell=sum((part[1] for part in parts), np.zeros_like(parts[0][1])),
        batches=batches,
    )


class _Play:
    """Plays blocks of 64 worlds in arrays of its own for each call."""

    def __init__(
        self,
        stage: Stage,
        chances: Chances,
        lanes: Sequence[Lane],
        seed: int,
        owner_offsets: Int,
        owner_nodes: Int,
        category: Int,
        watched: Watch,
        ended: Event,
    ) -> None:
        self._stage, self._seed = stage, seed
        self._watched, self._ended = watched, ended
        self._lanes = len(lanes)
        self._levels = _sealed(np.array([lane.level for lane in lanes], np.int32))
        self._columns = _sealed(np.array([lane.column for lane in lanes], np.int32))
        self._owners = _sealed(owner_offsets), _sealed(owner_nodes), _sealed(category)
        self._scaled = _sealed(np.floor(np.nan_to_num(chances.table) * 2.0**53).astype(np.uint64))
        self.categories = int(category.max(initial=-1)) + 1
        most = max(int(np.diff(stage.member_offsets).max(initial=0)), int(stage.threshold.max(initial=0)))
        self._digits = most.bit_length()

    def __call__(self, blocks: range) -> tuple[Long, Long, Long]:
        stage, lanes, kernels = self._stage, self._lanes, compiled.kernels()
        nodes, members = stage.states.size, int(stage.member_offsets[-1])
        fell, pushed = (np.empty((nodes, lanes), np.uint64) for _ in range(2))
        there, planes = np.empty((members, lanes), np.uint64), np.empty(self._digits, np.uint64)
        node_count = np.zeros((nodes, lanes), np.int64)
        count = np.zeros((self._owners[0].size - 1, lanes), np.int64)
        sums = np.zeros((len(blocks), self.categories, lanes), np.int64)
        every = _sealed(np.full(1, 2**64 - 1, np.uint64))
        with np.errstate(over="ignore"):  # hashes wrap round; compiled code says nothing of it
            for place, block in enumerate(blocks):
                if self._ended.is_set():
                    break
                self._watched.step("worlds", min(block, blocks.stop) * _WORD, blocks.stop * _WORD)
                salt = _sealed(np.atleast_1d(mixed(self._seed & (2**64 - 1), block)))
                for room in (fell, pushed, there):
                    room[...] = 0
                kernels.play(
                    *(stage.offsets, stage.targets, stage.evidence, stage.row, stage.coin, stage.member, stage.knots),
                    *(stage.group_offsets, stage.member_offsets, stage.threshold, self._scaled),
                    *(self._levels, self._columns, stage.starts, salt, fell, pushed, there, planes),
                )
                kernels.tally(fell, *self._owners, every, node_count, count, sums[place])
        return node_count, count, sums


def interval(hits: int, worlds: int, confidence: float = 0.99) -> tuple[float, float]:
    """Bound a probability from how often it came true: the exact binomial interval.

    Parameters
    ----------
    hits, worlds
        How often, of how many independent worlds.
    confidence
        Between 0 and 1; the interval covers the probability at least so often.

    Returns
    -------
    tuple of float
        Lower and upper end.

    Notes
    -----
    Clopper and Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial, Biometrika
    26(4), 1934, by quantiles of the beta distribution.

    Examples
    --------
    >>> [round(end, 4) for end in interval(0, 64)]
    [0.0, 0.0795]
    """
    from scipy.special import betaincinv

    rest = (1 - confidence) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, worlds - hits + 1, rest))
    high = 1.0 if hits == worlds else float(betaincinv(hits + 1, worlds - hits, 1 - rest))
    return (low if math.isfinite(low) else 0.0), (high if math.isfinite(high) else 1.0)


def _sealed(array: NDArray[np.generic]) -> NDArray[np.generic]:
    """Give a view that cannot be written to: kernels are compiled for such."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view
