"""Any NetworkX digraph as a graph of consequence in one mode, and the places of its nodes in it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from aftershock.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    import networkx
    import numpy as np
    from numpy.typing import NDArray

    from aftershock.cascade.graph import ConsequenceGraph

__all__ = ["Nodes"]

Node = TypeVar("Node", bound=Hashable)


class Nodes(Generic[Node]):
    """The nodes of a digraph whose edges run from what falls first to what falls next.

    Parameters
    ----------
    digraph
        A ``DiGraph`` or ``MultiDiGraph``; it is not changed, and must not be changed meanwhile.

    Raises
    ------
    UsageError
        If it is undirected, or no NetworkX graph.

    Examples
    --------
    >>> import networkx
    >>> there = Nodes(networkx.DiGraph([("hub", "model")]))
    >>> there.nodes, there.starts(["model", "hub"]), there.graph.targets.tolist()
    (('hub', 'model'), ('model', 'hub'), [1])
    """

    def __init__(self, digraph: networkx.DiGraph[Node]) -> None:
        import networkx as nx

        if not isinstance(digraph, nx.Graph):
            raise UsageError(f"a {type(digraph).__name__} is no NetworkX graph; give a DiGraph or a MultiDiGraph")
        if not digraph.is_directed():
            raise UsageError(
                f"the {type(digraph).__name__} is undirected, so nothing says which end falls first; "
                "give a DiGraph or a MultiDiGraph whose edges run from what falls first to what falls next"
            )
        self._digraph = digraph
        self.nodes: tuple[Node, ...] = tuple(digraph)
        self.places: Mapping[Node, int] = {node: place for place, node in enumerate(self.nodes)}

    @cached_property
    def graph(self) -> ConsequenceGraph:
        """The same in arrays: one mode, no alternatives, every edge stated."""
        import numpy as np

        from aftershock.cascade.graph import ConsequenceGraph

        edges, places = self._digraph.number_of_edges(), self.places
        ends = (places[node] for edge in self._digraph.edges() for node in edge)
        columns = np.fromiter(ends, np.int32, 2 * edges).reshape(-1, 2)
        return ConsequenceGraph.from_edges(
            components=len(places),
            modes=1,
            source=columns[:, 0],
            target=columns[:, 1],
            rule=np.zeros(edges, np.uint16),
            rule_cost=[1],
        )

    def place(self, node: Any) -> int:
        """Give a node's place.

        Raises
        ------
        UnknownNameError
            If there is no such node; with those whose names are near, where it is a string.
        """
        known: Mapping[Any, int] = self.places
        place = known.get(node) if isinstance(node, Hashable) else None
        if place is not None:
            return place
        if not isinstance(node, str):
            raise UnknownNameError("node", repr(node))
        from rapidfuzz import process

        names = [other for other in self.places if isinstance(other, str)]
        near = process.extract(node, names, limit=3, score_cutoff=75, processor=str.casefold)
        raise UnknownNameError("node", node, [name for name, _, _ in near])

    def starts(self, start: Any) -> tuple[Node, ...]:
        """Give the nodes that are meant: one node, or a list, a set or a frozenset of them.

        Raises
        ------
        UsageError
            If there are none.
        UnknownNameError
            If there is no such node.
        """
        one = isinstance(start, Hashable) and start in self.places
        several = not one and isinstance(start, list | set | frozenset)
        starts: tuple[Node, ...] = tuple(start) if several else (start,)
        if not starts:
            raise UsageError("there is nothing to start from; give a node, or a list or set of nodes")
        return tuple(dict.fromkeys(node for node in starts if self.place(node) >= 0))

    def numbers(
        self, name: str, given: str | Mapping[Node, float] | None, *, positive: bool = False
    ) -> NDArray[np.float64]:
        """Give a number for each node.

        Parameters
        ----------
        name
            What errors call it.
        given
            The name of an attribute of nodes, or numbers by node; 1 for nodes that have none.
        positive
            Whether 0 is too little.

        Raises
        ------
        UsageError
            If one is negative, or no number.
        """
        import numpy as np

        if given is None:
            return np.ones(len(self.nodes))
        if isinstance(given, str):
            found: Any = [self._digraph.nodes[node].get(given, 1.0) for node in self.nodes]
        else:
            for node in given:
                self.place(node)
            found = [given.get(node, 1.0) for node in self.nodes]
        for node, number in zip(self.nodes, found, strict=True):
            right = isinstance(number, int | float) and (number > 0 if positive else number >= 0)
            if not right or number == np.inf:
                least = "more than 0" if positive else "0 or more"
                raise UsageError(f"the {name} of {node!r} is {number!r}; it must be a number, {least}")
        return np.asarray(found, np.float64)
