"""What a SPARQL query or an export comes back as."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Picture", "PictureEdge", "PictureNode", "QueryAnswer"]


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """An answer, serialised.

    Parameters
    ----------
    kind
        The query form: ``"select"``, ``"ask"``, ``"construct"`` or ``"describe"``.
    media_type
        Of ``content``.
    content
        The bytes.
    rows
        Solutions or triples in it; ``None`` where nobody counted.
    revision
        The store's revision that was asked.
    """

    kind: Literal["select", "ask", "construct", "describe"]
    media_type: str
    content: bytes = field(repr=False)
    rows: int | None = None
    revision: str = ""


@dataclass(frozen=True, slots=True)
class PictureNode:
    """A component in a picture, with its place (pixels) and whether it is a start, affected, possible or unknown.

    Parameters
    ----------
    iri, label, class_name, owner
        The component.
    role
        ``"start"``, ``"affected"``, ``"possible"``, ``"unknown"`` or ``"neighbour"``.
    mode
        The nearest mode in a radius.
    depth
        Relations from the start.
    x, y
        Place in pixels.
    severity, criticality
        As in `aftershock.model.marks.Marks`.
    layer
        Number of the MAESTRO layer that covers its class; ``None`` where none does.
    fresh
        Whether it has this role only since the event before, where there are events.
    owner_label
        What who is accountable is called; empty where nobody is named.
    """

    iri: str
    label: str
    class_name: str
    owner: str | None
    role: str
    mode: str | None
    depth: int
    x: float
    y: float
    severity: tuple[str, ...] = ()
    criticality: str | None = None
    fresh: bool = False
    layer: int | None = None
    owner_label: str = ""


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """A relation in a picture, from what falls first to what falls next, with what is known of it.

    Parameters
    ----------
    source, target
        IRIs.
    relation
        Local name, such as ``"distributedThrough"``.
    certainty
        As in a path step.
    rule
        IRI of the rule that carries here; ``None`` for a plain relation.
    rule_label, effect, likelihood
        The rule in words, and its interval as ``(low, default, high)``.
    documents
        IRIs of the documents that say so.
    modes
        What is lost at its end where it carries: in a radius what its path says, else by any rule; empty where none
        carries over it.
    """

    source: str
    target: str
    relation: str
    certainty: str
    rule: str | None = None
    rule_label: str | None = None
    effect: str | None = None
    likelihood: tuple[float, float, float] | None = None
    documents: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A neighbourhood or a radius, laid out.

    Parameters
    ----------
    title
        One line.
    nodes, edges
        What is drawn.
    shown, total
        Nodes drawn, and nodes there are; they differ where the cap was reached.
    sparql
        A query that gives the same.
    layers
        Number and name of each MAESTRO layer, by which components can be told apart.
    relations
        How many relations there are between what is drawn; more than edges where their cap was reached.
    cut
        How many of the components that were to be drawn there was no room for; those of ways to them not counted.
    """

    title: str
    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]
    shown: int
    total: int
    sparql: str
    layers: tuple[tuple[int, str], ...] = ()
    relations: int = 0
    cut: int = 0
