"""Answers to queries that were asked before, of a graph that has not changed since: given again, without the work."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote_plus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Remembered"]

_PATH: Final = "/sparql"
_MOVING: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b|\\", re.IGNORECASE)
"""What gives another answer each time, or could be written so that it is not seen."""
_LARGEST: Final = 64 * 1024
_ALL: Final = 16 * 1024 * 1024

Key = tuple[str, bytes, str, str, str]


class Remembered:
    """Remembers small answers to queries by GET; those asked longest ago are forgotten first.

    Parameters
    ----------
    app
        What answers.
    revision
        Gives the store's present revision; cheap. It is asked before the work, so that an answer is never older than
        what it is remembered under.
    """

    def __init__(self, app: ASGIApp, revision: Callable[[], str]) -> None:
        self.app, self.revision = app, revision
        self._kept: OrderedDict[Key, _Answer] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, from memory if it is there."""
        if scope["type"] != "http" or scope["path"] != _PATH or scope["method"] != "GET" or not scope["query_string"]:
            await self.app(scope, receive, send)
            return
        key = self._key(scope)
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            scope["route"] = known.route  # for whoever logs and counts
            await send({**known.start, "headers": list(known.start["headers"])})
            await send({"type": "http.response.body", "body": known.body})
            return
        heard = _Heard(send)
        await self.app(scope, receive, heard.send)
        if (
            heard.whole
            and heard.start is not None
            and not _MOVING.search(unquote_plus(key[1].decode("ascii", "replace")))
        ):
            self._keep(key, _Answer(heard.start, b"".join(heard.parts), scope.get("route")))

    def _key(self, scope: Scope) -> Key:
        asked = Headers(scope=scope)
        accept, coding = ",".join(asked.getlist("accept")), asked.get("accept-encoding", "")
        return self.revision(), scope["query_string"], accept, coding, asked.get("host", "")

    def _keep(self, key: Key, answer: _Answer) -> None:
        before = self._kept.pop(key, None)
        self._size += len(answer.body) + len(key[1]) - (0 if before is None else len(before.body) + len(key[1]))
        self._kept[key] = answer
        while self._size > _ALL:
            oldest, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body) + len(oldest[1])


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer: its start, its body, and the route that gave it."""

    start: Message
    body: bytes
    route: Any


class _Heard:
    """Passes an answer on, and keeps a copy if it is a good one and small."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.start: Message | None = None
        self.parts: list[bytes] = []
        self.whole = False
        self._size = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            self.start = {**message, "headers": list(message["headers"])}
        elif message["type"] == "http.response.body" and self.start is not None:
            body = message.get("body", b"")
            self._size += len(body)
            if self._size > _LARGEST:
                self.start, self.parts = None, []
            else:
                self.parts.append(body)
                self.whole = not message.get("more_body", False)
        await self._send(message)
