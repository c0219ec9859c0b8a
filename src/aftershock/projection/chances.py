"""How likely each edge carries: the rule's numbers or the edge's own, and what mitigations leave of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.build import ranges
from aftershock.cascade.chances import Chances, coins, mixed, stable_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.projection.estate import Deployment, Estate
    from aftershock.projection.schema import Effect, Rule, Schema

    Row = tuple[float, float, float]

__all__ = ["Places", "chances_of", "rows_of"]

_CERTAIN = (1.0, 1.0, 1.0)
_UNKNOWN = (0.0, float("nan"), 1.0)


def chances_of(schema: Schema, estate: Estate, graph: ConsequenceGraph) -> Chances:
    """Weigh every edge.

    Parameters
    ----------
    schema
        Rules and what mitigations do to them.
    estate
        Edges and deployments.
    graph
        What `aftershock.projection.build.build` made of both.

    Returns
    -------
    Chances
        A rule without numbers, and what a document leaves unsaid, give ``[0, 1]`` and no default. A mitigation that is
        on either end of an edge multiplies, once, what its rule gives; where nobody knows whether it is there, only
        the low number.
    """
    table, row = rows_of(schema, estate, graph, Places(estate, graph))
    relation_keys, component_keys = stable_keys(estate.relations), stable_keys(estate.components)
    edges = estate.edges
    hubs = sorted({document for _, document in estate.unsaid})
    certain = [not rule.relation for rule in schema.rules]
    return Chances(
        table,
        row,
        coins(
            graph,
            per_source=[*(rule.per_source for rule in schema.rules), False, False],
            certain=[*certain, True, False],
            rule_keys=stable_keys([*(rule.iri for rule in schema.rules), "into hub", "out of hub"]),
            component_keys=np.concatenate([component_keys, stable_keys(estate.documents[hub] for hub in hubs)]),
            dependency_keys=mixed(
                component_keys[edges.dependent], relation_keys[edges.relation], component_keys[edges.dependee]
            ),
        ),
    )


def rows_of(
    schema: Schema, estate: Estate, graph: ConsequenceGraph, places: Places
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Give each edge its likelihoods, as `chances_of` does, without saying which edges share a coin.

    Parameters
    ----------
    schema, estate, graph
        As for `chances_of`.
    places
        Of the same estate and graph; deployments may be others.

    Returns
    -------
    tuple of numpy.ndarray
        The table and the rows that `aftershock.cascade.chances.Chances` takes: shapes ``(rows, 3)`` and ``(edges,)``.
    """
    table = _Table([_numbers(rule) for rule in schema.rules])
    table.rows.extend((_CERTAIN, _UNKNOWN))  # the hub's two rules stand behind the schema's
    row = graph.rule.astype(np.int64)
    for edge, numbers in estate.numbers.items():
        row[places.of_edge(edge)] = table.place(numbers)
    for effect in schema.effects:
        _lower(row, table, places, graph, effect, estate.deployments)
    return np.array(table.rows), row.astype(np.int32)


def _numbers(rule: Rule) -> Row:
    if not rule.relation:
        return _CERTAIN
    low, high = rule.low, rule.high
    if low is None or high is None:
        return _UNKNOWN
    return low, float("nan") if rule.default is None else rule.default, high


class _Table:
    """Rows of likelihoods, each once; the rules' own come first, in their order."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self._places: dict[Row, int] = {}

    def place(self, row: Row) -> int:
        if row not in self._places:
            self._places[row] = len(self.rows)
            self.rows.append(row)
        return self._places[row]

    def lowered(self, place: int, effect: Effect, *, present: bool) -> int:
        low, default, high = self.rows[place]
        if present:
            return self.place((low * effect.low, default * effect.default, high * effect.high))
        return self.place((low * effect.low, default, high))


class Places:
    """Finds the edges of the graph that were made from edges of the estate, or from those that touch a component.

    Parameters
    ----------
    estate
        Whose edges.
    graph
        What was made of them.
    """

    def __init__(self, estate: Estate, graph: ConsequenceGraph) -> None:
        self._edges = estate.edges
        self._order = np.argsort(graph.dependency, kind="stable")
        self._begins = np.searchsorted(graph.dependency[self._order], np.arange(len(estate.edges) + 1))
        self._by_dependee = np.argsort(estate.edges.dependee, kind="stable")
        self._dependee = estate.edges.dependee[self._by_dependee]
        self._near: dict[int, NDArray[np.int64]] = {}

    def of_edge(self, edge: int) -> NDArray[np.int64]:
        """Give the edges of the graph that were made from one of the estate."""
        return self._order[self._begins[edge] : self._begins[edge + 1]]

    def of_component(self, component: int) -> NDArray[np.int64]:
        """Give those made from edges that a component is at either end of, rising."""
        if component not in self._near:
            dependent, key = self._edges.dependent, self._edges.dependent.dtype.type(component)
            first, last = dependent.searchsorted(key), dependent.searchsorted(key, side="right")
            begin, end = self._dependee.searchsorted(key), self._dependee.searchsorted(key, side="right")
            touched = np.concatenate([np.arange(first, last), self._by_dependee[begin:end]])
            begins = self._begins[touched]
            self._near[component] = np.unique(self._order[ranges(begins, self._begins[touched + 1] - begins)])
        return self._near[component]


def _lower(
    row: NDArray[np.int64],
    table: _Table,
    places: Places,
    graph: ConsequenceGraph,
    effect: Effect,
    deployments: Iterable[Deployment],
) -> None:
    touched: dict[bool, list[NDArray[np.int64]]] = defaultdict(list)
    for deployment in deployments:
        if deployment.mitigation == effect.mitigation:
            near = (
                places.of_component(deployment.component) if deployment.component >= 0 else np.arange(graph.rule.size)
            )
            touched[deployment.present].append(near[graph.rule[near] == effect.rule])
    done = np.zeros(0, np.int64)
    for present in (True, False):
        if touched[present]:
            chosen = np.setdiff1d(np.concatenate(touched[present]), done)
            for place in np.unique(row[chosen]).tolist():
                row[chosen[row[chosen] == place]] = table.lowered(place, effect, present=present)
            done = np.union1d(done, chosen)
