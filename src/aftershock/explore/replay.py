"""A scenario replayed: the radius as of each of its events, and public figures beside the replay's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE, UNKNOWN
from aftershock.errors import UsageError
from aftershock.explore.figures import beside
from aftershock.model.iri import local_name
from aftershock.model.replay import Arrival, NamedAt, Replay, ReplayStep, ScenarioStart
from aftershock.projection.described import component_class, component_label, component_owner
from aftershock.projection.moments import written
from aftershock.projection.radius import illustrative, tally
from aftershock.projection.window import Window, run_window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.explore.view import View
    from aftershock.model.radius import Alternatives, Evidence
    from aftershock.model.replay import Event, Scenario
    from aftershock.projection.stored import Projection
    from aftershock.projection.whatif import Change
    from aftershock.projection.window import Windowed

    Byte = NDArray[np.uint8]

__all__ = ["replay"]

_NAMES: Final[dict[int, Evidence]] = {AFFECTED: "affected", POSSIBLE: "possible", UNKNOWN: "unknown"}


def replay(
    view: View,
    scenario: Scenario,
    change: Change,
    *,
    alternatives: Alternatives = "by-rule",
    without_rules: Sequence[int] = (),
) -> Replay:
    """Replay a scenario over the graph.

    Parameters
    ----------
    view
        The revision.
    scenario
        Which.
    change
        What is supposed.
    alternatives, without_rules
        As for `aftershock.projection.radius.run`.

    Raises
    ------
    UsageError
        If it names no moment, or no component that it starts at.
    """
    projection, item = view.projection, scenario.item
    places = {name: place for place, name in enumerate(projection.components)}
    window = _window(scenario)
    begin = window.begin
    starts = _starts(projection, scenario, places, begin)
    if not starts:
        raise UsageError(f"{item.slug} starts at no component that the graph has")
    found = run_window(projection, starts, window, change, alternatives=alternatives, without_rules=without_rules)
    own = {component for component, _, _ in starts}
    steps, before = [], np.full(len(projection.components), NOT_REACHED, np.uint8)
    for event in scenario.events:
        classes = _by(found, event.last)
        steps.append(_step(found, event, classes, before, places, own))
        before = classes
    final = _by(found, window.end)
    return Replay(
        scenario=item,
        window=window.written,
        starts=tuple(
            ScenarioStart(projection.components[component], projection.modes[mode].name, written(max(begin, at)))
            for component, mode, at in starts
        ),
        alternatives=alternatives,
        without_rules=tuple(projection.rules[rule].iri for rule in without_rules),
        steps=tuple(steps),
        counts=_counts(final),
        by_class=tally(projection, final),
        figures=tuple(beside(view, figure, final, own) for figure in scenario.figures),
        illustrative=illustrative(found),
        revision=projection.revision,
        notes=tuple(
            f"{local_name(name)}, at which it starts, is not in the graph" for name in item.starts if name not in places
        ),
    )


def _window(scenario: Scenario) -> Window:
    """Take the scenario's window, and what its events say beyond: from the first moment to the last within."""
    lasts = [event.last for event in scenario.events]
    if scenario.end is not None:
        lasts.append(scenario.end - 1)  # the end itself is the first moment outside
    begin = scenario.begin
    if begin is None:
        begin = min([event.not_before for event in scenario.events] + lasts, default=None)
    if begin is None:
        raise UsageError(f"{scenario.item.slug} has no window and no event, so that there is no time to replay")
    return Window(begin, max([begin, *lasts]))


def _starts(
    projection: Projection, scenario: Scenario, places: Mapping[str, int], begin: int
) -> list[tuple[int, int, int]]:
    """Find where it starts: where it says so, and where an event says that a compromise began; mode and moment too."""
    modes = {mode.iri: place for place, mode in enumerate(projection.modes)}
    found: dict[int, tuple[int, int]] = {}
    for event in sorted(scenario.events, key=lambda event: (event.not_before, event.iri)):
        for name in event.components:
            own = name in scenario.item.starts or event.kind == "CompromiseBegan"
            if own and name in places and event.mode in modes:
                found.setdefault(places[name], (modes[event.mode], event.not_before))
    for name in scenario.item.starts:
        if name in places:
            found.setdefault(places[name], (0, begin))
    return [(component, mode, at) for component, (mode, at) in found.items()]


def _by(found: Windowed, moment: int) -> Byte:
    """Classify components as of a moment: the best evidence on which each had fallen by then."""
    count = len(found.projection.components)
    classes = np.full(count, NOT_REACHED, np.uint8)
    last = int(np.searchsorted(np.asarray(found.moments), moment, side="right")) - 1
    for level in (UNKNOWN, POSSIBLE, AFFECTED):
        when = found.found.when(level)[:count]
        classes[(when >= 0) & (when <= last)] = level
    return classes


def _counts(classes: Byte) -> dict[str, int]:
    return {name: int((classes == level).sum()) for level, name in _NAMES.items()}


def _step(
    found: Windowed, event: Event, classes: Byte, before: Byte, places: Mapping[str, int], own: set[int]
) -> ReplayStep:
    projection = found.projection
    fresh = np.flatnonzero(classes < before)
    since = {int(one): found.moments[int(found.found.when(int(classes[one]))[one])] for one in fresh}
    modes = {mode.iri: mode.name for mode in projection.modes}

    def evidence(name: str) -> str | None:
        place = places.get(name, -1)
        return "start" if place in own else None if place < 0 else _NAMES.get(int(classes[place]))

    return ReplayStep(
        iri=event.iri,
        label=event.label,
        kind=event.kind,
        not_before=written(event.not_before),
        not_after=written(event.not_after),
        as_of=written(event.last),
        mode=modes.get(event.mode or ""),
        named=tuple(NamedAt(name, evidence(name)) for name in event.components),
        sources=event.sources,
        counts=_counts(classes),
        by_class=tally(projection, classes),
        new=tuple(
            Arrival(
                component=projection.components[one],
                label=component_label(projection, one),
                class_name=component_class(projection, one),
                owner=component_owner(projection, one),
                evidence=_NAMES[int(classes[one])],
                before=_NAMES.get(int(before[one])),
                since=written(moment),
            )
            for moment, one in sorted((moment, one) for one, moment in since.items())
        ),
    )
