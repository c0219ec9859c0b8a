"""Pages of our own making, in the two forms in which agent directories write them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from aftershock.ingest.readers.page_factors import DIRECTORY_FACTORS

VALUES = ("0.70", "0.30", "0.20", "0.50", "0.40", "0.70", "0.10", "0.10", "0.50", "0.60")
NAMES = (
    "Foundation Models",
    "Data Operations",
    "Agent Frameworks",
    "Deployment & Infrastructure",
    "Evaluation & Observability",
    "Security & Compliance",
    "Agent Ecosystem",
)
PARAGRAPHS = (
    "It calls hosted language models. Model stealing is a risk.",
    "Not certain from the listing — data poisoning of the index is possible.",
    "It orchestrates tools; insecure tool integration is the main risk.",
    "gVisor prevents container escape, but denial of service is likely.",
    "Not certain from the listing — no logging is described.",
    "Not certain from the listing — the page lacks details on RBAC and SOC 2.",
    "A compromised registry would cause cascading failures.",
)
CLAIMS = (
    ("model-stealing",),
    ("data-poisoning",),
    ("insecure-tool-integration",),
    ("container-escape", "resource-exhaustion"),
    ("observability-blind-spots",),
    ("missing-rbac", "missing-compliance-attestation"),
    ("registry-compromise", "cascading-failure"),
)
CERTAINTY = ("stated", "not-certain", "stated", "stated", "not-certain", "not-certain", "stated")
SCORES = "CVSS base 7.5AARS uplift 1.02Factor sum 4.1/10Threat ×1.0Mitigation ×0.85"
FORMULA = "AIVSS = (CVSS_Base + AARS) × Mitigation_Factor, where AARS = (10 − CVSS_Base) × (Factor_Sum / 10) × ThM"
SCORED = "Scored with the published formula; the factors are estimates."
INTRO = "Per-layer threats for this agent. Layers tagged “not certain from listing” are general commentary."
FOOTER = "MAESTRO — the 7-layer agentic threat-modeling framework (Cloud Security Alliance)."


@dataclass
class PageMaker:
    """Makes pages; every part can be set before one is made."""

    name: str = "Demo Bot"
    title: str = "{name} — agentic threat model"
    summary: str = "A bot that moderates posts."
    factors: list[tuple[str, str]] = field(default_factory=lambda: list(zip(DIRECTORY_FACTORS, VALUES, strict=True)))
    paragraphs: list[str] = field(default_factory=lambda: list(PARAGRAPHS))
    order: list[int] = field(default_factory=lambda: list(range(7)))
    heading: str = "L{number} · {name}"
    marks: tuple[str, str] = ("✓ mapped", "⚠ not certain from listing")
    scores: str = SCORES
    footer: str = FOOTER

    def table(self, separator: str = "\n") -> str:
        """Make a page of the table form: bars, and seven paragraphs without headings."""
        rows = [f"| {name} | {value} | |" for name, value in self.factors]
        title = self.title.format(name=self.name)
        parts = [title, self.summary, "OWASP AIVSS score rationale", *rows, SCORED]
        parts += ["MAESTRO 7-layer threat model", INTRO, *(self.paragraphs[index] for index in self.order), self.footer]
        return separator.join(part for part in parts if part) + "\n"

    def headed(self, separator: str = "\n\n") -> str:
        """Make a page of the headed form: navigation, a score line, each layer below its heading."""
        rows = "\n".join(f"{name}\n{value}" for name, value in self.factors)
        parts = ["AgentsHomeListing", f"← {self.name}", self.title.format(name=self.name), "7.2AIVSS 7.2 · High"]
        parts += [self.summary, "OWASP AIVSS score rationale", f"{FORMULA}\n{self.scores}", rows, SCORED]
        parts += ["MAESTRO 7-layer threat model", INTRO]
        for index in self.order:
            mark = self.marks[CERTAINTY[index] != "stated"]
            parts += [self.heading.format(number=index + 1, name=NAMES[index]) + mark, self.paragraphs[index]]
        return separator.join([*parts, self.footer])


@pytest.fixture
def maker() -> PageMaker:
    """A maker of pages, fresh for each test."""
    return PageMaker()
