"""Pages that are damaged or contradict themselves: refused with the line and the field, or read with a finding."""

from __future__ import annotations

from typing import Any

import pytest

from aftershock.errors import DocumentError
from aftershock.ingest.readers.agent_page import read_page
from aftershock.model.documents import Document


def refusal(content: str | bytes, name: str = "page.txt") -> DocumentError:
    with pytest.raises(DocumentError) as refused:
        read_page(Document(content.encode() if isinstance(content, str) else content, name))
    assert refused.value.document == name
    return refused.value


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


# --- damage


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_page(content: bytes) -> None:
    assert refusal(content).message.startswith("it is empty")


@pytest.mark.parametrize("content", ["\u00a0\u00a0\n", "<html><head><title>x</title></head><body> </body></html>"])
def test_a_page_that_shows_nothing(content: str) -> None:
    assert refusal(content).message.startswith("it shows no text")


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("â€”", "—"),
        ("â€™", "’"),
        ("â€œ", "“"),
        ("Ã—", "×"),
        ("Â·", "·"),
        ("âœ“", "✓"),
        ("âš ", "⚠"),
        ("ðŸ˜€", "😀"),
        ("ï»¿", "\ufeff"),
        ("â\x80\x94", "—"),
        ("‚Äî", "—"),
        ("√ó", "×"),
    ],
)
def test_mojibake(maker: Any, garbled: str, meant: str) -> None:
    text = maker.table().replace("index is possible", f"index {garbled} is possible")
    refused = refusal(text)
    assert refused.line == line_of(text.replace("\x80", "?"), "index")
    assert f"looks like {meant!r} read with the wrong encoding" in refused.message


@pytest.mark.parametrize("word", ["Straße—Bot", "naïve", "pâté", "Ångström", "à la carte", "São", "Ærø", "Łódź"])
def test_letters_that_only_look_odd_are_taken(maker: Any, word: str) -> None:
    maker.summary = f"A bot called {word}."
    assert read_page(Document(maker.table().encode(), "page.txt")).summary == maker.summary


def test_a_lost_letter(maker: Any) -> None:
    text = maker.table().replace("moderates", "mod\ufffdrates")
    refused = refusal(text)
    assert refused.line == 2
    assert "U+FFFD" in refused.message


def test_bytes_of_another_encoding(maker: Any) -> None:
    refused = refusal(maker.table().replace("“", "'").replace("”", "'").encode("cp1252"))
    assert (refused.line, refused.message) == (
        1,
        "byte 0x97 is not UTF-8; in Windows-1252 it is '—': save the page as UTF-8",
    )
    assert refusal(b"Bot\n\x81").message == "byte 0x81 is not UTF-8: save the page as UTF-8"


def test_a_page_cut_off_in_a_letter(maker: Any) -> None:
    content = maker.table().encode()
    at = content.index("—".encode(), 200)
    refused = refusal(content[: at + 1])
    assert refused.message == "the page ends in the middle of a character: it was cut off here"
    assert refused.line == content.count(b"\n", 0, at) + 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_wide_encodings(maker: Any, encoding: str) -> None:
    content = maker.table().encode(encoding)
    assert "UTF-" in refusal(b"\xfe\xff" + content if encoding == "utf-16-be" else content).message


def test_binary() -> None:
    assert refusal(b"a\nb\x00c\x00").message == "it is binary, not text (character U+0000)"
    refused = refusal(b"Bot\nx\x07")
    assert (refused.line, refused.message) == (2, "a control character stands here; remove it (character U+0007)")


def test_a_page_that_is_too_large() -> None:
    assert "a page has at most 5,000,000" in refusal(b"a" * 5_000_001).message


# --- titles


def test_no_title(maker: Any) -> None:
    maker.title = "{name}: a threat model"
    refused = refusal(maker.table())
    assert refused.line == 1
    assert refused.message.endswith("the nearest is 'Demo Bot: a threat model'")
    maker.title = "{name}"
    refused = refusal(maker.table())
    assert refused.line == 1
    assert refused.message.endswith("the title of an agent's page")


def test_a_title_twice(maker: Any) -> None:
    refused = refusal(maker.table() + maker.table())
    assert (refused.line, refused.field) == (len(maker.table().splitlines()) + 1, "Demo Bot")
    assert refused.message.startswith("a second title; the first is on line 1")


def test_a_title_without_a_name(maker: Any) -> None:
    maker.title = "!!! — agentic threat model"
    assert refusal(maker.table()).message == "the name in the title has neither letters nor digits"


# --- factors


