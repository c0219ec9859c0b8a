"""Write the Turtle of the mappings and of the catalogue entries they point at; `--check` only compares.

Read are the SSSOM tables ``data/catalog/mappings/*.sssom.tsv`` (kept by hand), ``data/catalog/catalogues/entries.tsv``
(pages and successors that no rule gives) and ``data/catalog/catalogues/releases.ttl``. Written are
``data/catalog/mappings/NAME.ttl``, one for each table, and ``data/catalog/catalogues/NAME.ttl``, one for each
catalogue.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, Graph, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AFT = Namespace("https://w3id.org/aftershock/ontology#")
ID = "https://w3id.org/aftershock/id/"
NOTHING = "https://w3id.org/sssom/NoTermFound"
OURS = "aftershock/2026-11"
CATALOG = Path(__file__).resolve().parent.parent / "data" / "catalog"

REQUIRED_OF_SET = ("mapping_set_id", "license")
REQUIRED_OF_ROW = ("subject_id", "predicate_id", "object_id", "mapping_justification")
ALSO_WANTED = ("object_source", "mapping_date", "mapping_kind")
MATCHES = {"exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"}
KINDS = {"official", "derived", "curated"}
REASONS = {"OutsideItsScope", "NoFittingEntry", "NotYetReviewed"}
DOUBT = 0.5
"""Below this confidence we doubt a mapping, and questions leave it out."""

ENTRY_KINDS = (
    ("atlas", r"AML\.T\d{4}(\.\d{3})?", "Technique", "https://atlas.mitre.org/techniques/{id}"),
    ("atlas", r"AML\.M\d{4}", "Countermeasure", "https://atlas.mitre.org/mitigations/{id}"),
    ("attack", r"T\d{4}(\.\d{3})?", "Technique", "https://attack.mitre.org/techniques/{path}"),
    ("attack", r"M\d{4}", "Countermeasure", "https://attack.mitre.org/mitigations/{id}"),
    ("capec", r"CAPEC-\d+", "AttackPattern", "https://capec.mitre.org/data/definitions/{number}.html"),
    ("cwe", r"CWE-\d+", "WeaknessEntry", "https://cwe.mitre.org/data/definitions/{number}.html"),
    ("d3fend", r"D3-[A-Z0-9]+", "Countermeasure", "https://d3fend.mitre.org/technique/d3f:{name}"),
    (
        "cosai",
        r"risk[A-Z]\w+",
        "RiskEntry",
        "https://github.com/cosai-oasis/secure-ai-tooling/blob/main/risk-map/yaml/risks.yaml",
    ),
    (
        "cosai",
        r"control[A-Z]\w+",
        "Countermeasure",
        "https://github.com/cosai-oasis/secure-ai-tooling/blob/main/risk-map/yaml/controls.yaml",
    ),
    ("owasp-llm", r"LLM\d{2}", "RiskEntry", ""),
    ("owasp-asi", r"ASI\d{2}", "RiskEntry", ""),
    ("owasp-agentic", r"T\d{1,2}", "ThreatEntry", ""),
)  # catalogue, form of its ids, what they are, their page ("": the page of the release)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a mapping, or a gap where one end is SSSOM's NoTermFound. IRIs are whole."""

    subject: str
    predicate: str
    object: str
    label: str
    source: str
    justification: str
    date: str
    confidence: str
    kind: str
    path: str
    reason: str
    comment: str
    place: str

    @property
    def is_gap(self) -> bool:
        """Whether the row says that there is nothing to map onto."""
        return NOTHING in (self.subject, self.object)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a release, as it is minted."""

    iri: str
    release: str
    notation: str
    name: str
    kind: str
    page: str
    successor: str


def refuse(place: str, sentence: str) -> None:
    """Stop with a sentence that says where."""
    sys.exit(f"{place}: {sentence}")


def prefixes(lines: Iterable[str], place: str) -> dict[str, str]:
    """Read the prefixes of a table's header, and see that the header has what SSSOM requires of a set."""
    found: dict[str, str] = {}
    keys: set[str] = set()
    block = ""
    for line in lines:
        body = line.removeprefix("#").removeprefix(" ").rstrip()
        key, colon, value = body.strip().partition(":")
        if body and not body.startswith(" "):
            block = key
            keys.add(key)
        elif block == "curie_map" and colon:
            found[key] = value.strip()
    missing = [key for key in (*REQUIRED_OF_SET, "curie_map") if key not in keys]
    if missing:
        refuse(place, f"the header lacks {', '.join(missing)}")
    return found


