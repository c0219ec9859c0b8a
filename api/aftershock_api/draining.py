"""How the service ends: readiness says no, what runs is answered, nothing new is taken, and then it is over.

::

    signal ─► ending: /readyz says 503, new requests get 503 ─► nothing runs and the notice is over ─► the socket closes
                                                                                                            │
           three quarters of the time are over ─► workers are ended, what they ran is answered by 503 ──────┤
                                                                                    time is over ─► exit 1  ▼
    second signal ─► exit at once (128 and its number), workers with it                              exit 0
"""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Thread, Timer
from time import monotonic
from typing import TYPE_CHECKING, Final, Literal, Self

import uvicorn

from aftershock_api.life import Life

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["Draining", "LastResort"]

_HURRY: Final = 0.75
"""The part of the time after which the workers are ended."""

_CLOSING: Final = 3.0
"""Seconds that are left for the answers then, and for all that has to be closed; if the time is that long."""

_log = logging.getLogger("aftershock.service")


class LastResort:
    """Ends the process by force where it has not ended in time; entered before all that has to be closed.

    Parameters
    ----------
    seconds
        From `begin` on.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._timer: Timer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def begin(self, since: float) -> None:
        """Let the time run; it began so many seconds ago."""
        self._timer = Timer(max(0.0, self.seconds - since), _give_up)
        self._timer.daemon = True
        self._timer.start()


class Draining(uvicorn.Server):
    """A server that ends in order when it is told to.

    Parameters
    ----------
    config
        Of the server.
    life
        Told that the service ends; tells how many requests are at work.
    last_resort
        After whose seconds the process is gone, whatever runs.
    notice
        Seconds for which a service without work still says that it is not ready, for a proxy to see it.
    started
        Called once it answers.
    hurry
        Ends the work of all workers; called where the time is nearly over, in a thread of its own.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        life: Life,
        last_resort: LastResort,
        *,
        notice: float,
        started: Callable[[], None],
        hurry: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self.life, self.last_resort = life, last_resort
        whole = last_resort.seconds
        self.hurry_after = max((1 - _HURRY) * whole, min(_HURRY * whole, whole - _CLOSING))
        self.notice = min(notice, self.hurry_after)
        self._when_started, self._hurry = started, hurry
        self._told_at: float | None = None
        self._phase: Literal["serving", "ending", "hurrying"] = "serving"

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer until told to end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.handle_exit)  # a second one counts even while the workers are being ended
        super().run(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._when_started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end at the first signal; end at the second."""
        del frame
        if self._told_at is not None:
            _exit_now(128 + sig)
        self._told_at = monotonic()
        self.life.ending = True

    async def on_tick(self, counter: int) -> bool:
        """Look, ten times a second, whether it is time to close."""
        if self._told_at is not None:
            self._end(monotonic() - self._told_at)
        return await super().on_tick(counter)

    def _end(self, since: float) -> None:
        facts = {"facts": {"running": self.life.running}}
        if self._phase == "serving":
            self._phase = "ending"
            self.last_resort.begin(since)
            _log.info("told to end; what runs is finished", extra=facts)
        if self._phase == "ending" and since >= self.hurry_after:
            self._phase = "hurrying"
            _log.warning("the time is nearly over; workers are ended", extra=facts)
            Thread(target=self._hurry, name="aftershock-hurry", daemon=True).start()
        self.should_exit = self.life.running == 0 and since >= self.notice


def _give_up() -> None:
    _log.error("the time is over; what runs is cut off")
    _exit_now(1)


def _exit_now(status: int) -> None:
    for handler in logging.getLogger().handlers:
        with suppress(OSError, ValueError):  # nobody reads it any more
            handler.flush()
    os._exit(status)  # workers die with the process (PR_SET_PDEATHSIG)
