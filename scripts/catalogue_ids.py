"""Check the ids and names of all catalogue entries against the catalogues themselves, where they are held.

Each entry of ``data/catalog/catalogues/*.ttl`` is looked up in each held file of its catalogue and printed, unless it
is alive, with what became of it. The exit code is 1 if one is plainly wrong: not in a whole file of its release, gone
since without a successor, or revoked without one.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import DCTERMS, RDF, SKOS, Graph, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AFT = Namespace("https://w3id.org/aftershock/ontology#")
ID = "https://w3id.org/aftershock/id/"
ROOT = Path(__file__).resolve().parent.parent
ENTRIES = ROOT / "data" / "catalog" / "catalogues"

ALIVE, RENAMED, SUPERSEDED, NEWER = "alive", "renamed", "superseded", "newer than the catalogue"
OUTSIDE, UNHELD, WRONG = "outside the part held", "no catalogue held", "dead or wrong"
ORDER = (ALIVE, RENAMED, SUPERSEDED, NEWER, OUTSIDE, UNHELD, WRONG)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as our data has it; `successor` is the id that our data says replaced it, or empty."""

    catalogue: str
    release: str
    id: str
    name: str
    successor: str


@dataclass(frozen=True, slots=True)
class Held:
    """What one file says: names by id, successors of revoked ids, ids revoked without one; whether it is the whole."""

    catalogue: str
    release: str
    file: str
    whole: bool
    names: dict[str, set[str]]
    successors: dict[str, str] = field(default_factory=dict)
    revoked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of an entry, in words."""

    entry: Entry
    status: str
    detail: str


def entries(folder: Path = ENTRIES) -> list[Entry]:
    """Read the entries that our data has."""
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path)
    found = []
    for node in graph.subjects(RDF.type, AFT.CatalogueEntry):
        catalogue, release, id_ = str(node).removeprefix(ID).split("/")
        successor = str(graph.value(node, DCTERMS.isReplacedBy) or "").rpartition("/")[2]
        found.append(Entry(catalogue, release, id_, str(graph.value(node, SKOS.prefLabel)), successor))
    return sorted(found, key=lambda entry: (entry.catalogue, entry.release, entry.id))


def scalar(text: str) -> str:
    """Read a plain or quoted scalar of YAML that may be folded over lines."""
    joined = re.sub(r"\s*\n\s*", " ", text.strip())
    if joined[:1] == "'":
        return joined[1:-1].replace("''", "'")
    return str(json.loads(joined)) if joined[:1] == '"' else joined


def listed(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Give (id, name) of each item of a YAML list that begins with its id and goes on with its name."""
    form = rf"^( *)- id: (\S+)\n\1  {name}: (.+(?:\n\1    .*)*)$"
    for match in re.finditer(form, text, re.MULTILINE):
        yield match[2], scalar(match[3])


def keyed(text: str) -> Iterator[tuple[str, str]]:
    """Give (id, name) of each entry of ATLAS's newer format, in which a section's keys are the ids."""
    for match in re.finditer(r"^  (AML\.\S+):\n    name: (.+(?:\n      .*)*)$", text, re.MULTILINE):
        yield match[1], scalar(match[2])


def atlas(path: Path) -> Held:
    """Read ATLAS in either of its formats; the older one has no calendar version, so its last change counts."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("format-version:"):
        pairs, file = dict(keyed(text)), path.name
        version = re.search(r"^  version: '?([\d.]+)'?$", text, re.MULTILINE)
        release = version[1] if version else ""
    else:
        pairs, file = dict(listed(text, "name")), f"{path.name}, in the older format"
        release = max(re.findall(r"^ +modified_date: (\d{4}-\d{2})", text, re.MULTILINE), default="").replace("-", ".")
    names = {}
    for id_, name in pairs.items():
        parent = pairs.get(id_.rpartition(".")[0])
        names[id_] = {name, f"{parent}: {name}"} if parent else {name}
    return Held("atlas", release, file, True, names)


def stix(catalogue: str, release: str, path: Path) -> Held:
    """Read a slice of ATT&CK or CAPEC; `revoked-by` gives successors."""
    objects = json.loads(path.read_text(encoding="utf-8"))["objects"]
    ids = {}
    for thing in objects:
        for reference in thing.get("external_references", []):
            if reference.get("source_name") in {"mitre-attack", "capec"} and "external_id" in reference:
                ids[thing["id"]] = reference["external_id"]
    followed = {
        ids[link["source_ref"]]: ids[link["target_ref"]]
        for link in objects
        if link.get("relationship_type") == "revoked-by" and {link["source_ref"], link["target_ref"]} <= ids.keys()
    }
    gone = {ids[thing["id"]] for thing in objects if thing["id"] in ids and dead(thing)}
    names = {ids[thing["id"]]: {thing["name"]} for thing in objects if thing["id"] in ids}
    return Held(catalogue, release, path.name, False, names, followed, frozenset(gone - followed.keys()))


def dead(thing: dict[str, object]) -> bool:
    """Whether a STIX object is revoked or deprecated."""
    deprecated = thing.get("x_mitre_deprecated") or thing.get("x_capec_status") == "Deprecated"
    return bool(thing.get("revoked") or deprecated)


def d3fend(path: Path) -> Iterator[Held]:
    """Read D3FEND's countermeasures, and the weaknesses of CWE that it has as classes."""
    text = path.read_text(encoding="utf-8")
    names: dict[str, dict[str, set[str]]] = {"d3fend": {}, "cwe": {}}
    for block in re.split(r"\n\n(?=:)", text):
        label = re.search(r'rdfs:label "((?:[^"\\]|\\.)*)"', block)
        for catalogue, term in (("d3fend", "d3fend-id"), ("cwe", "cwe-id")):
            id_ = re.search(rf':{term} "([^"]+)"', block)
            if id_ and label:
                names[catalogue][id_[1]] = {str(json.loads(f'"{label[1]}"'))}
    yield Held("d3fend", "1.2.0", path.name, True, names["d3fend"])
    yield Held("cwe", "4.17", f"{path.name}, its classes for CWE", False, names["cwe"])


