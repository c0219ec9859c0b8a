"""A graph made ready for reach: strongly connected components as units, sorted so that consequence leads onward."""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.cascade import compiled
from aftershock.cascade.checks import exact, within
from aftershock.cascade.rows import by_key, csr, sealed
from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]

__all__ = ["Claims", "Condensed", "Fallen", "arrays", "condensed"]

_FEW = 64
"""A queue is given up when one unit in so many has fallen."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Claims:
    """Edges that fell their target only together with others.

    Parameters
    ----------
    source, member
        The node that each edge comes from, and the member of a group that it stands for.
    member_group, target, threshold
        The group of each member; the node that each group fells, and how many of its members must fall.
    """

    source: Int
    member: Int
    member_group: Int
    target: Int
    threshold: Int

    @classmethod
    def none(cls) -> Claims:
        """Give no such edges."""
        return cls(*(np.zeros(0, np.int32) for _ in fields(cls)))


class Fallen:
    """What fell; `Condensed.fall` makes it.

    Parameters
    ----------
    count
        How many nodes.
    met
        The classes of evidence, as bits, of edges that do not carry and leave what fell.
    few
        The units that fell, where they are few; else ``None``.
    marks
        1 for each unit that fell, or how many units there are.
    """

    __slots__ = ("_marks", "count", "few", "met")

    def __init__(self, count: int, met: int, few: Int | None, marks: Byte | int) -> None:
        self.count, self.met, self.few, self._marks = count, met, few, marks

    @property
    def units(self) -> Byte:
        """1 for each unit that fell."""
        if isinstance(self._marks, int):
            marks = np.zeros(self._marks, np.uint8)
            marks[self.few] = 1
            self._marks = sealed(marks)
        return self._marks


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Condensed:
    """A graph as units in topological order; `condensed` makes one.

    Parameters
    ----------
    unit
        Of each node, shape ``(nodes,)``.
    order, unit_offsets
        The nodes of each unit: ``order[unit_offsets[u]:unit_offsets[u + 1]]``.
    offsets, targets
        Edges between units, each once, as compressed sparse rows; each leads to a later unit.
    claim_offsets, claims, member_group, group_unit, threshold
        See `aftershock.cascade.sweep_kernels.sweep`; a group whose threshold nobody can reach never falls.
    weaker
        For each unit, as bits, classes of evidence of edges that leave it and do not carry.

    Raises
    ------
    UsageError
        If an array contradicts another.
    """

    unit: Int
    order: Int
    unit_offsets: Int
    offsets: Int
    targets: Int
    claim_offsets: Int
    claims: Int
    member_group: Int
    group_unit: Int
    threshold: Int
    weaker: Byte
    _spare: list[tuple[Byte, Int]] = field(default_factory=list, init=False)
    _plain: tuple[NDArray[Any], ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        for one in arrays():
            kind = np.dtype(np.uint8 if one.name == "weaker" else np.int32)
            view = exact(one.name, getattr(self, one.name), kind).view()
            view.flags.writeable = False
            object.__setattr__(self, one.name, view)
        units = self.units
        for name, offsets, entries in (
            ("unit_offsets", self.unit_offsets, self.order),
            ("offsets", self.offsets, self.targets),
            ("claim_offsets", self.claim_offsets, self.claims),
        ):
            if (
                offsets.size != units + 1
                or offsets[0] != 0
                or offsets[-1] != entries.size
                or np.diff(offsets).min(initial=0) < 0
            ):
                raise UsageError(f"{name} must rise from 0 to {entries.size}, in {units + 1} numbers")
        if self.order.size != self.unit.size or self.group_unit.size != self.threshold.size:
            raise UsageError("the arrays of a condensed graph disagree about how many nodes or groups there are")
        within("unit", self.unit, 0, units)
        within("order", self.order, 0, self.unit.size)
        within("targets", self.targets, 0, units)
        within("claims", self.claims, 0, self.member_group.size)
        within("member_group", self.member_group, 0, self.group_unit.size)
        within("group_unit", self.group_unit, 0, units)
        rows = (self.offsets, self.targets, self.claim_offsets, self.claims, self.member_group, self.group_unit)
        # of a file that is mapped each view is made anew in Python, unless it is taken as a plain array
        plain = tuple(view.view(np.ndarray) for view in (*rows, self.weaker, self.unit_offsets))
        object.__setattr__(self, "_plain", plain)

    def __repr__(self) -> str:
        return f"Condensed(nodes={self.unit.size}, units={self.units}, edges={self.targets.size})"

    @property
    def units(self) -> int:
        """How many units there are."""
        return self.weaker.size

    def fall(self, starts: ArrayLike) -> Fallen:
        """Let what follows from some nodes fall.

        Parameters
        ----------
        starts
            Nodes.

        Returns
        -------
        Fallen
            The starts are in it.

        Raises
        ------
        UsageError
            If there is no such node.

        Examples
        --------
        >>> condensed([0, 1, 2, 2], [1, 0]).fall([1]).count
        2
        """
        if isinstance(starts, list) and len(starts) == 1 and type(starts[0]) is int and 0 <= starts[0] < self.unit.size:
            begin = np.array([self.unit.item(starts[0])], np.int32)  # where little falls, to check would take longest
        else:
            given = exact("starts", starts, np.dtype(np.int32))
            within("starts", given, 0, self.unit.size)
            begin = self.unit[given]
        begin.flags.writeable = False
        try:
            fell, queue = self._spare.pop()  # cleaned: where little falls, to clear memory would take longest
        except IndexError:
            fell, queue = np.zeros(self.units, np.uint8), np.empty(self.units, np.int32)
        count, met, size = compiled.kernels().sweep(
            *self._plain,
            *(begin, self.units // _FEW, fell, queue),
            *(np.zeros(self.member_group.size, np.uint8), self.threshold.copy()),
        )
        if size < 0:
            return Fallen(count, met, None, sealed(fell))
        few = queue[:size].copy()
        fell[few] = 0
        self._spare.append((fell, queue))
        return Fallen(count, met, few, self.units)

    def nodes(self, fallen: Fallen) -> Int:
        """Name the nodes of what fell, by unit.

        Examples
        --------
        >>> graph = condensed([0, 1, 2, 2], [1, 0])
        >>> sorted(graph.nodes(graph.fall([1])).tolist())
        [0, 1]
        """
        units = np.flatnonzero(fallen.units) if fallen.few is None else fallen.few
        size = (
            np.diff(self.unit_offsets)[units]
            if fallen.few is None
            else self.unit_offsets[units + 1] - self.unit_offsets[units]
        )
        return self.order[_ranges(self.unit_offsets[units], size)]


def arrays() -> Iterator[Field[Any]]:
    """Name the arrays of a condensed graph, in order.

    Yields
    ------
    dataclasses.Field
        One for each array.

    Examples
    --------
    >>> next(arrays()).name
    'unit'
    """
    yield from (one for one in fields(Condensed) if one.init)


def condensed(
    offsets: ArrayLike, targets: ArrayLike, *, claims: Claims | None = None, weaker: Byte | None = None
) -> Condensed:
    """Make a graph ready.

    Parameters
    ----------
    offsets, targets
        Edges that carry by themselves, as compressed sparse rows over nodes: shapes ``(nodes + 1,)``, ``(edges,)``.
    claims
        Edges that carry only together with others; none if left out.
    weaker
        For each node, as bits, classes of evidence of edges that leave it and do not carry; none if left out.

    Returns
    -------
    Condensed
        It answers any number of starts.

    Raises
    ------
    UsageError
        If the arrays are no such rows.

    Notes
    -----
    Strongly connected components by Tarjan's algorithm, see `aftershock.cascade.knot_kernels.condense`, then numbered
    by the longest way to each; time and room grow with nodes and edges.

    Examples
    --------
    A cycle of two nodes and one that follows from it are two units.

    >>> condensed([0, 1, 3, 3], [1, 0, 2])
    Condensed(nodes=3, units=2, edges=1)
    """
    rows, ends = csr(offsets, targets)
    some = claims or Claims.none()
    number = _components(rows, ends)
    units = int(number.max(initial=-1)) + 1
    unit = np.int32(units - 1) - number
    if some.member.size:
        unit = _placed(rows, ends, some, unit, units)
    made, found = _folded(rows, ends, unit, units)
    unit = _levelled(made, found, some, unit, units)
    made, found = _folded(rows, ends, unit, units)
    order, unit_offsets = by_key(unit, units)
    claimed, claim_offsets = by_key(unit[some.source], units)
    bits = np.zeros(units, np.uint8)
    if weaker is not None:
        np.bitwise_or.at(bits, unit, weaker)
    return Condensed(
        unit=unit,
        order=order,
        unit_offsets=unit_offsets,
        offsets=made,
        targets=found,
        claim_offsets=claim_offsets,
        claims=some.member[claimed],
        member_group=some.member_group,
        group_unit=unit[some.target],
        threshold=some.threshold,
        weaker=bits,
    )


def _components(rows: Int, ends: Int) -> Int:
    """Give each node its strongly connected component; an edge between two leads to the smaller number."""
    nodes = rows.size - 1
    number, index = (np.full(nodes, -1, np.int32) for _ in range(2))
    compiled.kernels().condense(rows, ends, number, index, *(np.empty(nodes, np.int32) for _ in range(4)))
    return number


def _folded(rows: Int, ends: Int, unit: Int, units: int) -> tuple[Int, Int]:
    """Give the edges between units, as compressed sparse rows."""
    order, unit_offsets = by_key(unit, units)
    made, room = np.empty(units + 1, np.int32), np.empty(ends.size, np.int32)
    seen = np.full(units, -1, np.int32)
    count = compiled.kernels().fold(rows, ends, sealed(unit), order, unit_offsets, made, room, seen)
    return made, room[:count].copy()


def _levelled(made: Int, found: Int, claims: Claims, unit: Int, units: int) -> Int:
    """Give units numbers by the longest way to them, so that what falls lies together; not where claims lead back."""
    offsets, targets = made, found
    if claims.member.size:
        source, into = unit[claims.source], unit[claims.target[claims.member_group[claims.member]]]
        if (source >= into).any():
            return unit
        keys = np.append(np.repeat(np.arange(units, dtype=np.int32), np.diff(made)), source)
        order, offsets = by_key(keys, units)
        targets = np.append(found, into)[order]
    level = np.zeros(units, np.int32)
    compiled.kernels().rise(sealed(offsets), sealed(targets), level)
    placed, _ = by_key(level, int(level.max(initial=0)) + 1)
    place = np.empty(units, np.int32)
    place[placed] = np.arange(units, dtype=np.int32)
    return place[unit]


def _placed(rows: Int, ends: Int, claims: Claims, unit: Int, units: int) -> Int:
    """Give the units numbers in which claims lead onward too, wherever they lie on no cycle."""
    into = claims.target[claims.member_group[claims.member]]
    source = np.append(np.repeat(np.arange(rows.size - 1, dtype=np.int32), np.diff(rows)), claims.source)
    order, offsets = by_key(source.astype(np.int32), rows.size - 1)
    knot = np.empty(units, np.int32)
    knot[unit] = _components(offsets, sealed(np.append(ends, into).astype(np.int32)[order]))
    place = np.empty(units, np.int32)
    place[np.lexsort((np.arange(units), -knot))] = np.arange(units, dtype=np.int32)
    return place[unit]


def _ranges(begin: Int, count: Int) -> NDArray[np.int64]:
    """Join the ranges ``begin[i]`` to ``begin[i] + count[i]``."""
    ends = np.cumsum(count, dtype=np.int64)
    found: NDArray[np.int64] = np.arange(int(ends[-1]) if ends.size else 0) + np.repeat(begin - (ends - count), count)
    return found
