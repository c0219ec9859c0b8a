"""Plans: which mitigations lower most for a budget, each plan recomputed; or what separates, by minimum cut."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.likelihood import LANES
from aftershock.cascade.result import AFFECTED, NOT_REACHED, POSSIBLE
from aftershock.cascade.rows import sealed
from aftershock.cascade.worlds import simulate
from aftershock.errors import UsageError
from aftershock.model.measures import Down, Measure, Plan, Plans
from aftershock.model.watch import watch
from aftershock.projection.chances import Places, rows_of
from aftershock.projection.estate import Deployment
from aftershock.projection.question import MOST, called, likeliest, weighed
from aftershock.projection.whatif import Change, changed, estate_of, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.cascade.likelihood import Likelihoods
    from aftershock.projection.question import Question
    from aftershock.projection.radius import Cascade
    from aftershock.projection.schema import Effect

__all__ = ["FEW", "PlansAsked", "candidates", "reduce"]

FEW: Final = 12
"""So many candidates at the most are tried in every combination."""

_CONSIDERED: Final = 40
_LEAST: Final = 3
_WORK: Final = 4_000_000
_COARSE: Final = 256
_PLAYED: Final = 1_000_000
_MOST: Final = float("inf")
_GIVEN: Final = 3
_NO_USE_STOPPED: Final = "the catalogue's mitigations stop no use; what they cost in work is not known here"


@dataclass(frozen=True, slots=True)
class PlansAsked:
    """What plans are asked for.

    Parameters
    ----------
    budget
        What the measures of a plan may cost together; more than 0.
    costs
        What a mitigation costs on one component, by IRI; others cost 1.
    labels
        What mitigations are called, by IRI.
    only
        IRIs of the mitigations that may be used; all if empty.
    """

    budget: float
    costs: Mapping[str, float] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not 0 < self.budget < float("inf"):
            raise UsageError(f"the budget is {self.budget:g}; it must be more than 0")
        for name, cost in self.costs.items():
            if not 0 < cost <= MOST:
                raise UsageError(f"the cost of {name} is {cost:g}; it must be more than 0, and {MOST:,.0f} at the most")

    def cost(self, place: Deployment) -> float:
        """Say what a mitigation on a component costs."""
        return self.costs.get(place.mitigation, 1.0)


def candidates(cascade: Cascade) -> dict[Deployment, tuple[float, frozenset[int]]]:
    """Find the mitigations that lower some rule over which something falls, and the components where they do.

    Parameters
    ----------
    cascade
        As things are.

    Returns
    -------
    dict
        For each how much it lowers by itself at the most, roughly: the likelihood that an edge is tried times what is
        taken off; and the rules that it lowers. Where it is in place already it is left out.
    """
    found = _found(cascade)
    return {found.place(one): (float(found.gain[one]), found.lowered(one)) for one in range(found.gain.size)}


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Candidates, by mitigation and then by component: where, how much each takes off, and which effects it has there.

    There may be as many as components, times mitigations, so that they stay columns.
    """

    effects: tuple[Effect, ...]
    mitigations: tuple[str, ...]
    mitigation: NDArray[np.int32]
    component: NDArray[np.int32]
    gain: NDArray[np.float64]
    pairs: NDArray[np.int64]

    def place(self, one: int) -> Deployment:
        return Deployment(int(self.component[one]), self.mitigations[self.mitigation[one]], present=True)

    def lowered(self, one: int) -> frozenset[int]:
        first, last = np.searchsorted(self.pairs, [one * len(self.effects), (one + 1) * len(self.effects)])
        return frozenset(self.effects[pair % len(self.effects)].rule for pair in self.pairs[first:last].tolist())

    def within(self, asked: PlansAsked) -> NDArray[np.int64]:
        """Give those that may be used and that the budget allows."""
        may = [
            (not asked.only or name in asked.only) and asked.costs.get(name, 1.0) <= asked.budget
            for name in self.mitigations
        ]
        return np.flatnonzero(np.array(may, np.bool_)[self.mitigation])

    def first(self, which: NDArray[np.int64], most: int, asked: PlansAsked) -> NDArray[np.int64]:
        """Give those of them that take off most for what they cost, equal ones in their order."""
        cost = np.array([asked.costs.get(name, 1.0) for name in self.mitigations])[self.mitigation[which]]
        return which[np.argsort(-self.gain[which] / cost, kind="stable")[:most]]


