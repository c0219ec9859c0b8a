"""What documents say of a relation: which ones, in which words, and on whose word in turn.

The store keeps what a document states, not its bytes: of a bare triple the triple, of a statement that has a name of
its own (an ``aft:Dependency``) all that it says. Both are told as they are kept, written as Turtle; nothing is made up.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from aftershock.explore.page import last_part, link, outside, within, words
from aftershock.vocabulary import AFT, ID, PREFIXES
from aftershock_api.explorer.kept import node_turtle, triple_turtle
from aftershock_api.explorer.quotes import claims_on, passages_of
from aftershock_api.explorer.selected import names_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock_api.explorer.kept import Term
    from aftershock_api.explorer.quotes import Quote

__all__ = ["UNSAID", "Edge", "Said", "Source", "Words", "titles_of", "words_of"]

UNSAID: Final = "unsaid"
"""In place of a relation: that a document does not say what a component depends on."""

_AT_ONCE: Final = 100
"""Relations that are asked for in one query."""

_NOTES: Final = (
    *(PREFIXES["skos"] + name for name in ("scopeNote", "note", "definition")),
    *(PREFIXES["dcterms"] + "description", PREFIXES["rdfs"] + "comment"),
)
_SOURCE: Final = PREFIXES["dcterms"] + "source"


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation: IRIs of its ends, and its local name; `UNSAID` for one that nobody stated, empty for whichever."""

    dependent: str
    relation: str
    dependee: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a statement rests on in turn: its title, and where it is read (empty where that cannot be followed)."""

    title: str
    page: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says of a relation.

    Parameters
    ----------
    document
        IRI of the document, or of the graph of the catalogue.
    title
        Of the document; where it has none, its name.
    file
        By which name it was taken in; empty for what is shipped.
    page
        Address of the page about it.
    illustrative
        Whether it says of itself that it is.
    dependent, relation, dependee
        The statement in words.
    statement
        The same as it is kept, in Turtle.
    node
        IRI of the statement where it has one; empty for a bare triple.
    place
        Address of the page about it.
    notes
        What it says besides, in sentences.
    sources
        What it names as its sources.
    quotes
        Words of pages that it was derived from.
    """

    document: str
    title: str
    file: str
    page: str
    illustrative: bool
    dependent: str
    relation: str
    dependee: str
    statement: str
    node: str = ""
    place: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a relation, and what agents' pages claim of the component that is lost first over it."""

    statements: tuple[Said, ...] = ()
    claims: tuple[Quote, ...] = ()


def words_of(knowledge: KnowledgeBase, edges: Collection[Edge]) -> dict[Edge, Words]:
    """Find the words behind relations.

    Parameters
    ----------
    knowledge
        What to ask.
    edges
        The relations; their ends are components of the graph.

    Returns
    -------
    dict of Edge to Words
        Of every edge; without statements where no current document makes one: such an edge is supposed or computed.
    """
    asked = list(dict.fromkeys(edges))
    found: dict[Edge, list[tuple[str, str, str]]] = {edge: [] for edge in asked}
    for start in range(0, len(asked), _AT_ONCE):
        _stated(knowledge, asked[start : start + _AT_ONCE], found)
    nodes = sorted({(graph, node) for rows in found.values() for graph, _, node in rows if node})
    bodies = _bodies(knowledge, nodes)
    known = _documents(knowledge, {graph for rows in found.values() for graph, _, _ in rows})
    sources = _sources(knowledge, {v["value"] for body in bodies.values() for p, v in body if p == _SOURCE})
    quotes = passages_of(knowledge, {node for _, node in nodes}) if nodes else {}
    labels = names_of(knowledge, (end for edge in asked for end in (edge.dependent, edge.dependee)))
    claims = claims_on(knowledge, {edge.dependee for edge in asked}) if asked else {}
    said = {
        edge: tuple(
            replace(
                known[graph],
                dependent=labels[edge.dependent],
                relation=words(relation),
                dependee=labels[edge.dependee] if edge.relation != UNSAID else "",
                **_told(edge, relation, node, bodies.get((graph, node), []), sources),
                quotes=quotes.get(node, ()),
            )
            for graph, relation, node in sorted(rows)
        )
        for edge, rows in found.items()
    }
    return {edge: Words(said[edge], claims.get(edge.dependee, ())) for edge in asked}


def titles_of(knowledge: KnowledgeBase, documents: Iterable[str]) -> dict[str, str]:
    """Say what documents are called.

    Parameters
    ----------
    knowledge
        What to ask.
    documents
        Their IRIs.

    Returns
    -------
    dict of str to str
        The title of each; where it has none, the name of its file.
    """
    named = sorted(set(documents))
    found: dict[str, str] = {}
    for start in range(0, len(named), _AT_ONCE):
        known = _documents(knowledge, named[start : start + _AT_ONCE])
        found |= {iri: said.title for iri, said in known.items()}
    return found


