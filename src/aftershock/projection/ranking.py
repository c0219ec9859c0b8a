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
from aftershock.projection.question import averages, called, grouped, sampling, tally, weighed
from aftershock.projection.radius import run
from aftershock.vocabulary import ID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.model.decisions import Only, RankedBy
    from aftershock.model.radius import Alternatives, Likelihood
    from aftershock.projection.stored import Projection

    Int = NDArray[np.int32]
    Real = NDArray[np.float64]
    Bits = NDArray[np.bool_]
    _Sampled = tuple[Likelihood, dict[str, tuple[float, float]]]

__all__ = ["FITTING", "RANKING_WORLDS", "RankingAsked", "own_components", "rank"]

RANKING_WORLDS: Final = 1024
"""Worlds of each sample, unless somebody says otherwise."""

FITTING: Final = "fitting"
"""What the mode of a ranking is called in which components start in different modes, each in one that fits it."""

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

    def mode_of(self, component: int) -> int:
        """Give the index of the mode that a component starts in."""
        return self.mode if self.fitting is None else int(self.fitting[component])


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
    parts = _by_mode(asked, mask)
    chosen = (_whole if every else _first)(projection, asked, victims, parts)
    exact, method, worlds = True, _BY_BITS if every else _BY_BOUNDS, None
    impact: dict[int, _Sampled] = {}
    if asked.by == "impact":
        worlds = asked.worlds or RANKING_WORLDS
        chosen, impact, exact, method = _by_impact(projection, asked, victims, parts, worlds)
    page = chosen[asked.offset : asked.offset + asked.limit].tolist()
    return Ranking(
        by=asked.by,
        victims=asked.victims,
        mode=projection.modes[parts[0][0]].name if len(parts) == 1 else FITTING,
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


def _by_mode(asked: RankingAsked, mask: Bits) -> list[tuple[int, Bits]]:
    """Give the modes that components to be ranked start in, and which start in each; at least one."""
    if asked.fitting is None:
        return [(asked.mode, mask)]
    modes = np.unique(asked.fitting[mask]).tolist() or [asked.mode]
    return [(mode, mask & (asked.fitting == mode)) for mode in modes]


def _whole(projection: Projection, asked: RankingAsked, victims: Real, parts: Sequence[tuple[int, Bits]]) -> Int:
    """Rank all with which anything falls, by affected, then possible, then unknown."""
    counts = np.zeros((3, len(projection.components)))
    for mode, mask in parts:
        scores = [_scores(projection, asked, mode, level, victims) for level in range(3)]
        counts += np.stack([scores[0], scores[1] - scores[0], scores[2] - scores[1]]) * mask
    some = np.flatnonzero(counts.any(axis=0)).astype(np.int32)
    found: Int = some[np.lexsort((some, *(-row for row in counts[::-1, some])))]
    return found


def _first(projection: Projection, asked: RankingAsked, victims: Real, parts: Sequence[tuple[int, Bits]]) -> Int:
    """Rank the first, by how many are affected; of those with which as many are, any stand first."""
    chosen, _ = _best(projection, asked, victims, parts, level=0, wanted=asked.offset + asked.limit)
    return chosen


def _best(
    projection: Projection,
    asked: RankingAsked,
    weight: Real,
    parts: Sequence[tuple[int, Bits]],
    *,
    level: int,
    wanted: int | None,
) -> tuple[Int, Real]:
    """Give those with which most falls, and how much; of each mode as many as are wanted, all where no number is."""
    found = []
    for mode, mask in parts:
        top, among = None if wanted is None else max(1, wanted), np.zeros(projection.graph.components, np.bool_)
        among[: mask.size] = mask
        some = ranking(
            projection.graph, mode, alternatives=asked.alternatives, level=level, weights=weight, top=top, among=among
        )
        found.append((some.components, some.scores))
    components, scores = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((components, -scores))
    return components[order], scores[order]


def _scores(projection: Projection, asked: RankingAsked, mode: int, level: int, weight: Real) -> Real:
    """Give for each component what falls with it over edges of this evidence or better."""
    found = ranking(projection.graph, mode, alternatives=asked.alternatives, level=level, weights=weight)
    scores = np.zeros(projection.graph.components)
    scores[found.components] = found.scores
    return scores[: len(projection.components)]


def _row(
    projection: Projection, asked: RankingAsked, victims: Real, impact: _Sampled | None, component: int
) -> RankingRow:
    mode = asked.mode_of(component)
    start = component * len(projection.modes) + mode
    classes = reach(projection.graph, [start], alternatives=asked.alternatives).classes
    counts = tally(classes[victims > 0])
    return RankingRow(
        *called(projection, component),
        illustrative=bool(projection.imagined[component]),
        score=counts["affected"] if impact is None else impact[0].default,
        counts=counts,
        mode=projection.modes[mode].name,
        impact=None if impact is None else impact[0],
        impact_sampling={} if impact is None else impact[1],
    )


def _by_impact(
    projection: Projection,
    asked: RankingAsked,
    victims: Real,
    parts: Sequence[tuple[int, Bits]],
    worlds: int,
) -> tuple[Int, dict[int, _Sampled], bool, str]:
    """Sample cascades, those that could weigh most first, until none of those left can be on the page."""
    weight = weighed(projection, asked.weights) * victims
    wanted, work, every = asked.offset + asked.limit, 0, len(projection.components) <= _WHOLE
    chosen, bound = _best(projection, asked, weight, parts, level=1, wanted=None if every else wanted + _SPARE)
    chosen, bound = chosen[bound > 0], bound[bound > 0]
    impact: dict[int, _Sampled] = {}
    groups = grouped(weight[:, None])
    best: list[float] = []
    for component, most in zip(chosen.tolist(), bound.tolist(), strict=True):
        if work > _WORK or (len(best) >= wanted and (not wanted or most < best[wanted - 1])):
            break
        watch().step("components", len(impact), chosen.size)
        cascade = run(
            *(projection, [component], asked.mode_of(component)),
            alternatives=asked.alternatives,
            worlds=worlds,
            seed=asked.seed,
            groups=groups,
        )
        (average,), (sample,) = averages(cascade, weight[:, None]), sampling(cascade, weight[:, None])
        impact[component] = average, sample
        best = sorted((one.default for one, _ in impact.values()), reverse=True)[:wanted]
        work += worlds * (_EACH + (0 if cascade.likely is None else cascade.likely.stage.targets.size))
    sampled = len(impact)
    beyond = float(bound[sampled]) if sampled < chosen.size else 0.0 if every else np.inf
    exact = sampled == chosen.size if beyond == 0 else len(best) >= wanted and (not wanted or beyond < best[-1])
    rest = chosen[sampled:]
    chosen = np.array([*sorted(impact, key=lambda one: (-impact[one][0].default, one)), *rest.tolist()], np.int32)
    left = "none of the others can weigh more" if exact else "others may weigh more"
    ranked = sum(int(np.count_nonzero(mask)) for _, mask in parts)
    many = f"{sampled:,} of {ranked:,} components sampled in {worlds:,} worlds each"
    return chosen, impact, exact, f"{many}, the highest bounds first; {left}"
