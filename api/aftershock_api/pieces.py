"""Long answers, sent as they come, with no more than a piece of them in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final, Protocol

from anyio import to_thread
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

__all__ = ["Pieces", "relayed"]

_SHORT: Final = 1 << 18
"""Bytes up to which an answer is sent whole, with its length."""

_POLL_SECONDS: Final = 0.2


class Pieces(Protocol):
    """An answer that comes in pieces, see `aftershock.knowledge_base.relay.Relay`."""

    def begun(self, enough: int) -> bool:
        """Wait until so many bytes are there, or all of them; say whether it is all."""

    def piece(self) -> bytes:
        """Give what comes next; nothing at the end."""

    def close(self) -> None:
        """Take no more."""


async def relayed(request: Request, answer: Pieces, content_type: str) -> Response:
    """Send an answer: a short one whole, a long one in pieces.

    Parameters
    ----------
    request
        Whose it is; where the client leaves, the work on it ends.
    answer
        What is sent; it is closed.
    content_type
        Of the answer.

    Raises
    ------
    AftershockError
        If it was cut before much of it was there. Later, the connection is cut, too.
    """
    headers = {"Content-Type": content_type}
    watcher = asyncio.create_task(_watch(request, answer))
    try:
        whole = await to_thread.run_sync(answer.begun, _SHORT, abandon_on_cancel=True)
        if not whole:
            return StreamingResponse(_sent(answer), headers=headers)
        content = b"".join(iter(answer.piece, b""))
    except BaseException:
        answer.close()
        raise
    finally:
        watcher.cancel()
    answer.close()
    return Response(content, headers=headers)


async def _watch(request: Request, answer: Pieces) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(_POLL_SECONDS)
    answer.close()


async def _sent(answer: Pieces) -> AsyncIterator[bytes]:
    try:
        while piece := await to_thread.run_sync(answer.piece, abandon_on_cancel=True):
            yield piece
    finally:
        answer.close()
