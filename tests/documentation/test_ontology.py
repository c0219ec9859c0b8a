"""What the ontologist's tour shows is what happens, and the terms that it names are terms."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from scripts.example_pages import prepare
from scripts.readme import ADDRESS, BLOCK, run, split
from scripts.vocabulary import ontology

from aftershock.vocabulary import NAMESPACE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")
SCENES = [split(block[1]) for block in BLOCK.finditer(PAGE)]


@pytest.mark.parametrize(("command", "output"), SCENES, ids=[f"command-{number}" for number, _ in enumerate(SCENES)])
def test_a_command_prints_what_the_page_says(
    command: str, output: str, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = {"PATH": os.environ["PATH"]}
    prepare(prepared, filled)
    for name, value in prepared.items():
        monkeypatch.setenv(name, value)
    assert output, f"the page shows nothing for: {command}"
    assert run(command, ADDRESS) == output.rstrip()


def test_the_terms_that_it_names_are_terms() -> None:
    terms = {str(one).removeprefix(NAMESPACE) for one in ontology().subjects()}
    named = set(re.findall(r"\baft:([A-Za-z]\w*)", PAGE))
    assert len(named) > 25
    assert named - terms == set()


def test_it_is_short_enough_for_ten_minutes_and_covers_what_there_is_to_know() -> None:
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    assert len(prose.split()) < 1500  # some 150 words a minute
    assert len(SCENES) >= 10
    assert "](images/ontology.svg)" in PAGE
