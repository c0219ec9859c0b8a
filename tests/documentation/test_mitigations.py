"""The page of the mitigations is what the catalogue gives; they are as many and as linked as they must be."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph
from scripts.mitigations import AFT, CATALOG, CATALOGUES, PAGE, UNTOUCHED, links, page, read

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.mitigations import Mitigation


@pytest.fixture(scope="module")
def mitigations() -> list[Mitigation]:
    sources = Graph().parse(CATALOG / "rules.ttl") + Graph().parse(CATALOG / "mitigations" / "sources.ttl")
    paths = sorted((CATALOG / "mitigations").glob("*.ttl"))
    return [one for path in paths for one in read(Graph().parse(path), sources)]


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_there_are_mitigations_enough_and_each_lowers_a_rule(mitigations: list[Mitigation]) -> None:
    assert len({one.slug for one in mitigations}) >= 60
    assert [one.slug for one in mitigations if not one.effects or not one.answers] == []


def test_an_estimate_says_what_would_replace_it_and_anything_else_how_it_was_read(
    mitigations: list[Mitigation],
) -> None:
    for one in mitigations:
        for effect in one.effects:
            assert effect.wanted if effect.basis == "ExpertEstimate" else effect.note, (one.slug, effect.rule)
            assert effect.sources, (one.slug, effect.rule)
            assert "None" not in effect.sources, (one.slug, effect.rule)
            assert re.fullmatch(r"[01]\.\d+ \([01]\.\d+–[01]\.\d+\)", effect.factor), (one.slug, effect.rule)


def test_a_default_that_is_no_estimate_stands_in_its_note(mitigations: list[Mitigation]) -> None:
    seen = 0
    for one in mitigations:
        for effect in one.effects:
            if effect.basis != "ExpertEstimate":
                default = float(effect.factor.split()[0])
                number = rf"(?<![\d.])(?:{default:g}|{default * 100:g} %)(?!\d)"
                assert re.search(number, effect.note), (one.slug, effect.rule)
                seen += 1
            elif any(source.partition(" of ")[0] != "Estimate" for source in effect.sources):
                assert re.match(r"(?:Measured|Counted) (?:is|are)|Read as for", effect.note), (one.slug, effect.rule)
    assert seen > 10


BOTH = {
    "cached-artifacts": "CachedLocally",
    "confidential-computing": "ConfidentialComputing",
    "digest-pinning": "PinnedByDigest",
    "end-to-end-encryption": "EndToEndEncrypted",
    "hashed-lock-files": "PinnedByDigest",
    "human-approval": "HumanApproval",
    "load-sandbox": "Sandboxed",
    "provenance-attestation": "SignatureVerified",
    "reproducible-builds": "ReproducedBuild",
    "resource-quotas": "Quotas",
    "short-lived-credentials": "ShortLived",
    "signature-verification": "SignatureVerified",
    "two-person-review": "ReviewGate",
}


def test_a_practice_that_is_a_guard_too_says_what_it_leaves_where_the_guard_would_stop(
    mitigations: list[Mitigation],
) -> None:
    """Its low end is 0, the practice that covers all; its default is not."""
    rules = Graph().parse(CATALOG / "rules.ttl")
    stops = {(str(rule).rpartition("/")[2], str(one).rpartition("#")[2]) for rule, one in rules[: AFT.unlessEdgeHas]}
    found = {
        (one.slug, effect.rule): effect
        for one in mitigations
        for effect in one.effects
        if (effect.rule, BOTH.get(one.slug)) in stops
    }
    assert {slug for slug, _ in found} == set(BOTH)
    assert {qualifier for _, qualifier in stops} == set(BOTH.values())
    for (slug, rule), effect in found.items():
        default, low = (float(number) for number in re.findall(r"[\d.]+", effect.factor)[:2])
        assert low == 0 < default, (slug, rule)
        assert f"Where {BOTH[slug]} is known" in effect.note, (slug, rule)


def test_every_rule_is_lowered_or_it_is_said_why_not(mitigations: list[Mitigation]) -> None:
    rules = set(re.findall(r"^rule:(\S+) a aft:", (CATALOG / "rules.ttl").read_text(encoding="utf-8"), re.MULTILINE))
    assert rules - {effect.rule for one in mitigations for effect in one.effects} == set(UNTOUCHED)


def test_every_mitigation_is_linked_to_each_catalogue_or_the_gap_is_shown(mitigations: list[Mitigation]) -> None:
    cells, _, _ = links()
    assert set(cells) == {(one.slug, key) for one in mitigations for key in CATALOGUES}
    for (slug, key), some in cells.items():
        assert len(some) == 1 or not any(cell.startswith("*") and cell[1] != "*" for cell in some), (slug, key)


def test_the_ids_and_names_are_those_of_the_catalogues(shared: Path) -> None:
    """Each catalogue is read here in the plainest way that finds an id beside its name."""
    folder = shared / "catalogues"
    names: dict[str, dict[str, str]] = defaultdict(dict)
    atlas = (folder / "ATLAS-2026.05.yaml").read_text(encoding="utf-8")
    names["atlas-2026.05"] = dict(re.findall(r"^  (AML\.M\d+):\n    name: (.+)$", atlas, re.MULTILINE))
    for item in json.loads((folder / "attack" / "enterprise-slice.json").read_text(encoding="utf-8"))["objects"]:
        if item["type"] == "course-of-action" and not (item.get("revoked") or item.get("x_mitre_deprecated")):
            names["attack-18.1"][item["external_references"][0]["external_id"]] = item["name"]
    controls = (folder / "cosai" / "controls.yaml").read_text(encoding="utf-8")
    names["cosai-2026-04"] = dict(re.findall(r"^  - id: (control\w+)\n    title: (.+)$", controls, re.MULTILINE))
    for block in (folder / "d3fend-protege.ttl").read_text(encoding="utf-8").split("\n\n"):
        id_, label = re.search(r':d3fend-id "(D3-\w+)"', block), re.search(r'rdfs:label "([^"]+)"', block)
        if id_ and label:
            names["d3fend-1.2.0"][id_[1]] = label[1]
    table = (CATALOG / "mappings" / "mitigations.sssom.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t")[3:5] for line in table.splitlines() if line.startswith("mitigation:")]
    mapped = [(*entry.split(":", 1), label) for entry, label in rows if not entry.startswith("sssom:")]
    assert len(mapped) > 300
    assert [(prefix, id_, label) for prefix, id_, label in mapped if names[prefix].get(id_) != label] == []
