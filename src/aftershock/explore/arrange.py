"""Where the nodes of a large graph go: communities apart from each other, and within each its nodes.

All of it is the same for the same graph. The unit of places is about the room that one node needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Places = NDArray[np.float64]
    Indices = NDArray[np.int64]

__all__ = ["apart", "arranged", "communities", "fitted", "spring", "sunflower"]

_SPRUNG: Final = 800
"""Nodes up to which a spring layout is worth its time, which grows with their square."""

_GOLDEN: Final = np.pi * (3 - np.sqrt(5))
_SEED: Final = 7
_ROOM: Final = 1.4
_SMALL: Final = 3
"""Nodes below which a community is none."""

_JOINS: Final = 3
"""How many steps from a community that is kept another may be and still join it."""


def communities(count: int, source: Indices, target: Indices, *, most: int = 300) -> Indices:
    """Find which nodes belong together.

    Parameters
    ----------
    count
        Nodes.
    source, target
        Edges; their direction does not matter.
    most
        Communities at the most. The others join the one of these that most of their edges lead to; what leads to none
        is put together as the last.

    Returns
    -------
    ndarray of int64
        For each node its community, the largest first.

    Notes
    -----
    Fast label propagation (V. A. Traag and L. Šubelj, "Large network community detection by fast label propagation",
    Scientific Reports 13, 2023), as NetworkX has it.

    Examples
    --------
    >>> communities(6, np.array([0, 1, 2, 3, 4, 5]), np.array([1, 2, 0, 4, 5, 3])).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    label: Indices = np.empty(count, np.int64)
    for place, members in enumerate(nx.community.fast_label_propagation_communities(graph, seed=_SEED)):
        label[list(members)] = place
    label = _by_size(label)
    sizes = np.bincount(label)
    kept = min(int((sizes >= _SMALL).sum()), most - 1)
    for _ in range(_JOINS):
        label = _joined(label, source, target, kept)
    return _by_size(np.minimum(label, kept))


