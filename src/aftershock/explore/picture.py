"""A picture's records -> pyvis nodes, edges and options -> JSON for a page of our own.

pyvis holds the nodes, the edges and the options of vis-network; its own pages are not used, for they ask a content
network for files and let a label become markup. Places are computed beforehand, so that physics is off. Colours are
not decided here: the page takes them from its style sheet, so that a picture follows light and dark. What tells
things apart without colour is decided here: shape by kind of component, dashes by role and by certainty.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyvis.network import Network

    from aftershock.model.answers import Picture, PictureEdge, PictureNode

__all__ = [
    "EDGE_CAP",
    "LINES",
    "NODE_CAP",
    "SHAPES",
    "Kind",
    "capped",
    "drawing",
    "kind_of",
    "network",
    "script_safe",
    "shown_text",
]

NODE_CAP: Final = 200
"""Nodes that are drawn; a picture of more is read better as a table."""

EDGE_CAP: Final = 500
"""Edges that are drawn."""

_LABEL_WIDTH: Final = 28
"""Characters of a label that are drawn beside a node; the whole of it stands in the details."""

Kind = Literal["agent", "application", "model", "artifact", "service", "principal", "credential", "other"]

SHAPES: Final[dict[Kind, str]] = {
    "agent": "hexagon",
    "application": "triangle",
    "model": "dot",
    "artifact": "square",
    "service": "diamond",
    "principal": "triangleDown",
    "credential": "star",
    "other": "custom",
}
"""vis-network's shape for each kind of component; the custom one is a pentagon that the page's script draws."""

_KINDS: Final[dict[str, Kind]] = {
    "AIAgent": "agent",
    "Application": "application",
    "Model": "model",
    **dict.fromkeys(("Artifact", "Dataset", "Package", "ContainerImage", "Prompt", "Skill"), "artifact"),
    **dict.fromkeys(
        (
            "Service",
            "Tool",
            "McpServer",
            "Registry",
            "Gateway",
            "Runtime",
            "Orchestrator",
            "IdentityProvider",
            "RetrievalStore",
            "MemoryStore",
            "ContentSource",
            "SourceRepository",
            "Build",
            "Monitor",
            "Guardrail",
        ),
        "service",
    ),
    **dict.fromkeys(("Principal", "Publisher", "Team"), "principal"),
    "Credential": "credential",
}

_BORDERS: Final[dict[str, list[int] | bool]] = {"possible": [7, 4], "unknown": [2, 4]}
"""Dashes of a node's border by its role; a start, an affected component and a neighbour have a whole line."""

LINES: Final = {
    "stated": "whole",
    "assumed": "whole",
    "derived": "dashed",
    "inferred": "dashed",
    "not-certain": "dotted",
    "stale": "dotted",
    "unsaid": "mixed",
}
"""The line of an edge by its certainty, in every picture; any other is dashed."""

_DASHES: Final[dict[str, list[int] | bool]] = {
    "whole": False,
    "dashed": [8, 5],
    "dotted": [2, 5],
    "mixed": [8, 4, 2, 4],
}
"""Dashes of a line, in pixels."""

_OPTIONS: Final[dict[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 150, "zoomView": False, "hideEdgesOnDrag": False},
    "nodes": {"labelHighlightBold": False},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}, "selectionWidth": 1.5},
}


def kind_of(class_name: str) -> Kind:
    """Give the kind of component that a class is drawn as.

    Parameters
    ----------
    class_name
        Local name of the class; a class of a user's own is ``"other"``.

    Examples
    --------
    >>> kind_of("Registry"), kind_of("Dataset"), kind_of("Spaceship")
    ('service', 'artifact', 'other')
    """
    return _KINDS.get(class_name, "other")


def network(picture: Picture, bases: Mapping[str, str] | None = None) -> Network:
    """Build the pyvis network of a picture, physics off and every node in its place.

    Parameters
    ----------
    picture
        What to draw. Of more than ``NODE_CAP`` nodes the first are drawn, and of more than ``EDGE_CAP`` edges the
        first whose ends are drawn.
    bases
        Whose number a rule's likelihood is, such as ``"ExpertEstimate"``, by the rule's IRI.

    Returns
    -------
    pyvis.network.Network
        Its ``nodes``, ``edges`` and ``options`` are what vis-network takes.
    """
    from pyvis.network import Network

    drawn = Network(directed=True, cdn_resources="local")
    drawn.set_options(json.dumps(_OPTIONS))
    for node in picture.nodes[:NODE_CAP]:
        drawn.add_node(node.iri, label=_short(node.label or node.iri), **_node(node))
    present = {node.iri for node in picture.nodes[:NODE_CAP]}
    edges = [edge for edge in picture.edges if edge.source in present and edge.target in present][:EDGE_CAP]
    pairs: Counter[frozenset[str]] = Counter()
    for number, edge in enumerate(edges):
        pair = frozenset((edge.source, edge.target))
        drawn.add_edge(edge.source, edge.target, id=f"edge-{number}", **_edge(edge, pairs[pair], bases or {}))
        pairs[pair] += 1
    return drawn


