"""A component that more rest on than a picture has room for: its table has them all, a page at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.api.reading import read, words

from aftershock.errors import UsageError

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

MODELS = 251
CROWDED = """@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://fresh.example/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
x:hub a aft:Registry ; aft:accountable x:team ; aft:dependsOn x:below .
x:team a aft:Team ; skos:prefLabel "The Fresh Team" .
x:below a aft:Service ; aft:accountable x:untyped .
""" + "".join(f"x:model-{n} a aft:Model ; aft:distributedThrough x:hub .\n" for n in range(MODELS))
PAGE = "/explore/component?iri=https://fresh.example/hub"


def test_the_table_has_all_relations_a_page_at_a_time(writer: httpx.Client) -> None:
    assert writer.post("/documents", params={"name": "crowded.ttl"}, content=CROWDED.encode()).status_code == 201

    address, listed, told = PAGE, [], []
    while address:
        page = read(writer, address)
        onward, _ = page.css("table.relations")
        listed += [words(row.css_first("th a")) for row in onward.css("tbody tr")]
        told.append(words(page.css_first("nav[aria-label='Pages of: Falls next'] span")))
        after = page.css_first("nav.pages a[rel=next]")
        address = after.attributes["href"] if after else ""

    assert sorted(listed) == sorted(f"model-{n}" for n in range(MODELS))
    assert told == ["1 to 100 of 251", "101 to 200 of 251", "201 to 251 of 251"]
    assert [words(one) for one in page.css("h3 .quiet")] == ["251", "1"]
    assert words(page.css_first("dl.facts")).count("251") == 1, "as many as rest on it"
    assert "room for 200 of 253 components" in words(page.css_first("p.note"))
    assert "200 of 253 components drawn" in words(page.css_first("#picture-title"))
    assert page.html.index('id="edges"') < page.html.index('id="picture"'), "the table comes first"
    owner = {node["owner"] for node in json.loads(page.css_first("#picture-data").text())["nodes"]}
    assert owner == {None, "The Fresh Team", "untyped"}
    drawn = writer.get("/explore/graph/data").json()["nodes"]
    at = [drawn["fields"].index(name) for name in ("owner", "owner_label")]
    assert {tuple(row[place] for place in at) for row in drawn["rows"]} == {
        (None, ""),
        ("https://fresh.example/team", "The Fresh Team"),
        ("https://fresh.example/untyped", "untyped"),
    }
    offline = read(writer, "/explore/radius.html?component=https://fresh.example/below")
    assert "The Fresh Team" in {words(cell) for cell in offline.css("td[data-label=Owner]")}
    beyond = read(writer, f"{PAGE}&onward=9999")
    assert words(beyond.css_first("nav.pages span")) == told[-1]


def test_a_picture_cut_at_its_relations_says_so_and_leads_to_the_table(writing: httpx.Client) -> None:
    models = [f"x:model-{n}" for n in range(32)]
    woven = CROWDED.split("x:hub a", 1)[0].replace("fresh", "woven") + "".join(
        f"{one} a aft:Model ; aft:derivedFrom {', '.join([*models[place + 1 :], 'x:root'])} .\n"
        for place, one in enumerate(models)
    )
    made = writing.post("/documents", params={"name": "woven.ttl"}, content=woven.encode())
    assert made.status_code == 201, made.text
    there = 32 * 31 // 2 + 32

    page = read(writing, "/explore/component?iri=https://woven.example/root")

    told = f"all 33 components drawn; 500 of {there} relations between them"
    assert told in words(page.css_first("#picture-title"))
    assert len(json.loads(page.css_first("#picture-data").text())["edges"]) == 500
    assert page.css_first(".picture .cut a").attributes["href"] == "#edges"
    assert f"500 of {there} relations" in words(page.css_first("p.note"))


@pytest.mark.parametrize("wrong", [{"direction": "both"}, {"offset": -1}, {"limit": -1}])
def test_relations_that_cannot_be_listed(knowledge_base: KnowledgeBase, wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"direction is one of onward, inward|must be 0 or more"):
        knowledge_base.relations("modelslab-registry", **wrong)  # type: ignore[arg-type] # what a caller may get wrong
