"""Turtle as the quads of one graph, as validation takes them."""

from __future__ import annotations

import pyoxigraph as ox


def as_nquads(turtle: str, graph: str = "https://x.example/document") -> bytes:
    """Give one Turtle document as the quads of one graph."""
    triples = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=graph)
    quads = (ox.Quad(one.subject, one.predicate, one.object, ox.NamedNode(graph)) for one in triples)
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
