"""Exact likelihoods against every draw of the coins."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest

from aftershock.cascade import network
from aftershock.cascade.exact import COINS, Exact, Hop, exact


def by_every_draw(hops: list[Hop], starts: list[int], target: int, thresholds: dict[int, int]) -> float:
    """Each coin is one number; it falls into one of the ranges between the likelihoods that look at it."""
    seen: dict[int, set[float]] = {}
    for hop in hops:
        if 0 < hop.likelihood < 1:
            seen.setdefault(hop.coin, set()).add(hop.likelihood)
    ranges = [list(itertools.pairwise([0.0, *sorted(seen[coin]), 1.0])) for coin in seen]
    total = 0.0
    for drawn in itertools.product(*ranges):
        number = {coin: (low + high) / 2 for coin, (low, high) in zip(seen, drawn, strict=True)}
        weight = 1.0
        for low, high in drawn:
            weight *= high - low
        fallen, size = set(starts), 0
        while size != len(fallen):
            size = len(fallen)
            there: dict[tuple[int, int], set[int]] = {}
            for hop in hops:
                carries = hop.likelihood > 0 and number.get(hop.coin, 0.0) < hop.likelihood
                if hop.source not in fallen or not (carries or hop.likelihood >= 1):
                    continue
                if hop.group < 0:
                    fallen.add(hop.target)
                else:
                    there.setdefault((hop.target, hop.group), set()).add(hop.member)
            fallen |= {node for (node, group), mates in there.items() if len(mates) >= thresholds[group]}
        total += weight if target in fallen else 0.0
    return total


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
    random_, methods = random.Random(12), Counter()
    for _ in range(2000):
        hops, starts, target, thresholds = drawn(random_, 10)
        found = exact(hops, starts, target, thresholds)
        assert found is not None
        methods[found.method] += 1
        assert found.likelihood == pytest.approx(by_every_draw(hops, starts, target, thresholds), abs=1e-12), hops
    assert set(methods) == {"certain", "tree", "series-parallel", "factored", "enumerated"}


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
