"""The page of a component: who answers for it, what it touches, and its neighbourhood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.explore.page import last_part
from aftershock.explore.shown import steps
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.forms import links
from aftershock_api.explorer.list_questions import relations_question
from aftershock_api.explorer.render import MODES, render
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.said import titles_of
from aftershock_api.explorer.selected import names_of

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture, PictureEdge

__all__ = ["Relation", "component_page", "relations"]

_IRI: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")
"""What may stand as an IRI in a query, whatever an address says."""


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge as seen from one of its ends: the other end, and the edge itself."""

    other: str
    label: str
    class_name: str
    edge: PictureEdge


def component_page(knowledge: KnowledgeBase, name: str, url: URL) -> HTMLResponse:
    """Show a component.

    Parameters
    ----------
    knowledge
        What to show.
    name
        Slug, label or IRI.
    url
        Of the page; it holds what its picture hides, and how it was grown.
    """
    component = knowledge.component(name)
    picture = knowledge.neighbourhood(component.iri)
    onward, inward = relations(picture, component.iri)
    address = Address.of(url)
    grown = [step.iri for step in steps([value for name, value in address.pairs if name == "expand"])]
    return render(
        "component.html",
        component=component,
        picture=picture,
        mark=knowledge.marks().get(component.iri),
        files=links(address, "/explore/around", "chosen"),
        bases=rules_of(knowledge).bases,
        onward=onward,
        inward=inward,
        modes=MODES,
        sparql=relations_question(dict.fromkeys((component.iri, *filter(_IRI.fullmatch, grown)))),
        names=names_of(knowledge, [component.owner]),
        titles=titles_of(knowledge, (iri for row in (*onward, *inward) for iri in row.edge.documents)),
    )


def relations(picture: Picture, iri: str) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """Sort a neighbourhood's edges at one component: what falls after it, and what it falls after.

    Parameters
    ----------
    picture
        The neighbourhood.
    iri
        The component.
    """
    nodes = {node.iri: node for node in picture.nodes}

    def seen(edge: PictureEdge, other: str) -> Relation:
        node = nodes.get(other)
        return Relation(other, (node.label if node else "") or last_part(other), node.class_name if node else "", edge)

    onward = tuple(seen(edge, edge.target) for edge in picture.edges if edge.source == iri)
    inward = tuple(seen(edge, edge.source) for edge in picture.edges if edge.target == iri)
    return onward, inward
