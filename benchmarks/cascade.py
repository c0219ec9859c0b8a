"""The kernels of the cascade beside the libraries that people use, on the same graph in the same process.

Run it with ``python -m benchmarks.cascade [--graph NAME] [--size N] [--edges N] [--work WORK ...] [--seed N]
[--repeats N] [--data DIR] [--json]``, or with ``make bench``, which installs the peers into an environment of their
own. All take turns, round by round; a ratio is of two times of the same round. Graphs are built beforehand, ours as
theirs, and what building ours took stands beside the rest. Answers are compared before anything is timed.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from aftershock.cascade import compiled
from benchmarks.graphs import DEGREE, GRAPHS, made
from benchmarks.works import WORKS

if TYPE_CHECKING:
    from benchmarks.measure import Row

__all__ = ["main"]


def _line(row: Row) -> str:
    seconds = f"{row.seconds.median * 1e3:,.3f} ms ({row.seconds.low * 1e3:,.3f} to {row.seconds.high * 1e3:,.3f})"
    ratio = (
        "" if row.ratio is None else f"{row.ratio.median:,.2f} times ({row.ratio.low:,.2f} to {row.ratio.high:,.2f})"
    )
    mark = "" if row.mark is None else f"mark {row.mark.bound:,.3g}: {'met' if row.mark.met else 'not met'}"
    return f"  {row.name:<34}{seconds:<44}{ratio:<38}{mark}".rstrip()


def main(arguments: list[str] | None = None) -> None:
    """Make the graph, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cascade", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--graph", choices=GRAPHS, default="synthetic")
    parser.add_argument("--size", type=int, default=100_000, help="nodes; models of the hub")
    parser.add_argument("--edges", type=int, help=f"where they are drawn; {DEGREE} a node if left out")
    parser.add_argument("--work", choices=tuple(WORKS), nargs="*", default=list(WORKS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--data", type=Path, help="keep what is ingested here")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    compiled.kernels().make()
    graph = made(chosen.graph, chosen.size, chosen.edges or DEGREE * chosen.size, chosen.seed, chosen.data)
    rows: list[Row] = []
    absent: dict[str, str] = {}
    for work in chosen.work:
        more, missing = WORKS[work](graph, chosen.repeats)
        rows += more
        absent |= missing
    load = os.getloadavg()[0]
    if chosen.json:
        found = {
            "graph": {"name": graph.name, "nodes": graph.nodes, "edges": int(graph.targets.size), "seed": chosen.seed},
            "rows": [asdict(row) for row in rows],
            "absent": absent,
            "repeats": chosen.repeats,
            "load": load,
        }
        print(json.dumps(found))
        return
    print(f"{graph.name}: {graph.nodes:,} nodes, {graph.targets.size:,} edges; load of the machine {load:.1f}")
    before = ""
    for row in rows:
        if row.work != before:
            print(f"{row.work}; medians of {chosen.repeats} rounds, the least and the most")
        before = row.work
        print(_line(row))
    for name, why in absent.items():
        print(f"left out: {name}: {why}")


if __name__ == "__main__":
    main()
