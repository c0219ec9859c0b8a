"""The seven layers of a page: paragraphs in order without headings, or each below its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError
from aftershock.ingest.readers.layer_names import LAYER_NAMES, read_heading
from aftershock.ingest.readers.page_outline import is_boilerplate, is_footer, is_heading, is_intro
from aftershock.model.documents import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.ingest.readers.layer_names import Heading
    from aftershock.ingest.readers.page_outline import Outline
    from aftershock.ingest.readers.page_text import Line
    from aftershock.model.agents import Certainty

__all__ = ["LayerText", "Layers", "read_layers"]

_BULLET: Final = re.compile(r"^(?:[\s\u00a0\ufeff>]|[-*•‣◦▪·](?=\s)|\d{1,2}[.)](?=\s))+")
_NOT_CERTAIN: Final = re.compile(
    r"^[\W_]*(?:not\s+certain|uncertain|unclear)\s+from\s+(?:(?:the|this|public|its)\s+)*(?:listing|description|directory)\b"
    r"[\s\u00a0.:;,*_—–-]*",
    re.IGNORECASE,
)
_TAG: Final = re.compile(
    r"^\W*(?P<open>not\s+certain(?:\s+from\s+(?:the\s+)?listing)?)?(?:(?<!\w)mapped)?\W*$", re.IGNORECASE
)
_LONGEST_TAG: Final = 60
_STOPS: Final = (".", "!", "?", ")", "”", '"', "…", "*")
_HEADING_LIKE: Final = re.compile(r"^(?!.*[.!?:;,…]$)\S+(?:\s+\S+){0,7}$")


@dataclass(frozen=True, slots=True)
class LayerText:
    """What stands on a page about one layer.

    Parameters
    ----------
    number
        1 to 7.
    start, end
        The passage in characters of the page, without mark of certainty and bullet.
    certainty
        As the page marks it.
    line
        The line on which it begins.
    """

    number: int
    start: int
    end: int
    certainty: Certainty
    line: int


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of a page.

    Parameters
    ----------
    texts
        Seven, in order of their numbers.
    lines
        Numbers of the lines that they and their headings stand on.
    findings
        What was noticed.
    headed
        Whether each stands below a heading of its own.
    """

    texts: tuple[LayerText, ...]
    lines: frozenset[int]
    findings: tuple[Finding, ...]
    headed: bool


def read_layers(parts: Outline, document: str) -> Layers:
    r"""Read the layers of a page.

    Parameters
    ----------
    parts
        The parts of the page.
    document
        What errors call it.

    Returns
    -------
    Layers
        All seven.

    Raises
    ------
    DocumentError
        If one is missing, empty or there twice, or if paragraphs without headings are more than seven.

    Examples
    --------
    >>> from aftershock.ingest.readers.page_outline import outline
    >>> from aftershock.ingest.readers.page_text import PageText
    >>> page = PageText.of("Bot — agentic threat model\nMAESTRO 7-layer threat model\nIt uses a model.")
    >>> read_layers(outline(page, "page.txt"), "page.txt")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    aftershock.errors.DocumentError: page.txt, line 3: the page ends here after 1 of seven layers; missing: 2 Data ...
    """
    headings = [(index, found) for index, line in enumerate(parts.body) if (found := read_heading(line, document))]
    layers = _headed(parts, headings, document) if headings else _plain(parts, document)
    last = next(line for line in reversed(parts.body) if line.bare)
    if last.number in layers.lines and not last.bare.endswith(_STOPS):
        cut = Finding("warning", "the page ends here, in the middle of a sentence: it may be cut off", last.number)
        return replace(layers, findings=(*layers.findings, cut))
    return layers


# --- each layer below its own heading


def _headed(parts: Outline, headings: Sequence[tuple[int, Heading]], document: str) -> Layers:
    findings: list[Finding] = []
    found: dict[int, LayerText] = {}
    used: set[int] = set()
    empty: dict[int, int] = {}
    bounds = [index for index, _ in headings[1:]] + [len(parts.body)]
    for (index, heading), end in zip(headings, bounds, strict=True):
        used.add(heading.line.number)
        if heading.finding:
            findings.append(heading.finding)
        text, lines = _below(heading, parts.body[index + 1 : end], findings)
        used.update(lines)
        if text is None:
            empty[heading.number] = heading.line.number
        elif heading.number in found:
            raise DocumentError(
                f"layer {heading.number} stands here a second time; the first is on line {found[heading.number].line}",
                document,
                heading.line.number,
                LAYER_NAMES[heading.number],
            )
        else:
            found[heading.number] = text
    for number in sorted(empty.keys() - found.keys()):
        raise DocumentError(
            f"nothing stands below the heading of layer {number}", document, empty[number], LAYER_NAMES[number]
        )
    _refuse_missing(found, parts.body, document)
    order = [heading.number for _, heading in headings if heading.line.number not in empty.values()]
    if order != sorted(order):
        message = f"the layers stand in the order {', '.join(map(str, order))}; they are taken by number"
        findings.append(Finding("info", message, headings[0][1].line.number))
    return Layers(tuple(found[number] for number in sorted(found)), frozenset(used), tuple(findings), headed=True)


