"""Pictures, rankings and lists as files for other tools: what is shown and no more, and nothing in it runs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import networkx as nx
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from selectolax.lexbor import LexborHTMLParser
from tests.api.reading import read, words
from tests.api.serving import opened_for_serving, serving
from tests.browser.hostile import HUB, IRIS, LABELS, estate

from aftershock.model.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock import KnowledgeBase

VIEW = Namespace("https://w3id.org/aftershock/view#")
AFT = Namespace("https://w3id.org/aftershock/ontology#")
HTML = {"Accept": "text/html,*/*;q=0.8"}
REGISTRY = "component=modelslab-registry"
FORMS = ("node-link.json", "graphml", "gexf", "ttl")


def graph_of(answer: httpx.Response, form: str) -> nx.MultiDiGraph:
    """Read a file with the reader of its form, which is not ours."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment")
    if form == "node-link.json":
        return nx.node_link_graph(answer.json(), edges="edges")
    if form == "graphml":
        return nx.read_graphml(io.BytesIO(answer.content), force_multigraph=True)
    if form == "gexf":
        return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(answer.content), version="1.2draft"))
    read, found = Graph().parse(data=answer.content, format="turtle"), nx.MultiDiGraph()
    for arrow in read.subjects(RDF.type, VIEW.Arrow):
        found.add_edge(str(read.value(arrow, VIEW["from"])), str(read.value(arrow, VIEW.to)))
    for node, label in read.subject_objects(SKOS.prefLabel):
        if (arrowless := str(node)) not in found:
            found.add_node(arrowless)
        found.nodes[arrowless]["label"] = str(label)
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_radius_is_a_file_of_what_its_filters_and_legend_show(
    client: httpx.Client, knowledge_base: KnowledgeBase, form: str
) -> None:
    picture = knowledge_base.radius_picture("modelslab-registry")
    every = graph_of(client.get(f"/explore/radius.{form}?{REGISTRY}"), form)
    models = {node.iri for node in picture.nodes if node.class_name == "Model"}
    hidden = graph_of(client.get(f"/explore/radius.{form}?{REGISTRY}&hide=kind-model,line-dashed"), form)
    rows = knowledge_base.blast_radius("modelslab-registry").affected
    wanted = {row.component for row in rows if row.class_name == "Application" and row.attack_steps <= 1}
    ways = {step.component for row in rows if row.component in wanted for step in row.path}
    chosen = graph_of(client.get(f"/explore/radius.{form}?{REGISTRY}&evidence=affected&class=Application&acts=1"), form)

    assert set(every) == {node.iri for node in picture.nodes}
    assert every.number_of_edges() == len(picture.edges)
    assert {every.nodes[node.iri]["label"] for node in picture.nodes} == {node.label for node in picture.nodes}
    assert models
    assert set(hidden) == set(every) - models
    sure = [edge for edge in picture.edges if edge.certainty in ("stated", "assumed", "unsaid")]
    assert hidden.number_of_edges() == sum(not {edge.source, edge.target} & models for edge in sure)
    assert wanted <= set(chosen) <= wanted | ways


@pytest.mark.parametrize("form", FORMS)
def test_what_was_grown_is_in_the_file(client: httpx.Client, form: str) -> None:
    around = client.get("/explore/around", params={"iri": "modelslab-registry", "cap": 0}).json()
    start = around["component"]
    plain = graph_of(client.get(f"/explore/around.{form}", params={"iri": start}), form)
    other = next(node for node in sorted(plain) if node != start)
    more = client.get("/explore/around", params={"iri": other, "cap": 200}).json()
    step = {"iri": start, "expand": [f"both~~{other}", "both~~urn:x:not-drawn", "nonsense"]}
    grown = graph_of(client.get(f"/explore/around.{form}", params=step), form)

    assert set(grown) == set(plain) | {node["id"] for node in json.loads(more["picture"])["nodes"]}