def cosai(folder: Path) -> Held:
    """Read the risks and controls of CoSAI's map."""
    names = {}
    for path in sorted(folder.glob("*.yaml")):
        names.update({id_: {title} for id_, title in listed(path.read_text(encoding="utf-8"), "title")})
    return Held("cosai", "2026-04", f"{folder.name}/*.yaml", True, names)


def holdings(folder: Path) -> list[Held]:
    """Read all that a folder of catalogues holds."""
    found = [atlas(path) for path in sorted(folder.glob("ATLAS*.yaml"))]
    slices = (("attack", "18.1", "enterprise-slice.json"), ("capec", "3.9", "capec-slice.json"))
    for catalogue, release, name in slices:
        if (folder / "attack" / name).exists():
            found.append(stix(catalogue, release, folder / "attack" / name))
    for path in sorted(folder.glob("d3fend*.ttl")):
        found += d3fend(path)
    if (folder / "cosai").is_dir():
        found.append(cosai(folder / "cosai"))
    return found


def number(release: str) -> tuple[int, ...]:
    """Give a release as numbers, so that 19 comes after 18.1."""
    return tuple(int(part) for part in re.findall(r"\d+", release))


def judge(entry: Entry, held: Held) -> Finding:
    """Say what became of an entry, by one file of its catalogue."""
    if entry.id in held.successors:
        return Finding(entry, SUPERSEDED, f"revoked by {held.successors[entry.id]}")
    if entry.id in held.revoked:
        return Finding(entry, WRONG, f"revoked in {held.file}, and nothing is named in its place")
    if entry.id in held.names and entry.name not in held.names[entry.id]:
        return Finding(entry, RENAMED, f"called {min(held.names[entry.id])!r} in {held.file}")
    if entry.successor:
        return Finding(entry, SUPERSEDED, f"replaced by {entry.successor} since")
    if entry.id in held.names:
        return Finding(entry, ALIVE, "")
    if number(entry.release) > number(held.release):
        return Finding(entry, NEWER, f"of {entry.release}; held is {held.release}")
    if not held.whole:
        return Finding(entry, OUTSIDE, f"not in {held.file}, which is a part")
    return Finding(entry, WRONG, f"not in {held.file}")


def report(found: Iterable[Entry], held: list[Held]) -> Iterator[tuple[str, list[Finding]]]:
    """Judge all entries: a heading and findings for each held file, and for each catalogue of which none is held."""
    by_catalogue: dict[str, list[Entry]] = {}
    for entry in found:
        by_catalogue.setdefault(entry.catalogue, []).append(entry)
    for catalogue, some in by_catalogue.items():
        files = [one for one in held if one.catalogue == catalogue]
        for one in files:
            yield f"{catalogue} {one.release} ({one.file})", [judge(entry, one) for entry in some]
        if not files:
            yield catalogue, [Finding(entry, UNHELD, "") for entry in some]


def main(arguments: list[str] | None = None) -> int:
    """Print what became of the entries; 1 if one is dead or wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("AFTERSHOCK_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--catalogues", type=Path, default=shared / "catalogues", help="folder of catalogue files")
    parser.add_argument("--entries", type=Path, default=ENTRIES, help="folder of our entries")
    given = parser.parse_args(arguments)
    held = holdings(given.catalogues)
    if not held:
        print(f"no catalogue in {given.catalogues}; give --catalogues or set AFTERSHOCK_SHARED", file=sys.stderr)
        return 2
    wrong = 0
    for heading, findings in report(entries(given.entries), held):
        counts = Counter(finding.status for finding in findings)
        wrong += counts[WRONG]
        print(f"{heading}: " + ", ".join(f"{counts[status]} {status}" for status in ORDER if counts[status]))
        for finding in findings:
            if finding.detail:
                entry = finding.entry
                print(f"  {finding.status}: {entry.id} {entry.name!r} ({entry.release}), {finding.detail}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
