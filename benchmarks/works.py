"""What is measured: reach, dominators, cascades, rankings. Answers are compared before anything is timed."""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.chances import Chances, mixed
from aftershock.cascade.closure import ranking
from aftershock.cascade.condensed import condensed
from aftershock.cascade.dominators import dominators
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import reach
from aftershock.cascade.ready import prepare
from aftershock.cascade.rows import csr
from aftershock.cascade.stage import set_stage
from aftershock.cascade.worlds import Lane, simulate
from benchmarks import peers
from benchmarks.measure import Mark, Row, Spread, in_turn, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftershock.cascade.condensed import Condensed
    from benchmarks.graphs import Plain

__all__ = ["WORKS", "cascade", "dominator", "rank", "spread"]

OWN = "aftershock"
_LARGE, _MIDDLE, _RANKED = 1_000_000, 100_000, 300_000
_LIKELIHOODS = (0.05, 0.2, 0.5)
_WORLDS = 256


def spread(graph: Plain, repeats: int) -> tuple[list[Row], dict[str, str]]:
    """Reach: from the start, with which much falls; and from a node with which little does.

    Parameters
    ----------
    graph
        Where.
    repeats
        How often each is timed.

    Returns
    -------
    tuple
        Rows, and why peers are left out.

    Raises
    ------
    SystemExit
        If answers differ.
    """
    begun = time.perf_counter()
    ready = condensed(graph.offsets, graph.targets)
    prepared = time.perf_counter() - begun
    rows = [Row("reach", f"{OWN}: made ready, once", Spread.of([prepared]))]
    makers, absent = peers.built(peers.REACH, graph, {"networkx": _LARGE, "networkit": _LARGE})
    many = graph.nodes >= _LARGE
    marks = {"scipy": 7.0 if many else 4.0, "igraph": 20.0, "rustworkx": 20.0, "networkx": 200.0}
    if graph.name in ("chain", "onescc"):
        marks = {"scipy": 1.0}
    little = _little(ready, graph)
    for asked, start in (("reach, much falls", graph.start), ("reach, little falls", little)):
        wanted = {*ready.nodes(ready.fall([start])).tolist()} - {start}
        calls: dict[str, Callable[[], Any]] = {OWN: _ours(ready, start)}
        for name, maker in makers.items():
            calls[name] = maker(start)
            if {int(node) for node in calls[name]()} - {start} != wanted:
                sys.exit(f"{name} and this project reach differently from {start}: there is nothing to compare")
        calls["plain breadth-first, compiled"] = _flood(graph, start)
        work = f"{asked} ({len(wanted):,} nodes)"
        if start == graph.start:
            calls["one random 4-byte read an edge"] = _reads(graph)
            if many and marks.get("networkx"):
                marks["one random 4-byte read an edge"] = 1 / 1.5
            rows += rows_of(work, in_turn(calls, repeats), OWN, marks)
        else:
            few = {
                name: call for name, call in calls.items() if name in (OWN, "scipy", "plain breadth-first, compiled")
            }
            bound = {"plain breadth-first, compiled": 1 / 1.1} if many else {}
            rows += rows_of(work, in_turn(few, 20 * repeats), OWN, bound)
    return rows + _whole(graph, repeats), absent


def _whole(graph: Plain, repeats: int) -> list[Row]:
    """Time the whole of `reach`: classes of evidence, alternatives by rule; not comparable with any peer."""
    asked = f"reach, classes of evidence ({graph.graph.states:,} states)"
    plain = in_turn({f"{OWN}: with rounds": lambda: reach(graph.graph, [graph.start])}, repeats)
    prepare(graph.graph)
    swept = in_turn({f"{OWN}: counts, made ready": lambda: reach(graph.graph, [graph.start])}, repeats)
    return [Row(asked, name, Spread.of(seconds)) for name, seconds in (plain | swept).items()]


def _little(ready: Condensed, graph: Plain) -> int:
    """Find a node with which between one and a hundred others fall; the last one tried if there is none."""
    draw = np.random.default_rng(0)
    for start in draw.integers(0, graph.nodes, 2000).tolist():
        if 2 <= ready.fall([start]).count <= 100:
            break
    return int(start)


def _ours(ready: Condensed, start: int) -> Callable[[], object]:
    return lambda: ready.fall([start])


def _flood(graph: Plain, start: int) -> Callable[[], object]:
    rows, ends = csr(graph.offsets, graph.targets)
    begin = np.array([start], np.int32)
    begin.flags.writeable = False
    flood = compiled.kernels().flood
    return lambda: flood(rows, ends, begin, np.zeros(graph.nodes, np.uint8), np.empty(graph.nodes, np.int32))


def _reads(graph: Plain) -> Callable[[], object]:
    import numba

    @numba.njit(nogil=True)
    def read(places: Any, numbers: Any) -> int:
        total = 0
        for place in places:
            total += numbers[place]
        return total

    draw = np.random.default_rng(0)
    places, numbers = draw.integers(0, graph.nodes, graph.targets.size, np.int32), np.ones(graph.nodes, np.int32)
    read(places[:1], numbers)
    return lambda: read(places, numbers)


