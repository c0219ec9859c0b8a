"""``/ranking``, ``/choke-points``, ``/plans``, ``/contain``, ``/facts`` and ``/brief``: what to do."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from aftershock.explore import tables
from aftershock.explore.brief import POLICY, brief_html, brief_markdown
from aftershock.model.jsonable import as_json
from aftershock_api import schemas_decisions
from aftershock_api.access import JSON, Knowledge, wanted
from aftershock_api.negotiation import Offer
from aftershock_api.paging import link_header
from aftershock_api.schemas_radius import Asked, Blank

__all__ = ["router"]

router = APIRouter(tags=["Decisions"])

_CSV: Final = Offer("csv", "text/csv")
_MARKDOWN: Final = Offer("markdown", "text/markdown")
_HTML: Final = Offer("html", "text/html")
_NUMBER: Final = r"^[^=]+=[0-9]+(\.[0-9]+)?$"
_SITUATION: Final = (
    *("threat", "mode", "alternatives", "without_rules", "at", "stale_days", "with_mitigations", "without_edges"),
    *("with_edges", "worlds", "seed"),
)

Numbers = Annotated[
    list[Annotated[str, Field(pattern=_NUMBER)]],
    BeforeValidator(lambda value: [item for item in value if item != ""] if isinstance(value, list) else value),
]
"""Names with numbers, ``NAME=NUMBER``."""

_WEIGHT: Final[Any] = Field(
    default_factory=list,
    alias="weight",
    max_length=100,
    description="How much a component of a criticality counts, CRITICALITY=NUMBER; repeatable.",
)
_FORMAT: Final[Any] = Field(None, description="json or csv.")


def _read(numbers: list[str]) -> dict[str, float]:
    return {name: float(number) for name, _, number in (text.rpartition("=") for text in numbers)}


class Situation(Asked):
    """What every decision is asked with."""

    depth: Annotated[None, Blank] = Field(None, description="Decisions take no depth.")
    protect: list[str] = Field(default_factory=list, max_length=100, description="What must not fall; repeatable.")
    weights: Numbers = _WEIGHT

    def situation(self) -> dict[str, Any]:
        """Give what `KnowledgeBase` takes besides the components, by its names."""
        options = {name: value for name, value in self.options().items() if name in _SITUATION}
        protect = [name for name in self.protect if name]
        return {**options, "protect": protect, "weights": _read(self.weights)}


class ChokeQuery(Situation):
    """What choke points are asked for."""

    limit: int = Field(20, ge=0, le=1000, description="Rows to give at most.")
    format: str | None = _FORMAT


class PlansQuery(Situation):
    """What plans are asked for."""

    budget: float = Field(3, gt=0, le=10, description="What a plan may cost.")
    goal: Literal["reduce", "separate"] = Field("reduce", description="Lower what falls, or cut it off entirely.")
    costs: Numbers = Field(
        default_factory=list,
        alias="cost",
        max_length=100,
        description="What a mitigation costs, or to separate what isolating a component does, NAME=NUMBER; repeatable.",
    )
    mitigations: list[str] = Field(
        default_factory=list, alias="mitigation", max_length=100, description="Use only these; repeatable."
    )
    format: str | None = _FORMAT


class ContainQuery(Situation):
    """What containment is asked for."""

    limit: int = Field(4, ge=0, le=20, description="Actions of each kind to give at most.")
    format: str | None = _FORMAT


class FactsQuery(Situation):
    """What facts are asked for."""

    limit: int = Field(10, ge=0, le=100, description="Rows to give at most.")
    format: str | None = _FORMAT


class BriefQuery(Situation):
    """What a brief is asked for."""

    since: Annotated[str | None, Blank] = Field(None, description="When it began: a date, or a time with zone.")
    format: str | None = Field(None, description="json, markdown or html.")


class RankingQuery(BaseModel):
    """What a ranking is asked for."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    by: Literal["reach", "class", "impact"] = Field("reach", description="What falls: how many, of a class, weighted.")
    victims: Annotated[str | None, Blank] = Field(
        None, alias="class", description="Only members of this class count as victims."
    )
    only: Annotated[Literal["documents", "all"] | None, Blank] = Field(
        None, description="Components of the user's own documents (the default if there are any), or all."
    )
    mode: Annotated[str | None, Blank] = Field(None, description="The mode they start in; control by default.")
    alternatives: Literal["by-rule", "any", "all"] = Field("by-rule", description="When a need falls.")
    weights: Numbers = _WEIGHT
    worlds: Annotated[int | None, Blank] = Field(None, ge=1, le=65_536, description="Worlds of each sample.")
    seed: int = Field(0, description="Another seed draws another sample.")
    offset: int = Field(0, ge=0, description="Rows to pass over.")
    limit: int = Field(20, ge=0, le=1000, description="Rows to give at most.")
    format: str | None = _FORMAT


