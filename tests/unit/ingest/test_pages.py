"""Pages in both forms, in all the ways in which people save them."""

from __future__ import annotations

import re
import textwrap
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftershock.errors import DocumentError
from aftershock.ingest.readers.agent_page import read_page
from aftershock.ingest.readers.page_factors import DIRECTORY_FACTORS, V08_FACTORS
from aftershock.model.documents import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftershock.model.agents import AgentPage

CERTAINTY = ["stated", "not-certain", "stated", "stated", "not-certain", "not-certain", "stated"]
CLAIMS = [
    ["model-stealing"],
    ["data-poisoning"],
    ["insecure-tool-integration"],
    ["container-escape", "resource-exhaustion"],
    ["observability-blind-spots"],
    ["missing-compliance-attestation", "missing-rbac"],
    ["cascading-failure", "registry-compromise"],
]


def read(text: str, name: str = "page.txt", media_type: str | None = None) -> AgentPage:
    page = read_page(Document(text.encode(), name, media_type))
    for layer in page.layers:
        assert page.text[layer.span.start : layer.span.end] == layer.span.exact == layer.text
        for span in (*(claim.span for claim in layer.claims), *layer.unclassified):
            assert page.text[span.start : span.end] == span.exact
    return page


def assert_all_there(page: AgentPage) -> None:
    assert (page.slug, page.name, page.summary) == ("demo-bot", "Demo Bot", "A bot that moderates posts.")
    assert (list(page.factors), sum(page.factors.values())) == (list(DIRECTORY_FACTORS), Decimal("4.1"))
    assert [layer.number for layer in page.layers] == [1, 2, 3, 4, 5, 6, 7]
    assert page.layers[3].name == "Deployment and Infrastructure"
    assert [layer.certainty for layer in page.layers] == CERTAINTY
    assert [sorted(claim.threat for claim in layer.claims) for layer in page.layers] == CLAIMS


def warnings(page: AgentPage) -> list[str]:
    return [finding.message for finding in page.findings if finding.severity == "warning"]


# --- the headed form


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


@pytest.mark.parametrize(
    "scores",
    [
        "CVSS base 7.5AARS uplift 1.02Factor sum 4.1/10Threat ×1.0Mitigation ×0.85",
        "CVSS base 7.5 AARS uplift 1.02 Factor sum 4.1/10 Threat ×1.0 Mitigation ×0.85",
        "CVSS base\n7.5\nAARS uplift\n1.02\nFactor sum\n4.1/10\nThreat\n×1.0\nMitigation\n×0.85",
        "CVSS_Base: 7.5 | AARS: 1.02 | Factor_Sum: 4.1 / 10 | Threat multiplier x1.0 | Mitigation factor x0.85",
        "| CVSS base | 7.5 |\n| AARS uplift | 1.02 |\n| Sum | 4.1/10 |\n| Threat | ×1.0 |\n| Mitigation | ×0.85 |",
        "cvss base score 7.5, aars +1.02, factor sum 4.1, ThM × 1.0, MF × 0.85",
        "CVSS base 7.5AARS uplift 1.02Factor sum 4.1/10ThM ×1.0MF ×0.85",
        "7.5CVSS base1.02AARS uplift4.1/10Factor sum×1.0Threat×0.85Mitigation",
        "7.5 CVSS base 1.02 AARS uplift 4.1/10 Factor sum ×1.0 ThM ×0.85 MF",
        "7.5\nCVSS base\n1.02\nAARS uplift\n4.1/10\nFactor sum\n×1.0\nThreat\n×0.85\nMitigation",
        "AIVSS = (CVSS base + AARS) × mitigation\n7.5CVSS base1.02AARS uplift4.1/10Factor sum×1.0Threat×0.85Mitigation",
    ],
)
def test_the_score_line_is_run_together_or_not(maker: Any, scores: str) -> None:
    maker.scores = scores
    page = read(maker.headed())
    assert_all_there(page)
    inputs = page.inputs
    assert [str(inputs.cvss_base), str(inputs.aars), str(inputs.threat_multiplier), str(inputs.mitigation_factor)] == [
        "7.5",
        "1.02",
        "1.0",
        "0.85",
    ]


