"""Choke points: components without whose fall less falls, each by recomputation with all its states blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.blocking import Blocking
from aftershock.cascade.reach import NOT_REACHED
from aftershock.model.decisions import ChokePoint, ChokePoints
from aftershock.model.watch import watch
from aftershock.projection.question import called, counted, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from aftershock.cascade.blocking import Blocked
    from aftershock.cascade.course import Course
    from aftershock.cascade.reach import Reach
    from aftershock.model.decisions import Cut
    from aftershock.projection.question import Question

    Byte = NDArray[np.uint8]
    Without = Callable[[Sequence[int]], "Blocked | Course"]

__all__ = ["choke_points", "saving", "states_of", "worth_trying"]

_WORK: Final = 30_000_000
_LEAST: Final = 64
_NO_CUT: Final = (
    "no cut is shown: the smallest that separates over time is NP-hard to find, and no flow bounds it "
    "(Kempe, Kleinberg and Kumar 2002)"
)


def states_of(question: Question, components: Sequence[int]) -> list[int]:
    """Give all states of components, whatever the mode."""
    modes = len(question.projection.modes)
    return [component * modes + mode for component in components for mode in range(modes)]


def saving(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """Say how many fewer fall: affected, at least possible, in any of the three.

    Examples
    --------
    >>> saving({"affected": 3, "possible": 1, "unknown": 1}, {"affected": 1, "possible": 2, "unknown": 0})
    {'affected': 2, 'possible': 1, 'unknown': 2}
    """
    found, fewer = {}, 0
    for name, number in before.items():
        fewer += number - after[name]
        found[name] = fewer
    return found


def worth_trying(found: Reach | Course, phases: int = 1) -> tuple[list[int], int]:
    """Give the components that fall, in the order in which they are to be blocked, as many as there is time for.

    Parameters
    ----------
    found
        What falls.
    phases
        How many graphs are gone through for each.

    Returns
    -------
    list of int
        Those first that lead to most others that fall.
    int
        How many fall.
    """
    graph = found.graph
    fallen = np.flatnonzero(found.classes != NOT_REACHED).astype(np.int32)
    leads = np.diff(graph.offsets[:: graph.modes])[fallen]
    most = max(_LEAST, _WORK // max(1, graph.targets.size * phases))
    return fallen[np.argsort(-leads, kind="stable")][:most].tolist(), int(fallen.size)


def choke_points(question: Question, *, cut: Cut | None = None, offset: int = 0, limit: int = 20) -> ChokePoints:
    """Rank components by what falls no more if they stand.

    Parameters
    ----------
    question
        What falls; where components are to be protected, what saves these comes first.
    cut
        Handed on to the answer.
    offset, limit
        Which rows to give, 0 or more.

    Returns
    -------
    ChokePoints
        Components without which as much falls are left out. Where a window is asked for, what falls within it, each
        computed again over all its phases.
    """
    timed, page = question.within(), (offset, limit)
    if timed is None:
        reached = question.run().found
        blocking = Blocking(reached)
        return _ranked(question, reached, lambda states: blocking.without(states=states), page, cut=cut)
    notes = [_NO_CUT] if question.protect else []
    phases = len(timed.moments)
    return _ranked(question, timed.found, lambda states: timed.without(states=states), page, *notes, phases=phases)


def _ranked(
    question: Question,
    found: Reach | Course,
    without: Without,
    page: tuple[int, int],
    *given: str,
    phases: int = 1,
    cut: Cut | None = None,
) -> ChokePoints:
    """Rank what falls by what falls no more without it, computed as the question says."""
    before, guarded = counted(found.counts), np.asarray(question.protect, np.int64)
    offset, limit = page
    tried, total = worth_trying(found, phases)
    rows = []
    for place, component in enumerate(tried):
        watch().step("components", place, len(tried))
        blocked = without(states_of(question, [component]))
        saved, protected = _saved(found, blocked, component, guarded)
        if any(saved.values()):
            rows.append((tuple(protected.values()), tuple(saved.values()), component, blocked))
    rows.sort(key=lambda row: ([-number for number in (*row[0], *row[1])], row[2]))
    notes = (
        [*given] if len(tried) == total else [*given, f"{len(tried):,} of {total:,} components that fall were tried"]
    )
    return ChokePoints(
        scene=question.scene(*notes),
        before=before,
        rows=tuple(
            ChokePoint(
                *called(question.projection, component),
                saved=dict(zip(before, saved, strict=True)),
                protected_saved=dict(zip(before, protected, strict=True)),
                left=counted(blocked.counts),
                states=_by_state(question, without, found, component),
            )
            for protected, saved, component, blocked in rows[offset : offset + limit]
        ),
        found=len(rows),
        offset=offset,
        limit=limit,
        tried=len(tried),
        total=total,
        cut=cut,
    )


def _saved(
    found: Reach | Course, blocked: Blocked | Course, component: int, guarded: NDArray[np.int64]
) -> tuple[dict[str, int], dict[str, int]]:
    """Say how many other components fall no more, of all and of those to be protected."""
    was, now = (np.delete(classes, component) for classes in (found.classes, blocked.classes))
    mine = guarded[guarded != component]
    return saving(tally(was), tally(now)), saving(tally(found.classes[mine]), tally(blocked.classes[mine]))


def _by_state(question: Question, without: Without, found: Reach | Course, component: int) -> dict[str, int]:
    modes, none = question.projection.modes, np.zeros(0, np.int64)
    fallen = int(np.bitwise_or.reduce(found.modes[:, component]))
    return {
        mode.name: _saved(found, without([component * len(modes) + place]), component, none)[0]["affected"]
        for place, mode in enumerate(modes)
        if fallen >> place & 1
    }
