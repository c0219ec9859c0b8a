"""Weighs the words of a sentence: which threats it is about, and whether each is there, is countered or is neither.

Two linear models, one after the other. The first gives every threat a chance from words, classes of words, pairs of
classes and names; the second reads, for each threat with a chance, the words of denial, prevention and doubt. Their
weights are fitted on labelled statements by ``python -m benchmarks.recognition.fit`` and kept in ``weights.json``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.features import cue_features, cue_places, topic_features, topic_values

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from aftershock.ingest.recognition.features import Features
    from aftershock.model.agents import Polarity

__all__ = [
    "CANDIDATE",
    "Candidate",
    "Scored",
    "Weights",
    "candidates",
    "polarity_features",
    "read_weights",
    "score",
    "shipped_weights",
]

CANDIDATE: Final = 0.12
"""Chance below which a threat is not looked at further."""
_LEAST, _MOST = 0.001, 0.999
_FAR: Final = 30.0
_NEAR: Final = 6
"""Tokens before or behind the evidence up to which a cue is near."""
_WEIGHTS: Final = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """The two models.

    Parameters
    ----------
    topics
        Slugs of the threats, in the order of the weights.
    lacks
        Those that are the lack of a control.
    topic_bias
        One for each threat.
    topic
        Of a feature: pairs of the index of a threat and a weight.
    polarity
        Of a feature: weights for exposed, mitigated and neither.
    threshold
        Least chance at which a polarity is reported.
    """

    topics: tuple[str, ...]
    lacks: frozenset[str]
    topic_bias: tuple[float, ...]
    topic: Mapping[str, tuple[tuple[int, float], ...]]
    polarity: Mapping[str, tuple[float, float, float]]
    threshold: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A threat that a sentence is held to claim or to counter.

    Parameters
    ----------
    slug
        The threat.
    polarity
        What is said of it.
    tokens
        Indices of the tokens that speak for it most, without a gap.
    chance
        Between 0 and 1.
    """

    slug: str
    polarity: Polarity
    tokens: tuple[int, ...]
    chance: float


def read_weights(path: Path) -> Weights:
    """Read the weights of a file that the fitting script has written."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return Weights(
        tuple(found["topics"]),
        frozenset(found["lacks"]),
        tuple(found["topic_bias"]),
        {
            name: tuple((int(index), weight / 100) for index, weight in zip(pairs[::2], pairs[1::2], strict=True))
            for name, pairs in found["topic"].items()
        },
        {name: (one / 100, two / 100, three / 100) for name, (one, two, three) in found["polarity"].items()},
        found["threshold"],
    )


@cache
def shipped_weights() -> Weights:
    """Give the weights that travel with the library."""
    return read_weights(_WEIGHTS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A threat that a sentence may be about.

    Parameters
    ----------
    slug
        The threat.
    chance
        Between 0 and 1.
    rank
        0 for the threat of the greatest chance.
    gap
        How far its logit is below that of the first.
    first
        The threat of the greatest chance.
    own, shared
        What speaks for it at tokens that speak for no other threat more, and at the others.
    tokens
        The run of tokens that speaks for it most.
    """

    slug: str
    chance: float
    rank: int
    gap: float
    first: str
    own: float
    shared: float
    tokens: tuple[int, ...]


def candidates(features: Features, weights: Weights, wanted: Collection[str] = ()) -> tuple[Candidate, ...]:
    """Give the threats that a sentence may be about, the likeliest first.

    Parameters
    ----------
    features
        As `aftershock.ingest.recognition.features.topic_features` gives them.
    weights
        The models.
    wanted
        Threats to be given whatever their chances are.
    """
    values = topic_values(features, weights.topic)
    sums = list(weights.topic_bias)
    speaks: dict[int, list[float]] = {}
    for name, value in values.items():
        places = features[name]
        rows = [speaks.setdefault(place, [0.0] * len(sums)) for place in places]
        for index, weight in weights.topic[name]:
            sums[index] += value * weight
            for row in rows:
                row[index] += value * weight / len(places)
    order = sorted(range(len(sums)), key=lambda index: -sums[index])
    first = order[0]
    found = []
    for rank, index in enumerate(order):
        chance = 1 / (1 + exp(-max(-_FAR, min(_FAR, sums[index]))))
        slug = weights.topics[index]
        if chance < CANDIDATE and slug not in wanted:
            continue
        own = sum(row[index] for row in speaks.values() if 0 < row[index] >= max(row))
        shared = sum(row[index] for row in speaks.values() if 0 < row[index] < max(row))
        run = _evidence({place: row[index] for place, row in speaks.items()})
        gap = sums[first] - sums[index]
        found.append(Candidate(slug, chance, rank, gap, weights.topics[first], own, shared, run))
    return tuple(found)


