"""The page of the whole graph, its data, and what is around one component for pictures that grow in place."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import Field

from aftershock.errors import UsageError
from aftershock.explore.picture import drawing
from aftershock.model.choice import Certainty, Choice
from aftershock.model.jsonable import as_json
from aftershock.model.whole import WholeEdge, WholeNode
from aftershock_api.access import Knowledge
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.asked import Criticality, InLayer, Severity
from aftershock_api.explorer.fields import PageFields
from aftershock_api.explorer.forms import links
from aftershock_api.explorer.graph_questions import members_question, whole_questions
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import render
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.taken import hidden_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from aftershock.model.whole import Members

__all__ = ["router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_NODE: Final = tuple(WholeNode.__slots__)
_EDGE: Final = tuple(WholeEdge.__slots__)
_GROUPINGS: Final = (("type", "type"), ("layer", "MAESTRO layer"), ("community", "community"), ("none", "nothing"))

_LISTED: Final = 50

By = Annotated[str | None, Query(max_length=20)]
Hide = Annotated[str, Query(max_length=2000)]
Opened = Annotated[list[str] | None, Query(alias="open", max_length=5)]


@router.get("/explore/graph")
def graph(
    request: Request,
    knowledge: Knowledge,
    by: By = None,
    opened: Opened = None,
    hide: Hide = "",
    offset: Annotated[int, Query(ge=0)] = 0,
) -> HTMLResponse:
    """Show the whole graph: its groups as a table, what is in the one opened last, and the place for its picture."""
    hidden = hidden_in(knowledge, hide)
    address = Address.of(request.url)
    whole = knowledge.whole(None if by == "none" else by, hidden=hidden)
    table = knowledge.whole("type", hidden=hidden) if whole.by == "none" else whole
    wanted = [key for key in opened or () if key in {group.key for group in table.groups}]
    listed = (
        knowledge.group_members(table.by, wanted[-1], offset=offset, limit=_LISTED, hidden=hidden) if wanted else None
    )
    return render(
        "graph.html",
        whole=table,
        by=by or whole.by,
        groupings=_GROUPINGS,
        files=links(address, "/explore/graph", "at", "lit", "offset"),
        hide=hide,
        carried=address.hidden("by", "at"),
        listed=listed,
        behind=whole_questions(table.by, hidden),
        inside=_inside(table.by, listed, hidden) if listed else "",
        pager=pager(request.url, offset, _LISTED, len(listed.rows), listed.total) if listed else None,
    )


@router.get("/explore/graph/members")
def graph_members(
    knowledge: Knowledge,
    by: Annotated[str, Query(max_length=20)],
    group: Annotated[str, Query(max_length=200)],
    hide: Hide = "",
    offset: Annotated[int, Query(ge=0)] = 0,
) -> JSONResponse:
    """List what is in a group of the whole graph, fifty at a time."""
    found = knowledge.group_members(by, group, offset=offset, limit=_LISTED, hidden=hidden_in(knowledge, hide))
    return JSONResponse({**as_json(found), "sparql": _inside(by, found, hidden_in(knowledge, hide))})


@router.get("/explore/graph/data")
def graph_data(knowledge: Knowledge, by: By = None, opened: Opened = None, hide: Hide = "") -> JSONResponse:
    """Give what the picture of the whole graph draws: nodes and edges as rows, in the order of ``fields``.

    Its groups are told of in words too; of a picture without groups these are its types, as ``table``.
    """
    hidden = hidden_in(knowledge, hide)
    whole = knowledge.whole(by or None, opened=opened or (), hidden=hidden)
    table = knowledge.whole("type", hidden=hidden) if whole.by == "none" else None
    return JSONResponse(
        {
            **{
                name: getattr(whole, name) for name in ("revision", "by", "components", "relations", "shown", "carried")
            },
            "behind": as_json(whole_questions(whole.by, hidden)),
            "legend": dict(whole.legend),
            "layers": [(layer.number, layer.name) for layer in knowledge.layers().items],
            "groups": as_json(whole.groups),
            "table": {"by": table.by, "groups": as_json(table.groups)} if table else None,
            "nodes": _rows(_NODE, whole.nodes),
            "edges": _rows(_EDGE, whole.edges),
        }
    )


class AroundQuery(PageFields):
    """What is looked at around a component, and which filters of its page hold there too."""

    iri: str = Field(max_length=1000)
    direction: str = Field("both", max_length=20)
    class_name: str | None = Field(None, alias="class", max_length=200)
    cap: int = Field(100, ge=0, le=200)
    of_class: str | None = Field(None, alias="type", max_length=200)
    layer: InLayer = None
    severity: Severity = None
    criticality: Criticality = None
    owner: str | None = Field(None, max_length=2000)
    certainty: Certainty | None = None


@router.get("/explore/around")
def around(knowledge: Knowledge, asked: Annotated[AroundQuery, Query()]) -> JSONResponse:
    """Give what is one relation away from a component: counts by direction and class, and the picture of it."""
    if not asked.iri.strip():
        raise UsageError("no component is named to look around")
    found = knowledge.around(
        asked.iri,
        direction=asked.direction,
        class_name=asked.class_name,
        cap=asked.cap,
        choice=Choice(asked.of_class, asked.layer, asked.severity, asked.criticality, asked.owner, asked.certainty),
    )
    return JSONResponse(
        {
            "component": found.component,
            "counts": as_json(found.counts),
            "filtered": found.filtered,
            "picture": drawing(found.picture, rules_of(knowledge).bases),
        }
    )


def _inside(by: str, listed: Members, hidden: Collection[str]) -> str:
    return members_question(by, listed.key, [one.iri for one in listed.rows], filtered=bool(hidden))


def _rows(fields: tuple[str, ...], records: Iterable[Any]) -> dict[str, Any]:
    return {"fields": fields, "rows": [*map(attrgetter(*fields), records)]}
