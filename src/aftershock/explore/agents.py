"""Agents as their threat-model pages tell of them, with the score that the pages' inputs allow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from aftershock.errors import DocumentError, UnknownNameError
from aftershock.model.catalog import AgentItem, AgentRecord, LayerClaim, LayerRecord
from aftershock.model.iri import local_name
from aftershock.projection.tsv import iri, number, rows, text
from aftershock.risk.aivss import aivss
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from aftershock.model.agents import Certainty
    from aftershock.model.risk import Assessment
    from aftershock.projection.tsv import Ask

__all__ = ["agent_items", "agent_names", "agent_record"]

_INPUTS = ("cvss_base", "threat_multiplier", "mitigation_factor")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PROV = "http://www.w3.org/ns/prov#"
_OA = "http://www.w3.org/ns/oa#"


def agent_names(ask: Ask) -> tuple[tuple[str, str], ...]:
    """Give IRI and name of every agent of which a page tells, in the order of their names.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    answer = ask(
        f"SELECT DISTINCT ?a ?l {{ ?s a <{AFT.LayerStatement}> ; <{AFT.agent}> ?a . ?a <{_SKOS}prefLabel> ?l }} "
        "ORDER BY LCASE(STR(?l)) ?a"
    )
    return tuple({iri(one): text(label) for one, label in rows(answer)}.items())


