"""Builds regular expressions from lists of plain words, so that the cues can be read and extended as words."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["MASK", "NOT", "any_of", "last", "verbs", "whole"]

MASK: Final = "\x01"
"""What stands for each character of another name in the text around a name."""

NOT: Final = r"(?:not|never|cannot|\w+n't)"
"""A word that denies a verb."""

_DOUBLED: Final = frozenset(
    {"stop", "drop", "strip", "skip", "ship", "permit", "deter", "repel", "omit", "cap", "scan"}
)
_ENDINGS: Final = ("", "s", "ed", "ing")


def any_of(phrases: str) -> str:
    r"""Give an expression for any of some phrases.

    Parameters
    ----------
    phrases
        Separated by commas; a blank stands for any blanks, ``?`` makes the letter before it optional.

    Returns
    -------
    str
        A group; a longer phrase before one that it begins with.

    Examples
    --------
    >>> any_of("no, no longer, gaps? in")
    '(?:no\\s+longer|gaps?\\s+in|no)'
    """
    found = sorted(
        (" ".join(phrase.split()) for phrase in phrases.split(",")), key=lambda phrase: (-len(phrase), phrase)
    )
    written = [re.escape(phrase).replace(r"\?", "?").replace(r"\ ", r"\s+") for phrase in found]
    return f"(?:{'|'.join(written)})"


def verbs(words: str, endings: tuple[str, ...] = _ENDINGS) -> str:
    """Give an expression for the forms of some regular verbs.

    Parameters
    ----------
    words
        Base forms, separated by blanks.
    endings
        Which forms: the base itself (``""``), ``"s"``, ``"ed"``, ``"ing"``.

    Returns
    -------
    str
        A group.

    Examples
    --------
    >>> verbs("stop deny raise")
    '(?:stop|stops|stopped|stopping|deny|denies|denied|denying|raise|raises|raised|raising)'
    """
    return f"(?:{'|'.join(_form(word, ending) for word in words.split() for ending in endings)})"


def whole(*parts: str) -> re.Pattern[str]:
    """Give the pattern of any of some expressions, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Give the last match of a pattern in a text.

    Examples
    --------
    >>> last(whole("one", "two"), "one two three")[0]
    'two'
    """
    found = list(pattern.finditer(text))
    return found[-1] if found else None


def _form(word: str, ending: str) -> str:
    if not ending:
        return word
    if word.endswith("y") and word[-2] not in "aeiou":
        return {"s": word[:-1] + "ies", "ed": word[:-1] + "ied"}.get(ending, word + ending)
    if ending == "s":
        return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
    if word in _DOUBLED:
        return word + word[-1] + ending
    return word.removesuffix("e") + ending
