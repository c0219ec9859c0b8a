"""Whether somebody still waits for an answer, and how far the work has come."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Progress = Callable[[str, int, int], None]

__all__ = ["NOBODY", "Watch", "watch", "watching"]


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody who waits; work asks it between its parts.

    Parameters
    ----------
    left
        Tells whether whoever waited has left; ``None`` for somebody who never does.
    told
        Is told what is done, how much of it, and how much there is in all; it must be quick.
    """

    left: Callable[[], bool] | None = None
    told: Progress | None = None

    def step(self, what: str, done: int, total: int) -> None:
        """Say how far the work has come, between two parts of it.

        Parameters
        ----------
        what
            In a few words: ``"worlds"``.
        done, total
            Parts, with ``0 <= done <= total``; 0 of something begins it.

        Raises
        ------
        CancelledError
            If nobody waits for it any more.
        """
        if self.left is not None and self.left():
            raise CancelledError(what, done, total)
        if self.told is not None:
            self.told(what, done, total)


NOBODY: Final = Watch()
"""Nobody watches: work goes on to its end."""

_CURRENT: ContextVar[Watch] = ContextVar("aftershock-watch", default=NOBODY)


def watch() -> Watch:
    """Give who watches this thread; hand it on to threads that the work starts."""
    return _CURRENT.get()


@contextmanager
def watching(left: Callable[[], bool] | None = None, told: Progress | None = None) -> Iterator[Watch]:
    """Watch what this thread computes for as long as a ``with`` lasts.

    Parameters
    ----------
    left, told
        As of `Watch`.

    Examples
    --------
    >>> with watching(told=print):
    ...     watch().step("worlds", 64, 4096)
    worlds 64 4096
    """
    watcher = Watch(left, told)
    token = _CURRENT.set(watcher)
    try:
        yield watcher
    finally:
        _CURRENT.reset(token)
