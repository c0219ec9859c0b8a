"""What pictures ask for when something in them is chosen: the words behind a relation, and the way to a component."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from aftershock.explore.picture import drawing
from aftershock.model.jsonable import as_json
from aftershock_api.access import Knowledge
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.carried import carried_over
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.said import UNSAID, Edge, words_of
from aftershock_api.explorer.ways import options_of, shortest
from aftershock_api.schemas_radius import RadiusRequest

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


@router.get("/explore/path")
def path(request: Request, knowledge: Knowledge, asked: Annotated[PathQuery, Query()]) -> JSONResponse:
    """Give the shortest of the surest ways between two components, with the picture of it alone."""
    address = Address.of(request.url)
    found = shortest(knowledge, asked.component, asked.target, **options_of(asked))
    drawn = drawing(found.picture, rules_of(knowledge).bases) if found.picture else None
    told = {name: getattr(found, name) for name in ("start", "target", "turned", "evidence", "said")}
    why = address.at("/explore/why")
    if found.turned:
        turned = Address("", address.hidden("component", "target", "threat", "mode"))
        ends = (("component", found.start), ("target", found.target))
        why = Address("", (*ends, *turned.pairs)).at("/explore/why")
    return JSONResponse({**told, "why": why if found.hops else "", "hops": as_json(found.hops), "picture": drawn})