def test_scores_that_disagree_are_noticed(maker: Any) -> None:
    maker.scores = "CVSS base 7.5 Factor sum 4.2/10 Threat ×1.0 Mitigation ×0.85 CVSS base 8.5"
    assert warnings(read(maker.headed())) == [
        "the page shows a factor sum of 4.2, its factors add up to 4.10",
        "CVSS base is 8.5 here and 7.5 above; the first is taken",
    ]


def test_a_score_that_the_formula_does_not_give_is_noticed(maker: Any) -> None:
    page = read(maker.headed().replace("AIVSS 7.2 · High", "AIVSS 3.1 · Low"))
    assert warnings(page) == ["the page shows a score of 3.1, its numbers give 7.25"]
    assert [finding.line for finding in page.findings if finding.field == "AIVSS"] == [
        maker.headed().split("\n").index("7.2AIVSS 7.2 · High") + 1
    ]
    assert warnings(read(maker.headed())) == []


@pytest.mark.parametrize(
    ("scores", "field", "said"),
    [
        (
            "1.02AARS uplift7.5CVSS base×4.1Factor sum×1.0Threat×0.85Mitigation",
            "1.02AARS uplift7.5CVSS base×4.1Factor sum×1.0Threat×0.85Miti",
            "it cannot be told whether each number stands before its label or behind it",
        ),
        ("7.5 CVSS base 1.02 AARS uplift 4.1", "7.5 CVSS base 1.02 AARS uplift 4.1", "it cannot be told whether"),
        (
            "7.5CVSS base6.1/10Factor sum×1.0Threat×0.85Mitigation",
            "Factor sum",
            "by the page's other numbers it is 4.10",
        ),
        (
            "7.5CVSS base2.02AARS uplift4.1/10Factor sum×1.0Threat",
            "AARS uplift",
            "by the page's other numbers it is 1.02",
        ),
    ],
)
def test_numbers_whose_labels_are_in_doubt_are_refused(maker: Any, scores: str, field: str, said: str) -> None:
    maker.scores = scores
    with pytest.raises(DocumentError) as refused:
        read(maker.headed())
    assert refused.value.field == field
    assert said in refused.value.message
    assert refused.value.line == maker.headed().split("\n").index(scores) + 1


@pytest.mark.parametrize(
    ("given_", "field", "said"),
    [
        ("CVSS base 75", "CVSS base", "the value is 75; it is from 0 to 10"),
        ("Threat ×3", "Threat", "the value is 3; it is from 0.5 to 1.1"),
        ("Mitigation ×1.5", "Mitigation", "the value is 1.5; it is from 0.5 to 1"),
        ("Factor sum 11/10", "Factor sum", "the value is 11; it is from 0 to 10"),
    ],
)
def test_a_score_out_of_range_is_refused(maker: Any, given_: str, field: str, said: str) -> None:
    maker.scores = given_
    with pytest.raises(DocumentError) as refused:
        read(maker.headed())
    assert (refused.value.field, refused.value.message) == (field, said)
    assert refused.value.line == maker.headed().split("\n").index(given_) + 1


# --- the table form


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


@pytest.mark.parametrize(
    "row",
    [
        "| {name} | {value} | |",
        "{name} | {value}",
        "{name} {value}",
        "{name}: {value}",
        "- {name} = {value}",
        "{name}{value}",
        "| **{name}** | {value} | low |",
        "{name}\t{value}",
        "• {name} — {value}",
        "{name}\n{value}",
        "{name}:\n{value}",
        "{name} {value}/1.0",
    ],
)
def test_factors_are_written_in_many_ways(maker: Any, row: str) -> None:
    text = maker.table()
    for name, value in maker.factors:
        text = text.replace(f"| {name} | {value} | |", row.format(name=name, value=value))
    assert_all_there(read(text))


def test_factors_run_together_on_one_line(maker: Any) -> None:
    glued = "".join(f"{name}{value}" for name, value in maker.factors)
    rows = "\n".join(f"{name}\n{value}" for name, value in maker.factors)
    assert_all_there(read(maker.headed().replace(rows, glued)))


def test_a_head_of_the_table_and_a_sum_below_are_no_factors(maker: Any) -> None:
    text = maker.table().replace("| Autonomy", "| Factor | Score | Note |\n|---|---:|---|\n| Autonomy", 1)
    assert_all_there(read(text.replace("Scored with", "| Total | 4.1 |\nScored with")))


