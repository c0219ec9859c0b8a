"""The inner loop of dominators, as a plain function of arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Int = NDArray[np.int32]

__all__ = ["dominate", "turn", "walk"]


def walk(offsets: Int, targets: Int, starts: Int, number: Int, node: Int, above: Int, path: Int, place: Int) -> int:
    """Give nodes numbers, in the order in which a depth-first search from a root over all starts first meets them.

    Parameters
    ----------
    offsets, targets
        Compressed sparse rows over nodes.
    starts
        What the root leads to.
    number
        Filled with -1 for each node; left holding its number, 1 and up; the root has 0.
    node
        Room for one more than there are nodes; left holding the node of each number.
    above
        Room of the same size; left holding the number of each number's parent in the tree of the search.
    path, place
        Room for each node: what is open on the way from the start, and the next edge of each, in the order of that way.

    Returns
    -------
    int
        How many numbers were given, the root's among them.
    """
    count = 1
    above[0] = 0
    for i in range(starts.size):
        if number[starts[i]] >= 0:
            continue
        number[starts[i]] = count
        node[count] = starts[i]
        above[count] = 0
        path[0] = count
        place[0] = offsets[starts[i]]
        end = offsets[starts[i] + 1]
        count += 1
        depth = 0
        while True:
            if place[depth] < end:
                other = targets[place[depth]]
                place[depth] += 1
                if number[other] < 0:
                    number[other] = count
                    node[count] = other
                    above[count] = path[depth]
                    depth += 1
                    path[depth] = count
                    place[depth] = offsets[other]
                    end = offsets[other + 1]
                    count += 1
            elif depth == 0:
                break
            else:
                depth -= 1
                end = offsets[node[path[depth]] + 1]
    return count


def turn(offsets: Int, targets: Int, starts: Int, number: Int, into: Int, entry_offsets: Int, entries: Int) -> None:
    """Turn the edges round between what was reached: those that lead to each number.

    Parameters
    ----------
    offsets, targets, starts
        As `walk` took them.
    number
        As `walk` left it.
    into
        Room for every edge.
    entry_offsets
        Zeros, one more than there are numbers; left holding where the entries of each number begin.
    entries
        Room for every edge and start; left holding for each number those from which an edge leads to it.
    """
    for i in range(starts.size):
        entry_offsets[number[starts[i]]] += 1
    for one in range(number.size):
        if number[one] >= 0:
            for edge in range(offsets[one], offsets[one + 1]):
                into[edge] = number[targets[edge]]
                entry_offsets[into[edge]] += 1
    total = 0
    for one in range(entry_offsets.size):
        total += entry_offsets[one]
        entry_offsets[one] = total
    for one in range(number.size):
        if number[one] >= 0:
            for edge in range(offsets[one], offsets[one + 1]):
                place = entry_offsets[into[edge]] - 1
                entry_offsets[into[edge]] = place
                entries[place] = number[one]
    for i in range(starts.size):
        entry_offsets[number[starts[i]]] -= 1
        entries[entry_offsets[number[starts[i]]]] = 0


def dominate(entry_offsets: Int, entries: Int, semi: Int, above: Int, label: Int, dominator: Int, stack: Int) -> None:
    """Find the immediate dominator of each number.

    Parameters
    ----------
    entry_offsets, entries
        For each number those from which an edge leads to it, as compressed sparse rows.
    semi
        Room; left holding semidominators.
    above
        Parents in the tree of the search; used up.
    label
        Room; holds the least semidominator on the compressed path of a number.
    dominator
        Room; left holding the immediate dominator of each number, 0 for the root.
    stack
        Room.

    Notes
    -----
    Semi-NCA: Georgiadis, Linear-time algorithms for dominators and related problems, PhD thesis, Princeton, 2005; with
    semidominators as in Lengauer and Tarjan, A fast algorithm for finding dominators in a flowgraph, ACM Transactions
    on Programming Languages and Systems 1(1), 1979, and compression of paths without recursion.
    """
    for number in range(semi.size):
        semi[number] = number
        label[number] = number
        dominator[number] = above[number]
    for number in range(semi.size - 1, 0, -1):
        best = above[number]
        for entry in range(entry_offsets[number], entry_offsets[number + 1]):
            at = entries[entry]
            if above[at] > number:
                top = 0
                while above[at] > number:
                    stack[top] = at
                    top += 1
                    at = above[at]
                least = label[at]
                root = above[at]
                while top > 0:
                    top -= 1
                    at = stack[top]
                    above[at] = root
                    least = min(least, label[at])
                    label[at] = least
            best = min(best, label[at])
        semi[number] = best
        label[number] = best
    for number in range(1, semi.size):
        one = dominator[number]
        while one > semi[number]:
            one = dominator[one]
        dominator[number] = one
