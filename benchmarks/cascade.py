"""Reach from the registry of a hub: this project's kernels beside NetworkX, on the same graph in the same process.

Run it with ``python -m benchmarks.cascade [--models N] [--applications N] [--seed N] [--repeats N] [--json]``. Answers
are compared before anything is timed, and the two take turns. Times of NetworkX are of its traversal alone: its graph
is built beforehand, as ours is.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import networkx
import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import reach

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["Comparison", "Spread", "compare", "hub", "main"]

MARK = 50.0
"""How many times faster than `networkx.descendants` reach must be at least."""

CONTROL, INTEGRITY, CONFIDENTIALITY, AVAILABILITY = range(4)
MODES = 4

IMPLIES, TAMPERS, READS, GOES, INHERITS, DISCLOSES, STEERS, STALLS, HOSTS = range(9)
COST = (0, 1, 1, 1, 1, 1, 1, 1, 1)
ALL = (0, 0, 0, 1, 0, 0, 0, 1, 0)
ATTACK = (0, 1, 0, 0, 0, 0, 1, 0, 0)


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
        What the ratio must be at least, and whether its median is.
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


def hub(models: int, applications: int, seed: int) -> ConsequenceGraph:
    """Make a hub: one registry, base and derived models, hosts, agents that need one of their models, applications.

    Parameters
    ----------
    models, applications
        How many; there is an agent for each application and a host for every twenty agents.
    seed
        Of the random choices.

    Returns
    -------
    ConsequenceGraph
        The registry is component 0. One relation in ten is uncertain.
    """
    draw = np.random.default_rng(seed)
    bases = max(1, models // 20)
    agents, hosts = applications, max(1, applications // 20)
    model = 1 + np.arange(models)
    agent = 1 + models + np.arange(agents)
    application = 1 + models + agents + np.arange(applications)
    host = 1 + models + agents + applications + np.arange(hosts)
    components = 1 + models + agents + applications + hosts
    rows: list[NDArray[np.int64]] = []
    relations = 0

    def relate(upper: NDArray[np.int64], lower: NDArray[np.int64], *ways: tuple[int, int, int]) -> None:
        """Relate each lower to its upper; a way is (rule, from mode, to mode), a negative rule runs from the lower."""
        nonlocal relations
        numbers = relations + np.arange(lower.size)
        relations += lower.size
        evidence = (draw.random(lower.size) < 0.1).astype(np.int64)
        for rule, from_mode, to_mode in ways:
            ends = (upper, lower) if rule >= 0 else (lower, upper)
            need = (
                np.where(abs(rule) == STALLS, lower - agent[0], -1) if lower.size > agents else np.full(lower.size, -1)
            )
            columns = ends[0] * MODES + from_mode, ends[1] * MODES + to_mode, np.full(lower.size, abs(rule)), evidence
            rows.append(np.stack([*columns, need, numbers]))

    for mode in (INTEGRITY, CONFIDENTIALITY, AVAILABILITY):
        own = np.arange(components) * MODES
        nothing = np.full(components, -1)
        rows.append(np.stack([own + CONTROL, own + mode, nothing + 1 + IMPLIES, nothing + 1, nothing, nothing]))
    relate(
        np.zeros(models, np.int64),
        model,
        (TAMPERS, CONTROL, INTEGRITY),
        (READS, CONTROL, CONFIDENTIALITY),
        (GOES, AVAILABILITY, AVAILABILITY),
    )
    derived = model[bases:]
    relate(
        draw.choice(model[:bases], derived.size),
        derived,
        (INHERITS, INTEGRITY, INTEGRITY),
        (-DISCLOSES, CONFIDENTIALITY, CONFIDENTIALITY),
    )
    relate(
        draw.choice(model, 2 * agents),
        np.repeat(agent, 2),
        (STEERS, INTEGRITY, INTEGRITY),
        (STALLS, AVAILABILITY, AVAILABILITY),
    )
    relate(agent, application, (STEERS, INTEGRITY, INTEGRITY), (GOES, AVAILABILITY, AVAILABILITY))
    relate(
        draw.choice(host, agents),
        agent,
        (HOSTS, CONTROL, CONTROL),
        (GOES, AVAILABILITY, AVAILABILITY),
    )
    source, target, rule, evidence, need, dependency = np.concatenate(rows, axis=1)
    return ConsequenceGraph.from_edges(
        components=components,
        modes=MODES,
        source=source,
        target=target,
        rule=rule,
        evidence=evidence,
        need=need,
        dependency=dependency,
        rule_cost=COST,
        rule_all=ALL,
        rule_attack=ATTACK,
        need_size=np.full(agents, 2),
    )


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
        Spread.of([peer / own for peer, own in zip(peers, kernels, strict=True)]),
        ratio,
        MARK,
        ratio.median >= MARK,
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
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    found = compare(hub(chosen.models, chosen.applications, chosen.seed), CONTROL, chosen.repeats)
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
