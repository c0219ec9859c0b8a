"""Reads a paragraph: which threats it claims, and which of its sentences say nothing that the catalogue knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.clauses import sentences
from aftershock.ingest.recognition.lacks import judge_control
from aftershock.ingest.recognition.matcher import Matcher, shipped_matcher
from aftershock.ingest.recognition.polarity import Verdict, judge_threat
from aftershock.model.agents import ClaimReading
from aftershock.model.documents import Span

if TYPE_CHECKING:
    from aftershock.ingest.recognition.lexicon import Concept
    from aftershock.ingest.recognition.matcher import Mention
    from aftershock.model.agents import Polarity

__all__ = ["RECOGNISER_VERSION", "Recognition", "recognise_claims"]

RECOGNISER_VERSION: Final = "1"
"""To be raised by whoever changes the rules or the labels, so that readings by different rules are told apart."""


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
    concept: Concept
    verdict: Verdict
    derived: bool
    restated: bool


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
    text = page[start:end]
    mentions = matcher.mentions(text)
    found = [finding for mention in mentions if (finding := _judge(text, mention, mentions, matcher)) is not None]
    best: dict[tuple[str, Polarity], _Finding] = {}
    for finding in found:
        key = (finding.concept.slug, finding.verdict.polarity)
        if key not in best or _order(finding) < _order(best[key]):
            best[key] = finding
    chosen = sorted(best.values(), key=lambda finding: (finding.verdict.start, finding.verdict.end))
    return Recognition(
        tuple(
            ClaimReading(
                finding.concept.slug,
                finding.verdict.polarity,
                _span(page, start + finding.verdict.start, start + finding.verdict.end),
                finding.concept.label,
            )
            for finding in chosen
        ),
        tuple(
            _span(page, start + first, start + last)
            for first, last in sentences(text)
            if not any(finding.verdict.start < last and first < finding.verdict.end for finding in found)
        ),
    )


def _judge(text: str, mention: Mention, mentions: tuple[Mention, ...], matcher: Matcher) -> _Finding | None:
    if mention.concept.kind != "control":
        verdict = judge_threat(text, mention, mentions)
        return _Finding(mention.concept, verdict, False, _restates(text, mention, mentions)) if verdict else None
    weakness = matcher.lexicon.weakness_for(mention.concept.slug)
    lack = judge_control(text, mention, mentions) if weakness else None
    return _Finding(weakness, lack, True, _restates(text, mention, mentions)) if weakness and lack else None


def _restates(text: str, mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a name only repeats the one before it in brackets: *resource exhaustion (DoS)*."""
    return any(
        other.concept is mention.concept
        and other.end < mention.start
        and text[other.end : mention.start].strip() == "("
        for other in mentions
    )


def _order(finding: _Finding) -> tuple[bool, bool, int, int]:
    return (
        finding.restated,
        finding.derived,
        finding.verdict.end - finding.verdict.start,
        finding.verdict.start,
    )


def _span(page: str, start: int, end: int) -> Span:
    return Span(page[start:end], start, end)
