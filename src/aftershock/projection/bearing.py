"""Who bears a blast radius, on average: each class and each owner, by number and weighted by criticality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE
from aftershock.model.iri import local_name
from aftershock.model.radius import Borne, Likelihood
from aftershock.projection.weights import weighed, weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aftershock.cascade.likelihood import Likelihoods
    from aftershock.projection.stored import Projection

    Int = NDArray[np.int32]
    Real = NDArray[np.float64]

__all__ = ["bearers", "borne"]

_MOST: Final = 1 << 18
"""Groups times batches of a sample that are counted apart at the most, each in 96 bytes."""

_WORD: Final = 64


def bearers(projection: Projection, classes: NDArray[np.uint8], worlds: int) -> Int | None:
    """Put components together of which class, owner and criticality are the same, so that a sample tells of each.

    Parameters
    ----------
    projection
        Whose components.
    classes
        The class of evidence in which each component of the graph falls; the groups of others do not matter.
    worlds
        How many are sampled.

    Returns
    -------
    numpy.ndarray or None
        A group of each component of the graph; ``None`` where there are too many to be counted apart.
    """
    count = len(projection.components)
    falls = np.flatnonzero(classes[:count] != NOT_REACHED)
    key = projection.class_of[falls].astype(np.int64) + 1
    for more, names in (
        (projection.owner_of, projection.owners),
        (projection.criticality_of, projection.criticalities),
    ):
        key = key * (len(names) + 1) + more[falls] + 1
    known, group = np.unique(key, return_inverse=True)
    if known.size * -(-worlds // _WORD) > _MOST:
        return None
    found = np.zeros(classes.size, np.int32)
    found[falls] = group.reshape(-1)
    return found


def borne(
    projection: Projection, classes: NDArray[np.uint8], likely: Likelihoods
) -> tuple[Mapping[str, Borne], Mapping[str, Borne]]:
    """Say what each class and each owner bears.

    Parameters
    ----------
    projection
        Whose components.
    classes
        The class of evidence in which each component of the graph falls.
    likely
        How likely each falls. Where it counts groups of `bearers` apart, the sample tells between which numbers
        averages lie.

    Returns
    -------
    tuple
        By the local name of the class, and by the owner's IRI, ``""`` for what nobody owns. Components weigh as much as
        their criticality does, as long as nobody says otherwise.
    """
    weight = np.zeros(classes.size)
    weight[: len(projection.components)] = weighed(projection, weights(projection, {}))[: len(projection.components)]
    kinds = ("Component", *(local_name(one) for one in projection.classes))
    names, which = np.unique(kinds, return_inverse=True)
    kind = which.astype(np.int32)[_labels(projection.class_of, classes.size)]
    owner = _labels(projection.owner_of, classes.size)
    return (
        _split(classes, likely, kind, tuple(names.tolist()), weight),
        _split(classes, likely, owner, ("", *projection.owners), weight),
    )


def _labels(of: Int, size: int) -> Int:
    """Count from 1 what components are of; those of nothing have 0."""
    found = np.zeros(size, np.int32)
    found[: of.size] = of + 1
    return found


def _split(
    classes: NDArray[np.uint8], likely: Likelihoods, labels: Int, names: tuple[str, ...], weight: Real
) -> dict[str, Borne]:
    components = likely.worlds.components
    kinds = classes[components]
    share = likely.worlds.fell / likely.worlds.worlds
    default = np.where(kinds == AFFECTED, share[:, 1], np.where(kinds == POSSIBLE, share[:, 2], 0.0))
    lanes = np.stack([share[:, 0], default, share[:, 3]], axis=1) * (kinds != NOT_REACHED)[:, None]
    falls = np.unique(labels[components[kinds != NOT_REACHED]])
    sums, sampled = [], []
    for one in (np.ones(classes.size), weight):
        mine = lanes * one[components][:, None]
        sums.append(np.stack([np.bincount(labels[components], row, len(names)) for row in mine.T], axis=1))
        sampled.append(likely.split_within(labels, one))
    found = {
        names[place]: Borne(
            expected=Likelihood(*sums[0][place].tolist()),
            impact=Likelihood(*sums[1][place].tolist()),
            expected_sampling=_named(sampled[0], place),
            impact_sampling=_named(sampled[1], place),
        )
        for place in falls.tolist()
    }
    return dict(sorted(found.items(), key=lambda item: (-item[1].impact.default, -item[1].impact.high, item[0])))


def _named(within: Real | None, place: int) -> dict[str, tuple[float, float]]:
    if within is None:
        return {}
    return {
        name: (low, high) for name, (low, high) in zip(("low", "default", "high"), within[place].tolist(), strict=True)
    }
