"""The index of graphs: what the provenance graph says of them, read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import Literal, NamedNode

from aftershock.store.base import KINDS, PROVENANCE, STORE, GraphEntry
from aftershock.vocabulary import AFT, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import QuerySolutions, Store

    from aftershock.store.base import Activity

__all__ = ["count", "entries_of", "record", "revision_of"]

_RDF, _DCTERMS, _PROV, _RDFS = (PREFIXES[name] for name in ("rdf", "dcterms", "prov", "rdfs"))
_XSD: Final = PREFIXES["xsd"]
_TRIPLES: Final = "http://rdfs.org/ns/void#triples"
_KIND_OF: Final = {iri: kind for kind, iri in KINDS.items()}


def revision_of(store: Store) -> int:
    """Read the revision; 0 where nothing was ever published."""
    for quad in store.quads_for_pattern(NamedNode(STORE), NamedNode(AFT.revision), None, NamedNode(PROVENANCE)):
        return int(cast("Literal", quad.object).value)
    return 0


def count(store: Store, graph: str) -> int:
    """Count the statements of a graph as the engine keeps them: ``1`` and ``01`` are one, and so are lines said twice.

    Examples
    --------
    >>> from pyoxigraph import Store
    >>> store = Store()
    >>> store.update("INSERT DATA { GRAPH <a:g> { <a:a> <a:p> 1, 01, 2 } }")
    >>> count(store, "a:g")
    2
    """
    found = store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}")
    return int(cast("Literal", next(cast("QuerySolutions", found))["n"]).value)


def entries_of(store: Store) -> dict[str, GraphEntry]:
    """Read the index, by IRI of the graph."""
    provenance = NamedNode(PROVENANCE)
    found: dict[str, GraphEntry] = {}
    for iri, kind in _KIND_OF.items():
        for quad in store.quads_for_pattern(None, NamedNode(_RDF + "type"), NamedNode(iri), provenance):
            graph = cast("NamedNode", quad.subject)
            said = {
                one.predicate.value: cast("NamedNode | Literal", one.object).value
                for one in store.quads_for_pattern(graph, None, None, provenance)
            }
            found[graph.value] = GraphEntry(
                graph=graph.value,
                kind=kind,
                sha256=said[AFT.sha256],
                triples=int(said[_TRIPLES]),
                issued=said[_DCTERMS + "issued"],
                lineage=said.get(AFT.lineage),
                superseded_by=said.get(AFT.supersededBy),
            )
    return found


def record(
    store: Store,
    revision: int,
    at: str,
    *,
    changed: Iterable[GraphEntry],
    superseded: Iterable[GraphEntry],
    withdrawn: Iterable[str],
    activity: Activity,
) -> None:
    """Write a publication into the provenance graph, in one transaction.

    Parameters
    ----------
    store
        The store.
    revision
        The number of this publication.
    at
        When, ``2026-11-20T08:00:00Z``.
    changed
        Graphs that are current from now on; what was said of them is replaced.
    superseded
        Graphs that another takes the place of, as they are to be recorded.
    withdrawn
        IRIs of graphs of which nothing is left.
    activity
        What led to it.
    """
    doing = f"{ID}activity/{revision}"
    changed, superseded, withdrawn = tuple(changed), tuple(superseded), tuple(withdrawn)
    gone = [*(entry.graph for entry in (*changed, *superseded)), *withdrawn, STORE]
    facts = [
        *_activity(doing, at, activity),
        (STORE, AFT.revision, Literal(revision)),
        (PROVENANCE, _RDF + "type", NamedNode(AFT.ProvenanceGraph)),
    ]
    for entry in (*changed, *superseded):
        facts += _entry(entry)
    facts += [(entry.graph, _PROV + "wasGeneratedBy", NamedNode(doing)) for entry in changed]
    facts += [
        (entry.superseded_by, _PROV + "wasRevisionOf", NamedNode(entry.graph))
        for entry in superseded
        if entry.superseded_by is not None
    ]
    deletions = " ".join(f"{NamedNode(graph)}" for graph in gone)
    insertions = "\n".join(
        f"{NamedNode(subject)} {NamedNode(predicate)} {value} ." for subject, predicate, value in facts
    )
    store.update(
        f"DELETE {{ GRAPH <{PROVENANCE}> {{ ?s ?p ?o }} }} "
        f"WHERE {{ GRAPH <{PROVENANCE}> {{ VALUES ?s {{ {deletions} }} ?s ?p ?o }} "
        f"FILTER(?p NOT IN (<{_PROV}wasGeneratedBy>, <{_PROV}wasRevisionOf>)) }} ;\n"
        f"INSERT DATA {{ GRAPH <{PROVENANCE}> {{\n{insertions}\n}} }}"
    )


def _entry(entry: GraphEntry) -> list[tuple[str, str, NamedNode | Literal]]:
    facts: list[tuple[str, str, NamedNode | Literal]] = [
        (entry.graph, _RDF + "type", NamedNode(KINDS[entry.kind])),
        (entry.graph, AFT.sha256, Literal(entry.sha256)),
        (entry.graph, _TRIPLES, Literal(entry.triples)),
        (entry.graph, _DCTERMS + "issued", Literal(entry.issued, datatype=NamedNode(_XSD + "dateTime"))),
    ]
    if entry.lineage is not None:
        facts.append((entry.graph, AFT.lineage, NamedNode(entry.lineage)))
    if entry.superseded_by is not None:
        facts.append((entry.graph, AFT.supersededBy, NamedNode(entry.superseded_by)))
    return facts


def _activity(iri: str, at: str, activity: Activity) -> list[tuple[str, str, NamedNode | Literal]]:
    facts: list[tuple[str, str, NamedNode | Literal]] = [
        (iri, _RDF + "type", NamedNode(_PROV + "Activity")),
        (iri, _PROV + "endedAtTime", Literal(at, datatype=NamedNode(_XSD + "dateTime"))),
    ]
    facts += [(iri, _PROV + "used", NamedNode(one)) for one in activity.used]
    if activity.label:
        facts.append((iri, _RDFS + "label", Literal(activity.label)))
    if activity.software:
        facts.append((iri, _DCTERMS + "description", Literal(activity.software)))
    return facts
