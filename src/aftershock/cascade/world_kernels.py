"""The inner loops of likelihood, as plain functions of arrays: play 64 worlds at once, count what fell.

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

__all__ = ["play", "tally"]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_BY_30, _BY_27, _BY_31 = np.uint64(30), np.uint64(27), np.uint64(31)
_NONE, _ONE, _ALL = np.uint64(0), np.uint64(1), np.uint64(0xFFFFFFFFFFFFFFFF)
_TWO, _FOUR, _TOP = np.uint64(2), np.uint64(4), np.uint64(56)
_PAIRS, _FOURS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
_EIGHTS, _BYTES = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)
_DIGITS = 53
_CERTAIN = np.uint64(1 << _DIGITS)


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
    most: int,
    fell: Word,
    pushed: Word,
    there: Word,
    planes: Word,
    mark: Byte,
    touched: Int,
    room: Int,
) -> int:
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
    most
        0: look at every node in turn. Else: only at nodes that something happens to, and give up beyond so many.
    fell
        Zeros, shape ``(n, lanes)``; left holding for each node and lane the worlds in which it fell.
    pushed, there
        Zeros, shape ``(n, lanes)`` and ``(members, lanes)``.
    planes
        Room for a count in binary: shape ``(digits,)``.
    mark
        Zeros, shape ``(n,)``.
    touched
        Room for every node; left holding those that something happened to.
    room
        Room for every node.

    Returns
    -------
    int
        How many nodes `touched` holds; ``-1 - many`` if it was given up. `tally` leaves the arrays as they came.

    Notes
    -----
    A coin's number in a world is drawn digit by digit: digit ``i`` of 64 worlds is one word, a hash of the coin, the
    salt and ``i`` (splitmix64: Steele, Lea, Flood, OOPSLA 2014). It falls where the number is less than the likelihood;
    all lanes compare with the same number, so that more likelihood never means less falling, world by world. It is
    drawn only for worlds in which the node fell since it was last looked at.

    Nodes are taken in their order, so that outside of cycles each is looked at once: by counting up or, where little
    falls, off a binary heap. A component in which something fell behind what is looked at is counted through again; on
    the heap it goes back. What falls is the least fixpoint, whatever the order.
    """
    lanes = levels.size
    uses_low = False
    uses_default = False
    uses_high = False
    for lane in range(lanes):
        uses_low |= columns[lane] == 0
        uses_default |= columns[lane] == 1
        uses_high |= columns[lane] == 2
    count = 0
    size = 0  # of the heap
    scan = 0
    knot = 0
    again = False
    for i in range(starts.size):
        for lane in range(lanes):
            fell[starts[i], lane] = _ALL
        if most > 0 and not mark[starts[i]]:
            mark[starts[i]] = 1
            place = size
            size += 1
            while place > 0 and room[(place - 1) >> 1] > starts[i]:
                room[place] = room[(place - 1) >> 1]
                place = (place - 1) >> 1
            room[place] = starts[i]
    while True:
        if most > 0:
            if size == 0:
                return count
            node = room[0]
            size -= 1
            last = room[size]
            place = 0
            while 2 * place + 1 < size:
                child = 2 * place + 1
                if child + 1 < size and room[child + 1] < room[child]:
                    child += 1
                if room[child] >= last:
                    break
                room[place] = room[child]
                place = child
            room[place] = last
            mark[node] &= 2
            if count > most:
                for i in range(size):
                    if not mark[room[i]] & 2:
                        touched[count] = room[i]
                        count += 1
                if not mark[node] & 2:
                    touched[count] = node
                    count += 1
                return -1 - count
        else:
            if knot + 1 < knots.size and scan == knots[knot + 1] and again:
                again = False
                scan = knots[knot]
            while knot + 1 < knots.size and scan == knots[knot + 1]:
                knot += 1
            if knot + 1 >= knots.size:
                return count
            node = scan
            scan += 1
        some = _NONE
        for group in range(group_offsets[node], group_offsets[node + 1]):
            for lane in range(lanes):
                for plane in range(planes.size):
                    planes[plane] = _NONE
                for one in range(member_offsets[group], member_offsets[group + 1]):
                    carry = there[one, lane]
                    some |= carry
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
        news = _NONE
        for lane in range(lanes):
            news |= fell[node, lane] & ~pushed[node, lane]
        if (news | some) != _NONE and not mark[node] & 2:
            mark[node] |= 2
            touched[count] = node
            count += 1
        if news == _NONE:
            continue
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
                open_low = news if uses_low and _NONE < p_low < _CERTAIN else _NONE
                open_default = news if uses_default and _NONE < p_default < _CERTAIN else _NONE
                open_high = news if uses_high and _NONE < p_high < _CERTAIN else _NONE
                base = drawn_coin ^ salt[0]
                digits = _DIGITS
                while digits > 0 and (open_low | open_default | open_high) != _NONE:
                    digits -= 1
                    base += _GOLDEN
                    digit = base
                    digit = (digit ^ (digit >> _BY_30)) * _FIRST
                    digit = (digit ^ (digit >> _BY_27)) * _SECOND
                    digit ^= digit >> _BY_31
                    shift = np.uint64(digits)
                    if open_low != _NONE:
                        if (p_low >> shift) & _ONE:
                            low |= open_low & ~digit
                            open_low &= digit
                            if p_low & ((_ONE << shift) - _ONE) == _NONE:  # no number is less than what is left
                                open_low = _NONE
                        else:
                            open_low &= ~digit
                    if open_default != _NONE:
                        if (p_default >> shift) & _ONE:
                            default |= open_default & ~digit
                            open_default &= digit
                            if p_default & ((_ONE << shift) - _ONE) == _NONE:  # no number is less than what is left
                                open_default = _NONE
                        else:
                            open_default &= ~digit
                    if open_high != _NONE:
                        if (p_high >> shift) & _ONE:
                            high |= open_high & ~digit
                            open_high &= digit
                            if p_high & ((_ONE << shift) - _ONE) == _NONE:  # no number is less than what is left
                                open_high = _NONE
                        else:
                            open_high &= ~digit
            other = targets[edge]
            moved = _NONE
            for lane in range(lanes):
                if evidence[edge] > levels[lane]:
                    continue
                mask = low if columns[lane] == 0 else default if columns[lane] == 1 else high
                carried = fell[node, lane] & ~pushed[node, lane] & mask
                if member[edge] >= 0:
                    moved |= carried & ~there[member[edge], lane]
                    there[member[edge], lane] |= carried
                else:
                    moved |= carried & ~fell[other, lane]
                    fell[other, lane] |= carried
            if moved == _NONE:
                continue
            if most == 0:
                again |= other < scan
            elif not mark[other] & 1:
                mark[other] |= 1
                place = size
                size += 1
                while place > 0 and room[(place - 1) >> 1] > other:
                    room[place] = room[(place - 1) >> 1]
                    place = (place - 1) >> 1
                room[place] = other
        for lane in range(lanes):
            pushed[node, lane] = fell[node, lane]


