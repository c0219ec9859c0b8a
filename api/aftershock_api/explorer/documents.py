"""The documents that are in, and a place to drop another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.questions import DOCUMENTS
from aftershock_api.explorer.render import render
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["documents_page"]

_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class _Document:
    iri: str
    name: str
    when: str
    graphs: int
    triples: int
    current: bool


def documents_page(
    knowledge: KnowledgeBase, search: str, offset: int, url: URL, *, writable: bool, largest: int
) -> HTMLResponse:
    """List what was ingested, newest first; where writing is allowed, take another.

    Parameters
    ----------
    knowledge
        What to show.
    search, offset
        Which of them.
    url
        Of the page.
    writable
        Whether anybody has a token to write with.
    largest
        Bytes that a document may have.
    """
    wanted = search.casefold().strip()
    found = [one for one in _documents(knowledge) if wanted in f"{one.name} {one.iri}".casefold()]
    shown = found[offset : offset + _LIMIT]
    return render(
        "documents.html",
        documents=shown,
        search=search,
        writable=writable,
        largest=largest,
        pager=pager(url, offset, _LIMIT, len(shown), len(found)),
        sparql=DOCUMENTS,
    )


def _documents(knowledge: KnowledgeBase) -> list[_Document]:
    rows = read_solutions(knowledge.query(DOCUMENTS, format="json").content).rows
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
