"""Write what the graph and the commands say of the incidents into docs/incidents.md; `--check` only compares."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, Namespace

from aftershock.cli import aftershock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

AFT = Namespace("https://w3id.org/aftershock/ontology#")
ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "incidents.md"
COMMAND = re.compile(r"(```console\n\$ aftershock (blast-radius [^\n]+)\n).*?(```)", re.DOTALL)
MARKED = re.compile(r"(<!-- (incidents|incident [a-z0-9.-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def read() -> Graph:
    """Read all incidents of the catalogue into one graph."""
    graph = Graph()
    for path in sorted((ROOT / "data" / "catalog" / "incidents").glob("*.ttl")):
        graph.parse(path)
    return graph


def filled(page: str, graph: Graph) -> str:
    """Put into each marked part of the page what the graph gives for it.

    Parameters
    ----------
    page
        Markdown with parts between ``<!-- incidents -->`` or ``<!-- incident SLUG -->`` and ``<!-- end -->``.
    graph
        The incidents.

    Raises
    ------
    SystemExit
        If a mark names an incident that the graph does not have, or an incident has no mark.
    """
    incidents = {value(graph, one, AFT.slug): one for one in graph.subjects(RDF.type, AFT.Incident)}
    named = [name.partition(" ")[2] for _, name, _ in MARKED.findall(page)]
    wrong = sorted(set(incidents) ^ {name for name in named if name})
    if wrong:
        sys.exit(f"{PAGE.name} and the graph do not have the same incidents: {', '.join(wrong)}")

    def part(found: re.Match[str]) -> str:
        slug = found[2].partition(" ")[2]
        return f"{found[1]}{section(graph, incidents[slug]) if slug else overview(graph, incidents)}{found[3]}"

    return MARKED.sub(part, page)


def answered(page: str) -> str:
    """Put under each command of the page what it answers over an empty store, with the catalogue alone, shortened.

    Raises
    ------
    SystemExit
        If a command does not end well.
    """
    with tempfile.TemporaryDirectory() as folder:

        def part(found: re.Match[str]) -> str:
            done = CliRunner().invoke(aftershock, shlex.split(found[2]), env={"AFTERSHOCK_DATA": folder})
            if done.exit_code:
                sys.exit(f"aftershock {found[2]}: {done.output or done.exception}")
            return f"{found[1]}{shortened(done.output)}{found[3]}"

        return COMMAND.sub(part, page)


def shortened(output: str) -> str:
    """Keep the first line of an answer, its notes, and of each list the last row, which lies furthest off."""
    first, *rest = output.splitlines()
    kept, rows = [first, *(line for line in rest if line.startswith("note: ")), "..."], list[str]()
    listing = False
    for line in [*rest, ""]:
        if line.endswith("nearest first"):
            kept, listing = [*kept, line], True
        elif listing and line.startswith("  "):
            rows.append(line)
        elif listing:
            name, path = rows[-1].partition(" (")[0], rows[-1].partition(": ")[2]
            kept += ["  ..."] * (len(rows) > 1) + [f"{name} ... {path}"]
            rows, listing = [], False
    return "\n".join(kept) + "\n"


def overview(graph: Graph, incidents: dict[str, Node]) -> str:
    """Write one row for each incident, oldest first."""
    rows = []
    for slug, one in sorted(incidents.items(), key=lambda item: value(graph, item[1], AFT.windowFrom)):
        starts = ", ".join(f"`{name}`" for name in slugs(graph, graph.objects(one, AFT.startsAt)))
        said = list(graph.subjects(AFT.ofScenario, one))
        figures = sum((node, RDF.type, AFT.Figure) in graph for node in said)
        cells = (f"[{slug}](#{slug})", spell(*window(graph, one)), starts, str(len(said) - figures), str(figures))
        rows.append(f"| {' | '.join(cells)} |")
    head = "| incident | window, UTC | replay starts at | events | figures |\n| --- | --- | --- | ---: | ---: |\n"
    return head + "\n".join(rows) + "\n"


def section(graph: Graph, incident: Node) -> str:
    """Write what one incident is, when it was, its events and its figures."""
    note = graph.value(incident, SKOS.editorialNote)
    starts = " and ".join(f"`{name}`" for name in slugs(graph, graph.objects(incident, AFT.startsAt)))
    threats = ", ".join(sorted(str(one).rpartition("/")[2] for one in graph.objects(incident, DCTERMS.subject)))
    said = sorted(graph.subjects(AFT.ofScenario, incident), key=str)
    lines = [
        value(graph, incident, DCTERMS.description),
        "",
        f"Window: {spell(*window(graph, incident))} (UTC). A replay starts at {starts}. Threats: {threats}."
        + (f" {note}" if note else ""),
        "",
        "| when, UTC | what | on | said by |",
        "| --- | --- | --- | --- |",
    ]
    for one in said:
        if (one, RDF.type, AFT.ScenarioEvent) in graph:
            when = spell(moment(graph, one, AFT.notBefore), moment(graph, one, AFT.notAfter))
            on = ", ".join(f"`{name}`" for name in slugs(graph, graph.objects(one, AFT.onComponent)))
            label = value(graph, one, SKOS.prefLabel)
            lines.append(f"| {when} | {label} | {on} | {links(graph, graph.objects(one, DCTERMS.source))} |")
    figures = [figure(graph, one) for one in said if (one, RDF.type, AFT.Figure) in graph]
    if figures:
        lines += ["", "| figure | low | high | note |", "| --- | --- | --- | --- |", *figures]
    return "\n".join(lines) + "\n"


def figure(graph: Graph, one: Node) -> str:
    """Write the row of one figure: each end with who says it."""
    ends = (
        f"{int(end) if end == int(end) else end:,} ({links(graph, graph.objects(one, said))})"
        for end, said in (
            (float(value(graph, one, AFT.figureLow)), AFT.saidLow),
            (float(value(graph, one, AFT.figureHigh)), AFT.saidHigh),
        )
    )
    note = graph.value(one, SKOS.scopeNote) or ""
    return f"| {value(graph, one, AFT.measures)} | {' | '.join(ends)} | {note} |"


def links(graph: Graph, sources: Iterable[Node]) -> str:
    """Link sources by the name of who wrote them."""
    named = sorted((value(graph, one, DCTERMS.title), value(graph, one, RDFS.seeAlso)) for one in sources)
    return ", ".join(f"[{title.partition(':')[0]}]({address})" for title, address in named)


def slugs(graph: Graph, components: Iterable[Node]) -> list[str]:
    """Give the names by which people type components, in order."""
    return sorted(value(graph, one, AFT.slug) for one in components)


def window(graph: Graph, incident: Node) -> tuple[datetime, datetime]:
    """Give the window of an incident."""
    return moment(graph, incident, AFT.windowFrom), moment(graph, incident, AFT.windowUntil)


def moment(graph: Graph, node: Node, term: Node) -> datetime:
    """Read a time."""
    return datetime.fromisoformat(value(graph, node, term))


def spell(early: datetime, late: datetime) -> str:
    """Write a span as exactly as it is known: days where both ends are midnight, else minutes.

    Examples
    --------
    >>> spell(datetime(2024, 3, 9), datetime(2024, 3, 10)), spell(datetime(2024, 3, 9, 8), datetime(2024, 3, 9, 8))
    ('2024-03-09', '2024-03-09 08:00')
    """
    day = timedelta(days=1)
    if early == late:
        return f"{early:%Y-%m-%d %H:%M}"
    if all(f"{one:%H:%M}" == "00:00" for one in (early, late)):
        return f"{early:%Y-%m-%d}" if late - early == day else f"{early:%Y-%m-%d} to {late - day:%Y-%m-%d}"
    same = early.date() == late.date()
    return f"{early:%Y-%m-%d %H:%M} to {late:%H:%M}" if same else f"{early:%Y-%m-%d %H:%M} to {late:%Y-%m-%d %H:%M}"


def value(graph: Graph, subject: Node, predicate: Node) -> str:
    """Give the one text that a well-formed incident has here."""
    found = graph.value(subject, predicate)
    if found is None:
        sys.exit(f"{subject} has no {predicate}")
    return str(found) if isinstance(found, Literal) else str(found).strip()


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the page is not current")
    arguments = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    text = answered(filled(page, read()))
    if not arguments.check:
        PAGE.write_text(text, encoding="utf-8")
    elif text != page:
        print(f"{PAGE.name} is not what the catalogue gives; run scripts/incident_tables.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
