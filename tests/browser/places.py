"""Where the pages are: all of them, as a browser asks for them; and what else answers, and is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi.routing import iter_route_contexts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import FastAPI

START = "component=modelslab-registry"
SMALL = "component=quill-studio"
PAGES = {
    "first": "/",
    "landing": "/explore",
    "search": "/explore?q=model",
    "agents": "/explore/agents",
    "agent": "/explore/agent/modelslab",
    "agent, suspected": "/explore/agent/modelslab?claims=not-certain",
    "agent of the catalogue": "/explore/agent/osv-mcp",
    "component": "/explore/component?iri=modelslab-registry",
    "components": "/explore/components?search=modelslab",
    "radius": f"/explore/radius?{START}&limit=20",
    "radius, filtered": f"/explore/radius?{START}&evidence=affected&class=Application",
    "radius, start": "/explore/radius",
    "whom to call": f"/explore/radius?{START}&show=who",
    "do at once": f"/explore/radius?{START}&show=now&protect=modelslab-console",
    "controls": f"/explore/radius?{START}&show=controls&with-mitigation=digest-pinning&with-mitigation=internal-mirror",
    "open facts": f"/explore/radius?{SMALL}&show=open",
    "brief": f"/brief?{SMALL}&format=html",
    "why": f"/explore/why?{START}&target=modelslab-console",
    "starts": "/explore/starts",
    "matrix": "/explore/matrix",
    "matrix of agents": "/explore/matrix?rows=agents&heat=open&search=model",
    "scenarios": "/explore/replay",
    "replay": "/explore/replay/litellm-2026?step=3&with-mitigation=digest-pinning",
    "documents": "/explore/documents",
    "threats": "/explore/threats",
    "threat": "/explore/threat/registry-compromise",
    "mitigations": "/explore/mitigations",
    "mitigation": "/explore/mitigation/digest-pinning",
    "linked data": "/id/threat/registry-compromise",
    "ontology": "/ontology",
    "about another's": "/explore/about?iri=http%3A%2F%2Fwww.w3.org%2F2004%2F02%2Fskos%2Fcore%23prefLabel",
    "graph": "/explore/graph",
    "graph of layers": "/explore/graph?by=layer&open=L4&at=group:L3",
    "docs": "/docs",
    "sparql": "/sparql",
    "sparql, with a slash": "/sparql/",
    "sparql answer": "/sparql?query=SELECT%20%2A%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%2020",
}
"""Every page that shows something."""
WRONG = {
    "no such agent": "/explore/agent/modelslap",
    "no such start": "/explore/radius?component=modelslab-registri",
    "no such layer": "/explore/threat/registry-compromise?layer=9",
    "no such page": "/explore/nothing",
    "a wrong query": "/sparql?query=SELECT",
}
"""What is said where something is wrong."""
OTHERS = {
    "/openapi.json": "/openapi.json",
    "/rdf-graph-store/{path:path}": "/rdf-graph-store/graph/catalog/layers",
    "/rdf-graph-store": "/rdf-graph-store?default",
    "/.well-known/void": "/.well-known/void",
    "/blast-radius": f"/blast-radius?{SMALL}&limit=1",
    "/why": f"/why?{START}&target=modelslab-console",
    "/paths": f"/paths?{START}&target=modelslab-console",
    "/replay": "/replay",
    "/replay/{scenario:path}": "/replay/litellm-2026?likelihood=false",
    "/ranking": "/ranking?limit=1",
    "/choke-points": f"/choke-points?{SMALL}",
    "/plans": f"/plans?{SMALL}&budget=1",
    "/contain": f"/contain?{SMALL}&limit=0",
    "/facts": f"/facts?{SMALL}&limit=0",
    "/agents": "/agents?limit=1",
    "/agents/{name:path}": "/agents/modelslab",
    "/threats": "/threats?limit=1",
    "/threats/{name:path}": "/threats/registry-compromise",
    "/layers": "/layers",
    "/mitigations": "/mitigations?limit=1",
    "/mitigations/{name:path}": "/mitigations/digest-pinning",
    "/queries": "/queries",
    "/queries/{name}": "/queries/layers-in-order",
    "/components": "/components?limit=1",
    "/components/{name:path}": "/components/modelslab-registry",
    "/healthz": "/healthz",
    "/readyz": "/readyz",
    "/metrics": "/metrics",
    "/static/vendor/{name}": "/static/vendor/swagger-ui.css",
    "/static/{name}": "/static/aftershock.css",
    "/explore/suggest": "/explore/suggest?q=model",
    "/explore/graph/members": "/explore/graph/members?by=type&group=Model",
    "/explore/graph/path": f"/explore/graph/path?{START}&target=modelslab-console",
    "/explore/graph/data": "/explore/graph/data",
    "/explore/around": "/explore/around?iri=modelslab-registry",
    "/explore/around.csv": "/explore/around.csv?iri=modelslab-registry",
    "/explore/around.html": "/explore/around.html?iri=modelslab-registry",
    "/explore/path": f"/explore/path?{START}&target=modelslab-console",
    "/explore/said": "/explore/said?dependent=modelslab-console&dependee=modelslab-gateway",
    "/explore/agents.json": "/explore/agents.json?search=modelslab",
    "/explore/agents.csv": "/explore/agents.csv?search=modelslab",
    "/explore/components.csv": "/explore/components.csv?search=modelslab",
    "/explore/threats.csv": "/explore/threats.csv?search=registry",
    "/explore/mitigations.csv": "/explore/mitigations.csv?search=digest",
    "/explore/components.json": "/explore/components.json?search=modelslab",
    "/explore/component/behind": "/explore/component/behind?iri=modelslab-registry",
    "/explore/radius/behind": f"/explore/radius/behind?{SMALL}",
    "/explore/radius.html": f"/explore/radius.html?{SMALL}",
    "/explore/radius.csv": f"/explore/radius.csv?{SMALL}",
    "/explore/radius.json": f"/explore/radius.json?{SMALL}",
    "/explore/matrix.csv": "/explore/matrix.csv",
    "/explore/matrix.json": "/explore/matrix.json",
    "/explore/radius.{form}": f"/explore/radius.gexf?{SMALL}",
    "/explore/around.{form}": "/explore/around.gexf?iri=modelslab-registry",
    "/explore/graph.{form}": "/explore/graph.gexf?by=layer",
    "/explore/replayed.csv": "/explore/replayed.csv?scenario=litellm-2026&layer=7",
    "/explore/replayed.json": "/explore/replayed.json?scenario=litellm-2026&layer=7",
    "/explore/replayed.html": "/explore/replayed.html?scenario=litellm-2026&step=1",
    "/explore/replayed/path": "/explore/replayed/path?scenario=litellm-2026&step=1&target=modelslab-console",
    "/explore/replayed.{form}": "/explore/replayed.gexf?scenario=litellm-2026&step=1",
}
"""An address of each road that leads to no page: what it gives is data, or a file that is saved rather than shown."""


def roads(app: FastAPI, addresses: Iterable[str]) -> set[str]:
    """Say which roads of a service some addresses take; each the first that fits, as the service does."""
    patterns = [(one.path, one.path_regex) for one in iter_route_contexts(app.routes) if "GET" in one.methods]
    return {
        next(template for template, pattern in patterns if pattern.match(urlsplit(address).path))
        for address in addresses
    }


def all_roads(app: FastAPI) -> set[str]:
    """Give the roads by which a service answers GET."""
    return {one.path for one in iter_route_contexts(app.routes) if "GET" in one.methods}
