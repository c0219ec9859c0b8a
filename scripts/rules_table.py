"""Write docs/rules.md from the catalogue's rules; `--check` only compares."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

AFT = Namespace("https://w3id.org/aftershock/ontology#")
ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "rules.md"
FILES = ("ontology/modules/cascade.ttl", "data/catalog/rules.ttl", "data/catalog/threats.ttl")
COLUMNS = (
    "rule",
    "relation",
    "direction",
    "from",
    "to",
    "guards",
    "effect",
    "combines",
    "coin",
    "low",
    "default",
    "high",
    "days",
    "basis",
    "source",
)
READING = """\
A rule says: over this relation, an end in the one mode brings the other end into the other mode. **Direction** is
*back* where it goes from what is relied on to what relies on it, *forth* where it goes the other way. **Guards** decide
by the classes of the ends and by the qualifiers of the edge; a qualifier that nobody gave makes the passage possible,
not certain. A rule that *follows* needs nobody to act; one that *enables* needs an attacker who does (answers count
these as attack steps). Where a component has alternatives, *any* means that one fallen alternative suffices, *all* that
a fallback rescues. The **coin** is tossed once for each source or once for each edge. The likelihood holds for the
horizon in **days**, given that the first end is in its mode; the **basis** says whose number it is.

The basis is that of the **default**. A rule is called measured, counted or surveyed only where its default is read from
the source by a computation that the note states: a rate, a mean, a midpoint of measured rates. Where a source gives an
end and the default is judged, the basis is expert estimate; the source stays, the note says which end it gives, and
what evidence would replace the judgement stands below. An experiment with the strongest attack is mostly a high end,
one incident mostly a low one. Rules by definition are not certain either: their low ends leave room for what nobody
stated.

A protection can be said in two ways. A **qualifier** is a fact about one edge, known and effective on every use, and
stops the rule there (or, where the rule needs it, its known absence does). A **mitigation** that is deployed is a
practice, and it leaks: it does not cover every use and can be passed, so it leaves a factor of the likelihood, whose
low end is 0 where the practice is the same protection as the qualifier and covers all.

A guard by class says where the evidence was found. What agents and their memories were measured for
(`content-injection`, `memory-poisoning`) has a rule beside it for the other classes (`ingest-integrity`,
`write-integrity`), which is an estimate. Guards only include: for a component that is called a Service and nothing
nearer, no rule says that it takes content in or is written to, so give it its class."""
ESTIMATES = """\
An estimate stays one until somebody finds or makes this evidence, also where a source gives one of its ends. Whoever
has it: change the numbers, the basis and the source in `data/catalog/rules.ttl`, and say in the note how the default
was computed."""
WEAKNESSES = """\
A weakness starts nothing. It makes rules more likely where it is, and mitigations do not work there. This is data
only: radii and paths do not read it yet."""


@dataclass(frozen=True)
class Catalogue:
    """The rules with what the page asks of them again and again."""

    graph: Graph

    @classmethod
    def read(cls, root: Path = ROOT) -> Catalogue:
        """Parse the ontology's names, the rules and the weaknesses."""
        graph = Graph()
        for name in FILES:
            graph.parse(root / name, format="turtle")
        return cls(graph)

    def rules(self) -> list[Node]:
        """Give the rules by relation and name."""
        found = self.graph.subjects(RDF.type, AFT.PropagationRule)
        return sorted(found, key=lambda rule: (self.local(rule, AFT.overRelation), self.text(rule, AFT.slug)))

    def text(self, subject: Node, predicate: Node) -> str:
        """Give a value as the table shows it; nothing where there is none."""
        value = self.graph.value(subject, predicate)
        return "" if value is None else str(value).replace("|", "\\|")

    def local(self, subject: Node, predicate: Node) -> str:
        """Give the local names of all values."""
        return ", ".join(sorted(local(value) for value in self.graph.objects(subject, predicate)))

    def label(self, subject: Node, predicate: Node) -> str:
        """Give the ontology's label of a value."""
        value = self.graph.value(subject, predicate)
        return "" if value is None else str(self.graph.value(value, RDFS.label) or local(value))

    def link(self, source: Node) -> str:
        """Give a source's title, with its first public address."""
        address = min((str(one) for one in self.graph.objects(source, RDFS.seeAlso)), default="")
        title = self.text(source, DCTERMS.title)
        return f"[{title}]({address})" if address else title

    def guards(self, rule: Node) -> str:
        """Give what must and must not be, in words."""
        words = (
            ("dependent is", AFT.ifDependent, " or "),
            ("dependee is", AFT.ifDependee, " or "),
            ("if", AFT.ifEdgeHas, " and "),
            ("unless", AFT.unlessEdgeHas, " or "),
        )
        parts = [
            f"{word} {self.local(rule, predicate).replace(', ', joined)}"
            for word, predicate, joined in words
            if (rule, predicate, None) in self.graph
        ]
        return "; ".join(parts) or "none"


