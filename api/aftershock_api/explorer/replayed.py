"""Scenarios, and one replayed: what had fallen by each of its events."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aftershock.explore.page import last_part
from aftershock.explore.turtle import replay_turtle, scenarios_turtle
from aftershock.model.choice import NOBODY, SURENESS
from aftershock.model.marks import SEVERITIES
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.averages import averages, switched_in
from aftershock_api.explorer.command import replay_command
from aftershock_api.explorer.controls import offered
from aftershock_api.explorer.forms import links
from aftershock_api.explorer.list_questions import scenarios_question
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.questions import scenario_question
from aftershock_api.explorer.render import render
from aftershock_api.explorer.replay_asked import picture_at, replay_rows
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.selected import EVIDENCE, criticalities, names_of, supposed_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture, PictureNode
    from aftershock.model.replay import Replay, ReplayStep
    from aftershock_api.explorer.replay_asked import ReplayQuery

__all__ = ["replay_data", "replay_page", "scenarios_data", "scenarios_page"]

_LIMIT: Final = 50
_HEIGHT: Final = 100
_ARRIVALS: Final = 200
_MOVED: Final = 100
_FILES: Final = ("/explore/replayed", "chosen", "lit")
_DRAWN: Final = ("hide", "expand", "chosen", "lit")
_FILTERS: Final = ("evidence", "class", "layer", "owner", "severity", "criticality", "certainty")
_SUPPOSED: Final = ("with-mitigation", "with-edge", "without-edge", "without-rule", "stale-days")


@dataclass(frozen=True, slots=True)
class _Bar:
    """An event of the time line: its place, its height by evidence (of 100), and the address that shows it."""

    number: int
    step: ReplayStep
    parts: tuple[tuple[str, float, float], ...]
    href: str
    chosen: bool


def scenarios_page(knowledge: KnowledgeBase, search: str, offset: int, url: URL) -> HTMLResponse:
    """List the scenarios and incidents that can be replayed.

    Parameters
    ----------
    knowledge
        What to show.
    search, offset
        Which of them.
    url
        Of the page.
    """
    page = knowledge.scenarios(search, offset, _LIMIT)
    return render(
        "scenarios.html",
        page=page,
        search=search,
        pager=pager(url, offset, _LIMIT, len(page.items), page.total),
        data=Address.of(url).with_(format="turtle"),
        sparql=scenarios_question(search),
    )


def scenarios_data(knowledge: KnowledgeBase, search: str) -> bytes:
    """Write the scenarios that are found as Turtle.

    Parameters
    ----------
    knowledge
        What to ask.
    search
        Which of them.
    """
    return scenarios_turtle(knowledge.scenarios(search, 0, sys.maxsize).items)


def replay_data(knowledge: KnowledgeBase, name: str, asked: ReplayQuery) -> bytes:
    """Write a scenario with all of its events, and what fell by each, as Turtle.

    Parameters
    ----------
    knowledge, name, asked
        As `replay_page` takes them.
    """
    return replay_turtle(replay_rows(knowledge, name, asked))


def replay_page(knowledge: KnowledgeBase, name: str, asked: ReplayQuery, url: URL) -> HTMLResponse:
    """Show what had fallen by one event of a scenario, the others as a time line, and what controls would have changed.

    Parameters
    ----------
    knowledge
        What to ask.
    name
        Slug, label or IRI of the scenario.
    asked
        At which event, and what is otherwise.
    url
        Of the page.
    """
    options = asked.options()
    replay = knowledge.replay(name, **options)
    address, last = Address.of(url), len(replay.steps)
    number = min(asked.step or 1, max(1, last))
    here = whole = replay.steps[number - 1] if replay.steps else None
    if asked.filtered and here is not None:
        here = knowledge.replay_rows(replay, asked.rows, steps=[number], **asked.supposed).steps[number - 1]
    picture = None if here is None else picture_at(knowledge, replay, number, asked)
    used = Counter(edge.rule for edge in _used(knowledge, replay, last, asked).edges if edge.rule) if last else {}
    marks, fallen = knowledge.marks(), _fallen(picture, asked)
    course = averages(replay, number, address)
    iris = [one.component for one in replay.starts]
    if here is not None:
        iris += [one.component for one in here.named]
        iris += [one.owner for one in (whole or here).new if one.owner]
        iris += [one.owner for one in (here.difference.moved if here.difference else ()) if one.owner]
    iris += [one.owner for one in (picture.nodes if picture else ()) if one.owner]
    names = names_of(knowledge, iris)
    return render(
        "replay.html",
        replay=replay,
        here=here,
        number=number,
        picture=picture,
        bases=rules_of(knowledge).bases,
        bars=_bars(replay, number, address),
        course=course,
        top=max((one.high for each in course for one in (each.was, each.now) if one), default=0),
        switched=switched_in(knowledge, name, options, number, address),
        offered=offered(knowledge, asked.with_mitigations, used),
        unswitched=address.hidden("with-mitigation"),
        placed=tuple(one for one in asked.with_mitigations if "@" in one),
        plain=address.with_(**dict.fromkeys(_SUPPOSED)) if replay.difference else "",
        moved=_MOVED,
        command=replay_command(replay.scenario.slug, asked),
        names=names,
        called=supposed_names(knowledge, replay.supposed),
        arrivals=() if here is None else here.new[:_ARRIVALS],
        asked=asked,
        fallen=fallen,
        fell=0 if whole is None else sum(whole.counts.values()),
        new=0 if whole is None else len(whole.new),
        filters=address.hidden(*_FILTERS),
        everything=address.with_(**dict.fromkeys(_FILTERS)) + "#step",
        classes=sorted(whole.by_class) if whole else (),
        owners=_owners(names, whole, asked),
        layers=knowledge.layers().items,
        severities=SEVERITIES,
        criticalities=criticalities(marks),
        sureness=dict.fromkeys(SURENESS),
        hidden=address.hidden("step", "expand"),
        data=address.with_(**dict.fromkeys(("step", *_DRAWN)), format="turtle"),
        files=links(Address(address.path, [*address.pairs, ("scenario", replay.scenario.slug)]), *_FILES),
        previous=address.with_(step=str(number - 1)) if number > 1 else "",
        next=address.with_(step=str(number + 1)) if number < last else "",
        json=_answer(address, replay.scenario.slug, asked, "json"),
        csv=_answer(address, replay.scenario.slug, asked, "csv"),
        radius=_radius(replay, here, address),
        sparql=scenario_question(replay.scenario.iri, [name for name, _ in address.pairs if name in _FILTERS]),
    )


def _answer(address: Address, slug: str, asked: ReplayQuery, form: str) -> str:
    """Give the address of all events, as JSON or CSV: of our contract's answer, or of what filters leave of it."""
    if asked.filtered:
        return Address("", [*address.pairs, ("scenario", slug)]).at(f"/explore/replayed.{form}", "step", *_DRAWN)
    formed = Address("", [*address.pairs, *((("format", form),) if form == "csv" else ())])
    return formed.at(f"/replay/{quote(slug, safe='')}", "step", *_DRAWN)


