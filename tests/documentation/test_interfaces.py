"""The table of what each question takes says what the commands take; every no has its reason."""

from __future__ import annotations

import re

import pytest
from tests.conftest import ROOT

from aftershock.cli.commands import aftershock
from aftershock.model.untaken import UNTAKEN, untaken

SUPPOSE = {"with_mitigations", "without_edges", "with_edges", "without_rules", "stale_days"}


def table() -> dict[str, dict[str, str]]:
    text = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\|.*\|$", text.partition("### What a question takes")[2].partition("\n### ")[0], re.MULTILINE)
    head, _, *rows = ([cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines)
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


def test_every_question_has_a_row() -> None:
    assert set(table()) == set(UNTAKEN)


@pytest.mark.parametrize("question", UNTAKEN)
def test_a_row_says_what_the_command_takes(question: str) -> None:
    row, command = table()[question], aftershock.commands[question]
    shown = {str(one.name) for one in command.params if not getattr(one, "hidden", False)}
    assert (row.pop("suppose") == "yes") == (shown >= SUPPOSE)
    starts = {"components", "starts"} & shown
    assert (row.pop("several starts") == "yes") == bool(starts)
    for option, cell in row.items():
        name = option.removeprefix("--")
        assert (cell == "yes") == (name in shown), option
        assert (cell == "yes") == (untaken(question, name) is None), option
