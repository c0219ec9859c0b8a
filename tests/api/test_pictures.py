"""The pictures of pages, as the data that their script draws."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    import httpx

MODES = ["control", "integrity", "confidentiality", "availability"]


def drawn(client: httpx.Client, path: str, **asked: Any) -> tuple[LexborHTMLParser, dict[str, Any]]:
    page = LexborHTMLParser(client.get(path, params=asked, headers={"Accept": "text/html"}).text)
    return page, json.loads(page.css_first("#picture-data").text())


@pytest.mark.parametrize("step", [1, 3, 5])
def test_a_replay_draws_what_had_fallen_by_the_event_and_marks_what_is_new(client: httpx.Client, step: int) -> None:
    here = client.get("/replay/litellm-2026").json()["steps"][step - 1]

    page, picture = drawn(client, "/explore/replay/litellm-2026", step=step)

    roles = Counter(node["role"] for node in picture["nodes"])
    assert {name: roles[name] for name in ("affected", "possible", "unknown")} == here["counts"]
    fresh = {node["id"] for node in picture["nodes"] if node["fresh"]}
    assert fresh == {one["component"] for one in here["new"]}
    rows = page.css(".fallen tbody tr")
    assert len(rows) == len(picture["nodes"])
    assert sum("new" in row.css_first("td:last-child").text() for row in rows) == len(fresh)


def test_lines_say_what_they_hand_on(client: httpx.Client) -> None:
    _, picture = drawn(client, "/explore/radius", component="modelslab-registry")
    lost = {
        (row["path"][place]["component"], step["component"], step["mode"])
        for rows in ("affected", "possible", "unknown")
        for row in client.get("/blast-radius", params={"component": "modelslab-registry"}).json()[rows]
        for place, step in enumerate(row["path"][1:])
    }

    marked = {(edge["from"], edge["to"], mode) for edge in picture["edges"] for mode in edge["modes"]}

    assert marked
    assert marked == lost
    _, around = drawn(client, "/explore/component", iri="modelslab-registry")
    assert {mode for edge in around["edges"] for mode in edge["modes"]} <= set(MODES)
    assert any(len(edge["modes"]) > 1 for edge in around["edges"])


def test_every_mode_has_a_mark_of_its_own_in_the_legend(client: httpx.Client) -> None:
    page, _ = drawn(client, "/explore/radius", component="modelslab-registry")

    outlines = {
        name: page.css_first(f'.legend [data-filter="mode-{name}"] path.mark').attributes["d"] for name in MODES
    }

    assert len(set(outlines.values())) == len(MODES)


def test_open_facts_are_shown_at_once_and_the_others_left_for_later(client: httpx.Client) -> None:
    asked = {"component": "modelslab-registry", "show": "open"}
    first = LexborHTMLParser(client.get("/explore/radius", params=asked).text).css_first("section[data-more]")

    whole = LexborHTMLParser(client.get(first.attributes["data-more"] or "").text)

    assert "12 nearest of" in first.text()
    assert whole.css_first("section[data-more]") is None
    assert "60 of" in whole.css_first('section[aria-labelledby="open"]').text()
    rows = whole.css("table.facts-table tbody tr")
    assert len(rows) > 10, "all that move anything, of those tried"
    told = [[cell.text() for cell in row.css("td")] for row in rows]
    assert not any(moves == ["0", "0"] and narrows == "0.0" for *moves, _, _, narrows in told), "each moves something"
    assert any(narrows == "under 0.1" for *_, narrows in told)
    assert f"{len(rows)} open facts would move the answer" in whole.css_first("[role=status]").text()
    assert "limit=60" in (whole.css_first('section[aria-labelledby="open"] .export a').attributes["href"] or "")


def test_what_there_is_no_room_for_is_counted_and_in_the_file(client: httpx.Client) -> None:
    asked = {"component": "modelslab-registry"}
    for part, road, section, shown in (
        ("controls", "/choke-points", "choke", "table.folds tbody tr"),
        ("now", "/contain", "actions", ".deeds > li"),
    ):
        page = LexborHTMLParser(client.get("/explore/radius", params={**asked, "show": part}).text)
        there = page.css_first(f'section[aria-labelledby="{section}"]')
        found = client.get(road, params=asked).json()["found"]
        total = sum(found.values()) if isinstance(found, dict) else found
        rows = there.css(shown)

        assert 0 < len(rows) < total
        assert f"{len(rows)} of {total} shown" in there.css_first(".note").text()
        table = client.get(there.css_first(".export a").attributes["href"] or "").text.splitlines()
        assert len(rows) < len(list(csv.reader(table))) - 1 <= total
