"""The SPARQL behind agents and what is claimed of them, with what the filters of a page leave of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.vocabulary import NAMESPACE
from aftershock_api.explorer.literals import containing, remark

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["agent_question", "agents_question", "claims_question", "matrix_question"]

_AFT: Final = f"PREFIX aft: <{NAMESPACE}>\n"
_DCTERMS: Final = "PREFIX dcterms: <http://purl.org/dc/terms/>\n"
_OA: Final = "PREFIX oa: <http://www.w3.org/ns/oa#>\n"
_PROV: Final = "PREFIX prov: <http://www.w3.org/ns/prov#>\n"
_SKOS: Final = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"

_MOST: Final = 10_000
"""Claims of a threat that are read."""

_CATALOGUED: Final = "prov:wasDerivedFrom/a dcterms:BibliographicResource"
_RECORD: Final = f"""  ?statement a aft:LayerStatement ; aft:agent ?agent ; aft:layer ?layer .
  ?layer aft:layerNumber ?number .
  BIND(EXISTS {{ ?statement {_CATALOGUED} }}
    && EXISTS {{ ?told a aft:LayerStatement ; aft:agent ?agent ; aft:layer ?layer
      FILTER NOT EXISTS {{ ?told {_CATALOGUED} }} }} AS ?added)
  ?first a aft:LayerStatement ; aft:agent ?agent ; aft:layer ?layer ; aft:sourceCertainty ?certainty .
  FILTER(IF(?added, NOT EXISTS {{ ?first {_CATALOGUED} }}, ?first = ?statement))"""
"""What the catalogue says of a layer is added to what a document says of it, and as certain as that."""


_OPEN: Final = """NOT EXISTS {{ ?other aft:agent ?agent ; aft:threat {threat} ; aft:polarity aft:Mitigated }}
    && NOT EXISTS {{ ?deployment aft:status aft:Present ; aft:ofMitigation/aft:answers {threat} ;
      aft:deployedOn/aft:partOf? ?agent }}"""
"""That nothing known answers what is claimed: no page claims protection, and no mitigation is known to be in place."""

_SURE: Final = {"stated": "=", "not-certain": "!="}
"""How the certainty of a claim stands to ``aft:Stated``, by the name that addresses have for it."""


def _certain(certainty: str | None) -> str:
    return f"\n  FILTER(?certainty {_SURE[certainty]} aft:Stated)" if certainty else ""


def _of_layer(layer: int | None) -> str:
    return "" if layer is None else f"\n  FILTER(?number = {layer})"


def _last_part(variable: str) -> str:
    return f'REPLACE(STR({variable}), "^.*[/#]", "")'


def agents_question(
    search: str = "", layer: int | None = None, certainty: str | None = None, besides: Sequence[str] = ()
) -> str:
    """Give the query for agents of which a page or the catalogue tells: in how many layers, and how many claims.

    Parameters
    ----------
    search
        Part of a name; empty for all.
    layer
        Only agents of which something is claimed in it.
    certainty
        ``"stated"`` or ``"not-certain"``: only agents of which something is claimed so surely.
    besides
        Names of filters that the query leaves out, for they are computed; a comment says so.

    Examples
    --------
    >>> "FILTER" in agents_question(), "FILTER(?number = 4)" in agents_question(layer=4)
    (False, True)
    """
    claimed = ""
    if layer is not None or certainty:
        claimed = f"""
  {{ SELECT DISTINCT ?agent WHERE {{
  ?exposure aft:polarity aft:Exposed ; prov:wasDerivedFrom ?statement .
{_RECORD}{_of_layer(layer)}{_certain(certainty)}
  }} }}"""
    prefixes = f"{_AFT}{_SKOS}{_PROV}{_DCTERMS if claimed else ''}"
    return f"""{remark("computed, and not asked here", list(besides))}{prefixes}SELECT ?agent (MIN(?called) AS ?name)
  (COUNT(DISTINCT ?told) AS ?layers) (COUNT(DISTINCT ?claimed) AS ?claims) WHERE {{
  ?page a aft:LayerStatement ; aft:agent ?agent ; aft:layer/aft:layerNumber ?told .
  ?agent skos:prefLabel ?called .
  OPTIONAL {{ ?claim prov:wasDerivedFrom ?page ; aft:polarity aft:Exposed ; aft:threat ?threat .
    ?page aft:layer/aft:layerNumber ?of BIND(CONCAT(STR(?of), " ", STR(?threat)) AS ?claimed) }}\
{containing(search, "?called", _last_part("?agent"))}{claimed}
}} GROUP BY ?agent ORDER BY LCASE(?name)"""


def matrix_question(
    rows: str = "threats",
    search: str = "",
    layer: int | None = None,
    certainty: str | None = None,
    besides: Sequence[str] = (),
) -> str:
    """Give the query for claims of exposure, one for each agent, layer and threat.

    ``?open`` where the agent's page claims no protection from the threat, and no mitigation that answers it is known
    to be in place on the agent or a part of it.

    Parameters
    ----------
    rows
        ``"threats"`` or ``"agents"``: whose names are searched.
    search, layer, certainty, besides
        As for `agents_question`; a claim that is stated anywhere is stated.
    """
    named = ("?label", "?threat") if rows == "threats" else ("?name", "?agent")
    sought = containing(search, f'CONCAT(COALESCE({named[0]}, ""), " ", {_last_part(named[1])})')
    return f"""{remark("computed, and not asked here", list(besides))}{_AFT}{_PROV}{_SKOS}\
