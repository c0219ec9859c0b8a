"""The answer to what falls: arrays over components, and a path for each that falls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.paths import Hop, Proofs, Run
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.model.radius import Alternatives

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]

__all__ = ["AFFECTED", "NOT_REACHED", "POSSIBLE", "UNKNOWN", "Reach"]

AFFECTED, POSSIBLE, UNKNOWN, NOT_REACHED = 0, 1, 2, 255
"""Classes of components: a path of stated edges; one of uncertain edges at worst; of unsaid ones; none, or a start."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reach:
    """What falls with the starts, one class for each component; `reach` makes it.

    Parameters
    ----------
    graph
        In which.
    starts
        The states that fell in round 0.
    alternatives
        How alternatives were taken.
    runs
        What fell over edges of class 0, of class 1 or better, of class 2 or better.
    classes
        `AFFECTED`, `POSSIBLE`, `UNKNOWN` or `NOT_REACHED` for each component, shape ``(components,)``. Starting and
        pseudo components are `NOT_REACHED`.
    nearest
        The state of each component that fell first in its class's run, the earlier mode if two did; -1 where none did.
    depth
        The round in which that fell: how many relations lie between; -1 where none did.
    modes
        The modes, as bits, that each component is in on evidence of each class and no better, shape
        ``(3, components)``.
    counts
        How many components are affected, possible, unknown.
    passage
        For each rule: 0 it is switched off, 1 each of its edges carries by itself, 2 its edges of one need are a group.
    """

    graph: ConsequenceGraph
    starts: Int
    alternatives: Alternatives
    runs: tuple[Run, Run, Run]
    classes: Byte
    nearest: Int
    depth: Int
    modes: NDArray[np.int32]
    counts: tuple[int, int, int]
    passage: Byte
    _proofs: tuple[Proofs, ...] = field(repr=False)

    def __repr__(self) -> str:
        affected, possible, unknown = self.counts
        return f"Reach(affected={affected}, possible={possible}, unknown={unknown})"

    def rows(self, of: int) -> Int:
        """Give the components of a class, nearest first, then in their order.

        Parameters
        ----------
        of
            `AFFECTED`, `POSSIBLE` or `UNKNOWN`.

        Returns
        -------
        numpy.ndarray
            As many as `counts` says.
        """
        found = np.flatnonzero(self.classes == of).astype(np.int32)
        return found[np.argsort(self.depth[found], kind="stable")]

    def path(self, component: int) -> tuple[Hop, ...]:
        """Say why a component falls: the hops from a start to its nearest state, within its class.

        Parameters
        ----------
        component
            One of `rows`, or a starting one.

        Returns
        -------
        tuple of Hop
            ``depth[component] + 1`` of them; mode implications and hubs are folded into the hop that they prepare.

        Raises
        ------
        UsageError
            If it does not fall.
        """
        if not 0 <= component < self.graph.components:
            raise UsageError(f"there is no component {component}; there are {self.graph.components}")
        if self.classes[component] == NOT_REACHED:
            own = self.starts[self.starts // self.graph.modes == component]
            if not own.size:
                raise UsageError(f"component {component} does not fall, so no path leads to it")
            return (Hop(int(own[0]), -1, -1),)
        proofs = self._proofs[int(self.classes[component])]
        return proofs.path(int(self.nearest[component]))

    def attack_steps(self, component: int) -> int:
        """Count the hops of a component's path at which somebody must still act.

        Parameters
        ----------
        component
            As for `path`.

        Returns
        -------
        int
            0 where all follows by itself.
        """
        graph = self.graph
        return sum(int(graph.rule_attack[graph.rule[hop.edge]]) for hop in self.path(component)[1:])
