"""A neighbourhood grows in place: counts first, one hop by direction and class, within its cap, undone, and saved."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from tests.api.serving import opened_for_serving, serving
from tests.browser.conftest import PATIENCE_S

from aftershock.model.documents import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page, Route
    from tests.browser.conftest import Watched

REGISTRY = "/explore/component?iri=modelslab-registry"
ID = "https://w3id.org/aftershock/id/component/"
SVG = "{http://www.w3.org/2000/svg}"


def count(page: Page) -> int:
    return int(page.locator("#picture").get_attribute("data-drawn") or 0)


def choose_next(page: Page) -> None:
    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    offers(page).first.wait_for()


def offers(page: Page) -> Locator:
    return page.locator(".around button")


def test_keyboard_alone_grows_it_and_undoes_it(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(REGISTRY)
    before = count(page)

    choose_next(page)
    page.keyboard.press("Enter")
    offered = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.locator(".picture [role=status]", has_text="drawn").wait_for()

    assert count(page) == before + int(offered.split()[0]), "an offer counts what is not drawn"
    assert "expand=" in page.url
    assert offered not in offers(page).all_inner_texts(), "what is drawn is offered no more"
    assert page.evaluate("document.activeElement.matches('.around button, #picture [tabindex]')")
    grown = count(page)
    watched.open(page.url.removeprefix(address), page)
    page.locator(f'#picture[data-drawn="{grown}"]').wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(f'#picture[data-drawn="{before}"]').wait_for()
    assert "expand=" not in page.url
    again = page.locator(".around button", has_text=offered)
    expect(again).to_be_visible()
    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".around")).to_contain_text("All that is around it is drawn.")
    assert offers(page).count() == 0, "all of the neighbours of where it starts are drawn"
    idle = f"&expand=both~~{quote(ID, safe='')}modelslab-registry"
    watched.open(REGISTRY + idle, page)
    page.locator(".picture [role=status]", has_text="all of them are drawn already").wait_for()
    page.wait_for_url(address + REGISTRY)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    watched.assert_clean(page)


def test_a_service_that_is_slow_or_gone_is_told_in_words(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open(REGISTRY)
    asked: list[Route] = []
    page.route("**/explore/around?*", lambda route: asked.append(route))
    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("ArrowRight")

    page.locator("#details", has_text="looking at what is around it").wait_for()
    asked[0].abort()
    page.locator(".picture [role=status]", has_text="The service does not answer.").wait_for()

    assert page.locator("#details h3").inner_text() == "ModelsLab model registry", "what is drawn is told all the same"
    assert "looking" not in page.locator("#details").inner_text()


def test_the_legend_filters_and_what_is_saved_is_what_is_shown(
    watch: Callable[..., Watched], address: str, tmp_path: Path
) -> None:
    watched = watch(address)
    page = watched.open(REGISTRY)

    def saved() -> int:
        with page.expect_download() as download:
            page.get_by_role("button", name="Save the picture as SVG").click()
        download.value.save_as(tmp_path / "picture.svg")
        root = ET.parse(tmp_path / "picture.svg").getroot()
        return len(root.findall(f"{SVG}circle"))

    models = saved()
    page.locator(".legend summary").click()
    page.locator('[data-filter="kind-model"] input').uncheck()

    assert models > 5
    assert saved() == 0
    assert "hide=kind-model" in page.url
    graver = page.locator('[data-filter^="severity-"] input, [data-filter^="criticality-"] input')
    for entry in graver.all():
        entry.uncheck()
    said = page.request.get(page.locator("a[data-file]", has_text="JSON").evaluate("(link) => link.href")).json()
    assert len(said["nodes"]) > 1
    assert not [node["id"] for node in said["nodes"] if "criticality" in node or "severity" in node]
    for entry in graver.all():
        entry.check()
    page.reload()
    page.locator("#picture[data-drawn]").wait_for()
    assert saved() == 0
    page.locator(".legend summary").click()
    for entry in page.locator('[data-filter^="kind-"] input').all():
        entry.uncheck()
    assert saved() == 0
    text = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    assert "Filters leave nothing of this picture." in text
    assert "Infinity" not in text
    assert "NaN" not in text
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the picture as PNG").click()
    download.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    watched.assert_clean(page)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A registry with 600 models, one of which has 300 applications."""
    head = "@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://example.org/> .\n"
    head += "x:hub a aft:Registry .\n"
    models = "".join(f"x:model-{n} a aft:Model ; aft:distributedThrough x:hub .\n" for n in range(600))
    used = "".join(f"x:app-{n} a aft:Application ; aft:usesModel x:model-0 .\n" for n in range(300))
    with opened_for_serving(tmp_path_factory.mktemp("crowded"), PATIENCE_S) as opened:
        assert opened.ingest(Document((head + models + used).encode(), "crowded.ttl")).outcome == "added"
        with serving(opened) as there:
            yield there


def test_two_hundred_are_drawn_in_two_seconds_and_no_more(watch: Callable[..., Watched], crowded: str) -> None:
    watched = watch(crowded)
    page = watched.open("/explore/components")
    tries = []
    for _ in range(3):  # the machine is shared: the best of some is what the page costs
        watched.open("/explore/components?search=hub", page)
        page.locator("main a", has_text="hub").first.click()
        page.locator("#picture[data-drawn]").wait_for()
        tries.append(page.evaluate("performance.now()"))
        if tries[-1] < 2000:
            break

    assert min(tries) < 2000, tries
    assert count(page) == 200
    assert "200 of 601 components drawn" in page.locator("#picture-title").inner_text()
    table = page.locator("section[aria-labelledby=edges] table").first.bounding_box()
    picture = page.locator("#picture").bounding_box()
    assert table is not None
    assert picture is not None
    assert table["x"] < picture["x"], "the table comes first"
    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("ArrowRight")
    offers(page).get_by_text("401 models", exact=True).click()
    page.locator(".picture [role=status]", has_text="401 do not fit").wait_for()
    assert count(page) == 200
    assert "expand=" not in page.url
    expect(page.locator(".around button", has_text="401 models")).to_be_visible()
    watched.assert_clean(page)
