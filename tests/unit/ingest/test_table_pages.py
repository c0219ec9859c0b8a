"""Pages in the table form, in all the ways in which people save them."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest
from tests.unit.ingest.pages import assert_all_there, read


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \n"])
def test_a_table_page(maker: Any, separator: str) -> None:
    page = read(maker.table(separator))
    assert_all_there(page)
    assert [finding.severity for finding in page.findings] == ["info"]


def test_lines_that_were_wrapped_are_one_paragraph(maker: Any) -> None:
    maker.paragraphs = ["\n".join(textwrap.wrap(paragraph, 30)) for paragraph in maker.paragraphs]
    assert_all_there(read(maker.table("\n\n")))


@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "▪ ", "> "])
def test_bullets_are_no_part_of_the_text(maker: Any, bullet: str) -> None:
    maker.paragraphs = [bullet + paragraph for paragraph in maker.paragraphs]
    page = read(maker.table())
    assert_all_there(page)
    assert page.layers[0].text.startswith("It calls")


def test_numbered_paragraphs(maker: Any) -> None:
    maker.paragraphs = [f"{number}) {paragraph}" for number, paragraph in enumerate(maker.paragraphs, 1)]
    assert_all_there(read(maker.table()))


@pytest.mark.parametrize(
    "mark",
    [
        "Not certain from the listing — ",
        "Not certain from the listing: ",
        "**Not certain from the listing** - ",
        "⚠ Not certain from the listing – ",
        "Uncertain from this description. ",
    ],
)
def test_the_mark_of_uncertainty_is_written_in_many_ways(maker: Any, mark: str) -> None:
    maker.paragraphs = [paragraph.replace("Not certain from the listing — ", mark) for paragraph in maker.paragraphs]
    page = read(maker.table())
    assert_all_there(page)
    assert page.layers[1].text == "data poisoning of the index is possible."


def test_sections_in_another_order(maker: Any) -> None:
    head, rest = maker.table().split("OWASP AIVSS score rationale\n")
    scores, layers = rest.split("MAESTRO 7-layer threat model\n")
    assert_all_there(read(f"{head}MAESTRO 7-layer threat model\n{layers}OWASP AIVSS score rationale\n{scores}"))


def test_more_sections_behind(maker: Any) -> None:
    more = "Related agents\nFoo Bot\nA long line about a related bot which has data poisoning.\n"
    assert_all_there(read(maker.table() + more))
    maker.footer = ""
    assert_all_there(read(maker.table() + more))


def test_without_the_heading_of_the_layers_their_introduction_suffices(maker: Any) -> None:
    assert_all_there(read(maker.table().replace("MAESTRO 7-layer threat model\n", "")))


def test_without_introduction_the_heading_suffices(maker: Any) -> None:
    text = "\n".join(line for line in maker.table().splitlines() if not line.startswith("Per-layer"))
    assert_all_there(read(text))
