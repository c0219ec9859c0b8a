"""The whole graph for its picture: grouped where it is large, a group opened in place, relations added up between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.explore.arrange import apart, fitted, room, spring
from aftershock.explore.groups import degrees
from aftershock.explore.hiding import carried, modes_of
from aftershock.explore.picture import kind_of
from aftershock.model.whole import Whole, WholeEdge, WholeGroup, WholeNode
from aftershock.projection.described import component_class, component_label, component_owner
from aftershock.projection.edges import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aftershock.explore.groups import Groups
    from aftershock.explore.hiding import Left
    from aftershock.model.whole import Grouping
    from aftershock.projection.stored import Projection

    Indices = NDArray[np.int64]
    Places = NDArray[np.float64]

__all__ = ["GROUPED_ABOVE", "OPENED", "UNGROUPED", "grouped", "ungrouped"]

GROUPED_ABOVE: Final = 5_000
"""Components above which a graph opens grouped."""

UNGROUPED: Final = 10_000
"""Components above which a graph is drawn in groups only."""

OPENED: Final = 1_000
"""Components of an opened group that are drawn: those with most relations."""

_OPEN_AT_ONCE: Final = 5
_EDGES: Final = 20_000


def ungrouped(projection: Projection, places: Places, left: Left) -> Whole:
    """Draw every component.

    Parameters
    ----------
    projection
        The graph.
    places
        Of its components, as `aftershock.explore.arrange.arranged` gives them.
    left
        What filters leave of it; components that they hide keep their places.
    """
    count = len(projection.components)
    every = np.arange(count)
    nodes = _components(projection, every, np.full(count, -1), places)
    return _drawn(projection, "none", (), nodes, every, left)


def grouped(projection: Projection, by: Grouping, groups: Groups, opened: Sequence[str], left: Left) -> Whole:
    """Draw groups, and what is in the opened ones.

    Parameters
    ----------
    projection
        The graph.
    by
        What they are grouped by.
    groups
        The groups.
    opened
        Keys of those to open; others than the groups have, and those beyond the first five, stay closed.
    left
        What filters leave of the graph: of a closed group that is counted, and of a large one that is opened the
        busiest of these are drawn. Places of groups are as without filters.
    """
    order = np.argsort(groups.of, kind="stable")
    sizes = np.bincount(groups.of, minlength=len(groups.keys))
    starts = np.concatenate(([0], np.cumsum(sizes)))
    degree = degrees(projection)
    wanted = [key for key in dict.fromkeys(opened) if key in groups.keys][:_OPEN_AT_ONCE]
    shown = {groups.keys.index(key): order[:0] for key in wanted}
    for place in shown:
        members = order[starts[place] : starts[place + 1]]
        inside = members if len(members) <= OPENED else members[left.components[members]]
        shown[place] = inside[np.argsort(-degree[inside], kind="stable")][:OPENED]
    middles = apart(*_middles(projection, groups, sizes, {place: len(one) for place, one in shown.items()}))
    passing = _degrees(projection, left)
    drawn = np.empty(len(projection.components), np.int64)
    nodes: list[WholeNode] = []
    listed: list[WholeGroup] = []
    for place in np.flatnonzero(sizes).tolist():
        members, own = order[starts[place] : starts[place + 1]], shown.get(place, order[:0])
        rest, (x, y) = len(members) - len(own), middles[place].tolist()
        label, kind = groups.labels[place], groups.kinds[place]
        at = len(listed)
        kept = int(left.components[members].sum())
        listed.append(WholeGroup(groups.keys[place], label, kind, len(members), len(own), kept))
        if rest:
            beside = float(room(np.asarray([len(own)]))[0]) + 3 if len(own) else 0.0
            kept -= int(left.components[own].sum())
            more = f"{kept:,} more: {label}" if len(own) else label
            total = int(passing[members].sum() - passing[own].sum())
            drawn[members] = len(nodes)
            nodes.append(
                WholeNode("", more, "", kind, None, at, rest, total, illustrative=False, x=x, y=y - beside, left=kept)
            )
        if len(own):
            drawn[own] = np.arange(len(nodes), len(nodes) + len(own))
            around = middles[place] + _inside(projection, own) * room(np.asarray([len(own)]))
            nodes += _components(projection, own, np.full(len(own), at), around)
    return _drawn(projection, by, tuple(listed), nodes, drawn, left)


def _degrees(projection: Projection, left: Left) -> Indices:
    """Count the relations at each component that filters let through."""
    count, edges, kept = len(projection.components), projection.edges, left.relations
    return np.bincount(edges.dependee[kept], minlength=count) + np.bincount(edges.dependent[kept], minlength=count)


def _middles(projection: Projection, groups: Groups, sizes: Indices, shown: dict[int, int]) -> tuple[Places, Places]:
    """Place the groups by the relations between them, and give the room that each needs."""
    count = len(groups.keys)
    one, other = groups.of[projection.edges.dependee], groups.of[projection.edges.dependent]
    between = one != other
    pairs, weights = np.unique(one[between] * count + other[between], return_counts=True)
    radii = 1.5 + 0.8 * np.log2(np.maximum(sizes, 1) + 1.0)
    for place, drawn in shown.items():
        radii[place] = float(room(np.asarray([drawn]))[0]) + (7 if drawn < sizes[place] else 1)
    return spring(count, pairs // count, pairs % count, weights), radii


def _inside(projection: Projection, members: Indices) -> Places:
    """Place the components of a group in the unit disc."""
    local = np.full(len(projection.components), -1)
    local[members] = np.arange(len(members))
    one, other = local[projection.edges.dependee], local[projection.edges.dependent]
    within = (one >= 0) & (other >= 0)
    return fitted(len(members), one[within], other[within])


def _components(projection: Projection, members: Indices, group: Indices, places: Places) -> list[WholeNode]:
    degree = degrees(projection)
    return [
        WholeNode(
            iri=projection.components[one],
            label=component_label(projection, one),
            class_name=(name := component_class(projection, one)),
            kind=kind_of(name),
            owner=component_owner(projection, one),
            group=at,
            count=1,
            degree=int(degree[one]),
            illustrative=bool(projection.imagined[one]),
            x=round(x, 2),
            y=round(y, 2),
        )
        for one, at, (x, y) in zip(members.tolist(), group.tolist(), places.tolist(), strict=True)
    ]


def _drawn(
    projection: Projection,
    by: Grouping,
    groups: tuple[WholeGroup, ...],
    nodes: Sequence[WholeNode],
    drawn: Indices,
    left: Left,
) -> Whole:
    """Add up the relations between nodes that are left: how many, the surest certainty, every mode that is carried."""
    edges, count = projection.edges, len(nodes)
    one, other = drawn[edges.dependee], drawn[edges.dependent]
    apart_ = (one != other) & left.relations
    pairs, place = np.unique(one[apart_] * count + other[apart_], return_inverse=True)
    number = np.bincount(place, minlength=len(pairs))
    certainty = np.full(len(pairs), len(CERTAINTIES) - 1, np.uint8)
    np.minimum.at(certainty, place, np.asarray(edges.certainty)[apart_])
    lost = np.zeros(len(pairs), np.int64)
    np.bitwise_or.at(lost, place, carried(projection)[apart_])
    kept = np.sort(np.lexsort((-number, certainty))[:_EDGES])
    names = {mask: modes_of(projection, mask) for mask in np.unique(lost).tolist()}
    return Whole(
        revision=projection.revision,
        by=by,
        groups=groups,
        nodes=tuple(nodes),
        edges=tuple(
            WholeEdge(pair // count, pair % count, some, CERTAINTIES[sure], names[mask])
            for pair, some, sure, mask in zip(
                pairs[kept].tolist(),
                number[kept].tolist(),
                certainty[kept].tolist(),
                lost[kept].tolist(),
                strict=True,
            )
        ),
        components=len(projection.components),
        relations=len(edges),
        shown=sum(1 for node in nodes if node.iri),
        carried=int(number[kept].sum()),
    )
