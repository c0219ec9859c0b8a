"""Reads a paragraph: which threats it claims, and which of its sentences say nothing that the catalogue knows.

Rules read each sentence first. A sentence that says little but names is theirs; of any other the weights decide, to
which what the rules find is one sign among many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.clauses import pieces
from aftershock.ingest.recognition.matcher import Matcher, shipped_matcher
from aftershock.ingest.recognition.rules import Finding, read_by_rules
from aftershock.ingest.recognition.scorer import score, shipped_weights
from aftershock.ingest.recognition.tokens import tokenise
from aftershock.model.agents import ClaimReading
from aftershock.model.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aftershock.ingest.recognition.matcher import Mention
    from aftershock.ingest.recognition.tokens import Token
    from aftershock.model.agents import Polarity

__all__ = ["RECOGNISER_VERSION", "Recognition", "Sentence", "read_sentences", "recognise_claims"]

RECOGNISER_VERSION: Final = "7"
"""To be raised by whoever changes the rules, the labels or the weights, so that readings are told apart."""


_FEW: Final = 8
"""Words beside the names in a sentence, up to which the rules alone are right about it."""
_TOGETHER: Final = 240
"""Characters up to which sentences that follow each other are weighed as one."""


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
class Sentence:
    """A sentence as the rules read it.

    Parameters
    ----------
    start, end
        Its place in the page.
    findings
        What the rules find in it.
    named
        Slugs of the concepts that it names.
    plain
        Whether it says little but names, so that the rules alone decide.
    """

    start: int
    end: int
    findings: tuple[Finding, ...]
    named: frozenset[str]
    plain: bool


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
    best: dict[tuple[str, Polarity], Finding] = {}
    unclassified: list[Span] = []
    read = read_sentences(page[start:end], start, matcher)
    for group in _groups(read) if matcher is shipped_matcher() else [[one] for one in read]:
        found = [finding for one in group for finding in one.findings]
        if not group[0].plain and matcher is shipped_matcher():
            found = _weigh(page, group, matcher)
        for finding in found:
            key = (finding.concept.slug, finding.polarity)
            if key not in best or finding.rank < best[key].rank:
                best[key] = finding
        unclassified += [
            _span(page, one.start, one.end)
            for one in group
            if not any(each.start < one.end and one.start < each.end for each in found)
        ]
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


def read_sentences(text: str, offset: int, matcher: Matcher) -> tuple[Sentence, ...]:
    """Read each sentence of a passage by rules.

    Parameters
    ----------
    text
        A passage of a page.
    offset
        Where it begins in the page.
    matcher
        What to find.
    """
    read = []
    for first, last in pieces(text):
        findings = read_by_rules(text, first, last, offset, matcher)
        named = [mention for mention in matcher.mentions(text[first:last]) if not mention.described]
        plain = bool(named) and _beside(tokenise(text[first:last]), named) <= _FEW
        slugs = frozenset(mention.concept.slug for mention in named)
        read.append(Sentence(offset + first, offset + last, tuple(findings), slugs, plain))
    return tuple(read)


def _groups(read: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Put sentences together that are short and follow each other, but for those that are the rules' own."""
    group: list[Sentence] = []
    for one in read:
        if group and (one.plain or group[0].plain or one.end - group[0].start > _TOGETHER):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _weigh(page: str, group: Sequence[Sentence], matcher: Matcher) -> list[Finding]:
    """Keep of what the rules find what the weights bear out, and add what they find besides."""
    start, end = group[0].start, group[-1].end
    findings = [finding for one in group for finding in one.findings]
    named = frozenset(slug for one in group for slug in one.named)
    claims = {(one.concept.slug, one.polarity) for one in findings}
    tokens = tokenise(page[start:end])
    weighed: list[Finding] = []
    for one in score(page[start:end], named, claims, shipped_weights()):
        kept = [each for each in findings if (each.concept.slug, each.polarity) == (one.slug, one.polarity)]
        if kept or not one.tokens:
            weighed += kept
            continue
        first, last = start + tokens[one.tokens[0]].start, start + tokens[one.tokens[-1]].end
        rank = (False, False, True, last - first, first)
        weighed.append(Finding(matcher.concept(one.slug), one.polarity, first, last, rank))
    return weighed


def _beside(tokens: Sequence[Token], mentions: Sequence[Mention]) -> int:
    """Count the words that belong to no name."""
    covered = bytearray(tokens[-1].end)
    for mention in mentions:
        covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return sum(token.word and not covered[token.start] for token in tokens)


def _span(page: str, start: int, end: int) -> Span:
    return Span(page[start:end], start, end)
