"""How every store answers queries."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from rdflib import Dataset as RdflibDataset
from rdflib.plugins.sparql.results.xmlresults import XMLResult

from aftershock.errors import QueryError, ResultTooLargeError, UsageError
from aftershock.store.base import UNION, Caps, Dataset
from aftershock.store.results import GRAPH_FORMATS, SOLUTION_FORMATS

CAPS = Caps()
A, B, C = (
    "<http://x/a> <http://x/p> <http://x/b>",
    "<http://x/b> <http://x/p> <http://x/c>",
    '<http://x/c> <http://x/q> "c"',
)


# --- data sets


@pytest.fixture
def two(publish):
    publish("http://x/g1", A, B)
    publish("http://x/g2", A, C)


@pytest.mark.usefixtures("two")
def test_an_empty_default_graph(count):
    dataset = Dataset("empty")
    assert count("?s ?p ?o", dataset) == 0
    assert count("GRAPH ?g { ?s <http://x/p> ?o }", dataset) == 3


@pytest.mark.usefixtures("two")
def test_a_data_set_that_is_named(rows, count):
    assert count("?s ?p ?o", Dataset(("http://x/g1",))) == 2
    assert count("GRAPH ?g { ?s ?p ?o }", Dataset(("http://x/g1",))) == 0
    assert count("GRAPH ?g { ?s ?p ?o }", Dataset((), ("http://x/g2",))) == 2
    assert count("?s ?p ?o", Dataset((), ("http://x/g2",))) == 0
    merged = Dataset(("http://x/g1", "http://x/g2", "http://x/g1"), ("http://x/g2",))
    assert count("?s ?p ?o", merged) == 3, "the merge has a statement once"
    assert rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", merged) == [("http://x/g2",)]


@pytest.mark.usefixtures("two")
def test_a_query_may_name_its_data_set_itself(rows):
    assert rows("SELECT ?o FROM <http://x/g2> { <http://x/c> ?p ?o }") == [("c",)]
    assert rows("SELECT ?o FROM <http://x/g1> { <http://x/c> ?p ?o }") == []
    assert rows("SELECT DISTINCT ?g FROM NAMED <http://x/g1> { GRAPH ?g { ?s ?p ?o } }") == [("http://x/g1",)]


@pytest.mark.usefixtures("two")
def test_a_request_names_its_data_set_over_the_query(count, rows):
    text = "SELECT ?o FROM <http://x/g1> FROM NAMED <http://x/g1> { ?s <http://x/q> ?o }"
    assert rows(text) == []
    assert rows(text, Dataset(("http://x/g2",))) == [("c",)]
    assert rows(text, Dataset(("http://x/g1", "http://x/g2"))) == [("c",)]


@pytest.mark.usefixtures("two")
def test_several_from_are_merged(rows):
    merged = "PREFIX g: <http://x/> SELECT ?s ?p FROM g:g1 # FROM <http://x/g3>\n from<g2> { ?s ?p ?o }"
    wanted = [("http://x/a", "http://x/p"), ("http://x/b", "http://x/p"), ("http://x/c", "http://x/q")]
    assert rows("BASE <http://x/> " + merged) == wanted, "a statement of both graphs is there once"
    assert rows("BASE <http://x/> " + merged, Dataset("empty")) == wanted


@pytest.mark.usefixtures("two")
def test_what_is_no_from_clause_is_left_alone(rows):
    harmless = """PREFIX from: <http://x/> # FROM FROM
        SELECT ?from FROM <http://x/g1> FROM NAMED <http://x/g2>
        { ?from from:p ?o FILTER("FROM <FROM> FROM" != '''a FROM 'b''') GRAPH <http://x/g2> { ?from from:p ?o } }"""
    assert rows(harmless) == [("http://x/a",)]


# --- forms and formats


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("name", SOLUTION_FORMATS)
def test_solutions_in_every_format(store, name):
    text = "SELECT ?s ?o { ?s <http://x/p> ?o } ORDER BY ?s"
    answer = store.query(text, UNION, ["turtle", name], CAPS)
    assert (answer.kind, answer.format, answer.rows) == ("select", name, 2)
    assert answer.media_type == SOLUTION_FORMATS[name].media_type
    wanted = [("http://x/a", "http://x/b"), ("http://x/b", "http://x/c")]
    written = answer.content.decode()
    if name == "json":
        found = [(row["s"]["value"], row["o"]["value"]) for row in json.loads(written)["results"]["bindings"]]
    elif name == "xml":
        result = XMLResult(StringIO(written))
        found = [(str(row[result.vars[0]]), str(row[result.vars[1]])) for row in result.bindings]
    elif name == "csv":
        found = [tuple(row) for row in csv.reader(StringIO(written))][1:]
    else:
        found = [tuple(cell.strip("<>") for cell in line.split("\t")) for line in written.splitlines()[1:]]
    assert found == wanted


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("name", SOLUTION_FORMATS)
def test_truth_in_every_format(store, name):
    yes = store.query("ASK { ?s ?p 'c' }", UNION, [name], CAPS)
    no = store.query("ASK { ?s ?p 'd' }", UNION, [name], CAPS)
    assert (yes.kind, yes.rows) == ("ask", 1)
    assert b"true" in yes.content
    assert b"false" in no.content


RDFLIB_NAMES = {
    "turtle": "turtle",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
    "trig": "trig",
    "nquads": "nquads",
}


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("name", GRAPH_FORMATS)
@pytest.mark.parametrize("text", ["CONSTRUCT WHERE { ?s <http://x/p> ?o }", "DESCRIBE <http://x/a> <http://x/b>"])
def test_graphs_in_every_format(store, name, text):
    answer = store.query(text, UNION, ["json", name], CAPS)
    assert (answer.kind, answer.format, answer.rows) == ("graph", name, 2)
    assert answer.media_type == GRAPH_FORMATS[name].media_type
    graph = RdflibDataset(default_union=True).parse(data=answer.content, format=RDFLIB_NAMES[name])
    assert {(str(s), str(o)) for s, _, o, *_ in graph} == {("http://x/a", "http://x/b"), ("http://x/b", "http://x/c")}


def test_turtle_is_written_with_the_prefixes_it_needs(store, publish):
    publish(
        "http://x/g", '<https://w3id.org/aftershock/id/agent/bot> <http://www.w3.org/2000/01/rdf-schema#label> "Bot"'
    )
    turtle = store.query("CONSTRUCT WHERE { ?s ?p ?o }", UNION, ["turtle"], CAPS).content.decode()
    assert "agent:bot rdfs:label" in turtle
    assert "@prefix skos:" not in turtle


def test_our_prefixes_need_not_be_declared_and_may_be(publish, rows, count):
    publish(
        "http://x/g", '<https://w3id.org/aftershock/id/agent/bot> <http://www.w3.org/2000/01/rdf-schema#label> "Bot"'
    )
    assert count("agent:bot rdfs:label ?l") == 1
    assert rows("PREFIX agent: <http://x/> SELECT (STR(agent:bot) AS ?iri) {}") == [("http://x/bot",)]


def test_a_format_that_does_not_fit_is_refused(store):
    with pytest.raises(UsageError, match="SELECT and ASK are answered as json, xml, csv or tsv, not as turtle"):
        store.query("SELECT * {}", UNION, ["turtle"], CAPS)
    with pytest.raises(UsageError, match=r"CONSTRUCT and DESCRIBE are answered as turtle, .*, not as csv"):
        store.query("CONSTRUCT WHERE { ?s ?p ?o }", UNION, ["csv"], CAPS)


# --- refusals and caps


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("SELECT * {\n ?s nope:p ?o }", (2, 11), "at '\\?o }': prefix not found"),
        (
            "SELECT (COUNT(?x) AS ?y) ?z {?x ?z 1}",
            (1, 38),
            "at its end: the SELECT contains a variable that is unbound",
        ),
        ("SELEC *", (1, 1), "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT * { ?s ?p ?o } LIMIT x", (1, 29), "at 'x'"),
        ("ASK {", (1, 6), "at its end"),
        ("ASK {\n ?s ?p\n\n. }", (4, 2), "at '}'"),
        ("", (1, 1), "a query begins with SELECT"),
    ],
)
def test_a_query_that_does_not_parse_is_refused_with_its_place(store, text, place, why):
    with pytest.raises(QueryError, match=why) as caught:
        store.query(text, UNION, ["json"], CAPS)
    assert (caught.value.line, caught.value.column) == place


