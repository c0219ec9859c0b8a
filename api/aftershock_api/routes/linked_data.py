"""Linked data: every IRI of ours answers with HTML, Turtle, JSON-LD or N-Triples."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote, unquote

from fastapi import APIRouter, Path, Request, Response

from aftershock.errors import UnknownNameError
from aftershock.knowledge_base import KnowledgeBase
from aftershock.model.answers import QueryAnswer
from aftershock.vocabulary import ID
from aftershock_api.access import Knowledge, wanted
from aftershock_api.explorer.described import described_page, ontology_page
from aftershock_api.explorer.questions import ONTOLOGY_GRAPHS, graph_asked, graph_question
from aftershock_api.negotiation import Offer

__all__ = ["router"]

router = APIRouter(tags=["Linked data"])

_OFFERS: Final = (
    Offer("turtle", "text/turtle"),
    Offer("jsonld", "application/ld+json"),
    Offer("ntriples", "application/n-triples"),
    Offer("html", "text/html"),
    Offer("jsonld", "application/json"),
    Offer("ntriples", "text/plain"),
)

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "What is known of it.",
        "content": {offer.media_type: {"schema": {"type": "string"}} for offer in _OFFERS},
    }
}

_FORMAT: Final = {
    "parameters": [
        {
            "name": "format",
            "in": "query",
            "description": "The form of the answer, instead of Accept.",
            "schema": {"type": "string", "enum": list(dict.fromkeys(offer.name for offer in _OFFERS))},
        }
    ]
}

_BEYOND_ASCII: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")

_SAFE: Final = "/:@!$&'()*+,;=~%-._"


@router.get(
    "/id/{path:path}",
    summary="An individual",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra=_FORMAT,
)
def individual(
    request: Request,
    knowledge: Knowledge,
    path: str = Path(description="The rest of an IRI that begins with https://w3id.org/aftershock/id/."),
) -> Response:
    """Describe one of our individuals: an agent, a component, a threat, a rule, a document ..."""
    offer = wanted(request, _OFFERS)
    format_name = "turtle" if offer.name == "html" else offer.name
    iri, answer = _describe(knowledge, _candidates(request, path), format_name)
    if offer.name == "html":
        return described_page(knowledge, iri)
    return Response(answer.content, headers={"Content-Type": offer.content_type})


@router.get("/ontology", summary="The ontology", response_class=Response, responses=_ANSWERS, openapi_extra=_FORMAT)
def ontology(request: Request, knowledge: Knowledge) -> Response:
    """Give every term of the ontology; the IRIs of terms differ after the hash, so this is the answer for each."""
    offer = wanted(request, _OFFERS)
    if offer.name == "html":
        return ontology_page(knowledge)
    answer = knowledge.query(ONTOLOGY_GRAPHS, format=offer.name)
    return Response(answer.content, headers={"Content-Type": offer.content_type})


def _candidates(request: Request, path: str) -> tuple[str, ...]:
    """Give the IRIs that an address may mean: with its percent signs as sent, or with letters beyond ASCII plain."""
    raw: bytes = request.scope.get("raw_path") or quote(f"/id/{path}", safe=_SAFE).encode()
    sent = raw.decode("ascii", "replace").partition("/id/")[2]
    plain = _BEYOND_ASCII.sub(lambda found: unquote(found[0]), sent)
    return tuple(dict.fromkeys((ID + sent, ID + plain)))


def _describe(knowledge: KnowledgeBase, iris: tuple[str, ...], format_name: str) -> tuple[str, QueryAnswer]:
    """Say what is said of the first of these that anything is said of; else what is in it, if it is a graph."""
    for iri in iris:
        try:
            return iri, knowledge.describe(iri, format_name)
        except UnknownNameError:
            if iri.startswith(f"{ID}graph/") and knowledge.query(graph_asked(iri), format="csv").content == b"true":
                return iri, knowledge.query(graph_question(iri), format=format_name)
    raise UnknownNameError("individual", iris[0])
