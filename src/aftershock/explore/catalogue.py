"""Threats, layers and mitigations, as lists show them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from aftershock.model.catalog import LayerItem, MitigationItem, ThreatItem
from aftershock.model.iri import local_name
from aftershock.projection.tsv import iri, rows, text
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from aftershock.projection.tsv import Ask

__all__ = ["agent_slugs", "beside", "layers", "mitigations", "rule_slugs", "threats"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TITLE = "http://purl.org/dc/terms/title"

_BESIDE = (
    *((AFT.PropagationRule, "rule"), (AFT.Layer, "layer"), (AFT.LayerThreat, "layer threat")),
    *((AFT.CatalogueEntry, "catalogue entry"), (AFT.SourceDocument, "document")),
)
"""What has a name besides agents, threats, mitigations, scenarios and components: classes, and what each is called."""


def threats(ask: Ask) -> tuple[ThreatItem, ...]:
    """Read threats, weaknesses and consequences, in the order of their labels.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    strikes: dict[bytes, list[str]] = defaultdict(list)
    for one, kind in rows(ask(f"SELECT ?t ?c {{ ?t <{AFT.strikes}> ?c }} ORDER BY ?c")):
        strikes[one].append(local_name(iri(kind)))
    claims = {
        one: int(text(count))
        for one, count in rows(
            ask(f"SELECT ?t (COUNT(?c) AS ?n) {{ ?c a <{AFT.ThreatClaim}> ; <{AFT.threat}> ?t }} GROUP BY ?t")
        )
    }
    answer = ask(
        f"SELECT ?t ?k (MIN(?l) AS ?label) (MIN(?d) AS ?words) (MIN(?n) AS ?slug) (MIN(?m) AS ?mode) "
        f"{{ VALUES ?k {{ <{AFT.Threat}> <{AFT.Weakness}> <{AFT.Consequence}> }} "
        f"?t a ?k ; <{_SKOS}prefLabel> ?l OPTIONAL {{ ?t <{_SKOS}definition> ?d }} OPTIONAL {{ ?t <{AFT.slug}> ?n }} "
        f"OPTIONAL {{ ?t <{AFT.startsMode}> ?m }} }} GROUP BY ?t ?k ORDER BY LCASE(STR(?label)) ?t"
    )
    return tuple(
        ThreatItem(
            iri=iri(one),
            slug=text(slug) or local_name(iri(one)),
            label=text(label),
            definition=text(definition),
            kind=local_name(iri(kind)).lower(),
            starts_mode=local_name(iri(mode)).lower() if mode else None,
            strikes=tuple(strikes[one]),
            claims=claims.get(one, 0),
        )
        for one, kind, label, definition, slug, mode in rows(answer)
    )


def layers(ask: Ask) -> tuple[LayerItem, ...]:
    """Read the seven layers in order.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    claims = Counter(
        iri(layer)
        for layer, _ in rows(
            ask(
                f"SELECT ?l ?c {{ ?c a <{AFT.ThreatClaim}> ; <http://www.w3.org/ns/prov#wasDerivedFrom> ?s . "
                f"?s <{AFT.layer}> ?l }}"
            )
        )
    )
    answer = ask(
        f"SELECT ?l ?n ?name ?d ?v {{ ?l a <{AFT.Layer}> ; <{AFT.layerNumber}> ?n ; <{_SKOS}prefLabel> ?name ; "
        f"<{AFT.vertical}> ?v OPTIONAL {{ ?l <{_SKOS}definition> ?d }} }} ORDER BY ?n"
    )
    return tuple(
        LayerItem(
            iri=iri(one),
            number=int(text(number)),
            name=text(name),
            definition=text(definition),
            vertical=text(vertical) == "true",
            claims=claims[iri(one)],
        )
        for one, number, name, definition, vertical in rows(answer)
    )


def mitigations(ask: Ask) -> tuple[MitigationItem, ...]:
    """Read the mitigations in the order of their labels.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    answers: dict[bytes, list[str]] = defaultdict(list)
    for one, threat in rows(ask(f"SELECT ?m ?t {{ ?m <{AFT.answers}> ?t }} ORDER BY ?t")):
        answers[one].append(local_name(iri(threat)))
    lowered: dict[bytes, list[str]] = defaultdict(list)
    for one, rule in rows(ask(f"SELECT ?m ?r {{ ?e <{AFT.ofMitigation}> ?m ; <{AFT.onRule}> ?r }} ORDER BY ?r")):
        lowered[one].append(local_name(iri(rule)))
    answer = ask(
        f"SELECT ?m (MIN(?l) AS ?label) (MIN(?d) AS ?words) (MIN(?n) AS ?slug) "
        f"{{ ?m a <{AFT.Mitigation}> ; <{_SKOS}prefLabel> ?l OPTIONAL {{ ?m <{_SKOS}definition> ?d }} "
        f"OPTIONAL {{ ?m <{AFT.slug}> ?n }} }} GROUP BY ?m ORDER BY LCASE(STR(?label)) ?m"
    )
    return tuple(
        MitigationItem(
            iri=iri(one),
            slug=text(slug) or local_name(iri(one)),
            label=text(label),
            definition=text(definition),
            answers=tuple(answers[one]),
            rules=tuple(lowered[one]),
        )
        for one, label, definition, slug in rows(answer)
    )


def agent_slugs(ask: Ask) -> dict[str, str]:
    """Read the slugs that agents are given, by their IRIs.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    return _slugs(ask, f"?s a <{AFT.LayerStatement}> ; <{AFT.agent}> ?one")


def rule_slugs(ask: Ask) -> dict[str, str]:
    """Read the slugs that rules are given, by their IRIs.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    return _slugs(ask, f"?one a <{AFT.PropagationRule}>")


def beside(ask: Ask) -> tuple[tuple[str, str, str, str], ...]:
    """Read what else has a name: rules, layers and their threats, entries of other catalogues, documents.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.

    Returns
    -------
    tuple of (kind, IRI, slug, label)
        The slug is the last part of the IRI: the id that an entry has in its catalogue. It is empty for documents,
        whose last part is a hash.
    """
    kinds = " ".join(f'(<{kind}> "{called}")' for kind, called in _BESIDE)
    answer = ask(
        f"SELECT (MIN(?as) AS ?kind) ?t (MIN(?l) AS ?label) {{ VALUES (?k ?as) {{ {kinds} }} ?t a ?k . "
        f"{{ ?t <{_SKOS}prefLabel> ?l }} UNION {{ ?t <{_TITLE}> ?l }} FILTER(isIRI(?t)) }} GROUP BY ?t"
    )
    found = ((text(kind), iri(one), text(label)) for kind, one, label in rows(answer))
    return tuple((kind, one, "" if kind == "document" else local_name(one), label) for kind, one, label in found)


def _slugs(ask: Ask, which: str) -> dict[str, str]:
    answer = ask(f"SELECT ?one (MIN(?n) AS ?slug) {{ {which} . ?one <{AFT.slug}> ?n }} GROUP BY ?one")
    return {iri(one): text(slug) for one, slug in rows(answer)}
