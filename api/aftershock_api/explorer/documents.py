"""The documents that are in, and a place to drop another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from aftershock.explore.page import last_part
from aftershock.explore.turtle import documents_turtle
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.list_questions import documents_question
from aftershock_api.explorer.lists import ListQuery
from aftershock_api.explorer.order import Column, heads, ordered
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import render
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["DocumentsQuery", "documents_data", "documents_page"]

_LIMIT: Final = 100


class DocumentsQuery(ListQuery):
    """Which documents are shown, in which order, and as what."""

    format: Literal["html", "turtle"] | None = None


@dataclass(frozen=True, slots=True)
class _Document:
    iri: str
    name: str
    when: str
    graphs: int
    triples: int
    current: bool


_COLUMNS: Final[tuple[Column[_Document], ...]] = (
    Column("document", "Document", lambda one: one.name),
    Column("ingested", "Ingested", lambda one: one.when),
    Column("graphs", "Graphs", lambda one: one.graphs, number=True),
    Column("triples", "Triples", lambda one: one.triples, number=True),
    Column("sha-256", "SHA-256", lambda one: last_part(one.iri)),
)


def documents_data(knowledge: KnowledgeBase, asked: DocumentsQuery) -> bytes:
    """Write the list of documents that are found as Turtle.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them.
    """
    return documents_turtle(
        (one.iri, one.name, one.when, one.graphs, one.triples, one.current) for one in _found(knowledge, asked)
    )


def documents_page(
    knowledge: KnowledgeBase, url: URL, asked: DocumentsQuery, *, writable: bool, largest: int
) -> HTMLResponse:
    """List what was ingested, newest first unless they are sorted; where writing is allowed, take another.

    Parameters
    ----------
    knowledge
        What to show.
    url
        Of the page.
    asked
        Which of them, in which order.
    writable
        Whether anybody has a token to write with.
    largest
        Bytes that a document may have.
    """
    address, found = Address.of(url), ordered(_found(knowledge, asked), _COLUMNS, asked.sort, asked.order)
    shown = found[asked.offset :][:_LIMIT]
    return render(
        "documents.html",
        documents=shown,
        search=asked.search,
        heads=heads(address, _COLUMNS, asked.sort, asked.order),
        kept=address.hidden("search"),
        data=address.with_(format="turtle"),
        writable=writable,
        largest=largest,
        pager=pager(url, asked.offset, _LIMIT, len(shown), len(found)),
        sparql=documents_question(asked.search),
    )


def _found(knowledge: KnowledgeBase, asked: DocumentsQuery) -> list[_Document]:
    wanted = asked.search.casefold().strip()
    return [one for one in _documents(knowledge) if wanted in f"{one.name} {one.iri}".casefold()]


def _documents(knowledge: KnowledgeBase) -> list[_Document]:
    rows = read_solutions(knowledge.query(documents_question(), format="json").content).rows
    return [
        _Document(
            document.value,
            "/".join(label.text.removeprefix("ingest of ").split("/")[-2:]) or document.value,
            when.text,
            int(graphs.text),
            int(triples.text),
            current.text != "0",
        )
        for document, label, when, graphs, triples, current in rows
    ]
