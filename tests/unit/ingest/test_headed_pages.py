"""Pages in the headed form, in all the ways in which people save them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.unit.ingest.pages import assert_all_there, read, warnings


def test_a_headed_page(maker: Any) -> None:
    page = read(maker.headed())
    assert_all_there(page)
    assert page.findings == ()
    assert page.inputs.cvss_base == Decimal("7.5")
    assert page.inputs.aars == Decimal("1.02")
    assert page.inputs.threat_multiplier == Decimal("1.0")
    assert page.inputs.mitigation_factor == Decimal("0.85")
    assert page.inputs.aivss == Decimal("7.2")


HEADINGS = [
    "L{number} · {name}",
    "L{number} - {name} ",
    "Layer {number}: {name} ",
    "Layer {number} — {name}",
    "Layer {number} ({name}) ",
    "LAYER {number}: {name} ",
    "{number}. {name} ",
    "### L{number} · {name} ",
    "**L{number} · {name}** ",
    "L{number}\n{name}",
    "L{number} ",
    "{name} ",
    "L{number} | {name} ",
]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("separator", ["\n", "\n\n", "\r\n"])
def test_headings_are_written_in_many_ways(maker: Any, heading: str, separator: str) -> None:
    maker.heading = heading
    assert_all_there(read(maker.headed(separator)))


@pytest.mark.parametrize(
    "marks",
    [
        ("✓ mapped", "⚠ not certain from listing"),
        ("\n✓ mapped", "\n⚠ not certain from listing"),
        ("\n\n✔ Mapped", "\n\n⚠️ Not certain from the listing"),
        (" (mapped)", " (not certain from listing)"),
        (" [✓ mapped]", " [⚠ not certain]"),
        ("", ""),
    ],
)
def test_marks_stand_on_the_line_or_on_the_next(maker: Any, marks: tuple[str, str]) -> None:
    maker.marks = marks
    assert_all_there(read(maker.headed()))


def test_the_heading_alone_can_say_that_a_layer_is_not_certain(maker: Any) -> None:
    maker.paragraphs[1] = "Data poisoning of the index is possible."
    page = read(maker.headed())
    assert page.layers[1].certainty == "not-certain"
    assert warnings(page) == []


def test_a_heading_that_says_more_than_its_text_is_noticed(maker: Any) -> None:
    page = read(
        maker.headed().replace("L2 · Data Operations⚠ not certain from listing", "L2 · Data Operations✓ mapped")
    )
    assert page.layers[1].certainty == "not-certain"
    assert warnings(page)[0].startswith("its heading says that it is mapped")


def test_text_may_begin_on_the_line_of_its_heading(maker: Any) -> None:
    text = maker.headed().replace("L1 · Foundation Models✓ mapped\n\n", "L1 · Foundation Models: ")
    page = read(text.replace("Framework✓ mapped\n\n", "Framework ✓ mapped — "))
    assert page.layers[0].text == "It calls hosted language models. Model stealing is a risk."


def test_layers_in_another_order_are_taken_by_number(maker: Any) -> None:
    maker.order = [6, 0, 1, 2, 3, 4, 5]
    page = read(maker.headed())
    assert_all_there(page)
    assert [finding.message for finding in page.findings] == [
        "the layers stand in the order 7, 1, 2, 3, 4, 5, 6; they are taken by number"
    ]


def test_a_layer_may_have_several_paragraphs_and_a_list(maker: Any) -> None:
    maker.paragraphs[3] = "gVisor prevents container escape.\n\nKey risks:\n- denial of service\n- heat"
    page = read(maker.headed())
    assert_all_there(page)
    assert page.layers[3].text.endswith("- heat")


def test_a_misspelt_heading_is_read_and_noticed(maker: Any) -> None:
    page = read(maker.headed().replace("L5 · Evaluation & Observability", "L5 · Evaluating Observability"))
    assert_all_there(page)
    assert [finding.message for finding in page.findings] == ["read as layer 5, 'Evaluation and Observability'"]


def test_a_table_of_contents_before_the_layers_does_no_harm(maker: Any) -> None:
    contents = "\n".join(
        f"L{number} · {name}" for number, name in enumerate(("Foundation Models", "Data Operations"), 1)
    )
    assert_all_there(read(maker.headed().replace("OWASP AIVSS score", contents + "\n\nOWASP AIVSS score", 1)))


def test_what_follows_the_last_layer_is_not_its_text(maker: Any) -> None:
    more = "\n\nRelated agents\n\nFoo Bot\n\nThis bot has data poisoning.\n\n© 2026 Agents\nTerms and privacy"
    assert_all_there(read(maker.headed() + more))
    maker.footer = ""
    assert_all_there(read(maker.headed() + more))
    assert_all_there(read(maker.headed("\n") + more.replace("\n\n", "\n")))
