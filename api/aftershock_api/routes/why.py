"""``/why`` and ``/paths``: why something falls, and by which ways."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse
from pydantic import Field

from aftershock.model.jsonable import as_json
from aftershock_api import schemas_history
from aftershock_api.access import Knowledge, json_wanted
from aftershock_api.schemas_radius import Asked, Timed

__all__ = ["router"]

router = APIRouter(tags=["Consequence"], dependencies=[Depends(json_wanted)], default_response_class=JSONResponse)

_TARGET: Final[Any] = Field(description="The component asked about: a slug, label, IRI or package URL.")


class WhyQuery(Timed):
    """What an explanation is asked for."""

    target: str = _TARGET
    format: str | None = Field(None, description="json; the only form there is.")


class PathsQuery(Asked):
    """What ways are asked for."""

    target: str = _TARGET
    count: int = Field(5, ge=1, le=100, description="Ways to give at the most.")
    format: str | None = Field(None, description="json; the only form there is.")


@router.get("/why", summary="Why it falls", responses={200: {"model": schemas_history.Why}})
def why(knowledge: Knowledge, asked: Annotated[WhyQuery, Query()]) -> JSONResponse:
    """Explain why a component falls with others: path, proof, evidence for each hop, and what nobody has settled."""
    return JSONResponse(as_json(knowledge.why(asked.component, asked.target, **asked.options())))


@router.get("/paths", summary="Ways between two", responses={200: {"model": schemas_history.Paths}})
def paths(knowledge: Knowledge, asked: Annotated[PathsQuery, Query()]) -> JSONResponse:
    """Find the best ways from components to another: by evidence, then likelihood, then length."""
    return JSONResponse(as_json(knowledge.paths(asked.component, asked.target, count=asked.count, **asked.options())))
