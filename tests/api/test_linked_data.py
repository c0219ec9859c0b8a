"""Every IRI of ours answers, in the form that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import rdflib
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    import httpx

ID = "https://w3id.org/aftershock/id/"
AFT = "https://w3id.org/aftershock/ontology#"
FORMS = [
    ("text/turtle", "text/turtle; charset=utf-8", "turtle"),
    ("application/ld+json", "application/ld+json", "json-ld"),
    ("application/n-triples", "application/n-triples", "nt"),
    ("text/plain", "text/plain; charset=utf-8", "nt"),
    ("application/json", "application/json", "json-ld"),
    ("*/*", "text/turtle; charset=utf-8", "turtle"),
]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
@pytest.mark.parametrize(("accept", "content_type", "parser"), FORMS)
@pytest.mark.parametrize("path", ["threat/registry-compromise", "component/modelslab-registry", "agent/modelslab"])
def test_an_individual_in_every_form(
    client: httpx.Client, path: str, accept: str, content_type: str, parser: str
) -> None:
    answer = client.get(f"/id/{path}", headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    graph = rdflib.Graph().parse(data=answer.content, format=parser)
    assert (rdflib.URIRef(ID + path), rdflib.RDF.type, None) in graph


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
@pytest.mark.parametrize(("accept", "content_type", "parser"), FORMS)
def test_the_ontology_in_every_form(client: httpx.Client, accept: str, content_type: str, parser: str) -> None:
    answer = client.get("/ontology", headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    graph = rdflib.Graph().parse(data=answer.content, format=parser)
    assert (rdflib.URIRef(AFT + "Model"), rdflib.RDF.type, rdflib.OWL.Class) in graph


def test_a_page_for_people(client: httpx.Client) -> None:
    answer = client.get("/id/threat/registry-compromise", headers={"Accept": "text/html,*/*;q=0.8"})

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Registry compromise</h1>" in answer.text
    assert 'href="/explore/threat/registry-compromise"' in answer.text


def test_each_term_has_its_place_on_the_page_of_the_ontology(client: httpx.Client) -> None:
    page = client.get("/ontology", params={"format": "html"}).text
    graph = rdflib.Graph().parse(data=client.get("/ontology").content, format="turtle")

    names = {str(term).removeprefix(AFT) for term in graph.subjects(rdflib.RDF.type) if str(term).startswith(AFT)}
    assert len(names) > 100
    assert [name for name in sorted(names) if f'id="{name}"' not in page] == []


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_what_is_not_known_is_not_found(client: httpx.Client, accept: str) -> None:
    answer = client.get("/id/threat/registry-compromized", headers={"Accept": accept})

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["graph/catalog/layers", "graph/ontology/threats"])
def test_a_graph_answers_with_what_is_in_it(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/id/{path}", headers={"Accept": "application/n-triples"})
    page = client.get(f"/id/{path}", headers={"Accept": "text/html"})
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{ID}{path}> {{ ?s ?p ?o }} }}"
    counted = client.get("/sparql", params={"query": count}).json()["results"]["bindings"][0]["n"]["value"]

    assert len(rdflib.Graph().parse(data=answer.content, format="nt")) == int(counted) > 0
    assert "<h2>What is in this graph</h2>" in page.text


def test_a_graph_that_is_not_there(client: httpx.Client) -> None:
    answer = client.get("/id/graph/catalog/nothing")

    assert (answer.status_code, answer.json()["name"]) == (404, f"{ID}graph/catalog/nothing")


def test_what_cannot_be_had(client: httpx.Client) -> None:
    assert client.get("/id/threat/registry-compromise", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/ontology", params={"format": "pdf"}).status_code == 400


@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
@pytest.mark.parametrize(
    "path", ["threat/x> <y", 'a"b', "a{b}", "a b", "a\\b", "a`b", "%3Cscript%3E", "x%0Ay", "", "%FF", "x/\uf8ff"]
)
def test_an_address_that_is_no_iri_reaches_no_query(client: httpx.Client, path: str, accept: str) -> None:
    answer = client.get("/id/" + quote(path, safe="%"), headers={"Accept": accept})

    assert answer.status_code in (400, 404)
    if "html" in answer.headers["content-type"]:
        assert "<script>" not in answer.text


OWN = """@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix own: <https://fresh.example/own#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix id: <https://w3id.org/aftershock/id/component/> .
own:Ship rdfs:subClassOf aft:Service ; rdfs:label "Ship" . own:Ship rdfs:seeAlso <https://fresh.example/ships> .
<https://w3id.org/aftershock/id/component/fresh/hub> a own:Ship ; own:flag "blue" .
"""


def test_every_iri_that_anything_is_said_of_has_a_page(writer: httpx.Client) -> None:
    assert writer.post("/documents", params={"name": "own.ttl"}, content=OWN.encode()).status_code == 201
    html = {"Accept": "text/html"}

    def about(iri: str, path: str = "/explore/about") -> tuple[int, LexborHTMLParser]:
        answer = writer.get(path, params={"iri": iri}, headers=html, follow_redirects=True)
        return answer.status_code, LexborHTMLParser(answer.text)

    for path in ("/explore/about", "/explore/component"):
        status, page = about("https://fresh.example/own#Ship", path)
        assert (status, page.css_first("h1").text()) == (200, "Ship")
    assert page.css_first("a[rel='noreferrer nofollow']").attributes["href"] == "https://fresh.example/own#Ship"
    others = [node.attributes["href"] for node in page.css("table a")]
    assert "/explore/about?iri=https%3A%2F%2Ffresh.example%2Fships" in others
    assert [other for other in others if not other.startswith("/")] == []
    turtle = writer.get("/explore/about", params={"iri": "https://fresh.example/own#Ship", "format": "turtle"})
    assert len(rdflib.Graph().parse(data=turtle.content, format="turtle")) == 4
    for iri, title in (("own#flag", "Where it is the property"), ("ships", "What is said with it")):
        assert about(f"https://fresh.example/{iri}")[1].css_first("h2").text() == title
    for iri in ("https://fresh.example/own#Boat", "a> <b:c", "no address", "javascript:alert(1)"):
        assert about(iri)[0] == about(iri, "/explore/component")[0] == 404

    hub = about(f"{ID}component/fresh/hub", "/explore/component")[1]
    data = next(node for node in hub.css("form.actions a") if node.text() == "Data")
    assert data.attributes["href"] == "/id/component/fresh/hub"
    assert writer.get("/id/component/fresh/hub", headers=html).status_code == 200


def test_letters_beyond_ascii_are_found_however_they_are_written(writer: httpx.Client) -> None:
    turtle = f"<{ID}component/café> a <{AFT}Model> . <{ID}component/caf%C3%A9-noir> a <{AFT}Model> ."
    assert writer.post("/documents", params={"name": "x.ttl"}, content=turtle.encode()).status_code == 201

    for path in ("caf%C3%A9", "caf%C3%A9-noir"):
        answer = writer.get(f"/id/component/{path}", headers={"Accept": "application/n-triples"})
        assert answer.status_code == 200, path
