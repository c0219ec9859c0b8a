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
from scipy.sparse import csr_matrix

from aftershock.ingest.recognition.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    Real = NDArray[np.float32]
    Places = NDArray[np.int64]

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
            touched, columns = np.unique(seen.indices, return_inverse=True)
            few = csr_matrix((seen.data, columns, seen.indptr), shape=(len(chosen), len(touched)))
            slopes = _slopes(parts, seen, few, truth[chosen], exclusive=exclusive)
            for part, slope, mean, square in zip(parts, slopes, first, second, strict=True):
                rows = np.asarray(touched if len(part) == features else np.arange(len(part)), np.int64)
                wide, few_wide = (len(part), -1), (len(rows), -1)
                moved, spread = mean.reshape(wide), square.reshape(wide)
                _move(part.reshape(wide), moved, spread, slope.reshape(few_wide), rows, step, rate)
    inner, inner_bias, outer, bias, linear = parts
    return Network(inner, inner_bias, outer, bias, linear)


def _moved(part: Real, mean: Real, square: Real, slope: Real, rows: Places, step: int, rate: float) -> None:
    """Move each weight of some rows by Adam's rule, in one pass; what no case of the batch has stays as it is."""
    once, twice = np.float32(1 / (1 - _FIRST**step)), np.float32(1 / (1 - _SECOND**step))
    for place, row in enumerate(rows):
        for at in range(part.shape[1]):
            way = slope[place, at]
            mean[row, at] += np.float32(1 - _FIRST) * (way - mean[row, at])
            square[row, at] += np.float32(1 - _SECOND) * (way * way - square[row, at])
            moved = mean[row, at] * once / (np.sqrt(square[row, at] * twice) + np.float32(_LEAST))
            part[row, at] -= np.float32(rate) * (moved + np.float32(_DECAY) * part[row, at])


_move: Final[Callable[[Real, Real, Real, Real, Places, int, float], None]] = njit(nogil=True)(_moved)


def _slopes(parts: list[Real], seen: csr_matrix, few: csr_matrix, truth: Real, *, exclusive: bool) -> list[Real]:
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
    turned = few.T  # of the features that some case of the batch has
    return [turned @ back, back.sum(axis=0), units.T @ wrong, wrong.sum(axis=0), turned @ wrong]


def averaged(
    names: Mapping[str, int], weights: NDArray[np.float64], bias: NDArray[np.float64], others: Sequence[Network]
) -> Model:
    """Average a linear model and networks into one model, the linear model as much as all networks together.

    Parameters
    ----------
    names, weights, bias
        Of the linear model.
    others
        The networks, on the same features.
    """
    share = 1 / (2 * len(others))
    return Model(
        names,
        (weights / 2 + share * sum(one.linear for one in others)).astype(np.float32),
        (bias / 2 + share * sum(one.bias for one in others)).astype(np.float32),
        np.hstack([one.inner for one in others]),
        np.concatenate([one.inner_bias for one in others]),
        np.vstack([one.outer * share for one in others]).astype(np.float32),
    )
