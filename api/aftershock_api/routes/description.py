"""What the service says of itself to machines: its SPARQL service description, and VoID."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from aftershock.knowledge_base import KnowledgeBase
from aftershock_api.access import Knowledge, wanted
from aftershock_api.negotiation import Offer
from aftershock_api.tokens import Tokens

__all__ = ["DESCRIPTIONS", "router", "service_description"]

router = APIRouter(tags=["SPARQL"])

DESCRIPTIONS: Final = (
    Offer("turtle", "text/turtle"),
    Offer("ntriples", "application/n-triples"),
    Offer("jsonld", "application/ld+json"),
    Offer("rdfxml", "application/rdf+xml"),
    Offer("jsonld", "application/json"),
    Offer("ntriples", "text/plain"),
)
"""The forms in which it is described."""

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The description.",
        "content": {offer.media_type: {"schema": {"type": "string"}} for offer in DESCRIPTIONS},
    }
}


def service_description(request: Request, knowledge: KnowledgeBase, offer: Offer) -> Response:
    """Describe the SPARQL service.

    Parameters
    ----------
    request
        What was asked; its address is that of the service.
    knowledge
        The knowledge base.
    offer
        The form that is wanted.
    """
    tokens: Tokens = request.app.state.tokens
    writable = any(scope != "read" for scope, _ in tokens.hashes)
    endpoint = str(request.url.replace(query="", fragment="")).rstrip("/")
    answer = knowledge.service_description(endpoint, offer.name, writable=writable)
    return Response(answer.content, headers={"Content-Type": offer.content_type})


@router.get("/.well-known/void", summary="The data set in VoID", response_class=Response, responses=_ANSWERS)
def void(request: Request, knowledge: Knowledge) -> Response:
    """Describe what the service holds, in VoID."""
    offer = wanted(request, DESCRIPTIONS)
    origin = str(request.url.replace(path="", query="", fragment="")).rstrip("/")
    answer = knowledge.void_description(origin, offer.name)
    return Response(answer.content, headers={"Content-Type": offer.content_type})
