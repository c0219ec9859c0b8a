"""Rules applied to edges: the arrays of the graph of consequence.

An edge of the graph of consequence is one propagation rule over one dependency, from state to state, in the rule's own
direction. A guard that is known to fail leaves it out, and so does a likelihood of 0, the rule's or the edge's own; a
guard that nobody can decide makes it uncertain.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.graph import ConsequenceGraph
from aftershock.projection.edges import WORST_STATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.projection.estate import Estate, Need
    from aftershock.projection.schema import Rule, Schema

    Columns = tuple[NDArray[np.int64], ...]

__all__ = ["INTO_HUB", "OUT_OF_HUB", "build"]

#: Rules of the "unsaid" hub, behind the schema's own in the table of rules: into it at no depth, out of it at one.
INTO_HUB, OUT_OF_HUB = 0, 1
_STATED, _UNCERTAIN, _UNSAID = 0, 1, 2


@dataclass(slots=True)
class _Collected:
    """Columns of edges: source, target, rule, evidence, need, dependency."""

    columns: list[Columns] = field(default_factory=list)

    def add(
        self,
        source: NDArray[np.int64],
        target: NDArray[np.int64],
        *,
        rule: int,
        evidence: NDArray[np.int64] | int,
        need: NDArray[np.int64] | int = -1,
        dependency: NDArray[np.int64] | int = -1,
    ) -> None:
        rest = (rule, evidence, need, dependency)
        self.columns.append(
            (source, target, *(np.broadcast_to(np.asarray(one, np.int64), source.shape) for one in rest))
        )

    def joined(self) -> Columns:
        if not self.columns:
            return tuple(np.zeros(0, np.int64) for _ in range(6))
        return tuple(np.concatenate(column) for column in zip(*self.columns, strict=True))


def build(schema: Schema, estate: Estate) -> ConsequenceGraph:
    """Apply the schema's rules to the estate's edges.

    Parameters
    ----------
    schema
        Relations, modes and rules.
    estate
        Components, edges and needs.

    Returns
    -------
    ConsequenceGraph
        Its components are the estate's, followed by one "unsaid" hub for each document that does not say what some
        component depends on; its rules are the schema's, followed by those of the hub.
    """
    modes, components = len(schema.modes), len(estate.components)
    collected = _Collected()
    needs = _with_doubts(estate)
    alternatives, own = _alternatives(needs), _own(estate)
    for number, rule in enumerate(schema.rules):
        if rule.relation:
            _apply(collected, number, rule, schema, estate, alternatives, own)
        else:
            every = np.arange(components, dtype=np.int64) * modes
            collected.add(every + rule.from_mode, every + rule.to_mode, rule=number, evidence=_STATED)
    hubs = _hubs(collected, schema, estate)
    source, target, rule_, evidence, need, dependency = collected.joined()
    pseudo = np.zeros(components + hubs, np.uint8)
    pseudo[components:] = 1
    extra = (False, False)
    return ConsequenceGraph.from_edges(
        components=components + hubs,
        modes=modes,
        source=source,
        target=target,
        rule=rule_,
        evidence=evidence,
        need=need,
        dependency=dependency,
        rule_cost=[*(1 if rule.relation else 0 for rule in schema.rules), 0, 1],
        rule_all=[*(rule.all_alternatives for rule in schema.rules), *extra],
        rule_attack=[*(rule.enables_attack for rule in schema.rules), *extra],
        need_size=[len(one.edges) for one in needs],
        need_minimum=[min(one.minimum, len(one.edges)) for one in needs],
        need_complete=[one.complete for one in needs],
        pseudo=pseudo,
    )


def _with_doubts(estate: Estate) -> tuple[Need, ...]:
    """Add to each need that has doubtful alternatives the need as it is if these do not exist: open, so uncertain.

    An alternative that may not exist rescues for certain nothing. Where those that are certain do not suffice by
    themselves, the fall of any one may be too much.
    """
    doubtful = estate.edges.certainty > WORST_STATED
    without: list[Need] = []
    for need in estate.needs:
        certain = tuple(edge for edge in need.edges if not doubtful[edge])
        if len(certain) >= max(1, need.minimum) and len(certain) < len(need.edges):
            without.append(replace(need, edges=certain, complete=False))
        elif len(certain) < len(need.edges):
            without.append(replace(need, minimum=len(need.edges), complete=False))
    return (*estate.needs, *without)


def _alternatives(needs: Sequence[Need]) -> Mapping[int, Columns]:
    """For each relation of needs, the ``(edge, need)`` pairs, ordered by edge."""
    pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, need in enumerate(needs):
        pairs[need.relation].extend((edge, number) for edge in need.edges)
    return {
        relation: tuple(np.asarray(column, np.int64) for column in zip(*sorted(some), strict=True))
        for relation, some in pairs.items()
    }


def _apply(
    collected: _Collected,
    number: int,
    rule: Rule,
    schema: Schema,
    estate: Estate,
    alternatives: Mapping[int, Columns],
    own: tuple[NDArray[np.int64], NDArray[np.bool_]],
) -> None:
    edges, modes = estate.edges, len(schema.modes)
    counted = [place for place, name in enumerate(estate.relations) if rule.relation in schema.relations[name]]
    chosen = np.isin(edges.relation, counted)
    for guard, ends in ((rule.if_dependent, edges.dependent), (rule.if_dependee, edges.dependee)):
        if guard:
            chosen &= _of_class(guard, schema, estate)[ends]
    chosen &= _may_carry(rule, *own, len(edges))
    unless, requires = _mask(rule.unless, estate), _mask(rule.requires, estate)
    chosen &= ((edges.has & unless) == 0) & ((edges.lacks & requires) == 0)
    edge = np.flatnonzero(chosen)
    undecided = ((edges.lacks[edge] & unless) != unless) | ((edges.has[edge] & requires) != requires)
    evidence = np.where(undecided | (edges.certainty[edge] > WORST_STATED), _UNCERTAIN, _STATED)
    need = np.full(len(edge), -1, np.int64)
    if rule.to_dependent:
        edge, evidence, need = _with_needs(
            edge, evidence, [alternatives[one] for one in counted if one in alternatives]
        )
    falls_first, falls_next = edges.dependent, edges.dependee
    if rule.to_dependent:
        falls_first, falls_next = falls_next, falls_first
    collected.add(
        falls_first[edge].astype(np.int64) * modes + rule.from_mode,
        falls_next[edge].astype(np.int64) * modes + rule.to_mode,
        rule=number,
        evidence=evidence.astype(np.int64),
        need=need,
        dependency=edge.astype(np.int64),
    )


def _own(estate: Estate) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Edges that give their own likelihoods, and whether these are more than 0."""
    count = len(estate.numbers)
    carries = (high > 0 for _, _, high in estate.numbers.values())
    return np.fromiter(estate.numbers, np.int64, count), np.fromiter(carries, np.bool_, count)


