"""The whole graph in a real browser: grouped, opened in place, filtered, found in, saved; quick, and never frozen."""

from __future__ import annotations

import base64
import csv
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import numpy as np
import pytest
from playwright.sync_api import expect
from tests.api.serving import opened_for_serving, serving
from tests.browser.conftest import IDLE, LONG, PAINTED, PATIENCE_S
from tests.browser.hostile import IRIS, LABELS

from aftershock.explore.view import View
from aftershock.projection.stored import Strings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import Watched

    from aftershock import KnowledgeBase

COLOURS = """async (data) => {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))]));
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const dots = pen.getImageData(0, 0, image.width, image.height).data;
  const seen = new Map();
  for (let at = 0; at < dots.length; at += 4) {
    const key = `${dots[at]},${dots[at + 1]},${dots[at + 2]}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return [...seen.values()].filter((count) => count > 40).length;
}"""
COUNTED = """(name) => [...document.querySelectorAll("#whole-table tbody tr")]
  .find((row) => row.cells[0].textContent.trim() === name).cells[1].textContent"""


LETTERS = """for (const [name, note] of [["clearRect", (pen) => { pen.canvas.letters = []; }],
    ["fillText", (pen, text) => { (pen.canvas.letters ??= []).push(text); }]]) {
  const plain = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...given) {
    note(this, ...given);
    return plain.apply(this, given);
  };
}"""
"""Has each canvas remember what is written on it."""
LEGIBLE = "[...document.querySelectorAll('#stage canvas')].flatMap((one) => one.letters ?? [])"


def drawn(watched: Watched, path: str) -> Page:
    page = watched.open(path)
    page.locator("#stage[data-drawn]").wait_for(timeout=20_000)
    return page


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(("scheme", "width", "outside"), [("light", 1280, "refused"), ("dark", 390, "hanging")])
def test_it_draws_with_colours_and_shapes(
    watch: Callable[..., Watched], address: str, scheme: str, width: int, outside: str
) -> None:
    watched = watch(address, scheme=scheme, width=width, outside=outside)

    page = drawn(watched, "/explore/graph?by=type")

    page.evaluate(PAINTED)
    picture = page.locator("#stage").screenshot()
    shown = page.evaluate(COLOURS, base64.b64encode(picture).decode())
    assert shown > 8, "kinds differ in colour"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#legend input").count() >= 8
    watched.assert_clean(page)


