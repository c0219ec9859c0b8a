"""Labels, titles, IRIs and sentences of strangers run no script, in any page, picture or export."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.browser.conftest import PAINTED, TOKEN
from tests.browser.hostile import CORPUS, FILES, HUB, IRIS, LABELS, LITERALS, TITLES, estate
from tests.browser.hostile_places import echoed, groups, told
from tests.browser.test_pages import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import Watched

RADIUS = f"/explore/radius?component={quote(HUB, safe='')}"


def test_there_is_enough_to_try() -> None:
    """Each text differs from every other by more than a number, and addresses are asked for all of them."""
    assert len({re.sub(r"\d+", "", text) for text in CORPUS}) == len(CORPUS) >= 60
    for kind, least in ((LABELS, 40), (TITLES, 5), (IRIS, 15), (LITERALS, 5), (FILES, 5)):
        assert len(kind) >= least
    assert all(text in "".join(groups()) for text in CORPUS)
    assert len(echoed()) >= 3 * len(groups())


def nothing_ran(watched: Watched, page: Page, name: str) -> None:
    """Nothing ran, nothing was refused by the policy, nothing left the origin, and no link leads to a script."""
    watched.complaints = [
        text for text in watched.complaints if not any(f"status of {code}" in text for code in (400, 404, 422))
    ]
    assert page.evaluate("window.ran") is None, name
    assert page.evaluate("window.violations") == [], name
    assert (watched.outside, watched.dialogs, watched.complaints) == ([], [], []), name
    followed = page.evaluate("[...document.links].map((one) => one.protocol)")
    assert set(followed) <= {"http:", "https:"}, name


def test_no_page_runs_what_is_in_it(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    address, slug = hostile
    watched = watch(address)
    opened = watched.context.new_page()

    watched.open("/explore/documents", opened)
    documents = opened.evaluate("[...document.querySelectorAll('tbody th a')].map((one) => one.getAttribute('href'))")
    seen = set()
    for name, path in {**told(slug), **dict(zip(documents, documents, strict=True))}.items():
        watched.open(path, opened)
        text = opened.evaluate(
            "document.querySelectorAll('details').forEach((one) => { one.open = true; }), document.body.textContent"
        )
        seen |= {one for one in CORPUS if one in text}
        nothing_ran(watched, opened, name)

    assert len(documents) >= 5
    assert seen >= {*LABELS, *LITERALS, *FILES[:4], *TITLES[:4]}, "each is shown, as the text that it is"


def test_no_page_runs_what_its_address_says(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    watched = watch(hostile[0])
    opened = watched.context.new_page()

    for name, path in echoed().items():
        watched.open(path, opened)
        nothing_ran(watched, opened, name)


def test_no_name_of_a_dropped_file_runs(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    watched = watch(hostile[0])
    opened = watched.open("/explore/documents")
    opened.get_by_label("Token for writing").fill(TOKEN)

    for name in FILES[4:]:
        file = {"name": name, "mimeType": "text/turtle", "buffer": estate().encode()}
        opened.get_by_label("Drop a file here, or choose one").set_input_files(file)
        opened.get_by_role("button", name="Show what it would change").click()
        opened.locator("#dropped", has_text="quads").wait_for()

    watched.assert_clean(opened)


def test_no_label_is_cut_out_of_the_pages(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    address, _ = hostile
    page_ = watch(address).open(RADIUS)

    shown = page_.evaluate("[...document.querySelectorAll('table.rows .what a')].map((one) => one.textContent)")

    assert set(LABELS) <= set(shown)


def test_no_suggestion_runs(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    address, _ = hostile
    watched = watch(address)
    opened = watched.open("/explore")

    for text in ("<script", "onerror", "alert", "javascript"):
        opened.locator("#search").fill(text)
        opened.locator("#suggestions li").first.wait_for()
        opened.locator("#suggestions li").first.hover()

    watched.assert_clean(opened)


def test_no_picture_runs_what_is_in_it(watch: Callable[..., Watched], hostile: tuple[str, str], tmp_path: Path) -> None:
    address, _ = hostile
    watched = watch(address)
    opened = watched.open(RADIUS)
    places = opened.evaluate(PLACES)["nodes"]

    told = set()
    for number, node in enumerate(places):
        opened.mouse.move(*node["place"])
        if number < 3:
            opened.locator(".vis-tooltip").wait_for(state="visible")
        opened.mouse.down()
        opened.mouse.up()
        told.add(opened.evaluate("document.querySelector('#details h3')?.textContent ?? ''"))
    for edge in opened.evaluate(PLACES)["edges"][::4]:
        opened.mouse.click(*edge["place"])
    opened.evaluate(PAINTED)

    assert len(places) > len(LABELS)
    assert len(told) > 3, "some components were chosen"
    watched.assert_clean(opened)
    with opened.expect_download() as download:
        opened.get_by_role("button", name="Save the picture as SVG").click()
    download.value.save_as(tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").read_text("utf-8").count("&lt;") > len(LABELS)
    alone = watch("")
    alone.assert_clean(alone.open((tmp_path / "picture.svg").as_uri()))


def test_no_export_runs_what_is_in_it(watch: Callable[..., Watched], hostile: tuple[str, str], tmp_path: Path) -> None:
    address, _ = hostile
    opened = watch(address).open(RADIUS)
    with opened.expect_download() as download:
        opened.get_by_role("link", name="Picture, offline").click()
    download.value.save_as(tmp_path / "radius.html")

    watched = watch("")
    offline = watched.open((tmp_path / "radius.html").as_uri())

    assert offline.locator("table .what").count() > len(LABELS)
    watched.assert_clean(offline)
    offline.close()
    for path in (f"/explore/around.html?iri={quote(HUB, safe='')}", "/explore/replayed.html?scenario=hostile&step=1"):
        answer = opened.request.get(f"{address}{path}")
        assert answer.headers["content-disposition"].startswith("attachment;"), path
        (tmp_path / "picture.html").write_bytes(answer.body())
        offline = watched.open((tmp_path / "picture.html").as_uri())
        assert offline.locator("table .what").count() > 1, path
        watched.assert_clean(offline)
        offline.close()
    links = opened.evaluate("[...document.querySelectorAll('a[data-file], .export a')].map((one) => one.href)")
    markup = 0
    for number, link in enumerate(links):
        answer = opened.request.get(link)
        assert answer.ok, link
        assert answer.headers["x-content-type-options"] == "nosniff"
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind != "text/html" or answer.headers["content-disposition"].startswith("attachment;"), link
        if kind.endswith("xml"):
            markup += 1
            place = tmp_path / f"{number}.xml"
            place.write_bytes(answer.body())
            watched.assert_clean(watched.open(place.as_uri()))
    assert markup >= 2
    assert len(links) >= 6


def test_no_table_is_a_formula(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    address, _ = hostile
    asked = quote(HUB, safe="")
    for path in (f"/blast-radius?component={asked}&format=csv", f"/explore/around.csv?iri={asked}"):
        table = watch(address).context.request.get(f"{address}{path}").text()

        cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
        assert [cell for cell in cells if cell.startswith("'=HYPERLINK")], path
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))], path
