"""The SPARQL behind lists, with what was searched for in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.vocabulary import ID, NAMESPACE
from aftershock_api.explorer.component_filters import COMPUTED, PREFIXES, class_named, fitting, last_part, owned
from aftershock_api.explorer.literals import containing, literal, remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "components_question",
    "documents_question",
    "mitigations_question",
    "placed_question",
    "ranked_question",
    "relations_question",
    "scenarios_question",
    "search_question",
    "starts_question",
    "threats_question",
]


def components_question(
    search: str, class_name: str, criticality: str = "", layer: str = "", owner: str = "", besides: Sequence[str] = ()
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
    owner
        IRI of who is accountable or its last part, or ``nobody``; empty for all.
    besides
        Names of filters that the query leaves out, for they are computed; a comment says so.

    Examples
    --------
    >>> 'CONTAINS(LCASE(STR(?called)), "a \\"b\\"")' in components_question('A "B"', "")
    True
    """
    kept = fitting(criticality, layer, "?is") + owned(owner)
    return f"""{remark(COMPUTED, list(besides))}{PREFIXES}SELECT ?component (MIN(?called) AS ?label)
  (MIN(?is) AS ?class) (MIN(?whose) AS ?owner) WHERE {{
  ?component a ?is . ?is rdfs:subClassOf* aft:{class_named(class_name)} .
  OPTIONAL {{ ?component skos:prefLabel ?called }}
  OPTIONAL {{ ?component aft:accountable ?whose }}{kept}{containing(search, "?called", "?component")}
}} GROUP BY ?component ORDER BY ?label LIMIT 10000"""


def search_question(text: str, most: int) -> str:
    """Give the query for what goes by a text: agents, threats, mitigations, scenarios, components; then all else.

    Questions of the catalogue of queries, which come last, are files and in no graph; a comment says so.

    Parameters
    ----------
    text
        Part of a label or a slug, or, of a component, of its IRI.
    most
        Rows at most; what begins with the text comes first, then what is called shortest.
    """
    wanted, prefixed = literal(text.strip().lower()), literal(f"aft:{text.strip().lower()}")
    last = 'REPLACE(STR(?thing), IF(STRSTARTS(STR(?thing), "pkg:"), "^[^/]*/", "^.*[/#]"), "")'
    return f"""{remark("in no graph, and not asked here", ["questions of the catalogue of queries"])}{PREFIXES}\
SELECT ?kind ?thing ?slug ?label WHERE {{
  {{ SELECT ?thing (MIN(?as) AS ?kind) (MIN(?name) AS ?label) (MIN(?short) AS ?slug) (MIN(?where) AS ?place) WHERE {{
      {{ ?statement a aft:LayerStatement ; aft:agent ?thing . ?thing skos:prefLabel ?called BIND("agent" AS ?as) }}
      UNION {{ VALUES (?type ?as) {{ (aft:Threat "threat") (aft:Weakness "weakness") (aft:Consequence "consequence")
          (aft:Mitigation "mitigation") (aft:Scenario "scenario") (aft:Incident "scenario") }}
        ?thing a ?type ; skos:prefLabel ?called }}
      UNION {{ ?thing a ?class . ?class rdfs:subClassOf* aft:Component BIND("component" AS ?as)
        OPTIONAL {{ ?thing skos:prefLabel ?preferred }} OPTIONAL {{ ?thing rdfs:label ?other }}
        BIND(COALESCE(?preferred, ?other) AS ?called) }}
      UNION {{ VALUES (?type ?as) {{ (aft:PropagationRule "rule") (aft:Layer "layer") (aft:LayerThreat "layer threat")
          (aft:CatalogueEntry "catalogue entry") (aft:SourceDocument "document") }}
        ?thing a ?type . {{ ?thing skos:prefLabel ?called }} UNION {{ ?thing dcterms:title ?called }}
        FILTER(isIRI(?thing)) BIND(true AS ?else) }}
      UNION {{ ?thing rdfs:isDefinedBy <{NAMESPACE.removesuffix("#")}> ; rdfs:label ?called
        OPTIONAL {{ VALUES (?type ?said) {{ (owl:Class "class") (owl:ObjectProperty "property")
          (owl:DatatypeProperty "property") (owl:AnnotationProperty "property") }} ?thing a ?type }}
        FILTER(STRSTARTS(STR(?thing), "{NAMESPACE}"))
        BIND(COALESCE(?said, "concept") AS ?as) BIND(true AS ?else) BIND("aft:" AS ?prefix) }}
      OPTIONAL {{ ?thing aft:slug ?given }}
      BIND(COALESCE(STR(?called), STR(?thing)) AS ?name)
      BIND(IF(BOUND(?else), 1, 0) AS ?where)
      BIND(IF(?as = "component" || BOUND(?else), {last}, COALESCE(STR(?given), {last})) AS ?named)
      BIND(IF(?as = "document", "", CONCAT(COALESCE(?prefix, ""), ?named)) AS ?short)
      BIND(IF(?as = "component", STR(?thing), ?short) AS ?written)
      FILTER(CONTAINS(LCASE(CONCAT(?written, " ", ?name)), {wanted}))
    }} GROUP BY ?thing }}
}} ORDER BY ?place (!STRSTARTS(LCASE(?slug), {wanted}) && !STRSTARTS(LCASE(?slug), {prefixed}))
  STRLEN(?label) ?label ?slug STR(?thing)
LIMIT {most}"""


