"""The catalogue of queries is read as its files say it, and a file that does not say it is refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aftershock.errors import ModelError, UnknownNameError
from aftershock.explore.questions import find_question, read_questions, shipped_questions

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = """# Which layers are there,
# and how many?
# topic: layers
# on: catalogue
#
# layer | count
# L1 | 3
# L2 |
PREFIX aft: <https://w3id.org/aftershock/ontology#>

SELECT ?layer ?count WHERE { ?layer a aft:Layer }
"""


def test_a_file_is_read_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "layers-there.rq"
    path.write_text(RIGHT, "utf-8")

    (question,) = read_questions([path])

    assert question.name == "layers-there"
    assert question.question == "Which layers are there, and how many?"
    assert (question.topic, question.on) == ("layers", "catalogue")
    assert question.columns == ("layer", "count")
    assert question.rows == (("L1", "3"), ("L2", ""))
    assert question.text.startswith("# Which layers are there, and how many?\nPREFIX aft:")
    assert "L1" not in question.text


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("many?", "many.", "which ends with '?'"),
        ("# topic: layers\n", "", "'# topic: WORDS'"),
        ("on: catalogue", "on: the moon", "'# on: catalogue|examples'"),
        ("# L2 |", "# L2", "a cell for each column"),
        ("# layer | count\n# L1 | 3\n# L2 |\n", "", "the names of the columns"),
    ],
)
def test_a_head_that_lacks_something_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    path = tmp_path / "broken.rq"
    path.write_text(RIGHT.replace(old, new), "utf-8")

    with pytest.raises(ModelError, match=r"^broken\.rq: ") as refused:
        read_questions([path])
    assert sentence in str(refused.value)


def test_a_question_is_found_by_its_name_or_the_nearest_is_said() -> None:
    assert find_question("Layers-in-Order.rq").columns == ("number", "name", "vertical")
    with pytest.raises(UnknownNameError, match="layers-in-order"):
        find_question("layers-in-ordre")


def test_questions_are_listed_by_topic() -> None:
    listed = [(one.topic, one.name) for one in shipped_questions()]
    assert listed == sorted(listed)
    assert len(set(listed)) == len(listed)