@pytest.mark.parametrize("form", ["table", "headed"])
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("high", "the value is 'high'; a factor is a number from 0.0 to 1.0"),
        ("0,10", "the value is '0,10'; a factor is a number from 0.0 to 1.0; write '0.10'"),
        ("1.7", "the value is 1.7; a factor is from 0.0 to 1.0"),
        ("-0.1", "the value is -0.1; a factor is from 0.0 to 1.0"),
        ("10%", "the value is '10%'; a factor is a number from 0.0 to 1.0"),
        ("n/a", "the value is 'n/a'; a factor is a number from 0.0 to 1.0"),
    ],
)
def test_a_value_that_is_none(maker: Any, form: str, value: str, said: str) -> None:
    maker.factors[6] = ("Dynamic Identity", value)
    text = getattr(maker, form)()
    refused = refusal(text)
    assert (refused.field, refused.message) == ("Dynamic Identity", said)
    assert refused.line == line_of(text, value if form == "headed" else "Dynamic Identity")


@pytest.mark.parametrize("form", ["table", "headed"])
def test_a_factor_that_is_unknown(maker: Any, form: str) -> None:
    maker.factors[6] = ("Dynamic Identiti", "0.10")
    text = getattr(maker, form)()
    refused = refusal(text)
    assert refused.message == "no factor is called 'Dynamic Identiti'; the nearest is 'Dynamic Identity'"
    assert (refused.line, refused.field) == (line_of(text, "Identiti"), "Dynamic Identiti")


@pytest.mark.parametrize("row", ["Dynamic Identiti 0.10", "- Dynamic Identiti: 0.10"])
def test_an_unknown_factor_without_bars(maker: Any, row: str) -> None:
    text = maker.table().replace("| Dynamic Identity | 0.10 | |", row)
    assert refusal(text).message.startswith("no factor is called 'Dynamic Identiti'")


def test_a_row_of_something_else_is_passed_over(maker: Any) -> None:
    text = maker.table().replace("Scored with", "| Vendor | Acme |\n| Users | 5000 |\nScored with")
    assert len(read_page(Document(text.encode(), "page.txt")).factors) == 10


@pytest.mark.parametrize("form", ["table", "headed"])
def test_a_factor_twice(maker: Any, form: str) -> None:
    maker.factors[6] = ("Self-modification", "0.10")
    refused = refusal(getattr(maker, form)())
    assert refused.field == "Self-modification"
    assert refused.message.startswith("it stands here a second time; the first is on line ")


def test_a_factor_without_a_value(maker: Any) -> None:
    text = maker.table().replace("| Dynamic Identity | 0.10 | |", "| Dynamic Identity | | |")
    assert refusal(text).message == "no value; a factor has a number from 0.0 to 1.0"
    text = maker.headed().replace("Dynamic Identity\n0.10\n", "Dynamic Identity\n")
    assert refusal(text).message == "no value follows it, but 'Multi-Agent Interactions'"
    text = maker.table().replace("| Dynamic Identity | 0.10 | |", "Dynamic Identity Multi-Agent Interactions 0.1")
    assert refusal(text).message == "another factor follows where its value should be: 'Multi-Agent Interactions 0.1'"
    text = maker.table() + "Dynamic Identity\n"
    assert refusal(text.replace("| Dynamic Identity | 0.10 | |\n", "")).message == (
        "the page ends before its value; it was cut off here"
    )


# --- layers


@pytest.mark.parametrize("kept", range(7))
def test_a_table_page_cut_off_between_layers(maker: Any, kept: int) -> None:
    maker.order, maker.footer = list(range(kept)), ""
    text = maker.table()
    refused = refusal(text)
    assert refused.line == len(text.splitlines())
    assert refused.message.startswith(f"the page ends here after {kept} of seven layers; missing: {kept + 1} ")


def test_a_page_cut_off_in_the_factors(maker: Any) -> None:
    text = maker.table()
    text = text[: text.index("| Dynamic Identity")]
    refused = refusal(text)
    assert refused.line == len(text.splitlines())
    assert refused.field == "| Contextual Awareness | 0.70 | |"
    assert refused.message.endswith("all seven layers are missing")


def test_a_headed_page_cut_off_between_layers(maker: Any) -> None:
    maker.order, maker.footer = [0, 1, 2], ""
    assert refusal(maker.headed()).message.startswith("the page ends here after 3 of seven layers; missing: 4 ")
    maker.order = [0, 1, 2, 3, 5, 6]
    assert refusal(maker.headed()).message == (
        "the page has only 6 of seven layers; missing: 5 Evaluation and Observability"
    )


def test_a_heading_with_nothing_below(maker: Any) -> None:
    text = maker.headed()
    refused = refusal(text[: text.index("A compromised registry")])
    assert (refused.message, refused.field) == ("nothing stands below the heading of layer 7", "Agent Ecosystem")
    assert refused.line == line_of(text, "L7 ·")