def starts_question(components: Iterable[str]) -> str:
    """Give the query for what some starting points are called, and how many rely on each straight.

    Parameters
    ----------
    components
        Their IRIs; what falls beyond what relies on them straight is computed by the rules.
    """
    named = " ".join(f"<{iri}>" for iri in components)
    return f"""{PREFIXES}SELECT ?component ?label (COUNT(DISTINCT ?dependent) AS ?dependents) WHERE {{
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
        Part of a name or of the definition; empty for all.
    """
    sought = containing(search, "?called", "?words", f"COALESCE(?slug, {last_part('?threat')})")
    return f"""{PREFIXES}SELECT ?threat (MIN(?called) AS ?label) ?kind (SAMPLE(?starts) AS ?mode)
  (COUNT(DISTINCT ?claim) AS ?claims) WHERE {{
  VALUES ?kind {{ aft:Threat aft:Weakness aft:Consequence }}
  ?threat a ?kind ; skos:prefLabel ?called .
  OPTIONAL {{ ?threat skos:definition ?words }}
  OPTIONAL {{ ?threat aft:slug ?slug }}
  OPTIONAL {{ ?threat aft:startsMode ?starts }}
  OPTIONAL {{ ?claim a aft:ThreatClaim ; aft:threat ?threat }}{sought}
}} GROUP BY ?threat ?kind ORDER BY LCASE(STR(?label))"""


def mitigations_question(search: str) -> str:
    """Give the query for mitigations.

    Parameters
    ----------
    search
        Part of a name or of the definition; empty for all.
    """
    sought = containing(search, "?called", "?words", f"COALESCE(?slug, {last_part('?mitigation')})")
    return f"""{PREFIXES}SELECT ?mitigation (MIN(?called) AS ?label) (COUNT(DISTINCT ?threat) AS ?answers) WHERE {{
  ?mitigation a aft:Mitigation ; skos:prefLabel ?called .
  OPTIONAL {{ ?mitigation skos:definition ?words }}
  OPTIONAL {{ ?mitigation aft:slug ?slug }}
  OPTIONAL {{ ?mitigation aft:answers ?threat }}{sought}
}} GROUP BY ?mitigation ORDER BY LCASE(STR(?label))"""


