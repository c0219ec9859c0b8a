"""SHACL shapes read into records: targets, constraints, paths, severities and messages.

Only what our own shapes use is read; anything else in a shape is an error, never passed over in silence.
The meaning is that of SHACL, https://www.w3.org/TR/shacl/ (sections 2 to 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from aftershock.errors import ModelError
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aftershock.validation.report import Severity

__all__ = ["Constraint", "Shape", "Sparql", "Target", "Term", "read_shapes"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

SH = PREFIXES["sh"]
RDF = PREFIXES["rdf"]

#: Constraints whose values are single terms, each a test of its own.
_SINGLE = (
    *("class", "datatype", "nodeKind", "pattern", "hasValue", "minInclusive", "maxInclusive"),
    *("minCount", "maxCount", "lessThan", "lessThanOrEquals"),
)
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
_READ = {*_SINGLE, *_TARGETS, "in", "not", "node", "or", "and", "property", "sparql", "path", "severity", "message"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a shape is about: ``kind`` is the local name in SHACL, such as ``targetClass``; ``iri`` its value."""

    kind: str
    iri: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint component with its parameter.

    Parameters
    ----------
    name
        Local name in SHACL, such as ``"minCount"``.
    terms
        The parameter: one term, or the members of the list for ``in``.
    shapes
        The shapes that ``or``, ``and``, ``not`` and ``node`` speak of.
    """

    name: str
    terms: tuple[Term, ...] = ()
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Sparql:
    """A constraint in SPARQL: its whole text with prefixes, and its own message."""

    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or, where it has a path, a property shape.

    Parameters
    ----------
    iri
        Its IRI, or that of the shape it stands in.
    path
        The property; ``None`` for a node shape.
    severity, message
        Of its results.
    targets
        What it is about; none for shapes that others refer to.
    constraints, sparql, properties
        What it asks.
    """

    iri: str
    path: str | None
    severity: Severity
    message: str
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    sparql: tuple[Sparql, ...]
    properties: tuple[Shape, ...]


def read_shapes(files: Iterable[Path]) -> tuple[Shape, ...]:
    """Read all shapes that have a target.

    Parameters
    ----------
    files
        Turtle files; shapes of one may refer to shapes of another.

    Returns
    -------
    tuple of Shape
        Sorted by IRI.

    Raises
    ------
    ModelError
        If a shape uses what is not supported here, names its shape's message nowhere, or refers to itself.

    Examples
    --------
    >>> from aftershock.resources import shape_files
    >>> [shape.iri.rpartition("#")[2] for shape in read_shapes(shape_files())][:2]
    ['CarryingRelation', 'CatalogueEntry']
    """
    store = ox.Store()
    for path in files:
        try:
            store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise ModelError(f"{path.name}, line {error.lineno}: not Turtle: {error.msg}") from error
    return _Reader(store).targeted()


class _Reader:
    """Walks the graph of shapes."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.within: list[Term] = []

    def targeted(self) -> tuple[Shape, ...]:
        """Read the shapes that have a target."""
        found = {
            quad.subject.value: quad.subject
            for kind in _TARGETS
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(SH + kind), None)
            if isinstance(quad.subject, ox.NamedNode)
        }
        return tuple(self.shape(found[iri], iri) for iri in sorted(found))

    def shape(self, node: Term, iri: str) -> Shape:
        """Read one shape; `iri` is the nearest shape with a name."""
        if node in self.within:
            raise ModelError(f"shape {iri} refers to itself, which no query can follow")
        self.within.append(node)
        self._refuse_unknown(node, iri)
        path = self.values(node, "path")
        if path and not isinstance(path[0], ox.NamedNode):
            raise ModelError(f"shape {iri} has a path that is not a single property")
        severity = self.values(node, "severity")
        result = Shape(
            iri=node.value if isinstance(node, ox.NamedNode) else iri,
            path=path[0].value if path else None,
            severity=_severity(severity[0].value) if severity else "violation",
            message=self.message(node),
            targets=tuple(Target(kind, term.value) for kind in _TARGETS for term in self.values(node, kind)),
            constraints=tuple(self.constraints(node, iri)),
            sparql=tuple(self.sparql(term, iri) for term in self.values(node, "sparql")),
            properties=tuple(self.shape(term, iri) for term in self.values(node, "property")),
        )
        self.within.pop()
        return result

    def constraints(self, node: Term, iri: str) -> Iterable[Constraint]:
        """Read the constraint components of one shape."""
        for name in _SINGLE:
            for term in self.values(node, name):
                yield Constraint(name, (term,))
        for head in self.values(node, "in"):
            yield Constraint("in", tuple(self.members(head)))
        for name in ("not", "node"):
            for term in self.values(node, name):
                yield Constraint(name, shapes=(self.shape(term, iri),))
        for name in ("or", "and"):
            for head in self.values(node, name):
                yield Constraint(name, shapes=tuple(self.shape(term, iri) for term in self.members(head)))

    def sparql(self, node: Term, iri: str) -> Sparql:
        """Read one constraint in SPARQL, with the prefixes that it declares."""
        declared = [
            (self.values(one, "prefix")[0].value, self.values(one, "namespace")[0].value)
            for ontology in self.values(node, "prefixes")
            for one in self.values(ontology, "declare")
        ]
        prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared))
        select = self.values(node, "select")
        if not select:
            raise ModelError(f"shape {iri} has a constraint in SPARQL without sh:select")
        return Sparql(prefixes + select[0].value.replace("$this", "?this"), self.message(node))

    def values(self, node: Term, name: str) -> list[Term]:
        """Give the values of one property of SHACL, in a fixed order."""
        quads = self.store.quads_for_pattern(_subject(node), ox.NamedNode(SH + name), None)
        return sorted((quad.object for quad in quads if not isinstance(quad.object, ox.Triple)), key=str)

    def message(self, node: Term) -> str:
        """Give the message, or nothing."""
        messages = self.values(node, "message")
        return messages[0].value if messages else ""

    def members(self, head: Term) -> Iterable[Term]:
        """Give the members of a list in order."""
        while head != ox.NamedNode(RDF + "nil"):
            yield self._one(head, RDF + "first")
            head = self._one(head, RDF + "rest")

    def _one(self, node: Term, predicate: str) -> Term:
        quad = next(iter(self.store.quads_for_pattern(_subject(node), ox.NamedNode(predicate), None)), None)
        if quad is None or isinstance(quad.object, ox.Triple):
            raise ModelError(f"a list in the shapes breaks off at {node}")
        return quad.object

    def _refuse_unknown(self, node: Term, iri: str) -> None:
        for quad in self.store.quads_for_pattern(_subject(node), None, None):
            name = quad.predicate.value
            if name.startswith(SH) and name.removeprefix(SH) not in _READ:
                known = ", ".join(sorted(_READ))
                raise ModelError(f"shape {iri} uses sh:{name.removeprefix(SH)}; supported are {known}")


def _subject(node: Term) -> ox.NamedNode | ox.BlankNode:
    if isinstance(node, ox.Literal):
        raise ModelError(f"a shape stands where {node} is: a shape is an IRI or a blank node")
    return node


def _severity(iri: str) -> Severity:
    severities: dict[str, Severity] = {SH + "Violation": "violation", SH + "Warning": "warning", SH + "Info": "info"}
    try:
        return severities[iri]
    except KeyError:
        raise ModelError(f"{iri} is no severity; sh:Violation, sh:Warning and sh:Info are") from None
