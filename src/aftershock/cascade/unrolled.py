"""A course of phases as one graph: a node for every phase in which a state may fall anew.

What holds over many phases stays one edge; a state that nothing new leads to stays one node. An edge keeps its coin
whenever it holds: it carries or it does not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from aftershock.cascade.chances import Chances
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.reach import reach, run_level
from aftershock.cascade.ready import passages
from aftershock.cascade.stage import set_stage
from aftershock.model.watch import watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from aftershock.cascade.course import Course
    from aftershock.cascade.stage import Stage

    Int = NDArray[np.int32]
    Bits = NDArray[np.bool_]
    Phase = tuple[ConsequenceGraph, Chances, Sequence[int]]
    Single = tuple[int, int, int, int]
    Member = tuple[int, int, int, int]

__all__ = ["Unrolled", "unroll"]

_LEVELS: Final = 3
_ALONE, _TOGETHER, _STAYS = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Unrolled:
    """A stage on which a course is played.

    Parameters
    ----------
    stage
        Several of its nodes may be one state, from some phase on.
    chances
        Of its edges; a coin may belong to edges of several nodes of one state.
    last
        Which nodes stand for their states at the end; shape ``(nodes,)``.
    """

    stage: Stage
    chances: Chances
    last: Bits


def unroll(found: Course, phases: Iterable[Phase], *, disabled_rules: ArrayLike = ()) -> Unrolled:
    """Lay out what fell in a course.

    Parameters
    ----------
    found
        The course; how it took alternatives counts here too.
    phases
        The same phases: the edges that hold, their chances, and the states that fall by themselves.
    disabled_rules
        As for the course.

    Notes
    -----
    A state has fallen by a phase if some edge into it carries whose source had fallen by the last phase up to then in
    which the edge held. What held in a phase with less evidence than before is looked up for each class of evidence.
    An alternative that ends, or another that begins, makes another group; what fell by the one before stays fallen.
    """
    made = _Nodes()
    sheet = _Sheet(found.alternatives, disabled_rules)
    for number, (graph, chances, starts) in enumerate(phases):
        watch().step("phases", number, number + 1)
        made.phase(sheet.read(graph, chances, starts))
    return made.laid_out(found.graph.modes, sheet.table)


@dataclass(slots=True)
class _Held:
    """What holds in a phase, between states that have fallen by it.

    Parameters
    ----------
    starts
        States that fall by themselves.
    alone
        Edges by source, target, coin and row; with their evidence.
    together
        For each target its groups: how many members must fall, and the members, each a set of edges by source, coin,
        row and evidence.
    """

    starts: Sequence[int]
    alone: dict[Single, int] = field(default_factory=dict)
    together: dict[int, frozenset[tuple[int, int, frozenset[frozenset[Member]]]]] = field(default_factory=dict)


class _Sheet:
    """Reads phases one by one; keeps what has fallen, and one table of likelihoods for all."""

    def __init__(self, alternatives: Any, disabled: ArrayLike) -> None:
        self._alternatives, self._disabled = alternatives, disabled
        self._fallen = np.zeros(0, np.int32)
        self._started: set[int] = set()
        self._rows: dict[bytes, int] = {}
        self._numbers: list[NDArray[np.float64]] = []

    @property
    def table(self) -> NDArray[np.float64]:
        return np.asarray(self._numbers, np.float64).reshape(-1, 3)

    def read(self, graph: ConsequenceGraph, chances: Chances, starts: Sequence[int]) -> _Held:
        passage = passages(graph, self._alternatives, self._disabled)
        fresh = sorted(set(starts) - self._started)
        self._started |= set(fresh)
        begin = np.union1d(self._fallen, np.asarray(fresh, np.int64)).astype(np.int32)
        held = _Held(fresh)
        if not begin.size:
            return held
        self._fallen = np.sort(run_level(graph, begin, passage, _LEVELS - 1).order)
        here = np.zeros(graph.states, np.bool_)
        here[self._fallen] = True
        source = np.repeat(np.arange(graph.states, dtype=np.int32), np.diff(graph.offsets))
        stands = here.copy()
        stands[list(self._started)] = False
        edges = np.flatnonzero(here[source] & stands[graph.targets] & (passage[graph.rule] > 0))
        joint = (graph.member[edges] >= 0) & (passage[graph.rule[edges]] == 2)
        rows = np.asarray([self._row(row) for row in chances.table], np.int64)
        for edge in edges[~joint].tolist():
            key = (int(source[edge]), int(graph.targets[edge]), int(chances.coin[edge]), int(rows[chances.row[edge]]))
            held.alone[key] = min(held.alone.get(key, _LEVELS), int(graph.evidence[edge]))
        self._join(held, graph, chances, source, edges[joint], rows)
        return held

    def _join(
        self,
        held: _Held,
        graph: ConsequenceGraph,
        chances: Chances,
        source: Int,
        edges: NDArray[np.int64],
        rows: NDArray[np.int64],
    ) -> None:
        members: dict[int, set[Member]] = defaultdict(set)
        target_of: dict[int, int] = {}
        for edge in edges.tolist():
            member = int(graph.member[edge])
            about = (
                int(source[edge]),
                int(chances.coin[edge]),
                int(rows[chances.row[edge]]),
                int(graph.evidence[edge]),
            )
            members[member].add(about)
            target_of[int(graph.member_group[member])] = int(graph.targets[edge])
        counts: dict[int, list[frozenset[Member]]] = defaultdict(list)
        for member, some in members.items():
            counts[int(graph.member_group[member])].append(frozenset(some))
        thresholds = graph.thresholds
        found: dict[int, set[tuple[int, int, frozenset[frozenset[Member]]]]] = defaultdict(set)
        for group, mates in counts.items():
            whole = int(graph.need_complete[graph.group_need[group]])
            # two members that are alike in all count twice: they are told apart by a mark that is no source
            marked = [frozenset({*mate, (-1 - place, 0, 0, 0)}) for place, mate in enumerate(sorted(mates, key=sorted))]
            found[target_of[group]].add((int(thresholds[group]), whole, frozenset(marked)))
        held.together = {target: frozenset(some) for target, some in found.items()}

    def _row(self, numbers: NDArray[np.float64]) -> int:
        key = numbers.tobytes()
        if key not in self._rows:
            self._rows[key] = len(self._numbers)
            self._numbers.append(numbers)
        return self._rows[key]


class _Nodes:
    """Nodes and edges of the graph that phases make, one phase after another."""

    def __init__(self) -> None:
        self.state: list[int] = []
        self._starts: list[int] = []
        self._now: dict[int, int] = {}
        self._before = _Held(())
        self._left: dict[Single, dict[int, int]] = defaultdict(dict)
        self._into: dict[int, dict[Single, None]] = defaultdict(dict)
        self._grouped: set[int] = set()
        self._columns: list[tuple[int, int, int, int, int, int, int, int]] = []
        self._needs: list[tuple[int, int, int]] = [(1, 1, 1)]

    def phase(self, held: _Held) -> None:
        """Add what a phase lets fall anew."""
        for key, evidence in self._before.alone.items():
            for level in range(evidence, held.alone.get(key, _LEVELS)):
                self._left[key][level] = self._now[key[0]]
        for key in held.alone:
            self._into[key[1]][key] = None
        self._grouped |= set(held.together)
        fresh, earlier = self._fresh(held), dict(self._now)
        for state in fresh:
            self._now[state] = len(self.state)
            self.state.append(state)
        self._starts += [self._now[state] for state in held.starts]
        for state in fresh:
            if state not in held.starts:
                self._enter(state, held, earlier.get(state))
        self._before = held

    def _fresh(self, held: _Held) -> list[int]:
        """Find the states that may fall anew: something begins to lead to them, or leads there from such a state."""
        before = self._before
        found = dict.fromkeys(held.starts)
        for key, evidence in held.alone.items():
            if before.alone.get(key, _LEVELS) > evidence:
                found[key[1]] = None
        for target, groups in held.together.items():
            if before.together.get(target) != groups:
                found[target] = None
        onward: dict[int, list[int]] = defaultdict(list)
        for source, target, _, _ in held.alone:
            onward[source].append(target)
        for target, groups in held.together.items():
            for source in _sources(groups):
                onward[source].append(target)
        stack = list(found)
        while stack:
            for target in onward.get(stack.pop(), ()):
                if target not in found:
                    found[target] = None
                    stack.append(target)
        return list(found)

    def _enter(self, state: int, held: _Held, earlier: int | None) -> None:
        node = self._now[state]
        for key in self._into[state]:
            source, _, coin, row = key
            holds = held.alone.get(key, _LEVELS)
            ways: dict[int, int] = {}
            for level in range(_LEVELS):
                way = self._now[source] if level >= holds else self._left[key].get(level)
                if way is not None:
                    ways.setdefault(way, level)
            for way, level in ways.items():
                self._edge(way, node, _ALONE, level, 0, len(self._columns), row, coin)
        for threshold, whole, members in sorted(held.together.get(state, ()), key=str):
            if threshold > len(members):
                continue
            self._needs.append((len(members), len(members) - threshold + 1, whole))
            for member in members:
                place = len(self._columns)
                for source, coin, row, evidence in member:
                    if source >= 0:
                        self._edge(self._now[source], node, _TOGETHER, evidence, len(self._needs) - 1, place, row, coin)
        if earlier is not None and state in self._grouped:
            self._edge(earlier, node, _STAYS, 0, 0, len(self._columns), 0, 0)

    def _edge(self, *column: int) -> None:
        self._columns.append(column)  # type: ignore[arg-type] # there are eight

    def laid_out(self, modes: int, table: NDArray[np.float64]) -> Unrolled:
        """Give the stage."""
        columns = np.asarray(self._columns, np.uint64).reshape(-1, 8)
        source, target, rule, evidence, need, dependency, row = columns[:, :7].astype(np.int64).T
        every = len(self._columns) + 1  # edges that carry by themselves stand side by side as if one need had them all
        self._needs[0] = (every, every, 1)
        size, minimum, complete = (np.asarray(column) for column in zip(*self._needs, strict=True))
        graph = ConsequenceGraph.from_edges(
            components=len(self.state),
            modes=1,
            source=source,
            target=target,
            rule=rule,
            evidence=evidence,
            need=need,
            dependency=dependency,
            rule_cost=[1, 1, 1],
            rule_all=[0, 1, 0],
            rule_attack=[0, 0, 0],
            need_size=size,
            need_minimum=minimum,
            need_complete=complete,
        )
        place = {key: number for number, key in enumerate(zip(source.tolist(), dependency.tolist(), strict=True))}
        keys = zip(graph.source(np.arange(graph.targets.size)).tolist(), graph.dependency.tolist(), strict=True)
        order = np.asarray([place[key] for key in keys], np.int64)
        numbers = table if len(table) else np.ones((1, 3))
        chances = Chances(numbers, row[order].astype(np.int32), columns[:, 7][order])
        stage = set_stage(reach(graph, self._starts), chances)
        node, states = stage.states, np.asarray(self.state, np.int32)
        components, owner = np.unique(states[node] // np.int32(modes), return_inverse=True)
        last = np.zeros(len(self.state), np.bool_)
        last[list(self._now.values())] = True
        fields: dict[str, NDArray[np.int32]] = {
            "states": states[node],
            "components": components.astype(np.int32),
            "owner": owner.astype(np.int32),
        }
        for array in fields.values():
            array.flags.writeable = False
        return Unrolled(replace(stage, **fields), chances, last[node])  # type: ignore[arg-type] # all three are arrays


def _sources(groups: Iterable[tuple[int, int, frozenset[frozenset[Member]]]]) -> Iterator[int]:
    for _, _, members in groups:
        for member in members:
            yield from (source for source, _, _, _ in member if source >= 0)
