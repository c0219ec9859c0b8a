"""Likelihoods within a window, against every draw of the coins tried second after second."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

import numpy as np
import pytest
from tests.unit.cascade.draws import LIKELIHOODS
from tests.unit.cascade.test_course import IMPLIES, LAST, TOGETHER, Timed, at, drawn

from aftershock.cascade import likelihood
from aftershock.cascade.bounds import bounds
from aftershock.cascade.chances import Chances
from aftershock.cascade.course import course
from aftershock.cascade.likelihood import LANES, Likelihoods
from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE
from aftershock.cascade.unrolled import Unrolled, unroll

MOST_COINS = 6


@dataclass(frozen=True)
class Case:
    """A graph whose edges come and go, with a coin for each edge or for all edges of a source."""

    components: int
    modes: int
    ways: tuple[Timed, ...]
    shared: bool
    odds: tuple[int, ...]
    starts: tuple[tuple[int, int], ...]

    def coin(self, place: int) -> int:
        way = self.ways[place]
        if way.rule == IMPLIES:
            return 0
        return 1 + (way.source * 3 + way.rule if self.shared else 1000 + place)

    def row(self, place: int) -> int:
        coin = self.coin(place)
        return self.odds[coin % len(self.odds)]

    def coins(self) -> list[int]:
        return sorted({self.coin(place) for place in range(len(self.ways))} - {0})

    def times(self) -> list[int]:
        held = {time for way in self.ways for time in (way.begin, way.end)} | {time for _, time in self.starts}
        return sorted({0} | {time for time in held if 0 <= time <= LAST})

    def phases(self):
        for time in self.times():
            graph = at(self.components, self.modes, list(self.ways), time)
            rows = [self.row(place) for place in graph.dependency.tolist()]
            coins = [self.coin(place) for place in graph.dependency.tolist()]
            chances = Chances(np.asarray(LIKELIHOODS), np.asarray(rows, np.int32), np.asarray(coins, np.uint64))
            yield graph, chances, [state for state, begins in self.starts if begins == time]

    def fallen(self, carries: dict[int, bool], level: int) -> set[int]:
        when: set[int] = set()
        for time in range(LAST + 1):
            when |= {state for state, begins in self.starts if begins == time}
            now = [(place, way) for place, way in enumerate(self.ways) if way.holds(time)]
            size = -1
            while size != len(when):
                size = len(when)
                for place, way in now:
                    up = carries.get(self.coin(place), True) and way.evidence <= level
                    if way.need < 0 and up and way.source in when:
                        when.add(way.target)
                for need in {way.need for _, way in now if way.need >= 0}:
                    mates = [(place, way) for place, way in now if way.need == need]
                    if all(
                        way.source in when and carries[self.coin(place)] and way.evidence <= level
                        for place, way in mates
                    ):
                        when.add(mates[0][1].target)
        return when

    def truth(self, level: int, column: int) -> dict[int, float]:
        """How likely each state falls, by every draw."""
        coins = self.coins()
        row = {self.coin(place): self.row(place) for place in range(len(self.ways))}
        found: dict[int, float] = dict.fromkeys(range(self.components * self.modes), 0.0)
        whole = dict.fromkeys(range(self.components), 0.0)
        for ups in itertools.product((False, True), repeat=len(coins)):
            odds = [LIKELIHOODS[row[coin]][column] for coin in coins]
            weight = float(np.prod([one if up else 1 - one for one, up in zip(odds, ups, strict=True)]))
            if weight:
                fallen = self.fallen(dict(zip(coins, ups, strict=True)), level)
                for state in fallen:
                    found[state] += weight
                for component in {state // self.modes for state in fallen}:
                    whole[component] += weight
        return {**{-1 - component: value for component, value in whole.items()}, **found}


def case(seed: int) -> Case:
    rng = random.Random(seed)
    while True:
        components, modes, ways = drawn(rng.randrange(10**6), rng.randint(0, 2))
        single = {(way.source, way.target, way.rule): way for way in ways if way.need < 0}
        kept = (*single.values(), *(way for way in ways if way.need >= 0))
        starts = [(rng.randrange(components) * modes, 0)]
        if rng.random() < 0.4:
            starts.append((rng.randrange(components) * modes, rng.randint(1, LAST)))
        found = Case(
            *(components, modes, kept, rng.random() < 0.5),
            *(tuple(rng.randrange(len(LIKELIHOODS)) for _ in range(7)), tuple(dict(starts).items())),
        )
        if 2 <= len(found.coins()) <= MOST_COINS:
            return found


def laid_out(some: Case, worlds: int = 64) -> tuple[Likelihoods, Unrolled]:
    found = course(((graph, starts) for graph, _, starts in some.phases()))
    unrolled = unroll(found, some.phases())
    return Likelihoods(found, unrolled.chances, worlds=worlds, unrolled=unrolled), unrolled


@pytest.mark.parametrize("batch", range(6))
def test_it_is_the_share_of_draws_in_which_it_falls_in_time(batch: int) -> None:
    told, several = 0, 0
    for seed in range(batch * 15, batch * 15 + 15):
        some = case(seed)
        odds, unrolled = laid_out(some)
        truth = [some.truth(lane.level, lane.column) for lane in LANES]
        several += unrolled.last.size > int(unrolled.last.sum())
        for component in range(some.components):
            if not odds.falls(component):
                continue
            kind = int(odds._found.classes[component])
            for mode in (None, *range(some.modes)):
                key = -1 - component if mode is None else component * some.modes + mode
                one = odds.of(component, mode)
                assert (one.low.value, one.high.value) == pytest.approx((truth[0][key], truth[3][key]), abs=1e-12)
                if kind in (AFFECTED, POSSIBLE):
                    assert one.default is not None
                    assert one.default.value == pytest.approx(truth[1 if kind == AFFECTED else 2][key], abs=1e-12)
                told += truth[3][key] > 0
    assert told > 20
    assert several > 2


def test_bounds_hold_and_worlds_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likelihood, "exact", lambda *_: None)
    compared = 0
    for seed in range(200, 225):
        some = case(seed)
        odds, unrolled = laid_out(some, worlds=4096)
        for place, lane in enumerate(LANES):
            truth = some.truth(lane.level, lane.column)
            limits = bounds(unrolled.stage, unrolled.chances, some.modes, lane)
            for number, component in enumerate(unrolled.stage.components.tolist()):
                low, high = limits.components[number]
                assert low - 1e-9 <= truth[-1 - component] <= high + 1e-9
                share = odds.worlds.fell[number, place] / odds.worlds.worlds
                assert share == pytest.approx(truth[-1 - component], abs=0.05)
                compared += 0 < truth[-1 - component] < 1
    assert compared > 50


def test_what_holds_always_is_laid_out_once() -> None:
    ways = (Timed(0, 1, 1, 0, -1, -100, 100), Timed(1, 2, 1, 0, -1, -100, 100), Timed(3, 4, 1, 0, -1, 3, 100))
    some = Case(5, 1, ways, shared=False, odds=(1,), starts=((0, 0),))

    odds, unrolled = laid_out(some)

    assert sorted(unrolled.stage.states.tolist()) == [0, 1, 2]
    assert (odds.of(2).high.value, odds.of(2).high.method) == (0.25, "tree")
    assert odds._found.classes[4] == NOT_REACHED


def test_one_coin_serves_at_all_times() -> None:
    """What falls by one edge at first, and by another later: both rest on the same coin out of the hub."""
    ways = (
        Timed(0, 1, TOGETHER - 1, 0, -1, 0, 2),
        Timed(0, 1, TOGETHER - 1, 0, -1, 5, 9),
    )
    some = Case(2, 1, ways, shared=True, odds=(1,), starts=((0, 0),))

    assert laid_out(some)[0].of(1).high.value == 0.5
