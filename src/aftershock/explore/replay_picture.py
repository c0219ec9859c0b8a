"""The picture of a replay: the blast radius as of one of its events, with what fell since the event before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from aftershock.errors import UsageError
from aftershock.explore.neighbourhood import radius_picture
from aftershock.projection.moments import instant
from aftershock.projection.radius import radius
from aftershock.projection.window import Window, run_window

if TYPE_CHECKING:
    from aftershock.explore.view import View
    from aftershock.model.answers import Picture
    from aftershock.model.radius import Alternatives
    from aftershock.model.replay import Replay
    from aftershock.projection.whatif import Change

__all__ = ["replay_picture"]

_DRAWN_FROM: Final = 2_000
"""Rows that a picture of some 200 nodes is chosen from."""


def replay_picture(view: View, replayed: Replay, step: int, change: Change, *, cap: int = 200) -> Picture:
    """Draw what had fallen by an event, and mark what fell since the event before.

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
    cap
        How many nodes to draw at the most; what is new comes first.

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
    found = run_window(
        projection,
        starts,
        Window(begin, max(begin, min(at for _, _, at in starts), instant(here.as_of))),
        change,
        alternatives=cast("Alternatives", replayed.alternatives),
        without_rules=tuple(rules[one] for one in replayed.without_rules if one in rules),
    )
    fallen = radius(found, likelihood=False, limit=_DRAWN_FROM)
    drawn = radius_picture(projection, fallen, cap=cap, fresh=frozenset(one.component for one in here.new))
    return replace(drawn, title=f"What had fallen by event {step}: {here.label}")
