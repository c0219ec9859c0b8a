"""A blast radius taken away: the rows that the filters let through, and the picture as one file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from aftershock.explore.rows import csv_pieces
from aftershock.model.jsonable import as_json
from aftershock_api.explorer.offline import offline_picture
from aftershock_api.explorer.selected import EVIDENCE, selected
from aftershock_api.explorer.stepped import shown_radius

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.radius import BlastRadius, RadiusRow
    from aftershock_api.explorer.asked import WorkbenchQuery

__all__ = ["offline_radius", "radius_csv", "radius_json"]

_EXPORTED = 100_000


def offline_radius(knowledge: KnowledgeBase, asked: WorkbenchQuery) -> str:
    """Write the picture of a blast radius as its page shows it, with its table, as one file that needs no network.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    """
    return offline_picture(knowledge, shown_radius(knowledge, asked))


def radius_csv(knowledge: KnowledgeBase, asked: WorkbenchQuery) -> str:
    """Write the rows that the filters let through as CSV, in the order of the page.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    """
    chosen = selected(knowledge, _whole(asked))
    runs = ({evidence: tuple(row for _, row in run)} for evidence, run in groupby(chosen.rows, lambda pair: pair[0]))
    return "".join(csv_pieces(map(partial(_only, chosen.radius), runs)))


def _only(radius: BlastRadius, rows: Mapping[str, tuple[RadiusRow, ...]]) -> BlastRadius:
    affected, possible, unknown = (rows.get(evidence, ()) for evidence in EVIDENCE)
    return replace(radius, affected=affected, possible=possible, unknown=unknown)


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
