"""Digraphs as compressed sparse rows: where the edges of each node begin, and where each leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.checks import exact, within
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Int = NDArray[np.int32]
    Bits = NDArray[np.bool_]

__all__ = ["by_key", "csr", "reachable", "sealed"]


def reachable(offsets: ArrayLike, targets: ArrayLike, starts: ArrayLike) -> Bits:
    """Find what can be reached from some nodes of a plain digraph, once.

    For many starts see `aftershock.cascade.condensed.condensed`.

    Parameters
    ----------
    offsets, targets
        Compressed sparse rows: shapes ``(nodes + 1,)``, ``(edges,)``.
    starts
        Nodes.

    Returns
    -------
    numpy.ndarray
        True for each node that is reached, the starts among them; shape ``(nodes,)``.

    Raises
    ------
    UsageError
        If the arrays are no such rows, or there is no such node.

    Examples
    --------
    >>> reachable([0, 1, 1, 2], [1, 0], [2]).tolist()
    [True, True, True]
    """
    rows, ends = csr(offsets, targets)
    begin = sealed(exact("starts", starts, np.dtype(np.int32)))
    within("starts", begin, 0, rows.size - 1)
    fell, queue = np.zeros(rows.size - 1, np.uint8), np.empty(rows.size - 1, np.int32)
    compiled.kernels().flood(rows, ends, begin, fell, queue)
    return fell.view(np.bool_)


def csr(offsets: ArrayLike, targets: ArrayLike) -> tuple[Int, Int]:
    """Check compressed sparse rows, and give them as kernels take them.

    Parameters
    ----------
    offsets, targets
        Shapes ``(nodes + 1,)``, ``(edges,)``.

    Raises
    ------
    UsageError
        If they are no such rows.

    Examples
    --------
    >>> csr([0, 1, 1], [1])[1].flags.writeable
    False
    """
    rows, ends = (
        sealed(exact(name, given, np.dtype(np.int32))) for name, given in (("offsets", offsets), ("targets", targets))
    )
    if not rows.size or rows[0] != 0 or rows[-1] != ends.size or np.diff(rows).min(initial=0) < 0:
        raise UsageError(f"offsets must rise from 0 to {ends.size}")
    within("targets", ends, 0, rows.size - 1)
    return rows, ends


def by_key(keys: Int, count: int) -> tuple[Int, Int]:
    """Order items by key, equal keys as they come: a counting sort.

    Parameters
    ----------
    keys
        Of each item, from 0 to ``count - 1``.
    count
        How many keys there are.

    Returns
    -------
    tuple of numpy.ndarray
        The items in their order, and where those of each key begin, shape ``(count + 1,)``.

    Examples
    --------
    >>> order, offsets = by_key(np.array([1, 0, 1], np.int32), 2)
    >>> order.tolist(), offsets.tolist()
    ([1, 0, 2], [0, 1, 3])
    """
    ends, order = np.zeros(count + 1, np.int32), np.empty(keys.size, np.int32)
    compiled.kernels().counting_pass(sealed(keys), ends, sealed(np.arange(keys.size, dtype=np.int32)), order)
    return sealed(order), sealed(np.append(np.int32(0), ends[:-1]).astype(np.int32))


def sealed(array: NDArray[Any]) -> NDArray[Any]:
    """Give a contiguous view that cannot be written to: kernels are compiled for such.

    Examples
    --------
    >>> sealed(np.zeros(1)).flags.writeable
    False
    """
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view
