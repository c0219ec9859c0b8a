"""What falls when this falls: exact reach in three classes of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.checks import STATES, exact, within
from aftershock.cascade.paths import Run
from aftershock.cascade.ready import found_ready, passages
from aftershock.cascade.result import AFFECTED, NOT_REACHED, POSSIBLE, UNKNOWN, Detail, Reach
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.cascade.ready import Ready
    from aftershock.model.radius import Alternatives

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]

__all__ = ["AFFECTED", "NOT_REACHED", "POSSIBLE", "UNKNOWN", "Reach", "reach", "run_level"]


def reach(
    graph: ConsequenceGraph,
    starts: ArrayLike,
    *,
    alternatives: Alternatives = "by-rule",
    depth: int | None = None,
    disabled_rules: ArrayLike = (),
) -> Reach:
    """Compute what falls when some states fall.

    A state falls when one of its groups has fallen; every edge is a group of its own, save the alternatives that
    `alternatives` takes together. A group falls when so many of its need's alternatives have fallen that fewer than its
    minimum are left. The least set of states closed under this falls; its depth is the round in which it does.

    Parameters
    ----------
    graph
        What hands compromise on to what.
    starts
        States that fall first, at least one, none of them of a pseudo component.
    alternatives
        ``"by-rule"``: the alternatives of a need fall together under a rule that combines AllAlternatives, each by
        itself under any other. ``"any"``: each by itself always. ``"all"``: together always.
    depth
        The last round, 0 or more; ``None`` for as many as it takes.
    disabled_rules
        Rules whose edges carry nothing.

    Returns
    -------
    Reach
        Classes, nearest states, depths, paths.

    Raises
    ------
    UsageError
        If an argument is not as said: what was given and what is allowed.

    Notes
    -----
    There are three runs: over stated edges; over these and uncertain ones; over all. Where alternatives of a need are
    taken together and there may be more than were named, their edges are uncertain at best. An alternative counts among
    its need's whatever its own evidence. A run that would follow no edge more than the one before is not made.

    Where the graph was made ready (`aftershock.cascade.ready.prepare`) for the same passage and there is no limit of
    depth, the classes come from a sweep that asks for no rounds; the rounds are then computed if somebody asks.

    Examples
    --------
    A registry in control (0) tampers with a model (1); an agent (2) that may use this or another model (3) still stands
    if both must fall, and falls if either does.

    >>> from aftershock.cascade.graph import ConsequenceGraph
    >>> graph = ConsequenceGraph.from_edges(
    ...     components=4, modes=1, source=[0, 1, 3], target=[1, 2, 2], rule=[0, 1, 1], need=[-1, 0, 0],
    ...     rule_all=[0, 1], need_size=[2],
    ... )
    >>> reach(graph, [0]).rows(AFFECTED).tolist()
    [1]
    >>> reach(graph, [0], alternatives="any").rows(AFFECTED).tolist()
    [1, 2]
    >>> [hop.state for hop in reach(graph, [0, 3]).path(2)]
    [0, 1, 2]
    >>> reach(graph, [0, 3]).path(2)[-1].also_needed
    (3,)
    """
    begin = _starts(graph, starts)
    limit = _limit(depth)
    passage = passages(graph, alternatives, disabled_rules)

    def rounds() -> tuple[Byte, tuple[int, int, int], Detail]:
        first = run_level(graph, begin, passage, 0, limit)
        second = _next(graph, begin, passage, first, limit)
        return _account(graph, begin, (first, second, _next(graph, begin, passage, second, limit)))

    ready = found_ready(graph, passage) if depth is None else None
    if ready is None:
        classes, counts, detail = rounds()
        return Reach(graph, begin, alternatives, passage, classes, counts, lambda: detail)
    classes, counts = _swept(graph, ready, begin)
    return Reach(graph, begin, alternatives, passage, classes, counts, lambda: rounds()[2])


def _starts(graph: ConsequenceGraph, starts: ArrayLike) -> Int:
    found: Int = np.unique(exact("starts", starts, np.dtype(np.int32)))
    if not found.size:
        raise UsageError("there is nothing to start from; give at least one state")
    within("starts", found, 0, graph.states)
    if graph.pseudo[found // graph.modes].any():
        raise UsageError("a start is of a pseudo component, which stands for none; give states of components")
    found.flags.writeable = False
    return found


def _limit(depth: int | None) -> int:
    if depth is None:
        return STATES
    if depth < 0:
        raise UsageError(f"depth is {depth}; it must be 0 or more")
    return min(depth, STATES)


def run_level(
    graph: ConsequenceGraph, starts: Int, passage: Byte, level: int, limit: int = STATES, blocked: ArrayLike = ()
) -> Run:
    """Let states fall over the edges of one class of evidence and better.

    Parameters
    ----------
    graph
        In which.
    starts
        States that fall first, int32, none twice.
    passage
        See `aftershock.cascade.ready.passages`.
    level
        The worst class of evidence whose edges carry.
    limit
        The last round.
    blocked
        States that stand whatever happens, and hand nothing on; none of the starts.
    """
    depth = np.full(graph.states, -1, np.int32)
    standing = np.asarray(blocked, np.int32)
    depth[standing] = 0  # what has fallen already is not looked at again
    parent, order, ahead = (np.empty(graph.states, np.int32) for _ in range(3))
    cost = graph.rule_cost.astype(np.int32)
    floor = 1 - graph.need_complete[graph.group_need]
    for table in (cost, floor):
        table.flags.writeable = False
    fallen, met = compiled.kernels().fall(
        *(graph.offsets, graph.targets, graph.rule, graph.evidence, graph.member, graph.member_group),
        *(floor, cost, passage, starts, level, limit),
        *(depth, parent, order, ahead, np.zeros(graph.member_group.size, np.uint8), graph.thresholds.copy()),
    )
    order = order[:fallen].copy()
    depth[standing] = -1
    for made in (depth, parent, order):
        made.flags.writeable = False
    return Run(level, depth, parent, order, met)


def _next(graph: ConsequenceGraph, starts: Int, passage: Byte, before: Run, limit: int) -> Run:
    """Run with one class of evidence more, or give the run before where that would change nothing."""
    level = before.level + 1
    if before.met >> level & 1:
        return run_level(graph, starts, passage, level, limit)
    return Run(level, before.depth, before.parent, before.order, before.met)


def _swept(graph: ConsequenceGraph, ready: Ready, starts: Int) -> tuple[Byte, tuple[int, int, int]]:
    """Classify what falls without asking when: one sweep a class of evidence that could change anything."""
    classes, hidden = np.full(graph.components, NOT_REACHED, np.uint8), _hidden(graph, starts)
    counts, met = [0, 0, 0], 0b111
    for level, condensed in enumerate(ready.levels):
        if met >> level & 1:
            fallen = condensed.fall(starts)
            met = fallen.met
            if fallen.few is not None:
                fresh = np.unique(condensed.nodes(fallen) // np.int32(graph.modes))
                fresh = fresh[(classes[fresh] == NOT_REACHED) & (hidden[fresh] == 0)]
                classes[fresh] = level
                counts[level] = fresh.size
                continue
            counts[level] = compiled.kernels().classify(
                fallen.units, condensed.unit, graph.modes, level, hidden, classes
            )
    classes.flags.writeable = False
    affected, possible, unknown = counts
    return classes, (affected, possible, unknown)


def _hidden(graph: ConsequenceGraph, starts: Int) -> Byte:
    hidden: Byte = graph.pseudo.copy()
    hidden[starts // graph.modes] = 1
    hidden.flags.writeable = False
    return hidden


def _account(
    graph: ConsequenceGraph, starts: Int, runs: tuple[Run, Run, Run]
) -> tuple[Byte, tuple[int, int, int], Detail]:
    classes = np.full(graph.components, NOT_REACHED, np.uint8)
    nearest, depth = (np.full(graph.components, -1, np.int32) for _ in range(2))
    modes = np.zeros((3, graph.components), np.int32)
    hidden = _hidden(graph, starts)
    counts, before = [0, 0, 0], np.empty(0, np.int32)
    before.flags.writeable = False
    for run in runs:
        if run.depth is not before:
            counts[run.level] = compiled.kernels().gather(
                *(run.order, run.depth, before, graph.modes, run.level, hidden),
                *(classes, nearest, depth, modes[run.level]),
            )
        before = run.depth
    for made in (classes, nearest, depth, modes):
        made.flags.writeable = False
    affected, possible, unknown = counts
    return classes, (affected, possible, unknown), Detail(runs, nearest, depth, modes)
