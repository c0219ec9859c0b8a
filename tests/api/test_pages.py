"""The pages for people, as they are before any script runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from aftershock import resources
from aftershock.errors import DeadlineError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from aftershock import KnowledgeBase

HTML = {"Accept": "text/html,*/*;q=0.8"}
PAGES = [
    "/explore",
    "/explore?q=registry",
    "/explore?q=nothing-of-that-name",
    "/explore/radius",
    "/explore/radius?component=modelslab-registry&show=now&hide=model,stated&expand=out~Model~urn%3Ax",
    "/explore/agent/modelslab?hide=model&expand=out~Model~urn%3Ax",
    "/explore/radius?component=modelslab-registry&show=who",
    "/explore/radius?component=modelslab-registry&show=now",
    "/explore/radius?component=modelslab-registry&show=controls&with-mitigation=digest-pinning",
    "/explore/radius?component=modelslab-registry&show=open",
    "/explore/matrix",
    "/explore/starts",
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
    "/explore/radius?component=modelslab-registry",
    "/explore/radius?component=modelslab-registry&component=modelslab-gateway&depth=1",
    "/explore/radius?component=modelslab-registry&threat=registry-compromise&mode=&depth=&alternatives=any",
    "/explore/threats",
    "/explore/threat/registry-compromise",
    "/explore/threat/missing-rbac?layer=6",
    "/explore/mitigations",
    "/id/threat/registry-compromise",
    "/ontology",
    "/sparql",
    "/explore/agent/nobody",
]


DEPLOYED = """@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix agent: <https://w3id.org/aftershock/id/agent/> .
@prefix mitigation: <https://w3id.org/aftershock/id/mitigation/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
<urn:x:manifest> a prov:Entity .
<urn:x:1> a aft:MitigationDeployment ; aft:ofMitigation mitigation:digest-pinning ;
  aft:deployedOn agent:larkfield-shop-assistant ; aft:status aft:Present ; prov:wasDerivedFrom <urn:x:manifest> .
<urn:x:2> a aft:MitigationDeployment ; aft:ofMitigation mitigation:agent-sandbox ;
  aft:deployedOn agent:larkfield-shop-assistant ; aft:status aft:Absent .
<urn:x:3> a aft:MitigationDeployment ; aft:ofMitigation mitigation:egress-control ;
  aft:deployedOn agent:larkfield-shop-assistant ; aft:status aft:Unknown ; aft:wouldSettleIt "The firewall's rules." .
