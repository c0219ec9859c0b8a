"""From the lists and documents to an answer: ingest, projection from cold, saved projection, memory of a reach.

Run it with ``python -m benchmarks.projection [--models N] [--seed N] [--data DIR] [--debian] [--json]``. The hub of N
models is generated and ingested, then what the first question waits for is done by itself, in processes that did
nothing before: the projection of the store on disk, and the projection that was saved. With ``--debian`` the lists
that apt keeps on this machine are ingested by ``aftershock ingest``. Beside wall time stands processor time, which
says more on a busy machine; the marks are of wall time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import hub
from benchmarks.graphs import LISTS
from benchmarks.measure import Mark

__all__ = ["Taken", "main"]

_COLD_S, _SAVED_S, _INGEST_S, _MEMORY_MB = 15.0, 2.0, 30.0, 120.0

_COLD = """
import sys, time
from pathlib import Path
from aftershock.projection.task import project
from aftershock.store.layout import read_current
current = read_current(Path(sys.argv[1]))
found, _ = project({"snapshot": str(current.snapshot), "active": list(current.active), "revision": "0",
                    "folder": sys.argv[2]}, b"")
print(found["components"], found["edges"])
"""
_SAVED = """
import sys
from pathlib import Path
from aftershock.projection.stored import load
from aftershock.cascade.reach import reach
found = load(Path(sys.argv[1]))
print(found.graph.targets.size, *reach(found.graph, [0]).counts)
"""
_MEMORY = """
import numpy as np, resource, sys
from aftershock.cascade import compiled
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import reach
from aftershock.cascade.ready import prepare
from aftershock.cascade.saved import load, save
if sys.argv[2] == "make":
    from benchmarks.graphs import made
    made_ = made("synthetic", int(sys.argv[3]), 5 * int(sys.argv[3]), 1, None)
    save(made_.graph, sys.argv[1])
    print(made_.start)
else:
    tiny = ConsequenceGraph.from_edges(components=2, modes=1, source=[0], target=[1], rule=[0])
    prepare(tiny); reach(tiny, [0])
    def held():
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize() / 2**20
    before = held()
    graph = load(sys.argv[1])
    print(reach(graph, [int(sys.argv[3])]).counts[0], held() - before)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one thing took.

    Parameters
    ----------
    name
        What was done.
    seconds, processor
        Wall time, and processor time of the process and its children; for memory, megabytes and 0.
    said
        What it said of what it did.
    mark
        What it must be.
    """

    name: str
    seconds: float
    processor: float
    said: str
    mark: Mark | None


def _run(name: str, bound: float | None, *command: str) -> Taken:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    mark = None if bound is None else Mark(bound, seconds < bound)
    return Taken(name, seconds, processor, said.splitlines()[-1] if said else "", mark)


def _projected(data: Path, models: int, seed: int) -> list[Taken]:
    """Project the hub, and load what was saved."""
    for base in hub.opened(data, models, max(1, models // 20), seed):
        edges = base.projection.graph.targets.size
    found = []
    with TemporaryDirectory(dir=data) as folder:
        place = f"{folder}/projection"
        bound = _COLD_S if edges >= 1_000_000 else None
        found.append(
            _run(f"projection from cold, {edges:,} edges", bound, sys.executable, "-c", _COLD, str(data), place)
        )
        bound = _SAVED_S if edges >= 1_000_000 else None
        found.append(_run("saved projection and a first reach", bound, sys.executable, "-c", _SAVED, place))
    return found


def _memory(nodes: int) -> Taken:
    """Take the memory of a reach over a saved graph, above a process that is warm."""
    with TemporaryDirectory() as folder:
        start = _run("", None, sys.executable, "-c", _MEMORY, folder, "make", str(nodes)).said
        count, megabytes = _run("", None, sys.executable, "-c", _MEMORY, folder, "take", start).said.split()
    taken = float(megabytes)
    mark = Mark(_MEMORY_MB, taken < _MEMORY_MB) if nodes >= 1_000_000 else None
    return Taken(f"memory, {nodes:,} nodes, {5 * nodes:,} edges (MB)", taken, 0.0, f"{count} fell", mark)


def _debian() -> Taken:
    """Ingest apt's lists of packages by the command."""
    lists = [str(path) for path in sorted(LISTS.glob("*_Packages*"))]
    if not lists:
        sys.exit("apt keeps no lists on this machine: there is nothing of Debian's to ingest")
    command = str(Path(sys.executable).with_name("aftershock"))
    with TemporaryDirectory() as folder:
        return _run("aftershock ingest of apt's lists", _INGEST_S, command, "--data", folder, "ingest", *lists)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.projection", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--models", type=int, default=100_000)
    parser.add_argument("--nodes", type=int, default=1_000_000, help="of the graph whose memory is taken")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, help="keep the hub here")
    parser.add_argument("--debian", action="store_true", help="ingest apt's lists too")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        found = _projected(chosen.data or Path(folder), chosen.models, chosen.seed)
    found.append(_memory(chosen.nodes))
    if chosen.debian:
        found.append(_debian())
    load = os.getloadavg()[0]
    if chosen.json:
        print(json.dumps({"rows": [asdict(one) for one in found], "load": load}))
        return
    print(f"load of the machine {load:.1f}")
    for one in found:
        mark = "" if one.mark is None else f"mark {one.mark.bound:g}: {'met' if one.mark.met else 'not met'}"
        print(
            f"  {one.name:<46}{one.seconds:8.2f}  processor {one.processor:8.2f} s  {mark:<20} {one.said[:60]}".rstrip()
        )


if __name__ == "__main__":
    main()
