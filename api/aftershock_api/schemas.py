"""Shapes of what goes in and out, for the published contract; tests hold the answers against them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = [
    "AgentPage",
    "AgentRecord",
    "BlastRadius",
    "Component",
    "ComponentPage",
    "Health",
    "IngestReport",
    "LayerPage",
    "Mitigation",
    "MitigationPage",
    "Preview",
    "Problem",
    "Query",
    "QueryPage",
    "RadiusRequest",
    "Readiness",
    "Suggestions",
    "Threat",
    "ThreatPage",
]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Problem(BaseModel):
    """An RFC 9457 problem document; some types carry more members."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="A stable IRI of the kind of problem.")
    title: str = Field(description="The kind in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What was wrong here, and what to do.")
    suggestions: list[str] | None = Field(None, description="The nearest names that exist.")
    line: int | None = Field(None, description="Where in a query or a document, counted from 1.")
    column: int | None = None


class _ItemPage(_Shape):
    total: int
    offset: int
    limit: int


class Query(_Shape):
    """A question of the catalogue of queries."""

    name: str
    question: str
    topic: str
    on: Literal["catalogue", "examples"] = Field(
        description="Whether the rows hold on what is shipped alone, or once the worked examples are loaded."
    )
    columns: list[str]
    rows: list[list[str]] = Field(description="The rows that it must give on that ground.")
    text: str = Field(description="The query.")


class QueryPage(_ItemPage):
    """A page of the catalogue of queries."""

    items: list[Query]


class AgentItem(_Shape):
    """An agent in a list."""

    iri: str
    slug: str
    name: str
    low: float
    high: float
    layers: list[tuple[int, str, int]] = Field(description="Number, certainty, exposed claims, for each layer.")
    source: str | None = Field(description="The page it is from, where only the catalogue tells of it.")


class AgentPage(_ItemPage):
    """Some of the agents."""

    items: list[AgentItem]


class LayerClaim(_Shape):
    """A claim of a threat, with the words it rests on, or the page from which somebody asserts it."""

    threat: str
    label: str
    polarity: Literal["exposed", "mitigated"]
    span: str | None = Field(description="The page's words; null where the claim is asserted.")
    offsets: tuple[int, int] | None = Field(description="Where they are in the page's text; null where `span` is.")
    source: str | None = Field(description="For an asserted claim the address of what was read; else null.")


class LayerRecord(_Shape):
    """What a page says of one layer."""

    number: int
    name: str
    certainty: Literal["stated", "not-certain"]
    text: str
    threats: list[LayerClaim]
    unclassified: list[str]
    offset: int


class BandScore(_Shape):
    """The score if the CVSS base lay in one band."""

    band: str
    base_low: float
    base_high: float
    low: float
    high: float


class Uplift(_Shape):
    """The agentic uplift alone."""

    base: float
    low: float
    high: float


class Assessment(_Shape):
    """An AIVSS score, or its interval where an input is missing."""

    method: str
    factor_sum: float | None
    aars: float | None
    score: float | None
    low: float
    high: float
    bands: list[str]
    band: str | None
    missing: list[str]
    notes: list[str]
    cvss_base: float | None
    threat_multiplier: float | None
    mitigation_factor: float | None
    by_cvss_band: list[BandScore]
    uplift: Uplift | None


class AgentRecord(_Shape):
    """Everything known of an agent."""

    iri: str
    slug: str
    name: str
    summary: str
    factors: dict[str, float]
    aivss: Assessment
    layers: list[LayerRecord]
    document: str = Field(description="The source document; empty where only the catalogue tells of the agent.")
    source: str | None = Field(description="The page that the catalogue's claims are from; null where it has none.")


class Threat(_Shape):
    """A threat, weakness or consequence."""

    iri: str
    slug: str
    label: str
    definition: str
    kind: Literal["threat", "weakness", "consequence"]
    starts_mode: str | None
    strikes: list[str]
    claims: int


class ThreatPage(_ItemPage):
    """Some of the threats."""

    items: list[Threat]


class LayerItem(_Shape):
    """A MAESTRO layer."""

    iri: str
    number: int
    name: str
    definition: str
    vertical: bool
    claims: int


class LayerPage(_ItemPage):
    """The layers."""

    items: list[LayerItem]


class Mitigation(_Shape):
    """A mitigation of the catalogue."""

    iri: str
    slug: str
    label: str
    definition: str
    answers: list[str]
    rules: list[str]


class MitigationPage(_ItemPage):
    """Some of the mitigations."""

    items: list[Mitigation]


class Component(_Shape):
    """A component."""

    iri: str
    label: str
    class_name: str = Field(alias="class")
    owner: str | None
    illustrative: bool
    dependents: int
    dependencies: int


class ComponentPage(_ItemPage):
    """Some of the components."""

    items: list[Component]


class Likelihood(_Shape):
    """A probability as an interval with its default."""

    low: float = Field(ge=0, le=1)
    default: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class PathStep(_Shape):
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


