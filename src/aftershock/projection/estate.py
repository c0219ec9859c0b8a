"""What current documents say there is: components, edges between them, needs with alternatives, what is unsaid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from aftershock.projection.apt import read_apt
from aftershock.projection.edges import Edges, certainty_index, merge
from aftershock.projection.moments import Moments, merge_moments
from aftershock.projection.releases import read_releases
from aftershock.projection.statements import read_statements
from aftershock.projection.tsv import by_document, columns, iri, number, rows, text
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.projection.schema import Schema
    from aftershock.projection.tsv import Ask

__all__ = ["Deployment", "Estate", "Need", "read_estate"]

_PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@dataclass(frozen=True, slots=True)
class Need:
    """Alternatives of one component over one relation: edge indices, how many must stand, whether all are named."""

    component: int
    relation: int
    minimum: int
    complete: bool
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Deployment:
    """That a mitigation is on a component, or that nobody knows whether it is; what is absent is left out."""

    component: int
    mitigation: str
    present: bool


@dataclass(frozen=True, slots=True)
class Estate:
    """Components by index, and what holds between them.

    Parameters
    ----------
    components
        IRIs.
    class_of, label_of, slug_of, owner_of, criticality_of
        Class IRI (the most specific), label, slug, owner IRI and criticality IRI of those components that have one.
    parts_of
        Parts of a component.
    documents
        IRIs of current documents.
    illustrative
        Those of them that are invented to show something.
    described_in
        ``(component, document)`` pairs: the document types the component.
    unsaid
        ``(component, document)`` pairs: the document does not say what the component depends on.
    relations, qualifiers
        IRIs, in the order of the indices and bits that edges use.
    edges, needs
        As they are merged.
    moments
        When edges hold.
    numbers
        Likelihoods (low, default, high) of those edges that give their own.
    deployments
        Mitigations that are on components, or may be.
    apt
        The edges that apt follows, as `aftershock.projection.apt.read_apt` gives them.
    releases
        Releases of one project, as `aftershock.projection.releases.read_releases` gives them.
    """

    components: tuple[str, ...]
    class_of: Mapping[int, str]
    label_of: Mapping[int, str]
    slug_of: Mapping[int, str]
    owner_of: Mapping[int, str]
    criticality_of: Mapping[int, str]
    parts_of: Mapping[int, tuple[int, ...]]
    documents: tuple[str, ...]
    illustrative: frozenset[int]
    described_in: tuple[tuple[int, int], ...]
    unsaid: tuple[tuple[int, int], ...]
    relations: tuple[str, ...]
    qualifiers: tuple[str, ...]
    edges: Edges
    needs: tuple[Need, ...]
    moments: Moments
    numbers: Mapping[int, tuple[float, float, float]]
    deployments: tuple[Deployment, ...]
    apt: NDArray[np.int32]
    releases: NDArray[np.int32]


@dataclass(slots=True)
class _Interner:
    """Hands out indices to cells; members of an accepted identity share the index of their canonical name."""

    canonical: Mapping[bytes, bytes]
    index: dict[bytes, int] = field(default_factory=dict)
    names: list[bytes] = field(default_factory=list)

    def __call__(self, cell: bytes) -> int:
        found = self.index.get(cell)
        if found is None:
            name = self.canonical.get(cell, cell)
            found = self.index.get(name)
            if found is None:
                found = self.index[name] = len(self.names)
                self.names.append(name)
            self.index[cell] = found
        return found

    def all(self, cells: Sequence[bytes]) -> NDArray[np.int32]:
        index = self.index
        for cell in cells:
            if cell not in index:
                self(cell)
        return np.fromiter(map(index.__getitem__, cells), np.int32, len(cells))


def read_estate(ask: Ask, schema: Schema, current: frozenset[str]) -> Estate:
    """Read components, edges and needs of current documents.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes: plain patterns over the union of current graphs, ``GRAPH`` over all.
    schema
        The relations, classes and rules that count.
    current
        IRIs of the current named graphs.
    """
    component = _Interner(_canonical(ask))
    documents = {f"<{graph}>".encode(): place for place, graph in enumerate(sorted(current))}
    relations = {relation: place for place, relation in enumerate(schema.relations)}
    qualifiers = tuple(sorted(set().union(*(rule.unless | rule.requires for rule in schema.rules))))
    class_of, described_in = _described(ask, schema, component, documents)
    illustrative = frozenset(
        documents[graph]
        for graph, subject in rows(ask(f"SELECT ?g ?d {{ GRAPH ?g {{ ?d <{AFT.illustrative}> true }} }}"))
        if graph in documents
    )
    defaults = {
        documents[graph]: certainty_index(iri(level))
        for graph, level in rows(ask(f"SELECT ?g ?c {{ GRAPH ?g {{ ?d <{AFT.defaultCertainty}> ?c }} }}"))
        if graph in documents
    }
    said = read_statements(ask, component, relations, qualifiers, documents, defaults)
    unsaid = tuple(
        (component(one), documents[graph])
        for one, graph in rows(
            ask(f"SELECT ?c ?g {{ GRAPH ?g {{ ?c <{AFT.dependencyCompleteness}> <{AFT.NoAssertion}> }} }}")
        )
        if graph in documents
    )
    edges, edge_of = merge(said, max(1, len(component.names)), max(1, len(relations)))
    edge_of_node = {node: int(edge_of[place]) for node, place in said.of_node.items()}
    needs = _needs(ask, component, relations, edge_of_node)
    known = component.index
    components = tuple(iri(name) for name in component.names)
    return Estate(
        components=components,
        class_of=class_of,
        label_of=_texts(ask, known, _LABEL, _PREF_LABEL),
        slug_of=_texts(ask, known, AFT.slug),
        owner_of=_things(ask, known, AFT.accountable),
        criticality_of=_things(ask, known, AFT.criticality),
        parts_of=_parts(ask, component),
        documents=tuple(sorted(current)),
        illustrative=illustrative,
        described_in=described_in,
        unsaid=unsaid,
        relations=tuple(relations),
        qualifiers=qualifiers,
        edges=edges,
        needs=needs,
        moments=merge_moments(said.intervals, said.observed, edge_of, said.certainty),
        numbers=_numbers(said.numbers, edge_of),
        deployments=_deployments(ask, known),
        apt=read_apt(ask, said, edge_of, known, documents, relations.get(AFT.dependsOn, -1)),
        releases=read_releases(ask, known, components),
    )


def _numbers(
    said: Mapping[int, tuple[float, float, float]], edge_of: NDArray[np.int64]
) -> dict[int, tuple[float, float, float]]:
    """Join the likelihoods that several statements give one edge: the lowest low, the highest default and high."""
    found: dict[int, tuple[float, float, float]] = {}
    for statement, (low, default, high) in said.items():
        edge = int(edge_of[statement])
        least, middle, most = found.get(edge, (low, default, high))
        found[edge] = min(least, low), max(middle, default), max(most, high)
    return found


def _deployments(ask: Ask, known: Mapping[bytes, int]) -> tuple[Deployment, ...]:
    answer = ask(
        f"SELECT DISTINCT ?c ?m ?s {{ ?d <{AFT.ofMitigation}> ?m ; <{AFT.deployedOn}> ?c ; <{AFT.status}> ?s }} "
        "ORDER BY ?c ?m ?s"
    )
    said: dict[tuple[int, str], set[str]] = defaultdict(set)
    for one, mitigation, status in rows(answer):
        if one in known:
            said[known[one], iri(mitigation)].add(iri(status))
    return tuple(
        Deployment(component, mitigation, AFT.Present in statuses)
        for (component, mitigation), statuses in said.items()
        if AFT.Present in statuses or (AFT.Unknown in statuses and AFT.Absent not in statuses)
    )


def _things(ask: Ask, known: Mapping[bytes, int], property_: str) -> dict[int, str]:
    """Read one IRI of each component, the first in their order."""
    return {
        known[one]: iri(thing)
        for one, thing in rows(ask(f"SELECT ?c (MIN(?o) AS ?w) {{ ?c <{property_}> ?o }} GROUP BY ?c"))
        if one in known
    }


def _canonical(ask: Ask) -> dict[bytes, bytes]:
    """Follow accepted identity statements to the name that is kept."""
    answer = ask(
        f"SELECT ?m ?c {{ ?i <{AFT.canonical}> ?c ; <{AFT.member}> ?m ; <{AFT.decision}> <{AFT.Accepted}> }} "
        "ORDER BY ?m ?c"
    )
    direct = {member: kept for member, kept in rows(answer) if member != kept}
    resolved: dict[bytes, bytes] = {}
    for member in direct:
        name, seen = member, {member}
        while name in direct and direct[name] not in seen:
            name = direct[name]
            seen.add(name)
        resolved[member] = name
    return resolved


def _described(
    ask: Ask, schema: Schema, component: _Interner, documents: Mapping[bytes, int]
) -> tuple[dict[int, str], tuple[tuple[int, int], ...]]:
    """Read the components that documents type, and with which most specific class."""
    kinds = {name for name, above in schema.classes.items() if AFT.Component in above} | {AFT.Component}
    depth = {f"<{name}>".encode(): (len(schema.classes.get(name, ())), name) for name in kinds}
    said = [
        (component.canonical.get(one, one), document, rank)
        for cell, rank in depth.items()
        for document, (found,) in by_document(ask, f"?c a {cell.decode()}", ("c",), documents)
        for one in found
    ]
    said.sort()  # indices follow the names, and with them the order of rows that are equally near
    best: dict[int, tuple[int, str]] = {}
    described: dict[tuple[int, int], None] = {}
    for one, document, rank in said:
        index = component(one)
        best[index] = max(best.get(index, (0, "")), rank)
        described[index, document] = None
    return {index: name for index, (_, name) in best.items()}, tuple(described)


def _texts(ask: Ask, known: Mapping[bytes, int], *properties: str) -> dict[int, str]:
    """Read a text of each component, the first in their order; of several properties the last that is given."""
    texts: dict[int, str] = {}
    for property_ in properties:
        things, values = columns(ask(f"SELECT ?c ?v {{ ?c <{property_}> ?v }}"), 2)
        some: dict[int, str] = {}
        for one, value in zip(things, values, strict=True):
            place = known.get(one)
            if place is not None:
                written = text(value)
                if some.setdefault(place, written) > written:
                    some[place] = written
        texts.update(some)
    return texts


def _parts(ask: Ask, component: _Interner) -> dict[int, tuple[int, ...]]:
    parts: dict[int, set[int]] = defaultdict(set)
    for part, whole in rows(ask(f"SELECT ?p ?w {{ ?p <{AFT.partOf}> ?w }}")):
        if part in component.index and whole in component.index:
            parts[component(whole)].add(component(part))
    return {whole: tuple(sorted(members)) for whole, members in parts.items()}


def _needs(
    ask: Ask, component: _Interner, relations: Mapping[str, int], edge_of_node: Mapping[bytes, int]
) -> tuple[Need, ...]:
    alternatives: dict[bytes, set[int]] = defaultdict(set)
    for need, node in rows(ask(f"SELECT ?n ?d {{ ?n <{AFT.alternative}> ?d }}")):
        if node in edge_of_node:
            alternatives[need].add(edge_of_node[node])
    minimum, completeness = (
        dict(rows(ask(f"SELECT ?n ?v {{ ?n <{property_}> ?v }}"))) for property_ in (AFT.minimum, AFT.completeness)
    )
    # the engine would begin with all relations, were they not optional
    answer = ask(f"SELECT ?n ?c ?r {{ ?n <{AFT.needOf}> ?c OPTIONAL {{ ?n <{AFT.relation}> ?r }} }}")
    return tuple(
        Need(
            component=component(one),
            relation=relations[iri(relation)],
            minimum=int(number(minimum.get(need, b"")) or 1),
            complete=iri(completeness.get(need, b"")) == AFT.Complete,
            edges=tuple(sorted(alternatives[need])),
        )
        for need, one, relation in sorted(rows(answer))
        if alternatives[need] and iri(relation) in relations
    )