def test_a_query_that_fails_is_refused(store):
    with pytest.raises(QueryError, match="the query failed: The custom function <http://f/> is not supported"):
        store.query("ASK { FILTER(<http://f/>(1)) }", UNION, ["json"], CAPS)
    with pytest.raises(QueryError):
        store.query("INSERT DATA { <a:a> <a:b> 1 }", UNION, ["json"], CAPS)


@pytest.mark.parametrize("name", SOLUTION_FORMATS)
def test_rows_are_capped_and_the_cap_said(store, name):
    text = "SELECT ?x { VALUES ?x { 1 2 3 4 5 } }"
    assert store.query(text, UNION, [name], Caps(rows=5)).rows == 5
    with pytest.raises(ResultTooLargeError, match="more than 4 rows, which is the cap; add a LIMIT"):
        store.query(text, UNION, [name], Caps(rows=4))


def test_triples_are_capped(store, publish):
    publish("http://x/g", A, B, C)
    assert store.query("CONSTRUCT WHERE { ?s ?p ?o }", UNION, ["turtle"], Caps(rows=3)).rows == 3
    with pytest.raises(ResultTooLargeError, match="more than 2 triples, which is the cap; add a LIMIT"):
        store.query("CONSTRUCT WHERE { ?s ?p ?o }", UNION, ["turtle"], Caps(rows=2))


@pytest.mark.parametrize(
    "text", ["SELECT ?x { VALUES ?x { 'aaaaaaaaaa' 'bbbbbbbbbb' } }", "CONSTRUCT { <a:a> <a:b> 'aaaaaaaaaa' } {}"]
)
def test_bytes_are_capped(store, text):
    with pytest.raises(ResultTooLargeError, match="longer than 10 bytes, which is the cap"):
        store.query(text, UNION, ["csv", "turtle"], Caps(size=10))
