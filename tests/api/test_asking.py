"""Questions by GET and by POST are one; many rows stream; who leaves ends the work; what is known is not redone."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import httpx
import networkx
import pytest
from tests.api.serving import opened_for_serving

from aftershock import Document
from aftershock.cascade import likelihood
from aftershock.errors import CancelledError
from aftershock.knowledge_base import consequence
from aftershock.model.jsonable import as_json
from aftershock.model.untaken import UNTAKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from aftershock import KnowledgeBase

REGISTRY = "https://w3id.org/aftershock/id/component/modelslab-registry"
ROWS = 700

QUESTIONS: dict[str, dict[str, Any]] = {
    "/blast-radius": {"component": [REGISTRY, "modelslab-gateway"], "limit": 30, "without-rule": ["service-integrity"]},
    "/why": {"component": [REGISTRY], "target": "modelslab", "window": "2026-01-01/2026-02-01"},
    "/paths": {"component": [REGISTRY], "target": "modelslab", "count": 2},
    "/ranking": {"by": "impact", "limit": 3, "worlds": 64, "weight": ["important=5"]},
    "/choke-points": {"component": [REGISTRY], "limit": 2},
    "/plans": {"component": [REGISTRY], "budget": 1, "worlds": 64, "cost": ["digest-pinning=0.5"]},
    "/contain": {"component": [REGISTRY], "limit": 1, "worlds": 64, "protect": ["modelslab"]},
    "/facts": {"component": ["modelslab-gateway"], "limit": 1, "worlds": 64},
    "/brief": {"component": [REGISTRY], "since": "2026-03-24", "worlds": 64},
}


@pytest.mark.parametrize("path", QUESTIONS)
def test_what_is_asked_by_post_is_answered_as_by_get(client: httpx.Client, path: str) -> None:
    by_get = client.get(path, params=QUESTIONS[path])
    by_post = client.post(path, json=QUESTIONS[path])

    assert (by_get.status_code, by_post.status_code) == (200, 200)
    assert by_get.json() == by_post.json()


@pytest.mark.parametrize("path", [path for path in QUESTIONS if path != "/brief"])
def test_tables_are_to_be_had_either_way(client: httpx.Client, path: str) -> None:
    by_get = client.get(path, params={**QUESTIONS[path], "format": "csv"})
    by_post = client.post(path, json={**QUESTIONS[path], "format": "csv"})
    by_header = client.post(path, json=QUESTIONS[path], headers={"Accept": "text/csv"})

    assert by_get.headers["content-type"] == by_post.headers["content-type"] == "text/csv; charset=utf-8"
    assert by_get.text == by_post.text == by_header.text
    head, *rows = csv.reader(io.StringIO(by_get.text))
    assert rows
    assert {len(row) for row in rows} == {len(head)}


def test_a_brief_by_post_as_markdown(client: httpx.Client) -> None:
    answer = client.post("/brief", json={**QUESTIONS["/brief"], "format": "markdown"})

    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.text.startswith("# ")


@pytest.mark.parametrize("path", [*QUESTIONS, "/replay"])
def test_what_a_question_does_not_take_is_not_in_its_contract_and_refused_with_the_reason(
    client: httpx.Client, path: str
) -> None:
    paths = client.get("/openapi.json").json()
    schemas = paths["components"]["schemas"]
    body = paths["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    taken = set(schemas[body["$ref"].rpartition("/")[2]]["properties"])
    if path != "/replay":
        assert taken == {one["name"] for one in paths["paths"][path]["get"]["parameters"]}
    asked = QUESTIONS.get(path, {"scenario": "xz-2024"})
    for option, reason in UNTAKEN[path[1:]].items():
        assert option not in taken
        answer = client.post(path, json={**asked, option: "x"})
        told = {"parameter": option, "message": f"{path[1:]} takes no {option}: {reason}"}
        assert (answer.status_code, answer.json()["errors"]) == (422, [told])


@pytest.mark.parametrize(
    ("path", "field"),
    [("/ranking", "seed"), ("/ranking", "limit"), ("/why", "depth"), ("/plans", "budget"), ("/blast-radius", "worlds")],
)
@pytest.mark.parametrize("value", [True, False])
def test_true_and_false_are_no_numbers(client: httpx.Client, path: str, field: str, value: bool) -> None:
    answer = client.post(path, json={**QUESTIONS[path], field: value})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"parameter": field, "message": "input should be a number, not true or false"}]


def test_a_field_that_takes_one_value_is_not_given_two(client: httpx.Client) -> None:
    twice = [("component", "modelslab-registry"), ("limit", "1"), ("limit", "2")]
    refused = client.get("/blast-radius", params=twice)
    assert (refused.status_code, refused.json()["detail"]) == (422, "limit: takes one value, and was given '1' and '2'")
    several = [
        ("component", "modelslab-registry"),
        ("component", "modelslab-worker-01"),
        ("limit", "1"),
        ("limit", "1"),
    ]
    assert client.get("/blast-radius", params=several).status_code == 200


@pytest.mark.parametrize("path", QUESTIONS)
def test_a_field_that_there_is_not_has_a_nearest_one(client: httpx.Client, path: str) -> None:
    answer = client.post(path, json={**QUESTIONS[path], "sede": 1})

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["errors"] == [
        {"parameter": "sede", "message": "there is no such parameter; did you mean 'seed'?"}
    ]


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("/plans?budget=2", '{"component": ["x"]}', 422, "by POST, fields are in the body"),
        ("/plans", "[]", 422, "input should be"),
        ("/plans", '{"component": ["x"], "budget": "much"}', 422, "budget: input should be a valid number"),
        ("/plans", '{"component": ["x"], "format": "xml"}', 400, "there is json, csv"),
        ("/contain", '{"component": ["modelslab-registri"]}', 404, "did you mean"),
    ],
)
def test_what_a_body_may_not_say(client: httpx.Client, path: str, body: str, status: int, sentence: str) -> None:
    answer = client.post(path, content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert sentence in answer.json()["detail"]


def test_a_graph_that_networkx_reads(client: httpx.Client) -> None:
    told = client.get("/blast-radius", params={"component": REGISTRY}).json()
    rows = [row for evidence in ("affected", "possible", "unknown") for row in told[evidence]]

    answer = client.get("/blast-radius", params={"component": REGISTRY, "format": "node-link"})

    graph = networkx.node_link_graph(answer.json(), edges="edges")
    assert graph.is_directed()
    assert set(graph) == {REGISTRY, *(row["component"] for row in rows)}
    hops = {(one["component"], two["component"]) for row in rows for one, two in pairwise(row["path"])}
    assert set(graph.edges()) == hops
    assert networkx.descendants(graph, REGISTRY) == {row["component"] for row in rows}
    for row in rows:
        assert graph.nodes[row["component"]]["depth"] == row["depth"]
    assert graph.graph["counts"] == told["counts"]


def test_a_page_of_a_graph_has_what_lies_on_the_way(client: httpx.Client) -> None:
    answer = client.get("/blast-radius", params={"component": REGISTRY, "format": "node-link", "offset": 90})
    listed = {node["id"] for node in answer.json()["nodes"]}

    assert {edge[end] for edge in answer.json()["edges"] for end in ("source", "target")} <= listed


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A hub with more models than one piece of an answer holds."""
    models = "".join(f"x:m{one} a aft:Model ; aft:distributedThrough x:hub .\n" for one in range(ROWS))
    text = f"""@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://example.org/> .
    x:hub a aft:Registry . {models}"""
    with opened_for_serving(tmp_path_factory.mktemp("crowd")) as opened:
        opened.ingest(Document(text.encode(), "crowd.ttl"))
        yield opened


