"""What an AIVSS assessment says: a score where every input is known, an honest interval where one is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Assessment", "Band", "BandScore", "Method", "ScoredRow", "Uplift"]

Method = Literal["v0.8", "v0.5", "v0.8-amended", "directory"]
Band = Literal["None", "Low", "Medium", "High", "Critical"]


@dataclass(frozen=True, slots=True)
class BandScore:
    """The score if the CVSS base lay in one severity band.

    Parameters
    ----------
    band
        The CVSS severity band that is supposed.
    base_low, base_high
        Its ends, 0.0 to 10.0.
    low, high
        The AIVSS interval then, rounded as the method rounds scores.
    """

    band: Band
    base_low: Decimal
    base_high: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Uplift:
    """What the agent's own nature adds (AARS), at one CVSS base, before any mitigation.

    Parameters
    ----------
    base
        The CVSS base, 0.0 to 10.0; a supposed one where the assessment has none.
    low, high
        AARS over every value that the missing inputs may take; two decimals, the ends rounded outward.
    """

    base: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Assessment:
    """One AIVSS assessment.

    Parameters
    ----------
    method
        ``"v0.8"``, ``"v0.5"``, ``"v0.8-amended"`` or ``"directory"``.
    factor_sum
        Sum of the ten factors, 0 to 10; ``None`` where a factor is missing.
    aars
        The agentic uplift; ``None`` where an input of it is missing. Two decimals in the directory's practice, else
        exact.
    score
        The AIVSS score, 0.0 to 10.0; ``None`` where an input is missing.
    low, high
        The least and the greatest score over every completion of what is missing; both the score where nothing is.
    bands
        The severity bands that ``low`` to ``high`` touch, mildest first.
    missing
        Names of the missing inputs, the one whose knowledge would narrow the interval most first (each fixed at its
        midpoint, the others left open).
    notes
        What was accepted, supposed, left out or clamped, one sentence each.
    cvss_base, threat_multiplier, mitigation_factor
        The inputs that were used; ``None`` where missing or where the method has no such input.
    by_cvss_band
        The interval for each CVSS severity band, where the CVSS base is missing.
    uplift
        The agentic uplift alone, where an input is missing.
    """

    method: Method
    factor_sum: Decimal | None
    aars: Decimal | None
    score: Decimal | None
    low: Decimal
    high: Decimal
    bands: tuple[Band, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    cvss_base: Decimal | None = None
    threat_multiplier: Decimal | None = None
    mitigation_factor: Decimal | None = None
    by_cvss_band: tuple[BandScore, ...] = ()
    uplift: Uplift | None = None

    @property
    def band(self) -> Band | None:
        """The severity band; ``None`` where the interval touches several."""
        return self.bands[0] if len(self.bands) == 1 else None


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One row of a table, scored.

    Parameters
    ----------
    slug
        Of the agent or the risk.
    line
        Where the row begins in the file, counted from 1.
    assessment
        Its assessment.
    """

    slug: str
    line: int
    assessment: Assessment
