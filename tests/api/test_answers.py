"""What the service says of itself, and how its answers are packed."""

from __future__ import annotations

import gzip

import httpx
import pytest
import rdflib
import zstandard
from tests.api.serving import READER

ID = "https://w3id.org/aftershock/id/"


def test_a_service_description(writing: httpx.Client, written_at: str) -> None:
    answer = writing.get("/sparql", headers={"Accept": "application/rdf+xml"})

    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    graph = rdflib.Graph().parse(data=answer.text, format="xml")
    service = rdflib.URIRef(f"{written_at}/sparql")
    assert (service, sd.endpoint, service) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Update) in graph
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    assert rdflib.URIRef(f"{ID}graph/catalog/layers") in set(graph.objects(None, sd.name))


def test_void(writing: httpx.Client, written_at: str) -> None:
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    for format_name, parser in (("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")):
        text = writing.get("/.well-known/void", params={"format": format_name}).text
        graph = rdflib.Graph().parse(data=text, format=parser)
        (dataset,) = graph.subjects(void.sparqlEndpoint, rdflib.URIRef(f"{written_at}/sparql"))
        parts = sum(int(graph.value(part, void.triples)) for part in graph.objects(dataset, void.subset))
        assert parts == int(graph.value(dataset, void.triples)) > 1_000


@pytest.mark.parametrize(
    ("accept", "chosen"), [("gzip", "gzip"), ("gzip, zstd", "zstd"), ("zstd;q=0, gzip;q=0.1", "gzip"), ("br", None)]
)
def test_answers_are_compressed_as_wanted(written_at: str, accept: str, chosen: str | None) -> None:
    headers = {"Accept-Encoding": accept, "Authorization": f"Bearer {READER}"}
    asked_for = {"query": "SELECT * { ?s ?p ?o } LIMIT 900", "format": "tsv"}
    with httpx.Client(base_url=written_at, headers=headers) as client:
        with client.stream("GET", "/sparql", params=asked_for) as answer:
            raw = b"".join(answer.iter_raw())
        head = client.head("/sparql", params=asked_for)
        plain = client.get("/sparql", params=asked_for, headers={"Accept-Encoding": "identity"})
        tagged = client.get("/sparql", params=asked_for, headers={"If-None-Match": answer.headers["etag"]})

    assert answer.headers.get("content-encoding") == chosen
    read = {"gzip": gzip.decompress, "zstd": lambda data: zstandard.ZstdDecompressor().stream_reader(data).read()}
    assert (read[chosen](raw) if chosen else raw) == plain.content
    assert "Accept-Encoding" in answer.headers["vary"]
    assert int(head.headers["content-length"]) == len(raw)
    assert (plain.headers["etag"] == answer.headers["etag"]) == (chosen is None), "other bytes have another tag"
    assert tagged.status_code == 304


def test_what_is_small_is_left_alone(writing: httpx.Client) -> None:
    answer = writing.get("/sparql", params={"query": "ASK {}"}, headers={"Accept-Encoding": "gzip"})

    assert "content-encoding" not in answer.headers
