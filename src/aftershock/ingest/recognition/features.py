"""Reads a sentence as the scorer sees it: its words, the classes that they belong to, and what stands beside what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.cue_classes import CUES
from aftershock.ingest.recognition.frame_table import frame_groups
from aftershock.ingest.recognition.frames import read_groups
from aftershock.ingest.recognition.patterns import ARTICLES
from aftershock.ingest.recognition.tokens import tokenise
from aftershock.ingest.recognition.windows import comparable
from aftershock.ingest.recognition.word_classes import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ahocorasick import Automaton

    from aftershock.ingest.recognition.frames import Phrase

__all__ = ["Features", "cue_features", "cue_places", "topic_features", "topic_values"]

_BESIDE: Final = 2
"""Words from the beginning of one cue to that of the next, for both to be read as one."""
_NEAR: Final = 14
"""Tokens between the words of two classes up to which they make a pair."""
_MOST: Final = 8
"""Words of a class that are looked at for it."""
_SHARES: Final = {"w": 1.4, "g": 1.0, "p": 1.0, "l": 0.5, "r": 0.5}
"""Weight of each sort of feature: words, classes, pairs of classes, names, and what the rules found."""
_CUE_VALUES: Final = {"c": 1.0, "n": 0.7, "u": 0.6, "b": 0.4}

Features = dict[str, tuple[int, ...]]
"""Each feature, with the tokens that it rests on."""


@dataclass(frozen=True, slots=True)
class _Classes:
    automaton: Automaton

    def found(self, stems: Iterable[str]) -> list[tuple[int, int, str]]:
        """Give first and last index and name of each class that a word or phrase belongs to, in order."""
        line, places = " ", {}
        for index, each in enumerate(stems):
            places[len(line)] = index
            line += each + " "
        found = []
        for end, (length, names) in self.automaton.iter(line):
            last = places[line.rfind(" ", 0, end) + 1]
            found += [(last - length + 1, last, name) for name in names]
        return sorted(found)


def topic_features(text: str, named: Iterable[str], claimed: Iterable[str]) -> Features:
    """Give what may tell which threats a sentence is about.

    Parameters
    ----------
    text
        A sentence.
    named
        Slugs of the concepts that it names.
    claimed
        Slugs of the threats that the rules find in it.

    Examples
    --------
    >>> found = topic_features("They steal weights.", [], [])
    >>> [name for name in found if name.startswith("w:")]
    ['w:they', 'w:steal', 'w:weight', 'w:they steal', 'w:steal weight']
    """
    tokens = [(index, stem) for index, stem in comparable(tokenise(text)) if stem not in ".!?"]
    found: Features = {}
    for index, stem in tokens:
        found.setdefault(f"w:{stem}", (index,))
    for (first, left), (second, right) in pairwise(tokens):
        found.setdefault(f"w:{left} {right}", (first, second))
    classes: Features = {}
    for low, high, name in _topics().found(stem for _, stem in tokens):
        places = tuple(index for index, _ in tokens[low : high + 1])
        classes[name] = tuple(dict.fromkeys((*classes.get(name, ()), *places)))
    for name in sorted(classes):
        found[f"g:{name}"] = classes[name]
    for one, other in combinations(sorted(name for name in classes if name in _paired()), 2):
        near = _nearest(classes[one], classes[other])
        if near:
            found[f"p:{one} {other}"] = near
    for slug in named:
        found[f"l:{slug}"] = ()
    for slug in claimed:
        found[f"r:{slug}"] = ()
    return found


def topic_values(found: Iterable[str], known: Mapping[str, object]) -> dict[str, float]:
    """Give the value of each known feature; those of one sort are of length 1 together, times the share of the sort."""
    kept = [name for name in found if name in known]
    counts: dict[str, int] = {}
    for name in kept:
        counts[name[0]] = counts.get(name[0], 0) + 1
    return {name: _SHARES[name[0]] * (1.0 if name[0] in "lr" else counts[name[0]] ** -0.5) for name in kept}


def cue_places(text: str) -> tuple[tuple[int, str], ...]:
    """Give the classes of cues in a sentence, each with the token at which its words begin."""
    tokens = [(index, token.stem) for index, token in enumerate(tokenise(text)) if token.text not in ARTICLES]
    return tuple((tokens[low][0], name) for low, _, name in _cues().found(stem for _, stem in tokens))


def cue_features(text: str) -> dict[str, float]:
    """Give what may tell whether a sentence says that something is there, is countered or is neither.

    Parameters
    ----------
    text
        A sentence.

    Returns
    -------
    dict of str to float
        Values above 0 and at most 1.

    Examples
    --------
    >>> "n:NEG STOP" in cue_features("Nothing stops it.")
    True
    """
    stems = [token.stem for token in tokenise(text) if token.text not in ARTICLES]
    classes = [(low, name) for low, _, name in _cues().found(stems)]
    names: dict[str, None] = {}
    for _, name in classes:
        names.setdefault(f"c:{name}")
    for index, (place, name) in enumerate(classes):
        for later, other in classes[index + 1 :]:
            if later - place > _BESIDE:
                break
            if later != place:
                names.setdefault(f"n:{name} {other}")
    for stem in stems:
        names.setdefault(f"u:{stem}")
    for left, right in pairwise(stems):
        names.setdefault(f"b:{left} {right}")
    return {name: _CUE_VALUES[name[0]] for name in names}


def _nearest(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    """Give the two words of two classes that are nearest to each other, or nothing if they are far apart."""
    apart, left, right = min((abs(left - right), left, right) for left in one[:_MOST] for right in other[:_MOST])
    return (left, right) if apart <= _NEAR else ()


@cache
def _paired() -> frozenset[str]:
    return frozenset(read_groups(CLASSES))


@cache
def _topics() -> _Classes:
    return _automaton({**frame_groups(), **read_groups(CLASSES)})


@cache
def _cues() -> _Classes:
    return _automaton(read_groups(CUES))


def _automaton(groups: Mapping[str, frozenset[Phrase]]) -> _Classes:
    import ahocorasick

    members: dict[Phrase, list[str]] = {}
    for name, phrases in groups.items():
        for phrase in phrases:
            members.setdefault(phrase, []).append(name)
    automaton = ahocorasick.Automaton()
    for phrase, names in members.items():
        automaton.add_word(f" {' '.join(phrase)} ", (len(phrase), tuple(names)))
    automaton.make_automaton()
    return _Classes(automaton)
