"""Who asks: so that one who asks much waits behind himself, and not others behind him."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["caller", "calling"]

_CALLER: ContextVar[str] = ContextVar("aftershock-caller", default="")


def caller() -> str:
    """Give who asks in this thread or task; empty for the process itself."""
    return _CALLER.get()


@contextmanager
def calling(name: str) -> Iterator[None]:
    """Ask on somebody's behalf for as long as a ``with`` lasts.

    Parameters
    ----------
    name
        What tells callers apart, such as an address.

    Examples
    --------
    >>> with calling("127.0.0.2"):
    ...     caller()
    '127.0.0.2'
    """
    token = _CALLER.set(name)
    try:
        yield
    finally:
        _CALLER.reset(token)
