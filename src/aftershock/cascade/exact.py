"""Exact likelihoods, where the coins that matter are few or stand well.

What leads to a target is cut down, without changing the probability that the target falls, until nothing is left to cut
down; where something is left, a coin is tried both ways. Where alternatives must fall together, all draws of the coins
are gone through at once instead.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from aftershock.cascade.enumeration import enumerated
from aftershock.cascade.network import Network, closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["COINS", "Exact", "Hop", "Method", "exact"]

Method = Literal["certain", "tree", "series-parallel", "factored", "enumerated"]

COINS: Final = 16
"""The most coins whose draws are gone through."""

_EDGES: Final = 400


@dataclass(frozen=True, slots=True)
class Hop:
    """An edge that may carry.

    Parameters
    ----------
    source, target
        Nodes.
    likelihood
        From 0 to 1; 1 where it has no coin.
    coin
        Its coin; hops of one source may share one, and then its likelihood. 0 for none.
    group, member
        Where it is an alternative of a need: which group of the target it belongs to and which member of it is there
        when it carries; -1 where it fells its target by itself.
    """

    source: int
    target: int
    likelihood: float
    coin: int = 0
    group: int = -1
    member: int = -1


@dataclass(frozen=True, slots=True)
class Exact:
    """A likelihood, and how it was found."""

    likelihood: float
    method: Method


def exact(
    hops: Iterable[Hop], start: Iterable[int], target: int, thresholds: Mapping[int, int] | None = None
) -> Exact | None:
    """Compute the likelihood with which a target falls.

    Parameters
    ----------
    hops
        Edges that may carry.
    start
        Nodes that fall for certain.
    target
        The node asked about.
    thresholds
        How many members of each group must be there.

    Returns
    -------
    Exact or None
        ``None`` where that would take too long.

    Notes
    -----
    A coin that several hops share stands before them as a hop of its own, so that hops are independent of each other.
    Without groups: series and parallel reductions (Valdes, Tarjan, Lawler, SIAM Journal on Computing 11(2), 1982), and
    where they end the factoring theorem (Moskowitz, AIEE Transactions 77(1), 1958): with a coin, the hop is joined;
    without it, it is taken away.

    Examples
    --------
    >>> exact([Hop(0, 1, 0.5, 1), Hop(0, 2, 0.5, 2), Hop(1, 3, 0.5, 3), Hop(2, 3, 0.5, 4)], [0], 3)
    Exact(likelihood=0.4375, method='series-parallel')
    """
    starts = set(start)
    if target in starts:
        return Exact(1.0, "certain")
    kept = _relevant([hop for hop in hops if hop.likelihood > 0 and hop.target not in starts], starts, target)
    if not kept:
        return Exact(0.0, "certain")
    coins = {hop.coin for hop in kept if hop.coin and hop.likelihood < 1}
    if len(coins) <= COINS:
        kept, thresholds = _parted(kept, starts, thresholds or {})
    if len(kept) > _EDGES and len(coins) > COINS:
        return None
    if any(hop.group >= 0 for hop in kept) or _crossing(kept):
        if len(coins) > COINS:
            return None
        return Exact(
            enumerated(_independent(kept), starts, target, thresholds or {}), "enumerated" if coins else "certain"
        )
    entered = [hop.target for hop in kept]
    network = Network(_independent(kept), starts, target)
    method: Method = "series-parallel"
    if not coins:
        method = "certain"
    elif len(set(entered)) == len(entered):
        method = "tree"
    found = network.likelihood()
    if found is None:
        return None
    return Exact(found, "factored" if network.factored else method)


def _crossing(hops: Iterable[Hop]) -> set[int]:
    """Give the coins that hops of several sources share: those of one state at several times."""
    sources: dict[int, set[int]] = defaultdict(set)
    for hop in hops:
        if hop.coin and hop.likelihood < 1:
            sources[hop.coin].add(hop.source)
    return {coin for coin, some in sources.items() if len(some) > 1}


def _parted(hops: list[Hop], starts: set[int], thresholds: Mapping[int, int]) -> tuple[list[Hop], Mapping[int, int]]:
    """Let a coin that hops of several sources share fall by itself, and such a hop carry if its source has fallen too.

    Where likelihoods differ, one number decides for all, as in `_independent`.
    """
    crossing = _crossing(hops)
    if not crossing:
        return hops, thresholds
    found = [hop for hop in hops if hop.coin not in crossing or hop.likelihood >= 1]
    needed = dict(thresholds)
    node = min(-1, *(min(hop.source, hop.target) for hop in hops))
    group = max((-1, *(hop.group for hop in hops)))
    for coin in sorted(crossing):
        before, so_far = min(starts), 1.0
        mates = [hop for hop in hops if hop.coin == coin and hop.likelihood < 1]
        for mate in sorted(mates, key=lambda mate: -mate.likelihood):
            if mate.likelihood < so_far:
                node -= 1
                found.append(Hop(before, node, mate.likelihood / so_far))
                before, so_far = node, mate.likelihood
            node, group = node - 1, group + 1
            needed[group] = 2
            found += [Hop(mate.source, node, 1.0, 0, group, 0), Hop(before, node, 1.0, 0, group, 1)]
            found.append(replace(mate, source=node, likelihood=1.0, coin=0))
    return found, needed


def _relevant(hops: Sequence[Hop], starts: set[int], target: int) -> list[Hop]:
    """Keep the hops between nodes that a start leads to and that lead to the target."""
    onward: dict[int, list[int]] = defaultdict(list)
    back: dict[int, list[int]] = defaultdict(list)
    for hop in hops:
        onward[hop.source].append(hop.target)
        back[hop.target].append(hop.source)
    reached, needed = closure(onward, starts), closure(back, {target})
    return [
        hop
        for hop in hops
        if hop.source in reached and hop.source in needed and hop.target in needed and hop.source != target
    ]


def _independent(hops: Sequence[Hop]) -> list[Hop]:
    """Give each hop a coin of its own: one that several share is a hop of its own to a joint, where they part.

    Where their likelihoods differ, one number decides for all: what carries at the smaller likelihood carries at the
    larger too, so that the joints stand in a row.
    """
    shared: dict[int, list[Hop]] = defaultdict(list)
    for hop in hops:
        if hop.coin and hop.likelihood < 1:
            shared[hop.coin].append(hop)
    found = [hop for hop in hops if len(shared.get(hop.coin, ())) < 2 or hop.likelihood >= 1]
    joint = min(-1, *(min(hop.source, hop.target) for hop in hops))
    for mates in shared.values():
        if len(mates) < 2:
            continue
        before, so_far = mates[0].source, 1.0
        for mate in sorted(mates, key=lambda mate: -mate.likelihood):
            if mate.likelihood < so_far:
                joint -= 1
                found.append(Hop(before, joint, mate.likelihood / so_far))
                before, so_far = joint, mate.likelihood
            found.append(replace(mate, source=before, likelihood=1.0))
    return found
