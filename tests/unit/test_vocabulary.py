"""The generated vocabulary is what the ontology says, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDFS, URIRef
from scripts.vocabulary import formatted, main, ontology, render

from aftershock.model.iri import local_name, spoken
from aftershock.vocabulary import AFT, ID, NAMESPACE, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_file_is_what_the_generator_writes(root: Path) -> None:
    assert formatted(render(ontology())) == (root / "src/aftershock/vocabulary.py").read_text("utf-8")


def test_every_term_is_an_attribute_and_every_attribute_a_term() -> None:
    terms = {str(s) for s in ontology().subjects() if str(s).startswith(NAMESPACE)}
    attributes = {name: value for name, value in vars(AFT).items() if not name.startswith("_")}
    assert set(attributes.values()) == terms
    assert all(value == NAMESPACE + name for name, value in attributes.items())


def test_prefixes_end_as_prefixes_do() -> None:
    assert PREFIXES["aft"] == NAMESPACE
    assert PREFIXES["maestro"] + "L4" == ID + "maestro/L4"
    assert all(namespace[-1] in "#/" for namespace in PREFIXES.values())


def test_check_tells_an_old_file_from_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import scripts.vocabulary as generator

    monkeypatch.setattr(generator, "ROOT", tmp_path)
    monkeypatch.setattr(generator, "TARGET", tmp_path / "vocabulary.py")
    (tmp_path / "vocabulary.py").write_text("old = 1\n")
    assert main(["--check"]) == 1
    assert "out of date" in capsys.readouterr().out
    assert main([]) == 0
    assert main(["--check"]) == 0


def test_classes_of_components_are_told_as_the_ontology_has_them() -> None:
    graph = ontology()
    names = {
        one for one in graph.transitive_subjects(RDFS.subClassOf, URIRef(AFT.Component)) if isinstance(one, URIRef)
    }

    assert len(names) > 20
    assert {spoken(local_name(one)) for one in names} == {str(graph.value(one, RDFS.label)) for one in names}
