"""What the ontology and the catalogue say about how compromise travels: relations, classes, modes, rules.

The cascade knows none of its own; a document may add relations, modes and rules, and they count from then on.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftershock.model.iri import local_name
from aftershock.projection.tsv import iri, number, rows, text
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aftershock.projection.tsv import Ask

__all__ = ["Effect", "Mode", "Rule", "Schema", "read_schema"]

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_LABEL = "(<http://www.w3.org/2004/02/skos/core#prefLabel>|<http://www.w3.org/2000/01/rdf-schema#label>)"


@dataclass(frozen=True, slots=True)
class Effect:
    """By which factor a mitigation, where it is, lowers a rule: what is left of the likelihood, 0 to 1."""

    mitigation: str
    rule: int
    low: float
    default: float
    high: float


@dataclass(frozen=True, slots=True)
class Mode:
    """A compromise mode: its IRI, and the name by which people ask for it."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A propagation rule, or a mode implication (then ``relation`` is empty and it costs no depth).

    Parameters
    ----------
    iri, label
        What it is called.
    relation
        IRI of the relation it runs over.
    to_dependent
        Whether it runs from dependee to dependent.
    from_mode, to_mode
        Indices into the schema's modes.
    unless, requires
        Qualifier IRIs that stop it, and that it needs.
    if_dependent, if_dependee
        Class IRIs, one of which that end must have; empty for any.
    all_alternatives, per_source, enables_attack
        Its combination, coin and effect.
    low, default, high
        Likelihood within the horizon; ``None`` where the rule gives none.
    basis
        Local name of the estimate's basis.
    """

    iri: str
    label: str
    relation: str
    to_dependent: bool
    from_mode: int
    to_mode: int
    unless: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    if_dependent: frozenset[str] = frozenset()
    if_dependee: frozenset[str] = frozenset()
    all_alternatives: bool = False
    per_source: bool = False
    enables_attack: bool = False
    low: float | None = None
    default: float | None = None
    high: float | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """Relations and classes with all that they count as, modes in order, rules with the implications first."""

    relations: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    modes: tuple[Mode, ...]
    rules: tuple[Rule, ...]
    effects: tuple[Effect, ...] = ()


def read_schema(ask: Ask) -> Schema:
    """Read relations, classes, modes and rules out of all current graphs.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    modes = _modes(ask)
    index = {mode.iri: number_ for number_, mode in enumerate(modes)}
    rules = (*_implications(ask, index), *_rules(ask, index))
    return Schema(
        relations=_closed(ask, "subPropertyOf", AFT.CarryingRelation),
        classes=_closed(ask, "subClassOf", None),
        modes=modes,
        rules=rules,
        effects=_effects(ask, {rule.iri: place for place, rule in enumerate(rules)}),
    )


def _effects(ask: Ask, rules: Mapping[str, int]) -> tuple[Effect, ...]:
    answer = ask(
        f"SELECT DISTINCT ?m ?r ?l ?f ?h {{ ?e <{AFT.ofMitigation}> ?m ; <{AFT.onRule}> ?r ; <{AFT.factorLow}> ?l ; "
        f"<{AFT.factor}> ?f ; <{AFT.factorHigh}> ?h }} ORDER BY ?m ?r ?f"
    )
    found: dict[tuple[bytes, int], Effect] = {}
    for mitigation, rule, low, default, high in rows(answer):
        place = rules.get(iri(rule))
        if place is not None:
            factors = (number(one) or 0.0 for one in (low, default, high))
            found.setdefault((mitigation, place), Effect(iri(mitigation), place, *factors))
    return tuple(found.values())


def _modes(ask: Ask) -> tuple[Mode, ...]:
    core = (AFT.Control, AFT.Integrity, AFT.Confidentiality, AFT.Availability)
    found = {iri(row[0]) for row in rows(ask(f"SELECT DISTINCT ?m {{ ?m a <{AFT.Mode}> }}"))}
    own = sorted(found - set(core))
    taken = [local_name(mode).lower() for mode in (*core, *own)]
    return tuple(
        Mode(mode, name if taken.count(name) == 1 or mode in core else mode)
        for mode, name in zip((*core, *own), taken, strict=True)
    )


