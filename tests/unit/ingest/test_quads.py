"""A page as quads, read back by SPARQL."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, parse

from aftershock.ingest.quads import READER_VERSION
from aftershock.ingest.readers.agent_page import read, read_page
from aftershock.model.documents import Document
from aftershock.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from aftershock.ingest.reading import Reading

PREFIX = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())


@pytest.fixture
def document(maker: Any) -> Document:
    return Document(maker.headed().encode(), "page.txt")


@pytest.fixture
def reading(document: Document) -> Reading:
    return read(document)


@pytest.fixture
def store(reading: Reading) -> Store:
    store = Store()
    store.load(reading.nquads, format=RdfFormat.N_QUADS)
    return store


def ask(store: Store, query: str) -> list[tuple[str, ...]]:
    rows = store.query(PREFIX + query, use_default_graph_as_union=True)
    return sorted(tuple(str(value.value) for value in row) for row in rows)


def test_the_same_page_gives_the_same_quads(document: Document, reading: Reading) -> None:
    again = read(Document(document.content, "elsewhere/copy.html.txt", "text/plain"))
    assert again.nquads == reading.nquads
    assert again == reading


def test_graphs_and_lineage(document: Document, reading: Reading) -> None:
    source = f"{ID}document/{document.sha256}"
    assert reading.document == source
    assert reading.graphs == (source, f"{ID}graph/reading/{document.sha256}/{READER_VERSION}")
    assert reading.lineage == f"{ID}lineage/agent/demo-bot"
    assert reading.agents == (f"{ID}agent/demo-bot",)
    quads = list(parse(reading.nquads, format=RdfFormat.N_QUADS))
    assert len(quads) == len(set(quads)) == reading.quads
    assert {quad.graph_name.value for quad in quads} == set(reading.graphs)
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_the_source_graph_says_what_the_document_is(store: Store, document: Document, reading: Reading) -> None:
    rows = ask(store, f"SELECT ?p ?o {{ GRAPH <{reading.document}> {{ <{reading.document}> ?p ?o }} }}")
    assert rows == sorted(
        [
            (PREFIXES["rdf"] + "type", PREFIXES["prov"] + "Entity"),
            (PREFIXES["rdf"] + "type", PREFIXES["aft"] + "SourceDocument"),
            (PREFIXES["dcterms"] + "title", "Demo Bot — agentic threat model"),
            (PREFIXES["aft"] + "sha256", hashlib.sha256(document.content).hexdigest()),
            (PREFIXES["aft"] + "mediaType", "text/plain"),
            (PREFIXES["prov"] + "specializationOf", reading.lineage),
        ]
    )


def test_the_agent(store: Store) -> None:
    query = "SELECT ?a ?n ?s ?d { ?a a aft:AIAgent ; skos:prefLabel ?n ; aft:slug ?s ; dcterms:description ?d }"
    assert ask(store, query) == [(f"{ID}agent/demo-bot", "Demo Bot", "demo-bot", "A bot that moderates posts.")]


def test_seven_statements(store: Store, document: Document) -> None:
    page = read_page(document)
    rows = ask(
        store,
        "SELECT ?l ?c ?t ?from ?to { ?s a aft:LayerStatement ; aft:agent agent:demo-bot ; aft:layer ?l ; "
        "aft:sourceCertainty ?c ; aft:text ?t ; aft:startOffset ?from ; aft:endOffset ?to ; prov:wasDerivedFrom ?d . "
        "?d a aft:SourceDocument }",
    )
    certainty = {"stated": "Stated", "not-certain": "NotCertain"}
    assert rows == sorted(
        (
            f"{PREFIXES['maestro']}L{layer.number}",
            PREFIXES["aft"] + certainty[layer.certainty],
            layer.text,
            str(layer.span.start),
            str(layer.span.end),
        )
        for layer in page.layers
    )


def test_claims_rest_on_spans_and_bear_on_the_agent(store: Store, document: Document) -> None:
    page = read_page(document)
    rows = ask(
        store,
        "SELECT ?s ?t ?p ?e ?from ?to { ?c a aft:ThreatClaim ; aft:agent agent:demo-bot ; aft:bearsOn agent:demo-bot ; "
        "aft:threat ?t ; aft:polarity ?p ; aft:claimBasis aft:Recognised ; aft:recogniserVersion ?v ; "
        "prov:wasDerivedFrom ?s, ?span . ?s a aft:LayerStatement . ?span a oa:SpecificResource ; oa:hasSource ?d ; "
        "oa:hasSelector ?q, ?o . ?d a aft:SourceDocument . ?q a oa:TextQuoteSelector ; oa:exact ?e . "
        "?o a oa:TextPositionSelector ; oa:start ?from ; oa:end ?to }",
    )
    expected = sorted(
        (
            f"{ID}document/{document.sha256}/L{layer.number}",
            PREFIXES["threat"] + claim.threat,
            PREFIXES["aft"] + claim.polarity.capitalize(),
            claim.span.exact,
            str(claim.span.start),
            str(claim.span.end),
        )
        for layer in page.layers
        for claim in layer.claims
    )
    assert rows == expected
    assert len(rows) == 10


def test_what_was_not_recognised(store: Store, document: Document) -> None:
    rows = ask(
        store,
        "SELECT ?s ?t ?from { ?u a aft:UnclassifiedStatement ; prov:wasDerivedFrom ?s ; aft:text ?t ; "
        "aft:startOffset ?from }",
    )
    page = read_page(document)
    assert [(row[0].rpartition("/")[2], row[1]) for row in rows] == [("L1", "It calls hosted language models.")]
    assert rows[0][2] == str(page.text.index("It calls"))


def test_the_assessment(store: Store) -> None:
    rows = ask(
        store,
        "SELECT ?sum ?cvss ?thm ?mf ?score ?aars { ?r a aft:RiskAssessment ; aft:assesses agent:demo-bot ; "
        "aft:factorSum ?sum ; aft:cvssBase ?cvss ; aft:threatMultiplier ?thm ; aft:mitigationFactor ?mf ; "
        "aft:scoreShown ?score ; aft:aarsShown ?aars }",
    )
    assert rows == [("4.1", "7.5", "1", "0.85", "7.2", "1.02")]
    factors = ask(
        store,
        "SELECT ?o ?f ?n ?v { ?r aft:factorScore ?s . ?s a aft:FactorScore ; aft:factorOf ?f ; aft:factorName ?n ; "
        "aft:score ?v ; aft:order ?o }",
    )
    assert len(factors) == 10
    assert factors[0] == ("1", PREFIXES["factor"] + "autonomy-of-action", "Autonomy of Action", "0.7")
    assert ("10", PREFIXES["factor"] + "opacity-reflexivity", "Opacity & Reflexivity", "0.6") in factors


def test_another_spelling_of_a_factor_is_the_same_factor(maker: Any) -> None:
    maker.factors[9] = ("Opacity and reflexivity", "0.60")
    nquads = read(Document(maker.table().encode(), "page.txt")).nquads.decode()
    assert f"<{PREFIXES['factor']}opacity-reflexivity>" in nquads
    assert '"Opacity and reflexivity"' in nquads


def test_a_page_without_numbers_has_no_assessment(maker: Any) -> None:
    maker.factors = []
    assert b"RiskAssessment" not in read(Document(maker.table().encode(), "page.txt")).nquads


def test_a_page_without_summary_has_no_description(maker: Any) -> None:
    maker.summary = ""
    assert b"description" not in read(Document(maker.table().encode(), "page.txt")).nquads


def test_both_polarities_of_one_threat_are_two_claims(maker: Any) -> None:
    maker.paragraphs[3] = "gVisor prevents container escape. Still, container escape by drivers is likely."
    document = Document(maker.table().encode(), "page.txt")
    store = Store()
    store.load(read(document).nquads, format=RdfFormat.N_QUADS)
    layer = f"{ID}document/{document.sha256}/L4"
    assert ask(store, "SELECT ?c ?p { ?c aft:threat threat:container-escape ; aft:polarity ?p }") == [
        (f"{layer}/container-escape", PREFIXES["aft"] + "Exposed"),
        (f"{layer}/container-escape/mitigated", PREFIXES["aft"] + "Mitigated"),
    ]


def test_html_is_said_to_be_html(maker: Any) -> None:
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in maker.table().splitlines()) + "</body></html>"
    assert b'mediaType> "text/html"' in read(Document(html.encode(), "page")).nquads


def test_every_term_is_an_iri_of_the_vocabulary(reading: Reading) -> None:
    from aftershock.vocabulary import AFT

    known = {value for name, value in vars(AFT).items() if not name.startswith("_")}
    terms = {
        term.value
        for quad in parse(reading.nquads, format=RdfFormat.N_QUADS)
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(PREFIXES["aft"])
    }
    assert terms <= known
    assert len(terms) > 20
