"""Every page draws in a real browser with no network but the service itself, under the strict policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import PAINTED
from tests.browser.places import PAGES, START, WRONG

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route
    from tests.browser.conftest import Watched

DRAWN = {
    "docs": ".opblock",
    "graph": "#stage[data-drawn]",
    "graph of layers": "#stage[data-drawn]",
    "sparql answer": "#answer",
}
"""What a page draws later than when it is loaded; a picture of components is always waited for."""
AXE = Path(__file__).parents[2] / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
FOUND = """async () => {
  const large = { expected: 4.5 };
  const checks = { "color-contrast": { options: { contrastRatio: { normal: large, large } } } };
  const told = await axe.run(document, { resultTypes: ["violations"], preload: false, iframes: false, checks });
  return told.violations.flatMap((one) =>
    one.nodes.slice(0, 3).map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
}"""
"""All that axe looks for, and a contrast of 4.5 for large letters too."""
PAINT = """new Promise((done) => new PerformanceObserver((list) =>
  list.getEntriesByName("first-contentful-paint").forEach((one) => done(one.startTime)))
  .observe({ type: "paint", buffered: true }))"""
PUSHED = """() => [...document.querySelectorAll("main .scroll")].filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => [one.textContent.trim().slice(0, 40), one.scrollWidth, one.clientWidth])"""
"""Boxes whose table has to be pushed sideways."""
INK = """() => {
  const drawn = document.querySelector("#picture canvas");
  const canvas = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(drawn, 0, 0);
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  let inked = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] > 200) { inked += 1; seen.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`); }
  }
  return { share: inked / (pixels.length / 4), colours: seen.size };
}"""
REPAINTED = """(was) => new Promise((done) => {
  const until = performance.now() + 5000;
  const look = () => {
    const now = document.querySelector("#picture canvas").toDataURL() !== was;
    if (now || performance.now() > until) done(now); else requestAnimationFrame(look);
  };
  look();
})"""
PLACES = """() => {
  const data = JSON.parse(document.getElementById("picture-data").textContent);
  const stage = document.getElementById("picture");
  stage.scrollIntoView({ block: "center" });
  const box = stage.getBoundingClientRect();
  const [x, y, scale, across, down] = stage.dataset.view.split(" ").map(Number);
  const at = new Map(data.nodes.map((n) =>
    [n.id, [box.x + box.width / 2 + (n.x * across - x) * scale, box.y + box.height / 2 + (n.y * down - y) * scale]]));
  return {
    nodes: data.nodes.map((n) => ({ name: n.name, role: n.role, place: at.get(n.id) })),
    edges: data.edges.filter((e) => e.rule_label && !e.smooth.enabled).map((e) => ({
      rule: e.rule_label, place: [0, 1].map((axis) => at.get(e.from)[axis] * 0.5 + at.get(e.to)[axis] * 0.5) })),
  };
}"""


def wrong_with(page: Page, name: str, scheme: str, width: int) -> list[str]:
    """Say what is wrong with a page as it stands."""
    page.locator("h1, .swagger-ui .title").first.wait_for(state="visible")
    page.locator(DRAWN.get(name, "body")).first.wait_for()
    found = []
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        found.append(f"{wide} px wide in {width}: it scrolls sideways")
    found += [
        f"{wide} px wide in a box of {box}: {text!r}"
        for text, wide, box in page.evaluate(PUSHED)
        if name != "sparql answer"
    ]
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if (sum(int(part) for part in ground[4:-1].split(",")) > 380) != (scheme == "light"):
        found.append(f"its ground is {ground}")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return found + page.evaluate(FOUND)


def test_a_folded_table_is_a_table_to_assistive_technology(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address, width=390)

    for path in ("/explore/components", "/explore/documents", "/explore/starts"):
        page = watched.open(path)
        assert page.locator("table.folds tbody tr").first.evaluate("(row) => getComputedStyle(row).display") == "grid"
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        roles = [node["role"]["value"] for node in tree if not node["ignored"]]
        rows, heads = page.locator("table tr").count(), page.locator("table thead th").count()
        assert (roles.count("table"), roles.count("row"), roles.count("columnheader")) == (1, rows, heads)
        assert (roles.count("rowheader"), roles.count("cell")) == (rows - 1, (rows - 1) * (heads - 1))


@pytest.mark.parametrize(("outside", "scheme", "width"), [("hanging", "light", 1280), ("refused", "dark", 390)])
def test_every_page_draws_without_a_network_and_axe_finds_nothing(
    watch: Callable[..., Watched], address: str, outside: str, scheme: str, width: int
) -> None:
    """Each page is loaded in both windows, and looked at in both schemes in each."""
    watched = watch(address, outside=outside, scheme=scheme, width=width)
    page = watched.context.new_page()
    if not AXE.is_file():
        pytest.fail(f"no {AXE.name}; make bundle installs it")

    wrong = {}
    for name, path in {**PAGES, **WRONG}.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour is on its way to another
        watched.open(path, page)
        found = wrong_with(page, name, scheme, width)
        other = "dark" if scheme == "light" else "light"
        page.emulate_media(color_scheme=other, reduced_motion="reduce")
        page.evaluate(PAINTED)
        found += wrong_with(page, name, other, width)
        complaints = [text for text in watched.complaints if name not in WRONG or "status of 4" not in text]
        found += page.evaluate("window.violations") + watched.outside + watched.dialogs + complaints
        watched.forget()
        if found:
            wrong[name] = found

    assert not wrong, "\n".join(f"{name}: {one}" for name, some in wrong.items() for one in some)


def test_the_first_page_is_painted_within_a_second(watch: Callable[..., Watched], address: str) -> None:
    tries = []
    for _ in range(6):  # the machine is shared: the best of some is what the page costs
        watched = watch(address, own=True)  # nothing is kept of scripts and styles
        page = watched.open("/explore")
        tries.append(page.evaluate(PAINT))
        watched.assert_clean(page)
        if 0 < tries[-1] < 1000:
            break

    assert 0 < min(tries) < 1000, tries


def test_the_upper_half_of_the_picture_is_seen_at_once(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address, height=800).open(PAGES["radius"])

    box = page.locator("#picture").bounding_box()

    assert box is not None
    assert box["y"] + box["height"] / 2 < 800
    assert page.locator(".tiles").is_visible()
    assert page.locator("form.controls").is_visible()
    page.locator("form.controls summary", has_text="As of").click()
    assert page.get_by_label("Doubt unseen for").is_visible()


def test_a_control_is_switched_in_a_replay_and_back_undoes_it(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open("/explore/replay/postmark-mcp-2025?step=6")
    plain = page.locator(".step > .averages dd").all_inner_texts()

    page.locator("form.switches input[value='digest-pinning']").press("Space")
    page.wait_for_url("**with-mitigation=digest-pinning*")
    page.locator("table.course .together").wait_for()

    assert page.locator(".step > .averages dd").all_inner_texts()[0] == plain[0]
    assert page.locator(".step > .averages dd").count() == 2 == len(plain) + 1
    assert page.locator(".step > .note strong").inner_text().endswith("fewer on average")
    assert page.locator("#step").is_visible()
    page.locator("ol.bars a").nth(3).click()
    page.wait_for_url("**step=4*")
    assert "with-mitigation=digest-pinning" in page.url
    page.go_back()
    page.go_back()
    page.locator(".step > .averages dd").first.wait_for()
    assert page.locator(".step > .averages dd").all_inner_texts() == plain
    watched.assert_clean(page)


def test_a_replay_rings_what_is_new(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open("/explore/replay/litellm-2026?step=1")
    fresh = page.evaluate(
        "JSON.parse(document.getElementById('picture-data').textContent).nodes.filter((n) => n.fresh)"
    )

    with page.expect_download() as download:
        page.get_by_role("button", name="Save the picture as SVG").click()
    saved = download.value.path().read_text("utf-8")

    assert len(fresh) == page.locator(".step tbody").first.locator("tr").count() > 0
    assert saved.count(f'r="{fresh[0]["size"] + 6}" fill="none"') == len(fresh)
    page.locator(".legend summary").click()
    assert page.locator(".legend .ring").is_visible()
    page.locator("summary", has_text="All that had fallen").click()
    assert page.locator(".fallen td", has_text="new").count() == len(fresh)
    watched.assert_clean(page)


def test_the_nearest_open_facts_come_first_and_the_others_follow(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.context.new_page()
    held: list[Route] = []
    page.route("**tried=60**", lambda route: held.append(route))
    page.goto(f"{address}/explore/radius?{START}&show=open")

    page.locator("section[data-more][aria-busy] [role=status]", has_text="12 nearest").wait_for()
    held[0].continue_()
    page.locator("section:not([data-more]) > [role=status]", has_text="60 of").wait_for(timeout=20_000)

    assert page.get_by_role("status").filter(has_text="60 of").count() == 2, "to the eye and to the ear"
    watched.assert_clean(page)


@pytest.mark.parametrize("name", ["radius", "component"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_is_really_drawn(watch: Callable[..., Watched], address: str, name: str, scheme: str) -> None:
    page = watch(address, scheme=scheme).open(PAGES[name])

    ink = page.evaluate(INK)

    assert ink["share"] > 0.005
    assert ink["colours"] > 20


def choose(page: Page, place: list[float]) -> str:
    page.mouse.click(*place)
    page.evaluate(PAINTED)
    return page.locator("#details").inner_text()


def test_choosing_a_component_shows_it_beside_the_picture(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(PAGES["radius"])
    start = next(node for node in page.evaluate(PLACES)["nodes"] if node["role"] == "start")

    shown = choose(page, start["place"])

    assert start["name"] in shown
    assert "modelslab-registry" in shown
    page.locator("#details a", has_text="Its page").click()
    assert page.locator("h1").inner_text() == start["name"]
    watched.assert_clean(page)


def test_choosing_an_arrow_shows_why_it_carries(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(PAGES["radius"])

    for edge in page.evaluate(PLACES)["edges"][:10]:
        shown = choose(page, edge["place"])
        if edge["rule"] in shown:
            break

    assert edge["rule"] in shown
    for term in ("Relation", "Likelihood", "Whose number", "Certainty"):
        assert term in shown
    page.locator("#details .said h4", has_text="In the words of the document").wait_for()


def test_zooming_by_buttons(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(PAGES["radius"])
    before = page.evaluate(INK)

    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    page.evaluate(PAINTED)
    nearer = page.evaluate(INK)
    page.get_by_role("button", name="Show all").click()
    page.evaluate(PAINTED)

    assert nearer["share"] != before["share"]
    assert page.evaluate(INK)["share"] == pytest.approx(before["share"], rel=0.05)
    watched.assert_clean(page)


def test_the_picture_follows_the_colour_scheme(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(PAGES["radius"])
    light = page.evaluate("document.querySelector('#picture canvas').toDataURL()")

    page.emulate_media(color_scheme="dark")

    assert page.evaluate(REPAINTED, light)


def test_search_from_the_keyboard_alone(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(PAGES["agent"])

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("gatew")
    page.locator("#suggestions li").first.wait_for()
    assert page.locator("#search").get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator('#suggestions li[aria-selected="true"]')
    assert page.locator("#search").get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    label = chosen.locator("span").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/**")
    assert page.locator("h1").inner_text() == label
    watched.assert_clean(page)


def test_escape_closes_the_suggestions(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(PAGES["landing"])
    page.keyboard.press("/")
    page.keyboard.type("model")
    page.locator("#suggestions li").first.wait_for()

    page.keyboard.press("Escape")

    assert page.locator("#suggestions").is_hidden()


def test_what_has_the_focus_is_seen(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(PAGES["radius"])

    seen = 0
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        seen += outline == "solid"

    assert seen == 12


def test_an_operation_of_the_contract_opens(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(PAGES["docs"])

    page.locator(".opblock-summary", has_text="Blast radius").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.locator(".opblock-body").first.wait_for()

    watched.assert_clean(page)
