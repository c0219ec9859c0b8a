"""Write the readable table of each estate beside its Turtle file, as `components.md`; `--check` only compares."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, Graph, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

AFT = Namespace("https://w3id.org/aftershock/ontology#")
ROOT = Path(__file__).resolve().parent.parent
ESTATES = tuple(sorted((ROOT / "data" / "examples").glob("*/estate.ttl")))
COLUMNS = ("component", "label", "owner", "environment", "criticality", "relies on")
MEASURES = ("component", "mitigation", "status", "evidence, or what would settle it")


@dataclass(frozen=True)
class Estate:
    """An estate's graph with what the table asks of it again and again."""

    graph: Graph
    kinds: frozenset[Node]
    carrying: frozenset[Node]
    alternatives: dict[Node, list[Node]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Estate:
        """Parse the Turtle file, and take the kinds of components and the carrying relations from the ontology."""
        graph = Graph().parse(path, format="turtle", publicID="https://w3id.org/aftershock/id/document/estate")
        ontology = Graph()
        for module in sorted((ROOT / "ontology" / "modules").glob("*.ttl")):
            ontology.parse(module, format="turtle")
        kinds = frozenset(kind for kind in ontology.transitive_subjects(RDFS.subClassOf, AFT.Component) if kind)
        needs = {need: ordered(graph.objects(need, AFT.alternative)) for need in graph.subjects(RDF.type, AFT.Need)}
        return cls(graph, kinds, frozenset(ontology.subjects(RDF.type, AFT.CarryingRelation)), needs)

    def by_class(self) -> dict[str, list[Node]]:
        """Give the components of each class, both in alphabetical order."""
        found: dict[str, list[Node]] = defaultdict(list)
        for component, kind in self.graph.subject_objects(RDF.type):
            if kind in self.kinds:
                found[local(kind)].append(component)
        return {kind: sorted(found[kind], key=self.slug) for kind in sorted(found)}

    def slug(self, component: Node) -> str:
        """Give the name that people type."""
        return str(self.graph.value(component, AFT.slug) or local(component))

    def relies_on(self, component: Node) -> str:
        """Give each relation of a component with its objects; alternatives are joined by "or"."""
        grouped = {edge for edges in self.alternatives.values() for edge in edges}
        parts = [
            f"{local(relation)} `{self.slug(dependee)}`"
            for relation, dependee in self.graph.predicate_objects(component)
            if relation in self.carrying
        ]
        parts += [
            f"{local(self.one(edge, AFT.relation))} {self.edge(edge)}"
            for edge in self.graph.subjects(AFT.dependent, component)
            if edge not in grouped
        ]
        parts += [
            f"{local(self.one(need, AFT.relation))} {' or '.join(self.edge(edge) for edge in self.alternatives[need])}"
            for need in self.graph.subjects(AFT.needOf, component)
        ]
        if self.graph.value(component, AFT.dependencyCompleteness) == AFT.NoAssertion:
            parts.append("*does not say*")
        return "; ".join(sorted(parts))

    def edge(self, edge: Node) -> str:
        """Give the far end of a dependency with its qualifiers and its doubt."""
        has = [local(qualifier) for qualifier in ordered(self.graph.objects(edge, AFT.hasQualifier))]
        lacks = [f"not {local(qualifier)}" for qualifier in ordered(self.graph.objects(edge, AFT.lacksQualifier))]
        doubt = ["not certain"] if self.graph.value(edge, AFT.sourceCertainty) == AFT.NotCertain else []
        marks = f" ({', '.join([*doubt, *has, *lacks])})" if doubt or has or lacks else ""
        return f"`{self.slug(self.one(edge, AFT.dependee))}`{marks}"

    def one(self, subject: Node, predicate: Node) -> Node:
        """Give the one value that a well-formed estate has here."""
        value = self.graph.value(subject, predicate)
        if value is None:
            sys.exit(f"{subject} has no {local(predicate)}")
        return value


def ordered(terms: Iterable[Node]) -> list[Node]:
    """Sort terms by their text."""
    return sorted(terms, key=str)


def local(term: Node) -> str:
    """Give the last part of an IRI."""
    return str(term).rpartition("#")[2].rpartition("/")[2]


def table(path: Path) -> str:
    """Write the table of an estate as Markdown.

    Parameters
    ----------
    path
        The estate's Turtle file.
    """
    estate = Estate.read(path)
    classes = estate.by_class()
    title = next(estate.graph.objects(None, DCTERMS.title), path.stem)
    total = sum(len(components) for components in classes.values())
    lines = [
        f"# {title}",
        "",
        f"Made from `{path.name}` by `scripts/estate_table.py`; edit that file, not this one.",
        "",
        f"Illustrative: nothing here is a fact about anybody. {total} components:",
        "",
        "| class | components |",
        "| --- | ---: |",
        *(f"| {kind} | {len(components)} |" for kind, components in classes.items()),
    ]
    for kind, components in classes.items():
        lines += ["", f"## {kind}", "", f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * len(COLUMNS)}"]
        lines += [f"| {' | '.join(row(estate, component))} |" for component in components]
    deployments = sorted(deployment(estate, one) for one in estate.graph.subjects(RDF.type, AFT.MitigationDeployment))
    if deployments:
        lines += ["", "## What is done against it", "", f"| {' | '.join(MEASURES)} |", f"|{' --- |' * len(MEASURES)}"]
        lines += [f"| {' | '.join(cells)} |" for cells in deployments]
    return "\n".join(lines) + "\n"


def row(estate: Estate, component: Node) -> list[str]:
    """Give the cells of one component."""
    value = estate.graph.value
    owner = value(component, AFT.accountable)
    environment, criticality = value(component, AFT.environment), value(component, AFT.criticality)
    return [
        f"`{estate.slug(component)}`",
        str(value(component, SKOS.prefLabel)).replace("|", "\\|"),
        f"`{estate.slug(owner)}`" if owner else "",
        local(environment) if environment else "",
        local(criticality) if criticality else "",
        estate.relies_on(component),
    ]


def deployment(estate: Estate, one: Node) -> list[str]:
    """Give the cells of one mitigation deployment."""
    evidence = [
        str(estate.graph.value(source, DCTERMS.title)) for source in estate.graph.objects(one, PROV.wasDerivedFrom)
    ]
    settles = [str(text) for text in estate.graph.objects(one, AFT.wouldSettleIt)]
    return [
        f"`{estate.slug(estate.one(one, AFT.deployedOn))}`",
        f"`{local(estate.one(one, AFT.ofMitigation))}`",
        local(estate.one(one, AFT.status)),
        "; ".join(sorted([*evidence, *settles])).replace("|", "\\|"),
    ]


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "estates", type=Path, nargs="*", default=ESTATES, metavar="ESTATE", help="all, if none is given"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a table is not current")
    arguments = parser.parse_args()
    stale = []
    for estate in arguments.estates:
        target, text = estate.with_name("components.md"), table(estate)
        if not arguments.check:
            target.write_text(text, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != text:
            stale.append(estate)
    for estate in stale:
        place = f"{estate.parent.name}/components.md"
        print(f"{place} is not what {estate.name} gives; run scripts/estate_table.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
