"""``/healthz``, ``/readyz`` and ``/metrics``: that the process answers, whether it can do its work, and its figures."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from aftershock.model.jsonable import as_json
from aftershock_api import schemas
from aftershock_api.access import Configuration, Knowledge
from aftershock_api.figures import families
from aftershock_api.life import Life
from aftershock_api.metrics import CONTENT_TYPE, Metrics, exposition
from aftershock_api.problems import HttpProblem
from aftershock_api.tokens import Tokens, may_administer

__all__ = ["router"]

router = APIRouter(tags=["Operation"], default_response_class=JSONResponse)

_FRESH = {"Cache-Control": "no-store"}
_ENDING = "the service was told to end; what runs is finished, nothing new is taken"
_FIGURES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The figures.", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


@router.get("/healthz", summary="Liveness", responses={200: {"model": schemas.Health}})
async def healthz() -> JSONResponse:
    """Say that the process answers; nothing else is touched."""
    return JSONResponse({"status": "ok"}, headers=_FRESH)


@router.get(
    "/readyz",
    summary="Readiness",
    responses={200: {"model": schemas.Readiness}, 503: {"model": schemas.Readiness, "description": "Not ready."}},
)
def readyz(request: Request, knowledge: Knowledge, settings: Configuration) -> JSONResponse:
    """Say whether queries would be answered, what is missing where not, and how the service is set.

    Where there is a token for administration, only who sends it sees more than that.
    """
    life: Life = request.app.state.life
    tokens: Tokens = request.app.state.tokens
    told = as_json(knowledge.settings())
    missing = [*([_ENDING] if life.ending else []), *told.get("missing", ())]
    ready = bool(told.get("ready", True)) and not life.ending
    answer: dict[str, Any] = {"ready": ready, "missing": missing}
    if _administers(request):
        answer = {**told, **answer, "settings": settings.shown(), "tokens": tokens.counts()}
    headers = _FRESH if ready else {**_FRESH, "Retry-After": "1"}
    return JSONResponse(answer, 200 if ready else 503, headers)


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response, responses=_FIGURES)
def metrics(request: Request, knowledge: Knowledge) -> Response:
    """Give what is counted, in the text format; where there is a token for administration, to who sends it."""
    may_administer(request)
    life: Life = request.app.state.life
    counted: Metrics = request.app.state.metrics
    text = exposition([*counted.families(), *families(knowledge.operation(), life)])
    return Response(text, headers={**_FRESH, "Content-Type": CONTENT_TYPE})


def _administers(request: Request) -> bool:
    try:
        may_administer(request)
    except HttpProblem:
        return False
    return True
