"""Ctrl-C while modules load: nothing has begun, so that the process ends at once."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["quitting"]

_INTERRUPTED = 130


@contextmanager
def quitting() -> Iterator[None]:
    """While this lasts, an interrupt ends the process with 130 and one line.

    An exception in the middle of an import may be swallowed there, or come out as another one. Where somebody else
    minds interrupts, or in another thread than the first, nothing is changed.
    """
    ours = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGINT)
    if not ours or before is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, _quit)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _quit(*_: object) -> None:
    os.write(2, b"aftershock: interrupted\n")
    os._exit(_INTERRUPTED)
