"""Ids, logs, metrics, tokens and origins: what is true of every request, whatever is behind it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from aftershock.model.operation import Flushes, Operation, Workers
from aftershock_api.app import create_app
from aftershock_api.figures import _resident, families
from aftershock_api.life import Life
from aftershock_api.logs import JsonFormatter, TextFormatter, configure_logging, digest
from aftershock_api.metrics import Metrics, exposition
from aftershock_api.middleware import POLICY, SECURITY_HEADERS
from aftershock_api.settings import load_settings
from aftershock_api.watching import Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

TOKENS = {"read_token": "token-to-read", "write_token": "token-to-write", "admin_token": "token-to-run"}
SECRET = "SELECT ?secret { ?secret ?is 'here' }"


class Broken:
    """A knowledge base in which nothing works, not even what nobody expects to fail."""

    revision, epoch = "1", ""
    touched = 0

    def operation(self) -> Operation:
        workers = (Workers("queries", 4, 1, 2, 3, 4, 5, 6, 7, 8, 9),)
        return Operation(7, 2, 30, (), workers, Flushes(2, 0.5))

    def settings(self) -> dict[str, Any]:
        return {"ready": False, "missing": ["the store"], "limits": {}}

    def __getattr__(self, name: str) -> Any:
        type(self).touched += 1
        raise ZeroDivisionError(f"the message quotes {SECRET}")


@pytest.fixture(scope="module")
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging("json", "debug", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="module")
def open_(serve: Callable[..., AbstractContextManager[str]], log: io.StringIO) -> Iterator[httpx.Client]:
    with (
        serve(Broken(), cors_origins="https://a.example,https://b.example:8443") as there,
        httpx.Client(base_url=there, headers={"Connection": "close"}) as one,
    ):
        yield one


@pytest.fixture(scope="module")
def closed(serve: Callable[..., AbstractContextManager[str]], log: io.StringIO) -> Iterator[httpx.Client]:
    with serve(Broken(), **TOKENS) as there, httpx.Client(base_url=there, headers={"Connection": "close"}) as one:
        yield one


def lines(log: io.StringIO, identity: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in found if line.get("request_id") == identity]


# --- ids and logs


def test_an_id_that_is_well_formed_is_kept_and_any_other_is_made_anew(open_: httpx.Client) -> None:
    kept = open_.get("/healthz", headers={"X-Request-Id": "trace-1.a_B"})
    made = [open_.get("/healthz", headers={"X-Request-Id": one}) for one in ("a b", "x" * 65, "-a", '{"a":1}', "")]

    assert kept.headers["x-request-id"] == "trace-1.a_B"
    ids = {answer.headers["x-request-id"] for answer in made}
    assert len(ids) == 5
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)


@pytest.mark.parametrize(
    ("method", "address", "body", "media_type"),
    [
        ("GET", "/sparql", None, None),
        ("POST", "/sparql", SECRET.encode(), "application/sparql-query"),
        ("POST", "/sparql", b"query=" + SECRET.replace(" ", "+").encode(), "application/x-www-form-urlencoded"),
    ],
)
def test_a_query_is_known_by_its_hash_alone(
    open_: httpx.Client, log: io.StringIO, method: str, address: str, body: bytes | None, media_type: str | None
) -> None:
    identity = f"hash-{method}-{len(body or b'')}"
    headers = {"X-Request-Id": identity, "Authorization": "Bearer a-secret-token"}
    params = {"query": SECRET} if body is None else None
    answer = open_.request(
        method,
        address,
        content=body,
        params=params,
        headers={**headers, **({"Content-Type": media_type} if media_type else {})},
    )

    assert answer.status_code == 500, "the knowledge base is broken"
    (told,) = [line for line in lines(log, identity) if line["logger"] == "aftershock.http"]
    assert (told["query"], told["route"], told["status"], told["level"]) == (
        digest(SECRET.encode()),
        "/sparql",
        500,
        "error",
    )
    assert told["duration_ms"] >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told["time"])


def test_a_failure_nobody_expected_is_logged_without_what_it_quotes(open_: httpx.Client, log: io.StringIO) -> None:
    answer = open_.get("/agents", headers={"X-Request-Id": "broken-1"})

    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "broken-1")
    (failed,) = [line for line in lines(log, "broken-1") if "exception" in line]
    assert failed["exception"] == "ZeroDivisionError"
    assert any("in __getattr__" in frame for frame in failed["frames"])
    for word in ("secret", "a-secret-token", "quotes"):
        assert word not in log.getvalue()


def test_what_a_worker_said_is_logged_without_what_it_quotes() -> None:
    trace = 'Traceback:\n  File "/a/b.py", line 7, in answer\nKeyError: '
    said = f"{trace}{SECRET!r}\nthread panicked at src/x.rs:1:2:\n{SECRET}"
    record = logging.LogRecord("aftershock.isolation", 30, "", 0, "worker %d said: %s", (7, said), None)

    told = json.loads(JsonFormatter().format(record))["message"]

    assert told.startswith('worker 7 said File "/a/b.py", line 7, in answer; KeyError; panicked at src/x.rs:1:2 (')
    assert "secret" not in told


def test_a_terminal_gets_lines_for_people_and_a_pipe_gets_json() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    root = logging.getLogger()
    held, level = root.handlers[:], root.level
    try:
        styles = [type(configure_logging("auto", "info", stream).formatter) for stream in (Terminal(), io.StringIO())]
    finally:
        root.handlers[:] = held
        root.setLevel(level)
    assert styles == [TextFormatter, JsonFormatter]
    try:
        {}["a"]
    except KeyError:
        record = logging.LogRecord("aftershock.http", 20, "", 0, "request", None, sys.exc_info())
    record.facts = {"status": 200, "route": None}
    first, second, third = TextFormatter().format(record).splitlines()
    assert re.fullmatch(r"\d\d:\d\d:\d\d info    request status=200", first)
    assert (second, third.startswith(f"    {__file__}:")) == ("    KeyError", True)


def test_what_is_too_long_or_no_request_has_no_hash(open_: httpx.Client, log: io.StringIO) -> None:
    form = {"X-Request-Id": "too-long", "Content-Type": "application/x-www-form-urlencoded"}
    open_.post("/sparql", content=b"query=" + b"x" * 1_200_000, headers=form)

    assert [line["query"] for line in lines(log, "too-long") if line["message"] == "request"] == [None]


def test_what_is_no_request_is_passed_on_and_a_service_that_ends_refuses() -> None:
    seen: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    async def send(message: Any) -> None:
        seen.append(message.get("status"))

    async def receive() -> Any:
        return {"type": "http.request"}

    watched = Watched(inner, Life(ending=True), Metrics())
    asyncio.run(watched({"type": "lifespan"}, receive, send))
    scope = {"type": "http", "method": "GET", "path": "/agents", "query_string": b"", "headers": []}
    asyncio.run(watched(scope, receive, send))
    asyncio.run(watched({**scope, "path": "/healthz"}, receive, send))

    assert seen == ["lifespan", 503, None, "http"]
    assert watched.life.running == 0


# --- probes and metrics


def test_liveness_touches_nothing_and_readiness_says_what_is_missing(open_: httpx.Client) -> None:
    before = Broken.touched
    alive = open_.get("/healthz")
    assert (alive.status_code, Broken.touched) == (200, before)

    ready = open_.get("/readyz")

    assert (ready.status_code, ready.json()["missing"], ready.headers["retry-after"]) == (503, ["the store"], "1")
    assert ready.json()["settings"]["cors_origins"] == ["https://a.example", "https://b.example:8443"]


_SAMPLE = re.compile(
    r'(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?P<labels>(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)*)\})? (?P<value>[0-9.e+\-]+)'
)


def test_metrics_are_in_the_text_format_and_their_labels_are_bounded(open_: httpx.Client) -> None:
    for name in range(20):
        open_.get(f"/agents/nobody-{name}")
        open_.get(f"/nothing-{name}")
        open_.request("BREW", f"/agents/{name}")
    answer = open_.get("/metrics")

    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.text.endswith("\n")
    typed: dict[str, str] = {}
    samples: dict[str, float] = {}
    for line in answer.text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            typed[name] = kind
        elif not line.startswith("# HELP "):
            found = _SAMPLE.fullmatch(line)
            assert found, line
            family = re.sub("_(bucket|sum|count)$", "", found["name"])
            assert found["name"] in typed or typed[family] in ("histogram", "summary"), line
            assert line.rpartition(" ")[0] not in samples, "a series is told once"
            samples[line.rpartition(" ")[0]] = float(found["value"])
    assert "nobody-1" not in answer.text
    assert "nothing-1" not in answer.text
    missed = 'method="GET",route="/agents/{name:path}"'
    assert samples[f'aftershock_http_requests_total{{{missed},status="500"}}'] >= 20
    assert (
        samples[f'aftershock_http_request_duration_seconds_bucket{{{missed},le="+Inf"}}']
        == (samples[f"aftershock_http_request_duration_seconds_count{{{missed}}}"])
    )
    assert samples['aftershock_http_requests_total{method="GET",route="none",status="404"}'] >= 20
    assert {name: samples[name] for name in ("aftershock_revision", "aftershock_triples", "aftershock_ready")} == {
        "aftershock_revision": 7,
        "aftershock_triples": 30,
        "aftershock_ready": 1,
    }
    assert samples["aftershock_flush_seconds_sum"] / samples["aftershock_flush_seconds_count"] == 0.25
    for name, value in {"killed": 5, "lost": 6}.items():
        assert samples[f'aftershock_workers_{name}_total{{pool="queries"}}'] == value
    for name, value in {"refused": 8, "left": 9}.items():
        assert samples[f'aftershock_calls_{name}_total{{pool="queries"}}'] == value
    assert samples['aftershock_workers{pool="queries",state="waiting"}'] == 3
    assert samples['aftershock_memory_bytes{of="service"}'] > 10_000_000
    assert samples["aftershock_http_requests_running"] == 0, "a probe is no request at work"


def test_a_store_that_cannot_be_read_has_no_revision_to_tell() -> None:
    told = exposition(families(Operation(None, 0, 0, ("gone",), (), Flushes()), Life()))

    assert "aftershock_ready 0" in told
    assert "aftershock_revision" not in told
    assert _resident("nobody") == 0, "a worker that has ended since has no memory"


# --- tokens


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(
    ("token", "status", "kind"),
    [
        (None, 401, "token-required"),
        ("token-to-rea", 401, "token-required"),
        ("token-to-read", 500, "internal-error"),
        ("token-to-write", 500, "internal-error"),
        ("token-to-run", 500, "internal-error"),
    ],
)
@pytest.mark.parametrize("path", ["/agents", "/sparql?query=ASK%7B%7D", "/explore"])
def test_where_tokens_for_reading_exist_readers_show_one(
    closed: httpx.Client, path: str, token: str | None, status: int, kind: str
) -> None:
    answer = closed.get(path, headers=bearer(token) if token else {})

    assert answer.status_code == status
    if status == 401:
        assert answer.json()["type"].endswith(kind)
        assert answer.headers["www-authenticate"].startswith("Bearer ")
        assert answer.headers["content-security-policy"] == POLICY


def test_a_token_for_less_is_told_what_it_takes(closed: httpx.Client) -> None:
    answer = closed.post("/documents?name=x", content=b"x", headers=bearer("token-to-read"))

    assert (answer.status_code, answer.json()["scope"]) == (403, "write")
    assert answer.headers["www-authenticate"].endswith('error="insufficient_scope", scope="write"')
    assert closed.post("/documents?name=x", content=b"x", headers=bearer("token-to-write")).status_code == 500


def test_only_who_administers_sees_metrics_and_settings(closed: httpx.Client) -> None:
    assert [closed.get("/metrics", headers=bearer(one)).status_code for one in ("token-to-write", "token-to-run")] == [
        *(403, 200)
    ]
    assert closed.get("/metrics").status_code == 401
    assert closed.get("/healthz").status_code == 200
    assert set(closed.get("/readyz").json()) == {"ready", "missing"}
    told = closed.get("/readyz", headers=bearer("token-to-run"))
    assert told.json()["tokens"] == {"read": 1, "write": 1, "admin": 1}
    assert not [token for token in TOKENS.values() if token in told.text]


# --- origins


@pytest.mark.parametrize("origin", ["https://a.example", "https://b.example:8443"])
def test_scripts_of_a_listed_origin_are_let_in(open_: httpx.Client, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    before = open_.options("/documents", headers=asked)
    answer = open_.get("/healthz", headers={"Origin": origin})

    assert (before.status_code, before.headers["access-control-allow-origin"]) == (204, origin)
    assert "Authorization" in before.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-origin"] == origin
    assert "ETag" in answer.headers["access-control-expose-headers"]
    for one in (before, answer):
        assert "origin" in one.headers["vary"].lower()
        assert "access-control-allow-credentials" not in one.headers


@pytest.mark.parametrize("origin", ["https://a.example.evil.example", "http://a.example", "https://b.example", "null"])
def test_scripts_of_any_other_origin_are_not(open_: httpx.Client, closed: httpx.Client, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
    answers = [
        one.request(method, "/healthz", headers=asked) for one in (open_, closed) for method in ("GET", "OPTIONS")
    ]

    assert not [name for answer in answers for name in answer.headers if name.startswith("access-control-")]


# --- every route


def test_every_route_answers_with_the_security_headers(open_: httpx.Client) -> None:
    contract = create_app(Broken(), load_settings({})).openapi()  # type: ignore[arg-type] # no route is asked for more
    pages = ["/", "/explore", "/explore/agent/x", "/explore/component", "/explore/radius", "/docs", "/static/x.js"]
    asked = [("get", page) for page in pages]
    asked += [(method, path) for path, operations in contract["paths"].items() for method in operations]
    assert len(asked) > 40

    for method, path in asked:
        answer = open_.request(method, re.sub(r"\{[^}]*\}", "x", path))
        for name, value in SECURITY_HEADERS.items():
            assert answer.headers.get(name) == value, (method, path, name)
        assert "x-request-id" in answer.headers, (method, path)
        assert "server" not in answer.headers
