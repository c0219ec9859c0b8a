"""Starting points by what falls with them: exact, all of them or the worst."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.closure_kernels import WORDS
from aftershock.cascade.ready import passages, prepare
from aftershock.cascade.rows import by_key, sealed
from aftershock.errors import UsageError
from aftershock.model.watch import watch

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from aftershock.cascade.condensed import Condensed
    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.cascade.ready import Ready
    from aftershock.model.radius import Alternatives

    Int = NDArray[np.int32]
    Real = NDArray[np.float64]
    Bits = NDArray[np.bool_]

__all__ = ["Ranking", "ranking"]

_BLOCK: Final = 64 * WORDS
_PARTS: Final = 4
"""Into how many parts the work is cut for threads: always as many, so that sums do not depend on their number."""

_LARGEST: Final = 64
_FEW: Final = 8
"""Ancestors are looked for where no more are wanted than that, and no more than one in so many; else all are ranked."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ranking:
    """Starting components, those first with which most falls; equal ones in their order.

    Parameters
    ----------
    components
        Pseudo components left out.
    scores
        What falls with each: how many components, or what they weigh; itself left out.
    """

    components: Int
    scores: Real

    def __repr__(self) -> str:
        return f"Ranking({self.components.size} components)"


def ranking(
    graph: ConsequenceGraph,
    mode: int = 0,
    *,
    alternatives: Alternatives = "by-rule",
    level: int = 0,
    weights: ArrayLike | None = None,
    top: int | None = None,
    among: ArrayLike | None = None,
) -> Ranking:
    """Rank components by what falls with each of them alone; exact.

    Parameters
    ----------
    graph
        In which.
    mode
        The mode they start in.
    alternatives
        As for `aftershock.cascade.reach.reach`.
    level
        What falls over edges of this evidence class or better counts: 0 affected, 1 also possible, 2 also unknown.
    weights
        Of each component, 0 or more: how much it counts that it falls. Left out, each counts 1. 1 for components of one
        class and 0 for others ranks by victims of that class.
    top
        How many to give; all if left out. Of those that score the same as the last, any may be given.
    among
        Of each component, whether it is ranked; all are if left out.

    Returns
    -------
    Ranking
        Scores are exact as far as sums of the weights are exact in floating point.

    Raises
    ------
    UsageError
        If an argument is not as said.

    Notes
    -----
    All: for 512 victims at a time, one pass over the condensed graph joins sets of bits. The first k: what is started
    from an ancestor of a component outside of its own cycle makes all fall that it makes fall, and it too. So a
    component with k such ancestors is not among the first k, nor one with such an ancestor that scores less than the
    k-th so far. What is left is scored 512 starts at a time, those first whose bound (`limits`) is high, until no bound
    exceeds the k-th score. Where alternatives must fall together, scores with each by itself are bounds from above, and
    starts that could meet such a group are run one by one, the highest bounds first.

    Examples
    --------
    >>> from aftershock.cascade.graph import ConsequenceGraph
    >>> graph = ConsequenceGraph.from_edges(components=3, modes=1, source=[2, 1], target=[1, 0], rule=[0, 0])
    >>> found = ranking(graph)
    >>> found.components.tolist(), found.scores.tolist()
    ([2, 1, 0], [2.0, 1.0, 0.0])
    """
    weight = _weights(graph, weights)
    if not 0 <= mode < graph.modes:
        raise UsageError(f"mode is {mode}; it must be from 0 to {graph.modes - 1}")
    if not 0 <= level <= 2:
        raise UsageError(f"level is {level}; it must be 0, 1 or 2")
    if top is not None and top < 1:
        raise UsageError(f"top is {top}; it must be 1 or more")
    taken = np.ones(graph.components, np.bool_) if among is None else np.asarray(among, np.bool_)
    if taken.shape != (graph.components,):
        raise UsageError(f"among has the shape {taken.shape}; it must have ({graph.components},)")
    starts = np.flatnonzero((graph.pseudo == 0) & taken).astype(np.int32)
    wanted = starts.size if top is None else min(top, starts.size)
    joint = np.flatnonzero((passages(graph, alternatives)[graph.rule] == 2) & (graph.member >= 0))
    free = prepare(graph, "any").levels[level]
    if joint.size:
        scores = _all(graph, free, weight)[free.unit[starts * graph.modes + mode]] - weight[starts]
        doubtful = _touching(graph, free, joint)[free.unit[starts * graph.modes + mode]]
        scores = _verified(graph, prepare(graph, alternatives), level, mode, weight, starts, scores, doubtful, wanted)
        return _ranked(starts, scores, wanted)
    if wanted > _LARGEST or wanted * _FEW > starts.size:
        scores = _all(graph, free, weight)[free.unit[starts * graph.modes + mode]] - weight[starts]
        return _ranked(starts, scores, wanted)
    return _first(graph, free, level, mode, weight, starts, wanted)


