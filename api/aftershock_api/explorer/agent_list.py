"""The agents as cards: chosen by the bands of their scores, sorted by links."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from aftershock.model.marks import SEVERITIES, Marks
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.asked import Severity
from aftershock_api.explorer.claim_questions import agents_question
from aftershock_api.explorer.lists import ListQuery
from aftershock_api.explorer.order import Column, heads, ordered
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import render

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.catalog import AgentItem

__all__ = ["AgentsQuery", "agents_found", "agents_ordered", "agents_page"]

_LIMIT: Final = 24

_COLUMNS: Final[tuple[Column[AgentItem], ...]] = (
    Column("name", "Name", lambda item: item.name),
    Column("least", "Least score", lambda item: item.low, number=True),
    Column("most", "Greatest score", lambda item: item.high, number=True),
    Column("claims", "Claims", lambda item: sum(claims for _, _, claims in item.layers), number=True),
)
"""By what cards are sorted."""


class AgentsQuery(ListQuery):
    """Which agents are shown, and in which order."""

    severity: Severity = None
    layer: int | None = Field(None, ge=1, le=7)
    certainty: Literal["stated", "not-certain"] | None = None

    @property
    def narrowed(self) -> bool:
        """Whether only some of those that go by the text are to be shown."""
        return (self.severity, self.layer, self.certainty) != (None, None, None)


def agents_found(knowledge: KnowledgeBase, asked: AgentsQuery) -> list[AgentItem]:
    """Give all agents that the filters let through.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them.
    """
    marks = knowledge.marks()
    every = knowledge.agents(asked.search, limit=sys.maxsize).items
    return [one for one in every if marks.get(one.iri, Marks()).fits(asked.severity, None) and _claimed(one, asked)]


def agents_ordered(knowledge: KnowledgeBase, asked: AgentsQuery) -> list[AgentItem]:
    """Give all agents that the filters let through, in their order.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them, in which order.
    """
    return ordered(agents_found(knowledge, asked), _COLUMNS, asked.sort, asked.order)


def _claimed(agent: AgentItem, asked: AgentsQuery) -> bool:
    """Tell whether anything is claimed of an agent in the layer, and so surely, that are asked for."""
    if (asked.layer, asked.certainty) == (None, None):
        return True
    return any(
        claims and asked.layer in (None, number) and asked.certainty in (None, certainty)
        for number, certainty, claims in agent.layers
    )


def agents_page(knowledge: KnowledgeBase, url: URL, asked: AgentsQuery) -> HTMLResponse:
    """List the agents as cards.

    Parameters
    ----------
    knowledge
        What to show.
    url
        Of the page.
    asked
        Which of them, in which order.
    """
    items = agents_ordered(knowledge, asked)
    shown = items[asked.offset :][:_LIMIT]
    address = Address.of(url)
    return render(
        "agents.html",
        agents=shown,
        total=len(items),
        asked=asked,
        heads=heads(address, _COLUMNS, asked.sort, asked.order),
        kept=address.hidden("search", "layer", "severity", "certainty"),
        severities=SEVERITIES,
        layers=knowledge.layers().items,
        sureness=dict.fromkeys(("stated", "not-certain")),
        pager=pager(url, asked.offset, _LIMIT, len(shown), len(items)),
        csv=address.at("/explore/agents.csv", "offset"),
        json=address.at("/explore/agents.json" if asked.narrowed else "/agents", "sort", "order"),
        sparql=agents_question(asked.search, asked.layer, asked.certainty, ["severity"] if asked.severity else ()),
    )
