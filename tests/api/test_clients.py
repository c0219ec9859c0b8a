"""The service through the clients that people use: curl, rdflib, SPARQLWrapper, pandas."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from tests.api.serving import TOKEN

TURTLE = {"Content-Type": "text/turtle"}
STORE = "/rdf-graph-store"


def test_curl(written_at: str) -> None:
    common = ["curl", "-sS", "--fail-with-body", "-H", f"Authorization: Bearer {TOKEN}"]
    update = "update=INSERT DATA { GRAPH <curl> { <a> <p> 'by curl' } }"
    subprocess.run([*common, "--data-urlencode", update, f"{written_at}/update"], check=True, capture_output=True)
    query = "query=SELECT ?o { GRAPH <curl> { ?s ?p ?o } }"
    done = subprocess.run(
        [*common, "-G", "--compressed", "-H", "Accept: text/csv", "--data-urlencode", query, f"{written_at}/sparql"],
        check=True,
        capture_output=True,
    )
    assert done.stdout == b"o\r\nby curl\r\n"
    graph = f"{written_at}{STORE}?graph=http://x/curl"
    command = [*common, "-T", "-", "-H", "Content-Type: text/turtle", graph]
    subprocess.run(command, input=b"<a:a> <a:b> 1 .", check=True, capture_output=True)
    got = subprocess.run([*common, "-H", "Accept: application/n-triples", graph], check=True, capture_output=True)
    assert got.stdout.startswith(b"<a:a> <a:b> ")


def test_rdflib_as_a_client(written_at: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    reading = SPARQLStore(f"{written_at}/sparql", headers=headers)
    found = {str(row.l) for row in rdflib.Graph(reading).query("SELECT ?l { ?l a aft:Layer }")}
    assert len(found) == 7

    writing = SPARQLUpdateStore(f"{written_at}/sparql", f"{written_at}/update", headers=headers)
    name = rdflib.URIRef("http://x/rdflib")
    graph = rdflib.Graph(writing, identifier=name)
    fact = (rdflib.URIRef("http://x/a"), rdflib.RDFS.label, rdflib.Literal("é", lang="fr"))
    graph.add(fact)
    assert fact in graph
    graph.remove(fact)
    assert len(graph) == 0


@pytest.mark.filterwarnings("ignore::DeprecationWarning:SPARQLWrapper")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_sparqlwrapper(written_at: str) -> None:
    import SPARQLWrapper as wrapper  # noqa: N813 -- its own name is that of its class, too

    for form in (wrapper.JSON, wrapper.XML, wrapper.CSV, wrapper.TSV):
        client = wrapper.SPARQLWrapper(f"{written_at}/sparql", f"{written_at}/update", returnFormat=form)
        client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
        client.setQuery("SELECT ?n { VALUES ?n { 1 2 } }")
        answer = client.query()
        text = answer.response.read()
        answer.response.close()
        assert b"2" in text, form
    for form in (wrapper.TURTLE, wrapper.RDFXML, wrapper.JSONLD, wrapper.N3):
        client = wrapper.SPARQLWrapper(f"{written_at}/sparql", returnFormat=form)
        client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
        client.setQuery("CONSTRUCT { ?l a ?t } WHERE { ?l a ?t . ?l a aft:Layer }")
        client.setMethod(wrapper.POST)
        answer = client.query()
        text = answer.response.read()
        answer.response.close()
        assert b"maestro" in text, form
    client = wrapper.SPARQLWrapper(f"{written_at}/sparql")  # by GET, and with the form it asks for by itself: XML
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.setQuery("CONSTRUCT { ?l a ?t } WHERE { ?l a ?t . ?l a aft:Layer }")
    plain = client.query()
    assert len(rdflib.Graph().parse(data=plain.response.read(), format="xml")) >= 7
    plain.response.close()
    client = wrapper.SPARQLWrapper(f"{written_at}/sparql", f"{written_at}/update")
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.setMethod(wrapper.POST)
    client.setQuery("INSERT DATA { GRAPH <wrapper> { <a> <p> 1 } }")
    done = client.query()
    assert json.loads(done.response.read())["added"] == 1
    done.response.close()


def test_pandas(written_at: str) -> None:
    import pandas

    url = httpx.URL(f"{written_at}/sparql", params={"query": "SELECT ?l ?n { ?l aft:layerNumber ?n } ORDER BY ?n"})
    table = pandas.read_csv(str(url), storage_options={"Accept": "text/csv", "Authorization": f"Bearer {TOKEN}"})

    assert list(table.columns) == ["l", "n"]
    assert list(table.n) == [1, 2, 3, 4, 5, 6, 7]
    gzipped = httpx.get(url, headers={"Accept": "text/csv", "Authorization": f"Bearer {TOKEN}"}).content
    assert pandas.read_csv(BytesIO(gzipped)).equals(table)
