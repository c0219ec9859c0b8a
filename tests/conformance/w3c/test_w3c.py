"""The W3C's suites against the service, over HTTP."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conformance.w3c.client import Client
from tests.conformance.w3c.report import CAUSES, page
from tests.conformance.w3c.requests import dialogues, faults_of_description, hold
from tests.conformance.w3c.running import Outcome, Runner
from tests.conformance.w3c.suites import QUERY_11, UPDATE_11, cases

TOKEN = "conformance"
HERE = Path(__file__).resolve().parents[3]
GSP = "sparql/sparql11/graph-store-protocol"


@pytest.fixture(scope="module")
def suites() -> Path:
    """The folder of the suites (AFTERSHOCK_W3C, else `shared/w3c` beside the checkout); skips loudly, never in CI."""
    place = Path(os.environ.get("AFTERSHOCK_W3C", HERE.parent / "shared" / "w3c"))
    if not (place / "sparql").is_dir():
        absent = f"NO W3C SUITES at {place}: conformance is not tested; set AFTERSHOCK_W3C"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(absent)
    return place


@pytest.fixture(scope="module")
def client(suites, tmp_path_factory):
    """A client of a service of its own, that holds nothing."""
    data = tmp_path_factory.mktemp("w3c") / "data"
    command = [str(Path(sys.executable).parent / "aftershock"), "--data", str(data), "serve", "--port", "0"]
    settings = {"AFTERSHOCK_WRITE_TOKEN": TOKEN, "AFTERSHOCK_DEFAULT_GRAPH": "empty", "AFTERSHOCK_HOSTS": "www.example"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AFTERSHOCK_")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**kept, **settings}
    ) as process:
        try:
            address = process.stdout.readline().decode().strip()
            assert address.startswith("http://127.0.0.1:")
            with Client(address, TOKEN) as opened:
                assert opened.update("DROP ALL").status == 200
                yield opened
        finally:
            process.terminate()
            assert process.wait(30) == 0


@dataclass
class Run:
    """What a whole run gave."""

    outcomes: dict[str, list[Outcome]]
    refused: list


@pytest.fixture(scope="module")
def run(suites, client) -> Run:
    """Run query, syntax and update suites once: queries first, for updates empty the store."""
    runner = Runner(suites, client)
    newest = sorted(one.name for one in (suites / "sparql" / "sparql12").iterdir() if one.is_dir())
    groups = {
        "SPARQL 1.1 query, syntax, results": cases(suites, "sparql11", [*QUERY_11, "syntax-fed"]),
        "SPARQL 1.2": cases(suites, "sparql12", newest),
        "SPARQL 1.1 update": cases(suites, "sparql11", UPDATE_11),
    }
    queries = [case for group in groups.values() for case in group if "Query" in case.kind or "CSV" in case.kind]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda place: _load(suites, client, place), sorted(runner.files(queries))))
    runner.loaded |= runner.files(queries)
    outcomes = {
        name: [runner.run(case) for case in sorted(group, key=lambda case: "UpdateEvaluation" in case.kind)]
        for name, group in groups.items()
    }
    return Run(outcomes, runner.refused)


def _load(suites: Path, client: Client, place: str) -> None:
    with Client(client.address, TOKEN) as mine:
        Runner(suites, mine).load(place, place)


@pytest.fixture(scope="module")
def protocol(suites, client, run) -> dict[str, tuple[int, int]]:
    """Hold the dialogues of both protocols, after the suites; no fault may be."""
    runner, counts = Runner(suites, client), {}
    places = {
        "SPARQL 1.1 Protocol": (["sparql/sparql11/protocol/manifest.ttl"], "/sparql"),
        "Graph Store Protocol": ([f"{GSP}/manifest-direct.ttl", f"{GSP}/manifest-indirect.ttl"], "/rdf-graph-store"),
    }
    for name, (manifests, place) in places.items():
        found = [one for manifest in manifests for one in dialogues(suites, manifest)]
        faults = []
        for one in found:
            assert client.update("DROP ALL").status == 200
            runner.loaded.clear()
            for graph, file in one.graphs:
                runner.load(graph, file)
            faults += [f"{one.name}: {fault}" for fault in [hold(client, one, place)] if fault]
        assert faults == []
        counts[name] = (len(found), len(found))
    return counts


def test_protocol(protocol):
    assert protocol["SPARQL 1.1 Protocol"] == (34, 34)


def test_graph_store_protocol(protocol):
    assert protocol["Graph Store Protocol"] == (13, 13)


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples", "*/*"])
def test_service_description(client, accept):
    faults = faults_of_description(client.send("GET", "/sparql", {"Accept": accept}), f"{client.address}/sparql")
    assert faults == {"returns-rdf": "", "has-endpoint-triple": "", "conforms-to-schema": ""}


def _passed(run: Run, *names: str) -> int:
    return sum(not one.fault for name in names for one in run.outcomes[name])


def test_sparql_11(run):
    names = ("SPARQL 1.1 query, syntax, results", "SPARQL 1.1 update")
    assert sum(len(run.outcomes[name]) for name in names) == 498
    assert _passed(run, *names) >= 487


def test_sparql_12(run):
    assert len(run.outcomes["SPARQL 1.2"]) == 269
    assert _passed(run, "SPARQL 1.2") >= 264


def test_every_miss_has_a_cause(run):
    missed = {one.case.id: one.fault for group in run.outcomes.values() for one in group if one.fault}
    assert {name: fault for name, fault in missed.items() if name not in CAUSES} == {}
    assert sorted(CAUSES) == sorted(missed), "a cause is written down of what is no longer missed"


def test_the_page_says_what_was(run, protocol):
    counts = {name: (_passed(run, name), len(group)) for name, group in run.outcomes.items()}
    counts |= {**protocol, "Service description": (3, 3)}
    outcomes = [one for group in run.outcomes.values() for one in group]
    written = page(counts, outcomes, run.refused)
    place = HERE / "build" / "conformance.md"
    place.parent.mkdir(exist_ok=True)
    place.write_text(written, encoding="utf-8")
    assert (HERE / "docs" / "conformance.md").read_text(encoding="utf-8") == written, f"copy {place} to docs/"
