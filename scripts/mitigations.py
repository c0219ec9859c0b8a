"""Write docs/mitigations.md from the catalogue's mitigations and their mappings; `--check` only compares."""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
CATALOG = ROOT / "data" / "catalog"
PAGE = ROOT / "docs" / "mitigations.md"
TABLE = CATALOG / "mappings" / "mitigations.sssom.tsv"
AFT = Namespace("https://w3id.org/aftershock/ontology#")
CATALOGUES = {"atlas": "ATLAS", "attack": "ATT&CK", "d3fend": "D3FEND", "cosai": "CoSAI"}
REASONS = {
    "OutsideItsScope": "outside its scope",
    "NoFittingEntry": "no fitting entry",
    "NotYetReviewed": "not yet reviewed",
}
BASES = {
    "Definition": "definition",
    "MeasuredInLab": "measured in a laboratory",
    "IncidentBase": "counted over incidents",
    "ExploitPrediction": "exploit prediction",
    "Survey": "survey",
    "ExpertEstimate": "expert estimate",
}
UNTOUCHED = {
    "orchestrator-control": "It holds by definition: the control plane owns every node. Two smaller clusters in place "
    "of one leave fewer nodes to each, which is another estate and not another likelihood.",
}  # rule -> why no mitigation lowers it
HEAD = """\
# Mitigations

Made by `python scripts/mitigations.py` from `data/catalog/mitigations/` and
`data/catalog/mappings/mitigations.sssom.tsv`; edit those.

A mitigation answers threats and weaknesses. What it does is written down as effects: each is on one propagation rule,
and its factor is what is left of that rule's likelihood where the mitigation is in place, as `default (low–high)`.
Factors of several mitigations on one rule are each given alone; nothing here says that they may be multiplied.

The basis is that of the default: measured or counted only where the default is read from the source by a computation
that the note states. Where a source gives an end alone, the factor is an expert estimate that keeps its source.

A qualifier is a fact about an edge, known and effective on every use, and stops a rule there. A mitigation is a
practice that does not cover every use and can be passed: that is why its factor is not 0, though the same protection
as a qualifier would stop the rule, and why its low end, a practice that covers all, is.
"""
LEFT_OUT = """\
## Left out, because they lower no rule

Restoring from backup, watermarks on weights and answers, canary tokens, incident response and insurance. They find out
or make good; the likelihoods of the rules are those that something passes on, and these do not change that. Records and
alarms are listed only for what somebody who acts on them in time can still stop.
"""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a mitigation leaves of a rule."""

    rule: str
    factor: str
    basis: str
    sources: tuple[str, ...]
    note: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Mitigation:
    """A mitigation as the page shows it."""

    slug: str
    label: str
    definition: str
    answers: tuple[str, ...]
    effects: tuple[Effect, ...]


def local(node: object) -> str:
    """Give the last part of an IRI."""
    return str(node).replace("#", "/").rpartition("/")[2]


def read(graph: Graph, sources: Graph) -> list[Mitigation]:
    """Read the mitigations of one file, in the order of their labels."""
    effects = defaultdict(list)
    for node in sorted(graph.subjects(RDF.type, AFT.MitigationEffect), key=str):
        one = {name: str(graph.value(node, AFT[name])) for name in ("factor", "factorLow", "factorHigh")}
        effects[graph.value(node, AFT.ofMitigation)].append(
            Effect(
                rule=local(graph.value(node, AFT.onRule)),
                factor=f"{one['factor']} ({one['factorLow']}–{one['factorHigh']})",
                basis=local(graph.value(node, AFT.estimateBasis)),
                sources=tuple(
                    sorted(str(sources.value(s, DCTERMS.title)) for s in graph.objects(node, DCTERMS.source))
                ),
                note=str(graph.value(node, SKOS.editorialNote) or ""),
                wanted=str(graph.value(node, AFT.evidenceWanted) or ""),
            )
        )
    found = [
        Mitigation(
            slug=str(graph.value(node, AFT.slug)),
            label=str(graph.value(node, SKOS.prefLabel)),
            definition=str(graph.value(node, SKOS.definition)),
            answers=tuple(sorted(local(one) for one in graph.objects(node, AFT.answers))),
            effects=tuple(effects[node]),
        )
        for node in graph.subjects(RDF.type, AFT.Mitigation)
    ]
    return sorted(found, key=lambda one: one.label)


def links() -> tuple[dict[tuple[str, str], list[str]], Counter[tuple[str, str]], dict[tuple[str, str, str], list[str]]]:
    """Read the mappings: what stands in a cell, how many of each kind, and the gaps by reason and note."""
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    counts: Counter[tuple[str, str]] = Counter()
    gaps: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            slug, catalogue = local(row["subject_id"].replace(":", "/")), row["object_source"].split("/")[0][3:]
            if row["gap_reason"]:
                cells[slug, catalogue].append(f"*{REASONS[row['gap_reason']]}*")
                counts[catalogue, row["gap_reason"]] += 1
                gaps[catalogue, row["gap_reason"], row["comment"]].append(slug)
            else:
                close = row["predicate_id"] == "skos:closeMatch"
                entry = row["object_id"].partition(":")[2]
                cells[slug, catalogue].append(f"**{entry}**" if close else entry)
                counts[catalogue, row["predicate_id"]] += 1
    return cells, counts, gaps


def table(*columns: str) -> str:
    """Write the head of a table."""
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}"


def row(*cells: object) -> str:
    """Write a row of a table."""
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def summary(mitigations: Iterable[Mitigation], rules: set[str]) -> Iterator[str]:
    """Write the counts, and the rules that nothing lowers."""
    effects = [effect for one in mitigations for effect in one.effects]
    lowered = {effect.rule for effect in effects}
    yield f"\n{len({*mitigations})} mitigations, {len(effects)} effects on {len(lowered)} of {len(rules)} rules.\n"
    yield table("basis of the factor", "effects")
    bases = Counter(effect.basis for effect in effects)
    yield from (row(name, bases[basis]) for basis, name in BASES.items() if bases[basis])
    yield "\n## Rules that no mitigation lowers\n"
    yield from (f"- `{rule}`: {UNTOUCHED[rule]}" for rule in sorted(rules - lowered))


def page() -> str:
    """Give the text of the page.

    Raises
    ------
    KeyError
        A rule is lowered by no mitigation, and ``UNTOUCHED`` does not say why.
    """
    rules = Graph().parse(CATALOG / "rules.ttl")
    sources = rules + Graph().parse(CATALOG / "mitigations" / "sources.ttl")
    paths = [path for path in sorted((CATALOG / "mitigations").glob("*.ttl")) if path.stem != "sources"]
    themes = {path: read(Graph().parse(path), sources) for path in paths}
    every = [one for some in themes.values() for one in some]
    cells, counts, gaps = links()
    slugs = {str(rules.value(rule, AFT.slug)) for rule in rules.subjects(RDF.type, URIRef(AFT.PropagationRule))}
    lines = [HEAD.rstrip(), *summary(every, slugs), "", LEFT_OUT]
    lines += ["## Links to other catalogues\n", "Bold: the same control (`closeMatch`); plain: related.\n"]
    kinds = ("skos:closeMatch", "skos:relatedMatch", *REASONS)
    lines.append(table("catalogue", "the same", "related", *(f"gap: {text}" for text in REASONS.values())))
    lines += [row(name, *(counts[key, kind] for kind in kinds)) for key, name in CATALOGUES.items()]
    for path, some in themes.items():
        comment = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# "))
        lines += ["", f"## {path.stem.replace('-', ' ').capitalize()}\n", comment.removeprefix("# ") + "\n"]
        lines.append(table("mitigation", "answers", "leaves of a rule", *CATALOGUES.values()))
        for one in some:
            leaves = "<br>".join(f"`{e.rule}` {e.factor}{'' if e.wanted else ' †'}" for e in one.effects)
            linked = (", ".join(cells[one.slug, key]) for key in CATALOGUES)
            lines.append(
                row(f"**{one.label}** `{one.slug}`<br>{one.definition}", ", ".join(one.answers), leaves, *linked)
            )
    lines += ["", "## † Factors that are not estimates, and how they were read\n"]
    lines.append(table("effect", "factor", "basis", "read from", "reading"))
    lines += [
        row(f"`{one.slug}` on `{e.rule}`", e.factor, BASES[e.basis], "; ".join(e.sources), e.note)
        for one in every
        for e in one.effects
        if not e.wanted
    ]
    lines += ["", "## Gaps, with the reason\n", table("catalogue", "reason", "why", "mitigations")]
    lines += [
        row(CATALOGUES[key], REASONS[reason], f"{note}.", ", ".join(f"`{slug}`" for slug in sorted(some)))
        for (key, reason, note), some in sorted(gaps.items())
    ]
    lines += ["", "## Measured ends of estimates, and practices that are qualifiers too\n"]
    lines.append(table("effect", "factor", "sources", "reading"))
    lines += [
        row(f"`{one.slug}` on `{e.rule}`", e.factor, "; ".join(e.sources), e.note)
        for one in every
        for e in one.effects
        if e.wanted and e.note
    ]
    lines += ["", "## What would replace the estimates\n", table("effect", "evidence wanted")]
    lines += [row(f"`{one.slug}` on `{e.rule}`", e.wanted) for one in every for e in one.effects if e.wanted]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or say that it is not current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the page is not current")
    if parser.parse_args().check:
        if PAGE.read_text(encoding="utf-8") == page():
            return 0
        sys.stderr.write("docs/mitigations.md is not what the catalogue gives; run scripts/mitigations.py\n")
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
