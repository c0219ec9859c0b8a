"""Agents as their threat-model pages and the catalogue tell of them, with the score that their inputs allow.

What a document in the graph says of an agent comes first. The catalogue tells of agents whose pages it only points at:
its claims are added layer by layer where the document does not make them, and stand alone where there is no document.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftershock.explore.scores import scores
from aftershock.model.catalog import AgentItem, AgentRecord, LayerClaim, LayerRecord
from aftershock.model.iri import local_name
from aftershock.projection.tsv import iri, number, rows, text
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aftershock.model.agents import Certainty
    from aftershock.projection.tsv import Ask

__all__ = ["agent_items", "agent_names", "agent_record"]

_DCTERMS = "http://purl.org/dc/terms/"
_OA = "http://www.w3.org/ns/oa#"
_PROV = "http://www.w3.org/ns/prov#"
_SEE = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class _Statement:
    """A layer statement: of which agent and layer, how certain, from which document, else from which page."""

    iri: str
    agent: str
    number: int
    layer: str
    certainty: Certainty
    document: str
    source: str | None


def agent_names(ask: Ask) -> tuple[tuple[str, str], ...]:
    """Give IRI and name of every agent of which a page or the catalogue tells, in the order of their names.

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
    """Give every agent as a list shows it; the number of queries does not grow with the agents.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    exposed: dict[str, set[str]] = defaultdict(set)
    for statement, threat in rows(
        ask(
            f"SELECT ?s ?t {{ ?c a <{AFT.ThreatClaim}> ; <{AFT.polarity}> <{AFT.Exposed}> ; <{AFT.threat}> ?t ; "
            f"<{_PROV}wasDerivedFrom> ?s . ?s a <{AFT.LayerStatement}> }}"
        )
    ):
        exposed[iri(statement)].add(iri(threat))
    told: dict[str, list[_Statement]] = defaultdict(list)
    for one in _statements(ask):
        told[one.agent].append(one)
    named = agent_names(ask)
    scored = scores(ask, [one for one, _ in named])
    return tuple(
        AgentItem(
            iri=one,
            slug=local_name(one),
            name=name,
            low=float(score.low),
            high=float(score.high),
            layers=tuple(
                (first.number, first.certainty, len(set().union(*(exposed[each.iri] for each in (first, *others)))))
                for first, others in _layers(told[one])
            ),
            source=None if any(each.document for each in told[one]) else _source(told[one]),
        )
        for one, name in named
        for _, score in (scored[one],)
    )


def agent_record(ask: Ask, agent: str) -> AgentRecord:
    """Give everything that its page and the catalogue say of one agent.

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
                    f"OPTIONAL {{ <{agent}> <{_DCTERMS}description> ?d }} }} "
                    "ORDER BY DESC(?d) ?l LIMIT 1"
                )
            )
        ),
        (local_name(agent), ""),
    )
    factors, score = scores(ask, [agent])[agent]
    statements = tuple(_statements(ask, agent))
    texts, silent, claims = _texts(ask, agent), _silent(ask, agent), _claims(ask, agent)
    return AgentRecord(
        iri=agent,
        slug=local_name(agent),
        name=name,
        summary=summary,
        factors=factors,
        aivss=score,
        layers=tuple(
            LayerRecord(
                number=first.number,
                name=first.layer,
                certainty=first.certainty,
                text=texts.get(first.iri, ("", 0))[0],
                threats=_joined(claims, (first, *others)),
                unclassified=tuple(silent.get(first.iri, ())),
                offset=texts.get(first.iri, ("", 0))[1],
            )
            for first, others in _layers(statements)
        ),
        document=next((one.document for one in statements if one.document), ""),
        source=_source(statements),
    )


def _statements(ask: Ask, agent: str | None = None) -> Iterator[_Statement]:
    """Give the layer statements of one agent or all, those of documents first, then in the order of the layers."""
    only = f"VALUES ?a {{ <{agent}> }} " if agent else ""
    answer = ask(
        f"SELECT ?s ?a ?n ?name ?c ?d ?w ?u {{ {only}?s a <{AFT.LayerStatement}> ; <{AFT.agent}> ?a ; "
        f"<{AFT.layer}> ?l ; <{AFT.sourceCertainty}> ?c ; <{_PROV}wasDerivedFrom> ?d . "
        f"?l <{AFT.layerNumber}> ?n ; <{_SKOS}prefLabel> ?name "
        f"OPTIONAL {{ ?d a ?w VALUES ?w {{ <{_DCTERMS}BibliographicResource> }} OPTIONAL {{ ?d <{_SEE}> ?u }} }} }}"
    )
    found: dict[bytes, _Statement] = {}
    for statement, one, layer, name, certainty, document, work, address in sorted(rows(answer)):
        found.setdefault(
            statement,
            _Statement(
                iri=iri(statement),
                agent=iri(one),
                number=int(text(layer)),
                layer=text(name),
                certainty="stated" if iri(certainty) == AFT.Stated else "not-certain",
                document="" if work else iri(document),
                source=(iri(address) or iri(document)) if work else None,
            ),
        )
    yield from sorted(found.values(), key=lambda one: (not one.document, one.number, one.iri))


