"""Reads the verb behind a control, and the cue before it: *RBAC is not described*, *lacks details on RBAC*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aftershock.ingest.recognition import control_cues as cues
from aftershock.ingest.recognition import lack_cues as marks
from aftershock.ingest.recognition.cues import UNTRUE
from aftershock.ingest.recognition.phrases import MASK, last
from aftershock.ingest.recognition.predicates import Verdict

if TYPE_CHECKING:
    from aftershock.ingest.recognition.clauses import Surroundings
    from aftershock.ingest.recognition.matcher import Mention


__all__ = ["by_cue", "by_predicate", "by_shared_predicate", "predicate"]


def by_predicate(around: Surroundings, mention: Mention) -> Verdict | None:
    """Read the verb behind the name: *RBAC is not described*, *logs are kept*."""
    after = around.after
    certified = marks.CERTIFIED.match(after) if mention.concept.slug == marks.ATTESTATION else None
    if certified:
        denied = re.search(
            rf"\b(?:not|never|\w+n't|no|without|lacks?)\s+(?:\w+\s+){{0,3}}(?:{MASK}|and|or|,|\s)*$", around.before
        )
        return Verdict("exposed" if denied else "mitigated", *_bounds(around, mention, denied, certified.end()))
    bare = marks.BARE.match(after)
    if bare:
        return Verdict("exposed", mention.start, mention.end + bare.end())
    subject = marks.SUBJECT.match(after)
    if subject:
        return predicate(after, subject, mention)
    acts = marks.ACTS.match(after)
    return Verdict("mitigated", mention.start, mention.end + acts.end()) if acts else None


def by_shared_predicate(around: Surroundings, mention: Mention) -> Verdict | None:
    """Take the verb behind a list for that of each member: *authentication and audit logs are not described*."""
    listed = re.match(rf"^{marks.NOUNS}{marks.PLACE}\s*(?:,|and\b|or\b|/)", around.after)
    verb = marks.REACH.search(around.after) if listed else None
    if verb is None or re.search(r"\b(?:is|are|was|were|has|have)\b", around.before):
        return None
    rest = " " + around.after[verb.start() :]
    subject = marks.SUBJECT.match(rest)
    found = predicate(rest, subject, mention) if subject else None
    return Verdict(found.polarity, mention.start, found.end + verb.start() - 1) if found else None


def predicate(after: str, subject: re.Match[str], mention: Mention) -> Verdict | None:
    """Read what is said of a subject behind its verb, `subject` being the match up to there."""
    verb, rest = subject["verb"], after[subject.end() :]
    behind = len(after) - len(rest)
    denied = "n't" in verb or "not" in verb
    if marks.NO_NEED.match(rest):
        return None
    if (denied and not rest.strip(" .")) or re.match(r"not\s*(?:[,.;]|$)", rest):
        return Verdict("exposed", mention.start, mention.end + subject.end())
    absent = cues.PREDICATE_ABSENT.match(rest)
    if absent and absent["bad"] in marks.LACKING and (absent["not"] or denied):
        return Verdict("mitigated", mention.start, mention.end + behind + absent.end())
    if absent and (absent["bad"] or absent["not"] or denied):
        return Verdict("exposed", mention.start, mention.end + behind + absent.end())
    present = cues.PREDICATE_PRESENT.match(rest)
    if present and verb in marks.IS:
        return Verdict("mitigated", mention.start, mention.end + behind + present.end())
    return None


def by_cue(around: Surroundings, mention: Mention) -> Verdict | None:
    """Read the cue before the name: *lacks details on*, *enforces*."""
    before = around.before
    lack = last(cues.LACKS, before)
    have = last(cues.HAS_CERTIFICATE if mention.concept.slug == marks.ATTESTATION else cues.HAS_CONTROL, before)
    if lack is not None and (have is None or lack.end() >= have.end()):
        return _lack(around, mention, lack)
    return _have(around, mention, have) if have is not None else None


def _lack(around: Surroundings, mention: Mention, lack: re.Match[str]) -> Verdict | None:
    before = around.before
    untrue = UNTRUE.search(before[: lack.start()])
    if untrue is not None:
        return Verdict("mitigated", around.start + untrue.start(), mention.end)
    if marks.EMBEDDED.search(before[lack.start() :]) and (lack["said"] or lack["not"] or lack["lack"]):
        return Verdict("exposed", around.start + lack.start(), mention.end)
    if marks.REACH.search(before[lack.end() :]):
        return None
    if lack["adjective"] and not _is_near(before[lack.end() :]):
        return None
    start = around.start + lack.start()
    double = marks.DOUBLE.search(before[: lack.start()]) if lack[0] == "without" else None
    if double is not None:
        return Verdict("mitigated", around.start + double.start(), mention.end)
    if lack["lack"] or lack["adjective"]:
        denied = re.search(r"\b(?:not|no|never|\w+n't|without|neither)\s+(?:\w+\s+){0,2}$", before[: lack.start()])
        if denied and not lack["adjective"]:
            return Verdict("mitigated", around.start + denied.start(), mention.end)
        start = around.start + denied.start() if denied else start
    return Verdict("exposed", start, mention.end)


def _have(around: Surroundings, mention: Mention, have: re.Match[str]) -> Verdict | None:
    before, ahead = around.before, around.before[: have.start()]
    between = before[have.end() :]
    if marks.REACH.search(between) or marks.RISKS.search(ahead) or len(between.split()) > 12:
        return None
    denied = last(marks.DENIED, ahead)
    if denied is not None and len(ahead[denied.end() :].split()) <= 6 and "," not in ahead[denied.end() :]:
        return Verdict("exposed", around.start + denied.start(), mention.end)
    if have[0].endswith("ed") and marks.PASSIVE.search(ahead):
        return None
    opening = ahead.strip(" ,'\"-:") or have[0]
    if marks.MODAL.search(ahead) or (marks.IMPERATIVE.match(opening) and marks.IMPERATIVE.fullmatch(have[0])):
        return None
    return Verdict("mitigated", around.start + have.start(), mention.end)


def _is_near(between: str) -> bool:
    """Tell whether an adjective still belongs to the name: few words between, or a list of names."""
    return len(re.sub(rf"{MASK}+|\b(?:and|or)\b|[,/&]", " ", between).split()) <= 3


def _bounds(around: Surroundings, mention: Mention, denied: re.Match[str] | None, length: int) -> tuple[int, int]:
    start = around.start + denied.start() if denied else mention.start
    return start, mention.end + length