def agent_items(ask: Ask) -> tuple[AgentItem, ...]:
    """Give every agent as a list shows it.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    exposed: dict[tuple[str, int], int] = defaultdict(int)
    for one, layer, count in rows(
        ask(
            f"SELECT ?a ?n (COUNT(?c) AS ?k) {{ ?c a <{AFT.ThreatClaim}> ; <{AFT.agent}> ?a ; "
            f"<{AFT.polarity}> <{AFT.Exposed}> ; <{_PROV}wasDerivedFrom> ?s . ?s <{AFT.layer}> ?l . "
            f"?l <{AFT.layerNumber}> ?n }} GROUP BY ?a ?n"
        )
    ):
        exposed[iri(one), int(text(layer))] = int(text(count))
    strips: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for one, layer, certainty in rows(
        ask(
            f"SELECT ?a ?n ?c {{ ?s a <{AFT.LayerStatement}> ; <{AFT.agent}> ?a ; <{AFT.layer}> ?l ; "
            f"<{AFT.sourceCertainty}> ?c . ?l <{AFT.layerNumber}> ?n }} ORDER BY ?a ?n"
        )
    ):
        place = iri(one), int(text(layer))
        strips[place[0]].append((place[1], _certainty(certainty), exposed[place]))
    return tuple(
        AgentItem(
            iri=one,
            slug=local_name(one),
            name=name,
            low=float(score.low),
            high=float(score.high),
            layers=tuple(strips[one]),
        )
        for one, name in agent_names(ask)
        for score in (_assessment(ask, one)[1],)
    )


def agent_record(ask: Ask, agent: str) -> AgentRecord:
    """Give everything that its page says of one agent.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    agent
        Its IRI; one that `agent_names` gives.
    """
    name, summary = next(
        (
            (text(label), text(words))
            for label, words in rows(
                ask(
                    f"SELECT ?l ?d {{ <{agent}> <{_SKOS}prefLabel> ?l "
                    f"OPTIONAL {{ <{agent}> <http://purl.org/dc/terms/description> ?d }} }} "
                    "ORDER BY DESC(?d) ?l LIMIT 1"
                )
            )
        ),
        (local_name(agent), ""),
    )
    factors, score = _assessment(ask, agent)
    layers, document = _layers(ask, agent)
    return AgentRecord(
        iri=agent,
        slug=local_name(agent),
        name=name,
        summary=summary,
        factors=factors,
        aivss=score,
        layers=layers,
        document=document,
    )


def _assessment(ask: Ask, agent: str) -> tuple[dict[str, float], Assessment]:
    """Read the page's factors and inputs, and score them by the directory's practice."""
    answer = ask(
        f"SELECT ?n ?v {{ ?r a <{AFT.RiskAssessment}> ; <{AFT.assesses}> <{agent}> ; <{AFT.factorScore}> ?f . "
        f"?f <{AFT.factorName}> ?n ; <{AFT.score}> ?v OPTIONAL {{ ?f <{AFT.order}> ?o }} }} ORDER BY ?o ?n"
    )
    written = {text(name): text(value) for name, value in rows(answer)}
    inputs = ask(
        f"SELECT ?b ?t ?m {{ ?r a <{AFT.RiskAssessment}> ; <{AFT.assesses}> <{agent}> "
        f"OPTIONAL {{ ?r <{AFT.cvssBase}> ?b }} OPTIONAL {{ ?r <{AFT.threatMultiplier}> ?t }} "
        f"OPTIONAL {{ ?r <{AFT.mitigationFactor}> ?m }} }} LIMIT 1"
    )
    given = dict(zip(_INPUTS, map(text, next(iter(rows(inputs)), [b"", b"", b""])), strict=True))
    score = _scored(dict(written), {name: value for name, value in given.items() if value})
    return {name: float(value) for name, value in written.items()}, score


def _scored(factors: dict[str, str], inputs: dict[str, str]) -> Assessment:
    """Score what the method takes; what it refuses counts as missing, and a note says so: one page fails no list."""
    left_out: list[str] = []
    while True:
        try:
            score = aivss(factors, method="directory", **inputs)
        except (DocumentError, UnknownNameError) as refused:
            named = refused.field if isinstance(refused, DocumentError) else refused.name
            if named is None or (inputs.pop(named, None) is None and factors.pop(named, None) is None):
                raise
            left_out.append(f"left out, and so missing: {refused}")
        else:
            return replace(score, notes=(*score.notes, *left_out))


def _layers(ask: Ask, agent: str) -> tuple[tuple[LayerRecord, ...], str]:
    claims: dict[bytes, list[LayerClaim]] = defaultdict(list)
    answer = ask(
        f"SELECT DISTINCT ?s ?t ?l ?p ?e ?from ?to {{ ?c a <{AFT.ThreatClaim}> ; <{AFT.agent}> <{agent}> ; "
        f"<{AFT.threat}> ?t ; <{AFT.polarity}> ?p ; <{_PROV}wasDerivedFrom> ?s , ?span . ?s a <{AFT.LayerStatement}> . "
        f"?span <{_OA}hasSelector> ?q , ?o . ?q <{_OA}exact> ?e . ?o <{_OA}start> ?from ; <{_OA}end> ?to . "
        f"?t <{_SKOS}prefLabel> ?l }} ORDER BY ?from ?to ?t"
    )
    for statement, threat, label, polarity, words, start, end in rows(answer):
        claims[statement].append(
            LayerClaim(
                threat=local_name(iri(threat)),
                label=text(label),
                polarity="mitigated" if iri(polarity) == AFT.Mitigated else "exposed",
                span=text(words),
                offsets=(int(text(start)), int(text(end))),
            )
        )
    silent: dict[bytes, list[str]] = defaultdict(list)
    for statement, words in rows(
        ask(
            f"SELECT ?s ?t {{ ?u a <{AFT.UnclassifiedStatement}> ; <{_PROV}wasDerivedFrom> ?s ; <{AFT.text}> ?t . "
            f"?s <{AFT.agent}> <{agent}> OPTIONAL {{ ?u <{AFT.startOffset}> ?o }} }} ORDER BY ?s ?o"
        )
    ):
        silent[statement].append(text(words))
    answer = ask(
        f"SELECT ?s ?n ?name ?c ?t ?o ?d {{ ?s a <{AFT.LayerStatement}> ; <{AFT.agent}> <{agent}> ; <{AFT.layer}> ?l ; "
        f"<{AFT.sourceCertainty}> ?c ; <{AFT.text}> ?t ; <{_PROV}wasDerivedFrom> ?d . "
        f"?l <{AFT.layerNumber}> ?n ; <{_SKOS}prefLabel> ?name OPTIONAL {{ ?s <{AFT.startOffset}> ?o }} }} ORDER BY ?n"
    )
    found = [
        (
            LayerRecord(
                number=int(text(layer)),
                name=text(name),
                certainty=_certainty(certainty),
                text=text(words),
                threats=tuple(claims[statement]),
                unclassified=tuple(silent[statement]),
                offset=int(number(offset) or 0),
            ),
            iri(document),
        )
        for statement, layer, name, certainty, words, offset, document in rows(answer)
    ]
    return tuple(layer for layer, _ in found), found[0][1] if found else ""


def _certainty(cell: bytes) -> Certainty:
    return "stated" if iri(cell) == AFT.Stated else "not-certain"
