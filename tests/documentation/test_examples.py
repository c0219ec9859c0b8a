"""What the pages of the worked examples show is what happens: their commands are run again, their pictures exist."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from scripts.example_pages import PAGES, prepare
from scripts.readme import ADDRESS, BLOCK, run, split

if TYPE_CHECKING:
    from pathlib import Path

SCENES = [(page.stem, *split(block[1])) for page in PAGES for block in BLOCK.finditer(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("command", "output"),
    [scene[1:] for scene in SCENES],
    ids=[f"{page}-{number}" for number, (page, _, _) in enumerate(SCENES)],
)
def test_a_command_prints_what_its_page_says(
    command: str, output: str, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = {"PATH": os.environ["PATH"]}
    prepare(prepared, filled)
    for name, value in prepared.items():
        monkeypatch.setenv(name, value)
    assert run(command, ADDRESS) == output.rstrip()


def test_every_estate_has_a_page_with_a_question_an_answer_a_picture_and_its_limits(root: Path) -> None:
    estates = {path.parent.name for path in (root / "data" / "examples").glob("*/estate.ttl")}
    assert {page.stem for page in PAGES} == estates
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(BLOCK.findall(text)) >= 4, page.name
        assert re.search(r"^> .*\?$", text, flags=re.MULTILINE), page.name
        assert re.search(r"!\[[^]]{20,}\]\(\.\./images/[a-z-]+\.png\)", text), page.name
        assert "## What to do first" in text
        assert "## What the answer does not know" in text
