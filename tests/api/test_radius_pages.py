"""The workbench of a blast radius, as it is before any script runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.api.reading import HTML, read, words

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase


def test_a_radius_page_says_all_that_the_picture_does(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    page = read(client, "/explore/radius?component=modelslab-registry")
    radius = knowledge_base.blast_radius("modelslab-registry", limit=100)

    shown = [*radius.affected, *radius.possible, *radius.unknown]
    assert [words(node) for node in page.css("table.rows .what a")] == [row.label for row in shown]
    assert [int(words(node)) for node in page.css(".tiles b")] == [
        radius.counts[name] for name in ("affected", "possible", "unknown")
    ]
    assert "Illustrative" in words(page.css_first(".banner"))
    paths = page.css("table.rows tr.why ol")
    assert [len(path.css("li")) for path in paths] == [len(row.path) for row in shown]
    html = page.html
    assert html.index('class="rows"') < html.index('id="picture"'), "the table comes first"


def test_the_form_of_a_radius_keeps_what_was_asked(client: httpx.Client) -> None:
    path = "/explore/radius?component=modelslab-registry&threat=registry-compromise&depth=2&alternatives=any"
    page = read(client, path)

    chosen = {
        node.parent.attributes["name"]: node.attributes["value"] for node in page.css(".controls option[selected]")
    }
    assert chosen == {"threat": "registry-compromise", "alternatives": "any"}
    assert page.css_first("input[name=depth]").attributes["value"] == "2"
    rules = [node.attributes["value"] for node in page.css("input[name=without-rule]")]
    without = read(client, f"{path}&without-rule={rules[0]}")
    assert [node.attributes["value"] for node in without.css("input[name=without-rule][checked]")] == [rules[0]]


def test_the_form_of_a_radius_asks_what_falls_within_a_window(client: httpx.Client) -> None:
    at = "/explore/radius?component=modelslab-registry&threat=registry-compromise"
    window = "2026-03-24/2026-03-31T12:00:00Z"
    plain, page = read(client, at), read(client, f"{at}&window={window}")

    assert plain.css_first("details.rarer").attributes.get("open", "shut") == "shut"
    assert page.css_first("details.rarer").attributes.get("open", "shut") is None
    field = page.css_first("form#ask input[name=window]")
    assert field.attributes["value"] == window
    assert re.fullmatch(field.attributes["pattern"] or "", window)
    assert [node.attributes["name"] for node in page.css("form#ask [name=window]")] == ["window"], (
        "kept once, as a field"
    )
    hint = page.css_first(f"#{field.attributes['aria-describedby']}")
    assert words(hint).startswith("Within: only what falls between two moments")
    assert "between 2026-03-24 and 2026-03-31 12:00" in words(page.css_first(".lead"))
    assert page.css_first("form#ask option[selected]").attributes["value"] == "registry-compromise"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("window=2026-03-24", "'2026-03-24' is no window; give two moments with a slash between them, A/B"),
        ("window=2026-03-31/2026-03-24", "ends before it begins; give the earlier moment first"),
        ("window=a/2026-03-24", "'a' is no moment; give a date such as 2026-03-24, or a time with its zone"),
        ("window=2026-03-24/2026-03-31&depth=2", "a window takes no depth besides; leave one of them out"),
    ],
)
def test_a_window_that_is_none_is_told_of_in_words(client: httpx.Client, asked: str, told: str) -> None:
    answer = client.get(f"/explore/radius?component=modelslab-registry&{asked}", headers=HTML)

    assert answer.status_code == 400
    assert told in words(LexborHTMLParser(answer.text).css_first("main"))


def test_the_exports_of_a_radius(client: httpx.Client) -> None:
    page = read(client, "/explore/radius?component=modelslab-registry&depth=1&offset=0")
    table, whole, picture = (client.get(node.attributes["href"]) for node in page.css(".export a")[:3])

    assert table.headers["content-type"].startswith("text/csv")
    assert whole.json()["depth"] == 1
    assert picture.headers["content-disposition"] == 'attachment; filename="blast-radius.html"'
    assert "<!doctype html>" in picture.text


def test_a_row_is_as_likely_as_its_file_says_whichever_mode_it_is_lost_in(client: httpx.Client) -> None:
    path = "/explore/radius{}?component=modelslab-registry&mode=control&class=AIAgent&depth="
    whole = client.get(path.format(".json")).raise_for_status().json()["affected"]
    row = next(row for row in whole if row["label"] == "Modelslab")
    page = read(client, path.format(""))

    shown = {words(node.css_first(".what a")): node for node in page.css("table.rows tbody")}["Modelslab"]
    assert row["likelihood"]["default"] > max(odds["default"] for odds in row["by_mode"].values())
    assert words(shown.css_first("[data-label=Likely]")).startswith(f"{100 * row['likelihood']['default']:.3g} % ")
    for mode, odds in row["by_mode"].items():
        assert f"{mode} {100 * odds['default']:.3g} %, {100 * odds['low']:.3g} to" in words(shown.css_first("details"))


def test_a_radius_page_says_how_likely_and_what_is_supposed(client: httpx.Client) -> None:
    asked = {"component": "modelslab-registry", "with-mitigation": "digest-pinning", "at": "2026-11-01"}
    page = client.get("/explore/radius", params=asked, headers={"accept": "text/html"})

    assert page.status_code == 200
    assert "As things are, on average" in page.text
    assert "Supposed:" in page.text
    assert 'as of <time datetime="2026-11-01T00:00:00Z">2026-11-01</time>;' in page.text
    assert '<input type="hidden" name="with-mitigation" value="digest-pinning">' in page.text
    assert '<input type="hidden" name="at" value="2026-11-01">' in page.text
    assert 'data-label="Likely"' in page.text
    plain = client.get("/explore/radius", params={"component": "modelslab-registry"}, headers={"accept": "text/html"})
    assert "Supposed:" not in plain.text


def test_filters_choose_rows_and_their_exports(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    path = "/explore/radius?component=modelslab-registry&evidence=affected&class=Application&acts=1"
    page = read(client, path)
    radius = knowledge_base.blast_radius("modelslab-registry")
    wanted = [row.label for row in radius.affected if row.class_name == "Application" and row.attack_steps <= 1]

    assert [words(node) for node in page.css("table.rows .what a")] == wanted
    assert words(page.css_first(".shown")).startswith(f"{len(wanted)} of {sum(radius.counts.values())} fit.")
    table, whole = (client.get(node.attributes["href"]) for node in page.css(".export a")[:2])
    assert len(table.text.splitlines()) == len(wanted) + 1
    assert [row["label"] for row in whole.json()["affected"]] == wanted
    assert whole.json()["possible"] == []


def test_owners_sum_to_the_whole(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    page = read(client, "/explore/radius?component=modelslab-registry&show=who")
    counts = knowledge_base.blast_radius("modelslab-registry", limit=0).counts
    rows = [[int(words(cell)) for cell in row.css("td.number")] for row in page.css("table.owners tbody tr")]

    assert [sum(column) for column in zip(*rows, strict=True)][:3] == [
        counts[name] for name in ("affected", "possible", "unknown")
    ]
    assert all(sum(row[:3]) == sum(row[3:]) for row in rows), "evidence and acts count the same components"


def test_controls_say_what_each_does_alone(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    given = ("digest-pinning", "internal-mirror@modelslab-registry")
    asked = "".join(f"&with-mitigation={one}" for one in given)
    page = read(client, f"/explore/radius?component=modelslab-registry&show=controls&budget=1{asked}")

    rows = page.css("table.before-after tbody tr")
    for row, one in zip(rows, given, strict=False):
        alone = knowledge_base.blast_radius("modelslab-registry", with_mitigations=[one], limit=1).expected
        assert f"{alone.default:.1f}" in words(row.css("td")[1]), one
    assert words(rows[2].css_first("th")) == "All together"
    off = rows[0].css_first("a.button").attributes["href"]
    assert "digest-pinning" not in off
    assert "internal-mirror" in off
    plans = knowledge_base.plans("modelslab-registry", budget=1, with_mitigations=given)
    assert len(page.css("ol.plans > li")) == len(plans.plans)
    checked = [node.attributes["value"] for node in page.css("form.switches input[checked]")]
    assert checked == ["digest-pinning"]


def test_what_to_do_at_once_names_actions_and_keys(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    page = read(client, "/explore/radius?component=modelslab-registry&show=now")
    contained = knowledge_base.contain("modelslab-registry")

    assert [words(node) for node in page.css("ol.keys li div > a:first-child")] == [
        one.label for one in contained.rotate
    ]
    assert [words(node) for node in page.css("ol.deeds h3 a")] == [one.label for one in contained.actions]
    ends = [knowledge_base.component(one.edge[2]).label if one.edge else None for one in contained.actions]
    assert any(ends), "something is blocked"
    for head, end in zip(page.css("ol.deeds h3"), ends, strict=True):
        assert end is None or words(head).endswith(end)


def test_what_is_supposed_is_told_by_name(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    given = (
        "with-mitigation=digest-pinning%40modelslab-registry&with-edge=modelslab-console%20dependsOn%20brae-notebook"
    )
    for path in ("/explore/radius?component=modelslab-registry", "/explore/replay/litellm-2026?step=2"):
        banner = words(next(one for one in read(client, f"{path}&{given}").css(".banner") if "Supposed" in one.text()))
        names = [knowledge_base.component(one).label for one in ("modelslab-console", "brae-notebook")]
        at = knowledge_base.component("modelslab-registry").label
        assert f"with {' depends on '.join(names)};" in banner
        assert f"with {knowledge_base.mitigation('digest-pinning').label} on {at};" in banner
