"""Shapes of explanations and histories, for the published contract; tests hold the answers against them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aftershock_api.schemas import Shape
from aftershock_api.schemas_radius import PathStep, RadiusRow, Supposition

__all__ = ["FoundPath", "Paths", "ProofStep", "Unsettled", "WayLikelihood", "Why"]


class ProofStep(Shape):
    """A step of a proof."""

    step: PathStep
    rests_on: list[int] = Field(
        description="Places of the steps it rests on: the one it carried on from, then those of its `also_needed`."
    )
    since: str | None = Field(description="When it carried, where a window was asked for.")


class Unsettled(Shape):
    """Something in a proof that nobody has settled."""

    step: int
    kind: Literal["qualifier", "certainty", "alternatives", "unsaid"]
    component: str
    other: str
    detail: str | None


class Why(Shape):
    """Why one component falls with others."""

    start: list[str]
    mode: str
    threat: str | None
    target: str
    label: str
    class_name: str = Field(alias="class")
    owner: str | None
    evidence: Literal["affected", "possible", "unknown", "start"] | None = Field(description="Null where it stands.")
    row: RadiusRow | None
    proof: list[ProofStep] = Field(description="Each step after those that it rests on; the last is its own.")
    unsettled: list[Unsettled]
    alternatives: str
    depth: int | None
    without_rules: list[str]
    illustrative: bool
    revision: str
    notes: list[str]
    window: tuple[str, str] | None
    supposed: Supposition | None
    before: Literal["affected", "possible", "unknown", "start"] | None = Field(
        description="As things are, where something is supposed."
    )


class WayLikelihood(Shape):
    """How likely all hops of one way carry."""

    low: float = Field(ge=0, le=1)
    default: float | None = Field(ge=0, le=1, description="Null where a number was never given.")
    high: float = Field(ge=0, le=1)


class FoundPath(Shape):
    """One way from a start to the target."""

    evidence: Literal["affected", "possible", "unknown"]
    likelihood: WayLikelihood
    length: int
    attack_steps: int
    path: list[PathStep]


class Paths(Shape):
    """The best ways between components."""

    start: list[str]
    mode: str
    threat: str | None
    target: str
    asked: int
    found: list[FoundPath] = Field(description="The best first: by evidence, then likelihood, then length.")
    cut_off: bool = Field(description="Whether the search ended before it could tell that no others are as good.")
    alternatives: str
    depth: int | None
    without_rules: list[str]
    illustrative: bool
    revision: str
    notes: list[str]
    supposed: Supposition | None
