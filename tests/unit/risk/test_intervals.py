"""Where an input is missing: the interval holds every completion, and the order of what is missing is honest."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aftershock.risk import aivss
from aftershock.risk.factors import FACTOR_SETS

NAMES = [factor.former for factor in FACTOR_SETS["former"]]
CURRENT = [factor.current for factor in FACTOR_SETS["current"]]
INPUTS = ("cvss_base", "threat_multiplier", "mitigation_factor")
MODELSLAB = dict(
    zip(
        (
            "Autonomy of Action",
            "Goal-Driven Planning",
            "Self-Modification",
            "Dynamic Tool Use",
            "Persistent Memory",
            "Contextual Awareness",
            "Dynamic Identity",
            "Multi-Agent Interactions",
            "Non-Determinism",
            "Opacity & Reflexivity",
        ),
        ["0.10", "0.10", "0.00", "0.10", "0.10", "0.20", "0.10", "0.20", "0.50", "0.60"],
        strict=True,
    )
)

tenth = st.integers(0, 10).map(lambda n: Decimal(n) / 10)
whole = st.fixed_dictionaries(
    {
        **dict.fromkeys(NAMES, tenth),
        "cvss_base": st.integers(0, 100).map(lambda n: Decimal(n) / 10),
        "threat_multiplier": st.integers(90, 105).map(lambda n: Decimal(n) / 100),
        "mitigation_factor": st.integers(70, 100).map(lambda n: Decimal(n) / 100),
    }
)


def score(values: dict[str, Any], method: Any = "directory") -> Any:
    return aivss(
        {name: value for name, value in values.items() if name not in INPUTS},
        method=method,
        **{name: values.get(name) for name in INPUTS},
    )


def test_modelslab_is_one_and_three_tenths_to_ten() -> None:
    found = aivss(MODELSLAB, method="directory")
    assert found.factor_sum == Decimal("2.0")
    assert (found.score, found.aars, found.band) == (None, None, None)
    assert (found.low, found.high) == (Decimal("1.3"), Decimal("10.0"))
    assert found.bands == ("Low", "Medium", "High", "Critical")
    assert found.missing == ("cvss_base", "mitigation_factor", "threat_multiplier")
    assert found.uplift is not None
    assert (found.uplift.base, found.uplift.low, found.uplift.high) == tuple(map(Decimal, ("7.5", "0.45", "0.53")))
    assert [(band.band, str(band.low), str(band.high)) for band in found.by_cvss_band] == [
        ("None", "1.3", "2.1"),
        ("Low", "1.3", "5.2"),
        ("Medium", "3.6", "7.6"),
        ("High", "5.3", "9.1"),
        ("Critical", "6.4", "10.0"),
    ]


def test_a_known_base_gives_its_own_uplift_and_no_bands() -> None:
    found = aivss(MODELSLAB, method="directory", cvss_base="5.0", mitigation_factor=1)
    assert found.by_cvss_band == ()
    assert found.uplift is not None
    assert (found.uplift.base, found.uplift.low, found.uplift.high) == tuple(map(Decimal, ("5.0", "0.90", "1.05")))
    assert found.missing == ("threat_multiplier",)
    assert (str(found.low), str(found.high), found.band) == ("5.9", "6.0", "Medium")


def test_in_v08_only_the_base_and_factors_can_be_missing() -> None:
    found = aivss(dict.fromkeys(CURRENT[:9], "0.5"))
    assert found.missing == ("cvss_base", CURRENT[9])
    assert found.factor_sum is None
    assert (str(found.low), str(found.high)) == ("4.4", "10.0")  # 10 x 0.45 x 0.97 = 4.365 at base 0


def test_a_known_base_with_open_multipliers_orders_them_too() -> None:
    found = aivss(MODELSLAB, method="directory", cvss_base="7.5")
    assert found.missing == ("mitigation_factor", "threat_multiplier")
    assert (str(found.low), str(found.high)) == ("5.6", "8.0")  # (7.5 + 0.45) x 0.7 = 5.565; 7.5 + 0.525


def test_in_v05_the_uplift_is_the_sum_at_any_base() -> None:
    found = aivss(dict.fromkeys(NAMES[:9], "0.5"), method="v0.5")
    assert found.uplift is not None
    assert (found.uplift.low, found.uplift.high) == (Decimal("4.50"), Decimal("5.50"))


@given(
    whole=whole,
    hidden=st.sets(st.sampled_from([*NAMES, *INPUTS]), min_size=1),
    method=st.sampled_from(["directory", "v0.5"]),
)
def test_the_interval_contains_every_completion(whole: dict[str, Decimal], hidden: set[str], method: str) -> None:
    partial = score({name: value for name, value in whole.items() if name not in hidden}, method)
    if method == "v0.5":  # the multiplier has a default there, so a hidden one is not open
        whole = {**whole, **({"threat_multiplier": Decimal("0.97")} if "threat_multiplier" in hidden else {})}
        hidden = hidden - {"threat_multiplier", "mitigation_factor"}
    complete = score(whole, method)
    assert partial.low <= complete.score <= partial.high
    assert set(partial.missing) == hidden
    assert complete.band in partial.bands
    for band in partial.by_cvss_band:
        if band.base_low <= whole["cvss_base"] <= band.base_high:
            assert band.low <= complete.score <= band.high


@given(whole=whole, hidden=st.sets(st.sampled_from([*NAMES, *INPUTS]), min_size=1))
def test_the_ends_are_reached_by_some_completion(whole: dict[str, Decimal], hidden: set[str]) -> None:
    """Completing everything at an end of its range, one of the choices gives each end of the interval."""
    partial = score({name: value for name, value in whole.items() if name not in hidden})
    ends = {"cvss_base": (0, 10), "threat_multiplier": ("0.9", "1.05"), "mitigation_factor": ("0.7", 1)}
    found = set()
    for base in (0, 1):
        for threat in (0, 1):
            for factors in (0, 1):
                for mitigation in (0, 1):
                    picks = {"cvss_base": base, "threat_multiplier": threat, "mitigation_factor": mitigation}
                    filled = {name: ends[name][picks[name]] if name in picks else factors for name in hidden}
                    found.add(score({**whole, **filled}).score)
    assert (min(found), max(found)) == (partial.low, partial.high)


@given(whole=whole, name=st.sampled_from([*NAMES, "threat_multiplier", "mitigation_factor"]), data=st.data())
def test_more_of_anything_but_the_base_never_lowers_a_score(whole: dict[str, Decimal], name: str, data: Any) -> None:
    high = {"threat_multiplier": "1.05"}.get(name, "1")
    more = data.draw(st.decimals(whole[name], Decimal(high), places=2))
    assert score({**whole, name: more}).score >= score(whole).score


@given(whole=whole, hidden=st.lists(st.sampled_from([*NAMES, *INPUTS]), min_size=1, unique=True))
def test_knowing_more_never_widens_the_interval(whole: dict[str, Decimal], hidden: list[str]) -> None:
    less = score({name: value for name, value in whole.items() if name not in hidden})
    more = score({name: value for name, value in whole.items() if name not in hidden[1:]})
    assert less.low <= more.low <= more.high <= less.high


@given(whole=whole, hidden=st.sets(st.sampled_from([*NAMES, *INPUTS]), min_size=2))
def test_missing_is_in_the_order_of_what_narrows_most(whole: dict[str, Decimal], hidden: set[str]) -> None:
    known = {name: value for name, value in whole.items() if name not in hidden}
    midpoints = {"cvss_base": "5", "threat_multiplier": "0.975", "mitigation_factor": "0.85"}
    widths = []
    for name in score(known).missing:
        fixed = score({**known, name: midpoints.get(name, "0.5")})
        widths.append(fixed.high - fixed.low)
    # The order is by exact widths and these are rounded at both ends, so neighbours may differ by a tenth.
    assert all(later - earlier >= Decimal("-0.1") for earlier, later in pairwise(widths))


@given(whole=whole)
def test_the_amendment_never_falls_below_the_base(whole: dict[str, Decimal]) -> None:
    found = score(whole, "v0.8-amended")
    assert found.score >= whole["cvss_base"]
    assert found.score >= score(whole, "directory").score - Decimal("0.1")
