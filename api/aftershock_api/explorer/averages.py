"""How many had fallen on average by the events of a replay: as things are, as supposed, and with each control alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aftershock_api.explorer.controls import Switched, named

if TYPE_CHECKING:
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.radius import Likelihood
    from aftershock.model.replay import Replay, ReplayStep
    from aftershock_api.explorer.address import Address

__all__ = ["Average", "averages", "switched_in"]


@dataclass(frozen=True, slots=True)
class Average:
    """What had fallen on average by an event.

    Parameters
    ----------
    number, label, href, chosen
        The event, counted from 1; the address that shows it; whether that is the one shown.
    was
        As things are; ``None`` where nothing is supposed, or nothing can be said.
    now
        As supposed, or as things are where nothing is.
    fewer
        How many fewer that is on average; negative where it is more.
    moved
        How many components stand otherwise.
    """

    number: int
    label: str
    href: str
    chosen: bool
    was: Likelihood | None
    now: Likelihood | None
    fewer: float | None
    moved: int


def averages(replay: Replay, number: int, address: Address) -> tuple[Average, ...]:
    """Give the averages by each event.

    Parameters
    ----------
    replay
        The scenario.
    number
        Of the event that is shown, counted from 1.
    address
        Of the page.
    """
    return tuple(_average(step, place, place == number, address) for place, step in enumerate(replay.steps, 1))


def switched_in(
    knowledge: KnowledgeBase, name: str, options: dict[str, Any], number: int, address: Address
) -> tuple[Switched, ...]:
    """Say of each control that is supposed in place what had fallen by an event with it alone, all else as supposed.

    Parameters
    ----------
    knowledge
        What to ask.
    name
        Of the scenario.
    options
        What is supposed, as `KnowledgeBase.replay` takes it.
    number
        Of the event, counted from 1.
    address
        Of the page.
    """
    found = []
    for text in options["with_mitigations"]:
        alone = knowledge.replay(name, **{**options, "with_mitigations": [text]})
        told = alone.supposed.with_mitigations[0] if alone.supposed else (text, None)
        after = alone.steps[number - 1].expected if alone.steps else alone.expected
        found.append(named(knowledge, text, told, after, address))
    return tuple(found)


def _average(step: ReplayStep, place: int, chosen: bool, address: Address) -> Average:
    now, was = step.expected, step.difference.expected if step.difference else None
    return Average(
        number=place,
        label=step.label,
        href=address.with_(step=str(place)) + "#step",
        chosen=chosen,
        was=was,
        now=now,
        fewer=None if now is None or was is None else was.default - now.default,
        moved=step.difference.total if step.difference else 0,
    )
