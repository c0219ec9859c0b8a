"""Analytic bounds of likelihood: what no number of worlds can contradict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.cascade import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aftershock.cascade.chances import Chances
    from aftershock.cascade.stage import Stage
    from aftershock.cascade.worlds import Lane

    Int = NDArray[np.int32]
    Real = NDArray[np.float64]

__all__ = ["Bounds", "bounds", "carrying"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bounds:
    """Between which numbers a likelihood lies.

    Parameters
    ----------
    nodes
        Of each node of the stage, from below and above; shape ``(nodes, 2)``.
    components
        Of each component that has nodes in the stage, in their order: that any of its nodes falls; shape
        ``(components, 2)``.
    """

    nodes: Real
    components: Real


def carrying(stage: Stage, chances: Chances, lane: Lane) -> Real:
    """Give the likelihood with which each edge carries in a lane: 0 where its evidence is not good enough.

    Parameters
    ----------
    stage, chances
        The edges.
    lane
        Which evidence and which column. A default that nobody gave counts as 0.

    Returns
    -------
    numpy.ndarray
        Shape ``(edges,)``.
    """
    column = np.nan_to_num(chances.table[:, lane.column])
    found = np.where(stage.coin == 0, 1.0, column[stage.row] if column.size else 0.0)
    return np.where(stage.evidence <= lane.level, found, 0.0)


def bounds(stage: Stage, chances: Chances, modes: int, lane: Lane) -> Bounds:
    """Bound the likelihood of every node and component in a lane.

    Parameters
    ----------
    stage, chances
        What can fall, and how likely.
    modes
        Modes of a component.
    lane
        Which evidence and numbers count.

    Returns
    -------
    Bounds
        For a component: from below the best of its nodes; from above, that one of the ways into it from elsewhere
        carries.
    """
    names, owner = np.unique(stage.states // np.int32(modes), return_inverse=True)
    low, _ = _bound(stage, carrying(stage, chances, lane), owner.astype(np.int32), upper=False)
    high, entered = _bound(stage, carrying(stage, chances, lane), owner.astype(np.int32), upper=True)
    components = np.zeros((names.size, 2))
    np.maximum.at(components[:, 0], owner, low)
    missed = np.ones(names.size)
    np.multiply.at(missed, owner, 1 - entered)
    components[:, 1] = np.maximum(1 - missed, components[:, 0])
    return Bounds(np.stack((low, np.maximum(high, low)), axis=1), components)


def _bound(stage: Stage, likelihood: Real, owner: Int, *, upper: bool) -> tuple[Real, Real]:
    nodes = stage.states.size
    order = np.argsort(stage.targets, kind="stable")
    offsets = np.append(0, np.cumsum(np.bincount(stage.targets, minlength=nodes))).astype(np.int32)
    started = np.zeros(nodes, np.uint8)
    started[stage.starts] = 1
    columns: list[NDArray[Any]] = [offsets, stage.source[order], likelihood[order], stage.member[order]]
    sealed: list[NDArray[Any]] = [*columns, started, owner]
    for column in sealed:
        column.flags.writeable = False
    value, before = np.zeros(nodes), np.zeros(nodes)
    compiled.kernels().bound(
        *(*columns, stage.knots, stage.group_offsets, stage.member_offsets, stage.threshold),
        *(started, owner, upper, value, np.zeros(int(stage.member_offsets[-1])), before),
    )
    return value, before
