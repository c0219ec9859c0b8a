"""Gives statements in bulk: one graph, all named graphs, or the union of the current ones."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from aftershock.errors import UnknownNameError, UsageError
from aftershock.store.answering import RDF_FORMATS
from aftershock.store.base import DEFAULT_GRAPH
from aftershock.store.in_xml import in_xml
from aftershock.store.results import GRAPH_FORMATS
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad, Store

__all__ = ["dump"]

_AT_ONCE: Final = 10_000
"""Statements of a graph that are written in one go."""

_BETWEEN: Final = {"jsonld": b","}


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
        If the format is none; later, if it cannot hold a statement.
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
        yield from _in_batches(store.quads_for_pattern(None, None, None, origin), notation)
        return
    graphs = sorted(store.named_graphs(), key=str)
    if notation == "jsonld":
        quads = (quad for name in graphs for quad in store.quads_for_pattern(None, None, None, name))
        yield _serialise(quads, RdfFormat.JSON_LD)
        return
    for name in graphs:
        yield _serialise(store.quads_for_pattern(None, None, None, name), RDF_FORMATS[notation])


def _in_batches(quads: Iterator[Quad], notation: str) -> Iterator[bytes]:
    """Write one graph so many statements at a time: what a serialiser puts around each batch is put around the whole.

    Prefixes are those that the first batch uses.
    """
    triples = (quad.triple for quad in quads)
    first = list(islice(triples, _AT_ONCE))
    content = in_xml(pyoxigraph.serialize(first, format=RDF_FORMATS[notation]) or b"", notation)
    used = {prefix: namespace for prefix, namespace in PREFIXES.items() if f"<{namespace}".encode() in content}
    if notation == "rdfxml":
        used = {prefix: namespace for prefix, namespace in PREFIXES.items() if f'="{namespace}"'.encode() in content}
    if used and notation in ("turtle", "trig", "rdfxml"):
        content = in_xml(pyoxigraph.serialize(first, format=RDF_FORMATS[notation], prefixes=used) or b"", notation)
    opening, body, closing = _cut(content, notation)
    yield opening + body
    while batch := list(islice(triples, _AT_ONCE)):
        content = pyoxigraph.serialize(batch, format=RDF_FORMATS[notation], prefixes=used) or b""
        _, body, _ = _cut(in_xml(content, notation), notation)
        yield _BETWEEN.get(notation, b"") + body
    yield closing


def _cut(content: bytes, notation: str) -> tuple[bytes, bytes, bytes]:
    """Cut what stands around statements from them."""
    match notation:
        case "turtle" | "trig":
            end = 0
            while content.startswith(b"@prefix ", end):
                end = content.index(b"\n", end) + 1
            return content[:end], content[end:], b""
        case "jsonld":
            return b"[", content[1:-1], b"]"
        case "rdfxml":
            opened = content.index(b">\n", content.index(b"<rdf:RDF")) + 1
            closed = content.rindex(b"\n</rdf:RDF>")
            return content[:opened], content[opened:closed], content[closed:]
    return b"", content, b""


def _serialise(quads: Iterator[Quad], rdf_format: RdfFormat) -> bytes:
    return pyoxigraph.serialize(quads, format=rdf_format, prefixes=PREFIXES) or b""
