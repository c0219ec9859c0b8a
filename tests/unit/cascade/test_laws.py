"""The laws of a cascade for its likelihoods, on random graphs of few coins; for reach see test_against_fixpoint.

Every number compared here is exact, so that a law that fails by a hair fails.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.cascade.draws import LIKELIHOODS, Draw, Way, random_draw

from aftershock.cascade.likelihood import Likelihoods
from aftershock.cascade.reach import reach

SEEDS = st.integers(0, 10**9)
WAYS = st.sampled_from(("any", "by-rule"))
GROUPED = st.sampled_from(("by-rule", "all"))
HAIR = 1e-12
FRESH = 900  # dependencies that no drawn graph has

Numbers = dict[tuple[int, int | None], tuple[float, float]]


def drawn(seed: int) -> tuple[Draw, random.Random]:
    rng = random.Random(seed)
    return random_draw(rng, coins=7), rng


def told(draw: Draw, way: str, start: int | None = None) -> Numbers:
    """Low and high of each component, in any mode and in each; 0 for what stands."""
    graph = draw.graph
    found = reach(graph, [draw.start if start is None else start], alternatives=way)  # type: ignore[arg-type] # one of four
    likely = Likelihoods(found, draw.chances(graph))
    numbers: Numbers = {}
    for component in range(graph.components):
        for mode in (None, *range(draw.modes)):
            odds = likely.of(component, mode) if likely.falls(component) else None
            assert odds is None or "simulated" not in (odds.low.method, odds.high.method)
            numbers[component, mode] = (0.0, 0.0) if odds is None else (odds.low.value, odds.high.value)
    return numbers


def no_less(more: Numbers, less: Numbers) -> None:
    for key, (low, high) in less.items():
        assert more[key][0] >= low - HAIR
        assert more[key][1] >= high - HAIR


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, way=WAYS)
def test_more_edges_never_lower_a_likelihood(seed: int, way: str) -> None:
    draw, rng = drawn(seed)
    states = draw.components * draw.modes
    rule = rng.randrange(len(draw.odds))
    fresh = Way(rng.randrange(states), rng.randrange(states), rule, rng.choice((0, 0, 1, 2)), -1, FRESH)
    if any((one.source, one.target, one.rule) == (fresh.source, fresh.target, rule) for one in draw.ways):
        return
    no_less(told(replace(draw, ways=(*draw.ways, fresh)), way), told(draw, way))


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, way=WAYS)
def test_more_needs_never_lower_a_likelihood(seed: int, way: str) -> None:
    draw, rng = drawn(seed)
    states, number = draw.components * draw.modes, len(draw.needs)
    rule, target, size = rng.randrange(len(draw.odds)), rng.randrange(states), rng.randint(1, 2)
    fresh = tuple(Way(rng.randrange(states), target, rule, 0, number, FRESH + one) for one in range(size))
    more = replace(draw, ways=(*draw.ways, *fresh), needs=(*draw.needs, (size, rng.randint(1, size), 1)))
    no_less(told(more, way), told(draw, way))


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, way=st.sampled_from(("any", "by-rule", "all")))
def test_more_likelihood_never_lowers_one_and_a_mitigation_never_raises_one(seed: int, way: str) -> None:
    """A mitigation multiplies the numbers of a rule by at most 1: what it gives is the lesser of the two."""
    draw, rng = drawn(seed)
    rule = rng.randrange(len(draw.odds))
    now = LIKELIHOODS[draw.odds[rule]]
    above = [
        place
        for place, row in enumerate(LIKELIHOODS)
        if row[0] >= now[0] and row[2] >= now[2] and row != (1.0, 1.0, 1.0)
    ]
    if not above:
        return
    odds = tuple(rng.choice(above) if place == rule else one for place, one in enumerate(draw.odds))
    no_less(told(replace(draw, odds=odds), way), told(draw, way))


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, way=GROUPED)
def test_an_alternative_never_raises_a_likelihood_under_all_alternatives(seed: int, way: str) -> None:
    draw, rng = drawn(seed)
    grouped = [one for one in draw.ways if one.need >= 0 and (way == "all" or draw.all_of[one.rule])]
    if not grouped:
        return
    like = rng.choice(grouped)
    fresh = replace(like, source=rng.randrange(draw.components * draw.modes), dependency=FRESH)
    needs = list(draw.needs)
    size, least, whole = needs[like.need]
    needs[like.need] = (size + 1, least, whole)
    no_less(told(draw, way), told(replace(draw, ways=(*draw.ways, fresh), needs=tuple(needs)), way))


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, way=st.sampled_from(("any", "by-rule", "all")))
def test_neither_order_nor_names_nor_repetition_nor_bystanders_matter(seed: int, way: str) -> None:
    draw, rng = drawn(seed)
    plain = told(draw, way)
    ways = list(draw.ways)
    rng.shuffle(ways)
    place = list(range(draw.components + 1))
    rng.shuffle(place)

    def moved(state: int) -> int:
        return place[state // draw.modes] * draw.modes + state % draw.modes

    other = replace(
        draw,
        components=draw.components + 1,
        ways=tuple(replace(one, source=moved(one.source), target=moved(one.target)) for one in (*ways, *ways)),
        start=moved(draw.start),
    )
    again = told(other, way)
    for (component, mode), numbers in plain.items():
        assert again[place[component], mode] == pytest.approx(numbers, abs=HAIR)
    assert again[place[draw.components], None] == (0.0, 0.0)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_what_starts_alone_never_falls_more_likely_than_with_company(seed: int) -> None:
    """For `any`: closure(S + T) is closure(S) and closure(T) together, so that each alone bounds both from below."""
    draw, rng = drawn(seed)
    graph = draw.graph
    second = rng.randrange(draw.components * draw.modes)
    both = Likelihoods(reach(graph, sorted({draw.start, second}), alternatives="any"), draw.chances(graph))
    alone = [told(draw, "any", start) for start in (draw.start, second)]
    own = {draw.start // draw.modes, second // draw.modes}
    for component in set(range(graph.components)) - own:
        high = both.of(component).high.value if both.falls(component) else 0.0
        first, other = (numbers[component, None][1] for numbers in alone)
        assert max(first, other) - HAIR <= high <= first + other + HAIR
