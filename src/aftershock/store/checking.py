"""What a worker does to check a snapshot: open it, count what is in it, and give what the shapes are held against."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, serialize

from aftershock.errors import StoreError
from aftershock.store.holdings import Holdings
from aftershock.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aftershock.store.base import GraphEntry

__all__ = ["check"]

_SHIPPED: Final = ("ontology", "catalog")


def check(header: Mapping[str, Any], _payload: bytes) -> tuple[dict[str, Any], Iterator[bytes]]:
    """Check that a snapshot is whole.

    Parameters
    ----------
    header
        ``snapshot`` (a folder), ``revision`` (what it should be at), ``graphs`` (how many statements each current
        graph should have, by IRI).

    Returns
    -------
    dict
        ``faults``, a sentence each; ``graphs`` and ``triples``, counted.
    iterator of bytes
        The current graphs that are not shipped, as N-Quads.

    Raises
    ------
    StoreError
        If it cannot be opened.
    """
    snapshot = Snapshot.open(header["snapshot"])
    try:
        current, faults, counts = _looked_at(snapshot, header)
    except (OSError, RuntimeError, ValueError, KeyError) as error:  # the engine's faults, and an index that is none
        raise StoreError(f"the snapshot {header['snapshot']} cannot be read: {error}") from error
    told = {"faults": faults, "graphs": len(current), "triples": sum(counts[entry.graph] for entry in current)}
    own = [entry.graph for entry in current if entry.kind not in _SHIPPED]
    return told, (_nquads(snapshot, graph) for graph in own)


def _looked_at(snapshot: Snapshot, header: Mapping[str, Any]) -> tuple[tuple[GraphEntry, ...], list[str], Counter[str]]:
    holdings = Holdings(snapshot.store)
    current, counts = holdings.current(), _counts(snapshot)
    faults = [*_against_index(current, counts), *_against_what_it_should_be(holdings.revision, current, header)]
    faults += _union(snapshot, {entry.graph for entry in current})
    return current, faults, counts


def _counts(snapshot: Snapshot) -> Counter[str]:
    counts: Counter[str] = Counter()
    for graph in snapshot.store.named_graphs():
        counts[str(graph.value)] = sum(1 for _ in snapshot.store.quads_for_pattern(None, None, None, graph))
    return counts


def _against_index(current: tuple[GraphEntry, ...], counts: Counter[str]) -> Iterator[str]:
    for entry in current:
        if counts[entry.graph] != entry.triples:
            yield f"<{entry.graph}> has {counts[entry.graph]} statements, and its index says {entry.triples}"


def _against_what_it_should_be(
    revision: int, current: tuple[GraphEntry, ...], header: Mapping[str, Any]
) -> Iterator[str]:
    if revision != header["revision"]:
        yield f"the store is at revision {revision}, and should be at {header['revision']}"
    there = {entry.graph: entry.triples for entry in current}
    said: Mapping[str, int] = header["graphs"]
    for graph in sorted(there.keys() - said.keys()):
        yield f"<{graph}> is there, and should not be"
    for graph in sorted(said.keys() - there.keys()):
        yield f"<{graph}> is missing"
    for graph in sorted(there.keys() & said.keys()):
        if there[graph] != said[graph]:
            yield f"<{graph}> has {there[graph]} statements, and should have {said[graph]}"


def _union(snapshot: Snapshot, current: set[str]) -> Iterator[str]:
    """Hold the union that is kept against the graphs that make it."""
    store = snapshot.store
    made = {
        (quad.subject, quad.predicate, quad.object)
        for graph in sorted(current)
        for quad in store.quads_for_pattern(None, None, None, NamedNode(graph))
    }
    kept = sum(1 for _ in store.quads_for_pattern(None, None, None, DefaultGraph()))
    if kept != len(made):
        yield f"the union of the current graphs has {kept} statements, and they make {len(made)}"


def _nquads(snapshot: Snapshot, graph: str) -> bytes:
    quads = snapshot.store.quads_for_pattern(None, None, None, NamedNode(graph))
    return serialize(quads, format=RdfFormat.N_QUADS) or b""
