"""How grave it would be: the severity of an agent's score, and how much depends on a component."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["CRITICALITIES", "SEVERITIES", "UNGIVEN", "Marks"]

SEVERITIES: Final = ("critical", "high", "medium", "low", "none")
"""Bands of an AIVSS score, the gravest first, as addresses have them."""

CRITICALITIES: Final = ("MissionCritical", "Important", "Ordinary")
"""Local names of the criticalities that the ontology has, the gravest first; documents may have others."""

UNGIVEN: Final = "ungiven"
"""In an address: components to which nobody gave a criticality."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What says how grave a component's fall would be.

    Parameters
    ----------
    severity
        Of an agent: the bands that its AIVSS score lies in, or may lie in, the gravest first; empty for others.
    criticality
        Local name; ``None`` where nobody gave one.

    Examples
    --------
    >>> unsure = Marks(("high", "medium"))
    >>> unsure.fits("high", None), unsure.fits("low", None), unsure.fits("high", "Important")
    (True, False, False)
    """

    severity: tuple[str, ...] = ()
    criticality: str | None = None

    def fits(self, severity: str | None, criticality: str | None) -> bool:
        """Tell whether filters let this through.

        Parameters
        ----------
        severity
            A band that the score lies in or may lie in; ``None`` for any, and for components without a score.
        criticality
            Local name, or `UNGIVEN`; ``None`` for any.
        """
        return severity in (None, *self.severity) and criticality in (None, self.criticality or UNGIVEN)
