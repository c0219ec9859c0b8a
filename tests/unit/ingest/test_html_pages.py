"""Pages as HTML: what is shown is read, what is hidden is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.ingest.pages import CERTAINTY, assert_all_there, read

if TYPE_CHECKING:
    from collections.abc import Callable


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