def _used(knowledge: KnowledgeBase, replay: Replay, number: int, asked: ReplayQuery) -> Picture:
    """Draw all that falls: controls lower rules, whatever is shown of it."""
    return knowledge.replay_picture(replay, number, **asked.supposed)


def _fallen(picture: Picture | None, asked: ReplayQuery) -> tuple[PictureNode, ...]:
    """Give what had fallen as it is drawn; where filters choose, without what only lies on the ways."""
    nodes = () if picture is None else picture.nodes
    return tuple(node for node in nodes if node.role in EVIDENCE) if asked.filtered else tuple(nodes)


def _owners(names: Mapping[str, str], here: ReplayStep | None, asked: ReplayQuery) -> list[tuple[str, str]]:
    """Give whom there is to filter by: who is accountable for what is new, and who is asked for."""
    found = {one.owner: names.get(one.owner, last_part(one.owner)) for one in (here.new if here else ()) if one.owner}
    if asked.owner and asked.owner != NOBODY and asked.owner not in (*found, *map(last_part, found)):
        found[asked.owner] = names.get(asked.owner, last_part(asked.owner))
    return sorted(found.items(), key=lambda one: one[1].casefold())


def _bars(replay: Replay, number: int, address: Address) -> tuple[_Bar, ...]:
    top = max((sum(step.counts.values()) for step in replay.steps), default=0) or 1
    found = []
    for place, step in enumerate(replay.steps, 1):
        floor, parts = float(_HEIGHT), []
        for evidence in EVIDENCE:
            height = _HEIGHT * step.counts.get(evidence, 0) / top
            floor -= height
            parts.append((evidence, round(floor, 2), round(height, 2)))
        found.append(_Bar(place, step, tuple(parts), address.with_(step=str(place)) + "#step", place == number))
    return tuple(found)


def _radius(replay: Replay, here: ReplayStep | None, address: Address) -> str:
    """Give the address of the radius as of an event; empty where it starts in several modes, which no radius does."""
    if here is None or len({one.mode for one in replay.starts}) != 1:
        return ""
    pairs = [("component", one.component) for one in replay.starts]
    kept = [pair for pair in address.pairs if pair[0] in _FILTERS]
    begin = min(one.since for one in replay.starts)
    window = f"{begin}/{max(begin, here.as_of)}"
    return Address("/explore/radius", [*pairs, ("mode", replay.starts[0].mode), *kept]).with_(window=window)
