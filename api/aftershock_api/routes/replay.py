"""``/replay``: scenarios, and how far each of their events finds the compromise."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from aftershock.model.jsonable import as_json
from aftershock_api import schemas_replay
from aftershock_api.access import Knowledge, json_wanted
from aftershock_api.paging import link_header
from aftershock_api.routes.catalog import ListQuery
from aftershock_api.schemas_radius import Changes

__all__ = ["router"]

router = APIRouter(tags=["Consequence"], dependencies=[Depends(json_wanted)], default_response_class=JSONResponse)


class ReplayQuery(Changes):
    """What a replay is asked for."""

    format: str | None = Field(None, description="json; the only form there is.")


@router.get("/replay", summary="Scenarios", responses={200: {"model": schemas_replay.ScenarioPage}})
def scenarios(request: Request, knowledge: Knowledge, asked: Annotated[ListQuery, Query()]) -> JSONResponse:
    """List the scenarios and incidents that can be replayed, oldest first."""
    page = knowledge.scenarios(asked.search, asked.offset, asked.limit)
    return JSONResponse(as_json(page), headers=link_header(request.url, page.offset, page.limit, page.total))


@router.get("/replay/{scenario:path}", summary="Replay", responses={200: {"model": schemas_replay.Replay}})
def replay(
    knowledge: Knowledge,
    scenario: Annotated[str, Path(description="A slug, a label or an IRI.")],
    asked: Annotated[ReplayQuery, Query()],
) -> JSONResponse:
    """Step through a scenario: the radius as of each of its events, and public figures beside the replay's own."""
    return JSONResponse(as_json(knowledge.replay(scenario, **asked.options())))
