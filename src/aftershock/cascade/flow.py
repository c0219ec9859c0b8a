"""The fewest edges that keep what falls from what must not: a minimum cut, exact over nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.checks import exact, within
from aftershock.cascade.rows import csr, reachable
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Int = NDArray[np.int32]
    Bits = NDArray[np.bool_]

__all__ = ["Cut", "minimum_cut"]

_MOST: Final = int(np.iinfo(np.int32).max)


@dataclass(frozen=True, slots=True)
class Cut:
    """Edges without which no protected node is reached; `minimum_cut` makes it.

    Parameters
    ----------
    edges
        Places in the arrays that were given, rising.
    cost
        What cutting them costs: no other cut costs less.
    """

    edges: tuple[int, ...]
    cost: int


def minimum_cut(
    offsets: ArrayLike, targets: ArrayLike, starts: ArrayLike, protected: ArrayLike, *, costs: ArrayLike | None = None
) -> Cut | None:
    """Find the cheapest edges to cut so that no way is left from the starts to what is protected.

    Parameters
    ----------
    offsets, targets
        Compressed sparse rows over nodes: shapes ``(nodes + 1,)``, ``(edges,)``.
    starts, protected
        Nodes, at least one each.
    costs
        What it costs to cut each edge, an integer of 1 or more; 0 for an edge that cannot be cut. Left out: 1 each.

    Returns
    -------
    Cut or None
        ``None`` if nothing helps: a start is protected, or edges that cannot be cut lead to what is.

    Raises
    ------
    UsageError
        If an argument is not as said, or costs add up to 2**31 or more.

    Notes
    -----
    Ford and Fulkerson, Maximal flow through a network, Canadian Journal of Mathematics 8, 1956, by
    `scipy.sparse.csgraph.maximum_flow`, over nodes that lie on some way only. The cut is what leads out of the nodes
    that the residual graph still reaches; it is checked to be a cut, and of the flow's size, before it is given.

    Examples
    --------
    >>> minimum_cut([0, 2, 3, 4, 5, 5], [1, 2, 3, 3, 4], [0], [4])
    Cut(edges=(4,), cost=1)
    """
    rows, ends = csr(offsets, targets)
    nodes = rows.size - 1
    begin, goal = (_nodes(name, one, nodes) for name, one in (("starts", starts), ("protected", protected)))
    cost = _costs(costs, ends.size)
    if np.isin(begin, goal).any():
        return None
    source = np.repeat(np.arange(nodes, dtype=np.int32), np.diff(rows))
    back_order = np.argsort(ends, kind="stable")
    back_rows = np.append(0, np.cumsum(np.bincount(ends, minlength=nodes))).astype(np.int32)
    live = reachable(rows, ends, begin) & reachable(back_rows, source[back_order], goal)
    edges = np.flatnonzero(live[source] & live[ends])
    flow, side = _flow(source[edges], ends[edges], cost[edges], begin[live[begin]], goal[live[goal]], live)
    if flow is None:
        return None
    cut = edges[side[source[edges]] & ~side[ends[edges]]]
    kept = np.ones(ends.size, np.bool_)
    kept[cut] = False
    left = np.append(0, np.cumsum(kept))[rows]
    if int(cost[cut].sum()) != flow or reachable(left, ends[kept], begin)[goal].any():
        raise ArithmeticError("the flow and the cut disagree")  # that would be a mistake of the algorithm
    return Cut(tuple(cut.tolist()), flow)


def _nodes(name: str, given: ArrayLike, nodes: int) -> Int:
    found: Int = np.unique(exact(name, given, np.dtype(np.int32)))
    if not found.size:
        raise UsageError(f"{name} is empty; give at least one node")
    within(name, found, 0, nodes)
    return found


def _costs(costs: ArrayLike | None, edges: int) -> Int:
    if costs is None:
        return np.ones(edges, np.int32)
    found: Int = exact("costs", costs, np.dtype(np.int32))
    if found.size != edges:
        raise UsageError(f"costs has {found.size} numbers; it must have {edges}")
    within("costs", found, 0, _MOST)
    if int(found.sum(dtype=np.int64)) >= _MOST:
        raise UsageError(f"costs add up to {int(found.sum(dtype=np.int64)):,}; they must stay under {_MOST:,}")
    return found


def _flow(source: Int, target: Int, cost: Int, starts: Int, goals: Int, live: Bits) -> tuple[int | None, Bits]:
    """Give the largest flow, ``None`` if nothing limits it, and the nodes on the side of the starts."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_flow

    side = np.zeros(live.size, np.bool_)
    side[starts] = True
    if not source.size:
        return 0, side
    place = np.cumsum(live, dtype=np.int32) - np.int32(1)
    size = int(np.count_nonzero(live))
    uncut = int(cost.sum(dtype=np.int64)) + 1  # more than all that can be cut, so that no cheapest cut has it
    capacity = np.where(cost > 0, cost, uncut)
    keys = place[source].astype(np.int64) * (size + 2) + place[target]
    order, which = np.unique(keys, return_inverse=True)
    summed = np.minimum(np.bincount(which, capacity, order.size), uncut)
    first, last, root = (
        size,
        size + 1,
        size + 2,
    )  # a root of its own, so that no flow is larger than what one edge takes
    begin = np.concatenate([order // (size + 2), np.full(starts.size, first), place[goals], [root]])
    end = np.concatenate([order % (size + 2), place[starts], np.full(goals.size, last), [first]])
    amount = np.append(summed, np.full(starts.size + goals.size + 1, uncut)).astype(np.int32)
    network = coo_array((amount, (begin, end)), shape=(size + 3, size + 3)).tocsr()
    network.indices, network.indptr = network.indices.astype(np.int32), network.indptr.astype(np.int32)
    found = maximum_flow(network, root, last)
    if found.flow_value >= uncut:
        return None, side
    residual = (network - found.flow).tocsr()
    residual.data[residual.data < 0] = 0
    residual.eliminate_zeros()
    beyond = reachable(residual.indptr.astype(np.int32), residual.indices.astype(np.int32), [root])[:size]
    side[live] = beyond
    return int(found.flow_value), side
