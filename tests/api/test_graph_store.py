"""The Graph Store Protocol over HTTP: graphs put, read, added to, removed, and refused."""

from __future__ import annotations

import threading

import httpx
import pytest
import rdflib

from aftershock import KnowledgeBase
from aftershock.errors import DeadlineError
from aftershock_api import pieces

ID = "https://w3id.org/aftershock/id/"
TURTLE = {"Content-Type": "text/turtle"}
STORE = "/rdf-graph-store"
PART = b"--x\r\nContent-Type: %b\r\n\r\n<a> <b> 1 .\r\n--x--\r\n"


def asked(client: httpx.Client, query: str, **params: str) -> bool:
    answer = client.get("/sparql", params={"query": query, **params})
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["boolean"])


def test_a_graph_is_put_read_added_to_and_removed(writing: httpx.Client) -> None:
    graph = {"graph": "http://x/g s".replace(" ", "%20")}

    made = writing.put(STORE, params=graph, content="<a> <b> [ <c> 'x'@en ] .", headers=TURTLE)
    assert (made.status_code, made.headers["location"]) == (201, "http://x/g%20s")
    again = writing.put(STORE, params=graph, content="<a> <b> [ <c> 'x'@en ] .", headers=TURTLE)
    assert (again.status_code, again.json()["revision"]) == (200, made.json()["revision"]), "the same is no change"
    seen = rdflib.Graph().parse(data=writing.get(STORE, params=graph).text, format="turtle")
    assert {str(one) for one in seen.subjects() if isinstance(one, rdflib.URIRef)} == {"http://x/a"}
    more = writing.post(STORE, params=graph, content="<a> <b> 2 .", headers=TURTLE)
    assert (more.status_code, more.json()["added"]) == (200, 1)
    assert len(rdflib.Graph().parse(data=writing.get(STORE, params=graph).text)) == 3
    other = writing.put(STORE, params=graph, content="<a> <b> 3 .", headers=TURTLE)
    assert (other.json()["added"], other.json()["removed"]) == (1, 3)
    assert writing.delete(STORE, params=graph).status_code == 200
    assert [writing.get(STORE, params=graph).status_code, writing.delete(STORE, params=graph).status_code] == [404, 404]
    assert not asked(writing, "ASK { <http://x/a> ?p ?o }")


def test_an_empty_graph_is_there_until_it_is_dropped(writing: httpx.Client) -> None:
    graph = {"graph": "http://x/empty"}

    assert writing.put(STORE, params=graph, content="", headers=TURTLE).status_code == 201
    assert (writing.get(STORE, params=graph).status_code, writing.head(STORE, params=graph).status_code) == (200, 200)
    assert writing.delete(STORE, params=graph).status_code == 200
    assert writing.head(STORE, params=graph).status_code == 404


def test_a_graph_is_named_by_the_address(writing: httpx.Client, written_at: str) -> None:
    made = writing.put(f"{STORE}/people/é", content="<> <b> 1 .", headers=TURTLE)
    assert made.headers["location"] == f"{written_at}{STORE}/people/%C3%A9"
    seen = writing.get(made.headers["location"], headers={"Accept": "application/n-triples"})
    assert seen.text.startswith(f"<{written_at}{STORE}/people/%C3%A9> <{written_at}{STORE}/people/b> ")
    new = writing.post(STORE, content="<> <b> 1 .", headers=TURTLE)
    assert (new.status_code, writing.get(new.headers["location"]).status_code) == (201, 200)
    for address in (made.headers["location"], new.headers["location"]):
        assert writing.delete(address).status_code == 200


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
        (b"--x\r\nContent-Type: text/turtle\r\n\r\n<a> <b> 1 .\r\n", "multipart/form-data; boundary=x", 400),
        (PART % b"text/turtle; charset=utf-16", "multipart/form-data; boundary=x", 415),
        (PART % b"text/turtle\r\nContent-Transfer-Encoding: base64", "multipart/form-data; boundary=x", 415),
    ],
)
def test_graphs_that_are_not_taken(writing: httpx.Client, content: bytes, kind: str | None, status: int) -> None:
    headers = {"Content-Type": kind} if kind else {}

    answer = writing.put(STORE, params={"graph": "http://x/not"}, content=content, headers=headers)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert writing.head(STORE, params={"graph": "http://x/not"}).status_code == 404


