"""What a worker is given and gives back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from aftershock.errors import DocumentError
from aftershock.ingest.task import read
from aftershock.model.documents import Finding, IngestReport


def test_a_page(maker: Any) -> None:
    del maker.factors[6]
    report, nquads = read({"name": "page.txt", "media_type": "text/plain"}, maker.table().encode())
    assert json.loads(json.dumps(report)) == report
    assert report["format"] == "agent-page"
    assert report["agents"] == ["https://w3id.org/aftershock/id/agent/demo-bot"]
    assert report["findings"][0] == {
        "severity": "warning",
        "message": "9 of ten factors: the page gives no 'Dynamic Identity'",
        "line": None,
        "field": "Dynamic Identity",
    }
    graphs = {quad.graph_name.value for quad in parse(nquads, format=RdfFormat.N_QUADS)}
    assert graphs == set(report["graphs"])
    assert list(report) == [
        "name", "sha256", "format", "document", "lineage", "graphs", "quads", "agents", "findings",
    ]  # fmt: skip


def test_a_report_makes_an_ingest_report(maker: Any) -> None:
    report, _ = read({"name": "page.txt"}, maker.table().encode())
    made = IngestReport(
        document=report["name"],
        sha256=report["sha256"],
        format=report["format"],
        outcome="added",
        graphs=tuple(report["graphs"]),
        quads=report["quads"],
        agents=tuple(report["agents"]),
        findings=tuple(Finding(**finding) for finding in report["findings"]),
    )
    assert made.findings[0].severity == "info"


def test_a_graph_whose_format_is_given() -> None:
    report, nquads = read({"name": "any", "format": "turtle"}, b"<a> <b> <c> .")
    assert (report["format"], report["quads"], len(nquads.splitlines())) == ("turtle", 7, 7)


@pytest.mark.parametrize("payload", [b"", b"Some words.", "Bot — agentic threat model".encode()])
def test_what_is_refused_gives_nothing(payload: bytes) -> None:
    with pytest.raises(DocumentError):
        read({"name": "page.txt"}, payload)
