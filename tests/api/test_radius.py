"""Blast radii over HTTP are those of the knowledge base, in the published shape."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from aftershock.model.jsonable import as_json
from aftershock_api import schemas_radius

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

REGISTRY = "https://w3id.org/aftershock/id/component/modelslab-registry"


def test_it_is_what_the_library_says(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    answer = client.get("/blast-radius", params={"component": "modelslab-registry"})

    assert answer.status_code == 200
    assert answer.json() == as_json(knowledge_base.blast_radius("modelslab-registry"))
    told = schemas_radius.BlastRadius.model_validate_json(answer.content)
    assert told.start == [REGISTRY]
    assert told.illustrative
    assert told.counts["affected"] == len(told.affected) > 0


@pytest.mark.parametrize(
    ("params", "keywords"),
    [
        ({"mode": "availability"}, {"mode": "availability"}),
        ({"depth": "1"}, {"depth": 1}),
        ({"alternatives": "any"}, {"alternatives": "any"}),
        ({"threat": "registry-compromise"}, {"threat": "registry-compromise"}),
        ({"window": "2026-01-01/2026-02-01"}, {"window": "2026-01-01/2026-02-01"}),
        ({"mode": "", "threat": "", "depth": "", "alternatives": "", "without-rule": ""}, {}),
    ],
)
def test_what_is_asked_reaches_the_library(
    client: httpx.Client, knowledge_base: KnowledgeBase, params: dict[str, str], keywords: dict[str, object]
) -> None:
    answer = client.get("/blast-radius", params={"component": "modelslab-registry", **params})

    expected = knowledge_base.blast_radius("modelslab-registry", **keywords)  # type: ignore[arg-type] # of several types
    assert answer.json() == as_json(expected)


def test_a_rule_can_be_switched_off(client: httpx.Client) -> None:
    whole = client.get("/blast-radius", params={"component": "modelslab-registry"}).json()
    rule = next(step["rule"] for row in whole["affected"] for step in row["path"] if step["rule"])

    without = client.get("/blast-radius", params={"component": "modelslab-registry", "without-rule": rule}).json()

    assert without["without_rules"] == [rule]
    assert not [step for row in without["affected"] for step in row["path"] if step["rule"] == rule]


def test_several_starts_by_get_and_by_post(client: httpx.Client) -> None:
    starts = ["modelslab-registry", "modelslab-gateway"]

    by_get = client.get("/blast-radius", params={"component": starts, "limit": "100000"})
    by_post = client.post("/blast-radius", json={"component": starts, "limit": 100_000})

    assert by_get.status_code == by_post.status_code == 200
    assert by_get.json() == by_post.json()
    assert len(by_get.json()["start"]) == 2


def test_a_summary_has_counts_and_no_rows(client: httpx.Client) -> None:
    whole = client.get("/blast-radius", params={"component": "modelslab-registry"}).json()

    summary = client.get("/blast-radius", params={"component": "modelslab-registry", "summary": "true"}).json()

    assert summary["counts"] == whole["counts"]
    assert summary["affected"] == summary["possible"] == summary["unknown"] == []


def test_pages_join_to_the_whole(client: httpx.Client) -> None:
    whole = client.get("/blast-radius", params={"component": "modelslab-registry"}).json()
    expected = [row["component"] for evidence in ("affected", "possible", "unknown") for row in whole[evidence]]

    found: list[str] = []
    address = "/blast-radius?component=modelslab-registry&limit=25"
    while address:
        answer = client.get(address)
        page = answer.json()
        assert page["counts"] == whole["counts"]
        found += [row["component"] for evidence in ("affected", "possible", "unknown") for row in page[evidence]]
        onward = re.search(r'<([^>]+)>; rel="next"', answer.headers.get("link", ""))
        address = onward[1] if onward else ""

    assert found == expected
    assert len(found) > 25


def test_a_table(client: httpx.Client) -> None:
    whole = client.get("/blast-radius", params={"component": "modelslab-registry"}).json()

    answer = client.get("/blast-radius", params={"component": "modelslab-registry"}, headers={"Accept": "text/csv"})
    posted = client.post("/blast-radius", json={"component": ["modelslab-registry"]}, headers={"Accept": "text/csv"})

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert posted.text == answer.text
    found = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["evidence"], row["component"], int(row["depth"])) for row in found] == [
        (evidence, row["component"], row["depth"])
        for evidence in ("affected", "possible", "unknown")
        for row in whole[evidence]
    ]


def test_an_unknown_component_has_near_ones(client: httpx.Client) -> None:
    answer = client.get("/blast-radius", params={"component": "modelslab-registri"})

    assert answer.status_code == 404
    assert any("modelslab-registry" in name for name in answer.json()["suggestions"])


@pytest.mark.parametrize(
    "params", [{"mode": "levity"}, {"threat": "registry-compromis"}, {"without-rule": "registry-tampres"}]
)
def test_other_names_that_are_unknown(client: httpx.Client, params: dict[str, str]) -> None:
    answer = client.get("/blast-radius", params={"component": "modelslab-registry", **params})

    assert answer.status_code == 404
    assert next(iter(params.values())) in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        ("{}", "application/json", 422),
        ("{", "application/json", 422),
        ('{"component": ["modelslab-registry"], "detph": 1}', "application/json", 422),
        ("component=x", "application/x-www-form-urlencoded", 415),
        ('{"component": ["' + "x" * 1_000_001 + '"]}', "application/json", 413),
    ],
)
def test_what_post_refuses(client: httpx.Client, content: str, content_type: str, status: int) -> None:
    answer = client.post("/blast-radius", content=content, headers={"Content-Type": content_type})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_what_is_supposed_comes_back_with_the_difference_it_makes(client: httpx.Client) -> None:
    asked = {"component": "modelslab-registry", "with-mitigation": ["digest-pinning", "signature-verification"]}
    plain = client.get("/blast-radius", params={"component": "modelslab-registry"}).json()
    supposed = client.get("/blast-radius", params=asked).json()

    schemas_radius.BlastRadius.model_validate(supposed)
    assert plain["supposed"] is plain["difference"] is None
    assert [name.rpartition("/")[2] for name, _ in supposed["supposed"]["with_mitigations"]] == asked["with-mitigation"]
    assert supposed["difference"]["counts"] == plain["counts"] == supposed["counts"]
    assert supposed["difference"]["expected"] == plain["expected"]
    assert supposed["expected"]["default"] < plain["expected"]["default"]
    row = next(row for row in supposed["affected"] if row["component"].endswith("larkfield-style-adapter-r1"))
    assert row["by_mode"]["integrity"]["default"] < row["before"]["integrity"]["default"]


def test_an_edge_supposed_away_by_get_and_by_post(client: httpx.Client) -> None:
    plain = client.get("/blast-radius", params={"component": "modelslab-registry"}).json()
    path = next(row["path"] for row in plain["affected"] if len(row["path"]) == 2)
    dependent, relation = path[1]["component"], path[1]["relation"].rpartition("#")[2]
    edge = [dependent, relation, "modelslab-registry"]
    got = client.get("/blast-radius", params={"component": "modelslab-registry", "without-edge": " ".join(edge)}).json()
    posted = client.post("/blast-radius", json={"component": ["modelslab-registry"], "without-edge": [edge]}).json()

    assert got["supposed"] == posted["supposed"]
    assert got["counts"] == posted["counts"]
    assert [names[0] for names in got["supposed"]["without_edges"]] == [dependent]
    assert sum(got["counts"].values()) <= sum(plain["counts"].values())
    wrong = client.get("/blast-radius", params={"component": "modelslab-registry", "without-edge": "a b"})
    assert wrong.status_code == 422
    assert "without-edge" in wrong.json()["detail"]
    none = client.get(
        "/blast-radius",
        params={"component": "modelslab-registry", "without-edge": f"{dependent} usesTool modelslab-registry"},
    )
    assert none.status_code == 400
    assert "no edge" in none.json()["detail"]