def _layers(statements: Iterable[_Statement]) -> list[tuple[_Statement, list[_Statement]]]:
    """Join the statements of an agent: each of a document by itself, the catalogue's to the first of their layer."""
    joined: list[tuple[_Statement, list[_Statement]]] = []
    for one in statements:
        before = [others for first, others in joined if first.number == one.number]
        if one.document or not before:
            joined.append((one, []))
        else:
            before[0].append(one)
    return sorted(joined, key=lambda pair: pair[0].number)


def _joined(claims: Mapping[str, Sequence[LayerClaim]], statements: Iterable[_Statement]) -> tuple[LayerClaim, ...]:
    """Give the claims of one layer: all of its first statement, and of the others those that were not made before."""
    found: list[LayerClaim] = []
    for one in statements:
        made = {(claim.threat, claim.polarity) for claim in found}
        found += [claim for claim in claims.get(one.iri, ()) if (claim.threat, claim.polarity) not in made]
    return tuple(found)


def _claims(ask: Ask, agent: str) -> dict[str, list[LayerClaim]]:
    found: dict[str, list[LayerClaim]] = defaultdict(list)
    answer = ask(
        f"SELECT DISTINCT ?s ?t ?l ?p ?e ?from ?to ?w ?u {{ ?c a <{AFT.ThreatClaim}> ; <{AFT.agent}> <{agent}> ; "
        f"<{AFT.threat}> ?t ; <{AFT.polarity}> ?p ; <{_PROV}wasDerivedFrom> ?s . ?s a <{AFT.LayerStatement}> . "
        f"?t <{_SKOS}prefLabel> ?l "
        f"OPTIONAL {{ ?c <{_PROV}wasDerivedFrom> ?span . ?span <{_OA}hasSelector> ?q , ?o . "
        f"?q <{_OA}exact> ?e . ?o <{_OA}start> ?from ; <{_OA}end> ?to }} "
        f"OPTIONAL {{ ?c <{_DCTERMS}source> ?w OPTIONAL {{ ?w <{_SEE}> ?u }} }} }} ORDER BY ?from ?to ?t ?u"
    )
    for statement, threat, label, polarity, words, start, end, work, address in rows(answer):
        found[iri(statement)].append(
            LayerClaim(
                threat=local_name(iri(threat)),
                label=text(label),
                polarity="mitigated" if iri(polarity) == AFT.Mitigated else "exposed",
                span=text(words) if words else None,
                offsets=(int(text(start)), int(text(end))) if words else None,
                source=None if words else iri(address) or iri(work) or None,
            )
        )
    return found


def _texts(ask: Ask, agent: str) -> dict[str, tuple[str, int]]:
    answer = ask(
        f"SELECT ?s ?t ?o {{ ?s a <{AFT.LayerStatement}> ; <{AFT.agent}> <{agent}> ; <{AFT.text}> ?t "
        f"OPTIONAL {{ ?s <{AFT.startOffset}> ?o }} }}"
    )
    return {iri(statement): (text(words), int(number(offset) or 0)) for statement, words, offset in rows(answer)}


def _silent(ask: Ask, agent: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    answer = ask(
        f"SELECT ?s ?t {{ ?u a <{AFT.UnclassifiedStatement}> ; <{_PROV}wasDerivedFrom> ?s ; <{AFT.text}> ?t . "
        f"?s <{AFT.agent}> <{agent}> OPTIONAL {{ ?u <{AFT.startOffset}> ?o }} }} ORDER BY ?s ?o"
    )
    for statement, words in rows(answer):
        found[iri(statement)].append(text(words))
    return found


def _source(statements: Iterable[_Statement]) -> str | None:
    return next((one.source for one in statements if one.source), None)
