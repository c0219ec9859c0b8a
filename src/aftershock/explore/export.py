"""The graph as files for other tools: RDF of current documents, GraphML and GEXF of the graph of consequence."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from aftershock.store.reader import Snapshot
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from networkx import MultiDiGraph
    from pyoxigraph import Triple

__all__ = ["GRAPHS", "RDF", "graph_file", "statements"]

RDF: Final = ("turtle", "jsonld")
"""Formats of statements."""

GRAPHS: Final = ("graphml", "gexf")
"""Formats of graph tools."""

#: What XML 1.0 cannot hold at all (section 2.2), and a label from a stranger may.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def statements(header: Mapping[str, Any], _payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Write the statements of documents, as a worker does.

    Parameters
    ----------
    header
        ``snapshot``, ``graphs`` (IRIs), ``format`` (one of `RDF`).

    Returns
    -------
    dict
        ``graphs``, how many were written.
    bytes
        Turtle with our prefixes, or JSON-LD; a statement of several documents once.
    """
    from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

    store = Snapshot.open(header["snapshot"]).store

    def triples() -> Iterator[Triple]:
        seen: set[Triple] = set()
        for graph in header["graphs"]:
            for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)):
                triple = Triple(quad.subject, quad.predicate, quad.object)
                if triple not in seen:
                    seen.add(triple)
                    yield triple

    ordered = sorted(triples(), key=str)
    format_ = RdfFormat.TURTLE if header["format"] == "turtle" else RdfFormat.JSON_LD
    return {"graphs": len(header["graphs"])}, serialize(ordered, format=format_, prefixes=PREFIXES) or b""


def graph_file(graph: MultiDiGraph[str], format: str) -> bytes:
    """Write a graph for graph tools.

    Parameters
    ----------
    graph
        As `aftershock.explore.networkx_graph.to_networkx` gives it.
    format
        One of `GRAPHS`.

    Returns
    -------
    bytes
        XML; characters that XML cannot hold become U+FFFD.

    Examples
    --------
    >>> import networkx as nx
    >>> b"graphml" in graph_file(nx.MultiDiGraph([("a", "b")]), "graphml")
    True
    """
    import networkx as nx

    plain: MultiDiGraph[str] = nx.MultiDiGraph()
    for node, facts in graph.nodes(data=True):
        plain.add_node(_clean(node), **{name: _clean(value) for name, value in facts.items()})
    for number, (source, target, facts) in enumerate(graph.edges(data=True)):
        plain.add_edge(
            _clean(source), _clean(target), key=number, **{name: _clean(value) for name, value in facts.items()}
        )
    stream = io.BytesIO()
    if format == "graphml":
        nx.write_graphml_xml(plain, stream, encoding="utf-8")
    else:
        nx.write_gexf(plain, stream, encoding="utf-8", version="1.2draft")
    return stream.getvalue()


def _clean(value: Any) -> Any:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
