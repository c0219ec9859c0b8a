"""The page of a component: who answers for it, what it touches, and its neighbourhood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.explore.shown import steps
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.forms import links
from aftershock_api.explorer.list_questions import relations_question
from aftershock_api.explorer.pager import Pager, pager
from aftershock_api.explorer.render import MODES, render
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.said import titles_of
from aftershock_api.explorer.selected import names_of

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.around import Direction, Relation

__all__ = ["component_page"]

_LIMIT: Final = 100
"""Relations of a direction on a page."""

_IRI: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")
"""What may stand as an IRI in a query, whatever an address says."""


@dataclass(frozen=True, slots=True)
class _Relations:
    """The relations of a direction: those on this page, how many there are, and where the page stands among them."""

    direction: Direction
    title: str
    rows: tuple[Relation, ...]
    total: int
    pager: Pager


def component_page(knowledge: KnowledgeBase, name: str, url: URL, *, onward: int = 0, inward: int = 0) -> HTMLResponse:
    """Show a component.

    Parameters
    ----------
    knowledge
        What to show.
    name
        Slug, label or IRI.
    url
        Of the page; it holds what its picture hides, and how it was grown.
    onward, inward
        How many relations of each direction stand before those on the page; beyond the last its page is shown.
    """
    component = knowledge.component(name)
    picture = knowledge.neighbourhood(component.iri)
    related = (
        _relations(knowledge, component.iri, url, "onward", onward),
        _relations(knowledge, component.iri, url, "inward", inward),
    )
    address = Address.of(url)
    grown = [step.iri for step in steps([value for name, value in address.pairs if name == "expand"])]
    return render(
        "component.html",
        component=component,
        picture=picture,
        mark=knowledge.marks().get(component.iri),
        files=links(address, "/explore/around", "chosen", "lit", "onward", "inward"),
        bases=rules_of(knowledge).bases,
        related=related,
        modes=MODES,
        sparql=relations_question(dict.fromkeys((component.iri, *filter(_IRI.fullmatch, grown)))),
        names=names_of(knowledge, [component.owner]),
        titles=titles_of(knowledge, (iri for some in related for row in some.rows for iri in row.edge.documents)),
    )


def _relations(knowledge: KnowledgeBase, iri: str, url: URL, direction: Direction, offset: int) -> _Relations:
    found = knowledge.relations(iri, direction=direction, offset=offset, limit=_LIMIT)
    if offset >= found.total > 0:
        offset = (found.total - 1) // _LIMIT * _LIMIT
        found = knowledge.relations(iri, direction=direction, offset=offset, limit=_LIMIT)
    title = {"onward": "Falls next", "inward": "It falls when these do"}[direction]
    where = pager(url, offset, _LIMIT, len(found.items), found.total, direction)
    return _Relations(direction, title, found.items, found.total, where)
