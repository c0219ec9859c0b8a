"""Plans: which mitigations lower most for a budget, each plan recomputed; or what separates, by minimum cut."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.errors import UsageError
from aftershock.model.measures import Down, Measure, Plan, Plans
from aftershock.model.watch import watch
from aftershock.projection.chances import chances_of
from aftershock.projection.estate import Deployment
from aftershock.projection.question import called, likeliest
from aftershock.projection.whatif import Change, changed, estate_of, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aftershock.model.decisions import Standing
    from aftershock.projection.question import Question
    from aftershock.projection.radius import Cascade

__all__ = ["FEW", "PlansAsked", "candidates", "reduce"]

FEW: Final = 12
"""So many candidates at the most are tried in every combination."""

_CONSIDERED: Final = 40
_LEAST: Final = 3
_WORK: Final = 4_000_000
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
            if not 0 < cost < float("inf"):
                raise UsageError(f"the cost of {name} is {cost:g}; it must be more than 0")

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
    projection, likely = cascade.projection, cascade.likely
    if likely is None:
        raise UsageError("plans need likelihoods, which are not computed for a limited depth")
    stage, graph, edges = likely.stage, projection.graph, projection.edges
    dependency, rule = graph.dependency[stage.edge], graph.rule[stage.edge]
    tried = likely.worlds.nodes[stage.source, -1] / likely.worlds.worlds
    likelihood = np.nan_to_num(projection.chances.table[:, 1], nan=1.0)[stage.row]
    taken = {(one.mitigation, one.component) for one in projection.deployments if one.present}
    gain: dict[Deployment, float] = defaultdict(float)
    rules: dict[Deployment, set[int]] = defaultdict(set)
    for effect in projection.effects:
        here = np.flatnonzero((rule == effect.rule) & (dependency >= 0) & (stage.coin != 0))
        if min(effect.low, effect.default, effect.high) >= 1 or not here.size:
            continue
        amount = tried[here] * likelihood[here] * (1 - effect.default)
        for ends in (edges.dependent, edges.dependee):
            places, which = np.unique(ends[dependency[here]], return_inverse=True)
            for component, sum_ in zip(places.tolist(), np.bincount(which, amount).tolist(), strict=True):
                if (effect.mitigation, component) not in taken:
                    place = Deployment(component, effect.mitigation, present=True)
                    gain[place] += sum_
                    rules[place].add(effect.rule)
    return {place: (gain[place], frozenset(rules[place])) for place in sorted(gain, key=_key)}


def _key(place: Deployment) -> tuple[str, int]:
    return place.mitigation, place.component


class _Trials:
    """Recomputes likelihoods with mitigations in place, each set of them once; what can fall stays the same."""

    def __init__(self, question: Question, cascade: Cascade) -> None:
        self._question, self._cascade = question, cascade
        self._schema, self._estate = schema_of(cascade.projection), estate_of(cascade.projection)
        self._found: dict[frozenset[Deployment], tuple[float, float, float]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def value(self, places: Iterable[Deployment]) -> tuple[float, float, float]:
        """Say what is to be made least: by default, and where that is the same, with high and then low numbers."""
        chosen = frozenset(places)
        if chosen not in self._found:
            estate = replace(self._estate, deployments=(*self._estate.deployments, *sorted(chosen, key=_key)))
            projection = self._cascade.projection
            chances = chances_of(self._schema, estate, projection.graph)
            cascade = replace(self._cascade, projection=replace(projection, chances=chances), _likely=None)
            self._found[chosen] = _objective(self._question, self._question.standing(cascade))
        return self._found[chosen]


def _objective(question: Question, standing: Standing) -> tuple[float, float, float]:
    of = standing.exposed if question.protect else standing.impact
    return of.default, of.high, of.low


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
    are considered, and the best of them is added again and again. To make least what falls is NP-hard in general, and
    no ratio to the best plan is claimed.
    """
    cascade = question.run()
    before = question.standing(cascade)
    found = {place: one for place, one in candidates(cascade).items() if asked.cost(place) <= asked.budget}
    if asked.only:
        found = {place: one for place, one in found.items() if place.mitigation in asked.only}
    trials, small = _Trials(question, cascade), len(found) <= FEW
    if small:
        considered, chosen = list(found), _brute_force(trials, list(found), asked)
    else:
        most = max(_LEAST, min(_CONSIDERED, _WORK // max(1, cascade.projection.graph.targets.size)))
        considered = sorted(found, key=lambda place: (-found[place][0] / asked.cost(place), _key(place)))[:most]
        chosen = _greedy(trials, considered, asked)
    plans = [_plan(question, asked, places, found) for places in chosen]
    return Plans(
        scene=question.scene(),
        goal="reduce",
        objective="exposed" if question.protect else "impact",
        budget=asked.budget,
        method="brute force" if small else "greedy",
        candidates=len(found),
        considered=len(considered),
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
    chosen: list[Deployment] = []
    steps: list[list[Deployment]] = []
    left = asked.budget
    while True:
        here = trials.value(chosen)
        watch().step("rounds", len(chosen), len(chosen) + 1)
        open_ = [place for place in places if place not in chosen and asked.cost(place) <= left]
        best = min(open_, key=lambda place: (trials.value([*chosen, place]), asked.cost(place)), default=None)
        if best is None or trials.value([*chosen, best]) >= here:
            break
        chosen.append(best)
        left -= asked.cost(best)
        steps.append(list(chosen))
    return steps[::-1][:_GIVEN]


def _plan(
    question: Question,
    asked: PlansAsked,
    places: Sequence[Deployment],
    found: Mapping[Deployment, tuple[float, frozenset[int]]],
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
                rules=tuple(sorted(projection.rules[rule].iri for rule in found[place][1])),
            )
            for place in places
        ),
        cost=sum(asked.cost(place) for place in places),
        after=question.standing(cascade),
        takes_down=Down(counts={"affected": 0, "possible": 0, "unknown": 0}, note=_NO_USE_STOPPED),
        open=likeliest(cascade),
    )
