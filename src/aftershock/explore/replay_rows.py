"""A replay of which filters let through some rows: what is new by its events, and what stands otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aftershock.explore.replay_picture import fallen_by
from aftershock.projection.picking import picked

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray

    from aftershock.explore.view import View
    from aftershock.model.choice import RowChoice
    from aftershock.model.radius import Difference
    from aftershock.model.replay import Replay, ReplayStep
    from aftershock.projection.whatif import Change

__all__ = ["fitting_replay"]


def fitting_replay(
    view: View,
    replayed: Replay,
    choice: RowChoice,
    kept: NDArray[np.bool_] | None,
    change: Change,
    steps: Collection[int] | None = None,
) -> Replay:
    """Leave of a replay the rows that filters let through; counts and averages stay those of all that had fallen.

    Parameters
    ----------
    view
        The revision.
    replayed
        The scenario, as `aftershock.explore.replay.replay` has replayed it.
    choice
        Which rows; its certainty is that of the least sure relation on the way as of the event. What stands as supposed
        has no way, and no certainty.
    kept
        Which components its other filters let through; ``None`` for all.
    change
        What was supposed when it was replayed.
    steps
        Which events to look at, counted from 1; the others are left as they are. Left out: all.

    Returns
    -------
    Replay
        With a note that says how many of how many rows fit.
    """
    components = view.projection.components
    let = set(components) if kept is None else {components[one] for one in kept.nonzero()[0].tolist()}
    wanted = range(1, len(replayed.steps) + 1) if steps is None else steps
    found, before, after = [], 0, 0
    for number, step in enumerate(replayed.steps, 1):
        if number not in wanted:
            found.append(step)
            continue
        sure = None
        if choice.what.certainty is not None:
            sure = {components[one] for one in picked(fallen_by(view, replayed, number, change), choice, kept)}
        left = _left(step, choice, let, sure)
        found.append(left)
        before, after = before + len(step.new), after + len(left.new)
    note = f"{after:,} of {before:,} rows of what is new fit the filters"
    return replace(replayed, steps=tuple(found), notes=(*replayed.notes, note))


def _left(step: ReplayStep, choice: RowChoice, let: Collection[str], sure: Collection[str] | None) -> ReplayStep:
    def fits(component: str, evidence: str | None) -> bool:
        return (
            component in let
            and choice.evidence in (None, evidence)
            and (sure is None or (evidence is not None and component in sure))
        )

    moved: Difference | None = step.difference
    if moved is not None:
        rows = tuple(one for one in moved.moved if fits(one.component, one.after))
        whole = len(moved.moved) == moved.total  # of a list that was cut nobody can say how many fit
        moved = replace(moved, moved=rows, total=len(rows) if whole else moved.total)
    return replace(step, new=tuple(one for one in step.new if fits(one.component, one.evidence)), difference=moved)
