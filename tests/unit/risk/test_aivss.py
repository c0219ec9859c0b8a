"""The published figures, to the last digit, and what each form refuses."""

from __future__ import annotations

import csv
from decimal import ROUND_DOWN, Decimal, getcontext, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftershock.errors import DocumentError, UnknownNameError, UsageError
from aftershock.risk import METHODS, aivss
from aftershock.risk.factors import FACTOR_SETS, factor_named, factor_names

if TYPE_CHECKING:
    from pathlib import Path

CURRENT = [factor.current for factor in FACTOR_SETS["current"]]
FORMER = [factor.former for factor in FACTOR_SETS["former"]]
MODELSLAB = dict(zip(FORMER, ["0.1", "0.1", "0.1", "0.2", "0.5", "0.6", "0.1", "0.1", "0.2", "0.0"], strict=True))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_two_factor_sets_share_nine() -> None:
    assert len(CURRENT) == len(FORMER) == 10
    assert set(FACTOR_SETS["current"]) ^ set(FACTOR_SETS["former"]) == {
        factor_named("Natural Language Interface"),
        factor_named("Goal-Driven Planning"),
    }


def test_the_ten_official_examples_to_the_last_digit(shared: Path) -> None:
    examples = rows(shared / "reference/aivss_v0.8_examples.csv")
    assert len(examples) == 10
    for row in examples:
        factors = {column: row[column] or None for column in row if column.startswith("f_")}
        found = aivss(
            factors, cvss_vector=row["cvss_vector"], threat_multiplier=row["thm"], mitigation_factor=row["mf"]
        )
        assert found.cvss_base == Decimal(row["cvss_base_published"]), row["risk"]
        assert found.factor_sum == Decimal(row["factor_sum"]), row["risk"]
        assert found.aars == Decimal(row["aars_published"]), row["risk"]
        assert found.cvss_base + found.aars == Decimal(row["raw_published"]), row["risk"]
        assert str(found.score) == row["aivss_published"], row["risk"]
        assert (found.band, found.missing, found.notes) == (row["severity"], (), ()), row["risk"]


def test_the_amendment_equals_v08_at_mitigation_one(shared: Path) -> None:
    for row in rows(shared / "reference/aivss_v0.8_examples.csv"):
        factors = {column: row[column] or None for column in row if column.startswith("f_")}
        found = aivss(factors, method="v0.8-amended", cvss_vector=row["cvss_vector"], threat_multiplier=row["thm"])
        assert str(found.score) == row["aivss_published"]


def test_the_nine_rows_of_the_directory_as_its_pages_show_them(shared: Path) -> None:
    shown = [row for row in rows(shared / "reference/directory_agents.csv") if row["aivss_shown"]]
    assert len(shown) == 9
    for row in shown:
        found = aivss(
            {name: row[name] for name in FORMER},
            method="directory",
            cvss_base=row["cvss_base"],
            threat_multiplier=row["threat_multiplier"],
            mitigation_factor=row["mitigation_factor"],
        )
        assert found.aars == Decimal(row["aars_shown"]), row["slug"]
        assert str(found.score) == row["aivss_shown"], row["slug"]
        assert found.band == row["band_shown"], row["slug"]
        assert any("taken as given" in note for note in found.notes), row["slug"]


def test_v05_is_the_mean_of_base_and_sum_times_the_multiplier() -> None:
    # Section 4.2.7 of v0.5, one of its three printed examples that add up: (6.9 + 5.0) / 2 x 0.97 = 5.7715.
    factors = {"Autonomy of Action": 1, "Tool Use": 1, "Memory Use": 0, "Dynamic Identity": 0.5}
    factors |= {
        "Multi-Agent Interactions": 0,
        "Non-Determinism": 0.5,
        "Self-Modification": 0,
        "Goal-Driven Planning": 1,
    }
    found = aivss(
        {**factors, "Contextual Awareness": 0.5, "Opacity and Reflexivity": 0.5}, method="v0.5", cvss_base=6.9
    )
    assert (found.factor_sum, found.aars, str(found.score)) == (Decimal("5.0"), Decimal("5.0"), "5.8")
    assert found.notes == ("no threat_multiplier was given: v0.5 supposes 0.97",)


