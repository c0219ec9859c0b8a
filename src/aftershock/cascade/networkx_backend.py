"""A backend of NetworkX for four of its functions, found by the entry points ``networkx.backends``.

A convenience: turning a graph into arrays costs more than what is computed over them, unless NetworkX keeps what was
turned. `aftershock.cascade.networkx_compat` gives more, and the arrays themselves are the fast road.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    import networkx
    import numpy as np
    from numpy.typing import NDArray

    Int = NDArray[np.int32]

__all__ = ["Arrays", "Backend", "backend", "info"]

NAME: Final = "aftershock"


class Arrays:
    """A NetworkX graph as compressed sparse rows, in the order of its adjacency.

    Parameters
    ----------
    graph
        Any; attributes are left behind.

    Examples
    --------
    >>> import networkx
    >>> arrays = Arrays(networkx.DiGraph([("a", "c"), ("a", "b"), ("c", "b")]))
    >>> arrays.nodes, arrays.rows[0].tolist(), arrays.rows[1].tolist()
    (('a', 'c', 'b'), [0, 2, 3, 3], [1, 2, 2])
    """

    __networkx_backend__ = NAME

    def __init__(self, graph: networkx.Graph[Any]) -> None:
        import numpy as np

        from aftershock.cascade.rows import sealed

        self.nodes: tuple[Hashable, ...] = tuple(graph)
        self.places: Mapping[Hashable, int] = {node: place for place, node in enumerate(self.nodes)}
        self._directed, self._multigraph = graph.is_directed(), graph.is_multigraph()
        adjacency = graph.adj
        sizes = [len(adjacency[node]) for node in self.nodes]
        offsets = np.append(0, np.cumsum(sizes)).astype(np.int32)
        ends = (self.places[other] for node in self.nodes for other in adjacency[node])
        self.rows: tuple[Int, Int] = sealed(offsets), sealed(np.fromiter(ends, np.int32, int(offsets[-1])))

    def __contains__(self, node: object) -> bool:
        try:
            return node in self.places
        except TypeError:  # what cannot be hashed is no node
            return False

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    def is_directed(self) -> bool:
        """Tell whether edges have a direction."""
        return self._directed

    def is_multigraph(self) -> bool:
        """Tell whether there may be several edges between two nodes; here each stands once."""
        return self._multigraph

    def to_networkx(self) -> networkx.Graph[Any]:
        """Give a NetworkX graph of these nodes and edges, without attributes."""
        import networkx as nx

        graph: networkx.Graph[Any] = nx.DiGraph() if self._directed else nx.Graph()
        graph.add_nodes_from(self.nodes)
        offsets, targets = (array.tolist() for array in self.rows)
        for place, node in enumerate(self.nodes):
            graph.add_edges_from((node, self.nodes[other]) for other in targets[offsets[place] : offsets[place + 1]])
        return graph

    @cached_property
    def back(self) -> tuple[Int, Int]:
        """The same with edges turned round."""
        import numpy as np

        from aftershock.cascade.rows import by_key, sealed

        offsets, targets = self.rows
        if not self._directed:
            return self.rows
        order, begins = by_key(targets, len(self.nodes))
        sources = np.repeat(np.arange(len(self.nodes), dtype=np.int32), np.diff(offsets))
        return begins, sealed(sources[order])


class Backend:
    """What NetworkX calls: conversion, and its functions by their names."""

    @staticmethod
    def convert_from_nx(graph: Any, *, name: str | None = None, **_: Any) -> Arrays:
        """Turn a graph into arrays; attributes are of no use here.

        Parameters
        ----------
        graph
            A NetworkX graph.
        name
            Of the function it is turned for.
        """
        if not hasattr(graph, "adj"):
            raise TypeError(f"{name or NAME} takes a NetworkX graph; this is a {type(graph).__name__}")
        return Arrays(graph)

    @staticmethod
    def convert_to_nx(result: Any, **_: Any) -> Any:
        """Turn arrays back; anything else stays as it is."""
        return result.to_networkx() if isinstance(result, Arrays) else result

    @staticmethod
    def descendants(G: Arrays, source: Hashable) -> set[Hashable]:  # noqa: N803 - NetworkX names it so
        """Give all nodes that some way leads to from a node; it is not among them."""
        return _beyond(G, G.rows, source)

    @staticmethod
    def ancestors(G: Arrays, source: Hashable) -> set[Hashable]:  # noqa: N803 - NetworkX names it so
        """Give all nodes from which some way leads to a node; it is not among them."""
        return _beyond(G, G.back, source)

    @staticmethod
    def bfs_layers(G: Arrays, sources: Any) -> Iterator[list[Hashable]]:  # noqa: N803 - NetworkX names it so
        """Give the nodes by how many edges lie between, layer by layer, in the order in which a search meets them."""
        begin: Iterable[Hashable] = [sources] if sources in G else sources
        first = list(set(begin))
        for node in first:
            if node not in G:
                _refuse(f"The node {node} is not in the graph.")
        order, depth = _search(G.rows, [G.places[node] for node in first])
        far = depth[order].tolist()
        for _, layer in groupby(zip(far, order.tolist(), strict=True), key=itemgetter(0)):
            yield [G.nodes[place] for _, place in layer]

    @staticmethod
    def immediate_dominators(G: Arrays, start: Hashable) -> dict[Hashable, Hashable]:  # noqa: N803 - NetworkX's name
        """Give for each node that is reached, the start left out, the last that every way to it passes through."""
        import networkx as nx

        from aftershock.cascade.dominators import dominators

        if not G.is_directed():
            raise nx.NetworkXNotImplemented("not implemented for undirected type")
        if start not in G:
            _refuse("start is not in G")
        found = dominators(*G.rows, [G.places[start]])
        return {
            G.nodes[place]: G.nodes[int(found.immediate[place])]
            for place in found.order.tolist()
            if found.immediate[place] >= 0
        }


backend: Final = Backend()


def info() -> dict[str, Any]:
    """Tell NetworkX what the backend has; it is loaded when NetworkX is, so that it imports nothing."""
    functions = ("ancestors", "bfs_layers", "descendants", "immediate_dominators")
    return {
        "backend_name": NAME,
        "project": NAME,
        "package": NAME,
        "short_summary": "Reach, layers and dominators over compiled arrays.",
        "functions": {name: {"additional_docs": "Over compiled arrays."} for name in functions},
    }


def _beyond(graph: Arrays, rows: tuple[Int, Int], source: Hashable) -> set[Hashable]:
    if source not in graph:
        _refuse(f"The node {source} is not in the graph.")
    order, _ = _search(rows, [graph.places[source]])
    return {graph.nodes[place] for place in order[1:].tolist()}


def _search(rows: tuple[Int, Int], starts: list[int]) -> tuple[Int, Int]:
    """Search breadth first: the nodes in the order in which they are met, and how far each is; -1 if it is not met."""
    import numpy as np

    from aftershock.cascade import compiled
    from aftershock.cascade.checks import STATES
    from aftershock.cascade.rows import sealed

    offsets, targets = rows
    nodes = offsets.size - 1
    none, zero = sealed(np.zeros(0, np.int32)), np.zeros(targets.size, np.uint16)
    depth, parent, order, ahead = (np.full(nodes, -1, np.int32) for _ in range(4))
    met, _ = compiled.kernels().fall(
        *(offsets, targets, sealed(zero), sealed(zero.astype(np.uint8)), sealed(np.full(targets.size, -1, np.int32))),
        *(none, sealed(np.zeros(0, np.uint8)), sealed(np.ones(1, np.int32)), sealed(np.ones(1, np.uint8))),
        *(sealed(np.asarray(starts, np.int32)), 0, STATES),
        *(depth, parent, order, ahead, np.zeros(0, np.uint8), np.zeros(0, np.int32)),
    )
    return order[:met], depth


def _refuse(sentence: str) -> NoReturn:
    import networkx as nx

    raise nx.NetworkXError(sentence)
