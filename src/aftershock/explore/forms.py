"""A graph in the form that a file's ending says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from aftershock.explore.export import NODE_LINK, graph_file
from aftershock.explore.turtle import graph_turtle

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from aftershock.projection.stored import Projection

__all__ = ["Form", "graph_as"]

Form = Literal["node-link.json", "graphml", "gexf", "ttl"]
"""Endings of the files that a picture is to be had as."""


def graph_as(graph: MultiDiGraph[str], form: Form, projection: Projection) -> bytes:
    """Write what a picture shows.

    Parameters
    ----------
    graph
        As `aftershock.explore.networkx_graph.picture_graph` or ``whole_graph`` gives it.
    form
        The ending of the file.
    projection
        Gives classes and relations their IRIs, where the form has any.
    """
    if form == "ttl":
        return graph_turtle(graph, projection)
    return graph_file(graph, NODE_LINK if form == "node-link.json" else form)
