"""What is known of each term of the ontology: what it means, what it stands beside, and where it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH, SKOS

from aftershock.resources import catalog_files, check_files, ontology_files, question_files, shape_files
from aftershock.vocabulary import ID, NAMESPACE, PREFIXES
from scripts.vocabulary import groups, ontology

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib.term import Node

AFT = Namespace(NAMESPACE)
SHAPE = "https://w3id.org/aftershock/shapes#"
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


@dataclass(frozen=True, slots=True)
class Use:
    """One place that speaks of a term: its name, and what it says in a sentence."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """A term of another vocabulary: how it is related, its IRI, and why."""

    how: str
    iri: str
    reason: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term; the tuples of names are of terms of ours."""

    name: str
    group: str
    folder: str
    module: str
    label: str
    definition: str
    example: str
    types: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    members: tuple[str, ...]
    apart: tuple[str, ...]
    values: str
    aligned: tuple[Alignment, ...]
    shapes: tuple[Use, ...]
    rules: tuple[Use, ...]
    checks: tuple[Use, ...]
    questions: tuple[Use, ...]
    stated: int

    @property
    def iri(self) -> str:
        """The term's IRI."""
        return NAMESPACE + self.name

    @property
    def page(self) -> str:
        """The term's page; names that differ in one letter's size lie in two folders."""
        return f"{self.folder}/{self.name}.html"


def parsed(files: Iterable[Path]) -> Graph:
    """Give Turtle files as one graph."""
    graph = Graph()
    for path in files:
        graph.parse(path)
    return graph


def collect() -> tuple[Term, ...]:
    """Give all terms, group by group."""
    return tuple(_Collector().terms())


class _Collector:
    def __init__(self) -> None:
        self.modules = ontology()
        self.aligned = parsed(path for path in ontology_files() if path.parent.name == "alignments")
        self.catalog = parsed(catalog_files())
        self.shapes = _by_term(_shape_uses())
        self.checks = _by_term(_query_uses(check_files()))
        self.questions = _by_term(_query_uses(question_files()))
        self.rules = _by_term(self._rule_uses())
        self.homes = {
            one: path.stem
            for path in ontology_files()
            if path.parent.name == "modules"
            for one in parsed([path]).subjects(RDF.type)
        }

    def terms(self) -> Iterable[Term]:
        for group, members in groups(self.modules):
            for iri in members:
                yield self.term(iri, group)

    def term(self, iri: URIRef, group: str) -> Term:
        name = iri.removeprefix(NAMESPACE)
        return Term(
            name=name,
            group=group,
            folder=_folder(group),
            module=self.homes[iri],
            label=self.text(iri, RDFS.label),
            definition=self.text(iri, SKOS.definition),
            example=self.text(iri, SKOS.example),
            types=_ours(self.modules.objects(iri, RDF.type)),
            above=_ours(
                [*self.modules.objects(iri, RDFS.subClassOf), *self.modules.objects(iri, RDFS.subPropertyOf)],
            ),
            below=_ours(
                [*self.modules.subjects(RDFS.subClassOf, iri), *self.modules.subjects(RDFS.subPropertyOf, iri)],
            ),
            members=_ours(self.modules.subjects(RDF.type, iri)),
            apart=self.apart(iri),
            values=_short(self.modules.value(iri, RDFS.range)),
            aligned=tuple(sorted(self.alignments(iri), key=lambda one: (one.iri, one.how))),
            shapes=self.shapes.get(name, ()),
            rules=self.rules.get(name, ()),
            checks=self.checks.get(name, ()),
            questions=self.questions.get(name, ()),
            stated=sum(1 for _ in self.catalog.triples((None, iri, None)))
            + sum(1 for _ in self.catalog.triples((None, RDF.type, iri))),
        )

    def text(self, iri: URIRef, manner: URIRef) -> str:
        return str(self.modules.value(iri, manner))

    def apart(self, iri: URIRef) -> tuple[str, ...]:
        """Give the classes that are disjoint from one."""
        for head in self.modules.objects(None, OWL.members):
            members = list(Collection(self.modules, head))
            if iri in members:
                return _ours(one for one in members if one != iri)
        return ()

    def alignments(self, iri: URIRef) -> Iterable[Alignment]:
        for graph in (self.modules, self.aligned):
            for how in (RDFS.subClassOf, RDFS.subPropertyOf, *MATCHES):
                for other in graph.objects(iri, how):
                    if not str(other).startswith(NAMESPACE):
                        reason = self.aligned.value(other, RDFS.comment)
                        yield Alignment(_short(how), str(other), str(reason or ""))

    def _rule_uses(self) -> Iterable[tuple[Use, set[str]]]:
        for rule in self.catalog.subjects(RDF.type, AFT.PropagationRule):
            label = self.catalog.value(rule, SKOS.prefLabel)
            yield Use(str(rule).removeprefix(ID + "rule/"), str(label)), set(_ours(self.catalog.objects(rule)))


def _by_term(uses: Iterable[tuple[Use, set[str]]]) -> dict[str, tuple[Use, ...]]:
    found: dict[str, list[Use]] = {}
    for use, names in uses:
        for name in names:
            found.setdefault(name, []).append(use)
    return {name: tuple(sorted(set(some), key=lambda one: (one.name, one.sentence))) for name, some in found.items()}


def _shape_uses() -> Iterable[tuple[Use, set[str]]]:
    """Give each sentence of a shape with the terms of the constraint that it explains."""
    graph = parsed(shape_files())
    for shape in {one for target in (SH.targetClass, SH.targetSubjectsOf) for one in graph.subjects(target)}:
        name = str(shape).removeprefix(SHAPE)
        targets = set(_ours([*graph.objects(shape, SH.targetClass), *graph.objects(shape, SH.targetSubjectsOf)]))
        for node in (shape, *graph.objects(shape, SH.property), *graph.objects(shape, SH.sparql)):
            message = graph.value(node, SH.message)
            if isinstance(message, Literal):
                inside = _named(graph, node) if node != shape else _named(graph, node, SH["or"])
                yield Use(name, str(message)), targets | inside


def _named(graph: Graph, node: Node, only: URIRef | None = None) -> set[str]:
    """Give the terms that a node of a shape names, through blank nodes and in queries."""
    found: set[str] = set()
    for manner, value in graph.predicate_objects(node):
        if only is not None and manner != only:
            continue
        if isinstance(value, Literal):
            found |= set(re.findall(r"\baft:([A-Za-z]\w*)", str(value))) if manner == SH.select else set()
        elif isinstance(value, URIRef):
            found |= set(_ours([value]))
        else:
            found |= _named(graph, value)
    return found


def _query_uses(files: Iterable[Path]) -> Iterable[tuple[Use, set[str]]]:
    for path in files:
        text = path.read_text("utf-8")
        first = next(line for line in text.splitlines() if line.startswith("#"))
        body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
        yield Use(path.stem, first.removeprefix("#").strip()), set(re.findall(r"\baft:([A-Za-z]\w*)", body))


def _ours(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Give the names of those that are terms of ours, sorted."""
    return tuple(sorted({str(one).removeprefix(NAMESPACE) for one in nodes if str(one).startswith(NAMESPACE)}))


def _short(node: Node | None) -> str:
    for prefix, namespace in PREFIXES.items():
        if node is not None and str(node).startswith(namespace):
            return f"{prefix}:{str(node).removeprefix(namespace)}"
    return "" if node is None else str(node)


def _folder(group: str) -> str:
    return {"Classes": "class", "Relations that carry compromise": "relation", "Other properties": "property"}.get(
        group, "individual"
    )
