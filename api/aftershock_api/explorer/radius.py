"""A blast radius taken away: the rows that the filters let through, and the picture as one file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aftershock.explore.page import offline_page
from aftershock.explore.rows import csv_pieces
from aftershock.model.jsonable import as_json
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.selected import drawn_radius, selected

if TYPE_CHECKING:
    from typing import Any

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock_api.explorer.asked import WorkbenchQuery

__all__ = ["offline_radius", "radius_csv", "radius_json"]

_EXPORTED = 100_000


def offline_radius(knowledge: KnowledgeBase, asked: WorkbenchQuery) -> str:
    """Write the picture of a blast radius, with its table, as one file that needs no network.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    """
    return offline_page(drawn_radius(knowledge, asked), rules_of(knowledge).bases)


def radius_csv(knowledge: KnowledgeBase, asked: WorkbenchQuery) -> str:
    """Write the rows that the filters let through as CSV.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    """
    return "".join(csv_pieces((selected(knowledge, _whole(asked)).radius,)))


def radius_json(knowledge: KnowledgeBase, asked: WorkbenchQuery) -> Any:
    """Give the rows that the filters let through, with the whole's counts, as JSON.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    """
    chosen = selected(knowledge, _whole(asked))
    if not asked.filtered:
        return as_json(chosen.radius)
    left = "" if len(chosen.rows) == chosen.found else f", the first {len(chosen.rows):,} of these are given"
    note = f"{chosen.found:,} of {chosen.total:,} rows fit the filters{left}"
    return as_json(replace(chosen.radius, notes=(*chosen.radius.notes, note)))


def _whole(asked: WorkbenchQuery) -> WorkbenchQuery:
    return asked.model_copy(update={"offset": 0, "limit": _EXPORTED})
