"""What the page of a replay is asked, and what of the replay that leaves: rows, the picture, the way to a component."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from aftershock.model.choice import RowChoice
from aftershock_api.explorer.asked import Falling
from aftershock_api.explorer.selected import names_of
from aftershock_api.explorer.ways import Way, hops_of, told_way
from aftershock_api.schemas_radius import Changes

if TYPE_CHECKING:
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.knowledge_base.replays import Supposed
    from aftershock.model.answers import Picture
    from aftershock.model.replay import Replay

__all__ = ["ReplayQuery", "ReplayedQuery", "drawn_replay", "picture_at", "replay_rows", "way_in"]


class ReplayQuery(Falling, Changes):
    """What is replayed, at which event one stands, counted from 1, and which rows of it are shown."""

    step: int | None = Field(None, ge=1)
    hide: str = Field("", max_length=2000, description="What the legend of the picture hides; the script reads it.")
    expand: list[str] = Field(default_factory=list, max_length=200, description="Where the picture was grown.")
    chosen: str = Field("", max_length=5000, description="What is chosen in the picture; the script reads it.")
    lit: str = Field("", max_length=5000, description="The way that is lit in the picture; the script reads it.")
    format: Literal["html", "turtle"] | None = None

    @property
    def rows(self) -> RowChoice:
        """Which rows are to be shown."""
        return RowChoice(self.what, self.evidence)

    @property
    def filtered(self) -> bool:
        """Whether only some rows are to be shown."""
        return self.what.given or self.evidence is not None

    @property
    def supposed(self) -> Supposed:
        """What is supposed that a replay does not say of itself."""
        options = self.options()
        return {
            "without_edges": options["without_edges"],
            "with_edges": options["with_edges"],
            "stale_days": options["stale_days"],
        }


class ReplayedQuery(ReplayQuery):
    """A replay at one of its events, and of which scenario."""

    scenario: str = Field(max_length=1000, description="Slug, label or IRI.")


def replay_rows(knowledge: KnowledgeBase, name: str, asked: ReplayQuery) -> Replay:
    """Replay a scenario, and leave the rows that the filters let through, of all of its events.

    Parameters
    ----------
    knowledge
        What to ask.
    name
        Slug, label or IRI of the scenario.
    asked
        At which event, and what is otherwise.
    """
    replay = knowledge.replay(name, **asked.options())
    return knowledge.replay_rows(replay, asked.rows, **asked.supposed) if asked.filtered else replay


def drawn_replay(knowledge: KnowledgeBase, name: str, asked: ReplayQuery) -> Picture | None:
    """Draw what had fallen by one event of a scenario; ``None`` where it has no events.

    Parameters
    ----------
    knowledge, name, asked
        As `replay_rows` takes them.
    """
    replay = knowledge.replay(name, **asked.options(), likelihood=False)
    number = min(asked.step or 1, max(1, len(replay.steps)))
    return picture_at(knowledge, replay, number, asked) if replay.steps else None


def way_in(knowledge: KnowledgeBase, name: str, asked: ReplayQuery, target: str) -> Way:
    """Give the way by which a component had fallen by an event of a scenario, from where that starts.

    Parameters
    ----------
    knowledge, name, asked
        As `replay_rows` takes them.
    target
        Slug, label, IRI or package URL of the component.
    """
    replay = knowledge.replay(name, **asked.options(), likelihood=False)
    number = min(asked.step or 1, max(1, len(replay.steps)))
    end = knowledge.component(target)
    found = knowledge.replay_way(replay, number, end.iri, **asked.supposed)
    starts = [one.component for one in replay.starts]
    path = found[1].path if found else ()
    labels = names_of(knowledge, (*starts, end.iri, *(step.component for step in path)))
    if found is None:
        when = f"by event {number}, {replay.steps[number - 1].label}"
        begins = " and ".join(labels[one] for one in starts)
        said = (
            f"{labels[end.iri]} is where it starts."
            if end.iri in starts
            else (f"No way had carried compromise from {begins} to {labels[end.iri]} {when}.")
        )
        return Way("", "", False, None, (), said, None)
    evidence, row, picture = found
    title = f"From {labels[path[0].component]} to {labels[end.iri]}"
    return Way(
        start=path[0].component,
        target=end.iri,
        turned=False,
        evidence=evidence,
        hops=hops_of(row.path),
        said=told_way(path, labels, evidence),
        picture=replace(picture, title=title),
    )


def picture_at(knowledge: KnowledgeBase, replay: Replay, number: int, asked: ReplayQuery) -> Picture:
    """Draw what had fallen by an event, as far as the filters let it through.

    Parameters
    ----------
    knowledge
        What to ask.
    replay
        The scenario, replayed as asked.
    number
        Which event, counted from 1.
    asked
        Which rows, and what is otherwise.
    """
    return knowledge.replay_picture(replay, number, choice=asked.rows if asked.filtered else None, **asked.supposed)