def _may_carry(rule: Rule, numbered: NDArray[np.int64], carries: NDArray[np.bool_], edges: int) -> NDArray[np.bool_]:
    """Which edges a rule may carry over: not those for which nothing but 0 is given."""
    found = np.full(edges, rule.high != 0)
    found[numbered] = carries
    return found


def _with_needs(
    edge: NDArray[np.int64], evidence: NDArray[np.int64], alternatives: Iterable[Columns]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Repeat an edge once for each need that it is an alternative of; edges of no need come once, with -1."""
    chosen = [_found(edge, *columns) for columns in alternatives]
    if not chosen or not len(edge):
        return edge, evidence, np.full(len(edge), -1, np.int64)
    place, needs = (np.concatenate(column) for column in zip(*chosen, strict=True))
    alone = np.ones(len(edge), np.bool_)
    alone[place] = False
    return (
        np.concatenate([edge[alone], edge[place]]),
        np.concatenate([evidence[alone], evidence[place]]),
        np.concatenate([np.full(int(alone.sum()), -1, np.int64), needs]),
    )


def _found(edge: NDArray[np.int64], wanted: NDArray[np.int64], need: NDArray[np.int64]) -> Columns:
    """Where the wanted edges stand among the (rising) edges chosen, and their needs; those not chosen are left out."""
    if not len(edge):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    place = np.minimum(np.searchsorted(edge, wanted), len(edge) - 1)
    here = edge[place] == wanted
    return place[here], need[here]


def _of_class(guard: frozenset[str], schema: Schema, estate: Estate) -> NDArray[np.bool_]:
    """Which components have one of these classes; one that nobody typed has none."""
    fits = {name for name, above in schema.classes.items() if guard & above} | guard
    member = np.zeros(len(estate.components), np.bool_)
    member[[component for component, name in estate.class_of.items() if name in fits]] = True
    return member


def _mask(qualifiers: frozenset[str], estate: Estate) -> np.uint64:
    return np.uint64(sum(1 << estate.qualifiers.index(one) for one in qualifiers))


def _hubs(collected: _Collected, schema: Schema, estate: Estate) -> int:
    """Join the components of a document that leaves dependencies unsaid to a hub, and the hub to where it does."""
    silent: dict[int, list[int]] = defaultdict(list)
    for component, document in estate.unsaid:
        silent[document].append(component)
    members: dict[int, set[int]] = defaultdict(set)
    for component, document in estate.described_in:
        if document in silent:
            members[document].add(component)
    modes = len(schema.modes)
    every = np.arange(modes, dtype=np.int64)
    into, out_of = len(schema.rules) + INTO_HUB, len(schema.rules) + OUT_OF_HUB
    for place, (document, unsaid) in enumerate(sorted(silent.items())):
        hub = (len(estate.components) + place) * modes
        inside = (np.asarray(sorted(members[document]), np.int64)[:, None] * modes + every).ravel()
        collected.add(inside, hub + inside % modes, rule=into, evidence=_STATED)
        outside = (np.asarray(sorted(set(unsaid)), np.int64)[:, None] * modes + every).ravel()
        collected.add(hub + outside % modes, outside, rule=out_of, evidence=_UNSAID)
    return len(silent)
