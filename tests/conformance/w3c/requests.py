"""Requests that the W3C's manifests spell out: those of the Protocol, and of the Graph Store Protocol."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import RdfFormat
from tests.conformance.w3c.results import same_graphs
from tests.conformance.w3c.suites import MF, RDF, RDFS, UT, Manifest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conformance.w3c.client import Answer, Client

HT, CNT = "http://www.w3.org/2011/http#", "http://www.w3.org/2011/content#"
TABULAR = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
BOOLEAN = {"application/sparql-results+json", "application/sparql-results+xml"}
GRAPH = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@dataclass(frozen=True)
class Wanted:
    """What must come back."""

    statuses: tuple[str, ...]
    format: str = ""
    boolean: str = ""
    location: str = ""
    media_type: str = ""
    body: str = ""


@dataclass(frozen=True)
class Request:
    """A request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    wanted: Wanted


@dataclass(frozen=True)
class Dialogue:
    """A test: requests one after the other, on a store that holds some graphs."""

    name: str
    host: str
    requests: tuple[Request, ...]
    graphs: tuple[tuple[str, str], ...] = field(default=())


def dialogues(root: Path, place: str) -> list[Dialogue]:
    """Read those of a manifest."""
    manifest = Manifest(root, place)
    found = []
    for entry in manifest.entries():
        action = manifest.one(entry, MF + "action")
        graphs = tuple(
            (manifest.one(one, RDFS + "label").value, manifest.one(one, UT + "graph").value)
            for one in manifest.all(entry, UT + "graphData")
        )
        requests = tuple(_request(manifest, one) for one in manifest.items(manifest.one(action, HT + "requests")))
        host = manifest.one(action, HT + "connectionAuthority").value
        found.append(Dialogue(manifest.one(entry, MF + "name").value.strip(), host, requests, graphs))
    return found


def _headers(manifest: Manifest, node) -> dict[str, str]:
    head = manifest.one(node, HT + "headers")
    return {
        manifest.one(one, HT + "fieldName").value: manifest.one(one, HT + "fieldValue").value
        for one in manifest.items(head)
    }


def _request(manifest: Manifest, node) -> Request:
    body, answer = manifest.one(node, HT + "body"), manifest.one(node, HT + "resp")
    content = None
    if body is not None:
        encoding = manifest.one(body, CNT + "characterEncoding").value
        content = manifest.one(body, CNT + "chars").value.encode(encoding)

    def said(predicate: str) -> str:
        return getattr(manifest.one(answer, MF + predicate), "value", "")

    given = manifest.one(answer, HT + "body")
    wanted = Wanted(
        tuple(one.value.rpartition("#")[2] for one in manifest.all(answer, MF + "expectedStatus")),
        said("expectedFormat"),
        said("expectedBoolean"),
        said("expectedLocation"),
        _headers(manifest, answer).get("content-type", ""),
        "" if given is None else manifest.one(given, CNT + "chars").value,
    )
    method, path = (manifest.one(node, HT + one).value for one in ("methodName", "absolutePath"))
    return Request(method, path, _headers(manifest, node), content, wanted)


def hold(client: Client, dialogue: Dialogue, place: str) -> str:
    """Hold a dialogue; give what went wrong, or nothing. `place` is the service's own path of the manifest's first."""
    variables: dict[str, str] = {}
    first = "/" + dialogue.requests[0].path.split("/")[1].split("?")[0]
    for number, request in enumerate(dialogue.requests, start=1):
        path, body = place + request.path.removeprefix(first), request.body
        for name, value in variables.items():
            path = path.replace(name, value)
            body = None if body is None else body.replace(name.encode(), value.encode())
        headers = {"Host": dialogue.host, **request.headers, **client.authorization}
        answer = client.send(request.method, path, headers, body)
        fault = _fault(answer, request.wanted)
        if fault:
            return f"request {number}, {request.method} {path}: {fault}"
        if request.wanted.location:
            variables[request.wanted.location] = answer.headers["location"]
    return ""


_STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


