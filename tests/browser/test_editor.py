"""The query editor in a real browser: it completes, asks in place, shows tables and graphs, and looks nothing up."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import LONG, PAINTED
from tests.browser.hostile import IRIS, LABELS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route
    from tests.browser.conftest import Watched

MODELS = "SELECT ?agent ?model { ?agent aft:usesModel ?model } LIMIT 30"
JOINED = "CONSTRUCT { ?s ?p ?o } WHERE { ?s aft:accountable ?o ; ?p ?o } LIMIT 40"
SHOWN = """[...document.querySelectorAll("#result tr[aria-rowindex]")].map(
  (row) => [row.ariaRowIndex, row.cells[0].textContent])"""
NAMES = """[...document.querySelectorAll(".answer-graph text")].map((one) => one.getBoundingClientRect())
  .map(({ left, top, right, bottom }) => [left, top, right, bottom])"""
PLAIN = [label for label in LABELS if label.isascii() and "'" not in label]


def write(page: Page, text: str) -> None:
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def result(page: Page) -> str:
    page.locator("#result:not([aria-busy]) #answer").wait_for()
    return page.locator("#answer").inner_text()


def test_what_is_written_is_asked_in_place_and_back_asks_again(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address, outside="hanging")
    page = watched.open("/sparql")

    write(page, "ASK {}")
    page.keyboard.press("Control+Enter")
    assert result(page) == "Yes"
    write(page, MODELS)
    page.get_by_role("button", name="Run").click()
    page.locator("#answer", has_text="30 rows").wait_for()

    assert parse_qs(urlsplit(page.url).query)["query"] == [MODELS]
    assert page.locator("#result tbody tr").count() == 30
    assert page.locator("#result td a").first.get_attribute("href").startswith("/")
    formats = page.locator("#result .export a").all_inner_texts()
    assert formats == ["CSV", "TSV", "JSON", "XML"]
    with page.expect_download() as download:
        page.locator("#result .export a", has_text="CSV").click()
    assert download.value.suggested_filename == "answer.csv"
    page.go_back()
    page.locator("#answer", has_text="Yes").wait_for()
    watched.assert_clean(page)


def test_it_completes_our_terms_and_prefixes(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open("/sparql")

    write(page, "SELECT * { ?x aft:distributedT")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint").first.wait_for()

    assert "aft:distributedThrough" in page.locator(".CodeMirror-hints").inner_text()
    watched.assert_clean(page)


@pytest.mark.parametrize("query", [MODELS, JOINED])
def test_an_answer_is_a_graph_too(watch: Callable[..., Watched], address: str, query: str) -> None:
    watched = watch(address)
    page = watched.open("/sparql?" + urlencode({"query": query}))
    result(page)

    page.get_by_role("tab", name="Graph").click()

    assert page.locator(".answer-graph circle").count() > 10
    assert page.locator(".answer-graph line").count() > 10
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the picture as SVG").click()
    assert download.value.suggested_filename == "answer.svg"
    page.set_viewport_size({"width": 390, "height": 850})
    page.reload()
    page.locator(".answer-graph circle").first.wait_for()
    boxes = page.evaluate(NAMES)
    assert len(boxes) > 3
    assert all(bottom - top >= 10 for _, top, _, bottom in boxes)  # letters keep their size
    assert not [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] + 3 < other[3] and other[1] + 3 < one[3]
    ]
    expect(page.get_by_role("tab", name="Graph")).to_have_attribute("aria-selected", "true")
    page.go_back()
    page.locator("#result tbody tr").first.wait_for()
    watched.assert_clean(page)


def answering(watched: Watched, answer: str) -> None:
    """Let every query that is asked in place have this answer."""

    def answered(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(content_type="application/sparql-results+json", body=answer)
        else:
            route.continue_()

    watched.context.route("**/sparql*", answered)


def test_a_table_of_a_hundred_thousand_rows_is_read_and_scrolls_without_a_freeze(
    watch: Callable[..., Watched], address: str
) -> None:
    watched = watch(address, own=True)
    rows = [{"x": {"type": "literal", "value": f"row {number}"}} for number in range(100_000)]
    rows[1]["x"]["value"] += " is long" * 60
    answering(watched, json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": rows}}))
    watched.context.add_init_script(LONG)
    page = watched.open("/sparql")
    table, last = page.locator("#result table.even"), page.locator('tr[aria-rowindex="100001"]')
    tries = []
    for _ in range(4):  # the machine is shared: the best of some is what the page costs
        write(page, MODELS)
        page.evaluate("window.long = []; document.querySelector('#result').replaceChildren()")
        page.keyboard.press("Control+Enter")
        table.wait_for(timeout=20_000)
        page.evaluate(PAINTED)
        for share in (0.2, 0.5, 0.9, 1):
            page.evaluate(
                "(to) => { const one = document.querySelector('.tall'); one.scrollTop = one.scrollHeight * to; }", share
            )
            page.evaluate(PAINTED)
            page.evaluate(PAINTED)
            assert 10 < table.locator("tbody tr").count() < 200
        assert last.is_visible()
        tries.append(max([0, *page.evaluate("window.long")]))
        if tries[-1] < 200:
            break

    assert last.inner_text().startswith("row 99999")
    assert page.locator("#answer").inner_text() == "100,000 rows"
    assert table.get_attribute("aria-rowcount") == "100001"
    places = "[...document.querySelectorAll('tr[aria-rowindex]')].map((one) => Number(one.ariaRowIndex))"
    page.locator('tr[aria-rowindex="99970"]').wait_for(state="attached")
    there = page.evaluate(places)
    assert there == list(range(there[0], 100_002)), "rows stand without a gap, in their order"
    assert min(tries) < 200, tries
    watched.assert_clean(page)


@pytest.mark.parametrize("indent", [None, 1])
def test_an_answer_is_read_whole_wherever_it_is_cut(
    watch: Callable[..., Watched], address: str, indent: int | None
) -> None:
    """Some sixty slices of an answer of brackets, quotes, escapes and characters beyond the first plane."""
    watched = watch(address, own=True)
    texts = [f'{number} }}]}}, {{"x": ["\\" \\\\{"{" * (number % 7)} \U0001f525\\' for number in range(2_100)]
    rows = [{"x": {"type": "literal", "value": text * 9}, "y": {"type": "uri", "value": "urn:y"}} for text in texts]
    given = {"results": {"bindings": rows}, "head": {"link": ["a", "b"], "vars": ["x", "y"]}}
    answering(watched, json.dumps(given, indent=indent, ensure_ascii=False))
    page = watched.open("/sparql?" + urlencode({"query": MODELS}))

    page.locator("#answer", has_text="2,100 rows").wait_for()
    seen: dict[int, str] = {}
    for share in range(13):
        page.evaluate(
            "(to) => { const one = document.querySelector('.tall'); one.scrollTop = one.scrollHeight * to; }",
            share / 12,
        )
        page.evaluate(PAINTED)
        seen |= {int(place): text for place, text in page.evaluate(SHOWN)}

    assert len(seen) > 200
    assert {place: texts[place - 2] * 9 for place in seen} == seen
    assert {2, 2_101} <= seen.keys()
    assert page.locator("#result thead th").all_inner_texts() == ["x", "y"]
    watched.assert_clean(page)


def test_an_answer_that_breaks_off_is_said(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address, own=True)
    answering(watched, '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a"}},{"x":{')
    page = watched.open("/sparql")

    write(page, MODELS)
    page.keyboard.press("Control+Enter")

    page.locator("#result .banner.wrong", has_text="broke off").wait_for()
    watched.assert_clean(page)


def test_a_question_of_the_catalogue_is_asked_where_one_is(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open("/sparql")
    question = page.locator(".questions a").nth(3)
    words = question.inner_text()

    question.click()

    assert result(page)
    assert words in page.locator(".CodeMirror-code").inner_text()
    watched.assert_clean(page)


def test_a_wrong_query_says_what_is_wrong(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)
    page = watched.open("/sparql")

    write(page, "SELECT ?x WHERE { ?x }")
    page.keyboard.press("Control+Enter")
    page.locator("#result .banner.wrong").wait_for()

    assert "line 1" in page.locator("#result .banner.wrong").inner_text()
    watched.complaints = [text for text in watched.complaints if "status of 400" not in text]
    watched.assert_clean(page)


def test_who_comes_by_tab_leaves_by_tab(watch: Callable[..., Watched], address: str) -> None:
    page = watch(address).open("/sparql")
    page.locator(".CodeMirror textarea").focus()

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Run"


def test_without_script_the_plain_form_asks(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address, own=True)
    watched.context.route("**/*.js*", lambda route: route.abort())
    page = watched.context.new_page()
    page.goto(f"{address}/sparql")

    page.locator("#query").fill("ASK {}")
    page.get_by_role("button", name="Run").click()

    assert page.locator("#answer").inner_text() == "Yes"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?thing ?label ?owner { ?thing skos:prefLabel ?label ; aft:accountable ?owner }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s aft:distributedThrough ?hub ; ?p ?o }",
        f"SELECT ?x {{ VALUES ?x {{ {' '.join(map(repr, PLAIN))} }} }}",
    ],
)
def test_no_answer_runs(watch: Callable[..., Watched], hostile: tuple[str, str], query: str, tmp_path: Path) -> None:
    watched = watch(hostile[0])
    page = watched.open("/sparql?query=" + quote(query))

    assert result(page).split()[0].isdigit()
    page.get_by_role("tab", name="Graph").click()
    if "VALUES" not in query:  # words alone are no graph
        with page.expect_download() as download:
            page.get_by_role("button", name="Save the picture as SVG").click()
        download.value.save_as(tmp_path / "answer.svg")
        told = [one.text for one in ET.parse(tmp_path / "answer.svg").iter("{http://www.w3.org/2000/svg}title")]
        assert len(set(IRIS) & set(told)) > 10
        alone = watch("")
        alone.assert_clean(alone.open((tmp_path / "answer.svg").as_uri()))
    page.get_by_role("tab", name="Table").click()
    page.locator("#result tbody tr").first.hover()

    followed = page.evaluate("[...document.links].map((one) => one.protocol)")
    assert set(followed) <= {"http:", "https:"}
    watched.assert_clean(page)


def test_columns_stand_in_the_order_of_the_query(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address)

    for query, columns in (
        ("# ?o first\nSELECT DISTINCT * { ?s ?p ?o FILTER(STR(?p) != '?o') } LIMIT 3", ["s", "p", "o"]),
        ("SELECT * { VALUES ?z { <urn:?b> } VALUES ?a { '?c' } BIND(1 AS ?m) }", ["z", "a", "m"]),
        (
            "SELECT ?o (COUNT(?s) AS ?n) ?p { ?s ?p ?o { SELECT * { ?p ?x ?y } } } GROUP BY ?p ?o LIMIT 3",
            ["o", "n", "p"],
        ),
    ):
        page = watched.open(f"/sparql?{urlencode({'query': query})}")
        page.locator(".editor").wait_for()
        page.locator("#result [role=tablist]").wait_for()
        assert page.locator("#result thead th").all_inner_texts() == columns
