"""The graph of consequence, and what a picture shows of it, as NetworkX graphs: the common language of graph tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aftershock.explore.shown import shown_whole
from aftershock.model.iri import local_name
from aftershock.projection.described import component_class, component_label
from aftershock.projection.edges import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Collection

    from networkx import MultiDiGraph

    from aftershock.model.answers import Picture
    from aftershock.model.whole import Whole
    from aftershock.projection.stored import Projection

__all__ = ["picture_graph", "to_networkx", "whole_graph"]


def to_networkx(projection: Projection) -> MultiDiGraph[str]:
    """Build the typed graph: components, and an edge for every rule over every relation.

    Parameters
    ----------
    projection
        What to convert.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are IRIs with ``label``, ``kind`` (class name) and ``owner``. Edges run from what falls first to what
        falls next; the key is the rule's name; the attributes are ``relation``, ``rule``, ``from_mode``, ``to_mode``,
        ``effect``, ``certainty``, ``evidence`` (0 stated, 1 uncertain), and ``low``, ``likelihood``, ``high`` where the
        rule gives them. Reach in it is blind to modes and alternatives: an upper bound of what
        `KnowledgeBase.blast_radius` computes.
    """
    import networkx as nx
    import numpy as np

    graph: MultiDiGraph[str] = nx.MultiDiGraph()
    names = list(projection.components)
    for place, name in enumerate(names):
        owner = int(projection.owner_of[place])
        graph.add_node(
            name,
            label=component_label(projection, place),
            kind=component_class(projection, place),
            owner=projection.owners[owner] if owner >= 0 else "",
        )
    consequences, modes = projection.graph, len(projection.modes)
    edges = np.flatnonzero(np.asarray(consequences.dependency) >= 0)
    sources = consequences.source(edges)
    for edge, source in zip(edges.tolist(), sources.tolist(), strict=True):
        rule = projection.rules[int(consequences.rule[edge])]
        target, dependency = int(consequences.targets[edge]), int(consequences.dependency[edge])
        numbers = {"low": rule.low, "likelihood": rule.default, "high": rule.high}
        graph.add_edge(
            names[source // modes],
            names[target // modes],
            key=f"{local_name(rule.iri)} {projection.modes[source % modes].name}",
            relation=projection.relations[int(projection.edges.relation[dependency])],
            rule=rule.iri,
            from_mode=projection.modes[source % modes].name,
            to_mode=projection.modes[target % modes].name,
            effect="EnablesAttack" if rule.enables_attack else "FollowsByItself",
            certainty=CERTAINTIES[int(projection.edges.certainty[dependency])],
            evidence=int(consequences.evidence[edge]),
            **{name: value for name, value in numbers.items() if value is not None},
        )
    return graph


def picture_graph(picture: Picture) -> MultiDiGraph[str]:
    """Give what a picture shows as a graph.

    Parameters
    ----------
    picture
        As it is shown.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are IRIs with ``label``, ``kind`` (class name), ``owner``, ``role``, ``mode``, ``depth``, ``severity``
        (bands with spaces between), ``criticality``, ``layer`` (its number), ``x`` and ``y``; edges have ``relation``,
        ``modes`` (with spaces between), ``certainty``, ``rule``, ``rule_label``, ``effect``, ``low``, ``likelihood``,
        ``high`` and ``documents`` (IRIs with spaces between). What is not known is left out.
    """
    import networkx as nx

    graph: MultiDiGraph[str] = nx.MultiDiGraph(title=picture.title)
    for node in picture.nodes:
        facts = _known(
            *(("label", node.label), ("kind", node.class_name), ("owner", node.owner), ("role", node.role)),
            *(("mode", node.mode), ("depth", node.depth), ("severity", " ".join(node.severity))),
            *(("criticality", node.criticality), ("layer", node.layer), ("x", node.x), ("y", node.y)),
        )
        graph.add_node(node.iri, **facts)
    for edge in picture.edges:
        low, default, high = edge.likelihood or (None, None, None)
        facts = _known(
            *(("relation", edge.relation), ("modes", " ".join(edge.modes)), ("certainty", edge.certainty)),
            ("rule", edge.rule),
            *(("rule_label", edge.rule_label), ("effect", edge.effect), ("low", low), ("likelihood", default)),
            *(("high", high), ("documents", " ".join(edge.documents))),
        )
        graph.add_edge(edge.source, edge.target, **facts)
    return graph


def whole_graph(whole: Whole, hidden: Collection[str]) -> MultiDiGraph[str]:
    """Give what the picture of the whole graph shows as a graph.

    Parameters
    ----------
    whole
        As it is drawn with the same entries hidden.
    hidden
        Entries of its legend that are hidden.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are IRIs, or ``group:KEY`` for what is not drawn one by one of a group, with ``label``, ``kind``,
        ``owner``, ``components`` and ``relations`` (how many they stand for and have), ``illustrative``, ``severity``,
        ``criticality``, ``layer``, ``x`` and ``y``; edges have ``relations``, ``certainty`` and ``modes``.
    """
    import networkx as nx

    graph: MultiDiGraph[str] = nx.MultiDiGraph(title="The whole graph", revision=whole.revision, by=whole.by)
    nodes, edges = shown_whole(whole, hidden)
    names = {place: node.iri or f"group:{whole.groups[node.group].key}" for place, node in nodes.items()}
    for place, node in nodes.items():
        facts = _known(
            *(("label", node.label), ("kind", node.class_name), ("owner", node.owner), ("components", node.count)),
            *(("relations", node.degree), ("illustrative", node.illustrative), ("severity", " ".join(node.severity))),
            *(("criticality", node.criticality), ("layer", node.layer), ("x", node.x), ("y", node.y)),
        )
        graph.add_node(names[place], **facts)
    for edge in edges:
        facts = _known(("relations", edge.count), ("certainty", edge.certainty), ("modes", " ".join(edge.modes)))
        graph.add_edge(names[edge.source], names[edge.target], **facts)
    return graph


def _known(*facts: tuple[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts if value is not None and value != ""}
