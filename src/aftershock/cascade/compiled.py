"""Hands out the kernels compiled, compiles them once, and keeps the compiled code on disk where it may.

Numba is imported here, when kernels are first asked for, and nowhere else. Compiled code is looked for, in this order,
in

1. the directory that the environment names in ``NUMBA_CACHE_DIR``, as for every user of Numba;
2. the directory given to `configure_cache`;
3. ``aftershock/kernels`` in the user's cache directory.

Compiled code that is read is code that is run: a directory of the second or third kind is used only if it belongs to
this user and nobody else may write to it. Where no directory will do (a read-only system, say), each process compiles
anew: about a second.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import pickle
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftershock.cascade import bound_kernels as bounds
from aftershock.cascade import kernels as plain
from aftershock.cascade import world_kernels as worlds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Kernels", "configure_cache", "kernels", "warm"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kernels:
    """The inner loops of the cascade, ready to be called; any thread may, they release the GIL.

    Parameters
    ----------
    counting_pass, fall, gather
        See `aftershock.cascade.kernels`.
    condense, play, tally
        See `aftershock.cascade.world_kernels`.
    bound
        See `aftershock.cascade.bound_kernels`.
    """

    counting_pass: Callable[..., None] = plain.counting_pass
    fall: Callable[..., tuple[int, int]] = plain.fall
    gather: Callable[..., int] = plain.gather
    condense: Callable[..., int] = worlds.condense
    play: Callable[..., None] = worlds.play
    tally: Callable[..., None] = worlds.tally
    bound: Callable[..., None] = bounds.bound


class _Workshop:
    """Compiles once a process; the one place where that state lives, behind a lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._directory: Path | None = None
        self._made: Kernels | None = None

    def use(self, directory: Path) -> None:
        with self._lock:
            self._directory = directory

    def kernels(self) -> Kernels:
        if self._made is None:
            with self._lock:
                if self._made is None:
                    self._made = _compile(self._directory)
        return self._made


_WORKSHOP = _Workshop()


def configure_cache(directory: str | os.PathLike[str]) -> None:
    """Name the directory in which compiled kernels are kept.

    Parameters
    ----------
    directory
        Made with its parents when kernels are first compiled, readable by this user alone. Where the environment sets
        ``NUMBA_CACHE_DIR``, that wins. A process that has compiled its kernels already goes on with them.
    """
    _WORKSHOP.use(Path(directory))


def kernels() -> Kernels:
    """Give the compiled kernels; the first call in a process imports Numba and loads or compiles them.

    Returns
    -------
    Kernels
        The same object at every call.

    Notes
    -----
    Any number of threads may call: one compiles, the others wait for it. With ``NUMBA_DISABLE_JIT=1`` in the
    environment they are the plain functions.
    """
    return _WORKSHOP.kernels()


def warm() -> threading.Thread:
    """Load or compile the kernels in the background.

    Returns
    -------
    threading.Thread
        The thread that does it, started; it ends by itself and holds no process open.
    """
    thread = threading.Thread(target=kernels, name="aftershock-kernels", daemon=True)
    thread.start()
    return thread


def _compile(configured: Path | None) -> Kernels:
    import numba

    with _cache_directory(configured) as usable:
        if usable:
            try:
                return _jit(numba, functools.partial(numba.njit, nogil=True, cache=True))
            except (OSError, RuntimeError, EOFError, ValueError, pickle.UnpicklingError) as problem:
                _LOG.warning("compiled kernels cannot be kept or read, so this process compiles its own: %s", problem)
    return _jit(numba, functools.partial(numba.njit, nogil=True))


def _jit(numba: Any, njit: Callable[..., Callable[[Callable[..., Any]], Any]]) -> Kernels:
    """Compile every kernel for the one set of types it is called with, so that nothing is compiled later."""
    integer, size = numba.types.int32, numba.types.int64

    def read(kind: Any) -> Any:
        return numba.types.Array(kind, 1, "C", readonly=True)

    ints, shorts, bytes_ = read(integer), read(numba.types.uint16), read(numba.types.uint8)
    out, out_bytes = integer[::1], numba.types.uint8[::1]
    pair = numba.types.UniTuple(size, 2)
    word = numba.types.uint64
    words, table = read(word), numba.types.Array(word, 2, "C", readonly=True)
    reals, out_reals = read(numba.types.float64), numba.types.float64[::1]
    out_words, out_table, counts = word[::1], word[:, ::1], size[:, ::1]

    return Kernels(
        counting_pass=njit(numba.types.void(ints, out, ints, out))(plain.counting_pass),
        fall=njit(
            pair(
                *(ints, ints, shorts, bytes_, ints, ints, bytes_, ints, bytes_, ints, size, size),
                *(out, out, out, out, out_bytes, out),
            )
        )(plain.fall),
        gather=njit(size(ints, ints, ints, size, size, bytes_, out_bytes, out, out, out))(plain.gather),
        condense=njit(size(ints, ints, out, out, out, out, out, out))(worlds.condense),
        play=njit(
            numba.types.void(
                *(ints, ints, bytes_, ints, words, ints, ints, ints, ints, ints, table, ints, ints, ints),
                *(words, out_table, out_table, out_table, out_words),
            )
        )(worlds.play),
        bound=njit(
            numba.types.void(
                *(ints, ints, reals, ints, ints, ints, ints, ints, bytes_, ints, numba.types.boolean),
                *(out_reals, out_reals, out_reals),
            )
        )(bounds.bound),
        tally=njit(numba.types.void(out_table, ints, ints, ints, words, counts, counts, counts))(worlds.tally),
    )


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
