"""The published forms of AIVSS, each under its own name and never mixed.

::

    v0.8           AARS = (10 - CVSS_Base) x (Factor_Sum / 10) x ThM
                   AIVSS = round_half_up((CVSS_Base + AARS) x MF, 1)          OWASP AIVSS v0.8, 19 March 2026
    v0.8-amended   AIVSS = round_half_up(CVSS_Base + AARS x MF, 1)            proposed April 2026, not adopted
    v0.5           AIVSS = round_half_up((CVSS_Base + Factor_Sum) / 2 x ThM, 1)   superseded
    directory      v0.8's formula over v0.5's factors in steps of 0.1, rounded half to even, clamped at 10.0

Decimal arithmetic throughout, and one rounding, at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Literal

from aftershock.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftershock.model.risk import Method

__all__ = ["EXACT", "METHODS", "Form", "Point", "Range", "form_named"]

#: Enough digits for any product of inputs to be exact (each input has at most 30).
EXACT = Context(prec=200)
_TEN = Decimal(10)
_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Point:
    """One complete set of inputs.

    Parameters
    ----------
    cvss_base
        0 to 10.
    factor_sum
        0 to 10.
    threat_multiplier, mitigation_factor
        ThM and MF.
    """

    cvss_base: Decimal
    factor_sum: Decimal
    threat_multiplier: Decimal
    mitigation_factor: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """What an input may be.

    Parameters
    ----------
    low, high
        Between which it lies where nobody gives it.
    least, most
        The ends of what may be given, both allowed.
    levels
        The levels that a text names (`Form.levels_of`); empty where none does.
    strict
        Whether nothing but the levels is allowed.
    default
        What the method's text supposes where nothing is given; ``None`` where it supposes nothing.
    """

    low: Decimal
    high: Decimal
    least: Decimal
    most: Decimal
    levels: tuple[Decimal, ...] = ()
    strict: bool = False
    default: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One published form of the method.

    Parameters
    ----------
    name
        What people type.
    source
        Where it comes from.
    levels_of
        Whose text names the levels; a value that is none of them is noted.
    factor_set
        ``"current"`` (v0.8's ten factors) or ``"former"`` (v0.5's).
    factor, threat, mitigation
        What a factor, ThM and MF may be; ``mitigation`` is ``None`` where the form has none.
    uplift
        AARS of a point, exact.
    raw
        The score of a point before it is rounded and clamped.
    rounding
        How a score is rounded to one decimal.
    rounds_uplift
        Whether AARS is shown with two decimals, half to even.
    """

    name: Method
    source: str
    levels_of: str
    factor_set: Literal["current", "former"]
    factor: Range
    threat: Range
    mitigation: Range | None
    uplift: Callable[[Point], Decimal]
    raw: Callable[[Point], Decimal]
    rounding: str = ROUND_HALF_UP
    rounds_uplift: bool = False

    def shown(self, raw: Decimal) -> Decimal:
        """Round a raw score as this form does, once, and clamp it at 10.0."""
        return min(raw, _TEN).quantize(_TENTH, rounding=self.rounding, context=EXACT)

    def shown_uplift(self, uplift: Decimal) -> Decimal:
        """AARS as this form shows it."""
        return uplift.quantize(_HUNDREDTH, ROUND_HALF_EVEN, EXACT) if self.rounds_uplift else uplift


def _uplift(point: Point) -> Decimal:
    headroom = EXACT.subtract(_TEN, point.cvss_base)
    return EXACT.multiply(EXACT.multiply(headroom, EXACT.divide(point.factor_sum, _TEN)), point.threat_multiplier)


def _scaled(point: Point) -> Decimal:
    return EXACT.multiply(EXACT.add(point.cvss_base, _uplift(point)), point.mitigation_factor)


def _floor_preserving(point: Point) -> Decimal:
    return EXACT.add(point.cvss_base, EXACT.multiply(_uplift(point), point.mitigation_factor))


def _averaged(point: Point) -> Decimal:
    return EXACT.multiply(
        EXACT.divide(EXACT.add(point.cvss_base, point.factor_sum), Decimal(2)), point.threat_multiplier
    )


def _range(
    low: str, high: str, levels: str = "", *, strict: bool = False, default: str | None = None, given: str = ""
) -> Range:
    least, most = given.split() or (low, high)
    return Range(
        Decimal(low),
        Decimal(high),
        Decimal(least),
        Decimal(most),
        tuple(Decimal(level) for level in levels.split()),
        strict,
        None if default is None else Decimal(default),
    )


# v0.5 is superseded and the amendment is a proposal: both are here so that figures can be compared with those seen
# elsewhere, so they take the directory's values too and say that they did. Only v0.8 and the directory set limits.
METHODS: tuple[Form, ...] = (
    Form(
        "v0.8",
        "OWASP AIVSS v0.8 (2026-03-19)",
        "v0.8",
        "current",
        _range("0", "1", "0.0 0.5 1.0", strict=True),
        _range("0.5", "1", "0.50 0.97 1.00", strict=True, default="0.97"),
        _range("0.67", "1", "0.67 0.83 1.00", strict=True, default="1.00"),
        _uplift,
        _scaled,
    ),
    Form(
        "v0.5",
        "OWASP AIVSS v0.5, superseded",
        "v0.5",
        "former",
        _range("0", "1", "0.0 0.5 1.0"),
        _range("0.5", "1.05", "0.91 0.97 1.00", default="0.97"),
        None,
        lambda point: point.factor_sum,
        _averaged,
    ),
    Form(
        "v0.8-amended",
        "the floor-preserving amendment proposed for OWASP AIVSS in April 2026",
        "v0.8",
        "current",
        _range("0", "1", "0.0 0.5 1.0"),
        _range("0.5", "1.05", "0.50 0.97 1.00", default="0.97"),
        _range("0.67", "1", "0.67 0.83 1.00", default="1.00"),
        _uplift,
        _floor_preserving,
    ),
    Form(
        "directory",
        "the agent directory's own practice",
        "v0.8",
        "former",
        _range("0", "1", "0.0 0.5 1.0"),
        _range("0.9", "1.05", "0.50 0.97 1.00", given="0.9 1.1"),  # 1.1 is seen on one page (internet-of-agents),
        _range("0.7", "1", "0.67 0.83 1.00", given="0.55 1"),  # 0.55 on another (protect-mcp)
        _uplift,
        _scaled,
        rounding=ROUND_HALF_EVEN,
        rounds_uplift=True,
    ),
)


def form_named(name: str) -> Form:
    """Find a form of the method by its name.

    Parameters
    ----------
    name
        ``"v0.8"``, ``"v0.5"``, ``"v0.8-amended"`` or ``"directory"``.

    Raises
    ------
    UnknownNameError
        If it is none of these; all four are suggested, for they are few.

    Examples
    --------
    >>> form_named("v0.8").source
    'OWASP AIVSS v0.8 (2026-03-19)'
    """
    for form in METHODS:
        if form.name == name:
            return form
    raise UnknownNameError("AIVSS method", name, [form.name for form in METHODS])
