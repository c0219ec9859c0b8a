"""What the graph says of one thing, in the notations of linked data: prefixed Turtle, compact JSON-LD, N-Triples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aftershock.errors import UnknownNameError, UsageError
from aftershock.model.iri import is_iri
from aftershock.store.reader import Snapshot
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORMATS", "describe"]

#: Format name to rdflib's name and the media type.
FORMATS = {
    "turtle": ("turtle", "text/turtle"),
    "jsonld": ("json-ld", "application/ld+json"),
    "ntriples": ("nt11", "application/n-triples"),
    "rdfxml": ("xml", "application/rdf+xml"),
}
_INCOMING = 200


def describe(header: Mapping[str, Any], _payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Describe one IRI: what is said of it, and up to 200 statements that point to it.

    Parameters
    ----------
    header
        ``snapshot``, ``active``, ``iri``, ``format`` (one of `FORMATS`).

    Returns
    -------
    dict
        ``media_type`` and ``triples``.
    bytes
        The description.

    Raises
    ------
    UnknownNameError
        If nothing is said of it.
    UsageError
        If the format is none of ours.
    """
    from rdflib import Graph

    if header["format"] not in FORMATS:
        raise UsageError(f"no description is written as {header['format']!r}; there are {', '.join(FORMATS)}")
    iri = header["iri"]
    if not is_iri(iri):  # nor could it end the brackets of an IRI in a query
        raise UnknownNameError("thing", iri)
    snapshot = Snapshot.open(header["snapshot"], header["active"])
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.parse(data=snapshot.ntriples(f"CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}"), format="nt11")
    incoming = f"SELECT ?s ?p WHERE {{ ?s ?p <{iri}> }} LIMIT {_INCOMING}"
    graph.parse(
        data=snapshot.ntriples(f"CONSTRUCT {{ ?s ?p <{iri}> }} WHERE {{ {{ {incoming} }} }}"),
        format="nt11",
    )
    if not len(graph):
        raise UnknownNameError("thing", iri)
    style, media_type = FORMATS[header["format"]]
    context: dict[str, Any] = {"context": dict(PREFIXES), "auto_compact": True} if style == "json-ld" else {}
    content = graph.serialize(None, style, None, "utf-8", **context)
    return {"media_type": media_type, "triples": len(graph)}, content
