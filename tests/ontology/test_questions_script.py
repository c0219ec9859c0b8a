"""The script that refreshes the heads of questions finds what a head has wrong, and writes what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.questions import FOLDER, main, refreshed

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NAME = "layers-in-order"


def test_a_head_that_is_wrong_is_found_and_written_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = (FOLDER / f"{NAME}.rq").read_text("utf-8")
    wrong = right.replace("# 6 | Security and Compliance | true\n", "").replace("# number |", "# ordinal |")
    place = tmp_path / f"{NAME}.rq"
    place.write_text(wrong, "utf-8")

    assert main(["--check", NAME], tmp_path) == 1
    assert capsys.readouterr().out == f"{NAME}: the head is not what is answered\n"
    assert place.read_text("utf-8") == wrong

    assert main([NAME], tmp_path) == 0
    assert "look at its rows" in capsys.readouterr().out
    assert place.read_text("utf-8") == right

    assert main(["--check"], tmp_path) == 0
    assert capsys.readouterr().out == ""


def test_a_table_takes_the_place_of_the_old_one_and_of_nothing_else() -> None:
    text = "# Which?\n# topic: t\n# on: catalogue\n#\n# a | b\n# 1 | 2\nPREFIX x: <y>\n# a remark\nSELECT\n"
    assert refreshed(text, [("a", "b", "c"), ("3", "", "")]) == (
        "# Which?\n# topic: t\n# on: catalogue\n#\n# a | b | c\n# 3 |  |\nPREFIX x: <y>\n# a remark\nSELECT\n"
    )
