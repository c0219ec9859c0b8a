"""The blast radius of a node in any NetworkX digraph, answered in its nodes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from aftershock.cascade.networkx_nodes import Nodes
from aftershock.errors import UsageError

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
    _nodes: Nodes[Node] = field(repr=False)

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
        place = self._nodes.place(node)
        if node not in self.depth:
            raise UsageError(f"node {node!r} does not fall with {_named(self.starts)}, so no path leads to it")
        return [self._nodes.nodes[hop.state] for hop in self._reach.path(place)]


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
    from aftershock.cascade.reach import reach

    there = Nodes(digraph)
    starts = there.starts(start)
    found = reach(there.graph, [there.place(node) for node in starts], depth=depth)
    run = found.runs[0]
    hops = {there.nodes[state]: int(run.depth[state]) for state in run.order.tolist()}
    return NodeRadius(starts, hops.keys() - set(starts), hops, found, there)


def _named(starts: tuple[Hashable, ...]) -> str:
    shown = ", ".join(repr(node) for node in starts[:3])
    return shown if len(starts) <= 3 else f"{shown} and {len(starts) - 3} more"
