"""Writing: only with the token, all or nothing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from tests.api.serving import READER

from aftershock_api import schemas

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

ESTATE = b"""@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix c: <https://w3id.org/aftershock/id/component/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
c:hub a aft:Registry ; skos:prefLabel "A hub" .
c:model a aft:Model ; skos:prefLabel "A model" ; aft:distributedThrough c:hub .
"""


@pytest.mark.parametrize("path", ["/documents", "/documents/preview"])
def test_without_a_token_in_the_settings_nobody_writes(client: httpx.Client, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer anything"}, {"Authorization": "Basic x"}):
        answer = client.post(path, params={"name": "x.ttl"}, content=ESTATE, headers=headers)

        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "read-only")
        assert "AFTERSHOCK_WRITE_TOKEN" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/documents", "/documents/preview"])
@pytest.mark.parametrize(
    "authorization", [None, "Bearer wrong", "Bearer", "Basic Y29ycmVjdC1ob3JzZTo=", "correct-horse-battery", "Bearer é"]
)
def test_without_the_right_token_nobody_writes(writing: httpx.Client, path: str, authorization: str | None) -> None:
    reading = {"Authorization": f"Bearer {READER}"}
    before = writing.get("/components", headers=reading)
    del writing.headers["Authorization"]
    headers = [] if authorization is None else [(b"Authorization", authorization.encode())]

    answer = writing.post(path, params={"name": "x.ttl"}, content=ESTATE, headers=headers)

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith('Bearer realm="aftershock"')
    assert answer.headers["content-type"] == "application/problem+json"
    after = writing.get("/components", headers={**reading, "If-None-Match": before.headers["etag"]})
    assert after.status_code == 304


def test_a_document_goes_in_and_a_second_time_changes_nothing(writer: httpx.Client) -> None:
    first = writer.post("/documents", params={"name": "estate.ttl"}, content=ESTATE)
    again = writer.post("/documents", params={"name": "estate.ttl"}, content=ESTATE)

    report = schemas.IngestReport.model_validate_json(first.content, strict=True)
    assert (first.status_code, report.outcome, report.format) == (201, "added", "turtle")
    assert report.sha256 == hashlib.sha256(ESTATE).hexdigest()
    assert first.headers["location"] == report.graphs[0]
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    assert again.json()["revision"] == first.json()["revision"]
    radius = writer.get("/blast-radius", params={"component": "hub"}).json()
    assert [row["label"] for row in radius["affected"]] == ["A model"]


def test_an_agent_page_goes_in(writer: httpx.Client, shared: Path) -> None:
    page = (shared / "samples" / "modelslab.txt").read_bytes()

    answer = writer.post(
        "/documents", params={"name": "modelslab.txt"}, content=page, headers={"Content-Type": "text/plain"}
    )

    assert (answer.status_code, answer.json()["format"]) == (201, "agent-page")
    assert writer.get("/agents/modelslab").json()["name"] == "Modelslab"


def test_a_look_first_keeps_nothing(writer: httpx.Client) -> None:
    before = writer.get("/components")

    answer = writer.post("/documents/preview", params={"name": "estate.ttl"}, content=ESTATE)

    preview = schemas.Preview.model_validate_json(answer.content, strict=True)
    assert (answer.status_code, preview.report.outcome) == (200, "added")
    assert "<https://w3id.org/aftershock/ontology#distributedThrough>" in preview.nquads
    after = writer.get("/components", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 304


def test_a_written_graph_answers_anew(writer: httpx.Client) -> None:
    before = writer.get("/components")

    writer.post("/documents", params={"name": "estate.ttl"}, content=ESTATE)

    after = writer.get("/components", headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json()["total"]) == (200, before.json()["total"] + 2)


@pytest.mark.parametrize(
    ("content", "params", "headers", "status", "slug"),
    [
        (ESTATE, {}, {}, 422, "invalid-request"),
        (ESTATE, {"name": ""}, {}, 422, "invalid-request"),
        (b"", {"name": "x.ttl"}, {}, 400, "bad-request"),
        (b"<a> <b>", {"name": "x.ttl"}, {}, 422, "document-refused"),
        (b"x" * 200_001, {"name": "x.ttl"}, {}, 413, "too-large"),
        (ESTATE, {"name": "x.ttl"}, {"Content-Type": "multipart/form-data; boundary=x"}, 415, "unsupported-media-type"),
        (ESTATE, {"name": "x.ttl"}, {"Content-Type": "image/png"}, 415, "unsupported-media-type"),
    ],
)
def test_what_is_refused_changes_nothing(
    writer: httpx.Client,
    content: bytes,
    params: dict[str, str],
    headers: dict[str, str],
    status: int,
    slug: str,
) -> None:
    before = writer.get("/components")

    answer = writer.post("/documents", params=params, content=content, headers=headers)

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (status, slug)
    assert writer.get("/components", headers={"If-None-Match": before.headers["etag"]}).status_code == 304


def test_a_body_of_unknown_length_ends_at_the_limit(writer: httpx.Client) -> None:
    answer = writer.post("/documents", params={"name": "x.ttl"}, content=(b"#" * 50_000 for _ in range(5)))

    assert answer.status_code == 413