def local(term: Node) -> str:
    """Give the last part of an IRI."""
    return str(term).rpartition("#")[2].rpartition("/")[2]


def name(catalogue: Catalogue, rule: Node) -> str:
    """Give a rule's name as it is typed."""
    return f"`{catalogue.text(rule, AFT.slug)}`"


def row(catalogue: Catalogue, rule: Node) -> list[str]:
    """Give the cells of one rule."""
    value = catalogue.graph.value
    source = value(rule, DCTERMS.source)
    return [
        f"{name(catalogue, rule)}<br>{catalogue.text(rule, SKOS.prefLabel)}",
        catalogue.local(rule, AFT.overRelation),
        "back" if value(rule, AFT.direction) == AFT.ObjectToSubject else "forth",
        catalogue.label(rule, AFT.fromMode),
        catalogue.label(rule, AFT.toMode),
        catalogue.guards(rule),
        "follows" if value(rule, AFT.effect) == AFT.FollowsByItself else "enables",
        "any" if value(rule, AFT.combines) == AFT.AnyAlternative else "all",
        catalogue.label(rule, AFT.coinScope),
        catalogue.text(rule, AFT.likelihoodLow),
        catalogue.text(rule, AFT.likelihood),
        catalogue.text(rule, AFT.likelihoodHigh),
        catalogue.text(rule, AFT.horizonDays),
        catalogue.label(rule, AFT.estimateBasis),
        "" if source is None else catalogue.link(source),
    ]


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], right: frozenset[str] = frozenset()) -> list[str]:
    """Write a table; the columns named last stand to the right."""
    heads = list(columns)
    rule = "|".join(" ---: " if head in right else " --- " for head in heads)
    return [f"| {' | '.join(heads)} |", f"|{rule}|", *(f"| {' | '.join(cells)} |" for cells in rows)]


def by_basis(catalogue: Catalogue, rules: list[Node]) -> list[str]:
    """Write how many rules rest on what, those on nothing included."""
    counts = Counter(catalogue.graph.value(rule, AFT.estimateBasis) for rule in rules)
    bases = list(catalogue.graph.subjects(RDF.type, AFT.EstimateBasis))
    names = {basis: catalogue.text(basis, RDFS.label) for basis in bases}
    means = {basis: catalogue.text(basis, SKOS.definition) for basis in bases}
    order = sorted(bases, key=lambda basis: (-counts[basis], names[basis]))
    return table(
        ("basis", "rules", "what it means"),
        ([names[basis], str(counts[basis]), means[basis]] for basis in order),
        frozenset({"rules"}),
    )


def implications(catalogue: Catalogue) -> list[str]:
    """Write the mode implications, which are certain and cost no depth."""
    found = sorted(catalogue.graph.subjects(RDF.type, AFT.ModeImplication), key=str)
    cells = (
        [catalogue.label(one, AFT.fromMode), catalogue.label(one, AFT.toMode), catalogue.text(one, SKOS.prefLabel)]
        for one in found
    )
    return table(("from", "to", "because"), cells)


