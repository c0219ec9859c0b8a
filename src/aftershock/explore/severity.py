"""How grave it would be: agents by the bands of their scores, components by their criticality."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from aftershock.model.iri import local_name
from aftershock.model.marks import Marks
from aftershock.risk.intervals import bands_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aftershock.model.answers import Picture
    from aftershock.model.catalog import AgentItem, LayerItem
    from aftershock.model.whole import Whole, WholeNode
    from aftershock.projection.stored import Projection

__all__ = ["layered", "marked", "marked_whole", "marks", "severity"]


def severity(low: float, high: float) -> tuple[str, ...]:
    """Give the bands that a score lies in or may lie in, the gravest first.

    Parameters
    ----------
    low, high
        Ends of the score's interval, from 0 to 10.

    Examples
    --------
    >>> severity(1.3, 7.0), severity(9.4, 9.4)
    (('high', 'medium', 'low'), ('critical',))
    """
    bands = bands_between(Decimal(f"{low:.1f}"), Decimal(f"{high:.1f}"))
    return tuple(band.lower() for band in reversed(bands))


def marks(projection: Projection, agents: Iterable[AgentItem]) -> dict[str, Marks]:
    """Give the marks of whatever has any, by its IRI.

    Parameters
    ----------
    projection
        The graph.
    agents
        Those of which a score is known.
    """
    places = np.flatnonzero(np.asarray(projection.criticality_of) >= 0).tolist()
    found = {
        projection.components[place]: Marks(
            criticality=local_name(projection.criticalities[int(projection.criticality_of[place])])
        )
        for place in places
    }
    for agent in agents:
        before = found.get(agent.iri, Marks())
        found[agent.iri] = replace(before, severity=severity(agent.low, agent.high))
    return found


def marked(picture: Picture, known: Mapping[str, Marks]) -> Picture:
    """Mark the components of a picture.

    Parameters
    ----------
    picture
        The picture.
    known
        As `marks` gives them.
    """
    nodes = tuple(
        replace(node, severity=mark.severity, criticality=mark.criticality)
        if (mark := known.get(node.iri)) is not None
        else node
        for node in picture.nodes
    )
    return replace(picture, nodes=nodes)


def layered(picture: Picture, numbers: Mapping[str, int], layers: Iterable[LayerItem]) -> Picture:
    """Say in which MAESTRO layers the components of a picture are.

    Parameters
    ----------
    picture
        The picture.
    numbers
        Of each component by its IRI, 0 for none.
    layers
        The layers.
    """
    nodes = tuple(replace(node, layer=numbers[node.iri] or None) for node in picture.nodes)
    return replace(picture, nodes=nodes, layers=tuple((layer.number, layer.name) for layer in layers))


def marked_whole(whole: Whole, known: Mapping[str, Marks], numbers: Mapping[str, int]) -> Whole:
    """Mark the components of the whole graph that are drawn one by one.

    Parameters
    ----------
    whole
        The graph.
    known
        As `marks` gives them.
    numbers
        Of the layer of each of them by its IRI, 0 for none.
    """

    def marked_node(node: WholeNode) -> WholeNode:
        if not node.iri:
            return node
        mark = known.get(node.iri, Marks())
        layer = numbers[node.iri] or None
        return replace(node, severity=mark.severity, criticality=mark.criticality, layer=layer)

    return replace(whole, nodes=tuple(map(marked_node, whole.nodes)))
