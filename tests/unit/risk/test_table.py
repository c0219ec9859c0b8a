"""Tables as people save them."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from aftershock.errors import DocumentError, UnknownNameError, UsageError
from aftershock.model.documents import Document
from aftershock.risk import score_file, score_table
from aftershock.risk.factors import FACTOR_SETS

if TYPE_CHECKING:
    from pathlib import Path

FORMER = [factor.former for factor in FACTOR_SETS["former"]]
HEADER = ",".join(["slug", *FORMER, "cvss_base", "threat_multiplier", "mitigation_factor"])
ROW = "bot,0.7,0.3,0.7,0.5,0.5,0.6,0.4,0.1,0.1,0.2,7.5,1.0,0.85"


def scored(text: str | bytes, method: str = "directory") -> list[tuple[str, int, str]]:
    content = text if isinstance(text, bytes) else text.encode()
    return [
        (row.slug, row.line, str(row.assessment.score))
        for row in score_table(Document(content, "agents.csv"), method)  # type: ignore[arg-type]  # also wrong ones
    ]


def refused(text: str | bytes, method: str = "directory") -> str:
    with pytest.raises(DocumentError) as error:
        scored(text, method)
    return str(error.value)


def test_the_directorys_table_as_its_pages_show_it(shared: Path) -> None:
    place = shared / "reference/directory_agents.csv"
    with place.open(encoding="utf-8", newline="") as file:
        shown = list(csv.DictReader(file))
    rows = score_file(place, "directory")
    assert [row.slug for row in rows] == [row["slug"] for row in shown]
    for row, page in zip(rows, shown, strict=True):
        if page["aivss_shown"]:
            found = row.assessment
            assert (str(found.score), found.band) == (page["aivss_shown"], page["band_shown"])
            assert found.aars == Decimal(page["aars_shown"])
        else:
            assert row.assessment.score is None
            assert row.assessment.low < row.assessment.high
            assert set(row.assessment.missing) == {"cvss_base", "threat_multiplier", "mitigation_factor"}


def test_the_table_of_worked_examples(shared: Path) -> None:
    rows = score_file(shared / "reference/aivss_v0.8_examples.csv", "v0.8")
    assert [str(row.assessment.score) for row in rows] == [
        "9.9",
        "9.7",
        "9.4",
        "10.0",
        "9.3",
        "8.9",
        "9.2",
        "9.7",
        "8.3",
        "7.1",
    ]
    assert rows[3].slug == "agent-orchestration-and-multi-agent-exploitation"


def test_v08_refuses_the_directorys_values_by_factor_and_level(shared: Path) -> None:
    with pytest.raises(DocumentError) as error:
        score_file(shared / "reference/directory_agents.csv", "v0.8")
    assert "line 2, 'Goal-Driven Planning': the value is 0.1; v0.8 allows 0.0, 0.5 or 1.0" in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n{ROW}\n",
        f"{HEADER}\n{ROW}",
        f"{HEADER}\r\n{ROW}\r\n",
        f"{HEADER}\r{ROW}\r",
        f"\ufeff{HEADER}\n\n,,\n{ROW}\n".replace(",,\n", "\n"),
        f"{HEADER}\n{ROW}\n".replace(",", ";"),
        f"{HEADER}\n{ROW}\n".replace(",", ";").replace("0.85", "0,85"),
        f"{HEADER}\n{ROW}\n".replace(",", "\t"),
        f"{HEADER}\n{ROW}\n".replace("Opacity & Reflexivity", "opacity AND reflexivity").replace("bot", '"bot"'),
    ],
)
def test_however_it_was_saved_it_reads_the_same(text: str) -> None:
    [(slug, _, score)] = scored(text)
    assert (slug, score) == ("bot", "7.2")


def test_a_quoted_cell_may_run_over_lines_and_lines_stay_right() -> None:
    text = f'{HEADER},comment\n{ROW},"one\ntwo"\n{ROW.replace("bot", "bat")},three\n'
    assert scored(text) == [("bot", 2, "7.2"), ("bat", 4, "7.2")]


def test_blank_cells_are_missing_inputs() -> None:
    [row] = score_table(Document(f"{HEADER}\n{ROW[:-4]}\n".encode(), "agents.csv"), "directory")
    assert row.assessment.missing == ("mitigation_factor",)


def test_an_absent_column_is_missing_and_said() -> None:
    text = "slug,url,Autonomy of Action,Goal-Driven Planning,cvss_base\nbot,http://a.example,1,1,9.0\n"
    [row] = score_table(Document(text.encode(), "agents.csv"), "v0.8")
    assert len(row.assessment.missing) == 8
    assert row.assessment.notes[-1].startswith("the table has no column for External Tool Control Surface, Contextual")
    assert row.assessment.notes[-1].endswith("columns that were not used: url")
    [short] = score_table(Document(b"slug,f_tools\nbot,1\n", "agents.csv"), "directory")
    assert short.assessment.notes[-1].endswith("Self-Modification")
    assert "Goal-Driven Planning" in short.assessment.notes[-1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "agents.csv: the table is empty; it needs a header line and a row for each agent"),
        ("\n \n", "agents.csv: the table is empty; it needs a header line and a row for each agent"),
        (HEADER, "agents.csv, line 1: the table has a header and no rows"),
        (f"{HEADER}\n{ROW},1\n", "agents.csv, line 2: 15 cells, where the header has 14 columns"),
        (
            f"{HEADER}\n{ROW}\nx{ROW}\n{ROW}\n",
            "agents.csv, line 4, 'slug': 'bot' is already on line 2; give each row its own",
        ),
        (f"{HEADER}\n{ROW.replace('bot', ' ')}\n", "agents.csv, line 2, 'slug': the row has no slug"),
        (f"{HEADER.replace('slug', 'Risk')}\n,{ROW[4:]}\n", "agents.csv, line 2, 'Risk': the row has no slug"),
        (
            f"{HEADER}\n{ROW.replace('0.7', '1.7', 1)}\n",
            "agents.csv, line 2, 'Autonomy of Action': the value is 1.7; directory allows 0 to 1 (nearest: 1)",
        ),
        (
            f"{HEADER.replace('threat_multiplier', 'ThM')}\n{ROW.replace('1.0', '1.2')}\n",
            "agents.csv, line 2, 'ThM': the value is 1.2; directory allows 0.9 to 1.1 (nearest: 1.1)",
        ),
        (
            f"{HEADER}\n{ROW.replace('7.5', 'n/a')}\n",
            (
                "agents.csv, line 2, 'cvss_base': 'n/a' is not a number; write one such as 0.5, or leave it out where "
                "it is not known"
            ),
        ),
        (
            f"{HEADER.replace('Autonomy of Action', 'Autonomy of Actoin')}\n{ROW}\n",
            (
                "agents.csv, line 1, 'Autonomy of Actoin': the column is none that is known, and looks like 'Autonomy "
                "of Action'; correct it, or rename it"
            ),
        ),
        (
            f"{HEADER.replace('threat_multiplier', 'threat_multiplyer')}\n{ROW}\n",
            (
                "agents.csv, line 1, 'threat_multiplyer': the column is none that is known, and looks like "
                "'threat_multiplier'; correct it, or rename it"
            ),
        ),
        (
            "slug,f_autonomie\nbot,1\n",
            (
                "agents.csv, line 1, 'f_autonomie': the column is none that is known, and looks like 'f_autonomy'; "
                "correct it, or rename it"
            ),
        ),
        (
            f"{HEADER},Tool Use\n{ROW},1\n",
            "agents.csv, line 1, 'Tool Use': the column 'Dynamic Tool Use' says the same; keep one of them",
        ),
        (
            f"{HEADER},thm\n{ROW},1\n",
            "agents.csv, line 1, 'thm': the column 'threat_multiplier' says the same; keep one of them",
        ),
        (
            "name,f_tools\nbot,1\n",
            "agents.csv, line 1: no column is called 'slug' (nor 'risk', from which a slug could be made)",
        ),
        (f'{HEADER}\n"bot"x,1\n', "agents.csv, line 2: the row cannot be read: ',' expected after '\"'"),
        (f"{HEADER}\n\0{ROW}\n", "agents.csv, line 2: the table has a NUL byte and is no text"),
        (f"{HEADER}\n".encode() + b"b\xf6t", "agents.csv, line 2: the table is not UTF-8 text; save it as UTF-8"),
        (f"{HEADER}\n".encode("utf-16"), "agents.csv: the table is UTF-16 text; save it as UTF-8"),
    ],
)
def test_what_is_no_such_table_is_refused_with_its_place(text: str | bytes, sentence: str) -> None:
    assert refused(text) == sentence


def test_a_table_of_something_else_is_refused() -> None:
    sentence = refused("slug,size\nbot,3\n", "v0.8")
    assert sentence.startswith("agents.csv, line 1: no column is an AIVSS factor; expected are 'Autonomy of Action', ")
    assert "'Natural Language Interface'" in sentence


def test_an_unknown_method_is_a_wrong_call() -> None:
    with pytest.raises(UnknownNameError, match="no AIVSS method is called 'v1'"):
        scored(f"{HEADER}\n{ROW}\n", "v1")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "agents.csv").write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    assert len(score_file(tmp_path / "agents.csv", "directory")) == 1
    with pytest.raises(UsageError, match=r"there is no file .*agent\.csv; did you mean .*agents\.csv\?"):
        score_file(tmp_path / "agent.csv", "directory")
    with pytest.raises(UsageError, match=r"there is no file .*agents\.csv$"):
        score_file(tmp_path / "nowhere/agents.csv", "directory")
    with pytest.raises(UsageError, match="is a folder; give one CSV file in it"):
        score_file(tmp_path, "directory")
