"""Reach from the registry of a hub: this project's kernels beside NetworkX, on the same graph in the same process.

Run it with ``python -m benchmarks.cascade [--models N] [--applications N] [--seed N] [--repeats N] [--data DIR]
[--json]``. The hub is generated, ingested and projected as anybody's would be; a data directory keeps it for the next
run. Answers are compared before anything is timed, and the two take turns. Times of NetworkX are of its traversal
alone: its graph is built beforehand, as ours is.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import networkx
import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.reach import reach
from benchmarks import hub

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftershock.cascade.graph import ConsequenceGraph


__all__ = ["Comparison", "Spread", "compare", "main"]

REGISTRY = "https://w3id.org/aftershock/id/component/hub-registry"

MARK = 50.0
"""How many times faster than `networkx.descendants` the kernel must be at least."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Figures of several rounds.

    Parameters
    ----------
    low, median, high
        Of all rounds.
    """

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, figures: list[float]) -> Spread:
        """Take the smallest, the middle and the largest."""
        return cls(min(figures), statistics.median(figures), max(figures))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was measured; times in seconds.

    Parameters
    ----------
    components, states, edges, reached
        Of the graph, and states that fall with the start.
    networkx, kernel, reach, by_rule
        ``networkx.descendants``; one run of the kernel; the whole of `reach` with its classes, alternatives one by one,
        as NetworkX takes them; the same with alternatives taken by rule.
    kernel_ratio, ratio
        How many times NetworkX takes as long as the kernel, and as the whole of `reach`.
    mark, met
        What the kernel's ratio must be at least, and whether its median is.
    """

    components: int
    states: int
    edges: int
    reached: int
    networkx: Spread
    kernel: Spread
    reach: Spread
    by_rule: Spread
    kernel_ratio: Spread
    ratio: Spread
    mark: float
    met: bool


def compare(graph: ConsequenceGraph, start: int, repeats: int) -> Comparison:
    """Compare reach from one state with `networkx.descendants` over the same edges.

    Parameters
    ----------
    graph
        Any.
    start
        The state that falls first.
    repeats
        How often each is timed.

    Returns
    -------
    Comparison
        With the spread of all rounds.

    Raises
    ------
    SystemExit
        If the answers differ.
    """
    digraph: networkx.DiGraph[int] = networkx.DiGraph()
    digraph.add_nodes_from(range(graph.states))
    sources = graph.source(np.arange(graph.targets.size))
    digraph.add_edges_from(zip(sources.tolist(), graph.targets.tolist(), strict=True))
    ours = set(reach(graph, [start], alternatives="any").runs[2].order.tolist()) - {start}
    if ours != networkx.descendants(digraph, start):
        sys.exit("the answers differ: there is nothing to compare")
    kernel = _kernel(graph, start)
    peers, kernels, wholes, rules = [], [], [], []
    for _ in range(repeats):
        peers.append(_time(lambda: networkx.descendants(digraph, start)))
        kernels.append(_time(kernel))
        wholes.append(_time(lambda: reach(graph, [start], alternatives="any")))
        rules.append(_time(lambda: reach(graph, [start])))
    kernel_ratio = Spread.of([peer / own for peer, own in zip(peers, kernels, strict=True)])
    ratio = Spread.of([peer / own for peer, own in zip(peers, wholes, strict=True)])
    return Comparison(
        graph.components,
        graph.states,
        graph.targets.size,
        len(ours),
        Spread.of(peers),
        Spread.of(kernels),
        Spread.of(wholes),
        Spread.of(rules),
        kernel_ratio,
        ratio,
        MARK,
        kernel_ratio.median >= MARK,
    )


def _kernel(graph: ConsequenceGraph, start: int) -> Callable[[], object]:
    """Give one run of the kernel over all evidence, the arrays it fills included."""
    passage, cost = np.ones(graph.rule_all.size, np.uint8), graph.rule_cost.astype(np.int32)
    floor, starts = np.zeros(graph.group_need.size, np.uint8), np.array([start], np.int32)
    for array in (passage, cost, floor, starts):
        array.flags.writeable = False

    def run() -> object:
        depth = np.full(graph.states, -1, np.int32)
        return compiled.kernels().fall(
            *(graph.offsets, graph.targets, graph.rule, graph.evidence, graph.member, graph.member_group),
            *(floor, cost, passage, starts, 2, np.iinfo(np.int32).max, depth),
            *(np.empty(graph.states, np.int32) for _ in range(3)),
            *(np.zeros(graph.member_group.size, np.uint8), np.ones(graph.group_need.size, np.int32)),
        )

    return run


def _time(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def _line(name: str, spread: Spread, scale: float, unit: str) -> str:
    low, median, high = (f"{figure * scale:,.1f}" for figure in (spread.low, spread.median, spread.high))
    return f"{name:<42}{median:>10} {unit}   ({low} to {high})"


def main(arguments: list[str] | None = None) -> None:
    """Make the hub, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cascade", description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=int, default=100_000)
    parser.add_argument("--applications", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--data", type=Path, help="keep the hub here")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        for base in hub.opened(chosen.data or Path(folder), chosen.models, chosen.applications, chosen.seed):
            projection = base.projection
            registry = list(projection.components).index(REGISTRY)
            found = compare(projection.graph, registry * len(projection.modes), chosen.repeats)
    if chosen.json:
        print(json.dumps(asdict(found)))
        return
    print(
        f"hub: {found.components:,} components, {found.states:,} states, {found.edges:,} edges; {found.reached:,} fall"
    )
    print(_line("networkx.descendants", found.networkx, 1e3, "ms"))
    print(_line("kernel, one run", found.kernel, 1e3, "ms"))
    print(_line("reach, three classes, alternatives any", found.reach, 1e3, "ms"))
    print(_line("reach, three classes, alternatives by-rule", found.by_rule, 1e3, "ms"))
    print(_line("networkx / kernel", found.kernel_ratio, 1, "times"))
    print(_line("networkx / reach", found.ratio, 1, "times"))
    print(f"mark: at least {found.mark:g} times: {'met' if found.met else 'not met'}")


if __name__ == "__main__":
    main()