def reading(catalogue: Catalogue, rule: Node) -> str:
    """Write how a rule's figures were read, of how many cases, and what else was looked at."""
    further = sorted(catalogue.link(one) for one in catalogue.graph.objects(rule, DCTERMS.references))
    denominator = catalogue.text(rule, AFT.denominator)
    parts = [
        catalogue.text(rule, SKOS.editorialNote),
        f"Counted over {denominator}." if denominator else "",
        f"See also {', '.join(further)}." if further else "",
    ]
    return f"- {name(catalogue, rule)}: {' '.join(part for part in parts if part)}"


def wanted(catalogue: Catalogue, rules: Iterable[Node]) -> list[str]:
    """Write what evidence would replace the numbers of these rules."""
    cells = (
        [
            name(catalogue, rule),
            " to ".join(catalogue.text(rule, end) for end in (AFT.likelihoodLow, AFT.likelihoodHigh)),
            catalogue.text(rule, AFT.evidenceWanted),
        ]
        for rule in rules
    )
    return table(("rule", "now", "what would replace it"), cells)


def weaknesses(catalogue: Catalogue) -> list[str]:
    """Write which rules a weakness raises and which mitigations it cancels."""
    found = sorted(catalogue.graph.subjects(RDF.type, AFT.Weakness), key=str)
    cells = (
        [
            catalogue.text(one, SKOS.prefLabel),
            *(
                ", ".join(f"`{slug}`" for slug in catalogue.local(one, predicate).split(", ") if slug) or "none"
                for predicate in (AFT.raisesRule, AFT.cancels)
            ),
            catalogue.text(one, SKOS.editorialNote),
        ]
        for one in found
    )
    return table(("weakness", "raises the rules", "cancels the mitigations", "because"), cells)


def page(catalogue: Catalogue) -> str:
    """Write the whole page as Markdown.

    Parameters
    ----------
    catalogue
        The rules, from `Catalogue.read`.
    """
    rules = catalogue.rules()
    estimates = [rule for rule in rules if catalogue.graph.value(rule, AFT.estimateBasis) == AFT.ExpertEstimate]
    others = [rule for rule in rules if rule not in estimates]
    sharper = [rule for rule in others if (rule, AFT.evidenceWanted, None) in catalogue.graph]
    numbers = frozenset({"low", "default", "high", "days"})
    lines = [
        "# Propagation rules",
        "",
        f"Made by `scripts/rules_table.py` from {', '.join(f'`{file}`' for file in FILES)}; edit those, not this page.",
        "",
        READING,
        "",
        "## Whose numbers they are",
        "",
        f"{len(rules)} rules over {len({catalogue.local(rule, AFT.overRelation) for rule in rules})} relations.",
        "",
        *by_basis(catalogue, rules),
        "",
        "## The rules",
        "",
        *table(COLUMNS, (row(catalogue, rule) for rule in rules), numbers),
        "",
        "A mode implies others at the same component, for certain and without a step:",
        "",
        *implications(catalogue),
        "",
        "## How the figures were read",
        "",
        *(reading(catalogue, rule) for rule in others),
        "",
        "## What would replace each expert estimate",
        "",
        ESTIMATES,
        "",
        *wanted(catalogue, estimates),
        "",
        "What is judged in them:",
        "",
        *(reading(catalogue, rule) for rule in estimates),
        "",
        "These rest on a source and would gain by a nearer one:",
        "",
        *wanted(catalogue, sharper),
        "",
        "## Weaknesses",
        "",
        WEAKNESSES,
        "",
        *weaknesses(catalogue),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None, target: Path = PAGE) -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the page is not current")
    chosen = parser.parse_args(arguments)
    text = page(Catalogue.read())
    if not chosen.check:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return 0
    print(f"{target.name} is not what the catalogue gives; run scripts/rules_table.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
