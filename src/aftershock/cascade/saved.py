"""A graph of consequence on disk, made ready: one file an array, mapped into memory rather than read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.cascade.condensed import Condensed, arrays
from aftershock.cascade.graph import ConsequenceGraph, array_fields
from aftershock.cascade.ready import Ready, attach, prepare
from aftershock.errors import StoreError

if TYPE_CHECKING:
    import os

__all__ = ["load", "save"]


def save(graph: ConsequenceGraph, folder: str | os.PathLike[str]) -> None:
    """Write the arrays of a graph, so that `load` can map them; and those that make it ready, so that nobody waits.

    Parameters
    ----------
    graph
        What to write.
    folder
        Made if need be. Nothing that maps an older graph there may be open: write each graph into a folder of its own.

    Raises
    ------
    OSError
        If it cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> graph = ConsequenceGraph.from_edges(components=2, modes=1, source=[0], target=[1], rule=[0])
    >>> with TemporaryDirectory() as folder:
    ...     save(graph, folder)
    ...     load(folder)
    ConsequenceGraph(states=2, modes=1, edges=1, rules=1, needs=0)
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    np.save(place / "shape.npy", np.array([graph.states, graph.modes], np.int64))
    for name, _ in array_fields():
        np.save(place / f"{name}.npy", getattr(graph, name))
    ready = prepare(graph)
    np.save(place / "passage.npy", ready.passage)
    for level, condensed in enumerate(ready.levels):
        if level == 0 or condensed is not ready.levels[level - 1]:
            for one in arrays():
                np.save(place / f"ready-{level}-{one.name}.npy", getattr(condensed, one.name))


def load(folder: str | os.PathLike[str]) -> ConsequenceGraph:
    """Map the arrays that `save` wrote; they come from disk as they are used, and are checked as any other.

    Parameters
    ----------
    folder
        Where `save` put them.

    Returns
    -------
    ConsequenceGraph
        Its arrays cannot be written to.

    Raises
    ------
    StoreError
        If a file is missing or is no array.
    UsageError
        If the arrays contradict each other.
    """
    states, modes = _map(Path(folder) / "shape.npy").tolist()
    place = Path(folder)
    graph = ConsequenceGraph(states, modes, **{name: _map(place / f"{name}.npy") for name, _ in array_fields()})
    first = _condensed(place, 0)
    second = _condensed(place, 1) if (place / "ready-1-unit.npy").exists() else first
    third = _condensed(place, 2) if (place / "ready-2-unit.npy").exists() else second
    attach(graph, Ready(_map(place / "passage.npy"), (first, second, third)))
    return graph


def _condensed(place: Path, level: int) -> Condensed:
    return Condensed(**{one.name: _map(place / f"ready-{level}-{one.name}.npy") for one in arrays()})


def _map(place: Path) -> Any:
    try:
        return np.load(place, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as problem:
        raise StoreError(f"{place} is no array of a saved graph of consequence: {problem}") from problem
