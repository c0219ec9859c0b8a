"""One revision for what belongs together: all that is looked at for one request, whatever is written meanwhile."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["look_anew", "looked_at", "together"]

_LOOKED: ContextVar[dict[object, Any] | None] = ContextVar("aftershock-looked", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Let all that is looked at in a ``with`` be of one revision: the newest when it is first looked at.

    Threads and tasks that are started inside belong to it, and so does a ``with`` of the same kind inside. What is
    written inside is seen from there on.

    Examples
    --------
    >>> with together():
    ...     looked_at()
    {}
    """
    if _LOOKED.get() is not None:
        yield
        return
    token = _LOOKED.set({})
    try:
        yield
    finally:
        _LOOKED.reset(token)


def looked_at() -> dict[object, Any] | None:
    """Give what was looked at already, by who looked; ``None`` where nothing belongs together."""
    return _LOOKED.get()


def look_anew() -> None:
    """Forget what was looked at: something was written."""
    looked = _LOOKED.get()
    if looked is not None:
        looked.clear()
