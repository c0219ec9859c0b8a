"""A question that is asked of many cascades alike: from where, in which mode, what counts how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE
from aftershock.errors import UsageError
from aftershock.model.decisions import Named, Scene, Standing
from aftershock.model.measures import StillOpen
from aftershock.model.radius import Likelihood
from aftershock.projection.described import component_class, component_label, component_owner
from aftershock.projection.radius import run
from aftershock.projection.weights import MOST, WEIGHTS, weighed, weights
from aftershock.projection.whatif import Change
from aftershock.projection.window import run_window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aftershock.cascade.likelihood import Likelihoods
    from aftershock.model.radius import Alternatives, Supposition
    from aftershock.projection.radius import Cascade
    from aftershock.projection.stored import Projection
    from aftershock.projection.window import Window, Windowed

    Real = NDArray[np.float64]
    Byte = NDArray[np.uint8]

__all__ = [
    "MOST",
    "WEIGHTS",
    "Question",
    "averages",
    "called",
    "counted",
    "grouped",
    "likeliest",
    "named",
    "sampling",
    "tally",
    "weighed",
    "weights",
]

_NAMES: Final = ("affected", "possible", "unknown")


def called(projection: Projection, component: int) -> tuple[str, str, str, str | None]:
    """Give what a component is called, in the order of `aftershock.model.decisions.Named`."""
    return (
        projection.components[component],
        component_label(projection, component),
        component_class(projection, component),
        component_owner(projection, component),
    )


def named(projection: Projection, component: int) -> Named:
    """Give a component as people know it."""
    return Named(*called(projection, component))


def counted(counts: tuple[int, int, int]) -> dict[str, int]:
    """Name three counts.

    Examples
    --------
    >>> counted((3, 2, 1))
    {'affected': 3, 'possible': 2, 'unknown': 1}
    """
    return dict(zip(_NAMES, counts, strict=True))


def tally(classes: Byte) -> dict[str, int]:
    """Count components by their class of evidence.

    Examples
    --------
    >>> tally(np.array([0, 0, 1, 255], np.uint8))
    {'affected': 2, 'possible': 1, 'unknown': 0}
    """
    return {name: int(np.count_nonzero(classes == place)) for place, name in enumerate(_NAMES)}


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked of every cascade.

    Parameters
    ----------
    projection
        As things are.
    starts, mode
        Component indices, and the index of the mode they start in.
    alternatives, without_rules, worlds, seed
        As for `aftershock.projection.radius.run`.
    protect
        Indices of components that must not fall.
    weights
        As `weights` gives them.
    threat, notes, supposed
        Handed on to the answer.
    window, change
        Where a window is asked for: which, and what is supposed within it; ``projection`` then has all edges, whenever
        they hold.
    """

    projection: Projection
    starts: tuple[int, ...]
    mode: int
    weights: Mapping[str, float]
    alternatives: Alternatives = "by-rule"
    without_rules: tuple[int, ...] = ()
    protect: tuple[int, ...] = ()
    worlds: int | None = None
    seed: int = 0
    threat: str | None = None
    notes: tuple[str, ...] = ()
    supposed: Supposition | None = None
    window: Window | None = None
    change: Change = Change()  # noqa: RUF009 - it is frozen

    def within(self) -> Windowed | None:
        """Compute what falls within the window; ``None`` where none is asked for."""
        if self.window is None:
            return None
        return run_window(
            *(self.projection, [(one, self.mode, self.window.begin) for one in self.starts], self.window, self.change),
            alternatives=self.alternatives,
            without_rules=self.without_rules,
            worlds=self.worlds,
            seed=self.seed,
        )

    def run(self, projection: Projection | None = None, beside: Cascade | None = None) -> Cascade:
        """Compute what falls, as things are or in another projection of the same components.

        Parameters
        ----------
        projection
            Left out: as things are.
        beside
            The cascade with which this one is compared. As many of the same worlds are played, and each component's
            default is summed over edges of the class that it has there, so that sums of what is only taken away from
            never rise.
        """
        likely = None if beside is None else beside.likely
        then = self.projection if projection is None else projection
        return run(
            then,
            self.starts,
            self.mode,
            alternatives=self.alternatives,
            without_rules=self.without_rules,
            worlds=self.worlds if likely is None else likely.count,
            seed=self.seed,
            groups=grouped(self._weight(then.graph.components)),
            kinds=None if beside is None else beside.found.classes,
        )

    def _weight(self, components: int) -> Real:
        """Give what each component of a graph counts: as one, by its criticality, as one to be protected."""
        count, weight = len(self.projection.components), np.zeros((components, 3))
        weight[:count, 0] = 1.0
        weight[:count, 1] = weighed(self.projection, self.weights)[:count]
        weight[list(self.protect), 2] = 1.0
        return weight

    def standing(self, cascade: Cascade) -> Standing:
        """Say how much falls in a cascade that `run` computed."""
        classes = cascade.found.classes
        weight = self._weight(classes.size)
        expected, impact, exposed = averages(cascade, weight)
        sampled = sampling(cascade, weight)
        return Standing(
            counts=counted(cascade.found.counts),
            protected=tally(classes[list(self.protect)]),
            expected=expected,
            impact=impact,
            exposed=exposed,
            expected_sampling=sampled[0],
            impact_sampling=sampled[1],
            exposed_sampling=sampled[2],
        )

    def scene(self, *notes: str) -> Scene:
        """Say from what an answer is computed."""
        projection = self.projection
        return Scene(
            start=tuple(projection.components[one] for one in self.starts),
            mode=projection.modes[self.mode].name,
            threat=self.threat,
            alternatives=self.alternatives,
            without_rules=tuple(projection.rules[one].iri for one in self.without_rules),
            protect=tuple(projection.components[one] for one in self.protect),
            weights=self.weights,
            worlds=self.worlds,
            seed=self.seed,
            illustrative=bool(projection.imagined[list(self.starts)].any()),
            revision=projection.revision,
            notes=(*self.notes, *notes),
            supposed=self.supposed,
            window=None if self.window is None else self.window.written,
        )