def _found(cascade: Cascade) -> _Found:
    projection, likely = cascade.projection, _likely_of(cascade)
    stage, graph, edges = likely.stage, projection.graph, projection.edges
    dependency, rule = graph.dependency[stage.edge], graph.rule[stage.edge]
    tried = likely.worlds.nodes[stage.source, -1] / likely.worlds.worlds
    amount = tried * np.nan_to_num(projection.chances.table[:, 1], nan=1.0)[stage.row]
    usable = np.flatnonzero((dependency >= 0) & (stage.coin != 0))
    usable = usable[np.argsort(rule[usable], kind="stable")]
    of_rule = np.searchsorted(rule[usable], np.arange(len(projection.rules) + 1))
    components = np.int64(len(projection.components))
    effects = tuple(one for one in projection.effects if min(one.low, one.default, one.high) < 1)
    mitigations = tuple(sorted({one.mitigation for one in effects}))
    key, gain, by = [np.zeros(0, np.int64)], [np.zeros(0)], [np.zeros(0, np.int64)]
    sums: dict[int, list[tuple[NDArray[np.int64], NDArray[np.float64]]]] = {}
    for number, effect in enumerate(effects):
        here = usable[of_rule[effect.rule] : of_rule[effect.rule + 1]]
        if effect.rule not in sums:
            sums[effect.rule] = [
                _summed(ends[dependency[here]], amount[here]) for ends in (edges.dependent, edges.dependee)
            ]
        for places, sum_ in sums[effect.rule]:
            key.append(places + components * mitigations.index(effect.mitigation))
            gain.append(sum_ * (1 - effect.default))
            by.append(np.full(places.size, number))
    keys, which = np.unique(np.concatenate(key), return_inverse=True)
    total: NDArray[np.float64] = np.bincount(which, np.concatenate(gain), minlength=keys.size).astype(np.float64)
    there = {name: place for place, name in enumerate(mitigations)}
    taken = [
        there[one.mitigation] * int(components) + one.component
        for one in projection.deployments
        if one.present and one.mitigation in there
    ]
    kept = ~np.isin(keys, np.array(taken, np.int64))
    order = np.cumsum(kept) - 1
    pairs = np.unique((order[which] * max(1, len(effects)) + np.concatenate(by))[kept[which]])
    return _Found(
        effects=effects,
        mitigations=mitigations,
        mitigation=(keys[kept] // components).astype(np.int32),
        component=(keys[kept] % components).astype(np.int32),
        gain=total[kept],
        pairs=pairs,
    )


def _summed(
    components: NDArray[np.int32], amount: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Sum amounts by component."""
    places, which = np.unique(components, return_inverse=True)
    return places.astype(np.int64), np.bincount(which, amount, minlength=places.size).astype(np.float64)


def _key(place: Deployment) -> tuple[str, int]:
    return place.mitigation, place.component


class _Trials:
    """Recomputes likelihoods with mitigations in place, each set of them once.

    What can fall stays the same, and so does what coin is whose: only the likelihoods of edges are looked up anew. To
    compare, fewer worlds do where there is much to play; they are the first of those that a plan is recomputed in.
    """

    def __init__(self, question: Question, cascade: Cascade, worlds: int) -> None:
        self._schema, self._estate = schema_of(cascade.projection), estate_of(cascade.projection)
        self._graph, self._chances = cascade.projection.graph, cascade.projection.chances
        self._places = Places(self._estate, self._graph)
        self._seed, self._worlds, self._stage = cascade.seed, worlds, _likely_of(cascade).stage
        kinds = cascade.found.classes[self._stage.components]
        weight = np.zeros(cascade.found.classes.size)
        if question.protect:
            weight[list(question.protect)] = 1.0
        else:
            weight = weighed(question.projection, question.weights)
        weight = weight[self._stage.components]
        counts = {1: kinds == AFFECTED, 2: kinds == POSSIBLE, 3: kinds != NOT_REACHED, 0: kinds != NOT_REACHED}
        self._weights = np.stack([weight * counts[lane] for lane in range(len(LANES))], axis=1)
        self._found: dict[frozenset[Deployment], tuple[float, float, float]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def value(self, places: Iterable[Deployment]) -> tuple[float, float, float]:
        """Say what is to be made least: by default, and where that is the same, with high and then low numbers."""
        chosen = frozenset(places)
        if chosen not in self._found:
            estate = replace(self._estate, deployments=(*self._estate.deployments, *sorted(chosen, key=_key)))
            table, row = rows_of(self._schema, estate, self._graph, self._places)
            chances = replace(self._chances, table=table, row=row)
            stage = replace(self._stage, row=sealed(row[self._stage.edge]))
            played = simulate(stage, chances, LANES, worlds=self._worlds, seed=self._seed)
            low, stated, doubted, high = (self._weights * (played.fell / played.worlds)).sum(axis=0).tolist()
            self._found[chosen] = (stated + doubted, high, low)
        return self._found[chosen]


def _likely_of(cascade: Cascade) -> Likelihoods:
    """Give the likelihoods of a cascade, which plans cannot do without."""
    if cascade.likely is None:
        raise UsageError("plans need likelihoods, which are not computed for a limited depth")
    return cascade.likely


def reduce(question: Question, asked: PlansAsked) -> Plans:
    """Find the mitigations that lower most.

    Parameters
    ----------
    question
        What falls; where components are to be protected, the fall of these is what is lowered.
    asked
        The budget, and what may be used.

    Returns
    -------
    Plans
        Each recomputed from the documents on, with the same coins as without it.

    Notes
    -----
    A mitigation never raises a likelihood, so that of sets within the budget only those need be tried to which nothing
    can be added; what such a set can do without is left out. With more than `FEW` candidates, those that take off most
    are considered, and the best of them is added again and again; where the graph is large they are compared in fewer
    worlds than the plans are recomputed in. To make least what falls is NP-hard in general, and
    no ratio to the best plan is claimed.
    """
    cascade = question.run()
    before = question.standing(cascade)
    found, worlds = _found(cascade), _likely_of(cascade).worlds.worlds
    usable = found.within(asked)
    small = usable.size <= FEW
    if small:
        trials, considered = _Trials(question, cascade, worlds), usable
        chosen = _brute_force(trials, [found.place(one) for one in considered.tolist()], asked)
    else:
        edges = max(1, _likely_of(cascade).stage.targets.size)
        trials = _Trials(question, cascade, min(worlds, max(_COARSE, 64 * (_PLAYED // edges))))
        considered = found.first(usable, max(_LEAST, min(_CONSIDERED, _WORK // edges)), asked)
        chosen = _greedy(trials, [found.place(one) for one in considered.tolist()], asked)
    rules = {found.place(one): found.lowered(one) for one in considered.tolist()}
    plans = [_plan(question, asked, places, rules) for places in chosen]
    return Plans(
        scene=question.scene(),
        goal="reduce",
        objective="exposed" if question.protect else "impact",
        budget=asked.budget,
        method="brute force" if small else "greedy",
        candidates=int(usable.size),
        considered=int(considered.size),
        tried=len(trials),
        before=before,
        plans=tuple(plans),
    )


def _brute_force(trials: _Trials, places: Sequence[Deployment], asked: PlansAsked) -> list[list[Deployment]]:
    full: list[frozenset[Deployment]] = []
    for size in range(len(places), 0, -1):
        for some in combinations(places, size):
            cost = sum(asked.cost(one) for one in some)
            if cost <= asked.budget and not any(set(some) < other for other in full):
                full.append(frozenset(some))
    thinned = set()
    for place, one in enumerate(full):
        watch().step("sets of measures", place, len(full))
        thinned.add(frozenset(_thinned(trials, one)))
    order = sorted(
        (some for some in thinned if some),
        key=lambda some: (trials.value(some), sum(map(asked.cost, some)), sorted(map(_key, some))),
    )
    return [sorted(some, key=_key) for some in order[:_GIVEN]]


def _thinned(trials: _Trials, places: Iterable[Deployment]) -> list[Deployment]:
    """Leave out what changes nothing."""
    kept = sorted(places, key=_key)
    for one in list(kept):
        rest = [other for other in kept if other != one]
        if trials.value(rest) == trials.value(kept):
            kept = rest
    return kept


def _greedy(trials: _Trials, places: Sequence[Deployment], asked: PlansAsked) -> list[list[Deployment]]:
    """Add the best again and again.

    What a measure leaves is tried anew only while nothing tried in this round leaves less than the best that could
    still come: what it took off in an earlier round is taken for the most that it can take off now (Leskovec and
    others, Cost-effective outbreak detection in networks, KDD 2007). Where two measures help only together that may
    overlook them.
    """
    chosen: list[Deployment] = []
    steps: list[list[Deployment]] = []
    left, here = asked.budget, trials.value([])
    off = [(_MOST, _MOST, _MOST)] * len(places)
    while True:
        watch().step("rounds", len(chosen), len(chosen) + 1)
        best: tuple[tuple[float, ...], float, int] | None = None
        for _, place in sorted((tuple(-one for one in off[place]), place) for place in range(len(places))):
            if places[place] in chosen or asked.cost(places[place]) > left:
                continue
            if best is not None and off[place] < tuple(was - now for was, now in zip(here, best[0], strict=True)):
                break
            value = trials.value([*chosen, places[place]])
            first, second, third = (was - now for was, now in zip(here, value, strict=True))
            off[place] = (first, second, third)
            tried = (value, asked.cost(places[place]), place)
            best = tried if best is None else min(best, tried)
        if best is None or best[0] >= here:
            break
        here = trials.value([*chosen, places[best[2]]])
        chosen.append(places[best[2]])
        left -= best[1]
        steps.append(list(chosen))
    return steps[::-1][:_GIVEN]


def _plan(
    question: Question,
    asked: PlansAsked,
    places: Sequence[Deployment],
    rules: Mapping[Deployment, frozenset[int]],
) -> Plan:
    """Recompute a plan from the documents on."""
    projection = question.projection
    cascade = question.run(changed(projection, Change(deployments=tuple(places))))
    return Plan(
        measures=tuple(
            Measure(
                *called(projection, place.component),
                kind="mitigation",
                mitigation=place.mitigation,
                mitigation_label=asked.labels.get(place.mitigation, place.mitigation),
                cost=asked.cost(place),
                rules=tuple(sorted(projection.rules[rule].iri for rule in rules[place])),
            )
            for place in places
        ),
        cost=sum(asked.cost(place) for place in places),
        after=question.standing(cascade),
        takes_down=Down(counts={"affected": 0, "possible": 0, "unknown": 0}, note=_NO_USE_STOPPED),
        open=likeliest(cascade),
    )
