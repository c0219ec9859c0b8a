"""Hands a long answer on: taken from its worker as fast as that gives it, kept in a file, given as fast as it is taken.

So a slow client keeps no worker, and no more than a piece is in memory.
"""

from __future__ import annotations

import os
from contextvars import copy_context
from tempfile import TemporaryFile
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, Final

from aftershock.errors import AftershockError, StoreError, WorkerLostError
from aftershock.model.watch import watching

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from aftershock.isolation import Stream

__all__ = ["Relay"]

_PIECE: Final = 1 << 18


class Relay:
    r"""An answer that comes in parts; whoever is done with it closes it.

    Parameters
    ----------
    stream
        Gives it when it is entered; it is entered in another thread, at once.
    folder
        Where the file is made, which has no name.

    Examples
    --------
    >>> import tempfile
    >>> from aftershock.isolation import Pool
    >>> with Pool(1, waiting=0, memory=1 << 30) as pool, tempfile.TemporaryDirectory() as folder:
    ...     relay = Relay(pool.stream("aftershock.isolation.probe:echo", {"n": 1}, b"abc", deadline=5), folder)
    ...     whole = relay.begun(1_000)
    ...     relay.piece(), relay.piece(), whole, relay.header["n"]
    ...     relay.close()
    (b'abc', b'', True, 1)
    """

    def __init__(self, stream: AbstractContextManager[Stream], folder: Path | str) -> None:
        self.header: dict[str, Any] = {}
        self._stream, self._file = stream, TemporaryFile(dir=folder)  # noqa: SIM115 -- closed by whoever is done last
        self._state = Condition()
        self._there = self._taken = 0
        self._ended = self._left = False
        self._fault: AftershockError | None = None
        Thread(target=copy_context().run, args=(self._fill,), name="aftershock-relay", daemon=True).start()

    def begun(self, enough: int) -> bool:
        """Wait until so many bytes are there, or all of them.

        Returns
        -------
        bool
            Whether it is all, and no more than enough.

        Raises
        ------
        AftershockError
            If it was cut before.
        """
        with self._state:
            self._state.wait_for(lambda: self._ended or self._left or self._there > enough)
            if self._ended and self._fault is not None and self._there <= enough:
                raise self._fault
            return self._ended and self._there <= enough

    def piece(self) -> bytes:
        """Give what comes next; nothing at the end.

        Raises
        ------
        AftershockError
            If it was cut.
        """
        with self._state:
            self._state.wait_for(lambda: self._ended or self._left or self._there > self._taken)
            if self._left:
                return b""
            if self._taken == self._there and self._fault is not None:
                raise self._fault
            found = os.pread(self._file.fileno(), _PIECE, self._taken)
            self._taken += len(found)
            return found

    def close(self) -> None:
        """Take no more; a worker that is still at it is ended."""
        with self._state:
            if not self._left:
                self._left = True
                self._done_with()

    def _fill(self) -> None:
        fault: AftershockError | None = WorkerLostError("the answer was cut: a fault of ours, which the log describes")
        try:
            with watching(lambda: self._left), self._stream as answer:
                self.header = answer.header
                for part in answer.parts:
                    self._keep(part)
            fault = None
        except AftershockError as error:
            fault = error
        except OSError as error:
            fault = StoreError(f"an answer could not be kept: {error.strerror}")
        finally:
            with self._state:
                self._ended, self._fault = True, fault
                self._done_with()

    def _keep(self, part: bytes) -> None:
        view = memoryview(part)
        while view:
            written = os.pwrite(self._file.fileno(), view, self._there)
            view = view[written:]
            with self._state:
                self._there += written
                self._state.notify_all()

    def _done_with(self) -> None:
        if self._ended and self._left:
            self._file.close()
        self._state.notify_all()
