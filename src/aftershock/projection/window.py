"""What falls within a window of time: phases between the moments at which edges begin or cease to hold."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.course import course
from aftershock.cascade.likelihood import WORLDS, Likelihoods
from aftershock.cascade.reach import NOT_REACHED, reach
from aftershock.cascade.unrolled import unroll
from aftershock.errors import UsageError
from aftershock.model.history import ProofStep
from aftershock.projection.bearing import bearers, borne
from aftershock.projection.moments import instant, written
from aftershock.projection.steps import Steps
from aftershock.projection.whatif import Change, changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.cascade.chances import Chances
    from aftershock.cascade.course import Course
    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.model.radius import Alternatives, Borne, PathStep
    from aftershock.projection.stored import Projection

    Start = tuple[int, int, int]

__all__ = ["Window", "Windowed", "run_window"]

_DAY: Final = 86_400
_LAID_OUT: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """From one moment to another, both within, in seconds since 1970 UTC.

    Examples
    --------
    >>> Window.read("2024-02-24/2024-03-30").written
    ('2024-02-24T00:00:00Z', '2024-03-30T00:00:00Z')
    """

    begin: int
    end: int

    @classmethod
    def read(cls, given: str) -> Window:
        """Read a window as people type it.

        Parameters
        ----------
        given
            Two moments with a slash between them.

        Raises
        ------
        UsageError
            If it is not two moments, the earlier first.
        """
        first, slash, second = given.partition("/")
        if not slash:
            raise UsageError(f"{given!r} is no window; give two moments with a slash between them, A/B")
        window = cls(instant(first), instant(second))
        if window.begin > window.end:
            raise UsageError(f"the window {given} ends before it begins; give the earlier moment first")
        return window

    @property
    def written(self) -> tuple[str, str]:
        """As ISO 8601 in UTC."""
        return written(self.begin), written(self.end)


@dataclass(slots=True, eq=False)
class Windowed:
    """What falls in a projection within a window; what `aftershock.projection.radius.Cascade` is without one.

    Parameters
    ----------
    projection
        With all its edges, whenever they hold.
    starts, mode
        Component indices, and the index of the mode that the first of them starts in.
    without_rules
        Indices of rules that are switched off.
    window
        The window.
    found
        What falls.
    moments
        When each phase begins.
    phases
        The projection of each phase in which something fell.
    seed
        Of the sample.
    """

    projection: Projection
    starts: tuple[int, ...]
    mode: int
    without_rules: tuple[int, ...]
    window: Window
    found: Course
    moments: tuple[int, ...]
    phases: dict[int, Projection]
    depth: None = None
    seed: int = 0
    _worlds: int | None = None
    _starts: tuple[Start, ...] = ()
    _change: Change = Change()  # noqa: RUF009 - it is frozen
    _likely: Likelihoods | None = None
    _borne: tuple[Mapping[str, Borne], Mapping[str, Borne]] | None = None
    _steps: dict[int, Steps] = field(default_factory=dict)
    _laid: list[tuple[ConsequenceGraph, list[int]]] = field(default_factory=list)

    def steps(self, phase: int) -> Steps:
        """Give what writes the hops of a phase."""
        if phase not in self._steps:
            self._steps[phase] = Steps(self.phases[phase], self.found.alternatives)
        return self._steps[phase]

    def path(self, component: int) -> tuple[PathStep, ...]:
        """Say why a component falls."""
        return tuple(self.steps(phase).step(hop) for phase, hop in self.found.path(component))

    def proof(self, component: int) -> tuple[ProofStep, ...]:
        """Say all that a component's fall rests on, each after what it rests on, with its moment."""
        return tuple(
            ProofStep(self.steps(phase).step(hop), rests, written(self.moments[phase]))
            for phase, (hop, rests) in self.found.proof(component)
        )

    def since(self, component: int) -> str | None:
        """Say when a component fell; ``None`` if it did not."""
        phase = self.found.phase(component)
        return None if phase < 0 else written(self.moments[phase])

    @property
    def likely(self) -> Likelihoods | None:
        """How likely each falls within the window; ``None`` where too much changes too often to be laid out."""
        if self._likely is None and len(self.moments) * self.projection.graph.targets.size <= _LAID_OUT:
            groups = bearers(self.projection, self.found.classes, self._worlds or WORLDS)
            if len(self.moments) == 1:
                (graph, chances, starts), *_ = self._phases()
                found = reach(graph, starts, alternatives=self.found.alternatives, disabled_rules=self.without_rules)
                self._likely = Likelihoods(found, chances, worlds=self._worlds, seed=self.seed, groups=groups)
            else:
                unrolled = unroll(self.found, self._phases(), disabled_rules=self.without_rules)
                self._likely = Likelihoods(
                    *(self.found, unrolled.chances),
                    worlds=self._worlds,
                    seed=self.seed,
                    unrolled=unrolled,
                    groups=groups,
                )
        return self._likely

    def borne(self) -> tuple[Mapping[str, Borne], Mapping[str, Borne]]:
        """Say what each class and each owner bears, on average; nothing where there are no likelihoods."""
        if self._borne is None:
            likely = self.likely
            self._borne = ({}, {}) if likely is None else borne(self.projection, self.found.classes, likely)
        return self._borne

    def without(self, *, states: Sequence[int] = ()) -> Course:
        """Compute what falls within the window if some states do not, whatever happens.

        Parameters
        ----------
        states
            Which; none of the starts. An alternative that is blocked stands: it is not as if nobody had it.
        """
        if not self._laid:
            self._laid.extend((graph, begun) for graph, _, begun in self._phases())
        return course(
            self._laid, alternatives=self.found.alternatives, disabled_rules=self.without_rules, blocked=list(states)
        )

    def _phases(self) -> Iterator[tuple[ConsequenceGraph, Chances, list[int]]]:
        """Give the phases once more, with those in which nothing fell: something may have fallen more likely."""
        modes = len(self.projection.modes)
        for number, moment in enumerate(self.moments):
            then = self.phases.get(number) or changed(self.projection, replace(self._change, at=moment))
            begun = [component * modes + mode for component, mode, at in self._starts if at == moment]
            yield then.graph, then.chances, begun

    def used(self) -> Iterator[tuple[Projection, NDArray[np.int32]]]:
        """Give the edges over which anything fell, phase by phase."""
        for phase, edges in self.found.edges():
            yield self.phases[phase], edges