def test_the_factors_of_v08_are_known_too(maker: Any) -> None:
    maker.factors = [(name, "0.5") for name in V08_FACTORS]
    page = read(maker.table())
    assert (list(page.factors), warnings(page)) == (list(V08_FACTORS), [])


def test_names_are_kept_as_the_page_writes_them(maker: Any) -> None:
    maker.factors[9] = ("Opacity and reflexivity", "0.60")
    maker.factors[8] = ("Non‑determinism", "0.50")
    page = read(maker.table())
    assert list(page.factors)[8:] == ["Non‑determinism", "Opacity and reflexivity"]
    assert warnings(page) == []


def test_a_missing_factor_is_a_finding(maker: Any) -> None:
    del maker.factors[6]
    page = read(maker.table())
    assert warnings(page) == ["9 of ten factors: the page gives no 'Dynamic Identity'"]
    assert len(page.factors) == 9


def test_a_page_without_factors_is_read_and_says_so(maker: Any) -> None:
    maker.factors = []
    page = read(maker.table())
    assert page.factors == {}
    assert warnings(page)[0].startswith("0 of ten factors")


def test_prose_that_begins_with_a_factors_name_is_no_factor(maker: Any) -> None:
    maker.summary = "Persistent memory of the bot is kept for a year."
    page = read(maker.table())
    assert page.summary == maker.summary
    assert sum(page.factors.values()) == Decimal("4.1")


@pytest.mark.parametrize(
    ("title", "name", "slug"),
    [
        ("AI Email Assistant — agentic threat model", "AI Email Assistant", "ai-email-assistant"),
        ("AI Email Assistant - agentic threat model", "AI Email Assistant", "ai-email-assistant"),
        ("defense-in-depth – Agentic Threat Model", "defense-in-depth", "defense-in-depth"),
        ("1mcp/agent -- agentic threat model", "1mcp/agent", "1mcp-agent"),
        ("Trusted Server (Beta)—agentic threat model", "Trusted Server (Beta)", "trusted-server-beta"),
        ("# Café Bot — agentic threat model", "Café Bot", "cafe-bot"),
        ("Title: 7AI — agentic threat model | Agents", "7AI", "7ai"),
        ("智能 Bot — agentic threat model", "智能 Bot", "bot-79e36547"),
        ("Devin’s Bot: agentic threat model.", "Devin’s Bot", "devins-bot"),
    ],
)
def test_titles(maker: Any, title: str, name: str, slug: str) -> None:
    maker.title = title
    page = read(maker.table())
    assert (page.name, page.slug) == (name, slug)


# --- HTML


def html_of(text: str) -> str:
    body = "".join(f"<p>{line.replace('&', '&amp;').replace('—', '&mdash;')}</p>" for line in text.splitlines() if line)
    return (
        "<!doctype html><html><head><title>Demo Bot — agentic threat model</title><style>p{}</style>"
        "<script>let a = 'Other — agentic threat model'</script></head><body><nav><a>Agents</a> <a>Home</a></nav>"
        f"<main>{body}</main><footer>© 2026</footer></body></html>"
    )


@pytest.mark.parametrize("form", ["table", "headed"])
@pytest.mark.parametrize(
    ("name", "media_type"), [("page.html", None), ("page", "text/html; charset=utf-8"), ("page", None)]
)
def test_a_page_as_html(maker: Any, form: str, name: str, media_type: str | None) -> None:
    assert_all_there(read(html_of(getattr(maker, form)()), name, media_type))


ROWS: list[Callable[[str, str], str]] = [
    lambda name, value: f"<tr><td>{name}</td><td>{value}</td><td></td></tr>",
    lambda name, value: f"<tr><th>{name}</th><td><div><b>{value}</b></div></td></tr>",
    lambda name, value: f"<div><span>{name}</span><span>{value}</span></div>",
    lambda name, value: f"<dt>{name}</dt><dd>{value}</dd>",
    lambda name, value: f"<li><div>{name}</div><div class=bar></div><div>{value}</div></li>",
]


