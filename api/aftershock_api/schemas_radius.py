"""Shapes of a blast radius: what it is asked for, and what it answers."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from aftershock.model import asked as model
from aftershock_api.fields import Blank, Fields, Names
from aftershock_api.schemas import Shape

__all__ = ["Blank", "BlastRadius", "Difference", "Edges", "Expected", "Fall", "PathStep", "RadiusRequest", "RadiusRow"]


class Likelihood(Shape):
    """A probability as an interval with its default."""

    low: float = Field(ge=0, le=1)
    default: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class PathStep(Shape):
    """One hop of a path."""

    component: str
    mode: str
    from_mode: str | None
    relation: str | None
    rule: str | None
    likelihood: Likelihood | None
    basis: str | None
    effect: str | None
    certainty: str | None
    evidence: str | None
    documents: list[str]
    unsettled: list[str]
    also_needed: list[tuple[str, str]]


class Fall(Shape):
    """How likely a component falls."""

    low: float = Field(ge=0, le=1, description="Over stated edges, with low numbers.")
    default: float | None = Field(ge=0, le=1, description="Null where a number that matters was never given.")
    high: float = Field(ge=0, le=1, description="Over all edges, with high numbers.")
    method: str = Field(description="certain, tree, series-parallel, factored, enumerated (all exact) or simulated.")
    sampling: dict[str, tuple[float, float]] = Field(description="99 % intervals of those that were simulated.")


class Expected(Shape):
    """How many components fall on average."""

    low: float = Field(ge=0)
    default: float = Field(ge=0)
    high: float = Field(ge=0)


class Supposition(Shape):
    """What a question supposes."""

    at: str | None
    stale_days: int | None
    with_mitigations: list[tuple[str, str | None]]
    without_edges: list[tuple[str, str, str]]
    with_edges: list[tuple[str, str, str]]


class Moved(Shape):
    """A component that stands otherwise for what is supposed."""

    component: str
    label: str
    class_name: str = Field(alias="class")
    owner: str | None
    before: Literal["affected", "possible", "unknown"] | None
    after: Literal["affected", "possible", "unknown"] | None


class Difference(Shape):
    """What a supposition changes."""

    counts: dict[str, int] = Field(description="As things are.")
    expected: Expected | None = Field(description="As things are.")
    moved: list[Moved] = Field(description="The first thousand.")
    total: int


class RadiusRow(Shape):
    """One component that falls, may fall, or of which nobody can say."""

    component: str
    label: str
    class_name: str = Field(alias="class")
    owner: str | None
    mode: str
    modes: list[str]
    depth: int
    path: list[PathStep]
    attack_steps: int
    also_possible: list[str]
    likelihood: Fall | None = Field(description="That it falls in any mode.")
    by_mode: dict[str, Fall]
    before: dict[str, Fall] = Field(description="As things are: by mode, and under `any` that of any mode.")
    since: str | None = Field(description="When it fell, where a window was asked for.")


class Borne(Shape):
    """What one class or one owner bears of a blast radius, on average."""

    expected: Expected = Field(description="How many of its components fall.")
    impact: Expected = Field(description="The same, each weighted by its criticality.")
    expected_sampling: dict[str, tuple[float, float]] = Field(description="99 % intervals of the sample.")
    impact_sampling: dict[str, tuple[float, float]] = Field(description="99 % intervals of the sample.")


class BlastRadius(Shape):
    """What falls with one or several components."""

    start: list[str]
    mode: str
    threat: str | None
    alternatives: str
    depth: int | None
    without_rules: list[str]
    affected: list[RadiusRow]
    possible: list[RadiusRow]
    unknown: list[RadiusRow]
    counts: dict[str, int]
    by_class: dict[str, dict[str, int]]
    illustrative: bool
    revision: str
    notes: list[str]
    supposed: Supposition | None
    difference: Difference | None
    expected: Expected | None
    expected_sampling: dict[str, tuple[float, float]] = Field(description="99 % intervals of the sample.")
    expected_by_class: dict[str, Borne] = Field(description="What each class bears, the most first.")
    expected_by_owner: dict[str, Borne] = Field(description="What each owner bears; the empty name: what nobody owns.")
    worlds: int | None
    seed: int | None
    window: tuple[str, str] | None = Field(description="From when until when, where it was asked for.")


def _edge(value: Any) -> Any:
    """Take an edge as a list of three names, or as a text with spaces between them."""
    return value.split() if isinstance(value, str) else value


Edges = Annotated[
    list[Annotated[Annotated[list[str], Field(min_length=3, max_length=3)], BeforeValidator(_edge)]],
    Names,
]
"""Edges that a question supposes away or there."""


def _by_rule(value: Any) -> Any:
    return value or "by-rule"


_WithApt = Annotated[Literal["by-rule", "any", "all", "apt"], BeforeValidator(_by_rule)]


WINDOW: Final[Any] = Field(
    None, description="Only what falls within it, and since when: two moments with a slash between them, A/B."
)


class Changes(Fields):
    """What is to be otherwise: edges, rules, mitigations, and how alternatives count."""

    alternatives: Annotated[Literal["by-rule", "any", "all"], BeforeValidator(_by_rule)] = Field(
        "by-rule", description="When a need with alternatives falls."
    )
    without_rules: Annotated[list[str], Names] = Field(
        default_factory=list, alias="without-rule", max_length=1000, description="Rules to leave out; repeatable."
    )
    without_edges: Edges = Field(
        default_factory=list,
        alias="without-edge",
        max_length=100,
        description="Suppose an edge away: dependent, relation (* is any) and dependee, apart by spaces; repeatable.",
    )
    with_edges: Edges = Field(
        default_factory=list,
        alias="with-edge",
        max_length=100,
        description="Suppose that an edge is there: dependent, relation and dependee, apart by spaces; repeatable.",
    )
    with_mitigations: Annotated[list[str], Names] = Field(
        default_factory=list,
        alias="with-mitigation",
        max_length=100,
        description="Suppose it in place: MITIGATION@COMPONENT, or MITIGATION for wherever it helps; repeatable.",
    )
    stale_days: Annotated[int | None, Blank] = Field(
        None,
        alias="stale-days",
        ge=0,
        le=model.STALE_DAYS,
        description="Doubt edges that nobody has seen for so many days.",
    )

    def supposed_edges(self) -> dict[str, list[list[str]]]:
        """Give the edges that are supposed away and there, by the names of their parameters."""
        return {"without-edge": self.without_edges, "with-edge": self.with_edges}

    def options(self) -> dict[str, Any]:
        """Give what `KnowledgeBase` takes besides components and page, by its names."""
        chosen = self.model_dump(include=set(_OPTIONS))
        edges = {name: [tuple(edge) for edge in chosen[name]] for name in ("without_edges", "with_edges")}
        return {**chosen, **edges}


class Sampled(Changes):
    """The same, and how likelihoods are sampled."""

    worlds: Annotated[int | None, Blank] = Field(
        None, ge=1, le=1_048_576, description="Worlds to sample where no exact way will do."
    )
    seed: int = Field(0, description="Another seed draws another sample.")


class Started(Sampled):
    """The same, and where it starts, as of which moment."""

    component: Annotated[list[str], Names] = Field(
        min_length=1, max_length=1000, description="Where it starts: a slug, label, IRI or package URL; repeatable."
    )
    threat: Annotated[str | None, Blank] = Field(None, description="Start as this threat does.")
    mode: Annotated[str | None, Blank] = Field(
        None, description="Start in this mode: control, integrity, confidentiality, availability, or one of your own."
    )
    at: Annotated[str | None, Blank] = Field(
        None, description="Only edges that hold then: a date, or a time with zone."
    )


class Asked(Started):
    """What a blast radius, its reasons and its ways take."""

    alternatives: _WithApt = Field(  # type: ignore[assignment] # one more than decisions have
        "by-rule", description="When a need with alternatives falls; apt: what apt-cache prints."
    )
    depth: Annotated[int | None, Blank] = Field(None, ge=0, description="Relations to follow; all by default.")

    def question(self) -> model.Asked:
        """Give the question as the knowledge base takes it."""
        options = {name: value for name, value in self.options().items() if name != "likelihood"}
        return model.Asked.of(self.component, options, model.Tracing)


class Timed(Asked):
    """The same, and a window."""

    window: Annotated[str | None, Blank] = WINDOW


class RadiusRequest(Timed):
    """What a blast radius is asked for."""

    asks = "blast-radius"
    likelihood: bool = Field(True, description="Say how likely each row falls.")
    offset: int = Field(0, ge=0, description="Rows to pass over.")
    limit: int = Field(1000, ge=0, le=100_000, description="Rows to give at most; counts are always whole.")
    summary: bool = Field(False, description="Counts only, no rows.")
    format: str | None = Field(None, description="json, csv or node-link.")


_OPTIONS = (
    *("threat", "mode", "depth", "alternatives", "without_rules", "at", "stale_days", "with_mitigations"),
    *("without_edges", "with_edges", "likelihood", "worlds", "seed", "window"),
)