def expanded(curie: str, known: Mapping[str, str], place: str) -> str:
    """Give the IRI of a compact one."""
    prefix, _, local = curie.partition(":")
    if prefix not in known or not local:
        refuse(place, f"{curie!r} has no prefix of the curie_map ({', '.join(sorted(known))})")
    return known[prefix] + local


def read(path: Path) -> list[Row]:
    """Read one SSSOM table and see that each row has what SSSOM, and what we, require."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    known = prefixes(header, path.name)
    rows = []
    for number, cells in enumerate(csv.DictReader(lines[len(header) :], delimiter="\t"), len(header) + 2):
        place = f"{path.name}, line {number}"
        empty = [name for name in (*REQUIRED_OF_ROW, *ALSO_WANTED) if not cells.get(name)]
        if empty:
            refuse(place, f"{', '.join(empty)} must be given")
        iri = {name: expanded(cells[name], known, place) for name in (*REQUIRED_OF_ROW, "object_source")}
        row = Row(
            *(iri["subject_id"], iri["predicate_id"], iri["object_id"], cells.get("object_label") or ""),
            *(iri["object_source"], iri["mapping_justification"], cells["mapping_date"]),
            *(cells.get("confidence") or "", cells["mapping_kind"]),
            *(cells.get("mapping_path") or "", cells.get("gap_reason") or "", cells.get("comment") or "", place),
        )
        inspect(row)
        rows.append(row)
    return rows


def sound(row: Row) -> bool:
    """Whether the confidence, where one is given, is one; a mapping that we doubt is related, and says why."""
    if not row.confidence:
        return True
    try:
        value = float(row.confidence)
    except ValueError:
        return False
    kept = value >= DOUBT or (row.predicate.endswith("#relatedMatch") and bool(row.comment))
    return 0 <= value <= 1 and kept and not row.is_gap


def inspect(row: Row) -> None:
    """Refuse a row that contradicts itself."""
    wrong = {
        f"a confidence is from 0 to 1, and below {DOUBT} the match is related and the comment says why": not sound(row),
        f"the predicate is none of {', '.join(sorted(MATCHES))}": row.predicate.rpartition("#")[2] not in MATCHES,
        "the justification is not of semapv": not row.justification.startswith("https://w3id.org/semapv/vocab/"),
        f"the kind is none of {', '.join(sorted(KINDS))}": row.kind not in KINDS,
        "a derived mapping gives its path": row.kind == "derived" and not row.path,
        f"a gap, and only a gap, has one of {', '.join(sorted(REASONS))}": (row.reason in REASONS) != row.is_gap,
        "a gap says in its comment why": row.is_gap and not row.comment,
        "the object is not in the release that the row names": not inside(row),
        "both ends are missing": row.subject == row.object,
    }
    for sentence, holds in wrong.items():
        if holds:
            refuse(row.place, sentence)
    try:
        datetime.date.fromisoformat(row.date)
    except ValueError as error:
        refuse(row.place, str(error))


def inside(row: Row) -> bool:
    """Whether the object is an entry of the release; MAESTRO's threats lie beside their release, not under it."""
    holder = row.source.rpartition("/")[0] if row.source.startswith(f"{ID}maestro/") else row.source
    return row.object == NOTHING or row.object.startswith(holder + "/")


