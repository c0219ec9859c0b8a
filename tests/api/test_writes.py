"""Updates and graphs over HTTP: who may, what is refused, what readers see, and what it says of itself."""

from __future__ import annotations

import gzip
import http.client
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING

import httpx
import pytest
import rdflib
import zstandard
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from tests.api.serving import opened_for_serving, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock import KnowledgeBase

TOKEN, READER = "correct-horse-battery", "only-looking"
ID = "https://w3id.org/aftershock/id/"
DEFAULT = f"{ID}graph/default"
UPDATE = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}
STORE = "/rdf-graph-store"
PROBLEM = "https://w3id.org/aftershock/problem/"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with opened_for_serving(tmp_path_factory.mktemp("written") / "data") as opened:
        yield opened


@pytest.fixture(scope="module")
def there(base: KnowledgeBase) -> Iterator[str]:
    with serving(base, write_token=TOKEN, read_token=READER, document_bytes=200_000, update_bytes=90_000) as address:
        yield address


@pytest.fixture(scope="module")
def writer(there: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=there, timeout=60, headers={"Authorization": f"Bearer {TOKEN}"}) as talking:
        yield talking


def asked(client: httpx.Client, query: str, **params: str) -> bool:
    answer = client.get("/sparql", params={"query": query, **params})
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["boolean"])


# --- updates


@pytest.mark.parametrize("path", ["/sparql", "/update"])
@pytest.mark.parametrize("form", ["direct", "form"])
def test_an_update_is_done_and_seen_at_once(writer: httpx.Client, path: str, form: str) -> None:
    text = f'INSERT DATA {{ GRAPH <http://x/{form}{path}> {{ <a> <p> "é" }} }}'
    before = int(writer.get("/readyz").json()["revision"])

    if form == "direct":
        answer = writer.post(path, content=text.encode(), headers=UPDATE)
    else:
        answer = writer.post(path, data={"update": text})

    assert answer.status_code == 200, answer.text
    told = answer.json()
    graph = f"http://x/{form}{path}"
    assert (told["added"], told["removed"], told["changed"], told["made"]) == (1, 0, [graph], [graph])
    assert int(told["revision"]) == before + 1
    assert answer.headers["etag"] == f'"{before + 1}"'
    assert asked(writer, f'ASK {{ GRAPH <{graph}> {{ <{ID}a> ?p "é" }} }}'), "it is relative to the place of our IRIs"
    assert asked(writer, f'ASK {{ <{ID}a> <{ID}p> "é" }}'), "and in the union"


def test_the_default_graph_is_written_to_and_part_of_the_union(writer: httpx.Client) -> None:
    assert writer.post("/update", content="INSERT DATA { <d> <p> 1 }", headers=UPDATE).json()["changed"] == [DEFAULT]
    assert asked(writer, "ASK { <d> <p> 1 }")
    assert "<d>" not in writer.get(STORE, params={"default": ""}, headers={"Accept": "text/turtle"}).text
    assert f"<{ID}d> <{ID}p>" in writer.get(STORE, params={"default": "", "format": "ntriples"}).text
    gone = writer.post("/update", content="DELETE WHERE { <d> ?p ?o }", headers=UPDATE).json()
    assert (gone["removed"], asked(writer, "ASK { <d> <p> 1 }")) == (1, False)


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({}, 401, "token-required"),
        ({"Authorization": "Bearer wrong"}, 401, "token-required"),
        ({"Authorization": f"Bearer {READER}"}, 403, "scope"),
    ],
)
@pytest.mark.parametrize("way", ["update", "put", "delete", "post"])
def test_only_who_may_writes(there: str, headers: dict[str, str], status: int, kind: str, way: str) -> None:
    graph = {"graph": "http://x/never"}
    with httpx.Client(base_url=there, headers=headers) as client:
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
def test_what_is_refused_changes_nothing(writer: httpx.Client, text: str, status: int, kind: str, detail: str) -> None:
    before = writer.get("/readyz").json()["revision"]

    answer = writer.post("/update", content=text, headers=UPDATE)

    assert (answer.status_code, answer.json()["type"]) == (status, PROBLEM + kind), answer.text
    assert detail in answer.json()["detail"]
    assert writer.get("/readyz").json()["revision"] == before


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
def test_how_an_update_must_not_be_sent(writer: httpx.Client, send: dict[str, object], status: int) -> None:
    answer = writer.post(str(send.pop("path")), **send)  # type: ignore[arg-type] # keyword arguments of several types

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_the_request_names_what_where_asks(writer: httpx.Client) -> None:
    writer.post(
        "/update", content="INSERT DATA { GRAPH <u1> { <a> <is> 1 } GRAPH <u2> { <a> <is> 1 } }", headers=UPDATE
    )
    text = "INSERT { GRAPH <u3> { <n> <of> ?n } } WHERE { SELECT (COUNT(*) AS ?n) { ?s <is> ?o } }"

    sent = {"using-graph-uri": [f"{ID}u1", f"{ID}u2"]}
    assert writer.post("/update", content=text, headers=UPDATE, params=sent).status_code == 200
    assert asked(writer, "ASK { GRAPH <u3> { <n> <of> 1 } }"), "the merge of two graphs has a statement once"
    other = "INSERT { GRAPH <u4> { <g> <is> ?g } } WHERE { GRAPH ?g { ?s <is> ?o } }"
    writer.post("/update", content=other, headers=UPDATE, params={"using-named-graph-uri": f"{ID}u2"})
    assert writer.get(STORE, params={"graph": f"{ID}u4", "format": "ntriples"}).text.count("\n") == 1
    twice = writer.post("/update", content="WITH <u1> " + other, headers=UPDATE, params=sent)
    assert twice.status_code == 400
    assert "in one place" in twice.json()["detail"]


