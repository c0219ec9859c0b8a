"""Reads a sentence by rules: what it names or describes, and what its small words say of that."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.anaphora import referred_to
from aftershock.ingest.recognition.lacks import judge_control
from aftershock.ingest.recognition.matcher import Matcher, Mention
from aftershock.ingest.recognition.patterns import patterns
from aftershock.ingest.recognition.polarity import judge_threat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.ingest.recognition.lexicon import Concept
    from aftershock.model.agents import Polarity

__all__ = ["Finding", "read_by_rules"]

_NEAR: Final = 9
_OFTEN: Final = 3
"""Times that a sentence may name the same and have it judged; more is no prose."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim, and its rank among those of the same threat: no mere repetition, no lack, the preferred label, short."""

    concept: Concept
    polarity: Polarity
    start: int
    end: int
    rank: tuple[bool, bool, bool, int, int]


def read_by_rules(text: str, first: int, last: int, offset: int, matcher: Matcher) -> list[Finding]:
    """Give what the rules find in a sentence.

    Parameters
    ----------
    text
        A passage of a page.
    first, last
        The sentence in it; a pronoun there may stand for what an earlier one names.
    offset
        Where the passage begins in the page; the findings have places of the page.
    matcher
        What to find.

    Examples
    --------
    >>> from aftershock.ingest.recognition.matcher import shipped_matcher
    >>> (found,) = read_by_rules("gVisor prevents container escape.", 0, 33, 0, shipped_matcher())
    >>> found.concept.slug, found.polarity, found.start, found.end
    ('container-escape', 'mitigated', 7, 32)
    """
    found = list(_read_sentence(text[first:last], offset + first, matcher))
    return [*found, *_read_pronouns(text, first, last, offset, matcher)]


def _read_sentence(text: str, offset: int, matcher: Matcher) -> Iterator[Finding]:
    mentions = matcher.mentions(text)
    certain: list[Finding] = []
    supposed: list[Finding] = []
    guesses: set[Finding] = set()
    times: Counter[str] = Counter()
    for mention in mentions:
        times[mention.concept.slug] += 1
        if times[mention.concept.slug] > _OFTEN:
            continue
        control = mention.concept.kind == "control"
        concept = matcher.lexicon.weakness_for(mention.concept.slug) if control else mention.concept
        verdict = (judge_control if control else judge_threat)(text, mention, mentions)
        if concept is not None and verdict is not None:
            length = verdict.end - verdict.start
            plain = not control and _is_preferred(text[mention.start : mention.end], mention.concept.label)
            rank = (_restates(text, mention, mentions), control, not plain, length, offset + verdict.start)
            finding = Finding(concept, verdict.polarity, offset + verdict.start, offset + verdict.end, rank)
            (supposed if verdict.supposed else certain).append(finding)
            if mention.described and verdict.polarity == "exposed":
                guesses.add(finding)
    settled = {finding.concept.slug for finding in certain}
    countered = {finding.concept.slug for finding in certain if finding.polarity == "mitigated"}
    lacking = {finding.concept.slug for finding in certain if finding.polarity == "exposed"}
    yield from (
        finding
        for finding in certain
        if (finding not in guesses or finding.concept.lack_of or finding.concept.slug not in countered)
        and (finding.concept.lack_of is None or finding.polarity == "exposed" or finding.concept.slug not in lacking)
    )
    yield from (finding for finding in supposed if finding.concept.slug not in settled)


def _read_pronouns(text: str, first: int, last: int, offset: int, matcher: Matcher) -> Iterator[Finding]:
    sentence = text[first:last]
    for slug, begin, end in referred_to(text, first, last):
        concept = next((concept for concept in matcher.lexicon.concepts if concept.slug == slug), None)
        if concept is None:
            continue
        mention = Mention(concept, begin - first, end - first, described=True)
        verdict = judge_threat(sentence, mention, matcher.mentions(sentence))
        if verdict is not None:
            rank = (False, False, True, end - begin, offset + begin)
            yield Finding(concept, verdict.polarity, offset + begin, offset + end, rank)


def _end(mention: Mention) -> int:
    return mention.end


@lru_cache(maxsize=1024)
def _is_preferred(name: str, label: str) -> bool:
    """Tell whether a name is the concept's preferred label, but for its inflection."""
    return next(patterns(name)) == next(patterns(label))


def _restates(text: str, mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a name only repeats the one before it in brackets: *resource exhaustion (DoS)*."""
    return any(
        other.concept is mention.concept
        and other.end < mention.start
        and text[other.end : mention.start].strip() == "("
        for other in mentions[
            bisect_left(mentions, mention.start - _NEAR, key=_end) : bisect_left(mentions, mention.start, key=_end)
        ]
    )
