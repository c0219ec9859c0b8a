"""What a question supposes, from the names that people type."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from aftershock.errors import UsageError
from aftershock.explore.placed import placed
from aftershock.model.asked import STALE_DAYS
from aftershock.model.iri import local_name
from aftershock.model.radius import Supposition
from aftershock.projection.moments import instant, written
from aftershock.projection.names import Names
from aftershock.projection.whatif import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.explore.view import View
    from aftershock.model.asked import Asked

__all__ = ["suppose"]

_ANY = "*"


def suppose(view: View, asked: Asked) -> tuple[Change, Supposition | None]:
    """Find what is meant.

    Parameters
    ----------
    view
        Where names are looked up.
    asked
        What was typed; where it starts is not looked at.

    Returns
    -------
    Change
        By indices.
    Supposition or None
        By IRIs, for the answer; ``None`` where nothing is supposed.

    Raises
    ------
    UnknownNameError
        If nothing goes by a name; with the nearest.
    UsageError
        If a moment is none, a number out of range, or there is no such edge to take away.
    """
    if asked.stale_days is not None and not 0 <= asked.stale_days <= STALE_DAYS:
        raise UsageError(f"stale_days is {asked.stale_days}; it must be from 0 to {STALE_DAYS:,}")
    projection = view.projection
    removed = [_edges(view, *edge) for edge in asked.without_edges]
    added = [_ends(view, *edge) for edge in asked.with_edges]
    mitigations = [placed(view, name) for name in asked.with_mitigations]
    change = Change(
        at=None if asked.at is None else instant(asked.at),
        stale_days=asked.stale_days,
        now=int(time.time()) // 86_400 * 86_400,
        without_edges=tuple(sorted({edge for edges in removed for edge in edges})),
        with_edges=tuple(dict.fromkeys(added)),
        deployments=tuple(mitigations),
    )
    if not change:
        return change, None
    names = projection.components

    def named(dependent: int, relation: int, dependee: int) -> tuple[str, str, str]:
        return names[dependent], projection.relations[relation], names[dependee]

    edges = projection.edges
    return change, Supposition(
        at=None if change.at is None else written(change.at),
        stale_days=asked.stale_days,
        with_mitigations=tuple(
            (one.mitigation, None if one.component < 0 else names[one.component]) for one in mitigations
        ),
        without_edges=tuple(
            named(int(edges.dependent[edge]), int(edges.relation[edge]), int(edges.dependee[edge]))
            for edge in change.without_edges
        ),
        with_edges=tuple(named(*edge) for edge in change.with_edges),
    )


def _relation(view: View, name: str) -> int:
    relations = view.projection.relations
    return Names("relation", [(one, local_name(one)) for one in relations]).find(name)


def _ends(view: View, dependent: str, relation: str, dependee: str) -> tuple[int, int, int]:
    return view.component(dependent), _relation(view, relation), view.component(dependee)


def _edges(view: View, dependent: str, relation: str, dependee: str) -> Sequence[int]:
    """Find the edges of that name, over a relation or those below it, or over any."""
    projection = view.projection
    edges, one, other = projection.edges, view.component(dependent), view.component(dependee)
    between = (edges.dependent == one) & (edges.dependee == other)
    if relation != _ANY:
        wanted = projection.relations[_relation(view, relation)]
        below = [place for place, name in enumerate(projection.relations) if wanted in projection.relation_above[name]]
        between &= np.isin(edges.relation, below)
    found: list[int] = np.flatnonzero(between).tolist()
    if not found:
        there = sorted(
            {
                local_name(projection.relations[place])
                for place in edges.relation[(edges.dependent == one) & (edges.dependee == other)].tolist()
            }
        )
        hint = f"there is {', '.join(there)}" if there else "there is no edge between them in that direction"
        raise UsageError(f"no edge {dependent} {relation} {dependee} is there to take away; {hint}")
    return found
