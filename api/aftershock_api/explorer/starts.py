"""Starting points, ranked by what falls with each alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from aftershock.explore.page import last_part
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.list_questions import STARTS
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import MODES, render
from aftershock_api.explorer.selected import names_of
from aftershock_api.schemas_radius import Blank

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["StartsQuery", "starts_page"]

_LIMIT: Final = 50


class StartsQuery(BaseModel):
    """What a ranking is asked for."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    by: Literal["reach", "class", "impact"] = "reach"
    class_name: Annotated[str | None, Blank] = Field(None, alias="class", max_length=200)
    only: Annotated[Literal["documents", "all"] | None, Blank] = None
    mode: Annotated[str | None, Blank] = Field(None, max_length=200)
    offset: int = Field(0, ge=0)


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
    by = "class" if asked.class_name and asked.by == "reach" else asked.by
    by = "reach" if by == "class" and not asked.class_name else by
    found = knowledge.ranking(
        by, victims=asked.class_name, only=asked.only, mode=asked.mode, offset=asked.offset, limit=_LIMIT
    )
    address = Address.of(url)
    query = {"by": by, "class": asked.class_name, "only": asked.only, "mode": asked.mode, "format": "csv"}
    return render(
        "starts.html",
        asked=asked,
        ranking=found,
        modes=tuple(dict.fromkeys((*MODES, *([asked.mode] if asked.mode else ())))),
        classes=sorted(set(map(last_part, knowledge.projection.classes))),
        names=names_of(knowledge, (row.owner for row in found.rows)),
        top=max((row.impact.high for row in found.rows if row.impact), default=0),
        csv=Address("/ranking", [(name, value) for name, value in query.items() if value]).with_(limit="1000"),
        pager=pager(url, asked.offset, _LIMIT, len(found.rows), found.total),
        sparql=STARTS,
        whole=address.with_(only="all") if found.only == "documents" else "",
    )
