"""The first page: search, agents, worst places to start, and what is unknown."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from aftershock.errors import LimitError
from aftershock.explore.page import input_name, link, page_of
from aftershock_api.explorer.claim_questions import agents_question
from aftershock_api.explorer.list_questions import search_question
from aftershock_api.explorer.questions import UNOWNED, UNSAID
from aftershock_api.explorer.render import render
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.catalog import AgentItem

__all__ = ["Gap", "Hit", "hits", "landing_page"]

_AGENTS_SHOWN: Final = 24
_CARDS_SHOWN: Final = 6
_WORST_SHOWN: Final = 10
_HITS_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that goes by what was searched: its kind, names, and page within the service."""

    kind: str
    iri: str
    slug: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that nobody knows.

    Parameters
    ----------
    text
        What.
    href
        Where to read on; empty for nowhere.
    settle
        What would settle it; empty where we cannot say.
    """

    text: str
    href: str = ""
    settle: str = ""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A gap that is counted: the query, how it is told without a number, of one and of many, and what settles it."""

    query: str
    what: str
    one: str
    many: str
    settle: str


_COUNTED: Final = (
    _Counted(
        UNSAID,
        "Components that do not say what they depend on",
        "1 component does not say what it depends on",
        "{:,} components do not say what they depend on",
        "A bill of materials with a dependency section.",
    ),
    _Counted(
        UNOWNED,
        "Services with nobody accountable for them",
        "1 service with nobody accountable for it",
        "{:,} services with nobody accountable for them",
        "A name for each: whom to call when it falls.",
    ),
)


def hits(knowledge: KnowledgeBase, text: str, limit: int) -> tuple[Hit, ...]:
    """Search everything that has a name.

    Parameters
    ----------
    knowledge
        What to search.
    text
        What was typed; nothing is found by less than one letter.
    limit
        Hits at most.
    """
    if not text.strip():
        return ()
    found = knowledge.search(text.strip(), limit)
    return tuple(
        Hit(kind, iri, slug, label or iri, _address(knowledge, kind, iri, slug)) for kind, iri, slug, label in found
    )


def landing_page(knowledge: KnowledgeBase, query: str) -> HTMLResponse:
    """Show the first page, or what was found.

    Parameters
    ----------
    knowledge
        What to show.
    query
        What was searched; empty for nothing.
    """
    if query.strip():
        found = hits(knowledge, query, _HITS_SHOWN)
        behind = search_question(query, _HITS_SHOWN)
        return render("found.html", query=query, found=found, most=_HITS_SHOWN, sparql=behind)
    everything = knowledge.agents(offset=0, limit=sys.maxsize).items
    own = tuple(agent for agent in everything if agent.source is None)
    listed = tuple(agent for agent in everything if agent.source is not None)
    return render(
        "landing.html",
        query=query,
        sparql=agents_question(),
        agents=(*own[:_AGENTS_SHOWN], *listed[: max(0, _CARDS_SHOWN - len(own))]),
        own=len(own),
        total=len(everything),
        worst=knowledge.worst_starts(_WORST_SHOWN),
        gaps=(
            *_gaps_of_agents(knowledge, own[:_AGENTS_SHOWN]),
            *_gap_of_catalogue(listed),
            *_gaps_of_components(knowledge),
        ),
    )


def _address(knowledge: KnowledgeBase, kind: str, iri: str, slug: str) -> str:
    if kind == "question":
        return f"/sparql?{urlencode({'query': knowledge.question(slug).text})}"
    if kind == "scenario":
        return f"/explore/replay/{quote(slug, safe='')}"
    address = page_of(iri) if kind == "component" else link(iri)
    return address if address.startswith("/") else f"/explore?q={quote(iri, safe='')}"


def _gaps_of_agents(knowledge: KnowledgeBase, agents: tuple[AgentItem, ...]) -> tuple[Gap, ...]:
    found = []
    for agent in agents:
        page = f"/explore/agent/{quote(agent.slug, safe='')}"
        unsure = [number for number, certainty, _ in agent.layers if certainty != "stated"]
        if unsure:
            listed = ", ".join(f"L{number}" for number in unsure)
            found.append(
                Gap(
                    f"{agent.name}: {len(unsure)} of {len(agent.layers)} layers not certain from its page ({listed})",
                    page + "#layers",
                    "A statement of the vendor about these layers.",
                )
            )
        missing = knowledge.agent(agent.slug).aivss.missing if agent.low != agent.high else ()
        if missing:
            found.append(
                Gap(
                    f"{agent.name}: its score is only known to lie between {agent.low:.1f} and {agent.high:.1f}",
                    page + "#aivss",
                    f"What would narrow it most: {input_name(missing[0])}.",
                )
            )
    return tuple(found)


def _gap_of_catalogue(agents: tuple[AgentItem, ...]) -> tuple[Gap, ...]:
    """Tell in one line what the pages that the catalogue points at leave open."""
    layers = [certainty for agent in agents for _, certainty, _ in agent.layers]
    unsure = sum(certainty != "stated" for certainty in layers)
    if not unsure:
        return ()
    open_scores = sum(agent.low != agent.high for agent in agents)
    return (
        Gap(
            f"{len(agents)} agents are known from the catalogue alone: {unsure} of their {len(layers)} layers are "
            f"not certain from their pages, and the score of {open_scores} is an interval",
            settle="The page of the agent, ingested, or a statement of its vendor.",
        ),
    )


def _gaps_of_components(knowledge: KnowledgeBase) -> tuple[Gap, ...]:
    found = []
    for counted in _COUNTED:
        address = f"/sparql?{urlencode({'query': counted.query})}"
        try:
            count = int(read_solutions(knowledge.query(counted.query, format="json").content).rows[0][0].text)
        except LimitError as error:
            found.append(Gap(f"{counted.what}: not counted", address, str(error)))
            continue
        if count:
            found.append(Gap(counted.one if count == 1 else counted.many.format(count), address, counted.settle))
    return tuple(found)
