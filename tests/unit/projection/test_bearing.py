"""What each class and each owner bears on average, by sums, and by samples taken for one of them alone."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.projection.tangle import place
from tests.unit.projection.test_window import within

from aftershock.model.iri import local_name
from aftershock.model.radius import Likelihood
from aftershock.projection import bearing
from aftershock.projection.described import component_class, component_owner
from aftershock.projection.question import averages, grouped, sampling
from aftershock.projection.radius import radius, run
from aftershock.projection.weights import weighed, weights

ESTATE = """
x:hub a aft:Registry . x:a a aft:Model ; aft:accountable x:one ; aft:criticality aft:MissionCritical .
x:b a aft:Model ; aft:accountable x:two . x:c a aft:Model ; aft:accountable x:two ; aft:criticality aft:Important .
x:bot a aft:AIAgent ; aft:accountable x:two ; aft:usesModel x:a , x:b . x:free a aft:Application ; aft:dependsOn x:bot .
x:one a aft:Team . x:two a aft:Team .
x:a aft:distributedThrough x:hub . x:b aft:distributedThrough x:hub . x:c aft:distributedThrough x:hub .
"""


def owner(projection, component):
    return component_owner(projection, component) or ""


@pytest.fixture
def fallen(project):
    projection = project(ESTATE)
    modes = [one.name for one in projection.modes]
    start, mode = place(projection, "hub"), modes.index("control")
    return (
        projection,
        run(projection, [start], mode, worlds=1024),
        lambda groups: run(projection, [start], mode, worlds=1024, groups=groups),
    )


@pytest.mark.parametrize("of", [component_class, owner])
def test_each_bears_what_a_sample_for_it_alone_says(fallen, of):
    projection, cascade, again = fallen
    answer = radius(cascade)
    told = answer.expected_by_owner if of is owner else answer.expected_by_class
    size = cascade.found.classes.size
    rows = [*answer.affected, *answer.possible, *answer.unknown]
    names = {of(projection, list(projection.components).index(row.component)) for row in rows}
    table = weighed(projection, weights(projection, {}))

    assert set(told) == names
    assert len(names) == 3
    for name in names:
        weight = np.zeros((size, 2))
        for component in range(len(projection.components)):
            weight[component] = (1.0, table[component]) if of(projection, component) == name else 0.0
        alone = again(grouped(weight))
        expected, impact = averages(alone, weight)
        for one, other in ((told[name].expected, expected), (told[name].impact, impact)):
            assert (one.low, one.default, one.high) == pytest.approx((other.low, other.default, other.high), abs=1e-9)
        for found, known in zip(
            (told[name].expected_sampling, told[name].impact_sampling), sampling(alone, weight), strict=True
        ):
            assert {key: pytest.approx(value) for key, value in found.items()} == known
    assert sum(one.expected.default for one in told.values()) == pytest.approx(answer.expected.default)
    assert [one.impact.default for one in told.values()] == sorted(
        (one.impact.default for one in told.values()), reverse=True
    )


def test_criticality_weighs(fallen):
    answer = radius(fallen[1])
    one = answer.expected_by_owner["https://example.org/one"]
    assert one.impact == Likelihood(
        *(3 * number for number in (one.expected.low, one.expected.default, one.expected.high))
    )


def test_where_too_many_would_be_counted_apart_only_the_averages_are_given(fallen, monkeypatch):
    told = radius(fallen[1]).expected_by_class
    monkeypatch.setattr(bearing, "_MOST", 1)
    less = radius(fallen[2](None)).expected_by_class
    assert {name: (one.expected, one.impact) for name, one in less.items()} == {
        name: (one.expected, one.impact) for name, one in told.items()
    }
    assert {len(one.expected_sampling) for one in told.values()} == {3}
    assert not any(one.expected_sampling or one.impact_sampling for one in less.values())


def test_within_a_window_and_without_likelihoods(project):
    projection = project(ESTATE)
    answer = radius(within(projection, "hub", "2026-01-01/2026-02-01", mode="control"))
    whole = radius(run(projection, [place(projection, "hub")], [one.name for one in projection.modes].index("control")))
    assert {local_name(name): one.expected for name, one in answer.expected_by_owner.items()} == {
        local_name(name): one.expected for name, one in whole.expected_by_owner.items()
    }
    silent = radius(run(projection, [place(projection, "hub")], 0), likelihood=False)
    assert (silent.expected_by_class, silent.expected_by_owner) == ({}, {})
