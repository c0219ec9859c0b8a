"""When edges hold: half-open intervals, and until when somebody knows that they do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.errors import UsageError
from aftershock.projection.edges import CERTAINTIES
from aftershock.projection.tsv import rows, text
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.projection.tsv import Ask

__all__ = ["ALWAYS", "NEVER", "Interval", "Moments", "instant", "merge_moments", "read_intervals", "written"]

NEVER: Final = -(2**62)
"""The beginning of an interval that nobody gave one."""

ALWAYS: Final = 2**62
"""The end of an interval that nobody gave one."""

Interval = tuple[int, int, int]

_STALE: Final = np.uint8(CERTAINTIES.index("stale"))


@dataclass(frozen=True, slots=True)
class Moments:
    """The times of those edges to which time matters; every other edge holds whatever the time, as certain as it is.

    Parameters
    ----------
    edge
        Indices of edges, rising; an edge stands once for each of its intervals. int32.
    begin, end
        The half-open interval, in seconds since 1970 UTC; `NEVER` and `ALWAYS` where nobody gave an end. int64.
    known
        The last second at which it is known to hold: the end where there is one, else when it was last observed; of the
        part before it is known to hold, where nobody gave a beginning, `NEVER`. int64.
    certainty
        Of the statement that gives the interval: index into `aftershock.projection.edges.CERTAINTIES`, uint8.
    observed, observed_at
        Edges every statement of which says when somebody last saw that it holds (int32), and the last such second
        (int64).
    """

    edge: NDArray[np.int32]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    known: NDArray[np.int64]
    certainty: NDArray[np.uint8]
    observed: NDArray[np.int32]
    observed_at: NDArray[np.int64]

    def at(self, second: int) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
        """Tell which edges do not hold at a moment, and how certain those are then to which time matters.

        Parameters
        ----------
        second
            Since 1970 UTC.

        Returns
        -------
        numpy.ndarray
            Edges none of whose intervals has the moment.
        numpy.ndarray
            The others that have intervals.
        numpy.ndarray
            The best certainty of these over the intervals that have the moment, others do not count; stale over one
            that began before it, and of which nobody knows that it still goes on, and over one that ends after it, and
            of which nobody knows that it has begun.
        """
        inside = (self.begin <= second) & (second < self.end)
        level = np.where(second <= self.known, self.certainty, np.maximum(self.certainty, _STALE))[inside]
        held, place = np.unique(self.edge[inside], return_inverse=True)
        best = np.full(held.size, _STALE, np.uint8)
        np.minimum.at(best, place, level)
        return np.setdiff1d(self.edge, held).astype(np.int32), held.astype(np.int32), best

    def unseen(self, since: int) -> NDArray[np.int32]:
        """Tell which edges nobody has seen since a moment.

        Parameters
        ----------
        since
            Seconds since 1970 UTC.
        """
        return self.observed[self.observed_at < since]

    def moved(self, places: NDArray[np.int64]) -> Moments:
        """Give the same for edges that have other indices now.

        Parameters
        ----------
        places
            The new index of each edge, -1 for one that is gone.
        """
        kept, seen = places[self.edge] >= 0, places[self.observed] >= 0
        edge = places[self.edge[kept]].astype(np.int32)
        order = np.argsort(edge, kind="stable")
        begin, end, known = (column[kept][order] for column in (self.begin, self.end, self.known))
        return Moments(
            edge[order],
            begin,
            end,
            known,
            self.certainty[kept][order],
            places[self.observed[seen]].astype(np.int32),
            self.observed_at[seen],
        )


def instant(given: str) -> int:
    """Read a moment.

    Parameters
    ----------
    given
        An ISO 8601 date, or date and time with its zone; without a zone it is taken as UTC, a date is its first second.

    Returns
    -------
    int
        Seconds since 1970 UTC.

    Raises
    ------
    UsageError
        If it is none.

    Examples
    --------
    >>> instant("1970-01-02"), instant("1970-01-01T01:00:00+01:00")
    (86400, 0)
    """
    try:
        moment = datetime.fromisoformat(given.strip())
    except ValueError:
        raise UsageError(
            f"{given!r} is no moment; give a date such as 2026-03-24, or a time with its zone, 2026-03-24T10:39:00Z"
        ) from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def written(second: int) -> str:
    """Write a moment as ISO 8601 in UTC.

    Examples
    --------
    >>> written(86400)
    '1970-01-02T00:00:00Z'
    """
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_intervals(ask: Ask) -> tuple[dict[bytes, Interval], dict[bytes, int]]:
    """Read the interval of everything that has one: begin, end, and until when it is known to hold.

    Whoever asks chooses the dependencies among them; to let the engine do it takes many times as long.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes.

    Returns
    -------
    dict
        Intervals by the cell of what has them.
    dict
        When it was last observed, by its cell.
    """
    said: dict[bytes, dict[bytes, int]] = defaultdict(dict)
    properties = {f"<{one}>".encode(): one for one in (AFT.validFrom, AFT.validUntil, AFT.observedAt)}
    for property_, name in properties.items():
        for node, value in rows(ask(f"SELECT ?d ?v {{ ?d <{name}> ?v }}")):
            moment = _moment(text(value))
            if moment is not None:
                last = said[node].get(property_, moment)
                said[node][property_] = min(last, moment) if name == AFT.validFrom else max(last, moment)
    from_, until, seen = properties
    found: dict[bytes, Interval] = {}
    for node, given in said.items():
        begin, end = given.get(from_, NEVER), given.get(until, ALWAYS)
        if from_ in given or until in given:
            known = end if until in given else max(begin, given.get(seen, begin))
            found[node] = (begin, end, known)
    return found, {node: given[seen] for node, given in said.items() if seen in given}


def merge_moments(
    intervals: Mapping[int, Interval],
    observed: Mapping[int, int],
    edge_of: NDArray[np.int64],
    certainty: NDArray[np.uint8],
) -> Moments:
    """Give each merged edge the intervals of its statements, each as certain as the statement is.

    Parameters
    ----------
    intervals, observed
        By statement.
    edge_of
        The edge that each statement became.
    certainty
        Of each statement.

    Notes
    -----
    A statement without time holds always: beside it only intervals of a better certainty matter, and where there are
    none the edge has no times.

    A missing end is not known, whichever it is. With a beginning alone a statement is known to hold then, and until it
    was last observed; after that it may. With an end alone it is known to hold from when it was last observed, else in
    the last second before the end; before that it may.
    """
    timed = np.zeros(edge_of.size, np.bool_)
    timed[list(intervals)] = True
    always = np.full(int(edge_of.max(initial=-1)) + 1, len(CERTAINTIES), np.uint8)
    if intervals:
        np.minimum.at(always, edge_of[~timed], certainty[~timed])
    found: Sequence[tuple[int, int, int, int, int]] = sorted(
        {
            (int(edge_of[one]), *part)
            for one, interval in intervals.items()
            for part in _parts(interval, observed.get(one), int(certainty[one]))
        }
    )
    columns = np.asarray(found, np.int64).reshape(-1, 5)
    columns = columns[columns[:, 4] < always[columns[:, 0]]]
    mixed = np.unique(columns[:, 0])
    mixed = mixed[always[mixed] < len(CERTAINTIES)]
    unending = np.stack([mixed, *(np.full(mixed.size, one) for one in (NEVER, ALWAYS, ALWAYS)), always[mixed]], axis=1)
    columns = np.concatenate([columns, unending])
    columns = columns[np.argsort(columns[:, 0], kind="stable")]
    begin, end, known = (np.ascontiguousarray(columns[:, one]) for one in (1, 2, 3))
    level = columns[:, 4].astype(np.uint8)
    return Moments(columns[:, 0].astype(np.int32), begin, end, known, level, *_seen(observed, edge_of))


def _parts(interval: Interval, seen: int | None, certainty: int) -> Iterator[tuple[int, int, int, int]]:
    """Part an interval of which nobody gave the beginning: before it was seen, or all but ended, it may have held."""
    begin, end, known = interval
    if begin == NEVER:
        begin = end - 1 if seen is None else min(seen, end - 1)
        yield NEVER, begin, NEVER, certainty
    yield begin, end, known, certainty


def _seen(observed: Mapping[int, int], edge_of: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Find the edges all of whose statements say when they were last observed, and the last of these moments."""
    if not observed:
        return np.zeros(0, np.int32), np.zeros(0, np.int64)
    last: dict[int, int] = {}
    for statement, moment in observed.items():
        edge = int(edge_of[statement])
        last[edge] = max(last.get(edge, moment), moment)
    silent = np.ones(edge_of.size, np.bool_)
    silent[list(observed)] = False
    edges = np.setdiff1d(np.asarray(sorted(last), np.int64), edge_of[silent])
    return edges.astype(np.int32), np.asarray([last[edge] for edge in edges.tolist()], np.int64)


def _moment(lexical: str) -> int | None:
    """Read a literal; one that is no moment is no statement about time (the shapes report it)."""
    try:
        return instant(lexical)
    except UsageError:
        return None
