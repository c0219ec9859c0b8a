"""Forms of an answer on a terminal, how far long work has come, and how it is interrupted."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import threading

import networkx
import pytest

from aftershock.cascade import likelihood
from aftershock.cli import output

START = "modelslab-registry"


def test_a_blast_radius_in_every_form(ask, monkeypatch):
    told = json.loads(ask("blast-radius", START, "--format", "json").out)
    rows = [row for evidence in ("affected", "possible", "unknown") for row in told[evidence]]
    table = list(csv.DictReader(io.StringIO(ask("blast-radius", START, "--format", "csv").out)))
    graph = networkx.node_link_graph(json.loads(ask("blast-radius", START, "--format", "node-link").out), edges="edges")
    monkeypatch.setattr("aftershock.cli.radius._INDENTED", 1)
    streamed = ask("blast-radius", START, "--format", "json").out

    assert [row["component"] for row in table] == [row["component"] for row in rows]
    assert set(graph) == {*told["start"], *(row["component"] for row in rows)}
    assert streamed.count("\n") == 1
    assert json.loads(streamed) == told


@pytest.mark.parametrize(
    ("command", "head"),
    [
        (("why", START, "modelslab"), "step,component,mode"),
        (("paths", START, "modelslab"), "way,evidence,likelihood_low"),
        (("replay", "xz-2024"), "event,event_label,as_of"),
        (("replay", "--list"), "scenario,from,until"),
    ],
)
def test_tables_as_csv(ask, command, head):
    lines = ask(*command, "--format", "csv").out.splitlines()

    assert lines[0].startswith(head)
    assert len(set(lines[0].split(","))) == len(lines[0].split(",")), "each column has a name of its own"
    assert len(lines) > 1


@pytest.mark.parametrize("command", ["why", "paths"])
def test_a_proof_and_ways_as_graphs(ask, command):
    told = json.loads(ask(command, START, "modelslab", "--format", "json").out)
    graph = networkx.node_link_graph(
        json.loads(ask(command, START, "modelslab", "--format", "node-link").out), edges="edges"
    )

    assert networkx.has_path(graph, told["start"][0], told["target"])


def test_what_stands_is_a_graph_without_edges(ask):
    document = json.loads(ask("why", "larkfield-shop-assistant", "modelslab-gpu-host-1", "--format", "node-link").out)

    assert {node["id"].rpartition("/")[2] for node in document["nodes"]} == {
        "larkfield-shop-assistant",
        "modelslab-gpu-host-1",
    }
    assert document["edges"] == []


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_how_far_the_work_has_come(ask, monkeypatch):
    seen = Terminal()
    monkeypatch.setattr(output, "_PATIENCE", 0.0)
    real = output.opened

    def opened(data):
        monkeypatch.setattr(sys, "stderr", seen)
        return real(data)

    monkeypatch.setattr("aftershock.cli.decisions.opened", opened)
    done = ask("contain", START, "--worlds", 6400)

    assert done.status == 0
    assert "of what to isolate" in seen.getvalue()


def test_only_the_outermost_is_shown_and_another_after_it(monkeypatch):
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(output, "_PATIENCE", 0.0)
    with output._Bar() as bar:
        bar("plans", 0, 3)
        bar("plans", 1, 3)
        bar("worlds", 64, 128)
        assert "worlds" not in seen.getvalue()
        bar("plans", 2, 3)
        bar("moments", 0, 2)
        bar("moments", 1, 2)

    assert "plans" in seen.getvalue()
    assert "moments" in seen.getvalue()
    assert "worlds" not in seen.getvalue()


def test_an_interrupt_ends_with_130_and_no_traceback(ask, monkeypatch):
    def simulate(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(likelihood, "simulate", simulate)
    done = ask("plans", START, "--seed", 4)

    assert (done.status, done.out) == (130, "")
    assert "Traceback" not in done.err


def test_an_interrupt_ends_the_other_threads_too(monkeypatch):
    from concurrent.futures import ThreadPoolExecutor

    from aftershock.cascade import worlds
    from aftershock.cascade.chances import Chances
    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.cascade.reach import reach
    from aftershock.cascade.stage import set_stage

    graph = ConsequenceGraph.from_edges(components=2, modes=1, source=[0], target=[1], rule=[0])
    chances = Chances([[0.5, 0.5, 0.5]], [0], [7])
    threads = threading.active_count()

    class Interrupted(ThreadPoolExecutor):
        def map(self, *given, **options):
            super().map(*given, **options)
            raise KeyboardInterrupt

    monkeypatch.setattr(worlds, "ThreadPoolExecutor", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        worlds.simulate(
            set_stage(reach(graph, [0]), chances), chances, likelihood.LANES, worlds=worlds._MOST, threads=2
        )

    assert threading.active_count() == threads


def test_a_reader_that_leaves_is_no_fault(filled):
    main = f"'{sys.executable}' -c 'from aftershock.cli import main; main()' --data '{filled}'"
    command = f"{main} blast-radius modelslab-registry"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 1)