@pytest.mark.parametrize(
    ("header", "status"), [({"Content-Encoding": "gzip"}, 415), ({"Content-Range": "bytes 0-9/99"}, 400)]
)
def test_a_body_is_taken_only_as_it_is(writing: httpx.Client, header: dict[str, str], status: int) -> None:
    part = {"params": {"graph": "http://x/part"}, "content": "<a> <b> 1 ."}
    update = {**header, "Content-Type": "application/sparql-update"}

    assert writing.put(STORE, **part, headers={**TURTLE, **header}).status_code == status
    assert writing.post("/update", content="CLEAR DEFAULT", headers=update).status_code == status
    assert writing.post("/blast-radius", json={"component": "x"}, headers=header).status_code == status
    assert writing.put(STORE, **part, headers={**TURTLE, "Content-Encoding": "identity"}).is_success


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
def test_a_graph_has_one_name(writing: httpx.Client, path: str, params: dict[str, str], detail: str) -> None:
    answer = writing.get(path, params=params)

    assert answer.status_code == 400
    assert detail in answer.json()["detail"]


def test_a_graph_whose_name_is_not_ascii_is_put_and_found_again(writing: httpx.Client) -> None:
    graph = {"graph": "http://x/\u00e9/\U0001f600"}

    made = writing.put(STORE, params=graph, content="<a> <b> 1 .", headers=TURTLE)

    assert (made.status_code, made.headers["location"]) == (201, "http://x/%C3%A9/%F0%9F%98%80")
    assert writing.get(STORE, params=graph).status_code == 200
    assert writing.delete(STORE, params=graph).status_code == 200


@pytest.mark.parametrize("name", ["http://x/%zz", "http://[x/", "http://x/\uffff", "http://x:y/", "http://x/\x7f"])
def test_what_is_no_iri_names_no_graph_and_ends_no_worker(writing: httpx.Client, name: str) -> None:
    graph = {"graph": name}
    query, update = {"query": "ASK {}"}, {"Content-Type": "application/sparql-update"}
    answers = [
        writing.put(STORE, params=graph, content="<a> <b> 1 .", headers=TURTLE),
        writing.delete(STORE, params=graph),
        writing.get(STORE, params=graph),
        writing.get("/sparql", params={**query, "default-graph-uri": name}),
        writing.get("/sparql", params={**query, "named-graph-uri": name}),
        writing.post("/update", params={"using-graph-uri": name}, content="CLEAR DEFAULT", headers=update),
    ]
    assert [answer.status_code for answer in answers] == [400] * 6
    assert all("is not the IRI of a graph" in answer.json()["detail"] for answer in answers)


def test_the_provenance_graph_is_read_only(writing: httpx.Client) -> None:
    graph = {"graph": f"{ID}graph/provenance"}

    assert len(rdflib.Graph().parse(data=writing.get(STORE, params=graph).text, format="turtle")) > 100
    assert writing.put(STORE, params=graph, content="<a:a> <a:b> 1 .", headers=TURTLE).status_code == 400
    assert writing.delete(STORE, params=graph).status_code == 400