def _weights(graph: ConsequenceGraph, weights: ArrayLike | None) -> Real:
    found = np.ones(graph.components) if weights is None else np.array(weights, np.float64)
    if found.shape != (graph.components,):
        raise UsageError(f"weights has the shape {found.shape}; it must have ({graph.components},)")
    if not (np.isfinite(found).all() and (found >= 0).all()):
        raise UsageError("a weight is negative or no number; weights must be 0 or more")
    found[graph.pseudo == 1] = 0.0
    found.flags.writeable = False
    return found


def _ranked(components: Int, scores: Real, wanted: int) -> Ranking:
    order = np.lexsort((components, -scores))[:wanted]
    return Ranking(components[order], scores[order])


def _all(graph: ConsequenceGraph, condensed: Condensed, weight: Real) -> Real:
    """Score every unit: what falls with it, its own components included.

    A state that leads to nothing has no row of its own; its component is put into the rows of those that lead to it.
    """
    degree, size = np.diff(condensed.offsets), np.diff(condensed.unit_offsets)
    leaf = (degree == 0) & (size == 1)
    place = np.cumsum(~leaf, dtype=np.int32) - np.int32(1)
    units = int(np.count_nonzero(~leaf))
    onward, source = ~leaf[condensed.targets], np.repeat(place, degree)
    offsets = sealed(np.append(0, np.cumsum(np.bincount(source[onward], minlength=units))).astype(np.int32))
    targets = sealed(place[condensed.targets[onward]])
    component = condensed.order[condensed.unit_offsets[:-1]] // np.int32(graph.modes)  # of a leaf, the only one
    states = np.flatnonzero(~leaf[condensed.unit]).astype(np.int32)
    holder = np.concatenate([place[condensed.unit[states]], source[~onward]])
    held = np.concatenate([states // np.int32(graph.modes), component[condensed.targets[~onward]]])

    last = np.full(graph.components, -1, np.int32)
    np.maximum.at(last, held, holder)
    victims = np.flatnonzero((weight > 0) & (last >= 0)).astype(np.int32)
    victims = victims[np.lexsort((last[victims], weight[victims]))]
    groups = np.flatnonzero(np.append(True, np.diff(weight[victims]) != 0)) if victims.size else np.zeros(0, np.int64)
    many = np.diff(np.append(groups, victims.size))
    words = -(-many // 64)
    base = np.append(0, np.cumsum(words))[:-1] * 64
    slot = np.full(graph.components, -1, np.int32)
    slot[victims] = np.arange(victims.size) + np.repeat(base - groups, many)
    word_weight = np.repeat(weight[victims[groups]], words)
    word_weight = np.append(word_weight, np.zeros(-word_weight.size % WORDS))
    seeds = slot[held] >= 0
    order, begins = by_key(slot[held[seeds]] // np.int32(_BLOCK), word_weight.size // WORDS)
    holder, bits = holder[seeds][order], (slot[held[seeds]] % np.int32(_BLOCK))[order]

    watched = watch()

    def part(begin: int) -> Real:
        rows, score = np.empty((units + 1, WORDS), np.uint64), np.zeros(units)
        kernels = compiled.kernels()
        for block in range(begin, word_weight.size // WORDS, _PARTS):
            watched.step("blocks", block, word_weight.size // WORDS)
            chosen = slice(begins[block], begins[block + 1])
            end = int(holder[chosen].max(initial=0))
            kernels.close(offsets, targets, sealed(holder[chosen]), sealed(bits[chosen]), end, rows)
            with np.errstate(over="ignore"):  # counting bits wraps round; compiled code says nothing of it
                kernels.weigh(sealed(rows), end, sealed(word_weight[block * WORDS : (block + 1) * WORDS]), score)
        return score

    with ThreadPoolExecutor(min(_PARTS, os.cpu_count() or 1)) as pool:
        score = sum(pool.map(part, range(min(_PARTS, word_weight.size // WORDS))), np.zeros(units))
    found: Real = weight[component]
    found[~leaf] = score
    return found


def _touching(graph: ConsequenceGraph, condensed: Condensed, joint: NDArray[np.int64]) -> Bits:
    """Tell for each unit whether it leads to an edge that carries only together with others."""
    own = np.zeros(condensed.units)
    own[condensed.unit[graph.source(joint)]] = 1.0
    found = np.zeros(condensed.units)
    compiled.kernels().limits(condensed.offsets, condensed.targets, sealed(own), found)
    return found > 0


def _verified(
    graph: ConsequenceGraph,
    ready: Ready,
    level: int,
    mode: int,
    weight: Real,
    starts: Int,
    bounds: Real,
    doubtful: Bits,
    wanted: int,
) -> Real:
    """Run the doubtful starts, the highest bounds first, until none that is left can be among those wanted."""
    scores = np.where(doubtful, -1.0, bounds)
    condensed = ready.levels[level]
    known = scores[~doubtful]
    best = np.sort(known)[::-1][:wanted].tolist()
    for place in np.flatnonzero(doubtful)[np.argsort(-bounds[doubtful], kind="stable")].tolist():
        if len(best) == wanted and bounds[place] < best[-1]:
            break
        watch().step("components", int(np.count_nonzero(scores >= 0)), starts.size)
        fallen = condensed.fall([starts[place] * graph.modes + mode])
        components = np.unique(condensed.nodes(fallen) // np.int32(graph.modes))
        scores[place] = weight[components].sum() - weight[starts[place]]
        best = sorted([*best, float(scores[place])], reverse=True)[:wanted]
    return scores


def _first(
    graph: ConsequenceGraph, condensed: Condensed, level: int, mode: int, weight: Real, starts: Int, wanted: int
) -> Ranking:
    home = condensed.unit[starts * np.int32(graph.modes) + np.int32(mode)]
    order = np.argsort(home, kind="stable")
    start_offsets = np.searchsorted(home[order], np.arange(condensed.units + 1)).astype(np.int32)
    above, count = np.empty((condensed.units, wanted), np.int32), np.zeros(condensed.units, np.int32)
    kernels = compiled.kernels()
    kernels.ancestors(
        *(condensed.offsets, condensed.targets, _knots(graph, condensed, level)),
        *(sealed(start_offsets), sealed(starts[order]), above, count),
    )
    own, limit = np.zeros(condensed.units), np.empty(condensed.units)
    np.add.at(own, condensed.unit, np.repeat(weight, graph.modes))
    kernels.limits(condensed.offsets, condensed.targets, sealed(own), limit)
    bound = limit[home] - weight[starts]
    backward = _Backward(graph, condensed, weight)
    scores, scored, cut = (
        np.full(graph.components, fill, kind) for fill, kind in ((-1.0, np.float64), (0, np.bool_), (0, np.bool_))
    )
    place = np.flatnonzero(count[home] >= 0)
    place = place[np.argsort(-bound[place], kind="stable")]
    ready, worst = count[home[place]] == 0, -1.0
    while ready.any():
        ahead, place = place[ready], place[~ready]
        for one in range(0, ahead.size, _BLOCK):
            watch().step("components", int(np.count_nonzero(scored)), graph.components)
            chosen = ahead[one : one + _BLOCK]
            chosen = chosen[bound[chosen] > worst]
            if not chosen.size:
                break
            scores[starts[chosen]] = backward.scores(home[chosen]) - weight[starts[chosen]]
            scored[starts[chosen]] = True
            if np.count_nonzero(scored) >= wanted:
                worst = float(np.partition(scores[scored], -wanted)[-wanted])
        cut[starts[ahead]] = scores[starts[ahead]] <= worst
        lost = (bound[place] <= worst) | cut[above[home[place], 0]]
        cut[starts[place[lost]]] = True
        place = place[~lost]
        lists = [above[one, : count[one]] for one in home[place].tolist()]
        lost = np.array([bool(cut[mine].any()) for mine in lists], np.bool_)
        cut[starts[place[lost]]] = True
        ready = np.array([bool(scored[mine].all()) for mine in lists], np.bool_)[~lost]
        place = place[~lost]
    return _ranked(np.flatnonzero(scored).astype(np.int32), scores[scored], wanted)


class _Backward:
    """Scores 512 starts at a time, over edges turned round, so that rows are only read at random."""

    def __init__(self, graph: ConsequenceGraph, condensed: Condensed, weight: Real) -> None:
        units = condensed.units
        self._last, self._modes, self._weight = units - 1, graph.modes, weight
        keys = np.int32(units - 1) - condensed.targets
        source = np.repeat(np.arange(units - 1, -1, -1, dtype=np.int32), np.diff(condensed.offsets))
        order, self._offsets = by_key(keys, units)
        self._targets = sealed(source[order])
        self._unit = sealed(np.int32(units - 1) - condensed.unit)
        counted = np.flatnonzero(weight > 0).astype(np.int32)
        self._order = sealed(counted[np.argsort(weight[counted], kind="stable")])
        self._rows = np.empty((units + 1, WORDS), np.uint64)

    def scores(self, home: Int) -> Real:
        """Score up to 512 starts by their units, themselves included."""
        seed = np.int32(self._last) - home
        score, kernels = np.zeros(_BLOCK), compiled.kernels()
        last = int(seed.max(initial=0))
        kernels.close(
            *(self._offsets, self._targets, sealed(seed), sealed(np.arange(home.size, dtype=np.int32))),
            *(last, self._rows),
        )
        kernels.tell_apart(
            *(sealed(self._rows), last, self._unit, self._modes, self._order, self._weight),
            *(np.zeros((32, WORDS), np.uint64), score),
        )
        found: Real = score[: home.size]
        return found


def _knots(graph: ConsequenceGraph, condensed: Condensed, level: int) -> Int:
    """Give each unit the cycle of components that it is part of, whatever their modes."""
    if graph.modes == 1:
        return sealed(np.arange(condensed.units, dtype=np.int32))
    kept = graph.evidence <= level
    offsets = np.append(0, np.cumsum(kept, dtype=np.int32)).astype(np.int32)[graph.offsets[:: graph.modes]]
    number, index = (np.full(graph.components, -1, np.int32) for _ in range(2))
    compiled.kernels().condense(
        *(sealed(offsets), sealed(graph.targets[kept] // np.int32(graph.modes)), number, index),
        *(np.empty(graph.components, np.int32) for _ in range(4)),
    )
    return sealed(number[condensed.order[condensed.unit_offsets[:-1]] // np.int32(graph.modes)])
