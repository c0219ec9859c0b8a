"""Judges whether a text says that an agent is open to a threat it names, protected from it, or neither.

The nearest word that governs the name decides: *prevents*, *is vulnerable to*, *is blocked by*. What denies that word
turns it round, what merely asks for it (*should prevent*) leaves the agent exposed, and a threat of which the text says
only that nothing is said of it is no claim. Without any such word a name is a claim of exposure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aftershock.ingest.recognition import cues
from aftershock.ingest.recognition import polarity_cues as marks
from aftershock.ingest.recognition.clauses import surroundings
from aftershock.ingest.recognition.denials import is_no_claim
from aftershock.ingest.recognition.governors import (
    by_compound,
    by_cue,
    by_denial,
    by_predicate,
    by_shared_predicate,
    inside,
)
from aftershock.ingest.recognition.grounds import lacks_ground
from aftershock.ingest.recognition.measures import names_a_measure
from aftershock.ingest.recognition.predicates import (
    SUBJECT,
    Verdict,
)
from aftershock.ingest.recognition.reversals import is_countered, is_half_done
from aftershock.ingest.recognition.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.ingest.recognition.clauses import Surroundings
    from aftershock.ingest.recognition.matcher import Mention

__all__ = ["judge_threat"]


def judge_threat(text: str, mention: Mention, others: Sequence[Mention]) -> Verdict | None:
    """Judge what a text says of a threat, weakness or consequence that it names.

    Parameters
    ----------
    text
        The paragraph.
    mention
        The name.
    others
        All names in the paragraph.

    Returns
    -------
    Verdict or None
        ``None`` where the text says only that it says nothing of it.

    Examples
    --------
    >>> from aftershock.ingest.recognition.matcher import shipped_matcher
    >>> def polarity(text):
    ...     found = shipped_matcher().mentions(text)
    ...     verdict = judge_threat(text, found[0], found)
    ...     return verdict and verdict.polarity
    >>> polarity("gVisor prevents container escape"), polarity("gVisor does not prevent container escape")
    ('mitigated', 'exposed')
    >>> polarity("The listing does not mention container escape")
    """
    around = surroundings(text, mention, others)
    found = _judge(text, mention, around)
    if found is not None and found.polarity == "exposed" and marks.NOT_SO.search(around.before):
        return Verdict("mitigated", mention.start, mention.end) if mention.concept.lack_of else None
    if found is None or found.polarity == "exposed":
        said = (mention.start, mention.end)
        told = found is not None or names_a_measure(text, mention.start, mention.end, said)
        countered = told and is_countered(text, mention, around)
        return Verdict("mitigated", mention.start, mention.end) if countered else found
    if is_half_done(text, mention, around):
        return Verdict("exposed", mention.start, mention.end)
    if lacks_ground(text, mention.concept.slug, mention.start, mention.end):
        return None
    inner = mention.described and marks.SOUGHT.search(fold(text[mention.start : mention.end]))
    return found if inner or names_a_measure(text, mention.start, mention.end, (found.start, found.end)) else None


def _judge(text: str, mention: Mention, around: Surroundings) -> Verdict | None:
    exposed = Verdict("exposed", mention.start, mention.end)
    other_sense = marks.OTHER_SENSE.get(mention.concept.slug)
    if other_sense is not None and other_sense.match(around.after):
        return None
    if is_no_claim(around, mention.concept.slug) or marks.TOPIC.search(fold(text[mention.start : mention.end])):
        return None
    if cues.NOTHING_SAID.search(around.before):
        return None if not _mitigating_behind(around.after) else exposed
    if mention.described:
        inner = inside(text, mention, around)
        if inner is not None:
            return inner
    denial = cues.STRICT_NO.search(around.before)
    if denial and denial["no"] and (mention.described or _is_bare_no(text, mention, denial)):
        return exposed if cues.MITIGATES.search(fold(text[mention.start : mention.end])) else None
    for judge in (by_compound, by_denial, by_predicate, by_cue, by_shared_predicate):
        found = judge(around, mention)
        if found is not None:
            if found.polarity == "mitigated":
                return found
            return None if found.start < 0 or _is_groundless(text, mention) else exposed
    return None if _is_groundless(text, mention) else exposed


def _is_bare_no(text: str, mention: Mention, denial: re.Match[str]) -> bool:
    """*No registry, no registry compromise*: the denial is of the ground."""
    bare = re.fullmatch(r"(?:no|without)\s+(?:any\s+)?", denial[0]) is not None
    return bare and lacks_ground(text, mention.concept.slug, mention.start, mention.end)


def _is_groundless(text: str, mention: Mention) -> bool:
    """Tell whether a threat that is not said to be possible all the same has nothing to strike."""
    slug = mention.concept.slug
    return not marks.POSSIBLE.search(text[mention.end : mention.end + 200]) and lacks_ground(
        text, slug, mention.start, mention.end
    )


def _mitigating_behind(after: str) -> bool:
    """*No details on how container escape is prevented*: not a subject merely absent."""
    subject = SUBJECT.match(after)
    prevented = subject is not None and cues.PREDICATE_MITIGATED.match(after[subject.end() :]) is not None
    return prevented or cues.COMPOUND.match(after) is not None
