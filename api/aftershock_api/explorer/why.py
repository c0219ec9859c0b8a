"""Why a component falls, and by which ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import Field

from aftershock.model.iri import local_name
from aftershock.model.jsonable import as_json
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.fields import PageFields
from aftershock_api.explorer.list_questions import relations_question
from aftershock_api.explorer.parts import steps_of
from aftershock_api.explorer.render import render
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.said import UNSAID, Edge, Words, words_of
from aftershock_api.explorer.selected import names_of
from aftershock_api.explorer.ways import drawn_ways, hops_of, options_of
from aftershock_api.schemas_radius import RadiusRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.history import FoundPath, Why
    from aftershock.model.radius import PathStep

__all__ = ["WhyQuery", "why_page"]

_NOWHERE: Final = Edge("", "", "")

_SHOWN: Final = ("way", "hide", "expand", "chosen", "lit")
"""What only this page takes from its address."""


class WhyQuery(PageFields, RadiusRequest):
    """What is to be explained: a target besides."""

    target: str = Field(min_length=1, max_length=2000)
    count: int = Field(5, ge=1, le=50)
    way: int = Field(1, ge=0, le=50, description="Which of the ways is lit in the picture, counted from 1; 0: none.")
    hide: str = Field("", max_length=2000, description="What the legend of the picture hides; the script reads it.")
    expand: list[str] = Field(default_factory=list, max_length=200, description="Where the picture was grown.")
    lit: str = Field("", max_length=5000, description="Another way that is lit; the script reads it.")
    chosen: str = Field("", max_length=5000, description="What is chosen in the picture; the script reads it.")


@dataclass(frozen=True, slots=True)
class _Told:
    """A step, and what documents say of the relation that it came over."""

    record: PathStep
    label: str
    rule_label: str
    words: Words


@dataclass(frozen=True, slots=True)
class _Way:
    found: FoundPath
    steps: tuple[_Told, ...]
    light: str


def why_page(knowledge: KnowledgeBase, asked: WhyQuery, url: URL) -> HTMLResponse:
    """Show the best ways from the starts to a component, and what the fall rests on that nobody has settled.

    Within a window ways are not ranked, for their evidence changes: the earliest is drawn, and what it rests on told.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    url
        Of the page.
    """
    options = options_of(asked)
    told = knowledge.why(asked.component, asked.target, **options, window=asked.window)
    ways = None
    if asked.window is None:
        ways = knowledge.paths(asked.component, asked.target, count=asked.count, **options)
    found = () if ways is None else ways.found
    drawn = [one.path for one in found]
    if ways is None and told.row is not None:
        drawn = [told.row.path]
    proof = _hops(told)
    everything = [step for path in drawn for step in path] + [step for _, step in proof]
    labels = names_of(knowledge, (*(step.component for step in everything), *told.start, told.target, told.owner))
    labels |= names_of(knowledge, (iri for one in told.unsettled for iri in (one.component, one.other) if iri))
    rules = rules_of(knowledge)
    between = [pair for path in drawn for pair in _pairs(path)] + proof
    words = words_of(knowledge, [edge for before, step in between if (edge := _edge(before, step))])

    def spoken(hops: Iterable[tuple[PathStep | None, PathStep]]) -> tuple[_Told, ...]:
        kept = list(hops)
        steps = steps_of(tuple(step for _, step in kept), labels, rules)
        return tuple(
            _Told(one.record, one.label, one.rule_label, words.get(_edge(before, one.record) or _NOWHERE, Words()))
            for (before, _), one in zip(kept, steps, strict=True)
        )

    address = Address.of(url)
    lit = asked.way if asked.way <= len(drawn) else 1
    return render(
        "why.html",
        why=told,
        ways=tuple(
            _Way(one, spoken(_pairs(one.path)), address.with_(way=str(place), lit=None) + "#picture-title")
            for place, one in enumerate(found, 1)
        ),
        paths=ways,
        proof=spoken(proof),
        labels=labels,
        radius=address.at("/explore/radius", "target", "count", *_SHOWN),
        more=address.with_(count=str(min(50, asked.count * 2))) if len(found) == asked.count < 50 else "",
        sparql=relations_question([told.target]),
        json=address.at("/why", "count", *_SHOWN) if ways is None else address.at("/paths", *_SHOWN),
        picture=drawn_ways(knowledge, told, drawn) if drawn else None,
        bases=rules.bases,
        lit=lit,
        hops=as_json(hops_of(drawn[lit - 1])) if drawn and lit else [],
    )


def _pairs(path: Sequence[PathStep]) -> list[tuple[PathStep | None, PathStep]]:
    """Give each step with the one before it."""
    return list(zip((None, *path), path, strict=False))


def _hops(told: Why) -> list[tuple[PathStep | None, PathStep]]:
    """Give each step of a proof with the one that it carried on from."""
    return [(told.proof[one.rests_on[0]].step if one.rests_on else None, one.step) for one in told.proof]


def _edge(before: PathStep | None, step: PathStep) -> Edge | None:
    """Give the relation that a step came over; none at a start."""
    if before is None:
        return None
    return Edge(step.component, local_name(step.relation) if step.relation else UNSAID, before.component)
