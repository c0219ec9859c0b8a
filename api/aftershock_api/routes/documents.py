"""``/documents``: take a document in, or look first what it would do."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from aftershock.model.documents import Document
from aftershock.model.jsonable import as_json
from aftershock_api import schemas
from aftershock_api.access import Configuration, Knowledge
from aftershock_api.bodies import media_type, read_body
from aftershock_api.problems import BAD_REQUEST, UNSUPPORTED, HttpProblem
from aftershock_api.tokens import may_write

__all__ = ["router"]

_UNSAID: Final = frozenset({None, "application/x-www-form-urlencoded", "application/octet-stream"})
"""Types that say nothing of a document: absent, or what clients send when nobody chose one."""

_NO_TEXT: Final = frozenset({"audio", "font", "image", "model", "video"})
"""What no document is; of other types its content says what it is."""


router = APIRouter(tags=["Documents"], dependencies=[Depends(may_write)])

_BODY: Final[dict[str, Any]] = {
    "security": [{"token": []}],
    "requestBody": {
        "required": True,
        "description": "The document itself, unwrapped.",
        "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
    },
}

Name = Annotated[
    str, Query(min_length=1, max_length=1000, description="What errors call it, and its later editions are known by.")
]


@router.post(
    "/documents",
    summary="Ingest a document",
    responses={
        200: {"model": schemas.IngestReport, "description": "It was known already; nothing changed."},
        201: {"model": schemas.IngestReport, "description": "It is in; `Location` is its first graph."},
    },
    openapi_extra=_BODY,
)
async def ingest(request: Request, knowledge: Knowledge, settings: Configuration, name: Name) -> JSONResponse:
    """Take in a document: an agent's threat-model page, or Turtle. All of it or nothing."""
    document = await _document(request, settings.document_bytes, name)
    report = await run_in_threadpool(knowledge.ingest, document)
    if report.outcome == "unchanged":
        return JSONResponse(as_json(report))
    headers = {"Location": report.graphs[0]} if report.graphs else {}
    return JSONResponse(as_json(report), 201, headers)


@router.post(
    "/documents/preview",
    summary="Look what a document would do",
    responses={200: {"model": schemas.Preview, "description": "The report it would give, and its quads."}},
    openapi_extra=_BODY,
)
async def preview(request: Request, knowledge: Knowledge, settings: Configuration, name: Name) -> JSONResponse:
    """Read a document and show what it would become, without keeping anything."""
    document = await _document(request, settings.document_bytes, name)
    return JSONResponse(as_json(await run_in_threadpool(knowledge.preview, document)))


async def _document(request: Request, limit: int, name: str) -> Document:
    given = media_type(request)
    if given is not None and given.startswith("multipart/"):
        raise HttpProblem(UNSUPPORTED, "send the document itself as the body, not a multipart form")
    if given is not None and given.partition("/")[0] in _NO_TEXT:
        raise HttpProblem(UNSUPPORTED, f"{given} is no document that is read here; send its text, or its statements")
    content = await read_body(request, limit, "the document")
    if not content:
        raise HttpProblem(BAD_REQUEST, "the body is empty; send the document itself as the body")
    return Document(content, name, None if given in _UNSAID else given)
