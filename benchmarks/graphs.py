"""The graphs that are measured: generated ones, the hub, Debian's archive."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.graph import ConsequenceGraph
from aftershock.knowledge_base import KnowledgeBase
from benchmarks import hub

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Int = NDArray[np.int32]

__all__ = ["GRAPHS", "Plain", "drawn", "made"]

GRAPHS = ("synthetic", "uniform", "random", "chain", "onescc", "hub", "debian")
REGISTRY = "https://w3id.org/aftershock/id/component/hub-registry"
LIBC = "pkg:deb/debian/libc6"
LISTS = Path("/var/lib/apt/lists")
DEGREE = 5


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """A digraph as every library here can take it: each edge once, no loops.

    Parameters
    ----------
    name
        One of `GRAPHS`.
    graph
        The same for this project: one mode, one rule; or, for the hub and for Debian, with their rules and modes.
    offsets, targets
        Compressed sparse rows.
    start
        A node with which much falls.
    """

    name: str
    graph: ConsequenceGraph
    offsets: Int
    targets: Int
    start: int

    @property
    def nodes(self) -> int:
        """How many there are."""
        return self.offsets.size - 1

    @property
    def sources(self) -> Int:
        """Where each edge comes from."""
        return np.repeat(np.arange(self.nodes, dtype=np.int32), np.diff(self.offsets))


def made(name: str, size: int, edges: int, seed: int, data: Path | None) -> Plain:
    """Make a graph, or read it.

    Parameters
    ----------
    name
        ``synthetic``: every node but the first depends on others drawn evenly from those before it, numbers shuffled.
        ``uniform``: edges drawn evenly, each turned so that there is no cycle. ``random``: drawn evenly, with cycles.
        ``chain``: one after the other. ``onescc``: half of the nodes in one cycle with chords, which leads to the rest.
        ``hub``: what `aftershock.explore.generate` makes, by the road of all documents. ``debian``: the lists that apt
        keeps on this machine.
    size
        Nodes; models for the hub; ignored for Debian.
    edges
        Edges to draw where they are drawn.
    seed
        Of what is drawn.
    data
        Keeps the hub or Debian's lists ingested; a temporary directory if there is none.

    Returns
    -------
    Plain
        With a start.
    """
    if name in ("hub", "debian"):
        if data is not None:
            return _ingested(name, size, seed, data)
        with TemporaryDirectory() as folder:
            return _ingested(name, size, seed, Path(folder))
    source, target, start = drawn(name, size, edges, seed)
    graph = ConsequenceGraph.from_edges(
        components=size, modes=1, source=source, target=target, rule=np.zeros(source.size, np.int32)
    )
    return Plain(name, graph, graph.offsets, graph.targets, start)


def drawn(name: str, size: int, edges: int, seed: int) -> tuple[Int, Int, int]:
    """Draw a graph: sources, targets, and a node with which much falls."""
    draw = np.random.default_rng(seed)
    if name == "chain":
        ends = np.stack([np.arange(size - 1), np.arange(1, size)], axis=1)
    elif name == "synthetic":
        later = np.repeat(np.arange(1, size), max(1, edges // size))
        ends = np.stack([(draw.random(later.size) * later).astype(np.int64), later], axis=1)
    elif name == "onescc":
        half = size // 2
        ring = np.stack([np.arange(half), np.roll(np.arange(half), -1)], axis=1)
        rest = draw.integers(0, size, (edges - half, 2))
        rest[:, 0] %= half
        onward = np.sort(draw.integers(half, size, (edges // 4, 2)), axis=1)
        ends = np.concatenate([ring, rest, onward])
    else:
        ends = draw.integers(0, size, (edges, 2))
        if name == "uniform":
            ends.sort(axis=1)
    ends = ends[ends[:, 0] != ends[:, 1]]
    shuffled = draw.permutation(size).astype(np.int32)
    return shuffled[ends[:, 0]], shuffled[ends[:, 1]], int(shuffled[0])


def _ingested(name: str, size: int, seed: int, data: Path) -> Plain:
    if name == "hub":
        for base in hub.opened(data, size, max(1, size // 20), seed):
            return _plain(name, base, REGISTRY)
    with KnowledgeBase.open(data) as base:
        lists = sorted(LISTS.glob("*_Packages*"))
        if not lists:
            sys.exit("apt keeps no lists on this machine: there is no graph of Debian to measure")
        for path in lists:
            base.ingest(path)
        return _plain(name, base, LIBC)


def _plain(name: str, base: KnowledgeBase, start: str) -> Plain:
    projection = base.projection
    found = projection.graph
    whole = {
        one: np.array(getattr(found, one))
        for one in ConsequenceGraph.__dataclass_fields__
        if one not in ("states", "modes")
    }
    graph = ConsequenceGraph(found.states, found.modes, **whole)  # in memory: the files may go
    sources = graph.source(np.arange(graph.targets.size))
    kept = sources != graph.targets
    kept[1:] &= (sources[1:] != sources[:-1]) | (graph.targets[1:] != graph.targets[:-1])
    offsets = np.append(0, np.cumsum(np.bincount(sources[kept], minlength=graph.states))).astype(np.int32)
    place = list(projection.components).index(start) * len(projection.modes)
    return Plain(name, graph, offsets, graph.targets[kept], place)
