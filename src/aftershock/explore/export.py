"""The graph as files for other tools: RDF of current documents; GraphML, GEXF and node-link JSON of graphs."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

from aftershock.store.reader import Snapshot
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from networkx import MultiDiGraph
    from pyoxigraph import Triple

__all__ = ["GRAPHS", "NODE_LINK", "RDF", "graph_file", "statements"]

RDF: Final = ("turtle", "jsonld")
"""Formats of statements."""

GRAPHS: Final = ("graphml", "gexf")
"""Formats of graph tools, in XML."""

NODE_LINK: Final = "node-link"
"""JSON that ``networkx.node_link_graph(document, edges="edges")`` reads."""

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
        As `aftershock.explore.networkx_graph` gives it: attributes are texts, numbers and truth values.
    format
        One of `GRAPHS`, or `NODE_LINK`.

    Returns
    -------
    bytes
        XML, in which characters that XML cannot hold become U+FFFD, or JSON, which holds all. In GEXF nodes with ``x``
        and ``y`` stand where these say.

    Examples
    --------
    >>> import networkx as nx
    >>> b"graphml" in graph_file(nx.MultiDiGraph([("a", "b")]), "graphml")
    True
    >>> json.loads(graph_file(nx.MultiDiGraph([("a", "b")]), "node-link"))["edges"]
    [{'source': 'a', 'target': 'b', 'key': 0}]
    """
    import networkx as nx

    if format == NODE_LINK:
        return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False).encode()
    plain: MultiDiGraph[str] = nx.MultiDiGraph(**_cleaned(graph.graph))
    for node, facts in graph.nodes(data=True):
        plain.add_node(_clean(node), **_cleaned(facts))
        if format == "gexf" and {"x", "y"} <= facts.keys():
            plain.nodes[_clean(node)]["viz"] = {"position": {"x": facts["x"], "y": -facts["y"], "z": 0.0}}
    for number, (source, target, facts) in enumerate(graph.edges(data=True)):
        plain.add_edge(_clean(source), _clean(target), key=number, **_cleaned(facts))
    stream = io.BytesIO()
    if format == "graphml":
        nx.write_graphml_xml(plain, stream, encoding="utf-8")
    else:
        nx.write_gexf(plain, stream, encoding="utf-8", version="1.2draft")
    return stream.getvalue()


def _cleaned(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _clean(value) for name, value in facts.items()}


def _clean(value: Any) -> Any:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
