"""Questions by GET and by POST, one road for both, and an end to the work on them when whoever asked has left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from threading import Event
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool

from aftershock.explore.tables import Table, csv_text
from aftershock.knowledge_base import KnowledgeBase
from aftershock.model.jsonable import as_json
from aftershock_api.access import JSON, Knowledge, wanted
from aftershock_api.bodies import media_type, read_body, sent_as_it_is, unsupported
from aftershock_api.negotiation import Offer
from aftershock_api.problems import INVALID, HttpProblem, invalid

__all__ = ["CSV", "NODE_LINK", "POSTED", "answers", "ask", "attended", "by_post", "told"]

CSV: Final = Offer("csv", "text/csv")
NODE_LINK: Final = Offer("node-link", "application/vnd.networkx.node-link+json")

_LARGEST: Final = 1_000_000
_POLL_SECONDS: Final = 0.2

Answer = TypeVar("Answer")
Model = TypeVar("Model", bound=BaseModel)

POSTED: Final[list[type[BaseModel]]] = []
"""What may be posted as a body, for the published contract."""


def ask(
    router: APIRouter,
    path: str,
    model: type[Model],
    answer: Callable[[Request, KnowledgeBase, Model], Awaitable[Response]],
    *,
    summary: str,
    answers: dict[int | str, dict[str, Any]],
) -> None:
    """Let a question be asked by GET, with its fields in the address, and by POST, with the same fields in JSON.

    Parameters
    ----------
    router
        Gets both routes.
    path
        Where.
    model
        The fields.
    answer
        Answers what was read; its docstring is the published description.
    summary, answers
        For the published contract.
    """
    single = _taken_once(model)

    async def by_get(request: Request, knowledge: Knowledge, asked: Any) -> Response:
        for name in single.intersection(request.query_params):
            given = dict.fromkeys(value for value in request.query_params.getlist(name) if value)
            if len(given) > 1:  # an answer to the last would look like one to all
                raise HttpProblem(INVALID, f"{name}: takes one value, and was given {' and '.join(map(repr, given))}")
        return await answer(request, knowledge, asked)

    by_get.__annotations__["asked"] = Annotated[model, Query()]
    router.add_api_route(path, by_get, methods=["GET"], summary=summary, **_about(answer, answers))
    by_post(router, path, model, answer, summary=summary, answers=answers)


def by_post(
    router: APIRouter,
    path: str,
    model: type[Model],
    answer: Callable[[Request, KnowledgeBase, Model], Awaitable[Response]],
    *,
    summary: str,
    answers: dict[int | str, dict[str, Any]],
) -> None:
    """Let a question be asked by POST alone, with its fields in JSON.

    Parameters
    ----------
    router, path, model, answer, summary, answers
        As for `ask`.
    """

    async def posted(request: Request, knowledge: Knowledge) -> Response:
        return await answer(request, knowledge, await _posted(request, model))

    body = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    router.add_api_route(
        path,
        posted,
        methods=["POST"],
        summary=f"{summary}, asked by body",
        openapi_extra={"requestBody": {"required": True, "content": {JSON.media_type: body}}},
        **_about(answer, answers),
    )
    POSTED.append(model)


def _taken_once(model: type[BaseModel]) -> frozenset[str]:
    """Name the fields that are no lists."""
    fields: dict[str, dict[str, Any]] = model.model_json_schema(by_alias=True)["properties"]
    return frozenset(
        name
        for name, schema in fields.items()
        if "array" not in (schema.get("type"), *(one.get("type") for one in schema.get("anyOf", ())))
    )


def _about(answer: Callable[..., Any], answers: dict[int | str, dict[str, Any]]) -> dict[str, Any]:
    """Say of a route what GET and POST have in common."""
    return {
        "description": answer.__doc__,
        "response_class": JSONResponse,
        "responses": answers,
        "name": answer.__name__.strip("_"),
    }


async def attended(request: Request, knowledge: KnowledgeBase, work: Callable[[], Answer]) -> Answer:
    """Do work in a thread for as long as the client is there.

    Parameters
    ----------
    request
        Whose answer it is; its body has been read.
    knowledge
        Whose work it is; it asks between its parts whether anybody still waits.
    work
        What to do.

    Raises
    ------
    CancelledError
        If the client left; nobody reads the problem that it becomes.
    """
    gone = Event()

    def watched() -> Answer:
        with knowledge.watching(gone.is_set):
            return work()

    watcher = asyncio.create_task(_watch(request, gone))
    try:
        return await run_in_threadpool(watched)
    finally:
        gone.set()
        watcher.cancel()


def answers(model: type[BaseModel], *others: str) -> dict[int | str, dict[str, Any]]:
    """Describe an answer for the published contract.

    Parameters
    ----------
    model
        Its shape as JSON.
    *others
        Media types besides; CSV if left out.
    """
    content = {
        other: {"schema": {"type": "object" if other == NODE_LINK.media_type else "string"}}
        for other in others or (CSV.media_type,)
    }
    return {200: {"model": model, "description": "The answer.", "content": content}}


def told(
    request: Request,
    name: str,
    record: Answer,
    table: Callable[[Answer], Table],
    given: str | None,
    headers: dict[str, str] | None = None,
    graph: Callable[[Answer], dict[str, Any]] | None = None,
) -> Response:
    """Write an answer as JSON, as CSV, or as a graph where it is one.

    Parameters
    ----------
    request
        What was asked.
    name
        Of the file that CSV is saved as.
    record, table
        The answer, and what makes a table of it.
    given
        What a body names as its format.
    headers
        Further ones.
    graph
        What makes node-link JSON of it.
    """
    offer = wanted(request, (JSON, CSV) if graph is None else (JSON, CSV, NODE_LINK), given)
    if graph is not None and offer == NODE_LINK:
        return JSONResponse(graph(record), headers=headers, media_type=NODE_LINK.content_type)
    if offer == CSV:
        attached = {"Content-Disposition": f'attachment; filename="{name}.csv"', **(headers or {})}
        return Response(csv_text(table(record)), media_type=CSV.content_type, headers=attached)
    return JSONResponse(as_json(record), headers=headers)


async def _watch(request: Request, gone: Event) -> None:
    while not gone.is_set():
        await asyncio.sleep(_POLL_SECONDS)
        if await request.is_disconnected():
            gone.set()


async def _posted(request: Request, model: type[Model]) -> Model:
    """Read a question from a body."""
    for name in request.query_params:
        if name != "format":
            raise HttpProblem(INVALID, f"{name}: by POST, fields are in the body; the address takes format only")
    given = media_type(request)
    if given != JSON.media_type:
        raise unsupported(given, JSON.media_type)
    sent_as_it_is(request)
    body = await read_body(request, _LARGEST, "the question")
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        problem = invalid(error.errors())
        raise HttpProblem(problem.kind, problem.detail, **problem.members) from None
