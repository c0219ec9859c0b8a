"""Workers that answer calls: warm, few, killable, each replaced as soon as it is lost."""

from __future__ import annotations

import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, Self

from aftershock.errors import BusyError, DeadlineError, WorkerLostError
from aftershock.isolation.process import Child, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from aftershock.isolation.sandbox import Sandbox

__all__ = ["Dedicated", "Pool", "PoolStatus", "Stream"]

_log = logging.getLogger("aftershock.isolation")


@dataclass(frozen=True, slots=True)
class PoolStatus:
    """What a pool is doing, and has done since it was made.

    Parameters
    ----------
    size
        How many workers it may have.
    idle, running, waiting
        Workers without work, calls at work, and calls that wait for a worker.
    started, killed, lost, retired, refused
        Workers started, ended at a deadline, that died, ended for the memory they kept; calls refused as too many.
    sandbox
        What a worker gave up; ``None`` before the first was ready.
    """

    size: int
    idle: int
    running: int
    waiting: int
    started: int
    killed: int
    lost: int
    retired: int
    refused: int
    sandbox: Sandbox | None


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer that comes in parts.

    Parameters
    ----------
    header
        What the task said first.
    parts
        Its bytes, as they come.
    """

    header: dict[str, Any]
    parts: Iterator[bytes]


@dataclass(slots=True, eq=False)
class _Waiter:
    """A call that waits for a worker."""

    served: Event = field(default_factory=Event)
    child: Child | None = None
    error: WorkerLostError | None = None


class Pool:
    """Workers that share a queue; safe to use from many threads.

    No worker is started before it is needed, or before `warm`. Calls are served in the order in which they came.

    Parameters
    ----------
    size
        How many calls may run at once.
    waiting
        How many more may wait.
    memory
        Address space of a worker, in bytes.
    packages
        Packages whose functions are tasks.
    preload
        Modules that a worker imports before its first call.
    file_bytes
        The largest file a worker may write; ``None`` for no limit.

    Examples
    --------
    >>> with Pool(1, waiting=0, memory=1 << 30) as pool:
    ...     header, payload = pool.run("aftershock.isolation.probe:echo", {"n": 1}, b"abc", deadline=5)
    >>> header["n"], payload
    (1, b'abc')
    """

    def __init__(
        self,
        size: int,
        *,
        waiting: int,
        memory: int,
        packages: tuple[str, ...] = ("aftershock",),
        preload: tuple[str, ...] = (),
        file_bytes: int | None = None,
    ) -> None:
        self._size, self._waiting = size, waiting
        self._recipe = Recipe(memory, packages, preload, file_bytes)
        self._lock = Lock()
        self._idle: list[Child] = []
        self._running: set[Child] = set()
        self._waiters: deque[_Waiter] = deque()
        self._coming = 0
        self._closed = False
        self._sandbox: Sandbox | None = None
        self._started = self._killed = self._lost = self._retired = self._refused = 0
        # One thread starts and buries all workers: they die with the thread that started them.
        self._keeper = ThreadPoolExecutor(1, "aftershock-keeper")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> Sandbox:
        """Start all workers, and wait until the first is ready.

        Returns
        -------
        Sandbox
            What a worker gave up.

        Raises
        ------
        WorkerLostError
            If it cannot be started.
        """
        with self._lock:
            if self._closed:
                raise WorkerLostError("the workers were ended; nothing more is taken")
            self._start(self._size - len(self._idle) - len(self._running) - self._coming)
            if self._sandbox is not None:  # known: whoever asks again need not wait for a worker
                return self._sandbox
        with self._borrowed(60.0, "the worker's start") as child:
            return child.ready()

    def run(
        self,
        task: str,
        header: dict[str, Any],
        payload: bytes = b"",
        *,
        deadline: float,
        what: str = "the work",
    ) -> tuple[dict[str, Any], bytes]:
        """Run a task in a worker.

        Parameters
        ----------
        task
            ``"package.module:function"``; the function takes a header and bytes, and gives a header and bytes, or a
            header and an iterator of bytes.
        header
            What JSON can hold.
        payload
            Bytes.
        deadline
            Seconds it may run. It may wait as long again for a worker.
        what
            What errors call the work, such as ``"the query"``.

        Returns
        -------
        dict, bytes
            What the task gave.

        Raises
        ------
        AftershockError
            What the task raised.
        DeadlineError
            If it ran longer; the worker was ended.
        WorkerLostError
            If the worker died.
        BusyError
            If too many wait, or no worker was free in time.
        """
        with self.stream(task, header, payload, deadline=deadline, what=what) as answer:
            parts = list(answer.parts)
        return answer.header, parts[0] if len(parts) == 1 else b"".join(parts)

    @contextmanager
    def stream(
        self,
        task: str,
        header: dict[str, Any],
        payload: bytes = b"",
        *,
        deadline: float,
        what: str = "the work",
    ) -> Iterator[Stream]:
        """Run a task in a worker, and take its answer as it comes; otherwise as `run`.

        The deadline holds for the whole answer. Whoever leaves before its end ends the worker.
        """
        with self._borrowed(deadline, what) as child:
            first = child.call(task, header, payload, deadline, what)
            parts = child.parts(deadline, what) if first.more else iter((first.payload,))
            yield Stream(first.header, parts)

    def status(self) -> PoolStatus:
        """Tell what the pool is doing."""
        with self._lock:
            return PoolStatus(
                self._size, len(self._idle), len(self._running), len(self._waiters), self._started, self._killed,
                self._lost, self._retired, self._refused, self._sandbox,
            )  # fmt: skip

    def close(self) -> None:
        """End all workers: those without work in peace, the others at once. Calls that wait fail."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            idle, self._idle = self._idle, []
            self._fail_waiters(WorkerLostError("the workers were ended; nothing more is taken"))
            for child in self._running:
                child.kill()
        for child in idle:
            self._keeper.submit(child.bury, 5.0)
        self._keeper.shutdown(wait=True)

    @contextmanager
    def _borrowed(self, patience: float, what: str) -> Iterator[Child]:
        child = self._take(patience, what)
        try:
            self._sandbox = child.ready()
            yield child
        except DeadlineError:
            with self._lock:
                self._killed += child.at_work
            raise
        except WorkerLostError:
            with self._lock:
                self._lost += child.at_work
            raise
        finally:
            self._give_back(child)

    def _take(self, patience: float, what: str) -> Child:
        with self._lock:
            if self._closed:
                raise WorkerLostError("the workers were ended; nothing more is taken")
            while self._idle:
                child = self._idle.pop()
                if child.is_alive():
                    self._running.add(child)
                    return child
                self._lost += 1
                self._keeper.submit(child.bury)
            if len(self._waiters) >= self._waiting + self._size - len(self._running):
                self._refused += 1
                raise BusyError(f"{self._size} are at work and {self._waiting} wait already; try again in a moment")
            waiter = _Waiter()
            self._waiters.append(waiter)
            missing = min(len(self._waiters), self._size - len(self._running)) - self._coming
            self._start(missing)
        if not waiter.served.wait(patience):
            with self._lock:
                if not waiter.served.is_set():
                    self._waiters.remove(waiter)
                    self._refused += 1
                    raise BusyError(f"{what} waited {patience:g} s and no worker was free; try again in a moment")
        if waiter.child is None:
            raise waiter.error or WorkerLostError("no worker could be started")
        return waiter.child

    def _give_back(self, child: Child) -> None:
        if child.at_work:
            child.kill()  # in the middle of something: at a deadline, left by its caller, or dead already
        with self._lock:
            self._running.discard(child)
            hoards = child.resident > self._recipe.memory // 2
            if not (child.at_work or self._closed or hoards):
                self._hand_over(child)
                return
            self._retired += hoards
            closed = self._closed
            if not closed:
                self._keeper.submit(child.bury, 5.0)
                self._start(1)
        if closed:
            child.bury(5.0)

    def _start(self, count: int) -> None:
        for _ in range(count):
            self._coming += 1
            self._keeper.submit(self._start_one)

    def _start_one(self) -> None:
        try:
            child = Child.start(self._recipe)
        except OSError as error:
            _log.error("no worker could be started: %s", error)
            with self._lock:
                self._coming -= 1
                self._fail_waiters(WorkerLostError(f"no worker could be started: {error.strerror}"))
            return
        with self._lock:
            self._coming -= 1
            self._started += 1
            if not self._closed:
                self._hand_over(child)
                return
        child.bury()

    def _hand_over(self, child: Child) -> None:
        if not self._waiters:
            self._idle.append(child)
            return
        waiter = self._waiters.popleft()
        self._running.add(child)
        waiter.child = child
        waiter.served.set()

    def _fail_waiters(self, error: WorkerLostError) -> None:
        while self._waiters:
            waiter = self._waiters.popleft()
            waiter.error = error
            waiter.served.set()


class Dedicated(Pool):
    """One worker that does everything in turn, such as the only one that writes to a store.

    Parameters
    ----------
    memory
        Its address space, in bytes.
    waiting
        How many calls may wait.
    packages, preload
        As for `Pool`.
    """

    def __init__(
        self,
        *,
        memory: int,
        waiting: int = 64,
        packages: tuple[str, ...] = ("aftershock",),
        preload: tuple[str, ...] = (),
    ) -> None:
        super().__init__(1, waiting=waiting, memory=memory, packages=packages, preload=preload)
