"""Updates over HTTP: who may, what is refused, what readers see, and a store that is emptied."""

from __future__ import annotations

import http.client
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from tests.api.serving import READER

ID = "https://w3id.org/aftershock/id/"
DEFAULT = f"{ID}graph/default"
UPDATE = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}
STORE = "/rdf-graph-store"
PROBLEM = "https://w3id.org/aftershock/problem/"


def asked(client: httpx.Client, query: str, **params: str) -> bool:
    answer = client.get("/sparql", params={"query": query, **params})
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["boolean"])


@pytest.mark.parametrize("path", ["/sparql", "/update"])
@pytest.mark.parametrize("form", ["direct", "form"])
def test_an_update_is_done_and_seen_at_once(writing: httpx.Client, path: str, form: str) -> None:
    text = f'INSERT DATA {{ GRAPH <http://x/{form}{path}> {{ <a> <p> "é" }} }}'
    before = int(writing.get("/readyz").json()["revision"])

    if form == "direct":
        answer = writing.post(path, content=text.encode(), headers=UPDATE)
    else:
        answer = writing.post(path, data={"update": text})

    assert answer.status_code == 200, answer.text
    told = answer.json()
    graph = f"http://x/{form}{path}"
    assert (told["added"], told["removed"], told["changed"], told["made"]) == (1, 0, [graph], [graph])
    assert int(told["revision"]) == before + 1
    assert answer.headers["etag"] == f'"{before + 1}"'
    assert asked(writing, f'ASK {{ GRAPH <{graph}> {{ <{ID}a> ?p "é" }} }}'), "it is relative to the place of our IRIs"
    assert asked(writing, f'ASK {{ <{ID}a> <{ID}p> "é" }}'), "and in the union"


def test_the_default_graph_is_written_to_and_part_of_the_union(writing: httpx.Client) -> None:
    assert writing.post("/update", content="INSERT DATA { <d> <p> 1 }", headers=UPDATE).json()["changed"] == [DEFAULT]
    assert asked(writing, "ASK { <d> <p> 1 }")
    assert "<d>" not in writing.get(STORE, params={"default": ""}, headers={"Accept": "text/turtle"}).text
    assert f"<{ID}d> <{ID}p>" in writing.get(STORE, params={"default": "", "format": "ntriples"}).text
    gone = writing.post("/update", content="DELETE WHERE { <d> ?p ?o }", headers=UPDATE).json()
    assert (gone["removed"], asked(writing, "ASK { <d> <p> 1 }")) == (1, False)


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({}, 401, "token-required"),
        ({"Authorization": "Bearer wrong"}, 401, "token-required"),
        ({"Authorization": f"Bearer {READER}"}, 403, "scope"),
    ],
)
@pytest.mark.parametrize("way", ["update", "put", "delete", "post"])
def test_only_who_may_writes(written_at: str, headers: dict[str, str], status: int, kind: str, way: str) -> None:
    graph = {"graph": "http://x/never"}
    with httpx.Client(base_url=written_at, headers=headers) as client:
        answer = {
            "update": lambda: client.post("/sparql", content="DROP ALL", headers=UPDATE),
            "put": lambda: client.put(STORE, params=graph, content="<a:a> <a:b> 1 .", headers=TURTLE),
            "post": lambda: client.post(STORE, params=graph, content="<a:a> <a:b> 1 .", headers=TURTLE),
            "delete": lambda: client.delete(STORE, params=graph),
        }[way]()

    assert (answer.status_code, answer.json()["type"]) == (status, PROBLEM + kind)


@pytest.mark.parametrize(
    ("text", "status", "kind", "detail"),
    [
        ("INSERT DATA {\n <a:b> <a:c> }", 400, "query-syntax", "line 2"),
        ("INSERT DATA { ?s <a:c> 1 }", 400, "query-syntax", "variables are not allowed"),
        ("SELECT * { ?s ?p ?o }", 400, "query-syntax", ""),
        ("LOAD <http://127.0.0.1:9/x>", 400, "query-forbidden", "LOAD is not allowed"),
        ("LOAD SILENT <http://127.0.0.1:9/x> INTO GRAPH <a:b>", 400, "query-forbidden", "LOAD is not allowed"),
        ("LOAD <http://127.0.0.1:9/x", 400, "query-syntax", "does not parse"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400, "query-forbidden", "SERVICE"),
        ("DROP GRAPH <http://x/none>", 400, "query-failed", "there is no graph <http://x/none>"),
        ("CREATE GRAPH <https://w3id.org/aftershock/id/graph/catalog/layers>", 400, "query-failed", "is there already"),
        ("CLEAR GRAPH <https://w3id.org/aftershock/id/graph/provenance>", 400, "query-failed", "kept by the store"),
        (
            "DELETE { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s aft:revision ?o . ?s ?p ?o } }",
            400,
            "query-failed",
            "",
        ),
        ("INSERT DATA { <a:b> <a:c> '" + "x" * 90_000 + "' }", 413, "too-large", "90,000 bytes, the limit"),
    ],
)
def test_what_is_refused_changes_nothing(writing: httpx.Client, text: str, status: int, kind: str, detail: str) -> None:
    before = writing.get("/readyz").json()["revision"]

    answer = writing.post("/update", content=text, headers=UPDATE)

    assert (answer.status_code, answer.json()["type"]) == (status, PROBLEM + kind), answer.text
    assert detail in answer.json()["detail"]
    assert writing.get("/readyz").json()["revision"] == before