def polarity_features(
    cues: Mapping[str, float],
    places: Collection[tuple[int, str]],
    one: Candidate,
    verdicts: Collection[str] | None,
    *,
    lack: bool,
) -> dict[str, float]:
    """Give what the second model reads for one threat.

    Parameters
    ----------
    cues, places
        As `aftershock.ingest.recognition.features.cue_features` and ``cue_places`` give them.
    one
        The threat.
    verdicts
        The polarities in which the rules find it; ``None`` to leave them out.
    lack
        Whether it is the lack of a control.
    """
    sort = "K" if lack else "T"
    found = dict(cues)
    found |= {f"{sort}{name}": value for name, value in cues.items()}
    bounded = min(max(one.chance, _LEAST), _MOST)
    found |= {f"t:{one.slug}": 1.0, sort: 1.0, "score": 0.3 * log(bounded / (1 - bounded))}
    found |= {f"rank:{min(one.rank, 4)}": 1.0, "gap": 0.2 * min(one.gap, 8.0)}
    found |= {"own": 0.3 * min(one.own, 6.0), "shared": 0.3 * min(one.shared, 6.0)}
    if one.rank:
        found[f"pair:{one.first} {one.slug}"] = 1.0
    if one.tokens:
        for place, name in places:
            side = "before" if place < one.tokens[0] else "behind" if place > one.tokens[-1] else "within"
            near = one.tokens[0] - place <= _NEAR if side == "before" else place - one.tokens[-1] <= _NEAR
            found[f"{sort}{side}:{name}"] = 0.5
            if near and side != "within":
                found[f"{sort}near {side}:{name}"] = 0.5
    if verdicts is not None:
        found[f"v:{sort} {'+'.join(sorted(verdicts)) or 'none'}"] = 1.0
    return found


def score(
    text: str, named: Collection[str], claims: Collection[tuple[str, str]], weights: Weights
) -> tuple[Scored, ...]:
    """Judge a sentence.

    Parameters
    ----------
    text
        The sentence.
    named
        Slugs of the concepts that it names.
    claims
        Threats with the polarities in which the rules find them.
    weights
        The models.
    """
    features = topic_features(text, sorted(named), sorted({slug for slug, _ in claims}))
    cues, places = cue_features(text), cue_places(text)
    found = []
    for one in candidates(features, weights):
        verdicts = {polarity for claimed, polarity in claims if claimed == one.slug}
        exposed, mitigated = _chances(
            polarity_features(cues, places, one, verdicts, lack=one.slug in weights.lacks), weights
        )
        most = max(exposed, mitigated)
        if most > weights.threshold:
            found.append(Scored(one.slug, "exposed" if exposed == most else "mitigated", one.tokens, most))
    return tuple(found)


def _chances(read: Mapping[str, float], weights: Weights) -> tuple[float, float]:
    """Give the chances that a threat is there, and that it is countered."""
    logits = [0.0, 0.0, 0.0]
    for name, value in read.items():
        for place, weight in enumerate(weights.polarity.get(name, ())):
            logits[place] += value * weight
    powers = [exp(each - max(logits)) for each in logits]
    return powers[0] / sum(powers), powers[1] / sum(powers)


def _evidence(shares: Mapping[int, float]) -> tuple[int, ...]:
    """Give the run of tokens that speaks most for a threat: the run of greatest sum, less a toll for every token."""
    if not shares or max(shares.values()) <= 0:
        return ()
    toll = max(shares.values()) / 8
    return _best_run([(place, shares.get(place, 0.0) - toll) for place in range(min(shares), max(shares) + 1)])


def _best_run(gains: Sequence[tuple[int, float]]) -> tuple[int, ...]:
    best, best_sum, start, total = (gains[0][0], gains[0][0]), float("-inf"), gains[0][0], 0.0
    for place, gain in gains:
        if total <= 0:
            start, total = place, 0.0
        total += gain
        if total > best_sum:
            best, best_sum = (start, place), total
    return tuple(range(best[0], best[1] + 1))
