"""Places and communities of the whole graph: a worker finds them once for a revision, beside its projection."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from aftershock.explore.arrange import arranged, communities
from aftershock.explore.whole import UNGROUPED
from aftershock.projection import stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["place", "read"]

_FILE: Final = "arranged.npz"
_NEAR: Final = 1_000
"""Communities at the most among which every component is placed."""


def place(header: Mapping[str, Any], _payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Find the communities of a graph, and places for its components where it may be drawn whole, as a worker does.

    Parameters
    ----------
    header
        ``folder``: of the projection.

    Returns
    -------
    dict
        ``components``, how many there are.
    bytes
        None.
    """
    folder = Path(header["folder"])
    projection = stored.load(folder)
    count = len(projection.components)
    source = np.asarray(projection.edges.dependee, np.int64)
    target = np.asarray(projection.edges.dependent, np.int64)
    places = np.zeros((0, 2))
    if count <= UNGROUPED:
        places = arranged(count, source, target, communities(count, source, target, most=_NEAR))
    draft = folder / f"{_FILE}.{os.getpid()}"
    with draft.open("wb") as file:
        np.savez(file, places=places, community=communities(count, source, target))
    draft.replace(folder / _FILE)
    return {"components": count}, b""


def read(folder: Path) -> tuple[NDArray[np.float64], NDArray[np.int64]] | None:
    """Read what `place` kept.

    Parameters
    ----------
    folder
        Of the projection.

    Returns
    -------
    places : ndarray of float64
        Shape ``(components, 2)``; empty where the graph is drawn in groups only.
    community : ndarray of int64
        Of each component.
    """
    file = folder / _FILE
    if not file.is_file():
        return None
    with np.load(file, allow_pickle=False) as kept:
        return kept["places"], kept["community"]
