"""Lists for people: components, threats, mitigations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aftershock.explore.page import last_part, link, page_of, words
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.list_questions import components_question, mitigations_question, threats_question
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import render
from aftershock_api.explorer.selected import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.catalog import Page

__all__ = ["components_page", "mitigations_page", "threats_page"]

_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    href: str
    cells: tuple[str, ...]


def components_page(knowledge: KnowledgeBase, url: URL, search: str, class_name: str, offset: int) -> HTMLResponse:
    """List the components.

    Parameters
    ----------
    knowledge
        What to show.
    url
        Of the page.
    search, class_name, offset
        Which of them.
    """
    page = knowledge.components(search, class_name=class_name or None, offset=offset, limit=_LIMIT)
    names = names_of(knowledge, (item.owner for item in page.items))
    rows = tuple(
        _Row(
            item.label or last_part(item.iri),
            page_of(item.iri),
            (
                words(item.class_name),
                names.get(item.owner or "", ""),
                f"{item.dependents:,}",
                f"{item.dependencies:,}",
            ),
        )
        for item in page.items
    )
    heads = ("Component", "Class", "Owner", "Rest on it", "It rests on")
    return _listed(
        "Components",
        url,
        page,
        rows,
        heads=heads,
        search=search,
        class_name=class_name,
        classes=sorted(set(map(last_part, knowledge.projection.classes))),
        text_columns=3,
        sparql=components_question(search, class_name),
    )


def threats_page(knowledge: KnowledgeBase, url: URL, search: str, offset: int) -> HTMLResponse:
    """List threats, weaknesses and consequences.

    Parameters
    ----------
    knowledge
        What to show.
    url
        Of the page.
    search, offset
        Which of them.
    """
    page = knowledge.threats(search, offset=offset, limit=_LIMIT)
    rows = tuple(
        _Row(item.label, link(item.iri), (item.kind, item.starts_mode or "", f"{item.claims:,}")) for item in page.items
    )
    heads = ("Threat", "Kind", "Starts as a loss of", "Claims")
    return _listed(
        "Threats", url, page, rows, heads=heads, search=search, text_columns=3, sparql=threats_question(search)
    )


def mitigations_page(knowledge: KnowledgeBase, url: URL, search: str, offset: int) -> HTMLResponse:
    """List the mitigations.

    Parameters
    ----------
    knowledge
        What to show.
    url
        Of the page.
    search, offset
        Which of them.
    """
    page = knowledge.mitigations(search, offset=offset, limit=_LIMIT)
    rows = tuple(
        _Row(item.label, link(item.iri), (f"{len(item.answers):,}", f"{len(item.rules):,}")) for item in page.items
    )
    heads = ("Mitigation", "Threats answered", "Rules lowered")
    return _listed(
        "Mitigations", url, page, rows, heads=heads, search=search, text_columns=1, sparql=mitigations_question(search)
    )


def _listed(
    title: str,
    url: URL,
    page: Page[Any],
    rows: tuple[_Row, ...],
    *,
    heads: tuple[str, ...],
    search: str,
    text_columns: int,
    sparql: str,
    classes: Sequence[str] = (),
    class_name: str | None = None,
) -> HTMLResponse:
    return render(
        "list.html",
        title=title,
        rows=rows,
        heads=heads,
        total=page.total,
        search=search,
        class_name=class_name,
        text_columns=text_columns,
        sparql=sparql,
        classes=classes,
        whole=url.path,
        json=Address.of(url).at(url.path.removeprefix("/explore")),
        pager=pager(url, page.offset, page.limit, len(rows), page.total),
    )