def _below(heading: Heading, lines: Sequence[Line], findings: list[Finding]) -> tuple[LayerText | None, list[int]]:
    """Give what stands below a heading, or behind it on its own line, and the numbers of its lines."""
    marked, body = heading.certainty, list(lines)
    while body and (not body[0].bare or _is_tag(body[0].bare)):
        tag = body.pop(0)
        if tag.bare:
            marked = "not-certain" if "certain" in tag.bare.lower() else "stated"
    kept: list[Line] = []
    for line in body:
        if is_boilerplate(line) or (kept and _opens_section(line, body)):
            break
        kept.append(line)
    while kept and not kept[-1].bare:
        kept.pop()
    numbers = [line.number for line in lines if not kept or line.number <= kept[-1].number]
    first = heading.text_start if heading.text_start is not None else (kept[0].start if kept else None)
    if first is None:
        return None, []
    end = kept[-1] if kept else heading.line
    text = _cut(heading.number, first, end.start + len(end.text.rstrip()), [heading.line, *kept], marked, findings)
    return text, numbers


def _is_tag(text: str) -> bool:
    return len(text) <= _LONGEST_TAG and _TAG.match(text) is not None and re.search(r"[A-Za-z]", text) is not None


def _opens_section(line: Line, body: Sequence[Line]) -> bool:
    """Tell whether a line behind a layer's prose heads something that is no layer: short, without a stop."""
    if not line.bare or _BULLET.match(line.text.lstrip()) or not _HEADING_LIKE.match(line.bare):
        return False
    at = body.index(line)
    return at > 0 and (not body[at - 1].bare or body[at - 1].bare.endswith((".", "!", "?")))


# --- seven paragraphs in order


def _plain(parts: Outline, document: str) -> Layers:
    findings: list[Finding] = []
    section = _section(parts, document)
    paragraphs = _paragraphs(section)
    if len(paragraphs) > len(LAYER_NAMES):
        surplus = paragraphs[len(LAYER_NAMES)][0]
        raise DocumentError(
            "an eighth paragraph begins here; layers without headings are seven paragraphs, one for each",
            document,
            surplus.number,
        )
    texts = {
        number: _cut(number, lines[0].start, lines[-1].start + len(lines[-1].text.rstrip()), lines, None, findings)
        for number, lines in enumerate(paragraphs, 1)
    }
    _refuse_missing(texts, parts.body, document)
    used = frozenset(line.number for lines in paragraphs for line in lines)
    return Layers(tuple(texts.values()), used, tuple(findings), headed=False)


def _section(parts: Outline, document: str) -> list[Line]:
    """Give the lines of the part on the layers, its introduction left out."""
    opening = parts.layers or next((line for line in parts.body if is_intro(line)), None)
    if opening is None:
        last = next((line for line in reversed(parts.body) if line.bare), parts.title.line)
        raise DocumentError(
            "the page ends here without a part 'MAESTRO 7-layer threat model'; all seven layers are missing",
            document,
            last.number,
            last.bare[:60],
        )
    section: list[Line] = []
    introducing = is_intro(opening)
    for line in parts.body:
        if line.number < opening.number or line is parts.layers:
            continue
        introducing = introducing or is_intro(line)
        if introducing:
            introducing = bool(line.bare) and not line.bare.endswith((".", ":"))
        elif is_footer(line) or is_heading(line):
            break
        elif not is_boilerplate(line):
            section.append(line)
    return section


def _paragraphs(section: Sequence[Line]) -> list[list[Line]]:
    """Cut into paragraphs: at empty lines if that gives seven, else one a line, what looks like a heading left out."""
    blocks: list[list[Line]] = [[]]
    for line in section:
        if line.bare:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    lines = [[line] for block in blocks for line in block]
    for candidate in (blocks, lines):
        if len(candidate) == len(LAYER_NAMES):
            return candidate
    prose = [line for line in lines if not _HEADING_LIKE.match(line[0].bare) or _NOT_CERTAIN.match(line[0].text)]
    for index, other in enumerate(lines):
        before = [line for line in lines[:index] if line in prose]
        if other not in prose and len(before) == len(LAYER_NAMES):
            return before
    return prose


def _refuse_missing(found: dict[int, LayerText], body: Sequence[Line], document: str) -> None:
    missing = [f"{number} {name}" for number, name in LAYER_NAMES.items() if number not in found]
    if missing:
        last = next((line.number for line in reversed(body) if line.bare), None)
        tail = sorted(found) == list(range(1, len(found) + 1))
        seen = f"the page ends here after {len(found)}" if tail else f"the page has only {len(found)}"
        raise DocumentError(f"{seen} of seven layers; missing: {', '.join(missing)}", document, last)


def _cut(
    number: int, start: int, end: int, lines: Sequence[Line], marked: Certainty | None, findings: list[Finding]
) -> LayerText:
    """Take bullet and mark of certainty off a passage."""
    line = next(line for line in lines if line.start <= start <= line.end)
    text = line.text[start - line.start :]
    bullet = _BULLET.match(text)
    skipped = bullet.end() if bullet else 0
    mark = _NOT_CERTAIN.match(text[skipped:])
    certainty: Certainty = "not-certain" if mark or marked == "not-certain" else "stated"
    if mark and start + skipped + mark.end() < end:
        skipped += mark.end()
    if mark and marked == "stated":
        message = "its heading says that it is mapped, its text that it is not certain; it is taken as not certain"
        findings.append(Finding("warning", message, line.number, LAYER_NAMES[number]))
    return LayerText(number, start + skipped, end, certainty, line.number)
