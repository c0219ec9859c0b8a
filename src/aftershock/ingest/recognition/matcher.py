"""Finds the catalogue's labels in a text with an Aho-Corasick automaton over stems, and keeps the longest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from aftershock.errors import ModelError
from aftershock.ingest.recognition.frame_table import finder
from aftershock.ingest.recognition.lexicon import Concept, Lexicon, shipped_lexicon
from aftershock.ingest.recognition.patterns import is_abbreviation, patterns
from aftershock.ingest.recognition.tokens import tokenise
from aftershock.ingest.recognition.windows import Window, comparable, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aftershock.ingest.recognition.tokens import Token

__all__ = ["Matcher", "Mention", "shipped_matcher"]

_DENIAL: Final = re.compile(r"attack|denial|exhaust|flood|overload|availab|threat|risk", re.IGNORECASE)
"""What tells denial of service from the operating system where both are written *DOS*."""
_SHORT: Final = 2
"""Words of a control's name that a description of it may take the place of."""
_RANK: Final = {"plain": 0, "gap": 1, "shared": 2, "frame": 3}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names a concept.

    Parameters
    ----------
    concept
        What is named.
    start, end
        The passage, in characters of the text: from the first to the last word that the name is made of.
    described
        Whether it is described by a frame and not named by a label.
    denied
        Of what is described: whether a word within the passage denies it.
    """

    concept: Concept
    start: int
    end: int
    described: bool = False
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    concept: Concept
    used: frozenset[int]
    fresh: frozenset[int]
    rank: int
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    concept: Concept
    length: int
    exact: frozenset[str]
    capitals: bool
    passive: bool


class Matcher:
    """Finds what a lexicon names.

    Parameters
    ----------
    lexicon
        What to find.

    Raises
    ------
    ModelError
        If two concepts are called the same.

    Examples
    --------
    >>> text = "a compromise of the central registry or API gateway"
    >>> [(found.concept.slug, text[found.start : found.end]) for found in shipped_matcher().mentions(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('registry-compromise', 'compromise of the central registry'),
     ('api-gateway-compromise', 'compromise of the central registry or API gateway')]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        import ahocorasick

        entries: dict[str, _Entry] = {}
        for concept in lexicon.concepts:
            for label in concept.labels:
                for pattern in patterns(label):
                    _add(entries, concept, label, pattern)
        self.lexicon = lexicon
        self._pairs = frozenset(pair for key in entries for pair in pairwise(key.split()))
        self._last: tuple[str, tuple[Mention, ...]] = ("", ())
        self._automaton = ahocorasick.Automaton()
        for key, entry in entries.items():
            self._automaton.add_word(key, entry)
        self._automaton.make_automaton()
        self._concepts = {concept.slug: concept for concept in lexicon.concepts}
        self._frames = finder(self._concepts)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Find all places where the text names a concept.

        Parameters
        ----------
        text
            A paragraph.

        Returns
        -------
        tuple of Mention
            In the order of their ends. Of overlapping names the longest is kept; a name that is only read over a gap
            or a coordination yields to one that stands there in full.
        """
        read, known = self._last
        if read == text:
            return known
        tokens = tokenise(text)
        stems = dict(comparable(tokens))
        found = [
            candidate
            for window in windows(tokens, self._pairs)
            for candidate in self._candidates(window, tokens, stems, text)
        ]
        kept = with_described(_arbitrate(found), self._described(stems))
        mentions = tuple(
            sorted(
                (
                    Mention(
                        one.concept,
                        tokens[min(one.used)].start,
                        tokens[max(one.used)].end,
                        one.rank == _RANK["frame"],
                        one.denied,
                    )
                    for one in kept
                ),
                key=lambda mention: (mention.end, mention.start, mention.concept.slug),
            )
        )
        self._last = (text, mentions)
        return mentions

    def concept(self, slug: str) -> Concept:
        """Give the concept of a slug."""
        return self._concepts[slug]

    def _candidates(
        self, window: Window, tokens: Sequence[Token], stems: dict[int, str], text: str
    ) -> Iterator[_Candidate]:
        line, places = " ", {}
        for index, item in enumerate(window.items):
            places[len(line)] = index
            line += stems[item] + " "
        for end, entry in self._automaton.iter(line):
            last = line.rfind(" ", 0, end) + 1
            high = places[last]
            low = high - entry.length + 1
            used = window.items[low : high + 1]
            crosses = window.reading == "plain" or low < window.junction <= high
            if crosses and _agrees(entry, [tokens[item] for item in used], text):
                fresh = window.fresh & frozenset(used) if window.reading != "plain" else frozenset(used)
                yield _Candidate(entry.concept, frozenset(used), fresh, _RANK[window.reading])

    def _described(self, stems: dict[int, str]) -> Iterator[_Candidate]:
        places = tuple(stems)
        for framed in self._frames.find(tuple(stems.values())):
            used = frozenset(places[item] for item in framed.items)
            yield _Candidate(self._concepts[framed.slug], used, used, _RANK["frame"], framed.denied)


@cache
def shipped_matcher() -> Matcher:
    """Give the matcher of the catalogue that travels with the library."""
    return Matcher(shipped_lexicon())


def _add(entries: dict[str, _Entry], concept: Concept, label: str, pattern: tuple[str, ...]) -> None:
    key = f" {' '.join(pattern)} "
    capitals = is_abbreviation(label)
    exact = frozenset({tokenise(label)[0].light}) if len(pattern) == 1 else frozenset()
    passive = len(pattern) > 2 and pattern[-2] == "be"
    known = entries.get(key, _Entry(concept, len(pattern), frozenset(), capitals=True, passive=passive))
    if known.concept is not concept:
        raise ModelError(f"{known.concept.slug!r} and {concept.slug!r} of the catalogue are both called {label!r}")
    entries[key] = _Entry(concept, len(pattern), known.exact | exact, known.capitals and capitals, passive)


def _agrees(entry: _Entry, used: list[Token], text: str) -> bool:
    """Hold a label of one word to its number only, an abbreviation to its capitals, a passive to its participle."""
    if entry.passive and used[-1].text.endswith("ing"):
        return False
    if entry.exact and used[0].light not in entry.exact:
        return False
    word = text[used[0].start : used[0].end]
    if word == "DOS":
        return _DENIAL.search(text) is not None
    return not entry.capitals or sum(map(str.isupper, word)) >= 2


def _arbitrate(found: Iterable[_Candidate]) -> list[_Candidate]:
    def order(candidate: _Candidate) -> tuple[int, int, int, int]:
        spread, size = max(candidate.used) - min(candidate.used), -len(candidate.used)
        inner = (spread, size) if candidate.rank == _RANK["shared"] else (size, spread)
        return (candidate.rank, *inner, min(candidate.used))

    kept: list[_Candidate] = []
    taken: set[int] = set()
    plain: dict[int, list[_Candidate]] = {}
    removed: set[int] = set()
    for candidate in sorted(found, key=order):
        beside = {id(one): one for item in candidate.used for one in plain.get(item, ())} if candidate.rank else {}
        hidden = [other for other in beside.values() if other.used < candidate.used and id(other) not in removed]
        if candidate.rank and len(hidden) == 1 and hidden[0].concept is not candidate.concept:
            kept.remove(hidden[0])
            removed.add(id(hidden[0]))
            taken -= hidden[0].fresh
        if candidate.fresh.isdisjoint(taken):
            kept.append(candidate)
            taken |= candidate.fresh
            if candidate.rank == 0:
                for item in candidate.used:
                    plain.setdefault(item, []).append(candidate)
    return kept


def with_described(named: list[_Candidate], described: Iterable[_Candidate]) -> list[_Candidate]:
    """Add what is described to what is named, the closest words first.

    A description yields to a name of the same concept that overlaps it, and to every name that shares a word with it.
    """
    kept = list(named)
    labels: dict[int, list[_Candidate]] = {}
    others: dict[int, list[_Candidate]] = {}
    for name in named:
        _place(name, labels)
    replaced: set[int] = set()
    for candidate in sorted(described, key=lambda one: (max(one.used) - min(one.used), min(one.used))):
        reach = range(min(candidate.used), max(candidate.used) + 1)
        names = _unique(labels, reach)
        rivals = _unique(others, reach)
        control = candidate.concept.kind == "control"
        if any(rival.concept is candidate.concept for rival in rivals):
            continue
        if not control and any(name.concept is candidate.concept for name in names):
            continue
        if any(len(rival.used & candidate.used) * 2 >= len(candidate.used) for rival in rivals):
            continue
        touched = [name for name in names if not name.used.isdisjoint(candidate.used)]
        if not control and _adds(candidate, touched):
            _place(candidate, others)
            kept.append(candidate)
            continue
        if any(name.concept.kind != "control" or len(name.used) > _SHORT for name in touched):
            continue
        if not control and any(not name.used < candidate.used for name in touched):
            continue
        replaced.update(map(id, touched))
        _place(candidate, others)
        kept.append(candidate)
    return [one for one in kept if id(one) not in replaced]


def _adds(candidate: _Candidate, names: list[_Candidate]) -> bool:
    """Tell whether a description says more than the names of other threats in it: *poisoned weights are handed out*."""
    said = frozenset[int]().union(*(name.used for name in names))
    threats = all(name.concept.kind != "control" for name in names)
    return bool(names) and threats and len(candidate.used - said) >= _SHORT


def _place(candidate: _Candidate, places: dict[int, list[_Candidate]]) -> None:
    """Enter a candidate at every token between its first and its last."""
    for item in range(min(candidate.used), max(candidate.used) + 1):
        places.setdefault(item, []).append(candidate)


def _unique(places: dict[int, list[_Candidate]], reach: range) -> list[_Candidate]:
    return list({id(one): one for item in reach for one in places.get(item, ())}.values())
