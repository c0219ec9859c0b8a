"""Shapes of what goes in and out, for the published contract; tests hold the answers against them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "AgentPage",
    "AgentRecord",
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
    "Readiness",
    "Suggestions",
    "Threat",
    "ThreatPage",
]


class Shape(BaseModel):
    """What goes in or out, and nothing else besides."""

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


class _ItemPage(Shape):
    total: int
    offset: int
    limit: int


class Query(Shape):
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


class AgentItem(Shape):
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


class LayerClaim(Shape):
    """A claim of a threat, with the words it rests on, or the page from which somebody asserts it."""

    threat: str
    label: str
    polarity: Literal["exposed", "mitigated"]
    span: str | None = Field(description="The page's words; null where the claim is asserted.")
    offsets: tuple[int, int] | None = Field(description="Where they are in the page's text; null where `span` is.")
    source: str | None = Field(description="For an asserted claim the address of what was read; else null.")


class LayerRecord(Shape):
    """What a page says of one layer."""

    number: int
    name: str
    certainty: Literal["stated", "not-certain"]
    text: str
    threats: list[LayerClaim]
    unclassified: list[str]
    offset: int


class BandScore(Shape):
    """The score if the CVSS base lay in one band."""

    band: str
    base_low: float
    base_high: float
    low: float
    high: float


class Uplift(Shape):
    """The agentic uplift alone."""

    base: float
    low: float
    high: float


class Assessment(Shape):
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


class AgentRecord(Shape):
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


class Threat(Shape):
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


class LayerItem(Shape):
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


class Mitigation(Shape):
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


class Component(Shape):
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


class IngestReportFinding(Shape):
    """Something noticed while reading."""

    severity: Literal["warning", "info"]
    message: str
    line: int | None
    field: str | None


class IngestReport(Shape):
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


class Written(Shape):
    """What a SPARQL update, or a graph that was put, added to or removed, did."""

    revision: str
    added: int
    removed: int
    changed: list[str]
    made: list[str]
    findings: list[str]


class Preview(Shape):
    """What ingesting a document would do."""

    report: IngestReport
    nquads: str


class Suggestion(Shape):
    """Something that goes by a text."""

    kind: str
    iri: str
    slug: str
    label: str
    href: str = Field(description="Its page, within this service.")


class Suggestions(Shape):
    """What goes by a text, best first."""

    items: list[Suggestion]


class Health(Shape):
    """The process answers."""

    status: Literal["ok"]


class Readiness(BaseModel):
    """Whether it can do its work, what is missing if not, and how it is set."""

    model_config = ConfigDict(extra="allow")

    ready: bool
    missing: list[str]
