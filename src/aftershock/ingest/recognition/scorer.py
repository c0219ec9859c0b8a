"""Weighs the words of a sentence: which threats it is about, and whether each is there, is countered or is neither.

Two models, one after the other. The first gives every threat a chance from words, classes of words, pairs of
classes and names; the second reads, for each threat with a chance, the words of denial, prevention and doubt. Their
weights are fitted on labelled statements by ``python -m benchmarks.recognition.fit`` and kept in ``weights.npz``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from aftershock.ingest.recognition.empty_words import says_something
from aftershock.ingest.recognition.features import cue_features, cue_places, topic_features, topic_values
from aftershock.ingest.recognition.model import Model

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

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
_WEIGHTS: Final = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True)
class Weights:
    """The two models.

    Parameters
    ----------
    topics
        Slugs of the threats, in the order of the weights.
    lacks
        Those that are the lack of a control.
    topic
        Gives each threat a logit.
    polarity
        Gives exposed, mitigated and neither a logit each.
    threshold
        Least chance at which a polarity is reported.
    """

    topics: tuple[str, ...]
    lacks: frozenset[str]
    topic: Model
    polarity: Model
    threshold: float

    def packed(self) -> dict[str, Any]:
        """Give arrays to keep."""
        return {
            "topics": np.array(self.topics),
            "lacks": np.array(sorted(self.lacks)),
            "threshold": np.array(self.threshold),
            **self.topic.packed("topic"),
            **self.polarity.packed("polarity"),
        }


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
    with np.load(path, allow_pickle=False) as found:
        return Weights(
            tuple(found["topics"].tolist()),
            frozenset(found["lacks"].tolist()),
            Model.unpacked(found, "topic"),
            Model.unpacked(found, "polarity"),
            float(found["threshold"]),
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
    model = weights.topic
    values = topic_values(features, model.names)
    sums = model.logits(values).tolist()
    speaks = _speaks(features, values, model)
    most = speaks.max(axis=1, initial=0.0)
    order = sorted(range(len(sums)), key=lambda index: -sums[index])
    first = order[0]
    found = []
    for rank, index in enumerate(order):
        chance = 1 / (1 + exp(-max(-_FAR, min(_FAR, sums[index]))))
        slug = weights.topics[index]
        if chance < CANDIDATE and slug not in wanted:
            continue
        column = speaks[:, index]
        own = float(column[(column > 0) & (column >= most)].sum())
        shared = float(column[(column > 0) & (column < most)].sum())
        gap = sums[first] - sums[index]
        found.append(Candidate(slug, chance, rank, gap, weights.topics[first], own, shared, _evidence(column)))
    return tuple(found)


def _speaks(features: Features, values: Mapping[str, float], model: Model) -> NDArray[np.float32]:
    """Give what each token says for each threat by the linear weights, shape ``(tokens, threats)``."""
    rows, given = model.known(values)
    counts = np.array([len(features[name]) for name in values], np.intp)
    tokens = np.fromiter((place for name in values for place in features[name]), np.intp, counts.sum())
    found = np.zeros((tokens.max(initial=-1) + 1, model.bias.size), np.float32)
    shares = model.linear[rows] * (given / np.maximum(counts, 1))[:, None]
    np.add.at(found, tokens, np.repeat(shares, counts, axis=0))
    return found


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
    if not says_something(text):
        return ()
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
    logits = weights.polarity.logits(read)
    powers = np.exp(logits - logits.max())
    exposed, mitigated, _ = (powers / powers.sum()).tolist()
    return exposed, mitigated


def _evidence(shares: NDArray[np.float32]) -> tuple[int, ...]:
    """Give the run of tokens that speaks most for a threat: the run of greatest sum, less a toll for every token."""
    given = np.flatnonzero(shares)
    if not given.size or shares.max() <= 0:
        return ()
    toll = float(shares.max()) / 8
    low, high = int(given[0]), int(given[-1])
    return _best_run([(place, float(shares[place]) - toll) for place in range(low, high + 1)])


def _best_run(gains: Sequence[tuple[int, float]]) -> tuple[int, ...]:
    best, best_sum, start, total = (gains[0][0], gains[0][0]), float("-inf"), gains[0][0], 0.0
    for place, gain in gains:
        if total <= 0:
            start, total = place, 0.0
        total += gain
        if total > best_sum:
            best, best_sum = (start, place), total
    return tuple(range(best[0], best[1] + 1))
