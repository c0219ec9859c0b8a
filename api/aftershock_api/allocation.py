"""Keeps the memory of a process with many threads together, so that it goes back to the system once it is free."""

from __future__ import annotations

import ctypes
from typing import Final

__all__ = ["few_arenas"]

_ARENA_MAX: Final = -8  # M_ARENA_MAX of glibc's malloc.h
_ARENAS: Final = 2


def few_arenas() -> bool:
    """Let all threads share two arenas of the C library's allocator; by default each core brings eight.

    A thread that held a body of 40 MB leaves holes in an arena of its own, which stay until it asks again. See
    ``mallopt(3)``; libraries without it (musl) have one arena anyway.

    Returns
    -------
    bool
        Whether the library took it; glibc does.
    """
    change = getattr(ctypes.CDLL(None), "mallopt", None)
    return change is not None and change(_ARENA_MAX, _ARENAS) == 1
