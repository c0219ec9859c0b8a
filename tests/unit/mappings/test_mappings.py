"""Mapping tables: what is refused, and what is written of them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from scripts.mappings import files, read

if TYPE_CHECKING:
    from pathlib import Path

AFT = Namespace("https://w3id.org/aftershock/ontology#")
ID = Namespace("https://w3id.org/aftershock/id/")
SSSOM = Namespace("https://w3id.org/sssom/")
HEADER = """\
# mapping_set_id: https://w3id.org/aftershock/id/mapping-set/test
# license: https://www.apache.org/licenses/LICENSE-2.0
# curie_map:
#   id: https://w3id.org/aftershock/id/
#   threat: https://w3id.org/aftershock/id/threat/
#   atlas-1: https://w3id.org/aftershock/id/atlas/1/
#   skos: http://www.w3.org/2004/02/skos/core#
#   semapv: https://w3id.org/semapv/vocab/
#   sssom: https://w3id.org/sssom/
"""
COLUMNS = (
    *("subject_id", "predicate_id", "object_id", "object_label", "object_source", "mapping_justification"),
    *("mapping_date", "confidence", "mapping_kind", "mapping_path", "gap_reason", "comment"),
)
GOOD = {
    "subject_id": "threat:a",
    "predicate_id": "skos:closeMatch",
    "object_id": "atlas-1:AML.T0001",
    "object_label": 'Say "no"',
    "object_source": "id:atlas/1",
    "mapping_justification": "semapv:ManualMappingCuration",
    "mapping_date": "2026-11-22",
    "mapping_kind": "curated",
}
GAP = GOOD | {
    "object_id": "sssom:NoTermFound",
    "object_label": "",
    "gap_reason": "NoFittingEntry",
    "comment": "None fits",
}
RELEASES = """\
@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/aftershock/id/atlas/1> a aft:CatalogueRelease ; rdfs:seeAlso <https://example.org/list> .
"""


def table(folder: Path, *rows: dict[str, str], header: str = HEADER) -> Path:
    path = folder / "mappings" / "test.sssom.tsv"
    path.parent.mkdir(exist_ok=True)
    lines = ["\t".join(COLUMNS), *("\t".join(row.get(name, "") for name in COLUMNS) for row in rows)]
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalogue with one release and nothing else."""
    (tmp_path / "catalogues").mkdir()
    (tmp_path / "catalogues" / "releases.ttl").write_text(RELEASES)
    (tmp_path / "catalogues" / "entries.tsv").write_text("entry\tpage\treplaced_by\tsource\n")
    return tmp_path


def written(catalog: Path) -> Graph:
    graph = Graph()
    for text in files(catalog).values():
        graph.parse(data=text, format="turtle")
    return graph


def test_a_row_becomes_a_mapping_its_triple_and_an_entry(catalog: Path) -> None:
    table(catalog, GOOD | {"mapping_kind": "derived", "mapping_path": "AML.T0002 mitigated by AML.T0001"})
    graph = written(catalog)
    entry, mapping = ID["atlas/1/AML.T0001"], ID["mapping/a--atlas--1--AML.T0001"]
    assert (ID["threat/a"], SKOS.closeMatch, entry) in graph
    assert dict(graph.predicate_objects(mapping)) == {
        RDF.type: SSSOM.Mapping,
        OWL.annotatedSource: ID["threat/a"],
        OWL.annotatedProperty: SKOS.closeMatch,
        OWL.annotatedTarget: entry,
        SSSOM.object_source: ID["atlas/1"],
        SSSOM.mapping_justification: URIRef("https://w3id.org/semapv/vocab/ManualMappingCuration"),
        URIRef("http://purl.org/pav/authoredOn"): Literal(
            "2026-11-22", datatype=URIRef("http://www.w3.org/2001/XMLSchema#date")
        ),
        AFT.mappingKind: AFT.DerivedMapping,
        AFT.mappingPath: Literal("AML.T0002 mitigated by AML.T0001"),
    }
    assert set(graph.predicate_objects(entry)) == {
        (RDF.type, AFT.CatalogueEntry),
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, ID["atlas/1"]),
        (SKOS.notation, Literal("AML.T0001")),
        (SKOS.prefLabel, Literal('Say "no"', lang="en")),
        (AFT.entryKind, AFT.Technique),
        (RDFS.seeAlso, URIRef("https://atlas.mitre.org/techniques/AML.T0001")),
    }


def test_a_doubt_is_written_as_a_confidence(catalog: Path) -> None:
    doubt = {"confidence": "0.2", "predicate_id": "skos:relatedMatch", "comment": "Doubted: another registry"}
    table(catalog, GOOD | doubt)
    graph, mapping = written(catalog), ID["mapping/a--atlas--1--AML.T0001"]
    assert graph.value(mapping, SSSOM.confidence) == Literal(0.2)
    assert str(graph.value(mapping, RDFS.comment)) == "Doubted: another registry"


