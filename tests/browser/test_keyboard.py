"""Everything is reached by the keyboard, has a name, and says what happens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.browser.conftest import PAINTED, TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import Watched

RADIUS = "/explore/radius?component=modelslab-registry&limit=20"
ESTATE = """@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x:dropped> a aft:Model ; skos:prefLabel "A dropped model"@en .
<urn:x:bot> a aft:AIAgent ; skos:prefLabel "A bot of it"@en ; aft:usesModel <urn:x:dropped> .
"""
PICTURE = """
- figure /ModelsLab model registry and its neighbours/:
  - button "Zoom in"
  - button "Zoom out"
  - button "Show all"
  - group /ModelsLab model registry and its neighbours. 32 components and 57 relations; arrow keys go along relations/
  - paragraph:
    - button "Save the picture as PNG"
    - button "Save the picture as SVG"
    - status
  - heading "ModelsLab model registry" [level=3]
  - paragraph:
    - link "Its page"
    - link "What falls with it"
"""
GROWS = """
- group "Draw what is around it":
  - paragraph:
    - button /^[0-9]+ .+/
"""
COLOURS = """() => {
  const style = getComputedStyle(document.documentElement);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const own = rules.flatMap((rule) => (rule.selectorText === ":root" ? [...rule.style] : []));
  const names = own.filter((name) => name.startsWith("--"));
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
}"""
"""Every colour of the style sheets as it stands."""
BLACK = """async (wanted) => {
  for (let tries = 0; tries < 200; tries += 1) {
    await new Promise((done) => setTimeout(done, 20));
    const drawn = document.querySelector("#picture canvas");
    const copy = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
    const pen = copy.getContext("2d", { willReadFrequently: true });
    pen.drawImage(drawn, 0, 0);
    const dots = new Uint32Array(pen.getImageData(0, 0, copy.width, copy.height).data.buffer);
    if (dots.includes(0xff000000) === wanted) return true;
  }
  return false;
}"""
"""Whether the picture comes to have dots that are black, as paper has its letters, or to have none."""


def tab_to(page: Page, selector: str, most: int = 160, key: str = "Tab") -> None:
    """Press Tab until something has the focus; what has it must be seen."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    raise AssertionError(f"{most} times {key} do not lead to {selector}")


