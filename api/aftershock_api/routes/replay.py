"""``/replay``: scenarios, and how far each of their events finds the compromise."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from aftershock.explore.tables import replay_table, scenarios_table
from aftershock.knowledge_base import KnowledgeBase
from aftershock_api import schemas_replay
from aftershock_api.access import JSON, Knowledge, wanted
from aftershock_api.asking import CSV, answers, attended, by_post, told
from aftershock_api.paging import link_header
from aftershock_api.routes.catalog import ListQuery
from aftershock_api.schemas_radius import Sampled

__all__ = ["router"]

router = APIRouter(tags=["Consequence"], default_response_class=JSONResponse)


class ScenariosQuery(ListQuery):
    """What the list of scenarios takes."""

    format: str | None = Field(None, description="json or csv.")


class ReplayQuery(Sampled):
    """What a replay is asked for."""

    asks = "replay"
    likelihood: bool = Field(True, description="Say how many fall on average by each event.")
    format: str | None = Field(None, description="json or csv.")


class ReplayRequest(ReplayQuery):
    """The same by body, which names the scenario."""

    scenario: str = Field(description="A slug, a label or an IRI.")


@router.get("/replay", summary="Scenarios", responses=answers(schemas_replay.ScenarioPage))
def scenarios(request: Request, knowledge: Knowledge, asked: Annotated[ScenariosQuery, Query()]) -> Response:
    """List the scenarios and incidents that can be replayed, oldest first."""
    page = knowledge.scenarios(asked.search, asked.offset, asked.limit)
    links = link_header(request.url, page.offset, page.limit, page.total)
    return told(request, "scenarios", page, lambda page: scenarios_table(page.items), asked.format, links)


@router.get("/replay/{scenario:path}", summary="Replay", responses=answers(schemas_replay.Replay))
async def replay(
    request: Request,
    knowledge: Knowledge,
    scenario: Annotated[str, Path(description="A slug, a label or an IRI.")],
    asked: Annotated[ReplayQuery, Query()],
) -> Response:
    """Step through a scenario: the radius as of each of its events, and public figures beside the replay's own."""
    return await _replayed(request, knowledge, scenario, asked)


async def _replay(request: Request, knowledge: KnowledgeBase, asked: ReplayRequest) -> Response:
    """Step through a scenario, also as it would have been; where something is supposed, with the difference."""
    return await _replayed(request, knowledge, asked.scenario, asked)


async def _replayed(request: Request, knowledge: KnowledgeBase, scenario: str, asked: ReplayQuery) -> Response:
    wanted(request, (JSON, CSV), asked.format)
    options = asked.options()
    found = await attended(request, knowledge, lambda: knowledge.replay(scenario, **options))
    return told(request, "replay", found, replay_table, asked.format)


by_post(router, "/replay", ReplayRequest, _replay, summary="Replay", answers=answers(schemas_replay.Replay))
