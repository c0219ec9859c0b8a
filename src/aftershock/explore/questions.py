"""The catalogue of queries: the competency questions that travel with the ontology, read from their files.

A file is a query. Its head is the question in words, then ``topic:`` and ``on:``, then the names of the columns and the
rows that it must give, each cell apart by a bar.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, get_args

from aftershock.errors import ModelError, UnknownNameError
from aftershock.model.questions import Ground, Question
from aftershock.projection.names import near
from aftershock.resources import question_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["find_question", "read_questions", "shipped_questions"]

_KEYS: Final = ("topic", "on")
_GROUNDS: Final[tuple[Ground, ...]] = get_args(Ground)


@cache
def shipped_questions() -> tuple[Question, ...]:
    """Give the questions that travel with the library, by topic and then by name.

    Examples
    --------
    >>> next(one.columns for one in shipped_questions() if one.name == "layers-in-order")
    ('number', 'name', 'vertical')
    """
    return tuple(sorted(read_questions(question_files()), key=lambda one: (one.topic, one.name)))


def find_question(name: str) -> Question:
    """Find a shipped question by its name.

    Parameters
    ----------
    name
        Such as ``"layers-in-order"``; case, and a final ``.rq``, do not matter.

    Raises
    ------
    UnknownNameError
        If none is called so; with the nearest names.
    """
    wanted = name.strip().casefold().removesuffix(".rq")
    for question in shipped_questions():
        if question.name == wanted:
            return question
    raise UnknownNameError("question", name, near(wanted, [one.name for one in shipped_questions()]))


def read_questions(files: Iterable[Path]) -> tuple[Question, ...]:
    """Read questions from files.

    Parameters
    ----------
    files
        ``.rq`` files.

    Raises
    ------
    ModelError
        If the head of a file is not as it must be.
    """
    return tuple(_read(path) for path in files)


def _read(path: Path) -> Question:
    lines = path.read_text("utf-8").splitlines()
    length = next((place for place, line in enumerate(lines) if not line.startswith("#")), len(lines))
    head = [line.removeprefix("#").strip() for line in lines[:length]]
    said = {key: value.strip() for line in head for key, colon, value in (line.partition(":"),) if key in _KEYS}
    rest = [line for line in head if line.partition(":")[0] not in _KEYS]
    blank = rest.index("") if "" in rest else len(rest)
    question, table = " ".join(rest[:blank]), [line for line in rest[blank:] if line]
    on = next((one for one in _GROUNDS if one == said.get("on")), None)
    columns, *rows = (tuple(cell.strip() for cell in line.split("|")) for line in table or [""])
    wrong = [
        *([] if question.endswith("?") else ["a question in words, which ends with '?'"]),
        *([] if said.get("topic") else ["'# topic: WORDS'"]),
        *([] if on else [f"'# on: {'|'.join(_GROUNDS)}'"]),
        *([] if table else ["after an empty comment line, the names of the columns apart by '|'"]),
        *([] if all(len(row) == len(columns) for row in rows) else ["rows with a cell for each column"]),
    ]
    if wrong or on is None:
        raise ModelError(f"{path.name}: the head of a question lacks {', and '.join(wrong)}")
    text = "\n".join([f"# {question}", *lines[length:]]) + "\n"
    return Question(path.stem, question, said["topic"], on, columns, tuple(rows), text)
