"""Write the tables of docs/mappings.md below its marker, from what is shipped; `--check` only compares."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace

from scripts.mappings import DOUBT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rdflib.term import Node

AFT = Namespace("https://w3id.org/aftershock/ontology#")
SSSOM = Namespace("https://w3id.org/sssom/")
ID = "https://w3id.org/aftershock/id/"
ROOT = Path(__file__).resolve().parent.parent
CATALOG = ROOT / "data" / "catalog"
PAGE = ROOT / "docs" / "mappings.md"
MARKER = "<!-- What follows is made by scripts/mappings_page.py; edit the tables in data/catalog/mappings instead. -->"

KINDS = ("official", "derived", "curated")
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
REASONS = ("OutsideItsScope", "NoFittingEntry", "NotYetReviewed")
FAMILIES = {"threat": "threats", "mitigation": "mitigations", "maestro": "MAESTRO's threats"}


@dataclass(frozen=True, slots=True)
class Line:
    """A mapping or a gap: whose, with which release, and how (kind and predicate, or the gap's reason and note).

    The note of a mapping begins with the id of the entry.
    """

    family: str
    subject: str
    release: str
    how: str
    predicate: str
    note: str
    doubted: bool = False


def local(term: Node | None) -> str:
    """Give the last part of an IRI."""
    return str(term).rpartition("#")[2].rpartition("/")[2]


def family(term: Node | None) -> str:
    """Give what a concept is one of; entries of other catalogues are one family."""
    return FAMILIES.get(str(term).removeprefix(ID).partition("/")[0], "entries of catalogues")


def shipped(catalog: Path) -> Graph:
    """Parse the mappings, gaps, entries and releases."""
    graph = Graph()
    for path in (*sorted(catalog.glob("mappings/*.ttl")), *sorted(catalog.glob("catalogues/*.ttl"))):
        graph.parse(path)
    return graph.parse(catalog / "maestro.ttl")


def lines(graph: Graph) -> tuple[list[Line], list[Line]]:
    """Give the mappings and the gaps."""
    value = graph.value
    mapped = []
    for it in graph.subjects(RDF.type, SSSOM.Mapping):
        subject, kind = (
            value(it, OWL.annotatedSource),
            local(value(it, AFT.mappingKind)).removesuffix("Mapping").lower(),
        )
        release, predicate = str(value(it, SSSOM.object_source)), local(value(it, OWL.annotatedProperty))
        entry, confidence = local(value(it, OWL.annotatedTarget)), value(it, SSSOM.confidence)
        note = f"`{entry}`: {value(it, RDFS.comment) or ''}"
        doubted = confidence is not None and float(str(confidence)) < DOUBT
        mapped.append(Line(family(subject), local(subject), release.removeprefix(ID), kind, predicate, note, doubted))
    gaps = []
    for it in graph.subjects(RDF.type, AFT.Gap):
        subject, release = value(it, AFT.gapOf), str(value(it, AFT.inRelease)).removeprefix(ID)
        note = str(value(it, RDFS.comment) or "")
        gaps.append(Line(family(subject), local(subject), release, local(value(it, AFT.gapReason)), "", note))
    return mapped, gaps


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Write a table; all columns but the first are numbers."""
    body = [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    return [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}", *body, ""]


def counted(found: Sequence[Line], first: str, key: str, columns: Sequence[str], attribute: str) -> list[str]:
    """Write how many there are for each key and column, with sums."""
    counts = Counter((getattr(line, key), getattr(line, attribute)) for line in found)
    keys = sorted({line_key for line_key, _ in counts})
    rows = [[name, *(counts[name, column] for column in columns)] for name in keys]
    rows.append(["all", *(sum(counts[name, column] for name in keys) for column in columns)])
    return table([first, *columns, "all"], [[row[0], *row[1:], sum(row[1:])] for row in rows])


def tables(catalog: Path = CATALOG) -> str:
    """Write all tables.

    Parameters
    ----------
    catalog
        The folder that holds ``mappings/``, ``catalogues/`` and ``maestro.ttl``.
    """
    graph = shipped(catalog)
    mapped, gaps = lines(graph)
    text = ["## Mappings by release and kind", "", *counted(mapped, "release", "release", KINDS, "how")]
    text += ["## Mappings by what is mapped", "", *counted(mapped, "of", "family", KINDS, "how")]
    used = [name for name in MATCHES if any(line.predicate == name for line in mapped)]
    text += ["## Mappings by predicate", "", *counted(mapped, "release", "release", used, "predicate")]
    doubted = sorted((line for line in mapped if line.doubted), key=lambda it: (it.release, it.subject, it.note))
    text += ["## Mappings that we doubt", "", f"{len(doubted)} of {len(mapped)}, by the threat that they are of:", ""]
    text += [f"- `{it.subject}`, {it.release} {it.note.replace('Doubted: ', '')}." for it in doubted]
    text += ["", "## Entries minted", ""]
    entries = Counter(str(release).removeprefix(ID) for _, release in graph.subject_objects(SKOS.inScheme))
    text += table(["release", "entries"], [*sorted(entries.items()), ["all", entries.total()]])
    text += ["Replaced since:", ""]
    followed = sorted(graph.subject_objects(DCTERMS.isReplacedBy))
    text += [f"- {str(old).removeprefix(ID)} by {str(new).removeprefix(ID)}" for old, new in followed]
    text += ["", "## Gaps by reason", "", *counted(gaps, "of", "family", REASONS, "how")]
    text += ["## The gaps of threats", "", "Those of mitigations are in [mitigations.md](mitigations.md).", ""]
    for line in sorted(gaps, key=lambda line: (line.family, line.subject, line.release)):
        if line.family != FAMILIES["mitigation"]:
            text.append(f"- `{line.subject}` in {line.release} ({line.how}): {line.note}.")
    return "\n".join([*text, ""])


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the page is not current")
    arguments = parser.parse_args()
    before = PAGE.read_text(encoding="utf-8")
    head, marker, _ = before.partition(MARKER)
    after = f"{head}{marker}\n\n{tables()}"
    if not marker:
        print(f"{PAGE.name} has lost the line that says where its tables begin", file=sys.stderr)
        return 2
    if not arguments.check:
        PAGE.write_text(after, encoding="utf-8")
        return 0
    if before == after:
        return 0
    print(f"{PAGE.name} is not what the mappings give; run scripts/mappings_page.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
