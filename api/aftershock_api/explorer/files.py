"""What pictures show, as files for other tools: no more than the filters in the address let through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from aftershock.errors import UsageError
from aftershock.explore.forms import Form, graph_as
from aftershock.explore.networkx_graph import picture_graph, whole_graph
from aftershock.explore.picture_table import picture_table
from aftershock.explore.shown import drawn, hidden_by, shown
from aftershock.explore.tables import csv_text
from aftershock_api.access import Knowledge
from aftershock_api.explorer.asked import WorkbenchQuery
from aftershock_api.explorer.graph import By, Opened
from aftershock_api.explorer.replayed import ReplayQuery, drawn_replay
from aftershock_api.explorer.stepped import shown_radius, stepped
from aftershock_api.explorer.taken import hidden_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

Hide = Annotated[str, Query(max_length=2000)]
Expand = Annotated[list[str] | None, Query(max_length=200)]


class ReplayedQuery(ReplayQuery):
    """A replay at one of its events, and of which scenario."""

    scenario: str = Field(max_length=1000, description="Slug, label or IRI.")


_TYPES: Final[dict[Form, str]] = {
    "node-link.json": "application/json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "ttl": "text/turtle; charset=utf-8",
}


@router.get("/explore/radius.{form}")
def radius(knowledge: Knowledge, form: Form, asked: Annotated[WorkbenchQuery, Query()]) -> Response:
    """Give the picture of a blast radius, as far as the page shows it, for other tools."""
    return _file(_written(knowledge, shown_radius(knowledge, asked), form), form, "blast-radius")


@router.get("/explore/around.csv")
def around_rows(
    knowledge: Knowledge, iri: Annotated[str, Query(max_length=1000)], hide: Hide = "", expand: Expand = None
) -> Response:
    """Give the relations that the picture of what is around a component shows as CSV."""
    table = picture_table(_around(knowledge, iri, hide, expand))
    headers = {"Content-Disposition": 'attachment; filename="neighbours.csv"'}
    return Response(csv_text(table), media_type="text/csv", headers=headers)


@router.get("/explore/around.{form}")
def around(
    knowledge: Knowledge,
    form: Form,
    iri: Annotated[str, Query(max_length=1000)],
    hide: Hide = "",
    expand: Expand = None,
) -> Response:
    """Give the picture of what is around a component, as far as a page shows it, for other tools."""
    return _file(_written(knowledge, _around(knowledge, iri, hide, expand), form), form, "neighbours")


@router.get("/explore/graph.{form}")
def graph(knowledge: Knowledge, form: Form, by: By = None, opened: Opened = None, hide: Hide = "") -> Response:
    """Give the picture of the whole graph, as far as the page shows it, for other tools."""
    hidden = hidden_in(knowledge, hide)
    whole = knowledge.whole(by or None, opened=opened or (), hidden=hidden)
    content = graph_as(whole_graph(whole, hidden), form, knowledge.projection)
    return _file(content, form, "graph")


@router.get("/explore/replayed.{form}")
def replayed(knowledge: Knowledge, form: Form, asked: Annotated[ReplayedQuery, Query()]) -> Response:
    """Give the picture of a replay at one of its events, as far as the page shows it, for other tools."""
    picture = drawn_replay(knowledge, asked.scenario, asked)
    if picture is None:
        raise UsageError("the scenario has no event, and nothing to draw")
    picture = stepped(knowledge, drawn(picture), asked.expand)
    return _file(_written(knowledge, shown(picture, hidden_by(asked.hide)), form), form, "replay")


def _around(knowledge: KnowledgeBase, iri: str, hide: str, expand: Sequence[str] | None) -> Picture:
    """Give what a page shows of what is around a component."""
    if not iri.strip():
        raise UsageError("no component is named to look around")
    picture = stepped(knowledge, drawn(knowledge.neighbourhood(iri)), expand or ())
    return shown(picture, hidden_by(hide))


def _written(knowledge: KnowledgeBase, picture: Picture, form: Form) -> bytes:
    return graph_as(picture_graph(picture), form, knowledge.projection)


def _file(content: bytes, form: Form, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, media_type=_TYPES[form], headers=headers)
