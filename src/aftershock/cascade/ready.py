"""Graphs of consequence made ready for reach, and which of them are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args
from weakref import WeakKeyDictionary

import numpy as np

from aftershock.cascade.checks import exact, within
from aftershock.cascade.condensed import Claims, Condensed, condensed
from aftershock.errors import UsageError
from aftershock.model.radius import Alternatives

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from aftershock.cascade.graph import ConsequenceGraph

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]
    Bits = NDArray[np.bool_]

__all__ = ["Ready", "attach", "found_ready", "passages", "prepare"]


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """What was made of a graph, for one way to take alternatives.

    Parameters
    ----------
    passage
        How each rule carries, see `passages`.
    levels
        The graph over stated edges, over these and uncertain ones, over all; the same object where nothing differs.
    """

    passage: Byte
    levels: tuple[Condensed, Condensed, Condensed]


_READY: Final[WeakKeyDictionary[ConsequenceGraph, tuple[Ready, ...]]] = WeakKeyDictionary()
"""Graphs never change, so that what was made of one holds as long as it lives."""


def prepare(graph: ConsequenceGraph, alternatives: Alternatives = "by-rule") -> Ready:
    """Make a graph ready, if it is not: every later `reach` over it that asks for no depth is a sweep.

    Parameters
    ----------
    graph
        Any.
    alternatives
        For which way to take them.

    Returns
    -------
    Ready
        Kept as long as the graph is.

    Examples
    --------
    >>> from aftershock.cascade.graph import ConsequenceGraph
    >>> graph = ConsequenceGraph.from_edges(components=2, modes=1, source=[0, 1], target=[1, 0], rule=[0, 0])
    >>> prepare(graph).levels[0]
    Condensed(nodes=2, units=1, edges=0)
    """
    passage = passages(graph, alternatives)
    ready = found_ready(graph, passage)
    if ready is None:
        first = _level(graph, passage, 0)
        second = _level(graph, passage, 1) if _grown(graph, passage, 1) else first
        ready = Ready(passage, (first, second, _level(graph, passage, 2) if _grown(graph, passage, 2) else second))
        attach(graph, ready)
    return ready


def attach(graph: ConsequenceGraph, ready: Ready) -> None:
    """Remember what was made of a graph.

    Parameters
    ----------
    graph
        Of which it was made.
    ready
        Made by `prepare`, now or in another process.

    Raises
    ------
    UsageError
        If it is of a graph of another size.
    """
    if ready.passage.size != graph.rule_all.size or any(one.unit.size != graph.states for one in ready.levels):
        raise UsageError(f"this was made ready from another graph than {graph!r}")
    _READY[graph] = (*_READY.get(graph, ()), ready)


def found_ready(graph: ConsequenceGraph, passage: Byte) -> Ready | None:
    """Give what was made of a graph for this passage; ``None`` if nothing was.

    Parameters
    ----------
    graph
        Any.
    passage
        See `passages`. How a rule takes alternatives together does not matter where it has none.
    """
    for ready in _READY.get(graph, ()):
        differ = passage != ready.passage
        if not differ.any() or (passage.all() and not differ[np.unique(graph.rule[graph.group_edges])].any()):
            return ready
    return None


def passages(graph: ConsequenceGraph, alternatives: Alternatives, disabled_rules: ArrayLike = ()) -> Byte:
    """Say for each rule how its edges carry.

    Parameters
    ----------
    graph, alternatives, disabled_rules
        As for `aftershock.cascade.reach.reach`.

    Returns
    -------
    numpy.ndarray
        0 the rule is switched off, 1 each of its edges carries by itself, 2 its edges of one need are a group.

    Raises
    ------
    UsageError
        If an argument is not as said.

    Examples
    --------
    >>> from aftershock.cascade.graph import ConsequenceGraph
    >>> graph = ConsequenceGraph.from_edges(components=2, modes=1, source=[0], target=[1], rule=[0], rule_all=[1, 0])
    >>> passages(graph, "by-rule").tolist()
    [2, 1]
    """
    if alternatives == "apt" or alternatives not in get_args(Alternatives):  # apt's edges are a graph of their own
        allowed = ", ".join(repr(way) for way in get_args(Alternatives) if way != "apt")
        raise UsageError(f"alternatives is {alternatives!r}; it must be one of {allowed}")
    disabled = exact("disabled_rules", disabled_rules, np.dtype(np.int32))
    within("disabled_rules", disabled, 0, graph.rule_all.size)
    passage = np.ones(graph.rule_all.size, np.uint8)
    if alternatives == "all":
        passage += 1
    elif alternatives == "by-rule":
        passage += graph.rule_all
    passage[disabled] = 0
    passage.flags.writeable = False
    return passage


def _grades(graph: ConsequenceGraph, passage: Byte) -> tuple[Bits, Byte]:
    """Tell which edges carry only with others of their group, and of which class of evidence each edge is then."""
    grouped: Bits = (passage[graph.rule] == 2) & (graph.member >= 0)
    grade = graph.evidence
    if grouped.any():
        doubtful = 1 - graph.need_complete[graph.group_need[graph.member_group[graph.member[grouped]]]]
        grade = grade.copy()
        grade[grouped] = np.maximum(grade[grouped], doubtful)
    return grouped, grade


def _grown(graph: ConsequenceGraph, passage: Byte, level: int) -> bool:
    return bool((_grades(graph, passage)[1] == level).any())


def _level(graph: ConsequenceGraph, passage: Byte, level: int) -> Condensed:
    grouped, grade = _grades(graph, passage)
    plain = ~grouped & (grade <= level)
    offsets, targets, weaker, claims = graph.offsets, graph.targets, None, None
    if not plain.all():
        offsets, targets = np.append(0, np.cumsum(plain, dtype=np.int32))[graph.offsets], targets[plain]
    beyond = np.flatnonzero(grade > level).astype(np.int32)
    if beyond.size:
        weaker = np.zeros(graph.states, np.uint8)
        np.bitwise_or.at(weaker, graph.source(beyond), np.left_shift(np.uint8(1), grade[beyond]))
    joint = np.flatnonzero(grouped & (grade <= level)).astype(np.int32)
    if joint.size:
        first = graph.group_edges[graph.group_offsets[:-1]]
        claims = Claims(
            source=graph.source(joint),
            member=graph.member[joint],
            member_group=graph.member_group,
            target=graph.targets[first],
            threshold=graph.thresholds,
        )
    return condensed(offsets, targets, claims=claims, weaker=weaker)
