"""Graphs of our own."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse

from aftershock.errors import DocumentError
from aftershock.ingest.readers.turtle import read_ntriples, read_turtle
from aftershock.model.documents import Document
from aftershock.vocabulary import AFT, ID, PREFIXES

ESTATE = """@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix x: <http://x/> .
<> dcterms:title "An estate" ; dcterms:identifier "estate" ; aft:illustrative true .
x:bot a aft:AIAgent ; aft:usesModel x:model ; x:note [ x:says "a" ; x:list ( 1 [ x:deep 2 ] ) ], _:named .
_:named x:says "b" .
<#part> aft:partOf <> .
"""


def read(text: str, name: str = "estate.ttl") -> list[Quad]:
    reading = read_turtle(Document(text.encode(), name))
    quads = list(parse(reading.nquads, format=RdfFormat.N_QUADS))
    assert len(quads) == reading.quads
    return quads


def test_all_triples_stand_in_the_graph_of_the_document() -> None:
    document = Document(ESTATE.encode(), "estate.ttl")
    reading = read_turtle(document)
    source = f"{ID}document/{document.sha256}"
    assert (reading.document, reading.graphs, reading.format) == (source, (source,), "turtle")
    assert reading.agents == ("http://x/bot",)
    quads = read(ESTATE)
    assert {quad.graph_name.value for quad in quads} == {source}
    given_ = set(parse(ESTATE.encode(), format=RdfFormat.TURTLE, base_iri=source))
    assert len(quads) == len(given_) + 5


def test_relative_names_are_the_documents() -> None:
    source = read_turtle(Document(ESTATE.encode(), "estate.ttl")).document
    facts = {(str(q.subject.value), str(q.predicate.value), str(q.object.value)) for q in read(ESTATE)}
    assert (source, PREFIXES["dcterms"] + "title", "An estate") in facts
    assert (source, AFT.illustrative, "true") in facts
    assert (f"{source}#part", AFT.partOf, source) in facts


def test_what_the_document_is() -> None:
    document = Document(ESTATE.encode(), "estate.ttl")
    reading = read_turtle(document)
    facts = {(str(q.predicate.value), str(q.object.value)) for q in read(ESTATE) if q.subject.value == reading.document}
    assert (PREFIXES["rdf"] + "type", AFT.SourceDocument) in facts
    assert (AFT.sha256, document.sha256) in facts
    assert (AFT.mediaType, "text/turtle") in facts
    assert (PREFIXES["prov"] + "specializationOf", reading.lineage) in facts


def test_a_title_is_added_only_if_there_is_none() -> None:
    titles = [q.object.value for q in read(ESTATE) if q.predicate.value == PREFIXES["dcterms"] + "title"]
    assert titles == ["An estate"]
    titles = [q.object.value for q in read("<a> <b> <c> .", "mine.ttl") if q.predicate.value.endswith("title")]
    assert titles == ["mine.ttl"]


def test_the_lineage_is_that_of_the_identifier_else_of_the_name() -> None:
    def lineage(word: str) -> str:
        return f"{ID}lineage/{hashlib.sha256(word.encode()).hexdigest()[:16]}"

    assert read_turtle(Document(ESTATE.encode(), "any.ttl")).lineage == lineage("estate")
    assert read_turtle(Document(b"<a> <b> <c> .", "mine.ttl")).lineage == lineage("mine.ttl")
    twice = ESTATE.replace('"estate"', '"two", "one"')
    assert read_turtle(Document(twice.encode(), "any.ttl")).lineage == lineage("one")


def test_blank_nodes_are_named_and_the_same_each_time() -> None:
    document = Document(ESTATE.encode(), "estate.ttl")
    first, second = read_turtle(document), read_turtle(document)
    assert first.nquads == second.nquads
    quads = read(ESTATE)
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))
    named = {q.subject.value for q in quads if "/node/" in q.subject.value}
    assert named == {f"{first.document}/node/{number}" for number in range(1, 6)}
    assert read_turtle(Document(ESTATE.encode() + b"\n", "estate.ttl")).document not in first.nquads.decode()


def test_the_graph_is_the_one_that_was_written() -> None:
    store = Store()
    store.load(read_turtle(Document(ESTATE.encode(), "e.ttl")).nquads, format=RdfFormat.N_QUADS)
    query = f"""PREFIX rdf: <{PREFIXES["rdf"]}> PREFIX x: <http://x/>
        SELECT ?v {{ GRAPH ?g {{ x:bot x:note/x:list/rdf:rest*/rdf:first/x:deep ?v }} }}"""
    assert [row["v"].value for row in store.query(query)] == ["2"]


def test_ntriples() -> None:
    text = "".join(f"<http://x/{n}> <http://x/p> <http://x/{n + 1}> .\n" for n in range(500))
    reading = read_ntriples(Document(text.encode(), "hub.nt"))
    assert (reading.format, reading.quads) == ("n-triples", 506)
    assert b'mediaType> "application/n-triples"' in reading.nquads


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("<a> <b> <c> .\n<d> <e> .", 2, "(column 9)"),
        ("@prefix x: <http://x/> .\n\nx:a y:b x:c .", 3, "The prefix y: has not been declared"),
        ("<a> <b> 'never closed", 1, "(column"),
        ("<a> <b> <c> .\nGRAPH <g> { <a> <b> <c> }", 2, "(column"),
        ("<a> <b> <c d> .", 1, "(column"),
    ],
)
def test_what_is_no_turtle_is_refused_with_its_place(text: str, line: int, said: str) -> None:
    with pytest.raises(DocumentError) as refused:
        read_turtle(Document(text.encode(), "bad.ttl"))
    assert (refused.value.document, refused.value.line) == ("bad.ttl", line)
    assert said in str(refused.value)


def test_bytes_that_are_no_utf8() -> None:
    with pytest.raises(DocumentError) as refused:
        read_turtle(Document(b"<a> <b> 'x\xff' .", "bad.ttl"))
    assert str(refused.value).startswith("bad.ttl")


def test_a_document_without_triples_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"empty.ttl: it has no triples"):
        read_turtle(Document(b"# nothing\n", "empty.ttl"))


def test_triple_terms_are_refused() -> None:
    with pytest.raises(DocumentError, match="say such things of an edge with aft:Dependency"):
        read_turtle(Document(b"<a> <b> <<( <c> <d> <e> )>> .", "star.ttl"))


_IRIS = st.sampled_from(["<a>", "<#b>", "<http://x/c>", "_:one", "_:two"])
_VALUES = st.one_of(
    _IRIS, st.just('"text"@en'), st.just("[ <p> [ <q> 1 ] ]"), st.just("( 1 _:one )"), st.integers().map(str)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_IRIS, st.sampled_from(["<p>", "<http://x/q>"]), _VALUES), min_size=1, max_size=12))
def test_any_graph_keeps_its_shape(triples: list[tuple[str, str, str]]) -> None:
    text = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
    document = Document(text.encode(), "any.ttl")
    reading = read_turtle(document)
    source = reading.document
    ours = (PREFIXES["rdf"], PREFIXES["dcterms"], PREFIXES["aft"], PREFIXES["prov"])
    quads = [
        quad
        for quad in parse(reading.nquads, format=RdfFormat.N_QUADS)
        if not (quad.subject == NamedNode(source) and quad.predicate.value.startswith(ours))
    ]
    plain = set(parse(document.content, format=RdfFormat.TURTLE, base_iri=source))
    assert len({(q.subject, q.predicate, q.object) for q in quads}) == len(plain)
    assert read_turtle(document).nquads == reading.nquads
