"""Each competency question gives, on the ontology and the catalogue, the rows that its head says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from aftershock.resources import catalog_files, ontology_files, question_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    for path in (*ontology_files(), *catalog_files()):
        store.bulk_load(path=path, format=ox.RdfFormat.TURTLE, base_iri="https://x.example/")
    return store


def test_there_are_questions_enough() -> None:
    assert len(question_files()) >= 6


@pytest.mark.parametrize("path", question_files(), ids=lambda path: path.stem)
def test_a_question_gives_the_rows_that_it_says(path: Path, store: ox.Store) -> None:
    text = path.read_text("utf-8")
    head = [line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#")]
    question, names, *rows = (line for line in head if line)
    assert question.endswith("?")
    answer = store.query(text)
    assert isinstance(answer, ox.QuerySolutions)
    assert " | ".join(variable.value for variable in answer.variables) == names
    assert [" | ".join(term.value for term in row) for row in answer] == rows
