"""The 99 % interval of a weighted average: apart from what is not known, and it holds what many worlds give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binomtest
from tests.unit.projection.tangle import question

from aftershock.cascade.likelihood import Likelihoods
from aftershock.errors import UsageError
from aftershock.projection.question import sampling
from aftershock.projection.ranking import rank

NAMES = ("low", "default", "high")


@pytest.fixture
def asked(tangles):
    found = question(tangles[0], "s0", "g0", "g1", worlds=256)
    criticality = found.projection.criticality_of.copy()
    criticality[::3] = 0
    projection = replace(found.projection, criticality_of=criticality, criticalities=("https://a.example/Much",))
    return replace(found, projection=projection, weights={**found.weights, "Much": 5.0})


def test_it_holds_the_average_of_many_worlds_as_often_as_it_says(asked):
    many = replace(asked, worlds=200_000, seed=10_001)
    truth = many.standing(many.run())
    hits, tried = 0, 60
    for seed in range(tried):
        once = replace(asked, seed=seed)
        standing = once.standing(once.run())
        low, high = standing.impact_sampling["default"]
        hits += low <= truth.impact.default <= high
        assert standing.impact_sampling["low"][1] <= standing.impact_sampling["high"][1]
    assert binomtest(hits, tried, 0.97, alternative="less").pvalue > 0.001
    assert truth.impact.default > truth.expected.default > truth.exposed.default > 0


def test_it_is_about_the_sample_and_shrinks_with_it_while_what_is_not_known_stays(asked):
    few, many = (replace(asked, worlds=worlds) for worlds in (256, 25_600))
    before, after = few.standing(few.run()), many.standing(many.run())
    for name in ("expected", "impact", "exposed"):
        for lane in NAMES:
            low, high = getattr(before, f"{name}_sampling")[lane]
            less, more = getattr(after, f"{name}_sampling")[lane]
            assert low <= getattr(getattr(before, name), lane) <= high
            assert (more - less) * 5 < high - low or high == low
    gap = after.impact.high - after.impact.low
    assert gap > 0.5 * (before.impact.high - before.impact.low)


def test_a_batch_alone_tells_nothing_and_weights_must_fit_the_groups(asked):
    once = replace(asked, worlds=64)
    cascade = once.run()
    low, high = once.standing(cascade).expected_sampling["default"]
    assert (low, high) == (0.0, float(sum(cascade.found.counts)))
    with pytest.raises(UsageError, match="weigh differently"):
        sampling(cascade, np.arange(cascade.found.classes.size, dtype=float)[:, None])


def test_a_blast_radius_gives_the_same_for_what_all_count_alike(asked):
    cascade = asked.run()
    alone = Likelihoods(cascade.found, asked.projection.chances, worlds=256)
    assert asked.standing(cascade).expected_sampling == dict(
        zip(NAMES, (pytest.approx(one) for one in alone.expected_within()), strict=True)
    )


def test_rows_of_a_ranking_have_it(asked):
    from tests.unit.projection.test_ranking import asked as ranked

    rows = rank(asked.projection, replace(ranked(asked.projection, by="impact", limit=3), weights=asked.weights)).rows
    assert rows
    for row in rows:
        low, high = row.impact_sampling["default"]
        assert low <= row.impact.default <= high
