"""A replay looked at more closely: drawn as of an event, filtered, and the way to a component by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from aftershock.explore.suppose import suppose
from aftershock.knowledge_base.core import Core
from aftershock.model.asked import Asked, Tracing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aftershock.model.answers import Picture
    from aftershock.model.choice import RowChoice
    from aftershock.model.radius import RadiusRow
    from aftershock.model.replay import Replay
    from aftershock.projection.whatif import Change

__all__ = ["Replays", "Supposed"]


class Supposed(TypedDict, total=False):
    """What was supposed when a scenario was replayed, besides what the replay itself says."""

    without_edges: Sequence[tuple[str, str, str]]
    with_edges: Sequence[tuple[str, str, str]]
    stale_days: int | None


class Replays(Core):
    """The part of a knowledge base that looks at replays."""

    def replay_picture(
        self, replayed: Replay, step: int, *, choice: RowChoice | None = None, **supposed: Unpack[Supposed]
    ) -> Picture:
        """Draw the blast radius as of one event of a replay; what fell since the event before is marked.

        Parameters
        ----------
        replayed
            What `replay` gave.
        step
            Which event, counted from 1.
        choice
            Which rows filters let through, as `radius_rows` takes it; what lies on the ways to them is drawn too.
        **supposed
            As it was given to `replay`.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name in a filter; with the nearest.
        UsageError
            If there is no such event.
        """
        from aftershock.explore.replay_picture import replay_picture

        kept = self._beside(choice.what if choice else None)
        change = self._change(supposed)
        return self._told(replay_picture(self._view(), replayed, step, change, choice=choice, kept=kept))

    def replay_rows(
        self, replayed: Replay, choice: RowChoice, *, steps: Collection[int] | None = None, **supposed: Unpack[Supposed]
    ) -> Replay:
        """Leave of a replay the rows that filters let through: of what is new by its events, and stands otherwise.

        Parameters
        ----------
        replayed
            What `replay` gave.
        choice
            Which rows, as `radius_rows` takes it; how they are sorted and how often somebody must act is not looked at.
        steps
            Only those of these events, counted from 1; left out: all.
        **supposed
            As it was given to `replay`.

        Returns
        -------
        Replay
            Counts and averages are of all that had fallen; a note says how many rows fit.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name in a filter; with the nearest.
        """
        from aftershock.explore.replay_rows import fitting_replay

        kept = self._beside(choice.what)
        return fitting_replay(self._view(), replayed, choice, kept, self._change(supposed), steps)

    def replay_way(
        self, replayed: Replay, step: int, component: str, **supposed: Unpack[Supposed]
    ) -> tuple[str, RadiusRow, Picture] | None:
        """Say how a component had fallen by an event of a replay, and over which way.

        Parameters
        ----------
        replayed
            What `replay` gave.
        step
            Which event, counted from 1.
        component
            Slug, label, IRI or package URL.
        **supposed
            As it was given to `replay`.

        Returns
        -------
        tuple of str, RadiusRow and Picture, or None
            The evidence, the row, and the picture of its way alone; ``None`` where it stood by then, or is where the
            scenario starts.

        Raises
        ------
        UnknownNameError
            If there is no such component.
        UsageError
            If there is no such event.
        """
        from aftershock.explore.replay_picture import replay_way

        found = replay_way(self._view(), replayed, step, self._change(supposed), component)
        return None if found is None else (*found[:2], self._told(found[2]))

    def _change(self, supposed: Supposed) -> Change:
        options: Tracing = {
            "stale_days": supposed.get("stale_days"),
            "without_edges": supposed.get("without_edges", ()),
            "with_edges": supposed.get("with_edges", ()),
        }
        return suppose(self._view(), Asked.of((), options, Tracing))[0]
