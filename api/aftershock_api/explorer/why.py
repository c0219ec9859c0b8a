"""Why a component falls, and by which ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import Field

from aftershock_api.explorer.address import Address
from aftershock_api.explorer.list_questions import relations_question
from aftershock_api.explorer.parts import Step, steps_of
from aftershock_api.explorer.render import render
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.selected import names_of
from aftershock_api.schemas_radius import RadiusRequest

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.history import FoundPath

__all__ = ["WhyQuery", "why_page"]

_TAKEN: Final = (
    *("threat", "mode", "depth", "alternatives", "without_rules", "at", "stale_days", "with_mitigations"),
    *("without_edges", "with_edges"),
)


class WhyQuery(RadiusRequest):
    """What is to be explained: a target besides."""

    target: str = Field(min_length=1, max_length=2000)
    count: int = Field(5, ge=1, le=50)


@dataclass(frozen=True, slots=True)
class _Way:
    found: FoundPath
    steps: tuple[Step, ...]


def why_page(knowledge: KnowledgeBase, asked: WhyQuery, url: URL) -> HTMLResponse:
    """Show the best ways from the starts to a component, and what the fall rests on that nobody has settled.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    url
        Of the page.
    """
    options = {name: value for name, value in asked.options().items() if name in _TAKEN}
    told = knowledge.why(asked.component, asked.target, **options)
    ways = knowledge.paths(asked.component, asked.target, count=asked.count, **options)
    everything = [step for one in ways.found for step in one.path] + [one.step for one in told.proof]
    labels = names_of(knowledge, (*(step.component for step in everything), *told.start, told.target, told.owner))
    labels |= names_of(knowledge, (iri for one in told.unsettled for iri in (one.component, one.other) if iri))
    rules = rules_of(knowledge)
    address = Address.of(url)
    return render(
        "why.html",
        why=told,
        ways=tuple(_Way(one, steps_of(one.path, labels, rules)) for one in ways.found),
        paths=ways,
        proof=steps_of(tuple(one.step for one in told.proof), labels, rules),
        labels=labels,
        radius=address.at("/explore/radius", "target", "count"),
        more=address.with_(count=str(min(50, asked.count * 2))) if len(ways.found) == asked.count < 50 else "",
        sparql=relations_question([told.target]),
        json=address.at("/paths"),
    )
