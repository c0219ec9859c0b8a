"""The inner loops of likelihood, as plain functions of arrays: order nodes, play 64 worlds at once, count what fell.

They check nothing: `aftershock.cascade.worlds` has checked before it calls. `aftershock.cascade.compiled` hands them
out compiled. A world is one bit of a word, so that one pass over the edges plays 64 worlds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]
    Long = NDArray[np.int64]
    Word = NDArray[np.uint64]

__all__ = ["condense", "play", "tally"]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_BY_30, _BY_27, _BY_31 = np.uint64(30), np.uint64(27), np.uint64(31)
_NONE, _ONE, _ALL = np.uint64(0), np.uint64(1), np.uint64(0xFFFFFFFFFFFFFFFF)
_DIGITS = 53
_CERTAIN = np.uint64(1 << _DIGITS)


def condense(offsets: Int, targets: Int, number: Int, index: Int, low: Int, stack: Int, walk: Int, place: Int) -> int:
    """Find strongly connected components, and number them against the direction of the edges between them.

    Parameters
    ----------
    offsets, targets
        Compressed sparse rows of ``n`` nodes.
    number
        Filled with -1 for each node; left holding its component. An edge between two components leads from the larger
        number to the smaller.
    index
        Filled with -1 for each node; used up.
    low, stack, walk, place
        Room for every node.

    Returns
    -------
    int
        How many components there are.

    Notes
    -----
    Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1(2), 1972, without recursion.
    """
    count = 0
    seen = 0
    top = 0
    for root in range(number.size):
        if index[root] >= 0:
            continue
        depth = 0
        fresh = root
        while depth >= 0:
            if fresh >= 0:
                index[fresh] = seen
                low[fresh] = seen
                seen += 1
                stack[top] = fresh
                top += 1
                walk[depth] = fresh
                place[fresh] = offsets[fresh]
                fresh = -1
            node = walk[depth]
            if place[node] < offsets[node + 1]:
                other = targets[place[node]]
                place[node] += 1
                if index[other] < 0:
                    depth += 1
                    fresh = other
                elif number[other] < 0 and index[other] < low[node]:
                    low[node] = index[other]
                continue
            if low[node] == index[node]:
                while True:
                    top -= 1
                    number[stack[top]] = count
                    if stack[top] == node:
                        break
                count += 1
            depth -= 1
            if depth >= 0 and low[node] < low[walk[depth]]:
                low[walk[depth]] = low[node]
    return count


def play(  # noqa: C901 - one loop, for speed: a helper of its own would have to be compiled of its own
    offsets: Int,
    targets: Int,
    evidence: Byte,
    row: Int,
    coin: Word,
    member: Int,
    knots: Int,
    group_offsets: Int,
    member_offsets: Int,
    threshold: Int,
    scaled: Word,
    levels: Int,
    columns: Int,
    starts: Int,
    salt: Word,
    fell: Word,
    pushed: Word,
    there: Word,
    planes: Word,
) -> None:
    """Play 64 worlds: draw the coins that matter, and let nodes fall until nothing moves.

    Parameters
    ----------
    offsets, targets
        Compressed sparse rows over ``n`` nodes, numbered so that an edge leads to a larger number or stays in its
        strongly connected component.
    evidence, row, coin, member
        Of each edge: its class; its row of `scaled`; its coin, 0 where it needs none; the member of a group that it
        leads to, -1 where it leads to its target alone. Edges of a node that share a coin stand side by side.
    knots
        Where each strongly connected component begins, and the end; shape ``(components + 1,)``.
    group_offsets, member_offsets, threshold
        Groups of each node, members of each group, and how many of them must be there; members are numbered by group.
    scaled
        Likelihoods times 2**53, shape ``(rows, 3)``: low, default, high.
    levels, columns
        Of each lane: edges of this evidence class or better carry, with this column of likelihoods.
    starts
        Nodes that fall first.
    salt
        One word that says which worlds these are.
    fell
        Zeros, shape ``(n, lanes)``; left holding for each node and lane the worlds in which it fell.
    pushed, there
        Zeros, shape ``(n, lanes)`` and ``(members, lanes)``.
    planes
        Room for a count in binary: shape ``(digits,)``.

    Notes
    -----
    A coin's number in a world is drawn digit by digit: digit ``i`` of 64 worlds is one word, a hash of the coin, the
    salt and ``i`` (splitmix64: Steele, Lea, Flood, OOPSLA 2014). It falls where the number is less than the likelihood;
    all lanes compare with the same number, so that more likelihood never means less falling, world by world.
    """
    lanes = levels.size
    for i in range(starts.size):
        for lane in range(lanes):
            fell[starts[i], lane] = _ALL
    for knot in range(knots.size - 1):
        moving = True
        while moving:
            moving = False
            for node in range(knots[knot], knots[knot + 1]):
                for group in range(group_offsets[node], group_offsets[node + 1]):
                    for lane in range(lanes):
                        for plane in range(planes.size):
                            planes[plane] = _NONE
                        for one in range(member_offsets[group], member_offsets[group + 1]):
                            carry = there[one, lane]
                            for plane in range(planes.size):
                                both = planes[plane] & carry
                                planes[plane] ^= carry
                                carry = both
                                if carry == _NONE:
                                    break
                        enough = _NONE
                        equal = _ALL
                        for back in range(planes.size):
                            plane = planes.size - 1 - back
                            if (threshold[group] >> plane) & 1:
                                equal &= planes[plane]
                            else:
                                enough |= equal & planes[plane]
                                equal &= ~planes[plane]
                        fell[node, lane] |= enough | equal
                anywhere = _NONE
                news = _NONE
                for lane in range(lanes):
                    anywhere |= fell[node, lane]
                    news |= fell[node, lane] & ~pushed[node, lane]
                    pushed[node, lane] = fell[node, lane]
                if news == _NONE:
                    continue
                moving = True
                drawn_coin = _NONE
                drawn_row = -1
                low = _ALL
                default = _ALL
                high = _ALL
                for edge in range(offsets[node], offsets[node + 1]):
                    if coin[edge] == _NONE:
                        low = _ALL
                        default = _ALL
                        high = _ALL
                        drawn_row = -1
                    elif coin[edge] != drawn_coin or row[edge] != drawn_row:
                        drawn_coin = coin[edge]
                        drawn_row = row[edge]
                        p_low = scaled[drawn_row, 0]
                        p_default = scaled[drawn_row, 1]
                        p_high = scaled[drawn_row, 2]
                        low = _ALL if p_low >= _CERTAIN else _NONE
                        default = _ALL if p_default >= _CERTAIN else _NONE
                        high = _ALL if p_high >= _CERTAIN else _NONE
                        open_low = _NONE if p_low >= _CERTAIN or p_low == _NONE else anywhere
                        open_default = _NONE if p_default >= _CERTAIN or p_default == _NONE else anywhere
                        open_high = _NONE if p_high >= _CERTAIN or p_high == _NONE else anywhere
                        base = drawn_coin ^ salt[0]
                        place = _DIGITS
                        while place > 0 and (open_low | open_default | open_high) != _NONE:
                            place -= 1
                            base += _GOLDEN
                            digit = base
                            digit = (digit ^ (digit >> _BY_30)) * _FIRST
                            digit = (digit ^ (digit >> _BY_27)) * _SECOND
                            digit ^= digit >> _BY_31
                            shift = np.uint64(place)
                            if (p_low >> shift) & _ONE:
                                low |= open_low & ~digit
                                open_low &= digit
                            else:
                                open_low &= ~digit
                            if (p_default >> shift) & _ONE:
                                default |= open_default & ~digit
                                open_default &= digit
                            else:
                                open_default &= ~digit
                            if (p_high >> shift) & _ONE:
                                high |= open_high & ~digit
                                open_high &= digit
                            else:
                                open_high &= ~digit
                    for lane in range(lanes):
                        if evidence[edge] > levels[lane]:
                            continue
                        mask = low if columns[lane] == 0 else default if columns[lane] == 1 else high
                        carried = fell[node, lane] & mask
                        if member[edge] >= 0:
                            there[member[edge], lane] |= carried
                        else:
                            fell[targets[edge], lane] |= carried
            if knots[knot + 1] - knots[knot] == 1:
                moving = False


def tally(
    fell: Word,
    owner_offsets: Int,
    owner_nodes: Int,
    category: Int,
    worlds: Word,
    node_count: Long,
    count: Long,
    sums: Long,
) -> None:
    """Add to the counts the worlds in which each node and each component fell.

    Parameters
    ----------
    fell
        As `play` left it.
    owner_offsets, owner_nodes
        The nodes of each component.
    category
        Of each component, rows of `sums`; -1 for none.
    worlds
        One word: the worlds that count.
    node_count, count
        Worlds so far in which a node, and in which any node of a component fell; shapes ``(n, lanes)`` and
        ``(components, lanes)``.
    sums
        Zeros, shape ``(categories, lanes)``; left holding how many components of each category fell, over the worlds.
    """
    lanes = fell.shape[1]
    for component in range(owner_offsets.size - 1):
        for lane in range(lanes):
            union = _NONE
            for place in range(owner_offsets[component], owner_offsets[component + 1]):
                word = fell[owner_nodes[place], lane] & worlds[0]
                union |= word
                ones = 0
                while word != _NONE:
                    word &= word - _ONE
                    ones += 1
                node_count[owner_nodes[place], lane] += ones
            ones = 0
            while union != _NONE:
                union &= union - _ONE
                ones += 1
            count[component, lane] += ones
            if category[component] >= 0:
                sums[category[component], lane] += ones