@pytest.mark.parametrize("row", ROWS)
def test_a_page_of_blocks(maker: Any, row: Callable[[str, str], str]) -> None:
    rows = "".join(row(name.replace("&", "&amp;"), value) for name, value in maker.factors)
    rows = f"<table>{rows}</table>" if rows.startswith("<tr>") else f"<section>{rows}</section>"
    sections = "".join(
        f"<section><h3>L{number} · Layer<span class=tag>{CERTAINTY[number - 1]}</span></h3><p>{paragraph}</p></section>"
        for number, paragraph in enumerate(maker.paragraphs, 1)
    )
    names = ["Foundation Models", "Data Operations", "Agent Frameworks", "Deployment &amp; Infrastructure"]
    names += ["Evaluation &amp; Observability", "Security &amp; Compliance", "Agent Ecosystem"]
    for name in names:
        sections = sections.replace("· Layer<", f"· {name}<", 1)
    sections = sections.replace(">not-certain<", ">⚠ not certain from listing<").replace(">stated<", ">✓ mapped<")
    html = f"<h1>Demo Bot &mdash; agentic threat model</h1><p>A bot that moderates posts.</p>{rows}{sections}"
    assert_all_there(read(html, "page.html"))


def test_what_html_hides_is_not_read(maker: Any) -> None:
    hidden = (
        "<div hidden><p>Other — agentic threat model</p></div><p style='display: none'>x — agentic threat model</p>"
    )
    assert_all_there(read(html_of(maker.table()).replace("<main>", f"<main>{hidden}<!-- y — agentic threat model -->")))


def test_preformatted_text_keeps_its_lines(maker: Any) -> None:
    assert_all_there(read(f"<html><body><pre>{maker.table().replace('&', '&amp;')}</pre></body></html>"))


def test_a_table_for_layout_gives_lines() -> None:
    from aftershock.ingest.readers.page_html import visible_text

    html = "<table><tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr><tr></tr><tr><td>e</td></tr></table>f<td>g"
    assert visible_text(html).splitlines() == ["a", "b", "c", "d", "| e |", "fg"]


# --- any text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.sampled_from(["table", "headed"]),
    start=st.floats(0, 1),
    length=st.integers(0, 60),
    put=st.sampled_from(["", "\n", "|", " — ", "L4 · ", "0.5", "not certain", "\x00", "é", "<b>", "Dynamic Identity"]),
)
def test_any_change_of_a_page_is_read_or_refused(maker: Any, form: str, start: float, length: int, put: str) -> None:
    text = getattr(maker, form)()
    at = int(start * len(text))
    changed = text[:at] + put + text[at + length :]
    try:
        page = read(changed)
    except DocumentError as refused:
        assert str(refused).startswith("page.txt")  # noqa: PT017 -- both outcomes are right, each has its own assertion
    else:
        assert [layer.number for layer in page.layers] == [1, 2, 3, 4, 5, 6, 7]


# --- titles and summaries among other lines


def test_navigation_that_looks_like_a_title_is_passed_over(maker: Any) -> None:
    page = read("Home — agentic threat model\nAgents\n" + maker.headed())
    assert_all_there(page)
    assert (page.slug, page.name) == ("demo-bot", "Demo Bot")


@pytest.mark.parametrize("name", ["中文代理", "агент", "وكيل ٣", "エージェント", "Ω"])
def test_a_name_of_another_script_has_a_slug_of_its_own(maker: Any, name: str) -> None:
    maker.name = name
    page = read(maker.headed())
    assert page.name == name
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}", page.slug)


def test_lone_labels_and_numbers_are_no_part_of_the_summary(maker: Any) -> None:
    labels = "AARS uplift\n1.02\nFactor sum\n4.1/10\nThreat\n×1.0\nMitigation\n×0.85\nCVSS base\n7.5\n"
    page = read(maker.headed().replace("OWASP AIVSS", labels + "OWASP AIVSS", 1))
    assert page.summary == maker.summary


def test_the_summary_may_stand_between_layers_and_scores(maker: Any) -> None:
    lines = maker.headed("\n").split("\n")
    summary, layers = lines.index(maker.summary), lines.index("MAESTRO 7-layer threat model")
    behind = [*lines[layers:], *lines[summary - 1 : layers]]
    for part in (behind, [*behind[2:], *behind[:2]]):
        page = read("\n".join([*lines[: summary - 1], *part]))
        assert_all_there(page)
        assert page.summary == maker.summary
