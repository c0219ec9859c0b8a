"""Calls that wait for a worker: those of one caller in the order in which they came, callers in turn."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftershock.errors import LimitError
    from aftershock.isolation.process import Child

__all__ = ["Queue", "Waiter"]


@dataclass(slots=True, eq=False)
class Waiter:
    """A call that waits for a worker.

    Parameters
    ----------
    caller
        Whose it is; empty for the process itself.
    served
        Set when there is a worker, or an error.
    child, error
        Which of them it is.
    begun
        When its time began to run (`time.monotonic`): once none but a worker's start keeps it waiting; ``None`` before.
    """

    caller: str = ""
    served: Event = field(default_factory=Event)
    child: Child | None = None
    error: LimitError | None = None
    begun: float | None = None


class Queue:
    """Waiting calls; whoever uses it holds a lock.

    Examples
    --------
    >>> queue = Queue()
    >>> for name in "aaab":
    ...     queue.add(Waiter(name))
    >>> [queue.next({"a": 1}).caller for _ in range(4)]
    ['b', 'a', 'a', 'a']
    """

    def __init__(self) -> None:
        self._of: dict[str, deque[Waiter]] = {}

    def __len__(self) -> int:
        return sum(len(waiters) for waiters in self._of.values())

    def __bool__(self) -> bool:
        return bool(self._of)

    def add(self, waiter: Waiter) -> None:
        """Let a call wait behind the others of its caller."""
        self._of.setdefault(waiter.caller, deque()).append(waiter)

    def remove(self, waiter: Waiter) -> None:
        """Forget a call."""
        waiters = self._of[waiter.caller]
        waiters.remove(waiter)
        if not waiters:
            del self._of[waiter.caller]

    def next(self, running: Counter[str] | dict[str, int]) -> Waiter:
        """Take the call that is served next: of callers with the least at work, of the one served longest ago.

        Parameters
        ----------
        running
            How many calls of each caller are at work.
        """
        caller = self.first(running)
        waiters = self._of.pop(caller)
        found = waiters.popleft()
        if waiters:
            self._of[caller] = waiters  # at the end of the line
        return found

    def begin(self, running: Counter[str] | dict[str, int], now: float) -> None:
        """Let the time of the call run that is served next, see `next`; it may run already."""
        waiter = self._of[self.first(running)][0]
        waiter.begun = now if waiter.begun is None else waiter.begun

    def first(self, running: Counter[str] | dict[str, int]) -> str:
        """Say whose call is served next, see `next`."""
        return min(self._of, key=lambda name: running.get(name, 0))  # the first of equals

    def give_way(self, caller: str) -> Waiter | None:
        """Take out the last call of whoever has most waiting, if that is two more than the given caller has."""
        if not self._of:
            return None
        greediest = max(self._of, key=lambda name: len(self._of[name]))
        if len(self._of[greediest]) < len(self._of.get(caller, ())) + 2:
            return None
        found = self._of[greediest][-1]
        self.remove(found)
        return found
