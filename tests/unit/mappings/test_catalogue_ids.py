"""What the id check says of entries, on small made-up catalogues and on the real ones where they are held."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from scripts.catalogue_ids import ENTRIES, Entry, Held, entries, holdings, judge, main, number, scalar

if TYPE_CHECKING:
    from pathlib import Path

NEW_FORMAT = """\
format-version: 6.0.0
collection:
  name: ATLAS
  version: '2030.05'
techniques:
  AML.T0001:
    name: Poison
    description: 'Adversaries poison.

      - id: AML.T9999
      name: no technique'
  AML.T0001.000:
    name: 'The Model''s
      Data'
    id: AML.T0001.000
mitigations:
  AML.M0001:
    name: Taste It
relationships:
  AML.M0001:
    mitigates:
    - source: AML.M0001
      target: AML.T0001
"""
OLD_FORMAT = """\
---
id: ATLAS
version: 5.9.0
matrices:
- id: ATLAS
  name: ATLAS Matrix
  techniques:
  - id: AML.T0001
    name: Poison
    created_date: 2029-01-01
    modified_date: 2030-04-09
  - id: AML.T0001.000
    name: "The Model's Data"
"""
COSAI = """\
risks:
  - id: riskOne
    title: One
    controls:
      - controlOne
  - id: riskTwo
    title: Two
"""
D3FEND = """\
:FileHashing a owl:Class ;
    rdfs:label "File Hashing" ;
    :d3fend-id "D3-FH" .

:CWE-1 a owl:Class ;
    rdfs:label "Saying \\"no\\"" ;
    :cwe-id "CWE-1" .

:Other a owl:Class ;
    rdfs:label "Other" .
"""


def technique(id_: str, name: str, **more: object) -> dict[str, object]:
    references = [{"source_name": "else", "external_id": "X"}, {"source_name": "mitre-attack", "external_id": id_}]
    return {"type": "attack-pattern", "id": f"ap--{id_}", "name": name, "external_references": references, **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small catalogue of each kind."""
    (tmp_path / "ATLAS-2030.05.yaml").write_text(NEW_FORMAT)
    (tmp_path / "ATLAS.yaml").write_text(OLD_FORMAT)
    (tmp_path / "d3fend.ttl").write_text(D3FEND)
    (tmp_path / "cosai").mkdir()
    (tmp_path / "cosai" / "risks.yaml").write_text(COSAI)
    (tmp_path / "attack").mkdir()
    objects = [
        technique("T1", "Old", revoked=True),
        technique("T2", "New"),
        technique("T3", "Forgotten", x_mitre_deprecated=True),
        {
            "type": "relationship",
            "id": "r",
            "relationship_type": "revoked-by",
            "source_ref": "ap--T1",
            "target_ref": "ap--T2",
        },
    ]
    (tmp_path / "attack" / "enterprise-slice.json").write_text(json.dumps({"objects": objects}))
    return tmp_path


def held(folder: Path, catalogue: str, file: str = "") -> Held:
    return next(one for one in holdings(folder) if one.catalogue == catalogue and file in one.file)


def test_both_formats_of_atlas_give_the_same_names(folder: Path) -> None:
    new, old = held(folder, "atlas", "2030"), held(folder, "atlas", "older format")
    assert new.names == {
        "AML.T0001": {"Poison"},
        "AML.T0001.000": {"The Model's Data", "Poison: The Model's Data"},
        "AML.M0001": {"Taste It"},
    }
    assert {id_: names for id_, names in new.names.items() if id_ in old.names} == {
        id_: names for id_, names in old.names.items() if id_ != "ATLAS"
    }
    assert (new.release, old.release) == ("2030.05", "2030.04")


def test_the_other_readers(folder: Path) -> None:
    assert held(folder, "cosai").names == {"riskOne": {"One"}, "riskTwo": {"Two"}}
    assert held(folder, "d3fend").names == {"D3-FH": {"File Hashing"}}
    assert held(folder, "cwe").names == {"CWE-1": {'Saying "no"'}}
    assert held(folder, "attack").successors == {"T1": "T2"}
    assert held(folder, "attack").revoked == {"T3"}