def placed_question(mitigation: str) -> str:
    """Give the query for where a mitigation is said to be there, missing, or open.

    Parameters
    ----------
    mitigation
        Its IRI.
    """
    return f"""{PREFIXES}SELECT DISTINCT ?place ?status ?settle WHERE {{
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
    return f"""{PREFIXES}SELECT DISTINCT ?dependent ?relation ?dependee WHERE {{
  VALUES ?it {{ {named} }}
  ?relation a aft:CarryingRelation .
  {{ ?it ?relation ?dependee BIND(?it AS ?dependent) }}
  UNION {{ ?dependent ?relation ?it BIND(?it AS ?dependee) }}
  UNION {{ ?d aft:dependent ?it ; aft:relation ?relation ; aft:dependee ?dependee BIND(?it AS ?dependent) }}
  UNION {{ ?d aft:dependee ?it ; aft:relation ?relation ; aft:dependent ?dependent BIND(?it AS ?dependee) }}
}} ORDER BY ?relation ?dependent ?dependee"""


def ranked_question(
    class_name: str = "",
    criticality: str = "",
    layer: str = "",
    owner: str = "",
    besides: Sequence[str] = (),
    *,
    own: bool = False,
) -> str:
    """Give the query for where one can start: how many components a rule may carry to straight from each.

    What falls beyond these is computed, and so is what nobody can say of, for a document does not say what it rests on.

    Parameters
    ----------
    class_name, criticality, layer, owner, besides
        As for `components_question`.
    own
        Whether only components are asked for of which documents tell that are not the catalogue's.

    Examples
    --------
    >>> "aft:Registry" in ranked_question("registry"), "aft:Component" in ranked_question()
    (True, False)
    """
    kept = fitting(criticality, layer) + owned(owner)
    if class_name or layer:
        kept = f"\n  ?component a ?class . ?class rdfs:subClassOf* aft:{class_named(class_name)} .{kept}"
    if own:
        shipped = " && ".join(f'!STRSTARTS(STR(?graph), "{ID}graph/{name}/")' for name in ("catalog", "ontology"))
        kept += f"""
  FILTER EXISTS {{ {{ GRAPH ?graph {{ ?component ?property ?value }} }}
    UNION {{ GRAPH ?graph {{ ?subject ?property ?component }} }} FILTER({shipped}) }}"""
    left_out = remark(
        COMPUTED, ["what falls beyond these", "starts with which nothing falls but what is unknown", *besides]
    )
    return f"""{left_out}{PREFIXES}SELECT ?component (MIN(?called) AS ?label)
  (COUNT(DISTINCT ?next) AS ?falls) WHERE {{
  {{ ?rule a aft:PropagationRule ; aft:overRelation ?relation ; aft:direction aft:ObjectToSubject .
    {{ ?next ?relation ?component FILTER(isIRI(?component)) }}
    UNION {{ ?d aft:relation ?relation ; aft:dependee ?component ; aft:dependent ?next }} }}
  UNION {{ ?rule a aft:PropagationRule ; aft:overRelation ?relation ; aft:direction aft:SubjectToObject .
    {{ ?component ?relation ?next FILTER(isIRI(?next)) }}
    UNION {{ ?d aft:relation ?relation ; aft:dependent ?component ; aft:dependee ?next }} }}
  OPTIONAL {{ ?component skos:prefLabel ?called }}{kept}
}} GROUP BY ?component ORDER BY DESC(?falls)"""


def documents_question(search: str = "") -> str:
    """Give the query for what was ingested; ``?current`` counts graphs that no later edition has taken the place of.

    Parameters
    ----------
    search
        Part of a document's name, or of its IRI; empty for all.
    """
    name = 'REPLACE(REPLACE(STR(?label), "^ingest of ", ""), "^.*/([^/]*/[^/]*)$", "$1", "s")'
    sought = containing(search, f'CONCAT(COALESCE({name}, ""), " ", STR(?document))')
    return f"""PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX void: <http://rdfs.org/ns/void#>
SELECT ?document ?label ?when (COUNT(DISTINCT ?graph) AS ?graphs) (SUM(?size) AS ?triples)
  (SUM(IF(EXISTS {{ GRAPH ?graph {{ ?subject ?property ?value }} }}, 1, 0)) AS ?current) WHERE {{
  GRAPH <{ID}graph/provenance> {{
    ?activity prov:used ?document ; prov:endedAtTime ?when .
    ?graph prov:wasGeneratedBy ?activity ; void:triples ?size .
    OPTIONAL {{ ?activity rdfs:label ?label }}
  }}{sought}
}} GROUP BY ?document ?label ?when ORDER BY DESC(?when)"""


def scenarios_question(search: str = "") -> str:
    """Give the query for scenarios and incidents, the oldest first: their windows, and how many events each has.

    Parameters
    ----------
    search
        Part of a name or of the description; empty for all.
    """
    parts = f"""COALESCE(?slug, {last_part("?scenario")}), " ", COALESCE(?called, ""), " ", COALESCE(?words, "")"""
    return f"""{PREFIXES}PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?scenario (MIN(?called) AS ?label) (MIN(?begin) AS ?from) (MAX(?end) AS ?until)
  (COUNT(DISTINCT ?event) AS ?events) WHERE {{
  VALUES ?kind {{ aft:Scenario aft:Incident }}
  ?scenario a ?kind .
  OPTIONAL {{ ?scenario aft:slug ?slug }}
  OPTIONAL {{ ?scenario skos:prefLabel ?called }}
  OPTIONAL {{ ?scenario dcterms:description ?words }}
  OPTIONAL {{ ?scenario aft:windowFrom ?begin }}
  OPTIONAL {{ ?scenario aft:windowUntil ?end }}
  OPTIONAL {{ ?event a aft:ScenarioEvent ; aft:ofScenario ?scenario }}{containing(search, f"CONCAT({parts})")}
}} GROUP BY ?scenario ORDER BY ?from ?scenario"""
