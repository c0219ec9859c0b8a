"""Rows of a blast radius that the filters of a page let through, and what there is to filter by."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aftershock.errors import UnknownNameError
from aftershock.explore.page import last_part
from aftershock.model.marks import CRITICALITIES, Marks
from aftershock_api.explorer.order import Column, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture
    from aftershock.model.radius import BlastRadius, RadiusRow, Supposition
    from aftershock_api.explorer.asked import WorkbenchQuery

__all__ = [
    "EVIDENCE",
    "LOOKED_AT",
    "NOBODY",
    "ROWS_DRAWN",
    "UNMARKED",
    "OwnerRow",
    "Selected",
    "by_owner",
    "columns",
    "criticalities",
    "drawn_radius",
    "names_of",
    "rows_of",
    "selected",
    "supposed_names",
]

EVIDENCE: Final = ("affected", "possible", "unknown")

LOOKED_AT: Final = 20_000
"""Rows that filters and sums look at; the first of them, nearest first within their class of evidence."""

ROWS_DRAWN: Final = 2000
"""Rows among which the picture chooses what it has room for; a radius of many thousands would only keep one waiting."""

UNMARKED: Final = Marks()
"""Of components of which nothing says how grave their fall would be."""

NOBODY: Final = "nobody"
"""In an address: components for which nobody is named."""


@dataclass(frozen=True, slots=True)
class Selected:
    """What a page shows of a blast radius.

    Parameters
    ----------
    radius
        With the rows of this page; counts, classes and averages are of the whole.
    found
        How many rows the filters let through.
    looked_at
        Among how many.
    rows
        The rows of this page in its order, each with its evidence.
    """

    radius: BlastRadius
    found: int
    looked_at: int
    rows: tuple[tuple[str, RadiusRow], ...]


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """An owner, and what falls of theirs.

    Parameters
    ----------
    owner
        IRI; ``None`` for nobody.
    counts
        By evidence.
    acts
        By how many times somebody must still act on the way: 0, 1, 2 (for two and more).
    nearest
        The three that fall first.
    """

    owner: str | None
    counts: Mapping[str, int]
    acts: Mapping[int, int]
    nearest: tuple[RadiusRow, ...]


def selected(knowledge: KnowledgeBase, asked: WorkbenchQuery) -> Selected:
    """Ask for a blast radius, and keep the rows that the filters let through.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for; its offset counts rows that are let through.
    """
    options = asked.options()
    if not asked.filtered and not asked.sort:
        radius = knowledge.blast_radius(asked.component, **options, offset=asked.offset, limit=asked.limit)
        total = sum(radius.counts.values())
        return Selected(radius, total, total, _told(radius))
    radius = knowledge.blast_radius(asked.component, **options, limit=LOOKED_AT)
    marks = knowledge.marks()
    kept = [
        (evidence, row)
        for evidence, row in _told(radius)
        if asked.evidence in (None, evidence)
        and _fits(row, asked)
        and marks.get(row.component, UNMARKED).fits(asked.severity, asked.criticality)
    ]
    kept = ordered(kept, columns(knowledge, kept), asked.sort, asked.order)
    page = tuple(kept[asked.offset : asked.offset + asked.limit])
    affected, possible, unknown = (tuple(row for one, row in page if one == evidence) for evidence in EVIDENCE)
    shown = replace(radius, affected=affected, possible=possible, unknown=unknown)
    return Selected(shown, len(kept), len(rows_of(radius)), page)


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


def columns(
    knowledge: KnowledgeBase, rows: Iterable[tuple[str, RadiusRow]]
) -> tuple[Column[tuple[str, RadiusRow]], ...]:
    """Give the columns of the table of a blast radius.

    Parameters
    ----------
    knowledge
        Names owners.
    rows
        Those whose owners are to be named.
    """
    names = names_of(knowledge, (row.owner for _, row in rows))
    return (
        Column("component", "Component", lambda pair: pair[1].label or last_part(pair[1].component)),
        Column("owner", "Owner", lambda pair: names.get(pair[1].owner or "")),
        Column("lost", "Lost", lambda pair: ", ".join(pair[1].modes)),
        Column("likely", "Likely", lambda pair: _odds(pair[1]), number=True),
        Column("depth", "Depth", lambda pair: pair[1].depth, number=True),
        Column("acts", "Acts", lambda pair: pair[1].attack_steps, number=True),
    )


def _odds(row: RadiusRow) -> tuple[float, float] | None:
    """Give what rows are sorted by that say how likely they fall: the default, or what it is at the least."""
    odds = row.by_mode.get(row.mode)
    return None if odds is None else (odds.low if odds.default is None else odds.default, odds.high)


def _told(radius: BlastRadius) -> tuple[tuple[str, RadiusRow], ...]:
    return tuple((evidence, row) for evidence in EVIDENCE for row in getattr(radius, evidence))


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


def _fits(row: RadiusRow, asked: WorkbenchQuery) -> bool:
    owner = asked.owner in (None, row.owner, NOBODY if row.owner is None else last_part(row.owner))
    steps = asked.acts is None or row.attack_steps <= asked.acts
    return owner and steps and asked.class_name in (None, row.class_name)


def by_owner(radius: BlastRadius) -> tuple[OwnerRow, ...]:
    """Sum a radius up by who is accountable, those first of whom most falls; last what nobody is named for.

    Parameters
    ----------
    radius
        With all rows that are to be summed.
    """
    rows: dict[str | None, list[RadiusRow]] = defaultdict(list)
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    acts: dict[str | None, Counter[int]] = defaultdict(Counter)
    for evidence in EVIDENCE:
        for row in getattr(radius, evidence):
            rows[row.owner].append(row)
            counts[row.owner][evidence] += 1
            acts[row.owner][min(2, row.attack_steps)] += 1

    def order(owner: str | None) -> tuple[object, ...]:
        return (owner is None, *(-counts[owner][one] for one in EVIDENCE), owner or "")

    return tuple(
        OwnerRow(owner, counts[owner], acts[owner], tuple(rows[owner][:3])) for owner in sorted(rows, key=order)
    )


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
