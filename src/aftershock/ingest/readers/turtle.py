"""Reads graphs of our own, in Turtle or N-Triples, into one named graph."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError
from aftershock.ingest.readers.unknown_terms import told
from aftershock.model.terms import TERMS
from aftershock.vocabulary import AFT, ID, NAMESPACE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat

    from aftershock.ingest.reading import Reading
    from aftershock.model.documents import Document
    from aftershock.model.terms import Use

__all__ = ["read_ntriples", "read_turtle"]

_DCTERMS: Final = PREFIXES["dcterms"]
_TYPE: Final = PREFIXES["rdf"] + "type"


def read_turtle(document: Document) -> Reading:
    """Read a Turtle document.

    Parameters
    ----------
    document
        Turtle. Relative IRIs are relative to the document's own IRI, so that ``<>`` is the document.

    Returns
    -------
    Reading
        All its triples in the graph of its name, with what the document is, and a title if it gives none. A blank node
        becomes an IRI below the document's, numbered in the order of the text: the same document, the same quads. The
        lineage is that of the document's ``dcterms:identifier`` if it declares one, else of its name.

    Raises
    ------
    DocumentError
        If it is not Turtle (with line and column), has no triples, or has triple terms.

    Examples
    --------
    >>> from aftershock.model.documents import Document
    >>> text = b"<> <http://purl.org/dc/terms/title> 'An estate' . _:b <http://x/p> <#c> ."
    >>> reading = read_turtle(Document(text, "estate.ttl"))
    >>> reading.quads, reading.graphs == (reading.document,)
    (7, True)
    """
    from pyoxigraph import RdfFormat

    return _read(document, "turtle", "text/turtle", RdfFormat.TURTLE)


def read_ntriples(document: Document) -> Reading:
    """Read an N-Triples document; as `read_turtle`.

    Parameters
    ----------
    document
        N-Triples.

    Raises
    ------
    DocumentError
        As `read_turtle`.
    """
    from pyoxigraph import RdfFormat

    return _read(document, "n-triples", "application/n-triples", RdfFormat.N_TRIPLES)


def _read(document: Document, name: str, media_type: str, notation: RdfFormat) -> Reading:
    from pyoxigraph import RdfFormat, serialize

    from aftershock.ingest.quads import describe_source
    from aftershock.ingest.reading import Reading

    source = f"{ID}document/{document.sha256}"
    body = _Body(source, document.name)
    quads = body.quads(_parse(document, notation, source))
    lines = serialize(quads, format=RdfFormat.N_QUADS) or b""
    if not body.count:
        raise DocumentError("it has no triples", document.name)
    lineage = f"{ID}lineage/{hashlib.sha256((body.identifier or document.name).encode()).hexdigest()[:16]}"
    described = [
        quad
        for quad in describe_source(source, document.name, document.sha256, media_type, lineage)
        if not (body.has_title and quad.predicate.value == _DCTERMS + "title")
    ]
    return Reading(
        format=name,
        document=source,
        lineage=lineage,
        graphs=(source,),
        quads=body.count + len(described),
        agents=tuple(sorted(body.agents)),
        findings=told(body.unknown(), document.content),
        nquads=lines + (serialize(described, format=RdfFormat.N_QUADS) or b""),
    )


class _Body:
    """Puts triples into the document's graph, and notes on the way what the document says of itself.

    Parameters
    ----------
    source
        The document's IRI.
    name
        What errors call it.
    """

    def __init__(self, source: str, name: str) -> None:
        from pyoxigraph import NamedNode

        self.source, self.name = source, name
        self.graph = NamedNode(source)
        self.nodes: dict[str, NamedNode] = {}
        self.agents: set[str] = set()
        self.properties: dict[NamedNode, bool] = {}
        self.used: dict[str, Use] = {}
        self.own: set[str] = set()
        self.identifier: str | None = None
        self.has_title = False
        self.count = 0

    def quads(self, triples: Iterator[Quad]) -> Iterator[Quad]:
        """Give the triples as quads."""
        from pyoxigraph import BlankNode, NamedNode, Quad, Triple

        graph = self.graph
        noted = {NamedNode(iri) for iri in (_TYPE, _DCTERMS + "identifier", _DCTERMS + "title")}
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            if type(subject) is BlankNode:
                subject = self._named(subject)
            if type(value) is BlankNode:
                value = self._named(value)
            if isinstance(subject, Triple) or isinstance(value, Triple):
                raise DocumentError(
                    "a triple stands where a thing or a value should; say such things of an edge with aft:Dependency",
                    self.name,
                )
            self.count += 1
            if predicate in noted:
                self._note(subject.value, predicate.value, value.value)
            ours = self.properties.get(predicate)
            if ours is None:
                ours = self.properties[predicate] = predicate.value.startswith(NAMESPACE)
                self._use(predicate.value, "property")
            if ours and type(value) is NamedNode:
                self._use(value.value, "term")
            yield Quad(subject, predicate, value, graph)

    def _note(self, subject: str, predicate: str, value: str) -> None:
        if predicate == _TYPE:
            self._use(value, "class")
            if value == AFT.AIAgent:
                self.agents.add(subject)
            elif subject.startswith(NAMESPACE):
                self.own.add(subject)
        elif subject == self.source:
            if predicate == _DCTERMS + "identifier":
                self.identifier = min(self.identifier or value, value)
            else:
                self.has_title = True

    def unknown(self) -> dict[str, Use]:
        """Give the names in the ontology's namespace that neither it nor the document has, and their first uses."""
        return {iri: use for iri, use in self.used.items() if iri not in self.own}

    def _use(self, iri: str, use: Use) -> None:
        if iri.startswith(NAMESPACE) and iri not in TERMS:
            self.used.setdefault(iri, use)

    def _named(self, blank: BlankNode) -> NamedNode:
        from pyoxigraph import NamedNode

        return self.nodes.setdefault(blank.value, NamedNode(f"{self.source}/node/{len(self.nodes) + 1}"))


def _parse(document: Document, notation: RdfFormat, base: str) -> Iterator[Quad]:
    """Parse, with errors that name the line and the column."""
    from pyoxigraph import parse

    try:
        yield from parse(document.content, format=notation, base_iri=base, without_named_graphs=True)
    except SyntaxError as error:
        column = f" (column {error.offset})" if error.offset else ""
        what = re.sub(r"^Parser error [^:]*: ", "", str(error.msg))
        raise DocumentError(f"{what}{column}", document.name, error.lineno) from error
    except ValueError as error:
        raise DocumentError(str(error), document.name) from error
