"""Reads an agent's threat-model page, as text or HTML, into records."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from aftershock.ingest.readers.layer_names import LAYER_NAMES
from aftershock.ingest.readers.misplaced import misplaced
from aftershock.ingest.readers.page_factors import read_factors
from aftershock.ingest.readers.page_layers import read_layers
from aftershock.ingest.readers.page_outline import outline, summary_of
from aftershock.ingest.readers.page_text import read_text
from aftershock.ingest.readers.score_line import read_scores
from aftershock.ingest.recognition.claims import recognise_claims
from aftershock.model.agents import AgentPage, LayerReading
from aftershock.model.documents import Span

if TYPE_CHECKING:
    from aftershock.ingest.readers.page_layers import LayerText
    from aftershock.ingest.reading import Reading
    from aftershock.model.documents import Document

__all__ = ["read", "read_page"]


def read(document: Document) -> Reading:
    """Read an agent's page into quads.

    Parameters
    ----------
    document
        The page.

    Returns
    -------
    Reading
        Its source graph and its reading graph.

    Raises
    ------
    DocumentError
        As `read_page`.
    """
    from aftershock.ingest.quads import express

    return express(read_page(document), document)


def read_page(document: Document) -> AgentPage:
    r"""Read an agent's page into records.

    Parameters
    ----------
    document
        The page: its title, a summary, ten factors, perhaps a score line, and seven layers, as paragraphs in order or
        each below its own heading.

    Returns
    -------
    AgentPage
        What it says, with every claim recognised in its layers, and what was noticed.

    Raises
    ------
    DocumentError
        If it is damaged, or if a part is missing without which it would be half read; with the line and the field.
        Lines of an HTML page are those of the text that it shows.

    Examples
    --------
    >>> from aftershock.model.documents import Document
    >>> layers = "\n".join(f"L{number}\nIt runs in a container." for number in range(1, 8))
    >>> page = read_page(Document(f"Pause App — agentic threat model\n{layers}".encode(), "pause.txt"))
    >>> page.slug, len(page.layers), page.findings[0].message[:17]
    ('pause-app', 7, '0 of ten factors:')
    """
    page = read_text(document)
    parts = outline(page, document.name)
    layers = read_layers(parts, document.name)
    rest = [line for line in parts.body if line.number not in layers.lines]
    factors = read_factors(rest, document.name)
    scores = [line for line in rest if line.number not in factors.lines]
    inputs, noticed = read_scores(scores, factors.total, document.name)
    found = chain(
        factors.findings,
        noticed,
        layers.findings,
        () if layers.headed else misplaced(page.text, layers.texts, document.name),
    )
    return AgentPage(
        slug=parts.title.slug,
        name=parts.title.name,
        text=page.text,
        summary=summary_of(parts, factors.lines | layers.lines),
        factors=factors.values,
        inputs=inputs,
        layers=tuple(_read_layer(page.text, layer) for layer in layers.texts),
        findings=tuple(sorted(found, key=lambda finding: (finding.severity != "warning", finding.line or 0))),
    )


def _read_layer(page: str, layer: LayerText) -> LayerReading:
    recognised = recognise_claims(page, layer.start, layer.end)
    text = page[layer.start : layer.end]
    return LayerReading(
        number=layer.number,
        name=LAYER_NAMES[layer.number],
        certainty=layer.certainty,
        text=text,
        span=Span(text, layer.start, layer.end),
        claims=recognised.claims,
        unclassified=recognised.unclassified,
    )
