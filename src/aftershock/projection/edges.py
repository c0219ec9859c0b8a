"""Edges: what documents state, merged so that one (dependent, relation, dependee) is one edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aftershock.projection.statements import Statements

__all__ = ["CERTAINTIES", "WORST_STATED", "Edges", "certainty_index", "merge"]

#: Certainties from the best to the worst; anything unknown to us counts as the worst.
CERTAINTIES = ("stated", "assumed", "derived", "inferred", "not-certain", "stale")
#: The last index of `CERTAINTIES` that counts as stated.
WORST_STATED = 1

_INDEX = {
    AFT.Stated: 0,
    AFT.Assumed: 1,
    AFT.Derived: 2,
    AFT.Inferred: 3,
    AFT.NotCertain: 4,
    AFT.Stale: 5,
}


def certainty_index(value: str) -> int:
    """Find where a certainty stands in `CERTAINTIES`.

    Examples
    --------
    >>> certainty_index("https://w3id.org/aftershock/ontology#Stated"), certainty_index("https://a.example/Rumour")
    (0, 5)
    """
    return _INDEX.get(value, len(CERTAINTIES) - 1)


@dataclass(frozen=True, slots=True)
class Edges:
    """Merged edges, one element of each array for an edge.

    Parameters
    ----------
    dependent, dependee
        Component indices, int32.
    relation
        Relation indices, int32.
    certainty
        Index into `CERTAINTIES`, uint8.
    has, lacks
        Qualifiers known to be there and not to be there, a bit for each, uint64. One that some document says is there
        and another that it is not is in neither.
    document_offsets, documents
        Documents of edge ``e`` are ``documents[document_offsets[e]:document_offsets[e + 1]]``, int32.
    """

    dependent: NDArray[np.int32]
    dependee: NDArray[np.int32]
    relation: NDArray[np.int32]
    certainty: NDArray[np.uint8]
    has: NDArray[np.uint64]
    lacks: NDArray[np.uint64]
    document_offsets: NDArray[np.int32]
    documents: NDArray[np.int32]

    def __len__(self) -> int:
        """Count the edges."""
        return len(self.dependent)


def merge(said: Statements, components: int, relations: int) -> tuple[Edges, NDArray[np.int64]]:
    """Merge statements of the same edge.

    Parameters
    ----------
    said
        The statements.
    components, relations
        How many there are.

    Returns
    -------
    Edges
        The merged edges, ordered by dependent, dependee and relation.
    ndarray of int64
        For each statement the edge it became.
    """
    ends = said.dependent.astype(np.int64) * components + said.dependee
    keys, edge_of = np.unique(ends * relations + said.relation, return_inverse=True)
    count = len(keys)
    certainty = np.full(count, len(CERTAINTIES) - 1, np.uint8)
    np.minimum.at(certainty, edge_of, said.certainty)
    has, lacks = np.zeros(count, np.uint64), np.zeros(count, np.uint64)
    np.bitwise_or.at(has, edge_of, said.has)
    np.bitwise_or.at(lacks, edge_of, said.lacks)
    disputed = has & lacks
    last = int(said.document.max(initial=0)) + 1
    edge, document = np.divmod(np.unique(edge_of.astype(np.int64) * last + said.document), last)
    offsets = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(edge, minlength=count), out=offsets[1:])
    ends = keys // relations
    return (
        Edges(
            dependent=(ends // components).astype(np.int32),
            dependee=(ends % components).astype(np.int32),
            relation=(keys % relations).astype(np.int32),
            certainty=certainty,
            has=has & ~disputed,
            lacks=lacks & ~disputed,
            document_offsets=offsets,
            documents=document.astype(np.int32),
        ),
        edge_of.astype(np.int64),
    )
