"""The shortest way between two components, as pictures light it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser
from tests.api.reading import read, words

from aftershock.model.jsonable import as_json
from aftershock.vocabulary import ID

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

START, TARGET = f"{ID}component/modelslab-registry", f"{ID}agent/larkfield-shop-assistant"


def way(client: httpx.Client, **asked: str) -> dict[str, Any]:
    answer = client.get("/explore/path", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_way_is_that_of_the_blast_radius(client: httpx.Client) -> None:
    rows = client.get("/blast-radius", params={"component": START, "mode": "control"}).json()["affected"]
    row = next(one for one in rows if one["component"] == TARGET)

    found = way(client, component=START, target=TARGET, mode="control")

    assert [(one["source"], one["target"], one["rule"]) for one in found["hops"]] == [
        (before["component"], step["component"], step["rule"]) for before, step in pairwise(row["path"])
    ]
    drawn = json.loads(found["picture"])
    assert [node["id"] for node in drawn["nodes"]] == [step["component"] for step in row["path"]]
    assert {node["role"] for node in drawn["nodes"]} == {"start", "affected"}
    assert {(one["from"], one["to"]) for one in drawn["edges"]} == {
        (one["source"], one["target"]) for one in found["hops"]
    }
    assert f"{row['depth']} relations" in found["said"]
    assert client.get(found["why"]).status_code == 200
    assert "mode=control" in found["why"]


def test_where_nothing_leads_there_the_way_back_is_told_as_such(client: httpx.Client) -> None:
    asked = {"component": TARGET, "target": START, "mode": "integrity", "with-mitigation": "internal-mirror"}

    found = way(client, **asked)

    assert found["turned"]
    assert (found["start"], found["target"]) == (START, TARGET)
    assert found["said"].startswith("Nothing leads from Larkfield Shop Assistant to ModelsLab model registry")
    assert "with-mitigation=internal-mirror" in found["why"]
    assert "mode=" not in found["why"]


def test_where_there_is_no_way_the_answer_says_so(client: httpx.Client) -> None:
    none = way(client, component="modelslab-gateway", target=START)
    here = way(client, component=START, target=START)

    assert (none["hops"], none["picture"], none["why"]) == ([], None, "")
    assert "nor back" in none["said"]
    assert "where it starts" in here["said"]
    assert client.get("/explore/path", params={"component": START, "target": "nobody-at-all"}).status_code == 404


def test_the_page_of_reasons_draws_all_its_ways_and_lights_one(client: httpx.Client) -> None:
    asked = {"component": START, "target": TARGET, "count": "3"}
    ways = client.get("/paths", params=asked).json()["found"]

    for number in (1, 2, 0):
        page = LexborHTMLParser(client.get("/explore/why", params={**asked, "way": str(number)}).text)
        drawn = json.loads(page.css_first("#picture-data").text())
        lit = json.loads(page.css_first("#picture-lit").text())

        assert {node["id"] for node in drawn["nodes"]} == {step["component"] for one in ways for step in one["path"]}
        assert lit["way"] == number
        steps = ways[number - 1]["path"] if number else []
        assert [one["target"] for one in lit["hops"]] == [step["component"] for step in steps[1:]]
    links = [one.attributes["href"] for one in page.css("ol.plans .light a")]
    assert [link.partition("way=")[2].partition("#")[0] for link in links if link] == ["1", "2", "3"]
    none = LexborHTMLParser(client.get("/explore/why", params={"component": TARGET, "target": START}).text)
    assert none.css_first("#picture-data") is None


def test_the_best_evidence_decides_what_a_component_is_drawn_as(client: httpx.Client) -> None:
    rows = client.get("/blast-radius", params={"component": START}).json()
    target = rows["possible"][0]["component"]

    page = LexborHTMLParser(client.get("/explore/why", params={"component": START, "target": target}).text)

    roles = {node["id"]: node["role"] for node in json.loads(page.css_first("#picture-data").text())["nodes"]}
    assert roles[target] == "possible"
    assert roles[START] == "start"


def test_what_a_way_has_drawn_is_in_the_files_of_the_picture(client: httpx.Client) -> None:
    def nodes(path: str, **asked: str) -> set[str]:
        return {node["id"] for node in client.get(path, params=asked).json()["nodes"]}

    between = [one["source"] for one in way(client, component=START, target=TARGET)["hops"][1:]]
    around, radius = "/explore/around.node-link.json", "/explore/radius.node-link.json"
    narrow = {"component": START, "class": "Registry"}

    assert nodes(around, iri=START, expand=f"path~~{TARGET}") == {*nodes(around, iri=START), *between, TARGET}
    first = quote(between[0], safe="")
    assert nodes(radius, **narrow, expand=f"path~{first}~{TARGET}") == {*nodes(radius, **narrow), *between, TARGET}
    assert TARGET not in nodes(radius, **narrow)
    assert nodes(around, iri="modelslab-gateway", expand=f"path~~{START}") == nodes(around, iri="modelslab-gateway")


def test_a_window_holds_for_the_radius_and_for_why_and_is_said_where_it_does_not(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    window = "2026-03-19T00:00:00Z/2026-03-25T00:00:00Z"
    asked = f"component=modelslab-registry&window={quote(window, safe='')}"
    whole = {row.component for row in knowledge_base.blast_radius("modelslab-registry", limit=None).affected}
    within = knowledge_base.blast_radius("modelslab-registry", window=window, limit=None)
    row = next(row for row in within.possible if row.component in whole)

    page = read(client, f"/explore/radius?{asked}&limit=1000")
    assert words(page.css_first(".lead")).endswith("between 2026-03-19 and 2026-03-25 UTC (at any time).")
    assert (
        page.css_first(".lead a[href*=radius]").attributes["href"]
        == "/explore/radius?component=modelslab-registry&limit=1000"
    )
    link = next(
        node.css_first("tr.why p a").attributes["href"] or ""
        for node in page.css("table.rows tbody")
        if words(node.css_first(".what a")) == row.label
    )
    why = read(client, link)
    assert "possible, between 2026-03-19 and 2026-03-25 UTC" in words(why.css_first(".lead"))
    hops = json.loads(why.css_first("#picture-lit").text())["hops"]
    assert [hop["target"] for hop in hops] == [step.component for step in row.path[1:]]
    assert why.css_first("#ways") is None
    assert (why.css_first(".actions a:last-child").attributes["href"] or "").startswith("/why?")
    for part, said in {"falls": False, "now": True, "open": True}.items():
        notes = [words(node) for node in read(client, f"/explore/radius?{asked}&show={part}").css(".note")]
        assert any("takes no window" in note for note in notes) is said


def test_a_replay_has_the_way_by_which_a_component_had_fallen_by_an_event(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    scenario, path = "litellm-2026", "/explore/replayed/path"
    replay = knowledge_base.replay(scenario, likelihood=False)
    number, step = 3, replay.steps[2]
    starts, mode = [one.component for one in replay.starts], replay.starts[0].mode
    window = f"{replay.window[0]}/{step.as_of}"
    radius = knowledge_base.blast_radius(starts, mode=mode, window=window, likelihood=False)
    row = max(as_json(radius.affected), key=lambda one: one["depth"])
    asked = {"scenario": scenario, "step": str(number), "target": row["component"]}

    found = client.get(path, params=asked).raise_for_status().json()
    files = "/explore/replayed.node-link.json"
    there = {"scenario": scenario, "step": str(number), "layer": "none"}
    grown = client.get(files, params={**there, "expand": f"path~~{row['component']}"}).raise_for_status()
    before = client.get(path, params={"scenario": scenario, "step": "1", "target": replay.starts[0].component}).json()

    hops = [(before["component"], one["component"], one["rule"]) for before, one in pairwise(row["path"])]
    assert [(one["source"], one["target"], one["rule"]) for one in found["hops"]] == hops
    assert len(hops) > 1
    assert {node["id"] for node in json.loads(found["picture"])["nodes"]} == {one["component"] for one in row["path"]}
    assert f"{len(hops)} relations" in found["said"]
    assert found["evidence"] == "affected"
    assert not before["hops"]
    assert before["said"].endswith("is where it starts.")
    assert {(one["source"], one["target"]) for one in grown.json()["edges"]} >= {hop[:2] for hop in hops}
    late = next(one.component for one in step.new if one.before is None)
    none = client.get(path, params={**asked, "step": str(number - 1), "target": late}).json()
    assert (none["hops"], f"by event {number - 1}, " in none["said"]) == ([], True)


def test_in_the_whole_graph_a_way_says_in_which_groups_it_goes(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    plain = way(client, component=START, target=TARGET)

    found = client.get("/explore/graph/path", params={"by": "type", "component": START, "target": TARGET}).json()
    ungrouped = client.get("/explore/graph/path", params={"component": START, "target": TARGET}).json()

    assert found["hops"] == plain["hops"] == ungrouped["hops"]
    iris = [START, *(one["target"] for one in plain["hops"])]
    assert [one["iri"] for one in found["parts"]] == iris
    assert [one["group"] for one in found["parts"]] == [knowledge_base.component(iri).class_name for iri in iris]
    assert {one["group"] for one in ungrouped["parts"]} == {""}
    assert client.get(found["why"]).status_code == 200
    wrong = client.get("/explore/graph/path", params={"by": "colour", "component": START, "target": TARGET})
    assert (wrong.status_code, "community" in wrong.json()["detail"]) == (400, True)
