"""The shipped mappings: current, complete against the reference, and derived only from what catalogues state."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace
from scripts.mappings import files

if TYPE_CHECKING:
    from pathlib import Path

AFT = Namespace("https://w3id.org/aftershock/ontology#")
ID = Namespace("https://w3id.org/aftershock/id/")
SSSOM = Namespace("https://w3id.org/sssom/")


@pytest.fixture(scope="module")
def shipped(root: Path) -> Graph:
    graph = Graph()
    for path in (root / "data" / "catalog").rglob("*.ttl"):
        if path.parent.name in {"catalog", "mappings", "catalogues"}:
            graph.parse(path)
    return graph


def test_the_turtle_is_what_the_tables_give(root: Path) -> None:
    catalog = root / "data" / "catalog"
    for path, text in files(catalog).items():
        assert path.read_text(encoding="utf-8") == text, f"run scripts/mappings.py: {path.name} is not current"
    made = {path.name for path in files(catalog)}
    lying = {path.name for folder in ("mappings", "catalogues") for path in (catalog / folder).glob("*.ttl")}
    assert lying == made | {"releases.ttl"}


def test_every_end_of_a_mapping_or_gap_is_in_the_catalogue(shipped: Graph) -> None:
    ends = {
        end
        for path in (OWL.annotatedSource, OWL.annotatedTarget, AFT.gapOf, AFT.inRelease)
        for end in shipped.objects(None, path)
        if not str(end).startswith(ID.mitigation)
    }
    assert len(ends) > 400
    assert {end for end in ends if (end, RDF.type, None) not in shipped} == set()


def test_each_of_ours_has_a_mapping_or_a_gap_in_each_catalogue(shipped: Graph) -> None:
    ours = {thing for kind in (AFT.Threat, AFT.Weakness, AFT.Consequence) for thing in shipped.subjects(RDF.type, kind)}
    wanted = {
        catalogue
        for release, catalogue in shipped.subject_objects(AFT.ofCatalogue)
        if catalogue not in {ID.aftershock, ID["maestro-playbook"]}
    }
    assert len(ours) >= 23
    assert len(wanted) == 10
    mapped, missing = set(), set()
    for mapping in shipped.subjects(RDF.type, SSSOM.Mapping):
        release = shipped.value(mapping, SSSOM.object_source)
        mapped.add((shipped.value(mapping, OWL.annotatedSource), shipped.value(release, AFT.ofCatalogue)))
    for gap in shipped.subjects(RDF.type, AFT.Gap):
        release = shipped.value(gap, AFT.inRelease)
        missing.add((shipped.value(gap, AFT.gapOf), shipped.value(release, AFT.ofCatalogue)))
    assert mapped & missing == set()
    every = {(thing, catalogue) for thing in ours for catalogue in wanted}
    assert every - mapped - missing == set()


def test_each_threat_of_maestro_is_mapped_or_a_gap(shipped: Graph) -> None:
    threats = set(shipped.subjects(RDF.type, AFT.LayerThreat))
    mapped, gaps = set(shipped.objects(None, OWL.annotatedTarget)), set(shipped.objects(None, AFT.gapOf))
    assert len(threats) == 55
    assert threats - mapped - gaps == set()
    assert threats & mapped & gaps == set()


def test_the_names_of_maestro_are_those_of_the_source(shipped: Graph, shared: Path) -> None:
    source = json.loads((shared / "reference" / "maestro.json").read_text(encoding="utf-8"))
    expected = {
        (threat["localId"], threat["name"], layer["id"], layer["name"])
        for layer in source["layers"]
        for threat in layer["threats"]
    } | {(threat["localId"], threat["name"], None, None) for threat in source["crossLayer"]}
    found = set()
    for threat in shipped.subjects(RDF.type, AFT.LayerThreat):
        layer = shipped.value(threat, AFT.layer)
        assert shipped.value(threat, AFT.crossLayer) == Literal(layer is None)
        assert str(threat) == f"{ID.maestro}/{shipped.value(threat, SKOS.notation)}"
        names = (shipped.value(layer, SKOS.notation), shipped.value(layer, SKOS.prefLabel)) if layer else (None, None)
        found.add(
            tuple(
                None if it is None else str(it)
                for it in (*(shipped.value(threat, path) for path in (SKOS.notation, SKOS.prefLabel)), *names)
            )
        )
    assert found == expected


def test_each_concrete_class_belongs_to_one_layer(shipped: Graph, root: Path) -> None:
    ontology = Graph().parse(root / "ontology" / "modules" / "agents.ttl")
    kinds = set(ontology.transitive_subjects(RDFS.subClassOf, AFT.Component))
    abstract = {AFT.Component, AFT.Artifact, AFT.Service, AFT.Principal}
    covered = [kind for layer in shipped.subjects(RDF.type, AFT.Layer) for kind in shipped.objects(layer, AFT.covers)]
    assert len(covered) == len(set(covered))
    assert set(covered) == kinds - abstract


RENAMED = {
    "lateral-movement-across-tenants": {"lateral-movement"},
    "resource-exhaustion-dos": {"resource-exhaustion"},
    "missing-compliance-attestations": {"missing-compliance-attestation"},
    "weak-authentication-missing-rbac": {"weak-authentication", "missing-rbac"},
}
CATALOGUES = {
    "ATLAS": "atlas",
    "ATT&CK": "attack",
    "CWE": "cwe",
    "CAPEC": "capec",
    "CoSAI-RM": "cosai",
    "D3FEND": "d3fend",
    "OWASP-LLM-2025": "owasp-llm",
    "OWASP-LLM-2026": "owasp-llm",
    "OWASP-Agentic-Threats": "owasp-agentic",
    "OWASP-ASI-2026": "owasp-asi",
    "MAESTRO": "maestro",
}


def test_all_rows_of_the_reference_are_mapped(shipped: Graph, shared: Path) -> None:
    """By (threat, catalogue, id) and by name; a best match is close, unless it answers, was split or is doubted."""
    with (shared / "reference" / "threat_mapping.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    doubted = set()
    for mapping in shipped.subjects(RDF.type, SSSOM.Mapping):
        subject, entry = shipped.value(mapping, OWL.annotatedSource), shipped.value(mapping, OWL.annotatedTarget)
        catalogue = str(shipped.value(mapping, SSSOM.object_source)).removeprefix(str(ID)).partition("/")[0]
        predicate = str(shipped.value(mapping, OWL.annotatedProperty)).rpartition("#")[2]
        name = str(shipped.value(entry, SKOS.prefLabel))
        key = (str(subject).rpartition("/")[2], catalogue, str(shipped.value(entry, SKOS.notation)))
        found[key] = (predicate, name)
        if shipped.value(mapping, SSSOM.confidence) is not None:
            doubted.add(key)
    assert len(rows) == 884
    for row in rows:
        slugs = RENAMED.get(row["threat"], {row["threat"]})
        keys = {(slug, CATALOGUES[row["catalogue"]], row["id"]) for slug in slugs} & found.keys()
        assert keys, f"{row['threat']} has lost {row['catalogue']} {row['id']}"
        assert {found[key][1] for key in keys} == {row["name"]}
        if len(slugs) == 1:
            close = row["match"] == "best" and row["kind"] not in {"mitigation", "countermeasure", "control"}
            close = close and not keys & doubted
            assert {found[key][0] for key in keys} == {"closeMatch" if close else "relatedMatch"}


def test_a_doubted_mapping_is_related_and_says_why(shipped: Graph) -> None:
    doubted = dict(shipped.subject_objects(SSSOM.confidence))
    ends = {
        tuple(str(shipped.value(it, end)).rpartition("/")[2] for end in (OWL.annotatedSource, OWL.annotatedTarget))
        for it in doubted
    }
    false_friends = {  # a store of settings, not of models; too much in logs, not too little; cables, not tools
        *{("observability-blind-spots", "M1024"), ("cascading-failure", "M1024"), ("registry-compromise", "CAPEC-203")},
        *{("observability-blind-spots", "CWE-779"), ("insecure-tool-integration", "D3-APLM")},
    }
    assert false_friends - ends == set()
    for mapping, confidence in doubted.items():
        assert 0 <= float(str(confidence)) < 0.5
        assert shipped.value(mapping, OWL.annotatedProperty) == SKOS.relatedMatch
        assert str(shipped.value(mapping, RDFS.comment)).startswith("Doubted: ")


def stated(shared: Path) -> set[tuple[str, str]]:
    """(technique or risk, what answers it) as ATLAS, ATT&CK and CoSAI themselves state it."""
    catalogues = shared / "catalogues"
    atlas = (catalogues / "ATLAS-2026.05.yaml").read_text(encoding="utf-8")
    links = {
        (target, source)
        for source, target in re.findall(
            r"- source: (AML\.M\S+)\n +target: (AML\.T\S+)\n +relationship-type: mitigates", atlas
        )
    }
    objects = json.loads((catalogues / "attack" / "enterprise-slice.json").read_text(encoding="utf-8"))["objects"]
    ids = {it["id"]: it["external_references"][0]["external_id"] for it in objects if it["type"] != "relationship"}
    links |= {
        (ids[it["target_ref"]], ids[it["source_ref"]])
        for it in objects
        if it["type"] == "relationship" and it["relationship_type"] == "mitigates"
    }
    risk = controls = ""
    answers: dict[str, set[str]] = defaultdict(set)
    for line in (catalogues / "cosai" / "risks.yaml").read_text(encoding="utf-8").splitlines():
        if line.startswith("  - id: "):
            risk = line.removeprefix("  - id: ")
        elif re.fullmatch(r"    \w+:.*", line):
            controls = line.strip()
        elif controls == "controls:":
            answers[risk].add(line.strip().removeprefix("- "))
    return links | {(risk, control) for risk, some in answers.items() for control in some}


def test_derived_mappings_follow_links_that_the_catalogues_state(shipped: Graph, shared: Path) -> None:
    links, subjects = stated(shared), defaultdict(set)
    for mapping in shipped.subjects(RDF.type, SSSOM.Mapping):
        target = shipped.value(mapping, OWL.annotatedTarget)
        subjects[shipped.value(mapping, OWL.annotatedSource)].add(str(target).rpartition("/")[2])
    followed = 0
    for mapping, path in shipped.subject_objects(AFT.mappingPath):
        source = shipped.value(mapping, OWL.annotatedSource)
        match = re.fullmatch(r"(.+) (?:mitigated|answered) by (\S+)", str(path))
        if match and str(source).startswith(ID.threat):
            for first in match[1].split(", "):
                assert (first, match[2]) in links, f"{mapping}: {path}"
                assert first in subjects[source], f"{mapping} goes by {first}, which {source} is not mapped onto"
                followed += 1
    assert followed > 400


def test_official_mappings_of_capec_are_in_its_file(shipped: Graph, shared: Path) -> None:
    objects = json.loads((shared / "catalogues" / "attack" / "capec-slice.json").read_text(encoding="utf-8"))["objects"]
    named = {
        (refers[0]["external_id"], other.get("external_id"))
        for refers in (it["external_references"] for it in objects if it["type"] == "attack-pattern")
        for other in refers[1:]
    }
    official = {
        tuple(str(shipped.value(mapping, end)).rpartition("/")[2] for end in (OWL.annotatedSource, OWL.annotatedTarget))
        for mapping in shipped.subjects(AFT.mappingKind, AFT.OfficialMapping)
    }
    of_capec = {pair for pair in official if pair[0].startswith("CAPEC-")}
    assert len(of_capec) > 50
    assert of_capec - named == set()
