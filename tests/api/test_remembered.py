"""An answer that was given before is given again, as it was; and never after a change, or where it would move."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from aftershock_api.remembered import Remembered

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase


class App:
    """Counts how often it is asked, and says so."""

    def __init__(self, status: int = 200, size: int = 1, parts: int = 1) -> None:
        self.asked, self.status, self.size, self.parts = 0, status, size, parts

    async def __call__(self, _scope: Any, _receive: Any, send: Any) -> None:
        self.asked += 1
        await send(
            {"type": "http.response.start", "status": self.status, "headers": [(b"n", str(self.asked).encode())]}
        )
        for number in range(self.parts):
            more = number + 1 < self.parts
            await send({"type": "http.response.body", "body": b"x" * self.size, "more_body": more})


def ask(app: Remembered, query: bytes = b"query=ASK%7B%7D", **more: Any) -> tuple[int, bytes]:
    """Give the status and the body."""
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "method": "GET", "path": "/sparql", "query_string": query, "headers": [], **more}
    asyncio.run(app(scope, None, send))  # type: ignore[arg-type]  # it reads nothing
    return said[0]["status"], b"".join(message["body"] for message in said[1:])


def test_the_same_question_is_worked_on_once() -> None:
    inner = App(parts=3)
    app = Remembered(inner, lambda: "1")

    assert ask(app) == ask(app) == (200, b"xxx")
    assert inner.asked == 1


@pytest.mark.parametrize(
    "more",
    [
        {"headers": [(b"accept", b"text/csv")]},
        {"headers": [(b"accept-encoding", b"gzip")]},
        {"headers": [(b"host", b"a.example")]},
        {"query_string": b"query=ASK%7B%7D%20"},
        {"path": "/threats"},
        {"method": "POST"},
        {"query_string": b""},
    ],
)
def test_another_question_is_another(more: dict[str, Any]) -> None:
    inner = App()
    app = Remembered(inner, lambda: "1")
    ask(app)
    ask(app, **{"query": more.pop("query_string")} if "query_string" in more else {}, **more)

    assert inner.asked == 2


@pytest.mark.parametrize("call", ["NOW()", "rand()", "UUID()", "STRUUID ()", "BNODE()", "\\u004EOW()"])
def test_what_moves_is_not_remembered(call: str) -> None:
    inner = App()
    app = Remembered(inner, lambda: "1")
    query = f"query=SELECT+({call.replace('(', '%28')}+AS+?x)+%7B%7D".encode()
    ask(app, query)
    ask(app, query)

    assert inner.asked == 2


@pytest.mark.parametrize("inner", [App(status=503), App(status=400), App(size=70_000), App(size=40_000, parts=2)])
def test_what_is_no_answer_or_a_long_one_is_not_remembered(inner: App) -> None:
    app = Remembered(inner, lambda: "1")
    ask(app)
    ask(app)

    assert inner.asked == 2


def test_a_new_revision_is_asked_anew() -> None:
    inner, revisions = App(), iter("1122")
    app = Remembered(inner, lambda: next(revisions))
    for _ in range(4):
        ask(app)

    assert inner.asked == 2


def test_what_was_asked_longest_ago_is_forgotten() -> None:
    inner = App(size=60_000)
    app = Remembered(inner, lambda: "1")
    for number in range(300):
        ask(app, f"query=ASK{number}".encode())
    ask(app, b"query=ASK299")
    assert inner.asked == 300
    ask(app, b"query=ASK0")
    assert inner.asked == 301


def test_over_http_the_second_answer_is_the_first(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    params = {"query": "SELECT ?s { ?s a <https://w3id.org/aftershock/ontology#Layer> } ORDER BY ?s"}
    first, second = client.get("/sparql", params=params), client.get("/sparql", params=params)

    assert first.content == second.content
    for name in ("etag", "content-type", "vary", "content-security-policy", "content-length", "cache-control"):
        assert first.headers.get(name) == second.headers.get(name), name
    assert first.headers["etag"].startswith(f'"{knowledge_base.revision}-')
    assert client.head("/sparql", params=params).content == b""


def test_it_is_counted_under_its_route(client: httpx.Client) -> None:
    def counted(route: str) -> float:
        said = f'aftershock_http_requests_total{{method="GET",route="{route}",status="200"}} '
        lines = client.get("/metrics").text.splitlines()
        return next((float(line.removeprefix(said)) for line in lines if line.startswith(said)), 0.0)

    query = {"query": "ASK { <http://x/counted> ?p ?o }"}
    client.get("/sparql", params=query)
    before = counted("/sparql")

    for _ in range(3):
        assert client.get("/sparql", params=query).status_code == 200

    assert counted("/sparql") == before + 3
