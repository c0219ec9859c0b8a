"""What a threat-model page says of an agent, and how it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from aftershock.model.documents import Finding, Span

__all__ = ["AgentPage", "Certainty", "ClaimReading", "LayerReading", "Polarity", "ScoreInputs"]

Certainty = Literal["stated", "not-certain"]
Polarity = Literal["exposed", "mitigated"]


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """One threat that a layer's text claims of the agent.

    Parameters
    ----------
    threat
        The threat's slug, the last part of its IRI.
    polarity
        ``"exposed"``, or ``"mitigated"`` where the text says that the threat is prevented.
    span
        The shortest passage of the page it rests on.
    label
        The catalogue's preferred label of the threat.
    """

    threat: str
    polarity: Polarity
    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class LayerReading:
    """What a page says of one MAESTRO layer.

    Parameters
    ----------
    number
        1 to 7.
    name
        The layer's name.
    certainty
        ``"stated"``, or ``"not-certain"`` where the page says so of itself.
    text
        The paragraph as the page has it, the certainty mark left out.
    span
        Where the paragraph stands.
    claims
        The threats claimed, in the order of the text.
    unclassified
        Sentences in which nothing of the catalogue was recognised.
    """

    number: int
    name: str
    certainty: Certainty
    text: str
    span: Span
    claims: tuple[ClaimReading, ...] = ()
    unclassified: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreInputs:
    """The numbers of a page's score line, those that it shows.

    Parameters
    ----------
    cvss_base
        CVSS base score, 0 to 10.
    threat_multiplier, mitigation_factor
        The directory's ThM and MF.
    aars, aivss
        The uplift and the score as the page shows them; kept to compare, never to compute.
    """

    cvss_base: Decimal | None = None
    threat_multiplier: Decimal | None = None
    mitigation_factor: Decimal | None = None
    aars: Decimal | None = None
    aivss: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AgentPage:
    """An agent threat-model page, read.

    Parameters
    ----------
    slug
        Of the agent: lower case, words joined by hyphens.
    name
        As the title writes it.
    text
        The page's text, to which all offsets refer.
    summary
        The paragraph under the title, empty if there is none.
    factors
        Factor name as the page writes it, to its value, in the page's order.
    inputs
        What the score line gives.
    layers
        In order of their numbers.
    findings
        What the reader noticed.
    """

    slug: str
    name: str
    text: str = field(repr=False)
    summary: str
    factors: Mapping[str, Decimal]
    inputs: ScoreInputs
    layers: tuple[LayerReading, ...]
    findings: tuple[Finding, ...] = ()