SELECT ?agent ?name ?number ?threat ?label ?certainty ?open WHERE {{
  {{ SELECT ?agent ?number ?threat (MIN(?called) AS ?name) (MIN(?titled) AS ?label)
      (IRI(MAX(STR(?sure))) AS ?certainty) WHERE {{
    ?claim a aft:ThreatClaim ; aft:agent ?agent ; aft:threat ?threat ; aft:polarity aft:Exposed ;
      prov:wasDerivedFrom ?statement .
    ?statement aft:layer/aft:layerNumber ?number ; aft:sourceCertainty ?sure .
    OPTIONAL {{ ?agent skos:prefLabel ?called }}
    OPTIONAL {{ ?threat skos:prefLabel ?titled }}
  }} GROUP BY ?agent ?number ?threat }}{_of_layer(layer)}{_certain(certainty)}{sought}
  BIND({_OPEN.format(threat="?threat")} AS ?open)
}}"""


def agent_question(agent: str, claims: str = "", heat: str = "claims") -> str:
    """Give the query for the claims of an agent.

    Parameters
    ----------
    agent
        Its IRI.
    claims
        ``"stated"`` or ``"not-certain"``: exposures that are so sure; ``"mitigated"``: claims of protection; empty for
        all.
    heat
        ``"open"``: only exposures that nothing known answers.
    """
    polarity = {"": "", "mitigated": "\n  FILTER(?polarity = aft:Mitigated)"}
    kept = polarity.get(claims) or (f"\n  FILTER(?polarity != aft:Mitigated){_certain(claims)}" if claims else "")
    kept += _left_open(heat, "?threat")
    return f"""{_AFT}{_PROV}{_OA}{_DCTERMS}\
SELECT DISTINCT ?number ?certainty ?threat ?polarity ?words ?source WHERE {{
  BIND(<{agent}> AS ?agent)
{_RECORD}
  ?claim a aft:ThreatClaim ; aft:agent ?agent ; aft:threat ?threat ; aft:polarity ?polarity ;
    prov:wasDerivedFrom ?statement .
  FILTER(!?added || NOT EXISTS {{ ?before aft:agent ?agent ; aft:threat ?threat ; aft:polarity ?polarity ;
    prov:wasDerivedFrom ?first }})
  OPTIONAL {{ ?claim prov:wasDerivedFrom/oa:hasSelector/oa:exact ?words }}
  OPTIONAL {{ ?claim dcterms:source ?source }}{kept}
}} ORDER BY ?number ?threat"""


def _left_open(heat: str, threat: str) -> str:
    return f"\n  FILTER(?polarity = aft:Exposed && {_OPEN.format(threat=threat)})" if heat == "open" else ""


def claims_question(
    threat: str,
    layer: int | None = None,
    certainty: str | None = None,
    besides: Sequence[str] = (),
    heat: str = "claims",
) -> str:
    """Give the query for the agents of which a threat is claimed: each with the words for it, or without any.

    Parameters
    ----------
    threat
        Its IRI.
    layer
        Only claims in it; ``None`` for all.
    certainty
        ``"stated"`` or ``"not-certain"``: only claims that are so sure; ``None`` for all.
    besides
        As for `agents_question`.
    heat
        ``"open"``: only exposures that nothing known answers.
    """
    sure = f"HAVING (MAX(STR(?sure)) {_SURE[certainty]} STR(aft:Stated)) " if certainty else ""
    kept = _of_layer(layer) + _left_open(heat, f"<{threat}>")
    return f"""{remark("computed, and not asked here", list(besides))}{_AFT}{_PROV}{_OA}{_SKOS}\
SELECT ?agent (MIN(?called) AS ?name) ?number
  (IRI(MAX(STR(?sure))) AS ?certainty) ?polarity ?words WHERE {{
  ?claim a aft:ThreatClaim ; aft:threat <{threat}> ; aft:agent ?agent ; aft:polarity ?polarity ;
    prov:wasDerivedFrom ?statement .
  ?statement aft:layer/aft:layerNumber ?number ; aft:sourceCertainty ?sure .
  OPTIONAL {{ ?agent skos:prefLabel ?called }}
  OPTIONAL {{ ?claim prov:wasDerivedFrom/oa:hasSelector/oa:exact ?words }}{kept}
}} GROUP BY ?agent ?number ?polarity ?words {sure}ORDER BY ?agent ?number LIMIT {_MOST}"""
