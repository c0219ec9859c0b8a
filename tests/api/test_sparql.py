"""The query half of the SPARQL 1.1 Protocol."""

from __future__ import annotations

import csv
import html
import http.client
import io
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.compare import isomorphic

if TYPE_CHECKING:
    import httpx

AFT = "https://w3id.org/aftershock/ontology#"
ID = "https://w3id.org/aftershock/id/"
LAYERS = f"SELECT ?layer ?number WHERE {{ ?layer a <{AFT}Layer> ; <{AFT}layerNumber> ?number }} ORDER BY ?number"
ASK = f"ASK {{ <{ID}maestro/L4> a <{AFT}Layer> }}"
CONSTRUCT = (
    f"CONSTRUCT {{ ?layer <{AFT}layerNumber> ?number }} WHERE {{ ?layer a <{AFT}Layer> ; <{AFT}layerNumber> ?number }}"
)
DESCRIBE = f"DESCRIBE <{ID}maestro/L4>"
EXPECTED = [(f"{ID}maestro/L{number}", str(number)) for number in range(1, 8)]


def rows(answer: httpx.Response, form: str) -> list[tuple[str, ...]]:
    if form == "json":
        bound = json.loads(answer.content)["results"]["bindings"]
        return [(row["layer"]["value"], row["number"]["value"]) for row in bound]
    if form == "xml":
        space = "{http://www.w3.org/2005/sparql-results#}"
        return [
            tuple("".join(term.itertext()).strip() for term in row.iter(f"{space}binding"))
            for row in ET.fromstring(answer.content).iter(f"{space}result")
        ]
    if form == "csv":
        return [tuple(row) for row in csv.reader(io.StringIO(answer.text))][1:]
    return [tuple(cell.strip("<>") for cell in line.split("\t")) for line in answer.text.splitlines()[1:]]


@pytest.mark.parametrize(
    ("accept", "content_type", "form"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", "json"),
        ("application/json", "application/json", "json"),
        ("*/*", "application/sparql-results+json", "json"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "xml"),
        ("application/xml", "application/xml", "xml"),
        ("text/csv", "text/csv; charset=utf-8", "csv"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "tsv"),
        ("text/turtle;q=1, text/csv;q=0.1", "text/csv; charset=utf-8", "csv"),
    ],
)
def test_solutions_in_every_form(client: httpx.Client, accept: str, content_type: str, form: str) -> None:
    answer = client.get("/sparql", params={"query": LAYERS}, headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert rows(answer, form) == EXPECTED


@pytest.mark.parametrize(
    ("accept", "expected"),
    [("application/json", b"true"), ("application/xml", b"<boolean>true</boolean>"), ("text/csv", b"true")],
)
def test_a_truth_value(client: httpx.Client, accept: str, expected: bytes) -> None:
    answer = client.get("/sparql", params={"query": ASK}, headers={"Accept": accept})

    assert answer.status_code == 200
    assert expected in answer.content


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
@pytest.mark.parametrize(
    ("accept", "content_type", "parser"),
    [
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
        ("text/turtle", "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/json", "application/json", "json-ld"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
    ],
)
def test_a_graph_in_every_form(client: httpx.Client, accept: str, content_type: str, parser: str) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    found = rdflib.Graph().parse(data=answer.content, format=parser)
    expected = rdflib.Graph()
    for iri, number in EXPECTED:
        expected.add((rdflib.URIRef(iri), rdflib.URIRef(AFT + "layerNumber"), rdflib.Literal(int(number))))
    assert isomorphic(found, expected)


def test_describe_tells_of_the_thing(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": DESCRIBE, "format": "ntriples"})

    assert f"<{ID}maestro/L4> <{AFT}layerNumber>" in answer.text


@pytest.mark.parametrize("query", [LAYERS, ASK, CONSTRUCT])
def test_three_ways_to_ask_give_one_answer(client: httpx.Client, query: str) -> None:
    by_get = client.get("/sparql", params={"query": query})
    by_form = client.post("/sparql", data={"query": query})
    directly = client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    latin = client.post(
        "/sparql",
        content=urlencode({"query": query + " # é"}, encoding="latin-1"),
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=latin-1"},
    )

    assert {by_get.status_code, by_form.status_code, directly.status_code, latin.status_code} == {200}
    assert sorted(by_get.text) == sorted(by_form.text) == sorted(directly.text) == sorted(latin.text)


@pytest.mark.parametrize("query", ["SELECT%20(%22%FF%22%20AS%20%3Fx)%20%7B%7D", "ASK%20%7B%7D%23%ED%A0%80"])
def test_what_is_no_text_is_not_read_with_gaps(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/sparql?query={query}")

    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert "not UTF-8" in answer.json()["detail"]


def test_a_form_names_the_form_of_the_answer(client: httpx.Client) -> None:
    by_form = client.post("/sparql", data={"query": ASK, "format": "csv"})
    assert (by_form.headers["content-type"], by_form.text) == ("text/csv; charset=utf-8", "true")
    graph = client.get("/sparql", params={"query": CONSTRUCT, "format": "json"})
    assert graph.headers["content-type"] == "application/ld+json"


def test_the_request_names_the_data_set(client: httpx.Client) -> None:
    catalogue, empty = f"{ID}graph/catalog/layers", "https://a.example/nothing"
    inside = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?layer a <{AFT}Layer> }} }}"

    def found(query: str, **graphs: str) -> int:
        answer = client.get("/sparql", params={"query": query, **graphs})
        assert answer.status_code == 200, answer.text
        return len(answer.json()["results"]["bindings"])

    assert found(LAYERS, **{"default-graph-uri": catalogue}) == 7
    assert found(LAYERS, **{"default-graph-uri": empty}) == 0
    assert found(LAYERS, **{"named-graph-uri": catalogue}) == 0
    assert found(inside, **{"named-graph-uri": catalogue}) == 1
    assert found(inside, **{"named-graph-uri": empty}) == 0


