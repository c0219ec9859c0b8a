"""The recognition benchmark counts rightly on a set made up here, and what it says of the shipped statements holds."""

from __future__ import annotations

import json
from functools import cache
from math import comb
from typing import TYPE_CHECKING

import pytest
from benchmarks.recognition import __main__ as benchmark
from benchmarks.recognition.counting import Tally, interval, judge, read_lots, read_statements, tally

from aftershock.ingest.recognition.lexicon import shipped_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MADE_UP = """part,layer,text,exposed,mitigated,kind
development,1,first,a b,,plain
development,2,second,,a,negation
development,3,third,,,none
held-out,4,fourth,c,,plain
"""
FOUND = {
    "first": [("a", "exposed"), ("c", "exposed")],
    "second": [("a", "exposed")],
    "third": [("b", "mitigated")],
    "fourth": [("c", "exposed")],
}


@pytest.fixture(autouse=True, scope="module")
def read_once() -> Iterator[None]:
    """Let the recogniser read each part once for all tests of this file, of the lots one statement in twelve."""
    with pytest.MonkeyPatch.context() as patch:
        some = {name: lot[::12] for name, lot in read_lots(benchmark.FOLDER).items()}
        patch.setattr(benchmark, "read_lots", lambda _: some)
        patch.setattr(benchmark, "measure", cache(benchmark.measure))
        yield


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    path = tmp_path / "statements.csv"
    path.write_text(MADE_UP, encoding="utf-8")
    return path


def test_right_false_and_missed_are_counted_apart(made_up: Path) -> None:
    judged = judge(read_statements(made_up, "development"), FOUND.__getitem__)
    assert tally(judged, lambda *_: ["all"]) == {"all": Tally(right=1, false=3, missed=2)}
    assert tally(judged, lambda _, finding: [" ".join(finding)]) == {
        "a exposed": Tally(1, 1, 0),
        "a mitigated": Tally(0, 0, 1),
        "b exposed": Tally(0, 0, 1),
        "b mitigated": Tally(0, 1, 0),
        "c exposed": Tally(0, 1, 0),
    }
    assert tally(judged, lambda one, _: [one.statement.kind]) == {
        "negation": Tally(0, 1, 1),
        "none": Tally(0, 1, 0),
        "plain": Tally(1, 1, 1),
    }


def test_a_part_is_read_alone(made_up: Path) -> None:
    (only,) = read_statements(made_up, "held-out")
    assert (only.text, only.kind, only.expected) == ("fourth", "plain", frozenset({("c", "exposed")}))


def test_shares_of_nothing_are_not_numbers() -> None:
    assert (Tally(0, 0, 2).precision, Tally(0, 2, 0).recall) == (None, None)
    assert (Tally(3, 1, 2).precision, Tally(3, 1, 2).recall) == (0.75, 0.6)


@pytest.mark.parametrize(("successes", "trials"), [(1, 2), (7, 9), (122, 142)])
def test_the_ends_of_the_interval_leave_a_fortieth_of_the_binomial(successes: int, trials: int) -> None:
    low, high = interval(successes, trials)

    def tail(share: float, counts: range) -> float:
        return sum(comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in counts)

    assert tail(low, range(successes, trials + 1)) == pytest.approx(0.025, rel=1e-9)
    assert tail(high, range(successes + 1)) == pytest.approx(0.025, rel=1e-9)


def test_the_interval_of_none_and_of_all() -> None:
    assert interval(0, 5)[0] == 0.0
    assert interval(5, 5) == (pytest.approx(0.025 ** (1 / 5)), 1.0)
    assert interval(0, 0) == (0.0, 1.0)


def test_statements_are_well_labelled() -> None:
    known = {concept.slug for concept in shipped_lexicon().concepts if concept.kind != "control"}
    lots = read_lots(benchmark.FOLDER)
    assert len(lots) >= 6
    own = lots.pop("own")
    assert len(own) >= 100
    parts = [*lots.values(), read_statements(benchmark.HELD_OUT, "held-out")]
    for statements in parts:
        assert len(statements) >= 150
        assert {slug for statement in statements for slug, _ in statement.expected} == known
        assert {statement.kind for statement in statements} >= {
            "negation",
            "several",
            "control-missing",
            "none",
        }
    texts = [statement.text for statements in (*parts, own) for statement in statements]
    assert len(texts) == len(set(texts))


def test_the_figures_of_the_development_part_meet_the_marks() -> None:
    total = benchmark.overall(benchmark.measure("development"))
    assert (total.precision or 0) >= benchmark.MARKS[0]
    assert (total.recall or 0) >= benchmark.MARKS[1]


def test_the_held_out_figures_do_not_fall(capsys: pytest.CaptureFixture[str]) -> None:
    benchmark.main(["--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["part"] == "held-out"
    assert found["overall"]["precision"] >= 0.95
    assert found["overall"]["recall"] >= 0.94


def test_a_mark_that_is_not_met_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "MARKS", (0.999, 0.9))
    with pytest.raises(SystemExit, match="the held-out part does not meet the mark"):
        benchmark.main([])


def test_the_held_out_precision_meets_the_mark() -> None:
    assert (benchmark.overall(benchmark.measure("held-out")).precision or 0) >= benchmark.MARKS[0]


def test_the_held_out_recall_meets_the_mark() -> None:
    assert (benchmark.overall(benchmark.measure("held-out")).recall or 0) >= benchmark.MARKS[1]


def test_errors_of_the_held_out_part_are_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="development parts only"):
        benchmark.main(["--errors"])
    benchmark.main([])
    shown = capsys.readouterr().out
    assert "precision" in shown
    assert not any(statement.text in shown for statement in read_statements(benchmark.HELD_OUT, "held-out"))


def test_errors_of_the_development_part_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    benchmark.main(["--part", "development", "--errors"])
    shown = capsys.readouterr().out
    wrong = [judged.statement.text for judged in benchmark.measure("development") if judged.false or judged.missed]
    assert wrong
    assert all(text in shown for text in wrong)
