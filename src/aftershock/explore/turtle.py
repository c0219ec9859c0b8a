"""What pages show, as Turtle: pictures, rankings, documents, scenarios and their replays.

Components, classes, relations, rules and documents keep their IRIs. What a page adds to what the graph says, such as
how many fall, is said with the terms of `VIEW`; nothing in the store uses these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from aftershock.model.iri import local_name
from aftershock.vocabulary import AFT, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from networkx import MultiDiGraph
    from pyoxigraph import BlankNode, NamedNode, Triple

    from aftershock.model.decisions import RankingRow
    from aftershock.model.radius import Likelihood
    from aftershock.model.replay import Replay, ScenarioItem
    from aftershock.projection.stored import Projection

__all__ = ["VIEW", "documents_turtle", "graph_turtle", "ranking_turtle", "replay_turtle", "scenarios_turtle"]

VIEW: Final = "https://w3id.org/aftershock/view#"
"""The namespace of what a page says beyond what the graph does."""

_LABEL: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DERIVED: Final = "http://www.w3.org/ns/prov#wasDerivedFrom"
_TITLE: Final = "http://purl.org/dc/terms/title"
_DESCRIPTION: Final = "http://purl.org/dc/terms/description"
_DATE_TIME: Final = "http://www.w3.org/2001/XMLSchema#dateTime"
_FORM: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$")
_COUNTS: Final = ("affected", "possible", "unknown")
_MOMENTS: Final = frozenset({"ingested", "not_before", "not_after", "as_of", "since", "begin", "end"})
_FACTS: Final = frozenset({"label", "kind", "owner", "criticality", "relation", "rule", "documents"})


class _Iri(str):
    """A value that is an IRI, not a text."""

    __slots__ = ()


class _Moment(str):
    """A value that is a moment as ISO 8601, where it has that form."""

    __slots__ = ()


def graph_turtle(graph: MultiDiGraph[str], projection: Projection) -> bytes:
    """Write what a picture shows.

    Parameters
    ----------
    graph
        As `aftershock.explore.networkx_graph.picture_graph` or ``whole_graph`` gives it.
    projection
        Gives classes, relations and criticalities their IRIs.

    Returns
    -------
    bytes
        Components by their IRIs, groups and arrows as nodes without a name: an arrow has ``from``, ``to`` and what is
        known of it.
    """
    from pyoxigraph import BlankNode, NamedNode

    terms = {
        name: {local_name(iri): iri for iri in iris}
        for name, iris in (
            *(("kind", projection.classes), ("relation", projection.relations)),
            ("criticality", projection.criticalities),
        )
    }
    place = {
        node: BlankNode(f"group{number}") if node.startswith("group:") else NamedNode(node)
        for number, node in enumerate(graph.nodes)
    }

    def triples() -> Iterator[Triple]:
        for node, facts in graph.nodes(data=True):
            at = place[node]
            if isinstance(at, NamedNode):
                yield from _said(at, _TYPE, _term(terms["kind"], facts.get("kind"), AFT.Component))
            else:
                yield from _said(at, _TYPE, _Iri(f"{VIEW}Group"))
            yield from _said(at, _LABEL, facts.get("label"))
            yield from _said(at, AFT.accountable, _iri(facts.get("owner")))
            yield from _said(at, AFT.criticality, _term(terms["criticality"], facts.get("criticality")))
            yield from _rest(at, facts)
        for number, (source, target, facts) in enumerate(graph.edges(data=True)):
            arrow = BlankNode(f"arrow{number}")
            yield from _said(arrow, _TYPE, _Iri(f"{VIEW}Arrow"))
            yield from _said(arrow, f"{VIEW}from", place[source])
            yield from _said(arrow, f"{VIEW}to", place[target])
            yield from _said(arrow, f"{VIEW}relation", _term(terms["relation"], facts.get("relation")))
            yield from _said(arrow, f"{VIEW}rule", _iri(facts.get("rule")))
            for document in facts.get("documents", "").split():
                yield from _said(arrow, _DERIVED, _Iri(document))
            yield from _rest(arrow, facts)

    return _written(triples())


def ranking_turtle(rows: Iterable[tuple[int, RankingRow]], projection: Projection) -> bytes:
    """Write a ranking: each component with its rank, and what falls with it alone.

    Parameters
    ----------
    rows
        Of the ranking, each with its rank.
    projection
        Gives classes their IRIs.
    """
    from pyoxigraph import NamedNode

    classes = {local_name(iri): iri for iri in projection.classes}

    def triples() -> Iterator[Triple]:
        for place, row in rows:
            it = NamedNode(row.component)
            yield from _said(it, _TYPE, _term(classes, row.class_name, AFT.Component))
            yield from _said(it, _LABEL, row.label)
            yield from _said(it, AFT.accountable, _iri(row.owner))
            facts = {"rank": place, "mode": row.mode, "illustrative": row.illustrative, "score": row.score}
            yield from _rest(it, {**facts, **_counts(row.counts)})
            if row.impact is not None:
                impact = {"low": row.impact.low, "impact": row.impact.default, "high": row.impact.high}
                yield from _rest(it, impact)

    return _written(triples())


def documents_turtle(documents: Iterable[tuple[str, str, str, int, int, bool]]) -> bytes:
    """Write the list of documents.

    Parameters
    ----------
    documents
        Of each its IRI, name, when it was ingested, graphs, triples, and whether no later edition took its place.
    """
    from pyoxigraph import NamedNode

    def triples() -> Iterator[Triple]:
        for iri, name, when, graphs, size, current in documents:
            it = NamedNode(iri)
            yield from _said(it, _TYPE, _Iri("http://www.w3.org/ns/prov#Entity"))
            yield from _said(it, _TITLE, name)
            yield from _rest(it, {"ingested": when, "graphs": graphs, "triples": size, "current": current})

    return _written(triples())


def scenarios_turtle(items: Iterable[ScenarioItem]) -> bytes:
    """Write a list of scenarios.

    Parameters
    ----------
    items
        The scenarios.
    """
    return _written(triple for item in items for triple in _scenario(item))


def replay_turtle(replay: Replay) -> bytes:
    """Write a replay: the scenario, what had fallen by each event, on average too, and what fell by it and not before.

    Parameters
    ----------
    replay
        All of its events.
    """
    from pyoxigraph import BlankNode, NamedNode

    def triples() -> Iterator[Triple]:
        yield from _scenario(replay.scenario)
        number = 0
        for place, step in enumerate(replay.steps, 1):
            event = NamedNode(step.iri)
            yield from _said(event, AFT.ofScenario, _Iri(replay.scenario.iri))
            yield from _said(event, _LABEL, step.label)
            moments = {"not_before": step.not_before, "not_after": step.not_after, "as_of": step.as_of}
            yield from _rest(event, {"step": place, "eventKind": step.kind, **moments, **_counts(step.counts)})
            yield from _rest(event, _average("expected", step.expected))
            if step.difference is not None:
                yield from _rest(event, _average("as_things_are", step.difference.expected))
            for one in step.new:
                arrival = BlankNode(f"arrival{number}")
                number += 1
                yield from _said(arrival, _TYPE, _Iri(f"{VIEW}Arrival"))
                yield from _said(arrival, f"{VIEW}event", event)
                yield from _said(arrival, f"{VIEW}component", _Iri(one.component))
                yield from _rest(arrival, {"evidence": one.evidence, "before": one.before, "since": one.since})

    return _written(triples())


def _scenario(item: ScenarioItem) -> Iterator[Triple]:
    from pyoxigraph import NamedNode

    it = NamedNode(item.iri)
    yield from _said(it, _LABEL, item.label)
    yield from _said(it, _DESCRIPTION, item.description or None)
    for start in item.starts:
        yield from _said(it, AFT.startsAt, _Iri(start))
    begin, end = item.window
    yield from _rest(it, {"begin": begin, "end": end, "events": item.events, "figures": item.figures})


def _counts(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in _COUNTS}


def _average(name: str, value: Likelihood | None) -> dict[str, float]:
    if value is None:
        return {}
    return {f"{name}_low": value.low, name: value.default, f"{name}_high": value.high}


def _iri(text: str | None) -> _Iri | None:
    return _Iri(text) if text else None


def _term(terms: Mapping[str, str], name: str | None, other: str | None = None) -> _Iri | None:
    return _iri(terms.get(name or "", other))


def _rest(subject: NamedNode | BlankNode, facts: Mapping[str, Any]) -> Iterator[Triple]:
    """Say with terms of the view what has no term of its own; a name of several words becomes one."""
    for name, value in facts.items():
        if name in _FACTS:
            continue
        first, *others = name.split("_")
        values = value.split() if name in ("severity", "modes") else [value]
        predicate = VIEW + first + "".join(word.capitalize() for word in others)
        for one in values:
            yield from _said(subject, predicate, _Moment(one) if name in _MOMENTS and one else one)


def _said(subject: NamedNode | BlankNode, predicate: str, value: Any) -> Iterator[Triple]:
    """Say one thing; nothing where there is no value."""
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    if value is None:
        return
    if isinstance(value, BlankNode | NamedNode):
        object_: NamedNode | BlankNode | Literal = value
    elif isinstance(value, _Iri):
        object_ = NamedNode(str(value))
    elif isinstance(value, _Moment) and _FORM.match(value):
        object_ = Literal(str(value), datatype=NamedNode(_DATE_TIME))
    else:
        object_ = Literal(str(value) if isinstance(value, str) else value)
    yield Triple(subject, NamedNode(predicate), object_)


def _written(triples: Iterable[Triple]) -> bytes:
    from pyoxigraph import RdfFormat, serialize

    prefixes = {**PREFIXES, "view": VIEW}
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b""