def test_a_write_may_be_meant_for_one_revision(writer: httpx.Client) -> None:
    seen = writer.get("/sparql", params={"query": "ASK {}"}).headers["etag"]
    text = "INSERT DATA { GRAPH <m> { <a> <p> 1 } }"

    first = writer.post("/update", content=text, headers={**UPDATE, "If-Match": seen})
    second = writer.post("/update", content=text, headers={**UPDATE, "If-Match": seen})
    third = writer.post("/update", content="CLEAR GRAPH <m>", headers={**UPDATE, "If-Match": first.headers["etag"]})
    foreign = writer.post("/update", content=text, headers={**UPDATE, "If-Match": 'W/"x"'})
    anyhow = writer.delete(STORE, params={"graph": f"{ID}m"}, headers={"If-Match": "*"})

    assert [one.status_code for one in (first, second, third, foreign, anyhow)] == [200, 412, 200, 412, 200]
    assert second.json()["type"] == PROBLEM + "revision-passed"
    assert second.json()["revision"] == int(first.json()["revision"])


def test_the_shapes_are_asked_where_that_is_wanted(writer: httpx.Client) -> None:
    broken = "INSERT DATA { GRAPH <v> { <v1> a aft:Dependency } }"
    before = writer.get("/readyz").json()["revision"]

    refused = writer.post("/update", content=broken, headers=UPDATE, params={"validate": "true"})
    assert (refused.status_code, refused.json()["type"]) == (422, PROBLEM + "shapes-violated")
    assert refused.json()["violations"]
    assert writer.get("/readyz").json()["revision"] == before
    assert not asked(writer, "ASK { GRAPH <v> { ?s ?p ?o } }")
    put = writer.put(
        STORE,
        params={"graph": f"{ID}v", "validate": "true"},
        content="<v1> a <https://w3id.org/aftershock/ontology#Dependency> .",
        headers=TURTLE,
    )
    assert put.status_code == 422

    whole = "INSERT DATA { GRAPH <v> { <v2> a aft:Model ; skos:prefLabel 'V'@en } }"
    taken = writer.post("/update", content=whole, headers=UPDATE, params={"validate": "true"})
    assert taken.status_code == 200, taken.text
    assert asked(writer, "ASK { <v2> a aft:Model }")


def test_many_writes_at_once_are_all_kept(writer: httpx.Client) -> None:
    before = int(writer.get("/readyz").json()["revision"])

    def write(number: int) -> httpx.Response:
        text = f"INSERT DATA {{ GRAPH <many/{number}> {{ <a> <p> {number} }} }}"
        if number == 7:
            text += " ; DROP GRAPH <http://x/none>"
        return writer.post("/update", content=text, headers=UPDATE)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(write, range(24)))

    assert [one.status_code for one in answers] == [400 if number == 7 else 200 for number in range(24)]
    revisions = [int(one.json()["revision"]) for one in answers if one.status_code == 200]
    assert sorted(revisions) == list(range(before + 1, before + 24)), "each write has a revision of its own"
    found = writer.get("/sparql", params={"query": "SELECT ?o { <a> <p> ?o FILTER(isNumeric(?o)) }", "format": "csv"})
    assert {int(row) for row in found.text.split()[1:]} >= set(range(24)) - {7}


