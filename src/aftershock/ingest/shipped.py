"""Reads what is shipped: each file of the ontology and the catalogue becomes a named graph of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aftershock import resources
from aftershock.vocabulary import ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

__all__ = ["read"]


def read(_header: Mapping[str, Any], _payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Read the ontology and the catalogue that came with this version.

    Returns
    -------
    dict
        ``graphs``, each with ``graph`` (its IRI) and ``kind``; ``shipped``, the digest of the files.
    bytes
        The quads as N-Quads. A blank node becomes an IRI below its graph's, numbered in the order of the text, so that
        the same files always give the same quads.

    Examples
    --------
    >>> header, nquads = read({}, b"")
    >>> {entry["kind"] for entry in header["graphs"]} == {"ontology", "catalog"}
    True
    """
    from pyoxigraph import RdfFormat, serialize

    graphs: list[dict[str, str]] = []
    content: list[bytes] = []
    for kind, files in (("ontology", resources.ontology_files()), ("catalog", resources.catalog_files())):
        for path in files:
            graph = ID + resources.graph_path(path)
            graphs.append({"graph": graph, "kind": kind})
            content.append(serialize(_quads(path, graph), format=RdfFormat.N_QUADS) or b"")
    return {"graphs": graphs, "shipped": resources.shipped()}, b"".join(content)


def _quads(path: Path, graph: str) -> Iterator[Quad]:
    from pyoxigraph import BlankNode, NamedNode, Quad, parse

    names: dict[str, NamedNode] = {}
    place = NamedNode(graph)
    for triple in parse(path=path, base_iri=graph):
        ends = [
            names.setdefault(end.value, NamedNode(f"{graph}/node/{len(names) + 1}"))
            if isinstance(end, BlankNode)
            else end
            for end in (triple.subject, triple.object)
        ]
        yield Quad(ends[0], triple.predicate, ends[1], place)
