"""What documents say of a relation: as they say it, with the words of pages, and nothing made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph, URIRef
from selectolax.lexbor import LexborHTMLParser
from tests.browser.hostile import LABELS

from aftershock.model.documents import Document
from aftershock.vocabulary import AFT, ID, PREFIXES
from aftershock_api.explorer.quotes import sentence

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from aftershock import KnowledgeBase

REGISTRY = f"{ID}component/modelslab-registry"


def said(client: httpx.Client, dependent: str, dependee: str, **more: str) -> dict[str, Any]:
    answer = client.get("/explore/said", params={"dependent": dependent, "dependee": dependee, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def read(statement: str) -> Graph:
    graph = Graph(bind_namespaces="none")
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    return graph.parse(data=head + statement, format="turtle")


def test_a_bare_triple_is_told_with_its_document(client: httpx.Client) -> None:
    (told,) = said(client, "modelslab", REGISTRY, relation="dependsOn")["statements"]

    assert told["title"] == "An illustrative estate around Modelslab"
    assert told["file"].endswith("estate.ttl")
    assert told["illustrative"]
    assert (told["dependent"], told["relation"], told["dependee"]) == (
        "Modelslab",
        "depends on",
        "ModelsLab model registry",
    )
    assert set(read(told["statement"])) == {(URIRef(f"{ID}agent/modelslab"), URIRef(AFT.dependsOn), URIRef(REGISTRY))}
    page = client.get(told["page"], headers={"Accept": "text/html"})
    assert told["document"] in page.text


@pytest.mark.parametrize(
    ("dependent", "dependee"),
    [
        (REGISTRY, "modelslab-core-host-1"),
        ("postmark-mcp-server", "pkg:npm/postmark-mcp@1.0.16"),
        ("angulartics2-collaborator-machine", "pkg:npm/rxnt-authentication@0.0.3"),
    ],
)
def test_a_statement_of_its_own_is_told_as_the_store_has_it(
    client: httpx.Client, knowledge_base: KnowledgeBase, dependent: str, dependee: str
) -> None:
    (told,) = said(client, dependent, dependee)["statements"]

    kept = knowledge_base.query(
        f"CONSTRUCT {{ <{told['node']}> ?p ?o }} WHERE {{ GRAPH <{told['document']}> {{ <{told['node']}> ?p ?o }} }}",
        format="ntriples",
    )
    expected = Graph(bind_namespaces="none").parse(data=kept.content, format="nt11")
    assert set(read(told["statement"])) == set(expected)
    assert len(expected) > 4
    notes = set(expected.objects(predicate=URIRef(PREFIXES["skos"] + "scopeNote")))
    assert set(told["notes"]) == {str(note) for note in notes}
    named = set(expected.objects(predicate=URIRef(PREFIXES["dcterms"] + "source")))
    assert len(told["sources"]) == len(named)
    assert all(one["title"] and one["page"].startswith("https://") for one in told["sources"])


def test_pages_words_stand_in_the_page(client: httpx.Client, shared: Path) -> None:
    text = " ".join((shared / "samples" / "modelslab.txt").read_text(encoding="utf-8").split())

    (claim,) = said(client, "modelslab", REGISTRY)["claims"]

    assert claim["words"] == "compromise of the central registry"
    assert " ".join(f"{claim['before']}{claim['words']}{claim['after']}".split()) in text
    assert (claim["layer"], claim["threat"], claim["certainty"]) == (7, "Registry compromise", "stated")
    place, _, anchor = claim["page"].partition("#")
    assert LexborHTMLParser(client.get(place).text).css_first(f"#{anchor} mark") is not None


def test_what_nobody_says_is_told_as_such(client: httpx.Client) -> None:
    (told,) = said(client, "civic-bookkeeper", REGISTRY, relation="unsaid")["statements"]

    assert told["dependee"] == ""
    subject = URIRef(f"{ID}agent/civic-bookkeeper")
    silent = (subject, URIRef(AFT.dependencyCompleteness), URIRef(AFT.NoAssertion))
    assert set(read(told["statement"])) == {silent}
    assert said(client, "civic-bookkeeper", "modelslab-sso")["statements"] == []
    assert client.get("/explore/said", params={"dependent": "nobody-at-all", "dependee": REGISTRY}).status_code == 404


def test_a_statement_that_names_a_claim_or_a_span_comes_with_its_words(writing: httpx.Client, shared: Path) -> None:
    page = (shared / "samples" / "modelslab.txt").read_bytes()
    made = writing.post("/documents?name=page.txt", content=page, headers={"Content-Type": "text/plain"})
    assert made.status_code in (200, 201), made.text
    source = f"{ID}document/{Document(page, 'page').sha256}"
    asked = (
        "SELECT ?claim ?span { ?claim a aft:ThreatClaim ; aft:threat threat:registry-compromise ; "
        "prov:wasDerivedFrom ?span . ?span a oa:SpecificResource }"
    )
    (row,) = writing.get("/sparql", params={"query": asked, "format": "json"}).json()["results"]["bindings"]
    claim, span = row["claim"]["value"], row["span"]["value"]
    hostile = LABELS[0].replace("\\", "\\\\").replace('"', '\\"')
    estate = f"""@prefix aft: <{AFT.Dependency.removesuffix("Dependency")}> .
