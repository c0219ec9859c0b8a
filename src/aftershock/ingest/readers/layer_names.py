"""The names of MAESTRO's seven layers, and the headings in which pages write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError
from aftershock.model.documents import Finding

if TYPE_CHECKING:
    from aftershock.ingest.readers.page_text import Line
    from aftershock.model.agents import Certainty

__all__ = ["LAYER_NAMES", "Heading", "read_heading"]

LAYER_NAMES: Final = {
    1: "Foundation Models",
    2: "Data Operations",
    3: "Agent Frameworks",
    4: "Deployment and Infrastructure",
    5: "Evaluation and Observability",
    6: "Security and Compliance",
    7: "Agent Ecosystem",
}
"""Number to name (MAESTRO, Cloud Security Alliance, 6 February 2025)."""

_AND: Final = r"\s*(?:&|and|/|\+|,)?\s*"
_NAMES: Final = {
    number: re.compile("^" + pattern + r"(?:\s*\(vertical[^)]*\))?(?![a-z])", re.IGNORECASE)
    for number, pattern in {
        1: r"foundation\s+models?",
        2: r"data\s+operations?",
        3: r"agent\s+frameworks?",
        4: rf"deployment{_AND}infrastructure",
        5: rf"evaluation{_AND}observability",
        6: rf"security{_AND}compliance",
        7: r"agent\s+ecosystems?",
    }.items()
}
_NUMBERED: Final = re.compile(
    r"^(?P<prefix>layer\s*|l\s?)?(?P<number>\d{1,2})(?!\d)(?P<mark>\s*[·•.:|()/\]–—-]+\s*|\s+|$)(?=(?P<rest>.*))",
    re.IGNORECASE,
)
_TAGS: Final = re.compile(
    r"^[\s*_)]*+(?:[(\[]?\s*+[⚠△!✓✔☑✅\ufe0f]*+\s*+(?:(?P<open>not\s+certain(?:\s+from\s+(?:the\s+)?listing)?)|(?P<mapped>mapped))"
    r"[\s\u00a0]*[)\]]?)?[\s\u00a0*_:.)—–-]*",
    re.IGNORECASE,
)
_SHORT: Final = 8


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a layer.

    Parameters
    ----------
    number
        1 to 7.
    line
        Where it stands.
    certainty
        As the mark behind it says; ``None`` if there is none on its line.
    text_start
        Where the layer's text begins if it begins on the same line, in characters of the page.
    finding
        What was noticed.
    """

    number: int
    line: Line
    certainty: Certainty | None = None
    text_start: int | None = None
    finding: Finding | None = None


def read_heading(line: Line, document: str) -> Heading | None:
    """Read a line as the heading of a layer.

    Parameters
    ----------
    line
        A line of a page.
    document
        What errors call the page.

    Returns
    -------
    Heading or None
        ``None`` if it is no heading.

    Raises
    ------
    DocumentError
        If it heads a layer that there is not, or if number and name are of two layers.

    Examples
    --------
    >>> from aftershock.ingest.readers.page_text import Line
    >>> heading = read_heading(Line(9, "L4 · Deployment & Infrastructure✓ mapped", 0), "page.txt")
    >>> heading.number, heading.certainty
    (4, 'stated')
    >>> read_heading(Line(9, "L4 threats are many.", 0), "page.txt")
    """
    text = line.bare
    numbered = _NUMBERED.match(text)
    if numbered is None:
        named = _named(text)
        return _build(named[0], line, text, named[1], None) if named and _is_all(text[named[1] :]) else None
    number, at = int(numbered["number"]), numbered.start("rest")
    named = _named(text[at:])
    if named is None:
        return _unnamed(numbered, line, document)
    if named[0] != number:
        raise DocumentError(
            f"{LAYER_NAMES[named[0]]!r} is layer {named[0]}, layer {number} is {LAYER_NAMES.get(number, 'none')!r}",
            document,
            line.number,
            text[:60],
        )
    return _build(number, line, text, at + named[1], None)


def _named(text: str) -> tuple[int, int] | None:
    """Give number and length of the layer's name with which a text begins."""
    for number, pattern in _NAMES.items():
        match = pattern.match(text)
        if match:
            return number, match.end()
    return None


def _unnamed(numbered: re.Match[str], line: Line, document: str) -> Heading | None:
    """Read ``Layer 4``, and ``L4 · Deployment & Infra-structure`` with its misspelt name."""
    if not numbered["prefix"]:
        return None
    number, rest = int(numbered["number"]), numbered["rest"]
    tags = _TAGS.match(rest)
    name = re.split(r"[⚠✓✔☑✅(]", rest)[0].strip()
    if number not in LAYER_NAMES:
        if len(rest.split()) > _SHORT or not numbered["mark"].strip():
            return None
        raise DocumentError("there are seven layers, 1 to 7", document, line.number, line.bare[:60])
    if tags and tags.end() == len(rest):
        return _build(number, line, line.bare, numbered.start("rest"), None)
    if not numbered["mark"].strip() or len(name.split()) > _SHORT:
        return None
    from rapidfuzz import fuzz

    if fuzz.ratio(name.casefold(), LAYER_NAMES[number].casefold()) < 70:
        return None
    message = f"read as layer {number}, {LAYER_NAMES[number]!r}"
    at = numbered.start("rest") + len(rest) - len(rest.lstrip()) + len(name)
    return _build(number, line, line.bare, at, Finding("info", message, line.number, name))


def _build(number: int, line: Line, text: str, behind: int, finding: Finding | None) -> Heading:
    tags = _TAGS.match(text[behind:])
    certainty: Certainty | None = None
    if tags and tags["open"]:
        certainty = "not-certain"
    elif tags and tags["mapped"]:
        certainty = "stated"
    rest = behind + (tags.end() if tags else 0)
    offset = line.text.index(text) if text else 0
    start = line.start + offset + rest if text[rest:].strip() else None
    return Heading(number, line, certainty, start, finding)


def _is_all(rest: str) -> bool:
    """Tell whether a name is all that stands on the line, but for a mark."""
    tags = _TAGS.match(rest)
    return tags is not None and tags.end() == len(rest)
