"""Starting points, ranked by what falls with each alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from aftershock.explore.page import last_part
from aftershock.explore.turtle import ranking_turtle
from aftershock.model.marks import SEVERITIES
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.asked import Criticality, Severity
from aftershock_api.explorer.list_questions import STARTS
from aftershock_api.explorer.order import Column, Direction, heads, ordered
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import MODES, render
from aftershock_api.explorer.selected import EVIDENCE, UNMARKED, criticalities, names_of
from aftershock_api.schemas_radius import Blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.decisions import Ranking, RankingRow

    Ranked = tuple[int, RankingRow]

__all__ = ["StartsQuery", "starts_data", "starts_page"]

_LIMIT: Final = 50

_SORTED: Final = 1000
"""The worst, among which another order than the rank's is looked for."""


class StartsQuery(BaseModel):
    """What a ranking is asked for."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    by: Literal["reach", "class", "impact"] = "reach"
    class_name: Annotated[str | None, Blank] = Field(None, alias="class", max_length=200)
    only: Annotated[Literal["documents", "all"] | None, Blank] = None
    mode: Annotated[str | None, Blank] = Field(None, max_length=200)
    offset: int = Field(0, ge=0)
    sort: Annotated[str | None, Blank] = Field(None, max_length=100)
    order: Direction = None
    severity: Severity = None
    criticality: Criticality = None
    format: Literal["html", "turtle"] | None = None

    @property
    def narrowed(self) -> bool:
        """Whether only some of those that are ranked are to be shown."""
        return (self.severity, self.criticality) != (None, None)


def starts_data(knowledge: KnowledgeBase, asked: StartsQuery) -> bytes:
    """Write the worst starting points as Turtle, as many as are sorted.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        By what to rank.
    """
    found = _ranked(knowledge, asked, 0, _SORTED)
    kept = {row.component for _, row in _chosen(knowledge, asked, found)}
    places = {row.component: place for place, row in enumerate(found.rows, 1)}
    return ranking_turtle(
        [(places[row.component], row) for row in found.rows if row.component in kept], knowledge.projection
    )


def starts_page(knowledge: KnowledgeBase, asked: StartsQuery, url: URL) -> HTMLResponse:
    """Show where it is worst to start.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        By what to rank. A class without anything else ranks by its members.
    url
        Of the page.
    """
    if asked.narrowed or asked.sort:
        found = _ranked(knowledge, asked, 0, _SORTED)
        kept = _chosen(knowledge, asked, found)
        columns = _columns(names_of(knowledge, (row.owner for _, row in kept)), found.by)
        rows = ordered(kept, columns, asked.sort, asked.order)
        total, rows = len(rows), rows[asked.offset :][:_LIMIT]
    else:
        found = _ranked(knowledge, asked, asked.offset, _LIMIT)
        total, rows = found.total, list(enumerate(found.rows, found.offset + 1))
    names = names_of(knowledge, (row.owner for _, row in rows))
    address, marks = Address.of(url), knowledge.marks()
    query = {"by": found.by, "class": asked.class_name, "only": asked.only, "mode": asked.mode, "format": "csv"}
    csv = Address("/ranking", [(name, value) for name, value in query.items() if value]).with_(limit="1000")
    return render(
        "starts.html",
        asked=asked,
        ranking=found,
        rows=rows,
        looked_at=min(found.total, _SORTED),
        heads=heads(address, _columns(names, found.by), asked.sort, asked.order),
        unsorted=address.with_(sort=None, order=None),
        kept=address.hidden("by", "class", "mode", "only", "severity", "criticality"),
        marks=marks,
        severities=SEVERITIES,
        criticalities=criticalities(marks),
        modes=tuple(dict.fromkeys((*MODES, *([asked.mode] if asked.mode else ())))),
        classes=sorted(set(map(last_part, knowledge.projection.classes))),
        names=names,
        top=max((row.impact.high for _, row in rows if row.impact), default=0),
        csv="" if asked.narrowed else csv,
        data=address.with_(format="turtle", sort=None, order=None),
        pager=pager(url, asked.offset, _LIMIT, len(rows), total),
        sparql=STARTS,
        whole=address.with_(only="all") if found.only == "documents" else "",
    )


def _ranked(knowledge: KnowledgeBase, asked: StartsQuery, offset: int, limit: int) -> Ranking:
    by = "class" if asked.class_name and asked.by == "reach" else asked.by
    by = "reach" if by == "class" and not asked.class_name else by
    return knowledge.ranking(by, victims=asked.class_name, only=asked.only, mode=asked.mode, offset=offset, limit=limit)


def _chosen(knowledge: KnowledgeBase, asked: StartsQuery, found: Ranking) -> list[Ranked]:
    """Give the rows that the filters let through, each with its rank."""
    marks = knowledge.marks()
    return [
        (place, row)
        for place, row in enumerate(found.rows, found.offset + 1)
        if marks.get(row.component, UNMARKED).fits(asked.severity, asked.criticality)
    ]


def _columns(names: Mapping[str, str], by: str) -> tuple[Column[Ranked], ...]:
    counted = (Column(name, name, partial(_counted, name), number=True) for name in EVIDENCE)
    impact: Column[Ranked] = Column(
        "impact", "on average, weighted", lambda one: one[1].impact.default if one[1].impact else None, number=True
    )
    return (
        Column("rank", "#", lambda one: one[0], number=True, first="asc"),
        Column("component", "If this falls", lambda one: one[1].label or last_part(one[1].component)),
        Column("owner", "Owner", lambda one: names.get(one[1].owner or "")),
        *counted,
        *((impact,) if by == "impact" else ()),
    )


def _counted(name: str, one: Ranked) -> int:
    return one[1].counts[name]
