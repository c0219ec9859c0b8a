"""Linked data: every IRI of ours answers with HTML, Turtle, JSON-LD or N-Triples."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote, unquote

from fastapi import APIRouter, Path, Request, Response

from aftershock.errors import UnknownNameError
from aftershock.knowledge_base import KnowledgeBase
from aftershock.model.answers import QueryAnswer
from aftershock.vocabulary import ID
from aftershock_api.access import Knowledge, wanted
from aftershock_api.explorer.described import described_page, ontology_page
from aftershock_api.explorer.questions import ONTOLOGY_GRAPHS
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
    raw = request.scope.get("raw_path", b"").decode("ascii", "replace")
    sent = raw.partition("/id/")[2] if "/id/" in raw else quote(path, safe=_SAFE)
    plain = quote(unquote(sent), safe=_SAFE + "".join(sorted({letter for letter in unquote(sent) if letter > "~"})))
    return tuple(dict.fromkeys((ID + sent, ID + plain)))


def _describe(knowledge: KnowledgeBase, iris: tuple[str, ...], format_name: str) -> tuple[str, QueryAnswer]:
    for iri in iris[:-1]:
        try:
            return iri, knowledge.describe(iri, format_name)
        except UnknownNameError:
            continue  # the next way to write the same address
    return iris[-1], knowledge.describe(iris[-1], format_name)