def test_v05_has_no_mitigation_factor_and_says_so() -> None:
    found = aivss(dict.fromkeys(FORMER, 0.5), method="v0.5", cvss_base=5, threat_multiplier=1, mitigation_factor="0.83")
    assert str(found.score) == "5.0"
    assert found.mitigation_factor is None
    assert found.notes == ("v0.5 has no mitigation factor: 0.83 was left out",)


def test_v08_supposes_its_defaults_and_says_so() -> None:
    found = aivss(dict.fromkeys(CURRENT, 1), cvss_base="5.0")
    assert (found.threat_multiplier, found.mitigation_factor) == (Decimal("0.97"), Decimal("1.00"))
    assert str(found.score) == "9.9"  # 5 + 5 x 0.97 = 9.85, half up
    assert found.notes == (
        "no threat_multiplier was given: v0.8 supposes 0.97",
        "no mitigation_factor was given: v0.8 supposes 1.00",
    )


def test_v08_rounds_half_up_and_the_directory_half_to_even() -> None:
    values = {"cvss_base": "8.5", "threat_multiplier": 1, "mitigation_factor": 1}
    assert str(aivss(dict.fromkeys(CURRENT, "0.5"), **values).score) == "9.3"
    assert str(aivss(dict.fromkeys(FORMER, "0.5"), method="directory", **values).score) == "9.2"


def test_the_directory_clamps_at_ten_and_says_so() -> None:
    ones = dict.fromkeys(FORMER, 1)
    found = aivss(ones, method="directory", cvss_base=5, threat_multiplier="1.05", mitigation_factor=1)
    assert str(found.score) == "10.0"
    assert "the formula gives 10.25; the score is clamped at 10.0" in found.notes


def test_a_zero_score_has_the_band_none() -> None:
    found = aivss(dict.fromkeys(CURRENT, 0), cvss_base=0)
    assert (str(found.score), found.band) == ("0.0", "None")


def test_the_directory_says_which_values_are_finer_than_its_steps() -> None:
    inputs = {"cvss_base": "7.55", "threat_multiplier": "0.95", "mitigation_factor": "0.85"}
    found = aivss({**MODELSLAB, "Dynamic Identity": "0.15"}, method="directory", **inputs)
    assert "finer than the directory's steps of 0.1: Dynamic Identity" in found.notes
    assert "the CVSS base 7.55 has more decimals than CVSS v4.0 gives" in found.notes
    assert "threat_multiplier 0.95 was taken as given; v0.8 has the levels 0.50, 0.97, 1.00" in found.notes
    assert "mitigation_factor 0.85 was taken as given; v0.8 has the levels 0.67, 0.83, 1.00" in found.notes


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"factors": {"Execution Autonomy": "0.3"}},
            "'Execution Autonomy': the value is 0.3; v0.8 allows 0.0, 0.5 or 1.0 (nearest: 0.5)",
        ),
        (
            {"factors": {"Dynamic Tool Use": "0.75"}},
            (
                "'Dynamic Tool Use': the value is 0.75; v0.8 allows 0.0, 0.5 or 1.0 for 'External Tool Control "
                "Surface' (nearest: 0.5 or 1.0)"
            ),
        ),
        (
            {"threat_multiplier": "0.9"},
            "'threat_multiplier': the value is 0.9; v0.8 allows 0.50, 0.97 or 1.00 (nearest: 0.97)",
        ),
        (
            {"mitigation_factor": "0.85"},
            "'mitigation_factor': the value is 0.85; v0.8 allows 0.67, 0.83 or 1.00 (nearest: 0.83)",
        ),
        ({"cvss_base": "10.1"}, "'cvss_base': the value is 10.1; v0.8 allows 0 to 10 (nearest: 10)"),
        ({"cvss_base": -1}, "'cvss_base': the value is -1; v0.8 allows 0 to 10 (nearest: 0)"),
        (
            {"method": "directory", "factors": {}, "threat_multiplier": "1.15"},
            "'threat_multiplier': the value is 1.15; directory allows 0.9 to 1.1 (nearest: 1.1)",
        ),
        (
            {"method": "directory", "factors": {}, "mitigation_factor": "0.5"},
            "'mitigation_factor': the value is 0.5; directory allows 0.55 to 1 (nearest: 0.55)",
        ),
        (
            {"factors": {"Self-Modification": "none"}},
            "'Self-Modification': 'none' is not a number; write one such as 0.5, or leave it out where it is not known",
        ),
        (
            {"factors": {"Dynamic Tool Use": "0.5", "External Tool Control Surface": "0.5"}},
            (
                "'External Tool Control Surface': 'Dynamic Tool Use' and 'External Tool Control Surface' are the same "
                "factor; give it once"
            ),
        ),
        ({"cvss_base": "1e40"}, "'cvss_base': the number has more than 30 digits"),
    ],
)
def test_what_is_not_allowed_is_refused_by_name(change: dict[str, Any], sentence: str) -> None:
    arguments: dict[str, Any] = {"factors": {}, **change}
    with pytest.raises(DocumentError) as refused:
        aivss(arguments.pop("factors"), **arguments)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("value", [True, "nan", "inf", "1_0", "٠", "0,5", ""])
