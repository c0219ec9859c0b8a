"""What is true of every answer: health, conditional requests, HEAD, headers, the contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from aftershock_api.app import create_app
from aftershock_api.middleware import POLICY
from aftershock_api.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from aftershock import KnowledgeBase

READ = [
    "/",
    "/explore",
    "/explore?q=registry",
    "/explore/suggest?q=registry",
    "/explore/agent/modelslab",
    "/explore/component?iri=modelslab-registry",
    "/explore/components?search=model&class=Model",
    "/explore/radius?component=modelslab-registry",
    "/explore/radius.html?component=modelslab-registry",
    "/explore/threats",
    "/explore/threat/registry-compromise",
    "/explore/mitigations",
    "/sparql",
    "/sparql?query=ASK%7B%7D",
    "/blast-radius?component=modelslab-registry",
    "/blast-radius?component=modelslab-registry&summary=true",
    "/agents",
    "/agents/modelslab",
    "/threats",
    "/layers",
    "/mitigations",
    "/components",
    "/id/threat/registry-compromise",
    "/ontology",
    "/docs",
    "/openapi.json",
]
FIXED = ["/healthz", "/readyz", "/static/aftershock.css", "/static/vendor/vis-network.min.js"]
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", READ)
def test_an_unchanged_graph_answers_304(client: httpx.Client, path: str) -> None:
    first = client.get(path, headers=HTML)
    tag = first.headers["etag"]
    again = client.get(path, headers={**HTML, "If-None-Match": tag})
    listed = client.get(path, headers={**HTML, "If-None-Match": f'"other", W/{tag}'})
    other = client.get(path, headers={**HTML, "If-None-Match": '"other"'})

    assert (first.status_code, other.status_code) == (200, 200)
    for answer in (again, listed):
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
        assert "accept" in answer.headers["vary"].lower()
        assert "content-security-policy" not in answer.headers, "it would replace the one that was kept"
    for answer in (first, other):
        assert answer.headers["content-security-policy"] == POLICY


def test_a_tag_is_of_one_request(client: httpx.Client) -> None:
    tags = [
        client.get("/threats").headers["etag"],
        client.get("/threats?limit=3").headers["etag"],
        client.get("/mitigations").headers["etag"],
        client.get("/threats", headers={"Accept": "application/json"}).headers["etag"],
    ]

    assert len(set(tags)) == 4


@pytest.mark.parametrize("path", ["/agents/nobody", "/healthz", "/readyz"])
def test_what_does_not_follow_from_the_graph_has_no_tag(client: httpx.Client, path: str) -> None:
    answer = client.get(path)

    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", [*READ, *FIXED, "/nothing", "/agents/nobody"])
def test_head_is_get_without_its_body(client: httpx.Client, path: str) -> None:
    got = client.get(path, headers=HTML)
    head = client.head(path, headers=HTML)

    assert (head.status_code, head.content) == (got.status_code, b"")
    for name in ("content-type", "content-length", "etag", "link"):
        assert head.headers.get(name) == got.headers.get(name), name


@pytest.mark.parametrize("path", [*READ, *FIXED, "/nothing", "/agents/nobody", "/agents?limit=0"])
def test_every_answer_has_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers

    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    assert not [name for name in headers if name.startswith("access-control-")]


def test_the_process_is_alive_and_ready(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    assert "limits" in ready.json()


def test_what_is_not_ready_says_so(serve: Callable[..., AbstractContextManager[str]]) -> None:
    class Starting:
        revision, epoch = "0", ""

        def settings(self) -> dict[str, Any]:
            return {"ready": False, "missing": ["the store"]}

    with serve(Starting()) as there:
        answer = httpx.get(f"{there}/readyz")
        alive = httpx.get(f"{there}/healthz")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert (answer.json()["ready"], answer.json()["missing"]) == (False, ["the store"])
    assert alive.status_code == 200


@pytest.mark.parametrize("path", ["/static/nothing.js", "/static/..%2Fpage.py", "/static/vendor/x.js", "/static/"])
def test_no_other_file_is_served(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_file_whose_address_has_its_version_is_kept_for_ever(client: httpx.Client) -> None:
    assert "immutable" in client.get("/static/aftershock.css?v=1").headers["cache-control"]
    assert client.get("/static/aftershock.css").headers["cache-control"] == "no-cache"


def test_the_published_contract_is_the_one_that_is_served(client: httpx.Client, root: Path) -> None:
    published = json.loads((root / "api" / "openapi.json").read_text(encoding="utf-8"))

    assert client.get("/openapi.json").json() == published, "run scripts/openapi.py"


def test_the_contract_knows_no_error_but_problems(knowledge_base: KnowledgeBase) -> None:
    contract = create_app(knowledge_base, load_settings({})).openapi()

    for path, operations in contract["paths"].items():
        for method, operation in operations.items():
            for status, answer in operation["responses"].items():
                if status.startswith(("4", "5")) and path != "/readyz":
                    assert list(answer["content"]) == ["application/problem+json"], (path, method, status)
    assert "HTTPValidationError" not in contract["components"]["schemas"]
    assert {"Problem", "BlastRadius", "RadiusRequest", "AgentRecord"} <= set(contract["components"]["schemas"])


def test_every_reference_of_the_contract_leads_somewhere(client: httpx.Client) -> None:
    contract = client.get("/openapi.json").json()

    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            return [node["$ref"]] if "$ref" in node else [ref for value in node.values() for ref in references(value)]
        return [ref for value in node for ref in references(value)] if isinstance(node, list) else []

    for reference in references(contract):
        assert reference.rpartition("/")[2] in contract["components"]["schemas"], reference