def test_a_write_that_kills_the_writer_is_told_and_others_go_on(writer: httpx.Client, base: KnowledgeBase) -> None:
    values = " ".join(str(number) for number in range(60))
    product = " ".join(f"VALUES ?x{letter} {{ {values} }}" for letter in "abcdef")
    text = f"INSERT {{ <k> <n> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {product} }} }}"

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(writer.post, "/update", content=text, headers=UPDATE, timeout=90)
        quick = pool.submit(writer.post, "/update", content="INSERT DATA { <k> <ok> 1 }", headers=UPDATE, timeout=90)
        answers = slow.result(), quick.result()

    assert [one.status_code for one in answers] == [503, 200], [one.text for one in answers]
    assert answers[0].headers["retry-after"]
    assert asked(writer, "ASK { <k> <ok> 1 FILTER NOT EXISTS { <k> <n> ?n } }")


def test_a_query_beyond_ascii_keeps_its_connection(there: str) -> None:
    connection = http.client.HTTPConnection(there.removeprefix("http://"), timeout=60)
    for _ in range(3):
        headers = {"Authorization": f"Bearer {READER}"}
        connection.request("GET", "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%C3%A9%22%20%7D", headers=headers)
        answer = connection.getresponse()
        assert (answer.status, bool(answer.read())) == (200, True)
    connection.close()


# --- the graph store


def test_a_graph_is_put_read_added_to_and_removed(writer: httpx.Client) -> None:
    graph = {"graph": "http://x/g s".replace(" ", "%20")}

    made = writer.put(STORE, params=graph, content="<a> <b> [ <c> 'x'@en ] .", headers=TURTLE)
    assert (made.status_code, made.headers["location"]) == (201, "http://x/g%20s")
    again = writer.put(STORE, params=graph, content="<a> <b> [ <c> 'x'@en ] .", headers=TURTLE)
    assert (again.status_code, again.json()["revision"]) == (200, made.json()["revision"]), "the same is no change"
    seen = rdflib.Graph().parse(data=writer.get(STORE, params=graph).text, format="turtle")
    assert {str(one) for one in seen.subjects() if isinstance(one, rdflib.URIRef)} == {"http://x/a"}
    more = writer.post(STORE, params=graph, content="<a> <b> 2 .", headers=TURTLE)
    assert (more.status_code, more.json()["added"]) == (200, 1)
    assert len(rdflib.Graph().parse(data=writer.get(STORE, params=graph).text)) == 3
    other = writer.put(STORE, params=graph, content="<a> <b> 3 .", headers=TURTLE)
    assert (other.json()["added"], other.json()["removed"]) == (1, 3)
    assert writer.delete(STORE, params=graph).status_code == 200
    assert [writer.get(STORE, params=graph).status_code, writer.delete(STORE, params=graph).status_code] == [404, 404]
    assert not asked(writer, "ASK { <http://x/a> ?p ?o }")


def test_an_empty_graph_is_there_until_it_is_dropped(writer: httpx.Client) -> None:
    graph = {"graph": "http://x/empty"}

    assert writer.put(STORE, params=graph, content="", headers=TURTLE).status_code == 201
    assert (writer.get(STORE, params=graph).status_code, writer.head(STORE, params=graph).status_code) == (200, 200)
    assert writer.delete(STORE, params=graph).status_code == 200
    assert writer.head(STORE, params=graph).status_code == 404


