"""Pages of linked data: one for every IRI that anything is said of, and one for the ontology."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.errors import AmbiguousNameError, UnknownNameError
from aftershock.explore.page import about, last_part, link, page_of
from aftershock.vocabulary import ID, NAMESPACE
from aftershock_api.explorer.questions import (
    ONTOLOGY_TERMS,
    SHOWN_STATEMENTS,
    inside_question,
    inward_question,
    outward_question,
    property_question,
    said_asked,
)
from aftershock_api.explorer.render import render
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse

    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["about_page", "described_page", "is_said", "ontology_page"]

_IRI: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")
"""What may stand as an IRI in a query (RFC 3987), whatever an address says."""


@dataclass(frozen=True, slots=True)
class _Statement:
    predicate: str
    iri: str | None
    text: str
    note: str
    graph: str


@dataclass(frozen=True, slots=True)
class _Term:
    name: str
    kind: str
    definition: str


def about_page(knowledge: KnowledgeBase, iri: str) -> HTMLResponse:
    """Show what is said of any IRI: with it, as its property, or in it if it names a graph.

    Parameters
    ----------
    knowledge
        What to show.
    iri
        Anybody's.

    Raises
    ------
    UnknownNameError
        If nothing is said of it.
    """
    if not is_said(knowledge, iri):
        raise UnknownNameError("thing", iri)
    return described_page(knowledge, iri)


def described_page(knowledge: KnowledgeBase, iri: str) -> HTMLResponse:
    """Show what is said of an IRI and with it.

    Parameters
    ----------
    knowledge
        What to show.
    iri
        One that something is said of.
    """
    ours = iri.startswith(ID)
    inside = _statements(knowledge, inside_question(iri)) if not ours or iri.startswith(f"{ID}graph/") else ()
    said = () if ours else _statements(knowledge, property_question(iri))
    outward = _statements(knowledge, outward_question(iri))
    inward = _statements(knowledge, inward_question(iri))
    title = next((row.text for row in outward if last_part(row.predicate) in ("prefLabel", "label", "title")), "")
    explored = page_of(iri) if _is_component(knowledge, iri) else link(iri)
    forms = [("Turtle", "turtle"), ("JSON-LD", "jsonld"), ("N-Triples", "ntriples")]
    if not ours:
        forms = forms[:1] if outward or inward else []
    address = "?" if ours else f"{about(iri)}&"
    return render(
        "describe.html",
        iri=iri,
        ours=ours,
        title=title or last_part(iri),
        outward=outward,
        inward=inward,
        inside=inside,
        said=said,
        explored=explored if explored.startswith("/explore/") and explored != about(iri) else "",
        forms=tuple((text, f"{address}format={form}") for text, form in forms),
        clipped=SHOWN_STATEMENTS if SHOWN_STATEMENTS in map(len, (outward, inward, inside, said)) else 0,
        behind=tuple(
            (part, question(iri))
            for part, question, rows in (
                ("what is said of it", outward_question, outward),
                ("what is said with it", inward_question, inward),
                ("where it is the property", property_question, said),
                ("what is in this graph", inside_question, inside),
            )
            if rows
        ),
    )


def is_said(knowledge: KnowledgeBase, name: str) -> bool:
    """Tell whether a name is an IRI, and the graph says anything of it.

    Parameters
    ----------
    knowledge
        What to ask.
    name
        As it was typed.
    """
    if ":" not in name or not _IRI.fullmatch(name):
        return False
    return knowledge.query(said_asked(name), format="csv").content == b"true"


def ontology_page(knowledge: KnowledgeBase) -> HTMLResponse:
    """Show every term of the ontology; the fragment of a term's IRI is its place on the page.

    Parameters
    ----------
    knowledge
        What to show.
    """
    solutions = read_solutions(knowledge.query(ONTOLOGY_TERMS, format="json").content)
    terms = tuple(
        _Term(term.value.removeprefix(NAMESPACE), last_part(kind.value), definition.text)
        for term, kind, definition in solutions.rows
    )
    return render("ontology.html", iri=NAMESPACE.removesuffix("#"), terms=terms, sparql=ONTOLOGY_TERMS)


def _statements(knowledge: KnowledgeBase, question: str) -> tuple[_Statement, ...]:
    solutions = read_solutions(knowledge.query(question, format="json").content)
    return tuple(
        _Statement(predicate.value, other.iri, other.text, other.note, graph.value)
        for predicate, other, graph in solutions.rows
    )


def _is_component(knowledge: KnowledgeBase, iri: str) -> bool:
    try:
        return knowledge.component(iri).iri == iri
    except (AmbiguousNameError, UnknownNameError):
        return False
