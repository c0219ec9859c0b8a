"""A whole graph leaves: its statements leave the union, or the store is made anew without it where that is less work.

The engine loads statements faster than it takes them away, one by one and from each of its indices.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from aftershock.store.loading import at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Store

__all__ = ["take_from_union", "without"]


def take_from_union(store: Store, graph: str, is_current: Callable[[object], bool]) -> None:
    """Take out of the union what only one graph says, in one transaction of the engine.

    Parameters
    ----------
    store
        The engine's store, whose unnamed graph is the union.
    graph
        IRI of the graph, which stays as it is.
    is_current
        Whether a graph is in the union.

    Examples
    --------
    >>> from pyoxigraph import Store
    >>> store = Store()
    >>> store.update("INSERT DATA { <a:a> <a:p> 1, 2 GRAPH <a:g> { <a:a> <a:p> 1, 2 } GRAPH <a:h> { <a:a> <a:p> 2 } }")
    >>> take_from_union(store, "a:g", lambda name: True)
    >>> [str(row["o"]) for row in store.query("SELECT ?o { ?s ?p ?o }")]
    ['"2"^^<http://www.w3.org/2001/XMLSchema#integer>']
    """
    name = NamedNode(graph)
    others = [one for one in store.named_graphs() if one != name and not is_current(one)]
    silent = ", ".join(str(one) for one in (name, *others))
    store.update(
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({silent})) }} }}"
    )


def without(store: Store, new: Store, graph: str, is_current: Callable[[object], bool]) -> Store:
    """Copy all named graphs but one, and make the union of those that are current.

    Parameters
    ----------
    store
        The engine's store.
    new
        An empty one.
    graph
        IRI of the graph that is left out.
    is_current
        Whether a graph is in the union.

    Returns
    -------
    Store
        The new one.

    Examples
    --------
    >>> from pyoxigraph import Store
    >>> store = Store()
    >>> store.update("INSERT DATA { <a:a> <a:p> 1, 2 GRAPH <a:g> { <a:a> <a:p> 1, 2 } GRAPH <a:h> { <a:a> <a:p> 2 } }")
    >>> sorted(str(quad.graph_name) for quad in without(store, Store(), "a:g", lambda name: True))
    ['<a:h>', 'DEFAULT']
    """
    kept = [one for one in store.named_graphs() if one != NamedNode(graph)]

    def quads() -> Iterator[Quad]:
        for name in kept:
            in_union = is_current(name)
            for quad in store.quads_for_pattern(None, None, None, name):
                yield quad
                if in_union:
                    yield Quad(quad.subject, quad.predicate, quad.object)

    rest, most = quads(), at_once()
    for first in rest:
        new.bulk_extend(chain((first,), islice(rest, most - 1)))
    for name in kept:
        new.add_graph(name)  # it is there, though nothing may be in it
    return new
