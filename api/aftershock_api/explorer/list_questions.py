"""The SPARQL behind lists, with what was searched for in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.model.marks import UNGIVEN
from aftershock.vocabulary import NAMESPACE
from aftershock_api.explorer.literals import containing, literal, remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "STARTS",
    "components_question",
    "mitigations_question",
    "placed_question",
    "relations_question",
    "search_question",
    "starts_question",
    "threats_question",
]

_PREFIXES: Final = (
    f"PREFIX aft: <{NAMESPACE}>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)

STARTS: Final = f"""{_PREFIXES}SELECT ?component (COUNT(DISTINCT ?dependent) AS ?dependents) WHERE {{
  ?relation a aft:CarryingRelation .
  {{ ?dependent ?relation ?component }}
  UNION {{ ?d aft:dependee ?component ; aft:relation ?relation ; aft:dependent ?dependent }}
}} GROUP BY ?component ORDER BY DESC(?dependents)"""
"""How many rely on each component straight; what falls beyond them is computed by the rules."""


def components_question(
    search: str, class_name: str, criticality: str = "", layer: str = "", besides: Sequence[str] = ()
) -> str:
    r"""Give the query for components.

    Parameters
    ----------
    search
        Part of a name; empty for all.
    class_name
        Local name of a class of ours; empty for all.
    criticality
        Local name of one, or ``ungiven``; empty for all.
    layer
        Number of a MAESTRO layer, or ``none``; empty for all.
    besides
        Names of filters that the query leaves out, for they are computed; a comment says so.

    Examples
    --------
    >>> 'CONTAINS(LCASE(STR(?label)), "a \\"b\\"")' in components_question('A "B"', "")
    True
    """
    named = class_name if class_name.isalnum() else ""
    graver = ""
    if criticality == UNGIVEN:
        graver = "\n  FILTER NOT EXISTS { ?component aft:criticality ?criticality }"
    elif criticality:
        ending = literal(criticality)
        graver = f"\n  ?component aft:criticality ?criticality . FILTER(STRENDS(STR(?criticality), {ending}))"
    if layer == "none":
        graver += "\n  FILTER NOT EXISTS { ?class rdfs:subClassOf* ?covered . ?anywhere aft:covers ?covered }"
    elif layer:
        graver += f"\n  ?class rdfs:subClassOf* ?covered . ?layer aft:covers ?covered ; aft:layerNumber {int(layer)} ."
    left_out = remark("computed, and not asked here", list(besides))
    return f"""{left_out}{_PREFIXES}SELECT DISTINCT ?component ?label ?class ?owner WHERE {{
  ?component a ?class . ?class rdfs:subClassOf* aft:{named or "Component"} .
  OPTIONAL {{ ?component skos:prefLabel ?label }}
  OPTIONAL {{ ?component aft:accountable ?owner }}{graver}{containing(search, "?label", "?component")}
}} ORDER BY ?label LIMIT 10000"""


def search_question(text: str, most: int) -> str:
    """Give the query for what goes by a text: agents, threats, mitigations, scenarios, components.

    Parameters
    ----------
    text
        Part of a label or a slug, or, of a component, of its IRI.
    most
        Rows at most; what begins with the text comes first, then what is called shortest.
    """
    wanted = literal(text.strip().lower())
    last = 'REPLACE(STR(?thing), IF(STRSTARTS(STR(?thing), "pkg:"), "^[^/]*/", "^.*[/#]"), "")'
    return f"""{_PREFIXES}SELECT ?kind ?thing ?slug ?label WHERE {{
  {{ SELECT ?thing (MIN(?as) AS ?kind) (MIN(?name) AS ?label) (MIN(?short) AS ?slug) WHERE {{
      {{ ?statement a aft:LayerStatement ; aft:agent ?thing . ?thing skos:prefLabel ?called BIND("agent" AS ?as) }}
      UNION {{ VALUES (?type ?as) {{ (aft:Threat "threat") (aft:Weakness "weakness") (aft:Consequence "consequence")
          (aft:Mitigation "mitigation") (aft:Scenario "scenario") (aft:Incident "scenario") }}
        ?thing a ?type ; skos:prefLabel ?called }}
      UNION {{ ?thing a ?class . ?class rdfs:subClassOf* aft:Component BIND("component" AS ?as)
        OPTIONAL {{ ?thing skos:prefLabel ?preferred }} OPTIONAL {{ ?thing rdfs:label ?other }}
        BIND(COALESCE(?preferred, ?other) AS ?called) }}
      OPTIONAL {{ ?thing aft:slug ?given }}
      BIND(COALESCE(STR(?called), STR(?thing)) AS ?name)
      BIND(IF(?as = "component", {last}, COALESCE(STR(?given), {last})) AS ?short)
      BIND(IF(?as = "component", STR(?thing), ?short) AS ?written)
      FILTER(CONTAINS(LCASE(CONCAT(?written, " ", ?name)), {wanted}))
    }} GROUP BY ?thing }}
}} ORDER BY (!STRSTARTS(LCASE(?slug), {wanted})) STRLEN(?label) ?label LIMIT {most}"""


def starts_question(components: Iterable[str]) -> str:
    """Give the query for what some starting points are called, and how many rely on each straight.

    Parameters
    ----------
    components
        Their IRIs; what falls beyond what relies on them straight is computed by the rules.
    """
    named = " ".join(f"<{iri}>" for iri in components)
    return f"""{_PREFIXES}SELECT ?component ?label (COUNT(DISTINCT ?dependent) AS ?dependents) WHERE {{
  VALUES ?component {{ {named} }}
  OPTIONAL {{ ?component skos:prefLabel ?label }}
  OPTIONAL {{ ?relation a aft:CarryingRelation .
    {{ ?dependent ?relation ?component }}
    UNION {{ ?d aft:dependee ?component ; aft:relation ?relation ; aft:dependent ?dependent }} }}
}} GROUP BY ?component ?label ORDER BY DESC(?dependents)"""


def threats_question(search: str) -> str:
    """Give the query for threats, weaknesses and consequences.

    Parameters
    ----------
    search
        Part of a name; empty for all.
    """
    return f"""{_PREFIXES}SELECT DISTINCT ?threat ?label ?kind ?mode WHERE {{
  VALUES ?kind {{ aft:Threat aft:Weakness aft:Consequence }}
  ?threat a ?kind ; skos:prefLabel ?label .
  OPTIONAL {{ ?threat aft:startsMode ?mode }}{containing(search, "?label")}
}} ORDER BY ?label"""


def mitigations_question(search: str) -> str:
    """Give the query for mitigations.

    Parameters
    ----------
    search
        Part of a name; empty for all.
    """
    return f"""{_PREFIXES}SELECT ?mitigation ?label (COUNT(DISTINCT ?threat) AS ?answers) WHERE {{
  ?mitigation a aft:Mitigation ; skos:prefLabel ?label .
  OPTIONAL {{ ?mitigation aft:answers ?threat }}{containing(search, "?label")}
}} GROUP BY ?mitigation ?label ORDER BY ?label"""


def placed_question(mitigation: str) -> str:
    """Give the query for where a mitigation is said to be there, missing, or open.

    Parameters
    ----------
    mitigation
        Its IRI.
    """
    return f"""{_PREFIXES}SELECT DISTINCT ?place ?status ?settle WHERE {{
  ?deployment a aft:MitigationDeployment ; aft:ofMitigation <{mitigation}> ; aft:deployedOn ?place ;
    aft:status ?status .
  OPTIONAL {{ ?deployment aft:wouldSettleIt ?settle }}
}} ORDER BY ?status ?place"""


def relations_question(components: Iterable[str]) -> str:
    """Give the query for the relations at some components; what falls beyond them is computed by the rules.

    Parameters
    ----------
    components
        Their IRIs.
    """
    named = " ".join(f"<{iri}>" for iri in components)
    return f"""{_PREFIXES}SELECT DISTINCT ?dependent ?relation ?dependee WHERE {{
  VALUES ?it {{ {named} }}
  ?relation a aft:CarryingRelation .
  {{ ?it ?relation ?dependee BIND(?it AS ?dependent) }}
  UNION {{ ?dependent ?relation ?it BIND(?it AS ?dependee) }}
  UNION {{ ?d aft:dependent ?it ; aft:relation ?relation ; aft:dependee ?dependee BIND(?it AS ?dependent) }}
  UNION {{ ?d aft:dependee ?it ; aft:relation ?relation ; aft:dependent ?dependent BIND(?it AS ?dependee) }}
}} ORDER BY ?relation ?dependent ?dependee"""
