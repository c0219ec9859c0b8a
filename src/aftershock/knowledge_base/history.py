"""Why something falls, by which ways, and how it went: the part of a knowledge base that explains cascades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from aftershock.explore.replay import replay
from aftershock.explore.suppose import suppose
from aftershock.explore.view import page
from aftershock.knowledge_base.consequence import Consequence
from aftershock.model.asked import Asked, Tracing
from aftershock.projection.why import paths, why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.model.catalog import Page
    from aftershock.model.history import Paths, Why
    from aftershock.model.radius import Alternatives
    from aftershock.model.replay import Replay, ScenarioItem

__all__ = ["History"]


class History(Consequence):
    """The part of a knowledge base that explains cascades and replays scenarios."""

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
        found = self.found(Asked.of(component, options, Tracing))
        place = found.view.component(target)
        return why(
            found.now, place, before=found.before, supposed=found.supposed, threat=found.threat, notes=found.notes
        )

    def paths(
        self, component: str | Sequence[str] | Asked, target: str, *, count: int = 5, **options: Unpack[Tracing]
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
        found = self.found(Asked.of(component, options, Tracing))
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
        without_rules: Sequence[str] = (),
        without_edges: Sequence[tuple[str, str, str]] = (),
        with_edges: Sequence[tuple[str, str, str]] = (),
        stale_days: int | None = None,
    ) -> Replay:
        """Step through a scenario's window: the radius as of each event, and public figures beside ours.

        Parameters
        ----------
        scenario
            Its slug, label or IRI.
        alternatives, without_rules, without_edges, with_edges, stale_days
            As for `blast_radius`.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name; with the nearest.
        UsageError
            If the scenario has no time or no start, or an option is not as said.
        """
        view = self._view()
        options: Tracing = {"stale_days": stale_days, "without_edges": without_edges, "with_edges": with_edges}
        asked = Asked.of((), options, Tracing)
        return replay(
            view,
            view.scenario(scenario),
            suppose(view, asked)[0],
            alternatives=alternatives,
            without_rules=tuple(sorted({view.rule(rule) for rule in without_rules})),
        )
