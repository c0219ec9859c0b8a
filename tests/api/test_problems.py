"""Every error is a problem document: of our own errors each class, of HTTP each status."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from aftershock import errors
from aftershock_api import schemas
from aftershock_api.problems import KINDS, problem_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

OURS = [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, errors.AftershockError)]

EXAMPLES: dict[str, tuple[errors.AftershockError, int, dict[str, Any]]] = {
    "AftershockError": (errors.AftershockError("no"), 500, {}),
    "UsageError": (errors.UsageError("no"), 400, {}),
    "UnknownNameError": (errors.UnknownNameError("agent", "x", ["y"]), 404, {"name": "x", "suggestions": ["y"]}),
    "AmbiguousNameError": (
        errors.AmbiguousNameError("agent", "x", ["y", "z"]),
        400,
        {"name": "x", "candidates": ["y", "z"]},
    ),
    "RefusedInputError": (errors.RefusedInputError("no"), 422, {}),
    "DocumentError": (
        errors.DocumentError("no", "page.txt", 7, "Name"),
        422,
        {"document": "page.txt", "line": 7, "field": "Name"},
    ),
    "ValidationError": (errors.ValidationError("x.ttl", ["one"]), 422, {"document": "x.ttl", "violations": ["one"]}),
    "QueryError": (errors.QueryError("no", 3, 4), 400, {"line": 3, "column": 4}),
    "ForbiddenQueryError": (errors.ForbiddenQueryError("no", 1, 2), 400, {"line": 1, "column": 2}),
    "EvaluationError": (errors.EvaluationError("no"), 400, {}),
    "LimitError": (errors.LimitError("no"), 503, {}),
    "DeadlineError": (errors.DeadlineError("the query", 10), 503, {"seconds": 10}),
    "ResultTooLargeError": (errors.ResultTooLargeError("no"), 503, {}),
    "WorkerLostError": (errors.WorkerLostError("no"), 503, {}),
    "BusyError": (errors.BusyError("no", 9), 503, {"retry_after": 9}),
    "CancelledError": (errors.CancelledError("worlds", 64, 4096), 503, {}),
    "StoreError": (errors.StoreError("no"), 503, {}),
    "StoreBusyError": (errors.StoreBusyError("no"), 503, {}),
    "RevisionError": (errors.RevisionError(7, 9), 412, {"expected": 7, "revision": 9}),
    "PreconditionError": (errors.PreconditionError("a:g", there=True), 412, {"graph": "a:g"}),
    "ModelError": (errors.ModelError("no"), 500, {}),
}


class Faulty:
    """A knowledge base in which everything goes wrong in one way."""

    revision = "1"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def fail(*_: Any, **__: Any) -> Any:
            raise self.error

        return fail


def test_every_class_of_error_has_its_example_here() -> None:
    assert {cls.__name__ for cls in OURS} == set(EXAMPLES)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_error_of_ours_becomes_its_problem(name: str) -> None:
    error, status, members = EXAMPLES[name]

    problem = problem_of(error)

    assert (problem.status, problem.detail, problem.members) == (status, str(error), members)
    assert ("Retry-After" in problem.headers) == (status == 503)


def test_a_query_that_is_too_long_is_too_large() -> None:
    assert problem_of(errors.ForbiddenQueryError("too long", too_large=True)).status == 413


def test_kinds_are_told_apart_by_their_type() -> None:
    slugs = [kind.slug for kind in KINDS]

    assert len(slugs) == len(set(slugs))
    assert all(400 <= kind.status < 600 for kind in KINDS)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_it_is_told_over_http(name: str, serve: Callable[..., AbstractContextManager[str]]) -> None:
    error, status, members = EXAMPLES[name]

    with serve(Faulty(error)) as there:
        answer = httpx.get(f"{there}/agents/x")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = schemas.Problem.model_validate_json(answer.content)
    assert told.type.startswith("https://w3id.org/aftershock/problem/")
    assert (told.status, told.detail) == (status, str(error))
    assert {key: answer.json()[key] for key in members} == members
    assert (answer.headers.get("retry-after") is not None) == (status == 503)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("accept", "given"), [("*/*", "application/problem+json"), ("text/html", "text/html; charset=utf-8")]
)
def test_what_nobody_expected_tells_nothing_and_keeps_its_headers(
    accept: str, given: str, serve: Callable[..., AbstractContextManager[str]]
) -> None:
    with serve(Faulty(ZeroDivisionError("a secret of the process"))) as there:
        answer = httpx.get(f"{there}/explore/threats", headers={"Accept": accept})

    assert answer.status_code == 500
    assert answer.headers["content-type"] == given
    assert "an error that nobody expected" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_what_is_not_there(client: httpx.Client) -> None:
    answer = client.get("/nothing/here")

    assert answer.status_code == 404
    assert answer.json() == {
        "type": "https://w3id.org/aftershock/problem/not-found",
        "title": "There is nothing here",
        "status": 404,
        "detail": "there is nothing at /nothing/here; /docs lists what there is",
        "instance": "/nothing/here",
    }


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/sparql", "GET, HEAD, OPTIONS, POST"),
        ("DELETE", "/blast-radius", "GET, HEAD, OPTIONS, POST"),
        ("GET", "/documents", "OPTIONS, POST"),
        ("POST", "/agents", "GET, HEAD, OPTIONS"),
        ("POST", "/explore", "GET, HEAD, OPTIONS"),
        ("PATCH", "/id/agent/x", "GET, HEAD, OPTIONS"),
    ],
)
def test_a_method_that_is_not_allowed_names_those_that_are(
    client: httpx.Client, method: str, path: str, allowed: str
) -> None:
    answer = client.request(method, path)

    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.headers["content-type"] == "application/problem+json"
    assert allowed in answer.json()["detail"]


def test_options_tell_what_is_allowed_and_open_no_door(client: httpx.Client) -> None:
    answer = client.options("/sparql", headers={"Origin": "https://a.example"})

    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/agents?limit=0", "limit: input should be greater than or equal to 1"),
        ("/agents?offset=-1", "offset: input should be greater than or equal to 0"),
        ("/agents?serach=x", "serach: there is no such parameter"),
        ("/blast-radius", "component: it is needed"),
        ("/blast-radius?component=", "component: list should have at least 1 item"),
        ("/blast-radius?component=x&detph=2", "detph: there is no such parameter; did you mean 'depth'?"),
        ("/blast-radius?component=x&depth=-1", "depth: input should be greater than or equal to 0"),
        (
            "/blast-radius?component=x&alternatives=some",
            "alternatives: input should be 'by-rule', 'any', 'all' or 'apt'",
        ),
        ("/explore/suggest", "q: it is needed"),
        ("/ranking?wieght=important=2", "wieght: there is no such parameter; did you mean 'weight'?"),
        ("/plans?component=x&without_edgs=a", "without_edgs: there is no such parameter; did you mean 'without-edge'?"),
        ("/facts?component=x&zz=1", "zz: there is no such parameter; there are alternatives, at, component"),
    ],
)
def test_a_parameter_that_is_wrong_is_named(client: httpx.Client, path: str, detail: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"].startswith(detail)
    assert answer.json()["errors"][0]["parameter"] == detail.partition(":")[0]


@pytest.mark.parametrize("path", ["/agents", "/blast-radius?component=modelslab-registry", "/layers"])
def test_what_cannot_be_had_in_that_form(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "image/png"})

    assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")
    assert "application/json" in answer.json()["types"]


def test_a_browser_is_shown_a_page(client: httpx.Client) -> None:
    answer = client.get("/explore/agent/modelslap", headers={"Accept": "text/html,*/*;q=0.8"})

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert 'href="/explore?q=modelslab"' in answer.text


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("component=modelslab-regstry&format=html", 404, "modelslab-registry"),
        ("component=modelslab-registry&protect=nobodys", 404, "nobodys"),
        ("component=modelslab-registry&since=someday", 400, "someday"),
        ("component=modelslab-registry&worlds=none", 422, "worlds: input should be a valid integer"),
    ],
)
def test_a_brief_that_cannot_be_written_is_told_of_on_a_page(
    client: httpx.Client, asked: str, status: int, told: str
) -> None:
    shown = client.get(f"/brief?{asked}", headers={"Accept": "text/html,*/*;q=0.8"})
    markdown = client.get(f"/brief?{asked.partition('&format')[0]}&format=markdown", headers={"Accept": "text/html"})

    assert (shown.status_code, shown.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert told in LexborHTMLParser(shown.text).css_first("main").text()
    assert (markdown.status_code, markdown.headers["content-type"]) == (status, "application/problem+json")
    assert client.get(f"/brief?{asked}").headers["content-type"] == "application/problem+json"


def test_a_program_is_not(client: httpx.Client) -> None:
    answer = client.get("/explore/agent/modelslap")

    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.text)["suggestions"][0] == "modelslab"
