"""All that a picture shows stands in its address: back undoes it, forward redoes it, a reload and a copy keep it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from tests.browser.conftest import Watched

NEIGHBOURHOOD = "/explore/component?iri=modelslab-registry"
RADIUS = "/explore/radius?component=modelslab-registry&limit=20"
A_WALK = 800  # milliseconds after which a choice is no part of a walk


def asked(page: Page, name: str) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get(name, [])


def choose(page: Page) -> None:
    """Choose what comes first, and then its neighbour, as one walk."""
    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.locator(".around button").first.wait_for()


def test_back_and_forward_undo_and_redo_what_is_chosen_grown_and_hidden(
    watch: Callable[..., Watched], address: str
) -> None:
    watched = watch(address)
    watched.open("/explore/components?search=modelslab")
    page = watched.open(NEIGHBOURHOOD, watched.context.pages[-1])
    drawn = page.locator("#picture")
    heading, undo = page.locator("#details h3"), page.get_by_role("button", name="Undo")
    before, start = drawn.get_attribute("data-drawn"), "https://w3id.org/aftershock/id/component/modelslab-registry"
    expect(undo).to_be_disabled()

    choose(page)
    name = heading.inner_text()
    page.locator(".around button").last.click()
    page.locator(".picture [role=status]", has_text="drawn").wait_for()
    grown, there = drawn.get_attribute("data-drawn"), page.url
    page.locator(".legend summary").click()
    page.locator('[data-filter="kind-model"] input').uncheck()
    hidden = page.url

    told = page.locator("[data-grows] code")
    expect(told).to_contain_text(f"<{asked(page, 'expand')[0].partition('~')[2].partition('~')[2]}>")
    assert asked(page, "hide") == ["kind-model"]
    assert len(asked(page, "expand")) == len(asked(page, "chosen")) == 1
    page.go_back()
    expect(page.locator('[data-filter="kind-model"] input')).to_be_checked()
    assert page.url == there
    undo.click()
    expect(drawn).to_have_attribute("data-drawn", str(before))
    assert asked(page, "expand") == []
    expect(told).not_to_contain_text(re.compile(f"VALUES .it {{ <(?!{start})"))
    expect(heading).to_have_text(name)
    page.go_back()
    expect(heading).to_have_count(0)
    assert page.url == address + NEIGHBOURHOOD
    expect(undo).to_be_disabled()
    for _ in range(3):
        page.go_forward()
    expect(drawn).to_have_attribute("data-drawn", str(grown))
    expect(heading).to_have_text(name)
    expect(page.locator('[data-filter="kind-model"] input')).not_to_be_checked()
    assert page.url == hidden
    page.reload()
    expect(drawn).to_have_attribute("data-drawn", str(grown))
    expect(heading).to_have_text(name)
    assert page.url == hidden
    undo.click()
    expect(page.locator('[data-filter="kind-model"] input')).to_be_checked()
    copied = watched.open(hidden)
    expect(copied.locator("#picture")).to_have_attribute("data-drawn", str(grown))
    expect(copied.locator("#details h3")).to_have_text(name)
    assert not copied.locator('[data-filter="kind-model"] input').is_checked()
    watched.assert_clean(copied)
    for _ in range(3):
        page.go_back()
    page.wait_for_url("**/explore/components?**")
    watched.assert_clean(page)


def test_asking_again_loses_nothing_of_the_picture(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(RADIUS)
    hidden = page.locator('[data-filter="kind-model"] input')

    choose(page)
    name = page.locator("#details h3").inner_text()
    page.locator(".legend summary").click()
    hidden.uncheck()
    page.locator("table.rows a.sort").first.click()
    page.wait_for_url("**sort=**")
    expect(hidden).not_to_be_checked()
    expect(page.locator("#details h3")).to_have_text(name)
    page.locator(".legend summary").click()
    hidden.check()
    page.locator("table.rows a.sort").last.click()
    page.wait_for_url(lambda url: "sort=" in url and "hide" not in url)
    page.locator(".legend summary").click()
    hidden.uncheck()
    page.locator("form.filters select").first.select_option("affected")
    page.wait_for_url("**evidence=affected**")
    expect(hidden).not_to_be_checked()

    assert asked(page, "hide") == ["kind-model"]
    watched.assert_clean(page)


def test_relations_are_chosen_by_keyboard_announced_and_kept(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(NEIGHBOURHOOD)
    data = page.evaluate("JSON.parse(document.getElementById('picture-data').textContent)")
    names = {node["id"]: node["name"] for node in data["nodes"]}
    start = next(node["id"] for node in data["nodes"] if node["role"] == "start")
    at_start = sorted(
        f"{names[edge['from']]} → {names[edge['to']]}" for edge in data["edges"] if start in (edge["from"], edge["to"])
    )
    heading, status = page.locator("#details h3"), page.locator(".picture [role=status]")
    told = []

    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("e")
    expect(status).to_have_text("choose a component first, by arrow keys")
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text(names[start])
    for place in range(1, len(at_start) + 1):
        page.keyboard.press("e")
        expect(status).to_have_text(f"relation {place} of {len(at_start)} at {names[start]}")
        told.append(heading.inner_text())
    page.wait_for_timeout(A_WALK)

    assert sorted(told) == at_start
    assert page.locator("#details").get_attribute("aria-live") == "polite"
    expect(page.locator("#details dt", has_text="Certainty")).to_be_visible()
    page.keyboard.press("Shift+E")
    expect(heading).to_have_text(told[-2])
    assert "E goes round the relations" in page.locator("#picture").get_attribute("aria-label")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.reload()
    expect(heading).to_have_text(told[-2])
    page.go_back()
    expect(heading).to_have_text(told[-1])
    page.locator("#picture [tabindex]").first.focus()
    page.keyboard.press("ArrowRight")
    page.locator(".around").wait_for()
    assert heading.inner_text() in told[-1].split(" → ")
    page.keyboard.press("e")
    expect(status).to_contain_text("relation 1 of ")
    page.keyboard.press("Escape")
    expect(heading).to_have_count(0)
    expect(status).to_have_text("")
    watched.assert_clean(page)


def test_an_address_that_names_what_is_not_drawn_says_so(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(f"{NEIGHBOURHOOD}&chosen=urn:x:nothing&expand=both~~urn:x:nothing")

    expect(page.locator("#details")).to_contain_text("not drawn")
    expect(page.locator(".picture [role=status]")).to_contain_text("not drawn")
    watched.assert_clean(page)


def test_back_asks_what_the_page_was_asked(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open(RADIUS)
    layer = page.locator("form.filters select[name=layer]")

    layer.select_option("4")
    page.wait_for_url("**layer=4**")
    page.go_back()
    page.wait_for_url(lambda url: "layer" not in url)
    expect(layer).to_have_value("")
    page.locator("form.filters select[name=evidence]").select_option("affected")
    page.wait_for_url("**evidence=affected**")
    assert asked(page, "layer") == []

    relations, search = page.get_by_role("slider", name="Relations"), page.locator("#add-start")
    whole = relations.input_value()
    relations.fill("1")
    search.fill("typed")
    shown = "(persisted) => dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))"
    page.evaluate(shown, False)
    expect(search).to_have_value("typed")
    page.evaluate(shown, True)  # as the browser says of a page that it has kept
    expect(search).to_have_value("")
    expect(relations).to_have_value(whole)
    expect(relations).to_have_attribute("aria-valuetext", "all")
    watched.assert_clean(page)


def test_an_address_that_cannot_be_read_is_told_of_and_stops_nothing(
    watch: Callable[..., Watched], address: str
) -> None:
    watched = watch(address)
    for wrong, place in (("&expand=path~%25E0~urn:x", "%E0"), ("&lit=%25zz~urn:x", "%zz")):
        page = watched.open(NEIGHBOURHOOD + wrong)
        expect(page.locator(".picture .export [role=status]")).to_contain_text(f"“{place}”, which cannot be read")
        choose(page)

        assert len(asked(page, "chosen")) == 1
        assert asked(page, "expand") == asked(page, "lit") == []
        watched.assert_clean(page)
    page.locator(".around button").last.click()
    page.locator(".picture [role=status]", has_text="drawn").wait_for()
    assert len(asked(page, "expand")) == 1, "the next has its turn"
