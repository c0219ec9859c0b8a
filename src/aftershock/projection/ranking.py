"""Starting points ranked by what falls with each of them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.closure import ranking
from aftershock.cascade.reach import reach
from aftershock.errors import UsageError
from aftershock.model.decisions import Ranking, RankingRow
from aftershock.model.watch import watch
from aftershock.projection.question import averages, called, tally, weighed
from aftershock.projection.radius import run
from aftershock.vocabulary import ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aftershock.model.decisions import Only, RankedBy
    from aftershock.model.radius import Alternatives, Likelihood
    from aftershock.projection.stored import Projection

    Int = NDArray[np.int32]
    Real = NDArray[np.float64]
    Bits = NDArray[np.bool_]

__all__ = ["RANKING_WORLDS", "RankingAsked", "own_components", "rank"]

RANKING_WORLDS: Final = 1024
"""Worlds of each sample, unless somebody says otherwise."""

_WHOLE: Final = 5_000
_WORK: Final = 1_000_000_000
_EACH: Final = 1_000
_SPARE: Final = 200
_SHIPPED: Final = (f"{ID}graph/catalog/", f"{ID}graph/ontology/")
_BY_BOUNDS: Final = "exact: the first by how many are affected, the others bounded from above"
_BY_BITS: Final = "exact: what falls with every component, as sets of bits over the condensed graph"


@dataclass(frozen=True, slots=True, eq=False)
class RankingAsked:
    """What a ranking is asked for.

    Parameters
    ----------
    by, only, alternatives
        As of `aftershock.model.decisions.Ranking`; ``only`` left out: documents, if there are any.
    mode
        Index of the mode that all start in.
    victims, is_victim
        Name of the class whose members count, and which components of the projection are one; ``None`` for all.
    weights
        As `aftershock.projection.question.weights` gives them.
    worlds, seed
        Of the samples.
    offset, limit
        Which rows to give.
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


