"""Whatever names a server or a file is not followed: a canary on loopback is never asked, a secret file never read."""

from __future__ import annotations

import gzip
import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from tests.api.serving import opened_for_serving, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "let-me-write"
SECRET = "the-canary-sang-4711"


class Canary(HTTPServer):
    """Counts who comes, and answers with a graph that would be seen."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.hits: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def handle_one_request(self) -> None:
        """Count any method."""
        self.raw_requestline = self.rfile.readline(65_537)
        if not self.parse_request():
            return
        assert isinstance(self.server, Canary)
        self.server.hits.append(f"{self.command} {self.path}")
        self.send_response(200)
        self.send_header("Content-Type", "text/turtle")
        self.end_headers()
        self.wfile.write(f'<http://x/s> <http://x/p> "{SECRET}" .'.encode())

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    server = Canary()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("secret") / "secret.ttl"
    file.write_text(f'<http://x/s> <http://x/p> "{SECRET}" .')
    return file.as_uri()


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        opened_for_serving(tmp_path_factory.mktemp("canaries")) as opened,
        serving(opened, write_token=TOKEN) as there,
        httpx.Client(base_url=there, timeout=60, headers={"Authorization": f"Bearer {TOKEN}"}) as client,
    ):
        yield client


QUERIES = {
    "service": "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "silent": "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "variable": "SELECT * {{ VALUES ?x {{ <{0}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    "escaped": "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "glued": "SELECT * {{ ?a ?b trueSERVICE<{0}>{{ ?s ?p ?o }} }}",
    "prefixed": "PREFIX s: <{0}> SELECT * {{ SERVICE s: {{ ?s ?p ?o }} }}",
    "in exists": "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "in a comment's shadow": "SELECT * {{ # it is\n SERVICE#<\n<{0}> {{ ?s ?p ?o }} }}",
    "from": "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
    "from named": "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "several from": "SELECT * FROM <{0}> FROM <{0}/b> {{ ?s ?p ?o }}",
    "graph": "SELECT * {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
    "describe": "DESCRIBE <{0}>",
    "function": "SELECT (<{0}>(1) AS ?x) {{}}",
    "base": "BASE <{0}> SELECT * FROM <g> {{ ?s ?p ?o }}",
    "load": "LOAD <{0}>",
}
UPDATES = {
    "load": "LOAD <{0}>",
    "load into": "LOAD SILENT <{0}> INTO GRAPH <http://x/g>",
    "second": "INSERT DATA {{ <a:a> <a:b> 1 }} ; LOAD <{0}>",
    "service": "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "using": "INSERT {{ ?s ?p ?o }} USING <{0}> WHERE {{ ?s ?p ?o }}",
    "copy": "COPY <{0}> TO <http://x/g>",
}
DOCUMENTS = {
    "imports": (
        "text/turtle",
        "<http://x/o> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <{0}> .",
    ),
    "base": ("text/turtle", "@base <{0}> . <> <p> <o> ."),
    "see also": ("text/turtle", "<http://x/a> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <{0}> ."),
    "context": ("application/ld+json", '{{"@context": "{0}", "@id": "http://x/a", "name": "b"}}'),
    "contexts": ("application/ld+json", '{{"@context": [{{}}, "{0}"], "@id": "http://x/a"}}'),
    "context inside": ("application/ld+json", '{{"@graph": [{{"@context": "{0}", "@id": "http://x/a"}}]}}'),
    "import": ("application/ld+json", '{{"@context": {{"@version": 1.1, "@import": "{0}"}}, "@id": "http://x/a"}}'),
    "entity": (
        "application/rdf+xml",
        (
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "{0}">]><r:RDF xmlns:r="http'
            '://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="http://x/a"><r:'
            "value>&e;</r:value></r:Description></r:RDF>"
        ),
    ),
    "parameter entity": ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY % e SYSTEM "{0}"> %e;]><r/>'),
    "doctype": ("application/rdf+xml", '<!DOCTYPE r SYSTEM "{0}"><r/>'),
    "include": (
        "application/rdf+xml",
        (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:xi="http://ww'
            'w.w3.org/2001/XInclude"><xi:include href="{0}" parse="text"/></r:RDF>'
        ),
    ),
    "stylesheet": (
        "application/rdf+xml",
        '<?xml-stylesheet href="{0}"?><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    ),
    "page": (
        "text/html",
        (
            '<html><head><link rel="stylesheet" href="{0}"><base href="{0}"></head><body><img'
            ' src="{0}"><iframe src="{0}"></iframe><h1>Bot</h1></body></html>'
        ),
    ),
    "text": ("text/plain", "Agent: Bot\nSource: {0}\n\n![x]({0})\n"),
    "bill": (
        "application/vnd.cyclonedx+json",
        (
            '{{"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "externalReferen'
            'ces": [{{"type": "bom", "url": "{0}"}}], "components": []}}'
        ),
    ),
}


def told(answer: httpx.Response) -> str:
    assert answer.status_code < 500 or answer.status_code == 503, answer.text
    return answer.text


@pytest.mark.parametrize("place", ["canary", "secret"])
def test_no_entry_point_follows_what_it_is_given(
    writing: httpx.Client, canary: Canary, secret: str, place: str
) -> None:
    target = {"canary": f"{canary.address}/graph.ttl", "secret": secret}[place]
    answers: list[str] = []

    for text in QUERIES.values():
        query = text.format(target)
        answers.append(told(writing.get("/sparql", params={"query": query})))
        answers.append(told(writing.post("/sparql", data={"query": query})))
    for parameter in ("default-graph-uri", "named-graph-uri"):
        given = {"query": "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", parameter: target}
        answers.append(told(writing.get("/sparql", params=given)))
    updates = [text.format(target) for text in UPDATES.values()]
    answers += [told(writing.post("/sparql", data={"update": update})) for update in updates]
    answers.append(told(writing.post("/update", params={"using-graph-uri": target}, data={
        "update": "INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }"})))  # fmt: skip
    for content_type, text in DOCUMENTS.values():
        body = text.format(target).encode()
        headers = {"Content-Type": content_type}
        for path in ("/documents/preview", "/documents"):
            answers.append(told(writing.post(path, content=body, headers=headers)))
            answers.append(told(writing.post(path, content=gzip.compress(body), headers=headers)))
        graph = {"graph": "http://x/canary"}
        answers.append(told(writing.put("/rdf-graph-store", params=graph, content=body, headers=headers)))
        answers.append(told(writing.post("/rdf-graph-store", params=graph, content=body, headers=headers)))
    for path, name in (
        ("/rdf-graph-store", "graph"), ("/blast-radius", "component"), ("/explore/component", "iri"), ("/why", "start"),
        ("/paths", "start"), ("/explore", "q"), ("/components", "search"), ("/explore/radius", "component"),
    ):  # fmt: skip
        answers.append(told(writing.get(path, params={name: target})))
    answers.append(told(writing.get("/", headers={"Referer": target, "Origin": target, "X-Forwarded-Host": "x"})))
    everything = told(writing.get("/sparql", params={"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }", "format": "tsv"}))

    assert canary.hits == []
    assert not [text for text in (*answers, everything) if SECRET in text]
    assert len(answers) > 100


def test_the_canary_sings(canary: Canary) -> None:
    """What is counted is counted: else the test above could not fail."""
    assert SECRET in httpx.get(f"{canary.address}/graph.ttl").text
    assert canary.hits == ["GET /graph.ttl"]
    canary.hits.clear()


def test_names_inside_an_archive_lead_nowhere(writing: httpx.Client, canary: Canary, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../outside.ttl", f"<http://x/a> <http://x/p> <{canary.address}> .")
        archive.writestr("context.jsonld", json.dumps({"@context": canary.address}))
    answer = writing.post("/documents", content=packed.getvalue(), headers={"Content-Type": "application/zip"})

    assert answer.status_code in (200, 201, 415, 422), answer.text
    assert canary.hits == []
    assert not (tmp_path.parent / "outside.ttl").exists()