@pytest.mark.parametrize("more", ["hide=kind-application", "hide=role-possible&expand=inward~~{}"])
def test_the_picture_as_one_file_holds_what_the_other_files_hold(client: httpx.Client, more: str) -> None:
    every = client.get(f"/explore/radius.node-link.json?{REGISTRY}").json()["nodes"]
    asked = f"{REGISTRY}&{more.format(quote(every[-1]['id'], safe=''))}"
    other = client.get(f"/explore/radius.node-link.json?{asked}").json()["nodes"]

    page = LexborHTMLParser(client.get(f"/explore/radius.html?{asked}").text)

    drawn = json.loads(page.css_first("#picture-data").text())["nodes"]
    assert {node["id"] for node in drawn} == {node["id"] for node in other} != {node["id"] for node in every}
    assert len(page.css('section[aria-labelledby="rows"] .scroll')[0].css("tbody tr")) == len(drawn)
    places = [(node["x"], node["y"]) for node in drawn]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("/explore/component?iri=modelslab-registry&layer=4&hide=kind-model", "/explore/around"),
        ("/explore/agent/modelslab?hide=kind-service", "/explore/around"),
        ("/explore/replay/litellm-2026?step=3&owner=nobody&hide=kind-credential", "/explore/replayed"),
    ],
)
def test_other_pictures_are_to_be_had_as_one_file_too(client: httpx.Client, page: str, file: str) -> None:
    (link,) = (node for node in read(client, page).css("p.files a") if node.text() == "Picture, offline")
    href = link.attributes["href"] or ""
    assert href.startswith(f"{file}.html?")
    other = client.get(href.replace(".html?", ".node-link.json?")).raise_for_status().json()["nodes"]
    answer = client.get(href)

    assert answer.headers["content-disposition"].startswith("attachment; ")
    alone = LexborHTMLParser(answer.text)
    drawn = json.loads(alone.css_first("#picture-data").text())["nodes"]
    assert {node["id"] for node in drawn} == {node["id"] for node in other} != set()
    table = alone.css('section[aria-labelledby="rows"] .scroll')[0]
    assert len(table.css("tbody tr")) == len(drawn)
    assert ("Lost" in table.css_first("thead").text()) == (file == "/explore/replayed")
    assert alone.css_first("meta[http-equiv]").attributes["content"].startswith("default-src 'none';")
    assert not alone.css("[src], [href], form")


