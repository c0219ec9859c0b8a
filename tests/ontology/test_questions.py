"""Each competency question gives the rows that its head says, on what is shipped or with the examples besides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aftershock import KnowledgeBase
from aftershock.explore.questions import shipped_questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.model.questions import Question


@pytest.fixture(scope="module")
def grounds() -> Iterator[dict[str, KnowledgeBase]]:
    with KnowledgeBase.open() as catalogue, KnowledgeBase.open() as examples:
        examples.load_examples()
        yield {"catalogue": catalogue, "examples": examples}


def test_there_are_questions_enough() -> None:
    assert len(shipped_questions()) >= 40


@pytest.mark.parametrize("question", shipped_questions(), ids=lambda question: question.name)
def test_a_question_gives_the_rows_that_it_says(question: Question, grounds: dict[str, KnowledgeBase]) -> None:
    answer = json.loads(grounds[question.on].query(question.text).content)
    assert tuple(answer["head"]["vars"]) == question.columns
    found = [
        tuple(row.get(name, {}).get("value", "") for name in question.columns) for row in answer["results"]["bindings"]
    ]
    assert found == list(question.rows)
