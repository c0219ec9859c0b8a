"""Fits the small network that stands beside each linear model of the recogniser.

One layer of rectified units and a linear part of its own, fitted by Adam (D. P. Kingma, J. Ba: Adam: a method for
stochastic optimization, ICLR 2015, arXiv:1412.6980) on the same features, some of which are left out in each step
(N. Srivastava and others: Dropout: a simple way to prevent neural networks from overfitting, Journal of Machine
Learning Research 15 (2014), 1929-1958). The same seed gives the same network on the same machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit

from aftershock.ingest.recognition.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Real = NDArray[np.float32]

__all__ = ["Network", "averaged", "fit_network"]

_BATCH: Final = 96
_RATE: Final = 2e-3
_SLOWED: Final = 0.8
"""Share of the rate that is lost until the last round."""
_DECAY: Final = 1e-4
_LEFT_OUT: Final = 0.3
_FIRST: Final = 0.9
_SECOND: Final = 0.999
_LEAST: Final = 1e-8


@dataclass(frozen=True, slots=True)
class Network:
    """What was fitted: features to units, units to outcomes, and features to outcomes."""

    inner: Real
    inner_bias: Real
    outer: Real
    bias: Real
    linear: Real


def fit_network(
    read: csr_matrix, wanted: NDArray[np.float64], *, exclusive: bool, units: int, rounds: int, seed: int = 0
) -> Network:
    """Fit a network.

    Parameters
    ----------
    read
        Features, shape ``(cases, features)``.
    wanted
        1 for what is so and 0 for what is not, shape ``(cases, outcomes)``.
    exclusive
        Whether just one outcome of each case is so: then chances are of all outcomes together, else of each alone.
    units, rounds, seed
        Hidden units, how often all cases are seen, and the seed of their order and of all that is drawn.
    """
    rng = np.random.default_rng(seed)
    cases, features = read.shape
    outcomes = wanted.shape[1]
    read, truth = read.tocsr().astype(np.float32), wanted.astype(np.float32)
    parts: list[Real] = [
        rng.normal(0, 0.05, (features, units)).astype(np.float32),
        np.zeros(units, np.float32),
        rng.normal(0, units**-0.5, (units, outcomes)).astype(np.float32),
        np.full(outcomes, 0.0 if exclusive else -3.0, np.float32),
        np.zeros((features, outcomes), np.float32),
    ]
    first = [np.zeros_like(one) for one in parts]
    second = [np.zeros_like(one) for one in parts]
    step = 0
    for number in range(rounds):
        order = rng.permutation(cases)
        rate = _RATE * (1 - _SLOWED * number / rounds)
        for begin in range(0, cases, _BATCH):
            chosen = order[begin : begin + _BATCH]
            seen = read[chosen]
            seen.data = seen.data * (rng.random(seen.data.size) > _LEFT_OUT) / (1 - _LEFT_OUT)
            step += 1
            slopes = _slopes(parts, seen, truth[chosen], exclusive=exclusive)
            for part, slope, mean, square in zip(parts, slopes, first, second, strict=True):
                _move(part.reshape(-1), slope.reshape(-1), mean.reshape(-1), square.reshape(-1), step, rate)
    inner, inner_bias, outer, bias, linear = parts
    return Network(inner, inner_bias, outer, bias, linear)


def _moved(part: Real, slope: Real, mean: Real, square: Real, step: int, rate: float) -> None:
    """Move each weight by Adam's rule, in one pass over all."""
    once, twice = np.float32(1 / (1 - _FIRST**step)), np.float32(1 / (1 - _SECOND**step))
    for at in range(part.size):
        mean[at] += np.float32(1 - _FIRST) * (slope[at] - mean[at])
        square[at] += np.float32(1 - _SECOND) * (slope[at] * slope[at] - square[at])
        moved = mean[at] * once / (np.sqrt(square[at] * twice) + np.float32(_LEAST))
        part[at] -= np.float32(rate) * (moved + np.float32(_DECAY) * part[at])


_move: Final[Callable[[Real, Real, Real, Real, int, float], None]] = njit(nogil=True)(_moved)


def _slopes(parts: list[Real], seen: csr_matrix, truth: Real, *, exclusive: bool) -> list[Real]:
    inner, inner_bias, outer, bias, linear = parts
    sums = seen @ inner + inner_bias
    units = np.maximum(sums, 0)
    logits = units @ outer + bias + seen @ linear
    if exclusive:
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances = powers / powers.sum(axis=1, keepdims=True)
    else:
        chances = 1 / (1 + np.exp(-logits))
    wrong = (chances - truth) / len(truth)
    back = (wrong @ outer.T) * (sums > 0)
    turned = seen.T
    return [turned @ back, back.sum(axis=0), units.T @ wrong, wrong.sum(axis=0), turned @ wrong]


def averaged(
    names: Mapping[str, int], weights: NDArray[np.float64], bias: NDArray[np.float64], other: Network
) -> Model:
    """Average a linear model and a network into one model.

    Parameters
    ----------
    names, weights, bias
        Of the linear model.
    other
        The network, on the same features.
    """
    return Model(
        names,
        ((weights + other.linear) / 2).astype(np.float32),
        ((bias + other.bias) / 2).astype(np.float32),
        other.inner,
        other.inner_bias,
        (other.outer / 2).astype(np.float32),
    )
