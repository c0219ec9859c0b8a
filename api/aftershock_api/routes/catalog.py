"""Lists with search and pages, and their items by slug or IRI: agents, threats, layers, mitigations, components."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from aftershock.model.catalog import Page
from aftershock.model.jsonable import as_json
from aftershock_api import schemas
from aftershock_api.access import Knowledge, json_wanted
from aftershock_api.fields import Fields
from aftershock_api.filters import Filters
from aftershock_api.paging import link_header

__all__ = ["router"]

router = APIRouter(tags=["Catalogue"], dependencies=[Depends(json_wanted)], default_response_class=JSONResponse)

_NAME: Final = Path(description="A slug, a label or an IRI.")


class ListQuery(Fields):
    """What every list takes."""

    search: str = Field("", max_length=1000, description="Words that the name must contain.")
    offset: int = Field(0, ge=0, description="Items to pass over.")
    limit: int = Field(100, ge=1, le=10_000, description="Items to give at most.")
    format: str | None = Field(None, description="json; the only form there is.")


class ComponentQuery(Filters, ListQuery):
    """What the list of components takes besides."""

    class_name: str | None = Field(None, alias="class", description="Local name of a class, such as Model.")


Asked = Annotated[ListQuery, Query()]
Name = Annotated[str, _NAME]


def _page(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model, "description": "A page of the list; `Link` has the others."}}


def _item(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model, "description": "The item."}}


def _answer(request: Request, page: Page[Any]) -> JSONResponse:
    return JSONResponse(as_json(page), headers=link_header(request.url, page.offset, page.limit, page.total))


@router.get("/agents", summary="Agents", responses=_page(schemas.AgentPage))
def agents(request: Request, knowledge: Knowledge, asked: Asked) -> JSONResponse:
    """List the agents, each with its score interval and its strip of layers."""
    return _answer(request, knowledge.agents(asked.search, asked.offset, asked.limit))


@router.get("/agents/{name:path}", summary="One agent", responses=_item(schemas.AgentRecord))
def agent(knowledge: Knowledge, name: Name) -> JSONResponse:
    """Give everything that is known of an agent from its page."""
    return JSONResponse(as_json(knowledge.agent(name)))


@router.get("/threats", summary="Threats", responses=_page(schemas.ThreatPage))
def threats(request: Request, knowledge: Knowledge, asked: Asked) -> JSONResponse:
    """List threats, weaknesses and consequences."""
    return _answer(request, knowledge.threats(asked.search, offset=asked.offset, limit=asked.limit))


@router.get("/threats/{name:path}", summary="One threat", responses=_item(schemas.Threat))
def threat(knowledge: Knowledge, name: Name) -> JSONResponse:
    """Give a threat, a weakness or a consequence."""
    return JSONResponse(as_json(knowledge.threat(name)))


@router.get("/layers", summary="Layers", responses=_page(schemas.LayerPage))
def layers(request: Request, knowledge: Knowledge) -> JSONResponse:
    """List MAESTRO's seven layers in order."""
    return _answer(request, knowledge.layers())


@router.get("/mitigations", summary="Mitigations", responses=_page(schemas.MitigationPage))
def mitigations(request: Request, knowledge: Knowledge, asked: Asked) -> JSONResponse:
    """List the mitigations of the catalogue."""
    return _answer(request, knowledge.mitigations(asked.search, offset=asked.offset, limit=asked.limit))


@router.get("/mitigations/{name:path}", summary="One mitigation", responses=_item(schemas.Mitigation))
def mitigation(knowledge: Knowledge, name: Name) -> JSONResponse:
    """Give a mitigation, with the threats it answers and the rules it lowers."""
    return JSONResponse(as_json(knowledge.mitigation(name)))


@router.get("/queries", summary="Queries", responses=_page(schemas.QueryPage))
def queries(request: Request, knowledge: Knowledge, asked: Asked) -> JSONResponse:
    """List the catalogue of queries: questions in words and in SPARQL, with the rows that they must give."""
    return _answer(request, knowledge.questions(asked.search, asked.offset, asked.limit))


@router.get("/queries/{name}", summary="One query", responses=_item(schemas.Query))
def query(knowledge: Knowledge, name: str) -> JSONResponse:
    """Give a question of the catalogue of queries; send its text to `/sparql` to ask it."""
    return JSONResponse(as_json(knowledge.question(name)))


@router.get("/components", summary="Components", responses=_page(schemas.ComponentPage))
def components(request: Request, knowledge: Knowledge, asked: Annotated[ComponentQuery, Query()]) -> JSONResponse:
    """List the components."""
    page = knowledge.components(
        asked.search,
        class_name=asked.class_name or None,
        offset=asked.offset,
        limit=asked.limit,
        choice=asked.choice,
    )
    return _answer(request, page)


@router.get("/components/{name:path}", summary="One component", responses=_item(schemas.Component))
def component(knowledge: Knowledge, name: Name) -> JSONResponse:
    """Give a component; an IRI that holds percent signs is sent with them encoded."""
    return JSONResponse(as_json(knowledge.component(name)))