def arranged(count: int, source: Indices, target: Indices, label: Indices) -> Places:
    """Place the nodes of a graph: its communities apart from each other, each with its nodes around its middle.

    Parameters
    ----------
    count
        Nodes.
    source, target
        Edges.
    label
        For each node its community, as `communities` gives them.

    Returns
    -------
    ndarray of float64
        Shape ``(count, 2)``.
    """
    places = np.zeros((count, 2))
    parts = int(label.max(initial=-1)) + 1
    sizes = np.bincount(label, minlength=parts)
    order = np.argsort(label, kind="stable")
    starts = np.concatenate(([0], np.cumsum(sizes)))
    inner = label[source] == label[target]
    within = np.argsort(label[source[inner]], kind="stable")
    inner_source, inner_target = source[inner][within], target[inner][within]
    edge_starts = np.searchsorted(label[inner_source], np.arange(parts + 1))
    local = np.empty(count, np.int64)
    radii = room(sizes)
    pairs, weights = np.unique(_between(label[source], label[target], parts), return_counts=True)
    middles = apart(spring(parts, pairs // parts, pairs % parts, weights), radii)
    for part in range(parts):
        members = order[starts[part] : starts[part + 1]]
        local[members] = np.arange(len(members))
        chosen = slice(edge_starts[part], edge_starts[part + 1])
        inside = fitted(len(members), local[inner_source[chosen]], local[inner_target[chosen]])
        places[members] = middles[part] + inside * radii[part]
    return places


def room(sizes: Indices) -> Places:
    """Give the radius of the disc that so many nodes need."""
    return _ROOM * np.sqrt(np.maximum(sizes, 1))


def fitted(count: int, source: Indices, target: Indices) -> Places:
    """Place nodes in the unit disc: by springs where they are few enough to show a shape, else as a sunflower's seeds.

    Parameters
    ----------
    count
        Nodes.
    source, target
        Edges among them.
    """
    if count > _SPRUNG or not len(source):
        degree = np.bincount(np.concatenate((source, target)), minlength=count)
        places = np.empty((count, 2))
        places[np.argsort(-degree, kind="stable")] = sunflower(count)
        return places
    places = spring(count, source, target)
    places -= places.mean(axis=0)
    reach = np.hypot(*places.T)
    farthest = float(reach.max(initial=0))
    if farthest == 0:
        return sunflower(count)
    # evened out: as much room for the crowded middle as for the rim
    rank = np.empty(count)
    rank[np.argsort(reach, kind="stable")] = np.sqrt((np.arange(count) + 0.5) / count)
    wanted = 0.5 * rank + 0.5 * reach / farthest
    stretch: Places = np.divide(wanted, reach, out=np.zeros(count), where=reach > 0)
    return places * stretch[:, None]


def spring(count: int, source: Indices, target: Indices, weights: Sequence[int] | Indices | None = None) -> Places:
    """Place nodes by springs along edges (T. Fruchterman and E. Reingold, 1991), as rustworkx has it.

    Parameters
    ----------
    count
        Nodes.
    source, target
        Edges.
    weights
        How strongly each draws; all alike if left out.
    """
    import rustworkx as rx

    if count == 1:
        return np.zeros((1, 2))
    graph: rx.PyGraph[None, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * count)
    strength = np.ones(len(source)) if weights is None else np.log1p(np.asarray(weights, float))
    graph.add_edges_from(list(zip(source.tolist(), target.tolist(), strength.tolist(), strict=True)))
    places = rx.spring_layout(graph, weight_fn=float, num_iter=100 if count <= _SPRUNG else 50, seed=_SEED)
    return np.asarray([places[node] for node in range(count)])


def sunflower(count: int) -> Places:
    """Place points in the unit disc as the seeds of a sunflower, the first in the middle (H. Vogel, 1979).

    Parameters
    ----------
    count
        Points.

    Examples
    --------
    >>> sunflower(3).round(2).tolist()
    [[0.41, 0.0], [-0.52, 0.48], [0.08, -0.91]]
    """
    turn = np.arange(count) * _GOLDEN
    reach: Places = np.sqrt((np.arange(count) + 0.5) / max(count, 1))
    places: Places = reach[:, None] * np.column_stack((np.cos(turn), np.sin(turn)))
    return places


def apart(middles: Places, radii: Places) -> Places:
    """Scale and push discs apart, until hardly any two overlap.

    Parameters
    ----------
    middles, radii
        Of the discs.

    Returns
    -------
    ndarray of float64
        The middles, about as they lay to each other.
    """
    count = len(middles)
    if count < 2:
        return middles * 0.0
    spread = float(np.hypot(*(middles - middles.mean(axis=0)).T).max()) or 1.0
    moved: Places = (middles - middles.mean(axis=0)) / spread * float(np.sqrt((radii**2).sum())) * 1.3
    moved += sunflower(count) * 1e-3  # two in the same place part
    for _ in range(80):
        between = moved[:, None] - moved[None]
        distance = np.hypot(between[..., 0], between[..., 1])
        overlap = np.maximum(1.12 * (radii[:, None] + radii[None]) - distance, 0)
        np.fill_diagonal(overlap, 0)
        if float(overlap.max()) < 0.02 * float(radii.max()):
            break
        share = radii[None] / (radii[:, None] + radii[None])  # the smaller of two moves more
        push = np.divide(overlap * share, distance, out=np.zeros_like(distance), where=distance > 0)
        moved += (between * push[..., None]).sum(axis=1) * 0.5
    return moved


def _between(one: Indices, other: Indices, parts: int) -> Indices:
    """Give each edge that joins two parts as one number, its ends in order."""
    apart_ = one != other
    low, high = np.minimum(one[apart_], other[apart_]), np.maximum(one[apart_], other[apart_])
    numbered: Indices = low.astype(np.int64) * parts + high
    return numbered


def _by_size(label: Indices) -> Indices:
    """Give communities numbers by their size, the largest first."""
    number = np.empty(int(label.max(initial=-1)) + 1, np.int64)
    number[np.argsort(-np.bincount(label), kind="stable")] = np.arange(len(number))
    return number[label]


def _joined(label: Indices, source: Indices, target: Indices, kept: int) -> Indices:
    """Let each community beyond those that are kept join the kept one that most of its edges lead to."""
    ends = np.concatenate((label[source], label[target])), np.concatenate((label[target], label[source]))
    leads = (ends[0] >= kept) & (ends[1] < kept)
    if not leads.any():
        return label
    pairs, weights = np.unique(ends[0][leads] * kept + ends[1][leads], return_counts=True)
    order = np.argsort(weights, kind="stable")  # the heaviest comes last, and stays
    becomes = np.arange(int(label.max()) + 1)
    becomes[pairs[order] // kept] = pairs[order] % kept
    return becomes[label]