def test_a_graph_is_named_by_the_address(writer: httpx.Client, there: str) -> None:
    made = writer.put(f"{STORE}/people/é", content="<> <b> 1 .", headers=TURTLE)
    assert made.headers["location"] == f"{there}{STORE}/people/%C3%A9"
    seen = writer.get(made.headers["location"], headers={"Accept": "application/n-triples"})
    assert seen.text.startswith(f"<{there}{STORE}/people/%C3%A9> <{there}{STORE}/people/b> ")
    new = writer.post(STORE, content="<> <b> 1 .", headers=TURTLE)
    assert (new.status_code, writer.get(new.headers["location"]).status_code) == (201, 200)
    for address in (made.headers["location"], new.headers["location"]):
        assert writer.delete(address).status_code == 200


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"<a> <b> .", "text/turtle", 422),
        (b"<a> <b> 1 .", "text/csv", 415),
        (b"<a> <b> 1 .", None, 415),
        ("<a> <b> 'é' .".encode("latin-1"), "text/turtle; charset=latin-1", 415),
        (b"<a:a> <a:b> 1 . " * 20_000, "text/turtle", 413),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "application/rdf+xml", 422),
        (b'{"@context": "http://127.0.0.1:9/c"}', "application/ld+json", 422),
        (b'[{"@id": "a:g", "@graph": [{"@id": "a:a", "a:b": 1}]}]', "application/ld+json", 422),
        (b"--x--\r\n", "multipart/form-data; boundary=x", 400),
        (b"--x\r\nContent-Type: text/csv\r\n\r\na\r\n--x--\r\n", "multipart/form-data; boundary=x", 415),
        (b"--x\r\n\r\n\r\n" * 30 + b"--x--\r\n", "multipart/form-data; boundary=x", 400),
    ],
)
def test_graphs_that_are_not_taken(writer: httpx.Client, content: bytes, kind: str | None, status: int) -> None:
    headers = {"Content-Type": kind} if kind else {}

    answer = writer.put(STORE, params={"graph": "http://x/not"}, content=content, headers=headers)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert writer.head(STORE, params={"graph": "http://x/not"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "params", "detail"),
    [
        (STORE, {}, "say which graph"),
        (STORE, {"graph": "a:b", "default": ""}, "say which graph"),
        (STORE, [("graph", "a:b"), ("graph", "a:c")], "'graph' is given 2 times"),
        (STORE, {"graph": "relative"}, "is not the IRI of a graph"),
        (f"{STORE}/x", {"graph": "a:b"}, "the address names the graph already"),
    ],
)
def test_a_graph_has_one_name(writer: httpx.Client, path: str, params: dict[str, str], detail: str) -> None:
    answer = writer.get(path, params=params)

    assert answer.status_code == 400
    assert detail in answer.json()["detail"]


def test_the_provenance_graph_is_read_only(writer: httpx.Client) -> None:
    graph = {"graph": f"{ID}graph/provenance"}

    assert writer.put(STORE, params=graph, content="<a:a> <a:b> 1 .", headers=TURTLE).status_code == 400
    assert writer.delete(STORE, params=graph).status_code == 400


# --- what it says of itself


def test_a_service_description(writer: httpx.Client, there: str) -> None:
    answer = writer.get("/sparql", headers={"Accept": "application/rdf+xml"})

    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    graph = rdflib.Graph().parse(data=answer.text, format="xml")
    service = rdflib.URIRef(f"{there}/sparql")
    assert (service, sd.endpoint, service) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Update) in graph
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    assert rdflib.URIRef(f"{ID}graph/catalog/layers") in set(graph.objects(None, sd.name))


def test_void(writer: httpx.Client, there: str) -> None:
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    for format_name, parser in (("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")):
        text = writer.get("/.well-known/void", params={"format": format_name}).text
        graph = rdflib.Graph().parse(data=text, format=parser)
        (dataset,) = graph.subjects(void.sparqlEndpoint, rdflib.URIRef(f"{there}/sparql"))
        parts = sum(int(graph.value(part, void.triples)) for part in graph.objects(dataset, void.subset))
        assert parts == int(graph.value(dataset, void.triples)) > 1_000


# --- compression and tags


@pytest.mark.parametrize(
    ("accept", "chosen"), [("gzip", "gzip"), ("gzip, zstd", "zstd"), ("zstd;q=0, gzip;q=0.1", "gzip"), ("br", None)]
)
def test_answers_are_compressed_as_wanted(there: str, accept: str, chosen: str | None) -> None:
    headers = {"Accept-Encoding": accept, "Authorization": f"Bearer {READER}"}
    asked_for = {"query": "SELECT * { ?s ?p ?o } LIMIT 900", "format": "tsv"}
    with httpx.Client(base_url=there, headers=headers) as client:
        with client.stream("GET", "/sparql", params=asked_for) as answer:
            raw = b"".join(answer.iter_raw())
        head = client.head("/sparql", params=asked_for)
        plain = client.get("/sparql", params=asked_for, headers={"Accept-Encoding": "identity"})
        tagged = client.get("/sparql", params=asked_for, headers={"If-None-Match": answer.headers["etag"]})

    assert answer.headers.get("content-encoding") == chosen
    read = {"gzip": gzip.decompress, "zstd": lambda data: zstandard.ZstdDecompressor().stream_reader(data).read()}
    assert (read[chosen](raw) if chosen else raw) == plain.content
    assert "Accept-Encoding" in answer.headers["vary"]
    assert int(head.headers["content-length"]) == len(raw)
    assert (plain.headers["etag"] == answer.headers["etag"]) == (chosen is None), "other bytes have another tag"
    assert tagged.status_code == 304


