"""One worker as its parent sees it: started, called, ended, and what is to be said when it dies."""

from __future__ import annotations

import fcntl
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from aftershock.errors import CancelledError, DeadlineError, WorkerLostError
from aftershock.isolation.frames import Frame, FrameError, Incoming, pack, raised, unpack
from aftershock.isolation.sandbox import Sandbox
from aftershock.isolation.worker import Plan
from aftershock.model.watch import watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["POLL_S", "Child", "Recipe"]

POLL_S: Final = 0.25
"""How often it is asked whether anybody still waits, in seconds."""

_log = logging.getLogger("aftershock.isolation")

_KEPT: Final = ("PATH", "HOME", "LANG", "TZ", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_KEPT_PREFIXES: Final = ("LC_", "PYTHON", "NUMBA_", "XDG_", "COVERAGE_")
_OURS: Final = {
    "MALLOC_ARENA_MAX": "1",  # or each thread reserves 64 MB of address space, and the limit counts reservations
    "OPENBLAS_NUM_THREADS": "1",  # the same
    "OMP_NUM_THREADS": "1",
}
_START: Final = "import sys; from aftershock.isolation.worker import main; main(sys.argv[1:])"
_START_S: Final = 60.0
_MEMORY_SIGNS: Final = (
    b"memory allocation of",
    b"MemoryError",
    b"bad_alloc",
    b"Cannot allocate memory",
    b"Resource temporarily unavailable",
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make a worker.

    Parameters
    ----------
    memory
        Bytes of address space.
    packages
        Packages whose functions are tasks.
    preload
        Modules that it imports before its first call.
    file_bytes
        The largest file it may write; ``None`` for no limit.
    answer_bytes
        The largest answer taken from it.
    """

    memory: int
    packages: tuple[str, ...] = ("aftershock",)
    preload: tuple[str, ...] = ()
    file_bytes: int | None = None
    answer_bytes: int = 4 << 30


@dataclass(slots=True, eq=False)
class Child:
    """A worker that runs.

    Made by `Child.start`, which must be called in a thread that lives as long as the worker: the system ends a worker
    with the *thread* that started it (prctl(2), ``PR_SET_PDEATHSIG``).

    Parameters
    ----------
    recipe
        How it was made.
    process, channel, spoken
        It, the parent's end of the pipe, and the file that takes its standard error.
    sandbox
        What it gave up; ``None`` before it is ready.
    resident
        Bytes of memory it held after its last answer.
    at_work
        Whether it is in the middle of something (its start, or an answer), and so of no use to anybody else.
    """

    recipe: Recipe
    process: subprocess.Popen[bytes]
    channel: socket.socket
    spoken: int
    sandbox: Sandbox | None = None
    resident: int = 0
    at_work: bool = True
    _deadline_at: float = 0.0
    _incoming: Incoming = field(init=False)

    def __post_init__(self) -> None:
        self._incoming = Incoming(self._receive_into)

    @classmethod
    def start(cls, recipe: Recipe) -> Child:
        """Start a worker; it is of use at once, and answers when it is ready.

        Raises
        ------
        OSError
            If the system cannot start one.
        """
        ours, theirs = socket.socketpair()
        spoken = os.memfd_create("aftershock-worker-stderr", os.MFD_CLOEXEC)
        with theirs:
            fcntl.fcntl(spoken, fcntl.F_SETFL, os.O_APPEND)  # it is emptied from time to time
            plan = Plan(theirs.fileno(), os.getpid(), recipe.memory, recipe.packages, recipe.preload, recipe.file_bytes)
            command = [sys.executable, "-P", "-c", _START, plan.as_text()]
            process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                command,
                stdin=subprocess.DEVNULL,
                stdout=spoken,
                stderr=spoken,
                pass_fds=(theirs.fileno(),),
                env=_environment(os.environ),
                process_group=0,  # Ctrl-C in a terminal is the parent's to answer
            )
        return cls(recipe, process, ours, spoken)

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def is_ready(self) -> bool:
        """Whether it has started; `ready` would not wait then."""
        if self.sandbox is not None:
            return True
        said = select.poll()  # not select(2), which knows no file number above 1,023
        said.register(self.channel, select.POLLIN)
        return bool(said.poll(0))

    def ready_by(self, until: float) -> bool:
        """Wait until it is ready, no longer than to a time (of `time.monotonic`), or until nobody waits any more.

        Returns
        -------
        bool
            Whether it is ready, or has died: `ready` would not wait.
        """
        gone = watch().left
        said = select.poll()
        said.register(self.channel, select.POLLIN)
        while self.sandbox is None and not said.poll(max(0.0, 1000 * min(until - time.monotonic(), POLL_S))):
            if time.monotonic() >= until or (gone is not None and gone()):
                return False
        return True

    def ready(self) -> Sandbox:
        """Wait until it is ready.

        Returns
        -------
        Sandbox
            What it gave up.

        Raises
        ------
        WorkerLostError
            If it dies instead.
        """
        if self.sandbox is None:
            self._deadline_at = time.monotonic() + _START_S
            try:
                self.sandbox = Sandbox.from_json(self._receive("a worker's start").header)
                self.at_work = False
            except TimeoutError as error:
                raise WorkerLostError(f"a worker was not ready within {_START_S:g} s") from error
        return self.sandbox

    def call(
        self, task: str, header: dict[str, Any], payload: bytes, deadline: float, what: str, begun: float | None = None
    ) -> Frame:
        """Give it work, and take the first frame of its answer.

        Parameters
        ----------
        task
            ``"package.module:function"``.
        header, payload
            What the function gets.
        deadline
            In seconds; it holds for the parts of the answer too.
        what
            What errors call the work.
        begun
            Since when (`time.monotonic`); now where it is left out.

        Raises
        ------
        AftershockError
            What the task raised.
        DeadlineError
            If it runs longer.
        WorkerLostError
            If the worker dies.
        CancelledError
            If nobody waits for it any more.
        """
        self.ready()
        self._deadline_at = (time.monotonic() if begun is None else begun) + deadline
        self.at_work = True
        try:
            for piece in pack(Frame("call", header, payload, task)):
                self.channel.settimeout(self._left())
                self.channel.sendall(piece)
            return self._answered(self._receive(what))
        except TimeoutError as error:
            raise DeadlineError(what, deadline) from error
        except ConnectionError as error:
            raise self._lost(what) from error

    def parts(self, deadline: float, what: str) -> Iterator[bytes]:
        """Give the further parts of the answer to the last call, as they come.

        Raises
        ------
        AftershockError
            As `call`.
        """
        while True:
            try:
                frame = self._answered(self._receive(what))
            except TimeoutError as error:
                raise DeadlineError(what, deadline) from error
            if frame.kind == "end":
                return
            yield frame.payload

    def kill(self) -> None:
        """End it at once; `bury` is still to be called."""
        with suppress(ProcessLookupError):
            self.process.kill()

    def bury(self, grace: float = 0.0) -> None:
        """Hang up, wait for its end (`grace` seconds before it is killed) and let go of what it held; only once."""
        self.channel.close()
        try:
            self.process.wait(grace)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()
        self._report()
        os.close(self.spoken)

    def _receive(self, what: str) -> Frame:
        try:
            frame = unpack(self._incoming.read, self.recipe.answer_bytes)
        except ConnectionError as error:
            if isinstance(error, FrameError):
                _log.warning("a worker sent what is no frame: %s", error)
                self.kill()
            raise self._lost(what) from error
        if frame is None:
            raise self._lost(what)
        return frame

    def _answered(self, frame: Frame) -> Frame:
        if frame.more or frame.kind == "part":
            return frame
        self.at_work = False
        self._report()
        if frame.kind == "error":
            raise raised(frame)
        self.resident = frame.resident
        return frame

    def _receive_into(self, view: memoryview) -> int:
        gone = watch().left
        while True:
            left = self._left()
            self.channel.settimeout(left if gone is None else min(left, POLL_S))
            try:
                return self.channel.recv_into(view)
            except TimeoutError:
                if gone is not None and gone():
                    raise CancelledError("calls", 0, 1) from None

    def _left(self) -> float:
        left = self._deadline_at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _lost(self, what: str) -> WorkerLostError:
        try:
            code = self.process.wait(2.0)
        except subprocess.TimeoutExpired:
            self.kill()
            code = self.process.wait()
        last_words = self._report()
        return WorkerLostError(f"{what} was lost with its worker: {_cause(code, last_words, self.recipe.memory)}")

    def _report(self) -> bytes:
        size = os.fstat(self.spoken).st_size
        if size == 0:
            return b""
        said = os.pread(self.spoken, 8192, max(0, size - 8192))
        os.ftruncate(self.spoken, 0)
        _log.warning("worker %d said: %s", self.process.pid, said.decode("utf-8", "replace").strip())
        return said


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Leave out what a worker does not need, tokens above all."""
    kept = {name: value for name, value in given.items() if name in _KEPT or name.startswith(_KEPT_PREFIXES)}
    return {**kept, **_OURS}


def _cause(code: int, last_words: bytes, memory: int) -> str:
    if any(sign in last_words for sign in _MEMORY_SIGNS):
        return f"it needed more than {memory // (1 << 20):,} MB of memory"
    if code == -signal.SIGSEGV:
        return "an engine crashed on it (SIGSEGV)"
    if code == -signal.SIGKILL:
        return "something else ended it (SIGKILL), perhaps the system for want of memory"
    if code < 0:
        return f"an engine gave up on it ({signal.Signals(-code).name})"
    return "a fault of ours, which the log describes"
