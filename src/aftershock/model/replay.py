"""Scenarios, and how far each of their events finds the compromise, beside what was said in public."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftershock.model.radius import Difference, Evidence, Likelihood, Supposition

__all__ = [
    "Arrival",
    "Beside",
    "Event",
    "Figure",
    "NamedAt",
    "Replay",
    "ReplayStep",
    "Scenario",
    "ScenarioItem",
    "ScenarioStart",
    "Source",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: IRI, title, and address where one is given."""

    iri: str
    title: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a scenario.

    Parameters
    ----------
    iri, label
        What it is called.
    kind
        Local name of its kind, such as ``"Discovered"``.
    not_before, not_after
        Within which it happened, in seconds since 1970 UTC.
    components
        IRIs of the components it is about.
    mode
        IRI of the mode that it puts them in, if any.
    sources
        Who tells of it.
    """

    iri: str
    label: str
    kind: str
    not_before: int
    not_after: int
    components: tuple[str, ...]
    mode: str | None
    sources: tuple[Source, ...]

    @property
    def last(self) -> int:
        """The last moment at which it can have happened: `not_after` itself only where that is the only one."""
        return max(self.not_before, self.not_after - 1)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that was said in public.

    Parameters
    ----------
    iri
        What it is called.
    measures
        What it counts.
    low, high
        The least and the most that was said.
    said_low, said_high
        By whom.
    note
        What else is said of it; empty if nothing is.
    compares_with
        IRI of the class of components it can be set beside, if any.
    """

    iri: str
    measures: str
    low: float
    high: float
    said_low: tuple[Source, ...]
    said_high: tuple[Source, ...]
    note: str
    compares_with: str | None


@dataclass(frozen=True, slots=True)
class ScenarioItem:
    """A scenario in a list.

    Parameters
    ----------
    iri, slug, label, description
        What it is called, and what it is.
    window
        From when until when, as ISO 8601; ``None`` for an end that nobody gave.
    starts
        IRIs of the components at which it starts.
    events, figures
        How many it has.
    """

    iri: str
    slug: str
    label: str
    description: str
    window: tuple[str | None, str | None]
    starts: tuple[str, ...]
    events: int
    figures: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario with all that is said of it; moments in seconds since 1970 UTC."""

    item: ScenarioItem
    begin: int | None
    end: int | None
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ScenarioStart:
    """Where a replay starts: a component (IRI), its mode, and from when on."""

    component: str
    mode: str
    since: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A component that fell, or fell on better evidence, since the event before.

    Parameters
    ----------
    component, label, class_name, owner
        The component.
    evidence
        How it falls now.
    before
        How it fell at the event before; ``None`` where it stood.
    since
        When it fell on this evidence.
    """

    component: str
    label: str
    class_name: str
    owner: str | None
    evidence: Evidence
    before: Evidence | None
    since: str


@dataclass(frozen=True, slots=True)
class NamedAt:
    """A component that an event names, and how it falls by then: as `Arrival`, ``"start"``, or ``None``."""

    component: str
    evidence: str | None


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """The radius as of one event.

    Parameters
    ----------
    iri, label, kind
        The event.
    not_before, not_after
        Within which it happened, as ISO 8601.
    as_of
        The moment of the radius: the last within that span, so that what can have fallen before the event is there.
    mode
        The mode that the event puts its components in, if any.
    named
        The components it names, and whether the radius has them.
    sources
        Who tells of it.
    counts, by_class
        As in a blast radius.
    new
        What fell since the event before, earliest first.
    expected, expected_sampling
        How many had fallen on average by then, and the 99 % intervals of the sample; ``None`` where nobody asked.
    difference
        Where something is supposed: what that changes by then.
    """

    iri: str
    label: str
    kind: str
    not_before: str
    not_after: str
    as_of: str
    mode: str | None
    named: tuple[NamedAt, ...]
    sources: tuple[Source, ...]
    counts: Mapping[str, int]
    by_class: Mapping[str, Mapping[str, int]]
    new: tuple[Arrival, ...]
    expected: Likelihood | None = None
    expected_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A public figure, and the replay's own number beside it.

    Parameters
    ----------
    iri, measures, low, high, said_low, said_high, note
        As in `Figure`.
    class_name
        Local name of the class that is counted; ``None`` where the figure counts nothing that a radius has.
    counts
        How many of that class fell by the end of the window, by evidence; empty without a class.
    components
        IRIs of those, and of starts of that class.
    scope_notes
        What is noted of the scope of those components, such as that one stands for many, by IRI.
    difference
        A sentence on how the two compare, and why they differ.
    """

    iri: str
    measures: str
    low: float
    high: float
    said_low: tuple[Source, ...]
    said_high: tuple[Source, ...]
    note: str
    class_name: str | None
    counts: Mapping[str, int]
    components: tuple[str, ...]
    scope_notes: Mapping[str, str]
    difference: str


@dataclass(frozen=True, slots=True)
class Replay:
    """A scenario replayed over the graph.

    Parameters
    ----------
    scenario
        Which.
    window
        Within which, as ISO 8601.
    starts
        Where it starts.
    alternatives, without_rules
        As asked.
    steps
        One for each event, in the order in which they have happened at the latest.
    counts, by_class
        At the end of the window.
    figures
        Public figures, with ours beside them.
    illustrative
        Whether the cascade rests on an illustrative document.
    revision
        The store's revision it was computed on.
    notes
        What the reader should know, one sentence each.
    supposed
        What is supposed, if anything is.
    expected, expected_sampling, difference
        As of `ReplayStep`, at the end of the window.
    worlds, seed
        Of the sample; ``None`` where none was taken.
    """

    scenario: ScenarioItem
    window: tuple[str, str]
    starts: tuple[ScenarioStart, ...]
    alternatives: str
    without_rules: tuple[str, ...]
    steps: tuple[ReplayStep, ...]
    counts: Mapping[str, int]
    by_class: Mapping[str, Mapping[str, int]]
    figures: tuple[Beside, ...]
    illustrative: bool
    revision: str
    notes: tuple[str, ...] = ()
    supposed: Supposition | None = None
    difference: Difference | None = None
    expected: Likelihood | None = None
    expected_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    worlds: int | None = None
    seed: int | None = None
