"""Rankings equal one reach for each start, all of them sorted by somebody else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.projection.tangle import place

from aftershock.cascade.reach import reach
from aftershock.errors import UsageError
from aftershock.projection.described import component_label
from aftershock.projection.outage import touching, without
from aftershock.projection.question import averages, weighed, weights
from aftershock.projection.radius import run
from aftershock.projection.ranking import RANKING_WORLDS, Before, RankingAsked, own_components, rank


def asked(projection, mode="availability", **options):
    modes = [one.name for one in projection.modes]
    return RankingAsked(modes.index(mode), weights(projection, {}), **{"only": "all", **options})


def unranked(row):
    """A row wherever it stands."""
    return replace(row, rank=None)


def each(projection, mode, alternatives="by-rule", victims=None):
    """What falls with each component, by one reach a component."""
    modes = [one.name for one in projection.modes]
    for component in range(len(projection.components)):
        start = component * len(modes) + modes.index(mode)
        classes = reach(projection.graph, [start], alternatives=alternatives).classes[: len(projection.components)]
        counted = classes if victims is None else classes[victims]
        yield component, tuple(int((counted == level).sum()) for level in range(3))


@pytest.mark.parametrize("mode", ["availability", "control"])
@pytest.mark.parametrize("alternatives", ["by-rule", "any", "all"])
def test_by_reach(tangles, mode, alternatives):
    for projection in tangles:
        answer = rank(projection, asked(projection, mode, alternatives=alternatives, limit=10_000))
        expected = [(counts, one) for one, counts in each(projection, mode, alternatives) if any(counts)]
        expected.sort(key=lambda row: ([-number for number in row[0]], row[1]))
        assert [tuple(row.counts.values()) for row in answer.rows] == [counts for counts, _ in expected]
        assert [row.component for row in answer.rows] == [projection.components[one] for _, one in expected]
        assert [row.score for row in answer.rows] == [counts[0] for counts, _ in expected]
        assert answer.total == len(expected)
        assert answer.exact
        assert (answer.worlds, answer.seed) == (None, None)
        page = rank(projection, asked(projection, mode, alternatives=alternatives, offset=3, limit=4))
        assert page.rows == answer.rows[3:7]


def test_by_victims_of_a_class(tangles):
    projection = tangles[0]
    victims = np.zeros(len(projection.components), np.bool_)
    victims[[place(projection, f"m{one}") for one in range(5)]] = True
    answer = rank(projection, asked(projection, by="class", victims="Five", is_victim=victims, limit=10_000))
    expected = {projection.components[one]: counts for one, counts in each(projection, "availability", victims=victims)}
    assert {row.component: tuple(row.counts.values()) for row in answer.rows} == {
        name: counts for name, counts in expected.items() if any(counts)
    }
    assert answer.victims == "Five"
    assert [row.counts["affected"] for row in answer.rows] == sorted(
        (counts[0] for counts in expected.values() if any(counts)), reverse=True
    )
    with pytest.raises(UsageError, match="needs the class"):
        rank(projection, asked(projection, by="class"))


@pytest.mark.parametrize(("limit", "whole"), [(1, 5000), (3, 0), (10_000, 5000)])
def test_by_impact_gives_those_first_that_weigh_most_of_all(tangles, limit, whole, monkeypatch):
    monkeypatch.setattr("aftershock.projection.ranked._WHOLE", whole)
    for projection in tangles[:2]:
        answer = rank(projection, asked(projection, "control", by="impact", limit=limit, worlds=128, seed=3))
        weight = weighed(projection, weights(projection, {}))[:, None]
        mean = {
            one: averages(run(projection, [one], 0, worlds=128, seed=3), weight)[0]
            for one, counts in each(projection, "control")
            if any(counts[:2])
        }
        expected = sorted((one.default for one in mean.values()), reverse=True)[:limit]
        assert [row.score for row in answer.rows] == expected
        by_name = {projection.components[one]: impact for one, impact in mean.items()}
        assert all(row.impact == by_name[row.component] for row in answer.rows)
        assert answer.exact
        assert answer.worlds == 128
        assert answer.total == (len(mean) if whole else len(projection.components))
    assert "none of the others can weigh more" in answer.method


def test_the_first_of_many_are_those_of_all(tangles, monkeypatch):
    for projection in tangles:
        whole = rank(projection, asked(projection, limit=10_000))
        with monkeypatch.context() as patch:
            patch.setattr("aftershock.projection.ranked._WHOLE", 0)
            first = rank(projection, asked(projection, offset=1, limit=5))
            assert "bounded from above" in first.method
            assert first.total == len(projection.components)
            assert [row.score for row in first.rows] == [row.score for row in whole.rows[1:6]]
            by_name = {row.component: row for row in whole.rows}
            assert [row.rank for row in first.rows] == [2, 3, 4, 5, 6]
            assert all(unranked(row) == unranked(by_name[row.component]) for row in first.rows)


def test_an_unfinished_ranking_says_so(tangles, monkeypatch):
    monkeypatch.setattr("aftershock.projection.ranked._WORK", 1_000_000)
    monkeypatch.setattr("aftershock.projection.ranked._EACH", 1_000)
    answer = rank(tangles[0], asked(tangles[0], "control", by="impact", limit=5))
    assert not answer.exact
    assert "others may weigh more" in answer.method
    assert [row.impact is None for row in answer.rows] == [False, True, True, True, True]
    assert answer.worlds == RANKING_WORLDS


def test_own_documents_are_ranked_alone_if_there_are_any(tangles, monkeypatch):
    projection = tangles[0]
    monkeypatch.setattr("aftershock.projection.ranking._SHIPPED", ("https://example.org/graph/",))
    own = own_components(projection)
    names = {projection.components[one] for one in np.flatnonzero(own)}
    assert names == {name for name in projection.components if name.startswith("https://example.org/")}
    alone = rank(projection, asked(projection, only=None, limit=10_000))
    assert alone.only == "documents"
    assert "are ranked" in alone.notes[0]
    everything = rank(projection, asked(projection, only="all", limit=10_000))
    theirs = [unranked(row) for row in everything.rows if row.component in names]
    assert theirs == [unranked(row) for row in alone.rows]
    assert len(everything.rows) > len(alone.rows)
    assert everything.notes == ()
    monkeypatch.setattr("aftershock.projection.ranking._SHIPPED", ("https://example.org/",))
    assert rank(projection, asked(projection, only=None, limit=1)).only == "all"
    for wrong in ({"offset": -1}, {"limit": -1}):
        with pytest.raises(UsageError, match="is -1; it must be 0 or more"):
            rank(projection, asked(projection, **wrong))


@pytest.mark.parametrize("whole", [5000, 0])
@pytest.mark.parametrize("by", ["reach", "impact"])
def test_each_starts_in_a_mode_of_its_own(tangles, by, whole, monkeypatch):
    monkeypatch.setattr("aftershock.projection.ranked._WHOLE", whole)
    projection = tangles[1]
    modes = [one.name for one in projection.modes]
    own = np.arange(len(projection.components)) % 2
    fitting = np.where(own == 1, modes.index("availability"), modes.index("control")).astype(np.int32)
    answer = rank(projection, asked(projection, by=by, fitting=fitting, worlds=64, limit=300))
    assert answer.mode == "fitting"
    assert {row.mode for row in answer.rows} == {"availability", "control"}
    names = list(projection.components)
    every = {mode: dict(each(projection, mode)) for mode in ("availability", "control")}
    for row in answer.rows:
        place_ = names.index(row.component)
        assert row.mode == modes[fitting[place_]]
        assert every[row.mode][place_] == tuple(row.counts.values())
    if by == "reach":
        affected = sorted((every[modes[fitting[one]]][one][0] for one in range(len(names))), reverse=True)
        assert [row.score for row in answer.rows] == affected[: len(answer.rows)]
    alike = rank(projection, asked(projection, by=by, fitting=np.full_like(fitting, modes.index("control")), worlds=64))
    assert (alike.mode, alike.rows) == (
        "control",
        rank(projection, asked(projection, "control", by=by, worlds=64)).rows,
    )


@pytest.mark.parametrize("limit", [2, 10_000])
def test_averages_are_compared_with_those_of_things_as_they_are(tangles, limit):
    projection = tangles[1]
    modes = [one.name for one in projection.modes]
    start = next(one for one, counts in each(projection, "control") if counts[0] > 5)
    supposed = without(projection, touching(projection, [start]))
    answer = rank(
        supposed,
        asked(projection, "control", by="impact", limit=limit, worlds=64, seed=2),
        Before(projection, without_rules=("x",)),
    )
    weight = weighed(projection, weights(projection, {}))[:, None]

    means = [
        [
            averages(run(graph, [one], modes.index("control"), worlds=64, seed=2), weight)[0]
            for one in range(len(projection.components))
        ]
        for graph in (supposed, projection)
    ]
    now, was = (dict(zip(projection.components, column, strict=True)) for column in means)

    assert answer.difference is not None
    rows = (*answer.rows, *answer.difference.left)
    for row in (*rows[:4], *rows[-4:]):
        assert (row.impact, row.before.impact) == (now[row.component], was[row.component])
    differ = {name for name, one in was.items() if one != now[name]}
    if limit == 10_000:
        known = {row.component for row in rows}
        assert answer.difference.moved == len(differ & known) > 0
        assert {row.component for row in rows if row.impact != row.before.impact} == differ & known
    else:
        assert answer.difference.moved is None
    assert answer.without_rules == ("x",)


def test_filters_and_orders_hold_for_all_that_is_ranked(tangles, monkeypatch):
    projection = tangles[0]
    count = len(projection.components)
    some = np.arange(count) % 3 != 0
    expected = [(counts, one) for one, counts in each(projection, "availability") if any(counts)]
    expected.sort(key=lambda row: ([-number for number in row[0]], row[1]))
    wanted = [projection.components[one] for _, one in expected if some[one]]
    possible = {projection.components[one]: counts[1] for counts, one in expected}

    def ranked(**options):
        return rank(projection, asked(projection, chosen=some, limit=10_000, **options))

    for whole in (5_000, 2 * count):  # by bits, and one by one where the graph is large and few are ranked
        plain, by_name = ranked(), ranked(sort="component", order="desc")
        by_number = ranked(sort="possible")
        assert [row.component for row in plain.rows] == wanted
        assert [row.rank for row in plain.rows] == list(range(1, len(wanted) + 1))
        assert plain.total == by_name.total == by_number.total == len(wanted) < len(expected)
        names = [row.label.casefold() for row in by_name.rows]
        assert names == sorted(names, reverse=True)
        assert {row.component for row in by_name.rows} == set(wanted)
        assert [row.component for row in by_number.rows] == sorted(wanted, key=lambda one: -possible[one])
        assert ranked(sort="rank", order="desc").rows == plain.rows[::-1]
        assert not by_number.notes
        page = rank(projection, asked(projection, chosen=some, sort="possible", offset=2, limit=3))
        assert page.rows == by_number.rows[2:5]
        monkeypatch.setattr("aftershock.projection.ranked._WHOLE", min(count - 1, int(some.sum())))
        assert whole


def test_of_too_many_the_worst_are_sorted_by_numbers_and_that_is_said(tangles, monkeypatch):
    projection = tangles[0]
    monkeypatch.setattr("aftershock.projection.ranked._WHOLE", 3)
    monkeypatch.setattr("aftershock.projection.ranked._SORTED", 6)
    worst = rank(projection, asked(projection, limit=6)).rows
    by_number = rank(projection, asked(projection, sort="unknown", limit=10_000))
    by_name = rank(projection, asked(projection, sort="component", limit=4))
    labels = sorted(component_label(projection, one).casefold() for one in range(len(projection.components)))

    assert by_number.notes[-1] == f"sorted among the 6 worst of {by_name.total}"
    assert by_number.total == 6
    assert {row.counts["affected"] for row in by_number.rows[:6]} <= {row.counts["affected"] for row in worst}
    numbers = [row.counts["unknown"] for row in by_number.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert [row.label.casefold() for row in by_name.rows] == labels[:4]
    assert not by_name.notes
    for column in ("affected", "rank"):  # the order of the rank itself, of which there is no end
        as_ranked = rank(projection, asked(projection, sort=column, limit=10_000))
        assert (as_ranked.rows, as_ranked.total) == (
            rank(projection, asked(projection, limit=10_000)).rows,
            by_name.total,
        )
        assert not as_ranked.notes
    upwards = rank(projection, asked(projection, sort="affected", order="asc", limit=10_000))
    assert upwards.notes[-1] == by_number.notes[-1]
