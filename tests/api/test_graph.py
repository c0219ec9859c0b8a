"""The whole graph and what is around a component, as the pictures of the pages fetch them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

ID = "https://w3id.org/aftershock/id/"


def rows(given: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(given["fields"], row, strict=True)) for row in given["rows"]]


def test_a_small_graph_is_drawn_whole(client: httpx.Client) -> None:
    given = client.get("/explore/graph/data").raise_for_status().json()
    listed = client.get("/components", params={"limit": 1000}).raise_for_status().json()

    nodes, edges = rows(given["nodes"]), rows(given["edges"])
    assert (given["by"], given["groups"]) == ("none", [])
    assert {node["iri"] for node in nodes} == {item["iri"] for item in listed["items"]}
    assert given["shown"] == given["components"] == listed["total"]
    assert given["carried"] == sum(edge["count"] for edge in edges)
    assert {mode for edge in edges for mode in edge["modes"]} <= {
        "control",
        "integrity",
        "confidentiality",
        "availability",
    }


@pytest.mark.parametrize("by", ["type", "layer", "community"])
def test_it_is_grouped_as_asked_and_opened_in_place(client: httpx.Client, by: str) -> None:
    closed = client.get("/explore/graph/data", params={"by": by}).raise_for_status().json()
    largest = max(closed["groups"], key=lambda group: group["count"])
    opened = client.get("/explore/graph/data", params={"by": by, "open": largest["key"]}).raise_for_status().json()

    assert closed["shown"] == 0
    assert sum(group["count"] for group in closed["groups"]) == closed["components"]
    assert opened["shown"] == largest["count"]
    assert {group["key"]: group["shown"] for group in opened["groups"] if group["shown"]} == {
        largest["key"]: largest["count"]
    }


@pytest.mark.parametrize("by", ["layer", "type"])
def test_a_group_is_to_be_had_as_a_list_of_as_many(client: httpx.Client, by: str) -> None:
    page = LexborHTMLParser(client.get(f"/explore/graph?by={by}").text)
    listed = {
        node.parent.parent: node.attributes["href"] or "" for node in page.css("td a[href*='/explore/components?']")
    }

    assert len(listed) >= 8
    for row, href in [*listed.items()][:3] + [*listed.items()][-1:]:
        total = LexborHTMLParser(client.get(href).raise_for_status().text).css_first("h1 .quiet").text()
        assert total == row.css_first("td.number").text(), href


def test_another_grouping_is_refused_with_those_that_there_are(client: httpx.Client) -> None:
    answer = client.get("/explore/graph/data", params={"by": "colour"})

    assert answer.status_code == 400
    assert "none, type, layer, community" in answer.json()["detail"]


def test_its_page_is_read_without_script(client: httpx.Client) -> None:
    page = LexborHTMLParser(client.get("/explore/graph", params={"by": "layer"}).raise_for_status().text)

    groups = [row.css_first("th").text(strip=True) for row in page.css("#whole-table tbody tr")]
    assert groups[0].startswith("L1 ")
    assert groups[-1] == "in no layer"
    assert "hidden" in page.css_first("#whole").attributes
    assert page.css_first("option[selected]").attributes["value"] == "layer"


def test_what_is_hidden_stays_so_without_script_and_the_table_is_that_of_the_picture(client: httpx.Client) -> None:
    asked = {"by": "type", "open": "Model", "hide": "layer-1,kind-agent"}
    page = LexborHTMLParser(client.get("/explore/graph", params=asked).raise_for_status().text)

    form = {node.attributes["name"]: node.attributes["value"] for node in page.css("#whole-controls input")}
    assert form == {"open": "Model", "hide": "layer-1,kind-agent"}
    links = [node.attributes["href"] or "" for node in page.css("#whole-table td a[href*='/explore/graph']")]
    assert links
    for link in links:
        assert "hide=layer-1%2Ckind-agent" in link
    counts = {
        one.css_first("th").text(strip=True): one.css_first("td").text() for one in page.css("#whole-table tbody tr")
    }
    for by in ("none", "type"):
        given = client.get("/explore/graph/data", params={**asked, "by": by}).raise_for_status().json()
        groups = (given["table"] or given)["groups"]
        assert {one["label"]: one["left"] for one in groups} == {
            name: int(text.partition(" of ")[0].replace(",", "")) for name, text in counts.items()
        }


def test_around_a_component_counts_come_first(client: httpx.Client) -> None:
    none = client.get("/explore/around", params={"iri": "modelslab-registry", "cap": 0}).raise_for_status().json()
    first = none["counts"][0]
    asked = {"iri": "modelslab-registry", "direction": first["direction"], "class": first["class"]}
    some = client.get("/explore/around", params=asked).raise_for_status().json()

    assert none["component"] == ID + "component/modelslab-registry"
    assert len(json.loads(none["picture"])["nodes"]) == 1
    drawn = json.loads(some["picture"])["nodes"][1:]
    assert {node["class"] for node in drawn} == {first["class"]}
    assert len(drawn) == first["count"]
    assert {iri for iri, _ in first["near"]} == {node["id"] for node in drawn}, "counts alone name what they count"
    lines = {(edge["from"], edge["to"], edge["relation"]) for edge in json.loads(some["picture"])["edges"]}
    ends = [
        (none["component"], iri) if first["direction"] == "onward" else (iri, none["component"])
        for iri, _ in first["near"]
    ]
    assert {(*pair, relation) for pair, (_, relation) in zip(ends, first["near"], strict=True)} <= lines
    assert not any(one["near"] for one in some["counts"])


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"iri": " "}, 400, "no component is named"),
        ({"iri": "modelslab-registri"}, 404, "modelslab-registry"),
        ({"iri": "modelslab-registry", "direction": "up"}, 400, "onward, inward, both"),
        ({"iri": "modelslab-registry", "cap": 201}, 422, "200"),
    ],
)
def test_around_says_what_is_wrong(client: httpx.Client, asked: dict[str, Any], status: int, said: str) -> None:
    answer = client.get("/explore/around", params=asked)

    assert answer.status_code == status
    assert said in answer.text


def test_the_editor_completes_our_terms_and_prefixes(client: httpx.Client) -> None:
    page = LexborHTMLParser(client.get("/sparql", headers={"Accept": "text/html"}).raise_for_status().text)

    carried = json.loads(page.css_first("#sparql-data").text())
    assert carried["prefixes"]["aft"] == carried["ontology"]
    assert carried["ontology"] + "distributedThrough" in carried["terms"]
    assert page.css_first("form.query textarea#query") is not None


def test_what_is_in_a_group_is_listed_without_any_script_and_with_it(client: httpx.Client) -> None:
    closed = client.get("/explore/graph/data", params={"by": "type"}).raise_for_status().json()
    group = max(closed["groups"], key=lambda one: one["count"])
    asked = {"by": "type", "group": group["key"]}

    pages = [
        client.get("/explore/graph/members", params={**asked, "offset": offset}).raise_for_status().json()
        for offset in range(0, group["count"], 50)
    ]
    shown = LexborHTMLParser(client.get("/explore/graph", params={"by": "type", "open": group["key"]}).text)

    listed = client.get("/components", params={"class": group["key"], "limit": 1000}).json()["items"]
    assert {one["iri"] for page in pages for one in page["rows"]} == {one["iri"] for one in listed}
    assert all(page["total"] == len(listed) == group["count"] for page in pages)
    names = [link.text() for link in shown.css("#members li a")]
    assert names == [one["label"] for one in pages[0]["rows"]]
    assert shown.css_first("#members a[rel=next]") is not None
    wrong = client.get("/explore/graph/members", params={"by": "none", "group": "x"})
    assert wrong.status_code == 400
    assert "grouped by type, layer, community" in wrong.json()["detail"]


def test_filters_count_what_is_left_of_closed_groups_and_hide_those_with_nothing_left(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    marks = knowledge_base.marks()
    classes = {item.iri: item.class_name for item in knowledge_base.components(limit=100_000).items}

    def groups(hide: str, opened: str = "") -> dict[str, int]:
        params = {"by": "type", "hide": hide, **({"open": opened} if opened else {})}
        nodes = client.get("/explore/graph.node-link.json", params=params).json()["nodes"]
        return {one["id"].partition(":")[2]: one["components"] for one in nodes if one["id"].startswith("group:")}

    everything = groups("")
    for hide, gone in {
        "criticality-MissionCritical": lambda mark: mark.criticality == "MissionCritical",
        "severity-critical,severity-high,severity-medium": lambda mark: (
            bool(mark.severity) and set(mark.severity) <= {"critical", "high", "medium"}
        ),
    }.items():
        left = dict(everything)
        for iri, mark in marks.items():
            if gone(mark):
                left[classes[iri]] -= 1
        found = groups(hide)
        assert found == {key: count for key, count in left.items() if count}
        assert found != everything
    hidden = "criticality-MissionCritical"
    assert "IdentityProvider" in everything
    assert "IdentityProvider" not in groups(hidden), "nothing of it is left"
    assert "IdentityProvider" not in groups("", "IdentityProvider"), "it is drawn one by one"
