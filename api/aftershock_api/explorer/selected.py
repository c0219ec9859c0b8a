"""Rows of a blast radius that the filters of a page let through, and what there is to filter by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.errors import UnknownNameError
from aftershock.explore.page import last_part
from aftershock.model.marks import CRITICALITIES, Marks
from aftershock_api.explorer.order import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture
    from aftershock.model.choice import ChosenRows
    from aftershock.model.radius import BlastRadius, RadiusRow, Supposition
    from aftershock_api.explorer.asked import WorkbenchQuery

__all__ = [
    "COLUMNS",
    "EVIDENCE",
    "ROWS_DRAWN",
    "UNMARKED",
    "criticalities",
    "drawn_radius",
    "names_of",
    "rows_of",
    "selected",
    "supposed_names",
]

EVIDENCE: Final = ("affected", "possible", "unknown")

ROWS_DRAWN: Final = 2000
"""Rows among which the picture chooses what it has room for; a radius of many thousands would only keep one waiting."""

UNMARKED: Final = Marks()
"""Of components of which nothing says how grave their fall would be."""

COLUMNS: Final[tuple[Column[RadiusRow], ...]] = (
    Column("component", "Component"),
    Column("owner", "Owner"),
    Column("lost", "Lost"),
    Column("likely", "Likely", number=True),
    Column("depth", "Depth", number=True),
    Column("acts", "Acts", number=True),
)
"""Of the table of a blast radius, by which its rows are sorted before any is written."""


def selected(knowledge: KnowledgeBase, asked: WorkbenchQuery) -> ChosenRows:
    """Ask for a blast radius, and for the rows that the filters let through, of all there are.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for; its offset counts rows that are let through.
    """
    return knowledge.radius_rows(asked.component, asked.rows, **asked.options(), offset=asked.offset, limit=asked.limit)


def drawn_radius(knowledge: KnowledgeBase, asked: WorkbenchQuery) -> Picture:
    """Draw what the filters let through of a blast radius, with what lies on the ways there.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for; the picture has no pages, and no order but by depth.
    """
    changed = {"offset": 0, "limit": ROWS_DRAWN, "likelihood": False, "sort": None}
    return knowledge.picture_of(selected(knowledge, asked.model_copy(update=changed)).radius)


def criticalities(marks: Mapping[str, Marks]) -> tuple[str, ...]:
    """Give how critical anything is said to be, the most critical first; those of documents' own last.

    Parameters
    ----------
    marks
        Of all of which anything is known.
    """
    there = {mark.criticality for mark in marks.values() if mark.criticality}
    return (*(one for one in CRITICALITIES if one in there), *sorted(there.difference(CRITICALITIES)))


def rows_of(radius: BlastRadius) -> tuple[RadiusRow, ...]:
    """Give the rows of a radius, whatever their evidence.

    Parameters
    ----------
    radius
        Of which.
    """
    return (*radius.affected, *radius.possible, *radius.unknown)


def names_of(knowledge: KnowledgeBase, iris: Iterable[str | None]) -> dict[str, str]:
    """Give what owners and other components are called, by their IRIs; those without a label by their last part.

    Parameters
    ----------
    knowledge
        What to ask.
    iris
        Of whom; ``None`` is passed over.
    """
    found = {}
    for iri in dict.fromkeys(iris):
        if iri is None:
            continue
        try:
            found[iri] = knowledge.component(iri).label or last_part(iri)
        except UnknownNameError:
            found[iri] = last_part(iri)
    return found


def supposed_names(knowledge: KnowledgeBase, told: Supposition | None) -> dict[str, str]:
    """Give what controls and components are called that an answer supposes something of, by their IRIs.

    Parameters
    ----------
    knowledge
        What to ask.
    told
        What is supposed, if anything.
    """
    if told is None:
        return {}
    ends = (end for edge in (*told.without_edges, *told.with_edges) for end in (edge[0], edge[2]))
    names = names_of(knowledge, (*ends, *(place for _, place in told.with_mitigations)))
    return names | {iri: knowledge.mitigation(iri).label for iri, _ in told.with_mitigations}