@pytest.mark.parametrize("form", ["table", "headed"])
def test_a_page_cut_off_in_its_last_layer_is_read_and_says_so(maker: Any, form: str) -> None:
    text = getattr(maker, form)()
    text = text[: text.index(" registry would")]
    page = read_page(Document(text.encode(), "page.txt"))
    (finding,) = [finding for finding in page.findings if finding.severity == "warning"]
    assert finding.message == "the page ends here, in the middle of a sentence: it may be cut off"
    assert finding.line == len(text.splitlines())


def test_a_layer_twice(maker: Any) -> None:
    maker.order = [0, 1, 2, 3, 4, 4, 5, 6]
    refused = refusal(maker.headed())
    assert refused.field == "Evaluation and Observability"
    assert refused.message.startswith("layer 5 stands here a second time; the first is on line ")


def test_number_and_name_of_two_layers(maker: Any) -> None:
    text = maker.headed().replace("L4 · Deployment", "L3 · Deployment")
    refused = refusal(text)
    assert refused.message == "'Deployment and Infrastructure' is layer 4, layer 3 is 'Agent Frameworks'"
    assert refused.line == line_of(text, "L3 · Deployment")


def test_a_layer_that_there_is_not(maker: Any) -> None:
    text = maker.headed().replace(maker.footer, "L8 · Quantum\n\nNothing.")
    assert refusal(text).message == "there are seven layers, 1 to 7"
    text = maker.headed().replace("L4 · Deployment", "L9 · Deployment")
    assert refusal(text).message == "'Deployment and Infrastructure' is layer 4, layer 9 is 'none'"


@pytest.mark.parametrize(
    "prose",
    [
        "L4 threats are many.",
        "L9 threats are many.",
        "L4 · a long line that is no heading at all but prose",
        "L4: Quantum",
    ],
)
def test_prose_that_begins_like_a_heading_is_prose(maker: Any, prose: str) -> None:
    maker.paragraphs[6] = f"{prose}\n\n{maker.paragraphs[6]}"
    assert read_page(Document(maker.headed().encode(), "page.txt")).layers[6].text.startswith(prose)


def test_an_eighth_paragraph(maker: Any) -> None:
    maker.paragraphs.append("One more paragraph stands here, about nothing.")
    maker.order.append(7)
    text = maker.table()
    refused = refusal(text)
    assert refused.line == line_of(text, "One more")
    assert refused.message.startswith("an eighth paragraph begins here")


def test_nothing_behind_the_title(maker: Any) -> None:
    refused = refusal("Demo Bot — agentic threat model\n")
    assert (refused.line, refused.field) == (1, "Demo Bot — agentic threat model")


@pytest.mark.parametrize("form", ["table", "headed"])
def test_two_pages_of_two_agents(maker: Any, form: str) -> None:
    first = getattr(maker, form)()
    maker.name = "Other Bot"
    refused = refusal(first.split("OWASP", maxsplit=1)[0] + getattr(maker, form)())
    assert refused.field == "Other Bot"
    assert refused.message.startswith("a second title; the first is on line")


def test_paragraphs_in_the_reverse_order(maker: Any) -> None:
    maker.paragraphs = [
        "It calls an LLM: foundation models and GPT may be misaligned.",
        "The vector index, embeddings and datasets in the database are open to poisoning.",
        "LangChain orchestration, tools, planning and memory drive each workflow.",
        "Containers run in a sandbox on GPUs in the cloud, hosted with Kubernetes.",
        "Logging, tracing, telemetry, guardrails and drift monitoring are described.",
        "Authentication, RBAC, SOC 2 compliance and encryption are described.",
        "A marketplace, partners, the registry and other agents downstream belong to the ecosystem.",
    ]
    read_page(Document(maker.table().encode(), "page.txt"))
    maker.order = [6, 5, 4, 3, 2, 1, 0]
    refused = refusal(maker.table())
    lines = maker.table().splitlines()
    assert (refused.line, refused.field) == (lines.index(maker.paragraphs[6]) + 1, "Foundation Models")
    assert "reads like 'Agent Ecosystem', and 5 more of seven are out of place too" in refused.message


def test_a_garbled_run_whose_bytes_are_lost(maker: Any) -> None:
    refused = refusal("Home\n" + maker.table().replace("index is", "index â†\ufffd is"))
    assert "'â†' looks like a letter beyond ASCII that was read with the wrong encoding" in refused.message


def test_a_wide_encoding_is_on_the_first_line(maker: Any) -> None:
    assert refusal(maker.table().encode("utf-16")).line == 1