def test_a_long_graph_comes_in_pieces_and_a_short_one_whole(
    writing: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_SHORT", 5_000)
    graph, plain = {"graph": "http://x/long"}, {"Accept": "application/n-triples", "Accept-Encoding": "identity"}
    lines = [f"<http://x/{n}> <http://x/p> <http://x/{n + 1}> .\n" for n in range(1_000)]
    for count in (10, 1_000):
        assert writing.put(STORE, params=graph, content="".join(lines[:count]), headers=TURTLE).is_success

        answer = writing.get(STORE, params=graph, headers=plain)

        assert sorted(answer.text.splitlines(keepends=True)) == sorted(lines[:count])
        assert answer.headers.get("transfer-encoding") == (None if count == 10 else "chunked")
        assert answer.headers["etag"]
    assert writing.get(STORE, params=graph, headers={"Accept-Encoding": "gzip"}).text.count("x/p") == 1_000


class Cut:
    """An answer that breaks off."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        self.given = iter([b"<http://x/a> "] * 3)

    def begun(self, enough: int) -> bool:
        return False

    def piece(self) -> bytes:
        for one in self.given:
            return one
        raise DeadlineError("the graph", 1)

    def close(self) -> None:
        self.closed.set()


class Failing(Cut):
    """An answer that is cut before anything of it is there."""

    def begun(self, enough: int) -> bool:
        raise DeadlineError("the graph", 1)


class Slow(Cut):
    """An answer of which nothing comes until nobody waits any more."""

    def begun(self, enough: int) -> bool:
        return not self.closed.wait(10)


def test_an_answer_that_is_cut_at_once_is_a_problem(writing: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = Failing()
    monkeypatch.setattr(KnowledgeBase, "graph_in_pieces", lambda *_: failing)

    answer = writing.get(STORE, params={"default": ""})

    assert (answer.status_code, answer.json()["seconds"]) == (503, 1)
    assert failing.closed.is_set()


def test_the_work_on_a_graph_ends_when_its_client_leaves(
    writing: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(KnowledgeBase, "graph_in_pieces", lambda *_: slow)

    with pytest.raises(httpx.ReadTimeout):
        writing.get(STORE, params={"default": ""}, timeout=0.5)

    assert slow.closed.wait(2)


def test_a_cut_answer_does_not_look_whole(writing: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = Cut()
    monkeypatch.setattr(KnowledgeBase, "graph_in_pieces", lambda *_: cut)

    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        writing.get(STORE, params={"default": ""})

    assert cut.closed.wait(5)


def test_a_graph_is_made_or_changed_only_as_the_condition_says(writing: httpx.Client) -> None:
    graph, new, known = {"graph": "http://x/once"}, {"If-None-Match": "*"}, {"If-Match": "*"}

    def put(content: str, condition: dict[str, str]) -> httpx.Response:
        return writing.put(STORE, params=graph, content=content, headers={**TURTLE, **condition})

    answers = [put("<a> <b> 1 .", known), put("<a> <b> 2 .", new), put("<a> <b> 3 .", new), put("<a> <b> 4 .", known)]
    assert [answer.status_code for answer in answers] == [412, 201, 412, 200]
    assert (answers[2].json()["type"].rpartition("/")[2], answers[2].json()["graph"]) == (
        "precondition-failed",
        "http://x/once",
    )
    assert put("<a> <b> 5 .", {"If-None-Match": '"1"'}).status_code == 412, "a tag that is not looked at is not met"
    assert asked(writing, "ASK { GRAPH <http://x/once> { ?s ?p 4 } }")
    assert writing.delete(STORE, params=graph, headers=new).status_code == 412
    assert [writing.delete(STORE, params=graph, headers=one).status_code for one in (known, known)] == [200, 404]


def test_a_client_that_has_anything_at_all_gets_nothing_again(writing: httpx.Client) -> None:
    answer = writing.get("/sparql", params={"query": "ASK {}"}, headers={"If-None-Match": "*"})
    tag = answer.headers["etag"]
    assert (answer.status_code, answer.content) == (304, b"")
    two = [("If-None-Match", '"x"'), ("If-None-Match", tag)]
    assert writing.get("/sparql", params={"query": "ASK {}"}, headers=two).status_code == 304
    assert writing.get("/sparql", params={"query": "ASK {"}, headers={"If-None-Match": "*"}).status_code == 400
