"""Write what each competency question answers into its head, to be looked at before a commit; or only compare."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from aftershock import KnowledgeBase
from aftershock.explore.questions import read_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.model.questions import Question

FOLDER = Path(__file__).resolve().parent.parent / "ontology" / "questions"

Table = list[tuple[str, ...]]
"""The names of the columns, and then the rows."""


def answered(question: Question, base: KnowledgeBase) -> Table:
    """Ask a question, and give its answer as it stands in a head."""
    answer = json.loads(base.query(question.text).content)
    names = answer["head"]["vars"]
    rows = [[row.get(name, {}).get("value", "") for name in names] for row in answer["results"]["bindings"]]
    for cell in (cell for row in rows for cell in row if "|" in cell or "\n" in cell or cell != cell.strip()):
        sys.exit(f"{question.name}: the cell {cell!r} cannot stand between bars")
    return [tuple(names), *(tuple(row) for row in rows)]


def refreshed(text: str, table: Table) -> str:
    """Put a table into the text of a question, in the place of the one that its head has."""
    lines = text.splitlines()
    length = next(place for place, line in enumerate(lines) if not line.startswith("#"))
    said = lines[: lines.index("#", 0, length) + 1]
    return "\n".join([*said, *(f"# {' | '.join(row)}".rstrip() for row in table), *lines[length:]]) + "\n"


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Refresh or check the questions that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="questions; all where none is named")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a head is not what is answered")
    given = parser.parse_args(arguments)
    paths = sorted(folder / f"{name}.rq" for name in given.names) or sorted(folder.glob("*.rq"))
    differing = []
    with ExitStack() as stack:
        grounds: dict[str, KnowledgeBase] = {}
        for path, question in zip(paths, read_questions(paths), strict=True):
            if question.on not in grounds:
                grounds[question.on] = stack.enter_context(KnowledgeBase.open())
                if question.on == "examples":
                    grounds[question.on].load_examples()
            text = path.read_text("utf-8")
            new = refreshed(text, answered(question, grounds[question.on]))
            if new != text:
                differing.append(question.name)
                if not given.check:
                    path.write_text(new, "utf-8")
    for name in differing:
        print(f"{name}: {'the head is not what is answered' if given.check else 'rewritten; look at its rows'}")
    return 1 if given.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
