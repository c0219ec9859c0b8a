"""Components in the order in which a ranking has them, in one graph; and what falls with each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.closure import ranking
from aftershock.cascade.reach import reach
from aftershock.model.decisions import RankedBefore, RankingRow
from aftershock.model.radius import Likelihood
from aftershock.model.watch import watch
from aftershock.projection.question import averages, called, grouped, sampling, tally, weighed
from aftershock.projection.radius import run
from aftershock.projection.rank_order import arranged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aftershock.projection.radius import Cascade
    from aftershock.projection.rank_order import Sort
    from aftershock.projection.ranking import RankingAsked
    from aftershock.projection.stored import Projection

    Int = NDArray[np.int32]
    Real = NDArray[np.float64]
    Bits = NDArray[np.bool_]
    _Sampled = tuple[Likelihood, dict[str, tuple[float, float]]]

__all__ = ["RANKING_WORLDS", "Ranked"]

RANKING_WORLDS: Final = 1024
"""Worlds of each sample, unless somebody says otherwise."""

_WHOLE: Final = 5_000
_WORK: Final = 1_000_000_000
_EACH: Final = 1_000
_SPARE: Final = 200
_LEVELS: Final = ("affected", "possible", "unknown")
_BY_BOUNDS: Final = "exact: the first by how many are affected, the others bounded from above"
_BY_EACH: Final = "exact: what falls with every component that is ranked, one by one"
_SORTED: Final = 1_000
"""Of more than can all be counted, the worst, among which another order is looked for that goes by numbers."""
_BY_BITS: Final = "exact: what falls with every component, as sets of bits over the condensed graph"


class Ranked:
    """Components ranked in one graph.

    Parameters
    ----------
    projection
        The graph.
    asked
        How they are ranked.
    parts
        The modes that they start in, and which of them start in each.

    Attributes
    ----------
    exact, method, worlds, total
        As of `aftershock.model.decisions.Ranking`.
    impact
        Of those that were sampled what falls on average, and the intervals of the sample.
    sorted_among
        Where rows are sorted otherwise, but not all could be: among how many of the worst, of how many; those are the
        total then.
    """

    def __init__(self, projection: Projection, asked: RankingAsked, parts: Sequence[tuple[int, Bits]]) -> None:
        self._projection, self._asked = projection, asked
        self._victims = np.ones(projection.graph.components)
        if asked.is_victim is not None:
            self._victims[: len(projection.components)] = asked.is_victim
        every, ranked = len(projection.components) <= _WHOLE, sum(int(np.count_nonzero(mask)) for _, mask in parts)
        self._weight = weighed(projection, asked.weights) * self._victims
        self._groups = grouped(self._weight[:, None])
        self.exact, self.method = True, _BY_BITS if every else _BY_EACH if ranked <= _WHOLE else _BY_BOUNDS
        self.worlds = asked.worlds or RANKING_WORLDS if asked.by == "impact" else None
        self._counts: Real | None = None
        self.impact: dict[int, _Sampled] = {}
        self._wanted = asked.offset + asked.limit
        sort = None if ranked > _WHOLE and _as_ranked(asked) else asked.sort
        if sort not in (None, "component", "owner"):
            self._wanted = max(self._wanted, _SORTED)
        if ranked <= _WHOLE:
            self._counts = _whole(projection, asked, self._victims, parts) if every else self._each(parts)
            self._order = _ordered(self._counts)
            self.total, self._sure = int(self._order.size), int(self._order.size)
        else:
            self._order = _first(projection, asked, self._victims, parts, self._wanted)
            self.total, self._sure = ranked, self._wanted
        if self.worlds is not None:
            self._by_impact(parts, self.worlds)
        self.sorted_among: tuple[int, int] | None = None
        self._shown = self._order.tolist() if sort is None else self._arranged(sort, parts)

    def page(self) -> list[int]:
        """Give the components of the page that is asked for."""
        return self._shown[self._asked.offset : self._asked.offset + self._asked.limit]

    def row(self, component: int, was: Ranked | None = None) -> RankingRow:
        """Write a row, and where another ranking is given, how the component ranks there."""
        projection, counts, impact = self._projection, self._tally(component), self.impact.get(component)
        return RankingRow(
            *called(projection, component),
            illustrative=bool(projection.imagined[component]),
            score=counts["affected"] if impact is None else impact[0].default,
            counts=counts,
            mode=projection.modes[self._asked.mode_of(component)].name,
            impact=None if impact is None else impact[0],
            impact_sampling={} if impact is None else impact[1],
            rank=self._rank(component),
            before=None if was is None else was.before(component),
        )

    def before(self, component: int) -> RankedBefore:
        """Say how a component ranks, for a row of another ranking."""
        self.look_at(component)
        row = self.row(component)
        return RankedBefore(row.rank, row.score, row.counts, row.impact, row.impact_sampling)

    def look_at(self, component: int) -> None:
        """Compute what falls with a component on average, where that is asked and was not needed to rank it."""
        if self.worlds is not None and component not in self.impact:
            self.impact[component] = self._averaged(self._cascade(component))

    def moved(self, was: Ranked) -> int | None:
        """Count the components with which another number falls than in another ranking; ``None`` if not all are known.

        By impact that is asked before rows are written: what these need is added to what was sampled.
        """
        if self.worlds is not None:
            if self._sure < self._order.size or was._sure < was._order.size:
                return None
            nothing = Likelihood(0.0, 0.0, 0.0)
            before, after = ({one: impact for one, (impact, _) in each.impact.items()} for each in (was, self))
            return sum(before.get(one, nothing) != after.get(one, nothing) for one in {*before, *after})
        if self._counts is None or was._counts is None:
            return None
        return int((self._counts != was._counts).any(axis=0).sum())

    def _arranged(self, sort: Sort, parts: Sequence[tuple[int, Bits]]) -> list[int]:
        """Give all that is ranked in another order: all of it, or where that takes counting too many, of the worst."""
        pool = self._order
        if self._counts is None and sort in ("component", "owner"):
            pool = np.flatnonzero(np.logical_or.reduce([mask for _, mask in parts])).astype(np.int32)
        elif self._counts is None:
            pool = pool[:_SORTED]
            self.sorted_among, self.total = (int(pool.size), self.total), int(pool.size)

        def number(component: int) -> float | None:
            if sort == "impact":
                return self.impact[component][0].default if component in self.impact else None
            if self._counts is None:
                return self._tally(component)[sort]
            return float(self._counts[_LEVELS.index(sort), component])

        found = arranged(self._projection, pool.tolist(), sort, self._asked.order, number)
        for component in found[self._asked.offset : self._asked.offset + self._asked.limit]:
            self.look_at(component)
        return found

    def _each(self, parts: Sequence[tuple[int, Bits]]) -> Real:
        """Count what falls with each of a few components of a large graph."""
        counts = np.zeros((len(_LEVELS), len(self._projection.components)))
        some = np.flatnonzero(np.logical_or.reduce([mask for _, mask in parts])).tolist()
        for done, component in enumerate(some):
            watch().step("components", done, len(some))
            counts[:, component] = list(self._tally(component).values())
        return counts

    def _rank(self, component: int) -> int | None:
        found = np.flatnonzero(self._order[: self._sure] == component)
        return int(found[0]) + 1 if found.size else None

    def _tally(self, component: int) -> dict[str, int]:
        start = component * len(self._projection.modes) + self._asked.mode_of(component)
        classes = reach(self._projection.graph, [start], alternatives=self._asked.alternatives).classes
        return tally(classes[self._victims > 0])

    def _cascade(self, component: int) -> Cascade:
        return run(
            *(self._projection, [component], self._asked.mode_of(component)),
            alternatives=self._asked.alternatives,
            worlds=self.worlds,
            seed=self._asked.seed,
            groups=self._groups,
        )

    def _averaged(self, cascade: Cascade) -> _Sampled:
        weight = self._weight[:, None]
        (average,), (sample,) = averages(cascade, weight), sampling(cascade, weight)
        return average, sample

    def _by_impact(self, parts: Sequence[tuple[int, Bits]], worlds: int) -> None:
        """Sample cascades, those that could weigh most first, until none of those left can be on the page."""
        projection, asked = self._projection, self._asked
        wanted, work, every = self._wanted, 0, self._counts is not None
        top = None if every else wanted + _SPARE
        chosen, bound = _best(projection, asked, self._weight, parts, level=1, wanted=top)
        chosen, bound = chosen[bound > 0], bound[bound > 0]
        best: list[float] = []
        for component, most in zip(chosen.tolist(), bound.tolist(), strict=True):
            if work > _WORK or (len(best) >= wanted and (not wanted or most < best[wanted - 1])):
                break
            watch().step("components", len(self.impact), chosen.size)
            cascade = self._cascade(component)
            self.impact[component] = self._averaged(cascade)
            best = sorted((one.default for one, _ in self.impact.values()), reverse=True)[:wanted]
            work += worlds * (_EACH + (0 if cascade.likely is None else cascade.likely.stage.targets.size))
        sampled = len(self.impact)
        beyond = float(bound[sampled]) if sampled < chosen.size else 0.0 if every else np.inf
        self.exact = (
            sampled == chosen.size if beyond == 0 else len(best) >= wanted and (not wanted or beyond < best[-1])
        )
        order = sorted(self.impact, key=lambda one: (-self.impact[one][0].default, one))
        self._order = np.array([*order, *chosen[sampled:].tolist()], np.int32)
        left = "none of the others can weigh more" if self.exact else "others may weigh more"
        ranked = sum(int(np.count_nonzero(mask)) for _, mask in parts)
        many = f"{sampled:,} of {ranked:,} components sampled in {worlds:,} worlds each"
        self.method = f"{many}, the highest bounds first; {left}"
        self._sure = sampled if sampled == chosen.size and every else min(wanted, sampled)
        self.total = int(chosen.size) if every else ranked


def _as_ranked(asked: RankingAsked) -> bool:
    """Tell whether rows are asked for in the order of their rank, whatever column is named: that is by score."""
    score = "impact" if asked.by == "impact" else "affected"
    return (asked.sort, asked.order or "asc") == ("rank", "asc") or (asked.sort, asked.order or "desc") == (
        score,
        "desc",
    )


def _whole(projection: Projection, asked: RankingAsked, victims: Real, parts: Sequence[tuple[int, Bits]]) -> Real:
    """Count what falls with each: affected, possible, unknown."""
    counts = np.zeros((3, len(projection.components)))
    for mode, mask in parts:
        scores = [_scores(projection, asked, mode, level, victims) for level in range(3)]
        counts += np.stack([scores[0], scores[1] - scores[0], scores[2] - scores[1]]) * mask
    return counts


def _ordered(counts: Real) -> Int:
    """Rank all with which anything falls, by affected, then possible, then unknown."""
    some = np.flatnonzero(counts.any(axis=0)).astype(np.int32)
    found: Int = some[np.lexsort((some, *(-row for row in counts[::-1, some])))]
    return found


def _first(
    projection: Projection, asked: RankingAsked, victims: Real, parts: Sequence[tuple[int, Bits]], wanted: int
) -> Int:
    """Rank the first, by how many are affected; of those with which as many are, any stand first."""
    chosen, _ = _best(projection, asked, victims, parts, level=0, wanted=wanted)
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
