"""Every request from its first byte to its last: an id, a line in the log, a count, and 503 when the service ends."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aftershock_api.life import Life
from aftershock_api.logs import REQUEST_ID, digest, request_id
from aftershock_api.metrics import Metrics
from aftershock_api.problems import UNAVAILABLE, Problem, respond

__all__ = ["ID_HEADER", "PROBES", "Watched"]

ID_HEADER: Final = "X-Request-Id"
"""Carries the id of a request, in the request and in its answer."""

PROBES: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""Answered to the last; logged only where everything is."""

_QUERIED: Final = frozenset({"/sparql", "/update"})
_PLAIN: Final = ("application/sparql-query", "application/sparql-update")
_FORM: Final = "application/x-www-form-urlencoded"
_LARGEST_FORM: Final = 1_000_000

_log = logging.getLogger("aftershock.http")


class Watched:
    """Watches over every request, outside of all middleware but the one that adds headers.

    Parameters
    ----------
    app
        What answers.
    life
        Whether the service takes requests.
    metrics
        Where they are counted.
    """

    def __init__(self, app: ASGIApp, life: Life, metrics: Metrics) -> None:
        self.app, self.life, self.metrics = app, life, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and tell the log."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        identity = request_id(Headers(scope=scope).get(ID_HEADER))
        REQUEST_ID.set(identity)  # in the task of this request, and left there for whoever logs its failure
        begun, status, query, failed = perf_counter(), 0, _Asked(scope, receive), False

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[ID_HEADER] = identity
            await send(message)

        is_probe = scope["path"] in PROBES
        self.life.running += not is_probe
        try:
            if self.life.ending and not is_probe:
                await _refused(Request(scope))(scope, receive, send_with_id)
            else:
                await self.app(scope, query.receive, send_with_id)
        except Exception:
            status, failed = status or 500, True
            raise
        finally:
            self.life.running -= not is_probe
            seconds = perf_counter() - begun
            route = getattr(scope.get("route"), "path", None)
            self.metrics.observe(scope["method"], route, status, seconds)
            facts = {
                "method": scope["method"],
                "route": route,
                "status": status or None,
                "duration_ms": round(1000 * seconds, 1),
                "query": query.digest(),
            }
            _log.log(_level(status, is_probe=is_probe), "request", extra={"facts": facts}, exc_info=failed)


class _Asked:
    """Looks along while a body is read, and knows the hash of the SPARQL text in the end."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._scope, self._receive = scope, receive
        self._type = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
        self._body: bytearray | None = bytearray() if scope["path"] in _QUERIED else None

    async def receive(self) -> Message:
        message = await self._receive()
        if self._body is not None and message["type"] == "http.request":
            self._body += message.get("body", b"")
            if len(self._body) > _LARGEST_FORM:
                self._body = None  # it is refused anyhow
        return message

    def digest(self) -> str | None:
        if self._body is None:
            return None
        if self._type in _PLAIN and self._body:
            return digest(bytes(self._body))
        pairs = self._scope["query_string"] + b"&" + (self._body if self._type == _FORM else b"")
        named = parse_qsl(pairs.decode("latin-1"), encoding="latin-1")  # bytes again below, whatever they mean
        text = next((value for name, value in named if name in ("query", "update")), None)
        return None if text is None else digest(text.encode("latin-1"))


def _refused(request: Request) -> ASGIApp:
    headers = {"Retry-After": "5", "Connection": "close"}
    return respond(Problem(UNAVAILABLE, "the service is ending; try again in a moment", {}, headers), request)


def _level(status: int, *, is_probe: bool) -> int:
    if status >= 500 and status != 503:
        return logging.ERROR
    return logging.DEBUG if is_probe else logging.INFO
