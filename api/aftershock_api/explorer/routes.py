"""Addresses of the pages for people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from aftershock.errors import UnknownNameError
from aftershock.explore.page import data_of
from aftershock.explore.tables import csv_text
from aftershock.model.jsonable import as_json
from aftershock_api import schemas
from aftershock_api.access import Configuration, Knowledge
from aftershock_api.explorer.agent_list import AgentsQuery, agents_found, agents_page
from aftershock_api.explorer.agents import AgentQuery, agent_page
from aftershock_api.explorer.asked import WorkbenchQuery
from aftershock_api.explorer.components import ComponentQuery, component_page, component_questions
from aftershock_api.explorer.described import about_page, is_said
from aftershock_api.explorer.documents import DocumentsQuery, documents_data, documents_page
from aftershock_api.explorer.landing import hits, landing_page
from aftershock_api.explorer.list_files import agents_csv, components_csv, mitigations_csv, threats_csv
from aftershock_api.explorer.lists import (
    ComponentsQuery,
    ListQuery,
    components_found,
    components_page,
    mitigations_page,
    threats_page,
)
from aftershock_api.explorer.matrix import MatrixQuery, matrix_json, matrix_page, matrix_table
from aftershock_api.explorer.radius import offline_radius, radius_csv, radius_json
from aftershock_api.explorer.radius_questions import radius_questions
from aftershock_api.explorer.replay_asked import ReplayQuery
from aftershock_api.explorer.replayed import replay_data, replay_page, scenarios_data, scenarios_page
from aftershock_api.explorer.selected import selected
from aftershock_api.explorer.starts import StartsQuery, starts_data, starts_page
from aftershock_api.explorer.threats import ThreatQuery, mitigation_page, threat_page
from aftershock_api.explorer.turtle import linked, turtle, turtle_wanted
from aftershock_api.explorer.why import WhyQuery, why_page
from aftershock_api.explorer.workbench import workbench_page
from aftershock_api.tokens import Tokens

__all__ = ["router", "suggestions"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
suggestions = APIRouter(tags=["Explorer"], default_response_class=JSONResponse)

Text = Annotated[str, Query(max_length=1000)]
Iri = Annotated[str, Query(min_length=1, max_length=2000)]
Offset = Annotated[int, Query(ge=0)]


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


@router.get("/explore/agents")
def agents(request: Request, knowledge: Knowledge, asked: Annotated[AgentsQuery, Query()]) -> Response:
    """List the agents."""
    return agents_page(knowledge, request.url, asked)


@router.get("/explore/agents.json")
def agents_record(knowledge: Knowledge, asked: Annotated[AgentsQuery, Query()]) -> Response:
    """Give the agents that the page's filters let through as JSON."""
    return JSONResponse({"items": as_json(agents_found(knowledge, asked))})


@router.get("/explore/agents.csv")
def agents_rows(knowledge: Knowledge, asked: Annotated[AgentsQuery, Query()]) -> Response:
    """Give the agents that the page's filters let through as CSV."""
    return _rows(agents_csv(knowledge, asked), "agents")


@router.get("/explore/agent/{name:path}")
def agent(request: Request, knowledge: Knowledge, name: str, asked: Annotated[AgentQuery, Query()]) -> Response:
    """Show an agent."""
    return agent_page(knowledge, name, asked, request.url)


@router.get("/explore/about")
def about(request: Request, knowledge: Knowledge, iri: Iri) -> Response:
    """Show what is said of an IRI, whosever it is."""
    if turtle_wanted(request):
        return turtle(knowledge.describe(iri, "turtle").content, "about")
    return linked(about_page(knowledge, iri), request)


@router.get("/explore/component")
def component(request: Request, knowledge: Knowledge, asked: Annotated[ComponentQuery, Query()]) -> Response:
    """Show a component; of what is none, what is said of it."""
    try:
        knowledge.component(asked.iri)
    except UnknownNameError:
        if not is_said(knowledge, asked.iri):
            raise
        return RedirectResponse(data_of(asked.iri), status_code=303)
    return component_page(knowledge, asked, request.url)


@router.get("/explore/component/behind")
def behind_component(knowledge: Knowledge, asked: Annotated[ComponentQuery, Query()]) -> Response:
    """Give the queries behind a component's page as its picture is shown."""
    iri = knowledge.component(asked.iri).iri
    return JSONResponse({"behind": as_json(component_questions(iri, asked))})


@router.get("/explore/components")
def components(request: Request, knowledge: Knowledge, asked: Annotated[ComponentsQuery, Query()]) -> Response:
    """List the components."""
    return components_page(knowledge, request.url, asked)


@router.get("/explore/components.json")
def components_record(knowledge: Knowledge, asked: Annotated[ComponentsQuery, Query()]) -> Response:
    """Give the components that the page's filters let through as JSON."""
    return JSONResponse({"items": as_json(components_found(knowledge, asked))})


@router.get("/explore/components.csv")
def components_rows(knowledge: Knowledge, asked: Annotated[ComponentsQuery, Query()]) -> Response:
    """Give the components that the page's filters let through as CSV."""
    return _rows(components_csv(knowledge, asked), "components")


@router.get("/explore/threats")
def threats(request: Request, knowledge: Knowledge, asked: Annotated[ListQuery, Query()]) -> Response:
    """List the threats."""
    return threats_page(knowledge, request.url, asked)


