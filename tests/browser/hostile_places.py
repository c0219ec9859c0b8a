"""Pages of the hostile estate: those that tell of it, and those that say again what an address says."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from tests.browser.hostile import CORPUS, HUB, IRIS

LISTED = "SELECT ?thing ?label WHERE { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } LIMIT 200"
WORDS = 900
"""What an address may ask for in words is bounded at 1,000 characters."""


def told(slug: str) -> dict[str, str]:
    """Give the pages that tell of the estate.

    Parameters
    ----------
    slug
        Of the hostile agent.
    """
    hub = f"component={quote(HUB, safe='')}"
    component = "/explore/component?iri="
    return {
        "landing": "/explore",
        "agents": "/explore/agents?search=Mallory",
        "agent": f"/explore/agent/{slug}",
        "agent, suspected": f"/explore/agent/{slug}?claims=not-certain",
        "hub": component + quote(HUB, safe=""),
        "components": "/explore/components?sort=dependents",
        "radius": f"/explore/radius?{hub}",
        "radius, start": "/explore/radius",
        "radius, whom to call": f"/explore/radius?{hub}&show=who",
        "radius, at once": f"/explore/radius?{hub}&show=now",
        "radius, controls": f"/explore/radius?{hub}&show=controls&with-mitigation=hostile&protect={quote(IRIS[0])}",
        "radius, open": f"/explore/radius?{hub}&show=open",
        "brief": f"/brief?{hub}&protect={quote(IRIS[0])}&worlds=64&format=html",
        "why": f"/explore/why?{hub}&target={quote(IRIS[0])}",
        "why, by a rule of one's own": f"/explore/why?{hub}&target=hostile-carried",
        "starts": "/explore/starts?by=impact",
        "matrix": "/explore/matrix",
        "matrix of agents": "/explore/matrix?rows=agents&search=Mallory",
        "documents": "/explore/documents",
        "scenarios": "/explore/replay",
        "replay": "/explore/replay/hostile?step=1&with-mitigation=hostile",
        "threats": "/explore/threats",
        "threat": "/explore/threat/hostile",
        "threat that it is exposed to": "/explore/threat/model-stealing",
        "mitigations": "/explore/mitigations",
        "mitigation": "/explore/mitigation/hostile",
        "graph": "/explore/graph?by=none",
        "sparql": "/sparql?" + urlencode({"query": LISTED}),
        "data": "/id/component/" + HUB.rpartition("/")[2],
        "data of the agent": f"/id/agent/{slug}",
        "data of the threat": "/id/threat/hostile",
        "data of the scenario": "/id/incident/hostile",
        "ontology": "/ontology",
        "about another's": f"/explore/about?iri={quote(IRIS[7], safe='')}",
        "docs": "/docs",
        **{f"component {iri}": component + quote(iri, safe="") for iri in IRIS},
    }


def echoed() -> dict[str, str]:
    """Give pages that say again what their address says: every text of the corpus, and more than one to a page."""
    places = (
        "/explore?q=",
        "/explore/agents?search=",
        "/explore/components?search=",
        "/explore/documents?search=",
        "/explore/threats?search=",
        "/explore/mitigations?search=",
        "/explore/matrix?search=",
        "/explore/replay?search=",
        "/explore/starts?class=",
        "/explore/component?iri=",
        "/explore/radius?component=",
        f"/explore/radius?component={quote(HUB, safe='')}&class=Model&owner=",
        "/explore/graph?by=type&open=a&at=",
        "/explore/graph?hide=",
        "/explore/agent/",
        "/explore/threat/",
        "/explore/mitigation/",
        "/explore/replay/",
        "/id/component/",
        "/docs?url=https%3A%2F%2Fa.example%2Fa.json&configUrl=https%3A%2F%2Fa.example%2Fb.json&filter=",
        "/sparql?query=%3C%2Ftextarea%3E",
    )
    texts = groups()
    return {
        f"{place} {number}": place + quote(texts[number % len(texts)], safe="") for number, place in enumerate(places)
    }


def groups() -> list[str]:
    """Put the texts of the corpus one behind the other, as many as an address takes."""
    found = [""]
    for text in CORPUS:
        if len(found[-1]) + len(text) > WORDS:
            found.append("")
        found[-1] += f"{text} "
    return found
