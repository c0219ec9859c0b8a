"""What the legend of the whole graph hides: of components and of relations, before anything is added up or cut."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.explore.picture import SHAPES, kind_of
from aftershock.explore.shown import grave_hidden, line_of
from aftershock.model.iri import local_name
from aftershock.model.marks import SEVERITIES
from aftershock.projection.chosen import UNTYPED, layer_name
from aftershock.projection.edges import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from aftershock.explore.picture import Kind
    from aftershock.model.marks import Marks
    from aftershock.projection.chosen import Traits
    from aftershock.projection.stored import Projection

    Bits = NDArray[np.bool_]
    Indices = NDArray[np.int64]

__all__ = ["Left", "carried", "left", "legend", "modes_of"]

_LINES: Final = ("whole", "dashed", "dotted")
_NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """What a legend leaves of a graph.

    Parameters
    ----------
    components
        Which are shown; shape ``(components,)``.
    relations
        Which are, between such components; shape ``(relations,)``.
    """

    components: Bits
    relations: Bits


def carried(projection: Projection) -> Indices:
    """Give for each relation the modes that a rule makes be lost at its end, a bit for each.

    Parameters
    ----------
    projection
        The graph.
    """
    graph, modes = projection.graph, len(projection.modes)
    found = np.zeros(len(projection.edges), np.int64)
    ours = np.flatnonzero(np.asarray(graph.dependency) >= 0)
    np.bitwise_or.at(found, np.asarray(graph.dependency)[ours], 1 << (np.asarray(graph.targets)[ours] % modes))
    return found


def modes_of(projection: Projection, mask: int) -> tuple[str, ...]:
    """Name the modes of a mask.

    Parameters
    ----------
    projection
        Whose modes.
    mask
        A bit for each.
    """
    return tuple(mode.name for place, mode in enumerate(projection.modes) if mask >> place & 1)


def left(projection: Projection, traits: Traits, hidden: Collection[str]) -> Left:
    """Tell what is left of a graph.

    Parameters
    ----------
    projection
        The graph.
    traits
        What is known of its components.
    hidden
        Entries of its legend, as of `legend`.
    """
    kept = np.ones(len(projection.components), np.bool_)
    kinds = np.asarray([f"kind-{kind}" in hidden for kind in _kinds(projection)])
    kept &= ~kinds[projection.class_of]
    kept &= ~np.asarray([f"layer-{layer_name(number)}" in hidden for number in range(8)])[traits.layer]
    if "illustrative" in hidden:
        kept &= ~np.asarray(projection.imagined, np.bool_)
    grave = {mark: grave_hidden(mark.severity, mark.criticality, hidden) for mark in set(traits.marks.values())}
    if any(grave.values()):
        for place, name in enumerate(projection.components):
            if name in traits.marks and grave[traits.marks[name]]:
                kept[place] = False
    edges, lost = projection.edges, carried(projection)
    lines = np.asarray([line_of(name) not in hidden for name in CERTAINTIES])
    masks = {mask: not set(modes_of(projection, mask)) <= set(hidden) for mask in np.unique(lost).tolist() if mask}
    masks[0] = _NOTHING not in hidden
    known, where = np.unique(lost, return_inverse=True)
    passes = np.asarray([masks[mask] for mask in known.tolist()], np.bool_)
    relations = lines[edges.certainty] & (passes[where] if known.size else np.zeros(0, np.bool_))
    return Left(kept, relations & kept[edges.dependee] & kept[edges.dependent])


def legend(projection: Projection, traits: Traits) -> tuple[tuple[str, int], ...]:
    """Count the components and the relations of each entry of the legend, whatever is hidden and drawn.

    Parameters
    ----------
    projection
        The graph.
    traits
        What is known of its components.

    Returns
    -------
    tuple of (str, int)
        ``kind-``, ``layer-``, ``severity-`` (in which a score lies or may lie) and ``criticality-`` with a name,
        ``illustrative``; then relations by line (``whole``, ``dashed``, ``dotted``), by each mode that they hand on,
        and ``nothing``.
    """
    kinds = _kinds(projection)
    of_kind: Counter[str] = Counter()
    for place, count in zip(*_counted(np.asarray(projection.class_of)), strict=True):
        of_kind[kinds[place]] += count
    of_layer = dict(zip(*_counted(traits.layer), strict=True))
    marks = Counter(traits.marks.values())
    lines: Counter[str] = Counter()
    for place, count in zip(*_counted(np.asarray(projection.edges.certainty)), strict=True):
        lines[line_of(CERTAINTIES[place])] += count
    lost = carried(projection)
    modes = [(mode.name, int((lost >> place & 1).sum())) for place, mode in enumerate(projection.modes)]
    return (
        *((f"kind-{kind}", of_kind[kind]) for kind in SHAPES if of_kind[kind]),
        *((f"layer-{layer_name(number)}", of_layer[number]) for number in (*range(1, 8), 0) if number in of_layer),
        *_of_marks(marks),
        ("illustrative", int(np.asarray(projection.imagined).sum())),
        *((name, lines[name]) for name in _LINES),
        *modes,
        (_NOTHING, int((lost == 0).sum())),
    )


def _of_marks(marks: Mapping[Marks, int]) -> list[tuple[str, int]]:
    grave = [(band, sum(count for mark, count in marks.items() if band in mark.severity)) for band in SEVERITIES]
    critical: Counter[str] = Counter()
    for mark, count in marks.items():
        if mark.criticality:
            critical[mark.criticality] += count
    return [
        *((f"severity-{band}", count) for band, count in grave if count),
        *((f"criticality-{name}", critical[name]) for name in sorted(critical)),
    ]


def _kinds(projection: Projection) -> list[Kind]:
    """Give the kind of each class; the last, at -1, is that of components that nobody typed."""
    return [*(kind_of(local_name(one)) for one in projection.classes), kind_of(UNTYPED)]


def _counted(values: NDArray[np.generic]) -> tuple[list[int], list[int]]:
    found, counts = np.unique(values, return_counts=True)
    return found.tolist(), counts.tolist()
