"""Lists and their items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from aftershock.model.jsonable import as_json
from aftershock_api import schemas

if TYPE_CHECKING:
    import httpx
    from pydantic import BaseModel

    from aftershock import KnowledgeBase

LISTS: list[tuple[str, type[BaseModel], type[BaseModel] | None]] = [
    ("/agents", schemas.AgentPage, schemas.AgentRecord),
    ("/threats", schemas.ThreatPage, schemas.Threat),
    ("/mitigations", schemas.MitigationPage, schemas.Mitigation),
    ("/components", schemas.ComponentPage, schemas.Component),
    ("/layers", schemas.LayerPage, None),
]


@pytest.mark.parametrize(("path", "page", "item"), LISTS)
def test_a_list_and_each_item_have_their_published_shape(
    client: httpx.Client, path: str, page: type[BaseModel], item: type[BaseModel] | None
) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    page.model_validate_json(answer.content, strict=True)
    found = answer.json()
    assert found["total"] >= len(found["items"]) > 0
    if item is None:
        return
    for one in found["items"][:3]:
        by_iri = client.get(f"{path}/{quote(one['iri'])}")
        item.model_validate_json(by_iri.content, strict=True)
        assert by_iri.json()["iri"] == one["iri"]
        slug = one.get("slug", one["iri"].rpartition("/")[2])
        assert client.get(f"{path}/{quote(slug)}").json() == by_iri.json()


def test_the_catalogue_of_queries(client: httpx.Client) -> None:
    page = client.get("/queries", params={"search": "MAESTRO", "limit": 1000})
    schemas.QueryPage.model_validate_json(page.content, strict=True)
    (layers,) = [one for one in page.json()["items"] if one["name"] == "layers-in-order"]

    assert client.get("/queries/layers-in-order").json() == layers
    assert layers["columns"] == ["number", "name", "vertical"]
    assert [row[0] for row in layers["rows"]] == list("1234567")
    refused = client.get("/queries/layers-in-ordre")
    assert refused.status_code == 404
    assert "layers-in-order" in refused.json()["suggestions"]


@pytest.mark.parametrize("path", [path for path, _, item in LISTS if item])
def test_pages_join_to_the_whole(client: httpx.Client, path: str) -> None:
    whole = client.get(path, params={"limit": 10_000}).json()["items"]
    limit = max(1, len(whole) // 3)

    found: list[object] = []
    address = f"{path}?limit={limit}"
    while address:
        answer = client.get(address)
        found += answer.json()["items"]
        onward = re.search(r'<([^>]+)>; rel="next"', answer.headers.get("link", ""))
        address = onward[1] if onward else ""

    assert found == whole


def test_a_page_in_the_middle_links_both_ways(client: httpx.Client) -> None:
    link = client.get("/components", params={"limit": 10, "offset": 15, "class": "Model"}).headers["link"]

    assert link == (
        '</components?limit=10&class=Model&offset=0>; rel="first", '
        '</components?limit=10&class=Model&offset=5>; rel="prev", '
        '</components?limit=10&class=Model&offset=25>; rel="next"'
    )


def test_search_and_class_narrow_the_list(client: httpx.Client) -> None:
    everything = client.get("/components", params={"limit": 10_000}).json()["items"]

    models = client.get("/components", params={"class": "Model", "limit": 10_000}).json()["items"]
    named = client.get("/components", params={"search": "registry", "limit": 10_000}).json()["items"]
    neither = client.get("/components", params={"search": "no such thing"}).json()

    assert {item["iri"] for item in models} == {item["iri"] for item in everything if item["class"] == "Model"}
    assert 0 < len(named) < len(everything)
    assert all("registry" in (item["iri"] + item["label"]).lower() for item in named)
    assert neither == {"items": [], "total": 0, "offset": 0, "limit": 100}


def test_an_agent_is_told_in_full(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    agent = client.get("/agents/modelslab").json()

    assert agent == as_json(knowledge_base.agent("modelslab"))
    assert [layer["number"] for layer in agent["layers"]] == [1, 2, 3, 4, 5, 6, 7]
    assert (agent["aivss"]["low"], agent["aivss"]["high"]) == (1.3, 10.0)


def test_an_agent_of_the_catalogue_has_its_claims_from_a_page(client: httpx.Client) -> None:
    answer = client.get("/agents/osv-mcp")
    schemas.AgentRecord.model_validate_json(answer.content, strict=True)
    agent = answer.json()

    page = "https://agentready-app-162314976173.us-central1.run.app/directory/osv-mcp/threat-model"
    assert (agent["document"], agent["source"], agent["aivss"]["score"]) == ("", page, 3.7)
    claims = [claim for layer in agent["layers"] for claim in layer["threats"]]
    assert {(claim["span"], claim["offsets"], claim["source"]) for claim in claims} == {(None, None, page)}
    assert {claim["polarity"] for claim in claims} == {"exposed", "mitigated"}
    (item,) = client.get("/agents", params={"search": "osv"}).json()["items"]
    assert (item["source"], item["low"], item["high"]) == (page, 3.7, 3.7)


def test_the_layers_are_seven(client: httpx.Client) -> None:
    assert [item["number"] for item in client.get("/layers").json()["items"]] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("path", "near"),
    [("/agents/modelslap", "modelslab"), ("/threats/data-poisonning", "data-poisoning"), ("/mitigations/x", None)],
)
def test_an_unknown_item_has_near_ones(client: httpx.Client, path: str, near: str | None) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.json()["type"].endswith("/unknown-name")
    if near:
        assert near in answer.json()["suggestions"]


def test_suggestions_as_one_types(client: httpx.Client) -> None:
    answer = client.get("/explore/suggest", params={"q": "modelsl"})

    found = schemas.Suggestions.model_validate_json(answer.content, strict=True).items
    assert ("agent", "modelslab", "/explore/agent/modelslab") in {(hit.kind, hit.slug, hit.href) for hit in found}
    assert all(hit.href.startswith("/explore/") for hit in found)
    assert client.get("/explore/suggest", params={"q": "  "}).json() == {"items": []}


def test_components_are_filtered_as_the_pages_filter_them(client: httpx.Client) -> None:
    def told(**filters: str) -> set[str]:
        found = client.get("/components", params={"limit": 10_000, **filters}).json()
        assert found["total"] == len(found["items"])
        return {item["iri"] for item in found["items"]}

    def asked(pattern: str) -> set[str]:
        rows = client.get(
            "/sparql", params={"query": f"SELECT DISTINCT ?it {{ {pattern} }}"}, headers={"Accept": "application/json"}
        ).json()
        return {row["it"]["value"] for row in rows["results"]["bindings"]}

    everything = told()
    owned = asked("?it aft:accountable ?owner") & everything
    theirs = asked("?it aft:accountable ?owner FILTER(STRENDS(STR(?owner), '/halyard-cluster-team'))") & everything

    assert told(owner="halyard-cluster-team") == theirs
    assert theirs
    assert told(owner="nobody") == everything - owned
    assert told(criticality="MissionCritical") == asked("?it aft:criticality aft:MissionCritical") & everything
    assert client.get("/components", params={"layer": "8"}).status_code == 422
