"""The graph of consequence as a NetworkX graph, the common language of graph tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.model.iri import local_name
from aftershock.projection.described import component_class, component_label
from aftershock.projection.edges import CERTAINTIES

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from aftershock.projection.stored import Projection

__all__ = ["to_networkx"]


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
