"""Decisions over HTTP are those of the knowledge base, in the published shapes."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from aftershock.explore.brief import POLICY, brief_html, brief_markdown
from aftershock.model.jsonable import as_json
from aftershock_api import schemas_decisions

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

START = {"component": "modelslab-registry", "mode": "control", "worlds": "64"}
ASKED = {"mode": "control", "worlds": 64}
SHOP = "larkfield-shop-assistant"
SHAPES = {
    "choke-points": schemas_decisions.ChokePoints,
    "plans": schemas_decisions.Plans,
    "contain": schemas_decisions.Containment,
    "facts": schemas_decisions.Facts,
    "brief": schemas_decisions.Brief,
}


def test_a_ranking_is_what_the_library_says_page_by_page(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    answer = client.get("/ranking", params={"limit": "5"})
    assert answer.status_code == 200, answer.text
    assert answer.json() == as_json(knowledge_base.ranking(limit=5))
    told = schemas_decisions.Ranking.model_validate_json(answer.content)
    assert (told.exact, told.only, len(told.rows)) == (True, "documents", 5)
    assert 'rel="next"' in answer.headers["link"]
    second = client.get(answer.headers["link"].split(">")[0].lstrip("<"))
    assert second.json() == as_json(knowledge_base.ranking(offset=5, limit=5))
    table = client.get("/ranking", params={"limit": "5", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [row["component"] for row in rows] == [row.component for row in told.rows]
    assert table.headers["content-type"].startswith("text/csv")
    assert 'rel="next"' in table.headers["link"]


def test_a_ranking_by_impact_of_a_class_with_weights(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    params = {"by": "impact", "class": "AIAgent", "limit": "2", "worlds": "64", "weight": "important=4", "only": "all"}
    answer = client.get("/ranking", params=params)
    assert answer.status_code == 200, answer.text
    expected = knowledge_base.ranking(
        "impact", victims="AIAgent", limit=2, worlds=64, weights_of={"Important": 4}, only="all"
    )
    assert answer.json()["rows"] == as_json(expected)["rows"]
    assert answer.json()["weights"]["Important"] == 4
    schemas_decisions.Ranking.model_validate_json(answer.content)


PIN = "digest-pinning"


@pytest.mark.parametrize(
    ("path", "params", "keywords"),
    [
        ("choke-points", {"protect": SHOP}, {"protect": [SHOP]}),
        ("choke-points", {"window": "2026-01-01/2026-12-01"}, {"window": "2026-01-01/2026-12-01"}),
        ("choke-points", {"limit": "3", "alternatives": "any"}, {"limit": 3, "alternatives": "any"}),
        ("plans", {"budget": "1", "mitigation": PIN}, {"budget": 1, "mitigations": [PIN]}),
        ("plans", {"goal": "separate", "protect": SHOP}, {"goal": "separate", "protect": [SHOP]}),
        ("contain", {"limit": "1", "weight": "none=0"}, {"limit": 1, "weights": {"none": 0.0}}),
        ("facts", {"limit": "2"}, {"limit": 2}),
        ("brief", {"since": "2026-11-01"}, {"since": "2026-11-01"}),
    ],
)
def test_each_is_what_the_library_says(
    client: httpx.Client,
    knowledge_base: KnowledgeBase,
    path: str,
    params: dict[str, str],
    keywords: dict[str, object],
) -> None:
    answer = client.get(f"/{path}", params={**START, **params})
    assert answer.status_code == 200, answer.text
    method = getattr(knowledge_base, path.replace("-", "_"))
    assert answer.json() == as_json(method("modelslab-registry", **ASKED, **keywords))
    SHAPES[path].model_validate_json(answer.content)
    if path != "brief":
        table = client.get(f"/{path}", params={**START, **params}, headers={"Accept": "text/csv"})
        assert table.status_code == 200
        assert f'filename="{path}.csv"' in table.headers["content-disposition"]
        assert len(list(csv.reader(io.StringIO(table.text)))) > 1


def test_costs_reach_the_library(client: httpx.Client) -> None:
    params = {**START, "budget": "1", "mitigation": "digest-pinning", "cost": "digest-pinning=1.5"}
    assert client.get("/plans", params=params).json()["plans"] == []


def test_a_brief_as_a_page_and_as_markdown(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    expected = knowledge_base.brief("modelslab-registry", **ASKED)
    page = client.get("/brief", params=START, headers={"Accept": "text/html"})
    assert page.text == brief_html(expected, editor="/sparql")
    assert page.headers["content-security-policy"] == f"{POLICY}; frame-ancestors 'none'"
    written = client.get("/brief", params={**START, "format": "markdown"})
    assert written.text == brief_markdown(expected)
    assert written.headers["content-type"].startswith("text/markdown")


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("contain", {"depth": "2"}, 422),
        ("contain", {"weight": "important"}, 422),
        ("contain", {"weight": f"important={10**308}"}, 400),
        ("plans", {"cost": f"digest-pinning={10**308}"}, 400),
        ("plans", {"budget": "0"}, 422),
        ("plans", {"goal": "separate"}, 400),
        ("facts", {"protect": "nobody-at-all"}, 404),
        ("brief", {"format": "csv"}, 400),
        ("choke-points", {"format": "html"}, 400),
        ("choke-points", {"alternatives": "apt"}, 422),
    ],
)
def test_what_is_wrong_is_said(client: httpx.Client, path: str, params: dict[str, str], status: int) -> None:
    answer = client.get(f"/{path}", params={**START, **params})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_ranking_supposes_and_tells_the_difference(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    params = {
        "without-rule": "identity-control",
        "with-mitigation": "digest-pinning",
        "with-edge": "modelslab-registry dependsOn modelslab-sso",
        "stale-days": "30",
        "at": "2026-11-01",
        "limit": "3",
    }
    expected = knowledge_base.ranking(
        without_rules=["identity-control"],
        with_mitigations=["digest-pinning"],
        with_edges=[("modelslab-registry", "dependsOn", "modelslab-sso")],
        stale_days=30,
        at="2026-11-01",
        limit=3,
    )
    answer = client.get("/ranking", params=params)
    assert answer.status_code == 200, answer.text
    assert answer.json() == as_json(expected)
    told = schemas_decisions.Ranking.model_validate_json(answer.content)
    assert told.supposed is not None
    assert told.difference is not None
    table = csv.DictReader(io.StringIO(client.get("/ranking", params={**params, "format": "csv"}).text))
    before = [row.before for row in told.rows]
    assert [row["rank_before"] for row in table] == ["" if one is None else str(one.rank or "") for one in before]
    protected = client.get("/ranking", params={"protect": SHOP, "limit": "2"})
    assert protected.json() == as_json(knowledge_base.ranking(protect=[SHOP], limit=2))


def test_a_ranking_by_class_needs_the_class(client: httpx.Client) -> None:
    assert client.get("/ranking", params={"by": "class"}).status_code == 400
    assert client.get("/ranking", params={"class": "Modle"}).status_code == 404
