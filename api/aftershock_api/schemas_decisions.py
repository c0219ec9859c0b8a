"""Shapes of decisions: rankings, choke points, plans, containment, facts, briefs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from aftershock_api.schemas import Shape
from aftershock_api.schemas_radius import Expected, Supposition

__all__ = ["Brief", "ChokePoints", "Containment", "Facts", "Plans", "Ranking"]

Counts = dict[Literal["affected", "possible", "unknown"], int]
Edge = tuple[str, str, str]
Sampling = Annotated[dict[str, tuple[float, float]], Field(description="99 % intervals of the sample.")]


class Named(Shape):
    """A component as people know it."""

    component: str
    label: str
    class_name: str = Field(alias="class")
    owner: str | None


class Scene(Shape):
    """From what an answer was computed."""

    start: list[str]
    mode: str
    threat: str | None
    alternatives: str
    without_rules: list[str]
    protect: list[str]
    weights: dict[str, float] = Field(description="By local name of the criticality; empty for those without one.")
    worlds: int | None
    seed: int
    illustrative: bool
    revision: str
    notes: list[str]
    supposed: Supposition | None
    window: tuple[str, str] | None = Field(description="From when until when, where it was asked for.")


class Standing(Shape):
    """How much falls, counted and on average."""

    counts: Counts
    protected: Counts = Field(description="Of what is to be protected.")
    expected: Expected
    impact: Expected = Field(description="Each component counted as much as its criticality weighs.")
    exposed: Expected = Field(description="Of what is to be protected.")
    expected_sampling: Sampling
    impact_sampling: Sampling
    exposed_sampling: Sampling


class RankedBefore(Shape):
    """How a component to start from ranks as things are."""

    rank: int | None = Field(description="Null where nothing falls with it, or further behind than was ranked.")
    score: float
    counts: Counts
    impact: Expected | None
    impact_sampling: Sampling


class RankingRow(Named):
    """A component to start from."""

    illustrative: bool
    score: float
    counts: Counts
    mode: str = Field(description="The mode it starts in.")
    impact: Expected | None
    impact_sampling: Sampling
    rank: int | None = Field(description="Its place, from 1; null where others may come before it.")
    before: RankedBefore | None = Field(description="As things are, where something is supposed.")


class RankingDifference(Shape):
    """What a supposition changes in a ranking."""

    total: int = Field(description="How many are ranked as things are.")
    moved: int | None = Field(description="With how many another number falls; null where not all were computed.")
    left: list[RankingRow] = Field(description="Rows that as things are stand on this page, and do not now.")


class Ranking(Shape):
    """Components ranked by what falls with each alone."""

    by: Literal["reach", "class", "impact"]
    victims: str | None
    mode: str = Field(description="That all start in; fitting where each starts in the first that fits its class.")
    alternatives: str
    only: Literal["documents", "all"]
    exact: bool
    method: str
    weights: dict[str, float]
    rows: list[RankingRow]
    total: int
    offset: int
    limit: int
    worlds: int | None
    seed: int | None
    revision: str
    notes: list[str]
    protect: list[str] = Field(description="These alone count as victims, where some were named.")
    without_rules: list[str]
    supposed: Supposition | None
    difference: RankingDifference | None


class ChokePoint(Named):
    """A component without whose fall less falls."""

    saved: Counts = Field(description="Fewer that are affected, at least possible, in any of the three.")
    protected_saved: Counts
    left: Counts
    states: dict[str, int] = Field(description="Fewer that are affected if it does not fall in this mode.")


class Cut(Shape):
    """What to take out so that nothing that is to be protected falls."""

    states: list[tuple[str, str]] = Field(description="The fewest, exact by maximum flow.")
    components: list[Named]
    edges: list[Edge] = Field(description="Where a start leads there straight, these instead.")
    bound: int = Field(description="No fewer can do.")


class ChokePoints(Shape):
    """Where a cascade can be stopped."""

    scene: Scene
    before: Counts
    rows: list[ChokePoint]
    found: int = Field(description="How many rows there are in all, of those tried.")
    offset: int
    limit: int
    tried: int
    total: int
    cut: Cut | None


class Down(Shape):
    """What stops working when something is taken out of use."""

    out: list[Named]
    counts: Counts
    first: list[Named]
    note: str


class Measure(Named):
    """A mitigation put on a component, a component isolated, or an edge blocked."""

    kind: Literal["mitigation", "isolate", "block"]
    mitigation: str | None
    mitigation_label: str | None
    cost: float
    rules: list[str]
    edge: Edge | None


class StillOpen(Named):
    """A component that falls all the same, and how likely in any mode."""

    low: float = Field(ge=0, le=1)
    default: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class Plan(Shape):
    """Measures together, recomputed."""

    measures: list[Measure]
    cost: float
    after: Standing
    takes_down: Down
    open: list[StillOpen]


class Plans(Shape):
    """The best that a budget buys."""

    scene: Scene
    goal: Literal["reduce", "separate"]
    objective: Literal["impact", "exposed"]
    budget: float | None
    method: Literal["brute force", "greedy", "minimum cut"]
    candidates: int
    considered: int
    tried: int
    before: Standing
    plans: list[Plan]


class Action(Named):
    """One thing to do at once, recomputed."""

    kind: Literal["revoke", "block", "isolate", "pin", "roll-back"]
    edge: Edge | None
    stops: Counts = Field(description="Fewer that are affected, at least possible, in any of the three.")
    after: Standing
    takes_down: Down


class Rotation(Named):
    """A credential to rotate."""

    evidence: Literal["affected", "possible", "unknown", "start"]
    opens: Counts
    holders: list[str]


class Contact(Shape):
    """Whom to call, about what."""

    owner: str | None
    label: str
    counts: Counts
    components: list[Named]


class Containment(Shape):
    """What to do at once."""

    scene: Scene
    before: Standing
    actions: list[Action]
    found: dict[Literal["isolate", "revoke", "roll-back", "block", "pin"], int] = Field(
        description="How many actions of each kind stop something, of those tried; to pin, how many can be pinned."
    )
    offset: int
    limit: int
    rotate: list[Rotation]
    call: list[Contact]


class Fact(Named):
    """Something that nobody said, and what the answer would be either way."""

    kind: Literal["qualifier", "edge", "dependencies", "mitigation"]
    question: str
    edge: Edge | None
    about: str | None
    if_true: Standing
    if_false: Standing
    moves: tuple[int, int] = Field(description="How many change class if it is so, and if not.")
    narrows: float


class Facts(Shape):
    """What would narrow the answer most."""

    scene: Scene
    before: Standing
    rows: list[Fact]
    found: int = Field(description="How many rows there are in all, of those tried.")
    offset: int
    limit: int
    tried: int
    total: int


class Brief(Shape):
    """What somebody who must decide has to know, on one page."""

    scene: Scene
    titles: list[str]
    since: str | None
    before: Standing
    owners: int
    call: list[Contact]
    unknown: list[Fact]
    actions: list[Action]
    rotate: list[Rotation]
    ends: dict[str, str] = Field(description="Labels of the far ends of relations that an action is about.")
