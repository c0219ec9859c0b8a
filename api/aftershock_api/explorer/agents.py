"""The page of an agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftershock_api.explorer.highlight import Piece, pieces
from aftershock_api.explorer.questions import agent_question
from aftershock_api.explorer.render import render

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.catalog import LayerRecord

__all__ = ["agent_page"]


@dataclass(frozen=True, slots=True)
class _Layer:
    record: LayerRecord
    pieces: tuple[Piece, ...]


def agent_page(knowledge: KnowledgeBase, name: str) -> HTMLResponse:
    """Show an agent: score, factors, layers with the words behind each claim.

    Parameters
    ----------
    knowledge
        What to show.
    name
        Slug, name or IRI.
    """
    agent = knowledge.agent(name)
    return render(
        "agent.html",
        agent=agent,
        layers=tuple(_Layer(layer, pieces(layer)) for layer in agent.layers),
        component=knowledge.component(agent.iri),
        sparql=agent_question(agent.iri),
    )
