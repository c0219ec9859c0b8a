"""The SPARQL behind every view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.vocabulary import ID, NAMESPACE
from aftershock_api.explorer.component_filters import COMPUTED
from aftershock_api.explorer.literals import remark

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ONTOLOGY_GRAPHS",
    "ONTOLOGY_TERMS",
    "RULES",
    "SHOWN_STATEMENTS",
    "UNOWNED",
    "UNSAID",
    "deployments_question",
    "graph_asked",
    "graph_question",
    "inside_question",
    "inward_question",
    "mitigation_question",
    "outward_question",
    "property_question",
    "said_asked",
    "scenario_question",
]

SHOWN_STATEMENTS: Final = 500
"""Statements each way that a page of an IRI shows."""

_AFT: Final = f"PREFIX aft: <{NAMESPACE}>\n"
_SKOS: Final = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"


ONTOLOGY_GRAPHS: Final = f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  GRAPH ?graph {{ ?s ?p ?o }}
  FILTER(STRSTARTS(STR(?graph), "{ID}graph/ontology/"))
}}"""

ONTOLOGY_TERMS: Final = f"""{_SKOS}PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?term (SAMPLE(?type) AS ?kind) (SAMPLE(?words) AS ?definition) WHERE {{
  GRAPH ?graph {{ ?term a ?type . OPTIONAL {{ ?term skos:definition ?words }} }}
  FILTER(STRSTARTS(STR(?graph), "{ID}graph/ontology/") && STRSTARTS(STR(?term), "{NAMESPACE}"))
}} GROUP BY ?term ORDER BY ?term"""

UNSAID: Final = f"""{_AFT}SELECT (COUNT(DISTINCT ?component) AS ?count) WHERE {{
  ?component aft:dependencyCompleteness aft:NoAssertion
}}"""

UNOWNED: Final = f"""{_AFT}PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT (COUNT(DISTINCT ?component) AS ?count) WHERE {{
  ?class rdfs:subClassOf* aft:Service .
  GRAPH ?graph {{ ?component a ?class }}
  FILTER(!STRSTARTS(STR(?graph), "{ID}graph/catalog/"))
  FILTER NOT EXISTS {{ ?component aft:accountable ?owner }}
}}"""
"""Counts services of documents: nobody is to be called for those that only the catalogue tells of."""


RULES: Final = f"""{_AFT}{_SKOS}SELECT ?rule ?label ?basis WHERE {{
  ?rule a aft:PropagationRule .
  OPTIONAL {{ ?rule skos:prefLabel ?label }}
  OPTIONAL {{ ?rule aft:estimateBasis ?basis }}
}}"""


def scenario_question(scenario: str, besides: Sequence[str] = ()) -> str:
    """Give the query for the events of a scenario.

    Parameters
    ----------
    scenario
        Its IRI.
    besides
        Names of filters of what had fallen by the events; that is computed, and a comment says so.
    """
    left_out = remark(COMPUTED, ["what had fallen by each event", *besides] if besides else [])
    return f"""{left_out}{_AFT}{_SKOS}SELECT ?event ?label ?kind ?from ?to ?component WHERE {{
  ?event aft:ofScenario <{scenario}> ; aft:eventKind ?kind ; aft:notBefore ?from .
  OPTIONAL {{ ?event skos:prefLabel ?label }}
  OPTIONAL {{ ?event aft:notAfter ?to }}
  OPTIONAL {{ ?event aft:onComponent ?component }}
}} ORDER BY ?to ?from"""


def deployments_question(agent: str) -> str:
    """Give the query for what is said of mitigations on an agent and its parts.

    Parameters
    ----------
    agent
        Its IRI.
    """
    return f"""{_AFT}SELECT DISTINCT ?mitigation ?place ?status ?settle WHERE {{
  ?deployment a aft:MitigationDeployment ; aft:ofMitigation ?mitigation ; aft:deployedOn ?place ; aft:status ?status .
  ?place aft:partOf? <{agent}> .
  OPTIONAL {{ ?deployment aft:wouldSettleIt ?settle }}
}} ORDER BY ?mitigation ?place"""


def mitigation_question(mitigation: str) -> str:
    """Give the query for the rules that a mitigation lowers, and by how much.

    Parameters
    ----------
    mitigation
        Its IRI.
    """
    return f"""{_AFT}{_SKOS}SELECT ?rule ?label ?low ?factor ?high ?basis WHERE {{
  ?effect aft:ofMitigation <{mitigation}> ; aft:onRule ?rule .
  OPTIONAL {{ ?rule skos:prefLabel ?label }}
  OPTIONAL {{ ?effect aft:factorLow ?low ; aft:factor ?factor ; aft:factorHigh ?high ; aft:estimateBasis ?basis }}
}} ORDER BY ?rule"""


def outward_question(iri: str) -> str:
    """Give the query for what is said of something.

    Parameters
    ----------
    iri
        Of the thing.
    """
    return f"""SELECT ?property ?value ?graph WHERE {{
  GRAPH ?graph {{ <{iri}> ?property ?value }}
}} ORDER BY ?property ?value LIMIT {SHOWN_STATEMENTS}"""


def inward_question(iri: str) -> str:
    """Give the query for what is said with something as its object.

    Parameters
    ----------
    iri
        Of the thing.
    """
    return f"""SELECT ?property ?subject ?graph WHERE {{
  GRAPH ?graph {{ ?subject ?property <{iri}> }}
}} ORDER BY ?property ?subject LIMIT {SHOWN_STATEMENTS}"""


def property_question(iri: str) -> str:
    """Give the query for statements of which something is the property; in no order, for there may be very many.

    Parameters
    ----------
    iri
        Of the property.
    """
    return f"""SELECT ?subject ?value ?graph WHERE {{
  GRAPH ?graph {{ ?subject <{iri}> ?value }}
}} LIMIT {SHOWN_STATEMENTS}"""


def graph_asked(graph: str) -> str:
    """Give the query for whether a graph is there.

    Parameters
    ----------
    graph
        Its IRI.
    """
    return f"ASK {{ GRAPH <{graph}> {{ ?subject ?property ?value }} }}"


def said_asked(iri: str) -> str:
    """Give the query for whether anything is said of something, with it, as its property, or in it as a graph.

    Parameters
    ----------
    iri
        Of the thing.
    """
    return f"""ASK {{
  {{ GRAPH ?graph {{ <{iri}> ?property ?value }} }} UNION {{ GRAPH ?graph {{ ?subject ?property <{iri}> }} }}
  UNION {{ GRAPH ?graph {{ ?subject <{iri}> ?value }} }} UNION {{ GRAPH <{iri}> {{ ?subject ?property ?value }} }}
}}"""


def graph_question(graph: str) -> str:
    """Give the query for what is in a graph, as a graph.

    Parameters
    ----------
    graph
        Its IRI.
    """
    return f"CONSTRUCT {{ ?subject ?property ?value }} WHERE {{ GRAPH <{graph}> {{ ?subject ?property ?value }} }}"


def inside_question(graph: str) -> str:
    """Give the query for what is in a graph, as rows.

    Parameters
    ----------
    graph
        Its IRI.
    """
    return f"""SELECT ?property ?value ?subject WHERE {{
  GRAPH <{graph}> {{ ?subject ?property ?value }}
}} ORDER BY ?subject ?property ?value LIMIT {SHOWN_STATEMENTS}"""
