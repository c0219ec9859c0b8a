"""Answers compressed as the client asks for it: zstd or gzip, by the weights of ``Accept-Encoding``.

RFC 9110, section 12.5.3. An answer that is sent in pieces is compressed as it comes; a large piece in a thread, so that
nobody waits for it.
"""

from __future__ import annotations

import re
import zlib
from typing import Final, Literal, Protocol

import zstandard
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Coding", "Compression", "coding"]

Coding = Literal["zstd", "gzip", "identity"]

_OFFERED: Final[tuple[Coding, ...]] = ("zstd", "gzip", "identity")
_ELEMENT: Final = re.compile(
    r"\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$"
)
_LEAST: Final = 1_000
"""Bytes below which nothing is gained."""

_LARGE: Final = 100_000
"""Bytes from which on a thread does it."""

_TEXT: Final = re.compile(
    r"text/|application/(?:[a-z.-]+\+)?(?:json|xml|javascript)|application/(?:n-triples|n-quads|trig)|image/svg"
)


class _Press(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


def coding(accept: str | None) -> Coding:
    """Choose how an answer is compressed.

    Parameters
    ----------
    accept
        The ``Accept-Encoding`` header's value, ``None`` where there was none.

    Returns
    -------
    str
        ``"identity"`` where nothing that we have is wanted; that an answer is refused for this helps nobody.

    Examples
    --------
    >>> coding("gzip, deflate, br, zstd"), coding("gzip;q=1, zstd;q=0.5"), coding("gzip;q=0, *"), coding(None)
    ('zstd', 'gzip', 'zstd', 'identity')
    >>> coding("br"), coding("identity;q=1, *;q=0.5")
    ('identity', 'identity')
    """
    weights: dict[str, float] = {}
    for element in (accept or "")[:1000].split(","):
        match = _ELEMENT.match(element)
        if match is not None:
            weights[match[1].lower()] = float(match[2] or 1)
    others = weights.get("*", 0.0)
    weighed = {
        name: weights.get("x-gzip" if name == "gzip" and "gzip" not in weights else name, others) for name in _OFFERED
    }
    if "identity" not in weights:
        weighed["identity"] = 0.001  # never excluded, and never preferred
    best = max(weighed.values())
    return next(name for name in _OFFERED if weighed[name] == best) if best > 0 else "identity"


class Compression:
    """Compresses what is worth it.

    Parameters
    ----------
    app
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        chosen = coding(Headers(scope=scope).get("accept-encoding"))
        await self.app(scope, receive, _Sender(send, chosen))


class _Sender:
    """Sends one answer: its start waits for the first piece, which says whether it is worth it."""

    def __init__(self, send: Send, chosen: Coding) -> None:
        self.send, self.chosen = send, chosen
        self.start: Message | None = None
        self.press: _Press | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        start, self.start = self.start, None
        if message["type"] != "http.response.body":
            await self.send(message)
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if start is None:
            await self.send({**message, "body": await self._pressed(body, more)})
            return
        headers = MutableHeaders(raw=list(start["headers"]))
        text = start["status"] == 200 and _worth(headers)
        if text:
            headers.add_vary_header("Accept-Encoding")
        if text and self.chosen != "identity" and (more or len(body) >= _LEAST):
            self.press = _press(self.chosen)
            body = await self._pressed(body, more)
            headers["Content-Encoding"] = self.chosen
            if headers.get("etag", "").startswith('"'):
                headers["ETag"] = f"W/{headers['etag']}"  # of a file, whose bytes these are not
            del headers["content-length"]
            if not more:
                headers["Content-Length"] = str(len(body))
        await self.send({**start, "headers": headers.raw})
        await self.send({**message, "body": body})

    async def _pressed(self, body: bytes, more: bool) -> bytes:
        press = self.press
        if press is None:
            return body

        def work() -> bytes:
            return press.compress(body) + (b"" if more else press.flush())

        return await run_in_threadpool(work) if len(body) > _LARGE else work()


def _press(chosen: Coding) -> _Press:
    if chosen == "zstd":
        return zstandard.ZstdCompressor(level=3).compressobj()
    return zlib.compressobj(5, zlib.DEFLATED, 31)


def _worth(headers: MutableHeaders) -> bool:
    return "content-encoding" not in headers and _TEXT.match(headers.get("content-type", "")) is not None