@pytest.mark.parametrize(
    ("send", "status"),
    [
        ({"path": "/update", "data": {"query": "ASK {}"}}, 400),
        ({"path": "/sparql", "data": {"query": "ASK {}", "update": "CLEAR DEFAULT"}}, 400),
        ({"path": "/update", "data": {"update": ["CLEAR DEFAULT", "CLEAR DEFAULT"]}}, 400),
        ({"path": "/update", "data": {}}, 415),
        ({"path": "/update", "data": {"update": "CLEAR DEFAULT", "default-graph-uri": "a:b"}}, 400),
        ({"path": "/update", "data": {"update": "CLEAR DEFAULT", "using-graph-uri": "b"}}, 400),
        ({"path": "/update?validate=maybe", "data": {"update": "CLEAR DEFAULT"}}, 400),
        ({"path": "/update?update=x", "content": "CLEAR DEFAULT", "headers": UPDATE}, 400),
        ({"path": "/update", "content": "ASK {}", "headers": {"Content-Type": "application/sparql-query"}}, 415),
        (
            {
                "path": "/update",
                "content": "CLEAR DEFAULT".encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-update; charset=utf-16"},
            },
            415,
        ),
        (
            {
                "path": "/update",
                "content": b"update=%E9",
                "headers": {"Content-Type": "application/x-www-form-urlencoded"},
            },
            400,
        ),
    ],
)
def test_how_an_update_must_not_be_sent(writing: httpx.Client, send: dict[str, object], status: int) -> None:
    answer = writing.post(str(send.pop("path")), **send)  # type: ignore[arg-type] # keyword arguments of several types

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_the_request_names_what_where_asks(writing: httpx.Client) -> None:
    writing.post(
        "/update", content="INSERT DATA { GRAPH <u1> { <a> <is> 1 } GRAPH <u2> { <a> <is> 1 } }", headers=UPDATE
    )
    text = "INSERT { GRAPH <u3> { <n> <of> ?n } } WHERE { SELECT (COUNT(*) AS ?n) { ?s <is> ?o } }"

    sent = {"using-graph-uri": [f"{ID}u1", f"{ID}u2"]}
    assert writing.post("/update", content=text, headers=UPDATE, params=sent).status_code == 200
    assert asked(writing, "ASK { GRAPH <u3> { <n> <of> 1 } }"), "the merge of two graphs has a statement once"
    other = "INSERT { GRAPH <u4> { <g> <is> ?g } } WHERE { GRAPH ?g { ?s <is> ?o } }"
    writing.post("/update", content=other, headers=UPDATE, params={"using-named-graph-uri": f"{ID}u2"})
    assert writing.get(STORE, params={"graph": f"{ID}u4", "format": "ntriples"}).text.count("\n") == 1
    twice = writing.post("/update", content="WITH <u1> " + other, headers=UPDATE, params=sent)
    assert twice.status_code == 400
    assert "in one place" in twice.json()["detail"]


def test_a_write_may_be_meant_for_one_revision(writing: httpx.Client) -> None:
    seen = writing.get("/sparql", params={"query": "ASK {}"}).headers["etag"]
    text = "INSERT DATA { GRAPH <m> { <a> <p> 1 } }"

    first = writing.post("/update", content=text, headers={**UPDATE, "If-Match": seen})
    second = writing.post("/update", content=text, headers={**UPDATE, "If-Match": seen})
    third = writing.post("/update", content="CLEAR GRAPH <m>", headers={**UPDATE, "If-Match": first.headers["etag"]})
    foreign = writing.post("/update", content=text, headers={**UPDATE, "If-Match": 'W/"x"'})
    anyhow = writing.delete(STORE, params={"graph": f"{ID}m"}, headers={"If-Match": "*"})

    assert [one.status_code for one in (first, second, third, foreign, anyhow)] == [200, 412, 200, 412, 200]
    assert second.json()["type"] == PROBLEM + "revision-passed"
    assert second.json()["revision"] == int(first.json()["revision"])


