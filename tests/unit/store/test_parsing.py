"""Graphs on their way in, and updates as the writing worker is told of them."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset
from rdflib.compare import isomorphic

from aftershock.errors import DocumentError, QueryError
from aftershock.store import writer
from aftershock.store.operations import Operation
from aftershock.store.parsing import Piece, check, graph
from aftershock.store.snapshot import newest_snapshot

BASE = "http://x/"


def parsed(*parts, triples=100):
    header = {
        "graph": "http://x/g",
        "parts": [{"notation": notation, "bytes": len(content)} for notation, content in parts],
        "triples": triples,
        "name": "it",
    }
    facts, pieces = graph(header, b"".join(content for _, content in parts))
    assert facts == {}
    return b"".join(pieces)


def test_every_notation_becomes_the_same_statements():
    turtle = b"<a> <p> [ <q> 'x'@en, <<( <a> <p> 1 )>> ] . _:b <p> 2 ."
    plain = parsed(("turtle", turtle))
    assert plain == parsed(("turtle", turtle)), "blank nodes have the same names each time"
    assert plain.count(b" <http://x/g> .\n") == 4
    assert {str(quad.subject) for quad in parse(plain, RdfFormat.N_QUADS)} == {"<http://x/a>", "_:n0x0", "_:n0x1"}
    simple = {
        "turtle": b"<a> <p> 'x' .",
        "ntriples": b'<http://x/a> <http://x/p> "x" .',
        "jsonld": b'{"@id": "a", "http://x/p": "x"}',
        "rdfxml": b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://x/">'
        b'<r:Description r:about="a"><p>x</p></r:Description></r:RDF>',
    }
    assert len({parsed(part) for part in simple.items()}) == 1


def test_blank_nodes_of_parts_are_their_own():
    two = parsed(("turtle", b"_:a <p> 1 ."), ("turtle", b"_:a <p> 1 ."))
    expected = Dataset().parse(
        data="<http://x/g> { _:a <http://x/p> 1 . _:b <http://x/p> 1 }".replace("<http://x/g> {", "<http://x/g> {"),
        format="trig",
    )
    found = Dataset().parse(data=two, format="nquads")
    assert isomorphic(*(one.graph("http://x/g") for one in (found, expected)))


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (("turtle", b"<a> <p> 1 .\n<a> <p> ."), "it, line 2: it does not parse"),
        (("turtle", b"<a> <p> 1, 2, 3 ."), "it: it has more than 2 statements, the limit"),
        (
            ("jsonld", b'[{"@id": "a:g", "@graph": [{"@id": "a:a", "a:b": 1}]}]'),
            "in the graph <a:g>; one graph is taken",
        ),
    ],
)
def test_what_is_no_graph(part, message):
    with pytest.raises(DocumentError, match=message):
        parsed(part, triples=2)


def test_many_statements_come_in_pieces():
    content = b"".join(b"<http://x/%d> <http://x/p> 1 .\n" % n for n in range(45_000))
    assert parsed(("turtle", content), triples=50_000).count(b"\n") == 45_000


def test_a_check_does_nothing_and_hides_nothing():
    text = "INSERT DATA { <a> <b> 1 } ; DROP GRAPH <urn:aftershock:other>"
    check(text, [Piece("", 0, len(text))], BASE)
    with pytest.raises(QueryError, match="the update does not parse: "):
        check("INSERT DATA { <a> <b> 1 }", [Piece("", 0, 25)], "no base")


def test_the_writing_worker_changes_and_settles(tmp_path):
    def told(number, **more):
        section = {"graph": "", "text": f"<a> <p> {number}"}
        operation = Operation.from_json({**Operation("insert-data").as_json(), "insert": [section]})
        return {
            "operations": [operation.as_json()],
            "bytes": 0,
            "label": "x",
            "expected": None,
            "default": "union",
            **more,
        }

    def asked():
        return sorted(newest_snapshot(tmp_path).tsv("SELECT ?o { <http://x/a> ?p ?o }").split()[1:])

    header = {"data": str(tmp_path), "base": BASE}
    quad = b"<http://x/a> <http://x/p> <http://x/b> <http://x/g> .\n"
    put = told(0, operations=[Operation("put", target="http://x/g", bytes=len(quad)).as_json()], bytes=len(quad))
    try:
        facts, held = writer.change({**header, "updates": [told(1), put, told(3, expected=7)]}, quad)
        assert [one["revision"] for one in facts["results"][:2]] == [1, 2]
        assert facts["results"][2]["error"] == "RevisionError"
        assert facts["results"][2]["fields"] == {"expected": 7, "revision": 2}
        assert (held, asked()) == (b"", [b"1", b"<http://x/b>"])
        facts, held = writer.change({**header, "updates": [told(4)], "hold": True}, b"")
        assert held.count(b"\n") == 2
        assert asked() == [b"1", b"<http://x/b>"]
        assert writer.settle({"data": str(tmp_path), "keep": True}, b"")[0]["revision"] == 3
        assert asked() == [b"1", b"4", b"<http://x/b>"]
    finally:
        writer._writer(str(tmp_path)).close()
        writer._writer.cache_clear()