def _stated(knowledge: KnowledgeBase, edges: list[Edge], found: dict[Edge, list[tuple[str, str, str]]]) -> None:
    """Find the graph, the relation and the node, if any, of each statement of some relations."""
    pairs = " ".join(f"(<{edge.dependent}> <{edge.dependee}>)" for edge in edges if edge.relation != UNSAID)
    silent = " ".join(f"<{edge.dependent}>" for edge in edges if edge.relation == UNSAID)
    by_ends: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        by_ends[edge.dependent, "" if edge.relation == UNSAID else edge.dependee].append(edge)
    rows = []
    if pairs:
        ends = f"VALUES (?dependent ?dependee) {{ {pairs} }}"
        rows += _asked(
            knowledge,
            f"""SELECT DISTINCT ?dependent ?dependee ?graph ?relation ?node WHERE {{
  {{ {ends} GRAPH ?graph {{ ?dependent ?relation ?dependee }} }}
  UNION {{ {ends} GRAPH ?graph {{
    ?node <{AFT.dependent}> ?dependent ; <{AFT.dependee}> ?dependee ; <{AFT.relation}> ?relation }} }}
  ?relation a <{AFT.CarryingRelation}> }}""",
        )
    if silent:
        rows += _asked(
            knowledge,
            f"""SELECT DISTINCT ?dependent ?nothing ?graph ?relation ?nobody WHERE {{
  VALUES ?dependent {{ {silent} }} VALUES ?relation {{ <{AFT.dependencyCompleteness}> }}
  GRAPH ?graph {{ ?dependent ?relation <{AFT.NoAssertion}> }} }}""",
        )
    for dependent, dependee, graph, relation, node in rows:
        for edge in by_ends[dependent["value"], dependee.get("value", "")]:
            if edge.relation in ("", UNSAID, last_part(relation["value"])):
                found[edge].append((graph["value"], relation["value"], node.get("value", "")))


def _bodies(knowledge: KnowledgeBase, nodes: list[tuple[str, str]]) -> dict[tuple[str, str], list[tuple[str, Term]]]:
    """Read all that statements with a name of their own say."""
    found: dict[tuple[str, str], list[tuple[str, Term]]] = defaultdict(list)
    for start in range(0, len(nodes), _AT_ONCE):
        named = " ".join(f"(<{graph}> <{node}>)" for graph, node in nodes[start : start + _AT_ONCE])
        for graph, node, property_, value in _asked(
            knowledge,
            f"SELECT ?graph ?node ?property ?value WHERE {{ VALUES (?graph ?node) {{ {named} }} "
            "GRAPH ?graph { ?node ?property ?value } }",
        ):
            found[graph["value"], node["value"]].append((property_["value"], value))
    return found


def _documents(knowledge: KnowledgeBase, graphs: Iterable[str]) -> dict[str, Said]:
    """Read what documents are called; each comes as what it says, with nothing said yet."""
    named = sorted(graphs)
    if not named:
        return {}
    rows = _asked(
        knowledge,
        f"""SELECT ?graph ?title ?label ?illustrative WHERE {{
  VALUES ?graph {{ {" ".join(f"<{graph}>" for graph in named)} }}
  OPTIONAL {{ GRAPH ?graph {{ ?graph <{PREFIXES["dcterms"]}title> ?title }} }}
  OPTIONAL {{ GRAPH ?graph {{ ?graph <{AFT.illustrative}> ?illustrative }} }}
  OPTIONAL {{ GRAPH <{ID}graph/provenance> {{
    ?activity <{PREFIXES["prov"]}used> ?graph ; <{PREFIXES["rdfs"]}label> ?label }} }}
}} ORDER BY ?graph ?title""",
    )
    found: dict[str, Said] = {}
    for graph, title, label, illustrative in rows:
        iri, file = graph["value"], label.get("value", "").removeprefix("ingest of ")
        shipped = f"the catalogue: {within(iri).removeprefix('graph/catalog/')}" if "/graph/catalog/" in iri else ""
        name = title.get("value") or file.rpartition("/")[2] or shipped or within(iri)
        imagined = illustrative.get("value") == "true"
        found.setdefault(iri, Said(iri, name, file, link(iri), imagined, "", "", "", ""))
    return found


def _sources(knowledge: KnowledgeBase, iris: Iterable[str]) -> dict[str, Source]:
    named = sorted(iri for iri in iris if not re.search(r"[\x00-\x20<>\"{}|^`\\]", iri))
    if not named:
        return {}
    rows = _asked(
        knowledge,
        f"SELECT ?source ?title ?see WHERE {{ VALUES ?source {{ {' '.join(f'<{iri}>' for iri in named)} }} "
        f"OPTIONAL {{ ?source <{PREFIXES['dcterms']}title> ?title }} "
        f"OPTIONAL {{ ?source <{PREFIXES['rdfs']}seeAlso> ?see }} }} ORDER BY ?source ?title ?see",
    )
    found: dict[str, Source] = {}
    for source, title, see in rows:
        iri = source["value"]
        found.setdefault(iri, Source(title.get("value") or last_part(iri), outside(see.get("value", "")) or link(iri)))
    return found


def _told(
    edge: Edge, relation: str, node: str, body: list[tuple[str, Term]], sources: dict[str, Source]
) -> dict[str, Any]:
    """Write a statement as it is kept, and take out of it what is in sentences and what names its sources."""
    if not node:
        value = AFT.NoAssertion if edge.relation == UNSAID else edge.dependee
        return {"statement": triple_turtle(edge.dependent, relation, value)}
    return {
        "statement": node_turtle(node, body),
        "node": node,
        "place": link(node),
        "notes": tuple(
            value["value"] for name, value in sorted(body, key=lambda one: one[1]["value"]) if name in _NOTES
        ),
        "sources": tuple(
            sources.get(value["value"], Source(value["value"], ""))
            for name, value in sorted(body, key=lambda one: one[1]["value"])
            if name == _SOURCE
        ),
    }


def _asked(knowledge: KnowledgeBase, question: str) -> list[list[Term]]:
    document = json.loads(knowledge.query(question, format="json").content)
    names = document["head"]["vars"]
    return [[row.get(name, {}) for name in names] for row in document["results"]["bindings"]]