def test_keyboard_alone_opens_a_group_and_back_closes_it(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    watched.context.add_init_script(LETTERS)
    page = drawn(watched, "/explore/graph?by=type")

    page.locator("#stage").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#details h3").wait_for()
    group = page.locator("#details h3").inner_text()
    page.evaluate(PAINTED)
    letters = page.evaluate(LEGIBLE)
    assert sum(text.startswith(f"{group} (") for text in letters) == 1, "what is chosen has its name once"
    assert len(letters) > 5
    page.keyboard.press("Enter")
    page.wait_for_url("**open=*")
    page.locator("#whole-shown", has_text=re.compile(f"^{page.evaluate(COUNTED, group)} of ")).wait_for()

    page.get_by_role("button", name="Undo").click()
    page.locator("#whole-shown", has_text=re.compile("^0 of ")).wait_for()
    assert "open" not in asked(page)
    watched.assert_clean(page)


def test_relations_are_chosen_by_keyboard_and_history_keeps_them(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = drawn(watched, "/explore/graph?by=type")
    heading, undo = page.locator("#details h3"), page.get_by_role("button", name="Undo")

    page.locator("#stage").focus()
    page.keyboard.press("ArrowRight")
    heading.wait_for()
    group = heading.inner_text()
    page.keyboard.press("e")
    expect(heading).to_contain_text(" → ")
    told = heading.inner_text()
    page.wait_for_timeout(800)  # so that the next is no part of the walk
    page.keyboard.press("Shift+E")
    expect(heading).not_to_have_text(told)
    other = heading.inner_text()

    assert group in told.split(" → ")
    assert group in other.split(" → ")
    page.reload()
    expect(heading).to_have_text(other)
    undo.click()
    expect(heading).to_have_text(told)
    page.go_forward()
    expect(heading).to_have_text(other)
    page.locator("#whole-controls select").select_option("layer")
    page.locator("#whole-sparql summary", has_text="its groups").click()
    expect(page.locator("#whole-sparql pre").first).to_contain_text("GROUP BY ?layer")
    page.go_back()
    expect(page.locator("#whole-sparql pre").first).to_contain_text("GROUP BY ?class")
    expect(page.locator("#whole-controls select")).to_have_value("type")
    expect(heading).to_have_text(other)
    watched.assert_clean(page)


def test_what_is_in_an_opened_group_is_listed_beside_it(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = drawn(watched, "/explore/graph?by=type&open=Model")
    models = page.locator("#members li")
    models.first.wait_for()
    total = page.locator("#members [role=status]")

    assert page.locator(".beside #members").is_visible()
    assert models.count() == 50
    first = models.first.inner_text()
    page.locator("#members button", has_text="After").focus()
    page.keyboard.press("Enter")
    page.locator("#members ol[start='51']").wait_for()
    assert page.evaluate("document.activeElement.id") == "members-title"
    assert re.fullmatch(r"51 to (\d+) of \1, .*", total.inner_text())
    later = models.first.inner_text()
    assert later != first
    assert asked(page)["offset"] == ["50"]
    page.reload()
    expect(models.first).to_have_text(later)
    page.go_back()
    expect(models.first).to_have_text(first)
    layered = page.locator("#whole-table tbody tr")
    types = layered.count()
    page.locator('#legend input[name="layer-1"]').press("Space")
    model = page.locator("#whole-table tr", has_text=re.compile("^ *model"))
    expect(model.locator("td").first).to_have_text(re.compile("^0 of "))
    assert "hide=layer-1" in (model.locator("a").first.get_attribute("href") or "")
    page.locator("#whole-controls select").select_option("layer")
    expect(layered).not_to_have_count(types)
    assert "by=layer&open=L1&hide=layer-1" in (layered.first.locator("a").first.get_attribute("href") or "")
    page.go_back()
    expect(model).to_have_count(1)
    page.go_back()
    expect(models.first).to_have_text(first)
    models.first.locator("a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/component?iri=*")
    watched.assert_clean(page)


def test_modes_are_told_apart_without_colour(watch: Callable[..., Watched], address: str, tmp_path: Path) -> None:
    watched = watch(address)
    page = drawn(watched, "/explore/graph?by=type")
    outlines = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('#legend .marks')].map((one) =>"
        " [one.closest('label').querySelector('input').name, one.querySelector('.mark').getAttribute('d')]))"
    )

    with page.expect_download() as download:
        page.get_by_role("button", name="Save what is shown as SVG").click()
    download.value.save_as(tmp_path / "graph.svg")

    modes = ["control", "integrity", "confidentiality", "availability"]
    assert sorted(outlines) == sorted(modes)
    assert len(set(outlines.values())) == len(modes)
    root = ET.parse(tmp_path / "graph.svg").getroot()
    names = "{http://www.w3.org/2000/svg}"
    key = root.find(f"{names}g[@class='key']")
    assert key is not None
    assert [text.text for text in key.findall(f"{names}text")] == modes
    for mode in modes:
        marks = root.findall(f"{names}g[@class='mark-{mode}']")
        assert marks, mode
        assert marks[0].find(f"{names}path").attrib["d"] == outlines[mode]
    page.locator('#legend input[name="control"]').focus()
    before = page.locator("#stage").screenshot()
    for mode in modes:
        page.locator(f'#legend input[name="{mode}"]').press("Space")
    page.evaluate(PAINTED)
    assert page.locator("#stage").screenshot() != before
    watched.assert_clean(page)


def test_the_legend_filters_and_the_address_keeps_it(
    watch: Callable[..., Watched], address: str, tmp_path: Path
) -> None:
    watched = watch(address)
    page = drawn(watched, "/explore/graph?by=none")
    everything = page.locator("#whole-shown").inner_text()

    page.locator('#legend input[name="kind-agent"]').uncheck()
    page.locator('#legend input[name="whole"]').uncheck()
    expect(page.locator("#stage")).to_have_attribute("data-shows", re.compile("hide=kind-agent%2Cwhole"))
    filtered = page.locator("#whole-shown").inner_text()

    assert filtered != everything
    assert asked(page)["hide"] == ["kind-agent,whole"]
    page.reload()
    page.locator("#stage[data-drawn]").wait_for()
    expect(page.locator("#whole-shown")).to_have_text(filtered)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save what is shown as CSV").click()
    download.value.save_as(tmp_path / "graph.csv")
    rows = list(csv.DictReader((tmp_path / "graph.csv").read_text("utf-8").splitlines()))
    assert sum(row["to"] == "" for row in rows) > 5, "components without relations that are shown"
    saved = {row[end] for row in rows for end in ("from", "to")} - {""}
    assert filtered.startswith(f"{len(saved):,} of ")
    assert not {row["certainty"] for row in rows} & {"stated", "assumed"}
    watched.assert_clean(page)


def test_search_finds_what_is_drawn_and_saves_it_as_lines(
    watch: Callable[..., Watched], address: str, tmp_path: Path
) -> None:
    watched = watch(address)
    page = drawn(watched, "/explore/graph")

    page.locator("#whole-search").fill("modelslab model reg")
    page.keyboard.press("Enter")
    page.locator("#details h3").wait_for()

    assert page.locator("#details h3").inner_text() == "ModelsLab model registry"
    assert asked(page)["at"] == ["https://w3id.org/aftershock/id/component/modelslab-registry"]
    assert page.locator("#details a", has_text="What falls with it").count() == 1
    page.evaluate(PAINTED)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save what is shown as SVG").click()
    download.value.save_as(tmp_path / "graph.svg")
    picture = ET.parse(tmp_path / "graph.svg").getroot()
    assert len(picture.findall("{http://www.w3.org/2000/svg}line")) > 100
    with page.expect_download() as download:
        page.get_by_role("button", name="Save what is shown as PNG").click()
    download.value.save_as(tmp_path / "graph.png")
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")
    watched.assert_clean(page)


def test_without_webgl_there_is_the_table(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address, own=True)
    watched.context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")

    page = watched.open("/explore/graph")

    page.locator("#whole-missing").wait_for(state="visible")
    assert page.locator("#whole").is_hidden()
    assert page.locator("#whole-table tbody tr").count() > 10
    watched.assert_clean(page)


def test_no_label_runs_in_it_or_in_what_it_saves(
    watch: Callable[..., Watched], hostile: tuple[str, str], tmp_path: Path
) -> None:
    watched = watch(hostile[0])
    page = drawn(watched, "/explore/graph?by=none")

    told = set()
    for iri in IRIS[:8]:
        page.locator("#whole-search").fill(iri)
        page.keyboard.press("Enter")
        page.evaluate(PAINTED)
        told.add(page.locator("#details h3").inner_text())
    for label in LABELS[:12]:
        page.locator("#whole-search").fill(label[:60])
        page.evaluate(PAINTED)
    typed = urlencode({"by": "type", "open": LABELS[0], "at": LABELS[2]})
    page = drawn(watched, f"/explore/graph?{typed}")
    assert len(told) > 4
    with page.expect_download() as download:
        page.get_by_role("button", name="Save what is shown as SVG").click()
    download.value.save_as(tmp_path / "graph.svg")
    watched.assert_clean(page)
    alone = watch("")
    alone.assert_clean(alone.open((tmp_path / "graph.svg").as_uri()))


def many(opened: KnowledgeBase, times: int) -> View:
    """Give the view of a graph that is so many times the one that is there, side by side."""
    view = opened._view()
    one = view.projection
    count, edges = len(one.components), one.edges
    apart = np.repeat(np.arange(times, dtype=np.int32), len(edges)) * count
    return View(
        replace(
            one,
            components=Strings.of(f"{name}/{copy}" for copy in range(times) for name in one.components),
            labels=Strings.of(label for _ in range(times) for label in one.labels),
            slugs=Strings.of(slug for _ in range(times) for slug in one.slugs),
            class_of=np.tile(one.class_of, times),
            owner_of=np.tile(one.owner_of, times),
            imagined=np.tile(one.imagined, times),
            edges=replace(
                edges,
                dependent=np.tile(edges.dependent, times) + apart,
                dependee=np.tile(edges.dependee, times) + apart,
                relation=np.tile(edges.relation, times),
                certainty=np.tile(edges.certainty, times),
            ),
        ),
        view._ask,
    )


def test_fifty_thousand_open_grouped_in_three_seconds_and_never_freeze(
    watch: Callable[..., Watched], served_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_for_serving(served_data, PATIENCE_S) as opened, serving(opened) as there:
        view = many(opened, 50_000 // len(opened._view().projection.components) + 1)
        monkeypatch.setattr(type(opened), "_view", lambda _: view)
        components = len(view.projection.components)
        watched = watch(there, own=True)
        watched.context.add_init_script(LONG)
        tries = []
        for _ in range(4):  # the machine is shared: the best of some is what the page costs
            page = drawn(watched, "/explore/graph")
            opened_ms = page.evaluate("performance.now()")
            page.locator("#whole-shown", has_text=f"of {components:,} components").wait_for()
            page.evaluate(
                "history.pushState(null, '', '/explore/graph?open=Service'); dispatchEvent(new Event('popstate'))"
            )
            page.locator("#whole-shown", has_text="1,000 of").wait_for()
            page.evaluate(IDLE)
            page.evaluate(PAINTED)
            tries.append((opened_ms, max([0, *page.evaluate("window.long")])))
            watched.assert_clean(page)
            page.close()
            if min(first for first, _ in tries) < 3000 and min(longest for _, longest in tries) < 200:
                break

    assert components >= 50_000
    assert min(first for first, _ in tries) < 3000, tries
    assert min(longest for _, longest in tries) < 200, tries


def test_filters_reach_into_closed_groups(watch: Callable[..., Watched], address: str, tmp_path: Path) -> None:
    watched = watch(address)
    page = drawn(watched, "/explore/graph?by=type")
    said = page.locator("#whole-shown")
    before = said.inner_text()
    critical = page.locator('#legend label:has(input[name="criticality-MissionCritical"])')
    count = int(critical.locator(".quiet").inner_text().replace(",", ""))

    critical.locator("input").press("Space")
    expect(page.locator("#stage")).to_have_attribute("data-shows", re.compile("hide=criticality-MissionCritical"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save what is shown as SVG").click()
    download.value.save_as(tmp_path / "graph.svg")

    everything, groups = map(int, re.findall(r"of (\d+) components .* in (\d+) groups", before)[0])
    left, fewer = map(int, re.findall(r"one by one, (\d+) more in (\d+) groups", said.inner_text())[0])
    assert (left, count) == (everything - count, everything - left)
    assert 0 < fewer < groups
    names = [one.text for one in ET.parse(tmp_path / "graph.svg").iter("{http://www.w3.org/2000/svg}title")]
    assert "identity provider" not in names
    assert "service" in names
    page.go_back()
    page.locator("#whole-shown", has_text="the others in").wait_for()
    assert said.inner_text() == before
    watched.assert_clean(page)
