"""Shapes of scenarios and replays, for the published contract; tests hold the answers against them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aftershock_api.schemas import Shape
from aftershock_api.schemas_radius import Difference, Expected, Supposition

__all__ = [
    "Arrival",
    "Beside",
    "NamedAt",
    "Replay",
    "ReplayStep",
    "ScenarioItem",
    "ScenarioPage",
    "ScenarioStart",
    "Source",
]


class Source(Shape):
    """Who says so."""

    iri: str
    title: str
    address: str | None


class ScenarioItem(Shape):
    """A scenario in a list."""

    iri: str
    slug: str
    label: str
    description: str
    window: tuple[str | None, str | None]
    starts: list[str]
    events: int
    figures: int


class ScenarioPage(Shape):
    """Some of the scenarios."""

    total: int
    offset: int
    limit: int
    items: list[ScenarioItem]


class ScenarioStart(Shape):
    """Where a replay starts."""

    component: str
    mode: str
    since: str


class Arrival(Shape):
    """A component that fell, or fell on better evidence, since the event before."""

    component: str
    label: str
    class_name: str = Field(alias="class")
    owner: str | None
    evidence: Literal["affected", "possible", "unknown"]
    before: Literal["affected", "possible", "unknown"] | None
    since: str


class NamedAt(Shape):
    """A component that an event names, and how it falls by then."""

    component: str
    evidence: Literal["affected", "possible", "unknown", "start"] | None


class ReplayStep(Shape):
    """The radius as of one event."""

    iri: str
    label: str
    kind: str
    not_before: str
    not_after: str
    as_of: str = Field(description="The last moment within the event's span.")
    mode: str | None
    named: list[NamedAt]
    sources: list[Source]
    counts: dict[str, int]
    by_class: dict[str, dict[str, int]]
    new: list[Arrival]
    expected: Expected | None = Field(description="How many had fallen on average by then.")
    expected_sampling: dict[str, tuple[float, float]] = Field(description="99 % intervals of the sample.")
    difference: Difference | None = Field(description="What is supposed changes this by then.")


class Beside(Shape):
    """A public figure, and the replay's own number beside it."""

    iri: str
    measures: str
    low: float
    high: float
    said_low: list[Source]
    said_high: list[Source]
    note: str
    class_name: str | None = Field(alias="class")
    counts: dict[str, int]
    components: list[str]
    scope_notes: dict[str, str]
    difference: str


class Replay(Shape):
    """A scenario replayed over the graph."""

    scenario: ScenarioItem
    window: tuple[str, str]
    starts: list[ScenarioStart]
    alternatives: str
    without_rules: list[str]
    steps: list[ReplayStep] = Field(description="In the order in which they have happened at the latest.")
    counts: dict[str, int]
    by_class: dict[str, dict[str, int]]
    figures: list[Beside]
    illustrative: bool
    revision: str
    notes: list[str]
    supposed: Supposition | None
    difference: Difference | None = Field(description="At the end of the window.")
    expected: Expected | None = Field(description="At the end of the window.")
    expected_sampling: dict[str, tuple[float, float]]
    worlds: int | None
    seed: int | None
