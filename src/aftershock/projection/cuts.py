"""Cuts: what to take out so that nothing that is to be protected falls, checked by recomputation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.blocking import Blocking
from aftershock.cascade.flow import minimum_cut
from aftershock.cascade.reach import NOT_REACHED
from aftershock.model.decisions import Cut
from aftershock.projection.question import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from aftershock.cascade.reach import Reach
    from aftershock.projection.question import Question

    Int = NDArray[np.int32]
    Bits = NDArray[np.bool_]

__all__ = ["edge_name", "separation"]


def edge_name(question: Question, edge: int) -> tuple[str, str, str]:
    """Give the IRIs of an edge of the documents: dependent, relation, dependee."""
    projection, edges = question.projection, question.projection.edges
    return (
        projection.components[int(edges.dependent[edge])],
        projection.relations[int(edges.relation[edge])],
        projection.components[int(edges.dependee[edge])],
    )


def separation(question: Question) -> Cut | None:
    """Find what separates the starts from what is to be protected.

    Parameters
    ----------
    question
        What falls, and what must not.

    Returns
    -------
    Cut or None
        ``None`` if nothing is to be protected, or nothing that can be taken out would separate it.

    Notes
    -----
    A minimum cut over nodes, each split in two with an edge of cost 1 between them (Ford and Fulkerson 1956): over
    states it is exact. Two cuts over whole components are tried, that of the graph of components, and the components
    of the states' cut; each is thinned out: a component is left out of it wherever the recomputed cascade still falls
    short. A component has as many states as there are modes, so that a cut of k states needs k / modes components.
    """
    if not question.protect:
        return None
    found = question.run().found
    graph, modes, guarded = found.graph, found.graph.modes, set(question.protect)
    if guarded & set(question.starts):
        return None
    ways = np.flatnonzero(found.passage[graph.rule] > 0)
    source, target = graph.source(ways), graph.targets[ways]
    fixed = graph.pseudo.astype(np.bool_)
    fixed[[*question.starts, *question.protect]] = True
    starts: Int = np.array([one * modes + question.mode for one in question.starts], np.int32)
    goals: Int = np.array([one * modes + mode for one in question.protect for mode in range(modes)], np.int32)
    states = _nodes_cut(source, target, np.repeat(fixed, modes), starts, goals)
    if states is None:
        return _edge_cut(question, found, ways, starts, goals)
    inside = np.flatnonzero(source // modes != target // modes)
    whole = _nodes_cut(
        source[inside] // np.int32(modes),
        target[inside] // np.int32(modes),
        fixed,
        starts // np.int32(modes),
        goals // np.int32(modes),
    )
    blocking, protect = Blocking(found), np.asarray(question.protect, np.int64)

    def suffices(components: Iterable[int]) -> bool:
        blocked = [one * modes + mode for one in components for mode in range(modes)]
        return bool((blocking.without(states=blocked).classes[protect] == NOT_REACHED).all())

    lifted = _thinned(dict.fromkeys(state // modes for state in states), suffices)
    chosen = min([lifted] if whole is None else [_thinned(whole, suffices), lifted], key=len)
    return Cut(
        states=tuple((question.projection.components[one // modes], _mode(question, one)) for one in states),
        components=tuple(named(question.projection, one) for one in chosen),
        edges=(),
        bound=-(-len(states) // modes),
    )


def _mode(question: Question, state: int) -> str:
    return question.projection.modes[state % len(question.projection.modes)].name


def _nodes_cut(source: Int, target: Int, fixed: Bits, starts: Int, goals: Int) -> list[int] | None:
    """Cut nodes: each stands twice, ``2 n`` where ways enter it and ``2 n + 1`` where they leave it."""
    count = fixed.size
    nodes = np.arange(count, dtype=np.int32)
    begin = np.concatenate([2 * source + 1, 2 * nodes]).astype(np.int32)
    end = np.concatenate([2 * target, 2 * nodes + 1]).astype(np.int32)
    cost = np.concatenate([np.zeros(source.size, np.int32), np.where(fixed, 0, 1).astype(np.int32)])
    order = np.argsort(begin, kind="stable")
    offsets = np.append(0, np.cumsum(np.bincount(begin, minlength=2 * count)))
    cut = minimum_cut(offsets, end[order], 2 * np.unique(starts) + 1, 2 * np.unique(goals), costs=cost[order])
    return None if cut is None else (begin[order][list(cut.edges)] // 2).tolist()


def _thinned(chosen: Iterable[int], suffices: Callable[[Iterable[int]], bool]) -> list[int]:
    """Leave out whatever can be spared."""
    kept = list(chosen)
    for one in list(kept):
        rest = [other for other in kept if other != one]
        if suffices(rest):
            kept = rest
    return kept


def _edge_cut(question: Question, found: Reach, ways: NDArray[np.int64], starts: Int, goals: Int) -> Cut | None:
    """Cut edges of the documents, where nothing lies between."""
    graph = found.graph
    offsets = np.searchsorted(ways, graph.offsets).astype(np.int32)
    dependency = graph.dependency[ways]
    cost = (dependency >= 0).astype(np.int32)
    cut = minimum_cut(offsets, graph.targets[ways], starts, goals, costs=cost)
    if cut is None:
        return None
    blocking, protect = Blocking(found), np.asarray(question.protect, np.int64)

    def suffices(edges: Iterable[int]) -> bool:
        gone = np.flatnonzero(np.isin(graph.dependency, list(edges))).astype(np.int32)
        return bool((blocking.without(edges=gone).classes[protect] == NOT_REACHED).all())

    chosen = _thinned(dict.fromkeys(dependency[list(cut.edges)].tolist()), suffices)
    most = int(np.bincount(dependency[dependency >= 0]).max())
    return Cut(
        states=(),
        components=(),
        edges=tuple(edge_name(question, one) for one in chosen),
        bound=-(-cut.cost // most),
    )
