"""``/ranking``, ``/choke-points``, ``/plans``, ``/contain``, ``/facts`` and ``/brief``: what to do."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import Field

from aftershock.explore import tables
from aftershock.explore.brief import POLICY, brief_html, brief_markdown
from aftershock.knowledge_base import KnowledgeBase
from aftershock.model import asked as model
from aftershock.model.decisions import ChokePoints, Ranking
from aftershock.model.jsonable import as_json
from aftershock.model.measures import Containment, Facts
from aftershock_api import schemas_decisions
from aftershock_api.access import JSON, wanted
from aftershock_api.asking import CSV, answers, ask, attended, told
from aftershock_api.fields import Blank, Names, Numbers, numbers
from aftershock_api.filters import Filters
from aftershock_api.negotiation import Offer
from aftershock_api.paging import link_header
from aftershock_api.schemas_radius import WINDOW, Sampled, Started

__all__ = ["router"]

router = APIRouter(tags=["Decisions"])

_MARKDOWN: Final = Offer("markdown", "text/markdown")
_HTML: Final = Offer("html", "text/html")
_CHANGES: Final = ("without_rules", "at", "stale_days", "with_mitigations", "without_edges", "with_edges")

_WEIGHT: Final[Any] = Field(
    default_factory=list,
    alias="weight",
    max_length=100,
    description="How much a component of a criticality counts, CRITICALITY=NUMBER; repeatable.",
)
_OFFSET: Final[Any] = Field(0, ge=0, description="Rows to pass over.")
_FORMAT: Final[Any] = Field(None, description="json or csv.")

_PROTECT: Final[Any] = Field(default_factory=list, max_length=100, description="What must not fall; repeatable.")


class Situation(Started):
    """What every decision is asked with."""

    protect: Annotated[list[str], Names] = _PROTECT
    weights: Numbers = _WEIGHT

    def question(self) -> model.Asked:
        """Give the question as the knowledge base takes it."""
        options = {**self.options(), "protect": self.protect, "weights": numbers(self.weights)}
        return model.Asked.of(self.component, options, model.Course, self.asks)


class ChokeRequest(Situation):
    """What choke points are asked for."""

    asks = "choke-points"
    window: Annotated[str | None, Blank] = WINDOW
    offset: int = _OFFSET
    limit: int = Field(20, ge=0, le=1000, description="Rows to give at most.")
    format: str | None = _FORMAT


class PlansRequest(Situation):
    """What plans are asked for."""

    asks = "plans"
    budget: float = Field(3, gt=0, le=10, description="What a plan may cost.")
    goal: Literal["reduce", "separate"] = Field("reduce", description="Lower what falls, or cut it off entirely.")
    costs: Numbers = Field(
        default_factory=list,
        alias="cost",
        max_length=100,
        description="What a mitigation costs, or to separate what isolating a component does, NAME=NUMBER; repeatable.",
    )
    mitigations: Annotated[list[str], Names] = Field(
        default_factory=list, alias="mitigation", max_length=100, description="Use only these; repeatable."
    )
    format: str | None = _FORMAT


class ContainRequest(Situation):
    """What containment is asked for."""

    asks = "contain"
    offset: int = Field(0, ge=0, description="Actions of each kind to pass over.")
    limit: int = Field(4, ge=0, le=20, description="Actions of each kind to give at most.")
    format: str | None = _FORMAT


class FactsRequest(Situation):
    """What facts are asked for."""

    asks = "facts"
    offset: int = _OFFSET
    limit: int = Field(10, ge=0, le=100, description="Rows to give at most.")
    format: str | None = _FORMAT


class BriefRequest(Situation):
    """What a brief is asked for."""

    asks = "brief"
    since: Annotated[str | None, Blank] = Field(None, description="When it began: a date, or a time with zone.")
    format: str | None = Field(None, description="json, markdown or html.")


class RankingRequest(Filters, Sampled):
    """What a ranking is asked for."""

    asks = "ranking"
    by: Literal["reach", "class", "impact"] = Field("reach", description="What falls: how many, of a class, weighted.")
    victims: Annotated[str | None, Blank] = Field(
        None, alias="class", description="Only members of this class count as victims."
    )
    only: Annotated[Literal["documents", "all"] | None, Blank] = Field(
        None, description="Components of the user's own documents (the default if there are any), or all."
    )
    mode: Annotated[str | None, Blank] = Field(
        None, description="The mode they start in; by default each in one that fits."
    )
    at: Annotated[str | None, Blank] = Field(
        None, description="Only edges that hold then: a date, or a time with zone."
    )
    of_class: Annotated[str | None, Blank] = Field(
        None, alias="type", max_length=200, description="Only components of this class or one below it."
    )
    protect: Annotated[list[str], Names] = _PROTECT
    weights: Numbers = _WEIGHT
    worlds: Annotated[int | None, Blank] = Field(None, ge=1, le=65_536, description="Worlds of each sample.")
    offset: int = _OFFSET
    limit: int = Field(20, ge=0, le=1000, description="Rows to give at most.")
    format: str | None = _FORMAT


async def _ranking(request: Request, knowledge: KnowledgeBase, asked: RankingRequest) -> Response:
    """Rank components by what falls with each alone, exactly; where something is supposed, with the difference."""
    wanted(request, (JSON, CSV), asked.format)
    changes = {name: value for name, value in asked.options().items() if name in _CHANGES}
    found = await attended(
        request,
        knowledge,
        lambda: knowledge.ranking(
            asked.by,
            victims=asked.victims,
            only=asked.only,
            mode=asked.mode,
            alternatives=asked.alternatives,
            weights_of=numbers(asked.weights),
            worlds=asked.worlds,
            seed=asked.seed,
            severity=asked.severity,
            criticality=asked.criticality,
            owner=asked.owner,
            of_class=asked.of_class,
            layer=asked.layer,
            certainty=asked.certainty,
            offset=asked.offset,
            limit=asked.limit,
            protect=asked.protect,
            **changes,
        ),
    )
    return told(request, "ranking", found, tables.ranking_table, asked.format, _links(request, found, found.total))


def _links(request: Request, page: Ranking | ChokePoints | Containment | Facts, total: int) -> dict[str, str] | None:
    """Give the addresses of the other pages; a question by POST has none."""
    return link_header(request.url, page.offset, page.limit, total) if request.method == "GET" else None


async def _choke_points(request: Request, knowledge: KnowledgeBase, asked: ChokeRequest) -> Response:
    """Find components without whose fall less falls, each recomputed, and what separates what is to be protected."""
    wanted(request, (JSON, CSV), asked.format)
    question = asked.question()
    found = await attended(
        request, knowledge, lambda: knowledge.choke_points(question, offset=asked.offset, limit=asked.limit)
    )
    return told(request, "choke-points", found, tables.choke_table, asked.format, _links(request, found, found.found))


async def _plans(request: Request, knowledge: KnowledgeBase, asked: PlansRequest) -> Response:
    """Plan mitigations for a budget, or what separates; every plan is recomputed, with what it takes down."""
    wanted(request, (JSON, CSV), asked.format)
    question = asked.question()
    found = await attended(
        request,
        knowledge,
        lambda: knowledge.plans(
            question,
            budget=asked.budget,
            goal=asked.goal,
            costs=numbers(asked.costs),
            mitigations=asked.mitigations,
        ),
    )
    return told(request, "plans", found, tables.plans_table, asked.format)


async def _contain(request: Request, knowledge: KnowledgeBase, asked: ContainRequest) -> Response:
    """Give actions with what each stops and takes down, credentials to rotate first, and whom to call."""
    wanted(request, (JSON, CSV), asked.format)
    question = asked.question()
    found = await attended(
        request, knowledge, lambda: knowledge.contain(question, offset=asked.offset, limit=asked.limit)
    )
    return told(
        request, "contain", found, tables.contain_table, asked.format, _links(request, found, max(found.found.values()))
    )


async def _facts(request: Request, knowledge: KnowledgeBase, asked: FactsRequest) -> Response:
    """Rank what nobody said by how much the answer would move if somebody did."""
    wanted(request, (JSON, CSV), asked.format)
    question = asked.question()
    found = await attended(
        request, knowledge, lambda: knowledge.facts(question, offset=asked.offset, limit=asked.limit)
    )
    return told(request, "facts", found, tables.facts_table, asked.format, _links(request, found, found.found))


async def _brief(request: Request, knowledge: KnowledgeBase, asked: BriefRequest) -> Response:
    """Say on one page what fell, since when, who is affected, what is unknown, and what to do first."""
    offer = wanted(request, (JSON, _MARKDOWN, _HTML), asked.format)
    question = asked.question()
    found = await attended(request, knowledge, lambda: knowledge.brief(question, since=asked.since))
    if offer == _HTML:
        policy = f"{POLICY}; frame-ancestors 'none'"
        return HTMLResponse(brief_html(found, editor="/sparql"), headers={"Content-Security-Policy": policy})
    if offer == _MARKDOWN:
        return Response(brief_markdown(found), media_type="text/markdown")
    return JSONResponse(as_json(found))


_SHAPES: Final = schemas_decisions
_PAGE: Final = answers(_SHAPES.Brief, "text/markdown", "text/html")

ask(router, "/ranking", RankingRequest, _ranking, summary="Worst starting points", answers=answers(_SHAPES.Ranking))
ask(
    *(router, "/choke-points", ChokeRequest, _choke_points),
    summary="Where a cascade can be stopped",
    answers=answers(_SHAPES.ChokePoints),
)
ask(router, "/plans", PlansRequest, _plans, summary="What a budget buys", answers=answers(_SHAPES.Plans))
ask(router, "/contain", ContainRequest, _contain, summary="What to do at once", answers=answers(_SHAPES.Containment))
ask(router, "/facts", FactsRequest, _facts, summary="What would narrow the answer", answers=answers(_SHAPES.Facts))
ask(router, "/brief", BriefRequest, _brief, summary="One page for whoever must decide", answers=_PAGE)
