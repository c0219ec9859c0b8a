"""What must hold of the arrays of a graph of consequence before a kernel, which checks nothing, may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from aftershock.cascade.graph import ConsequenceGraph

__all__ = ["MODES", "STATES", "check", "exact", "within"]

MODES = 31
"""The most modes that a component may have: a set of them is the bits of one positive 32-bit number."""

STATES = int(np.iinfo(np.int32).max)
"""The first number of states, edges or dependencies that is too large."""


def exact(name: str, given: ArrayLike, kind: np.dtype[Any]) -> NDArray[Any]:
    """Give an array of that type with the same numbers, the given one itself if it is that already.

    Parameters
    ----------
    name
        What errors call it.
    given
        Numbers, one-dimensional.
    kind
        An integer type.

    Raises
    ------
    UsageError
        If it is not one-dimensional, holds no integers, or a number does not fit.

    Examples
    --------
    >>> exact("target", [1, 2], np.dtype(np.int32)).dtype
    dtype('int32')
    """
    found = np.asarray(given)
    if found.ndim != 1:
        raise UsageError(f"{name} has {found.ndim} dimensions; it must have one")
    if found.dtype != kind:
        if found.size and found.dtype.kind not in "iub":
            raise UsageError(f"{name} holds {found.dtype}; it must hold integers")
        limits = np.iinfo(kind)
        within(name, found, int(limits.min), int(limits.max) + 1)
    return np.require(found, kind, ["C", "A"])


def within(name: str, found: NDArray[Any], low: int, end: int) -> None:
    """Refuse numbers outside of ``low <= number < end``.

    Parameters
    ----------
    name
        What errors call the array.
    found
        The numbers, any shape.
    low, end
        The first that is allowed, and the first beyond.

    Raises
    ------
    UsageError
        With the first such number and its place.

    Examples
    --------
    >>> within("target", np.array([0, 5]), 0, 5)
    Traceback (most recent call last):
    aftershock.errors.UsageError: target[1] is 5; it must be from 0 to 4
    """
    if found.size and (found.min() < low or found.max() >= end):
        place = int(np.flatnonzero((found < low) | (found >= end))[0])
        allowed = f"it must be from {low} to {end - 1}" if end > low else "there is nothing that it could name"
        raise UsageError(f"{name}[{place}] is {found[place]}; {allowed}")


def check(graph: ConsequenceGraph) -> None:
    """Refuse a graph whose arrays contradict each other.

    Parameters
    ----------
    graph
        With arrays of the right types.

    Raises
    ------
    UsageError
        What is wrong, in which place, and what is allowed.
    """
    if not 1 <= graph.modes <= MODES:
        raise UsageError(f"a component has {graph.modes} modes; it must have from 1 to {MODES}")
    if graph.states % graph.modes or not 0 <= graph.states < STATES:
        raise UsageError(f"{graph.states} states are not a number of components in {graph.modes} modes each")
    _check_edges(graph)
    _check_tables(graph)
    _check_groups(graph)
    _check_free_legs(graph)


def _length(name: str, found: NDArray[Any], wanted: int) -> None:
    if found.size != wanted:
        raise UsageError(f"{name} has {found.size} numbers; it must have {wanted}")


def _rows(name: str, offsets: NDArray[Any], rows: int, entries: int) -> None:
    _length(name, offsets, rows + 1)
    if offsets[0] != 0 or offsets[-1] != entries or (np.diff(offsets) < 0).any():
        raise UsageError(f"{name} must rise from 0 to {entries}")


def _check_edges(graph: ConsequenceGraph) -> None:
    edges, rules = graph.targets.size, graph.rule_cost.size
    if rules > np.iinfo(np.uint16).max:
        raise UsageError(f"there are {rules} rules; there may be 65535")
    for name in ("rule", "evidence", "member", "dependency"):
        _length(name, getattr(graph, name), edges)
    _rows("offsets", graph.offsets, graph.states, edges)
    within("targets", graph.targets, 0, graph.states)
    within("rule", graph.rule, 0, rules)
    within("evidence", graph.evidence, 0, 3)
    within("member", graph.member, -1, graph.member_group.size)
    within("dependency", graph.dependency, -1, STATES)


def _check_tables(graph: ConsequenceGraph) -> None:
    rules, needs = graph.rule_cost.size, graph.need_size.size
    for name in ("rule_cost", "rule_all", "rule_attack"):
        _length(name, getattr(graph, name), rules)
        within(name, getattr(graph, name), 0, 2)
    for name in ("need_minimum", "need_complete"):
        _length(name, getattr(graph, name), needs)
    within("need_size", graph.need_size, 0, STATES)
    within("need_minimum", graph.need_minimum, 0, STATES)
    within("need_complete", graph.need_complete, 0, 2)
    _length("pseudo", graph.pseudo, graph.components)
    within("pseudo", graph.pseudo, 0, 2)


def _check_groups(graph: ConsequenceGraph) -> None:
    groups, edges = graph.group_need.size, graph.group_edges
    within("group_need", graph.group_need, 0, graph.need_size.size)
    within("member_group", graph.member_group, 0, groups)
    _rows("group_offsets", graph.group_offsets, groups, edges.size)
    within("group_edges", edges, 0, graph.targets.size)
    _length("group_edges", edges, int(np.count_nonzero(graph.member >= 0)))
    group = np.repeat(np.arange(groups), np.diff(graph.group_offsets))
    member = graph.member[edges]
    if (member < 0).any() or (graph.member_group[member] != group).any():
        raise UsageError("group_edges and member disagree about which edges are in which group")
    if (graph.dependency[edges] < 0).any():
        place = int(edges[np.flatnonzero(graph.dependency[edges] < 0)[0]])
        raise UsageError(
            f"edge {place} is an alternative of a need; it must name its dependency, which tells it from others"
        )
    first = edges[graph.group_offsets[:-1]] if groups and edges.size else edges[:0]
    _length("groups that have edges", first, groups)
    if (graph.targets[edges] != graph.targets[first][group]).any() or (
        graph.rule[edges] != graph.rule[first][group]
    ).any():
        raise UsageError("a group has edges under two rules or into two states; it must have one of each")
    named, allowed = np.bincount(graph.member_group, minlength=groups), graph.need_size[graph.group_need]
    if (named > allowed).any():
        place = int(np.flatnonzero(named > allowed)[0])
        need = int(graph.group_need[place])
        raise UsageError(
            f"need {need} has {named[place]} alternatives under one rule, and need_size says {allowed[place]}"
        )


def _check_free_legs(graph: ConsequenceGraph) -> None:
    """Refuse an edge that costs nothing between components, or something into a pseudo one: paths count on that."""
    free = np.flatnonzero(graph.rule_cost[graph.rule] == 0)
    component = graph.targets[free] // graph.modes
    strays = free[(component != graph.source(free) // graph.modes) & (graph.pseudo[component] == 0)]
    if strays.size:
        raise UsageError(
            f"edge {strays[0]} leads to another component under rule {graph.rule[strays[0]]}, which costs 0"
        )
    if graph.pseudo.any():
        into = np.flatnonzero(graph.pseudo[graph.targets // graph.modes])
        paid = into[graph.rule_cost[graph.rule[into]] != 0]
        if paid.size:
            raise UsageError(f"edge {paid[0]} leads into a pseudo component; its rule must cost 0")
