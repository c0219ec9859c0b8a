"""All draws of a few coins gone through at once: a bit of a long number for each draw."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aftershock.cascade.exact import Hop

__all__ = ["enumerated"]


def enumerated(hops: Sequence[Hop], starts: Iterable[int], target: int, thresholds: Mapping[int, int]) -> float:
    """Compute the likelihood with which a target falls, by the draws in which it does.

    Parameters
    ----------
    hops
        Each with a coin of its own; those with likelihood 1 need none. The work doubles with each coin.
    starts
        Nodes that fall for certain.
    target
        The node asked about.
    thresholds
        How many members of each group must be there.

    Returns
    -------
    float
        The sum of the probabilities of those draws.

    Examples
    --------
    >>> from aftershock.cascade.exact import Hop
    >>> both = [Hop(0, 1, 0.5, group=0, member=0), Hop(0, 1, 0.5, group=0, member=1)]
    >>> enumerated(both, [0], 1, {0: 2})
    0.25
    """
    drawn = [place for place, hop in enumerate(hops) if hop.likelihood < 1]
    draws = 1 << len(drawn)
    every = (1 << draws) - 1
    carries = [every] * len(hops)
    weights = np.ones(1)
    for digit, place in enumerate(drawn):
        carries[place] = every ^ every // ((1 << (1 << digit)) + 1)
        weights = np.concatenate((weights * (1 - hops[place].likelihood), weights * hops[place].likelihood))
    fell = _fixpoint(hops, carries, dict.fromkeys(starts, every), thresholds, every)
    bits = np.frombuffer(fell.get(target, 0).to_bytes(-(-draws // 8), "little"), np.uint8)
    return float(weights[np.unpackbits(bits, bitorder="little")[:draws].astype(bool)].sum())


def _fixpoint(
    hops: Sequence[Hop], carries: Sequence[int], fell: dict[int, int], thresholds: Mapping[int, int], every: int
) -> dict[int, int]:
    there: dict[tuple[int, int, int], int] = defaultdict(int)
    members: dict[tuple[int, int], set[int]] = defaultdict(set)
    for hop in hops:
        if hop.group >= 0:
            members[hop.target, hop.group].add(hop.member)
    moving = True
    while moving:
        moving = False
        for hop, carry in zip(hops, carries, strict=True):
            word = fell.get(hop.source, 0) & carry
            if hop.group >= 0:
                there[hop.target, hop.group, hop.member] |= word
                mates = [there[hop.target, hop.group, member] for member in members[hop.target, hop.group]]
                word = _at_least(mates, thresholds[hop.group], every)
            if word & ~fell.get(hop.target, 0):
                fell[hop.target] = fell.get(hop.target, 0) | word
                moving = True
    return fell


def _at_least(words: Sequence[int], least: int, every: int) -> int:
    """Give the draws in which at least so many of some words are set."""
    counts = [every, *([0] * least)]  # counts[k]: the draws with k or more so far
    for word in words:
        for number in range(least, 0, -1):
            counts[number] |= counts[number - 1] & word
    return counts[least]
