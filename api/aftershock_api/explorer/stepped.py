"""Pictures as their pages show them: grown in place by the steps in the address, less what its legend hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from aftershock.explore.picture import NODE_CAP
from aftershock.explore.shown import drawn, grown, hidden_by, shown, steps
from aftershock_api.explorer.selected import drawn_radius
from aftershock_api.explorer.ways import OF_A_START, WAY, options_of, shortest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture
    from aftershock.model.choice import Choice
    from aftershock_api.explorer.asked import WorkbenchQuery

__all__ = ["shown_radius", "stepped"]


def shown_radius(knowledge: KnowledgeBase, asked: WorkbenchQuery) -> Picture:
    """Draw a blast radius as its page shows it.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for, with what the legend hides and where the picture was grown.
    """
    picture = stepped(knowledge, drawn(drawn_radius(knowledge, asked)), asked.expand, options_of(asked), asked.what)
    return shown(picture, hidden_by(asked.hide))


def stepped(
    knowledge: KnowledgeBase,
    picture: Picture,
    expand: Sequence[str],
    options: Mapping[str, Any] | None = None,
    choice: Choice | None = None,
    way: Callable[[str], Picture | None] | None = None,
) -> Picture:
    """Take the steps of growth that start at what is drawn, as the page's script does: what its filters let through.

    Parameters
    ----------
    knowledge
        What to ask.
    picture
        As it is drawn.
    expand
        Steps, as `aftershock.explore.shown.steps` reads them.
    options
        Of the ways that steps look for, as `aftershock_api.explorer.ways.options_of` gives them.
    choice
        Of what is around a component, what is added.
    way
        Draws the way to a component where the picture has its own, as a replay has; left out: the shortest.
    """
    for step in steps(expand):
        if step.direction == WAY:
            start = unquote(step.class_name)
            found = way(step.iri) if way else _way(knowledge, picture, start, step.iri, options or {})
            picture = picture if found is None else grown(picture, found)
        elif any(node.iri == step.iri for node in picture.nodes):
            near = knowledge.around(
                step.iri,
                direction=step.direction,
                class_name=step.class_name or None,
                cap=NODE_CAP,
                choice=choice,
            )
            picture = grown(picture, near.picture)
    return picture


def _way(
    knowledge: KnowledgeBase, picture: Picture, start: str, target: str, options: Mapping[str, Any]
) -> Picture | None:
    """Draw the way to a component: from the picture's start as the page has it, else from what is lost as drawn."""
    starts = [node.iri for node in picture.nodes if node.role == "start"]
    if not start or start in starts:
        return shortest(knowledge, [start] if start else starts, target, **options).picture
    mode = next((node.mode for node in picture.nodes if node.iri == start), None)
    kept = {name: value for name, value in options.items() if name not in OF_A_START}
    return shortest(knowledge, [start], target, **kept, mode=mode).picture