def dominator(graph: Plain, repeats: int) -> tuple[list[Row], dict[str, str]]:
    """Immediate dominators from the start; see `spread`."""
    calls: dict[str, Callable[[], Any]] = {OWN: lambda: dominators(graph.offsets, graph.targets, [graph.start])}
    found = calls[OWN]().immediate
    wanted = {node: above for node, above in enumerate(found.tolist()) if above >= 0}
    makers, absent = peers.built(peers.DOMINATORS, graph, {"networkx": 200_000})
    for name, call in makers.items():
        if peers.dominator_pairs(call()) != wanted:
            sys.exit(f"{name} and this project find different dominators: there is nothing to compare")
        calls[name] = call
    return rows_of("dominators", in_turn(calls, repeats), OWN, {"rustworkx": 8.0}), absent


def cascade(graph: Plain, repeats: int) -> tuple[list[Row], dict[str, str]]:
    """One cascade, a coin an edge; of this project a share of a run of many worlds, on one thread; see `spread`."""
    makers, absent = peers.built(peers.CASCADES, graph, {"ndlib": 10_000})
    cyclic = condensed(graph.offsets, graph.targets).units < graph.nodes
    marks = dict.fromkeys(_LIKELIHOODS, 3.0) if cyclic else {0.05: 1.2, 0.2: 25.0, 0.5: 80.0}
    if graph.nodes < _LARGE:
        marks = {}
    plain = ConsequenceGraph.from_edges(
        components=graph.nodes,
        modes=1,
        source=graph.sources,
        target=graph.targets,
        rule=np.zeros(graph.targets.size, np.int32),
    )
    found = reach(plain, [graph.start])
    rows = []
    for likelihood in _LIKELIHOODS:
        coins = mixed(np.arange(1, plain.targets.size + 1, dtype=np.uint64), 0)
        chances = Chances(np.full((1, 3), likelihood), np.zeros(plain.targets.size, np.int32), coins)
        begun = time.perf_counter()
        stage = set_stage(found, chances)
        staged = time.perf_counter() - begun
        ours, shares = [], []
        calls = {name: maker(likelihood, 1) for name, maker in makers.items()}
        taken: dict[str, list[float]] = {OWN: [], **{name: [] for name in calls}}
        counts: dict[str, list[int]] = {name: [] for name in calls}
        for turn in range(repeats):
            begun = time.perf_counter()
            worlds = simulate(stage, chances, [Lane(0, 1)], worlds=_WORLDS, seed=turn, threads=1)
            taken[OWN].append((time.perf_counter() - begun) / _WORLDS)
            ours.append(float(worlds.fell.sum()) / worlds.worlds)
            for name, call in calls.items():
                played = []
                for _ in range(3):
                    begun = time.perf_counter()
                    counts[name].append(call())
                    played.append(time.perf_counter() - begun)
                taken[name].append(statistics.mean(played))
        for name, some in counts.items():
            error = 5 * max(float(np.std(some)), 1.0) / len(some) ** 0.5 + 5 * float(np.std(ours))
            if abs(statistics.mean(some) - statistics.mean(ours)) > error:
                sys.exit(f"{name} plays {statistics.mean(some):,.1f} nodes a cascade, we {statistics.mean(ours):,.1f}")
        shares = rows_of(
            f"cascade, likelihood {likelihood:g} ({statistics.mean(ours):,.0f} nodes)",
            *(taken, OWN, {"cynetdiff": marks[likelihood]} if marks else {}),
        )
        rows += [
            Row(f"cascade, likelihood {likelihood:g}", f"{OWN}: set the stage, once", Spread.of([staged])),
            *shares,
        ]
    return rows, absent


def rank(graph: Plain, repeats: int) -> tuple[list[Row], dict[str, str]]:
    """Exact rankings; scores of some nodes are checked by one reach each; see `spread`."""
    begun = time.perf_counter()
    prepare(graph.graph, "any")
    rows = [Row("ranking", f"{OWN}: made ready, once", Spread.of([time.perf_counter() - begun]))]
    asked: dict[str, tuple[Callable[[], Any], float | None]] = {
        "first 20": (
            lambda: ranking(graph.graph, alternatives="any", top=20),
            6.0 if graph.nodes >= _LARGE else None,
        )
    }
    if graph.nodes <= _RANKED:
        bound = {"debian": 0.2, "synthetic": 0.5 if graph.nodes == _MIDDLE else None}.get(graph.name)
        asked["all"] = (lambda: ranking(graph.graph, alternatives="any"), bound)
    for name, (call, bound) in asked.items():
        found = call()
        for place in {
            *range(min(20, found.components.size)),
            *range(0, found.components.size, max(1, found.components.size // 20)),
        }:
            start = int(found.components[place]) * graph.graph.modes
            if found.scores[place] != reach(graph.graph, [start], alternatives="any").counts[0]:
                sys.exit(f"component {found.components[place]} is ranked by a wrong score")
        seconds = Spread.of(in_turn({name: call}, repeats)[name])
        mark = None if bound is None else Mark(bound, seconds.median <= bound)
        rows.append(Row("ranking", f"{OWN}: {name}", seconds, mark=mark))
    return rows, {}


WORKS: dict[str, Callable[[Plain, int], tuple[list[Row], dict[str, str]]]] = {
    "reach": spread,
    "dominators": dominator,
    "cascade": cascade,
    "ranking": rank,
}
"""By name."""
