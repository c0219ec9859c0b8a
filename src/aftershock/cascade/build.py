"""Edges in any order become sorted, merged and grouped: what a graph of consequence is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.checks import exact, within
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Int = NDArray[np.int32]

__all__ = ["Edges", "Groups", "column", "group", "merge", "ranges"]

_INT = np.dtype(np.int32)


@dataclass(frozen=True, slots=True)
class Edges:
    """Columns of edges, each of shape ``(edges,)``.

    Parameters
    ----------
    source, target, rule, evidence, need, dependency
        As `ConsequenceGraph.from_edges` takes them.
    """

    source: Int
    target: Int
    rule: Int
    evidence: Int
    need: Int
    dependency: Int

    def take(self, places: NDArray[np.integer]) -> Edges:
        """Give the edges at these places, in that order."""
        return Edges(
            self.source[places],
            self.target[places],
            self.rule[places],
            self.evidence[places],
            self.need[places],
            self.dependency[places],
        )


@dataclass(frozen=True, slots=True)
class Groups:
    """Which edges must fall together, as `ConsequenceGraph` holds it.

    Parameters
    ----------
    member, member_group, group_need, group_offsets, group_edges
        See `ConsequenceGraph`.
    """

    member: Int
    member_group: Int
    group_need: Int
    group_offsets: Int
    group_edges: Int


def column(name: str, given: ArrayLike | None, default: ArrayLike, low: int, end: int) -> NDArray[Any]:
    """Give one column of 32-bit integers, checked.

    Parameters
    ----------
    name
        What errors call it.
    given
        The numbers, or ``None`` for the default.
    default
        As long as the column must be.
    low, end
        The first number that is allowed, and the first beyond.

    Raises
    ------
    UsageError
        If a number is not allowed, or the length is another.

    Examples
    --------
    >>> column("evidence", None, np.zeros(2), 0, 3).tolist()
    [0, 0]
    """
    wanted = np.asarray(default).size
    found = exact(name, np.asarray(default).astype(_INT) if given is None else given, _INT)
    if found.size != wanted:
        raise UsageError(f"{name} has {found.size} numbers; it must have {wanted}")
    within(name, found, low, end)
    return found


def merge(edges: Edges, states: int) -> Edges:
    """Sort edges by source, target, rule, need; keep the best of those that say the same.

    Parameters
    ----------
    edges
        In any order, checked.
    states
        How many states there are.

    Returns
    -------
    Edges
        Edges with the same source, target and rule, and the same alternative of the same need if they are alternatives,
        are one: that with the lowest evidence class, and of those that with the lowest dependency.

    Examples
    --------
    >>> columns = [1, 0, 0], [0, 1, 1], [0, 0, 0], [0, 2, 1], [-1, -1, -1], [7, 8, 9]
    >>> merge(Edges(*(np.array(values, np.int32) for values in columns)), 2).dependency.tolist()
    [9, 7]
    """
    order = np.arange(edges.source.size, dtype=np.int32)
    for keys in (edges.target, edges.source):
        after = np.empty_like(order)
        compiled.kernels().counting_pass(_sealed(keys), np.zeros(states + 1, np.int32), _sealed(order), after)
        order = after
    found = edges.take(order)
    twin = (found.source[1:] == found.source[:-1]) & (found.target[1:] == found.target[:-1])
    if not twin.any():
        return found
    alternative = np.where(found.need >= 0, found.dependency, -1)
    tied = np.flatnonzero(np.append(False, twin) | np.append(twin, False))
    ties = (found.dependency, found.evidence, alternative, found.need, found.rule, found.target, found.source)
    place = np.arange(order.size)
    place[tied] = tied[np.lexsort([tie[tied] for tie in ties])]
    found, alternative = found.take(place), alternative[place]
    same = twin & (found.rule[1:] == found.rule[:-1]) & (found.need[1:] == found.need[:-1])
    same &= alternative[1:] == alternative[:-1]
    return found.take(np.flatnonzero(~np.append(False, same)))


def ranges(begin: NDArray[np.integer], count: NDArray[np.integer]) -> Int:
    """Join ranges of numbers.

    Parameters
    ----------
    begin, count
        Where each begins and how long it is, shape ``(ranges,)``.

    Returns
    -------
    numpy.ndarray
        The numbers of all, one range after another.

    Examples
    --------
    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(count, dtype=np.int64)
    total = int(ends[-1]) if ends.size else 0
    found: Int = (np.arange(total) + np.repeat(begin - (ends - count), count)).astype(np.int32)
    return found


def group(edges: Edges) -> Groups:
    """Give numbers to the groups of alternatives and their members.

    Parameters
    ----------
    edges
        As `merge` gives them.

    Returns
    -------
    Groups
        A group is what one need has under one rule into one state; a member of it is one dependency.

    Examples
    --------
    >>> columns = [0, 1], [2, 2], [0, 0], [0, 0], [0, 0], [5, 6]
    >>> group(Edges(*(np.array(values, np.int32) for values in columns))).member.tolist()
    [0, 1]
    """
    grouped = np.flatnonzero(edges.need >= 0).astype(_INT)
    keys = (edges.dependency[grouped], edges.target[grouped], edges.rule[grouped], edges.need[grouped])
    order = np.lexsort(keys)
    grouped = grouped[order]
    dependency, *shared = (key[order] for key in keys)
    opens = np.ones(grouped.size, np.bool_)
    opens[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in shared])
    fresh = opens.copy()
    fresh[1:] |= dependency[1:] != dependency[:-1]
    number, begins = np.cumsum(opens) - 1, np.flatnonzero(opens)
    member = np.full(edges.need.size, -1, _INT)
    member[grouped] = np.cumsum(fresh) - 1
    return Groups(
        member=member,
        member_group=number[fresh].astype(_INT),
        group_need=edges.need[grouped[begins]],
        group_offsets=np.append(begins, grouped.size).astype(_INT),
        group_edges=grouped,
    )


def _sealed(array: Int) -> Int:
    """Give a view that cannot be written to: kernels are compiled for such."""
    view = array.view()
    view.flags.writeable = False
    return view
