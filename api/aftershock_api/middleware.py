"""What is true of every answer: HEAD is GET without its body, security headers, and 304 where nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aftershock_api.compression import coding

__all__ = ["POLICY", "SECURITY_HEADERS", "ConditionalRequests", "HeadRequests", "SecurityHeaders"]

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Everything from us, nothing inline, nothing evaluated."""

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_SEPARATOR: Final = b"\0"

_UNREVISED: Final = ("/static/", "/healthz", "/readyz", "/metrics")
"""Answers that do not follow from the store's revision."""


class SecurityHeaders:
    """Adds the security headers to every answer that does not set its own.

    A 304 gets no policy: its headers take the place of those that a browser has kept with the answer (RFC 9111, section
    3.2), and a page with a policy of its own would come back under this one.

    Parameters
    ----------
    app
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    if message["status"] != 304 or name != "Content-Security-Policy":
                        headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class HeadRequests:
    """Answers HEAD as it would GET, and leaves the body out.

    Parameters
    ----------
    app
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_no_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        as_get: Scope = {**scope, "method": "GET"}
        try:
            await self.app(as_get, receive, send_no_body)
        finally:
            scope["route"] = as_get.get("route")  # for whoever logs and counts


class ConditionalRequests:
    """Gives every answer to GET an entity tag, and answers 304 before any work where the client has it already.

    The tag is the store's revision, and a hash of it and of the request: path, query, ``Accept``, ``Host`` and how it
    is compressed. The same request at the same revision gives the same answer, so that a tag that matches needs no
    answer; and a write may name a tag in ``If-Match``.

    Parameters
    ----------
    app
        What answers.
    revision
        Gives the store's present revision; cheap.
    salt
        Changes when the software or its pages change.
    """

    def __init__(self, app: ASGIApp, revision: Callable[[], str], salt: str) -> None:
        self.app, self.revision, self.salt = app, revision, salt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_UNREVISED):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        tag = self._tag(scope, asked)
        matches = _listed(",".join(asked.getlist("if-none-match")))
        if tag in matches:
            await _not_modified(send, tag)
            return
        had = False

        async def send_with_tag(message: Message) -> None:
            nonlocal had
            if had:
                return
            if message["type"] == "http.response.start" and message["status"] == 200:
                if "*" in matches:  # whatever there is, the client has
                    had = True
                    await _not_modified(send, tag)
                    return
                headers = MutableHeaders(scope=message)
                headers["ETag"] = tag
                headers.setdefault("Cache-Control", "no-cache")
                headers.add_vary_header("Accept")
            await send(message)

        await self.app(scope, receive, send_with_tag)

    def _tag(self, scope: Scope, asked: Headers) -> str:
        path = scope.get("raw_path") or scope["path"].encode()
        said = (_accept(asked), asked.get("host", ""), coding(asked.get("accept-encoding")))
        revision = self.revision()
        parts = (self.salt.encode(), path, scope["query_string"], *(one.encode() for one in (revision, *said)))
        return f'"{revision}-{hashlib.sha256(_SEPARATOR.join(parts)).hexdigest()[:32]}"'


def _accept(asked: Headers) -> str:
    return ",".join(asked.getlist("accept"))


def _listed(header: str) -> frozenset[str]:
    return frozenset(part.strip().removeprefix("W/") for part in header.split(","))


async def _not_modified(send: Send, tag: str) -> None:
    headers = [(b"etag", tag.encode()), (b"cache-control", b"no-cache"), (b"vary", b"Accept, Accept-Encoding")]
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
