"""Explanations over HTTP are those of the knowledge base, in the published shape."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import networkx
import pytest

from aftershock.model.jsonable import as_json
from aftershock_api import schemas_history

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

START, TARGET = "modelslab-registry", "modelslab-gateway"


@pytest.fixture(scope="module")
def target(knowledge_base: KnowledgeBase) -> str:
    return knowledge_base.blast_radius(START, mode="availability").affected[-1].component


@pytest.mark.parametrize(
    ("params", "keywords"),
    [
        ({}, {}),
        ({"mode": "availability", "seed": "3"}, {"mode": "availability", "seed": 3}),
        ({"window": "2026-01-01/2026-02-01"}, {"window": "2026-01-01/2026-02-01"}),
        ({"with-mitigation": "digest-pinning"}, {"with_mitigations": ["digest-pinning"]}),
    ],
)
def test_why_is_what_the_library_says(
    client: httpx.Client,
    knowledge_base: KnowledgeBase,
    target: str,
    params: dict[str, str],
    keywords: dict[str, object],
) -> None:
    answer = client.get("/why", params={"component": START, "target": target, **params})

    assert answer.status_code == 200, answer.text
    assert answer.json() == as_json(knowledge_base.why(START, target, **keywords))
    told = schemas_history.Why.model_validate_json(answer.content)
    assert told.proof[-1].step.component == target
    assert told.row is not None
    assert len(told.row.path) == told.row.depth + 1


def test_paths_are_what_the_library_says(client: httpx.Client, knowledge_base: KnowledgeBase, target: str) -> None:
    answer = client.get("/paths", params={"component": START, "target": target, "count": "3"})

    assert answer.status_code == 200, answer.text
    assert answer.json() == as_json(knowledge_base.paths(START, target, count=3))
    told = schemas_history.Paths.model_validate_json(answer.content)
    assert 1 <= len(told.found) <= 3
    assert all(way.path[-1].component == target for way in told.found)


def test_a_proof_as_a_graph_leads_from_the_starts_to_the_target(client: httpx.Client, target: str) -> None:
    params = {"component": START, "target": target, "mode": "availability"}
    told = client.get("/why", params=params).json()

    answer = client.get("/why", params={**params, "format": "node-link"})

    assert answer.headers["content-type"] == "application/vnd.networkx.node-link+json"
    graph = networkx.node_link_graph(answer.json(), edges="edges")
    assert set(graph) == {one["step"]["component"] for one in told["proof"]}
    assert {(one, other) for one, other, _ in graph.edges} == {
        (told["proof"][place]["step"]["component"], one["step"]["component"])
        for one in told["proof"]
        for place in one["rests_on"]
    }
    assert networkx.ancestors(graph, target) == set(graph) - {target}
    assert graph.nodes[target]["evidence"] == told["evidence"]
    assert graph.nodes[told["start"][0]]["evidence"] == "start"
    assert graph.graph["unsettled"] == told["unsettled"]


def test_ways_as_a_graph_are_in_it_by_their_numbers(client: httpx.Client, target: str) -> None:
    params = {"component": START, "target": target, "count": "4"}
    told = client.get("/paths", params=params).json()

    answer = client.post("/paths", json={**params, "component": [START], "count": 4, "format": "node-link"})

    graph = networkx.node_link_graph(answer.json(), edges="edges")
    assert len(told["found"]) == len(graph.graph["ways"]) > 1
    for number, way in enumerate(told["found"], 1):
        hops = {
            (one["component"], two["component"], two["rule"], two["from_mode"], two["mode"])
            for one, two in pairwise(way["path"])
        }
        assert hops == {
            (one, two, about["rule"], about["from_mode"], about["to_mode"])
            for one, two, about in graph.edges(data=True)
            if number in about["ways"]
        }
        assert graph.graph["ways"][number - 1]["likelihood"] == way["likelihood"]


@pytest.mark.parametrize(
    ("place", "params", "status"),
    [
        ("/why", {"component": START}, 422),
        ("/why", {"component": START, "target": "modelslab-registri"}, 404),
        ("/why", {"component": START, "target": TARGET, "window": "now"}, 400),
        ("/paths", {"component": START, "target": TARGET, "window": "2026-01-01/2026-02-01"}, 422),
        ("/paths", {"component": START, "target": TARGET, "count": "0"}, 422),
    ],
)
def test_what_they_refuse(client: httpx.Client, place: str, params: dict[str, str], status: int) -> None:
    answer = client.get(place, params=params)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
