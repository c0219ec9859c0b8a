"""What would be if: a projection with edges taken away or added, mitigations put in place, or as of another time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.build import ranges
from aftershock.projection.build import build
from aftershock.projection.chances import chances_of
from aftershock.projection.edges import CERTAINTIES, Edges
from aftershock.projection.estate import Deployment, Estate, Need
from aftershock.projection.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aftershock.projection.stored import Projection

__all__ = ["SUPPOSED", "Change", "changed", "estate_of", "remade", "schema_of"]

SUPPOSED: Final = "what-if"
"""The document of an edge that a question supposes."""

_STALE: Final = CERTAINTIES.index("stale")
_STATED: Final = CERTAINTIES.index("stated")
_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be otherwise; with nothing given, nothing is.

    Parameters
    ----------
    at
        Only edges that hold at this moment, in seconds since 1970 UTC, as certain as the statements that hold then are;
        those of which nobody knows that they still do count as uncertain.
    stale_days
        Edges that nobody has seen for so many days, before ``at`` or ``now``, count as uncertain.
    now
        The moment from which staleness counts where there is no ``at``.
    without_edges
        Indices of edges to take away.
    with_edges
        Edges to add: dependent, index of the relation, dependee.
    deployments
        Mitigations to put in place, on a component or, with -1, wherever they help.
    """

    at: int | None = None
    stale_days: int | None = None
    now: int = 0
    without_edges: tuple[int, ...] = ()
    with_edges: tuple[tuple[int, int, int], ...] = ()
    deployments: tuple[Deployment, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is to be otherwise."""
        return replace(self, now=0) != Change()


def changed(projection: Projection, change: Change) -> Projection:
    """Give the projection as it would be.

    Parameters
    ----------
    projection
        As it is.
    change
        What is to be otherwise.

    Returns
    -------
    Projection
        The same components and rules; edges, needs, graph and chances made anew, so that alternatives and guards count
        as they would in a store that said so.
    """
    if not change:
        return projection
    estate, schema = estate_of(projection), schema_of(projection)
    gone, certainty = np.asarray(change.without_edges, np.int64), projection.edges.certainty.copy()
    if change.at is not None:
        out, held, then = projection.moments.at(change.at)
        gone, certainty[held] = np.union1d(gone, out), then
    if change.stale_days is not None:
        since = (change.now if change.at is None else change.at) - change.stale_days * _DAY
        doubtful = projection.moments.unseen(since)
        certainty[doubtful] = np.maximum(certainty[doubtful], _STALE)
    documents = projection.documents
    if change.with_edges:
        documents = (*documents, SUPPOSED)
    edges, places = _edges(projection, gone, certainty, change.with_edges)
    found = replace(
        estate,
        edges=edges,
        documents=documents,
        needs=_needs(estate.needs, places),
        moments=projection.moments.moved(places),
        numbers={int(places[edge]): numbers for edge, numbers in estate.numbers.items() if places[edge] >= 0},
        deployments=(*estate.deployments, *change.deployments),
    )
    graph = build(schema, found)
    numbers = list(found.numbers.items())
    return replace(
        projection,
        graph=graph,
        chances=chances_of(schema, found, graph),
        edges=edges,
        documents=documents,
        illustrative=np.append(projection.illustrative, [False] * (len(documents) - len(projection.documents))),
        moments=found.moments,
        numbered=np.asarray([edge for edge, _ in numbers], np.int32),
        numbers=np.asarray([row for _, row in numbers], np.float64).reshape(-1, 3),
        deployments=found.deployments,
    )


def _edges(
    projection: Projection,
    gone: NDArray[np.int64],
    certainty: NDArray[np.uint8],
    added: tuple[tuple[int, int, int], ...],
) -> tuple[Edges, NDArray[np.int64]]:
    """Take edges away, give the rest these certainties, add others; tell where each old one is now, -1 if nowhere."""
    old = projection.edges
    kept = np.ones(len(old), np.bool_)
    kept[gone] = False
    fresh = [edge for edge in dict.fromkeys(added) if not _there(old, kept, edge)]
    new = np.asarray(fresh, np.int64).reshape(-1, 3)
    dependent = np.concatenate([old.dependent[kept], new[:, 0]])
    relation = np.concatenate([old.relation[kept], new[:, 1]])
    dependee = np.concatenate([old.dependee[kept], new[:, 2]])
    order = np.lexsort((relation, dependee, dependent))
    counts = np.concatenate([np.diff(old.document_offsets)[kept], np.ones(len(fresh), np.int64)])
    begins = np.concatenate([old.document_offsets[:-1][kept], old.documents.size + np.arange(len(fresh))])
    listed = np.concatenate([old.documents, np.full(len(fresh), len(projection.documents), np.int32)])
    offsets = np.append(0, np.cumsum(counts[order]))
    picked = ranges(begins[order], counts[order])
    places = np.full(len(old), -1, np.int64)
    where = np.empty(len(order), np.int64)
    where[order] = np.arange(len(order))
    places[np.flatnonzero(kept)] = where[: int(kept.sum())]
    none = np.zeros(len(fresh), np.uint64)
    return (
        Edges(
            dependent=dependent[order].astype(np.int32),
            dependee=dependee[order].astype(np.int32),
            relation=relation[order].astype(np.int32),
            certainty=np.concatenate([certainty[kept], np.full(len(fresh), _STATED, np.uint8)])[order],
            has=np.concatenate([old.has[kept], none])[order],
            lacks=np.concatenate([old.lacks[kept], none])[order],
            document_offsets=offsets.astype(np.int32),
            documents=listed[picked].astype(np.int32),
        ),
        places,
    )


def _there(edges: Edges, kept: NDArray[np.bool_], wanted: tuple[int, int, int]) -> bool:
    dependent, relation, dependee = wanted
    same = (edges.dependent == dependent) & (edges.relation == relation) & (edges.dependee == dependee)
    return bool((same & kept).any())


def _needs(needs: tuple[Need, ...], places: NDArray[np.int64]) -> tuple[Need, ...]:
    moved = (
        replace(need, edges=tuple(int(places[edge]) for edge in need.edges if places[edge] >= 0)) for need in needs
    )
    return tuple(replace(need, edges=tuple(sorted(need.edges))) for need in moved if need.edges)


def remade(projection: Projection) -> Projection:
    """Make graph and chances anew of the facts of a projection, some of which somebody has replaced.

    Parameters
    ----------
    projection
        Whose edges, unsaid components or deployments are others than those that its graph was made of.
    """
    estate, schema = estate_of(projection), schema_of(projection)
    graph = build(schema, estate)
    return replace(projection, graph=graph, chances=chances_of(schema, estate, graph))


def estate_of(projection: Projection) -> Estate:
    """Give back what a projection was made of, as far as graph and chances depend on it."""
    columns = {name: column.tolist() for name, column in projection.needs.items()}
    needs = tuple(
        Need(component, relation, minimum, bool(complete), tuple(columns["edges"][first:last]))
        for component, relation, minimum, complete, first, last in zip(
            *(columns[name] for name in ("component", "relation", "minimum", "complete")),
            columns["offsets"][:-1],
            columns["offsets"][1:],
            strict=True,
        )
    )
    pairs: Mapping[str, tuple[tuple[int, int], ...]] = {
        name: tuple(zip(*array.T.tolist(), strict=True))
        for name, array in (("unsaid", projection.unsaid), ("described", projection.described))
    }
    named = zip(range(len(projection.components)), projection.class_of.tolist(), strict=True)
    return Estate(
        components=tuple(projection.components),
        class_of={component: projection.classes[place] for component, place in named if place >= 0},
        label_of={},
        slug_of={},
        owner_of={},
        criticality_of={},
        parts_of={},
        documents=projection.documents,
        illustrative=frozenset(np.flatnonzero(projection.illustrative).tolist()),
        described_in=pairs["described"],
        apt=projection.apt,
        releases=projection.releases,
        unsaid=pairs["unsaid"],
        relations=projection.relations,
        qualifiers=projection.qualifiers,
        edges=projection.edges,
        needs=needs,
        moments=projection.moments,
        numbers={
            int(edge): (float(low), float(default), float(high))
            for edge, (low, default, high) in zip(
                projection.numbered.tolist(), projection.numbers.tolist(), strict=True
            )
        },
        deployments=projection.deployments,
    )


def schema_of(projection: Projection) -> Schema:
    """Give back the schema that a projection was made with."""
    return Schema(
        relations=projection.relation_above,
        classes=projection.class_above,
        modes=projection.modes,
        rules=projection.rules,
        effects=projection.effects,
    )