def test_only_plain_finite_numbers_are_numbers(value: Any) -> None:
    with pytest.raises(DocumentError, match="is not a number"):
        aivss({"Dynamic Identity": value})


def test_an_unknown_factor_or_method_gets_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'Autonomy of Action'"):
        aivss({"Autonomie of Action": 1})
    with pytest.raises(UsageError, match=r"no AIVSS method is called 'v0\.9'; did you mean 'v0\.8', 'v0\.5'"):
        aivss({}, method="v0.9")  # type: ignore[arg-type]  # what a caller without types would do
    assert factor_named("Behavioural non-determinism") == factor_named("Non-Determinism")
    assert factor_names("f_autonomie") == ("f_autonomy",)
    assert factor_names("website") == ()


def test_the_other_sets_tenth_factor_stands_in_with_a_note() -> None:
    factors = {name: "0.5" for name in FORMER if name != "Goal-Driven Planning"}
    found = aivss({**factors, "Goal-Driven Planning": "1.0"}, cvss_base="9.0")
    assert found.factor_sum == Decimal("5.5")
    assert found.notes[0] == (
        "'Goal-Driven Planning' takes the place of 'Natural Language Interface', which v0.8 has and the input does not"
    )
    both = aivss({**factors, "Goal-Driven Planning": "1.0", "Natural Language Interface": 0}, cvss_base="9.0")
    assert both.factor_sum == Decimal("4.5")
    assert both.notes[0] == "'Goal-Driven Planning' is no factor of v0.8 and was left out"


def exact(method: str, base: Fraction, total: Fraction, threat: Fraction, mitigation: Fraction) -> Fraction:
    uplift = (10 - base) * total / 10 * threat
    if method == "v0.5":
        return (base + total) / 2 * threat
    return base + uplift * mitigation if method == "v0.8-amended" else (base + uplift) * mitigation


def tenths(value: Fraction, to_even: bool) -> Fraction:
    scaled = min(value, Fraction(10)) * 10
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and (not to_even or whole % 2 == 1))
    return Fraction(whole + up, 10)


tenth = st.integers(0, 10).map(lambda n: Decimal(n) / 10)


@given(
    method=st.sampled_from([form.name for form in METHODS if form.name != "v0.8"]),
    values=st.lists(tenth, min_size=10, max_size=10),
    base=st.integers(0, 100).map(lambda n: Decimal(n) / 10),
    threat=st.integers(90, 105).map(lambda n: Decimal(n) / 100),
    mitigation=st.integers(70, 100).map(lambda n: Decimal(n) / 100),
)
def test_scores_equal_exact_fractions_rounded_once(
    method: Any, values: list[Decimal], base: Decimal, threat: Decimal, mitigation: Decimal
) -> None:
    names = CURRENT if method == "v0.8-amended" else FORMER
    inputs: dict[str, Any] = {"cvss_base": base, "threat_multiplier": threat, "mitigation_factor": mitigation}
    found = aivss(dict(zip(names, values, strict=True)), method=method, **inputs)
    oracle = exact(method, *(Fraction(value) for value in (base, sum(values), threat, mitigation)))
    assert found.score is not None
    assert Fraction(found.score) == tenths(oracle, method == "directory")
    assert found.low == found.high == found.score


def test_the_callers_decimal_context_is_neither_used_nor_changed() -> None:
    values: dict[str, Any] = {"cvss_base": "8.7", "threat_multiplier": "0.97", "mitigation_factor": "0.83"}
    plain = aivss(dict.fromkeys(CURRENT, "0.5"), **values)
    with localcontext() as context:
        context.prec, context.rounding = 2, ROUND_DOWN
        assert aivss(dict.fromkeys(CURRENT, "0.5"), **values) == plain
        assert getcontext().prec == 2
