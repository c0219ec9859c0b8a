"""Finds threats and controls that are described, not named: a few words of a kind, in order and near each other.

A label names a threat; a frame describes it. ``STEAL ~ WEIGHTS`` is any word of the group *STEAL* with any word of the
group *WEIGHTS* at most a few words behind it, in one clause: *walks off with the vendor's weights*.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.patterns import ARTICLES
from aftershock.ingest.recognition.tokens import stem, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Frame", "FrameFinder", "Framed", "read_frames", "read_groups"]

_GAPS: Final = {"~": 4, "~~": 9, "+": 1, "&": 7}
_WALLS: Final = frozenset({".", ";", ":", "!", "?", "but", "although", "though", "proof"} | {stem("whereas")})
_DENIES: Final = frozenset({"not", "never", "cannot", "nobody", "no", "neither", "nor", "without", "none"})
_NEAR: Final = 2

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    phrases: frozenset[Phrase]
    gap: int


Frame = tuple[str, tuple[_Step, ...]]
"""What is described, and the words that describe it."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A place that a frame fits.

    Parameters
    ----------
    slug
        What it describes.
    items
        Indices of the stems that belong to it.
    denied
        Whether a word between them denies it: *credentials cannot be stolen*.
    """

    slug: str
    items: tuple[int, ...]
    denied: bool


def read_groups(text: str) -> dict[str, frozenset[Phrase]]:
    r"""Read groups of words.

    Parameters
    ----------
    text
        A group a line, ``NAME = words, more words, OTHER``; a line that begins with a blank goes on with the group.

    Returns
    -------
    dict of str to frozenset of tuple of str
        Phrases as stems; the phrases of a group that is named in another belong to that too.

    Examples
    --------
    >>> sorted(read_groups("KEYS = keys, tokens\nALL = KEYS, session cookies")["ALL"])
    [('key',), ('session', 'cooky'), ('token',)]
    """
    groups: dict[str, frozenset[Phrase]] = {}
    for name, items in _lines(text, "="):
        groups[name] = frozenset(
            phrase for item in items.split(",") for phrase in groups.get(item.strip(), (_stems(item),)) if phrase
        )
    return groups


def read_frames(text: str, groups: dict[str, frozenset[Phrase]]) -> tuple[Frame, ...]:
    """Read frames.

    Parameters
    ----------
    text
        A concept a line, ``slug: FRAME | FRAME``. A frame is group names and plain words, with ``+`` between them for
        a word that may be left out, ``~`` for up to four and ``~~`` for up to nine; ``_`` joins the words of a phrase.
        With ``&`` between all parts they may stand in any order, with up to seven words between.
    groups
        As `read_groups` gives them.
    """
    found = []
    for slug, frames in _lines(text, ":"):
        for frame in _orders(frames.split("|")):
            steps, gap = [], 0
            for part in frame.split():
                if part in _GAPS:
                    gap = _GAPS[part]
                    continue
                phrases = groups[part] if part.isupper() else frozenset({_stems(part.replace("_", " "))})
                steps.append(_Step(phrases, gap))
                gap = 0
            found.append((slug, tuple(steps)))
    return tuple(found)


class FrameFinder:
    r"""Finds the frames of some concepts.

    Parameters
    ----------
    frames
        As `read_frames` gives them.

    Examples
    --------
    >>> groups = read_groups("TAKE = steal, walk off with\nKEYS = keys, tokens")
    >>> finder = FrameFinder(read_frames("theft: TAKE ~ KEYS", groups))
    >>> list(finder.find(["he", "may", "walk", "off", "with", "every", "key"]))
    [Framed(slug='theft', items=(2, 3, 4, 6), denied=False)]
    """

    def __init__(self, frames: Iterable[Frame]) -> None:
        import ahocorasick

        groups: dict[frozenset[Phrase], int] = {}
        self._begun_by: dict[int, list[tuple[int, str, tuple[_Step, ...], tuple[int, ...]]]] = {}
        for order, (slug, steps) in enumerate(frames):
            numbers = tuple(groups.setdefault(step.phrases, len(groups)) for step in steps)
            self._begun_by.setdefault(numbers[0], []).append((order, slug, steps, numbers))
        members: dict[Phrase, list[int]] = {}
        for phrases, number in groups.items():
            for phrase in phrases:
                members.setdefault(phrase, []).append(number)
        self._automaton = ahocorasick.Automaton()
        for phrase, numbers_of in members.items():
            self._automaton.add_word(f" {' '.join(phrase)} ", (len(phrase), tuple(numbers_of)))
        self._automaton.make_automaton()

    def find(self, stems: Sequence[str]) -> Iterator[Framed]:
        """Find all places that a frame fits, from each of its beginnings the nearest words.

        Parameters
        ----------
        stems
            Of a text, as `aftershock.ingest.recognition.windows.comparable` gives them.

        Yields
        ------
        Framed
            In no particular order of places.
        """
        hits = self._hits(stems)
        walls = [index for index, each in enumerate(stems) if each in _WALLS]
        begun = sorted((frame for number in hits for frame in self._begun_by.get(number, ())), key=_order)
        for _, slug, steps, numbers in begun:
            if not all(number in hits for number in numbers):
                continue
            lists = [hits[number] for number in numbers]
            for first in lists[0]:
                places = _follow(first, steps, lists, walls)
                if places:
                    items = tuple(dict.fromkeys(item for low, high in places for item in range(low, high + 1)))
                    yield Framed(slug, items, _denied(stems, items))

    def _hits(self, stems: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
        """Give the places of the phrases of each group that has any, in order."""
        line, places = " ", {}
        for index, each in enumerate(stems):
            places[len(line)] = index
            line += each + " "
        hits: dict[int, list[tuple[int, int]]] = {}
        if not self._begun_by:
            return hits
        for end, (length, numbers) in self._automaton.iter(line):
            high = places[line.rfind(" ", 0, end) + 1]
            for number in numbers:
                hits.setdefault(number, []).append((high - length + 1, high))
        return {number: sorted(found) for number, found in hits.items()}


def _order(frame: tuple[int, str, tuple[_Step, ...], tuple[int, ...]]) -> int:
    return frame[0]


def _follow(
    first: tuple[int, int], steps: tuple[_Step, ...], lists: list[list[tuple[int, int]]], walls: list[int]
) -> list[tuple[int, int]]:
    """Give the place of every step from the first on, or nothing."""
    places = [first]
    for step, candidates in zip(steps[1:], lists[1:], strict=True):
        end = places[-1][1]
        at = bisect_right(candidates, (end, sys.maxsize))
        if at == len(candidates) or candidates[at][0] - end - 1 > step.gap:
            return []
        wall = bisect_right(walls, end)
        if wall < len(walls) and walls[wall] < candidates[at][0]:
            return []
        places.append(candidates[at])
    return places


def _denied(stems: Sequence[str], items: tuple[int, ...]) -> bool:
    """Tell whether an odd number of words between the words of a frame denies the one behind it."""
    used, denials = frozenset(items), set()
    for item in items[1:]:
        for before in range(item - 1, max(items[0], item - 1 - _NEAR), -1):
            if before in used:
                break
            if stems[before] in _DENIES or stems[before].endswith("n't"):
                denials.add(before)
    return len(denials) % 2 == 1


def _orders(frames: Iterable[str]) -> Iterator[str]:
    for frame in frames:
        parts = frame.split("&")
        yield from map(" & ".join, permutations(parts)) if len(parts) > 1 else (frame,)


@cache
def _stems(words: str) -> Phrase:
    return tuple(token.stem for token in tokenise(words) if token.text not in ARTICLES)


def _lines(text: str, mark: str) -> Iterator[tuple[str, str]]:
    joined = text.replace("\n ", " ")
    for line in joined.splitlines():
        name, _, rest = line.partition(mark)
        if rest:
            yield name.strip(), rest