class Fall(_Shape):
    """How likely a component falls."""

    low: float = Field(ge=0, le=1, description="Over stated edges, with low numbers.")
    default: float | None = Field(ge=0, le=1, description="Null where a number that matters was never given.")
    high: float = Field(ge=0, le=1, description="Over all edges, with high numbers.")
    method: str = Field(description="certain, tree, series-parallel, factored, enumerated (all exact) or simulated.")
    sampling: dict[str, tuple[float, float]] = Field(description="99 % intervals of those that were simulated.")


class Expected(_Shape):
    """How many components fall on average."""

    low: float = Field(ge=0)
    default: float = Field(ge=0)
    high: float = Field(ge=0)


class Supposition(_Shape):
    """What a question supposes."""

    at: str | None
    stale_days: int | None
    with_mitigations: list[tuple[str, str | None]]
    without_edges: list[tuple[str, str, str]]
    with_edges: list[tuple[str, str, str]]


class Moved(_Shape):
    """A component that stands otherwise for what is supposed."""

    component: str
    label: str
    class_name: str = Field(alias="class")
    owner: str | None
    before: Literal["affected", "possible", "unknown"] | None
    after: Literal["affected", "possible", "unknown"] | None


class Difference(_Shape):
    """What a supposition changes."""

    counts: dict[str, int] = Field(description="As things are.")
    expected: Expected | None = Field(description="As things are.")
    moved: list[Moved] = Field(description="The first thousand.")
    total: int


class RadiusRow(_Shape):
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
    since: str | None


class BlastRadius(_Shape):
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
    worlds: int | None
    seed: int | None


def _blank_is_none(value: Any) -> Any:
    return None if value == "" else value


def _without_blanks(value: Any) -> Any:
    return [item for item in value if item != ""] if isinstance(value, list) else value


Blank = BeforeValidator(_blank_is_none)
"""A form sends an empty field for what was not chosen."""


def _edge(value: Any) -> Any:
    """Take an edge as a list of three names, or as a text with spaces between them."""
    return value.split() if isinstance(value, str) else value


Edges = Annotated[
    list[Annotated[Annotated[list[str], Field(min_length=3, max_length=3)], BeforeValidator(_edge)]],
    BeforeValidator(_without_blanks),
]
"""Edges that a question supposes away or there."""


class RadiusRequest(_Shape):
    """What a blast radius is asked for."""

    component: Annotated[list[str], BeforeValidator(_without_blanks)] = Field(
        min_length=1, max_length=1000, description="Where it starts: a slug, label, IRI or package URL; repeatable."
    )
    threat: Annotated[str | None, Blank] = Field(None, description="Start as this threat does.")
    mode: Annotated[str | None, Blank] = Field(
        None, description="Start in this mode: control, integrity, confidentiality, availability, or one of your own."
    )
    depth: Annotated[int | None, Blank] = Field(None, ge=0, description="Relations to follow; all by default.")
    alternatives: Annotated[Literal["by-rule", "any", "all"], BeforeValidator(lambda value: value or "by-rule")] = (
        Field("by-rule", description="When a need with alternatives falls.")
    )
    without_rules: Annotated[list[str], BeforeValidator(_without_blanks)] = Field(
        default_factory=list, alias="without-rule", max_length=1000, description="Rules to leave out; repeatable."
    )
    at: Annotated[str | None, Blank] = Field(
        None, description="Only edges that hold then: a date, or a time with zone."
    )
    stale_days: Annotated[int | None, Blank] = Field(
        None, alias="stale-days", ge=0, description="Doubt edges that nobody has seen for so many days."
    )
    with_mitigations: Annotated[list[str], BeforeValidator(_without_blanks)] = Field(
        default_factory=list,
        alias="with-mitigation",
        max_length=100,
        description="Suppose it in place: MITIGATION@COMPONENT, or MITIGATION for wherever it helps; repeatable.",
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
    likelihood: bool = Field(True, description="Say how likely each row falls.")
    worlds: Annotated[int | None, Blank] = Field(
        None, ge=1, le=1_048_576, description="Worlds to sample where no exact way will do."
    )
    seed: int = Field(0, description="Another seed draws another sample.")
    offset: int = Field(0, ge=0, description="Rows to pass over.")
    limit: int = Field(1000, ge=0, le=100_000, description="Rows to give at most; counts are always whole.")
    summary: bool = Field(False, description="Counts only, no rows.")


class IngestReportFinding(_Shape):
    """Something noticed while reading."""

    severity: Literal["warning", "info"]
    message: str
    line: int | None
    field: str | None


class IngestReport(_Shape):
    """What ingesting a document did, or would do."""

    document: str
    sha256: str
    format: str
    outcome: Literal["added", "revised", "unchanged"]
    graphs: list[str]
    quads: int
    agents: list[str]
    findings: list[IngestReportFinding]
    revision: str


class Preview(_Shape):
    """What ingesting a document would do."""

    report: IngestReport
    nquads: str


class Suggestion(_Shape):
    """Something that goes by a text."""

    kind: str
    iri: str
    slug: str
    label: str
    href: str = Field(description="Its page, within this service.")


class Suggestions(_Shape):
    """What goes by a text, best first."""

    items: list[Suggestion]


class Health(_Shape):
    """The process answers."""

    status: Literal["ok"]


class Readiness(BaseModel):
    """Whether it can do its work, and within which limits."""

    model_config = ConfigDict(extra="allow")

    ready: bool