@pytest.fixture(scope="module")
def there(crowd: KnowledgeBase, serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    with serve(crowd) as address:
        yield address


def test_many_rows_stream_and_are_all_there(crowd: KnowledgeBase, there: str) -> None:
    whole = crowd.blast_radius("hub")
    params = {"component": "hub", "limit": "100000"}

    told = httpx.get(f"{there}/blast-radius", params=params, timeout=60)
    table = httpx.get(f"{there}/blast-radius", params={**params, "format": "csv"}, timeout=60)
    graph = httpx.get(f"{there}/blast-radius", params={**params, "format": "node-link"}, timeout=60)

    assert sum(whole.counts.values()) >= ROWS
    for answer in (told, table, graph):
        assert answer.headers["transfer-encoding"] == "chunked"
    assert told.json() == as_json(whole)
    assert len(list(csv.DictReader(io.StringIO(table.text)))) == sum(whole.counts.values())
    assert len(networkx.node_link_graph(graph.json(), edges="edges")) == sum(whole.counts.values()) + 1


def test_pages_link_to_the_next_until_the_end(there: str) -> None:
    address, starts = "/blast-radius?component=hub&limit=300&format=csv", []
    while address:
        answer = httpx.get(there + address, timeout=60)
        starts.append(answer.text.splitlines()[1].split(",")[1])
        links = httpx.Response(200, headers=answer.headers).links
        address = links["next"]["url"] if "next" in links else ""

    assert len(starts) == len(set(starts)) == -(-ROWS // 300)


def test_rows_are_written_a_page_at_a_time(crowd: KnowledgeBase) -> None:
    pages = crowd.blast_radius_pages("hub", page=100)

    sizes = [len(page.affected) + len(page.possible) + len(page.unknown) for page in pages]
    again = [len(page.affected) + len(page.possible) + len(page.unknown) for page in pages.again()]

    assert sizes == again
    assert (sum(sizes), max(sizes)) == (sum(crowd.blast_radius("hub").counts.values()), 100)


@pytest.mark.parametrize("path", ["/plans", "/ranking", "/blast-radius"])
def test_the_work_for_a_client_that_leaves_ends(address: str, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    begun, ended, enough = threading.Event(), threading.Event(), threading.Event()
    play = likelihood.simulate

    def simulate(*given: Any, **options: Any) -> Any:
        begun.set()
        try:
            while not enough.is_set():
                played = play(*given, **options)
        except CancelledError:
            ended.set()
            raise
        return played

    monkeypatch.setattr(likelihood, "simulate", simulate)
    content = json.dumps({**QUESTIONS[path], "worlds": 65_536, "seed": 77})
    there = httpx.URL(address)
    head = f"POST {path} HTTP/1.1\r\nHost: {there.netloc.decode()}\r\nContent-Type: application/json\r\n"
    with socket.create_connection((there.host, there.port)) as asking:
        asking.sendall(f"{head}Content-Length: {len(content)}\r\n\r\n{content}".encode())
        was_there = begun.wait(60)

    left_off = ended.wait(2)
    enough.set()
    assert was_there
    assert left_off, "the work goes on though nobody waits"


def test_equal_questions_at_one_revision_are_answered_from_memory(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get("/blast-radius", params={"component": "modelslab-registry", "seed": "5"})

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("it was known, and computed again")

    monkeypatch.setattr(consequence, "run", refuse)
    by_other_fields = {"component": REGISTRY, "seed": "5", "mode": first.json()["mode"], "limit": "100000"}
    again = client.get("/blast-radius", params=by_other_fields)
    posted = client.post("/blast-radius", json={"component": [REGISTRY], "seed": 5})
    tagged = client.get(
        "/blast-radius",
        params={"component": "modelslab-registry", "seed": "5"},
        headers={"If-None-Match": first.headers["etag"]},
    )

    assert first.json() == again.json() == posted.json()
    assert (tagged.status_code, tagged.content) == (304, b"")


@pytest.mark.parametrize("path", ["/choke-points", "/plans", "/contain", "/facts", "/brief", "/ranking"])
def test_equal_decisions_too(client: httpx.Client, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    from aftershock.knowledge_base import decisions

    first = client.post(path, json=QUESTIONS[path])

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("it was known, and computed again")

    for name in ("choke_points", "reduce", "contain", "facts", "rank"):
        monkeypatch.setattr(decisions, name, refuse)
    monkeypatch.setattr("aftershock.explore.brief.brief", refuse)

    assert client.get(path, params=QUESTIONS[path]).json() == first.json()
