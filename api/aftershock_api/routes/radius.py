"""``/blast-radius``: what falls when this falls."""

from __future__ import annotations

import csv
import io
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from aftershock.knowledge_base import KnowledgeBase
from aftershock.model.jsonable import as_json
from aftershock.model.radius import BlastRadius, Fall
from aftershock_api import schemas_radius
from aftershock_api.access import JSON, Knowledge, wanted
from aftershock_api.bodies import media_type, read_body, unsupported
from aftershock_api.negotiation import Offer
from aftershock_api.paging import link_header
from aftershock_api.problems import HttpProblem, invalid
from aftershock_api.schemas_radius import RadiusRequest

__all__ = ["compute", "router"]

router = APIRouter(tags=["Consequence"])

_CSV: Final = Offer("csv", "text/csv")
_LARGEST_REQUEST: Final = 1_000_000
_COLUMNS: Final = (
    "evidence",
    "component",
    "label",
    "class",
    "owner",
    "mode",
    "modes",
    "depth",
    "attack_steps",
    "path",
    "likelihood_low",
    "likelihood",
    "likelihood_high",
    "method",
)

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "model": schemas_radius.BlastRadius,
        "description": "The rows, nearest first: affected, then possible, then unknown; `Link` has the next page.",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


class RadiusQuery(RadiusRequest):
    """The same, as query parameters; ``format`` besides."""

    format: str | None = None


@router.get("/blast-radius", summary="Blast radius", response_class=JSONResponse, responses=_ANSWERS)
def blast_radius(request: Request, knowledge: Knowledge, asked: Annotated[RadiusQuery, Query()]) -> Response:
    """Tell what falls with one or several components, how sure that is, and by which path."""
    offer = wanted(request, (JSON, _CSV))
    radius = compute(knowledge, asked)
    headers = link_header(request.url, asked.offset, 0 if asked.summary else asked.limit, sum(radius.counts.values()))
    if offer == _CSV:
        headers["Content-Disposition"] = 'attachment; filename="blast-radius.csv"'
        return Response(_table(radius), media_type="text/csv", headers=headers)
    return JSONResponse(as_json(radius), headers=headers)


@router.post(
    "/blast-radius",
    summary="Blast radius of many components",
    response_class=JSONResponse,
    responses=_ANSWERS,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/RadiusRequest"}}},
        }
    },
)
async def blast_radius_by_post(request: Request, knowledge: Knowledge) -> Response:
    """Tell the same for starting points that are too many for an address."""
    given = media_type(request)
    if given != JSON.media_type:
        raise unsupported(given, JSON.media_type)
    offer = wanted(request, (JSON, _CSV))
    body = await read_body(request, _LARGEST_REQUEST, "the request")
    try:
        asked = RadiusRequest.model_validate_json(body)
    except ValidationError as error:
        problem = invalid(error.errors())
        raise HttpProblem(problem.kind, problem.detail, **problem.members) from None
    radius = await run_in_threadpool(compute, knowledge, asked)
    if offer == _CSV:
        return Response(_table(radius), media_type="text/csv")
    return JSONResponse(as_json(radius))


def compute(knowledge: KnowledgeBase, asked: RadiusRequest) -> BlastRadius:
    """Ask the knowledge base for a blast radius.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    """
    return knowledge.blast_radius(
        asked.component, **asked.options(), offset=asked.offset, limit=0 if asked.summary else asked.limit
    )


def _table(radius: BlastRadius) -> str:
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    for evidence in ("affected", "possible", "unknown"):
        for row in getattr(radius, evidence):
            table.writerow(
                _inert(str(cell))
                for cell in (
                    evidence,
                    row.component,
                    row.label,
                    row.class_name,
                    row.owner or "",
                    row.mode,
                    " ".join(row.modes),
                    row.depth,
                    row.attack_steps,
                    " > ".join(step.component for step in row.path),
                    *_odds(row.likelihood),
                )
            )
    return written.getvalue()


def _odds(fall: Fall | None) -> tuple[str, str, str, str]:
    if fall is None:
        return "", "", "", ""
    return f"{fall.low:.6g}", "" if fall.default is None else f"{fall.default:.6g}", f"{fall.high:.6g}", fall.method


def _inert(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula: labels come from strangers."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
