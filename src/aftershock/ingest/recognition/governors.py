"""Reads the words that govern the name of a threat: *prevents*, *no*, *is vulnerable to*, *is blocked by*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aftershock.ingest.recognition import cues
from aftershock.ingest.recognition import polarity_cues as marks
from aftershock.ingest.recognition.phrases import MASK, last
from aftershock.ingest.recognition.predicates import (
    MISSING,
    SUBJECT,
    Verdict,
    behind_object,
    predicate,
    predicate_after,
)
from aftershock.ingest.recognition.tokens import fold

if TYPE_CHECKING:
    from aftershock.ingest.recognition.clauses import Surroundings
    from aftershock.ingest.recognition.matcher import Mention


__all__ = ["by_compound", "by_cue", "by_denial", "by_predicate", "by_shared_predicate", "inside"]


def inside(text: str, mention: Mention, around: Surroundings) -> Verdict | None:
    """Read what a description holds of its denial: *keys cannot be stolen*, *weights are scanned for backdoors*."""
    within = fold(text[mention.start : mention.end])
    kept = marks.KEEP.search(around.before) if " from " in within else None
    cue = marks.SOUGHT.search(within) if mention.concept.slug != "cascading-failure" else marks.CONTAINED.search(within)
    if not mention.denied and kept is None and cue is None:
        return None
    ahead = around.before[: kept.start()] if kept else around.before
    weak = _denials(ahead, wide=False) % 2 or (cue and not kept and _denials(within[: cue.start()], wide=False) % 2)
    if mention.denied:
        weak = 0
    return Verdict("exposed" if weak else "mitigated", mention.start, mention.end)


def by_compound(around: Surroundings, mention: Mention) -> Verdict | None:
    """*Prompt injection filters*: protection, unless it is denied, asked for, or found missing behind it."""
    found = cues.COMPOUND.match(around.after)
    if found is None or _is_verb(found[0], around):
        return None
    weak = _denials(around.before, wide=True) % 2 or _is_asked_for(around.before, wide=True)
    if weak or MISSING.match(around.after[found.end() :]):
        return Verdict("exposed", mention.start, mention.end)
    return Verdict("mitigated", mention.start, mention.end + found.end())


def by_denial(around: Surroundings, mention: Mention) -> Verdict | None:
    """*No container escape*, *without data exfiltration*."""
    found = cues.STRICT_NO.search(around.before)
    if found is None:
        return None
    if found["no"] in {"without", "no"} and "," in found[0]:
        without = found["no"] == "without"
        fronted = marks.FRONTED.search(around.before[: found.start()])
        if (without and SUBJECT.match(around.after)) or (fronted and (without or "with" in fronted[0])):
            return None
    free = (found["no"] or "").startswith("free")
    if free and _denials(around.before[: found.start()], wide=False) % 2:
        return Verdict("exposed", mention.start, mention.end)
    cue = last(cues.MITIGATES, around.before[: found.start()])
    twice = cue is not None and not around.before[cue.end() : found.start()].strip()
    verb = cues.FINITE.search(around.after)
    subject = SUBJECT.match(" " + around.after[verb.start() :]) if verb else None
    if verb and subject and predicate(" " + around.after[verb.start() :], subject, mention).polarity == "mitigated":
        twice = True
    if twice:
        return Verdict("exposed", mention.start, mention.end)
    return Verdict("mitigated", around.start + found.start(), mention.end)


def by_predicate(around: Surroundings, mention: Mention) -> Verdict | None:
    """*Container escape is prevented*; where the name is the object of a cue, what is said of the mitigation."""
    cue = last(cues.MITIGATES, around.before)
    if cue is not None:
        between = around.before[cue.end() :]
        gerund = cue[0].split()[0].endswith("ing") and not around.before[: cue.start()].strip()
        if not between.strip(" '\"") or (gerund and not re.search(rf"[,{MASK}]", between)):
            return behind_object(around, cue, mention)
    return predicate_after(around, mention)


def by_cue(around: Surroundings, mention: Mention) -> Verdict | None:
    """Let the nearest of *prevents*, *exposes to* and any other verb before the name decide."""
    before = around.before
    mitigates, exposes = last(cues.MITIGATES, before), last(cues.EXPOSES, before)
    finite = last(cues.FINITE, before)
    exposes = _unless_carried(mitigates, exposes, before)
    nearest = max((cue for cue in (mitigates, exposes, finite) if cue is not None), key=_place, default=None)
    if nearest is None or nearest is finite:
        return None
    ahead = before[: nearest.start()]
    if nearest is exposes:
        denial = marks.NOT_EXPOSED.search(ahead) or cues.UNTRUE.search(ahead)
        if denial:
            return Verdict("mitigated", around.start + denial.start(), mention.end)
        return Verdict("exposed", mention.start, mention.end)
    if not _is_list(before[nearest.end() :]):
        return None
    noun = cues.NOMINAL.match(nearest[0]) is not None
    purpose = noun or marks.PURPOSE.search(ahead) is not None
    weak = (
        (_denials(ahead, wide=purpose) + bool(noun and marks.DIMINISHED.search(ahead))) % 2
        or marks.PARTLY.search(ahead)
        or _is_asked_for(ahead, wide=purpose)
        or _is_advice(ahead, nearest, around)
    )
    if weak or (noun and MISSING.match(around.after)):
        return Verdict("exposed", mention.start, mention.end)
    return Verdict("mitigated", around.start + nearest.start(), mention.end)


def by_shared_predicate(around: Surroundings, mention: Mention) -> Verdict | None:
    """Take the verb behind a list for that of each member: *container escape and theft are prevented*."""
    listed = re.match(rf"^(?:[\s-]+{cues.THREAT_NOUNS})*\s*(?:,|and\b|or\b|/)", around.after)
    verb = cues.FINITE.search(around.after) if listed else None
    if (
        verb is None
        or last(cues.EXPOSES, around.after[: verb.start()])
        or last(cues.FINITE, around.before.rpartition(",")[2])
    ):
        return None
    subject = SUBJECT.match(" " + around.after[verb.start() :])
    if subject is None:
        return None
    found = predicate(" " + around.after[verb.start() :], subject, mention)
    if found.polarity == "mitigated":
        return Verdict("mitigated", mention.start, found.end + verb.start() - 1)
    return found


def _is_verb(compound: str, around: Surroundings) -> bool:
    """*Who compromises the registry controls all models*: what looks like a guard is what somebody does."""
    found = marks.VERB_NOT_NOUN.search(compound)
    behind = around.after[len(compound) :]
    return found is not None and (marks.OBJECT.match(behind) is not None or marks.WHO.search(around.before) is not None)


def _denials(ahead: str, *, wide: bool) -> int:
    """Count what denies a cue: a *not* is near; what is missing may stand further off if the cue is its purpose."""
    count = 0
    for match in cues.NEGATES.finditer(ahead):
        gap = ahead[match.end() :]
        words = len(gap.split())
        if match["verb"]:
            count += words <= 6 and "," not in gap and not re.search(r"\band\s+\w+s\s*$", gap)
        elif wide or re.match(r"\s+(?:whether|if|how)\b", gap):
            count += not marks.LEADS.search(gap)
        else:
            count += words <= (5 if match[0] in marks.NOBODY else 2) and "," not in gap
    return count


def _is_asked_for(ahead: str, *, wide: bool) -> bool:
    for match in cues.NEEDS.finditer(ahead):
        words = len(ahead[match.end() :].split())
        if (match["near"] and words <= 2) or (match["wide"] and (wide or words == 0)):
            return True
    return False


def _is_advice(ahead: str, cue: re.Match[str], around: Surroundings) -> bool:
    """*Prevent escape with gVisor* and *to prevent escape, users should ...* tell what to do, not what is."""
    opening = ahead.strip(" ,'\"-:")
    if re.match(r"(?:whether|if|how)\b", opening):
        return True
    if opening in {"to", "in order to"}:
        return cues.NEEDS.search(around.after) is not None
    return not opening and marks.IMPERATIVE.fullmatch(cue[0]) is not None


def _unless_carried(
    mitigates: re.Match[str] | None, exposes: re.Match[str] | None, before: str
) -> re.Match[str] | None:
    """Pass over an exposing verb that a mitigating one carries: *prevents users from causing*."""
    if mitigates is None or exposes is None or exposes.start() < mitigates.end():
        return exposes
    between = before[mitigates.end() : exposes.start()]
    carried = marks.FROM.search(between) or marks.THAT_COULD.search(between)
    return None if carried and not cues.EXPOSES.search(between) else exposes


def _is_list(between: str) -> bool:
    """Tell whether what stands between cue and name can be the rest of a list, not the start of a sentence."""
    return not re.search(r",\s+(?:and\s+)?(?:it|this|they|which|who|there|that|the\s+\w+\s+\w+s)\b", between)


def _place(match: re.Match[str]) -> int:
    return match.end()