def _fault(answer: Answer, wanted: Wanted) -> str:
    if not any(
        answer.status == _STATUSES.get(one) or one == f"StatusCode{answer.status // 100}xx" for one in wanted.statuses
    ):
        return f"{answer.status}, where {' or '.join(wanted.statuses)} is right: {answer.problem}"
    if wanted.location and not answer.headers.get("location"):
        return "no Location"
    formats = {"boolean": BOOLEAN, "tabular": TABULAR, "RDF": set(GRAPH)}.get(wanted.format)
    if formats is not None and answer.media_type not in formats:
        return f"{answer.media_type}, where {' or '.join(sorted(formats))} is right"
    if wanted.boolean and f'"boolean":{wanted.boolean}'.encode() not in answer.content.replace(b" ", b""):
        return f"{answer.content[:100]!r}, where the answer is {wanted.boolean}"
    if wanted.media_type and answer.headers.get("content-type") != wanted.media_type:
        return f"{answer.headers.get('content-type')}, where {wanted.media_type} is right"
    if wanted.body:
        base = "http://www.example/"
        found = [
            list(pyoxigraph.parse(one, GRAPH[answer.media_type], base_iri=base))
            for one in (answer.content, wanted.body)
        ]
        if not same_graphs(*found):
            return f"another graph: {answer.content!r}"
    return ""


def faults_of_description(answer: Answer, endpoint: str) -> dict[str, str]:
    """The three tests of service descriptions, which the W3C has in words only: each name, and what was wrong."""
    sd = "http://www.w3.org/ns/sparql-service-description#"
    if answer.status != 200 or answer.media_type not in GRAPH:
        fault = f"{answer.status} {answer.media_type}"
        return dict.fromkeys(("returns-rdf", "has-endpoint-triple", "conforms-to-schema"), fault)
    quads = list(pyoxigraph.parse(answer.content, GRAPH[answer.media_type]))
    said: dict = {}
    for quad in quads:
        said.setdefault(quad.predicate.value, []).append((quad.subject, quad.object))
    services = {one for one, kind in said.get(RDF + "type", ()) if kind.value == sd + "Service"}
    endpoints = [(one, place.value) for one, place in said.get(sd + "endpoint", ())]
    is_there = any(one in services and place == endpoint for one, place in endpoints)
    return {
        "returns-rdf": "" if quads else "no statement",
        "has-endpoint-triple": "" if is_there else f"{endpoints}, where {endpoint} is right",
        "conforms-to-schema": _against_schema(said, sd),
    }


def _against_schema(said: dict, sd: str) -> str:
    """Hold it against the vocabulary: what each property may be said of, and what of."""
    kinds: dict = {}
    for one, kind in said.get(RDF + "type", ()):
        kinds.setdefault(one, set()).add(kind.value.removeprefix(sd))
    properties = {
        "endpoint": ("Service", None),
        "feature": (
            "Service",
            {"DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"},
        ),
        "supportedLanguage": ("Service", {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"}),
        "resultFormat": ("Service", None),
        "inputFormat": ("Service", None),
        "defaultEntailmentRegime": ("Service", None),
        "defaultDataset": ("Service", "Dataset"),
        "defaultGraph": ("Dataset", "Graph"),
        "namedGraph": ("Dataset", "NamedGraph"),
        "name": ("NamedGraph", None),
        "graph": ("NamedGraph", "Graph"),
    }
    for predicate, pairs in said.items():
        if not predicate.startswith(sd):
            continue
        name = predicate.removeprefix(sd)
        if name not in properties:
            return f"sd:{name} is no property of the vocabulary that a description of ours has"
        domain, values = properties[name]
        for subject, value in pairs:
            if domain not in kinds.get(subject, ()):
                return f"sd:{name} is said of {subject}, which is no sd:{domain}"
            if isinstance(values, set) and value.value.removeprefix(sd) not in values:
                return f"sd:{name} is {value}"
            if isinstance(values, str) and values not in kinds.get(value, ()):
                return f"sd:{name} is {value}, which is no sd:{values}"
    return ""
