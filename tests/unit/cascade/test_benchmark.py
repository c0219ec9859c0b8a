"""The benchmark runs, on graphs small enough for a test, and compares answers before times."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx
import numpy as np
import pytest
from benchmarks import cascade, graphs, measure, peers, projection, works

from aftershock.cascade.closure import Ranking


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    cascade.main([*arguments, "--repeats", "2", "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_every_work_on_a_small_graph(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "--size", "300")
    assert found["graph"] == {"name": "synthetic", "nodes": 300, "edges": found["graph"]["edges"], "seed": 1}
    assert 300 < found["graph"]["edges"] <= 5 * 300
    rows = {(row["work"], row["name"]): row for row in found["rows"]}
    for row in rows.values():
        for spread in (row["seconds"], row["ratio"]):
            assert spread is None or 0 < spread["low"] <= spread["median"] <= spread["high"]
    peer = rows["reach, much falls (299 nodes)", "networkx"]
    assert peer["mark"] == {"bound": 200.0, "met": peer["ratio"]["median"] >= 200}
    assert ("reach, much falls (299 nodes)", "scipy") in rows
    assert ("dominators", "networkx") in rows
    assert {work.split(" (")[0] for work, _ in rows} == {
        *("reach", "reach, much falls", "reach, little falls", "reach, classes of evidence", "dominators", "ranking"),
        *("cascade, likelihood 0.05", "cascade, likelihood 0.2", "cascade, likelihood 0.5"),
    }
    for name, why in found["absent"].items():
        assert name in peers.REACH | peers.DOMINATORS | peers.CASCADES
        assert why.endswith("is not installed here; make bench installs it")


@pytest.mark.parametrize("name", ["uniform", "random", "chain", "onescc"])
def test_every_generated_graph(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "--graph", name, "--size", "200", "--work", "reach", "dominators", "ranking")
    assert found["graph"]["nodes"] == 200
    source, target, start = graphs.drawn(name, 200, 1000, 1)
    digraph = networkx.DiGraph(zip(source.tolist(), target.tolist(), strict=True))
    assert networkx.is_directed_acyclic_graph(digraph) == (name in ("uniform", "chain"))
    reached = len(networkx.descendants(digraph, start))
    assert any(row["work"] == f"reach, much falls ({reached:,} nodes)" for row in found["rows"])
    if name == "onescc":
        assert max(map(len, networkx.strongly_connected_components(digraph))) >= 100


def test_small_hub(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arguments = ("--graph", "hub", "--size", "40", "--work", "reach", "--data", str(tmp_path))
    found = run(capsys, *arguments)
    assert found["graph"]["nodes"] > 4 * (40 + 2)
    assert any(row["mark"] == {"bound": 4.0, "met": row["mark"]["met"]} for row in found["rows"] if row["mark"])
    cascade.main([*arguments, "--repeats", "1"])
    printed = capsys.readouterr().out
    assert printed.startswith("hub: ")
    assert "mark 200: " in printed


def test_from_documents_to_an_answer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[3])
    arguments = ["--models", "30", "--nodes", "500", "--json"]
    projection.main(arguments)
    cold, saved, memory = json.loads(capsys.readouterr().out)["rows"]
    edges = saved["said"].split()[0]
    assert cold["name"] == f"projection from cold, {int(edges):,} edges"
    assert memory["said"] == "499 fell"
    assert [one["mark"] for one in (cold, saved, memory)] == [None] * 3
    monkeypatch.setattr(projection, "LISTS", Path("nowhere"))
    with pytest.raises(SystemExit, match="apt keeps no lists"):
        projection.main([*arguments, "--debian"])


def test_there_are_no_lists_of_apt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(graphs, "LISTS", tmp_path)
    with pytest.raises(SystemExit, match="apt keeps no lists"):
        cascade.main(["--graph", "debian"])


def test_ratios_are_of_the_same_round() -> None:
    taken = {"own": [1.0, 2.0, 4.0], "peer": [4.0, 4.0, 4.0]}
    own, peer = measure.rows_of("reach", taken, "own", {"peer": 2.5})
    assert (own.seconds, own.ratio) == (measure.Spread(1.0, 2.0, 4.0), None)
    assert (peer.ratio, peer.mark) == (measure.Spread(1.0, 2.0, 4.0), measure.Mark(2.5, met=False))


def test_answers_that_differ_are_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = graphs.made("chain", 50, 0, 1, None)
    monkeypatch.setitem(peers.REACH, "networkx", lambda _: lambda _: lambda: {1, 2})
    with pytest.raises(SystemExit, match="networkx and this project reach differently"):
        works.spread(graph, 1)
    monkeypatch.setitem(peers.DOMINATORS, "networkx", lambda _: dict)
    with pytest.raises(SystemExit, match="networkx and this project find different dominators"):
        works.dominator(graph, 1)
    monkeypatch.setitem(peers.CASCADES, "cynetdiff", lambda _: lambda *_: lambda: 50)
    with pytest.raises(SystemExit, match=r"cynetdiff plays 50\.0 nodes a cascade, we "):
        works.cascade(graph, 1)
    wrong = Ranking(np.arange(50, dtype=np.int32), np.full(50, 99.0))
    monkeypatch.setattr(works, "ranking", lambda *_, **__: wrong)
    with pytest.raises(SystemExit, match="component 0 is ranked by a wrong score"):
        works.rank(graph, 1)
