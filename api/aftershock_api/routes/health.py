"""``/healthz`` and ``/readyz``: that the process answers, and whether it can do its work."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from aftershock.model.jsonable import as_json
from aftershock_api import schemas
from aftershock_api.access import Knowledge

__all__ = ["router"]

router = APIRouter(tags=["Operation"], default_response_class=JSONResponse)

_FRESH = {"Cache-Control": "no-store"}


@router.get("/healthz", summary="Liveness", responses={200: {"model": schemas.Health}})
async def healthz() -> JSONResponse:
    """Say that the process answers; nothing else is touched."""
    return JSONResponse({"status": "ok"}, headers=_FRESH)


@router.get(
    "/readyz",
    summary="Readiness",
    responses={200: {"model": schemas.Readiness}, 503: {"model": schemas.Readiness, "description": "Not ready."}},
)
def readyz(knowledge: Knowledge) -> JSONResponse:
    """Say whether queries would be answered, and within which limits."""
    told = as_json(knowledge.settings())
    ready = bool(told.get("ready", True))
    headers = _FRESH if ready else {**_FRESH, "Retry-After": "1"}
    return JSONResponse({**told, "ready": ready}, 200 if ready else 503, headers)
