"""Labels, titles, IRIs and sentences of strangers run no script, in any page, picture or export."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from tests.browser.conftest import PAINTED
from tests.browser.hostile import HUB, IRIS, LABELS
from tests.browser.test_pages import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Watched

LISTED = "SELECT ?label ?thing WHERE { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } LIMIT 200"


def pages(slug: str) -> dict[str, str]:
    component = "/explore/component?iri="
    return {
        "landing": "/explore",
        "agent": f"/explore/agent/{slug}",
        "agents data": f"/id/agent/{slug}",
        "hub": component + quote(HUB, safe=""),
        "radius": f"/explore/radius?component={quote(HUB, safe='')}",
        "radius, whom to call": f"/explore/radius?component={quote(HUB, safe='')}&show=who",
        "radius, at once": f"/explore/radius?component={quote(HUB, safe='')}&show=now",
        "radius, controls": f"/explore/radius?component={quote(HUB, safe='')}&show=controls&protect={quote(IRIS[0])}",
        "radius, open": f"/explore/radius?component={quote(HUB, safe='')}&show=open",
        "radius, filtered": f"/explore/radius?component={quote(HUB, safe='')}&owner={quote(LABELS[5])}&class=Model",
        "radius, unknown": "/explore/radius?component=" + quote(LABELS[0]),
        "why": f"/explore/why?component={quote(HUB, safe='')}&target={quote(IRIS[0])}",
        "starts": "/explore/starts?class=" + quote(LABELS[0]),
        "starts ranked": "/explore/starts?by=impact",
        "matrix": "/explore/matrix?rows=agents&search=" + quote("Mallory <img"),
        "matrix of threats": "/explore/matrix?search=" + quote(LABELS[1]),
        "agents": "/explore/agents?search=" + quote("Mallory"),
        "documents": "/explore/documents",
        "documents searched": "/explore/documents?search=" + quote(LABELS[2]),
        "scenarios": "/explore/replay?search=" + quote(LABELS[3]),
        "scenario": "/explore/replay/" + quote(LABELS[4], safe=""),
        "components": "/explore/components?search=" + quote(LABELS[0]),
        "threat": "/explore/threat/model-stealing",
        "sparql": "/sparql?" + urlencode({"query": LISTED}),
        "sparql wrong": "/sparql?" + urlencode({"query": f"</textarea>{LABELS[0]}"}),
        "data": "/id/component/" + HUB.rpartition("/")[2],
        **{f"component {iri}": component + quote(iri, safe="") for iri in IRIS},
        **{f"search {label[:30]}": "/explore?q=" + quote(label[:200]) for label in LABELS},
        **{f"unknown {label[:30]}": "/explore/agent/" + quote(label, safe="") for label in LABELS[:6]},
    }


def test_there_is_enough_to_try() -> None:
    assert len(set(LABELS)) >= 20
    assert len(set(IRIS)) >= 10


def test_no_page_runs_what_is_in_it(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    address, slug = hostile
    watched = watch(address)
    opened = watched.context.new_page()

    for name, path in pages(slug).items():
        watched.open(path, opened)
        opened.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        watched.complaints = [
            text for text in watched.complaints if not any(f"status of {code}" in text for code in (400, 404, 422))
        ]
        assert opened.evaluate("window.ran") is None, name
        assert opened.evaluate("window.violations") == [], name
        assert (watched.outside, watched.dialogs, watched.complaints) == ([], [], []), name
        followed = opened.evaluate("[...document.links].map((one) => one.protocol)")
        assert set(followed) <= {"http:", "https:"}, name


def test_no_label_is_cut_out_of_the_pages(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    address, _ = hostile
    page_ = watch(address).open(f"/explore/radius?component={quote(HUB, safe='')}")

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


def test_no_picture_runs_what_is_in_it(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    address, _ = hostile
    watched = watch(address)
    opened = watched.open(f"/explore/radius?component={quote(HUB, safe='')}")
    places = opened.evaluate(PLACES)["nodes"]

    told = set()
    for number, node in enumerate(places):
        opened.mouse.move(*node["place"])
        if number < 3:
            opened.locator(".vis-tooltip").wait_for(state="visible")
        opened.mouse.down()
        opened.mouse.up()
        told.add(opened.evaluate("document.querySelector('#details h3')?.textContent ?? ''"))
    for edge in opened.evaluate(PLACES)["edges"]:
        opened.mouse.click(*edge["place"])
    opened.evaluate(PAINTED)

    assert len(places) > len(LABELS)
    assert len(told) > 3, "some components were chosen"
    watched.assert_clean(opened)


def test_no_export_runs_what_is_in_it(watch: Callable[..., Watched], hostile: tuple[str, str], tmp_path: Path) -> None:
    address, _ = hostile
    opened = watch(address).open(f"/explore/radius?component={quote(HUB, safe='')}")
    with opened.expect_download() as download:
        opened.get_by_role("link", name="Picture, offline").click()
    download.value.save_as(tmp_path / "radius.html")

    watched = watch("")
    offline = watched.open((tmp_path / "radius.html").as_uri())

    assert offline.locator("table .what").count() > len(LABELS)
    watched.assert_clean(offline)


def test_no_table_is_a_formula(watch: Callable[..., Watched], hostile: tuple[str, str]) -> None:
    address, _ = hostile
    answer = watch(address).context.request.get(f"{address}/blast-radius?component={quote(HUB, safe='')}&format=csv")

    assert "'=HYPERLINK" in answer.text()
    assert not [line for line in answer.text().splitlines() if line.startswith(("=", '"='))]
