"""What a picture shows once its legend has hidden something and it was grown in place: the same as its page's script.

An address holds both: ``hide=``, entries of the legend with commas between, and ``expand=``, steps of growth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from aftershock.errors import UsageError
from aftershock.explore.picture import EDGE_CAP, LINES, NODE_CAP, SHAPES, kind_of
from aftershock.model.choice import LAYERS
from aftershock.model.marks import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aftershock.model.answers import Picture, PictureEdge, PictureNode
    from aftershock.model.whole import Whole, WholeEdge, WholeNode

__all__ = ["Step", "drawn", "grave_hidden", "grown", "hidden_by", "line_of", "shown", "shown_whole", "steps"]

_MODES: Final = ("control", "integrity", "confidentiality", "availability")
_PATTERNS: Final = ("whole", "dashed", "dotted")  # of relations that documents state; unsaid ones are "mixed"
_ENTRIES: Final[dict[str, tuple[str, ...]]] = {
    "kind": tuple(SHAPES),
    "layer": LAYERS,
    "role": ("start", "affected", "possible", "unknown", "neighbour"),
    "line": (*_PATTERNS, LINES["unsaid"]),
    "mode": _MODES,
    "severity": SEVERITIES,
}
"""Entries of legends of pictures: what stands before the hyphen, and what may after it."""

_ALONE: Final = ("illustrative", *_PATTERNS, *_MODES, "nothing")
"""Entries of the legend of the whole graph that are one word."""

_APART: Final = (60.0, 60.0)
"""Pixels across and down that nodes keep from each other when a picture grows."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of growth: from which component, in which direction, towards which class (local name)."""

    iri: str
    direction: str
    class_name: str


def hidden_by(text: str, modes: Collection[str] = _MODES) -> frozenset[str]:
    """Read what an address hides.

    Parameters
    ----------
    text
        Entries of the legend, commas between.
    modes
        Modes of loss that there are.

    Raises
    ------
    UsageError
        If no legend has an entry that goes by a name; with the nearest, and all that there are.

    Examples
    --------
    >>> sorted(hidden_by("kind-model,,role-possible"))
    ['kind-model', 'role-possible']
    """
    found = frozenset(filter(None, text.split(",")))
    there = {**_ENTRIES, "mode": tuple(modes)}
    alone = tuple(dict.fromkeys((*_ALONE, *modes)))
    for entry in sorted(found):
        first, _, name = entry.partition("-")
        if entry not in alone and not (name and first == "criticality") and name not in there.get(first, ()):
            every = [*alone, *(f"{one}-{last}" for one, names in there.items() for last in names)]
            near = "".join(f"; did you mean {one!r}?" for one in get_close_matches(entry, every, 1))
            listed = "; ".join(f"{one}- with {', '.join(names)}" for one, names in there.items())
            told = f"{listed}; criticality- with its name; of the whole graph also {', '.join(alone)}"
            raise UsageError(f"hide names {entry!r}, which no legend has{near}; there is {told}")
    return found


def steps(expand: Collection[str]) -> tuple[Step, ...]:
    """Read how an address has grown a picture; what is no step is passed over.

    Parameters
    ----------
    expand
        Steps, ``DIRECTION~CLASS~IRI`` each.

    Examples
    --------
    >>> steps(["onward~Model~urn:x~y", "nonsense"])
    (Step(iri='urn:x~y', direction='onward', class_name='Model'),)
    """
    parts = [text.split("~", 2) for text in expand]
    return tuple(Step(one[2], one[0], one[1]) for one in parts if len(one) == 3 and one[0])


def drawn(picture: Picture) -> Picture:
    """Leave out what there is no room for: nodes beyond the cap, edges of these, edges beyond theirs.

    Parameters
    ----------
    picture
        The picture.
    """
    nodes = picture.nodes[:NODE_CAP]
    present = {node.iri for node in nodes}
    edges = [edge for edge in picture.edges if edge.source in present and edge.target in present]
    return replace(picture, nodes=nodes, edges=tuple(edges[:EDGE_CAP]))


def grown(picture: Picture, around: Picture) -> Picture:
    """Add to a picture what is around one of its components, as far as there is room, beside that and off the others.

    Parameters
    ----------
    picture
        As it is drawn.
    around
        The component and what is one relation away from it.
    """
    known = {node.iri for node in picture.nodes}
    fresh = [replace(node, role="neighbour") for node in around.nodes if node.iri not in known]
    nodes = (*picture.nodes, *_beside(picture, around, fresh[: max(NODE_CAP - len(picture.nodes), 0)]))
    present = {node.iri for node in nodes}
    lines = {(edge.source, edge.target, edge.relation) for edge in picture.edges}
    edges = [
        edge
        for edge in around.edges
        if edge.source in present and edge.target in present and (edge.source, edge.target, edge.relation) not in lines
    ]
    room = max(EDGE_CAP - len(picture.edges), 0)
    there = max(picture.relations, len(picture.edges)) + len(edges)
    return replace(picture, nodes=nodes, edges=(*picture.edges, *edges[:room]), relations=there)


