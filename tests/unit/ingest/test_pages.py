"""Pages whatever their form: titles, summaries, names, and any change of a page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.ingest.pages import assert_all_there, read

from aftershock.errors import DocumentError


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