@prefix prov: <{PREFIXES["prov"]}> . @prefix dcterms: <{PREFIXES["dcterms"]}> .
<> dcterms:title "{hostile}" .
<urn:x:app> a aft:Application . <urn:x:model> a aft:Model . <urn:x:hub> a aft:Registry .
<urn:x:one> a aft:Dependency ; aft:dependent <urn:x:model> ; aft:relation aft:distributedThrough ;
  aft:dependee <urn:x:hub> ; prov:wasDerivedFrom <{claim}> .
<urn:x:other> a aft:Dependency ; aft:dependent <urn:x:app> ; aft:relation aft:usesModel ;
  aft:dependee <urn:x:model> ; prov:wasDerivedFrom <{span}> ; dcterms:source <urn:x:a> .
"""
    done = writing.post("/documents?name=estate.ttl", content=estate.encode(), headers={"Content-Type": "text/turtle"})
    assert done.status_code in (200, 201), done.text

    (first,) = said(writing, "urn:x:model", "urn:x:hub")["statements"]
    (second,) = said(writing, "urn:x:app", "urn:x:model")["statements"]

    assert first["title"] == LABELS[0]
    for told in (first, second):
        (quote,) = told["quotes"]
        assert quote["words"] == "compromise of the central registry"
        assert quote["before"].startswith("The platform represents")
        assert quote["page"] == "/explore/agent/modelslab#layer-7"
    assert (first["quotes"][0]["threat"], second["quotes"][0]["threat"]) == ("Registry compromise", "")
    assert second["sources"] == [{"title": "urn:x:a", "page": "/explore/about?iri=urn%3Ax%3Aa"}]
    assert source in span


@pytest.mark.parametrize(
    ("target", "dependee"),
    [
        (f"{ID}agent/modelslab", REGISTRY),
        (f"{ID}component/tinyforge-aurora-7b-q4-r2", REGISTRY),
        (REGISTRY, f"{ID}component/modelslab-sso"),
    ],
)
def test_the_rules_are_those_of_blast_radii(client: httpx.Client, target: str, dependee: str) -> None:
    expected = set()
    for mode in ("control", "integrity", "confidentiality", "availability"):
        asked = {"component": dependee, "mode": mode, "depth": "1"}
        radius = client.get("/blast-radius", params=asked).json()
        for row in (row for rows in ("affected", "possible") for row in radius[rows]):
            step = row["path"][-1]
            if row["component"] == target and step["rule"]:
                expected.add((step["from_mode"], step["mode"], step["likelihood"]["default"], step["basis"].lower()))

    carried = said(client, target, dependee)["carried"]

    told = {(one["from_mode"], one["mode"], one["likelihood"][1], one["basis"].replace(" ", "")) for one in carried}
    assert expected <= told
    assert expected
    assert all(one["label"] and one["page"].startswith("/id/rule/") for one in carried)
    assert said(client, "civic-bookkeeper", REGISTRY, relation="unsaid")["carried"] == []


def test_every_hop_of_the_page_of_reasons_has_the_words(client: httpx.Client) -> None:
    asked = {"component": REGISTRY, "target": "larkfield-shop-assistant", "count": "2"}
    ways = client.get("/paths", params=asked).json()["found"]

    page = LexborHTMLParser(client.get("/explore/why", params=asked).text)

    for way, card in zip(ways, page.css("ol.plans > li"), strict=True):
        told = card.css(".hops > li details.said")
        assert len(told) == len(way["path"]) - 1
        assert all("An illustrative estate" in one.css_first("a").text() for one in told)
        assert all(len(read(one.css_first("pre").text())) >= 1 for one in told)
    assert page.css_first(".hops blockquote mark").text() == "compromise of the central registry"
    supposed = client.get(
        "/explore/why", params={**asked, "with-edge": f"{ID}agent/larkfield-shop-assistant usesModel {REGISTRY}"}
    )
    assert "No current document says so" in supposed.text


@pytest.mark.parametrize(
    "path", ["/explore/component?iri=modelslab-registry", "/explore/radius?component=modelslab-registry"]
)
def test_pages_call_documents_by_their_titles(client: httpx.Client, path: str) -> None:
    graphs = f"SELECT ?graph ?title {{ GRAPH ?graph {{ ?graph <{PREFIXES['dcterms']}title> ?title }} }}"
    rows = client.get("/sparql", params={"query": graphs, "format": "json"}).json()["results"]["bindings"]
    titles = {row["graph"]["value"].removeprefix(ID): row["title"]["value"] for row in rows}

    cells = LexborHTMLParser(client.get(path).text).css(".documents a")

    assert len(cells) > 20
    for cell in cells:
        title = titles[(cell.attributes["href"] or "").removeprefix("/id/")]
        assert cell.text() == (title if len(title) <= 60 else title[:59] + "…")
        assert cell.parent is not None
        assert cell.parent.attributes["title"] == title


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("One. Two three. Four.", 9, ("Two ", ".")),
        ("One! Two three? Four.", 0, ("Two ", "?")),
        ("a\nthree\nb", 2, ("", "")),
        ("nothing of it", 3, ("", "")),
    ],
)
def test_a_sentence_is_cut_where_it_ends(text: str, start: int, expected: tuple[str, str]) -> None:
    assert sentence(text, start, "three") == expected