def test_from_search_to_a_switched_control_and_an_export(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open("/explore/threats")

    page.keyboard.press("/")
    page.keyboard.type("modelslab model reg")
    expect(page.locator("#suggestions li").first).to_contain_text("ModelsLab model registry")
    assert page.get_by_role("status").filter(has_text=re.compile(r"^\d+ suggestions?$")).count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/component?**")
    page.locator("#picture[data-drawn]").wait_for()
    tab_to(page, "#picture [tabindex]", key="Shift+Tab")  # it stands at the end
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("figure")).to_match_aria_snapshot(PICTURE)
    assert page.locator("#details[aria-live=polite] h3").inner_text() == "ModelsLab model registry"
    expect(page.locator("#details")).to_contain_text("All that is around it is drawn")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("figure")).to_match_aria_snapshot(f"- figure:{GROWS.replace(chr(10), chr(10) + '  ')}")
    tab_to(page, ".around button")
    page.keyboard.press("Enter")
    expect(page.locator(".picture [role=status]")).to_contain_text("drawn")
    assert "expand=" in page.url
    tab_to(page, "#picture [tabindex]", key="Shift+Tab")
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
        if page.locator("#details h3").inner_text() == "ModelsLab model registry":
            break
    tab_to(page, '#details a[href^="/explore/radius"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/radius?**")
    tab_to(page, "a.skip")
    page.keyboard.press("Enter")
    tab_to(page, '.parts a[href*="show=controls"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**show=controls**")
    tab_to(page, '.switches input[value="digest-pinning"]')
    page.keyboard.press("Space")
    page.wait_for_url("**with-mitigation=digest-pinning**")
    expect(page.get_by_role("heading", name="Switched on")).to_be_visible()
    expect(page.get_by_role("row", name="Pin by digest")).to_contain_text("wherever it helps")
    page.go_back()
    expect(page.get_by_role("heading", name="Switched on")).to_have_count(0)
    page.go_forward()
    tab_to(page, '.export a[href^="/plans"]')
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename == "plans.csv"
    watched.assert_clean(page)


def test_a_row_opens_and_leads_to_its_ways(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(RADIUS)

    tab_to(page, ".rows summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    tab_to(page, 'a[href^="/explore/why"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/why?**")

    assert page.locator("h1").inner_text().startswith("Why ")


def test_the_slider_of_a_replay_moves_by_arrows(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open("/explore/replay/litellm-2026?step=2")

    assert page.evaluate("document.activeElement.id") == "step-slider"
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**step=3**")

    assert page.locator("#step").inner_text().startswith("3 of 8")
    assert page.locator('.bars a[aria-current="step"]').count() == 1
    watched.assert_clean(page)


def test_the_tree_that_a_screen_reader_gets(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(RADIUS)

    expect(page.locator("body")).to_match_aria_snapshot(
        """
        - link "Skip to content"
        - banner:
          - search:
            - combobox "Search everything that has a name"
          - navigation "Main":
            - link "Blast radius"
            - link "Matrix"
        - main:
          - heading "What falls with ModelsLab model registry" [level=1]
          - list:
            - listitem: 63 affected a stated path leads there
          - combobox "Another start"
          - combobox "Something that must not fall"
          - combobox "Threat"
          - slider "Relations"
          - navigation "Parts of the answer":
            - link "What falls"
            - link "Whom to call"
            - link "Do at once"
            - link "Controls"
            - link "What is open"
          - region "Component by component":
            - heading "Component by component" [level=2]
            - form "Filter the rows":
              - combobox "Evidence"
            - status: 20 of 101 shown.
            - table:
              - rowgroup:
                - row "Component Owner Lost Likely Depth Acts"
          - region "Picture"
        - contentinfo
        """
    )
    assert page.locator('.parts a[aria-current="page"]').inner_text() == "What falls"


def test_what_takes_time_says_so(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(RADIUS)
    page.evaluate("addEventListener('click', (event) => event.preventDefault(), true)")

    page.get_by_role("link", name="What is open").click()

    assert "Working on it" in page.get_by_role("status").all_inner_texts()
    assert page.locator("#main").get_attribute("aria-busy") == "true"


def test_nothing_moves_for_those_who_asked_for_rest(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.context.new_page()
    moving = """[...document.querySelectorAll("*")].map((one) => getComputedStyle(one)).filter((one) =>
      one.transitionDuration.split(", ").some((time) => time !== "0s") || one.animationName !== "none").length"""
    page.emulate_media(reduced_motion="reduce")

    for path, drawn in (("/explore", "h1"), ("/docs", ".opblock"), ("/explore/graph?by=type", "#stage[data-drawn]")):
        watched.open(path, page)
        page.locator(drawn).first.wait_for()
        assert page.evaluate(moving) == 0, path
    stage = page.locator("#stage")
    before = stage.screenshot()
    page.get_by_role("button", name="Zoom in").click()
    page.evaluate(PAINTED)
    page.evaluate(PAINTED)
    zoomed = stage.screenshot()
    page.wait_for_timeout(300)
    assert stage.screenshot() == zoomed != before, "it is there at once, and stands"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0, "the measure tells the two apart"


DOCS = """() => ["body", ".swagger-ui .info .title", ".opblock", ".opblock-summary-description"].map((one) => {
  const style = getComputedStyle(document.querySelector(one));
  return [style.color, style.backgroundColor];
})"""
"""In which colours the contract is told."""
STILL = "Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => null)"


def test_paper_has_the_answer_and_no_controls(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(RADIUS)

    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert page.locator(".tiles").is_visible()
    for selector in (".top nav", "form.controls", ".parts", "form.filters", ".export", "main button", "tr.why"):
        assert page.locator(f"{selector}:visible").count() == 0, selector
    light = page.evaluate(COLOURS)
    page.emulate_media(media="print", color_scheme="dark")
    assert {"--ink", "--line", "--possible-soft"} <= set(light)
    assert page.evaluate(COLOURS) == light, "paper is white, whatever the screen is"
    page.emulate_media(media="screen", color_scheme="dark")
    assert page.evaluate(COLOURS)["--possible-soft"] != light["--possible-soft"], "the measure tells the two apart"
    assert page.evaluate(BLACK, False)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(BLACK, True), "the picture is drawn anew for paper"
    legend = page.locator(".legend li", has_text="control").first
    assert legend.is_visible(), "what the signs mean is printed, though nobody opened it"
    assert legend.locator("input").is_hidden()
    fit = "getComputedStyle(document.querySelector('#picture canvas')).objectFit"
    assert page.evaluate(fit) == "contain", "a sheet has another shape than a window, and must not stretch the picture"
    watched.open("/docs", page)
    page.locator(".opblock").first.wait_for()
    page.emulate_media(media="screen", color_scheme="dark")
    page.locator("html.dark-mode").wait_for()
    page.evaluate(STILL)
    dark = page.evaluate(DOCS)
    page.emulate_media(media="print", color_scheme="dark")
    page.locator("html:not(.dark-mode)").wait_for()
    page.evaluate(STILL)
    paper = page.evaluate(DOCS)
    page.emulate_media(media="screen", color_scheme="light")
    assert paper == page.evaluate(DOCS) != dark, "nor is the contract printed in dark colours"
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{address}/brief?component=modelslab-registry&format=html")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1, "a brief is one page"
    watched.assert_clean(page)


def test_the_picture_is_near_though_a_hundred_rows_stand_before_it(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(RADIUS)
    link = page.get_by_role("link", name="To the picture")
    assert (link.bounding_box() or {"x": 0})["x"] < 0, "beside the rows it is seen by who comes there with the keyboard"

    page.get_by_role("link", name="The brief, to print").focus()
    page.keyboard.press("Tab")
    assert link.evaluate("one => one === document.activeElement")
    assert (link.bounding_box() or {"x": -1})["x"] >= 0
    page.keyboard.press("Enter")
    passed = []
    for _ in range(4):
        page.keyboard.press("Tab")
        passed.append(page.evaluate("document.activeElement.matches('#picture .vis-network')"))
    assert passed == [False, False, False, True]


def test_the_relations_to_follow_are_a_slider(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(RADIUS)
    slider = page.get_by_role("slider", name="Relations")
    assert slider.get_attribute("aria-valuetext") == "all"

    slider.focus()
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "1"
    page.get_by_role("button", name="Ask again").click()
    page.wait_for_url("**depth=1**")
    assert "followed over 1 relation" in page.locator(".lead").inner_text()
    page.get_by_role("slider", name="Relations").press("End")
    page.get_by_role("button", name="Ask again").click()
    page.wait_for_url(lambda url: "depth" not in url)

    assert "followed over" not in page.locator(".lead").inner_text()


def test_a_dropped_document_is_looked_at_and_ingested(
    watch: Callable[..., Watched], address: str, tmp_path: Path
) -> None:
    watched = watch(address)
    page = watched.open("/explore/documents")
    file = tmp_path / "dropped.ttl"
    file.write_text(ESTATE, encoding="utf-8")
    told = page.locator("#dropped")

    page.get_by_role("button", name="Show what it would change").click()
    assert "Choose a file first" in told.inner_text()
    page.get_by_label("Drop a file here, or choose one").set_input_files(file)
    page.get_by_label("Token for writing").fill("not-the-token")
    page.get_by_role("button", name="Show what it would change").click()
    expect(told).to_contain_text("token")
    watched.complaints.clear()  # the browser complains of the status 401
    page.get_by_label("Token for writing").fill(TOKEN)
    page.get_by_role("button", name="Show what it would change").click()
    expect(told).to_contain_text("It is new. Read as turtle: 11 quads in 1 graph.")
    page.get_by_role("button", name="Ingest it").click()
    expect(told).to_contain_text("added: 11 quads.")
    page.get_by_role("link", name="Show the list anew").click()

    assert page.get_by_role("link", name="dropped.ttl").count() == 1
    watched.assert_clean(page)