def _closed(ask: Ask, over: str, kind: str | None) -> dict[str, frozenset[str]]:
    """Map each term to itself and everything above it."""
    above: dict[str, set[str]] = defaultdict(set)
    for low, high in rows(ask(f"SELECT ?a ?b {{ ?a <{_RDFS}{over}> ?b FILTER(isIRI(?a) && isIRI(?b)) }}")):
        above[iri(low)].add(iri(high))
    members = set(above)
    if kind is not None:
        carrying = {iri(row[0]) for row in rows(ask(f"SELECT DISTINCT ?r {{ ?r a <{kind}> }}"))}
        members = {term for term in members if carrying & _reach(above, term)} | carrying
    return {term: frozenset(_reach(above, term)) for term in sorted(members)}


def _reach(above: Mapping[str, Iterable[str]], term: str) -> set[str]:
    seen, stack = {term}, [term]
    while stack:
        for higher in above.get(stack.pop(), ()):
            if higher not in seen:
                seen.add(higher)
                stack.append(higher)
    return seen


def _implications(ask: Ask, modes: Mapping[str, int]) -> list[Rule]:
    answer = ask(
        f"SELECT ?i ?f ?t (SAMPLE(?l) AS ?label) {{ ?i a <{AFT.ModeImplication}> ; <{AFT.fromMode}> ?f ; "
        f"<{AFT.toMode}> ?t OPTIONAL {{ ?i {_LABEL} ?l }} }} GROUP BY ?i ?f ?t ORDER BY ?i"
    )
    return [
        Rule(
            iri=iri(one),
            label=text(label) or local_name(iri(one)),
            relation="",
            to_dependent=True,
            from_mode=modes[iri(from_)],
            to_mode=modes[iri(to)],
        )
        for one, from_, to, label in rows(answer)
        if iri(from_) in modes and iri(to) in modes
    ]


def _rules(ask: Ask, modes: Mapping[str, int]) -> list[Rule]:
    guards: dict[tuple[str, str], set[str]] = defaultdict(set)
    for guard in (AFT.unlessEdgeHas, AFT.ifEdgeHas, AFT.ifDependent, AFT.ifDependee):
        for rule, value in rows(ask(f"SELECT ?r ?v {{ ?r <{guard}> ?v }}")):
            guards[iri(rule), guard].add(iri(value))
    answer = ask(
        f"SELECT ?r ?rel ?dir ?f ?t ?eff ?comb ?coin ?lo ?de ?hi ?basis (SAMPLE(?l) AS ?label) {{ "
        f"?r a <{AFT.PropagationRule}> ; <{AFT.overRelation}> ?rel ; <{AFT.direction}> ?dir ; "
        f"<{AFT.fromMode}> ?f ; <{AFT.toMode}> ?t "
        f"OPTIONAL {{ ?r <{AFT.effect}> ?eff }} OPTIONAL {{ ?r <{AFT.combines}> ?comb }} "
        f"OPTIONAL {{ ?r <{AFT.coinScope}> ?coin }} OPTIONAL {{ ?r <{AFT.likelihoodLow}> ?lo }} "
        f"OPTIONAL {{ ?r <{AFT.likelihood}> ?de }} OPTIONAL {{ ?r <{AFT.likelihoodHigh}> ?hi }} "
        f"OPTIONAL {{ ?r <{AFT.estimateBasis}> ?basis }} OPTIONAL {{ ?r {_LABEL} ?l }} }} "
        "GROUP BY ?r ?rel ?dir ?f ?t ?eff ?comb ?coin ?lo ?de ?hi ?basis ORDER BY ?r ?rel ?f ?t"
    )
    found: list[Rule] = []
    for one, relation, direction, from_, to, effect, combines, coin, low, default, high, basis, label in rows(answer):
        if iri(from_) not in modes or iri(to) not in modes:
            continue
        name = iri(one)
        found.append(
            Rule(
                iri=name,
                label=text(label) or local_name(name),
                relation=iri(relation),
                to_dependent=iri(direction) != AFT.SubjectToObject,
                from_mode=modes[iri(from_)],
                to_mode=modes[iri(to)],
                unless=frozenset(guards[name, AFT.unlessEdgeHas]),
                requires=frozenset(guards[name, AFT.ifEdgeHas]),
                if_dependent=frozenset(guards[name, AFT.ifDependent]),
                if_dependee=frozenset(guards[name, AFT.ifDependee]),
                all_alternatives=iri(combines) == AFT.AllAlternatives,
                per_source=iri(coin) == AFT.PerSource,
                enables_attack=iri(effect) == AFT.EnablesAttack,
                low=number(low),
                default=number(default),
                high=number(high),
                basis=local_name(iri(basis)) if basis else None,
            )
        )
    return found
