"""Legends filter by layer, expansion keeps it, files hold what is shown; and names in files lie on nothing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import Watched

SVG = "{http://www.w3.org/2000/svg}"
OVERLAPS = """(text) => {
  const place = document.createElement("div");
  place.append(new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
  document.body.append(place);
  const boxes = (what) => [...place.querySelectorAll(what)].map((one) => one.getBBox());
  const over = (one, other) => Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 1.5
    && Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) > 3;
  const [names, symbols] = [boxes("svg > text"), boxes("svg > circle, svg > polygon")];
  const found = names.flatMap((one, at) => [...names.slice(0, at), ...symbols].filter((other) => over(one, other)));
  place.remove();
  return [names.length, found.length];
}"""
"""How many names a file has, and how often one lies on another or on a symbol; letters end before their box does."""


def saved(page: Page, name: str, folder: Path) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    download.value.save_as(folder / "saved.svg")
    return (folder / "saved.svg").read_text(encoding="utf-8")


def shapes(text: str) -> int:
    root = ET.fromstring(text)
    return sum(
        one.find(f"{SVG}title") is not None for kind in ("circle", "polygon") for one in root.findall(SVG + kind)
    )


def test_a_hidden_layer_stays_hidden_as_a_picture_grows_and_in_its_files(
    watch: Callable[..., Watched], address: str, tmp_path: Path
) -> None:
    watched = watch(address)
    page = watched.open("/explore/radius?component=modelslab-registry&layer=4")
    before = shapes(saved(page, "Save the picture as SVG", tmp_path))

    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("ArrowRight")
    offers = page.locator(".around button")
    expect(page.locator(".around")).to_contain_text("The filters leave out")
    assert set(offers.all_inner_texts()) == {"1 container image", "1 runtime"}, "what is in layer 4 around the registry"
    offers.first.click()
    page.locator(".picture [role=status]", has_text="drawn").wait_for()
    page.locator(".legend summary").click()
    page.locator('[data-filter="layer-1"] input').uncheck()
    page.wait_for_url("**hide=layer-1**")
    expect(page.locator(".picture .export [aria-live]")).to_contain_text("Filters leave")
    text = saved(page, "Save the picture as SVG", tmp_path)
    file = page.locator("a[data-file]", has_text="JSON").first.get_attribute("href") or ""

    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["layer"], asked["hide"]) == (["4"], ["layer-1"])
    nodes = httpx.get(file if "://" in file else address + file).raise_for_status().json()["nodes"]
    assert {node["layer"] for node in nodes if "layer" in node} >= {4}
    assert not [node for node in nodes if node.get("layer") == 1]
    assert shapes(text) == len(nodes) < before + 1
    assert f"leave {len(nodes)} of " in page.locator(".picture .export [aria-live]").inner_text()
    names, overlaps = page.evaluate(OVERLAPS, text)
    assert names > 5
    assert overlaps == 0
    watched.assert_clean(page)


def test_the_whole_graph_counts_without_a_hidden_layer_as_its_files_do(
    watch: Callable[..., Watched], address: str, tmp_path: Path
) -> None:
    watched = watch(address)
    page = watched.open("/explore/graph?by=type&open=Registry")
    page.locator("#stage[data-drawn]").wait_for(timeout=20_000)
    listed = page.locator("#members ol.members li")
    expect(listed.first).to_be_visible()

    box = page.locator('#legend input[name="layer-1"]')
    every = box.evaluate("(one) => one.closest('label').querySelector('.quiet').textContent")
    box.uncheck()
    expect(page.locator("#stage")).to_have_attribute("data-shows", re.compile("hide=layer-1"))
    said = page.locator("#whole-shown").inner_text()
    expect(box).to_be_focused()
    query = urlsplit(page.url).query
    given = httpx.get(f"{address}/explore/graph.node-link.json?{query}").raise_for_status().json()

    inside = sum(node["components"] for node in given["nodes"] if node["id"].startswith("group:"))
    alone = sum(not node["id"].startswith("group:") for node in given["nodes"])
    relations = sum(edge["relations"] for edge in given["edges"])
    assert said.startswith(f"{alone} of ")
    assert f"{inside} more in" in said
    assert f"; {relations} of " in said
    total = httpx.get(f"{address}/components?limit=1").json()["total"]
    assert alone + inside == total - int(every)
    names, overlaps = page.evaluate(OVERLAPS, saved(page, "Save what is shown as SVG", tmp_path))
    assert names > 10
    assert overlaps == 0
    watched.assert_clean(page)


def test_filters_hold_as_soon_as_they_are_chosen_and_blanks_stay_out_of_the_address(
    watch: Callable[..., Watched], address: str
) -> None:
    watched = watch(address)
    page = watched.open("/explore/threat/prompt-injection?layer=3")

    page.get_by_label("Certainty").select_option("stated")
    page.wait_for_url("**/prompt-injection?layer=3&certainty=stated#who")
    expect(page.get_by_label("Certainty")).to_have_value("stated")
    watched.open("/explore/matrix", page)
    page.locator("select[name=layer]").select_option("3")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**layer=3**")

    assert "=&" not in page.url
    assert not page.url.endswith("=")
    watched.assert_clean(page)
