"""The answer to what falls: arrays over components, and a path for each that falls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.paths import Hop, Proofs, Proven, Run
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.model.radius import Alternatives

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]

__all__ = ["AFFECTED", "NOT_REACHED", "POSSIBLE", "UNKNOWN", "Detail", "Reach"]

AFFECTED, POSSIBLE, UNKNOWN, NOT_REACHED = 0, 1, 2, 255
"""Classes of components: a path of stated edges; one of uncertain edges at worst; of unsaid ones; none, or a start."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Detail:
    """When and over what each state fell.

    Parameters
    ----------
    runs, nearest, depth, modes
        See `Reach`.
    """

    runs: tuple[Run, Run, Run]
    nearest: Int
    depth: Int
    modes: NDArray[np.int32]


class Reach:
    """What falls with the starts, one class for each component; `reach` makes it.

    Rounds and paths (`runs`, `nearest`, `depth`, `modes`, `rows`, `path`) may be computed when first asked for.

    Parameters
    ----------
    graph
        In which.
    starts
        The states that fell in round 0.
    alternatives
        How alternatives were taken.
    passage
        For each rule: 0 it is switched off, 1 each of its edges carries by itself, 2 its edges of one need are a group.
    classes
        `AFFECTED`, `POSSIBLE`, `UNKNOWN` or `NOT_REACHED` for each component, shape ``(components,)``. Starting and
        pseudo components are `NOT_REACHED`.
    counts
        How many components are affected, possible, unknown.
    detail
        Gives the rest.
    """

    def __init__(
        self,
        graph: ConsequenceGraph,
        starts: Int,
        alternatives: Alternatives,
        passage: Byte,
        classes: Byte,
        counts: tuple[int, int, int],
        detail: Callable[[], Detail],
    ) -> None:
        self.graph, self.starts, self.alternatives, self.passage = graph, starts, alternatives, passage
        self.classes, self.counts = classes, counts
        self._make = detail

    @cached_property
    def _detail(self) -> Detail:
        return self._make()

    @cached_property
    def proofs(self) -> tuple[Proofs, ...]:
        """The proofs of each of `runs`."""
        return tuple(Proofs(self.graph, run, self.passage) for run in self.runs)

    @property
    def runs(self) -> tuple[Run, Run, Run]:
        """What fell over edges of class 0, of class 1 or better, of class 2 or better."""
        return self._detail.runs

    @property
    def nearest(self) -> Int:
        """The state of each component that fell first in its class's run, the earlier mode if two did; -1 for none."""
        return self._detail.nearest

    @property
    def depth(self) -> Int:
        """The round in which that fell: how many relations lie between; -1 where none did."""
        return self._detail.depth

    @property
    def modes(self) -> NDArray[np.int32]:
        """The modes, as bits, that each component is in on evidence of each class and no better: three rows."""
        return self._detail.modes

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
        if not found.size:
            return found
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
        proofs = self.proofs[int(self.classes[component])]
        return proofs.path(int(self.nearest[component]))

    def proof(self, component: int) -> tuple[Proven, ...]:
        """Say all that a component's fall rests on, see `aftershock.cascade.paths.Proofs.proof`.

        Parameters
        ----------
        component
            As for `path`.

        Raises
        ------
        UsageError
            If it does not fall.
        """
        if not 0 <= component < self.graph.components or self.classes[component] == NOT_REACHED:
            return tuple((hop, ()) for hop in self.path(component))
        return self.proofs[int(self.classes[component])].proof(int(self.nearest[component]))

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