def test_what_is_small_is_left_alone(writer: httpx.Client) -> None:
    answer = writer.get("/sparql", params={"query": "ASK {}"}, headers={"Accept-Encoding": "gzip"})

    assert "content-encoding" not in answer.headers


# --- clients, as people use them


def test_curl(there: str) -> None:
    common = ["curl", "-sS", "--fail-with-body", "-H", f"Authorization: Bearer {TOKEN}"]
    update = "update=INSERT DATA { GRAPH <curl> { <a> <p> 'by curl' } }"
    subprocess.run([*common, "--data-urlencode", update, f"{there}/update"], check=True, capture_output=True)
    query = "query=SELECT ?o { GRAPH <curl> { ?s ?p ?o } }"
    done = subprocess.run(
        [*common, "-G", "--compressed", "-H", "Accept: text/csv", "--data-urlencode", query, f"{there}/sparql"],
        check=True,
        capture_output=True,
    )
    assert done.stdout == b"o\r\nby curl\r\n"
    graph = f"{there}{STORE}?graph=http://x/curl"
    command = [*common, "-T", "-", "-H", "Content-Type: text/turtle", graph]
    subprocess.run(command, input=b"<a:a> <a:b> 1 .", check=True, capture_output=True)
    got = subprocess.run([*common, "-H", "Accept: application/n-triples", graph], check=True, capture_output=True)
    assert got.stdout.startswith(b"<a:a> <a:b> ")


def test_rdflib_as_a_client(there: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    reading = SPARQLStore(f"{there}/sparql", headers=headers)
    found = {str(row.l) for row in rdflib.Graph(reading).query("SELECT ?l { ?l a aft:Layer }")}
    assert len(found) == 7

    writing = SPARQLUpdateStore(f"{there}/sparql", f"{there}/update", headers=headers)
    name = rdflib.URIRef("http://x/rdflib")
    graph = rdflib.Graph(writing, identifier=name)
    fact = (rdflib.URIRef("http://x/a"), rdflib.RDFS.label, rdflib.Literal("é", lang="fr"))
    graph.add(fact)
    assert fact in graph
    graph.remove(fact)
    assert len(graph) == 0


@pytest.mark.filterwarnings("ignore::DeprecationWarning:SPARQLWrapper")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_sparqlwrapper(there: str) -> None:
    import SPARQLWrapper as wrapper  # noqa: N813 -- its own name is that of its class, too

    for form in (wrapper.JSON, wrapper.XML, wrapper.CSV, wrapper.TSV):
        client = wrapper.SPARQLWrapper(f"{there}/sparql", f"{there}/update", returnFormat=form)
        client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
        client.setQuery("SELECT ?n { VALUES ?n { 1 2 } }")
        answer = client.query()
        text = answer.response.read()
        answer.response.close()
        assert b"2" in text, form
    for form in (wrapper.TURTLE, wrapper.RDFXML, wrapper.JSONLD, wrapper.N3):
        client = wrapper.SPARQLWrapper(f"{there}/sparql", returnFormat=form)
        client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
        client.setQuery("CONSTRUCT { ?l a ?t } WHERE { ?l a ?t . ?l a aft:Layer }")
        client.setMethod(wrapper.POST)
        answer = client.query()
        text = answer.response.read()
        answer.response.close()
        assert b"maestro" in text, form
    client = wrapper.SPARQLWrapper(f"{there}/sparql", f"{there}/update")
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.setMethod(wrapper.POST)
    client.setQuery("INSERT DATA { GRAPH <wrapper> { <a> <p> 1 } }")
    done = client.query()
    assert json.loads(done.response.read())["added"] == 1
    done.response.close()


def test_pandas(there: str) -> None:
    import pandas

    url = httpx.URL(f"{there}/sparql", params={"query": "SELECT ?l ?n { ?l aft:layerNumber ?n } ORDER BY ?n"})
    table = pandas.read_csv(str(url), storage_options={"Accept": "text/csv", "Authorization": f"Bearer {TOKEN}"})

    assert list(table.columns) == ["l", "n"]
    assert list(table.n) == [1, 2, 3, 4, 5, 6, 7]
    gzipped = httpx.get(url, headers={"Accept": "text/csv", "Authorization": f"Bearer {TOKEN}"}).content
    assert pandas.read_csv(BytesIO(gzipped)).equals(table)


# --- everything gone


def test_a_store_of_which_all_was_dropped_still_answers(writer: httpx.Client, base: KnowledgeBase) -> None:
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
