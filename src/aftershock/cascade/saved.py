"""A graph of consequence on disk, made ready, and mapped into memory rather than read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from aftershock.cascade.condensed import Condensed, arrays
from aftershock.cascade.graph import ConsequenceGraph, array_fields
from aftershock.cascade.mapped import read_arrays, write_arrays
from aftershock.cascade.ready import Ready, attach, prepare
from aftershock.errors import StoreError

if TYPE_CHECKING:
    import os

__all__ = ["load", "save"]

_FILE: Final = "graph.arrays"


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
    ready = prepare(graph)
    given = {name: getattr(graph, name) for name, _ in array_fields()}
    given |= {"shape": np.array([graph.states, graph.modes], np.int64), "passage": ready.passage}
    for level, condensed in enumerate(ready.levels):
        if level == 0 or condensed is not ready.levels[level - 1]:
            given |= {f"ready-{level}-{one.name}": getattr(condensed, one.name) for one in arrays()}
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    write_arrays(place / _FILE, given)


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
        If the file is missing, not whole or of another version.
    UsageError
        If the arrays contradict each other.
    """
    place = Path(folder) / _FILE
    given = read_arrays(place)
    try:
        states, modes = given["shape"].tolist()
        graph = ConsequenceGraph(states, modes, **{name: given[name] for name, _ in array_fields()})
        first = _condensed(given, 0)
        second = _condensed(given, 1) if "ready-1-unit" in given else first
        third = _condensed(given, 2) if "ready-2-unit" in given else second
        attach(graph, Ready(given["passage"], (first, second, third)))
    except KeyError as missing:
        raise StoreError(f"{place} is no saved graph of consequence: it has no {missing}") from missing
    return graph


def _condensed(given: dict[str, Any], level: int) -> Condensed:
    return Condensed(**{one.name: given[f"ready-{level}-{one.name}"] for one in arrays()})
