"""The inner loops of ranking, as plain functions of arrays: what many starts make fall, 512 at a time.

They check nothing: `aftershock.cascade.closure` has checked before it calls. Graphs are units in topological order, see
`aftershock.cascade.condensed`. A row of eight words, the size of a line of cache, holds one bit for each of 512 items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Int = NDArray[np.int32]
    Word = NDArray[np.uint64]
    Real = NDArray[np.float64]

__all__ = ["WORDS", "ancestors", "close", "limits", "tell_apart", "weigh"]

WORDS: Final = 8
"""Words in a row."""

_NONE, _ONE = np.uint64(0), np.uint64(1)
_PAIRS, _FOURS, _BYTES, _SUM = (
    np.uint64(number) for number in (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x0101010101010101)
)
_BY_1, _BY_2, _BY_4, _BY_56 = (np.uint64(number) for number in (1, 2, 4, 56))


def close(offsets: Int, targets: Int, seed_unit: Int, seed_bit: Int, last: int, rows: Word) -> None:
    """Join to the items of each unit those of all units that it leads to.

    Parameters
    ----------
    offsets, targets
        Edges between units, as compressed sparse rows; each leads to a later unit.
    seed_unit, seed_bit
        Which items lie in which unit: a bit of a row each.
    last
        Units after the last are not looked at; no item may lie in them.
    rows
        Room for a row of every unit and one more, shape ``(units + 1, 8)``; left holding, up to the last unit, the
        items that lie in it or in a unit that it leads to, and after it a row without any, which stands for all units
        beyond: what happens does not depend on where an edge leads, which the processor could not foresee.
    """
    for unit in range(last + 2):
        for word in range(8):
            rows[unit, word] = _NONE
    for i in range(seed_unit.size):
        rows[seed_unit[i], seed_bit[i] >> 6] |= _ONE << np.uint64(seed_bit[i] & 63)
    for unit in range(last, -1, -1):
        a, b, c, d = rows[unit, 0], rows[unit, 1], rows[unit, 2], rows[unit, 3]
        e, f, g, h = rows[unit, 4], rows[unit, 5], rows[unit, 6], rows[unit, 7]
        for edge in range(offsets[unit], offsets[unit + 1]):
            other = min(targets[edge], last + 1)
            a |= rows[other, 0]
            b |= rows[other, 1]
            c |= rows[other, 2]
            d |= rows[other, 3]
            e |= rows[other, 4]
            f |= rows[other, 5]
            g |= rows[other, 6]
            h |= rows[other, 7]
        rows[unit, 0], rows[unit, 1], rows[unit, 2], rows[unit, 3] = a, b, c, d
        rows[unit, 4], rows[unit, 5], rows[unit, 6], rows[unit, 7] = e, f, g, h


def weigh(rows: Word, last: int, weight: Real, score: Real) -> None:
    """Add to the score of each unit what the items of its row weigh.

    Parameters
    ----------
    rows
        As `close` left them.
    last
        The last unit that has a row.
    weight
        What each item of a word weighs, one number a word.
    score
        Of each unit.
    """
    for unit in range(last + 1):
        total = 0.0
        for word in range(8):
            bits = rows[unit, word]
            bits -= (bits >> _BY_1) & _PAIRS
            bits = (bits & _FOURS) + ((bits >> _BY_2) & _FOURS)
            bits = (bits + (bits >> _BY_4)) & _BYTES
            total += weight[word] * np.int64((bits * _SUM) >> _BY_56)
        score[unit] += total


def tell_apart(
    rows: Word, last: int, unit: Int, modes: int, order: Int, weight: Real, planes: Word, score: Real
) -> None:
    """Add to the score of each item what the components weigh in whose rows it is.

    Parameters
    ----------
    rows, last
        As `close` left them, over reversed edges: the items that lead to each unit.
    unit
        Of each state.
    modes
        States of a component.
    order
        The components that count, those of equal weight side by side.
    weight
        Of each component.
    planes
        Zeros, shape ``(32, 8)``: counters in binary, one digit of all items a row.
    score
        Of each of the 512 items.
    """
    for i in range(order.size):
        component = order[i]
        for word in range(8):
            carry = _NONE
            for state in range(component * modes, (component + 1) * modes):
                if unit[state] <= last:
                    carry |= rows[unit[state], word]
            plane = 0
            while carry != _NONE:
                both = planes[plane, word] & carry
                planes[plane, word] ^= carry
                carry = both
                plane += 1
        if i + 1 == order.size or weight[order[i + 1]] != weight[component]:
            for word in range(8):
                for plane in range(32):
                    bits = planes[plane, word]
                    planes[plane, word] = _NONE
                    if bits != _NONE:
                        for bit in range(64):
                            if (bits >> np.uint64(bit)) & _ONE:
                                score[word * 64 + bit] += weight[component] * (1 << plane)


def limits(offsets: Int, targets: Int, own: Real, limit: Real) -> None:
    """Bound from above what each unit can make fall: no more than its successors together, nor than all that follow.

    Parameters
    ----------
    offsets, targets
        As for `close`.
    own
        What the components of each unit weigh.
    limit
        Left holding the bound, the unit's own weight included.
    """
    after = 0.0
    for back in range(own.size):
        unit = own.size - 1 - back
        total = 0.0
        for edge in range(offsets[unit], offsets[unit + 1]):
            total += limit[targets[edge]]
        limit[unit] = own[unit] + min(total, after)
        after += own[unit]


def ancestors(offsets: Int, targets: Int, knot: Int, start_offsets: Int, starts: Int, found: Int, count: Int) -> None:
    """Find for each unit some starting components that make it fall and lie in no cycle with it.

    Parameters
    ----------
    offsets, targets
        As for `close`.
    knot
        Of each unit; a component has its states in one knot.
    start_offsets, starts
        The components that start in each unit.
    found
        Room for the ancestors of each unit, shape ``(units, k)``.
    count
        Zeros; left holding how many there are in `found`, or -1 where there are `k` or more.
    """
    most = found.shape[1]
    for unit in range(count.size):
        for edge in range(offsets[unit], offsets[unit + 1]):
            other = targets[edge]
            if count[other] < 0:
                continue
            if count[unit] < 0:
                count[other] = -1
                continue
            fresh = start_offsets[unit + 1] - start_offsets[unit] if knot[other] != knot[unit] else 0
            for i in range(count[unit] + fresh):
                one = found[unit, i] if i < count[unit] else starts[start_offsets[unit] + i - count[unit]]
                known = False
                for place in range(count[other]):
                    if found[other, place] == one:
                        known = True
                        break
                if known:
                    continue
                found[other, count[other]] = one
                count[other] += 1
                if count[other] == most:
                    count[other] = -1
                    break