@pytest.mark.parametrize("confidence", ["low", "1.2", "-0.1", "0.2"])
def test_a_doubt_that_is_close_or_no_number_is_refused(catalog: Path, confidence: str) -> None:
    table(catalog, GOOD | {"confidence": confidence, "comment": "Doubted"})
    with pytest.raises(SystemExit, match="a confidence is from 0 to 1"):
        files(catalog)


def test_a_gap_has_a_reason_and_no_triple(catalog: Path) -> None:
    table(catalog, GAP)
    graph = written(catalog)
    assert set(graph.predicate_objects(ID["gap/a--atlas"])) == {
        (RDF.type, AFT.Gap),
        (AFT.gapOf, ID["threat/a"]),
        (AFT.inRelease, ID["atlas/1"]),
        (AFT.gapReason, AFT.NoFittingEntry),
        (RDFS.comment, Literal("None fits", lang="en")),
    }
    assert len(graph) == 5


def test_a_successor_and_a_page_by_hand(catalog: Path) -> None:
    table(catalog, GOOD, GOOD | {"object_id": "atlas-1:AML.T0002"})
    (catalog / "catalogues" / "entries.tsv").write_text(
        "entry\tpage\treplaced_by\tsource\natlas/1/AML.T0001\thttps://example.org/p\tatlas/1/AML.T0002\t\n"
    )
    graph = written(catalog)
    entry = ID["atlas/1/AML.T0001"]
    assert graph.value(entry, RDFS.seeAlso) == URIRef("https://example.org/p")
    assert graph.value(entry, URIRef("http://purl.org/dc/terms/isReplacedBy")) == ID["atlas/1/AML.T0002"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"subject_id": ""}, "line 11: subject_id must be given"),
        ({"mapping_justification": ""}, "mapping_justification must be given"),
        ({"mapping_date": ""}, "mapping_date must be given"),
        ({"mapping_date": "2026-13-01"}, "month must be in 1..12"),
        ({"predicate_id": "skos:related"}, "the predicate is none of"),
        ({"mapping_justification": "skos:x"}, "the justification is not of semapv"),
        ({"mapping_kind": "guessed"}, "the kind is none of curated, derived, official"),
        ({"mapping_kind": "derived"}, "a derived mapping gives its path"),
        ({"gap_reason": "NoFittingEntry"}, "a gap, and only a gap"),
        ({"object_id": "sssom:NoTermFound"}, "a gap, and only a gap"),
        ({"object_id": "sssom:NoTermFound", "gap_reason": "NoFittingEntry"}, "a gap says in its comment why"),
        ({"object_source": "id:atlas/2"}, "the object is not in the release"),
        ({"object_id": "capec-1:CAPEC-1"}, "no prefix of the curie_map"),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_its_line(tmp_path: Path, change: dict[str, str], sentence: str) -> None:
    with pytest.raises(SystemExit, match=re.escape(sentence)):
        read(table(tmp_path, GOOD | change))


@pytest.mark.parametrize("key", ["mapping_set_id", "license", "curie_map"])
def test_a_header_must_have_what_sssom_requires(tmp_path: Path, key: str) -> None:
    with pytest.raises(SystemExit, match=f"the header lacks {key}"):
        read(table(tmp_path, GOOD, header=HEADER.replace(f"# {key}:", "# x:")))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((GOOD, GOOD), "line 12: says again what test.sssom.tsv, line 11 says"),
        ((GOOD, GOOD | {"subject_id": "threat:b", "object_label": "Other"}), "is called 'Other' here"),
        ((GOOD | {"object_id": "atlas-1:T1"},), "'T1' is not how atlas writes its ids"),
        (
            (GOOD | {"object_source": "id:atlas", "object_id": "id:atlas/9"},),
            "releases.ttl has no release https://w3id.org/aftershock/id/atlas",
        ),
    ],
)
def test_tables_that_contradict_each_other_are_refused(
    catalog: Path, rows: tuple[dict[str, str], ...], sentence: str
) -> None:
    table(catalog, *rows)
    with pytest.raises(SystemExit, match=re.escape(sentence)):
        files(catalog)


def test_what_is_known_of_an_entry_that_nothing_points_at_is_refused(catalog: Path) -> None:
    table(catalog, GOOD)
    (catalog / "catalogues" / "entries.tsv").write_text(
        "entry\tpage\treplaced_by\tsource\natlas/1/AML.T9\thttps://e.org\t\t\n"
    )
    with pytest.raises(SystemExit, match=re.escape("no mapping points at atlas/1/AML.T9")):
        files(catalog)


def test_the_script_finds_what_is_not_current(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from scripts import mappings

    copy = tmp_path / "catalog"
    for folder in ("mappings", "catalogues"):
        shutil.copytree(root / "data" / "catalog" / folder, copy / folder)
    monkeypatch.setattr(mappings, "CATALOG", copy)
    monkeypatch.setattr("sys.argv", ["mappings.py", "--check"])
    assert mappings.main() == 0
    (copy / "mappings" / "capec.ttl").write_text("")
    assert mappings.main() == 1
    assert "mappings/capec.ttl is not what the tables give" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["mappings.py"])
    assert mappings.main() == 0
    monkeypatch.setattr("sys.argv", ["mappings.py", "--check"])
    assert mappings.main() == 0
