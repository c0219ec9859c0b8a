"""A ranking of things as they are supposed to be: each row is the blast radius that supposes the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aftershock import KnowledgeBase
from aftershock.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aftershock.model.decisions import Ranking

SIGN_ON, SHOP = "modelslab-sso", "larkfield-shop-assistant"
ALIKE = {"mission-critical": 1.0, "important": 1.0}
CHANGES: tuple[dict[str, Any], ...] = (
    {"without_edges": [("modelslab-orchestrator", "*", "modelslab-sso")]},
    {"with_edges": [("modelslab-registry", "dependsOn", "safetensors 0.6.2")]},
    {"without_rules": ["identity-control", "host-control"]},
    {"at": "2025-01-01"},
    {"stale_days": 30, "at": "2026-11-01"},
)


@pytest.fixture(scope="module")
def base(filled: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(filled) as opened:
        yield opened


@pytest.fixture(scope="module")
def plain(base: KnowledgeBase) -> Ranking:
    return base.ranking(limit=10_000)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(change))
def test_each_row_is_the_blast_radius_that_supposes_the_same(
    base: KnowledgeBase, plain: Ranking, change: dict[str, Any]
) -> None:
    answer = base.ranking(limit=10_000, **change)
    for row in (*answer.rows[:4], *answer.rows[40:43]):
        radius = base.blast_radius(row.component, mode=row.mode, likelihood=False, limit=0, **change)
        assert row.counts == radius.counts
        assert row.before is not None
        assert radius.difference is not None
        assert row.before.counts == radius.difference.counts
        assert radius.supposed == answer.supposed
        assert radius.without_rules == answer.without_rules
    places = {row.component: place for place, row in enumerate(plain.rows, 1)}
    assert [row.rank for row in answer.rows] == list(range(1, answer.total + 1))
    assert all(row.before is not None and row.before.rank == places.get(row.component) for row in answer.rows)
    assert answer.difference is not None
    assert answer.difference.total == plain.total
    was = {row.component: row.counts for row in plain.rows}
    now = {row.component: row.counts for row in answer.rows}
    assert answer.difference.moved == sum(was.get(one) != now.get(one) for one in {*was, *now})
    assert answer.difference.moved > 0
    assert [row.component for row in answer.difference.left] == [one for one in was if one not in now]
    assert all(row.rank is None and not any(row.counts.values()) for row in answer.difference.left)


def test_what_leaves_a_page_is_told_with_where_it_went(base: KnowledgeBase, plain: Ranking) -> None:
    change = CHANGES[2]
    answer, whole = base.ranking(limit=3, **change), base.ranking(limit=10_000, **change)
    assert answer.difference is not None
    here = {row.component for row in answer.rows}
    gone = [row.component for row in plain.rows[:3] if row.component not in here]
    assert [row.component for row in answer.difference.left] == gone != []
    ranks = {row.component: row.rank for row in whole.rows}
    for row in answer.difference.left:
        assert row.rank == ranks[row.component] > 3
        assert row.before is not None
        assert row.before.rank is not None
        assert row.before.rank <= 3
    assert base.ranking(limit=3).difference is None
    assert all(row.before is None for row in base.ranking(limit=3).rows)


def test_mitigations_move_averages_and_no_counts(base: KnowledgeBase) -> None:
    change: dict[str, Any] = {"with_mitigations": ["digest-pinning"]}
    options: dict[str, Any] = {"weights_of": ALIKE, "worlds": 64, "seed": 5}
    answer = base.ranking("impact", limit=6, **options, **change)
    plain = base.ranking("impact", limit=6, **options)
    lowered = 0
    for row in answer.rows:
        radius = base.blast_radius(row.component, mode=row.mode, worlds=64, seed=5, limit=1, **change)
        assert radius.difference is not None
        assert row.before is not None
        assert row.counts == row.before.counts
        assert (row.impact, row.before.impact) == (radius.expected, radius.difference.expected)
        assert row.impact is not None
        assert row.before.impact is not None
        assert row.impact.default <= row.before.impact.default
        assert row.impact_sampling == radius.expected_sampling
        lowered += row.impact.default < row.before.impact.default
    assert lowered
    ranks = {row.component: row.rank for row in plain.rows}
    for row in answer.rows:
        if row.component in ranks:
            assert row.before is not None
            assert row.before.rank == ranks[row.component]


def test_many_are_compared_by_bounds(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    change = CHANGES[2]
    whole = base.ranking(limit=5, only="all", **change)
    monkeypatch.setattr("aftershock.projection.ranked._WHOLE", 0)
    first = base.ranking(limit=5, only="all", seed=1, **change)  # another seed: not the answer from memory
    assert [row.score for row in first.rows] == [row.score for row in whole.rows]
    assert first.difference is not None
    assert first.difference.moved is None
    known = {row.component: row.before for row in whole.rows}
    for row in first.rows:
        assert row.before is not None
        if row.component in known and (was := known[row.component]) is not None:
            assert row.before.counts == was.counts
            assert row.before.rank is None or row.before.rank <= 5
    unfinished = base.ranking("impact", limit=3, worlds=64, only="all", **change)
    assert unfinished.difference is not None
    assert unfinished.difference.moved is None


def test_what_is_protected_counts_alone(base: KnowledgeBase) -> None:
    answer = base.ranking(protect=[SHOP], limit=10_000)
    assert [one.rsplit("/", 1)[-1] for one in answer.protect] == [SHOP]
    assert all(sum(row.counts.values()) == 1 for row in answer.rows)
    for row in (answer.rows[0], answer.rows[-1]):
        why = base.why(row.component, SHOP, mode=row.mode)
        assert row.counts[str(why.evidence)] == 1
    ranked = {row.component for row in answer.rows}
    other = next(row for row in base.ranking(limit=10_000).rows if row.component not in {*ranked, answer.protect[0]})
    assert base.why(other.component, SHOP, mode=other.mode).evidence is None
    with pytest.raises(UsageError, match="give one"):
        base.ranking(protect=[SHOP], victims="AIAgent")


def test_what_a_ranking_does_not_take_is_refused_with_the_reason(base: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match=r"ranking takes no window: .* give that moment \(at\)"):
        base.ranking(window="2026-01-01/2026-02-01")  # type: ignore[call-arg] # the mistake that is tested
    with pytest.raises(UsageError, match=r"paths takes no window: .* ask why with window"):
        base.paths(SIGN_ON, SHOP, window="2026-01-01/2026-02-01")  # type: ignore[call-arg] # as above
    with pytest.raises(UsageError, match="no option 'withuot_rules' here; did you mean 'without_rules'"):
        base.ranking(withuot_rules=["x"])  # type: ignore[call-arg] # as above
    with pytest.raises(UnknownNameError, match="no rule is called"):
        base.ranking(without_rules=["tempering"])
