"""A file is dropped on the page of documents: shown is what it would change, and then it is ingested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.browser.conftest import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import Watched

ESTATE = """@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x:let-go> a aft:Model ; skos:prefLabel "A model let go of"@en .
<urn:x:whoseserviceitisnobodysaidandthenamehasnoplaceatwhichitmaybreak> a aft:Service .
"""
SLOW = """(name) => {
  const real = window.fetch;
  window.fetch = (address, options) => address.endsWith(`/preview?name=${name}`)
    ? new Promise((done) => { window.answer = () => done(real(address, { ...options, signal: undefined })); })
    : real(address, options);
}"""
"""The answer about one file is held back until it is let go, whether anybody still wants it or not."""


def drag(page: Page, file: Path, *steps: str, away: int = 0) -> None:
    """Drag a file over the form, or so far above, with the browser's own events: their DataTransfer holds it."""
    box = page.locator("#drop").bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    for step in steps:
        session.send(
            "Input.dispatchDragEvent",
            {
                "type": step,
                "x": box["x"] + box["width"] / 2,
                "y": box["y"] + 12 - away,
                "data": {"items": [], "files": [str(file)], "dragOperationsMask": 1},
            },
        )


def test_a_dropped_file_is_shown_and_ingested(watch: Callable[..., Watched], address: str, tmp_path: Path) -> None:
    watched = watch(address)
    page = watched.open("/explore/documents")
    page.evaluate("addEventListener('drop', (event) => { window.trusted = event.isTrusted }, true)")
    told, ingest = page.locator("#dropped"), page.get_by_role("button", name="Ingest it")
    file = tmp_path / "let go.ttl"
    file.write_text(ESTATE, encoding="utf-8")

    drag(page, file, "dragEnter", "dragOver")
    expect(page.locator("#drop.over")).to_be_visible()
    drag(page, file, "dragOver", away=80)
    expect(page.locator("#drop.over")).to_have_count(0)
    drag(page, file, "dragEnter", "dragOver", "drop")
    expect(told).to_have_text(f"let go.ttl, {len(ESTATE)} bytes.")
    expect(page.locator("#drop.over")).to_have_count(0)
    expect(ingest).to_be_disabled()
    page.get_by_label("Token for writing").fill(TOKEN)
    drag(page, file, "dragEnter", "dragOver", "drop")
    expect(told).to_contain_text("It is new. Read as turtle:")
    told.locator("summary").click()
    expect(told.locator("pre")).to_contain_text("A model let go of")
    expect(told).to_contain_text("whoseservice")
    page.set_viewport_size({"width": 390, "height": 850})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 850})
    assert page.request.get(f"{address}/components?search=let-go").json()["items"] == []
    ingest.click()
    expect(told).to_contain_text("added: ")

    assert page.evaluate("window.trusted")
    found = page.request.get(f"{address}/components?search=let-go").json()["items"]
    assert [one["label"] for one in found] == ["A model let go of"]
    page.get_by_role("link", name="Show the list anew").click()
    expect(page.get_by_role("link", name="let go.ttl")).to_have_count(1)
    watched.assert_clean(page)


def test_what_is_shown_is_of_the_file_that_is_ingested(
    watch: Callable[..., Watched], address: str, tmp_path: Path
) -> None:
    watched = watch(address)
    page = watched.open("/explore/documents")
    told, ingest = page.locator("#dropped"), page.get_by_role("button", name="Ingest it")
    for name in ("slow", "quick"):
        (tmp_path / f"{name}.ttl").write_text(ESTATE.replace("let", name), encoding="utf-8")
    page.evaluate(SLOW, "slow.ttl")
    page.get_by_label("Token for writing").fill(TOKEN)

    page.get_by_label("Drop a file here").set_input_files(tmp_path / "slow.ttl")
    expect(told).to_have_text("Reading …")
    page.get_by_label("Drop a file here").set_input_files(tmp_path / "quick.ttl")
    expect(told.locator("pre")).to_contain_text("A model quick go of")
    with page.expect_response("**/documents/preview?name=slow.ttl"):
        page.evaluate("window.answer()")
    page.wait_for_timeout(50)
    assert "A model quick go of" in (told.locator("pre").text_content() or "")
    assert page.locator("#drop").get_attribute("aria-busy") is None
    page.get_by_label("Drop a file here").set_input_files(tmp_path / "slow.ttl")
    expect(ingest).to_be_disabled()
    page.get_by_label("Drop a file here").set_input_files([])
    expect(told).to_have_text("No file is chosen.")
    page.get_by_label("Drop a file here").set_input_files(tmp_path / "quick.ttl")
    with page.expect_request("**/documents?name=*") as sent:
        ingest.click()
    expect(told).to_contain_text("added: ")

    assert sent.value.url.endswith("=quick.ttl")
    expect(page.get_by_label("Drop a file here")).to_be_enabled()
    watched.assert_clean(page)
