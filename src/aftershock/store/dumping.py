"""Gives statements in bulk: one graph, all named graphs, or the union of the current ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from aftershock.errors import UnknownNameError, UsageError
from aftershock.store.answering import RDF_FORMATS
from aftershock.store.base import DEFAULT_GRAPH
from aftershock.store.results import GRAPH_FORMATS
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad, Store

__all__ = ["dump"]


def dump(store: Store, notation: str, graph: str | None = None) -> Iterator[bytes]:
    """Give statements, in pieces.

    Parameters
    ----------
    store
        Whose unnamed graph is the union of the current graphs.
    notation
        The name of a format of graphs.
    graph
        IRI of the graph (`DEFAULT_GRAPH` is always there). Where it is left out, formats that hold graphs (trig,
        nquads, jsonld) give every named graph there is, others the union of the current graphs.

    Raises
    ------
    UsageError
        If the format is none.
    UnknownNameError
        If the graph is none.
    """
    if notation not in GRAPH_FORMATS:
        raise UsageError(f"graphs are written as {', '.join(GRAPH_FORMATS)}, not as {notation!r}")
    if graph not in (None, DEFAULT_GRAPH) and not store.contains_named_graph(NamedNode(str(graph))):
        raise UnknownNameError("graph", graph)
    return _pieces(store, notation, graph)


def _pieces(store: Store, notation: str, graph: str | None) -> Iterator[bytes]:
    if graph is not None or not GRAPH_FORMATS[notation].holds_graphs:
        origin = DefaultGraph() if graph is None else NamedNode(graph)
        content = store.dump(format=RDF_FORMATS[notation], from_graph=origin) or b""
        used = {prefix: namespace for prefix, namespace in PREFIXES.items() if f"<{namespace}".encode() in content}
        if used and notation in ("turtle", "trig", "rdfxml"):
            content = store.dump(format=RDF_FORMATS[notation], from_graph=origin, prefixes=used) or b""
        yield content
        return
    graphs = sorted(store.named_graphs(), key=str)
    if notation == "jsonld":
        quads = (quad for name in graphs for quad in store.quads_for_pattern(None, None, None, name))
        yield _serialise(quads, RdfFormat.JSON_LD)
        return
    for name in graphs:
        yield _serialise(store.quads_for_pattern(None, None, None, name), RDF_FORMATS[notation])


def _serialise(quads: Iterator[Quad], rdf_format: RdfFormat) -> bytes:
    return pyoxigraph.serialize(quads, format=rdf_format, prefixes=PREFIXES) or b""
