"""The whole graph for its picture: grouped where it is large, a group opened in place, relations added up between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.explore.arrange import apart, fitted, room, spring
from aftershock.explore.groups import degrees
from aftershock.explore.picture import kind_of
from aftershock.model.whole import Whole, WholeEdge, WholeGroup, WholeNode
from aftershock.projection.described import component_class, component_label, component_owner
from aftershock.projection.edges import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aftershock.explore.groups import Groups
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


def ungrouped(projection: Projection, places: Places) -> Whole:
    """Draw every component.

    Parameters
    ----------
    projection
        The graph.
    places
        Of its components, as `aftershock.explore.arrange.arranged` gives them.
    """
    count = len(projection.components)
    every = np.arange(count)
    nodes = _components(projection, every, np.full(count, -1), places)
    return _drawn(projection, "none", (), nodes, every)


def grouped(projection: Projection, by: Grouping, groups: Groups, opened: Sequence[str]) -> Whole:
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
    """
    order = np.argsort(groups.of, kind="stable")
    sizes = np.bincount(groups.of, minlength=len(groups.keys))
    starts = np.concatenate(([0], np.cumsum(sizes)))
    degree = degrees(projection)
    wanted = [key for key in dict.fromkeys(opened) if key in groups.keys][:_OPEN_AT_ONCE]
    shown = {groups.keys.index(key): order[:0] for key in wanted}
    for place in shown:
        members = order[starts[place] : starts[place + 1]]
        shown[place] = members[np.argsort(-degree[members], kind="stable")][:OPENED]
    middles = apart(*_middles(projection, groups, sizes, {place: len(one) for place, one in shown.items()}))
    drawn = np.empty(len(projection.components), np.int64)
    nodes: list[WholeNode] = []
    listed: list[WholeGroup] = []
    for place in np.flatnonzero(sizes).tolist():
        members, own = order[starts[place] : starts[place + 1]], shown.get(place, order[:0])
        rest, (x, y) = len(members) - len(own), middles[place].tolist()
        label, kind = groups.labels[place], groups.kinds[place]
        at = len(listed)
        listed.append(WholeGroup(groups.keys[place], label, kind, len(members), len(own)))
        if rest:
            beside = float(room(np.asarray([len(own)]))[0]) + 3 if len(own) else 0.0
            more = f"{rest:,} more: {label}" if len(own) else label
            total = int(degree[members].sum() - degree[own].sum())
            drawn[members] = len(nodes)
            nodes.append(WholeNode("", more, "", kind, None, at, rest, total, illustrative=False, x=x, y=y - beside))
        if len(own):
            drawn[own] = np.arange(len(nodes), len(nodes) + len(own))
            around = middles[place] + _inside(projection, own) * room(np.asarray([len(own)]))
            nodes += _components(projection, own, np.full(len(own), at), around)
    return _drawn(projection, by, tuple(listed), nodes, drawn)


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
    projection: Projection, by: Grouping, groups: tuple[WholeGroup, ...], nodes: Sequence[WholeNode], drawn: Indices
) -> Whole:
    """Add up the relations between nodes: how many, the surest certainty, every mode that is carried."""
    edges, count = projection.edges, len(nodes)
    one, other = drawn[edges.dependee], drawn[edges.dependent]
    apart_ = one != other
    pairs, place = np.unique(one[apart_] * count + other[apart_], return_inverse=True)
    number = np.bincount(place, minlength=len(pairs))
    certainty = np.full(len(pairs), len(CERTAINTIES) - 1, np.uint8)
    np.minimum.at(certainty, place, np.asarray(edges.certainty)[apart_])
    carried = np.zeros(len(pairs), np.int64)
    np.bitwise_or.at(carried, place, _carried(projection)[apart_])
    kept = np.sort(np.lexsort((-number, certainty))[:_EDGES])
    names = {mask: _modes(projection, mask) for mask in np.unique(carried).tolist()}
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
                carried[kept].tolist(),
                strict=True,
            )
        ),
        components=len(projection.components),
        relations=len(edges),
        shown=sum(1 for node in nodes if node.iri),
        carried=int(number[kept].sum()),
    )


def _carried(projection: Projection) -> Indices:
    """Give for each relation the modes that a rule makes be lost at its end, a bit for each."""
    graph, modes = projection.graph, len(projection.modes)
    found = np.zeros(len(projection.edges), np.int64)
    ours = np.flatnonzero(np.asarray(graph.dependency) >= 0)
    np.bitwise_or.at(found, np.asarray(graph.dependency)[ours], 1 << (np.asarray(graph.targets)[ours] % modes))
    return found


def _modes(projection: Projection, mask: int) -> tuple[str, ...]:
    return tuple(mode.name for place, mode in enumerate(projection.modes) if mask >> place & 1)
