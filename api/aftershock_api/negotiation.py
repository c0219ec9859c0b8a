"""Which form of an answer a client wants: proactive negotiation as RFC 9110, section 12.5.1, has it.

The most specific range that matches a form gives its weight; a weight of 0 excludes it; of the forms with the
greatest weight the first that the service offers is taken. No ``Accept`` means anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["MediaRange", "Offer", "choose", "parse_accept", "weight"]

_WORD: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE: Final = re.compile(rf"\s*({_WORD})/({_WORD})\s*$")
_PARAMETER: Final = re.compile(rf"\s*({_WORD})\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|({_WORD}))\s*$")
_WEIGHT: Final = re.compile(r"(?:0?\.\d{1,3}|0\.?|1(?:\.0{0,3})?)$")  # Java sends ".2", and is understood
_SPLIT_COMMA: Final = re.compile(r",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
_SPLIT_SEMICOLON: Final = re.compile(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
_LONGEST_ACCEPT: Final = 4096


@dataclass(frozen=True, slots=True)
class Offer:
    """One form in which the service can answer.

    Parameters
    ----------
    name
        As ``?format=`` names it, such as ``"json"``.
    media_type
        What the answer then says of itself, without parameters.
    """

    name: str
    media_type: str

    @property
    def content_type(self) -> str:
        """The media type, with a charset where the type is text."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of an ``Accept`` header: type and subtype (``*`` for any), parameters, weight from 0 to 1."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    weight: float

    def specificity(self, media_type: str) -> int:
        """Say how closely this range matches a media type: -1 not at all, 0 ``*/*``, 1 ``type/*``, 2 and up exactly.

        Parameters
        ----------
        media_type
            Without parameters. The service writes UTF-8, so a range that asks for that charset matches too; profiles of
            JSON-LD that it does not know it passes over, as JSON-LD 1.1 has it (appendix C).
        """
        kind, _, subtype = media_type.partition("/")
        passed = "profile" if media_type == "application/ld+json" else None
        if any(name != passed for name, _ in self.parameters - {("charset", "utf-8")}):
            return -1
        if self.type == "*":
            return 0 if self.subtype == "*" else -1
        if self.type != kind:
            return -1
        if self.subtype == "*":
            return 1
        return 2 + len(self.parameters) if self.subtype == subtype else -1


def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """Read an ``Accept`` header; an element that is not one is passed over.

    Parameters
    ----------
    header
        The header's value; several headers joined by commas.

    Examples
    --------
    >>> [(r.type, r.subtype, r.weight) for r in parse_accept("text/html, */*;q=0.1, rubbish")]
    [('text', 'html', 1.0), ('*', '*', 0.1)]
    """
    ranges = (_media_range(element) for element in _SPLIT_COMMA.split(header[:_LONGEST_ACCEPT]))
    return tuple(found for found in ranges if found is not None)


def weight(ranges: Sequence[MediaRange], media_type: str) -> float:
    """Give the weight of a media type: that of the most specific range that matches it, 0 where none does.

    Parameters
    ----------
    ranges
        From `parse_accept`.
    media_type
        Without parameters.

    Examples
    --------
    >>> ranges = parse_accept("text/*;q=0.3, text/html;q=0.7, */*;q=0.5")
    >>> weight(ranges, "text/html"), weight(ranges, "text/csv"), weight(ranges, "image/png")
    (0.7, 0.3, 0.5)
    """
    best, found = -1, 0.0
    for media_range in ranges:
        how_close = media_range.specificity(media_type)
        if how_close > best:
            best, found = how_close, media_range.weight
    return found


def choose(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Choose the form of an answer.

    Parameters
    ----------
    accept
        The ``Accept`` header's value, ``None`` where there was none.
    offers
        What the service can give, the dearest to it first.

    Returns
    -------
    Offer or None
        ``None`` where nothing offered is acceptable.

    Examples
    --------
    >>> offers = (Offer("json", "application/json"), Offer("html", "text/html"))
    >>> choose("text/html;q=0.9, application/json;q=0.2", offers).name
    'html'
    >>> choose("application/json;q=0, */*", offers).name
    'html'
    >>> choose("image/png", offers) is None
    True
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = parse_accept(accept)
    weighed = [(weight(ranges, offer.media_type), offer) for offer in offers]
    best = max(value for value, _ in weighed)
    return next(offer for value, offer in weighed if value == best) if best > 0 else None


def _media_range(element: str) -> MediaRange | None:
    name, *rest = _SPLIT_SEMICOLON.split(element)
    match = _RANGE.match(name)
    if match is None:
        return None
    parameters, value = set(), 1.0
    for text in rest:
        parameter = _PARAMETER.match(text)
        if parameter is None:
            return None
        key = parameter[1].lower()
        given = parameter[2] if parameter[2] is not None else parameter[3]
        if key == "q":
            if not _WEIGHT.match(given):
                return None
            value = float(given)
            break  # what follows the weight are extensions that nobody uses
        parameters.add((key, given.lower()))
    return MediaRange(match[1].lower(), match[2].lower(), frozenset(parameters), value)