def averages(cascade: Cascade, weight: Real) -> tuple[Likelihood, ...]:
    """Sum the likelihoods of what falls, weighted, once for each column of weights.

    Parameters
    ----------
    cascade
        With no limit of depth.
    weight
        Of each component of the graph, shape ``(components, columns)``.

    Returns
    -------
    tuple of Likelihood
        Low over stated edges with low numbers, default with default numbers over edges of each component's class of
        evidence (in the cascade that this one stands beside, if any) or better, high over all edges with high numbers:
        in the sampled worlds, as for a blast radius.
    """
    components, lanes = _shares(cascade, _likely(cascade).kinds)
    sums = weight[components].T @ lanes
    return tuple(Likelihood(*(float(number) for number in row)) for row in sums)


def grouped(weight: Real) -> NDArray[np.int32]:
    """Put components together that weigh the same in every column, so that samples of them can be weighed later.

    Examples
    --------
    >>> grouped(np.array([[1.0, 3.0], [1.0, 1.0], [1.0, 3.0]])).tolist()
    [1, 0, 1]
    """
    _, group = np.unique(weight, axis=0, return_inverse=True)
    found: NDArray[np.int32] = group.reshape(-1).astype(np.int32)
    return found


def sampling(cascade: Cascade, weight: Real) -> tuple[dict[str, tuple[float, float]], ...]:
    """Give the 99 % intervals of the sample for `averages`, of low, default and high.

    Parameters
    ----------
    cascade
        With no limit of depth, run with the groups of these weights.
    weight
        As for `averages`.
    """
    likely = _likely(cascade)
    return tuple(
        {name: (low, high) for name, (low, high) in zip(("low", "default", "high"), one, strict=True)}
        for one in likely.sums_within(weight).tolist()
    )


def likeliest(cascade: Cascade, limit: int = 10) -> tuple[StillOpen, ...]:
    """Give the components that fall most likely, in the sampled worlds."""
    components, lanes = _shares(cascade, cascade.found.classes.astype(np.int32))
    order = np.lexsort((components, -lanes[:, 2], -lanes[:, 0], -lanes[:, 1]))
    return tuple(
        StillOpen(*called(cascade.projection, int(components[one])), *(float(number) for number in lanes[one]))
        for one in order[:limit]
        if lanes[one, 2] > 0
    )


def _likely(cascade: Cascade) -> Likelihoods:
    if cascade.likely is None:
        raise UsageError("likelihoods are not computed for a limited depth")
    return cascade.likely


def _shares(cascade: Cascade, kinds: NDArray[np.int32]) -> tuple[NDArray[np.int32], Real]:
    """Give the components that fall, and in which share of the worlds: low, default (over such edges), high."""
    worlds = _likely(cascade).worlds
    falls = cascade.found.classes[worlds.components] != NOT_REACHED
    kind, share = kinds[worlds.components], worlds.fell / worlds.worlds
    default = np.where(kind == AFFECTED, share[:, 1], np.where(kind == POSSIBLE, share[:, 2], 0.0))
    return worlds.components[falls], np.stack([share[:, 0], default, share[:, 3]], axis=1)[falls]
