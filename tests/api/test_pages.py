"""The pages for people, as they are before any script runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from scripts import screenshots
from selectolax.lexbor import LexborHTMLParser
from tests.api.reading import HTML, read, words
from tests.browser import hostile_places, places

from aftershock.errors import DeadlineError
from aftershock_api.app import create_app
from aftershock_api.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from aftershock import KnowledgeBase

PAGES = [
    "/explore",
    "/explore?q=registry",
    "/explore?q=nothing-of-that-name",
    "/explore/radius",
    "/explore/radius?component=quill-studio&show=now&hide=kind-model,whole&expand=out~Model~urn%3Ax",
    "/explore/agent/modelslab?hide=kind-model&expand=out~Model~urn%3Ax",
    "/explore/radius?component=quill-studio&show=who",
    "/explore/radius?component=quill-studio&show=now",
    "/explore/radius?component=quill-studio&show=controls&with-mitigation=digest-pinning",
    "/explore/radius?component=quill-studio&show=open",
    "/explore/matrix",
    "/explore/starts",
    "/explore/starts?by=class&class=Application",
    "/explore/starts?by=impact&class=Application",
    "/explore/why?component=modelslab-registry&target=modelslab-console",
    "/explore/replay",
    "/explore/replay/litellm-2026?step=3",
    "/explore/matrix?rows=agents&heat=open&certainty=stated",
    "/explore/agent/modelslab",
    "/explore/agent/modelslab?claims=not-certain",
    "/explore/agent/osv-mcp",
    "/explore/agents?search=model",
    "/explore/documents",
    "/explore/component?iri=modelslab-registry",
    "/explore/components",
    "/explore/radius?component=modelslab-registry&worlds=64",
    "/explore/radius?component=quill-studio&component=modelslab-gateway&depth=1",
    "/explore/radius?component=quill-studio&threat=compromised-release&mode=&depth=&alternatives=any",
    "/explore/threats",
    "/explore/threat/registry-compromise",
    "/explore/threat/missing-rbac?layer=6",
    "/explore/mitigations",
    "/id/threat/registry-compromise",
    "/explore/about?iri=http://www.w3.org/2004/02/skos/core%23prefLabel",
    "/ontology",
    "/sparql",
    "/explore/agent/nobody",
]


def shape(link: str) -> tuple[str, ...]:
    """Give what links have in common that one road answers: the folder, and the names in the query."""
    path, _, query = link.partition("?")
    return (path.rpartition("/")[0] or path, *sorted({part.partition("=")[0] for part in query.split("&")}))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_has_nothing_inline_and_asks_nobody_else(client: httpx.Client, path: str) -> None:
    page = read(client, path)

    assert len(page.css("h1")) == 1
    assert page.css_first("html").attributes["lang"] == "en"
    assert page.css_first("title").text().endswith(" · Aftershock")
    assert page.css_first("main#main") is not None
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids)), "an id occurs twice"
    for control in page.css("input:not([type=hidden]), select, textarea"):
        named = control.attributes.get("id") and page.css_first(f'label[for="{control.attributes["id"]}"]')
        assert named or control.parent.tag == "label", control.html
    for place in page.css("[aria-labelledby]"):
        assert page.css_first(f"#{place.attributes['aria-labelledby']}") is not None
    for script in page.css("script"):
        assert script.attributes.get("type") == "application/json" or script.attributes["src"].startswith("/static/")
    for asked in page.css("link[href], img[src], script[src]"):
        assert (asked.attributes.get("href") or asked.attributes.get("src", "")).startswith("/static/")
    assert page.css("style, [style], iframe, object, embed") == []
    for node in page.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")], node.html


def test_every_link_within_the_service_leads_somewhere(client: httpx.Client) -> None:
    """Of each page two links of every shape, each followed once, however many pages have it.

    A ranking by impact has the links that one by class has, and takes ten times as long.
    """
    links: dict[tuple[str, ...], set[str]] = {}
    for path in (page for page in PAGES if "nobody" not in page and "impact" not in page):
        found: dict[tuple[str, ...], list[str]] = {}
        for node in read(client, path).css("a[href^='/']"):
            link = node.attributes["href"].partition("#")[0]
            found.setdefault(shape(link), []).append(link)
        for kind, some in found.items():
            links.setdefault(kind, set()).update(some[:2])

    chosen = sorted({link for some in links.values() for link in sorted(some)[:2]})
    assert len(links) > 60
    for address in chosen:
        assert client.get(address, headers=HTML).status_code == 200, address


def test_every_road_is_a_page_that_is_looked_at_or_no_page(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    """Browsers hold every page to axe, to no network and to hostile words, and draw it for eyes; no other is HTML."""
    app = create_app(knowledge_base, load_settings({}))
    roads = places.all_roads(app)
    pages = roads - places.OTHERS.keys()
    same = {"/", "/sparql/"}

    assert roads >= places.OTHERS.keys(), "a road is gone"
    assert places.roads(app, places.PAGES.values()) == pages
    for addresses in (hostile_places.told("mallory"), screenshots.PAGES):
        assert places.roads(app, addresses.values()) | same == pages
    for template, example in places.OTHERS.items():
        assert places.roads(app, [example]) == {template}
        answer = client.get(example, headers=HTML)
        assert answer.status_code == (404 if template.startswith("/rdf-graph-store/") else 200), example
        saved = answer.headers.get("content-disposition", "").startswith("attachment;")
        assert saved or "html" not in answer.headers["content-type"], example


def test_the_landing_page_tells_the_four_things(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    page = read(client, "/explore")

    card = next(card for card in page.css("li.card") if words(card.css_first("h3")) == "Modelslab")
    assert words(card.css_first(".score")) == "1.3 to 10.0"
    strip = card.css("ol.strip > li")
    assert [node.attributes["class"] for node in strip] == [
        "stated" if number in (1, 4, 7) else "unsure" for number in range(1, 8)
    ]
    assert [words(node.css_first(".claims")) for node in strip] == ["4", "2?", "1?", "3", "1?", "3?", "4"]
    starts = [words(row) for row in page.css("table.worst tbody th a")]
    assert starts == [item.label for item, *_ in knowledge_base.worst_starts(10)]
    assert "Modelslab: 4 of 7 layers not certain from its page (L2, L3, L5, L6)" in words(page.css_first("ul.gaps"))
    assert "What would narrow it most: CVSS base." in words(page.css_first("ul.gaps"))


def test_an_empty_service_says_so(writer: httpx.Client) -> None:
    page = read(writer, "/explore")

    (empty,) = page.css(".empty")
    assert words(empty) == (
        "No page of an agent is in the graph yet; these are the catalogue’s. "
        "aftershock ingest PAGE takes an agent’s threat-model page."
    )
    cards = page.css("ul.cards .card")
    assert len(cards) == 6, "so many are shown"
    assert {words(card.css_first(".kind")) for card in cards} == {"catalogue"}
    (gap,) = page.css("ul.gaps li")
    assert "agents are known from the catalogue alone" in words(gap)
    nothing = read(writer, "/explore/components?search=nothing-of-that-name")
    assert words(nothing.css_first(".empty")) == "Nothing goes by that. All of them"


def test_what_could_not_be_counted_says_why(
    knowledge_base: KnowledgeBase, serve: Callable[..., AbstractContextManager[str]]
) -> None:
    class Slow:
        def query(self, *_: object, **__: object) -> object:
            raise DeadlineError("the query", 4)

        def __getattr__(self, name: str) -> object:
            return getattr(knowledge_base, name)

    with serve(Slow()) as there:
        page = LexborHTMLParser(httpx.get(f"{there}/explore", headers=HTML, timeout=60).text)

    assert "Components that do not say what they depend on: not counted" in words(page.css_first("ul.gaps"))
    assert "the query ran past its deadline of 4 s and was ended" in words(page.css_first("ul.gaps"))


def test_searching_works_without_script(client: httpx.Client) -> None:
    found = read(client, "/explore?q=modelslab")

    assert "/explore/agent/modelslab" in {node.attributes["href"] for node in found.css("ul.found a")}


@pytest.mark.parametrize(
    ("text", "kind", "href"),
    [
        ("AML.T0010", "catalogue entry", "/id/atlas/2026.05/AML.T0010"),
        ("tampers with what it serves", "rule", "/id/rule/registry-integrity"),
        ("Agent Ecosystem", "layer", "/id/maestro/L7"),
        ("company's agents", "document", "/id/document/"),
        ("aft:dependsOn", "property", "/ontology#dependsOn"),
        ("carrying rel", "class", "/ontology#CarryingRelation"),
        ("NotCertain", "concept", "/ontology#NotCertain"),
        ("layers of MAESTRO, in order", "question", "/sparql?query=%23+What+are+the+layers"),
    ],
)
def test_whatever_has_a_name_is_found_after_what_one_looks_for_most(
    client: httpx.Client, text: str, kind: str, href: str
) -> None:
    found = client.get("/explore/suggest", params={"q": text}).json()["items"]
    hit = next(one for one in found if one["kind"] == kind)

    assert hit["href"].startswith(href)
    assert text.casefold() in f"{hit['slug']} {hit['label']}".casefold()
    assert read(client, hit["href"]).css_first("h1") is not None
    kinds = [one["kind"] for one in client.get("/explore/suggest?q=registry").json()["items"]]
    assert "component" in kinds[:2]


def test_a_question_is_found_by_its_name_and_leads_to_the_editor_with_it(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    page = read(client, "/explore?q=layers-in-order")

    hit = page.css_first("ul.found li")
    assert [words(hit.css_first(one)) for one in (".kind", "code")] == ["question", "layers-in-order"]
    editor = read(client, hit.css_first("a").attributes["href"] or "")
    assert editor.css_first("textarea").text() == knowledge_base.question("layers-in-order").text
    assert editor.css("#result table tbody tr")
    anchors = {row.attributes["id"] for row in read(client, "/ontology").css("tr[id]")}
    terms = [term for _, term, slug, _ in knowledge_base.search("aft:", 1000) if slug.startswith("aft:")]
    assert len(terms) > 250
    assert {term.partition("#")[2] for term in terms} <= anchors


def test_what_there_is_more_of_than_is_shown_says_so(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    many, none = (read(client, f"/explore?q={text}") for text in ("model", "nothing-of-that-name"))
    assert words(many.css_first("h1")) == f"{len(many.css('.found li'))} things or more go by “model”"
    assert words(none.css_first("h1")) == "Nothing goes by “nothing-of-that-name”"

    agents = knowledge_base.components(class_name="AIAgent", limit=1).total
    page = read(client, "/explore/threat/prompt-injection")
    shown = page.css("a[href*='radius?component']")
    link = page.css_first(".note a[href*='components?class']")
    assert len(shown) < agents
    said = f"The first {len(shown)} stand here. All of class AI agent ({agents}), application ("
    assert any(words(one).startswith(said) for one in page.css(".note"))
    assert f"of {agents} shown" in words(read(client, link.attributes["href"] or "").css_first(".shown"))


def test_search_finds_an_incident_and_leads_to_its_replay(client: httpx.Client) -> None:
    found = client.get("/explore/suggest?q=litellm: two").json()["items"]

    assert [one["kind"] for one in found] == ["scenario"]
    assert words(read(client, found[0]["href"]).css_first("h1")) == found[0]["label"]


def test_a_threat_tells_who_is_exposed(client: httpx.Client) -> None:
    page = read(client, "/explore/threat/registry-compromise")

    claims = {words(claim.css_first("a")): claim for claim in page.css("ul.claims li")}
    assert "registry" in words(claims["Modelslab"].css_first("q"))


def test_a_mitigation_has_its_page(client: httpx.Client) -> None:
    slug = client.get("/mitigations").json()["items"][0]["slug"]

    assert len(read(client, f"/explore/mitigation/{slug}").css("h1")) == 1


def test_lists_have_pages(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    total = knowledge_base.components().total
    first = read(client, "/explore/components")
    second = read(client, first.css_first("nav.pages a[rel=next]").attributes["href"])

    assert len(first.css("tbody tr")) == 100
    assert len(second.css("tbody tr")) == min(100, total - 100)
    assert second.css_first("nav.pages a[rel=prev]") is not None


def test_a_replay_stands_at_the_event_that_is_asked_for(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    replay = knowledge_base.replay("litellm-2026")
    page = read(client, "/explore/replay/litellm-2026?step=3")
    beyond = read(client, "/explore/replay/litellm-2026?step=99")

    assert words(page.css_first("#step")) == f"3 of {len(replay.steps)} {replay.steps[2].label}"
    assert [int(words(node)) for node in page.css(".step .tiles b")] == [
        replay.steps[2].counts[name] for name in ("affected", "possible", "unknown")
    ]
    assert len(page.css("ol.bars li")) == len(replay.steps)
    assert words(beyond.css_first("#step")).startswith(f"{len(replay.steps)} of")


def test_documents_are_listed_and_writing_is_only_offered_where_it_is_allowed(
    client: httpx.Client, writer: httpx.Client
) -> None:
    listed = [words(node) for node in read(client, "/explore/documents").css("tbody th a")]

    assert "samples/modelslab.txt" in listed
    assert "read-only" in words(read(client, "/explore/documents").css_first(".empty"))
    assert read(client, "/explore/documents").css_first("#drop") is None
    assert read(writer, "/explore/documents").css_first("#drop") is not None
