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


PATHS = [one for one in shipped_questions() if one.topic == "attack paths"]


def test_there_are_the_seven_cross_layer_paths() -> None:
    assert {one.name.partition("-")[2].partition("-")[0] for one in PATHS} >= set("1234567")


@pytest.mark.parametrize("question", PATHS, ids=lambda question: question.name)
def test_an_attack_path_has_every_step_and_falls_from_its_start(
    question: Question, grounds: dict[str, KnowledgeBase]
) -> None:
    assert question.columns == ("step", "layer", "component", "by", "mode")
    starts = [
        f"pkg:pypi/{component}" if "@" in component else component
        for step, _, component, *_ in question.rows
        if step == "1"
    ]
    radius = grounds[question.on].blast_radius(starts, mode="integrity")
    fallen = {row.component.rpartition("/")[2] for row in radius.affected} | {
        start.rpartition("/")[2] for start in starts
    }

    steps = sorted({int(step) for step, *_ in question.rows})
    assert steps == list(range(1, max(steps) + 1))
    assert len({layer for _, layer, *_ in question.rows} - {""}) >= 2
    assert {component for _, _, component, *_ in question.rows} <= fallen