def entries(tables: Mapping[str, list[Row]], catalog: Path) -> list[Entry]:
    """Mint what the rows point at, each entry once; MAESTRO's own threats are kept by hand."""
    releases = Graph().parse(catalog / "catalogues" / "releases.ttl")
    pages = {
        str(release): str(releases.value(release, RDFS.seeAlso))
        for release in releases.subjects(RDF.type, AFT.CatalogueRelease)
    }
    with (catalog / "catalogues" / "entries.tsv").open(encoding="utf-8", newline="") as file:
        more = {ID + line["entry"]: line for line in csv.DictReader(file, delimiter="\t")}
    found: dict[str, Entry] = {}
    for row in (row for rows in tables.values() for row in rows):
        if row.source.startswith(f"{ID}maestro/"):
            continue
        if row.source not in pages:
            refuse(row.place, f"releases.ttl has no release {row.source}")
        if row.object == NOTHING:
            continue
        entry = minted(row, pages[row.source], more.get(row.object, {}))
        if found.setdefault(row.object, entry) != entry:
            refuse(row.place, f"{row.object} is called {row.label!r} here and {found[row.object].name!r} elsewhere")
    for iri, line in more.items():
        if iri not in found or (line["replaced_by"] and ID + line["replaced_by"] not in found):
            refuse("entries.tsv", f"no mapping points at {line['entry']}, or none at what replaced it")
    return sorted(found.values(), key=lambda entry: entry.iri)


def minted(row: Row, page_of_release: str, more: Mapping[str, str]) -> Entry:
    """Make the entry that a row points at."""
    catalogue, _, version = row.source.removeprefix(ID).partition("/")
    id_ = row.object.removeprefix(row.source + "/")
    fitting = [(kind, page) for name, form, kind, page in ENTRY_KINDS if name == catalogue and re.fullmatch(form, id_)]
    if not fitting:
        refuse(row.place, f"{id_!r} is not how {catalogue} writes its ids")
    kind, page = fitting[0]
    place = {
        "id": id_,
        "path": id_.replace(".", "/"),
        "number": id_.rpartition("-")[2],
        "name": row.label.replace(" ", ""),
    }
    successor = more.get("replaced_by", "")
    return Entry(
        iri=row.object,
        release=row.source,
        notation=f"{id_}:{version}" if catalogue == "owasp-llm" else id_,
        name=row.label,
        kind=kind,
        page=more.get("page") or page.format(**place) or page_of_release,
        successor=ID + successor if successor else "",
    )


def mapping_iri(row: Row) -> str:
    """Give the IRI of a mapping, or of a gap."""
    subject, release = row.subject.rpartition("/")[2], row.source.removeprefix(ID)
    if row.subject == NOTHING:
        return f"{ID}gap/{release.partition('/')[0]}-{row.object.rpartition('/')[2]}--{OURS.partition('/')[0]}"
    if row.object == NOTHING:
        return f"{ID}gap/{subject}--{release.partition('/')[0]}"
    return f"{ID}mapping/{subject}--{release.replace('/', '--')}--{row.object.rpartition('/')[2]}"


