"""Replays over HTTP are those of the knowledge base, in the published shape."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from aftershock.model.jsonable import as_json
from aftershock_api import schemas_replay

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase


def test_scenarios_are_listed_in_pages(client: httpx.Client) -> None:
    answer = client.get("/replay", params={"limit": "5"})

    page = schemas_replay.ScenarioPage.model_validate_json(answer.content)
    assert (len(page.items), page.total) == (5, 12)
    assert 'rel="next"' in answer.headers["link"]


@pytest.mark.parametrize("name", ["xz-2024", "https://w3id.org/aftershock/id/incident/xz-2024"])
def test_a_replay_is_what_the_library_says(client: httpx.Client, knowledge_base: KnowledgeBase, name: str) -> None:
    answer = client.get(f"/replay/{name}")

    assert answer.status_code == 200, answer.text
    assert answer.json() == as_json(knowledge_base.replay("xz-2024"))
    told = schemas_replay.Replay.model_validate_json(answer.content)
    assert told.steps[-1].counts == told.counts == {"affected": 7, "possible": 0, "unknown": 0}


def test_a_replay_takes_suppositions(client: httpx.Client) -> None:
    answer = client.get("/replay/xz-2024", params={"without-rule": "source-integrity"})

    assert answer.json()["counts"]["affected"] == 2


def test_a_replay_by_body_is_that_by_address(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    fields = {"with-mitigation": ["digest-pinning"], "without-rule": ["source-integrity"], "worlds": 64, "seed": 3}
    by_get = client.get("/replay/xz-2024", params=fields)
    by_post = client.post("/replay", json={**fields, "scenario": "xz-2024"})

    assert (by_get.status_code, by_post.status_code) == (200, 200), by_post.text
    expected = knowledge_base.replay(
        "xz-2024", with_mitigations=["digest-pinning"], without_rules=["source-integrity"], worlds=64, seed=3
    )
    assert by_post.json() == by_get.json() == as_json(expected)
    told = schemas_replay.Replay.model_validate_json(by_post.content)
    assert all(step.difference is not None and step.expected is not None for step in told.steps)
    table = client.post("/replay", json={**fields, "scenario": "xz-2024", "format": "csv", "likelihood": False})
    rows = list(csv.DictReader(io.StringIO(table.text)))
    stands = [row for row in rows if not row["evidence"]]
    assert {row["as_things_are"] for row in stands} == {"affected"}
    last = {one.component for one in told.steps[-1].difference.moved} if told.steps[-1].difference else set()
    assert {row["component"] for row in stands if row["event"] == told.steps[-1].iri} == last != set()
    without = client.post("/replay", json={"scenario": "xz-2024", "likelihood": False}).json()
    assert (without["expected"], without["difference"], without["supposed"]) == (None, None, None)


@pytest.mark.parametrize(
    ("place", "params", "status"),
    [
        ("/replay/xz-2042", {}, 404),
        ("/replay/xz-2024", {"depth": "2"}, 422),
        ("/replay/xz-2024", {"stale-days": "-1"}, 422),
        ("/replay/xz-2024", {"window": "2024-01-01/2024-02-01"}, 422),
        ("/replay/xz-2024", {"alternatives": "apt"}, 422),
    ],
)
def test_what_it_refuses(client: httpx.Client, place: str, params: dict[str, str], status: int) -> None:
    answer = client.get(place, params=params)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
