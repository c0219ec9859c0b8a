"""Hands out the kernels compiled, compiles them once, and keeps the compiled code on disk where it may.

Numba is imported here, when kernels are first asked for, and nowhere else. Compiled code is looked for, in this order,
in

1. the directory that the environment names in ``NUMBA_CACHE_DIR``, as for every user of Numba;
2. the directory given to `configure_cache`;
3. ``aftershock/kernels`` in the user's cache directory.

Compiled code that is read is code that is run: a directory of the second or third kind is used only if it belongs to
this user and nobody else may write to it. Where no directory will do (a read-only system, say), each process compiles
anew what it uses: a second or two for reach, some ten for all of it on a busy machine.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftershock.cascade.signatures import FAMILIES, declared, kernel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Kernels", "configure_cache", "kernels", "warm"]

_LOG = logging.getLogger(__name__)


class Kernels:
    """The inner loops of the cascade, each made when it is first used; any thread may call, they release the GIL.

    Parameters
    ----------
    make
        Gives a kernel ready to be called, from its plain function and its types as `aftershock.cascade.signatures` has
        them. Left out, it is the plain function.

    Examples
    --------
    >>> Kernels().counting_pass.__module__
    'aftershock.cascade.kernels'
    """

    counting_pass: Callable[..., None]
    fall: Callable[..., tuple[int, int]]
    gather: Callable[..., int]
    sweep: Callable[..., tuple[int, int, int]]
    classify: Callable[..., int]
    fold: Callable[..., int]
    rise: Callable[..., None]
    flood: Callable[..., int]
    condense: Callable[..., int]
    play: Callable[..., int]
    tally: Callable[..., None]
    bound: Callable[..., None]
    close: Callable[..., None]
    weigh: Callable[..., None]
    tell_apart: Callable[..., None]
    limits: Callable[..., None]
    ancestors: Callable[..., None]
    walk: Callable[..., int]
    turn: Callable[..., None]
    dominate: Callable[..., None]

    def __init__(self, make: Callable[[Callable[..., Any], str], Callable[..., Any]] | None = None) -> None:
        self._make = make
        self._locks = {function.__name__: threading.Lock() for family in FAMILIES.values() for function in family}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Make a kernel: this is asked once for each."""
        function, types = kernel(name)
        with self._locks[name]:
            if name not in vars(self):
                setattr(self, name, function if self._make is None else self._make(function, types))
        found: Callable[..., Any] = vars(self)[name]
        return found

    def make(self, *families: str) -> None:
        """Make all kernels of some families, or of all in their order if none is named."""
        for family in families or FAMILIES:
            for function in FAMILIES[family]:
                getattr(self, function.__name__)


class _Workshop:
    """Holds where compiled code is kept, and the kernels of this process."""

    def __init__(self) -> None:
        self.kernels = Kernels(self._compile)
        self._directory: Path | None = None
        self._lock = threading.Lock()

    def use(self, directory: Path) -> None:
        with self._lock:
            self._directory = directory

    def _compile(self, function: Callable[..., Any], types: str) -> Callable[..., Any]:
        import numba

        with self._lock, _cache_directory(self._directory) as usable:
            made = _prepared(numba.njit(nogil=True, cache=True) if usable else None, function)
        if made is not None:
            try:
                return _finished(made, types)
            except _UNREADABLE as problem:
                _warn(problem)
        return _finished(numba.njit(nogil=True)(function), types)


_WORKSHOP = _Workshop()

_UNREADABLE = (OSError, RuntimeError, EOFError, ValueError, pickle.UnpicklingError)


def configure_cache(directory: str | os.PathLike[str]) -> None:
    """Name the directory in which compiled kernels are kept.

    Parameters
    ----------
    directory
        Made with its parents when a kernel is first compiled, readable by this user alone. Where the environment sets
        ``NUMBA_CACHE_DIR``, that wins. A process goes on with the kernels that it has made already.
    """
    _WORKSHOP.use(Path(directory))


def kernels() -> Kernels:
    """Give the kernels; each is loaded or compiled when it is first used, and Numba imported with the first.

    Returns
    -------
    Kernels
        The same object at every call.

    Notes
    -----
    Any number of threads may use them: one makes a kernel, those that need the same wait for it. With
    ``NUMBA_DISABLE_JIT=1`` in the environment they are the plain functions.
    """
    return _WORKSHOP.kernels


def warm(*families: str) -> threading.Thread:
    """Load or compile kernels in the background.

    Parameters
    ----------
    families
        Names in `aftershock.cascade.signatures.FAMILIES`; all of them, reach first, if none is named.

    Returns
    -------
    threading.Thread
        The thread that does it, started; it ends by itself and holds no process open.
    """
    made = kernels()
    thread = threading.Thread(target=lambda: made.make(*families), name="aftershock-kernels", daemon=True)
    thread.start()
    return thread


def _prepared(njit: Callable[[Callable[..., Any]], Any] | None, function: Callable[..., Any]) -> Any:
    """Give the function a place to keep its compiled code in, if it can be."""
    if njit is None:
        return None
    try:
        return njit(function)
    except _UNREADABLE as problem:
        _warn(problem)
        return None


def _finished(made: Any, types: str) -> Callable[..., Any]:
    """Compile for the declared types and no others; with the compiler switched off there is nothing to do."""
    from numba import types as numba_types

    if hasattr(made, "disable_compile"):
        made.compile(declared(types, numba_types))
        made.disable_compile()
    found: Callable[..., Any] = made
    return found


def _warn(problem: Exception) -> None:
    _LOG.warning("compiled kernels cannot be kept or read, so this process compiles its own: %s", problem)


@contextlib.contextmanager
def _cache_directory(configured: Path | None) -> Iterator[bool]:
    """Point Numba at the directory while kernels are made; give whether there is one."""
    import numba

    config: Any = numba.config
    before = config.CACHE_DIR
    if before:
        yield True
        return
    candidates = [configured] if configured is not None else []
    chosen = next((place for place in (*candidates, _user_directory()) if _private(place)), None)
    if chosen is None:
        yield False
        return
    config.CACHE_DIR = str(chosen)
    try:
        yield True
    finally:
        config.CACHE_DIR = before


def _user_directory() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("aftershock", appauthor=False) / "kernels"


def _private(directory: Path) -> bool:
    """Make the directory if need be; tell whether it is ours alone to write to."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = directory.stat()
    except OSError:
        return False
    mine = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    return mine and not found.st_mode & 0o022 and os.access(directory, os.W_OK | os.X_OK)
