"""A replay as of one of its events: its blast radius then, the picture of it, and the way to a component."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from aftershock.cascade.reach import AFFECTED, POSSIBLE, UNKNOWN
from aftershock.errors import UsageError
from aftershock.explore.neighbourhood import radius_picture
from aftershock.projection.moments import instant
from aftershock.projection.picking import picked
from aftershock.projection.radius import radius, row
from aftershock.projection.window import Window, run_window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aftershock.explore.view import View
    from aftershock.model.answers import Picture
    from aftershock.model.choice import RowChoice
    from aftershock.model.radius import Alternatives, RadiusRow
    from aftershock.model.replay import Replay
    from aftershock.projection.whatif import Change
    from aftershock.projection.window import Windowed

__all__ = ["fallen_by", "replay_picture", "replay_way"]

_DRAWN_FROM: Final = 2_000
"""Rows that a picture of some 200 nodes is chosen from."""

_EVIDENCE: Final = {AFFECTED: "affected", POSSIBLE: "possible", UNKNOWN: "unknown"}


def fallen_by(view: View, replayed: Replay, step: int, change: Change) -> Windowed:
    """Compute what had fallen by an event.

    Parameters
    ----------
    view
        The revision; components that it does not have are left out.
    replayed
        The scenario, as `aftershock.explore.replay.replay` has replayed it.
    step
        Which of its events, counted from 1.
    change
        What was supposed when it was replayed.

    Raises
    ------
    UsageError
        If there is no such event, or none of the starts is in the graph.
    """
    if not 1 <= step <= len(replayed.steps):
        raise UsageError(f"event {step} of {replayed.scenario.slug}: it has events 1 to {len(replayed.steps)}")
    projection, here = view.projection, replayed.steps[step - 1]
    places = {name: place for place, name in enumerate(projection.components)}
    modes = {mode.name: place for place, mode in enumerate(projection.modes)}
    rules = {rule.iri: place for place, rule in enumerate(projection.rules)}
    begin = instant(replayed.window[0])
    starts = [
        (places[one.component], modes[one.mode], instant(one.since))
        for one in replayed.starts
        if one.component in places and one.mode in modes
    ]
    if not starts:
        raise UsageError(f"{replayed.scenario.slug} starts at no component that the graph has")
    return run_window(
        projection,
        starts,
        Window(begin, max(begin, min(at for _, _, at in starts), instant(here.as_of))),
        change,
        alternatives=cast("Alternatives", replayed.alternatives),
        without_rules=tuple(rules[one] for one in replayed.without_rules if one in rules),
    )


def replay_picture(
    view: View,
    replayed: Replay,
    step: int,
    change: Change,
    *,
    cap: int = 200,
    choice: RowChoice | None = None,
    kept: NDArray[np.bool_] | None = None,
) -> Picture:
    """Draw what had fallen by an event, and mark what fell since the event before.

    Parameters
    ----------
    view, replayed, step, change
        As for `fallen_by`.
    cap
        How many nodes to draw at the most; what is new comes first.
    choice, kept
        Which rows filters let through, as for `aftershock.projection.picking.picked`; what lies on the ways to them is
        drawn with them.

    Raises
    ------
    UsageError
        If there is no such event, or none of the starts is in the graph.
    """
    found = fallen_by(view, replayed, step, change)
    rows = None if choice is None else picked(found, choice, kept)
    fallen, here = radius(found, likelihood=False, limit=_DRAWN_FROM, rows=rows), replayed.steps[step - 1]
    drawn = radius_picture(view.projection, fallen, cap=cap, fresh=frozenset(one.component for one in here.new))
    return replace(drawn, title=f"What had fallen by event {step}: {here.label}")


def replay_way(
    view: View, replayed: Replay, step: int, change: Change, component: str
) -> tuple[str, RadiusRow, Picture] | None:
    """Say how a component had fallen by an event, and over which way; ``None`` where it stood, or it starts there.

    Parameters
    ----------
    view, replayed, step, change
        As for `fallen_by`.
    component
        Slug, label, IRI or package URL.

    Returns
    -------
    tuple of str, RadiusRow and Picture
        The evidence, the row with its path, and the picture of that alone.

    Raises
    ------
    UnknownNameError
        If there is no such component.
    UsageError
        If there is no such event, or none of the starts is in the graph.
    """
    place, found = view.component(component), fallen_by(view, replayed, step, change)
    name = _EVIDENCE.get(int(found.found.classes[place]))
    if name is None or place in found.starts:
        return None
    alone = radius(found, likelihood=False, rows=[place])
    return name, row(found, place), radius_picture(view.projection, alone)
