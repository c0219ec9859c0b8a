"""What lists and pages show: items of the catalogue, agents and components, and a page of any of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftershock.model.agents import Certainty, Polarity
    from aftershock.model.risk import Assessment

__all__ = [
    "AgentItem",
    "AgentRecord",
    "ComponentItem",
    "LayerClaim",
    "LayerItem",
    "LayerRecord",
    "MitigationItem",
    "Page",
    "ThreatItem",
]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of a list.

    Parameters
    ----------
    items
        Those on this page.
    total
        How many there are in all.
    offset, limit
        Where the page starts (from 0), and how many it may hold.
    """

    items: tuple[Item, ...]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class ThreatItem:
    """A threat, weakness or consequence of the catalogue.

    Parameters
    ----------
    iri, slug, label, definition
        What it is called and means; the last part of the IRI where it is given no slug.
    kind
        ``"threat"``, ``"weakness"`` or ``"consequence"``.
    starts_mode
        The mode in which a cascade of it starts, such as ``"control"``; ``None`` for weaknesses and consequences.
    strikes
        Class names at which it can start.
    claims
        How many claims of it current documents and the catalogue's agents make.
    """

    iri: str
    slug: str
    label: str
    definition: str
    kind: str
    starts_mode: str | None
    strikes: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class LayerItem:
    """A MAESTRO layer: number 1 to 7, name, definition, and how many claims are made in it."""

    iri: str
    number: int
    name: str
    definition: str
    vertical: bool
    claims: int


@dataclass(frozen=True, slots=True)
class MitigationItem:
    """A mitigation, the threats it answers and the rules it lowers (the last parts of their IRIs)."""

    iri: str
    slug: str
    label: str
    definition: str
    answers: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComponentItem:
    """A component: class name, owner, whether it is of an illustrative document, and how many edges it has.

    Parameters
    ----------
    iri, label
        What it is called.
    class_name
        Local name of its most specific class (key ``class`` in JSON).
    owner
        IRI of who is accountable.
    illustrative
        Whether all that is known of it is illustrative.
    dependents, dependencies
        How many edges lead to it and from it.
    """

    iri: str
    label: str
    class_name: str
    owner: str | None
    illustrative: bool
    dependents: int
    dependencies: int


@dataclass(frozen=True, slots=True)
class LayerClaim:
    """One claim as people read it.

    Parameters
    ----------
    threat
        The last part of the threat's IRI.
    label
        Its preferred label.
    polarity
        ``"exposed"`` or ``"mitigated"``.
    span
        The words of the page, exactly; ``None`` where the claim is asserted by somebody and rests on no words here.
    offsets
        Start and end in characters of the page's text; ``None`` where `span` is.
    source
        For an asserted claim the address of what was read; else ``None``.
    """

    threat: str
    label: str
    polarity: Polarity
    span: str | None
    offsets: tuple[int, int] | None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class LayerRecord:
    """What is said of one layer of an agent: number, name, certainty, text, and the claims (key ``threats`` in JSON).

    Parameters
    ----------
    number, name, certainty, text
        The layer, and the page's words with the page's own certainty; no text where the page is only pointed at.
    threats
        Claims in the order of the text, and then the asserted ones that the text does not make already.
    unclassified
        Sentences in which nothing was recognised.
    offset
        Where ``text`` starts in the page's text.
    """

    number: int
    name: str
    certainty: Certainty
    text: str
    threats: tuple[LayerClaim, ...]
    unclassified: tuple[str, ...] = ()
    offset: int = 0


@dataclass(frozen=True, slots=True)
class AgentRecord:
    """Everything known of an agent from its page and from the catalogue.

    Parameters
    ----------
    iri, slug, name, summary
        What it is called, and the page's words about it.
    factors
        Factor name as the page writes it, to its value from 0 to 1.
    aivss
        The score by the directory's practice: a number where the page gives the inputs, else an interval.
    layers
        In order of their numbers; those that were read of it.
    document
        IRI of the source document; empty where the graph has none and only the catalogue tells of the agent.
    source
        Address of the page that the catalogue's claims are from; ``None`` where the catalogue has none of it.
    """

    iri: str
    slug: str
    name: str
    summary: str
    factors: Mapping[str, float]
    aivss: Assessment
    layers: tuple[LayerRecord, ...]
    document: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class AgentItem:
    """An agent in a list: score interval, and for each layer its certainty and number of exposed claims.

    Parameters
    ----------
    iri, slug, name
        What it is called.
    low, high
        The AIVSS interval; equal where the score is known.
    layers
        ``(number, certainty, exposed claims)`` for each layer in order; those that were read of it.
    source
        Address of the page it is from, where no document in the graph but only the catalogue tells of it; else
        ``None``.
    """

    iri: str
    slug: str
    name: str
    low: float
    high: float
    layers: tuple[tuple[int, str, int], ...] = field(default=())
    source: str | None = None
