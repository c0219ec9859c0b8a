"""What everything that falls must pass through: immediate dominators, exact over nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.checks import exact, within
from aftershock.cascade.rows import csr, sealed

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Int = NDArray[np.int32]
    Real = NDArray[np.float64]

__all__ = ["NOT_REACHED", "ROOT", "Dominators", "dominators"]

ROOT, NOT_REACHED = -1, -2
"""Instead of a dominator: nothing but the starts together; the node is not reached."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dominators:
    """For each node the last one that every way from the starts to it passes through; `dominators` makes it.

    Parameters
    ----------
    immediate
        The immediate dominator of each node; `ROOT` where different starts lead to it by ways that share no node, and
        for starts that no other dominates; `NOT_REACHED` where no way leads to it. Shape ``(nodes,)``.
    order
        The nodes that are reached, dominators before what they dominate.
    """

    immediate: Int
    order: Int

    def __repr__(self) -> str:
        return f"Dominators(reached={self.order.size} nodes of {self.immediate.size})"

    def saved(self, weight: ArrayLike) -> Real:
        """Say for each node what would not be reached if it were blocked.

        Parameters
        ----------
        weight
            What each node counts, shape ``(nodes,)``.

        Returns
        -------
        numpy.ndarray
            The weight of all that it dominates, itself included; 0 where it is not reached.

        Examples
        --------
        >>> dominators([0, 1, 2, 2], [1, 2], [0]).saved([1, 1, 1]).tolist()
        [3.0, 2.0, 1.0]
        """
        total = np.where(self.immediate == NOT_REACHED, 0.0, np.asarray(weight, np.float64))
        places, immediate, sums = self.order.tolist(), self.immediate.tolist(), total.tolist()
        for node in reversed(places):
            if immediate[node] >= 0:
                sums[immediate[node]] += sums[node]
        return np.array(sums, np.float64)


def dominators(offsets: ArrayLike, targets: ArrayLike, starts: ArrayLike) -> Dominators:
    """Find immediate dominators, from one start or from several as if one node led to all of them.

    Parameters
    ----------
    offsets, targets
        Compressed sparse rows over nodes: shapes ``(nodes + 1,)``, ``(edges,)``.
    starts
        Nodes.

    Returns
    -------
    Dominators
        Over plain edges. Where alternatives must fall together they bound from below what blocking a node saves, since
        less falls than these edges say.

    Raises
    ------
    UsageError
        If the arrays are no such rows, or there is no such node.

    Notes
    -----
    Semi-NCA, see `aftershock.cascade.dominator_kernels.dominate`.

    Examples
    --------
    Two ways lead from node 0 to node 3, which alone leads to node 4.

    >>> dominators([0, 2, 3, 4, 5, 5], [1, 2, 3, 3, 4], [0]).immediate.tolist()
    [-1, 0, 0, 0, 3]
    """
    rows, ends = csr(offsets, targets)
    nodes = rows.size - 1
    begin = sealed(exact("starts", starts, np.dtype(np.int32)))
    within("starts", begin, 0, nodes)
    kernels = compiled.kernels()
    number = np.full(nodes, -1, np.int32)
    node, above = (np.empty(nodes + 1, np.int32) for _ in range(2))
    count = kernels.walk(rows, ends, begin, number, node, above, *(np.empty(nodes, np.int32) for _ in range(2)))
    entry_offsets, entries = np.zeros(count + 1, np.int32), np.empty(ends.size + begin.size, np.int32)
    kernels.turn(rows, ends, begin, sealed(number), np.empty_like(ends), entry_offsets, entries)
    semi, label, dominator, stack = (np.empty(count, np.int32) for _ in range(4))
    kernels.dominate(sealed(entry_offsets), sealed(entries), semi, above[:count], label, dominator, stack)
    node[0] = ROOT
    immediate = np.full(nodes, NOT_REACHED, np.int32)
    immediate[node[1:count]] = node[dominator[1:]]
    reached = node[1:count].copy()
    for made in (immediate, reached):
        made.flags.writeable = False
    return Dominators(immediate, reached)
