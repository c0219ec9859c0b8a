"""Replays over HTTP are those of the knowledge base, in the published shape."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("place", "params", "status"),
    [
        ("/replay/xz-2042", {}, 404),
        ("/replay/xz-2024", {"depth": "2"}, 422),
        ("/replay/xz-2024", {"stale-days": "-1"}, 422),
    ],
)
def test_what_it_refuses(client: httpx.Client, place: str, params: dict[str, str], status: int) -> None:
    answer = client.get(place, params=params)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