@router.get("/explore/threats.csv")
def threats_rows(knowledge: Knowledge, asked: Annotated[ListQuery, Query()]) -> Response:
    """Give the threats that the page's filters let through as CSV."""
    return _rows(threats_csv(knowledge, asked), "threats")


@router.get("/explore/threat/{name:path}")
def threat(request: Request, knowledge: Knowledge, name: str, asked: Annotated[ThreatQuery, Query()]) -> Response:
    """Show a threat, and who is exposed to it, in one layer or all."""
    return threat_page(knowledge, name, asked, request.url)


@router.get("/explore/mitigations")
def mitigations(request: Request, knowledge: Knowledge, asked: Annotated[ListQuery, Query()]) -> Response:
    """List the mitigations."""
    return mitigations_page(knowledge, request.url, asked)


@router.get("/explore/mitigations.csv")
def mitigations_rows(knowledge: Knowledge, asked: Annotated[ListQuery, Query()]) -> Response:
    """Give the mitigations that the page's filters let through as CSV."""
    return _rows(mitigations_csv(knowledge, asked), "mitigations")


@router.get("/explore/mitigation/{name:path}")
def mitigation(knowledge: Knowledge, name: str) -> Response:
    """Show a mitigation."""
    return mitigation_page(knowledge, name)


@router.get("/explore/radius")
def radius(request: Request, knowledge: Knowledge, asked: Annotated[WorkbenchQuery, Query()]) -> Response:
    """Show a blast radius, or ask where it starts."""
    return workbench_page(knowledge, asked, request.url)


@router.get("/explore/radius/behind")
def behind_radius(knowledge: Knowledge, asked: Annotated[WorkbenchQuery, Query()]) -> Response:
    """Give the queries behind a blast radius as its picture is shown."""
    return JSONResponse({"behind": as_json(radius_questions(asked, selected(knowledge, asked).radius))})


@router.get("/explore/radius.html")
def radius_offline(knowledge: Knowledge, asked: Annotated[WorkbenchQuery, Query()]) -> Response:
    """Give the picture of a blast radius as one file; it carries its own policy, and is saved rather than shown."""
    return HTMLResponse(offline_radius(knowledge, asked), headers=_saved_as("blast-radius.html"))


@router.get("/explore/radius.csv")
def radius_rows(knowledge: Knowledge, asked: Annotated[WorkbenchQuery, Query()]) -> Response:
    """Give the rows that the page's filters let through as CSV."""
    return _rows(radius_csv(knowledge, asked), "blast-radius")


@router.get("/explore/radius.json")
def radius_record(knowledge: Knowledge, asked: Annotated[WorkbenchQuery, Query()]) -> Response:
    """Give the rows that the page's filters let through as JSON."""
    return JSONResponse(radius_json(knowledge, asked))


@router.get("/explore/replay")
def scenarios(request: Request, knowledge: Knowledge, search: Text = "", offset: Offset = 0) -> Response:
    """List the scenarios."""
    if turtle_wanted(request):
        return turtle(scenarios_data(knowledge, search), "scenarios")
    return linked(scenarios_page(knowledge, search, offset, request.url), request)


@router.get("/explore/replay/{name:path}")
def replayed(request: Request, knowledge: Knowledge, name: str, asked: Annotated[ReplayQuery, Query()]) -> Response:
    """Replay a scenario."""
    if turtle_wanted(request):
        return turtle(replay_data(knowledge, name, asked), "replay")
    return linked(replay_page(knowledge, name, asked, request.url), request)


@router.get("/explore/documents")
def documents(
    request: Request, knowledge: Knowledge, settings: Configuration, asked: Annotated[DocumentsQuery, Query()]
) -> Response:
    """List the documents, and take another where that is allowed."""
    if turtle_wanted(request):
        return turtle(documents_data(knowledge, asked), "documents")
    tokens: Tokens = request.app.state.tokens
    writable = any(tokens.counts()[scope] for scope in ("write", "admin"))
    page = documents_page(knowledge, request.url, asked, writable=writable, largest=settings.document_bytes)
    return linked(page, request)


@router.get("/explore/why")
def why(request: Request, knowledge: Knowledge, asked: Annotated[WhyQuery, Query()]) -> Response:
    """Show why a component falls."""
    return why_page(knowledge, asked, request.url)


@router.get("/explore/starts")
def starts(request: Request, knowledge: Knowledge, asked: Annotated[StartsQuery, Query()]) -> Response:
    """Show where it is worst to start."""
    if turtle_wanted(request):
        return turtle(starts_data(knowledge, asked), "ranking")
    return linked(starts_page(knowledge, asked, request.url), request)


@router.get("/explore/matrix")
def matrix(request: Request, knowledge: Knowledge, asked: Annotated[MatrixQuery, Query()]) -> Response:
    """Show the layers by threats or agents."""
    return matrix_page(knowledge, asked, request.url)


@router.get("/explore/matrix.csv")
def matrix_rows(knowledge: Knowledge, asked: Annotated[MatrixQuery, Query()]) -> Response:
    """Give the matrix as CSV."""
    return _rows(csv_text(matrix_table(knowledge, asked)), "maestro-matrix")


@router.get("/explore/matrix.json")
def matrix_record(knowledge: Knowledge, asked: Annotated[MatrixQuery, Query()]) -> Response:
    """Give the matrix as JSON."""
    return JSONResponse(matrix_json(knowledge, asked))


def _rows(table: str, name: str) -> Response:
    return Response(table, media_type="text/csv", headers=_saved_as(f"{name}.csv"))


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
