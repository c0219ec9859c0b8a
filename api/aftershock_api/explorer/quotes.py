"""The words of agents' pages: what a span or a claim rests on, in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.explore.page import last_part, link
from aftershock.vocabulary import ID, NAMESPACE
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["Quote", "claims_on", "passages_of", "sentence"]

_PREFIXES: Final = f"""PREFIX aft: <{NAMESPACE}>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

_MOST: Final = 6
"""Claims that are quoted for one component; its agent's page has all of them."""

_ENDS: Final = re.compile(r"[.!?]\s+|\n")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an agent's page, in their sentence.

    Parameters
    ----------
    before, words, after
        The sentence: what stands before the words, the words, and what stands after them.
    name
        Of the agent.
    threat
        Label of the threat that the page claims with them; empty where they are no claim's.
    layer
        Number of the MAESTRO layer that they stand in; 0 where that is not known.
    certainty
        ``"stated"`` or ``"not certain"``, as the page says of the layer; empty where that is not known.
    page
        Address of the page about the agent, at the layer; of the document where the agent is not known.
    """

    before: str
    words: str
    after: str
    name: str = ""
    threat: str = ""
    layer: int = 0
    certainty: str = ""
    page: str = ""


def claims_on(knowledge: KnowledgeBase, components: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
    """Find what agents' pages claim of components: exposures to threats that strike them.

    A page claims a threat of the whole agent; what is lost first is the part that the threat strikes, as in a blast
    radius that starts with the threat.

    Parameters
    ----------
    knowledge
        What to ask.
    components
        IRIs, of agents or of their parts.

    Returns
    -------
    dict
        By component, of those that have any; in the order of layers, each words once, six at the most.
    """
    named = " ".join(f"<{iri}>" for iri in components)
    rows = _asked(
        knowledge,
        f"""SELECT DISTINCT ?end ?agent ?name ?label ?number ?certainty ?text ?offset ?words ?from ?document WHERE {{
  VALUES ?end {{ {named} }}
  ?end aft:partOf? ?agent .
  ?claim aft:agent ?agent ; a aft:ThreatClaim ; aft:polarity aft:Exposed ; aft:threat ?threat ;
    prov:wasDerivedFrom ?statement , ?span .
  ?threat aft:strikes ?struck ; skos:prefLabel ?label .
  ?end a ?class . ?class rdfs:subClassOf* ?struck .
  ?statement a aft:LayerStatement ; aft:layer/aft:layerNumber ?number ; aft:sourceCertainty ?certainty ;
    aft:text ?text ; aft:startOffset ?offset ; prov:wasDerivedFrom ?document .
  ?span oa:hasSelector/oa:exact ?words ; oa:hasSelector/oa:start ?from .
  OPTIONAL {{ ?agent skos:prefLabel ?name }}
}} ORDER BY ?end ?number ?from ?label""",
    )
    found: dict[str, dict[tuple[str, str, str], Quote]] = {}
    for end, *rest in rows:
        quote = _quote(*rest)
        found.setdefault(end, {}).setdefault((quote.before, quote.words, quote.threat), quote)
    return {end: tuple(quotes.values())[:_MOST] for end, quotes in found.items()}


def passages_of(knowledge: KnowledgeBase, nodes: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
    """Find the words of pages that statements say they were derived from: by a span, or by a claim that has one.

    Parameters
    ----------
    knowledge
        What to ask.
    nodes
        IRIs of the statements.

    Returns
    -------
    dict
        By statement, of those that have any.
    """
    named = " ".join(f"<{iri}>" for iri in nodes)
    rows = _asked(
        knowledge,
        f"""SELECT DISTINCT ?node ?agent ?name ?label ?number ?certainty ?text ?offset ?words ?from ?document WHERE {{
  VALUES ?node {{ {named} }}
  ?node prov:wasDerivedFrom ?near .
  ?near prov:wasDerivedFrom? ?span .
  ?span oa:hasSelector/oa:exact ?words ; oa:hasSelector/oa:start ?from ; oa:hasSource ?document .
  OPTIONAL {{
    ?statement a aft:LayerStatement ; prov:wasDerivedFrom ?document ; aft:layer/aft:layerNumber ?number ;
      aft:sourceCertainty ?certainty ; aft:agent ?agent ; aft:text ?text ; aft:startOffset ?offset ; aft:endOffset ?to .
    FILTER (?offset <= ?from && ?from < ?to)
    OPTIONAL {{ ?agent skos:prefLabel ?name }}
  }}
  OPTIONAL {{ ?near aft:threat/skos:prefLabel ?label }}
}} ORDER BY ?node ?document ?from""",
    )
    found: dict[str, dict[tuple[str, str], Quote]] = {}
    for node, *rest in rows:
        quote = _quote(*rest)
        found.setdefault(node, {}).setdefault((quote.before, quote.words), quote)
    return {node: tuple(quotes.values()) for node, quotes in found.items()}


def sentence(text: str, start: int, words: str) -> tuple[str, str]:
    """Give what stands in a sentence before some words, and after them.

    Parameters
    ----------
    text
        In which they stand.
    start
        Where they begin; where they do not stand there, their first place is taken.
    words
        The words.

    Examples
    --------
    >>> sentence("It learns. It may leak data to strangers. It ends.", 18, "leak data")
    ('It may ', ' to strangers.')
    >>> sentence("Nothing of the kind.", 0, "leak data")
    ('', '')
    """
    if start < 0 or text[start : start + len(words)] != words:
        start = text.find(words)
    if start < 0:
        return "", ""
    begin = max((end.end() for end in _ENDS.finditer(text, 0, start)), default=0)
    after = _ENDS.search(text, start + len(words))
    return text[begin:start], text[start + len(words) : after.start() + 1 if after else len(text)].rstrip()


def _quote(
    agent: str, name: str, label: str, number: str, certainty: str, text: str, offset: str, words: str, start: str,
    document: str,
) -> Quote:  # fmt: skip
    before, after = sentence(text, int(start) - int(offset), words) if offset else ("", "")
    place = f"{link(agent)}#layer-{number}" if agent.startswith(f"{ID}agent/") else link(document)
    return Quote(
        before=before,
        words=words,
        after=after,
        name=name or (last_part(agent) if agent else ""),
        threat=label,
        layer=int(number or 0),
        certainty={"Stated": "stated", "NotCertain": "not certain"}.get(last_part(certainty), ""),
        page=place,
    )


def _asked(knowledge: KnowledgeBase, question: str) -> list[list[str]]:
    rows = read_solutions(knowledge.query(_PREFIXES + question, format="json").content).rows
    return [[cell.value for cell in row] for row in rows]
