"""The page of a component: who answers for it, what it touches, and its neighbourhood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import Field

from aftershock.model.choice import RELATIONS, Choice
from aftershock.model.marks import SEVERITIES
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.asked import Beside
from aftershock_api.explorer.component_filters import itself
from aftershock_api.explorer.forms import links
from aftershock_api.explorer.graph_questions import Asked
from aftershock_api.explorer.grown_questions import grown_question
from aftershock_api.explorer.pager import Pager, pager
from aftershock_api.explorer.render import MODES, render
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.said import titles_of
from aftershock_api.explorer.selected import criticalities, names_of

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.around import Direction, Relation

__all__ = ["ComponentQuery", "component_page", "component_questions"]

_LIMIT: Final = 100
"""Relations of a direction on a page."""

_FILTERS: Final = ("class", "layer", "severity", "criticality", "certainty")


class ComponentQuery(Beside):
    """Which component is shown, which of its relations, and how many of each direction stand before."""

    iri: str = Field(max_length=1000)
    onward: int = Field(0, ge=0)
    inward: int = Field(0, ge=0)
    hide: str = Field("", max_length=2000, description="What the legend of the picture hides; the script reads it.")
    expand: list[str] = Field(default_factory=list, max_length=200, description="Where the picture was grown.")
    chosen: str = Field("", max_length=5000, description="What is chosen in the picture; the script reads it.")
    lit: str = Field("", max_length=5000, description="The way that is lit in the picture; the script reads it.")


@dataclass(frozen=True, slots=True)
class _Relations:
    """The relations of a direction: those on this page, how many fit, of how many, and where the page stands."""

    direction: Direction
    title: str
    rows: tuple[Relation, ...]
    found: int
    total: int
    pager: Pager


def component_page(knowledge: KnowledgeBase, asked: ComponentQuery, url: URL) -> HTMLResponse:
    """Show a component.

    Parameters
    ----------
    knowledge
        What to show.
    asked
        Which component, by slug, label or IRI, and which of its relations; beyond the last page that is shown.
    url
        Of the page.
    """
    component = knowledge.component(asked.iri)
    picture, marks = knowledge.neighbourhood(component.iri, choice=asked.choice), knowledge.marks()
    classes = Counter[str]()
    for one in knowledge.around(component.iri, cap=0).counts:
        classes[one.class_name] += one.count
    related = (
        _relations(knowledge, component.iri, asked, url, "onward"),
        _relations(knowledge, component.iri, asked, url, "inward"),
    )
    address = Address.of(url)
    return render(
        "component.html",
        component=component,
        answers_for=_owned(knowledge, component.iri),
        picture=picture,
        mark=marks.get(component.iri),
        asked=asked,
        filtered=asked.choice.given,
        found=sum(one.found for one in related),
        total=sum(one.total for one in related),
        kept=address.hidden(*_FILTERS, "onward", "inward"),
        whole=address.with_(**dict.fromkeys((*_FILTERS, "onward", "inward"))) + "#edges",
        classes=sorted(classes),
        layers=knowledge.layers().items,
        severities=SEVERITIES,
        criticalities=criticalities(marks),
        sureness=dict.fromkeys(RELATIONS),
        files=links(address, "/explore/around", "chosen", "lit", "onward", "inward"),
        bases=rules_of(knowledge).bases,
        related=related,
        modes=MODES,
        behind=component_questions(component.iri, asked),
        names=names_of(knowledge, [component.owner]),
        titles=titles_of(knowledge, (iri for some in related for row in some.rows for iri in row.edge.documents)),
    )


def component_questions(iri: str, asked: ComponentQuery) -> tuple[Asked, ...]:
    """Give the query behind a component's picture as it was grown, less what filters and the legend leave out.

    Parameters
    ----------
    iri
        Of the component.
    asked
        What its page was asked for.
    """
    query = grown_question(
        [iri],
        asked.expand,
        kept=itself(asked.class_name or "", asked.criticality or "", asked.layer or ""),
        besides=[name for name in ("severity", "certainty") if getattr(asked, name)],
        hidden=frozenset(filter(None, asked.hide.split(","))),
    )
    return (Asked("this", query),)


def _owned(knowledge: KnowledgeBase, iri: str) -> int:
    """Count the components that somebody is accountable for."""
    if iri not in knowledge.projection.owners:
        return 0
    return knowledge.components(limit=0, choice=Choice(owner=iri)).total


def _relations(knowledge: KnowledgeBase, iri: str, asked: ComponentQuery, url: URL, direction: Direction) -> _Relations:
    offset: int = getattr(asked, direction)
    found = knowledge.relations(iri, direction=direction, offset=offset, limit=_LIMIT, choice=asked.choice)
    total = knowledge.relations(iri, direction=direction, limit=0).total if asked.choice.given else found.total
    if offset >= found.total > 0:
        offset = (found.total - 1) // _LIMIT * _LIMIT
        found = knowledge.relations(iri, direction=direction, offset=offset, limit=_LIMIT, choice=asked.choice)
    title = {"onward": "Falls next", "inward": "It falls when these do"}[direction]
    where = pager(url, offset, _LIMIT, len(found.items), found.total, direction)
    return _Relations(direction, title, found.items, found.total, total, where)
