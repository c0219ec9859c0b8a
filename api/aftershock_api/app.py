"""Composes the service: routes, problems, middleware."""

from __future__ import annotations

from importlib.metadata import version
from typing import Final

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException

from aftershock.errors import AftershockError
from aftershock.explore.assets import fingerprint
from aftershock.knowledge_base import KnowledgeBase
from aftershock_api.compression import Compression
from aftershock_api.contract import DESCRIPTION, PROBLEMS, describe
from aftershock_api.door import Door
from aftershock_api.explorer.edges import router as edge_pages
from aftershock_api.explorer.failed import failed_page, page_wanted
from aftershock_api.explorer.files import router as picture_files
from aftershock_api.explorer.graph import router as graph_pages
from aftershock_api.explorer.routes import router as pages
from aftershock_api.explorer.routes import suggestions
from aftershock_api.explorer.taken import taken
from aftershock_api.gates import CrossOrigin, ReadTokens
from aftershock_api.life import Life
from aftershock_api.logs import REQUEST_ID
from aftershock_api.metrics import Metrics
from aftershock_api.middleware import SECURITY_HEADERS, ConditionalRequests, HeadRequests, SecurityHeaders
from aftershock_api.problems import HttpProblem, problem_of, respond
from aftershock_api.remembered import Remembered
from aftershock_api.routes import (
    catalog,
    decisions,
    description,
    docs,
    documents,
    graph_store,
    health,
    linked_data,
    radius,
    replay,
    sparql,
    why,
)
from aftershock_api.settings import Settings
from aftershock_api.tokens import load_tokens
from aftershock_api.watching import ID_HEADER, Watched

__all__ = ["create_app"]

_ROUTERS: Final = (
    sparql.router,
    graph_store.router,
    description.router,
    radius.router,
    why.router,
    replay.router,
    decisions.router,
    catalog.router,
    documents.router,
    linked_data.router,
    health.router,
    docs.router,
)
_EXPLORER: Final = (suggestions, graph_pages, pages, picture_files, edge_pages)


def create_app(knowledge_base: KnowledgeBase, settings: Settings) -> FastAPI:
    """Make the service around a knowledge base.

    Parameters
    ----------
    knowledge_base
        What it serves; whoever opened it closes it.
    settings
        How.

    Returns
    -------
    FastAPI
        An ASGI application.
    """
    app = FastAPI(
        title="Aftershock",
        version=version("aftershock"),
        summary="What falls when this falls, how sure we are, and what to do first.",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        redirect_slashes=False,
        responses=PROBLEMS,
    )
    app.state.knowledge_base = knowledge_base
    app.state.settings = settings
    app.state.tokens = load_tokens(settings)
    app.state.life = life = Life()
    app.state.metrics = metrics = Metrics()
    for router in _ROUTERS:
        app.include_router(router)
    for router in _EXPLORER:
        app.include_router(router, dependencies=[Depends(taken)])
    for error in (AftershockError, HttpProblem, RequestValidationError, HTTPException):
        app.add_exception_handler(error, _told)
    app.add_exception_handler(Exception, _broken)
    app.add_middleware(Compression)
    app.add_middleware(Remembered, revision=lambda: knowledge_base.revision)
    app.add_middleware(
        ConditionalRequests,
        revision=lambda: knowledge_base.revision,
        salt=f"{version('aftershock')} {fingerprint()} {knowledge_base.epoch}",
    )
    app.add_middleware(HeadRequests)
    app.add_middleware(ReadTokens)
    app.add_middleware(CrossOrigin, origins=settings.cors_origins)
    app.add_middleware(Door, bound=settings.host, hosts=settings.hosts)
    app.add_middleware(Watched, life=life, metrics=metrics)
    app.add_middleware(SecurityHeaders)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign] # FastAPI's documented way to amend the contract
    return app


async def _told(request: Request, error: Exception) -> Response:
    """Answer an error that says what is wrong; OPTIONS is answered with what is allowed."""
    problem = problem_of(error)
    if problem.status == 405:
        allowed = ", ".join(_methods(request))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": allowed})
        detail = f"{request.method} is not allowed at {request.url.path}; {allowed} are"
        return respond(type(problem)(problem.kind, detail, {}, {"Allow": allowed}), request)
    if problem.status == 404 and isinstance(error, HTTPException):
        detail = f"there is nothing at {request.url.path}; /docs lists what there is"
        problem = type(problem)(problem.kind, detail, problem.members, problem.headers)
    return failed_page(problem, request) if page_wanted(request) else respond(problem, request)


async def _broken(request: Request, error: Exception) -> Response:
    """Answer an error that nobody expected; it is logged outside, and this answer passes no middleware on its way."""
    problem = problem_of(error)
    answer = failed_page(problem, request) if page_wanted(request) else respond(problem, request)
    answer.headers.update(SECURITY_HEADERS)
    answer.headers[ID_HEADER] = REQUEST_ID.get() or "none"
    return answer


def _methods(request: Request) -> list[str]:
    """Collect the methods of every route at an address."""
    found = {"OPTIONS"}
    for route in iter_route_contexts(request.app.routes):
        pattern = getattr(route, "path_regex", None)
        if pattern is not None and pattern.match(request.url.path):
            found |= set(route.methods or ())
    return sorted(found | {"HEAD"} if "GET" in found else found)
