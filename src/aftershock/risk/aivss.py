"""AIVSS: the score of a weakness in the hands of an agent, by a named form of the method."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aftershock.errors import DocumentError
from aftershock.model.risk import Assessment
from aftershock.risk.inputs import Number, checked, number, read_factors
from aftershock.risk.intervals import Box, bands_between, by_cvss_band, narrowing, score_over, uplift_at
from aftershock.risk.methods import EXACT, Form, Point, Range, form_named
from aftershock.risk.vector import base_of_vector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftershock.model.risk import Method
    from aftershock.risk.intervals import Interval

__all__ = ["UPLIFT_BASE", "aivss"]

_BASES = Range(Decimal(0), Decimal(10), Decimal(0), Decimal(10))
_NONE_NEEDED = (Decimal(1), Decimal(1))

#: The CVSS base at which the uplift alone is shown where the base is missing: the median of the bases that the agent
#: directory's pages show.
UPLIFT_BASE = Decimal("7.5")


def aivss(
    factors: Mapping[str, Number | None],
    *,
    method: Method = "v0.8",
    cvss_base: Number | None = None,
    cvss_vector: str | None = None,
    threat_multiplier: Number | None = None,
    mitigation_factor: Number | None = None,
) -> Assessment:
    """Score a weakness of an agent by OWASP AIVSS.

    Parameters
    ----------
    factors
        Factor name to value, 0.0 to 1.0, by the names of v0.8 or of the agent directory; ``None`` or no entry where it
        is not known.
    method
        ``"v0.8"`` (strict), ``"v0.5"``, ``"v0.8-amended"`` or ``"directory"``.
    cvss_base
        CVSS v4.0 base score, 0.0 to 10.0.
    cvss_vector
        CVSS v4.0 vector from which the base is computed.
    threat_multiplier
        ThM: in v0.8 1.00 (attacked), 0.97 (proof of concept, the default) or 0.50 (unreported); in the directory 0.9
        to 1.05, and no default.
    mitigation_factor
        MF: in v0.8 1.00 (none or weak, the default), 0.83 (partial) or 0.67 (strong); in the directory 0.7 to 1.0, and
        no default.

    Returns
    -------
    Assessment
        A score, or an interval with what is missing.

    Raises
    ------
    UnknownNameError
        If no method or no factor goes by a name given.
    DocumentError
        If a value is not what the method allows, naming the input, what is allowed and what is nearest.

    Notes
    -----
    ::

        AARS  = (10 - CVSS_Base) x (Factor_Sum / 10) x ThM
        AIVSS = round_half_up((CVSS_Base + AARS) x MF, 1)

    Source: OWASP AIVSS v0.8 (19 March 2026); the other forms are in `aftershock.risk.methods`. Decimal arithmetic, one
    rounding, at the end. A missing input leaves every value of its range possible: CVSS base 0 to 10, a factor 0 to 1,
    and in the directory's practice ThM 0.9 to 1.05 and MF 0.7 to 1.0.

    Examples
    --------
    >>> names = ["Execution Autonomy", "External Tool Control Surface", "Natural Language Interface",
    ...          "Contextual Awareness", "Behavioral Non-Determinism", "Opacity & Reflexivity",
    ...          "Persistent State Retention", "Dynamic Identity", "Multi-Agent Interactions", "Self-Modification"]
    >>> assessment = aivss(dict.fromkeys(names, "0.5"), cvss_base="8.7")
    >>> assessment.factor_sum, assessment.aars, assessment.score, assessment.band
    (Decimal('5.0'), Decimal('0.6305'), Decimal('9.3'), 'Critical')

    >>> page = aivss(dict.fromkeys(names, "0.2"), method="directory")
    >>> page.score, page.low, page.high, page.missing
    (None, Decimal('1.3'), Decimal('10.0'), ('cvss_base', 'mitigation_factor', 'threat_multiplier'))
    """
    form = form_named(method)
    read = read_factors(factors, form)
    base, base_notes = _base(cvss_base, cvss_vector, form)
    threat, threat_notes = _multiplier(threat_multiplier, form.threat, form, "threat_multiplier")
    mitigation, mitigation_notes = _mitigation(mitigation_factor, form)
    known_sum = sum(read.known.values(), Decimal(0))
    box = Box(
        _known_or(base, _BASES),
        _known_or(threat, form.threat),
        _NONE_NEEDED if form.mitigation is None else _known_or(mitigation, form.mitigation),
        known_sum,
        len(read.missing),
    )
    low, high = score_over(form, box)
    notes = (*read.notes, *base_notes, *threat_notes, *mitigation_notes)
    factor_sum = None if read.missing else known_sum
    missing = narrowing(form, box, read.missing)
    if missing:
        return Assessment(
            form.name,
            factor_sum,
            None,
            None,
            low,
            high,
            bands_between(low, high),
            missing,
            notes,
            base,
            threat,
            mitigation,
            by_cvss_band(form, box) if base is None else (),
            uplift_at(form, box, UPLIFT_BASE if base is None else base),
        )
    point = Point(box.cvss_base[0], known_sum, box.threat_multiplier[0], box.mitigation_factor[0])
    raw = form.raw(point)
    if raw > _BASES.high:
        notes = (*notes, f"the formula gives {raw.normalize(EXACT)}; the score is clamped at 10.0")
    aars = form.shown_uplift(form.uplift(point))
    bands = bands_between(low, high)
    return Assessment(form.name, factor_sum, aars, low, low, high, bands, (), notes, base, threat, mitigation)


def _known_or(value: Decimal | None, allowed: Range) -> Interval:
    return (allowed.low, allowed.high) if value is None else (value, value)


def _base(score: Number | None, vector: str | None, form: Form) -> tuple[Decimal | None, tuple[str, ...]]:
    """CVSS base from the number, the vector, or both where they agree."""
    given = None if score is None else checked(number(score, "cvss_base"), _BASES, form.name, "cvss_base")
    if vector is None:
        fine = given is not None and given % Decimal("0.1") != 0
        return given, (f"the CVSS base {given} has more decimals than CVSS v4.0 gives",) if fine else ()
    computed, notes = base_of_vector(vector)
    if given is not None and given != computed:
        raise DocumentError(
            f"the base is given as {given}, but the CVSS v4.0 vector gives {computed}; give one of them, or make them "
            f"agree",
            field="cvss_base",
        )
    return computed, notes


def _multiplier(value: Number | None, allowed: Range, form: Form, field: str) -> tuple[Decimal | None, tuple[str, ...]]:
    if value is None:
        if allowed.default is None:
            return None, ()
        return allowed.default, (f"no {field} was given: {form.name} supposes {allowed.default}",)
    taken = checked(number(value, field), allowed, form.name, field)
    if taken in allowed.levels:
        return taken, ()
    levels = ", ".join(str(level) for level in allowed.levels)
    return taken, (f"{field} {taken} was taken as given; {form.levels_of} has the levels {levels}",)


def _mitigation(value: Number | None, form: Form) -> tuple[Decimal | None, tuple[str, ...]]:
    if form.mitigation is not None:
        return _multiplier(value, form.mitigation, form, "mitigation_factor")
    if value is None:
        return None, ()
    return None, (f"{form.name} has no mitigation factor: {number(value, 'mitigation_factor')} was left out",)
