"""What a store of quads must do for the rest of the house, and the records it speaks in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, Protocol

from aftershock.vocabulary import AFT, ID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = [
    "CHANGED",
    "DEFAULT_GRAPH",
    "KINDS",
    "PROVENANCE",
    "STORE",
    "UNION",
    "Activity",
    "Answer",
    "Caps",
    "Dataset",
    "Edition",
    "GraphEntry",
    "GraphKind",
    "Publication",
    "Published",
    "QuadStore",
]

GraphKind = Literal["source", "reading", "ontology", "catalog", "curation"]

KINDS: Final[dict[GraphKind, str]] = {
    "source": AFT.SourceGraph,
    "reading": AFT.ReadingGraph,
    "ontology": AFT.OntologyGraph,
    "catalog": AFT.CatalogGraph,
    "curation": AFT.CurationGraph,
}
"""The class of each kind of graph."""

PROVENANCE: Final = ID + "graph/provenance"
"""The graph of activities and of the index of graphs; no query sees it unless it names it."""

DEFAULT_GRAPH: Final = ID + "graph/default"
"""The store's own default graph, under a name: what data without a graph would be in."""

CHANGED: Final = "0" * 16
"""How the digest of a graph begins that is no longer as it was given."""

STORE: Final = ID + "store"
"""The store itself, which carries the revision."""


@dataclass(frozen=True, slots=True)
class GraphEntry:
    """A named graph as the index has it.

    Parameters
    ----------
    graph
        Its IRI.
    kind
        What it holds.
    sha256
        Of its statements as they were given, 64 hexadecimal digits; where an update has changed it, of what it was and
        the changes, beginning with `CHANGED`.
    triples
        How many there are.
    issued
        When it was published, ``2026-11-20T08:00:00Z``.
    lineage
        What its editions have in common; ``None`` where it has no editions.
    superseded_by
        The graph of the newer edition; ``None`` where it is current.
    """

    graph: str
    kind: GraphKind
    sha256: str
    triples: int
    issued: str
    lineage: str | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A graph to be published: it takes the place of the current graph of the same kind and lineage.

    Parameters
    ----------
    graph
        Its IRI.
    kind
        What it holds.
    lineage
        What its editions have in common; ``None`` for a graph that is only ever replaced by itself.
    """

    graph: str
    kind: GraphKind
    lineage: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """What led to a publication, for the provenance graph.

    Parameters
    ----------
    label
        What was done, such as ``"ingest of page.txt"``.
    used
        IRIs of what it was done from.
    software
        What did it, such as ``"aftershock 0.1.0, reader agent-page 1"``.
    """

    label: str = ""
    used: tuple[str, ...] = ()
    software: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """Graphs that become visible together or not at all.

    Parameters
    ----------
    editions
        The graphs.
    nquads
        Their statements as N-Quads, or a file of them; each in one of the graphs.
    activity
        What led to it.
    withdraw
        Kinds of which no other graph than the given ones is to be left (what is shipped is given as a whole).
    """

    editions: tuple[Edition, ...]
    nquads: bytes | Path = field(repr=False)
    activity: Activity = Activity()
    withdraw: tuple[GraphKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did.

    Parameters
    ----------
    revision
        The store's revision now.
    outcome
        ``"added"``, ``"revised"`` (a graph took the place of another, or was withdrawn) or ``"unchanged"``.
    changed
        The graphs that are new, or say something else than before.
    """

    revision: int
    outcome: Literal["added", "revised", "unchanged"]
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a query is asked of.

    Parameters
    ----------
    default
        ``"union"``: the default graph is the union of all current graphs, or what the query itself says by FROM.
        ``"empty"``: it is the store's own (`DEFAULT_GRAPH`), or what the query says by FROM; the provenance graph is no
        named graph then. Or IRIs of graphs: it is their merge, whatever the query says, and the named graphs are
        `named`.
    named
        IRIs of graphs, where `default` is IRIs.
    """

    default: Literal["union", "empty"] | tuple[str, ...] = "union"
    named: tuple[str, ...] = ()


UNION: Final = Dataset()
"""The union of all current graphs."""


@dataclass(frozen=True, slots=True)
class Caps:
    """How long an answer may be.

    Parameters
    ----------
    rows
        Solutions or triples.
    size
        Bytes.
    """

    rows: int = 100_000
    size: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, serialised.

    Parameters
    ----------
    kind
        ``"select"``, ``"ask"``, or ``"graph"`` (CONSTRUCT and DESCRIBE).
    format
        The name of its format, see `aftershock.store.results`.
    media_type
        Of the content.
    rows
        Solutions or triples in it; 1 for ASK.
    content
        The bytes.
    """

    kind: Literal["select", "ask", "graph"]
    format: str
    media_type: str
    rows: int
    content: bytes = field(repr=False)


class QuadStore(Protocol):
    """A store of quads: the one seam between the house and whatever holds its statements."""

    def revision(self) -> int:
        """Give the number of the last change; 0 for a new store."""
        ...

    def graphs(self) -> tuple[GraphEntry, ...]:
        """Give the index: current and superseded graphs, by IRI."""
        ...

    def query(self, text: str, dataset: Dataset, formats: Sequence[str], caps: Caps) -> Answer:
        """Answer a query.

        Parameters
        ----------
        text
            SPARQL 1.1; our prefixes need not be declared.
        dataset
            What it is asked of.
        formats
            Names of formats, the first that fits the query's form is used.
        caps
            How long the answer may be.

        Raises
        ------
        QueryError
            If it does not parse, or fails.
        ResultTooLargeError
            If the answer outgrows a cap.
        UsageError
            If no format fits.
        """
        ...

    def publish(self, publication: Publication) -> Published:
        """Publish graphs, all or none.

        Raises
        ------
        DocumentError
            If the statements do not parse, or are in no graph that was named.
        """
        ...

    def dump(self, notation: str, graph: str | None = None) -> bytes:
        """Give statements in bulk, in a format of graphs, see `aftershock.store.dumping.dump`."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...
