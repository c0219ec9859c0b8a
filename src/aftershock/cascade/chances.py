"""How likely each edge carries, and which edges share a coin."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.cascade.checks import exact, within
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    from aftershock.cascade.graph import ConsequenceGraph

    Int = NDArray[np.int32]
    Word = NDArray[np.uint64]
    Real = NDArray[np.float64]

__all__ = ["Chances", "coins", "mixed", "stable_keys"]

_GOLDEN, _FIRST, _SECOND = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_BY_30, _BY_27, _BY_31 = (np.uint64(n) for n in (30, 27, 31))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Chances:
    """Likelihoods and coins of the edges of a graph of consequence.

    Parameters
    ----------
    table
        Likelihoods, low, default and high, each from 0 to 1 and in that order; shape ``(rows, 3)``. A default that
        nobody gave is NaN.
    row
        Of each edge, its row of `table`; shape ``(edges,)``.
    coin
        Of each edge, its coin; shape ``(edges,)``. Edges with the same coin have the same source, and carry together in
        a world where their likelihoods are the same. 0 stands for an edge that needs none: it always carries.

    Raises
    ------
    UsageError
        If an array contradicts another.

    Examples
    --------
    >>> Chances([[0.1, 0.2, 0.5]], [0, 0], [7, 7])
    Chances(edges=2, coins=1)
    """

    table: Real
    row: Int
    coin: Word

    def __post_init__(self) -> None:
        table: Any = np.ascontiguousarray(self.table, np.float64)
        if table.ndim != 2 or table.shape[1] != 3:
            raise UsageError(f"table has shape {table.shape}; each row must be a low, a default and a high")
        low, default, high = table.T
        right = (low >= 0) & (high <= 1) & (low <= high) & (np.isnan(default) | ((low <= default) & (default <= high)))
        if not right.all():
            wrong = int(np.flatnonzero(~right)[0])
            raise UsageError(
                f"row {wrong} of table is {table[wrong].tolist()}; it must be 0 <= low <= default <= high <= 1"
            )
        row = exact("row", self.row, np.dtype(np.int32))
        within("row", row, 0, len(table))
        coin: Any = np.ascontiguousarray(self.coin, np.uint64)
        if coin.shape != row.shape:
            raise UsageError(f"coin has shape {coin.shape}; it must have that of row, {row.shape}")
        for name, array in (("table", table), ("row", row), ("coin", coin)):
            view = array.view()
            view.flags.writeable = False
            object.__setattr__(self, name, view)

    def __repr__(self) -> str:
        return f"Chances(edges={self.row.size}, coins={np.unique(self.coin[self.coin != 0]).size})"


def stable_keys(names: Iterable[str]) -> Word:
    """Give a key to each name that is the same on every machine and in every order.

    Parameters
    ----------
    names
        Such as IRIs.

    Returns
    -------
    numpy.ndarray
        The first eight bytes of each name's BLAKE2b digest, as a little-endian number; shape ``(names,)``.

    Examples
    --------
    >>> stable_keys(["a", "b"]).tolist() == stable_keys(["b", "a"]).tolist()[::-1]
    True
    """
    digests = b"".join(hashlib.blake2b(name.encode(), digest_size=8).digest() for name in names)
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def mixed(*keys: ArrayLike) -> Word:
    """Make one key of several, so that a change of any changes all of its bits, and their order counts.

    Parameters
    ----------
    keys
        64-bit keys of shapes that fit each other.

    Returns
    -------
    numpy.ndarray
        Keys of the common shape, never 0.

    Notes
    -----
    The finalizer of splitmix64 (Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014), once
    for each key.

    Examples
    --------
    >>> int(mixed(1, 2)) == int(mixed(2, 1))
    False
    """
    found: Any = np.uint64(0)
    with np.errstate(over="ignore"):
        for key in keys:
            found = (found ^ np.asarray(key, np.uint64)) + _GOLDEN
            found = (found ^ (found >> _BY_30)) * _FIRST
            found = (found ^ (found >> _BY_27)) * _SECOND
            found = found ^ (found >> _BY_31)
    return np.where(found == 0, np.uint64(1), found)


def coins(
    graph: ConsequenceGraph,
    *,
    per_source: ArrayLike,
    certain: ArrayLike,
    rule_keys: ArrayLike,
    component_keys: ArrayLike,
    dependency_keys: ArrayLike,
) -> Word:
    """Say which edges share a coin.

    Parameters
    ----------
    graph
        Whose edges.
    per_source
        Of each rule: 1 for one coin a source component, however many things fall with it; 0 for one coin a dependency.
    certain
        Of each rule: 1 if its edges need no coin.
    rule_keys, component_keys, dependency_keys
        Stable keys of rules, components (pseudo ones too) and dependencies.

    Returns
    -------
    numpy.ndarray
        As `Chances` takes it, shape ``(edges,)``.
    """
    rule = graph.rule
    source = np.repeat(np.arange(graph.states, dtype=np.int64), np.diff(graph.offsets)) // graph.modes
    keys = np.asarray(rule_keys, np.uint64)[rule]
    of_source = mixed(keys, np.asarray(component_keys, np.uint64)[source])
    given = np.asarray(dependency_keys, np.uint64)
    known = graph.dependency >= 0
    own = np.zeros(rule.size, np.uint64)
    own[known] = given[graph.dependency[known]]
    target = graph.targets // graph.modes
    own[~known] = mixed(
        np.asarray(component_keys, np.uint64)[source[~known]], np.asarray(component_keys, np.uint64)[target[~known]]
    )
    found = np.where(np.asarray(per_source, np.bool_)[rule], of_source, mixed(keys, own))
    return np.where(np.asarray(certain, np.bool_)[rule], np.uint64(0), found)
