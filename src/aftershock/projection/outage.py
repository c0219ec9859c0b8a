"""What stops working when something is taken out of use, and what still falls then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.blocking import Blocking, cut
from aftershock.cascade.reach import NOT_REACHED, reach
from aftershock.model.measures import Down
from aftershock.projection.question import counted, named
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aftershock.projection.question import Question
    from aftershock.projection.stored import Projection

    Bits = NDArray[np.bool_]

__all__ = ["mode_place", "out_of_use", "touching", "unjoined", "without"]

_SHOWN: Final = 10


def mode_place(projection: Projection, iri: str) -> int:
    """Give the index of a mode by its IRI."""
    return [mode.iri for mode in projection.modes].index(iri)


def touching(projection: Projection, components: Sequence[int]) -> Bits:
    """Tell which edges of the graph lead to or from components, mode implications too."""
    graph = projection.graph
    gone = np.zeros(graph.components, np.bool_)
    gone[list(components)] = True
    source = np.repeat(np.repeat(gone, graph.modes), np.diff(graph.offsets))
    found: Bits = source | gone[graph.targets // graph.modes]
    return found


def without(projection: Projection, edges: Bits) -> Projection:
    """Give the projection with edges of its graph that carry nothing; alternatives that they were stand."""
    graph, chances = cut(projection.graph, projection.chances, edges)
    return replace(projection, graph=graph, chances=chances)


def out_of_use(question: Question, components: Sequence[int]) -> Down:
    """Compute what is not available when components are not."""
    projection, modes = question.projection, len(question.projection.modes)
    place = mode_place(projection, AFT.Availability)
    found = reach(
        projection.graph,
        [one * modes + place for one in components],
        alternatives=question.alternatives,
        disabled_rules=question.without_rules,
    )
    rows = np.concatenate([found.rows(level) for level in range(3)])
    return Down(
        out=tuple(named(projection, one) for one in components),
        counts=counted(found.counts),
        first=tuple(named(projection, one) for one in rows[:_SHOWN].tolist()),
    )


def unjoined(question: Question, edges: Sequence[int]) -> Down:
    """Compute what is not available when dependents cannot use what these edges of the documents lead to."""
    projection, graph = question.projection, question.projection.graph
    modes, place = len(projection.modes), mode_place(question.projection, AFT.Availability)
    starts = [one * modes + place for one in np.unique(projection.edges.dependee[list(edges)]).tolist()]
    found = reach(graph, starts, alternatives=question.alternatives, disabled_rules=question.without_rules)
    leaving = np.concatenate([np.arange(graph.offsets[one], graph.offsets[one + 1]) for one in starts])
    other = leaving[~np.isin(graph.dependency[leaving], list(edges))].astype(np.int32)
    blocked = Blocking(found).without(edges=other)
    down = np.flatnonzero(blocked.classes != NOT_REACHED)
    nearest = down[np.argsort(blocked.classes[down], kind="stable")]
    return Down(
        counts=counted(blocked.counts),
        first=tuple(named(projection, one) for one in nearest[:_SHOWN].tolist()),
    )