def rank(projection: Projection, asked: RankingAsked) -> Ranking:
    """Rank components by what falls with each of them alone.

    Parameters
    ----------
    projection
        The graph.
    asked
        How, and which of them.

    Returns
    -------
    Ranking
        Components with which nothing falls are left out (by impact, also those with which only unknown ones do). Of
        more than 5,000 components the first are found by bounds; those with which as many fall may stand in any order.

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
    own = own_components(projection)
    only: Only = asked.only or ("documents" if own.any() else "all")
    notes = []
    if asked.only is None and only == "documents" and not own.all():
        notes.append(f"of {own.size:,} components, the {int(own.sum()):,} of your own documents are ranked")
    victims = np.ones(projection.graph.components)
    if asked.is_victim is not None:
        victims[: own.size] = asked.is_victim
    mask = own if only == "documents" else np.ones_like(own)
    every = own.size <= _WHOLE
    chosen = (_whole if every else _first)(projection, asked, victims, mask)
    exact, method, worlds = True, _BY_BITS if every else _BY_BOUNDS, None
    impact: dict[int, Likelihood] = {}
    if asked.by == "impact":
        worlds = asked.worlds or RANKING_WORLDS
        chosen, impact, exact, method = _by_impact(projection, asked, victims, mask, worlds)
    page = chosen[asked.offset : asked.offset + asked.limit].tolist()
    return Ranking(
        by=asked.by,
        victims=asked.victims,
        mode=projection.modes[asked.mode].name,
        alternatives=asked.alternatives,
        only=only,
        exact=exact,
        method=method,
        weights=asked.weights,
        rows=tuple(_row(projection, asked, victims, impact.get(one), one) for one in page),
        total=int(chosen.size) if every else int(np.count_nonzero(mask)),
        offset=asked.offset,
        limit=asked.limit,
        worlds=worlds,
        seed=None if worlds is None else asked.seed,
        revision=projection.revision,
        notes=tuple(notes),
    )


def _whole(projection: Projection, asked: RankingAsked, victims: Real, mask: Bits) -> Int:
    """Rank all with which anything falls, by affected, then possible, then unknown."""
    scores = [_scores(projection, asked, level, victims) for level in range(3)]
    counts = np.stack([scores[0], scores[1] - scores[0], scores[2] - scores[1]])
    some = np.flatnonzero(counts.any(axis=0) & mask).astype(np.int32)
    found: Int = some[np.lexsort((some, *(-row for row in counts[::-1, some])))]
    return found


def _first(projection: Projection, asked: RankingAsked, victims: Real, mask: Bits) -> Int:
    """Rank the first, by how many are affected; of those with which as many are, any stand first."""
    top = max(1, asked.offset + asked.limit + int(np.count_nonzero(~mask)))
    found = ranking(
        projection.graph, asked.mode, alternatives=asked.alternatives, level=0, weights=victims, top=top
    ).components
    chosen: Int = found[mask[found]]
    return chosen


def _scores(projection: Projection, asked: RankingAsked, level: int, weight: Real) -> Real:
    """Give for each component what falls with it over edges of this evidence or better."""
    found = ranking(projection.graph, asked.mode, alternatives=asked.alternatives, level=level, weights=weight)
    scores = np.zeros(projection.graph.components)
    scores[found.components] = found.scores
    return scores[: len(projection.components)]


def _row(
    projection: Projection, asked: RankingAsked, victims: Real, impact: Likelihood | None, component: int
) -> RankingRow:
    start = component * len(projection.modes) + asked.mode
    classes = reach(projection.graph, [start], alternatives=asked.alternatives).classes
    counts = tally(classes[victims > 0])
    return RankingRow(
        *called(projection, component),
        illustrative=bool(projection.imagined[component]),
        score=counts["affected"] if impact is None else impact.default,
        counts=counts,
        impact=impact,
    )


def _by_impact(
    projection: Projection, asked: RankingAsked, victims: Real, mask: Bits, worlds: int
) -> tuple[Int, dict[int, Likelihood], bool, str]:
    """Sample cascades, those that could weigh most first, until none of those left can be on the page."""
    weight = weighed(projection, asked.weights) * victims
    wanted, work, every = asked.offset + asked.limit, 0, mask.size <= _WHOLE
    top = None if every else wanted + int(np.count_nonzero(~mask)) + _SPARE
    found = ranking(projection.graph, asked.mode, alternatives=asked.alternatives, level=1, weights=weight, top=top)
    kept = mask[found.components] & (found.scores > 0)
    chosen, bound = found.components[kept], found.scores[kept]
    impact: dict[int, Likelihood] = {}
    best: list[float] = []
    for component, most in zip(chosen.tolist(), bound.tolist(), strict=True):
        if work > _WORK or (len(best) >= wanted and (not wanted or most < best[wanted - 1])):
            break
        watch().step("components", len(impact), chosen.size)
        cascade = run(
            *(projection, [component], asked.mode),
            alternatives=asked.alternatives,
            worlds=worlds,
            seed=asked.seed,
        )
        (impact[component],) = averages(cascade, weight[:, None])
        best = sorted((one.default for one in impact.values()), reverse=True)[:wanted]
        work += worlds * (_EACH + (0 if cascade.likely is None else cascade.likely.stage.targets.size))
    sampled = len(impact)
    beyond = float(bound[sampled]) if sampled < chosen.size else 0.0 if every else np.inf
    exact = sampled == chosen.size if beyond == 0 else len(best) >= wanted and (not wanted or beyond < best[-1])
    rest = chosen[sampled:]
    chosen = np.array([*sorted(impact, key=lambda one: (-impact[one].default, one)), *rest.tolist()], np.int32)
    left = "none of the others can weigh more" if exact else "others may weigh more"
    many = f"{sampled:,} of {np.count_nonzero(mask):,} components sampled in {worlds:,} worlds each"
    return chosen, impact, exact, f"{many}, the highest bounds first; {left}"
