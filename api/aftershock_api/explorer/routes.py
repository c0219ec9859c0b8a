"""Addresses of the pages for people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import Field

from aftershock.model.jsonable import as_json
from aftershock_api import schemas
from aftershock_api.access import Knowledge
from aftershock_api.explorer.agents import agent_page
from aftershock_api.explorer.components import component_page
from aftershock_api.explorer.landing import hits, landing_page
from aftershock_api.explorer.lists import components_page, mitigations_page, threats_page
from aftershock_api.explorer.radius import offline_radius, radius_page
from aftershock_api.explorer.threats import mitigation_page, threat_page
from aftershock_api.schemas_radius import RadiusRequest

__all__ = ["router", "suggestions"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
suggestions = APIRouter(tags=["Explorer"], default_response_class=JSONResponse)

Text = Annotated[str, Query(max_length=1000)]
Offset = Annotated[int, Query(ge=0)]


class RadiusPageQuery(RadiusRequest):
    """A blast radius as a page asks for it: a hundred rows at a time."""

    limit: int = Field(100, ge=1, le=1000)


@suggestions.get("/explore/suggest", summary="Suggestions", responses={200: {"model": schemas.Suggestions}})
def suggest(
    knowledge: Knowledge, q: Annotated[str, Query(max_length=1000, description="What was typed.")]
) -> JSONResponse:
    """Give what goes by what was typed so far, best first."""
    return JSONResponse({"items": as_json(hits(knowledge, q, 10))})


@router.get("/")
@router.get("/explore")
def landing(knowledge: Knowledge, q: Text = "") -> Response:
    """Show the first page."""
    return landing_page(knowledge, q)


@router.get("/explore/agent/{name:path}")
def agent(knowledge: Knowledge, name: str) -> Response:
    """Show an agent."""
    return agent_page(knowledge, name)


@router.get("/explore/component")
def component(knowledge: Knowledge, iri: Text) -> Response:
    """Show a component."""
    return component_page(knowledge, iri)


@router.get("/explore/components")
def components(
    request: Request,
    knowledge: Knowledge,
    search: Text = "",
    class_name: Annotated[str, Query(alias="class", max_length=200)] = "",
    offset: Offset = 0,
) -> Response:
    """List the components."""
    return components_page(knowledge, request.url, search, class_name, offset)


@router.get("/explore/threats")
def threats(request: Request, knowledge: Knowledge, search: Text = "", offset: Offset = 0) -> Response:
    """List the threats."""
    return threats_page(knowledge, request.url, search, offset)


@router.get("/explore/threat/{name:path}")
def threat(knowledge: Knowledge, name: str) -> Response:
    """Show a threat."""
    return threat_page(knowledge, name)


@router.get("/explore/mitigations")
def mitigations(request: Request, knowledge: Knowledge, search: Text = "", offset: Offset = 0) -> Response:
    """List the mitigations."""
    return mitigations_page(knowledge, request.url, search, offset)


@router.get("/explore/mitigation/{name:path}")
def mitigation(knowledge: Knowledge, name: str) -> Response:
    """Show a mitigation."""
    return mitigation_page(knowledge, name)


@router.get("/explore/radius")
def radius(request: Request, knowledge: Knowledge, asked: Annotated[RadiusPageQuery, Query()]) -> Response:
    """Show a blast radius."""
    return radius_page(knowledge, asked, request.url)


@router.get("/explore/radius.html")
def radius_offline(knowledge: Knowledge, asked: Annotated[RadiusRequest, Query()]) -> Response:
    """Give the picture of a blast radius as one file; it carries its own policy, and is saved rather than shown."""
    headers = {"Content-Disposition": 'attachment; filename="blast-radius.html"'}
    return HTMLResponse(offline_radius(knowledge, asked), headers=headers)
