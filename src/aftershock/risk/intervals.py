"""What is not known makes a score an interval: its ends, what would narrow it, and what can still be said.

Every form of the score is affine in each input while the others stand still, so its least and greatest value over a
box of inputs lie at the box's corners; rounding and clamping are monotone and keep them there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import product
from typing import TYPE_CHECKING

from aftershock.model.risk import Band, BandScore, Uplift
from aftershock.risk.methods import EXACT, Point

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftershock.risk.methods import Form

__all__ = [
    "BANDS",
    "Box",
    "Interval",
    "bands_between",
    "by_cvss_band",
    "narrowing",
    "score_over",
    "uplift_at",
]

Interval = tuple[Decimal, Decimal]

_ZERO, _HALF, _ONE, _TEN = Decimal(0), Decimal("0.5"), Decimal(1), Decimal(10)
_HUNDREDTH = Decimal("0.01")

#: Severity bands of CVSS v4.0 and AIVSS alike, with their ends at one decimal; the text gives 0.0 none.
BANDS: tuple[tuple[Band, Decimal, Decimal], ...] = (
    ("None", Decimal("0.0"), Decimal("0.0")),
    ("Low", Decimal("0.1"), Decimal("3.9")),
    ("Medium", Decimal("4.0"), Decimal("6.9")),
    ("High", Decimal("7.0"), Decimal("8.9")),
    ("Critical", Decimal("9.0"), Decimal("10.0")),
)


@dataclass(frozen=True, slots=True)
class Box:
    """What each input may be: both ends equal where it is known.

    Parameters
    ----------
    cvss_base, threat_multiplier, mitigation_factor
        Ranges of the inputs.
    factors
        Sum of the factors that are known.
    open_factors
        How many factors are missing, each anywhere from 0 to 1.
    """

    cvss_base: Interval
    threat_multiplier: Interval
    mitigation_factor: Interval
    factors: Decimal
    open_factors: int = 0

    @property
    def factor_sum(self) -> Interval:
        """From the known factors alone to the known ones and every open one at 1."""
        return self.factors, EXACT.add(self.factors, Decimal(self.open_factors))


def _over(value: Callable[[Point], Decimal], box: Box) -> Interval:
    corners = [
        value(Point(*corner))
        for corner in product(box.cvss_base, box.factor_sum, box.threat_multiplier, box.mitigation_factor)
    ]
    return min(corners), max(corners)


def score_over(form: Form, box: Box) -> Interval:
    """Give the least and the greatest score over a box of inputs, as the form shows scores.

    Parameters
    ----------
    form
        The form of the method.
    box
        What the inputs may be.
    """
    low, high = _over(form.raw, box)
    return form.shown(low), form.shown(high)


def uplift_at(form: Form, box: Box, base: Decimal) -> Uplift:
    """Give the agentic uplift alone over a box, at one CVSS base.

    Parameters
    ----------
    form
        The form of the method.
    box
        What the other inputs may be.
    base
        The CVSS base that is supposed, 0 to 10.

    Notes
    -----
    ``AARS = (10 - base) x (Factor_Sum / 10) x ThM``; in v0.5 the plain sum of the factors. The ends are rounded
    outward to two decimals, so that the interval holds every exact value.
    """
    low, high = _over(form.uplift, replace(box, cvss_base=(base, base)))
    return Uplift(base, low.quantize(_HUNDREDTH, ROUND_FLOOR, EXACT), high.quantize(_HUNDREDTH, ROUND_CEILING, EXACT))


def bands_between(low: Decimal, high: Decimal) -> tuple[Band, ...]:
    """Name the severity bands that an interval of scores touches, mildest first.

    Parameters
    ----------
    low, high
        Scores, one decimal.

    Examples
    --------
    >>> bands_between(Decimal("1.3"), Decimal("7.0"))
    ('Low', 'Medium', 'High')
    """
    return tuple(band for band, least, most in BANDS if least <= high and low <= most)


def by_cvss_band(form: Form, box: Box) -> tuple[BandScore, ...]:
    """Give the score's interval for each CVSS severity band that the missing base may lie in.

    Parameters
    ----------
    form
        The form of the method.
    box
        What the other inputs may be.
    """
    return tuple(
        BandScore(band, least, most, *score_over(form, replace(box, cvss_base=(least, most))))
        for band, least, most in BANDS
    )


def narrowing(form: Form, box: Box, missing_factors: tuple[str, ...]) -> tuple[str, ...]:
    """Order the missing inputs: the one whose knowledge would narrow the score's interval most comes first.

    Parameters
    ----------
    form
        The form of the method.
    box
        What the inputs may be.
    missing_factors
        Names of the factors that are missing.

    Returns
    -------
    tuple of str
        Each missing input was fixed at the midpoint of its range, the others left open, and the width of the interval
        (before it is rounded) taken. Equal widths keep the order base, ThM, MF, factors.
    """
    fixed: dict[str, Box] = {}
    if box.cvss_base[0] != box.cvss_base[1]:
        fixed["cvss_base"] = replace(box, cvss_base=_midpoint(box.cvss_base))
    if box.threat_multiplier[0] != box.threat_multiplier[1]:
        fixed["threat_multiplier"] = replace(box, threat_multiplier=_midpoint(box.threat_multiplier))
    if box.mitigation_factor[0] != box.mitigation_factor[1]:
        fixed["mitigation_factor"] = replace(box, mitigation_factor=_midpoint(box.mitigation_factor))
    for name in missing_factors:
        fixed[name] = replace(box, factors=EXACT.add(box.factors, _HALF), open_factors=box.open_factors - 1)
    return tuple(sorted(fixed, key=lambda name: _width(form, fixed[name])))


def _midpoint(interval: Interval) -> Interval:
    middle = EXACT.divide(EXACT.add(*interval), Decimal(2))
    return middle, middle


def _width(form: Form, box: Box) -> Decimal:
    low, high = _over(form.raw, box)
    return EXACT.subtract(min(high, _TEN), min(low, _TEN))
