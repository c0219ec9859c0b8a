"""How bytes become requests: uvicorn's protocol on llhttp, with an end to what a request may be besides its body."""

from __future__ import annotations

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

    llhttp itself has no limit: a header without an end, or trailers without an end, would fill the memory.
    """

    _begun = False
    _body = 0
    """Bytes of the body that came with what is being read."""
    _beside = 0
    """Bytes of this request, since bytes of its body came last, that are none."""

    def on_message_begin(self) -> None:
        """Begin to count."""
        self._begun, self._beside = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin to answer; the parser of addresses takes none of 64 KB, and a query may be longer."""
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
        self._begun = False
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Read on, and end the connection where it is too much."""
        goes_on, self._body = self._begun, 0  # what came with the beginning of a request is let pass
        super().data_received(data)
        most = self.config.h11_max_incomplete_event_size
        if most is not None and goes_on and self._begun and not self.transport.is_closing():
            self._beside = max(0, self._beside + len(data) - _FRAMING * self._body)
            if self._beside > most:
                self.send_400_response("The address and headers of the request are too long.")
