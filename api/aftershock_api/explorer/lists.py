"""Lists for people: components, threats, mitigations."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field

from aftershock.explore.page import last_part, link, page_of, scored, words
from aftershock.model.choice import NOBODY, RELATIONS, Choice
from aftershock.model.marks import SEVERITIES
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.asked import Criticality, InLayer, Severity, Sure
from aftershock_api.explorer.fields import PageFields
from aftershock_api.explorer.list_questions import components_question, mitigations_question, threats_question
from aftershock_api.explorer.order import Column, Direction, heads, ordered
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import render
from aftershock_api.explorer.selected import UNMARKED, criticalities, names_of
from aftershock_api.schemas_radius import Blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.catalog import ComponentItem, LayerItem, MitigationItem, Page, ThreatItem
    from aftershock.model.marks import Marks

__all__ = [
    "ComponentsQuery",
    "ListQuery",
    "component_columns",
    "components_found",
    "components_page",
    "mitigations_found",
    "mitigations_page",
    "threats_found",
    "threats_page",
]

_LIMIT: Final = 100
_OWNERS: Final = 200
"""Owners that a list offers; of more one types the name."""

_THREATS: Final[tuple[Column[ThreatItem], ...]] = (
    Column("threat", "Threat", lambda item: item.label),
    Column("kind", "Kind", lambda item: item.kind),
    Column("mode", "Starts as a loss of", lambda item: item.starts_mode),
    Column("claims", "Claims", lambda item: item.claims, number=True),
)
_MITIGATIONS: Final[tuple[Column[MitigationItem], ...]] = (
    Column("mitigation", "Mitigation", lambda item: item.label),
    Column("threats", "Threats answered", lambda item: len(item.answers), number=True),
    Column("rules", "Rules lowered", lambda item: len(item.rules), number=True),
)


class ListQuery(PageFields):
    """Which items of a list are shown, and in which order."""

    search: str = Field("", max_length=1000)
    offset: int = Field(0, ge=0)
    sort: str | None = Field(None, max_length=100)
    order: Direction = None


class ComponentsQuery(ListQuery):
    """Which components are shown, and in which order."""

    class_name: str | None = Field(None, alias="class", max_length=200)
    layer: InLayer = None
    severity: Severity = None
    criticality: Criticality = None
    owner: Annotated[str | None, Blank] = Field(None, max_length=2000)
    certainty: Sure = None

    @property
    def choice(self) -> Choice:
        """What filters let through, besides the class."""
        return Choice(None, self.layer, self.severity, self.criticality, self.owner, self.certainty)


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    href: str
    cells: tuple[str | _Owner, ...]


@dataclass(frozen=True, slots=True)
class _Owner:
    """Who is accountable, if anybody is named; as one that a list offers, with how many components are theirs."""

    iri: str | None
    name: str = ""
    label: str = ""
    count: int = 0


def components_found(knowledge: KnowledgeBase, asked: ComponentsQuery) -> list[ComponentItem]:
    """Give all components that the filters let through.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them.
    """
    return list(_components(knowledge, asked, 0, sys.maxsize).items)


def _components(knowledge: KnowledgeBase, asked: ComponentsQuery, offset: int, limit: int) -> Page[ComponentItem]:
    return knowledge.components(
        asked.search, class_name=asked.class_name, offset=offset, limit=limit, choice=asked.choice
    )


def component_columns(names: Mapping[str, str]) -> tuple[Column[ComponentItem], ...]:
    """Give what the list of components is sorted by.

    Parameters
    ----------
    names
        What owners are called, by IRI.
    """
    return (
        Column("component", "Component", lambda item: item.label or last_part(item.iri)),
        Column("class", "Class", lambda item: words(item.class_name)),
        Column("owner", "Owner", lambda item: names.get(item.owner or "")),
        Column("dependents", "Rest on it", lambda item: item.dependents, number=True),
        Column("dependencies", "It rests on", lambda item: item.dependencies, number=True),
    )


def components_page(knowledge: KnowledgeBase, url: URL, asked: ComponentsQuery) -> HTMLResponse:
    """List the components.

    Parameters
    ----------
    knowledge
        What to show.
    url
        Of the page.
    asked
        Which of them, in which order.
    """
    marks = knowledge.marks()
    if asked.sort:
        items, total = components_found(knowledge, asked), None
    else:
        page = _components(knowledge, asked, asked.offset, _LIMIT)
        items, total = list(page.items), page.total
    every = names_of(knowledge, (item.owner for item in items))
    columns = component_columns(every)
    shown = ordered(items, columns, asked.sort, asked.order)[asked.offset :][:_LIMIT] if total is None else items
    rows = tuple(
        _Row(
            item.label or last_part(item.iri),
            page_of(item.iri),
            (
                ", ".join((words(item.class_name), *_graver(marks.get(item.iri, UNMARKED)))),
                _Owner(item.owner),
                f"{item.dependents:,}",
                f"{item.dependencies:,}",
            ),
        )
        for item in shown
    )
    counted = knowledge.owners(asked.search, asked.class_name, choice=replace(asked.choice, owner=None))
    return _listed(
        "Components",
        url,
        asked,
        rows,
        len(items) if total is None else total,
        columns,
        class_name=asked.class_name or "",
        classes=sorted(set(map(last_part, knowledge.projection.classes))),
        graver=(SEVERITIES, criticalities(marks)),
        layers=knowledge.layers().items,
        sureness=dict.fromkeys(RELATIONS),
        names=every,
        owners=_offered(knowledge, counted),
        json=Address.of(url).at("/explore/components.json", "sort", "order") if asked.choice.given else None,
        sparql=components_question(
            *(asked.search, asked.class_name or "", asked.criticality or "", asked.layer or "", asked.owner or ""),
            [name for name in ("severity", "certainty") if getattr(asked, name)],
        ),
    )


def threats_found(knowledge: KnowledgeBase, asked: ListQuery) -> list[ThreatItem]:
    """Give all threats, weaknesses and consequences that go by a text, in their order.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them, in which order.
    """
    return ordered(knowledge.threats(asked.search, limit=sys.maxsize).items, _THREATS, asked.sort, asked.order)


def mitigations_found(knowledge: KnowledgeBase, asked: ListQuery) -> list[MitigationItem]:
    """Give all mitigations that go by a text, in their order.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them, in which order.
    """
    return ordered(knowledge.mitigations(asked.search, limit=sys.maxsize).items, _MITIGATIONS, asked.sort, asked.order)


def threats_page(knowledge: KnowledgeBase, url: URL, asked: ListQuery) -> HTMLResponse:
    """List threats, weaknesses and consequences.

    Parameters
    ----------
    knowledge
        What to show.
    url
        Of the page.
    asked
        Which of them, in which order.
    """
    items = threats_found(knowledge, asked)
    rows = tuple(
        _Row(item.label, link(item.iri), (item.kind, item.starts_mode or "", f"{item.claims:,}"))
        for item in items[asked.offset :][:_LIMIT]
    )
    return _listed("Threats", url, asked, rows, len(items), _THREATS, sparql=threats_question(asked.search))


def mitigations_page(knowledge: KnowledgeBase, url: URL, asked: ListQuery) -> HTMLResponse:
    """List the mitigations.

    Parameters
    ----------
    knowledge
        What to show.
    url
        Of the page.
    asked
        Which of them, in which order.
    """
    items = mitigations_found(knowledge, asked)
    rows = tuple(
        _Row(item.label, link(item.iri), (f"{len(item.answers):,}", f"{len(item.rules):,}"))
        for item in items[asked.offset :][:_LIMIT]
    )
    return _listed("Mitigations", url, asked, rows, len(items), _MITIGATIONS, sparql=mitigations_question(asked.search))


def _offered(knowledge: KnowledgeBase, counted: tuple[tuple[str | None, int], ...]) -> tuple[_Owner, ...]:
    """Give the owners that a list offers, by name, and last nobody; none where there are too many."""
    if len(counted) > _OWNERS:
        return ()
    names = names_of(knowledge, (iri for iri, _ in counted))
    found = [_Owner(iri, last_part(iri), names[iri], count) for iri, count in counted if iri]
    nobody = sum(count for iri, count in counted if iri is None)
    return (*sorted(found, key=lambda one: one.label.casefold()), _Owner(None, NOBODY, "nobody is named", nobody))


def _graver(mark: Marks) -> tuple[str, ...]:
    """Say how grave it would be, in words for a table."""
    return (
        *((words(mark.criticality),) if mark.criticality else ()),
        *((scored(mark.severity),) if mark.severity else ()),
    )


def _listed(
    title: str,
    url: URL,
    asked: ListQuery,
    rows: tuple[_Row, ...],
    total: int,
    columns: Sequence[Column[Any]],
    *,
    sparql: str,
    classes: Sequence[str] = (),
    class_name: str | None = None,
    graver: tuple[Sequence[str], Sequence[str]] = ((), ()),
    json: str | None = None,
    layers: Sequence[LayerItem] = (),
    sureness: Mapping[str, None] | None = None,
    names: Mapping[str, str] | None = None,
    owners: Sequence[_Owner] | None = None,
) -> HTMLResponse:
    address = Address.of(url)
    return render(
        "list.html",
        title=title,
        asked=asked,
        rows=rows,
        heads=heads(address, columns, asked.sort, asked.order),
        kept=address.hidden("search", "class", "layer", "severity", "criticality", "owner", "certainty"),
        total=total,
        class_name=class_name,
        sparql=sparql,
        classes=classes,
        layers=layers,
        sureness=sureness or {},
        names=names,
        owners=owners,
        severities=graver[0],
        criticalities=graver[1],
        whole=url.path,
        csv=address.at(f"{url.path}.csv", "offset"),
        json=address.at(url.path.removeprefix("/explore"), "sort", "order") if json is None else json,
        pager=pager(url, asked.offset, _LIMIT, len(rows), total),
    )
