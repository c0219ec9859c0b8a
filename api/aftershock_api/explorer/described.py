"""Pages of linked data: one for every IRI of ours, and one for the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftershock.explore.page import last_part, link, page_of
from aftershock.vocabulary import ID, NAMESPACE
from aftershock_api.explorer.questions import (
    ONTOLOGY_TERMS,
    SHOWN_STATEMENTS,
    inside_question,
    inward_question,
    outward_question,
)
from aftershock_api.explorer.render import render
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse

    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["described_page", "ontology_page"]


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


def described_page(knowledge: KnowledgeBase, iri: str) -> HTMLResponse:
    """Show what is said of an IRI and with it.

    Parameters
    ----------
    knowledge
        What to show.
    iri
        One of ours.
    """
    inside = _statements(knowledge, inside_question(iri)) if iri.startswith(f"{ID}graph/") else ()
    outward = _statements(knowledge, outward_question(iri))
    inward = _statements(knowledge, inward_question(iri))
    title = next((row.text for row in outward if last_part(row.predicate) in ("prefLabel", "label", "title")), "")
    explored = page_of(iri) if iri.startswith(ID + "component/") else link(iri)
    return render(
        "describe.html",
        iri=iri,
        title=title or last_part(iri),
        outward=outward,
        inward=inward,
        inside=inside,
        explored=explored if explored.startswith("/explore/") else "",
        clipped=SHOWN_STATEMENTS if SHOWN_STATEMENTS in (len(outward), len(inward), len(inside)) else 0,
        sparql=outward_question(iri),
    )


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