def _beside(picture: Picture, around: Picture, fresh: Sequence[PictureNode]) -> list[PictureNode]:
    """Place what is added as far from what it grows from as around it alone; further up or down where others are."""
    at = {node.iri: (node.x, node.y) for node in picture.nodes}
    origin = next(((*at[node.iri], node.x, node.y) for node in around.nodes if node.iri in at), (0.0, 0.0, 0.0, 0.0))
    taken, placed = [*at.values()], []
    for node in fresh:
        x, y = node.x + origin[0] - origin[2], node.y + origin[1] - origin[3]
        step = -_APART[1] if y < origin[1] else _APART[1]
        while any(abs(one - x) < _APART[0] and abs(other - y) < _APART[1] for one, other in taken):
            y += step
        taken.append((x, y))
        placed.append(replace(node, x=x, y=y))
    return placed


def shown(picture: Picture, hidden: Collection[str]) -> Picture:
    """Leave out what the legend hides, and every edge that then lacks an end.

    Parameters
    ----------
    picture
        As it is drawn.
    hidden
        Entries of the legend: ``kind-``, ``layer-``, ``role-``, ``line-``, ``mode-``, ``severity-``, ``criticality-``
        and a name.
    """
    nodes = tuple(node for node in picture.nodes if not _hides(node, hidden))
    present = {node.iri for node in nodes}
    edges = tuple(
        edge
        for edge in picture.edges
        if edge.source in present and edge.target in present and not _hides_edge(edge, hidden)
    )
    left = max(picture.relations - len(picture.edges), 0) + len(edges)
    return replace(picture, nodes=nodes, edges=edges, relations=left)


def shown_whole(whole: Whole, hidden: Collection[str]) -> tuple[dict[int, WholeNode], tuple[WholeEdge, ...]]:
    """Leave out of the whole graph what the legend hides; of a closed group what is left of it is counted.

    Parameters
    ----------
    whole
        As it is drawn with the same entries hidden: relations are counted already.
    hidden
        Entries of the legend: ``kind-``, ``layer-``, ``severity-`` or ``criticality-`` and a name, ``illustrative``, a
        line (``whole``, ``dashed``, ``dotted``), a mode, ``nothing``.

    Returns
    -------
    nodes : dict of int to WholeNode
        By their places, to which the edges refer.
    edges : tuple of WholeEdge
    """
    nodes = {
        place: node if node.iri else replace(node, count=node.left)
        for place, node in enumerate(whole.nodes)
        if (not _gone(node, hidden) if node.iri else node.left)
    }
    return nodes, tuple(edge for edge in whole.edges if edge.source in nodes and edge.target in nodes)


def line_of(certainty: str) -> str:
    """Give the line by which every picture shows how sure a relation is.

    Parameters
    ----------
    certainty
        As in a `aftershock.model.whole.WholeEdge` or a `aftershock.model.answers.PictureEdge`.

    Examples
    --------
    >>> line_of("stated"), line_of("inferred"), line_of("stale"), line_of("unsaid")
    ('whole', 'dashed', 'dotted', 'mixed')
    """
    return LINES.get(certainty, "dashed")


def _hides_edge(edge: PictureEdge, hidden: Collection[str]) -> bool:
    modes = {f"mode-{mode}" for mode in edge.modes}
    return f"line-{line_of(edge.certainty)}" in hidden or (bool(modes) and modes <= set(hidden))


def _hides(node: PictureNode, hidden: Collection[str]) -> bool:
    return (
        f"kind-{kind_of(node.class_name)}" in hidden
        or f"layer-{node.layer or 'none'}" in hidden
        or f"role-{node.role}" in hidden
        or grave_hidden(node.severity, node.criticality, hidden)
    )


def _gone(node: WholeNode, hidden: Collection[str]) -> bool:
    imagined = node.illustrative and "illustrative" in hidden
    placed = f"kind-{node.kind}" in hidden or f"layer-{node.layer or 'none'}" in hidden
    return placed or imagined or grave_hidden(node.severity, node.criticality, hidden)


def grave_hidden(severity: Collection[str], criticality: str | None, hidden: Collection[str]) -> bool:
    """Tell whether every band that a score may lie in is hidden, or the criticality is.

    Parameters
    ----------
    severity, criticality
        As in `aftershock.model.marks.Marks`.
    hidden
        Entries of a legend.

    Examples
    --------
    >>> grave_hidden(("high", "medium"), None, {"severity-high"}), grave_hidden(("high",), None, {"severity-high"})
    (False, True)
    """
    bands = {f"severity-{band}" for band in severity}
    return (bool(bands) and bands <= set(hidden)) or f"criticality-{criticality}" in hidden
