"""Pictures as records: the neighbourhood of a component, one step around it, and a blast radius, all with places."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from aftershock.errors import UsageError
from aftershock.explore.layout import layered
from aftershock.explore.relations import plain_edges, sure
from aftershock.model.answers import Picture, PictureEdge, PictureNode
from aftershock.model.around import Around, Neighbours
from aftershock.model.iri import local_name
from aftershock.projection.described import component_class, component_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from aftershock.model.around import Direction
    from aftershock.model.radius import BlastRadius, PathStep, RadiusRow
    from aftershock.projection.stored import Projection

__all__ = ["around", "neighbourhood", "radius_picture"]

_EDGES = 500

_NAMED = 1000
"""Components of a direction and class up to which counts name them."""


def neighbourhood(
    projection: Projection,
    component: int,
    *,
    hops: int = 1,
    cap: int = 200,
    kept: NDArray[np.bool_] | None = None,
    certainty: str | None = None,
) -> Picture:
    """Draw what a component relies on and what relies on it.

    Parameters
    ----------
    projection
        The graph.
    component
        Its index.
    hops
        How far to go in either direction, 1 or more.
    cap
        How many nodes to draw at the most; the nearest are kept.
    kept
        Which components filters let through besides this one; left out: all.
    certainty
        Only over relations so sure; left out: over any.
    """
    edges = projection.edges
    depths, let = {component: 0}, sure(edges, certainty)
    for step in range(1, hops + 1):
        edge_here = [one for one, depth in depths.items() if abs(depth) == step - 1]
        for own, other, sign in ((edges.dependee, edges.dependent, 1), (edges.dependent, edges.dependee, -1)):
            for place in np.flatnonzero(np.isin(own, edge_here) & let).tolist():
                if sign * depths[int(own[place])] >= 0 and (kept is None or kept[int(other[place])]):
                    depths.setdefault(int(other[place]), sign * step)
    near = dict(sorted(depths.items(), key=lambda item: (abs(item[1]), item[0]))[:cap])
    inside = np.flatnonzero(np.isin(edges.dependent, list(near)) & np.isin(edges.dependee, list(near)) & let)
    return _picture(projection, component, near, inside, len(depths))


def around(
    projection: Projection,
    component: int,
    direction: str,
    class_name: str | None,
    cap: int,
    *,
    kept: NDArray[np.bool_] | None = None,
    certainty: str | None = None,
) -> Around:
    """Draw what is one relation away from a component, of one direction and class or of all.

    Parameters
    ----------
    projection
        The graph.
    component
        Its index.
    direction
        ``"onward"``, ``"inward"`` or ``"both"``.
    class_name
        Local name of a class; all where it is ``None``.
    cap
        How many to draw at the most, 0 or more; those with the lowest index are kept. Where it is 0, counts name what
        they count.
    kept
        Which components filters let through; left out: all.
    certainty
        Only over relations so sure; left out: over any.

    Raises
    ------
    UsageError
        If the direction is another, or the cap negative.
    """
    ways: dict[str, tuple[Direction, ...]] = {
        "onward": ("onward",),
        "inward": ("inward",),
        "both": ("onward", "inward"),
    }
    if direction not in ways:
        raise UsageError(f"a direction is one of {', '.join(ways)}, not {direction!r}")
    if cap < 0:
        raise UsageError(f"cap is {cap}; it must be 0 or more")
    edges, counts = projection.edges, list[Neighbours]()
    let = sure(edges, certainty)
    passed: set[int] = set()
    beside: set[int] = set()
    depths: dict[int, int] = {}
    ends: dict[Direction, tuple[NDArray[np.int32], NDArray[np.int32], int]] = {
        "onward": (edges.dependee, edges.dependent, 1),
        "inward": (edges.dependent, edges.dependee, -1),
    }
    for way, (own, other, sign) in ends.items():
        near = np.asarray(own) == component
        beside.update(other[near].tolist())
        found = np.unique(other[near & let])
        found = found if kept is None else found[kept[found]]
        passed.update(found.tolist())
        names = [component_class(projection, one) for one in found.tolist()]
        of = dict(zip(found.tolist(), names, strict=True))
        named = {} if cap else _named(projection, of, np.asarray(other), np.flatnonzero(near & let))
        counts += [Neighbours(way, name, some, named.get(name, ())) for name, some in Counter(names).items()]
        if way in ways[direction]:
            for one, name in of.items():
                if class_name in (None, name):
                    depths.setdefault(one, sign)
    depths.pop(component, None)
    shown = {component: 0, **dict(list(depths.items())[:cap])}
    at = let & ((np.asarray(edges.dependent) == component) | (np.asarray(edges.dependee) == component))
    chosen_edges = np.flatnonzero(at & np.isin(edges.dependent, list(shown)) & np.isin(edges.dependee, list(shown)))
    return Around(
        component=projection.components[component],
        counts=tuple(sorted(counts, key=lambda one: (-one.count, one.direction, one.class_name))),
        picture=_picture(projection, component, shown, chosen_edges, len(depths) + 1),
        filtered=len(beside - passed),
    )


def _named(
    projection: Projection, classes: Mapping[int, str], other: NDArray[np.int32], near: NDArray[np.int64]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Name components and the relations to them, by class; nothing of a class of which there are too many."""
    counted = Counter(classes.values())
    few = [one for one, name in classes.items() if counted[name] <= _NAMED]
    found: dict[str, dict[tuple[str, str], None]] = {}
    for place in near[np.isin(other[near], few)].tolist():
        one = int(other[place])
        relation = local_name(projection.relations[int(projection.edges.relation[place])])
        found.setdefault(classes[one], {})[projection.components[one], relation] = None
    return {name: tuple(pairs) for name, pairs in found.items()}