def test_a_neighbourhood_is_a_table_of_what_its_legend_shows(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    def table(**more: object) -> list[dict[str, str]]:
        answer = client.get("/explore/around.csv", params={"iri": "modelslab-registry", **more})
        assert answer.headers["content-type"].startswith("text/csv")
        return list(csv.DictReader(io.StringIO(answer.text)))

    picture = knowledge_base.neighbourhood("modelslab-registry")
    nodes = {node.iri: node for node in picture.nodes}
    models = {iri for iri, node in nodes.items() if node.class_name == "Model"}

    every, hidden = table(), table(hide="kind-model")
    assert [(row["from"], row["relation"], row["to"]) for row in every] == [
        (edge.source, edge.relation, edge.target) for edge in picture.edges
    ]
    assert {(row["to"], row["to_label"], row["to_class"], row["to_owner"]) for row in every} == {
        (end, nodes[end].label, nodes[end].class_name, nodes[end].owner or "")
        for end in {edge.target for edge in picture.edges}
    }
    assert models
    assert {end for row in hidden for end in (row["from"], row["to"])} - {""} == set(nodes) - models
    alone = [row for row in table(hide="line-whole,line-dashed,line-dotted") if row["to"] == ""]
    assert {row["from"] for row in alone} == set(nodes)
    other = next(iri for iri in sorted(nodes) if iri in models)
    assert len(table(expand=f"both~~{other}")) > len(every)
    assert client.get("/explore/around.csv?iri=%20").status_code == 400


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_graph_is_a_file_of_what_is_drawn(client: httpx.Client, form: str) -> None:
    given = client.get("/explore/graph/data").json()
    nodes = [dict(zip(given["nodes"]["fields"], row, strict=True)) for row in given["nodes"]["rows"]]
    edges = [dict(zip(given["edges"]["fields"], row, strict=True)) for row in given["edges"]["rows"]]
    shown = {node["iri"] for node in nodes if node["kind"] != "agent" and not node["illustrative"]}
    kept = [
        edge
        for edge in edges
        if {nodes[edge["source"]]["iri"], nodes[edge["target"]]["iri"]} <= shown
        and edge["modes"]
        and set(edge["modes"]) != {"availability"}
        and edge["certainty"] in ("stated", "assumed")
    ]
    hide = "kind-agent,illustrative,nothing,availability,dashed,dotted"
    found = graph_of(client.get(f"/explore/graph.{form}", params={"hide": hide}), form)
    groups = graph_of(client.get(f"/explore/graph.{form}", params={"by": "layer", "open": "L3"}), form)

    assert set(found) == shown
    assert found.number_of_edges() == len(kept)
    assert any("L1 " in facts["label"] for _, facts in groups.nodes(data=True))
    assert len(groups) < len(nodes)


def test_a_replay_is_a_file_too(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    picture = knowledge_base.replay_picture(knowledge_base.replay("litellm-2026"), 3)
    page = LexborHTMLParser(client.get("/explore/replay/litellm-2026?step=3", headers=HTML).text)
    links = [node.attributes["href"] for node in page.css("a[data-file]")]

    found = graph_of(client.get(links[1]), "graphml")

    assert set(found) == {node.iri for node in picture.nodes}


def test_every_picture_links_its_files_without_script(client: httpx.Client) -> None:
    for path, folder in (
        (f"/explore/radius?{REGISTRY}&hide=kind-model&class=Application&limit=20&sort=depth", "/explore/radius."),
        ("/explore/component?iri=modelslab-registry&hide=kind-model", "/explore/around."),
        ("/explore/agent/modelslab?claims=stated&hide=kind-model", "/explore/around."),
        ("/explore/graph?by=type&hide=kind-model&at=x", "/explore/graph."),
    ):
        page = LexborHTMLParser(client.get(path, headers=HTML).text)
        links = [node.attributes["href"] for node in page.css(".files a[data-file]")]
        assert all("hide=kind-model" in node.attributes["href"] for node in page.css("a[data-file]"))
        forms = ["csv", *FORMS, "html"] if folder == "/explore/around." else [*FORMS]
        assert [link.partition("?")[0] for link in links] == [folder + form for form in forms]
        assert client.get(links[0]).status_code == 200, links[0]
    wrong = client.get(f"/explore/radius.pdf?{REGISTRY}")
    assert client.get("/explore/around.gexf?iri=%20").status_code == 400
    assert wrong.status_code == 422
    assert "graphml" in wrong.text


@pytest.mark.parametrize(
    ("path", "key", "links", "more"),
    [
        ("agents?severity=high&layer=4&sort=least&order=asc", "agent", ".cards h3 a", {"L4_certainty", "aivss_high"}),
        ("agents?search=shop", "agent", ".cards h3 a", {"severity", "source"}),
        ("components?class=Registry&sort=dependents", "component", "table tbody th a", {"severity", "owner_label"}),
        ("components?severity=critical&sort=owner", "component", "table tbody th a", {"severity", "criticality"}),
        ("components?criticality=MissionCritical&sort=dependencies", "component", "table tbody th a", {"dependents"}),
        ("threats?search=model&sort=claims", "threat", "table tbody th a", {"mode", "claims", "definition"}),
        ("mitigations?search=-&sort=rules&order=asc", "mitigation", "table tbody th a", {"answers", "rules"}),
    ],
)
def test_a_list_is_to_be_had_as_csv_as_its_filters_leave_it(
    client: httpx.Client, path: str, key: str, links: str, more: set[str]
) -> None:
    page = read(client, f"/explore/{path}&offset=0")
    (link,) = [node.attributes["href"] for node in page.css(".export a") if node.text() == "CSV"]
    answer = client.get(link).raise_for_status()
    rows = list(csv.DictReader(io.StringIO(answer.text)))

    assert answer.headers["content-type"].startswith("text/csv")
    assert f"{path.partition('?')[0]}.csv" in answer.headers["content-disposition"]
    shown = [words(node) for node in page.css(links)]
    assert [row.get("label") or row.get("name") or row[key].rpartition("/")[2] for row in rows] == shown
    assert shown
    assert {key, *more} <= set(rows[0])
    if "severity=" in path:
        band = path.partition("severity=")[2].partition("&")[0]
        assert all(band in row["severity"].split() for row in rows)
    if "criticality=" in path:
        assert {row["criticality"] for row in rows} == {"MissionCritical"}


def test_a_csv_of_a_list_is_whole_says_what_the_service_says_and_runs_nothing(
    client: httpx.Client, hostile: httpx.Client
) -> None:
    every = client.get("/components", params={"limit": 10_000}).json()["items"]
    rows = list(csv.DictReader(io.StringIO(client.get("/explore/components.csv?offset=100").text)))
    agents = {one["iri"]: one for one in client.get("/agents", params={"limit": 1000}).json()["items"]}

    assert len(rows) == len(every) > 100
    assert [(row["component"], row["class"], row["owner"], row["dependents"]) for row in rows] == [
        (one["iri"], one["class"], one["owner"] or "", str(one["dependents"])) for one in every
    ]
    assert {row["component"] for row in rows if row["severity"]} <= set(agents)
    for row in csv.DictReader(io.StringIO(client.get("/explore/agents.csv").text)):
        agent = agents.pop(row["agent"])
        assert [row["name"], float(row["aivss_low"]), int(row["claims"])] == [
            agent["name"],
            pytest.approx(agent["low"], rel=1e-5),
            sum(claims for *_, claims in agent["layers"]),
        ]
        assert {f"L{number}": row[f"L{number}"] for number, *_ in agent["layers"]} == {
            f"L{number}": str(claims) for number, _, claims in agent["layers"]
        }
    assert not agents
    read_back = list(csv.DictReader(io.StringIO(hostile.get("/explore/components.csv").text)))
    formulas = [label for label in LABELS if label[:1] in ("=", "+", "-", "@")]
    assert formulas
    assert {f"'{label}" for label in formulas} <= {row["label"] for row in read_back}
    assert not [cell for row in read_back for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with opened_for_serving(tmp_path_factory.mktemp("hostile")) as opened:
        awkward = (
            f'<{HUB}-control> a aft:Model ; aft:distributedThrough <{HUB}> ; skos:prefLabel "a\\u0001b\\uFFFEc]]>&" .'
        )
        assert opened.ingest(Document((estate() + awkward).encode(), "hostile.ttl")).outcome == "added"
        with serving(opened) as there, httpx.Client(base_url=there, timeout=60) as talking:
            yield talking


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("which", ["radius", "graph", "around"])
def test_hostile_labels_and_iris_are_read_as_they_were_written(hostile: httpx.Client, form: str, which: str) -> None:
    asked = {"radius": {"component": HUB}, "around": {"iri": HUB}, "graph": {}}[which]
    found = graph_of(hostile.get(f"/explore/{which}.{form}", params=asked), form)
    awkward = "a\x01b\ufffec]]>&" if form in ("node-link.json", "ttl") else "a\ufffdb\ufffdc]]>&"

    assert {*IRIS, HUB} <= set(found)
    labels = {facts.get("label") for _, facts in found.nodes(data=True)}
    assert set(LABELS) <= labels
    assert awkward in labels


def test_a_page_that_is_turtle_too_says_so_and_is_found_by_accept(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    for path in ("/explore/starts", "/explore/documents", "/explore/replay", "/explore/replay/litellm-2026"):
        page = client.get(path, headers=HTML)
        assert "Accept" in page.headers["vary"].replace(" ", "").split(",")
        link = page.headers["link"].partition(">")[0].lstrip("<")
        assert 'rel="alternate"; type="text/turtle"' in page.headers["link"]
        assert f'href="{link}"' in page.text
        named, negotiated = client.get(link), client.get(path, headers={"Accept": "text/turtle, text/html;q=0.5"})
        assert named.headers["content-type"] == negotiated.headers["content-type"] == "text/turtle; charset=utf-8"
        assert len(Graph().parse(data=named.text)) == len(Graph().parse(data=negotiated.text)) > 3
        assert client.get(path, headers={"Accept": "image/png"}).headers["content-type"].startswith("text/html")


def test_what_the_turtle_of_pages_says(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    ranking = knowledge_base.ranking("reach", limit=1000)
    starts = Graph().parse(data=client.get("/explore/starts?format=turtle").text)
    assert {(str(one), int(count)) for one, count in starts.subject_objects(VIEW.affected)} == {
        (row.component, row.counts["affected"]) for row in ranking.rows
    }
    assert str(starts.value(predicate=VIEW.rank, object=Literal(1))) == ranking.rows[0].component
    weighed = Graph().parse(data=client.get("/explore/starts?by=impact&criticality=Ordinary&format=turtle").text)
    ordinary = {row.component: row.impact for row in knowledge_base.ranking("impact", limit=1000).rows if row.impact}
    said = {str(one): float(value) for one, value in weighed.subject_objects(VIEW.impact)}
    assert 0 < len(said) < len(ordinary)
    assert all(value == pytest.approx(ordinary[one].default) for one, value in said.items())
    replay = knowledge_base.replay("litellm-2026")
    replayed = Graph().parse(data=client.get("/explore/replay/litellm-2026?format=turtle&step=2").text)
    assert {str(one) for one in replayed.objects(None, VIEW.component)} == {
        new.component for step in replay.steps for new in step.new
    }
    assert set(replayed.objects(None, AFT.ofScenario)) == {URIRef(replay.scenario.iri)}
    assert {moment.datatype for moment in replayed.objects(None, VIEW.asOf)} == {
        URIRef("http://www.w3.org/2001/XMLSchema#dateTime")
    }
    documents = Graph().parse(data=client.get("/explore/documents?search=modelslab.txt&format=turtle").text)
    assert [str(title) for title in documents.objects(None, DCTERMS.title)] == ["samples/modelslab.txt"]
    scenarios = Graph().parse(data=client.get(f"/explore/replay?search={quote('litellm')}&format=turtle").text)
    assert URIRef(replay.scenario.iri) in set(scenarios.subjects(SKOS.prefLabel))
