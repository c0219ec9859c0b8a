"""The page of the incidents is what the catalogue and the commands give, with a section for each incident."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from scripts import incident_tables
from scripts.incident_tables import COMMAND, MARKED, PAGE, filled, main, read, shortened, spell

from aftershock.cli import aftershock

if TYPE_CHECKING:
    from pathlib import Path

AFT = Namespace("https://w3id.org/aftershock/ontology#")
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return read()


def test_the_page_is_current(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["incident_tables", "--check"])
    assert main() == 0, capsys.readouterr().err


def test_each_incident_has_a_section_with_its_table_a_command_and_what_is_not_known(graph: Graph) -> None:
    incidents = {str(graph.value(one, AFT.slug)) for one in graph.subjects(RDF.type, AFT.Incident)}
    sections = {part.partition("\n")[0]: part for part in TEXT.split("\n## ")[1:]}
    assert set(sections) == incidents
    for slug, part in sections.items():
        assert f"<!-- incident {slug} -->" in part
        assert COMMAND.search(part), slug
        assert "What the graph does not know:" in part, slug


def test_both_ends_of_every_figure_are_on_the_page_with_their_sources(graph: Graph) -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ")]
    for figure in graph.subjects(RDF.type, AFT.Figure):
        told = [line for line in rows if line.startswith(f"| {graph.value(figure, AFT.measures)} | ")]
        sources = {*graph.objects(figure, AFT.saidLow), *graph.objects(figure, AFT.saidHigh)}
        addresses = [f"]({graph.value(source, RDFS.seeAlso)})" for source in sources]
        assert any(all(address in row for address in addresses) for row in told), figure


def test_the_page_says_over_which_data_its_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    setting = TEXT.index("export AFTERSHOCK_DATA=$(mktemp -d)")
    found = COMMAND.search(TEXT)
    assert found is not None
    assert setting < found.start()
    monkeypatch.setenv("AFTERSHOCK_DATA", str(tmp_path))
    done = CliRunner().invoke(aftershock, shlex.split(found[2]))
    assert done.exit_code == 0, done.output
    assert found[0] == f"{found[1]}{shortened(done.output)}{found[3]}"


def test_a_figure_counts_one_thing(graph: Graph) -> None:
    """A measure that says what each end counts joins two; those that a reviewer found are two figures each."""
    measured = {str(one) for one in graph.objects(None, AFT.measures)}
    assert [one for one in measured if re.search(r"\((low|high)\)|\bor all\b", one)] == []
    apart = {"repositories of which secrets were seen in public logs", "repositories that used the action, hit or not"}
    assert apart | {"downloads in a week", "downloads in all"} <= measured


def test_a_stale_page_is_noticed_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "incidents.md"
    monkeypatch.setattr(incident_tables, "PAGE", page)
    page.write_text(MARKED.sub(r"\1gone\3", COMMAND.sub("", TEXT)), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["incident_tables", "--check"])
    assert main() == 1
    assert "run scripts/incident_tables.py" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["incident_tables"])
    assert main() == 0
    assert page.read_text(encoding="utf-8") == COMMAND.sub("", TEXT)


def test_an_incident_without_a_place_on_the_page_is_refused(graph: Graph) -> None:
    unknown = Graph() + graph
    unknown.add((URIRef("https://a.example/new"), RDF.type, AFT.Incident))
    unknown.add((URIRef("https://a.example/new"), AFT.slug, Literal("new-2027")))
    with pytest.raises(SystemExit, match="new-2027"):
        filled(TEXT, unknown)


@pytest.mark.parametrize(
    ("early", "late", "words"),
    [
        ("2024-03-09T00:00", "2024-03-10T00:00", "2024-03-09"),
        ("2024-02-26T00:00", "2024-03-06T00:00", "2024-02-26 to 2024-03-05"),
        ("2025-08-27T02:44", "2025-08-27T02:44", "2025-08-27 02:44"),
        ("2025-03-11T18:42", "2025-03-11T20:31", "2025-03-11 18:42 to 20:31"),
        ("2025-08-26T22:32", "2025-08-27T02:44", "2025-08-26 22:32 to 2025-08-27 02:44"),
    ],
)
def test_times_are_written_as_exactly_as_they_are_known(early: str, late: str, words: str) -> None:
    assert spell(datetime.fromisoformat(early), datetime.fromisoformat(late)) == words


def test_an_answer_is_shortened_to_its_counts_and_the_furthest_row_of_each_list() -> None:
    counts = "x in control\n1 component on average\nnote: so it is\n\nclass  n\n-----  -\nBuild  2\n\n"
    affected = (
        "affected, nearest first\n  a (Build, no owner known) control: x -[r]-> a\n  b (Build) control: x -[r]-> b\n\n"
    )
    answer = (
        f"{counts}{affected}possible, nearest first\n  c (Build) control, 1 attack step: x -[r?]-> c\n\nmore\n  d\n"
    )
    assert shortened(answer).splitlines() == [
        *("x in control", "note: so it is", "...", "affected, nearest first", "  ...", "  b ... x -[r]-> b"),
        *("possible, nearest first", "  c ... x -[r?]-> c"),
    ]
    assert re.search(r"^  \.\.\.$", TEXT, flags=re.MULTILINE)
