"""Many worlds played: how often each state and each component fell."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, Final

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
_SHARE: Final = 64
"""Nodes are looked at one by one, off a heap, as long as no more than one in so many falls in any of 64 worlds."""

_KEPT: Final = 1 << 20
"""Words that a room may have to be kept."""


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
    kinds = None if category is None else category[stage.components].astype(np.int32)
    ended = Event()
    play = _Play(stage, chances, lanes, seed, kinds, watch(), ended)
    count = max(1, min(threads or os.cpu_count() or 1, blocks))
    with ThreadPoolExecutor(count) as pool:
        try:
            parts = list(pool.map(play, (range(first, blocks, count) for first in range(count))))
        finally:
            ended.set()  # an interrupt of this thread ends the others too
    watch().step("worlds", blocks * _WORD, blocks * _WORD)
    batches = np.zeros((blocks, play.categories, len(lanes)), np.int64)
    for first, part in enumerate(parts):
        batches[first::count] = part[2]
    return Worlds(
        worlds=blocks * _WORD,
        nodes=sum((part[0] for part in parts[1:]), parts[0][0]),
        components=stage.components,
        fell=sum((part[1] for part in parts[1:]), parts[0][1]),
        batches=batches,
    )


class _Room:
    """Arrays that worlds are played in; every kernel leaves them clean, for whoever plays next."""

    def __init__(self, nodes: int, components: int, members: int, digits: int, lanes: int) -> None:
        self.size = nodes, components, members, digits, lanes
        self.fell, self.pushed = (np.zeros((nodes, lanes), np.uint64) for _ in range(2))
        self.there, self.planes = np.zeros((members, lanes), np.uint64), np.empty(digits, np.uint64)
        self.mark, self.touched, self.room = (
            np.zeros(nodes, np.uint8),
            np.empty(nodes, np.int32),
            np.empty(nodes, np.int32),
        )
        self.union, self.owners = np.zeros((components, lanes), np.uint64), np.empty(components, np.int32)


class _Rooms:
    """Keeps a few rooms: to clear memory, or to get it anew, takes longer than to play worlds in which little falls."""

    def __init__(self) -> None:
        self._free: list[_Room] = []
        self._lock = Lock()

    def take(self, *size: int) -> _Room:
        with self._lock:
            for place, room in enumerate(self._free):
                if room.size == size:
                    return self._free.pop(place)
        return _Room(*size)

    def give(self, room: _Room) -> None:
        with self._lock:
            if room.fell.size + room.there.size <= _KEPT:
                self._free = [room, *self._free][: os.cpu_count() or 1]


_ROOMS: Final = _Rooms()


class _Play:
    """Plays blocks of 64 worlds in arrays of its own for each call."""

    def __init__(
        self,
        stage: Stage,
        chances: Chances,
        lanes: Sequence[Lane],
        seed: int,
        category: Int | None,
        watched: Watch,
        ended: Event,
    ) -> None:
        self._stage, self._seed = stage, seed
        self._watched, self._ended = watched, ended
        self._lanes = len(lanes)
        self._levels = _sealed(np.array([lane.level for lane in lanes], np.int32))
        self._columns = _sealed(np.array([lane.column for lane in lanes], np.int32))
        self._category = _sealed(np.zeros(0, np.int32) if category is None else category)
        self._scaled = _sealed(np.floor(np.nan_to_num(chances.table) * 2.0**53).astype(np.uint64))
        self.categories = 0 if category is None else int(category.max(initial=-1)) + 1
        most = max(int(np.diff(stage.member_offsets).max(initial=0)), int(stage.threshold.max(initial=0)))
        self._digits = most.bit_length()

    def __call__(self, blocks: range) -> tuple[Long, Long, Long]:
        stage, lanes = self._stage, self._lanes
        nodes, components, members = stage.states.size, stage.components.size, int(stage.member_offsets[-1])
        room = _ROOMS.take(nodes, components, members, self._digits, lanes)
        node_count = np.zeros((nodes, lanes), np.int64)
        count = np.zeros((components, lanes), np.int64)
        sums = np.zeros((len(blocks), self.categories, lanes), np.int64)
        most = nodes // _SHARE  # where more than that falls, to count up is faster
        with np.errstate(over="ignore"):  # hashes wrap round; compiled code says nothing of it
            for place, block in enumerate(blocks):
                if self._ended.is_set():
                    break
                self._watched.step("worlds", min(block, blocks.stop) * _WORD, blocks.stop * _WORD)
                many = self._played(room, block, most)
                if many < 0:
                    self._tallied(room, -1 - many, _NOBODY, node_count, count, sums[place])
                    most = 0
                    many = self._played(room, block, most)
                self._tallied(room, many, _EVERYBODY, node_count, count, sums[place])
        _ROOMS.give(room)
        return node_count, count, sums

    def _played(self, room: _Room, block: int, most: int) -> int:
        stage = self._stage
        salt = _sealed(np.atleast_1d(mixed(self._seed & (2**64 - 1), block)))
        found: int = compiled.kernels().play(
            *(stage.offsets, stage.targets, stage.evidence, stage.row, stage.coin, stage.member, stage.knots),
            *(stage.group_offsets, stage.member_offsets, stage.threshold, self._scaled),
            *(self._levels, self._columns, stage.starts, salt, most),
            *(room.fell, room.pushed, room.there, room.planes, room.mark, room.touched, room.room),
        )
        return found

    def _tallied(self, room: _Room, many: int, worlds: Word, nodes: Long, components: Long, sums: Long) -> None:
        stage = self._stage
        compiled.kernels().tally(
            *(room.touched, many, worlds, stage.group_offsets, stage.member_offsets, stage.owner, self._category),
            *(room.fell, room.pushed, room.there, room.mark, room.union, room.owners, nodes, components, sums),
        )


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


def _sealed(array: NDArray[Any]) -> NDArray[Any]:
    """Give a view that cannot be written to: kernels are compiled for such."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


_EVERYBODY, _NOBODY = (_sealed(np.full(1, word, np.uint64)) for word in (2**64 - 1, 0))
"""Worlds that count: all, or none."""
