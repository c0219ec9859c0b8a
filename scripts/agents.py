"""Write data/catalog/agents/SLUG.ttl from the hand-kept agents.csv beside them; `--check` only compares.

A row is one agent of a public directory: its name and page, the ten factor scores, the inputs and scores that the page
shows (empty where it shows none, or where the copy that was read does not have them), and its layers. A layer's cell is
`stated` or `not-certain`, the page's own mark, and then what we claim after reading it: slugs of threats, with `!`
before one from which the page says the agent is protected, and `@PART` behind one that is about a part of it. The cell
is empty where the copy that was read ends before that layer. `components` names those parts, with
`PART:CLASS:RELATION:LABEL`, where the page states that there is such a thing; a relation is from the agent, or from
another part (`PART/RELATION`).
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Graph, Namespace
from rdflib.namespace import RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
AGENTS = ROOT / "data" / "catalog" / "agents"
TABLE = AGENTS / "agents.csv"
AFT = Namespace("https://w3id.org/aftershock/ontology#")
LAYERS = 7
SHOWN = {
    "cvss_base": "cvssBase",
    "threat_multiplier": "threatMultiplier",
    "mitigation_factor": "mitigationFactor",
    "aars_shown": "aarsShown",
    "aivss_shown": "scoreShown",
}
CERTAINTY = {"stated": "Stated", "not-certain": "NotCertain"}
HEAD = """\
@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix agent: <https://w3id.org/aftershock/id/agent/> .
@prefix component: <https://w3id.org/aftershock/id/component/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix factor: <https://w3id.org/aftershock/id/factor/> .
@prefix id: <https://w3id.org/aftershock/id/> .
@prefix maestro: <https://w3id.org/aftershock/id/maestro/> .
@prefix page: <https://w3id.org/aftershock/id/source/directory/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <https://w3id.org/aftershock/id/source/> .
@prefix threat: <https://w3id.org/aftershock/id/threat/> .

# Written by scripts/agents.py from agents.csv: correct the row there.
"""


@dataclass(frozen=True)
class Part:
    """A part of an agent that its page states: short name, class, what relies on it and how, label."""

    name: str
    kind: str
    dependent: str
    relation: str
    label: str

    @classmethod
    def read(cls, text: str) -> Part:
        """Take `PART:CLASS:RELATION:LABEL` apart."""
        name, kind, relation, label = (one.strip() for one in text.split(":", 3))
        dependent, _, term = relation.rpartition("/")
        return cls(name, kind, dependent, term, label)


def main() -> int:
    """Write what is not as the table says, or say that it differs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="only compare")
    check = arguments.parse_args().check
    stale = [path for path, text in files() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(ROOT)} is not what {TABLE.relative_to(ROOT)} says\n")
        return 1 if stale else 0
    for path, text in files():
        if path in stale:
            path.write_text(text, encoding="utf-8")
    return 0


def files() -> Iterator[tuple[Path, str]]:
    """Give the path and the text of every file that the table calls for."""
    catalogue = Graph().parse(ROOT / "data" / "catalog" / "factors.ttl", format="turtle")
    factors = {
        str(catalogue.value(one, SKOS.prefLabel)): str(one).rpartition("/")[2]
        for one in catalogue.subjects(RDF.type, AFT.RiskFactor)
    }
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            text = "\n\n".join((HEAD.rstrip(), *_blocks(row, factors))) + "\n"
            yield AGENTS / f"{row['slug']}.ttl", text


def _blocks(row: Mapping[str, str], factors: Mapping[str, str]) -> Iterator[str]:
    slug = row["slug"]
    parts = [Part.read(one) for one in row["components"].split(";") if one.strip()]
    agent = [f"agent:{slug} a aft:AIAgent", f'aft:slug "{slug}"', f'skos:prefLabel "{row["name"]}"']
    agent += [f"aft:{one.relation} component:{slug}-{one.name}" for one in parts if not one.dependent]
    yield _node(*agent, f"dcterms:source page:{slug}")
    page = [f"page:{slug} a dcterms:BibliographicResource", f'dcterms:title "{row["name"]} — agentic threat model"@en']
    page += ["dcterms:isPartOf source:directory", f"rdfs:seeAlso <{row['url']}>"]
    last = max((number for number in range(1, LAYERS + 1) if row[f"L{number}"]), default=0)
    if last < LAYERS:
        page.append(f'rdfs:comment "The copy that was read ends in layer {last}; what follows is not told of."@en')
    yield _node(*page)
    for one in parts:
        block = [f"component:{slug}-{one.name} a aft:{one.kind}", f'aft:slug "{slug}-{one.name}"']
        block += [f'skos:prefLabel "{one.label}"@en', f"aft:partOf agent:{slug}", f"dcterms:source page:{slug}"]
        block += [
            f"aft:{other.relation} component:{slug}-{other.name}" for other in parts if other.dependent == one.name
        ]
        yield _node(*block)
    yield from _risk(row, factors)
    for number in range(1, last + 1):
        yield from _layer(row, number, {one.name for one in parts})


def _risk(row: Mapping[str, str], factors: Mapping[str, str]) -> Iterator[str]:
    risk = f"<https://w3id.org/aftershock/id/source/directory/{row['slug']}/risk"
    block = [f"{risk}> a aft:RiskAssessment", f"aft:assesses agent:{row['slug']}"]
    block.append(f"prov:wasDerivedFrom page:{row['slug']}")
    block += [f"aft:{term} {row[column]}" for column, term in SHOWN.items() if row[column]]
    block.append(f"aft:factorSum {sum((Decimal(row[name]) for name in factors), Decimal(0))}")
    block += [f"aft:factorScore {risk}/{slug}>" for slug in factors.values()]
    yield _node(*block)
    names = [name for name in row if name in factors]
    yield "\n".join(
        f'{risk}/{factors[name]}> a aft:FactorScore ; aft:factorOf factor:{factors[name]} ; aft:factorName "{name}" ; '
        f"aft:score {row[name]} ; aft:order {order} ."
        for order, name in enumerate(names, 1)
    )


def _layer(row: Mapping[str, str], number: int, parts: set[str]) -> Iterator[str]:
    slug = row["slug"]
    certainty, *claims = row[f"L{number}"].split()
    place = f"<https://w3id.org/aftershock/id/source/directory/{slug}/L{number}"
    yield _node(
        f"{place}> a aft:LayerStatement",
        f"aft:agent agent:{slug}",
        f"aft:layer maestro:L{number}",
        f"aft:sourceCertainty aft:{CERTAINTY[certainty]}",
        f"prov:wasDerivedFrom page:{slug}",
    )
    for claim in claims:
        threat, _, part = claim.removeprefix("!").partition("@")
        if part and part not in parts:
            message = f"{slug}, L{number}: {part!r} is no component of the row; it has {', '.join(sorted(parts))}"
            raise SystemExit(message)
        protected = claim.startswith("!")
        yield _node(
            f"{place}/{threat}{'/mitigated' if protected else ''}> a aft:ThreatClaim",
            f"aft:agent agent:{slug}",
            f"aft:threat threat:{threat}",
            f"aft:bearsOn {f'component:{slug}-{part}' if part else f'agent:{slug}'}",
            f"aft:polarity aft:{'Mitigated' if protected else 'Exposed'}",
            "aft:claimBasis aft:Asserted",
            "prov:wasAttributedTo id:project",
            f"prov:wasDerivedFrom {place}>",
            f"dcterms:source page:{slug}",
        )


def _node(*statements: str) -> str:
    return " ;\n    ".join(statements) + " ."


if __name__ == "__main__":
    raise SystemExit(main())
