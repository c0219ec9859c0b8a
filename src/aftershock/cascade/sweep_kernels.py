"""The inner loops of reach without rounds: what falls at all, in one pass over units that are sorted by consequence.

They check nothing: `aftershock.cascade.condensed` has checked before it calls. A unit is a set of states of which each
makes all others fall over edges that carry by themselves: a strongly connected component.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]

__all__ = ["classify", "flood", "fold", "rise", "sweep"]


def fold(offsets: Int, targets: Int, unit: Int, order: Int, unit_offsets: Int, made: Int, ends: Int, seen: Int) -> int:
    """Make edges between nodes into edges between units, each once.

    Parameters
    ----------
    offsets, targets
        Compressed sparse rows over nodes.
    unit
        Of each node.
    order, unit_offsets
        The nodes of each unit.
    made
        Room for one more than there are units; left holding where the edges of each unit begin.
    ends
        Room for every edge; left holding the unit that each leads to.
    seen
        Filled with -1 for each unit; used up.

    Returns
    -------
    int
        How many edges there are between units.
    """
    count = 0
    for one in range(unit_offsets.size - 1):
        made[one] = count
        seen[one] = one
        for place in range(unit_offsets[one], unit_offsets[one + 1]):
            node = order[place]
            for edge in range(offsets[node], offsets[node + 1]):
                other = unit[targets[edge]]
                if seen[other] != one:
                    seen[other] = one
                    ends[count] = other
                    count += 1
    made[unit_offsets.size - 1] = count
    return count


def rise(offsets: Int, targets: Int, level: Int) -> None:
    """Find how many edges the longest way to each unit has.

    Parameters
    ----------
    offsets, targets
        Edges between units, each to a later one.
    level
        Zeros; left holding the lengths.
    """
    for unit in range(level.size):
        above = level[unit] + 1
        for edge in range(offsets[unit], offsets[unit + 1]):
            if level[targets[edge]] < above:
                level[targets[edge]] = above


def sweep(  # noqa: C901 - one loop, for speed: a helper of its own would have to be compiled of its own
    offsets: Int,
    targets: Int,
    claim_offsets: Int,
    claims: Int,
    member_group: Int,
    group_unit: Int,
    weaker: Byte,
    unit_offsets: Int,
    starts: Int,
    budget: int,
    fell: Byte,
    queue: Int,
    counted: Byte,
    left: Int,
) -> tuple[int, int, int]:
    """Let units fall: with a queue while they are few, then in one pass from the first that waits to the last.

    Parameters
    ----------
    offsets, targets
        Edges that carry by themselves, as compressed sparse rows over units; each leads to a later unit.
    claim_offsets, claims
        The members of groups that each unit stands for, in the same form.
    member_group, group_unit
        The group of each member, and the unit that falls with each group, which may be earlier.
    weaker
        For each unit, as bits, the classes of evidence of edges out of it that do not carry.
    unit_offsets
        Where the states of each unit begin.
    starts
        Units that fall first.
    budget
        The queue is given up when more units than that have fallen, or one leads to more.
    fell
        Zeros; left holding 1 for each unit that fell.
    queue
        Room for every unit; left holding those that fell, if the queue was not given up.
    counted
        Zeros, one for each member.
    left
        How many members of each group must fall; used up.

    Returns
    -------
    tuple of int
        How many states fell; what of `weaker` was met; how many units are in the queue, -1 if it was given up.

    Notes
    -----
    The pass takes units that fell and lie side by side together, so that their edges are one loop, long enough for the
    processor to foresee, and with unsigned indices, of which none is asked whether it counts from the end. It reads
    units and edges in the order in which they lie in memory and writes a byte a unit. A unit that falls with a group
    after the pass went by waits for its end and goes through the queue, so that each edge is looked at twice at most.
    """
    units = fell.size
    head = 0
    tail = 0
    swept = False
    total = 0
    for i in range(starts.size):
        if not fell[starts[i]]:
            fell[starts[i]] = 1
            queue[tail] = starts[i]
            tail += 1
    while head < tail:
        unit = queue[head]
        if not swept and (tail > budget or offsets[unit + 1] - offsets[unit] > budget):
            swept = True
            for place in range(head, tail):
                unit = min(unit, queue[place])
            for place in range(head):  # what lies before the pass, and was dealt with
                if queue[place] < unit:
                    total += unit_offsets[queue[place] + 1] - unit_offsets[queue[place]]
            head = 0
            tail = 0
            while unit < units:
                if not fell[unit]:
                    unit += 1
                    continue
                end = unit + 1
                while end < units and fell[end]:
                    end += 1
                total += unit_offsets[end] - unit_offsets[unit]
                for edge in range(np.uint32(offsets[unit]), np.uint32(offsets[end])):
                    fell[np.uint32(targets[edge])] = 1
                for claim in range(claim_offsets[unit], claim_offsets[end]):
                    member = claims[claim]
                    if not counted[member]:
                        counted[member] = 1
                        group = member_group[member]
                        left[group] -= 1
                        if left[group] == 0 and not fell[group_unit[group]]:
                            fell[group_unit[group]] = 1
                            if group_unit[group] < unit:
                                queue[tail] = group_unit[group]
                                tail += 1
                unit = end
            continue
        head += 1
        for edge in range(offsets[unit], offsets[unit + 1]):
            other = targets[edge]
            if not fell[other]:
                fell[other] = 1
                queue[tail] = other
                tail += 1
        for claim in range(claim_offsets[unit], claim_offsets[unit + 1]):
            member = claims[claim]
            if not counted[member]:
                counted[member] = 1
                group = member_group[member]
                left[group] -= 1
                if left[group] == 0 and not fell[group_unit[group]]:
                    fell[group_unit[group]] = 1
                    queue[tail] = group_unit[group]
                    tail += 1
    met = 0
    for place in range(tail):  # all, or what fell behind the pass
        unit = queue[place]
        total += unit_offsets[unit + 1] - unit_offsets[unit]
        met |= weaker[unit]
    if swept:
        for unit in range(units):
            met |= fell[unit] * weaker[unit]
        return total, met, -1
    return total, met, tail


def flood(offsets: Int, targets: Int, starts: Int, fell: Byte, queue: Int) -> int:
    """Let nodes fall over plain edges, breadth first: for arrays that nothing was prepared for.

    Parameters
    ----------
    offsets, targets
        Compressed sparse rows.
    starts
        Nodes that fall first.
    fell
        Zeros; left holding 1 for each node that fell.
    queue
        Room for every node; left holding those that fell, nearest first.

    Returns
    -------
    int
        How many fell.
    """
    tail = 0
    for i in range(starts.size):
        if not fell[starts[i]]:
            fell[starts[i]] = 1
            queue[tail] = starts[i]
            tail += 1
    head = 0
    while head < tail:
        node = queue[head]
        head += 1
        for edge in range(offsets[node], offsets[node + 1]):
            other = targets[edge]
            if not fell[other]:
                fell[other] = 1
                queue[tail] = other
                tail += 1
    return tail


def classify(fell: Byte, unit: Int, modes: int, level: int, hidden: Byte, classes: Byte) -> int:
    """Give components the class of a run in which a state of theirs fell, unless they have one.

    Parameters
    ----------
    fell
        Which units fell.
    unit
        Of each state.
    modes
        Modes a component has.
    level
        The run's evidence class.
    hidden
        Components to leave out, 1 each.
    classes
        Of each component so far, 255 for none.

    Returns
    -------
    int
        How many components got this class.
    """
    count = 0
    for component in range(classes.size):
        if classes[component] != 255 or hidden[component]:
            continue
        for state in range(component * modes, (component + 1) * modes):
            if fell[unit[state]]:
                classes[component] = level
                count += 1
                break
    return count
