"""What tests of pages ask: that a page is read, that each span is the page's own words, and that all is there."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aftershock.ingest.readers.agent_page import read_page
from aftershock.ingest.readers.page_factors import DIRECTORY_FACTORS
from aftershock.model.documents import Document

if TYPE_CHECKING:
    from aftershock.model.agents import AgentPage

CERTAINTY = ["stated", "not-certain", "stated", "stated", "not-certain", "not-certain", "stated"]
CLAIMS = [
    ["model-stealing"],
    ["data-poisoning"],
    ["insecure-tool-integration"],
    ["container-escape", "resource-exhaustion"],
    ["observability-blind-spots"],
    ["missing-compliance-attestation", "missing-rbac"],
    ["cascading-failure", "registry-compromise"],
]


def read(text: str, name: str = "page.txt", media_type: str | None = None) -> AgentPage:
    page = read_page(Document(text.encode(), name, media_type))
    for layer in page.layers:
        assert page.text[layer.span.start : layer.span.end] == layer.span.exact == layer.text
        for span in (*(claim.span for claim in layer.claims), *layer.unclassified):
            assert page.text[span.start : span.end] == span.exact
    return page


def assert_all_there(page: AgentPage) -> None:
    assert (page.slug, page.name, page.summary) == ("demo-bot", "Demo Bot", "A bot that moderates posts.")
    assert (list(page.factors), sum(page.factors.values())) == (list(DIRECTORY_FACTORS), Decimal("4.1"))
    assert [layer.number for layer in page.layers] == [1, 2, 3, 4, 5, 6, 7]
    assert page.layers[3].name == "Deployment and Infrastructure"
    assert [layer.certainty for layer in page.layers] == CERTAINTY
    assert [sorted(claim.threat for claim in layer.claims) for layer in page.layers] == CLAIMS


def warnings(page: AgentPage) -> list[str]:
    return [finding.message for finding in page.findings if finding.severity == "warning"]
