"""Starting points ranked by what falls with each of them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.errors import UsageError
from aftershock.model.decisions import Ranking, RankingDifference
from aftershock.projection.ranked import RANKING_WORLDS, Ranked
from aftershock.vocabulary import ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aftershock.model.decisions import Only, RankedBy
    from aftershock.model.radius import Alternatives, Supposition
    from aftershock.projection.rank_order import Order, Sort
    from aftershock.projection.stored import Projection

    Int = NDArray[np.int32]
    Bits = NDArray[np.bool_]

__all__ = ["FITTING", "RANKING_WORLDS", "Before", "RankingAsked", "own_components", "rank"]

FITTING: Final = "fitting"
"""What the mode of a ranking is called in which components start in different modes, each in one that fits it."""

_SHIPPED: Final = (f"{ID}graph/catalog/", f"{ID}graph/ontology/")


@dataclass(frozen=True, slots=True, eq=False)
class RankingAsked:
    """What a ranking is asked for.

    Parameters
    ----------
    by, only, alternatives
        As of `aftershock.model.decisions.Ranking`; ``only`` left out: documents, if there are any.
    mode
        Index of the mode that all start in.
    fitting
        Of each component the index of the mode that it starts in, where these differ; shape ``(components,)``.
    victims, is_victim
        Name of the class whose members count, and which components of the projection are one; ``None`` for all.
    weights
        As `aftershock.projection.question.weights` gives them.
    worlds, seed
        Of the samples.
    offset, limit
        Which rows to give.
    protect
        IRIs of the components that alone are victims, where some were named; handed on to the answer.
    chosen
        Which components are ranked, of those that are; shape ``(components,)``; all where left out.
    sort, order
        In which order rows come, and which way, as of `aftershock.projection.rank_order.arranged`; left out: by rank.
    """

    mode: int
    weights: Mapping[str, float]
    by: RankedBy = "reach"
    only: Only | None = None
    alternatives: Alternatives = "by-rule"
    victims: str | None = None
    is_victim: Bits | None = None
    worlds: int | None = None
    seed: int = 0
    offset: int = 0
    limit: int = 20
    fitting: Int | None = None
    protect: tuple[str, ...] = ()
    chosen: Bits | None = None
    sort: Sort | None = None
    order: Order | None = None

    def mode_of(self, component: int) -> int:
        """Give the index of the mode that a component starts in."""
        return self.mode if self.fitting is None else int(self.fitting[component])

    def parts(self, mask: Bits) -> list[tuple[int, Bits]]:
        """Give the modes that components to be ranked start in, and which start in each; at least one."""
        if self.fitting is None:
            return [(self.mode, mask)]
        modes = np.unique(self.fitting[mask]).tolist() or [self.mode]
        return [(mode, mask & (self.fitting == mode)) for mode in modes]


def own_components(projection: Projection) -> Bits:
    """Tell which components the user's own documents describe or join to others.

    Parameters
    ----------
    projection
        Whose components; documents that are not shipped with the catalogue are the user's own.

    Returns
    -------
    numpy.ndarray
        Shape ``(components,)``.
    """
    own = np.array([not name.startswith(_SHIPPED) for name in projection.documents], np.bool_)
    found = np.zeros(len(projection.components), np.bool_)
    component, document = projection.described.T
    found[component[own[document]]] = True
    edges = projection.edges
    edge = np.repeat(np.arange(len(edges)), np.diff(edges.document_offsets))[own[edges.documents]]
    found[edges.dependent[edge]] = True
    found[edges.dependee[edge]] = True
    return found


@dataclass(frozen=True, slots=True)
class Before:
    """What a ranking is compared with, where something is supposed.

    Parameters
    ----------
    projection
        As things are.
    supposed
        What is supposed of edges, times and mitigations, if anything is.
    without_rules
        IRIs of the rules that are switched off.
    """

    projection: Projection
    supposed: Supposition | None = None
    without_rules: tuple[str, ...] = ()


def rank(projection: Projection, asked: RankingAsked, before: Before | None = None) -> Ranking:
    """Rank components by what falls with each of them alone.

    Parameters
    ----------
    projection
        The graph, as it is supposed to be.
    asked
        How, and which of them.
    before
        Where something is supposed: as things are, and what is supposed. The same components are ranked both ways.

    Returns
    -------
    Ranking
        Components with which nothing falls are left out (by impact, also those with which only unknown ones do). Where
        more than 5,000 are ranked, the first are found by bounds; those with which as many fall may stand in any order,
        those with which nothing falls are counted too, and by numbers only the 1,000 worst are sorted.

    Raises
    ------
    UsageError
        If offset or limit is negative, or a class is missing.
    """
    for name, value in (("offset", asked.offset), ("limit", asked.limit)):
        if value < 0:
            raise UsageError(f"{name} is {value}; it must be 0 or more")
    if asked.by == "class" and asked.is_victim is None:
        raise UsageError("a ranking by class needs the class whose members count, such as AIAgent")
    own = own_components(projection if before is None else before.projection)
    only: Only = asked.only or ("documents" if own.any() else "all")
    notes = []
    if asked.only is None and only == "documents" and not own.all():
        notes.append(f"of {own.size:,} components, the {int(own.sum()):,} of your own documents are ranked")
    ranked = own if only == "documents" else np.ones_like(own)
    parts = asked.parts(ranked if asked.chosen is None else ranked & asked.chosen)
    now = Ranked(projection, asked, parts)
    was = None if before is None else Ranked(before.projection, asked, parts)
    difference = None if was is None else _difference(now, was)
    if now.sorted_among is not None:
        notes.append("sorted among the {:,} worst of {:,}".format(*now.sorted_among))
    named = before or Before(projection)
    return Ranking(
        by=asked.by,
        victims=asked.victims,
        mode=projection.modes[parts[0][0]].name if len(parts) == 1 else FITTING,
        alternatives=asked.alternatives,
        only=only,
        exact=now.exact,
        method=now.method,
        weights=asked.weights,
        rows=tuple(now.row(one, was) for one in now.page()),
        total=now.total,
        offset=asked.offset,
        limit=asked.limit,
        worlds=now.worlds,
        seed=None if now.worlds is None else asked.seed,
        revision=projection.revision,
        notes=tuple(notes),
        protect=asked.protect,
        without_rules=named.without_rules,
        supposed=named.supposed,
        difference=difference,
    )


def _difference(now: Ranked, was: Ranked) -> RankingDifference:
    here, moved = set(now.page()), now.moved(was)
    left = [one for one in was.page() if one not in here]
    for one in left:
        now.look_at(one)
    return RankingDifference(total=was.total, moved=moved, left=tuple(now.row(one, was) for one in left))
