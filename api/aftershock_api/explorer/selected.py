"""Rows of a blast radius that the filters of a page let through, and what there is to filter by."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aftershock.errors import UnknownNameError
from aftershock.explore.page import last_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.radius import BlastRadius, RadiusRow
    from aftershock_api.explorer.asked import WorkbenchQuery

__all__ = ["EVIDENCE", "LOOKED_AT", "NOBODY", "OwnerRow", "Selected", "by_owner", "names_of", "rows_of", "selected"]

EVIDENCE: Final = ("affected", "possible", "unknown")

LOOKED_AT: Final = 20_000
"""Rows that filters and sums look at; the first of them, nearest first within their class of evidence."""

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
    """

    radius: BlastRadius
    found: int
    looked_at: int


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
    if not asked.filtered:
        radius = knowledge.blast_radius(asked.component, **options, offset=asked.offset, limit=asked.limit)
        total = sum(radius.counts.values())
        return Selected(radius, total, total)
    radius = knowledge.blast_radius(asked.component, **options, limit=LOOKED_AT)
    kept = [
        (evidence, row)
        for evidence in EVIDENCE
        if asked.evidence in (None, evidence)
        for row in getattr(radius, evidence)
        if _fits(row, asked)
    ]
    page = kept[asked.offset : asked.offset + asked.limit]
    affected, possible, unknown = (tuple(row for one, row in page if one == evidence) for evidence in EVIDENCE)
    shown = replace(radius, affected=affected, possible=possible, unknown=unknown)
    return Selected(shown, len(kept), len(rows_of(radius)))


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
