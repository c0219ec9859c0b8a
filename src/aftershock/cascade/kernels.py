"""The inner loops, as plain functions of arrays; `aftershock.cascade.compiled` hands them out compiled.

They check nothing: `ConsequenceGraph` and `reach` have checked before they call. Each writes into arrays that its
caller made, so that what runs compiled and what runs uncompiled is the same text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Int = NDArray[np.int32]
    Short = NDArray[np.uint16]
    Byte = NDArray[np.uint8]

__all__ = ["counting_pass", "fall", "gather"]


def counting_pass(keys: Int, offsets: Int, before: Int, after: Int) -> None:
    """Order by one key, equal keys in the order they came: one pass of a counting sort.

    Parameters
    ----------
    keys
        The key of each item, shape ``(n,)``, from 0 to ``len(offsets) - 2``.
    offsets
        Zeros, shape ``(keys + 1,)``; left holding, for each key, where its successor's items begin.
    before
        The items in their order so far, shape ``(n,)``.
    after
        Filled with the items ordered by key.
    """
    for i in range(keys.size):
        offsets[keys[i] + 1] += 1
    for key in range(1, offsets.size):
        offsets[key] += offsets[key - 1]
    for i in range(before.size):
        item = before[i]
        place = offsets[keys[item]]
        after[place] = item
        offsets[keys[item]] = place + 1


def fall(  # noqa: C901 - one loop, for speed: a helper of its own would have to be compiled of its own
    offsets: Int,
    targets: Int,
    rule: Short,
    evidence: Byte,
    member: Int,
    member_group: Int,
    floor: Byte,
    cost: Int,
    passage: Byte,
    starts: Int,
    level: int,
    limit: int,
    depth: Int,
    parent: Int,
    order: Int,
    ahead: Int,
    counted: Byte,
    left: Int,
) -> tuple[int, int]:
    """Let states fall, round by round, over the edges of one level of evidence: the least fixpoint.

    A round expands its states over edges that cost nothing within the same round, over the others into the next. A
    grouped edge takes one from what its group still needs; the edge that takes the last one makes the state fall.

    Parameters
    ----------
    offsets, targets, rule, evidence, member, member_group
        Of the graph, see `ConsequenceGraph`.
    floor
        The least evidence class of a grouped edge, a number for each group: 1 where its need is incomplete.
    cost
        What each rule costs in rounds, 0 or 1.
    passage
        For each rule: 0 it is switched off, 1 each of its edges carries by itself, 2 its edges of one need are a group.
    starts
        States that fall in round 0.
    level
        Edges of this evidence class or better carry.
    limit
        The last round.
    depth
        Filled with -1 for each state; left holding the round in which it fell.
    parent
        Left holding the edge over which it fell (-1 at a start) for each state that fell; not touched elsewhere.
    order
        Room for every state; left holding those that fell, earlier rounds first.
    ahead
        Room for every state.
    counted
        Zeros, one for each member of a group.
    left
        How many members of each group must fall; used up.

    Returns
    -------
    tuple of int
        How many states fell; and the evidence classes that were met and not followed, as bits: where none was, a run
        with more evidence gives the same.

    Notes
    -----
    Breadth-first search with costs 0 and 1 over compressed sparse rows; each edge is looked at once. A state that waits
    for the next round may yet fall in this one; it is then taken out of those that wait.
    """
    head = 0
    tail = 0
    met = 0
    now = 0
    for i in range(starts.size):
        state = starts[i]
        if depth[state] < 0:
            depth[state] = 0
            parent[state] = -1
            order[tail] = state
            tail += 1
    while head < tail:
        waiting = 0
        while head < tail:
            state = order[head]
            head += 1
            for edge in range(offsets[state], offsets[state + 1]):
                way = passage[rule[edge]]
                if way == 0:
                    continue
                then = now + cost[rule[edge]]
                target = targets[edge]
                if then > limit or 0 <= depth[target] <= then:
                    continue
                grade = evidence[edge]
                group = -1
                if way == 2 and member[edge] >= 0:
                    group = member_group[member[edge]]
                    grade = max(grade, floor[group])
                if grade > level:
                    met |= 1 << grade
                    continue
                if group >= 0:
                    if counted[member[edge]]:
                        continue
                    counted[member[edge]] = 1
                    left[group] -= 1
                    if left[group] > 0:
                        continue
                depth[target] = then
                parent[target] = edge
                if then == now:
                    order[tail] = target
                    tail += 1
                else:
                    ahead[waiting] = target
                    waiting += 1
        now += 1
        for i in range(waiting):
            state = ahead[i]
            if depth[state] == now:
                order[tail] = state
                tail += 1
    return tail, met


def gather(
    order: Int,
    depth: Int,
    before: Int,
    modes: int,
    level: int,
    hidden: Byte,
    classes: Byte,
    nearest: Int,
    near: Int,
    masks: Int,
) -> int:
    """Take what one run let fall into the account of components.

    Parameters
    ----------
    order
        The states that fell in this run.
    depth
        Their rounds.
    before
        The rounds of the run with less evidence; empty where there was none.
    modes
        Modes a component has.
    level
        The run's evidence class.
    hidden
        Components to leave out, 1 each.
    classes
        Best class of each component so far, 255 for none.
    nearest, near
        State and round of its nearest state in its class's run: the smaller round first, then the order of modes.
    masks
        For each component the modes, as bits, that it is in by this run and by none before.

    Returns
    -------
    int
        How many components are of this class.
    """
    count = 0
    for i in range(order.size):
        state = order[i]
        component = state // modes
        if hidden[component] or (before.size > 0 and before[state] >= 0):
            continue
        masks[component] |= 1 << (state % modes)
        if classes[component] == 255:
            classes[component] = level
            nearest[component] = state
            near[component] = depth[state]
            count += 1
        elif classes[component] == level and (
            depth[state] < near[component] or (depth[state] == near[component] and state < nearest[component])
        ):
            nearest[component] = state
            near[component] = depth[state]
    return count
