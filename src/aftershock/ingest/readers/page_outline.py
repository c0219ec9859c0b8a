"""Finds the parts of an agent's page: its title, its summary, the lines that hold scores, the part on the layers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aftershock.ingest.readers.page_text import Line, PageText

__all__ = ["Outline", "Title", "has_title", "is_boilerplate", "outline", "slug_of"]

_TITLE: Final = re.compile(
    r"^(?:title:\s*)?(?P<name>\S.*?)\s*(?:—|–|―|--+|\s-|-\s|:|\|)\s*agentic\s+threat\s+model\b\.?(?:\s*[|·•–—-]\s*[^.]{0,40})?$",
    re.IGNORECASE,
)
_RATIONALE: Final = re.compile(
    r"^(?:\W*)(?:owasp\s+)?aivss\b.{0,30}\brationale\b|^aivss\s+(?:score|factors?)$", re.IGNORECASE
)
_LAYERS: Final = re.compile(r"^\W*maestro\b.{0,30}\b(?:threat[\s-]+model|layers?)(?:ing)?\W*$", re.IGNORECASE)
_INTRO: Final = re.compile(r"^\W*(?:per[\s-]+layer\s+threats|layers?\s+(?:tagged|marked))\b", re.IGNORECASE)
_SCORED: Final = re.compile(r"^\W*scored\s+with\b", re.IGNORECASE)
_FORMULA: Final = re.compile(r"\bAIVSS\s*=|\bAARS\s*=|^\W*where\s+AARS\b", re.IGNORECASE)
_SCORE: Final = re.compile(
    r"\bCVSS[\s_]*base|\bAARS[\s_]*uplift|Factor[\s_]*sum|AIVSS\s*:?\s*\d+(?:\.\d+)?\b|^\W*\d+(?:\.\d+)?\s*$"
    r"|^\W*(?:(?:Threat|Mitigation)(?:[\s_]*(?:multiplier|factor))?|ThM|MF)\s*:?\s*[×xX*]\s*[\d.]+"
    r"|^[\W_]*(?:(?:Threat|Mitigation)(?:[\s_]*(?:multiplier|factor))?|ThM|MF|AARS|AIVSS(?:[\s_]*score)?)[\W_]*$"
    r"|^\W*(?:[×xX*]\s*)?\d+(?:\.\d+)?(?:\s*/\s*10)?\s*$",
    re.IGNORECASE,
)
_FOOTER: Final = re.compile(
    r"^\W*(?:maestro\b.{0,60}\bframework\b|©|copyright\s+(?:©|\(c\)|\d)|all\s+rights\s+reserved|last\s+updated\b"
    r"|(?:powered\s+by|terms|privacy|back\s+to)\b[^.]{0,40}$)|^\s*(?:←|→|‹|«|↑)"
    r"|^\W*(?:share|tweet|report\s+an?\s+\w+|contact(?:\s+us)?|about(?:\s+us)?|home|pricing)\W*$",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?:\S+\s+){4,}\S+[.!?][\"”’)]*$")
_LETTER: Final = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER (?:DOTLESS )?([A-Z]{1,2})(?: WITH .*)?$")
_LONG: Final = 120
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a page.

    Parameters
    ----------
    line
        Where it stands.
    name
        The agent's name.
    slug
        The agent's slug.
    """

    line: Line
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a page.

    Parameters
    ----------
    title
        Its title.
    body
        All lines behind the title.
    rationale
        The line that heads the scores, if there is one.
    layers
        The line that heads the layers, if there is one.
    """

    title: Title
    body: tuple[Line, ...]
    rationale: Line | None
    layers: Line | None


def slug_of(name: str) -> str:
    """Give the slug of a name: lower case, words joined by hyphens, Latin letters without their accents.

    Letters of other scripts are left out; then eight digits of the name's SHA-256 keep it apart from other names.

    Parameters
    ----------
    name
        Any name.

    Examples
    --------
    >>> [slug_of(name) for name in ("AI Email Assistant", "1mcp/agent", "Café's Bot (v2)", "Opacity & Reflexivity")]
    ['ai-email-assistant', '1mcp-agent', 'cafes-bot-v2', 'opacity-reflexivity']
    >>> slug_of("Bjørns Æther"), slug_of("中文代理")
    ('bjorns-aether', 'agent-acd11646')
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(_latin(character) for character in plain if not unicodedata.combining(character))
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’‘`´]", "", plain)).strip("-")
    if plain.isascii() or not re.search(r"[^\W_]", re.sub(r"[a-z0-9]", "", plain)):
        return slug
    return f"{slug or 'agent'}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _latin(character: str) -> str:
    """Give the plain letters or the digit of a character, by its Unicode name; itself if there are none."""
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    letter = _LETTER.match(unicodedata.name(character, ""))
    return str(digit) if digit is not None else letter[1].lower() if letter else character


def has_title(text: str) -> bool:
    r"""Tell whether some line of a text is the title of an agent's page.

    Parameters
    ----------
    text
        A page's text, or its beginning.

    Examples
    --------
    >>> has_title("Home\nPause App — agentic threat model\n"), has_title("A threat model")
    (True, False)
    """
    return any(_title_of(line) for line in re.split(r"\r\n|\n|\r", text))


def is_boilerplate(line: Line) -> bool:
    """Tell whether a line belongs to the page's frame, not to what it says of a layer.

    Parameters
    ----------
    line
        A line behind the title.

    Examples
    --------
    >>> from aftershock.ingest.readers.page_text import Line
    >>> is_boilerplate(Line(1, "CVSS base 7.5AARS uplift 1.02", 0)), is_boilerplate(Line(1, "It runs tools.", 0))
    (True, False)
    """
    if len(line.bare) > _LONG and line.bare.endswith(".") and not is_intro(line) and not is_note(line):
        return False
    return any(
        pattern.search(line.bare) for pattern in (_RATIONALE, _LAYERS, _INTRO, _SCORED, _FORMULA, _SCORE, _FOOTER)
    )


def outline(page: PageText, document: str) -> Outline:
    r"""Find the parts of a page.

    Parameters
    ----------
    page
        Its text.
    document
        What errors call it.

    Returns
    -------
    Outline
        Its parts.

    Raises
    ------
    DocumentError
        If it has no title, or two.

    Examples
    --------
    >>> from aftershock.ingest.readers.page_text import PageText
    >>> outline(PageText.of("← Back\nPause App — agentic threat model\nIt pauses."), "page.txt").title.slug
    'pause-app'
    """
    titles = [(line, name) for line in page.lines if (name := _title_of(line.bare))]
    if not titles:
        raise _no_title(page, document)
    line, name = _choose(titles, page, document)
    slug = slug_of(name)
    if not slug:
        raise DocumentError("the name in the title has neither letters nor digits", document, line.number, name)
    body = page.lines[line.number :]
    return Outline(
        Title(line, name, slug),
        body,
        next((found for found in body if _RATIONALE.search(found.bare)), None),
        next((found for found in body if _LAYERS.search(found.bare)), None),
    )


def is_intro(line: Line) -> bool:
    """Tell whether a line introduces the part on the layers."""
    return _INTRO.search(line.bare) is not None


def is_footer(line: Line) -> bool:
    """Tell whether a line stands below the layers: the source of the framework, navigation, rights."""
    return _FOOTER.search(line.bare) is not None


def is_score(line: Line) -> bool:
    """Tell whether a line holds scores, or the formula for them."""
    return _SCORE.search(line.bare) is not None or _FORMULA.search(line.bare) is not None


def is_heading(line: Line) -> bool:
    """Tell whether a line heads the scores or the layers."""
    return _RATIONALE.search(line.bare) is not None or _LAYERS.search(line.bare) is not None


def is_note(line: Line) -> bool:
    """Tell whether a line says how the factors were scored."""
    return _SCORED.search(line.bare) is not None


def summary_of(parts: Outline, stops: frozenset[int]) -> str:
    """Give the summary: the prose between the title and the first score, heading or factor.

    Where the layers follow the title at once, it is the prose between them and the scores.

    Parameters
    ----------
    parts
        The parts of the page.
    stops
        Numbers of further lines at which the summary ends, such as the first factor and the first layer.
    """

    def ends(line: Line) -> bool:
        return line.number in stops or is_heading(line) or is_intro(line) or is_note(line)

    def prose(lines: Iterable[Line]) -> list[str]:
        return [line.bare for line in lines if line.bare and not is_score(line) and not is_footer(line)]

    found = prose(takewhile(lambda line: not ends(line), parts.body))
    if not found and parts.rationale:
        before = [line for line in parts.body if line.number < parts.rationale.number]
        found = prose(reversed(list(takewhile(lambda line: not ends(line), reversed(before)))))
    return " ".join(found)


def _choose(titles: list[tuple[Line, str]], page: PageText, document: str) -> tuple[Line, str]:
    """Choose the last title before the first score or part; one that only navigation follows is none."""
    first = titles[0][0]
    part = next(
        (line.number for line in page.lines[first.number :] if is_heading(line) or is_score(line) or is_intro(line)), 0
    )
    for (line, name), (second, other) in pairwise(titles):
        between = page.lines[line.number : second.number - 1]
        if second.number > part or any(_SENTENCE.search(found.bare) for found in between):
            raise DocumentError(
                f"a second title; the first is on line {line.number}, {name!r}: a file holds the page of one agent",
                document,
                second.number,
                other,
            )
    return titles[-1]


def _title_of(text: str) -> str | None:
    match = _TITLE.match(text.strip(" \t\u00a0\ufeff#*_>")) if len(text) <= _LONGEST else None
    return match["name"].strip(" \t\u00a0#*_>←") if match else None


def _no_title(page: PageText, document: str) -> DocumentError:
    near = next(
        (
            line
            for line in page.lines
            if re.search(r"threat[\s-]*model", line.bare, re.IGNORECASE) and not is_boilerplate(line)
        ),
        None,
    )
    hint = f"; the nearest is {near.bare[:80]!r}" if near else ""
    return DocumentError(
        f"no line has the form 'NAME — agentic threat model', the title of an agent's page{hint}",
        document,
        (near or next((line for line in page.lines if line.bare), page.lines[0])).number,
    )
