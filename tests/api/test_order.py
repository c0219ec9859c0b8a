"""Columns sort and filters choose by how grave it would be: in the address, and without a script."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef
from selectolax.lexbor import LexborHTMLParser
from tests.api.reading import words

from aftershock.explore.turtle import VIEW
from aftershock.model.marks import UNGIVEN

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

HTML = {"Accept": "text/html,*/*;q=0.8"}
REGISTRY = "/explore/radius?component=modelslab-registry"


def read(client: httpx.Client, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path, headers=HTML).raise_for_status().text)


def column(page: LexborHTMLParser, place: int) -> list[str]:
    """Give what stands in a column, counted from 0, of the first table; numbers without their commas."""
    rows = [row.css("th, td") for row in page.css_first("table").css("tbody tr:not(.why)")]
    return [cells[place].text(strip=True, separator=" ") for cells in rows]


def links(page: LexborHTMLParser) -> dict[str, str]:
    return {node.text(deep=False, strip=True): node.attributes["href"] for node in page.css("thead a.sort")}


@pytest.mark.parametrize(
    ("path", "text", "place", "first"),
    [
        ("/explore/threats", "Claims", 3, "descending"),
        ("/explore/threats?search=model", "Threat", 0, "ascending"),
        ("/explore/mitigations", "Threats answered", 1, "descending"),
        ("/explore/components?class=Registry", "Rest on it", 3, "descending"),
        ("/explore/components", "Owner", 2, "ascending"),
        ("/explore/documents", "Triples", 3, "descending"),
        ("/explore/starts", "Owner", 2, "ascending"),
        ("/explore/starts?by=reach", "possible", 4, "descending"),
        ("/explore/starts", "#", 0, "ascending"),
        (REGISTRY + "&evidence=affected", "Depth", 4, "descending"),
        (REGISTRY, "Component", 0, "ascending"),
    ],
)
def test_a_head_sorts_and_turns_the_order_round(
    client: httpx.Client, path: str, text: str, place: int, first: str
) -> None:
    def value(shown: str) -> Any:
        plain = shown.replace(",", "")
        return int(plain) if plain.isdecimal() else shown.casefold()

    def filled(page: LexborHTMLParser) -> list[Any]:
        some = column(page, place)
        if place == 0 and path.startswith("/explore/radius"):
            some = [node.text(strip=True) for node in page.css("table .what a")]
        return [value(shown) for shown in some if shown not in ("", "nobody named")]

    plain = read(client, path)
    once = read(client, links(plain)[text])
    twice = read(client, links(once)[text])

    assert plain.css("th[aria-sort]") == []
    (head,) = once.css("th[aria-sort]")
    assert head.attributes["aria-sort"] == first
    assert (
        twice.css_first("th[aria-sort]").attributes["aria-sort"]
        == {
            "ascending": "descending",
            "descending": "ascending",
        }[first]
    )
    assert filled(once) == sorted(filled(once), reverse=first == "descending")
    assert filled(twice) == sorted(filled(twice), reverse=first == "ascending")
    assert len(set(filled(once)) | set(filled(twice))) > 2
    empty = [shown in ("", "nobody named") for shown in column(once, place)]
    assert empty == sorted(empty), "what nobody knows comes last"


def test_a_sorted_list_has_pages_and_its_forms_keep_the_order(client: httpx.Client) -> None:
    first = read(client, "/explore/components?sort=dependents&class=Package")
    every = read(client, "/explore/components?sort=dependents")
    second = read(client, every.css_first("a[rel=next]").attributes["href"])

    assert int(column(every, 3)[-1]) >= int(column(second, 3)[0])
    kept = {(one.attributes["name"], one.attributes["value"]) for one in first.css("form input[type=hidden]")}
    assert ("sort", "dependents") in kept
    wrong = client.get("/explore/components?sort=colour", headers=HTML)
    assert wrong.status_code == 400
    assert "component, class, owner, dependents, dependencies" in wrong.text


def test_agents_are_chosen_by_the_bands_that_their_scores_may_lie_in(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    agents = knowledge_base.agents(limit=1000).items
    sure = [one.name for one in agents if one.low == one.high]
    low = [one.name for one in agents if one.low <= 3.9 and one.high >= 0.1]
    shown: list[str] = []
    page = read(client, "/explore/agents?severity=low&sort=most&order=asc")
    while True:
        shown += [node.text(strip=True) for node in page.css("li.card h3 a")]
        following = page.css_first("a[rel=next]")
        if following is None:
            break
        page = read(client, following.attributes["href"])

    assert sorted(shown) == sorted(low)
    data = client.get(read(client, "/explore/agents?severity=low").css(".export a")[1].attributes["href"]).json()
    assert sorted(item["name"] for item in data["items"]) == sorted(low)
    assert len(low) < len(agents)
    known = {one.name: one.high for one in agents}
    assert [known[name] for name in shown] == sorted(known[name] for name in shown)
    assert sure, "some scores are known, and lie in one band"
    for name in sure:
        assert len(knowledge_base.marks()[next(one.iri for one in agents if one.name == name)].severity) == 1


@pytest.mark.parametrize("asked", ["criticality=MissionCritical", "severity=high", f"criticality={UNGIVEN}"])
def test_rows_lists_and_starts_are_chosen_by_how_grave_it_would_be(
    client: httpx.Client, knowledge_base: KnowledgeBase, asked: str
) -> None:
    name, _, value = asked.partition("=")
    marks = knowledge_base.marks()
    graver = {iri for iri, mark in marks.items() if value in (*mark.severity, mark.criticality)}
    plain = value == UNGIVEN

    def fits(iri: str) -> bool:
        return (iri not in marks or marks[iri].criticality is None) if plain else iri in graver

    radius = knowledge_base.blast_radius("modelslab-registry", likelihood=False)
    rows = [*radius.affected, *radius.possible, *radius.unknown]
    page = read(client, f"{REGISTRY}&limit=1000&{asked}")
    listed = read(client, f"/explore/components?{asked}")
    ranked = read(client, f"/explore/starts?{asked}")

    wanted = [row.label for row in rows if fits(row.component)]
    assert 0 < len(wanted) < len(rows)
    assert [node.text(strip=True) for node in page.css("table.rows .what a")] == wanted
    assert page.css_first(f"select[name={name}] option[selected]").attributes["value"] == value
    total = sum(fits(item.iri) for item in knowledge_base.components(limit=100_000).items)
    assert int(listed.css_first("h1 .quiet").text().replace(",", "")) == total
    data = client.get(listed.css(".export a")[1].attributes["href"]).json()
    assert {item["iri"] for item in data["items"] if fits(item["iri"])} == {item["iri"] for item in data["items"]}
    assert len(data["items"]) == total
    if name == "criticality":
        behind = client.get(
            "/sparql", params={"query": listed.css_first(".sparql code").text(), "format": "json"}
        ).json()
        told = {row["component"]["value"] for row in behind["results"]["bindings"]}
        assert {item["iri"] for item in data["items"]} <= told if plain else told == graver
    every = [row for row in knowledge_base.ranking("reach", limit=1000).rows if fits(row.component)]
    total = ranked.css_first("p.shown").text().split(" of ")[1].split(",")[0]
    assert [node.text(strip=True) for node in ranked.css("table.starts th a:not(.sort)")] == [
        row.label for row in every[:50]
    ]
    assert column(ranked, 0) == [str(place) for place in range(1, len(every[:50]) + 1)]
    assert int(total.replace(",", "")) == len(every)
    table = list(csv.DictReader(client.get(ranked.css_first(".export a").attributes["href"]).text.splitlines()))
    assert [row["component"] for row in table] == [row.component for row in every]
    written = client.get(ranked.css(".export a")[1].attributes["href"]).text
    ranks = Graph().parse(data=written).subject_objects(URIRef(f"{VIEW}rank"))
    assert {str(one): int(place) for one, place in ranks} == {
        row.component: place for place, row in enumerate(every, 1)
    }


def test_starts_are_chosen_by_owner(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    every = knowledge_base.ranking(limit=1000).rows
    owner = next(row.owner for row in every if row.owner)
    for name, wanted in ((owner.rpartition("/")[2], owner), ("nobody", None)):
        page = read(client, f"/explore/starts?owner={name}&sort=component")
        labels = [row.label for row in every if row.owner == wanted]
        assert 0 < len(labels) < len(every)
        assert column(page, 1)
        assert [node.text(strip=True) for node in page.css("table.starts th a:not(.sort)")] == sorted(
            labels, key=str.casefold
        )[:50]
        assert page.css_first("select[name=owner] option[selected]").attributes["value"] == name
    refused = client.get("/explore/starts?owner=nobdy", headers=HTML)
    assert refused.status_code == 404
    assert "no owner is called" in refused.text


def test_components_are_chosen_by_owner_and_lead_to_theirs(
    client: httpx.Client, knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = knowledge_base.components(limit=sys.maxsize).items
    counts = Counter(item.owner for item in every)
    owner = next(iri for iri, _ in counts.most_common() if iri)
    label = knowledge_base.component(owner).label
    for name, wanted in ((owner.rpartition("/")[2], owner), (owner, owner), ("nobody", None)):
        page = read(client, f"/explore/components?owner={quote(name, safe='')}&sort=owner")
        offered = {one.attributes["value"]: one.text() for one in page.css("select[name=owner] option")}
        assert offered[name.rpartition("/")[2]] == f"{label if wanted else 'nobody is named'} ({counts[wanted]:,})"
        assert page.css_first("select[name=owner] option[selected]").attributes["value"] == name.rpartition("/")[2]
        assert words(page.css_first(".shown")).startswith(f"{min(100, counts[wanted])} of {counts[wanted]:,} shown")
        given = client.get(page.css(".export a")[1].attributes["href"]).raise_for_status().json()["items"]
        assert [item["iri"] for item in given] == [item.iri for item in every if item.owner == wanted]
        assert set(column(page, 2)) == {label if wanted else "nobody named"}
    shown = read(client, f"/explore/components?owner={owner.rpartition('/')[2]}").css_first("tbody td a")
    theirs = read(client, shown.attributes["href"] or "")
    assert words(theirs.css_first("h1")) == label
    back = next(node for node in theirs.css("dl.facts a") if words(node).startswith(f"{counts[owner]} component"))
    assert column(read(client, back.attributes["href"] or ""), 2) == [label] * counts[owner]
    narrow = read(client, "/explore/components?class=Model&owner=nobody").css("select[name=owner] option")
    held = Counter(item.owner for item in knowledge_base.components(class_name="Model", limit=sys.maxsize).items)
    assert narrow[-1].text() == f"nobody is named ({held[None]:,})"
    none = read(client, f"/explore/components?search=no-such&owner={owner.rpartition('/')[2]}")
    assert none.css_first("select[name=owner] option[selected]").text() == f"{owner.rpartition('/')[2]} (0)"
    refused = client.get("/explore/components?owner=nobdy", headers=HTML)
    assert (refused.status_code, "no owner is called" in refused.text) == (404, True)
    monkeypatch.setattr("aftershock_api.explorer.lists._OWNERS", 1)
    typed = read(client, "/explore/components?owner=nobody").css_first("input[name=owner]:not([type=hidden])")
    assert typed.attributes["value"] == "nobody", "of too many to offer one types the name"


@pytest.mark.parametrize("path", ["/explore/starts?", "/explore/components?", f"{REGISTRY}&limit=1&"])
def test_what_a_form_leaves_empty_is_not_asked(client: httpx.Client, path: str) -> None:
    """Without script a form sends all of its fields."""
    names = {node.attributes["name"] or "" for node in read(client, path).css("main select, main input[type=search]")}

    assert {"severity", "criticality"} <= names
    assert client.get(path + "&".join(f"{name}=" for name in sorted(names)), headers=HTML).status_code == 200