def quoted(text: str) -> str:
    """Write a string of Turtle."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def turtle_of_row(row: Row) -> str:
    """Write a mapping with the triple that it is about, or a gap."""
    if row.is_gap:
        subject = row.object if row.subject == NOTHING else row.subject
        release = ID + OURS if row.subject == NOTHING else row.source
        return (
            f"<{mapping_iri(row)}> a aft:Gap ;\n"
            f"    aft:gapOf <{subject}> ; aft:inRelease <{release}> ; aft:gapReason aft:{row.reason} ;\n"
            f"    rdfs:comment {quoted(row.comment)}@en .\n"
        )
    lines = [
        f"<{row.subject}> <{row.predicate}> <{row.object}> .",
        f"<{mapping_iri(row)}> a sssom:Mapping ;",
        f"    owl:annotatedSource <{row.subject}> ; owl:annotatedProperty <{row.predicate}> ;",
        f"    owl:annotatedTarget <{row.object}> ; sssom:object_source <{row.source}> ;",
        f"    sssom:mapping_justification <{row.justification}> ;",
        f'    pav:authoredOn "{row.date}"^^xsd:date ; aft:mappingKind aft:{row.kind.capitalize()}Mapping',
    ]
    if row.confidence:
        lines[-1] += f' ;\n    sssom:confidence "{row.confidence}"^^xsd:double'
    if row.path:
        lines[-1] += f" ;\n    aft:mappingPath {quoted(row.path)}"
    if row.comment:
        lines[-1] += f" ;\n    rdfs:comment {quoted(row.comment)}@en"
    return "\n".join(lines) + " .\n"


def turtle_of_entry(entry: Entry) -> str:
    """Write an entry."""
    end = f" ;\n    dcterms:isReplacedBy <{entry.successor}>" if entry.successor else ""
    return (
        f"<{entry.iri}> a aft:CatalogueEntry, skos:Concept ;\n"
        f"    skos:inScheme <{entry.release}> ; skos:notation {quoted(entry.notation)} ;\n"
        f"    skos:prefLabel {quoted(entry.name)}@en ;\n"
        f"    aft:entryKind aft:{entry.kind} ; rdfs:seeAlso <{entry.page}>{end} .\n"
    )


VOCABULARIES = {
    "aft": str(AFT),
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pav": "http://purl.org/pav/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MADE = "# Made by scripts/mappings.py from data/catalog/mappings/*.sssom.tsv; edit those, not this."


def document(blocks: Iterable[str]) -> str:
    """Join blocks into a Turtle document in which IRIs of ours and of the vocabularies are written with prefixes."""
    body = "\n".join(blocks)
    spaces = {space: prefix for prefix, space in VOCABULARIES.items()}
    for space in set(re.findall(rf"<({re.escape(ID)}(?:[^<>]*/)?)[^<>/]+>", body)):
        spaces[space] = space.removeprefix(ID).rstrip("/").replace("/", "-") or "id"

    def short(match: re.Match[str]) -> str:
        return f"{spaces[match[1]]}:{match[2]}" if match[1] in spaces else match[0]

    body = re.sub(r"<([^<>]*[/#])(\w(?:[\w.-]*\w)?)>", short, body)
    used = [(prefix, space) for space, prefix in spaces.items() if re.search(rf"(?<![\w.-]){re.escape(prefix)}:", body)]
    return "\n".join([*(f"@prefix {prefix}: <{space}> ." for prefix, space in sorted(used)), "", MADE, "", body])


def files(catalog: Path) -> dict[Path, str]:
    """Give what is to be written, by path.

    Parameters
    ----------
    catalog
        The folder that holds ``mappings/`` and ``catalogues/``.

    Raises
    ------
    SystemExit
        A table is not as SSSOM or as we require; the message names the file and the line.
    """
    tables = {
        path.name.removesuffix(".sssom.tsv"): read(path) for path in sorted((catalog / "mappings").glob("*.sssom.tsv"))
    }
    places: dict[str, str] = {}
    for row in (row for rows in tables.values() for row in rows):
        if places.setdefault(mapping_iri(row), row.place) != row.place:
            refuse(row.place, f"says again what {places[mapping_iri(row)]} says")
    by_catalogue: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(tables, catalog):
        by_catalogue[entry.release.removeprefix(ID).partition("/")[0]].append(entry)
    made = {catalog / "mappings" / f"{name}.ttl": document(map(turtle_of_row, rows)) for name, rows in tables.items()}
    made |= {
        catalog / "catalogues" / f"{name}.ttl": document(map(turtle_of_entry, some))
        for name, some in by_catalogue.items()
    }
    return made


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is not current")
    arguments = parser.parse_args()
    made = files(CATALOG)
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if not arguments.check:
        for path in stale:
            path.write_text(made[path], encoding="utf-8")
        return 0
    for path in stale:
        print(f"{path.relative_to(CATALOG)} is not what the tables give; run scripts/mappings.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