@pytest.mark.parametrize(
    ("catalogue", "release", "id_", "name", "successor", "status"),
    [
        ("atlas", "2030.05", "AML.T0001", "Poison", "", "alive"),
        ("atlas", "2030.05", "AML.T0001.000", "Poison: The Model's Data", "", "alive"),
        ("atlas", "2030.05", "AML.T0001", "Poisoning", "", "renamed"),
        ("atlas", "2030.05", "AML.T0001", "Poison", "AML.T0009", "superseded"),
        ("atlas", "2030.04", "AML.T0007", "Gone", "AML.T0001", "superseded"),
        ("atlas", "2030.04", "AML.T0007", "Gone", "", "dead or wrong"),
        ("atlas", "2030.05", "AML.T0007", "Never was", "", "dead or wrong"),
        ("atlas", "2030.10", "AML.T0007", "To come", "", "newer than the catalogue"),
        ("attack", "18.1", "T1", "Old", "", "superseded"),
        ("attack", "18.1", "T3", "Forgotten", "", "dead or wrong"),
        ("attack", "18.1", "T7", "Elsewhere", "", "outside the part held"),
        ("attack", "19", "T7", "To come", "", "newer than the catalogue"),
        ("cwe", "4.17", "CWE-2", "No class", "", "outside the part held"),
    ],
)
def test_what_became_of_an_entry(
    folder: Path, catalogue: str, release: str, id_: str, name: str, successor: str, status: str
) -> None:
    entry = Entry(catalogue, release, id_, name, successor)
    assert judge(entry, held(folder, catalogue)).status == status


def test_nineteen_comes_after_eighteen_point_one() -> None:
    assert number("19") > number("18.1") > number("9.9")


def test_scalars() -> None:
    assert scalar('"a \\"b\\"\n   c"') == 'a "b" c'
    assert scalar(" plain ") == "plain"


def entry_file(folder: Path, id_: str) -> Path:
    folder.mkdir()
    (folder / "atlas.ttl").write_text(
        f"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/aftershock/id/atlas/2030.05/{id_}> a <https://w3id.org/aftershock/ontology#CatalogueEntry> ;
    skos:prefLabel "Poison"@en .
<https://w3id.org/aftershock/id/owasp-asi/2026/ASI01> a <https://w3id.org/aftershock/ontology#CatalogueEntry> ;
    skos:prefLabel "Agent Goal Hijack"@en ."""
    )
    return folder


def test_the_exit_code_tells_a_wrong_id(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = entry_file(tmp_path / "good", "AML.T0001"), entry_file(tmp_path / "bad", "AML.T0002")
    assert main(["--catalogues", str(folder), "--entries", str(good)]) == 0
    assert "owasp-asi: 1 no catalogue held" in capsys.readouterr().out
    assert main(["--catalogues", str(folder), "--entries", str(bad)]) == 1
    assert "dead or wrong: AML.T0002 'Poison' (2030.05), not in ATLAS-2030.05.yaml" in capsys.readouterr().out


def test_nothing_held_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--catalogues", str(tmp_path)]) == 2
    assert "AFTERSHOCK_SHARED" in capsys.readouterr().err


def test_all_ids_of_the_catalogue_are_right(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--catalogues", str(shared / "catalogues")]) == 0
    said = capsys.readouterr().out
    assert "renamed" not in said
    assert said.count("AML.T0115.001 since") == 2  # once for each format of ATLAS
    assert "T1562.008 'Disable or Modify Cloud Logs' (18.1), replaced by T1685.002 since" in said


def test_whole_files_are_read_whole(shared: Path) -> None:
    counts = {(one.catalogue, one.file): len(one.names) for one in holdings(shared / "catalogues")}
    for file, text in (
        ("ATLAS-2026.05.yaml", "object-type: technique"),
        ("ATLAS-2026.05.yaml", "object-type: mitigation"),
    ):
        kind = "T" if text.endswith("technique") else "M"
        names = next(one.names for one in holdings(shared / "catalogues") if one.file == file)
        expected = (shared / "catalogues" / file).read_text(encoding="utf-8").count(f"\n    {text}\n")
        assert sum(id_.startswith(f"AML.{kind}0") for id_ in names) == expected > 30
    assert counts["cosai", "cosai/*.yaml"] >= 36 + 35


def test_entries_bear_the_release_in_their_address() -> None:
    found = entries(ENTRIES)
    assert len(found) > 400
    assert Entry("atlas", "2026.05", "AML.T0058", "Publish Poisoned Models", "AML.T0115.001") in found
