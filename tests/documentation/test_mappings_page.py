"""The page of the mappings: current, its figures counted another way, its commands real."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

from scripts import mappings_page
from scripts.mappings_page import MARKER, PAGE, main, tables

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[2]


def rows() -> list[dict[str, str]]:
    """All rows of all tables."""
    found = []
    for path in (ROOT / "data" / "catalog" / "mappings").glob("*.sssom.tsv"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        found += list(csv.DictReader(lines, delimiter="\t"))
    return found


def test_it_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8").partition(MARKER)[2].lstrip() == tables()


def test_its_sums_are_those_of_the_tables() -> None:
    text, every = tables(), rows()
    gaps = [row for row in every if row["gap_reason"]]
    mapped = [row for row in every if not row["gap_reason"]]
    kinds = [sum(row["mapping_kind"] == kind for row in mapped) for kind in ("official", "derived", "curated")]
    assert f"| all | {' | '.join(map(str, kinds))} | {len(mapped)} |" in text
    reasons = ("OutsideItsScope", "NoFittingEntry", "NotYetReviewed")
    sums = [sum(row["gap_reason"] == reason for row in gaps) for reason in reasons]
    assert f"| all | {' | '.join(map(str, sums))} | {len(gaps)} |" in text


def test_the_files_and_scripts_that_it_names_exist() -> None:
    head = PAGE.read_text(encoding="utf-8").partition(MARKER)[0]
    named = re.findall(r"(?:data/catalog|scripts)/[\w./-]+\.(?:py|ttl|tsv)", head)
    named += [f"{module.replace('.', '/')}.py" for module in re.findall(r"-m (scripts\.\w+)", head)]
    assert len(named) >= 5
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_script_writes_and_compares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "mappings.md"
    page.write_text(f"By hand.\n\n{MARKER}\nold\n")
    monkeypatch.setattr(mappings_page, "PAGE", page)
    monkeypatch.setattr(mappings_page, "tables", lambda: "new\n")
    monkeypatch.setattr("sys.argv", ["mappings_page.py", "--check"])
    assert main() == 1
    assert "run scripts/mappings_page.py" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["mappings_page.py"])
    assert main() == 0
    assert page.read_text() == f"By hand.\n\n{MARKER}\n\nnew\n"
    monkeypatch.setattr("sys.argv", ["mappings_page.py", "--check"])
    assert main() == 0
    page.write_text("no marker")
    assert main() == 2
