"""Cuts a paragraph into sentences and clauses, and gives what stands around a name within its clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.phrases import MASK
from aftershock.ingest.recognition.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.ingest.recognition.matcher import Mention

__all__ = ["Surroundings", "pieces", "sentences", "surroundings"]

_END: Final = re.compile(r"[.!?…]++[\"'”’)\]]*(?=\s|$)|\n[ \t\r]*\n")
_NO_END: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|inc|ltd|no|st|dr|fig|al)|\b[a-z])\.$", re.IGNORECASE
)
_ITEM: Final = re.compile(r"\n[ \t]*(?:[-*•‣◦▪·]|\d{1,2}[.)])[ \t]+")
_WALL: Final = re.compile(
    r"[;!?]|\.(?=\s|$)|\s-\s|[—–]|\n[ \t\r]*\n"
    r"|\b(?:but|however|although|though|while|whilst|whereas|(?<!not )(?<!as )yet|nevertheless|nonetheless|because"
    r"|since|unless"
    r"|until|when|where|(?<!is )(?<!are )(?<!do )(?<!does )(?:thus|therefore|hence)|despite|except|even\s+if)\b"
    r"|(?<!unclear )(?<!unknown )(?<!specify )(?<!state )(?<!say )(?<!clear )(?<!confirm )(?<!indicate )(?<!mention )"
    r"(?<!uncertain )(?<!disclose )(?<!describe )(?<!detail )(?<!known )\bif\b(?!\s+(?:any|at\s+all|not)\b)"
)
_BRACKET: Final = re.compile(r"\([^()]*\)")
_CONDITION: Final = re.compile(r",\s(?:if|where|when)\s[^,;.]{1,40},")
_VERDICT: Final = re.compile(r"\(\s*(?:is |are |not |now )?\w+ed\b")
_REACH: Final = 600
_LONGEST: Final = 1500
"""Characters of the longest piece."""
_CUT: Final = re.compile(r"[,;:]?\s")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a name within its clause, folded.

    Parameters
    ----------
    before, after
        The text up to the name and behind it; other names of the same sort are runs of
        `aftershock.ingest.recognition.phrases.MASK`, and brackets that do not hold the name are blank.
    start, end
        Where `before` begins and `after` ends, in characters of the text.
    """

    before: str
    after: str
    start: int
    end: int


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Cut a paragraph into sentences.

    Parameters
    ----------
    text
        A paragraph.

    Returns
    -------
    tuple of (int, int)
        Start and end of each in characters, blanks at both ends left out.

    Examples
    --------
    >>> text = "It runs tools (e.g. a shell). Nothing is logged!  1 2"
    >>> [text[start:end] for start, end in sentences(text)]
    ['It runs tools (e.g. a shell).', 'Nothing is logged!', '1 2']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        abbreviated = match[0] == "." and _NO_END.search(text[max(0, match.end() - 12) : match.end()])
        following = text[match.end() : match.end() + 40].lstrip()[:1]
        if not (abbreviated and following.strip()) and not (match[0] == "." and following.islower()):
            found.append((start, match.end()))
            start = match.end()
    found.append((start, len(text)))
    trimmed = [_trim(text, *bounds) for bounds in found]
    return tuple((start, end) for start, end in trimmed if start < end)


def pieces(text: str) -> tuple[tuple[int, int], ...]:
    """Cut a paragraph into sentences, and a sentence that is longer than any that is written into pieces.

    Parameters
    ----------
    text
        A paragraph.

    Returns
    -------
    tuple of (int, int)
        Start and end of each in characters; none is longer than 1,500.

    Examples
    --------
    >>> pieces("One. Two.")
    ((0, 4), (5, 9))
    >>> [end - start for start, end in pieces("word, " * 500)]
    [1499, 1499]
    """
    found: list[tuple[int, int]] = []
    for first, last in sentences(text):
        start = first
        while last - start > _LONGEST:
            cut = max((match.end() for match in _CUT.finditer(text, start, start + _LONGEST)), default=start + _LONGEST)
            found.append(_trim(text, start, cut))
            start = cut
        found.append(_trim(text, start, last))
    return tuple((start, end) for start, end in found if start < end)


def surroundings(text: str, mention: Mention, others: Sequence[Mention]) -> Surroundings:
    """Give what stands around a name.

    Parameters
    ----------
    text
        The paragraph.
    mention
        The name.
    others
        All names in the paragraph, in the order of their ends; those beside this one are masked.

    Examples
    --------
    >>> from aftershock.ingest.recognition.matcher import shipped_matcher
    >>> text = "Logs are kept, but it prevents container escape (by gVisor) today."
    >>> found = shipped_matcher().mentions(text)
    >>> around = surroundings(text, found[-1], found)
    >>> around.before, around.after
    (' it prevents ', '             today')
    """
    low = max(0, mention.start - _REACH)
    near = text[low : mention.end + _REACH]
    folded = list(_ITEM.sub(lambda match: ", ".ljust(len(match[0])), fold(near)).replace("\n", " "))
    first, last = mention.start - low, mention.end - low
    for other in others[bisect_right(others, low, key=_end) : bisect_right(others, mention.end + 2 * _REACH, key=_end)]:
        alike = (other.concept.kind == "control") == (mention.concept.kind == "control")
        if alike and low < other.end and (other.end <= mention.start or mention.end <= other.start < low + len(near)):
            begin, end = max(0, other.start - low), min(len(near), other.end - low)
            folded[begin:end] = MASK * (end - begin)
    masked = _without_asides("".join(folded), first, last)
    start = max((match.end() for match in _WALL.finditer(masked, 0, first)), default=0)
    wall = _WALL.search(masked, last)
    end = wall.start() if wall else len(masked)
    return Surroundings(masked[start:first], masked[last:end], low + start, low + end)


def _end(mention: Mention) -> int:
    return mention.end


def _without_asides(text: str, first: int, last: int) -> str:
    """Blank brackets and conditions between commas, unless they hold the name or are a verdict right behind it."""

    def blank(match: re.Match[str]) -> str:
        holds = match.start() < first and last < match.end()
        verdict = match.start() >= last and not text[last : match.start()].strip() and _VERDICT.match(match[0])
        return match[0] if holds or verdict else " " * len(match[0])

    return _BRACKET.sub(blank, _CONDITION.sub(blank, text))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
