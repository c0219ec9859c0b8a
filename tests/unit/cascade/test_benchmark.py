"""The benchmark runs, on a hub small enough for a test, and compares answers before times."""

from __future__ import annotations

import json

import pytest
from benchmarks import cascade

from aftershock.cascade.graph import ConsequenceGraph


def test_small_hub(capsys: pytest.CaptureFixture[str]) -> None:
    cascade.main(["--models", "40", "--applications", "10", "--repeats", "2", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["components"] > 40 + 10
    assert found["states"] == 4 * found["components"]
    assert found["reached"] > 40
    assert found["ratio"]["low"] <= found["ratio"]["median"] <= found["ratio"]["high"]
    assert found["met"] == (found["kernel_ratio"]["median"] >= found["mark"] == 50)
    cascade.main(["--models", "40", "--applications", "10", "--repeats", "1"])
    assert "mark: at least 50 times: " in capsys.readouterr().out


def test_answers_that_differ_are_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = ConsequenceGraph.from_edges(components=2, modes=1, source=[0], target=[1], rule=[0])
    monkeypatch.setattr(cascade.networkx, "descendants", lambda *_: set())
    with pytest.raises(SystemExit, match="the answers differ"):
        cascade.compare(graph, 0, 1)