@pytest.mark.parametrize("iri", ["relative", "https://a.example/> <x", "urn: x"])
def test_a_graph_is_named_by_an_iri(client: httpx.Client, iri: str) -> None:
    answer = client.get("/sparql", params={"query": ASK, "default-graph-uri": iri})

    assert answer.status_code == 400
    assert "is not the IRI of a graph" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("sent", "status", "detail"),
    [
        ({"params": {"default-graph-uri": "a:b"}}, 400, "no query is given"),
        ({"params": {"query": ASK, "using-graph-uri": "a:b"}}, 400, "does not go with a query"),
        ({"params": [("query", ASK), ("query", ASK)]}, 400, "2 queries are given"),
        ({"params": {"query": ""}}, 400, ""),
        ({"params": {"query": "SELECT ?x WHERE { ?x a }"}}, 400, ""),
        ({"params": {"query": ASK, "format": "turtle"}}, 400, "there is no format 'turtle' here; there is json, xml"),
        ({"params": {"query": CONSTRUCT, "format": "csv"}}, 400, "there is no format 'csv' here; there is turtle"),
        ({"params": [("query", ASK), ("format", "json"), ("format", "xml")]}, 400, "'format' is given 2 times"),
        ({"params": {"query": ASK}, "headers": {"Accept": "text/turtle"}}, 406, "this is to be had as"),
        ({"params": {"query": "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 400, ""),
        ({"params": {"update": "DROP ALL"}}, 400, "an update is not sent by GET"),
    ],
)
def test_what_get_refuses(client: httpx.Client, sent: dict[str, object], status: int, detail: str) -> None:
    answer = client.get("/sparql", **sent)  # type: ignore[arg-type] # keyword arguments of several types

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert detail in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content", "content_type", "params", "status"),
    [
        ("DROP ALL", "application/sparql-update", {}, 403),
        ("update=DROP+ALL", "application/x-www-form-urlencoded", {}, 403),
        (ASK, "text/plain", {}, 415),
        (ASK, None, {}, 415),
        (ASK, "application/sparql-query", {"query": ASK}, 400),
        ("query=ASK%7B%7D&query=ASK%7B%7D", "application/x-www-form-urlencoded", {}, 400),
        ("", "application/x-www-form-urlencoded", {}, 400),
        *(
            ("query=ASK%7B%7D", f"application/x-www-form-urlencoded; charset={charset}", {}, 415)
            for charset in ("klingon", "hex", "rot13", "zlib", "undefined", "punycode", "unicode_escape")
        ),
        ("query=ASK%7B%7D&format=nonsense", "application/x-www-form-urlencoded", {}, 400),
        ("query=ASK%7B%7D&format=xml&format=csv", "application/x-www-form-urlencoded", {}, 400),
        (b"ASK {} # \xff", "application/sparql-query", {}, 400),
        ("x" * 70_000, "application/sparql-query", {}, 413),
        ("query=" + "x" * 70_000, "application/x-www-form-urlencoded", {}, 413),
        ("query=" + "x" * 400_000, "application/x-www-form-urlencoded", {}, 413),
    ],
)
def test_what_post_refuses(
    client: httpx.Client, content: str | bytes, content_type: str | None, params: dict[str, str], status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}

    answer = client.post("/sparql", content=content, headers=headers, params=params)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    if status == 415 and "charset" not in str(content_type):
        assert "application/sparql-query" in answer.headers["accept-post"]


def test_a_query_in_the_address_has_the_same_limit(address: str) -> None:
    host = address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("GET", "/sparql?query=ASK%7B%7D%23" + "x" * 66_000)
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()

    assert (answer.status, told["limit"]) == (413, 65_536)


def test_a_syntax_error_says_where(client: httpx.Client) -> None:
    problem = client.get("/sparql", params={"query": "SELECT ?x\nWHERE { ?x a }"}).json()

    assert (problem["type"], problem["line"]) == ("https://w3id.org/aftershock/problem/query-syntax", 2)
    assert problem["column"] >= 1


def test_a_body_without_a_length_is_read_no_further_than_its_limit(client: httpx.Client) -> None:
    answer = client.post(
        "/sparql",
        content=(b"x" * 10_000 for _ in range(20)),
        headers={"Content-Type": "application/sparql-query"},
    )

    assert answer.status_code == 413


def test_a_browser_gets_a_place_to_write(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<textarea id="query" name="query"' in answer.text


def test_a_browser_gets_a_table(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": LAYERS}, headers={"Accept": "text/html,*/*;q=0.8"})

    assert answer.status_code == 200
    assert "7 rows" in answer.text
    assert '<th scope="col">number</th>' in answer.text


@pytest.mark.parametrize(
    ("query", "expected"), [(ASK, "Yes"), ("ASK { <a:b> <a:c> <a:d> }", "No"), (CONSTRUCT, "A graph")]
)
def test_a_browser_gets_other_answers_too(client: httpx.Client, query: str, expected: str) -> None:
    answer = client.get("/sparql", params={"query": query, "format": "html"})

    assert f'<h2 id="answer">{expected}</h2>' in answer.text


def test_a_browser_sees_its_query_again_beside_what_was_wrong(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELEKT <script>"}, headers={"Accept": "text/html"})

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "SELEKT &lt;script&gt;</textarea>" in answer.text


def test_a_browser_is_shown_no_more_than_it_can_bear(client: httpx.Client) -> None:
    rows = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 1500", "format": "html"})
    graph = client.get("/sparql", params={"query": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "format": "html"})

    assert "1,000 of 1,500 rows shown; take CSV for all" in rows.text
    assert rows.text.count("<tr>") == 1001
    assert "A graph; its first 200,000 characters" in graph.text


def test_the_page_offers_every_question_of_the_catalogue_and_runs_it(client: httpx.Client) -> None:
    listed = client.get("/queries", params={"limit": 1000}).json()
    page = html.unescape(client.get("/sparql", headers={"accept": "text/html"}).text)

    assert listed["total"] == len(listed["items"]) >= 7
    for one in listed["items"]:
        assert one["question"] in page, one["name"]
        answer = client.get("/sparql", params={"query": one["text"]})
        assert answer.status_code == 200, (one["name"], answer.text)
        assert answer.json()["head"]["vars"] == one["columns"]
