"""Why something falls, by which ways, and how it went: the part of a knowledge base that explains cascades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

from aftershock.errors import UsageError
from aftershock.explore.played import Played
from aftershock.explore.replay import ReplayAsked, replay
from aftershock.explore.suppose import suppose
from aftershock.explore.view import page
from aftershock.knowledge_base.consequence import Consequence, Memory
from aftershock.model.asked import Asked, Replaying, Tracing, Walking
from aftershock.projection.whatif import Change
from aftershock.projection.why import paths, why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.explore.played import PlayedAsked
    from aftershock.knowledge_base.engine import Engine
    from aftershock.model.catalog import Page
    from aftershock.model.history import Paths, Why
    from aftershock.model.radius import Alternatives
    from aftershock.model.replay import Replay, ScenarioItem
    from aftershock.projection.stored import Projection

__all__ = ["History"]

_PLAYED: Final = 8


class History(Consequence):
    """The part of a knowledge base that explains cascades and replays scenarios.

    Parameters
    ----------
    engine
        The workers.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._played: Memory[Played] = Memory(_PLAYED)

    def why(self, component: str | Sequence[str] | Asked, target: str, **options: Unpack[Tracing]) -> Why:
        """Explain why one component falls with others.

        Parameters
        ----------
        component
            Where it starts: a name or several, as for `blast_radius`.
        target
            The component asked about, by any name.
        **options
            As for `blast_radius`.

        Returns
        -------
        Why
            The path, and all that the fall rests on; where the component stands, a note says as far as is known why.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name; with the nearest.
        UsageError
            If an option is not as said.
        """
        found = self.found(Asked.of(component, options, Tracing, "why"))
        place = found.view.component(target)
        return why(
            found.now, place, before=found.before, supposed=found.supposed, threat=found.threat, notes=found.notes
        )

    def paths(
        self, component: str | Sequence[str] | Asked, target: str, *, count: int = 5, **options: Unpack[Walking]
    ) -> Paths:
        """Find the best ways from components to another: by evidence, then likelihood, then length.

        Parameters
        ----------
        component
            Where it starts: a name or several, as for `blast_radius`.
        target
            The component that the ways lead to, by any name.
        count
            How many ways to give at the most, 1 to 100.
        **options
            As for `blast_radius`, without ``window``.

        Returns
        -------
        Paths
            It says so where the search was cut off.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name; with the nearest.
        UsageError
            If an option is not as said.
        """
        found = self.found(Asked.of(component, options, Walking, "paths"))
        place = found.view.component(target)
        return paths(found.now, place, count=count, supposed=found.supposed, threat=found.threat, notes=found.notes)

    def scenarios(self, search: str = "", offset: int = 0, limit: int = 100) -> Page[ScenarioItem]:
        """List scenarios and incidents whose name or description contains a text, oldest first."""
        wanted = search.casefold().strip()
        items = (one.item for one in self._view().scenarios)
        found = [one for one in items if wanted in f"{one.slug} {one.label} {one.description}".casefold()]
        return page(found, offset, limit)

    def replay(
        self,
        scenario: str,
        *,
        alternatives: Alternatives = "by-rule",
        likelihood: bool = True,
        worlds: int | None = None,
        seed: int = 0,
        **options: Unpack[Replaying],
    ) -> Replay:
        """Step through a scenario's window: the radius as of each event, and public figures beside ours.

        Parameters
        ----------
        scenario
            Its slug, label or IRI.
        alternatives, worlds, seed
            As for `blast_radius`; what apt prints has no times.
        likelihood
            Whether to say how many fall on average by each event.
        **options
            What is supposed, as `aftershock.model.asked.Asked` has it: the mitigations were there at the time. The
            answer then has the difference at each event.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name; with the nearest.
        UsageError
            If the scenario has no time or no start, or an option is not as said.
        """
        if alternatives == "apt":
            raise UsageError("what apt prints knows no times, so that no scenario is replayed over it")
        view, asked = self._view(), Asked.of((), options, Replaying, "replay")
        change, supposed = suppose(view, asked)
        return replay(
            view,
            view.scenario(scenario),
            ReplayAsked(
                change=Change() if supposed is None else change,
                supposed=supposed,
                without_rules=tuple(sorted({view.rule(rule) for rule in asked.without_rules})),
                alternatives=alternatives,
                worlds=worlds,
                seed=seed,
                likelihood=likelihood,
            ),
            self._play,
        )

    def _play(self, projection: Projection, asked: PlayedAsked) -> Played:
        """Play a scenario; the last few are remembered, with the averages that were asked of them."""
        return self._played.get((projection.revision, asked), lambda: Played(projection, asked))
