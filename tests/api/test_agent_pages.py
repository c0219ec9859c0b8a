"""The pages of agents and what they are claimed to be exposed to, as they are before any script runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.api.reading import read, words

from aftershock import resources

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

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
    assert "4 of the seven layers were read" in words(page.css_first("section[aria-labelledby=layers]"))
    assert [node.id for node in page.css("article.layer")] == [f"layer-{layer.number}" for layer in agent.layers]
    assert not page.css("article.layer blockquote, article.layer q")
    claims = page.css("article.layer li")
    assert len(claims) == sum(len(layer.threats) for layer in agent.layers)
    for claim in claims:
        assert claim.css("a")[1].attributes["href"] == agent.source
    assert "Nothing is claimed." in words(page.css_first("#layer-4"))


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


def test_a_cell_of_the_matrix_leads_to_the_claims_that_it_counts(client: httpx.Client) -> None:
    asked = "certainty=not-certain&severity=critical"
    matrix = read(client, f"/explore/matrix?{asked}&search=prompt-injection")
    cell = matrix.css_first("table.matrix tbody td.cell a")
    page = read(client, cell.attributes["href"] or "")
    whole = read(client, "/explore/threat/prompt-injection")

    counted = int(re.findall(r"\d+", cell.css_first("span").text())[0])
    exposed = [one for one in page.css("ul.claims li") if one.css_first(".polarity.exposed") is not None]
    every = len(whole.css("ul.claims li"))
    assert 0 < counted == len(exposed) < every
    assert f"{len(page.css('ul.claims li'))} of {every} claims" in words(page.css_first("#who ~ .shown"))
    assert {words(one.css_first(".certainty")) for one in exposed} == {"not certain"}
    chosen = {one.parent.attributes["name"]: one.attributes["value"] for one in page.css("form.filters [selected]")}
    assert chosen == {"certainty": "not-certain", "severity": "critical"}
    layers = [link.attributes["href"] or "" for link in page.css("nav.choices a")]
    assert layers
    assert all(asked in link for link in layers)
    assert page.css_first("form.filters input[name=layer]").attributes["value"] == "1"
    unsure = read(client, "/explore/threat/prompt-injection?certainty=not-certain&layer=1")
    behind = {"query": unsure.css_first("details.sparql code").text(), "format": "json"}
    told = client.get("/sparql", params=behind).json()["results"]["bindings"]
    assert len(page.css("ul.claims li")) < len(told) == len(unsure.css("ul.claims li"))
    agents = read(client, f"/explore/matrix?rows=agents&{asked}").css("table.matrix tbody td.cell a")
    there = agents[0].attributes["href"] or ""
    assert "?claims=not-certain#layer-" in there
    layer = read(client, there).css_first(f"#{there.partition('#')[2]}")
    assert len(layer.css("ul.claims li")) == int(re.findall(r"\d+", agents[0].css_first("span").text())[0])


def test_a_cell_of_unmitigated_claims_is_found_again_where_it_leads(writing: httpx.Client) -> None:
    behind = read(writing, "/explore/matrix?search=memory-poisoning").css_first("details.sparql code").text()
    claims = writing.get("/sparql", params={"query": behind, "format": "json"}).json()["results"]["bindings"]
    agent, name = (claims[0][each]["value"] for each in ("agent", "name"))
    prefixes = DEPLOYED.partition("<urn:x:manifest>")[0]
    placed = (
        f"<urn:y:1> a aft:MitigationDeployment ; aft:ofMitigation mitigation:kill-switch ; aft:deployedOn <{agent}> ;"
    )
    placed += " aft:status aft:Present ; prov:wasDerivedFrom <urn:y:manifest> ."
    text = f"{prefixes}<urn:y:manifest> a prov:Entity .\n{placed}"
    assert writing.post("/documents", params={"name": "switch.ttl"}, content=text.encode()).status_code == 201

    for rows, search in (("threats", "memory-poisoning"), ("agents", name)):
        asked = f"/explore/matrix?rows={rows}&search={search}"
        before, cells = (read(writing, f"{asked}{heat}").css("table.matrix td.cell a") for heat in ("", "&heat=open"))
        fewer = 0
        pairs = [
            (*(int(re.findall(r"\d+", each.css_first("span").text())[0]) for each in both), both[1])
            for both in zip(before, cells, strict=True)
        ]
        for every, counted, cell in sorted(pairs, key=lambda one: one[1] - one[0])[:2]:
            fewer += every - counted
            href = cell.attributes["href"] or ""
            page = read(writing, href)
            if rows == "agents":
                layer = page.css_first(f"#{href.partition('#')[2]}")
                found = len({words(each.css_first("a")) for each in layer.css("ul.claims li")}) if layer else 0
            else:
                found, listed = int(words(page.css_first(".exposed"))), page.css("ul.claims li")
                assert {words(each.css_first(".polarity")) for each in listed} <= {"exposed"}
                query = {"query": page.css_first("details.sparql code").text(), "format": "json"}
                assert len(writing.get("/sparql", params=query).json()["results"]["bindings"]) == len(listed)
                assert page.css_first("select[name=heat] [selected]").attributes["value"] == "open"
                assert all("heat=open" in (link.attributes["href"] or "") for link in page.css("nav.choices a"))
            assert found == counted, href
        assert fewer > 0, "what is answered is counted no more"


def test_suspected_claims_are_those_of_uncertain_layers(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    page = read(client, "/explore/agent/modelslab?claims=not-certain")
    layers = [layer for layer in knowledge_base.agent("modelslab").layers if layer.certainty == "not-certain"]

    assert [words(node) for node in page.css("ul.claims li > a")] == [
        claim.label for layer in layers for claim in layer.threats if claim.polarity == "exposed"
    ]
    unsaid = page.css("ul.unsaid-list li")
    assert unsaid
    assert all("answers" in words(node) for node in unsaid)