def _answers(model: type[BaseModel], *others: str) -> dict[int | str, dict[str, Any]]:
    content = {other: {"schema": {"type": "string"}} for other in others or ("text/csv",)}
    return {200: {"model": model, "description": "The answer.", "content": content}}


def _answer(
    request: Request, name: str, record: Any, table: tables.Table, headers: dict[str, str] | None = None
) -> Response:
    if wanted(request, (JSON, _CSV)) == _CSV:
        attached = {"Content-Disposition": f'attachment; filename="{name}.csv"', **(headers or {})}
        return Response(tables.csv_text(table), media_type="text/csv", headers=attached)
    return JSONResponse(as_json(record), headers=headers)


@router.get(
    "/ranking",
    summary="Worst starting points",
    response_class=JSONResponse,
    responses=_answers(schemas_decisions.Ranking),
)
def ranking(request: Request, knowledge: Knowledge, asked: Annotated[RankingQuery, Query()]) -> Response:
    """Rank components by what falls with each alone, exactly."""
    wanted(request, (JSON, _CSV))
    found = knowledge.ranking(
        asked.by,
        victims=asked.victims,
        only=asked.only,
        mode=asked.mode,
        alternatives=asked.alternatives,
        weights_of=_read(asked.weights),
        worlds=asked.worlds,
        seed=asked.seed,
        offset=asked.offset,
        limit=asked.limit,
    )
    links = link_header(request.url, asked.offset, asked.limit, found.total)
    return _answer(request, "ranking", found, tables.ranking_table(found), links)


@router.get(
    "/choke-points",
    summary="Where a cascade can be stopped",
    response_class=JSONResponse,
    responses=_answers(schemas_decisions.ChokePoints),
)
def choke_points(request: Request, knowledge: Knowledge, asked: Annotated[ChokeQuery, Query()]) -> Response:
    """Find components without whose fall less falls, each recomputed, and what separates what is to be protected."""
    wanted(request, (JSON, _CSV))
    found = knowledge.choke_points(asked.component, limit=asked.limit, **asked.situation())
    return _answer(request, "choke-points", found, tables.choke_table(found))


@router.get(
    "/plans",
    summary="What a budget buys",
    response_class=JSONResponse,
    responses=_answers(schemas_decisions.Plans),
)
def plans(request: Request, knowledge: Knowledge, asked: Annotated[PlansQuery, Query()]) -> Response:
    """Plan mitigations for a budget, or what separates; every plan is recomputed, with what it takes down."""
    wanted(request, (JSON, _CSV))
    found = knowledge.plans(
        asked.component,
        budget=asked.budget,
        goal=asked.goal,
        costs=_read(asked.costs),
        mitigations=[name for name in asked.mitigations if name],
        **asked.situation(),
    )
    return _answer(request, "plans", found, tables.plans_table(found))


@router.get(
    "/contain",
    summary="What to do at once",
    response_class=JSONResponse,
    responses=_answers(schemas_decisions.Containment),
)
def contain(request: Request, knowledge: Knowledge, asked: Annotated[ContainQuery, Query()]) -> Response:
    """Give actions with what each stops and takes down, credentials to rotate first, and whom to call."""
    wanted(request, (JSON, _CSV))
    found = knowledge.contain(asked.component, limit=asked.limit, **asked.situation())
    return _answer(request, "contain", found, tables.contain_table(found))


@router.get(
    "/facts",
    summary="What would narrow the answer",
    response_class=JSONResponse,
    responses=_answers(schemas_decisions.Facts),
)
def facts(request: Request, knowledge: Knowledge, asked: Annotated[FactsQuery, Query()]) -> Response:
    """Rank what nobody said by how much the answer would move if somebody did."""
    wanted(request, (JSON, _CSV))
    found = knowledge.facts(asked.component, limit=asked.limit, **asked.situation())
    return _answer(request, "facts", found, tables.facts_table(found))


@router.get(
    "/brief",
    summary="One page for whoever must decide",
    response_class=JSONResponse,
    responses=_answers(schemas_decisions.Brief, "text/markdown", "text/html"),
)
def brief(request: Request, knowledge: Knowledge, asked: Annotated[BriefQuery, Query()]) -> Response:
    """Say on one page what fell, since when, who is affected, what is unknown, and what to do first."""
    offer = wanted(request, (JSON, _MARKDOWN, _HTML))
    found = knowledge.brief(asked.component, since=asked.since, **asked.situation())
    if offer == _HTML:
        return HTMLResponse(brief_html(found), headers={"Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'"})
    if offer == _MARKDOWN:
        return Response(brief_markdown(found), media_type="text/markdown")
    return JSONResponse(as_json(found))
