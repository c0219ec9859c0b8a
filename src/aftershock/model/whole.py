"""The whole graph as it is drawn: components and groups with their places, relations between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Grouping", "Member", "Members", "Whole", "WholeEdge", "WholeGroup", "WholeNode"]

Grouping = Literal["none", "type", "layer", "community"]
"""What components are grouped by."""


@dataclass(frozen=True, slots=True)
class WholeGroup:
    """Components that are drawn as one until they are opened.

    Parameters
    ----------
    key
        By which it is opened.
    label
        What it is called.
    kind
        As what it is drawn: that of its components, or ``"other"`` where they are of several.
    count
        Components in it.
    shown
        Of these, how many are drawn one by one; 0 while it is closed.
    left
        How many of its components filters let through.
    """

    key: str
    label: str
    kind: str
    count: int
    shown: int
    left: int


@dataclass(frozen=True, slots=True)
class Member:
    """A component in the list of its group.

    Parameters
    ----------
    iri, label, class_name, owner
        What is known of it.
    degree
        Relations at it.
    evidence
        Certainty of the surest of these; empty where it has none.
    illustrative
        Whether only made-up documents tell of it.
    """

    iri: str
    label: str
    class_name: str
    owner: str | None
    degree: int
    evidence: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Members:
    """What is in a group, a page of it.

    Parameters
    ----------
    key, label
        The group.
    rows
        Those with most relations first, ties by name.
    offset, total
        How many stand before these, and how many there are.
    """

    key: str
    label: str
    rows: tuple[Member, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class WholeNode:
    """A component, or what is not drawn one by one of a group.

    Parameters
    ----------
    iri
        The component; empty for a group.
    label, class_name, kind, owner
        What is known of it.
    group
        Place of its group among the groups; -1 where nothing is grouped.
    count
        Components that it stands for.
    degree
        Relations at it, drawn or not; of a group those that filters let through.
    illustrative
        Whether only made-up documents tell of it.
    x, y
        Place; the unit is about the room of one component.
    severity, criticality
        As in `aftershock.model.marks.Marks`.
    layer
        Number of the MAESTRO layer that covers its class; ``None`` where none does.
    left
        Of the components that a group stands for, how many filters let through; 1 for a component.
    owner_label
        What who is accountable is called; empty where nobody is named.
    """

    iri: str
    label: str
    class_name: str
    kind: str
    owner: str | None
    group: int
    count: int
    degree: int
    illustrative: bool
    x: float
    y: float
    severity: tuple[str, ...] = ()
    criticality: str | None = None
    layer: int | None = None
    left: int = 1
    owner_label: str = ""


@dataclass(frozen=True, slots=True)
class WholeEdge:
    """Relations from one node to another, from what falls first to what falls next.

    Parameters
    ----------
    source, target
        Places among the nodes.
    count
        How many relations it stands for, of those that filters let through.
    certainty
        Of the surest of them.
    modes
        What rules that carry over any of them make be lost at the end, by name; empty where none carries.
    """

    source: int
    target: int
    count: int
    certainty: str
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole graph, as much of it as is drawn.

    Parameters
    ----------
    revision
        Of the store.
    by
        What it is grouped by.
    groups, nodes, edges
        What is drawn.
    components, relations
        How many there are.
    shown, carried
        Components drawn one by one, and relations that the drawn edges stand for. Those within a closed group, and
        the least sure beyond the cap, are not among these.
    legend
        How many components and relations there are of each entry of the legend, whatever is hidden and drawn.
    """

    revision: str
    by: Grouping
    groups: tuple[WholeGroup, ...]
    nodes: tuple[WholeNode, ...]
    edges: tuple[WholeEdge, ...]
    components: int
    relations: int
    shown: int
    carried: int
    legend: tuple[tuple[str, int], ...] = ()
