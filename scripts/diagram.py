"""Draw docs/images/ontology.svg from the ontology and its shapes; `--check` only compares.

Which card stands where is chosen here. What a card says is read: a class with its label, the properties that its shape
speaks of with the class of their values, and its subclasses or members. An arrow that no shape knows is an error.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from rdflib import RDF, RDFS, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH

from aftershock.resources import shape_files
from aftershock.vocabulary import NAMESPACE
from scripts.terms import parsed
from scripts.vocabulary import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

TARGET = Path(__file__).resolve().parent.parent / "docs" / "images" / "ontology.svg"
WIDTH, GUTTER, MARGIN, LINE, PAD, LETTERS = 252, 46, 20, 17, 9, 34

#: Bands from above to below, their columns from left to right, their classes. A star: list what is below or in it.
BANDS = (
    (
        "What falls, over what, by which rule, and what starts or stops it",
        (
            ("Component", "Artifact*", "Service*", "Principal*", "Credential"),
            ("Dependency", "Need", "CarryingRelation*", "Qualifier"),
            ("PropagationRule", "Mode*", "MitigationEffect", "MitigationDeployment"),
            ("Threat", "Weakness", "SecurityControl", "Consequence", "Mitigation"),
        ),
    ),
    (
        "Who says so, what others call it, what happened, and where each statement is kept",
        (
            ("ThreatClaim", "LayerStatement"),
            ("CatalogueEntry", "CatalogueRelease", "Gap"),
            ("ScenarioEvent", "Scenario*", "Figure"),
            ("NamedGraph*", "IdentityStatement", "RiskAssessment"),
        ),
    ),
)
#: Drawn as lines, all between neighbours; the rest of the properties are told in the cards.
ARROWS = (
    *(("Dependency", "dependent", "Component"), ("Dependency", "dependee", "Component")),
    *(("Dependency", "relation", "CarryingRelation"), ("Dependency", "hasQualifier", "Qualifier")),
    *(("Need", "alternative", "Dependency"), ("PropagationRule", "overRelation", "CarryingRelation")),
    *(("PropagationRule", "toMode", "Mode"), ("PropagationRule", "unlessEdgeHas", "Qualifier")),
    *(("MitigationEffect", "onRule", "PropagationRule"), ("MitigationEffect", "ofMitigation", "Mitigation")),
    *(("MitigationDeployment", "ofMitigation", "Mitigation"), ("Threat", "startsMode", "Mode")),
    *(("Weakness", "raisesRule", "PropagationRule"), ("Weakness", "lackOf", "SecurityControl")),
    *(("Mitigation", "answers", "Threat"), ("CatalogueEntry", "inScheme", "CatalogueRelease")),
    *(("Gap", "inRelease", "CatalogueRelease"), ("ScenarioEvent", "ofScenario", "Scenario")),
    ("Figure", "ofScenario", "Scenario"),
)
#: What rdfs:subClassOf says is drawn as well: from each of these to Component.
KINDS = ("Artifact", "Service", "Principal", "Credential")

STYLE = """
  svg { --ink: #1c2430; --soft: #56606e; --back: #f6f8fa; --card: #fff; --edge: #c3ccd6; --line: #0b57a4 }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #e6ebf2; --soft: #a3afbd; --back: #12161c; --card: #1b2129; --edge: #3b4754; --line: #8ab8f0 }
  }
  text { font: 12.5px system-ui, "Segoe UI", "Liberation Sans", sans-serif; fill: var(--ink) }
  .head { font-weight: 700; font-size: 14px } .band { font-weight: 700; font-size: 15px } .soft { fill: var(--soft) }
  .back { fill: var(--back) } .card { fill: var(--card); stroke: var(--edge) }
  .line { fill: none; stroke: var(--line); stroke-width: 1.3; opacity: .8 } .tip { fill: var(--line) }
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card; `name` is the property that it tells of, if any."""

    text: str
    name: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One class, placed."""

    name: str
    column: int
    left: int
    top: int
    rows: tuple[Row, ...]

    @property
    def height(self) -> int:
        """From its upper edge to its lower."""
        return LINE * (len(self.rows) + 1) + 2 * PAD

    def level(self, name: str = "") -> int:
        """Where a line meets it: beside the row of a property, else beside the head."""
        place = next((number for number, row in enumerate(self.rows, 1) if row.name == name), 0) if name else 0
        return self.top + PAD + LINE * place + LINE // 2


