"""Edges as documents state them: bare triples, and nodes that say more of an edge.

Nodes are read property by property and put together here. A join in the engine looks up every node once for each
property, which takes twice as long.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from aftershock.projection.edges import certainty_index
from aftershock.projection.moments import read_intervals
from aftershock.projection.tsv import by_document, columns, iri, number, rows
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.projection.moments import Interval
    from aftershock.projection.tsv import Ask

    Int = NDArray[np.int32]

__all__ = ["Components", "Statements", "read_statements"]


class Components(Protocol):
    """Hands out the indices of components."""

    def all(self, cells: Sequence[bytes]) -> Int:
        """Give the index of each cell's component; who was not seen before gets the next one."""


@dataclass(slots=True)
class Statements:
    """Edges as they were said, one element of each array for each statement.

    ``of_node`` finds the statement of a Dependency by its cell. ``intervals``, ``observed`` and ``numbers`` are those
    of the statements that have any: when it holds, when it was last seen to, and how likely it carries (low, default,
    high). The other fields are as of `aftershock.projection.edges.Edges`.
    """

    dependent: Int
    dependee: Int
    relation: Int
    certainty: NDArray[np.uint8]
    document: Int
    has: NDArray[np.uint64]
    lacks: NDArray[np.uint64]
    of_node: dict[bytes, int]
    intervals: dict[int, Interval]
    observed: dict[int, int]
    numbers: dict[int, tuple[float, float, float]]


@dataclass(slots=True)
class _Collected:
    """Statements so far, in pieces of one document, relation and certainty or many certainties."""

    components: Components
    pieces: list[tuple[Int, ...]] = field(default_factory=list)
    count: int = 0

    def add(
        self, subjects: list[bytes], objects: list[bytes], relation: int, certainty: Int | int, document: int
    ) -> int:
        """Take statements in; give the index of the first."""
        first, size = self.count, len(subjects)
        rest = (relation, certainty, document)
        self.pieces.append(
            (
                self.components.all(subjects),
                self.components.all(objects),
                *(np.broadcast_to(np.asarray(one, np.int32), (size,)) for one in rest),
            )
        )
        self.count += size
        return first

    def joined(self) -> tuple[Int, ...]:
        if not self.pieces:
            return tuple(np.zeros(0, np.int32) for _ in range(5))
        return tuple(np.concatenate(column) for column in zip(*self.pieces, strict=True))


