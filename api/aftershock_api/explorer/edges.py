"""What pictures ask for when something in them is chosen: the words behind a relation, and the way to a component."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from aftershock.explore.picture import drawing
from aftershock.model.jsonable import as_json
from aftershock_api.access import Knowledge
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.carried import carried_over
from aftershock_api.explorer.fields import PageFields
from aftershock_api.explorer.replay_asked import ReplayedQuery, way_in
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.said import UNSAID, Edge, words_of
from aftershock_api.explorer.selected import names_of
from aftershock_api.explorer.ways import options_of, shortest
from aftershock_api.schemas_radius import RadiusRequest

if TYPE_CHECKING:
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock_api.explorer.ways import Way

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


Name = Annotated[str, Query(min_length=1, max_length=2000)]


class PathQuery(RadiusRequest):
    """Where a way ends, besides where it starts and what is supposed."""

    target: str = Field(min_length=1, max_length=2000)


@router.get("/explore/said")
def said(
    knowledge: Knowledge, dependent: Name, dependee: Name, relation: Annotated[str, Query(max_length=200)] = ""
) -> JSONResponse:
    """Give what documents say of a relation, what carries over it, and what pages claim of what is lost first."""
    edge = Edge(knowledge.component(dependent).iri, relation, knowledge.component(dependee).iri)
    told = as_json(words_of(knowledge, [edge])[edge])
    return JSONResponse({**told, "carried": as_json(carried_over(knowledge, edge) if relation != UNSAID else ())})


class ReplayedPathQuery(ReplayedQuery):
    """Of which scenario, at which of its events, and to which component."""

    target: str = Field(min_length=1, max_length=2000)


class GraphPathQuery(PageFields):
    """Between which components of the whole graph, and what that is grouped by."""

    component: str = Field(min_length=1, max_length=2000)
    target: str = Field(min_length=1, max_length=2000)
    by: str = Field("none", max_length=20)


@router.get("/explore/replayed/path")
def replayed_path(knowledge: Knowledge, asked: Annotated[ReplayedPathQuery, Query()]) -> JSONResponse:
    """Give the way by which a component had fallen by an event of a scenario, with the picture of it alone."""
    return JSONResponse({**_told(knowledge, way_in(knowledge, asked.scenario, asked, asked.target)), "why": ""})


@router.get("/explore/graph/path")
def graph_path(knowledge: Knowledge, asked: Annotated[GraphPathQuery, Query()]) -> JSONResponse:
    """Give the shortest of the surest ways between two components of the whole graph, and in which groups it goes."""
    found = shortest(knowledge, [asked.component], asked.target)
    iris = list(dict.fromkeys(end for hop in found.hops for end in (hop.source, hop.target)))
    names, groups = names_of(knowledge, iris), knowledge.groups_of(asked.by, iris)
    parts = [{"iri": iri, "label": names[iri], "group": groups.get(iri, "")} for iri in iris]
    ends = Address("", [("component", found.start), ("target", found.target)])
    told = {name: value for name, value in _told(knowledge, found).items() if name != "picture"}
    return JSONResponse({**told, "why": ends.at("/explore/why") if found.hops else "", "parts": parts})


@router.get("/explore/path")
def path(request: Request, knowledge: Knowledge, asked: Annotated[PathQuery, Query()]) -> JSONResponse:
    """Give the shortest of the surest ways between two components, with the picture of it alone."""
    address = Address.of(request.url)
    found = shortest(knowledge, asked.component, asked.target, **options_of(asked))
    why = address.at("/explore/why")
    if found.turned:
        turned = Address("", address.hidden("component", "target", "threat", "mode"))
        ends = (("component", found.start), ("target", found.target))
        why = Address("", (*ends, *turned.pairs)).at("/explore/why")
    return JSONResponse({**_told(knowledge, found), "why": why if found.hops else ""})


def _told(knowledge: KnowledgeBase, found: Way) -> dict[str, Any]:
    drawn = drawing(found.picture, rules_of(knowledge).bases) if found.picture else None
    told = {name: getattr(found, name) for name in ("start", "target", "turned", "evidence", "said")}
    return {**told, "hops": as_json(found.hops), "picture": drawn}