class Reader:
    """What the ontology and the shapes say of a class."""

    def __init__(self) -> None:
        self.graph, self.shapes = ontology(), parsed(shape_files())

    def properties(self, name: str) -> dict[str, str]:
        """Give the properties of a class with the class of their values, in the shapes' order of names."""
        found: dict[str, str] = {}
        for shape in self.shapes.subjects(SH.targetClass, URIRef(NAMESPACE + name)):
            for inner in self.shapes.objects(shape, SH.property):
                path = str(self.shapes.value(inner, SH.path))
                values = sorted(set(self.values(inner)))
                if values and path.rpartition("#")[2] != "type":
                    found[path.rpartition("#")[2]] = " or ".join(values)
        return dict(sorted(found.items()))

    def values(self, shape: Node) -> Iterator[str]:
        """Give the classes of ours that a shape lets values be of."""
        for class_ in self.shapes.objects(shape, SH["class"]):
            if str(class_).startswith(NAMESPACE):
                yield str(class_).removeprefix(NAMESPACE)
        for node in self.shapes.objects(shape, SH.node):
            yield from self.values(node)
        for manner in (SH["or"], SH["in"]):
            for head in self.shapes.objects(shape, manner):
                for one in Collection(self.shapes, head):
                    yield from self.values(one) if manner == SH["or"] else self.kinds(one)

    def kinds(self, one: Node) -> Iterator[str]:
        """Give the classes of an individual of ours."""
        for kind in self.graph.objects(one, RDF.type):
            yield str(kind).removeprefix(NAMESPACE)

    def listed(self, name: str) -> list[str]:
        """Give the names of what is below a class, or of its members."""
        iri = URIRef(NAMESPACE + name)
        some = {*self.graph.subjects(RDFS.subClassOf, iri)} or {*self.graph.subjects(RDF.type, iri)}
        return sorted(str(one).removeprefix(NAMESPACE) for one in some)

    def rows(self, name: str, star: bool) -> tuple[Row, ...]:
        """Give what the card of a class says below its name."""
        if (URIRef(NAMESPACE + name), RDF.type, None) not in self.graph:
            raise SystemExit(f"the ontology has no aft:{name}")
        rows: list[Row] = []
        for one, values in self.properties(name).items():
            first, *rest = wrap(f"{one} → {values}", LETTERS)
            rows += [Row(first, one), *(Row(f"\N{EM SPACE}{line}") for line in rest)]
        if star:
            rows += [Row(line, soft=True) for line in wrap(", ".join(self.listed(name)), LETTERS)]
        return tuple(rows)


def placed(reader: Reader) -> tuple[tuple[Card, ...], tuple[tuple[str, int], ...], int]:
    """Give all cards, the bands with their heights on the page, and the height of it all."""
    cards: list[Card] = []
    bands: list[tuple[str, int]] = []
    top = MARGIN
    for title, columns in BANDS:
        bands.append((title, top + LINE))
        lowest = 0
        for column, names in enumerate(columns):
            below = top + 2 * LINE
            for name in names:
                rows = reader.rows(name.rstrip("*"), name.endswith("*"))
                cards.append(Card(name.rstrip("*"), column, MARGIN + column * (WIDTH + GUTTER), below, rows))
                below += cards[-1].height + LINE
            lowest = max(lowest, below)
        top = lowest + LINE
    return tuple(cards), tuple(bands), top


def lines(cards: dict[str, Card], reader: Reader) -> Iterator[str]:
    """Give the arrows: out at the property's row, along a lane of the gutter, in at the head."""
    arrows = [*((name, "", "Component") for name in KINDS), *ARROWS]
    lanes: dict[int, int] = {}
    for name, how, other in arrows:
        known = reader.properties(name).get(how, "").split(" or ") if how else reader.listed(other)
        if (other if how else name) not in known:
            raise SystemExit(f"no shape says aft:{name} aft:{how} aft:{other}")
        start, end = cards[name], cards[other]
        gutter = min(start.column, end.column)
        if start.column == end.column and start.column == len(BANDS[0][1]) - 1:
            gutter -= 1
        lanes[gutter] = lanes.get(gutter, 0) + 1
        lane = MARGIN + gutter * (WIDTH + GUTTER) + WIDTH + 6 + (lanes[gutter] * 7) % (GUTTER - 14)
        out = start.left + (WIDTH if start.column <= gutter else 0)
        into = end.left + (WIDTH if end.column <= gutter else 0)
        toward = 5 if into > lane else -5
        at, to = start.level(how), end.level() + (lanes[gutter] % 3 - 1) * 4
        yield f'<path class="line" d="M{out} {at}H{lane}V{to}H{into - toward}"/>'
        yield f'<path class="tip" d="M{into} {to}l{-toward} -3.5v7z"/>'


def draw() -> str:
    """Give the picture."""
    reader = Reader()
    cards, bands, height = placed(reader)
    width = 2 * MARGIN + len(BANDS[0][1]) * (WIDTH + GUTTER) - GUTTER
    said = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">',
        '<title id="title">The classes of the ontology and what joins them</title>',
        f"<style>{STYLE}</style>",
        f'<rect class="back" width="{width}" height="{height}"/>',
        *(f'<text class="band" x="{MARGIN}" y="{top}">{escape(title)}</text>' for title, top in bands),
        *lines({card.name: card for card in cards}, reader),
    ]
    for card in cards:
        box = f'x="{card.left}" y="{card.top}" width="{WIDTH}" height="{card.height}"'
        said.append(f'<rect class="card" rx="5" {box}/>')
        left, top = card.left + PAD, card.top + PAD + 13
        said.append(f'<text class="head" x="{left}" y="{top}">{escape(card.name)}</text>')
        for number, row in enumerate(card.rows, 1):
            kind = ' class="soft"' if row.soft else ""
            said.append(f'<text{kind} x="{left}" y="{top + number * LINE}">{escape(row.text)}</text>')
    return "\n".join([*said, "</svg>"]) + "\n"


def main(arguments: list[str]) -> int:
    """Write the picture, or say whether it is as it should be."""
    text = draw()
    if "--check" in arguments:
        same = TARGET.read_text("utf-8") == text
        print("up to date" if same else f"{TARGET.name} is out of date: run python -m scripts.diagram")
        return 0 if same else 1
    TARGET.write_text(text, "utf-8")
    print(f"wrote {TARGET.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
