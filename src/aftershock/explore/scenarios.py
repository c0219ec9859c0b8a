"""Scenarios and incidents as the graph tells them: windows, events, figures, and who says so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aftershock.model.iri import local_name
from aftershock.model.replay import Event, Figure, Scenario, ScenarioItem, Source
from aftershock.projection.moments import instant, written
from aftershock.projection.tsv import iri, number, rows, text
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aftershock.projection.tsv import Ask

__all__ = ["read_notes", "read_scenarios"]

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_SEE: Final = "http://www.w3.org/2000/01/rdf-schema#seeAlso"


def read_scenarios(ask: Ask) -> tuple[Scenario, ...]:
    """Read all scenarios, oldest first.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    sources = _sources(ask)
    events, figures = _events(ask, sources), _figures(ask, sources)
    starts = _many(ask, AFT.startsAt)
    answer = ask(
        f"SELECT ?s (SAMPLE(?n) AS ?slug) (SAMPLE(?l) AS ?label) (SAMPLE(?d) AS ?about) (MIN(?f) AS ?from) "
        f"(MAX(?u) AS ?until) {{ VALUES ?k {{ <{AFT.Scenario}> <{AFT.Incident}> }} ?s a ?k "
        f"OPTIONAL {{ ?s <{AFT.slug}> ?n }} OPTIONAL {{ ?s <{_SKOS}prefLabel> ?l }} "
        f"OPTIONAL {{ ?s <{_DCTERMS}description> ?d }} OPTIONAL {{ ?s <{AFT.windowFrom}> ?f }} "
        f"OPTIONAL {{ ?s <{AFT.windowUntil}> ?u }} }} GROUP BY ?s ORDER BY ?s"
    )
    found = []
    for one, slug, label, description, begin, end in rows(answer):
        name = iri(one)
        first, last = (instant(text(cell)) if cell else None for cell in (begin, end))
        item = ScenarioItem(
            iri=name,
            slug=text(slug) or local_name(name),
            label=text(label) or local_name(name),
            description=text(description),
            window=(None if first is None else written(first), None if last is None else written(last)),
            starts=tuple(sorted(starts[name])),
            events=len(events[name]),
            figures=len(figures[name]),
        )
        found.append(Scenario(item, first, last, tuple(events[name]), tuple(figures[name])))
    return tuple(sorted(found, key=lambda one: (one.item.window[0] or "", one.item.iri)))


def read_notes(ask: Ask) -> dict[str, str]:
    """Read the notes on scope that things have, by IRI.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    """
    answer = ask(f"SELECT ?c (SAMPLE(?n) AS ?note) {{ ?c <{_SKOS}scopeNote> ?n }} GROUP BY ?c")
    return {iri(one): text(note) for one, note in rows(answer)}


def _events(ask: Ask, sources: Mapping[str, Source]) -> Mapping[str, list[Event]]:
    components, said = _many(ask, AFT.onComponent), _many(ask, f"{_DCTERMS}source")
    answer = ask(
        f"SELECT ?e ?s (SAMPLE(?l) AS ?label) (SAMPLE(?k) AS ?kind) (MIN(?b) AS ?first) (MAX(?a) AS ?last) "
        f"(SAMPLE(?m) AS ?mode) {{ ?e a <{AFT.ScenarioEvent}> ; <{AFT.ofScenario}> ?s ; <{AFT.eventKind}> ?k ; "
        f"<{AFT.notBefore}> ?b OPTIONAL {{ ?e <{_SKOS}prefLabel> ?l }} OPTIONAL {{ ?e <{AFT.notAfter}> ?a }} "
        f"OPTIONAL {{ ?e <{AFT.putsInMode}> ?m }} }} GROUP BY ?e ?s"
    )
    found: dict[str, list[Event]] = defaultdict(list)
    for one, scenario, label, kind, begin, end, mode in rows(answer):
        name, first = iri(one), instant(text(begin))
        found[iri(scenario)].append(
            Event(
                iri=name,
                label=text(label) or local_name(name),
                kind=local_name(iri(kind)),
                not_before=first,
                not_after=instant(text(end)) if end else first,
                components=tuple(sorted(components[name])),
                mode=iri(mode) or None,
                sources=_named(said[name], sources),
            )
        )
    for events in found.values():
        events.sort(key=lambda event: (event.not_after, event.not_before, event.iri))
    return found


def _figures(ask: Ask, sources: Mapping[str, Source]) -> Mapping[str, list[Figure]]:
    low_said, high_said = _many(ask, AFT.saidLow), _many(ask, AFT.saidHigh)
    answer = ask(
        f"SELECT ?f ?s (SAMPLE(?m) AS ?what) (MIN(?l) AS ?low) (MAX(?h) AS ?high) (SAMPLE(?n) AS ?note) "
        f"(SAMPLE(?c) AS ?class) {{ ?f a <{AFT.Figure}> ; <{AFT.ofScenario}> ?s ; <{AFT.figureLow}> ?l ; "
        f"<{AFT.figureHigh}> ?h OPTIONAL {{ ?f <{AFT.measures}> ?m }} OPTIONAL {{ ?f <{_SKOS}scopeNote> ?n }} "
        f"OPTIONAL {{ ?f <{AFT.comparesWith}> ?c }} }} GROUP BY ?f ?s ORDER BY ?f"
    )
    found: dict[str, list[Figure]] = defaultdict(list)
    for one, scenario, measures, low, high, note, kind in rows(answer):
        name = iri(one)
        found[iri(scenario)].append(
            Figure(
                iri=name,
                measures=text(measures) or local_name(name),
                low=number(low) or 0.0,
                high=number(high) or 0.0,
                said_low=_named(low_said[name], sources),
                said_high=_named(high_said[name], sources),
                note=text(note),
                compares_with=iri(kind) or None,
            )
        )
    return found


def _sources(ask: Ask) -> dict[str, Source]:
    answer = ask(
        f"SELECT ?s (SAMPLE(?t) AS ?title) (SAMPLE(?a) AS ?address) {{ ?s a <{_DCTERMS}BibliographicResource> "
        f"OPTIONAL {{ ?s <{_DCTERMS}title> ?t }} OPTIONAL {{ ?s <{_SEE}> ?a }} }} GROUP BY ?s"
    )
    return {
        iri(one): Source(iri(one), text(title) or local_name(iri(one)), iri(address) or None)
        for one, title, address in rows(answer)
    }


def _many(ask: Ask, property_: str) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in rows(ask(f"SELECT DISTINCT ?s ?o {{ ?s <{property_}> ?o FILTER(isIRI(?o)) }}")):
        found[iri(one)].add(iri(other))
    return found


def _named(names: Iterable[str], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sorted((sources[name] for name in names if name in sources), key=lambda one: (one.title, one.iri)))
