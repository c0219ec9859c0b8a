"""How bytes become requests: uvicorn's protocol on llhttp, with an end to what a request may be besides its body.

And an end to waiting: for a client that does not say what it began to say, or does not take what it asked for.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from aftershock_api.settings import Settings

__all__ = ["Bounded", "configured"]

_FRAMING: Final = 16
"""Bytes that may come with each byte of a body: a chunk of one byte, its length and ends of lines (RFC 9112, 7.1)."""

_ADDRESS: Final = 65_535
"""The longest address that llhttp's parser of addresses takes, in bytes."""

_CLOSING_SECONDS: Final = 1
"""How long a client without a request may keep its connection once nothing runs any more."""


_LOOK_SECONDS = 20.0
"""How often it is looked whether a client moves."""

_PATIENCE: Final = 3
"""Looks in a row at which it did not, after which its connection ends."""

_LEAST: Final = 1_000
"""Bytes of a body that come between two looks, if the client moves."""

_log = logging.getLogger("aftershock.service")


def configured(app: ASGIApp, settings: Settings, **others: Any) -> uvicorn.Config:
    """Configure the server.

    Parameters
    ----------
    app
        What answers.
    settings
        Of the service; a query may stand in an address, with percent signs.
    **others
        Of `uvicorn.Config`.
    """
    return uvicorn.Config(
        app,
        **{
            "http": Bounded,
            "ws": "none",
            "loop": "uvloop",
            "log_config": None,
            "access_log": False,
            "server_header": False,
            "date_header": True,
            "h11_max_incomplete_event_size": 4 * settings.query_bytes + 65_536,
            "timeout_graceful_shutdown": _CLOSING_SECONDS,
            "lifespan": "off",
            **others,
        },
    )


class Bounded(HttpToolsProtocol):
    """Refuses a request whose address, headers, trailers and framing are longer than the configuration allows.

    llhttp itself has no limit: a header without an end, or trailers without an end, would fill the memory. Nor has it a
    clock: connections on which nothing moves would be held, and with them answers, until there are no more to be had.
    """

    _begun = False
    _body = 0
    """Bytes of the body that came with what is being read."""
    _beside = 0
    """Bytes of this request, since bytes of its body came last, that are none."""
    _asked = False
    """Whether there was a request."""
    _in_head = True
    _came = 0
    """Bytes that came since the last look."""
    _unsent = 0
    """Bytes that waited to be sent at the last look."""
    _sent_some = False
    _still = 0
    """Looks in a row at which nothing moved."""
    _next_look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn declares it
        """Begin to look."""
        super().connection_made(transport)
        self._next_look = self.loop.call_later(_LOOK_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._next_look is not None:
            self._next_look.cancel()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """Notice that the client takes what was waiting for it."""
        self._sent_some = True
        super().resume_writing()

    def _look(self) -> None:
        """End the connection of a client that has not moved for a while, neither sending nor taking."""
        unsent = self.transport.get_write_buffer_size()
        takes = unsent == 0 or unsent < self._unsent or self._sent_some
        ours = self._asked and not self._begun and not self.cycle.response_complete
        sends = ours or self.flow.read_paused or (not self._in_head and self._came >= _LEAST)
        self._still = 0 if takes and sends else self._still + 1
        self._unsent, self._sent_some, self._came = unsent, False, 0
        if self._still < _PATIENCE:
            self._next_look = self.loop.call_later(_LOOK_SECONDS, self._look)
            return
        _log.info("a client neither sends nor takes on; its connection is ended")
        self.transport.abort()

    def on_message_begin(self) -> None:
        """Begin to count."""
        self._begun, self._in_head, self._beside = True, True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin to answer; the parser of addresses takes none of 64 KB, and a query may be longer."""
        self._in_head, self._asked = False, True
        path, mark, query = self.url.partition(b"?")
        long = mark and len(self.url) > _ADDRESS
        if long:
            self.url = path
        super().on_headers_complete()
        if long:  # what answers has been given the scope, and runs only after this
            self.scope["query_string"] = query.partition(b"#")[0]

    def on_body(self, body: bytes) -> None:
        """Count a part of the body as such."""
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Count no more."""
        self._begun, self._in_head = False, True
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Read on, and end the connection where it is too much."""
        self._came += len(data)
        goes_on, self._body = self._begun, 0  # what came with the beginning of a request is let pass
        super().data_received(data)
        most = self.config.h11_max_incomplete_event_size
        if most is not None and goes_on and self._begun and not self.transport.is_closing():
            self._beside = max(0, self._beside + len(data) - _FRAMING * self._body)
            if self._beside > most:
                self.send_400_response("The address and headers of the request are too long.")
