"""Judges whether a text says that a control it names is missing, is in place, or neither."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aftershock.ingest.recognition import lack_cues as marks
from aftershock.ingest.recognition.clauses import surroundings
from aftershock.ingest.recognition.control_handover import is_handed_over
from aftershock.ingest.recognition.control_senses import is_asked_in_vain, is_of_daily_life
from aftershock.ingest.recognition.cues import UNTRUE
from aftershock.ingest.recognition.denials import is_no_claim
from aftershock.ingest.recognition.lack_predicates import by_cue, by_predicate, by_shared_predicate, predicate
from aftershock.ingest.recognition.predicates import Verdict
from aftershock.ingest.recognition.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.ingest.recognition.clauses import Surroundings
    from aftershock.ingest.recognition.matcher import Mention
    from aftershock.model.agents import Polarity

__all__ = ["judge_control"]


def judge_control(text: str, mention: Mention, others: Sequence[Mention]) -> Verdict | None:
    """Judge what a text says of a control that it names.

    Parameters
    ----------
    text
        The paragraph.
    mention
        The control's name.
    others
        All names in the paragraph.

    Returns
    -------
    Verdict or None
        ``"exposed"`` where the control is missing or not spoken of, ``"mitigated"`` where it is in place, its passage
        running from the cue to the control; ``None`` where the text says neither.

    Examples
    --------
    >>> from aftershock.ingest.recognition.matcher import shipped_matcher
    >>> def verdict(text):
    ...     found = shipped_matcher().mentions(text)
    ...     return judge_control(text, found[-1], found)
    >>> text = "It lacks details on RBAC."
    >>> found = verdict(text)
    >>> found.polarity, text[found.start : found.end]
    ('exposed', 'lacks details on RBAC')
    >>> verdict("The gateway enforces RBAC.").polarity
    'mitigated'
    >>> verdict("A course on RBAC is sold.")
    """
    around = surroundings(text, mention, others)
    found = _judge(text, mention, around)
    if found is None or found.polarity == "exposed" or mention.described:
        return found
    return None if is_of_daily_life(text, mention, around) else found


def _judge(text: str, mention: Mention, around: Surroundings) -> Verdict | None:
    if marks.OF_IT.match(around.after) or (
        mention.concept.slug == marks.ATTESTATION and marks.OF_MACHINES.search(around.before)
    ):
        return None
    if marks.NOT_ALL.search(around.before):
        return Verdict("exposed", mention.start, mention.end)
    if marks.NO_ESCAPE.search(around.before):
        return Verdict("mitigated", mention.start, mention.end)
    if is_asked_in_vain(text, mention, around):
        return Verdict("exposed", mention.start, mention.end)
    if is_handed_over(around, mention.concept.slug):
        return Verdict("exposed", mention.start, mention.end)
    if mention.described:
        return _described(text, around, mention)
    undone = marks.NOT_DONE.search(around.before) if text[mention.start : mention.end].lower() in marks.DOES else None
    if undone is not None:
        return Verdict("exposed", around.start + undone.start(), mention.end)
    governed = by_cue(around, mention)
    predicate = by_predicate(around, mention)
    if predicate is not None:
        denied = (
            governed is not None
            and governed.polarity == "exposed"
            and marks.REACHES_OVER.match(around.before[governed.start - around.start :])
        )
        if UNTRUE.search(around.before):
            turned: Polarity = "mitigated" if predicate.polarity == "exposed" else "exposed"
            return replace(predicate, polarity=turned)
        if predicate.polarity == "mitigated" and marks.ASKED.match(around.before):
            return None
        return governed if denied and predicate.polarity == "mitigated" else predicate
    return governed or by_shared_predicate(around, mention) or stands(text, mention, around)


def stands(text: str, mention: Mention, around: Surroundings) -> Verdict | None:
    """Take a control that is named in a statement for one that is there, unless something speaks against it."""
    if is_no_claim(around, "") or marks.WISHED.search(around.before) or marks.WISHED_BEHIND.match(around.after):
        return None
    opening = around.before.strip(" ,'\"-:")
    if marks.IMPERATIVE.match(opening) or marks.NOT_THE_CONTROL.match(around.after):
        return None
    if (
        marks.SPEAKS_AGAINST.search(around.before.rpartition(",")[2])
        or marks.OVER_ALL.search(around.before)
        or marks.NOBODY_BEHIND.match(around.after)
        or UNTRUE.search(around.before)
    ):
        return Verdict("exposed", mention.start, mention.end, supposed=True)
    if marks.SPEAKS_AGAINST.search(around.after) or marks.CLAIMED.search(around.before):
        return None
    found = _described(text, around, mention)
    return replace(found, supposed=True) if found else None


def _described(text: str, around: Surroundings, mention: Mention) -> Verdict | None:
    """Judge a control whose presence is described: it is there, unless that is denied, doubted or asked for."""
    denied = marks.NOT_SO.search(around.before)
    subject = marks.SUBJECT.match(around.after)
    behind = predicate(around.after, subject, mention) if subject else None
    if behind is not None and behind.polarity == "exposed":
        return behind
    shared = by_shared_predicate(around, mention)
    if shared is not None and shared.polarity == "exposed":
        return shared
    if subject and re.search(r"not|n't", subject["verb"]):
        return Verdict("exposed", mention.start, mention.end + subject.end())
    if subject and not marks.NO_NEED.match(rest := around.after[subject.end() :]) and marks.NOT_DONE_YET.match(rest):
        return Verdict("exposed", mention.start, mention.end + subject.end())
    inner = around.before + fold(text[mention.start : mention.end])
    if marks.EVERYONE.search(around.before) or marks.NONE_WITHOUT.search(inner):
        return Verdict("mitigated", mention.start, mention.end)
    if mention.denied or denied:
        return Verdict("exposed", around.start + denied.start() if denied else mention.start, mention.end)
    imposed = re.match(
        r"(?:present|prove|carry|show|identify|supply|authenticate|sign|log)\b", fold(text[mention.start : mention.end])
    )
    return (
        None if marks.MODAL.search(around.before) and not imposed else Verdict("mitigated", mention.start, mention.end)
    )
