"""``/why`` and ``/paths``: why something falls, and by which ways."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import Field

from aftershock.explore import tables
from aftershock.explore.node_link import paths_graph, why_graph
from aftershock.knowledge_base import KnowledgeBase
from aftershock_api import schemas_history
from aftershock_api.asking import CSV, NODE_LINK, answers, ask, attended, told
from aftershock_api.schemas_radius import Asked, Timed

__all__ = ["router"]

router = APIRouter(tags=["Consequence"])

_TARGET: Final[Any] = Field(description="The component asked about: a slug, label, IRI or package URL.")
_FORMS: Final = (CSV.media_type, NODE_LINK.media_type)
_FORMAT: Final[Any] = Field(None, description="json, csv or node-link.")


class WhyRequest(Timed):
    """What an explanation is asked for."""

    asks = "why"
    target: str = _TARGET
    format: str | None = _FORMAT


class PathsRequest(Asked):
    """What ways are asked for."""

    asks = "paths"
    target: str = _TARGET
    count: int = Field(5, ge=1, le=100, description="Ways to give at the most.")
    format: str | None = _FORMAT


async def _why(request: Request, knowledge: KnowledgeBase, asked: WhyRequest) -> Response:
    """Explain why a component falls with others: path, proof, evidence for each hop, and what nobody has settled."""
    question = asked.question()
    found = await attended(request, knowledge, lambda: knowledge.why(question, asked.target))
    return told(request, "why", found, tables.why_table, asked.format, graph=why_graph)


async def _paths(request: Request, knowledge: KnowledgeBase, asked: PathsRequest) -> Response:
    """Find the best ways from components to another: by evidence, then likelihood, then length."""
    question = asked.question()
    found = await attended(request, knowledge, lambda: knowledge.paths(question, asked.target, count=asked.count))
    return told(request, "paths", found, tables.paths_table, asked.format, graph=paths_graph)


ask(router, "/why", WhyRequest, _why, summary="Why it falls", answers=answers(schemas_history.Why, *_FORMS))
ask(router, "/paths", PathsRequest, _paths, summary="Ways between two", answers=answers(schemas_history.Paths, *_FORMS))
