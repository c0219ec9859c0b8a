"""Updates cut into operations."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from pyoxigraph import Store

from aftershock.errors import ForbiddenQueryError, QueryError
from aftershock.isolation import Limits
from aftershock.isolation.updates import mended, read, split_update
from aftershock.store.operations import Operation, Section

BASE = "http://x/"


def split(text, **limits):
    return split_update(text, Limits(**limits), BASE)


@pytest.mark.parametrize("word", ["CONCAT", "coalesce", "Bnode"])
@pytest.mark.parametrize("gap", [" ", "\n\t", " # a (\n", ""])
def test_the_bracket_is_put_behind_the_name(word, gap):
    text = f"SELECT ({word}{gap}( ?x, 'CONCAT (') AS ?y) {{ <CONCAT> ?concat (1) }} # CONCAT ("
    if word == "Bnode":
        text = text.replace(" ?x, 'CONCAT ('", "")
    assert len(mended(text)) == len(text)
    assert sorted(mended(text)) == sorted(text)
    if word != "Bnode":
        Store().query(mended(text), base_iri=BASE)


def test_what_needs_no_mending_is_left():
    for text in ("ASK { ?s ?p 'CONCAT (' }", "SELECT (CONCAT(?x) AS ?y) {}", "CONCAT", ""):
        assert mended(text) == text


def test_each_operation_has_the_prologue_that_holds_where_it_stands():
    text = "PREFIX a: <http://a/> # c\nCLEAR ALL;\nBASE <http://b/> DROP SILENT GRAPH a:g ; "
    text += "; PREFIX : <c> CREATE GRAPH :d ;"
    clear, drop, create = split(text)
    assert clear == Operation("clear", "PREFIX a: <http://a/>", target="ALL")
    assert drop == Operation("drop", "PREFIX a: <http://a/> BASE <http://b/>", silent=True, target="a:g")
    assert create.prologue.endswith("PREFIX : <c>")
    assert (create.kind, create.target) == ("create", ":d")


def test_templates_are_cut_at_their_graphs():
    (one,) = split("INSERT DATA { <a> <b> 1 . GRAPH <g> { <GRAPH> <b> 'GRAPH }' } . <c> <d> ( 1 ) GRAPH <h> {} }")
    assert one.insert == (
        Section("", " <a> <b> 1 . "),
        Section("<g>", " <GRAPH> <b> 'GRAPH }' "),
        Section("", " <c> <d> ( 1 ) "),
    )
    (two,) = split(
        "WITH <w> DELETE { ?s ?p ?o } INSERT { GRAPH ?g { ?s ?p [] } } USING <u> USING NAMED <n> WHERE { {} }"
    )
    assert (two.with_graph, two.using, two.using_named, two.where) == ("<w>", ("<u>",), ("<n>",), "{ {} }")
    assert (two.delete, two.insert) == ((Section("", " ?s ?p ?o "),), (Section("?g", " ?s ?p [] "),))
    (three,) = split("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert (three.kind, three.where, three.delete[0].graph) == ("modify", "{ GRAPH ?g { ?s ?p ?o } }", "?g")
    (four,) = split("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o ; <q> [ <r> 1 ] . FILTER(?o < 3 || ?o > 4) }")
    assert four.where.endswith("?o > 4) }")
    assert [one.kind for one in split("DELETE DATA { <a> <b> 1 }; COPY DEFAULT TO <g>; move <g> to default")] == [
        "delete-data",
        "copy",
        "move",
    ]


@pytest.mark.parametrize("text", ["", "PREFIX a: <http://a/>", " # nothing\n", ";"])
def test_nothing_is_no_operation(text):
    if text == ";":
        with pytest.raises(QueryError, match="line 1, column 2"):
            split(text)
    else:
        assert split(text) == ()


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("INSERT DATA { <a> <b> }", (1, 23), "the update does not parse at '}'"),
        ("CLEAR ALL;\n  DROP GRAPH", (2, 13), "at its end"),
        ("PREFIX a: <a>\nCLEAR ALL;\nPREFIX b: <b> INSERT DATA { a:a b:b c:c }", (3, 40), "prefix not found"),
        ("PREFIX a: <a> CLEAR ALL; PREFIX b: <b> DROP GRAPH", (1, 50), "at its end"),
        ("DELETE { ?s ?p _:b } WHERE { ?s ?p ?o }", (1, 25), "does not parse"),
        ("CLEAR ALL DROP ALL", None, "line 1, .* does not parse at"),
        ("INSERT DATA { ?s <b> 1 }", None, "variables are not allowed"),
        ("INSERT DATA { _:a <b> 1 } ; INSERT DATA { _:a <b> 2 }", None, "cannot be shared by multiple blocks"),
        ("SELECT * {}", None, "line 1, .* does not parse at"),
        ("LOAD", (1, 5), "at its end"),
    ],
)
def test_what_does_not_parse_is_named_with_its_place(text, place, message):
    with pytest.raises(QueryError, match=message) as caught:
        split(text)
    assert not isinstance(caught.value, ForbiddenQueryError)
    if place is not None:
        assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize(
    ("text", "limits", "place", "message"),
    [
        ("CLEAR ALL;\nLOAD <http://y/>", {}, (2, 1), "LOAD is not allowed"),
        ("INSERT { ?s ?p ?o } WHERE {\n SERVICE <http://y/> { ?s ?p ?o } }", {}, (2, 2), "SERVICE is not allowed"),
        ("INSERT DATA { <a> <b> " + "(" * 9 + ")" * 9 + " }", {"nesting": 8}, (1, 30), "brackets stand in each other"),
        ("PREFIX a: <a> PREFIX b: <b> CLEAR ALL", {"prefixes": 1}, (1, 15), "2 prefixes are declared; 1 is the limit"),
        ("DELETE WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", {"joins": 1}, (1, 36), "patterns, path steps"),
    ],
)
def test_what_is_not_allowed(text, limits, place, message):
    with pytest.raises(ForbiddenQueryError, match=message) as caught:
        split(text, **limits)
    assert (caught.value.line, caught.value.column) == place


def test_a_template_may_be_long():
    rows = " ; ".join(f"<p{number}> {number}" for number in range(500))
    (one,) = split(f"INSERT DATA {{ <a> {rows} . GRAPH <g> {{ <a> {rows} }} }}")
    assert len(one.insert) == 2


def test_the_worker_reads_a_text():
    header = {"base": BASE, "limits": asdict(Limits()), "named": False}
    told, content = read(header, b"WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert content == b""
    assert Operation.from_json(told["operations"][0]).with_graph == "<g>"
    with pytest.raises(QueryError, match="say it in one place"):
        read({**header, "named": True}, b"WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert read({**header, "named": True}, b"CLEAR ALL")[0]["operations"]
