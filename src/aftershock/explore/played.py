"""What had fallen by each moment of a replay: one course over the whole window, and averages for each moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE, UNKNOWN
from aftershock.model.radius import Likelihood
from aftershock.projection.window import Window, run_window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aftershock.cascade.likelihood import Likelihoods
    from aftershock.model.radius import Alternatives
    from aftershock.projection.stored import Projection
    from aftershock.projection.whatif import Change
    from aftershock.projection.window import Windowed

    Byte = NDArray[np.uint8]
    Start = tuple[int, int, int]
    _Averages = tuple[Likelihood | None, dict[str, tuple[float, float]]]

__all__ = ["Played", "PlayedAsked"]


@dataclass(frozen=True, slots=True)
class PlayedAsked:
    """How a scenario is played.

    Parameters
    ----------
    starts
        For each start its component, its mode, and the moment at which it falls.
    window
        Within which.
    change, without_rules
        What is supposed.
    alternatives, worlds, seed
        As for `aftershock.projection.radius.run`.
    likelihood
        Whether to say how many fall on average.
    """

    starts: tuple[Start, ...]
    window: Window
    change: Change
    without_rules: tuple[int, ...] = ()
    alternatives: Alternatives = "by-rule"
    worlds: int | None = None
    seed: int = 0
    likelihood: bool = True


@dataclass(slots=True, eq=False)
class Played:
    """A scenario played in a projection; averages are made when they are asked for, once between two changes.

    Parameters
    ----------
    projection
        With all its edges, whenever they hold.
    asked
        How it is played.
    """

    projection: Projection
    asked: PlayedAsked
    whole: Windowed = field(init=False)
    _until: dict[int, _Averages] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.whole = self._run(self.asked.window.end)

    def by(self, moment: int) -> Byte:
        """Classify components as of a moment: the best evidence on which each had fallen by then."""
        count = len(self.projection.components)
        classes = np.full(count, NOT_REACHED, np.uint8)
        last = self._last(moment)
        for level in (UNKNOWN, POSSIBLE, AFFECTED):
            when = self.whole.found.when(level)[:count]
            classes[(when >= 0) & (when <= last)] = level
        return classes

    def expected(self, moment: int) -> _Averages:
        """Say how many had fallen on average by a moment, and the 99 % intervals of the sample.

        Parameters
        ----------
        moment
            Within the window.

        Returns
        -------
        tuple
            ``None`` and no intervals where nobody asked, before the first start, or where a window is too long to be
            laid out.
        """
        if not self.asked.likelihood or self.whole.likely is None:
            return None, {}
        if all(at > moment for _, _, at in self.asked.starts):
            return None, {}
        last = self._last(moment)
        if last not in self._until:
            likely = (self.whole if last == len(self.whole.moments) - 1 else self._run(moment)).likely
            self._until[last] = (None, {}) if likely is None else _averages(likely)
        return self._until[last]

    def _last(self, moment: int) -> int:
        """Give the last of the moments at which anything changes that is not after this one."""
        return int(np.searchsorted(np.asarray(self.whole.moments), moment, side="right")) - 1

    def _run(self, end: int) -> Windowed:
        asked = self.asked
        return run_window(
            *(self.projection, asked.starts, Window(asked.window.begin, end), asked.change),
            alternatives=asked.alternatives,
            without_rules=asked.without_rules,
            worlds=asked.worlds,
            seed=asked.seed,
        )


def _averages(likely: Likelihoods) -> _Averages:
    return Likelihood(*likely.expected()), dict(zip(("low", "default", "high"), likely.expected_within(), strict=True))
