"""Who is let in: scripts of other origins by an allow-list, and readers by a token where tokens for reading exist."""

from __future__ import annotations

from typing import Final

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aftershock_api.problems import HttpProblem, respond
from aftershock_api.tokens import require
from aftershock_api.watching import ID_HEADER

__all__ = ["CrossOrigin", "ReadTokens"]

_METHODS: Final = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
_SENT: Final = f"Accept, Authorization, Content-Type, If-Match, If-None-Match, {ID_HEADER}"
_SEEN: Final = f"ETag, Link, Location, Retry-After, {ID_HEADER}"
_KEPT_SECONDS: Final = "600"

_OPEN: Final = ("/healthz", "/readyz", "/metrics", "/static/")
"""What says nothing of the graph; the last two of the service have a rule of their own."""


class CrossOrigin:
    """Lets scripts of listed origins read answers (CORS); those of all others cannot.

    No cookie is ever looked at, so credentials are not allowed: a script sends its token itself.

    Parameters
    ----------
    app
        What answers.
    origins
        The list; ``*`` in it lets all in, an empty one nobody.
    """

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self.app, self.origins = app, frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers that let a script in."""
        if scope["type"] != "http" or not self.origins:
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        origin = asked.get("origin", "")
        allowed = "*" if "*" in self.origins else origin if origin in self.origins else None
        if allowed and origin and scope["method"] == "OPTIONS" and "access-control-request-method" in asked:
            await Response(None, 204, _preflight(allowed))(scope, receive, send)
            return

        async def send_let_in(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Origin")
                if allowed and origin:
                    headers["Access-Control-Allow-Origin"] = allowed
                    headers["Access-Control-Expose-Headers"] = _SEEN
            await send(message)

        await self.app(scope, receive, send_let_in)


class ReadTokens:
    """Asks everybody for a token, where there are tokens for reading.

    Parameters
    ----------
    app
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer whoever may read."""
        if scope["type"] == "http" and not scope["path"].startswith(_OPEN):
            request = Request(scope)
            try:
                require(request, "read")
            except HttpProblem as refused:
                await respond(refused.problem, request)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _preflight(origin: str) -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": _METHODS,
        "Access-Control-Allow-Headers": _SENT,
        "Access-Control-Max-Age": _KEPT_SECONDS,
        "Vary": "Origin",
    }
