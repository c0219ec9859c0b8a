"""The graph of consequence: states, edges sorted by source, rules, needs; arrays and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.cascade import checks
from aftershock.cascade.build import Edges, column, group, merge
from aftershock.cascade.checks import exact
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    # Only names, but `_KINDS` reads them in the annotations of the class below.
    Int = NDArray[np.int32]
    Short = NDArray[np.uint16]
    Byte = NDArray[np.uint8]

__all__ = ["ConsequenceGraph", "array_fields"]

_KINDS: dict[str, np.dtype[Any]] = {"Int": np.dtype(np.int32), "Short": np.dtype(np.uint16), "Byte": np.dtype(np.uint8)}


@dataclass(frozen=True, slots=True, eq=False, repr=False, weakref_slot=True)
class ConsequenceGraph:
    """What hands compromise on to what, as arrays that may be memory-mapped; `from_edges` makes one.

    A state is a component in a mode: ``component * modes + mode``. Edges are sorted by source, then target.

    Parameters
    ----------
    states, modes
        How many states there are, and how many modes each component has (1 to 31).
    offsets
        Where the edges of each state begin, shape ``(states + 1,)``.
    targets
        The state that each edge leads to, shape ``(edges,)`` like all that follow up to `dependency`.
    rule
        The propagation rule of each edge, an index into the table of rules.
    evidence
        0 the edge is stated, 1 it is uncertain, 2 it is unsaid.
    member
        Which member of a group the edge is, or belongs to; -1 where it is no alternative of a need.
    dependency
        The relation edge it was made from, for documents; -1 for mode implications and legs of an "unsaid" hub.
    rule_cost
        0 for mode implications and for legs into a hub, 1 for every other rule; shape ``(rules,)`` like the next two.
    rule_all
        1 if the rule combines AllAlternatives.
    rule_attack
        1 if the rule enables an attack: somebody must still act.
    need_size, need_minimum, need_complete
        For each need: how many alternatives it has in all, how many of them suffice (with 0, it never falls), and 0 if
        there may be alternatives that nobody named; shape ``(needs,)``.
    member_group
        The group of each member, rising; shape ``(members,)``.
    group_need
        The need of each group, shape ``(groups,)``. A group is what one need has under one rule into one state.
    group_offsets, group_edges
        The edges of each group: ``group_edges[group_offsets[g]:group_offsets[g + 1]]``.
    pseudo
        1 for a component that stands for none, such as a hub; shape ``(components,)``.

    Raises
    ------
    UsageError
        If an array contradicts another: what is wrong, in which place, and what is allowed.

    Examples
    --------
    >>> graph = ConsequenceGraph.from_edges(components=3, modes=1, source=[1, 0], target=[2, 1], rule=[0, 0])
    >>> graph
    ConsequenceGraph(states=3, modes=1, edges=2, rules=1, needs=0)
    >>> graph.offsets.tolist(), graph.targets.tolist()
    ([0, 1, 2, 2], [1, 2])
    """

    states: int
    modes: int
    offsets: Int
    targets: Int
    rule: Short
    evidence: Byte
    member: Int
    dependency: Int
    rule_cost: Byte
    rule_all: Byte
    rule_attack: Byte
    need_size: Int
    need_minimum: Int
    need_complete: Byte
    member_group: Int
    group_need: Int
    group_offsets: Int
    group_edges: Int
    pseudo: Byte

    def __post_init__(self) -> None:
        for name, kind in array_fields():
            view = exact(name, getattr(self, name), kind).view()
            view.flags.writeable = False
            object.__setattr__(self, name, view)
        checks.check(self)

    def __repr__(self) -> str:
        sizes = f"edges={self.targets.size}, rules={self.rule_cost.size}, needs={self.need_size.size}"
        return f"ConsequenceGraph(states={self.states}, modes={self.modes}, {sizes})"

    @classmethod
    def from_edges(
        cls,
        *,
        components: int,
        modes: int,
        source: ArrayLike,
        target: ArrayLike,
        rule: ArrayLike,
        evidence: ArrayLike | None = None,
        need: ArrayLike | None = None,
        dependency: ArrayLike | None = None,
        rule_cost: ArrayLike | None = None,
        rule_all: ArrayLike | None = None,
        rule_attack: ArrayLike | None = None,
        need_size: ArrayLike = (),
        need_minimum: ArrayLike | None = None,
        need_complete: ArrayLike | None = None,
        pseudo: ArrayLike | None = None,
    ) -> ConsequenceGraph:
        """Sort edges that come in any order, by a counting sort; what is made does not depend on that order.

        Parameters
        ----------
        components, modes
            How many there are; states are ``components * modes``.
        source, target
            States, shape ``(edges,)``.
        rule, evidence, need, dependency
            Of each edge, shape ``(edges,)``. `need` is the need that the edge is an alternative of, -1 for none; set it
            only where the rule runs from the alternative to the component that has the need. Left out: every edge is
            stated, no alternative, and its own dependency.
        rule_cost, rule_all, rule_attack
            Of each rule, shape ``(rules,)``. Left out: 1, 0 and 0 for as many rules as are named.
        need_size, need_minimum, need_complete
            Of each need, shape ``(needs,)``. Left out: no needs; a minimum of 1; complete.
        pseudo
            Of each component, shape ``(components,)``. Left out: none is.

        Returns
        -------
        ConsequenceGraph
            Edges between the same states under the same rule are one, with the best evidence, unless they are
            alternatives of different needs or different alternatives of one need.

        Raises
        ------
        UsageError
            If a number is outside of what it indexes, or lengths differ.

        Examples
        --------
        >>> twice = ConsequenceGraph.from_edges(
        ...     components=2, modes=1, source=[0, 0], target=[1, 1], rule=[0, 0], evidence=[1, 0]
        ... )
        >>> twice.evidence.tolist()
        [0]
        """
        if not 1 <= modes <= checks.MODES or not 0 <= components * modes < checks.STATES:
            raise UsageError(f"{components} components in {modes} modes each; there may be 1 to {checks.MODES} modes")
        states, edges = components * modes, np.asarray(source).size
        zeros, rules = np.zeros(edges), _rules(rule_cost, rule_all, rule_attack, rule)
        size = exact("need_size", need_size, np.dtype(np.int32))
        found = merge(
            Edges(
                source=column("source", source, zeros, 0, states),
                target=column("target", target, zeros, 0, states),
                rule=column("rule", rule, zeros, 0, rules),
                evidence=column("evidence", evidence, zeros, 0, 3),
                need=column("need", need, zeros - 1, -1, size.size),
                dependency=column("dependency", dependency, np.arange(edges), -1, checks.STATES),
            ),
            states,
        )
        groups = group(found)
        return cls(
            states=states,
            modes=modes,
            offsets=np.append(0, np.cumsum(np.bincount(found.source, minlength=states))),
            targets=found.target,
            rule=found.rule.astype(np.uint16),
            evidence=found.evidence.astype(np.uint8),
            member=groups.member,
            dependency=found.dependency,
            rule_cost=column("rule_cost", rule_cost, np.ones(rules), 0, 2),
            rule_all=column("rule_all", rule_all, np.zeros(rules), 0, 2),
            rule_attack=column("rule_attack", rule_attack, np.zeros(rules), 0, 2),
            need_size=size,
            need_minimum=column("need_minimum", need_minimum, np.ones(size.size), 0, checks.STATES),
            need_complete=column("need_complete", need_complete, np.ones(size.size), 0, 2),
            member_group=groups.member_group,
            group_need=groups.group_need,
            group_offsets=groups.group_offsets,
            group_edges=groups.group_edges,
            pseudo=column("pseudo", pseudo, np.zeros(components), 0, 2),
        )

    @property
    def components(self) -> int:
        """How many components there are, pseudo components among them."""
        return self.states // self.modes

    @property
    def need(self) -> Int:
        """The need that each edge is an alternative of, -1 for none; shape ``(edges,)``, made anew at each call."""
        found = np.full(self.targets.size, -1, np.int32)
        grouped = np.flatnonzero(self.member >= 0)
        found[grouped] = self.group_need[self.member_group[self.member[grouped]]]
        return found

    @property
    def thresholds(self) -> Int:
        """How many members of each group must fall for it to fall, at least one; shape ``(groups,)``, made anew."""
        left: Int = self.need_size - self.need_minimum + np.int32(1)
        return np.maximum(left, np.int32(1))[self.group_need]

    def source(self, edges: ArrayLike) -> Int:
        """Give the states that edges leave from.

        Parameters
        ----------
        edges
            Indices of edges, any shape.

        Returns
        -------
        numpy.ndarray
            States, of the same shape.
        """
        return (np.searchsorted(self.offsets, edges, side="right") - 1).astype(np.int32)


def array_fields() -> Iterator[tuple[str, np.dtype[Any]]]:
    """Name the fields of a graph that are arrays, in order.

    Yields
    ------
    tuple
        The field's name and the type of its numbers.

    Examples
    --------
    >>> next(array_fields())
    ('offsets', dtype('int32'))
    """
    for item in fields(ConsequenceGraph):
        kind = _KINDS.get(str(item.type))
        if kind is not None:
            yield item.name, kind


def _rules(*given: ArrayLike | None) -> int:
    """Count the rules: as many as a table of them has, or as the edges (the last) name."""
    *tables, used = given
    for table in tables:
        if table is not None:
            return np.asarray(table).size
    return int(np.max(used)) + 1 if used is not None and np.size(used) else 0
