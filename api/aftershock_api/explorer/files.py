"""What pictures show, as files for other tools: no more than the filters in the address let through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import Field

from aftershock.errors import UsageError
from aftershock.explore.forms import Form, graph_as
from aftershock.explore.networkx_graph import picture_graph, whole_graph
from aftershock.explore.picture_table import picture_table
from aftershock.explore.shown import drawn, hidden_by, shown
from aftershock.explore.tables import csv_text, replay_table
from aftershock.model.jsonable import as_json
from aftershock_api.access import Knowledge
from aftershock_api.explorer.asked import Beside, WorkbenchQuery
from aftershock_api.explorer.graph import By, Opened
from aftershock_api.explorer.offline import offline_picture
from aftershock_api.explorer.replay_asked import ReplayedQuery, drawn_replay, replay_rows, way_in
from aftershock_api.explorer.stepped import shown_radius, stepped
from aftershock_api.explorer.taken import hidden_in

if TYPE_CHECKING:
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

Hide = Annotated[str, Query(max_length=2000)]


class AroundQuery(Beside):
    """Around which component, and which relations of those a page shows."""

    iri: str = Field(max_length=1000)
    hide: str = Field("", max_length=2000)
    expand: list[str] = Field(default_factory=list, max_length=200)


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
def around_rows(knowledge: Knowledge, asked: Annotated[AroundQuery, Query()]) -> Response:
    """Give the relations that the picture of what is around a component shows as CSV."""
    table = picture_table(_around(knowledge, asked))
    headers = {"Content-Disposition": 'attachment; filename="neighbours.csv"'}
    return Response(csv_text(table), media_type="text/csv", headers=headers)


@router.get("/explore/around.html")
def around_offline(knowledge: Knowledge, asked: Annotated[AroundQuery, Query()]) -> Response:
    """Give the picture of what is around a component, as far as a page shows it, as one file."""
    return _alone(knowledge, _around(knowledge, asked), "neighbours")


@router.get("/explore/around.{form}")
def around(knowledge: Knowledge, form: Form, asked: Annotated[AroundQuery, Query()]) -> Response:
    """Give the picture of what is around a component, as far as a page shows it, for other tools."""
    return _file(_written(knowledge, _around(knowledge, asked), form), form, "neighbours")


@router.get("/explore/graph.{form}")
def graph(knowledge: Knowledge, form: Form, by: By = None, opened: Opened = None, hide: Hide = "") -> Response:
    """Give the picture of the whole graph, as far as the page shows it, for other tools."""
    hidden = hidden_in(knowledge, hide)
    whole = knowledge.whole(by or None, opened=opened or (), hidden=hidden)
    content = graph_as(whole_graph(whole, hidden), form, knowledge.projection)
    return _file(content, form, "graph")


@router.get("/explore/replayed.csv")
def replayed_rows(knowledge: Knowledge, asked: Annotated[ReplayedQuery, Query()]) -> Response:
    """Give what is new by each event of a replay, as far as the page's filters let it through, as CSV."""
    table = replay_table(replay_rows(knowledge, asked.scenario, asked))
    headers = {"Content-Disposition": 'attachment; filename="replay.csv"'}
    return Response(csv_text(table), media_type="text/csv", headers=headers)


@router.get("/explore/replayed.json")
def replayed_record(knowledge: Knowledge, asked: Annotated[ReplayedQuery, Query()]) -> Response:
    """Give a replay, of its rows those that the page's filters let through, as JSON."""
    return JSONResponse(as_json(replay_rows(knowledge, asked.scenario, asked)))


@router.get("/explore/replayed.html")
def replayed_offline(knowledge: Knowledge, asked: Annotated[ReplayedQuery, Query()]) -> Response:
    """Give the picture of a replay at one of its events, as far as the page shows it, as one file."""
    return _alone(knowledge, _replayed(knowledge, asked), "replay")


@router.get("/explore/replayed.{form}")
def replayed(knowledge: Knowledge, form: Form, asked: Annotated[ReplayedQuery, Query()]) -> Response:
    """Give the picture of a replay at one of its events, as far as the page shows it, for other tools."""
    return _file(_written(knowledge, _replayed(knowledge, asked), form), form, "replay")


def _replayed(knowledge: KnowledgeBase, asked: ReplayedQuery) -> Picture:
    """Give what a page shows of a replay at one of its events."""
    picture = drawn_replay(knowledge, asked.scenario, asked)
    if picture is None:
        raise UsageError("the scenario has no event, and nothing to draw")
    picture = stepped(
        *(knowledge, drawn(picture), asked.expand),
        choice=asked.what,
        way=lambda target: way_in(knowledge, asked.scenario, asked, target).picture,
    )
    return shown(picture, hidden_by(asked.hide))


def _around(knowledge: KnowledgeBase, asked: AroundQuery) -> Picture:
    """Give what a page shows of what is around a component."""
    if not asked.iri.strip():
        raise UsageError("no component is named to look around")
    near = drawn(knowledge.neighbourhood(asked.iri, choice=asked.choice))
    return shown(stepped(knowledge, near, asked.expand, choice=asked.choice), hidden_by(asked.hide))


def _written(knowledge: KnowledgeBase, picture: Picture, form: Form) -> bytes:
    return graph_as(picture_graph(picture), form, knowledge.projection)


def _alone(knowledge: KnowledgeBase, picture: Picture, name: str) -> Response:
    """Give a picture as one file; it carries its own policy, and is saved rather than shown."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.html"'}
    return HTMLResponse(offline_picture(knowledge, picture), headers=headers)


def _file(content: bytes, form: Form, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, media_type=_TYPES[form], headers=headers)
