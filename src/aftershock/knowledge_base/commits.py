"""Writes that come at the same time are committed together: one snapshot, one flush to disk, many answers.

The thread of whoever comes first does the work for all that wait by then; it hands over to the next in line when it is
done. A write that ends the writer is done again by itself, so that it takes nobody with it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING, Final

from aftershock.errors import AftershockError, BusyError, DeadlineError, WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aftershock.model.writes import Written
    from aftershock.store.operations import Update

    Commit = Callable[[Sequence[Update]], list[Written | AftershockError]]

__all__ = ["Commits"]

_TOGETHER: Final = 64
"""Writes in one commit."""

_BYTES: Final = 64_000_000
"""Bytes of statements in one commit."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """A write that waits."""

    update: Update
    turn: Event = field(default_factory=Event)
    outcome: Written | AftershockError | None = None


class Commits:
    """A queue of writes.

    Parameters
    ----------
    commit
        Does several at once, and says of each what it did or why it was not done.
    waiting
        How many may wait.
    """

    def __init__(self, commit: Commit, waiting: int = 256) -> None:
        self._commit, self._most = commit, waiting
        self._lock = Lock()
        self._queue: deque[_Waiting] = deque()
        self._led = False

    def submit(self, update: Update) -> Written:
        """Have a write done; it is on disk when this returns.

        Raises
        ------
        BusyError
            If too many wait.
        AftershockError
            If it was not done.
        """
        mine = _Waiting(update)
        with self._lock:
            if len(self._queue) >= self._most:
                raise BusyError(f"{self._most} writes wait already; try again in a moment")
            self._queue.append(mine)
            if not self._led:
                self._led = True
                mine.turn.set()
        mine.turn.wait()
        if mine.outcome is None:
            self._lead()
        if not isinstance(mine.outcome, AftershockError) and mine.outcome is not None:
            return mine.outcome
        raise mine.outcome or BusyError("the write was not done; try again")

    def _lead(self) -> None:
        with self._lock:
            batch = [self._queue.popleft()]
            size = len(batch[0].update.statements)
            while self._queue and len(batch) < _TOGETHER:
                size += len(self._queue[0].update.statements)
                if size > _BYTES:
                    break
                batch.append(self._queue.popleft())
        try:
            self._do(batch)
        finally:
            with self._lock:
                if self._queue:
                    self._queue[0].turn.set()
                else:
                    self._led = False
            for one in batch[1:]:
                one.outcome = one.outcome or BusyError("the write was not done; try again")
                one.turn.set()

    def _do(self, batch: list[_Waiting]) -> None:
        try:
            outcomes = self._commit([one.update for one in batch])
        except (DeadlineError, WorkerLostError) as error:
            if len(batch) == 1:
                batch[0].outcome = error
                return
            for one in batch:  # the writer fell over one of them, and nothing of any was kept
                self._do([one])
            return
        except AftershockError as error:
            outcomes = [error for _ in batch]
        for one, outcome in zip(batch, outcomes, strict=True):
            one.outcome = outcome
