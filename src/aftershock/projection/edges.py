"""Edges as documents state them, bare or as nodes, merged so that one (dependent, relation, dependee) is one edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aftershock.projection.moments import read_intervals
from aftershock.projection.tsv import iri, number, rows
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.projection.moments import Interval
    from aftershock.projection.tsv import Ask

__all__ = ["CERTAINTIES", "WORST_STATED", "Edges", "Statements", "certainty_index", "merge", "read_statements"]

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


@dataclass(slots=True)
class Statements:
    """Edges as they were said, one list element for each statement; ``of_node`` finds the statement of a Dependency.

    ``intervals``, ``observed`` and ``numbers`` are those of the statements that have any: when it holds, when it was
    last seen to, and how likely it carries (low, default, high).
    """

    dependent: list[int]
    dependee: list[int]
    relation: list[int]
    certainty: list[int]
    document: list[int]
    has: list[int]
    lacks: list[int]
    of_node: dict[bytes, int]
    intervals: dict[int, Interval]
    observed: dict[int, int]
    numbers: dict[int, tuple[float, float, float]]


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


def read_statements(
    ask: Ask,
    component: Callable[[bytes], int],
    relations: Mapping[str, int],
    qualifiers: Sequence[str],
    documents: Mapping[bytes, int],
    default_certainty: Mapping[int, int],
) -> Statements:
    """Read every edge of current documents.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes.
    component
        Gives the index of a component's cell.
    relations
        Index of each carrying relation.
    qualifiers
        Those that some rule asks for, at most 64; others change nothing.
    documents
        Index of each current document's cell.
    default_certainty
        Certainty index of the documents that declare one for their bare triples.
    """
    said = Statements([], [], [], [], [], [], [], {}, {}, {}, {})
    for relation, index in relations.items():
        for subject, object_, graph in rows(ask(f"SELECT ?s ?o ?g {{ GRAPH ?g {{ ?s <{relation}> ?o }} }}")):
            document = documents.get(graph)
            if document is not None and not object_.startswith(b'"'):
                _append(
                    said, component(subject), component(object_), index, default_certainty.get(document, 0), document
                )
    answer = ask(
        f"SELECT ?d ?s ?r ?o ?c ?g {{ GRAPH ?g {{ ?d <{AFT.dependent}> ?s ; <{AFT.relation}> ?r ; <{AFT.dependee}> ?o "
        f"OPTIONAL {{ ?d <{AFT.sourceCertainty}> ?c }} }} }}"
    )
    cells = {f"<{relation}>".encode(): index for relation, index in relations.items()}
    certainties: dict[bytes, int] = {}
    for node, subject, relation_, object_, certainty, graph in rows(answer):
        document, found = documents.get(graph), cells.get(relation_)
        if document is None or found is None:
            continue
        if not certainty:
            level = default_certainty.get(document, 0)
        elif certainty in certainties:
            level = certainties[certainty]
        else:
            level = certainties.setdefault(certainty, certainty_index(iri(certainty)))
        said.of_node[node] = len(said.dependent)
        _append(said, component(subject), component(object_), found, level, document)
    _read_qualifiers(ask, said, qualifiers)
    intervals, observed = read_intervals(ask)
    said.intervals.update({said.of_node[node]: found for node, found in intervals.items() if node in said.of_node})
    said.observed.update({said.of_node[node]: found for node, found in observed.items() if node in said.of_node})
    said.numbers.update(_numbers(ask, said.of_node))
    return said


def _read_qualifiers(ask: Ask, said: Statements, qualifiers: Sequence[str]) -> None:
    bits = {f"<{qualifier}>".encode(): 1 << place for place, qualifier in enumerate(qualifiers)}
    for property_, masks in ((AFT.hasQualifier, said.has), (AFT.lacksQualifier, said.lacks)):
        for node, qualifier_ in rows(ask(f"SELECT ?d ?q {{ ?d <{property_}> ?q }}")):
            place = said.of_node.get(node)
            if place is not None:
                masks[place] |= bits.get(qualifier_, 0)


def _numbers(ask: Ask, of_node: Mapping[bytes, int]) -> dict[int, tuple[float, float, float]]:
    """Read likelihoods that a dependency gives itself; one number alone is low and high too."""
    answer = ask(
        f"SELECT ?d ?l ?n ?h {{ ?d <{AFT.relation}> ?r ; <{AFT.likelihood}> ?n "
        f"OPTIONAL {{ ?d <{AFT.likelihoodLow}> ?l }} OPTIONAL {{ ?d <{AFT.likelihoodHigh}> ?h }} }}"
    )
    found = {}
    for node, low, default, high in rows(answer):
        middle = number(default)
        if middle is not None and node in of_node:
            least, most = number(low), number(high)
            found[of_node[node]] = (middle if least is None else least, middle, middle if most is None else most)
    return found


def _append(said: Statements, dependent: int, dependee: int, relation: int, certainty: int, document: int) -> None:
    said.dependent.append(dependent)
    said.dependee.append(dependee)
    said.relation.append(relation)
    said.certainty.append(certainty)
    said.document.append(document)
    said.has.append(0)
    said.lacks.append(0)


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
    dependent, dependee = np.asarray(said.dependent, np.int64), np.asarray(said.dependee, np.int64)
    relation = np.asarray(said.relation, np.int64)
    keys, edge_of = np.unique((dependent * components + dependee) * relations + relation, return_inverse=True)
    count = len(keys)
    certainty = np.full(count, len(CERTAINTIES) - 1, np.uint8)
    np.minimum.at(certainty, edge_of, np.asarray(said.certainty, np.uint8))
    has, lacks = np.zeros(count, np.uint64), np.zeros(count, np.uint64)
    np.bitwise_or.at(has, edge_of, np.asarray(said.has, np.uint64))
    np.bitwise_or.at(lacks, edge_of, np.asarray(said.lacks, np.uint64))
    disputed = has & lacks
    pairs = np.unique(np.stack([edge_of.astype(np.int64), np.asarray(said.document, np.int64)], axis=1), axis=0)
    offsets = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(pairs[:, 0], minlength=count), out=offsets[1:])
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
            documents=pairs[:, 1].astype(np.int32),
        ),
        edge_of.astype(np.int64),
    )