def drawing(picture: Picture, bases: Mapping[str, str] | None = None) -> str:
    """Write a picture as JSON that may stand inside a script element of type ``application/json``.

    Parameters
    ----------
    picture
        What to draw.
    bases
        As `network` takes it.

    Returns
    -------
    str
        An object with ``title``, ``shown``, ``total``, ``relations`` (that there are between what is drawn),
        ``nodes``, ``edges`` and ``options``; no character of it can end the element.

    Examples
    --------
    >>> from aftershock.model.answers import Picture, PictureNode
    >>> node = PictureNode("urn:x", "</script><script>", "Model", None, "start", "control", 0, 0.0, 0.0)
    >>> text = drawing(Picture("One", (node,), (), 1, 1, ""))
    >>> "<" in text, json.loads(text)["nodes"][0]["name"]
    (False, '</script><script>')
    """
    drawn = network(picture, bases)
    return script_safe(
        {
            "title": picture.title,
            "shown": len(drawn.nodes),
            "total": max(picture.total, len(picture.nodes)),
            "relations": _relations(picture)[1],
            "nodes": drawn.nodes,
            "edges": drawn.edges,
            "options": drawn.options,
        }
    )


def script_safe(value: object) -> str:
    r"""Write JSON in which no character can end a script element or a line of script.

    Parameters
    ----------
    value
        Anything that JSON can say.

    Examples
    --------
    >>> print(script_safe("</script>&\u2028"))
    "\u003c/script\u003e\u0026\u2028"
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))  # U+2028 and U+2029 escaped too
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def shown_text(picture: Picture) -> str:
    """Say how much of a picture is drawn: of its components, and of the relations between these where not all are.

    Parameters
    ----------
    picture
        The picture.

    Examples
    --------
    >>> from aftershock.model.answers import Picture
    >>> shown_text(Picture("Many", (), (), 0, 4210, ""))
    '0 of 4,210 components drawn'
    """
    drawn, total = min(len(picture.nodes), NODE_CAP), max(picture.total, len(picture.nodes))
    lines, there = _relations(picture)
    left = "" if lines == there else f"; {lines:,} of {there:,} relations between them"
    if drawn == total:
        return (f"all {total:,} components drawn" if total > 1 else "one component drawn") + left
    return f"{drawn:,} of {total:,} components drawn{left}"


def capped(picture: Picture) -> bool:
    """Tell whether a picture has reached its cap, so that a table holds more than it shows.

    Parameters
    ----------
    picture
        The picture.

    Examples
    --------
    >>> from aftershock.model.answers import Picture
    >>> capped(Picture("Many", (), (), 0, 4210, "", cut=4210)), capped(Picture("Filtered", (), (), 0, 4210, ""))
    (True, False)
    """
    lines, there = _relations(picture)
    return lines < there or picture.cut > 0 or len(picture.nodes) > NODE_CAP


def _relations(picture: Picture) -> tuple[int, int]:
    """Count the relations that are drawn, and those that there are between what is drawn."""
    present = {node.iri for node in picture.nodes[:NODE_CAP]}
    between = sum(edge.source in present and edge.target in present for edge in picture.edges)
    return min(between, EDGE_CAP), max(between, picture.relations)


def _node(node: PictureNode) -> dict[str, Any]:
    kind = kind_of(node.class_name)
    return {
        "group": kind,
        "shape": SHAPES[kind],
        "size": 16 if node.role == "start" else 11,
        "x": round(node.x, 1),
        "y": round(node.y, 1),
        "physics": False,
        "borderWidth": 4 if node.role == "start" else 2,
        "shapeProperties": {"borderDashes": _BORDERS.get(node.role, False)},
        "name": node.label or node.iri,
        "class": node.class_name,
        "owner": node.owner_label or None,
        "role": node.role,
        "mode": node.mode,
        "depth": node.depth,
        "fresh": node.fresh,
        "severity": list(node.severity),
        "criticality": node.criticality,
        "layer": node.layer,
    }


def _edge(edge: PictureEdge, bend: int, bases: Mapping[str, str]) -> dict[str, Any]:
    return {
        "dashes": _DASHES[LINES.get(edge.certainty, "dashed")],
        "smooth": {"enabled": bend > 0, "type": "curvedCW", "roundness": round(0.12 * bend, 2)},
        "relation": edge.relation,
        "certainty": edge.certainty,
        "rule": edge.rule,
        "rule_label": edge.rule_label,
        "effect": edge.effect,
        "likelihood": list(edge.likelihood) if edge.likelihood else None,
        "basis": bases.get(edge.rule) if edge.rule else None,
        "documents": list(edge.documents),
        "modes": list(edge.modes),
    }


def _short(label: str) -> str:
    plain = " ".join(label.split())
    return plain if len(plain) <= _LABEL_WIDTH else plain[: _LABEL_WIDTH - 1].rstrip() + "…"
