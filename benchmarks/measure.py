"""Takes times in turn, and says how they spread."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Mark", "Row", "Spread", "in_turn", "rows_of"]


@dataclass(frozen=True, slots=True)
class Spread:
    """Figures of several rounds.

    Parameters
    ----------
    low, median, high
        Of all rounds.
    """

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, figures: list[float]) -> Spread:
        """Take the smallest, the middle and the largest."""
        return cls(min(figures), statistics.median(figures), max(figures))


@dataclass(frozen=True, slots=True)
class Mark:
    """What a figure must be.

    Parameters
    ----------
    bound
        At least so many times, or at most so many seconds or times.
    met
        Whether the median is.
    """

    bound: float
    met: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was timed.

    Parameters
    ----------
    work, name
        What was done, and who did it.
    seconds
        How long it took.
    ratio
        How many times as long it took as this project in the same round; ``None`` for what is compared with nothing.
    mark
        What the median ratio, or the median time where there is no ratio, must be; ``None`` where nothing is asked.
    """

    work: str
    name: str
    seconds: Spread
    ratio: Spread | None = None
    mark: Mark | None = None


def in_turn(calls: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, list[float]]:
    """Call each once a round, one after the other.

    Parameters
    ----------
    calls
        By name.
    repeats
        How many rounds.

    Returns
    -------
    dict
        Seconds of each round, by name.
    """
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeats):
        for name, call in calls.items():
            begun = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - begun)
    return taken


def rows_of(work: str, taken: Mapping[str, list[float]], own: str, marks: Mapping[str, float]) -> list[Row]:
    """Compare all with one.

    Parameters
    ----------
    work
        What was done.
    taken
        As `in_turn` gives it.
    own
        The name that the others are compared with.
    marks
        How many times as long a peer must take at least, by name.

    Returns
    -------
    list of Row
        In the given order.
    """
    found = []
    for name, seconds in taken.items():
        if name == own:
            found.append(Row(work, name, Spread.of(seconds)))
            continue
        ratio = Spread.of([peer / mine for peer, mine in zip(seconds, taken[own], strict=True)])
        mark = Mark(marks[name], ratio.median >= marks[name]) if name in marks else None
        found.append(Row(work, name, Spread.of(seconds), ratio, mark))
    return found
