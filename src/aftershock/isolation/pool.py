"""Workers that answer calls: warm, few, killable, each replaced as soon as it is lost."""

from __future__ import annotations

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Self

from aftershock.errors import BusyError, CancelledError, DeadlineError, WorkerLostError
from aftershock.isolation.process import POLL_S, Child, Recipe
from aftershock.isolation.queue import Queue, Waiter
from aftershock.isolation.status import PoolStatus, Stream
from aftershock.model.caller import caller
from aftershock.model.watch import watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from aftershock.isolation.sandbox import Sandbox

__all__ = ["Pool"]

_STARTING_S: Final = 0.02

_log = logging.getLogger("aftershock.isolation")


class Pool:
    """Workers that share a queue; safe to use from many threads.

    No worker is started before it is needed, or before `warm`; a call is given to whichever is free first, one that has
    been at work or one that has started. Calls of one caller (`aftershock.model.caller`) are served in the order in
    which they came, callers in turn. A caller of whom nothing is at work finds `spare` workers more than the others, so
    that nobody is kept waiting by another's long queries; and where the queue is full, the last call of whoever has
    most of it makes room. A call that nobody waits for (`aftershock.model.watch`) is ended.

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
    spare
        How many workers more there may be for callers of whom nothing is at work.

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
        spare: int = 0,
    ) -> None:
        self._size, self._waiting, self._spare = size, waiting, spare
        self._recipe = Recipe(memory, packages, preload, file_bytes)
        self._lock = Lock()
        self._idle: list[Child] = []
        self._running: dict[Child, str] = {}
        self._waiters = Queue()
        self._coming = 0
        self._wanted = 0  # how many workers there are to be, now that so many were needed
        self._closed = False
        self._sandbox: Sandbox | None = None
        self._started = self._killed = self._lost = self._retired = self._refused = self._left = 0
        # One thread starts all workers: they die with the thread that started them. Another buries them: the end of a
        # large one takes its time, and no start waits for it.
        self._keeper = ThreadPoolExecutor(1, "aftershock-keeper")
        self._undertaker = ThreadPoolExecutor(1, "aftershock-undertaker")

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
            self._want(self._size + self._spare)
            if self._sandbox is not None:  # known: whoever asks again need not wait for a worker
                return self._sandbox
        with self._borrowed(60.0, "the worker's start") as (child, _):
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
            Seconds it may run, with the start of a worker where there is none. It may wait as long again behind others.
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
        with self._borrowed(deadline, what) as (child, begun):
            first = child.call(task, header, payload, deadline, what, begun)
            parts = child.parts(deadline, what) if first.more else iter((first.payload,))
            yield Stream(first.header, parts)

    def status(self) -> PoolStatus:
        """Tell what the pool is doing."""
        with self._lock:
            return PoolStatus(
                self._size, len(self._idle), len(self._running), len(self._waiters), self._started, self._killed,
                self._lost, self._retired, self._refused, self._sandbox, self._left,
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
            self._undertaker.submit(child.bury, 5.0)
        self._undertaker.shutdown(wait=True)
        self._keeper.shutdown(wait=True)

    @contextmanager
    def _borrowed(self, patience: float, what: str) -> Iterator[tuple[Child, float]]:
        child, begun = self._take(patience, what)
        if not child.ready_by(begun + patience):
            raise self._unready(child, patience, what)
        try:
            self._sandbox = child.ready()
            yield child, begun
        except (DeadlineError, WorkerLostError, CancelledError) as error:
            with self._lock:
                self._killed += child.at_work and isinstance(error, DeadlineError)
                self._lost += child.at_work and isinstance(error, WorkerLostError)
                self._left += child.at_work and isinstance(error, CancelledError)
            raise
        finally:
            self._give_back(child)

    def _unready(self, child: Child, patience: float, what: str) -> BusyError | CancelledError:
        """Leave a worker that still starts to the next, and say why."""
        gone = watch().left
        late = gone is None or not gone()
        with self._lock:
            self._refused += late
            self._left += not late
            self._running.pop(child, None)
            self._idle.append(child)
            self._serve()
        return _nobody_free(what, patience) if late else CancelledError("calls", 0, 1)

    def _take(self, patience: float, what: str) -> tuple[Child, float]:
        who, now = caller(), monotonic()
        with self._lock:
            if self._closed:
                raise WorkerLostError("the workers were ended; nothing more is taken")
            child = self._pick(who)
            if child is None:
                waiter = Waiter(who, begun=now if self._room(who) > len(self._waiters) else None)
                self._admit(waiter)
            else:
                self._running[child] = who
            needed = len(self._running) + len(self._waiters)
            self._want(needed + self._spare if who else min(needed, self._size))
        if child is not None:
            return child, now
        self._wait(waiter, patience, what)
        if waiter.child is None:
            raise waiter.error or WorkerLostError("no worker could be started")
        return waiter.child, monotonic() if waiter.begun is None else waiter.begun

    def _pick(self, who: str) -> Child | None:
        """Take a worker that is free, if there is one for this caller: the last ones are kept for newcomers."""
        for child in [one for one in self._idle if not one.is_alive()]:
            self._idle.remove(child)
            self._lost += 1
            self._undertaker.submit(child.bury)
        kept = self._spare if who and who in self._running.values() else 0
        if self._room(who) <= 0 or len(self._idle) <= kept:
            return None
        ready = [child for child in self._idle if child.is_ready()]
        starting = [child for child in self._idle if child not in ready]
        child = (starting or ready)[-1] if kept and len(ready) <= kept else (ready or starting)[-1]
        if child in starting and any(one.sandbox is not None for one in self._running):
            return None  # most calls take milliseconds: one that is at work may be free before another has started
        self._idle.remove(child)
        return child

    def _room(self, who: str) -> int:
        """Say how many more workers may be at work, for a caller: one more for one of whom nothing is."""
        spare = self._spare if who and who not in self._running.values() else 0
        return self._size + spare - len(self._running)

    def _admit(self, waiter: Waiter) -> None:
        """Let a call wait, where there is room or somebody else's makes it."""
        if len(self._waiters) >= self._waiting + max(0, self._room(waiter.caller)):
            self._refused += 1
            busy = BusyError(f"{self._size} are at work and {self._waiting} wait already; try again in a moment")
            late = self._waiters.give_way(waiter.caller)
            if late is None:
                raise busy
            late.error = busy
            late.served.set()
        self._waiters.add(waiter)

    def _wait(self, waiter: Waiter, patience: float, what: str) -> None:
        until, gone = monotonic() + patience, watch().left
        while not waiter.served.wait(max(0.0, min(until - monotonic(), self._look_again_s()))):
            with self._lock:
                self._serve()
                until = until if waiter.begun is None else waiter.begun + patience
                if waiter.served.is_set():
                    return
                if gone is not None and gone():
                    self._waiters.remove(waiter)
                    self._left += 1
                    raise CancelledError("calls", 0, 1)
                if monotonic() >= until:
                    self._waiters.remove(waiter)
                    self._refused += 1
                    raise _nobody_free(what, patience)

    def _look_again_s(self) -> float:
        """Say after how many seconds whoever waits looks whether a worker has started, or nobody waits any more."""
        return _STARTING_S if self._idle or self._coming else POLL_S

    def _give_back(self, child: Child) -> None:
        if child.at_work:
            child.kill()  # in the middle of something: at a deadline, left by its caller, or dead already
        with self._lock:
            self._running.pop(child, None)
            hoards = child.resident > self._recipe.memory // 2
            closed = self._closed
            if not (child.at_work or closed or hoards):
                self._idle.append(child)
                self._serve()
                return
            self._retired += hoards
            if not closed:
                self._undertaker.submit(child.bury, 5.0)
                self._serve()
                self._want(self._wanted)
        if closed:
            child.bury(5.0)

    def _want(self, count: int) -> None:
        """See to it that there are so many workers, or as many as there may be."""
        self._wanted = max(self._wanted, min(count, self._size + self._spare))
        for _ in range(self._wanted - len(self._idle) - len(self._running) - self._coming):
            self._coming += 1
            self._keeper.submit(self._start_one)

    def _start_one(self) -> None:
        """Start a worker for whoever waits, who is told if none can be started, whatever the reason."""
        try:
            child = Child.start(self._recipe)
        except Exception as error:  # noqa: BLE001 -- logged and told: an executor would keep it to itself
            cause = error.strerror if isinstance(error, OSError) and error.strerror else f"a fault of ours, {error!r}"
            _log.error("no worker could be started: %s", error, exc_info=not isinstance(error, OSError))
            with self._lock:
                self._coming -= 1
                self._fail_waiters(WorkerLostError(f"no worker could be started: {cause}"))
            return
        with self._lock:
            self._coming -= 1
            self._started += 1
            if not self._closed:
                self._idle.append(child)
                self._serve()
                return
        child.bury()

    def _serve(self) -> None:
        """Give workers that are free to calls that wait."""
        while self._waiters:
            running = Counter(self._running.values())
            who = self._waiters.first(running)
            child = self._pick(who)
            if child is None:
                if self._room(who) > 0:  # only the start of a worker keeps it waiting now
                    self._waiters.begin(running, monotonic())
                self._want(self._wanted)  # some of those that were free may have died
                return
            waiter = self._waiters.next(running)
            waiter.child = child
            self._running[child] = waiter.caller
            waiter.served.set()

    def _fail_waiters(self, error: WorkerLostError) -> None:
        while self._waiters:
            waiter = self._waiters.next({})
            waiter.error = error
            waiter.served.set()


def _nobody_free(what: str, patience: float) -> BusyError:
    return BusyError(f"{what} waited {patience:g} s and no worker was free; try again in a moment")
