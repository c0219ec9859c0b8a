"""The one real page: what the issue lists, exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from aftershock.errors import DocumentError
from aftershock.ingest.readers.agent_page import read_page
from aftershock.model.documents import Document

if TYPE_CHECKING:
    from pathlib import Path

    from aftershock.model.agents import AgentPage

CLAIMS = {
    1: {
        "backdoored-model": "backdoored models",
        "model-stealing": "model stealing",
        "adversarial-exploitation": "adversarial exploitation",
        "misaligned-output": "misaligned outputs",
    },
    2: {"data-exfiltration": "data exfiltration", "data-poisoning": "data exfiltration and poisoning"},
    3: {"insecure-tool-integration": "insecure tool integration"},
    4: {
        "container-escape": "container escape",
        "lateral-movement": "lateral movement",
        "resource-exhaustion": "resource exhaustion",
    },
    5: {"observability-blind-spots": "observability blind spots"},
    6: {
        "weak-authentication": "lacks details on API authentication",
        "missing-rbac": "lacks details on API authentication standards, role-based access control",
        "missing-compliance-attestation": (
            "lacks details on API authentication standards, role-based access control (RBAC), "
            "or compliance certifications"
        ),
    },
    7: {
        "registry-compromise": "compromise of the central registry",
        "api-gateway-compromise": "compromise of the central registry or API gateway",
        "cascading-failure": "cascading failures",
        "malicious-model-distribution": "malicious model distribution",
    },
}


@pytest.fixture(scope="module")
def sample(shared: Path) -> Path:
    return shared / "samples" / "modelslab.txt"


@pytest.fixture(scope="module")
def page(sample: Path) -> AgentPage:
    return read_page(Document.from_path(sample))


def test_the_agent(page: AgentPage) -> None:
    assert (page.slug, page.name) == ("modelslab", "Modelslab")
    assert page.summary.startswith("ModelsLab acts as a high-scale model repository")
    assert page.summary.endswith("without explicit security verification details.")


def test_the_factors(page: AgentPage) -> None:
    assert len(page.factors) == 10
    assert sum(page.factors.values()) == Decimal("2.0")
    assert page.factors["Opacity & Reflexivity"] == Decimal("0.6")


def test_the_page_gives_no_score(page: AgentPage) -> None:
    inputs = page.inputs
    assert {inputs.cvss_base, inputs.threat_multiplier, inputs.mitigation_factor, inputs.aars, inputs.aivss} == {None}
    assert [finding.severity for finding in page.findings] == ["info"]


def test_what_the_page_is_sure_of(page: AgentPage) -> None:
    assert [layer.number for layer in page.layers if layer.certainty == "stated"] == [1, 4, 7]
    assert [layer.number for layer in page.layers if layer.certainty == "not-certain"] == [2, 3, 5, 6]


def test_exactly_these_claims_each_with_its_shortest_passage(page: AgentPage) -> None:
    found = {layer.number: {claim.threat: claim.span.exact for claim in layer.claims} for layer in page.layers}
    assert found == CLAIMS
    assert {claim.polarity for layer in page.layers for claim in layer.claims} == {"exposed"}
    assert all(len(layer.claims) == len(CLAIMS[layer.number]) for layer in page.layers)


def test_offsets_are_those_of_the_file_as_a_person_reads_it(page: AgentPage, sample: Path) -> None:
    with sample.open(newline="", encoding="utf-8") as file:
        text = file.read()
    for layer in page.layers:
        assert text[layer.span.start : layer.span.end] == layer.text
        for claim in layer.claims:
            assert text[claim.span.start : claim.span.end] == claim.span.exact


def test_the_mark_is_not_part_of_the_text(page: AgentPage) -> None:
    assert page.layers[1].text.startswith("The directory does not specify")
    assert not any("Not certain" in layer.text for layer in page.layers)


@pytest.mark.parametrize("change", ["crlf", "bom", "nbsp", "blank lines"])
def test_another_way_of_saving_it_says_the_same(sample: Path, change: str) -> None:
    text = sample.read_text(encoding="utf-8")
    written = {
        "crlf": text.replace("\n", "\r\n"),
        "bom": "\ufeff" + text,
        "nbsp": text.replace(" ", "\u00a0"),
        "blank lines": text.replace("\n", "\n\n"),
    }[change]
    page = read_page(Document(written.encode(), "page.txt"))
    assert {layer.number: {claim.threat for claim in layer.claims} for layer in page.layers} == {
        number: set(claims) for number, claims in CLAIMS.items()
    }
    for layer in page.layers:
        for claim in layer.claims:
            assert written[claim.span.start : claim.span.end] == claim.span.exact


def test_two_paragraphs_that_changed_places_are_noticed(sample: Path) -> None:
    lines = sample.read_text(encoding="utf-8").splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("With access"))
    lines[first], lines[first + 5] = lines[first + 5], lines[first]
    page = read_page(Document("\n".join(lines).encode(), "page.txt"))
    warnings = {finding.line: finding.message for finding in page.findings if finding.severity == "warning"}
    assert set(warnings) == {first + 1, first + 6}
    assert warnings[first + 1].endswith("reads like 'Security and Compliance'")


@pytest.mark.parametrize("end", [10, 200, 700, 1500, 2100])
def test_a_page_cut_off_anywhere_before_its_last_layer_is_refused(sample: Path, end: int) -> None:
    content = sample.read_bytes()
    with pytest.raises(DocumentError) as refused:
        read_page(Document(content[:end], "page.txt"))
    assert refused.value.line is not None or "title" in str(refused.value)