def tally(
    touched: Int,
    many: int,
    worlds: Word,
    group_offsets: Int,
    member_offsets: Int,
    owner: Int,
    category: Int,
    fell: Word,
    pushed: Word,
    there: Word,
    mark: Byte,
    union: Word,
    owners: Int,
    node_count: Long,
    count: Long,
    sums: Long,
) -> None:
    """Add to the counts the worlds in which each node and each component fell, and clear what `play` used.

    Parameters
    ----------
    touched, many
        The nodes that something happened to, and how many they are.
    worlds
        One word: the worlds that count.
    group_offsets, member_offsets
        As `play` took them.
    owner
        The component of each node.
    category
        Of each component, rows of `sums`; -1 for none. Empty if there are no categories.
    fell, pushed, there, mark
        As `play` left them; left zero.
    union
        Zeros, shape ``(components, lanes)``; left zero.
    owners
        Room for every component.
    node_count, count
        Worlds so far in which a node, and in which any node of a component fell; shapes ``(n, lanes)`` and
        ``(components, lanes)``.
    sums
        Zeros, shape ``(categories, lanes)``; left holding how many components of each category fell, over the worlds.

    Notes
    -----
    Bits are counted side by side within a word (Warren, Hacker's Delight, section 5-1).
    """
    lanes = fell.shape[1]
    joined = owners.size < mark.size  # else each component is one node
    seen = 0
    for place in range(many):
        node = touched[place]
        component = owner[node]
        before = _NONE
        after = _NONE
        for lane in range(lanes):
            word = fell[node, lane] & worlds[0]
            if joined:
                before |= union[component, lane]
                union[component, lane] |= word
                after |= word
            fell[node, lane] = _NONE
            pushed[node, lane] = _NONE
            word -= (word >> _ONE) & _PAIRS
            word = (word & _FOURS) + ((word >> _TWO) & _FOURS)
            word = (word + (word >> _FOUR)) & _EIGHTS
            ones = np.int64((word * _BYTES) >> _TOP)
            node_count[node, lane] += ones
            if not joined:
                count[component, lane] += ones
                if category.size and category[component] >= 0:
                    sums[category[component], lane] += ones
        if before == _NONE and after != _NONE:
            owners[seen] = component
            seen += 1
        mark[node] = 0
        for one in range(member_offsets[group_offsets[node]], member_offsets[group_offsets[node + 1]]):
            for lane in range(lanes):
                there[one, lane] = _NONE
    for place in range(seen):
        component = owners[place]
        for lane in range(lanes):
            word = union[component, lane]
            union[component, lane] = _NONE
            word -= (word >> _ONE) & _PAIRS
            word = (word & _FOURS) + ((word >> _TWO) & _FOURS)
            word = (word + (word >> _FOUR)) & _EIGHTS
            ones = np.int64((word * _BYTES) >> _TOP)
            count[component, lane] += ones
            if category.size and category[component] >= 0:
                sums[category[component], lane] += ones