def test_the_shapes_are_asked_where_that_is_wanted(writing: httpx.Client) -> None:
    broken = "INSERT DATA { GRAPH <v> { <v1> a aft:Dependency } }"
    before = writing.get("/readyz").json()["revision"]

    refused = writing.post("/update", data={"update": broken, "validate": "true"})
    assert (refused.status_code, refused.json()["type"]) == (422, PROBLEM + "shapes-violated")
    refused = writing.post("/update", content=broken, headers=UPDATE, params={"validate": "true"})
    assert (refused.status_code, refused.json()["type"]) == (422, PROBLEM + "shapes-violated")
    assert refused.json()["violations"]
    assert writing.get("/readyz").json()["revision"] == before
    assert not asked(writing, "ASK { GRAPH <v> { ?s ?p ?o } }")
    put = writing.put(
        STORE,
        params={"graph": f"{ID}v", "validate": "true"},
        content="<v1> a <https://w3id.org/aftershock/ontology#Dependency> .",
        headers=TURTLE,
    )
    assert put.status_code == 422

    whole = "INSERT DATA { GRAPH <v> { <v2> a aft:Model ; skos:prefLabel 'V'@en } }"
    taken = writing.post("/update", content=whole, headers=UPDATE, params={"validate": "true"})
    assert taken.status_code == 200, taken.text
    assert asked(writing, "ASK { <v2> a aft:Model }")


def test_many_writes_at_once_are_all_kept(writing: httpx.Client) -> None:
    before = int(writing.get("/readyz").json()["revision"])

    def write(number: int) -> httpx.Response:
        text = f"INSERT DATA {{ GRAPH <many/{number}> {{ <a> <p> {number} }} }}"
        if number == 7:
            text += " ; DROP GRAPH <http://x/none>"
        return writing.post("/update", content=text, headers=UPDATE)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(write, range(24)))

    assert [one.status_code for one in answers] == [400 if number == 7 else 200 for number in range(24)]
    revisions = [int(one.json()["revision"]) for one in answers if one.status_code == 200]
    assert sorted(revisions) == list(range(before + 1, before + 24)), "each write has a revision of its own"
    found = writing.get("/sparql", params={"query": "SELECT ?o { <a> <p> ?o FILTER(isNumeric(?o)) }", "format": "csv"})
    assert {int(row) for row in found.text.split()[1:]} >= set(range(24)) - {7}


def test_a_write_that_kills_the_writer_is_told_and_others_go_on(writing: httpx.Client) -> None:
    values = " ".join(str(number) for number in range(60))
    product = " ".join(f"VALUES ?x{letter} {{ {values} }}" for letter in "abcdef")
    text = f"INSERT {{ <k> <n> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {product} }} }}"

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(writing.post, "/update", content=text, headers=UPDATE, timeout=90)
        quick = pool.submit(writing.post, "/update", content="INSERT DATA { <k> <ok> 1 }", headers=UPDATE, timeout=90)
        answers = slow.result(), quick.result()

    assert [one.status_code for one in answers] == [503, 200], [one.text for one in answers]
    assert answers[0].headers["retry-after"]
    assert asked(writing, "ASK { <k> <ok> 1 FILTER NOT EXISTS { <k> <n> ?n } }")


def test_a_query_beyond_ascii_keeps_its_connection(written_at: str) -> None:
    connection = http.client.HTTPConnection(written_at.removeprefix("http://"), timeout=60)
    for _ in range(3):
        headers = {"Authorization": f"Bearer {READER}"}
        connection.request("GET", "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%C3%A9%22%20%7D", headers=headers)
        answer = connection.getresponse()
        assert (answer.status, bool(answer.read())) == (200, True)
    connection.close()


def test_a_store_of_which_all_was_dropped_still_answers(writer: httpx.Client) -> None:
    """Last in this file: nothing is left after it."""
    assert writer.post("/update", content="DROP ALL", headers=UPDATE).status_code == 200

    assert writer.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}).json()["results"]["bindings"] == []
    told = writer.get("/readyz").json()
    assert (told["ready"], told["triples"]) == (True, 0)
    assert writer.get("/agents").json()["total"] == 0
    assert writer.get("/sparql").status_code == 200
    taken = writer.post("/update", content="INSERT DATA { <a> a aft:Model }", headers=UPDATE)
    assert taken.status_code == 200
    assert asked(writer, "ASK { <a> a aft:Model }")
