"""Exact likelihoods against every draw of the coins."""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aftershock.cascade import network
from aftershock.cascade.exact import COINS, Exact, Hop, exact

if TYPE_CHECKING:
    from numpy.typing import NDArray


def by_every_draw(hops: list[Hop], starts: list[int], target: int, thresholds: dict[int, int]) -> float:
    """Each coin is one number; it falls into one of the ranges between the likelihoods that look at it."""
    seen: dict[int, set[float]] = {}
    for hop in hops:
        if 0 < hop.likelihood < 1:
            seen.setdefault(hop.coin, set()).add(hop.likelihood)
    ends = [np.array([0.0, *sorted(marks), 1.0]) for marks in seen.values()]
    ranges = [one.size - 1 for one in ends]
    draws = np.indices(ranges).reshape(len(ranges), math.prod(ranges))
    number = {coin: one[draw] for coin, one, draw in zip(seen, ends, draws, strict=True)}
    weight = np.prod([np.diff(one)[draw] for one, draw in zip(ends, draws, strict=True)], axis=0)
    always = np.ones(draws.shape[1], np.bool_)
    carries = [number[hop.coin] < hop.likelihood if 0 < hop.likelihood < 1 else always for hop in hops]
    nodes = 1 + max([target, *starts, *(end for hop in hops for end in (hop.source, hop.target))])
    fallen = np.zeros((nodes, always.size), np.bool_)
    fallen[starts] = True
    size = 0
    while size != (size := int(np.count_nonzero(fallen))):
        there: dict[tuple[int, int], dict[int, NDArray[np.bool_]]] = {}
        for hop, up in zip(hops, carries, strict=True):
            carried = fallen[hop.source] & up & (hop.likelihood > 0)
            if hop.group < 0:
                fallen[hop.target] |= carried
            else:
                mates = there.setdefault((hop.target, hop.group), {})
                mates[hop.member] = mates.get(hop.member, ~always) | carried
        for (node, group), mates in there.items():
            fallen[node] |= np.sum(list(mates.values()), axis=0) >= thresholds[group]
    return float(fallen[target] @ np.broadcast_to(weight, always.shape))


def drawn(random_: random.Random, most: int) -> tuple[list[Hop], list[int], int, dict[int, int]]:
    nodes, hops, thresholds = random_.randint(2, 7), [], {}
    grouping = random_.random() < 0.3
    for place in range(random_.randint(1, most)):
        source, target = random_.sample(range(nodes), 2)
        likelihood = random_.choice((0.1, 0.3, 0.5, 0.9, 1.0, 0.0, random_.random()))
        coin = 1000 + 2 * source + random_.randrange(2) if random_.random() < 0.3 else place + 1
        group = member = -1
        if grouping and random_.random() < 0.5:
            group, member = 2 * target + random_.randrange(2), random_.randrange(4)
            thresholds.setdefault(group, random_.randint(1, 3))
        hops.append(Hop(source, target, likelihood, coin, group, member))
    return hops, random_.sample(range(nodes), random_.randint(1, 2)), random_.randrange(nodes), thresholds


def test_two_thousand_random_networks_equal_the_enumeration() -> None:
    """Of up to 16 coins, some of them shared; with cycles and with alternatives."""
    random_, methods, coins = random.Random(12), Counter[str](), Counter[int]()
    for _ in range(2000):
        hops, starts, target, thresholds = drawn(random_, 16)
        coins[len({hop.coin for hop in hops if 0 < hop.likelihood < 1})] += 1
        found = exact(hops, starts, target, thresholds)
        assert found is not None
        methods[found.method] += 1
        assert found.likelihood == pytest.approx(by_every_draw(hops, starts, target, thresholds), abs=1e-12), hops
    assert set(methods) == {"certain", "tree", "series-parallel", "factored", "enumerated"}
    assert sum(coins[many] for many in range(11, 17)) > 150


def test_dense_networks_are_factored() -> None:
    random_, factored = random.Random(5), 0
    for _ in range(60):
        ends = random_.sample(list(itertools.permutations(range(5), 2)), 11)
        hops = [Hop(source, target, random_.random(), 1 + 10 * source + target) for source, target in ends]
        found = exact(hops, [0], 4)
        assert found is not None
        factored += found.method == "factored"
        assert found.likelihood == pytest.approx(by_every_draw(hops, [0], 4, {}), abs=1e-12)
    assert factored > 10


def test_the_bridge_by_hand() -> None:
    """The textbook bridge: two ways and a crossing between them, each hop with one half; condition on the crossing."""
    hops = [Hop(0, 1, 0.5, 1), Hop(0, 2, 0.5, 2), Hop(1, 2, 0.5, 3), Hop(1, 3, 0.5, 4), Hop(2, 3, 0.5, 5)]
    open_, closed = 1 - (1 - 0.25) ** 2, 0.5 * (1 - (1 - 0.5) ** 1 * (1 - 0.5)) + 0.5 * 0.25
    found = exact(hops, [0], 3)
    assert found is not None
    assert found.method == "factored"
    assert found.likelihood == pytest.approx(0.5 * open_ + 0.5 * closed)


def test_what_would_take_too_long_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [Hop(0, place, 0.5, place) for place in range(1, COINS + 2)]
    gathered = [*many, *(Hop(place, 99, 1.0, group=0, member=place) for place in range(1, COINS + 2))]
    assert exact(gathered, [0], 99, {0: COINS + 1}) is None
    fewer = [hop for hop in gathered if COINS + 1 not in (hop.source, hop.target)]
    assert exact(fewer, [0], 99, {0: COINS}) == Exact(pytest.approx(0.5**COINS), "enumerated")
    monkeypatch.setattr(network, "STEPS", 3)
    grid = [
        Hop(10 * row + column, 10 * row_ + column_, 0.5, 1 + 1000 * row + 100 * column + 10 * row_ + column_)
        for row, column in itertools.product(range(4), repeat=2)
        for row_, column_ in ((row + 1, column), (row, column + 1))
        if row_ < 4 and column_ < 4
    ]
    assert exact(grid, [0], 33) is None


def test_a_start_falls_and_what_nothing_leads_to_does_not() -> None:
    assert exact([Hop(0, 1, 0.5, 1)], [0], 0) is not None
    falls, stands = exact([Hop(0, 1, 0.5, 1)], [0], 0), exact([Hop(1, 0, 0.5, 1)], [0], 1)
    assert falls is not None
    assert stands is not None
    assert (falls.likelihood, falls.method, stands.likelihood, stands.method) == (1.0, "certain", 0.0, "certain")
