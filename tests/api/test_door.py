"""Who is answered: names that are ours (against DNS rebinding); nobody who has left."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import pytest

from aftershock.model.caller import caller
from aftershock_api.door import Door, host_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from aftershock import KnowledgeBase

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize(
    "host", ["attacker.example", "127.0.0.1.attacker.example:80", "10.1.2.3", "localhost.evil", "x"]
)
@pytest.mark.parametrize("path", ["/healthz", "/sparql?query=ASK%7B%7D", "/explore", "/"])
def test_a_name_that_is_not_ours_is_refused(client: httpx.Client, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})

    assert (answer.status_code, answer.headers["content-type"]) == (421, "application/problem+json")
    assert "AFTERSHOCK_HOSTS" in answer.json()["detail"]
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9", "127.0.0.1", "[::1]:8000", "localhost."])
def test_our_own_names_are_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_further_names_are_a_setting(
    knowledge_base: KnowledgeBase, serve: Callable[..., AbstractContextManager[str]]
) -> None:
    with serve(knowledge_base, hosts="graph.example, other.example") as there:
        statuses = [
            httpx.get(f"{there}/healthz", headers={"Host": host}).status_code
            for host in ("graph.example", "GRAPH.EXAMPLE:443", "other.example", "third.example", "localhost")
        ]

    assert statuses == [200, 200, 200, 421, 200]


@pytest.mark.parametrize(
    ("bound", "hosts", "host", "status"),
    [
        ("0.0.0.0", (), b"192.0.2.7:8000", 200),
        ("::", (), b"[2001:db8::1]:8000", 200),
        ("0.0.0.0", (), b"a.example", 421),
        ("127.0.0.1", (), b"192.0.2.7", 421),
        ("127.0.0.1", (), b"198.51.100.1:80", 200),
        ("127.0.0.1", ("*",), b"a.example", 200),
        ("graph.example", (), b"graph.example", 200),
        ("127.0.0.1", (), None, 200),
        ("127.0.0.1", (), b"", 421),
        ("127.0.0.1", (), b"127.0.0.1:80.a.example", 400),
        ("127.0.0.1", (), b"localhost:@a.example", 400),
        ("127.0.0.1", (), b"[::1]a.example", 400),
        ("127.0.0.1", ("*",), b"a<b>", 400),
    ],
)
def test_which_names_are_ours(bound: str, hosts: tuple[str, ...], host: bytes | None, status: int) -> None:
    seen: list[tuple[int, str]] = []

    async def app(_scope: Any, _receive: Any, _send: Any) -> None:
        seen.append((200, caller()))

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            seen.append((message["status"], caller()))

    headers = [] if host is None else [(b"host", host)]
    scope = {
        "type": "http",
        "path": "/",
        "headers": headers,
        "server": ("198.51.100.1", 80),
        "client": ("192.0.2.1", 9),
    }
    run(Door(app, bound, hosts)(scope, None, send))  # type: ignore[arg-type]  # it reads nothing

    assert seen[0] == (status, "192.0.2.1" if status == 200 else "")


def run(work: Any) -> None:
    with pytest.raises(StopIteration):
        work.send(None)


def test_what_is_no_request_passes() -> None:
    seen: list[str] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["type"])

    run(Door(app, "127.0.0.1", ())({"type": "lifespan"}, None, None))  # type: ignore[arg-type]  # it reads nothing

    assert seen == ["lifespan"]
    assert host_of("") == ""


def test_a_query_ends_when_its_client_leaves(knowledge_base: KnowledgeBase, address: str) -> None:
    def status() -> dict[str, Any]:
        found: dict[str, Any] = knowledge_base.settings()["readers"]
        return found

    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as channel:
        channel.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        end = time.monotonic() + 10
        while not status()["running"]:
            assert time.monotonic() < end
            time.sleep(0.02)
    begun = time.monotonic()
    while status()["running"]:
        assert time.monotonic() - begun < 2, "it ran on, as it might for 4 s"
        time.sleep(0.02)


def test_one_client_cannot_starve_another(knowledge_base: KnowledgeBase, address: str) -> None:
    httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=60)
    statuses: list[int] = []

    def greedy() -> None:
        statuses.append(httpx.get(f"{address}/sparql", params={"query": ENDLESS}, timeout=60).status_code)

    threads = [threading.Thread(target=greedy) for _ in range(6)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 10
    while knowledge_base.settings()["readers"]["running"] < 2:
        assert time.monotonic() < end
        time.sleep(0.02)
    transport = httpx.HTTPTransport(local_address="127.0.0.2")
    with httpx.Client(transport=transport, timeout=60) as modest:
        begun = time.monotonic()
        answers = [modest.get(f"{address}/sparql", params={"query": f"ASK {{}} # {n}"}) for n in range(5)]
        taken = time.monotonic() - begun
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {200}
    assert taken < 3.5, "less than the deadline of one of the long queries"
    assert set(statuses) == {503}
