"""The scores of a page: its line of numbers, factors in a table or in a row, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.unit.ingest.pages import assert_all_there, read, warnings

from aftershock.errors import DocumentError
from aftershock.ingest.readers.page_factors import V08_FACTORS


@pytest.mark.parametrize(
    "scores",
    [
        "CVSS base 7.5AARS uplift 1.02Factor sum 4.1/10Threat ×1.0Mitigation ×0.85",
        "CVSS base 7.5 AARS uplift 1.02 Factor sum 4.1/10 Threat ×1.0 Mitigation ×0.85",
        "CVSS base\n7.5\nAARS uplift\n1.02\nFactor sum\n4.1/10\nThreat\n×1.0\nMitigation\n×0.85",
        "CVSS_Base: 7.5 | AARS: 1.02 | Factor_Sum: 4.1 / 10 | Threat multiplier x1.0 | Mitigation factor x0.85",
        "| CVSS base | 7.5 |\n| AARS uplift | 1.02 |\n| Sum | 4.1/10 |\n| Threat | ×1.0 |\n| Mitigation | ×0.85 |",
        "cvss base score 7.5, aars +1.02, factor sum 4.1, ThM × 1.0, MF × 0.85",
        "CVSS base 7.5AARS uplift 1.02Factor sum 4.1/10ThM ×1.0MF ×0.85",
        "7.5CVSS base1.02AARS uplift4.1/10Factor sum×1.0Threat×0.85Mitigation",
        "7.5 CVSS base 1.02 AARS uplift 4.1/10 Factor sum ×1.0 ThM ×0.85 MF",
        "7.5\nCVSS base\n1.02\nAARS uplift\n4.1/10\nFactor sum\n×1.0\nThreat\n×0.85\nMitigation",
        "AIVSS = (CVSS base + AARS) × mitigation\n7.5CVSS base1.02AARS uplift4.1/10Factor sum×1.0Threat×0.85Mitigation",
    ],
)
def test_the_score_line_is_run_together_or_not(maker: Any, scores: str) -> None:
    maker.scores = scores
    page = read(maker.headed())
    assert_all_there(page)
    inputs = page.inputs
    assert [str(inputs.cvss_base), str(inputs.aars), str(inputs.threat_multiplier), str(inputs.mitigation_factor)] == [
        "7.5",
        "1.02",
        "1.0",
        "0.85",
    ]


def test_scores_that_disagree_are_noticed(maker: Any) -> None:
    maker.scores = "CVSS base 7.5 Factor sum 4.2/10 Threat ×1.0 Mitigation ×0.85 CVSS base 8.5"
    assert warnings(read(maker.headed())) == [
        "the page shows a factor sum of 4.2, its factors add up to 4.10",
        "CVSS base is 8.5 here and 7.5 above; the first is taken",
    ]


def test_a_score_that_the_formula_does_not_give_is_noticed(maker: Any) -> None:
    page = read(maker.headed().replace("AIVSS 7.2 · High", "AIVSS 3.1 · Low"))
    assert warnings(page) == ["the page shows a score of 3.1, its numbers give 7.25"]
    assert [finding.line for finding in page.findings if finding.field == "AIVSS"] == [
        maker.headed().split("\n").index("7.2AIVSS 7.2 · High") + 1
    ]
    assert warnings(read(maker.headed())) == []


@pytest.mark.parametrize(
    ("scores", "field", "said"),
    [
        (
            "1.02AARS uplift7.5CVSS base×4.1Factor sum×1.0Threat×0.85Mitigation",
            "1.02AARS uplift7.5CVSS base×4.1Factor sum×1.0Threat×0.85Miti",
            "it cannot be told whether each number stands before its label or behind it",
        ),
        ("7.5 CVSS base 1.02 AARS uplift 4.1", "7.5 CVSS base 1.02 AARS uplift 4.1", "it cannot be told whether"),
        (
            "7.5CVSS base6.1/10Factor sum×1.0Threat×0.85Mitigation",
            "Factor sum",
            "by the page's other numbers it is 4.10",
        ),
        (
            "7.5CVSS base2.02AARS uplift4.1/10Factor sum×1.0Threat",
            "AARS uplift",
            "by the page's other numbers it is 1.02",
        ),
    ],
)
def test_numbers_whose_labels_are_in_doubt_are_refused(maker: Any, scores: str, field: str, said: str) -> None:
    maker.scores = scores
    with pytest.raises(DocumentError) as refused:
        read(maker.headed())
    assert refused.value.field == field
    assert said in refused.value.message
    assert refused.value.line == maker.headed().split("\n").index(scores) + 1


@pytest.mark.parametrize(
    ("given_", "field", "said"),
    [
        ("CVSS base 75", "CVSS base", "the value is 75; it is from 0 to 10"),
        ("Threat ×3", "Threat", "the value is 3; it is from 0.5 to 1.1"),
        ("Mitigation ×1.5", "Mitigation", "the value is 1.5; it is from 0.5 to 1"),
        ("Factor sum 11/10", "Factor sum", "the value is 11; it is from 0 to 10"),
    ],
)
def test_a_score_out_of_range_is_refused(maker: Any, given_: str, field: str, said: str) -> None:
    maker.scores = given_
    with pytest.raises(DocumentError) as refused:
        read(maker.headed())
    assert (refused.value.field, refused.value.message) == (field, said)
    assert refused.value.line == maker.headed().split("\n").index(given_) + 1


@pytest.mark.parametrize(
    "row",
    [
        "| {name} | {value} | |",
        "{name} | {value}",
        "{name} {value}",
        "{name}: {value}",
        "- {name} = {value}",
        "{name}{value}",
        "| **{name}** | {value} | low |",
        "{name}\t{value}",
        "• {name} — {value}",
        "{name}\n{value}",
        "{name}:\n{value}",
        "{name} {value}/1.0",
    ],
)
def test_factors_are_written_in_many_ways(maker: Any, row: str) -> None:
    text = maker.table()
    for name, value in maker.factors:
        text = text.replace(f"| {name} | {value} | |", row.format(name=name, value=value))
    assert_all_there(read(text))


def test_factors_run_together_on_one_line(maker: Any) -> None:
    glued = "".join(f"{name}{value}" for name, value in maker.factors)
    rows = "\n".join(f"{name}\n{value}" for name, value in maker.factors)
    assert_all_there(read(maker.headed().replace(rows, glued)))


def test_a_head_of_the_table_and_a_sum_below_are_no_factors(maker: Any) -> None:
    text = maker.table().replace("| Autonomy", "| Factor | Score | Note |\n|---|---:|---|\n| Autonomy", 1)
    assert_all_there(read(text.replace("Scored with", "| Total | 4.1 |\nScored with")))


def test_the_factors_of_v08_are_known_too(maker: Any) -> None:
    maker.factors = [(name, "0.5") for name in V08_FACTORS]
    page = read(maker.table())
    assert (list(page.factors), warnings(page)) == (list(V08_FACTORS), [])


def test_names_are_kept_as_the_page_writes_them(maker: Any) -> None:
    maker.factors[9] = ("Opacity and reflexivity", "0.60")
    maker.factors[8] = ("Non‑determinism", "0.50")
    page = read(maker.table())
    assert list(page.factors)[8:] == ["Non‑determinism", "Opacity and reflexivity"]
    assert warnings(page) == []


def test_a_missing_factor_is_a_finding(maker: Any) -> None:
    del maker.factors[6]
    page = read(maker.table())
    assert warnings(page) == ["9 of ten factors: the page gives no 'Dynamic Identity'"]
    assert len(page.factors) == 9


def test_a_page_without_factors_is_read_and_says_so(maker: Any) -> None:
    maker.factors = []
    page = read(maker.table())
    assert page.factors == {}
    assert warnings(page)[0].startswith("0 of ten factors")


def test_prose_that_begins_with_a_factors_name_is_no_factor(maker: Any) -> None:
    maker.summary = "Persistent memory of the bot is kept for a year."
    page = read(maker.table())
    assert page.summary == maker.summary
    assert sum(page.factors.values()) == Decimal("4.1")