def run_window(
    projection: Projection,
    starts: Sequence[Start],
    window: Window,
    change: Change,
    *,
    alternatives: Alternatives = "by-rule",
    without_rules: Sequence[int] = (),
    worlds: int | None = None,
    seed: int = 0,
) -> Windowed:
    """Compute what falls within a window, and when.

    Parameters
    ----------
    projection
        The graph and what explains it.
    starts
        For each start its component, its mode, and the moment at which it falls; one before the window falls when that
        begins, one after it never.
    window
        Within which.
    change
        What else is supposed; its ``at`` is not looked at.
    alternatives, without_rules, worlds, seed
        As for `aftershock.projection.radius.run`.

    Notes
    -----
    An edge holds from its beginning until just before its end; where nobody gave an end it holds for certain as long as
    somebody saw that it does, and may after that.
    """
    first = [(component, mode, max(at, window.begin)) for component, mode, at in starts if at <= window.end]
    if not first:
        raise UsageError(f"no start falls by {window.written[1]}, the end of the window")
    modes = len(projection.modes)
    moments = _moments(projection, first, window, change)
    kept: dict[int, Projection] = {}

    def phases() -> Iterator[tuple[ConsequenceGraph, list[int]]]:
        for number, moment in enumerate(moments):
            kept[number] = changed(projection, replace(change, at=moment))
            begun = [component * modes + mode for component, mode, at in first if at == moment]
            yield kept[number].graph, begun

    found = course(phases(), alternatives=alternatives, disabled_rules=without_rules)
    used = found.phases()
    return Windowed(
        projection=projection,
        starts=tuple(dict.fromkeys(component for component, _, _ in first)),
        mode=first[0][1],
        without_rules=tuple(without_rules),
        window=window,
        found=found,
        moments=tuple(moments),
        phases={number: then for number, then in kept.items() if number in used},
        seed=seed,
        _worlds=worlds,
        _starts=tuple(first),
        _change=change,
    )


def _moments(projection: Projection, starts: Sequence[Start], window: Window, change: Change) -> list[int]:
    """Find the moments at which something can begin to fall: those of edges that touch what ever can."""
    whole = changed(projection, replace(change, at=None, stale_days=None))
    states = [component * len(projection.modes) + mode for component, mode, _ in starts]
    touched = reach(whole.graph, states, alternatives="any").classes[: len(projection.components)] != NOT_REACHED
    touched[[component for component, _, _ in starts]] = True
    edges, timed = whole.edges, whole.moments
    near = touched[edges.dependent] | touched[edges.dependee]
    mine = near[timed.edge]
    times = [timed.begin[mine], timed.end[mine], timed.known[mine] + 1, np.asarray([at for _, _, at in starts])]
    if change.stale_days is not None:
        times.append(timed.observed_at[near[timed.observed]] + change.stale_days * _DAY + 1)
    every = np.unique(np.concatenate(times))
    return [window.begin, *every[(every > window.begin) & (every <= window.end)].tolist()]
