"""A way is lit whole, by mouse and by keyboard, and put out; a relation is told in the words of its document."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from tests.browser.hostile import HUB, IRIS, LABELS
from tests.browser.test_keyboard import tab_to
from tests.browser.test_pages import AXE, FOUND, PLACES

from aftershock.vocabulary import ID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import Watched

START = "modelslab-registry"
TARGET = "larkfield-shop-assistant"
RADIUS = f"/explore/radius?component={START}&limit=20"
WHY = f"/explore/why?component={START}&target={TARGET}"
DRAWN = "document.querySelector('#picture canvas').toDataURL()"
INKED = """(name) => {
  const drawn = document.querySelector("#picture canvas");
  const copy = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.drawImage(drawn, 0, 0);
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
  const pixels = pen.getImageData(0, 0, drawn.width, drawn.height).data;
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at] === r && pixels[at + 1] === g && pixels[at + 2] === b && pixels[at + 3] === 255) count += 1;
  }
  return count;
}"""
"""How many pixels of the picture are of a colour of the style sheet."""


def focus(page: Page, presses: int = 1) -> None:
    page.locator("#picture [tabindex]").first.focus()
    for _ in range(presses):
        page.keyboard.press("ArrowRight")


def steps(page: Page) -> list[str]:
    return [one.partition(" why, over")[0] for one in page.locator("ol.way li").all_inner_texts()]


def test_the_shortest_path_is_lit_by_keyboard_and_escape_puts_it_out(
    watch: Callable[..., Watched], address: str, tmp_path: Path
) -> None:
    watched = watch(address)
    page = watched.open(RADIUS)
    told = page.locator(".picture .export [role=status]")
    focus(page)
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    chosen = page.locator("#details h3").inner_text()
    plain, red = page.evaluate(DRAWN), page.evaluate(INKED, "affected")

    tab_to(page, '[data-way="here"]')
    page.keyboard.press("Enter")

    expect(told).to_contain_text("Lit: ")
    expect(told).to_contain_text(chosen)
    way = steps(page)
    assert (way[0], way[-1]) == ("ModelsLab model registry", chosen)
    assert len(way) > 2
    assert page.evaluate("document.activeElement.textContent").startswith("The way lit")
    assert "lit=" in page.url
    assert page.evaluate(DRAWN) != plain
    assert 0 < page.evaluate(INKED, "affected") < red / 3, "all else is faint"
    watched.open(page.url.removeprefix(address), page)
    expect(told).to_contain_text("Lit: ")
    assert steps(page) == way
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the picture as SVG").click()
    download.value.save_as(tmp_path / "lit.svg")
    lines = [
        one for one in ET.parse(tmp_path / "lit.svg").iter() if one.get("stroke-width") == "4" and one.get("marker-end")
    ]
    assert len(lines) == len(way) - 1
    page.locator("ol.way button").first.focus()
    page.keyboard.press("Escape")
    expect(told).to_contain_text("no longer lit")
    assert page.evaluate("document.activeElement.closest('#picture') !== null"), "the focus is not lost"
    assert "lit=" not in page.url
    assert page.evaluate(INKED, "affected") > red / 2
    watched.assert_clean(page)


def test_a_path_to_another_component_is_drawn_where_it_was_not(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(f"/explore/component?iri={START}")
    before = page.locator("#picture").get_attribute("data-drawn")
    told = page.locator(".picture .export [role=status]")
    focus(page)

    tab_to(page, '[data-way="on"]')
    page.keyboard.press("Enter")
    page.keyboard.type("nobody-at-all")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("nobody-at-all")
    watched.complaints.clear()  # the browser complains of the status 404
    page.keyboard.press("Control+a")
    page.keyboard.type(TARGET)
    page.keyboard.press("Enter")

    expect(told).to_contain_text("3 more drawn")
    expect(page.locator("#picture")).to_have_attribute("data-drawn", str(int(before or 0) + 3))
    assert len(steps(page)) == 5
    file = page.locator("a[data-file]", has_text="JSON").evaluate("(link) => link.href")
    assert len(page.request.get(file).json()["nodes"]) == int(before or 0) + 3
    watched.open(page.url.removeprefix(address), page)
    expect(told).to_contain_text("Lit: ")
    assert len(steps(page)) == 5
    watched.open(f"/explore/component?iri={START}&lit=~{TARGET}", page)
    page.wait_for_url("**expand=path**")
    expect(page.locator("#picture")).to_have_attribute("data-drawn", str(int(before or 0) + 3))
    file = page.locator("a[data-file]", has_text="JSON").evaluate("(link) => link.href")
    assert len(page.request.get(file).json()["nodes"]) == int(before or 0) + 3, "what its address made it draw too"
    focus(page)
    page.get_by_role("button", name="Path from here to").click()
    page.keyboard.press("Escape")
    assert page.locator(".ways form").count() == 0
    page.get_by_role("button", name="Path from here to").click()
    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("Enter lights the way")
    page.keyboard.press("Enter")
    page.locator("ol.way li").nth(1).wait_for()
    expect(told).to_contain_text("Lit: ")
    watched.assert_clean(page)


def test_the_page_of_reasons_lights_the_way_that_its_address_names(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(WHY)
    first = page.evaluate(DRAWN)
    page.locator("ol.way li").first.wait_for()
    assert steps(page) == [
        one.inner_text() for one in page.locator(".plans > li").first.locator(".hops > li > a").all()
    ]

    page.get_by_role("link", name="Light it in the picture").first.click()
    page.wait_for_url("**way=2**")
    page.locator("#picture[data-drawn]").wait_for()
    page.locator("ol.way li").first.wait_for()

    second = page.locator(".plans > li").nth(1)
    assert second.locator("strong", has_text="lit in the picture").count() == 1
    assert steps(page) == [one.inner_text() for one in second.locator(".hops > li > a").all()]
    assert page.evaluate(DRAWN) != first
    page.get_by_role("button", name="Put it out").click()
    assert "way=0" in page.url
    watched.open(page.url.removeprefix(address), page)
    assert page.locator("ol.way").count() == 0
    watched.assert_clean(page)


def test_a_relation_is_told_in_the_words_of_the_document(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(WHY)
    page.locator("ol.way button").first.click()
    said = page.locator("#details .said")

    expect(said.locator("h4", has_text="In the words of the document")).to_be_visible()
    expect(said.locator("pre")).to_contain_text("aft:distributedThrough")
    expect(said.locator("mark")).to_have_text("compromise of the central registry")
    assert said.locator("h4", has_text="Carried by").count() == 0, "the rule of this hop is told above"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FOUND) == []
    page.get_by_role("button", name="The way lit").click()
    assert page.locator("ol.way").count() == 1
    page.locator("ol.way button").first.click()
    said.get_by_role("link", name="An illustrative estate around Modelslab").click()
    page.wait_for_url("**/id/document/**")
    assert page.locator("h1").inner_text() == "An illustrative estate around Modelslab"

    watched.open("/explore/component?iri=modelslab-core-host-1", page)
    place = next(one for one in page.evaluate(PLACES.replace("e.rule_label &&", ""))["edges"])["place"]
    page.mouse.click(*place)
    expect(said.locator("h4").first).to_have_text("Carried by")
    expect(said.locator("li").first).to_contain_text("likelihood")
    ends = f"{ID}component/{START} {ID}component/modelslab-console"
    watched.open(f"/explore/graph?by=none&at={quote(ends, safe='')}", page)
    expect(said.locator("h4").first).to_have_text("Carried by")
    expect(said.locator("pre")).to_contain_text("aft:dependsOn")
    watched.assert_clean(page)


@pytest.mark.parametrize("path", [f"/explore/why?component={quote(HUB, safe='')}&target={quote(IRIS[0])}"])
def test_words_of_strangers_stay_words(watch: Callable[..., Watched], hostile: tuple[str, str], path: str) -> None:
    watched = watch(hostile[0])
    page = watched.open(path)

    page.locator("ol.way button").first.click()

    expect(page.locator("#details .said a").first).to_have_text(LABELS[0])
    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("Escape")
    focus(page)
    page.get_by_role("button", name="Path from here to").click()
    name = page.locator("#ends-of-ways option").first.get_attribute("value") or ""
    page.locator(".ways input").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(".picture .export [role=status]")).to_contain_text(name.strip()[:20])
    assert page.locator("ol.way li").count() == 2
    watched.assert_clean(page)


def test_a_way_is_lit_in_the_whole_graph_in_closed_groups_too_and_in_a_replay(
    watch: Callable[..., Watched], address: str
) -> None:
    watched = watch(address)
    page = watched.open("/explore/graph?by=type")
    page.locator("#stage[data-drawn]").wait_for(timeout=20_000)
    tab_to(page, "#way-from")
    page.keyboard.type(START)
    page.keyboard.press("Tab")
    page.keyboard.type(TARGET)
    page.keyboard.press("Enter")

    expect(page.locator("#whole-lit")).to_contain_text("Lit: ModelsLab model registry to Larkfield Shop Assistant")
    hops = page.locator("ol.way li")
    count = hops.count()
    expect(page.locator("h3", has_text="The way lit")).to_be_focused()
    assert f"lit={START}%7E{TARGET}" in page.url
    assert all("(in its group)" in one for one in hops.all_inner_texts()), "all of its groups are closed"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FOUND) == []
    page.get_by_role("button", name="Open the group").press("Enter")
    expect(hops.filter(has_text="(in its group)")).to_have_count(0, timeout=20_000)
    assert hops.count() == count > 2
    page.go_back()
    expect(hops.filter(has_text="(in its group)")).to_have_count(count, timeout=20_000)
    page.locator("#stage").focus()
    page.keyboard.press("Escape")
    expect(hops).to_have_count(0)
    assert "lit=" not in page.url
    watched.open(f"/explore/graph?by=type&lit={START}%7Eno-such-component", page)
    expect(page.locator("#whole-lit")).to_contain_text("no-such-component", timeout=20_000)
    watched.forget()

    target = quote("pkg:pypi/litellm@1.82.8", safe="")
    watched.open(f"/explore/replay/litellm-2026?step=3&chosen={target}", page)
    page.locator("[data-way=here]").press("Enter")
    expect(
        page.locator(".picture [role=status]", has_text="Lit: Build pipeline of litellm to litellm 1.82.8")
    ).to_be_visible()
    assert not page.locator("[data-way=on]").count(), "ways of a replay begin where it starts"
    assert f"lit=%7E{target}" in page.url
    page.locator("a[rel=prev]").click()
    expect(page.locator(".picture [role=status]", has_text="No way had carried")).to_contain_text("by event 2")
    watched.assert_clean(page)
