"""The blast radius of a node in any NetworkX digraph, answered in its nodes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from aftershock.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx

    from aftershock.cascade.reach import Reach

__all__ = ["NodeRadius", "blast_radius"]

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NodeRadius(Generic[Node]):
    """What falls with some nodes of a digraph; `blast_radius` makes it.

    Parameters
    ----------
    starts
        The starting nodes.
    affected
        The nodes that fall with them, the starting nodes left out (also those on a cycle).
    depth
        How many edges lie between a start and each node that falls, nearest first; the starting nodes are in it,
        with 0.
    """

    starts: tuple[Node, ...]
    affected: set[Node]
    depth: Mapping[Node, int]
    _reach: Reach = field(repr=False)
    _nodes: tuple[Node, ...] = field(repr=False)
    _places: Mapping[Node, int] = field(repr=False)

    def __repr__(self) -> str:
        return f"NodeRadius(starts={self.starts!r}, affected={len(self.affected)} nodes)"

    def path(self, node: Node) -> list[Node]:
        """Give a shortest path to a node that falls.

        Parameters
        ----------
        node
            One of `affected`, or a starting node.

        Returns
        -------
        list
            The nodes from a start to it, both included: ``depth[node] + 1`` of them.

        Raises
        ------
        UnknownNameError
            If the digraph has no such node.
        UsageError
            If it does not fall.
        """
        place = _place(node, self._places)
        if node not in self.depth:
            raise UsageError(f"node {node!r} does not fall with {_named(self.starts)}, so no path leads to it")
        return [self._nodes[hop.state] for hop in self._reach.path(place)]


def blast_radius(
    digraph: networkx.DiGraph[Node],
    start: Node | list[Node] | set[Node] | frozenset[Node],
    *,
    depth: int | None = None,
) -> NodeRadius[Node]:
    """Compute what falls with a node of any NetworkX digraph.

    Parameters
    ----------
    digraph
        A ``DiGraph`` or ``MultiDiGraph`` whose edges run from what falls first to what falls next. Turn a graph of
        dependencies round before: ``digraph.reverse(copy=False)``.
    start
        What falls first. What is a node of the digraph is one start, whatever its type; else a list, a set or a
        frozenset names several starts; anything else is taken for a node.
    depth
        The longest way to go, in edges; ``None`` for any.

    Returns
    -------
    NodeRadius
        With ``.affected``, ``.depth`` and ``.path(node)``.

    Raises
    ------
    UnknownNameError
        If the digraph has no such node; with the nearest names where nodes are strings.
    UsageError
        If the graph is undirected or no NetworkX graph, there is no start, or the depth is negative.

    Notes
    -----
    For one start, ``affected`` is ``networkx.descendants(digraph, start)`` and ``depth`` is
    ``networkx.single_source_shortest_path_length(digraph, start)``. One mode, no alternatives, every edge stated; the
    attributes of edges are not read.

    Examples
    --------
    >>> import networkx
    >>> supply = networkx.DiGraph([("registry", "model"), ("model", "agent"), ("agent", "model"), ("tool", "agent")])
    >>> radius = blast_radius(supply, "registry")
    >>> sorted(radius.affected)
    ['agent', 'model']
    >>> radius.depth["agent"], radius.path("agent")
    (2, ['registry', 'model', 'agent'])
    """
    import networkx as nx

    if not isinstance(digraph, nx.Graph):
        raise UsageError(f"a {type(digraph).__name__} is no NetworkX graph; give a DiGraph or a MultiDiGraph")
    if not digraph.is_directed():
        raise UsageError(
            f"the {type(digraph).__name__} is undirected, so nothing says which end falls first; "
            "give a DiGraph or a MultiDiGraph whose edges run from what falls first to what falls next"
        )
    nodes: tuple[Node, ...] = tuple(digraph)
    places = {node: place for place, node in enumerate(nodes)}
    starts = _starts(start, places)
    found = _reach(digraph, places, [_place(node, places) for node in starts], depth)
    run = found.runs[0]
    hops = {nodes[state]: int(run.depth[state]) for state in run.order.tolist()}
    return NodeRadius(starts, hops.keys() - set(starts), hops, found, nodes, places)


def _starts(start: Any, places: Mapping[Node, int]) -> tuple[Node, ...]:
    one = isinstance(start, Hashable) and start in places
    several = not one and isinstance(start, list | set | frozenset)
    starts: tuple[Node, ...] = tuple(start) if several else (start,)
    if not starts:
        raise UsageError("there is nothing to start from; give a node, or a list or set of nodes")
    return tuple(dict.fromkeys(node for node in starts if _place(node, places) >= 0))


def _reach(digraph: networkx.DiGraph[Node], places: Mapping[Node, int], starts: list[int], depth: int | None) -> Reach:
    import numpy as np

    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.cascade.reach import reach

    edges = digraph.number_of_edges()
    ends = np.fromiter((places[node] for edge in digraph.edges() for node in edge), np.int32, 2 * edges).reshape(-1, 2)
    graph = ConsequenceGraph.from_edges(
        components=len(places),
        modes=1,
        source=ends[:, 0],
        target=ends[:, 1],
        rule=np.zeros(edges, np.uint16),
        rule_cost=[1],
    )
    return reach(graph, starts, depth=depth)


def _place(node: Any, places: Mapping[Any, int]) -> int:
    """Find a node's place, or refuse it with those whose names are near."""
    place = places.get(node) if isinstance(node, Hashable) else None
    if place is not None:
        return place
    if not isinstance(node, str):
        raise UnknownNameError("node", repr(node))
    from rapidfuzz import process

    names = [other for other in places if isinstance(other, str)]
    near = process.extract(node, names, limit=3, score_cutoff=75, processor=str.casefold)
    raise UnknownNameError("node", node, [name for name, _, _ in near])


def _named(starts: tuple[Hashable, ...]) -> str:
    shown = ", ".join(repr(node) for node in starts[:3])
    return shown if len(starts) <= 3 else f"{shown} and {len(starts) - 3} more"