def read_statements(
    ask: Ask,
    components: Components,
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
    components
        Gives the indices of components' cells.
    relations
        Index of each carrying relation.
    qualifiers
        Those that some rule asks for, at most 64; others change nothing.
    documents
        Index of each current document's cell.
    default_certainty
        Certainty index of the documents that declare one for their bare triples.
    """
    collected, of_node = _Collected(components), dict[bytes, int]()
    for relation, index in relations.items():
        for document, found in by_document(ask, f"?s <{relation}> ?o", ("s", "o"), documents):
            literal = [place for place, cell in enumerate(found[1]) if cell.startswith(b'"')]
            for place in reversed(literal):
                del found[0][place], found[1][place]
            collected.add(found[0], found[1], index, default_certainty.get(document, 0), document)
    for document, nodes in _nodes(ask, relations, documents).items():
        for index, some in nodes.of_relation.items():
            known = [node for node in some if node in nodes.subjects and node in nodes.objects]
            usual = default_certainty.get(document, 0)
            first = collected.add(
                [nodes.subjects[node] for node in known],
                [nodes.objects[node] for node in known],
                index,
                np.fromiter((nodes.certainty.get(node, usual) for node in known), np.int32, len(known)),
                document,
            )
            of_node.update(zip(known, range(first, first + len(known)), strict=True))
    dependent, dependee, relation_, certainty, document_ = collected.joined()
    intervals, observed = read_intervals(ask)
    return Statements(
        dependent=dependent,
        dependee=dependee,
        relation=relation_,
        certainty=certainty.astype(np.uint8),
        document=document_,
        has=_masks(ask, AFT.hasQualifier, qualifiers, of_node, dependent.size),
        lacks=_masks(ask, AFT.lacksQualifier, qualifiers, of_node, dependent.size),
        of_node=of_node,
        intervals={of_node[node]: found for node, found in intervals.items() if node in of_node},
        observed={of_node[node]: found for node, found in observed.items() if node in of_node},
        numbers=_numbers(ask, of_node),
    )


@dataclass(slots=True)
class _Nodes:
    """What one document says of its Dependency nodes, by the node's cell."""

    subjects: dict[bytes, bytes] = field(default_factory=dict)
    objects: dict[bytes, bytes] = field(default_factory=dict)
    certainty: dict[bytes, int] = field(default_factory=dict)
    of_relation: dict[int, list[bytes]] = field(default_factory=dict)


def _nodes(ask: Ask, relations: Mapping[str, int], documents: Mapping[bytes, int]) -> dict[int, _Nodes]:
    """Read the nodes of each document."""
    found: dict[int, _Nodes] = {}
    for document, cells in _ends(ask, AFT.dependent, documents):
        found[document] = _Nodes(cells)
    for document, cells in _ends(ask, AFT.dependee, documents):
        if document in found:
            found[document].objects = cells
    levels = [(certainty_index(iri(cell)), cell.decode()) for cell in _values(ask, AFT.sourceCertainty)]
    for level, cell in sorted(levels, reverse=True):  # the best of several is the last
        pattern = f"?d <{AFT.sourceCertainty}> {cell}"
        for document, (nodes,) in by_document(ask, pattern, ("d",), documents):
            if document in found:
                found[document].certainty.update(dict.fromkeys(nodes, level))
    for value in _values(ask, AFT.relation):
        index = relations.get(iri(value))
        if index is not None:
            for document, (nodes,) in by_document(ask, f"?d <{AFT.relation}> {value.decode()}", ("d",), documents):
                if document in found:
                    found[document].of_relation[index] = nodes
    return found


def _ends(ask: Ask, property_: str, documents: Mapping[bytes, int]) -> Iterator[tuple[int, dict[bytes, bytes]]]:
    """Read one end of each node; the shapes see to it that there is one, so of several any is taken."""
    for document, (nodes, cells) in by_document(ask, f"?d <{property_}> ?o", ("d", "o"), documents):
        yield document, dict(zip(nodes, cells, strict=True))


def _values(ask: Ask, property_: str) -> list[bytes]:
    """Give the IRIs that are values of a property."""
    (cells,) = columns(ask(f"SELECT DISTINCT ?v {{ ?d <{property_}> ?v FILTER(isIRI(?v)) }}"), 1)
    return sorted(cells)


def _masks(
    ask: Ask, property_: str, qualifiers: Sequence[str], of_node: Mapping[bytes, int], count: int
) -> NDArray[np.uint64]:
    masks = np.zeros(count, np.uint64)
    for bit, qualifier in enumerate(qualifiers):
        (nodes,) = columns(ask(f"SELECT ?d {{ ?d <{property_}> <{qualifier}> }}"), 1)
        places = [of_node[node] for node in nodes if node in of_node]
        masks[places] |= np.uint64(1 << bit)
    return masks


def _numbers(ask: Ask, of_node: Mapping[bytes, int]) -> dict[int, tuple[float, float, float]]:
    """Read likelihoods that a dependency gives itself; one number alone is low and high too."""
    answer = ask(
        f"SELECT ?d ?l ?n ?h {{ ?d <{AFT.likelihood}> ?n "
        f"OPTIONAL {{ ?d <{AFT.likelihoodLow}> ?l }} OPTIONAL {{ ?d <{AFT.likelihoodHigh}> ?h }} }}"
    )
    found = {}
    for node, low, default, high in rows(answer):
        middle = number(default) if node in of_node else None
        if middle is not None:
            least, most = number(low), number(high)
            found[of_node[node]] = (middle if least is None else least, middle, middle if most is None else most)
    return found
