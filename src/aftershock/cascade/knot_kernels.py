"""Which nodes lie on cycles together: a plain function of arrays; `aftershock.cascade.compiled` gives it compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Int = NDArray[np.int32]

__all__ = ["condense"]


def condense(offsets: Int, targets: Int, number: Int, index: Int, low: Int, stack: Int, walk: Int, place: Int) -> int:
    """Find strongly connected components, and number them against the direction of the edges between them.

    Parameters
    ----------
    offsets, targets
        Compressed sparse rows of ``n`` nodes.
    number
        Filled with -1 for each node; left holding its component. An edge between two components leads from the larger
        number to the smaller.
    index
        Filled with -1 for each node; used up.
    low, stack, walk, place
        Room for every node.

    Returns
    -------
    int
        How many components there are.

    Notes
    -----
    Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1(2), 1972, without recursion.
    """
    count = 0
    seen = 0
    top = 0
    for root in range(number.size):
        if index[root] >= 0:
            continue
        depth = 0
        fresh = root
        while depth >= 0:
            if fresh >= 0:
                index[fresh] = seen
                low[fresh] = seen
                seen += 1
                stack[top] = fresh
                top += 1
                walk[depth] = fresh
                place[fresh] = offsets[fresh]
                fresh = -1
            node = walk[depth]
            if place[node] < offsets[node + 1]:
                other = targets[place[node]]
                place[node] += 1
                if index[other] < 0:
                    depth += 1
                    fresh = other
                elif number[other] < 0 and index[other] < low[node]:
                    low[node] = index[other]
                continue
            if low[node] == index[node]:
                while True:
                    top -= 1
                    number[stack[top]] = count
                    if stack[top] == node:
                        break
                count += 1
            depth -= 1
            if depth >= 0 and low[node] < low[walk[depth]]:
                low[walk[depth]] = low[node]
    return count
