"""Reads a paragraph: which threats it claims, and which of its sentences say nothing that the catalogue knows."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.anaphora import referred_to
from aftershock.ingest.recognition.clauses import sentences
from aftershock.ingest.recognition.lacks import judge_control
from aftershock.ingest.recognition.matcher import Matcher, Mention, shipped_matcher
from aftershock.ingest.recognition.patterns import patterns
from aftershock.ingest.recognition.polarity import judge_threat
from aftershock.model.agents import ClaimReading
from aftershock.model.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.ingest.recognition.lexicon import Concept
    from aftershock.model.agents import Polarity

__all__ = ["RECOGNISER_VERSION", "Recognition", "recognise_claims"]

RECOGNISER_VERSION: Final = "4"
"""To be raised by whoever changes the rules or the labels, so that readings by different rules are told apart."""


_NEAR: Final = 9


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was recognised in a paragraph.

    Parameters
    ----------
    claims
        In the order of the text; one for each threat and polarity.
    unclassified
        Sentences in which nothing was recognised.
    """

    claims: tuple[ClaimReading, ...]
    unclassified: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    """A claim, and its rank among those of the same threat: no mere repetition, no lack, the preferred label, short."""

    concept: Concept
    polarity: Polarity
    start: int
    end: int
    rank: tuple[bool, bool, bool, int, int]


def recognise_claims(page: str, start: int, end: int, matcher: Matcher | None = None) -> Recognition:
    """Recognise the claims of a passage of a page.

    Parameters
    ----------
    page
        The page's text.
    start, end
        The passage, in characters of the page.
    matcher
        What to find; by default the catalogue that travels with the library.

    Returns
    -------
    Recognition
        With spans in characters of the page.

    Examples
    --------
    >>> page = "L4: gVisor prevents container escape, but resource exhaustion (DoS) is possible. It runs on GPUs."
    >>> found = recognise_claims(page, 4, len(page))
    >>> [(claim.threat, claim.polarity, claim.span.exact) for claim in found.claims]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('container-escape', 'mitigated', 'prevents container escape'),
     ('resource-exhaustion', 'exposed', 'resource exhaustion')]
    >>> [span.exact for span in found.unclassified]
    ['It runs on GPUs.']
    """
    matcher = matcher or shipped_matcher()
    best: dict[tuple[str, Polarity], _Finding] = {}
    unclassified: list[Span] = []
    for first, last in sentences(page[start:end]):
        found = list(_read_sentence(page[start + first : start + last], start + first, matcher))
        found += _read_pronouns(page[start:end], first, last, start, matcher)
        for finding in found:
            key = (finding.concept.slug, finding.polarity)
            if key not in best or finding.rank < best[key].rank:
                best[key] = finding
        if not found:
            unclassified.append(_span(page, start + first, start + last))
    chosen = sorted(best.values(), key=lambda finding: (finding.start, finding.end))
    return Recognition(
        tuple(
            ClaimReading(
                finding.concept.slug, finding.polarity, _span(page, finding.start, finding.end), finding.concept.label
            )
            for finding in chosen
        ),
        tuple(unclassified),
    )


def _read_sentence(text: str, offset: int, matcher: Matcher) -> Iterator[_Finding]:
    mentions = matcher.mentions(text)
    certain: list[_Finding] = []
    supposed: list[_Finding] = []
    guesses: set[_Finding] = set()
    for mention in mentions:
        control = mention.concept.kind == "control"
        concept = matcher.lexicon.weakness_for(mention.concept.slug) if control else mention.concept
        verdict = (judge_control if control else judge_threat)(text, mention, mentions)
        if concept is not None and verdict is not None:
            length = verdict.end - verdict.start
            plain = not control and _is_preferred(text, mention)
            rank = (_restates(text, mention, mentions), control, not plain, length, offset + verdict.start)
            finding = _Finding(concept, verdict.polarity, offset + verdict.start, offset + verdict.end, rank)
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


def _read_pronouns(text: str, first: int, last: int, offset: int, matcher: Matcher) -> Iterator[_Finding]:
    sentence = text[first:last]
    for slug, begin, end in referred_to(text, first, last):
        concept = next((concept for concept in matcher.lexicon.concepts if concept.slug == slug), None)
        if concept is None:
            continue
        mention = Mention(concept, begin - first, end - first, described=True)
        verdict = judge_threat(sentence, mention, matcher.mentions(sentence))
        if verdict is not None:
            rank = (False, False, True, end - begin, offset + begin)
            yield _Finding(concept, verdict.polarity, offset + begin, offset + end, rank)


def _end(mention: Mention) -> int:
    return mention.end


def _is_preferred(text: str, mention: Mention) -> bool:
    """Tell whether a name is the concept's preferred label, but for its inflection."""
    return next(patterns(text[mention.start : mention.end])) == next(patterns(mention.concept.label))


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


def _span(page: str, start: int, end: int) -> Span:
    return Span(page[start:end], start, end)
