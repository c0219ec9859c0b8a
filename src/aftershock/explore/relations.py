"""The relations at one component, all of them, a page at a time; a picture has room for some only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aftershock.errors import UsageError
from aftershock.model.answers import PictureEdge
from aftershock.model.around import Relation
from aftershock.model.catalog import Page
from aftershock.model.iri import local_name
from aftershock.projection.described import component_class, component_label
from aftershock.projection.edges import CERTAINTIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aftershock.projection.edges import Edges
    from aftershock.projection.stored import Projection

__all__ = ["plain_edges", "relations", "sure"]


def relations(
    projection: Projection,
    component: int,
    direction: str,
    offset: int,
    limit: int,
    *,
    kept: NDArray[np.bool_] | None = None,
    certainty: str | None = None,
) -> Page[Relation]:
    """Give the relations of a component in one direction, in the order of the graph.

    Parameters
    ----------
    projection
        The graph.
    component
        Its index.
    direction
        ``"onward"``: what falls next; ``"inward"``: what it falls after.
    offset, limit
        How many stand before the first, and how many to give at the most; 0 or more.
    kept
        Which components filters let through at the other end; left out: all.
    certainty
        Only relations so sure; left out: any.

    Raises
    ------
    UsageError
        If the direction is another, or a number negative.
    """
    edges = projection.edges
    ends = {"onward": (edges.dependee, edges.dependent), "inward": (edges.dependent, edges.dependee)}
    if direction not in ends:
        raise UsageError(f"a direction is one of {', '.join(ends)}, not {direction!r}")
    for name, value in (("offset", offset), ("limit", limit)):
        if value < 0:
            raise UsageError(f"{name} is {value}; it must be 0 or more")
    own, other = ends[direction]
    let = (np.asarray(own) == component) & sure(edges, certainty)
    all_of_them = np.flatnonzero(let if kept is None else let & kept[np.asarray(other)])
    places = all_of_them[offset : offset + limit]
    rows = tuple(
        Relation(
            other=projection.components[one],
            label=component_label(projection, one),
            class_name=component_class(projection, one),
            edge=edge,
        )
        for one, edge in zip(np.asarray(other)[places].tolist(), plain_edges(projection, places), strict=True)
    )
    return Page(rows, len(all_of_them), offset, limit)


def sure(edges: Edges, certainty: str | None) -> NDArray[np.bool_]:
    """Tell which relations are so sure; without a certainty, all of them are let through.

    Parameters
    ----------
    edges
        The relations.
    certainty
        One of `aftershock.projection.edges.CERTAINTIES`, or ``None``.
    """
    found: NDArray[np.bool_] = np.asarray([certainty in (None, one) for one in CERTAINTIES])[edges.certainty]
    return found


def plain_edges(projection: Projection, places: NDArray[np.int64]) -> tuple[PictureEdge, ...]:
    """Write relations as the edges of a picture that follows no rule.

    Parameters
    ----------
    projection
        The graph.
    places
        Which of its edges.
    """
    edges, lost = projection.edges, _lost(projection, places)
    return tuple(
        PictureEdge(
            source=projection.components[int(edges.dependee[place])],
            target=projection.components[int(edges.dependent[place])],
            relation=local_name(projection.relations[int(edges.relation[place])]),
            certainty=CERTAINTIES[int(edges.certainty[place])],
            documents=tuple(
                projection.documents[one]
                for one in edges.documents[edges.document_offsets[place] : edges.document_offsets[place + 1]].tolist()
            ),
            modes=lost[place],
        )
        for place in places.tolist()
    )


def _lost(projection: Projection, inside: NDArray[np.int64]) -> dict[int, tuple[str, ...]]:
    """Give for relations what any rule that carries over them makes be lost at their end."""
    graph = projection.graph
    near = np.flatnonzero(np.isin(graph.dependency, inside))
    pairs = set(zip(graph.dependency[near].tolist(), (graph.targets[near] % graph.modes).tolist(), strict=True))
    return {
        place: tuple(mode.name for at, mode in enumerate(projection.modes) if (place, at) in pairs)
        for place in inside.tolist()
    }
