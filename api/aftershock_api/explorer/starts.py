"""Starting points, ranked by what falls with each alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from aftershock.explore.page import last_part
from aftershock.explore.turtle import ranking_turtle
from aftershock.model.choice import RELATIONS
from aftershock.model.marks import SEVERITIES
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.asked import Criticality, InLayer, Severity, Sure
from aftershock_api.explorer.fields import PageFields
from aftershock_api.explorer.list_questions import ranked_question
from aftershock_api.explorer.order import Column, Direction, heads
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import MODES, render
from aftershock_api.explorer.selected import EVIDENCE, criticalities, names_of

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.decisions import Ranking, RankingRow

__all__ = ["StartsQuery", "starts_data", "starts_page"]

_LIMIT: Final = 50
_WRITTEN: Final = 1000
_CHOSEN: Final = ("of_class", "layer", "severity", "criticality", "owner", "certainty")
"""What chooses among those that are ranked, by the names of `KnowledgeBase.ranking`."""

_OWNERS: Final = 200
"""Owners that a list offers; of more one types the name."""


class StartsQuery(PageFields):
    """What a ranking is asked for."""

    by: Literal["reach", "class", "impact"] = "reach"
    class_name: str | None = Field(None, alias="class", max_length=200)
    only: Literal["documents", "all"] | None = None
    mode: str | None = Field(None, max_length=200)
    offset: int = Field(0, ge=0)
    sort: str | None = Field(None, max_length=100)
    order: Direction = None
    of_class: str | None = Field(None, alias="type", max_length=200)
    layer: InLayer = None
    severity: Severity = None
    criticality: Criticality = None
    owner: str | None = Field(None, max_length=2000)
    certainty: Sure = None
    format: Literal["html", "turtle"] | None = None

    @property
    def narrowed(self) -> bool:
        """Whether only some of those that are ranked are to be shown."""
        return any(getattr(self, name) is not None for name in _CHOSEN)


def starts_data(knowledge: KnowledgeBase, asked: StartsQuery) -> bytes:
    """Write the worst starting points that the filters let through as Turtle, a thousand at the most.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        By what to rank, and which of them.
    """
    found = _ranked(knowledge, asked.model_copy(update={"sort": None, "order": None}), 0, _WRITTEN)
    return ranking_turtle(list(enumerate(found.rows, 1)), knowledge.projection)


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
    found = _ranked(knowledge, asked, asked.offset, _LIMIT)
    rows = [(place if asked.sort is None else row.rank, row) for place, row in enumerate(found.rows, found.offset + 1)]
    owners = knowledge.projection.owners
    offered = owners if len(owners) <= _OWNERS else ()
    names = names_of(knowledge, (*offered, *(row.owner for row in found.rows)))
    address, marks = Address.of(url), knowledge.marks()
    query = {
        "by": found.by,
        "class": asked.class_name,
        "only": asked.only,
        "mode": asked.mode,
        **{name: getattr(asked, name) for name in _CHOSEN if name != "of_class"},
        "type": asked.of_class,
        "format": "csv",
    }
    csv = Address("/ranking", [(name, value) for name, value in query.items() if value]).with_(limit=str(_WRITTEN))
    return render(
        "starts.html",
        asked=asked,
        ranking=found,
        rows=rows,
        heads=heads(address, _columns(found.by), asked.sort, asked.order),
        unsorted=address.with_(sort=None, order=None),
        kept=address.hidden("by", "class", "mode", "only", "type", *_CHOSEN, *_of_one(asked)),
        marks=marks,
        layers=knowledge.layers().items,
        sureness=dict.fromkeys(RELATIONS),
        severities=SEVERITIES,
        criticalities=criticalities(marks),
        owners=sorted(((last_part(one), names[one]) for one in offered), key=_name),
        modes=tuple(dict.fromkeys((*MODES, *([asked.mode] if asked.mode else ())))),
        classes=sorted(set(map(last_part, knowledge.projection.classes))),
        names=names,
        top=max((row.impact.high for _, row in rows if row.impact), default=0),
        csv=csv,
        data=address.with_(format="turtle", sort=None, order=None),
        pager=pager(url, asked.offset, _LIMIT, len(rows), found.total),
        sparql=ranked_question(
            *(asked.of_class or "", asked.criticality or "", asked.layer or "", asked.owner or ""),
            [name for name in ("severity", "certainty") if getattr(asked, name)],
            own=found.only == "documents",
        ),
        whole=address.with_(only="all") if found.only == "documents" else "",
    )


def _ranked(knowledge: KnowledgeBase, asked: StartsQuery, offset: int, limit: int) -> Ranking:
    by = "class" if asked.class_name and asked.by == "reach" else asked.by
    by = "reach" if by == "class" and not asked.class_name else by
    return knowledge.ranking(
        by,
        victims=asked.class_name,
        only=asked.only,
        mode=asked.mode,
        **{name: getattr(asked, name) for name in _CHOSEN},
        sort=asked.sort,
        order=asked.order,
        offset=offset,
        limit=limit,
    )


def _of_one(asked: StartsQuery) -> tuple[str, ...]:
    """Give what the form does not carry on: an order by a column that only some rankings have."""
    return () if asked.sort in {one.name for one in _columns("reach")} else ("sort", "order")


def _columns(by: str) -> tuple[Column[RankingRow], ...]:
    counted: list[Column[RankingRow]] = [Column(name, name, number=True) for name in EVIDENCE]
    impact: Column[RankingRow] = Column("impact", "on average, weighted", number=True)
    return (
        Column("rank", "#", number=True, first="asc"),
        Column("component", "If this falls"),
        Column("owner", "Owner"),
        *counted,
        *((impact,) if by == "impact" else ()),
    )


def _name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()
