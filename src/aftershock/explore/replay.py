"""A scenario replayed: the radius as of each of its events, and public figures beside the replay's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE, UNKNOWN
from aftershock.errors import UsageError
from aftershock.explore.figures import beside
from aftershock.explore.played import Played, PlayedAsked
from aftershock.model.iri import local_name
from aftershock.model.replay import Arrival, NamedAt, Replay, ReplayStep, ScenarioStart
from aftershock.projection.described import component_class, component_label, component_owner
from aftershock.projection.difference import compared
from aftershock.projection.moments import written
from aftershock.projection.radius import OFTEN, illustrative, tally
from aftershock.projection.whatif import Change
from aftershock.projection.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from aftershock.explore.view import View
    from aftershock.model.radius import Alternatives, Difference, Evidence, Supposition
    from aftershock.model.replay import Event, Scenario
    from aftershock.projection.stored import Projection

    Byte = NDArray[np.uint8]

__all__ = ["ReplayAsked", "replay"]

_NAMES: Final[dict[int, Evidence]] = {AFFECTED: "affected", POSSIBLE: "possible", UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class ReplayAsked:
    """What a replay is asked for.

    Parameters
    ----------
    change, supposed
        What is supposed, by indices and for the answer; see `aftershock.explore.suppose.suppose`.
    without_rules
        Indices of rules that are switched off.
    alternatives, worlds, seed
        As for `aftershock.projection.radius.run`.
    likelihood
        Whether to say how many fall on average by each event.
    """

    change: Change
    supposed: Supposition | None = None
    without_rules: tuple[int, ...] = ()
    alternatives: Alternatives = "by-rule"
    worlds: int | None = None
    seed: int = 0
    likelihood: bool = True


def replay(
    view: View,
    scenario: Scenario,
    asked: ReplayAsked,
    play: Callable[[Projection, PlayedAsked], Played] = Played,
) -> Replay:
    """Replay a scenario over the graph.

    Parameters
    ----------
    view
        The revision.
    scenario
        Which.
    asked
        What is supposed, and how it is played.
    play
        Plays it; one that remembers spares what was played before.

    Returns
    -------
    Replay
        Where something is supposed, each step has the difference from the replay of things as they are.

    Raises
    ------
    UsageError
        If it names no moment, or no component that it starts at.
    """
    projection, item = view.projection, scenario.item
    places = {name: place for place, name in enumerate(projection.components)}
    window = _window(scenario)
    starts = _starts(projection, scenario, places, window.begin)
    if not starts:
        raise UsageError(f"{item.slug} starts at no component that the graph has")
    playing = PlayedAsked(
        starts=tuple(starts),
        window=window,
        change=asked.change,
        without_rules=asked.without_rules,
        alternatives=asked.alternatives,
        worlds=asked.worlds,
        seed=asked.seed,
        likelihood=asked.likelihood,
    )
    now, was = play(projection, playing), None
    if asked.supposed is not None or asked.without_rules:
        was = play(projection, replace(playing, change=Change(), without_rules=()))
    own = {component for component, _, _ in starts}
    steps, before = [], np.full(len(projection.components), NOT_REACHED, np.uint8)
    for event in scenario.events:
        classes = now.by(event.last)
        steps.append(_step(now, was, event, before, places, own))
        before = classes
    final, (expected, sampling) = now.by(window.end), now.expected(window.end)
    notes = [
        f"{local_name(name)}, at which it starts, is not in the graph" for name in item.starts if name not in places
    ]
    if asked.likelihood and expected is None:
        notes.append(f"likelihoods are not computed {OFTEN}")
    return Replay(
        scenario=item,
        window=window.written,
        starts=tuple(
            ScenarioStart(projection.components[component], projection.modes[mode].name, written(max(window.begin, at)))
            for component, mode, at in starts
        ),
        alternatives=asked.alternatives,
        without_rules=tuple(projection.rules[rule].iri for rule in asked.without_rules),
        steps=tuple(steps),
        counts=_counts(final),
        by_class=tally(projection, final),
        figures=tuple(beside(view, figure, final, own) for figure in scenario.figures),
        illustrative=illustrative(now.whole),
        revision=projection.revision,
        notes=tuple(notes),
        supposed=asked.supposed,
        difference=None if was is None else _difference(was, final, window.end),
        expected=expected,
        expected_sampling=sampling,
        worlds=None if expected is None or now.whole.likely is None else now.whole.likely.worlds.worlds,
        seed=None if expected is None else asked.seed,
    )


def _difference(was: Played, classes: Byte, moment: int) -> Difference:
    return compared(was.projection, was.by(moment), classes, was.expected(moment)[0])


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


def _counts(classes: Byte) -> dict[str, int]:
    return {name: int((classes == level).sum()) for level, name in _NAMES.items()}


def _step(
    now: Played, was: Played | None, event: Event, before: Byte, places: Mapping[str, int], own: set[int]
) -> ReplayStep:
    projection, found, classes = now.projection, now.whole, now.by(event.last)
    expected, sampling = now.expected(event.last)
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
        expected=expected,
        expected_sampling=sampling,
        difference=None if was is None else _difference(was, classes, event.last),
    )