def _picture(
    projection: Projection, component: int, kept: Mapping[int, int], inside: NDArray[np.int64], total: int
) -> Picture:
    drawn = plain_edges(projection, inside[:_EDGES])
    places = layered(
        {projection.components[one]: depth for one, depth in kept.items()},
        [(edge.source, edge.target) for edge in drawn],
    )
    name = projection.components[component]
    return Picture(
        title=f"{component_label(projection, component)} and its neighbours",
        nodes=tuple(
            _node(projection, one, "start" if one == component else "neighbour", None, abs(depth), places)
            for one, depth in kept.items()
        ),
        edges=drawn,
        shown=len(kept),
        total=total,
        sparql=_neighbours_query(name),
        relations=len(inside),
        cut=total - len(kept),
    )


def radius_picture(
    projection: Projection, radius: BlastRadius, *, cap: int = 200, fresh: frozenset[str] = frozenset()
) -> Picture:
    """Draw the paths of a blast radius.

    Parameters
    ----------
    projection
        The graph that the radius was computed on.
    radius
        With the rows to draw; rows of a component beyond `cap` are left out, the farthest first.
    cap
        How many nodes to draw at the most.
    fresh
        IRIs of components that are drawn as new; their rows are drawn first.
    """
    index = {name: place for place, name in enumerate(projection.components)}
    rules = {rule.iri: rule.label for rule in projection.rules}
    rows: list[tuple[str, RadiusRow]] = sorted(
        ((role, row) for role in ("affected", "possible", "unknown") for row in getattr(radius, role)),
        key=lambda pair: (
            pair[1].component not in fresh,
            pair[1].depth,
            ("affected", "possible", "unknown").index(pair[0]),
        ),
    )
    known: dict[str, tuple[str, str | None, int]] = dict.fromkeys(radius.start, ("start", radius.mode, 0))
    of = {row.component: (role, row.mode, row.depth) for role, row in rows}
    drawn: dict[tuple[str, str, str | None], PictureEdge] = {}
    every: set[tuple[str, str, str | None]] = set()
    cut = set[str]()
    for _, row in rows:
        missing = [step.component for step in row.path if step.component not in known]
        if len(known) + len(missing) > cap:
            cut.add(row.component)
            continue
        hops = {step.component: place for place, step in enumerate(row.path)}
        for name in missing:
            known[name] = of.get(name, ("neighbour", None, hops[name]))
        for before, step in zip(row.path, row.path[1:], strict=False):
            edge = _edge(before, step, rules)
            key = (edge.source, edge.target, edge.rule)
            every.add(key)
            if key in drawn:
                drawn[key] = replace(drawn[key], modes=tuple(dict.fromkeys((*drawn[key].modes, *edge.modes))))
            elif len(drawn) < _EDGES:
                drawn[key] = edge
    places = layered(
        {name: depth for name, (_, _, depth) in known.items()}, [(edge.source, edge.target) for edge in drawn.values()]
    )
    names = ", ".join(component_label(projection, index[name]) for name in radius.start)
    return Picture(
        title=f"What falls with {names}",
        nodes=tuple(
            replace(_node(projection, index[name], role, mode, depth, places), fresh=name in fresh)
            for name, (role, mode, depth) in known.items()
        ),
        edges=tuple(drawn.values()),
        shown=len(known),
        total=sum(radius.counts.values()) + len(radius.start),
        sparql=_neighbours_query(radius.start[0]),
        relations=len(every),
        cut=len(cut.difference(known)),
    )


def _edge(before: PathStep, step: PathStep, rules: Mapping[str, str]) -> PictureEdge:
    interval = step.likelihood
    return PictureEdge(
        source=before.component,
        target=step.component,
        relation=local_name(step.relation) if step.relation else "unsaid",
        certainty=step.certainty or "unsaid",
        rule=step.rule,
        rule_label=rules.get(step.rule) if step.rule else "The document does not say what this depends on",
        effect=step.effect,
        likelihood=(interval.low, interval.default, interval.high) if interval else None,
        documents=step.documents,
        modes=(step.mode,),
    )


def _node(
    projection: Projection,
    component: int,
    role: str,
    mode: str | None,
    depth: int,
    places: Mapping[str, tuple[float, float]],
) -> PictureNode:
    name, owner = projection.components[component], int(projection.owner_of[component])
    x, y = places[name]
    return PictureNode(
        iri=name,
        label=component_label(projection, component),
        class_name=component_class(projection, component),
        owner=projection.owners[owner] if owner >= 0 else None,
        role=role,
        mode=mode,
        depth=depth,
        x=x,
        y=y,
    )


def _neighbours_query(name: str) -> str:
    """Write the query behind a picture: every relation of a component, bare or as a node."""
    lines: Iterable[str] = (
        "SELECT ?dependent ?relation ?dependee WHERE {",
        f"  BIND(<{name}> AS ?it)",
        "  ?relation a aft:CarryingRelation .",
        "  { ?it ?relation ?dependee BIND(?it AS ?dependent) }",
        "  UNION { ?dependent ?relation ?it BIND(?it AS ?dependee) }",
        "  UNION { ?d aft:dependent ?it ; aft:relation ?relation ; aft:dependee ?dependee BIND(?it AS ?dependent) }",
        "  UNION { ?d aft:dependee ?it ; aft:relation ?relation ; aft:dependent ?dependent BIND(?it AS ?dependee) }",
        "} ORDER BY ?relation ?dependent ?dependee",
    )
    return "\n".join(lines)
