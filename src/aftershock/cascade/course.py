"""What falls over time: one phase after another, in each over the edges that hold then, and nothing stands up again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.paths import Hop, Proofs, Run, proven
from aftershock.cascade.reach import run_level
from aftershock.cascade.ready import passages
from aftershock.cascade.result import NOT_REACHED
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.cascade.paths import Arrival, Proven
    from aftershock.model.radius import Alternatives

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]

__all__ = ["Course", "course"]

_LEVELS = (0, 1, 2)


def course(
    phases: Iterable[tuple[ConsequenceGraph, ArrayLike]],
    *,
    alternatives: Alternatives = "by-rule",
    disabled_rules: ArrayLike = (),
    blocked: ArrayLike = (),
) -> Course:
    """Let states fall phase by phase.

    Parameters
    ----------
    phases
        In their order in time, at least one: the edges that hold during it, and the states that fall by themselves when
        it begins. All graphs are of the same states, rules and pseudo components. Taken one by one; those in which
        nothing fell are not kept.
    alternatives, disabled_rules
        As for `aftershock.cascade.reach.reach`.
    blocked
        States that stand whatever happens; none of those that fall by themselves.

    Returns
    -------
    Course
        When each component fell, and by which way it did so first.

    Raises
    ------
    UsageError
        If there is no phase, or graphs differ in their states.

    Notes
    -----
    Each class of evidence has fallen states of its own: what fell over stated edges, over these and uncertain ones,
    over all. A phase adds what `aftershock.cascade.reach.reach` finds from those that fell before. As what falls takes
    no time, this is the earliest arrival: an edge carries when its source falls, or when it begins to hold if that is
    later, unless it has ended by then (Bui-Xuan, Ferreira, Jarry 2003, foremost journeys, with durations of 0).

    Examples
    --------
    0 falls; 1 relies on it in the second phase, and 2 on 1 in the first only.

    >>> from aftershock.cascade.graph import ConsequenceGraph
    >>> def linked(source, target):
    ...     return ConsequenceGraph.from_edges(components=3, modes=1, source=[source], target=[target], rule=[0])
    >>> found = course([(linked(1, 2), [0]), (linked(0, 1), [])])
    >>> found.classes.tolist(), found.phase(1)
    ([255, 0, 255], 1)
    """
    account: _Account | None = None
    for number, (graph, starts) in enumerate(phases):
        if account is None:
            account = _Account(graph, alternatives, disabled_rules, blocked)
        account.phase(number, graph, np.unique(np.asarray(starts, np.int32)))
    if account is None:
        raise UsageError("there is no phase in which anything could fall; give at least one")
    return Course(account)


class _Account:
    """What fell so far: for each class of evidence and state the phase, and how many relations lie behind it."""

    def __init__(
        self, graph: ConsequenceGraph, alternatives: Alternatives, disabled_rules: ArrayLike, blocked: ArrayLike
    ) -> None:
        self.graph, self.alternatives, self._disabled, self._blocked = graph, alternatives, disabled_rules, blocked
        self.fell = np.full((3, graph.states), -1, np.int32)
        self.length = np.zeros((3, graph.states), np.int32)
        self.proofs: dict[tuple[int, int], Proofs] = {}
        self.starts = np.zeros(0, np.int32)
        self._real = np.repeat(graph.pseudo == 0, graph.modes)

    def phase(self, number: int, graph: ConsequenceGraph, starts: Int) -> None:
        if graph.states != self.graph.states:
            raise UsageError(f"phase {number} has {graph.states} states, the first has {self.graph.states}")
        self.starts = np.union1d(self.starts, starts)
        passage = passages(graph, self.alternatives, self._disabled)
        before: tuple[Run, Int] | None = None
        for level in _LEVELS:
            fallen = np.union1d(np.flatnonzero(self.fell[level] >= 0), starts).astype(np.int32)
            if not fallen.size:
                return
            if before is None or before[0].met >> level & 1 or not np.array_equal(before[1], fallen):
                run = run_level(graph, fallen, passage, level, blocked=self._blocked)
            else:
                run = before[0]
                run = Run(level, run.depth, run.parent, run.order, run.met)
            before = run, fallen
            if self._took(number, graph, run):
                self.proofs[number, level] = Proofs(graph, run, passage)

    def _took(self, number: int, graph: ConsequenceGraph, run: Run) -> bool:
        """Take a run into the account; tell whether anything fell that had not."""
        fell, length = self.fell[run.level], self.length[run.level]
        fresh = run.order[(fell[run.order] < 0)]
        edge = run.parent[fresh]
        fresh, edge = fresh[edge >= 0], edge[edge >= 0]
        steps = zip(
            fresh.tolist(), graph.source(edge).tolist(), graph.rule_cost[graph.rule[edge]].tolist(), strict=True
        )
        for state, source, cost in steps:  # a source stands before what fell from it
            length[state] = length[source] + cost
        new = run.order[(fell[run.order] < 0) & self._real[run.order]]
        fell[new] = number
        return bool(new.size)


class Course:
    """What fell in a row of phases, one class for each component; `course` makes it.

    Attributes
    ----------
    graph
        That of the first phase.
    starts
        All states that fell by themselves.
    alternatives
        How they were taken.
    classes, counts, modes
        As for `aftershock.cascade.result.Reach`.
    nearest
        The state of each component that fell first in its class's account: the earlier phase, then fewer relations,
        then the earlier mode; -1 for none.
    depth
        How many relations lie behind that; -1 for none.
    """

    def __init__(self, account: _Account) -> None:
        self._account = account
        graph = self.graph = account.graph
        self.starts, self.alternatives = account.starts, account.alternatives
        self.classes: Byte = np.full(graph.components, NOT_REACHED, np.uint8)
        self.nearest: Int = np.full(graph.components, -1, np.int32)
        self.depth: Int = np.full(graph.components, -1, np.int32)
        self.modes: NDArray[np.int32] = np.zeros((3, graph.components), np.int32)
        self._when: dict[int, Int] = {}
        self._phase: Int = np.full(graph.components, -1, np.int32)
        hidden = graph.pseudo.astype(np.bool_)
        hidden[self.starts // graph.modes] = True
        for level in _LEVELS:
            self._class(level, hidden)
        self.counts: tuple[int, int, int] = tuple(int((self.classes == level).sum()) for level in _LEVELS)  # type: ignore[assignment] # there are three

    def _class(self, level: int, hidden: NDArray[np.bool_]) -> None:
        fell, length, modes = self._account.fell[level], self._account.length[level], self.graph.modes
        states = np.flatnonzero(fell >= 0)
        if level:
            states = states[self._account.fell[level - 1][states] < 0]
        states = states[~hidden[states // modes]]
        component = states // modes
        np.bitwise_or.at(self.modes[level], component, (1 << (states % modes)).astype(np.int32))
        mine = (self.classes[component] == NOT_REACHED) | (self.classes[component] == level)
        states, component = states[mine], component[mine]
        order = np.lexsort((states, length[states], fell[states], component))
        first, place = np.unique(component[order], return_index=True)
        near = states[order][place]
        self.classes[first], self.nearest[first] = level, near
        self.depth[first], self._phase[first] = length[near], fell[near]

    def __repr__(self) -> str:
        affected, possible, unknown = self.counts
        return f"Course(affected={affected}, possible={possible}, unknown={unknown})"

    def phase(self, component: int) -> int:
        """Tell in which phase a component fell, on the evidence of its class; -1 if it did not.

        Parameters
        ----------
        component
            Any.
        """
        return int(self._phase[component])

    def when(self, level: int) -> Int:
        """Tell when each component fell on evidence of a class or better, whatever its own class is.

        Parameters
        ----------
        level
            `AFFECTED`, `POSSIBLE` or `UNKNOWN`.

        Returns
        -------
        numpy.ndarray
            Phases; -1 for components that did not, and for starts and pseudo components.
        """
        if level not in self._when:
            never = np.iinfo(np.int32).max
            fell = self._account.fell[level].reshape(-1, self.graph.modes)
            first = np.where(fell < 0, never, fell).min(axis=1)
            found = np.where(first == never, -1, first).astype(np.int32)
            found[self.graph.pseudo != 0] = -1
            found[self.starts // self.graph.modes] = -1
            self._when[level] = found
        return self._when[level]

    def phases(self) -> frozenset[int]:
        """Give the phases in which something fell."""
        return frozenset(phase for phase, _ in self._account.proofs)

    def rows(self, of: int) -> Int:
        """Give the components of a class, earliest first, then nearest, then in their order.

        Parameters
        ----------
        of
            `AFFECTED`, `POSSIBLE` or `UNKNOWN`.
        """
        found = np.flatnonzero(self.classes == of).astype(np.int32)
        return found[np.lexsort((found, self.depth[found], self._phase[found]))]

    def path(self, component: int) -> tuple[tuple[int, Hop], ...]:
        """Say why a component fell, see `aftershock.cascade.result.Reach.path`.

        Parameters
        ----------
        component
            One of `rows`, or a starting one.

        Returns
        -------
        tuple of (int, Hop)
            The phase in which each hop arrived, and the hop; edges are those of that phase's graph.

        Raises
        ------
        UsageError
            If it did not fall.
        """
        if not 0 <= component < self.graph.components:
            raise UsageError(f"there is no component {component}; there are {self.graph.components}")
        if self.classes[component] == NOT_REACHED:
            return (self._start(component),)
        level, state = int(self.classes[component]), int(self.nearest[component])
        arrived = self._arrived(level, state)
        hop, before = self._rests_on(level, arrived)
        found = [(arrived[0], replace(hop, state=state))]
        while before:
            hop, earlier = self._rests_on(level, before[0])
            found.append((before[0][0], hop))
            before = earlier
        return tuple(reversed(found))

    def proof(self, component: int) -> tuple[tuple[int, Proven], ...]:
        """Say all that a component's fall rests on, see `aftershock.cascade.paths.Proofs.proof`.

        Parameters
        ----------
        component
            As for `path`.

        Returns
        -------
        tuple of (int, (Hop, tuple of int))
            With the phase of each.
        """
        if not 0 <= component < self.graph.components or self.classes[component] == NOT_REACHED:
            return tuple((phase, (hop, ())) for phase, hop in self.path(component))
        level, state = int(self.classes[component]), int(self.nearest[component])
        length = self._account.length[level]

        def when(arrived: Arrival) -> tuple[int, int]:
            return arrived[0], int(length[arrived[1]])

        return proven(self._arrived(level, state), state, partial(self._rests_on, level), when)

    def edges(self) -> Iterable[tuple[int, Int]]:
        """Give the edges over which anything fell.

        Yields
        ------
        tuple of (int, numpy.ndarray)
            A phase, and edges of its graph.
        """
        for (phase, level), proofs in sorted(self._account.proofs.items()):
            if level == _LEVELS[-1]:
                yield phase, proofs.used()

    def _start(self, component: int) -> tuple[int, Hop]:
        own = self.starts[self.starts // self.graph.modes == component]
        if not own.size:
            raise UsageError(f"component {component} did not fall, so no path leads to it")
        return max(0, int(self._account.fell[0][own[0]])), Hop(int(own[0]), -1, -1)

    def _proofs(self, phase: int, level: int) -> Proofs:
        return self._account.proofs[phase, level]

    def _arrived(self, level: int, state: int) -> Arrival:
        """Give the phase in which a state fell, and the state at which its component was reached then."""
        fell = self._account.fell[level]
        phase = int(fell[state])
        arrival = self._proofs(phase, level).arrival(state)
        while fell[arrival] != phase:
            phase = int(fell[arrival])
            arrival = self._proofs(phase, level).arrival(arrival)
        return phase, arrival

    def _rests_on(self, level: int, arrived: Arrival) -> tuple[Hop, tuple[Arrival, ...]]:
        """Give the hop of an arrival, and the arrivals that it rests on; none at a start."""
        hop, before = self._proofs(arrived[0], level).hop(arrived[1])
        if before < 0:
            return hop, ()
        return hop, tuple(self._arrived(level, state) for state in (hop.from_state, *hop.also_needed))
