"""The SPARQL service beside two others, over HTTP on the same data: Oxigraph's own server, and rdflib-endpoint.

Run it with ``python -m benchmarks.sparql [--models N] [--applications N] [--seed N] [--rounds N] [--without NAME ...]
[--data DIR [--as-it-is]] [--json]`` in the environment of the peers (``make bench`` makes it). It ingests the generated
hub, hands the union of what the service then holds to the others as N-Triples, compares the answers, and takes times
in turn. A ratio is of two times of one round. How near to Oxigraph's server a service in Python can be is measured
besides, by one that answers nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import statistics
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from benchmarks import hub
from benchmarks.sparql_servers import OTHERS, Server, dumped, empty, ours
from benchmarks.sparql_shapes import SHAPES, application, point

if TYPE_CHECKING:
    from benchmarks.sparql_shapes import Shape

__all__ = ["main"]

SLOWER, AS_FAST, POINTS, P99_S, UNCHANGED_S = 20.0, 1.3, 200, 0.100, 0.003
"""rdflib-endpoint so many times slower; Oxigraph's server so many times faster at most; point queries a second, and
within how many seconds 99 of 100; an answer of 304."""

_SETTLED_S = 3.0
"""How long workers may still be starting after the first queries."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A shape, as all answered it.

    Parameters
    ----------
    shape, rows
        Which, and how many rows it has.
    seconds
        The median of each server.
    ratio
        How many times as long each other took, the median over the rounds.
    """

    shape: str
    rows: int
    seconds: dict[str, float]
    ratio: dict[str, float]


def warm(servers: dict[str, Server]) -> None:
    """Let all servers start what they start with the first queries, so that the first shape is timed as the others."""
    for server in servers.values():
        for number in range(100):
            server.ask(point(application(2_800 + number)))
    time.sleep(_SETTLED_S)


def timed(shape: Shape, servers: dict[str, Server], rounds: int) -> Timed:
    """Ask all servers in turn; a query is never asked twice in the same words."""
    answers, first = {}, {}
    for name, server in servers.items():
        begun = time.perf_counter()
        answers[name] = server.rows(shape.text(0))
        first[name] = time.perf_counter() - begun
    for name, found in answers.items():
        if found != answers["aftershock"]:
            sys.exit(f"{shape.name}: {name} gave {len(found)} rows, aftershock {len(answers['aftershock'])}, or others")
    taken: dict[str, list[float]] = {name: [] for name in servers}
    for number in range(1, rounds + 1):
        for name, server in servers.items():
            repeats = 20 if first[name] < 0.05 else 1
            begun = time.perf_counter()
            for again in range(repeats):
                server.ask(shape.text(number * 100 + again))
            taken[name].append((time.perf_counter() - begun) / repeats)
    ratio = {
        name: statistics.median(one / mine for one, mine in zip(times, taken["aftershock"], strict=True))
        for name, times in taken.items()
    }
    return Timed(
        shape.name,
        len(answers["aftershock"]),
        {name: statistics.median(times) for name, times in taken.items()},
        ratio,
    )


def floor(oxigraph: Server, nothing: Server, rounds: int) -> dict[str, float]:
    """Say how many times as long as Oxigraph's answer to a point query a service takes that answers nothing.

    Returns
    -------
    dict
        ``empty`` for a FastAPI route that returns a constant, ``worker`` for one that has it from another process;
        medians over the rounds. No service of that kind can be nearer.
    """
    ratios: dict[str, list[float]] = {"empty": [], "worker": []}
    for number in range(rounds + 1):
        taken: dict[str, float] = {}
        for name, server, path in (("", oxigraph, oxigraph.path), *((one, nothing, f"/{one}") for one in ratios)):
            server.path = path
            begun = time.perf_counter()
            for again in range(50):
                server.ask(point(application(2_000 + number * 50 + again)))
            taken[name] = time.perf_counter() - begun
        if number:  # the first is for warmth
            for name, found in ratios.items():
                found.append(taken[name] / taken[""])
    return {name: statistics.median(found) for name, found in ratios.items()}


def load(server: Server, seconds: float, clients: int = 8) -> dict[str, float]:
    """Ask point queries at a steady rate.

    Returns
    -------
    dict
        ``a_second``; ``p50``, ``p99`` and ``slowest`` in seconds, from when each was due.
    """
    begun = time.perf_counter() + 0.2
    due = [begun + number / POINTS for number in range(int(seconds * POINTS))]
    times: list[float] = []

    def client(own: list[float]) -> None:
        with Server.at(server.address) as channel:
            for moment in own:
                time.sleep(max(0.0, moment - time.perf_counter()))
                channel.ask(f"{point(application(random.randrange(3_000)))} # {random.random()}")
                times.append(time.perf_counter() - moment)

    threads = [threading.Thread(target=client, args=(due[number::clients],)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = time.perf_counter()
    times.sort()
    return {
        "a_second": len(times) / (ended - begun),
        "p50": times[len(times) // 2],
        "p99": times[int(0.99 * len(times))],
        "slowest": times[-1],
    }


def unchanged(server: Server) -> float:
    """Take the median time of an answer of 304, in seconds."""
    path = f"/sparql?query={quote(SHAPES[0].text(0))}"
    tag = server.get(path)[1]["etag"]
    taken = []
    for _ in range(200):
        begun = time.perf_counter()
        status, _, _ = server.get(path, {"If-None-Match": tag})
        taken.append(time.perf_counter() - begun)
        if status != 304:
            sys.exit(f"{status} where the graph is unchanged")
    return statistics.median(taken)


def marks(rows: list[Timed], points: dict[str, float], same: float) -> dict[str, bool]:
    """Say what was met."""
    by_name = {row.shape: row.ratio for row in rows}
    eight = {shape.name for shape in SHAPES if shape.counted}
    slower = [row.ratio["rdflib-endpoint"] for row in rows if "rdflib-endpoint" in row.ratio and row.shape in eight]
    found = {
        f"{POINTS} point queries a second": points["a_second"] > 0.97 * POINTS,
        f"p99 of these under {P99_S * 1e3:g} ms": points["p99"] < P99_S,
        f"a 304 under {UNCHANGED_S * 1e3:g} ms": same < UNCHANGED_S,
    }
    if slower:
        mean = _mean(slower)
        found[f"rdflib-endpoint {SLOWER:g} times slower over {len(slower)} shapes ({mean:.1f} times)"] = mean >= SLOWER
    if "oxigraph" in rows[0].ratio:
        for before, said in ((False, "never asked before"), (True, "asked before")):
            near = [by_name[shape.name]["oxigraph"] for shape in SHAPES if shape.near and shape.before is before]
            name = f"oxigraph at most {AS_FAST:g} times faster on point and star queries {said}"
            found[name] = all(ratio * AS_FAST >= 1 for ratio in near)
        for name in (shape.name for shape in SHAPES if shape.name.startswith("dependsOn+")):
            found[f"oxigraph not faster on {name}"] = by_name[name]["oxigraph"] >= 1
    return found


def _mean(values: list[float]) -> float:
    return math.exp(statistics.fmean(map(math.log, values)))


def main(arguments: list[str] | None = None) -> None:
    """Make the hub, start the servers, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sparql", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=int, default=75_000)
    parser.add_argument("--applications", type=int, default=3_750)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=10.0, help="of point queries at a steady rate")
    parser.add_argument("--without", nargs="*", choices=tuple(OTHERS), default=[], help="leave these out")
    parser.add_argument("--data", type=Path, help="keep the hub here")
    parser.add_argument("--as-it-is", action="store_true", help="the hub is there already")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        data = chosen.data or Path(folder) / "data"
        if not chosen.as_it_is:
            list(hub.opened(data, chosen.models, chosen.applications, chosen.seed))
        statements = dumped(data, Path(folder) / "hub.nt")
        servers = {"aftershock": stack.enter_context(ours(data))}
        absent = {}
        for name, start in OTHERS.items():
            if name in chosen.without:
                continue
            try:
                servers[name] = stack.enter_context(start(Path(folder) / "hub.nt", Path(folder)))
            except FileNotFoundError as problem:
                absent[name] = f"{problem.filename} is not installed here; make bench installs it"
        warm(servers)
        rows = [timed(shape, servers, chosen.rounds) for shape in SHAPES]
        points = load(servers["aftershock"], chosen.seconds)
        same = unchanged(servers["aftershock"])
        least = floor(servers["oxigraph"], stack.enter_context(empty()), chosen.rounds) if "oxigraph" in servers else {}
    met = marks(rows, points, same)
    told: dict[str, Any] = {
        "triples": statements,
        "rows": [asdict(row) for row in rows],
        "points": points,
        "unchanged": same,
        "least": least,
        "marks": met,
        "absent": absent,
        "load": os.getloadavg()[0],
    }
    if chosen.json:
        print(json.dumps(told))
        return
    print(f"{statements:,} triples; load of the machine {told['load']:.1f}; medians of {chosen.rounds} rounds")
    for row in rows:
        others = "  ".join(
            f"{name}: {row.seconds[name] * 1e3:,.1f} ms, {ratio:.2f} times"
            for name, ratio in row.ratio.items()
            if name != "aftershock"
        )
        print(f"  {row.shape:<26}{row.rows:>8} rows  {row.seconds['aftershock'] * 1e3:>9,.1f} ms   {others}")
    print(
        f"{points['a_second']:.0f} point queries a second, p50 {points['p50'] * 1e3:.1f} ms, "
        f"p99 {points['p99'] * 1e3:.1f} ms, slowest {points['slowest'] * 1e3:.1f} ms"
    )
    print(f"304: {same * 1e3:.2f} ms")
    if least:
        print(
            f"a FastAPI route that returns a constant takes {least['empty']:.2f} times as long as Oxigraph's server "
            f"with a point query; one that has it from a worker {least['worker']:.2f} times"
        )
    for name, why in {**met, **absent}.items():
        print(f"{name}: {why if isinstance(why, str) else 'met' if why else 'not met'}")


if __name__ == "__main__":
    main()
