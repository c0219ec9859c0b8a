"""``/blast-radius``: what falls when this falls."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from aftershock.explore.rows import csv_pieces, json_pieces, node_link_pieces
from aftershock.knowledge_base import KnowledgeBase
from aftershock.model.jsonable import as_json
from aftershock.model.radius import BlastRadius
from aftershock_api import schemas_radius
from aftershock_api.access import JSON, wanted
from aftershock_api.asking import CSV, NODE_LINK, ask, attended
from aftershock_api.negotiation import Offer
from aftershock_api.paging import link_header
from aftershock_api.schemas_radius import RadiusRequest

__all__ = ["compute", "radius_table", "router"]

router = APIRouter(tags=["Consequence"])

_OFFERS: Final = (JSON, CSV, NODE_LINK)
_PAGE: Final = 250

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "model": schemas_radius.BlastRadius,
        "description": "The rows, nearest first: affected, then possible, then unknown; `Link` has the next page.",
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            NODE_LINK.media_type: {"schema": {"type": "object"}},
        },
    }
}


async def _blast_radius(request: Request, knowledge: KnowledgeBase, asked: RadiusRequest) -> Response:
    """Tell what falls with one or several components, how sure that is, and by which path; many rows are streamed."""
    offer, limit = wanted(request, _OFFERS, asked.format), 0 if asked.summary else asked.limit
    pages = knowledge.blast_radius_pages(
        asked.question(), likelihood=asked.likelihood, offset=asked.offset, limit=limit, page=_PAGE
    )
    first = await attended(request, knowledge, lambda: next(pages))
    total = sum(first.counts.values())
    headers = link_header(request.url, asked.offset, limit, total) if request.method == "GET" else {}
    if offer == JSON and min(limit, total - asked.offset) <= _PAGE:
        return JSONResponse(as_json(first), headers=headers)
    if offer == CSV:
        headers["Content-Disposition"] = 'attachment; filename="blast-radius.csv"'
    pieces = _pieces(offer, chain((first,), pages), pages.again())
    return StreamingResponse(pieces, media_type=offer.content_type, headers=headers)


def _pieces(offer: Offer, pages: Iterator[BlastRadius], again: Iterator[BlastRadius]) -> Iterator[str]:
    if offer == CSV:
        return csv_pieces(pages)
    return json_pieces(pages) if offer == JSON else node_link_pieces(pages, again)


ask(router, "/blast-radius", RadiusRequest, _blast_radius, summary="Blast radius", answers=_ANSWERS)


def compute(knowledge: KnowledgeBase, asked: RadiusRequest) -> BlastRadius:
    """Ask the knowledge base for a blast radius, all rows of the page at once.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    """
    limit = 0 if asked.summary else asked.limit
    return knowledge.blast_radius(asked.question(), likelihood=asked.likelihood, offset=asked.offset, limit=limit)


def radius_table(radius: BlastRadius) -> str:
    """Write the rows of a blast radius as CSV.

    Parameters
    ----------
    radius
        With its rows.
    """
    return "".join(csv_pieces((radius,)))