"""


def read(client: httpx.Client, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path, headers=HTML).text)


def words(node: object) -> str:
    return re.sub(r"\s+", " ", node.text()).strip()  # type: ignore[attr-defined] # selectolax's node


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


def shape(link: str) -> tuple[str, ...]:
    """Give what links have in common that one road answers: the folder, and the names in the query."""
    path, _, query = link.partition("?")
    return (path.rpartition("/")[0] or path, *sorted({part.partition("=")[0] for part in query.split("&")}))


def test_every_link_within_the_service_leads_somewhere(client: httpx.Client) -> None:
    """Of each page two links of every shape, each followed once, however many pages have it."""
    links: dict[tuple[str, ...], set[str]] = {}
    for path in (page for page in PAGES if "nobody" not in page):
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


def test_an_agent_whose_page_is_sure_of_everything_leaves_nothing_unknown(writer: httpx.Client) -> None:
    text = resources.example("pages/larkfield-shop-assistant.txt").read_text(encoding="utf-8")
    sure = re.sub("⚠ not certain from listing", "✓ mapped", text)
    assert writer.post("/documents", params={"name": "page.txt"}, content=sure.encode()).status_code == 201

    page = read(writer, "/explore")
    gaps = words(page.css_first("ul.gaps"))

    assert words(page.css_first("ul.cards .card h3")) == "Larkfield Shop Assistant", "before those of the catalogue"
    assert "Larkfield" not in gaps
    assert "1 service with nobody accountable for it" in gaps

    before = {words(node) for node in read(writer, "/explore/agent/larkfield-shop-assistant").css("ul.unsaid-list a")}
    assert writer.post("/documents", params={"name": "in-place.ttl"}, content=DEPLOYED.encode()).status_code == 201
    agent = read(writer, "/explore/agent/larkfield-shop-assistant")
    told = {words(part.css_first(".status")): words(part) for part in agent.css(".thirds > div")}
    for status, mitigation in (
        ("Present", "digest-pinning"),
        ("Absent", "agent-sandbox"),
        ("Known to be open", "egress-control"),
    ):
        label = writer.get(f"/mitigations/{mitigation}").json()["label"]
        assert label in told[status]
        assert label not in {words(node) for node in agent.css("ul.unsaid-list a")}
    assert "The firewall's rules." in told["Known to be open"]
    assert {words(node) for node in agent.css("ul.unsaid-list a")} < before
    assert "present on Larkfield Shop Assistant" in words(
        read(writer, "/explore/mitigation/digest-pinning").css_first("section[aria-labelledby=placed]")
    )


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


def test_search_finds_an_incident_and_leads_to_its_replay(client: httpx.Client) -> None:
    found = client.get("/explore/suggest?q=litellm: two").json()["items"]

    assert [one["kind"] for one in found] == ["scenario"]
    assert words(read(client, found[0]["href"]).css_first("h1")) == found[0]["label"]


def test_an_agent_page_highlights_the_words_behind_each_claim(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    page = read(client, "/explore/agent/modelslab")
    agent = knowledge_base.agent("modelslab")

    for layer in agent.layers:
        article = page.css_first(f"#layer-{layer.number}")
        assert article.css_first("blockquote").text() == layer.text
        assert words(article.css_first(".badge")) == layer.certainty.replace("-", " ")
        marked = "".join(node.text() for node in article.css("mark"))
        for claim in layer.threats:
            assert article.css_first(f'a[href="/explore/threat/{claim.threat}"]') is not None
            assert all(word in marked for word in claim.span.split()), claim
    assert [words(row.css_first("th")) for row in page.css("table.factors tbody tr")] == list(agent.factors)
    assert words(page.css_first("ol.missing li")) == "CVSS base"


def test_an_agent_of_the_catalogue_points_at_its_page(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    page = read(client, "/explore/agent/osv-mcp")
    agent = knowledge_base.agent("osv-mcp")

    assert "From the catalogue" in words(page.css_first(".lead"))
    assert "4 of them were read" in words(page.css_first("section[aria-labelledby=layers]"))
    assert [node.id for node in page.css("article.layer")] == [f"layer-{layer.number}" for layer in agent.layers]
    assert not page.css("article.layer blockquote, article.layer q")
    claims = page.css("article.layer li")
    assert len(claims) == sum(len(layer.threats) for layer in agent.layers)
    for claim in claims:
        assert claim.css("a")[1].attributes["href"] == agent.source
    assert "Nothing is claimed." in words(page.css_first("#layer-4"))


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


def test_the_exports_of_a_radius(client: httpx.Client) -> None:
    page = read(client, "/explore/radius?component=modelslab-registry&depth=1&offset=0")
    table, whole, picture = (client.get(node.attributes["href"]) for node in page.css(".export a")[:3])

    assert table.headers["content-type"].startswith("text/csv")
    assert whole.json()["depth"] == 1
    assert picture.headers["content-disposition"] == 'attachment; filename="blast-radius.html"'
    assert "<!doctype html>" in picture.text


def test_the_sparql_behind_a_view_runs(client: httpx.Client) -> None:
    for path in (
        "/explore/agent/modelslab",
        "/explore/component?iri=modelslab-registry",
        "/explore/radius?component=modelslab-registry",
        "/explore/radius?component=modelslab-registry&show=who",
        "/explore/why?component=modelslab-registry&target=modelslab-console",
        "/explore/starts",
        "/explore/matrix",
        "/explore/agents",
        "/explore/documents",
        "/explore/replay",
        "/explore/replay/litellm-2026",
        "/explore/components?search=modelslab&class=Registry",
        "/explore/threats?search=registry",
        "/explore/mitigations?search=digest",
        "/explore/mitigation/digest-pinning",
        "/explore/threat/registry-compromise",
        "/id/threat/registry-compromise",
        "/ontology",
    ):
        query = read(client, path).css_first("details.sparql pre").text()
        answer = client.get("/sparql", params={"query": query, "format": "json"})
        assert answer.status_code == 200, (path, answer.text)
        assert answer.json()["results"]["bindings"], path


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


def test_a_radius_page_says_how_likely_and_what_is_supposed(client: httpx.Client) -> None:
    asked = {"component": "modelslab-registry", "with-mitigation": "digest-pinning", "at": "2026-11-01"}
    page = client.get("/explore/radius", params=asked, headers={"accept": "text/html"})

    assert page.status_code == 200
    assert "As things are, on average" in page.text
    assert "Supposed:" in page.text
    assert "as of 2026-11-01T00:00:00Z" in page.text
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


def test_a_matrix_counts_each_claim_once(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    by_threat = client.get("/explore/matrix.json").json()["items"]
    by_agent = client.get("/explore/matrix.json?rows=agents").json()["items"]
    unanswered = client.get("/explore/matrix.json?rows=agents&heat=open").json()["items"]
    agent = knowledge_base.agent("modelslab")

    row = next(one for one in by_agent if one["agent"] == agent.iri)
    assert {
        f"L{layer.number}": len({one.threat for one in layer.threats if one.polarity == "exposed"})
        for layer in agent.layers
    } == {name: row[name] for name in ("L1", "L2", "L3", "L4", "L5", "L6", "L7")}
    assert sum(one["total"] for one in by_threat) == sum(one["total"] for one in by_agent)
    assert sum(one["total"] for one in unanswered) <= sum(one["total"] for one in by_agent)
    page = read(client, "/explore/matrix?rows=agents&search=modelslab")
    assert [words(node) for node in page.css("table.matrix tbody th")] == ["Modelslab"]
    text = client.get("/explore/matrix.csv").text.splitlines()
    assert text[0] == "threat,label,L1,L2,L3,L4,L5,L6,L7,total"
    assert len(text) == len(by_threat) + 1


def test_suspected_claims_are_those_of_uncertain_layers(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    page = read(client, "/explore/agent/modelslab?claims=not-certain")
    layers = [layer for layer in knowledge_base.agent("modelslab").layers if layer.certainty == "not-certain"]

    assert [words(node) for node in page.css("ul.claims li > a")] == [
        claim.label for layer in layers for claim in layer.threats if claim.polarity == "exposed"
    ]
    unsaid = page.css("ul.unsaid-list li")
    assert unsaid
    assert all("answers" in words(node) for node in unsaid)


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
