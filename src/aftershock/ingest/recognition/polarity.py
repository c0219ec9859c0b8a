"""Judges whether a text says that an agent is open to a threat it names, protected from it, or neither.

The nearest word that governs the name decides: *prevents*, *is vulnerable to*, *is blocked by*. What denies that word
turns it round, what merely asks for it (*should prevent*) leaves the agent exposed, and a threat of which the text says
only that nothing is said of it is no claim. Without any such word a name is a claim of exposure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition import cues
from aftershock.ingest.recognition.clauses import surroundings
from aftershock.ingest.recognition.denials import is_no_claim
from aftershock.ingest.recognition.grounds import lacks_ground
from aftershock.ingest.recognition.measures import names_a_measure
from aftershock.ingest.recognition.phrases import MASK, NOT, any_of, last, verbs, whole
from aftershock.ingest.recognition.predicates import (
    MISSING,
    SUBJECT,
    Verdict,
    behind_object,
    predicate,
    predicate_after,
)
from aftershock.ingest.recognition.reversals import is_countered, is_half_done
from aftershock.ingest.recognition.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.ingest.recognition.clauses import Surroundings
    from aftershock.ingest.recognition.matcher import Mention

__all__ = ["judge_threat"]

_STILL_NOT: Final = any_of(
    "be, been, being, to, appear, seem, considered, known, thought, deemed, believed, itself, likely, expected,"
    "yet, any, detect, or"
)
_INSTEAD: Final = any_of(
    "without, neither, nor, no longer, hardly, rarely, barely, unable to, fails? to, less, avoids?, instead of,"
    "rather than"
)
_NOT_EXPOSED: Final = re.compile(
    rf"\b(?:{NOT}(?!\s+(?:only|just|merely|simply)\b)(?:\s+(?:{_STILL_NOT}|\w+ly)\b)*|{_INSTEAD})\s+(?:\w+ly\s+)?$"
)
_IMPERATIVE: Final = re.compile(
    verbs(
        "prevent block stop mitigate avoid counter limit reduce minimise minimize lower resist detect address"
        " restrict eliminate",
        ("",),
    )
)
_SOUGHT: Final = re.compile(
    r"\b(?:scanned|screened|checked|tested|searched|inspected|vetted)\s+for\b|\b(?:against|blocked|prevented"
    r"|stopped|(?:prevent|stop|block|limit|cap|withhold|defeat|reject|refuse|forbid|hinder|purge|discard|quarantine"
    r"|thwart|foil|bar|counter|confine|halt|harden)s?"
    r"|(?:prevent|stop(?:p)|block|withhold|hinder)ing)\b"
)
_CONTAINED: Final = re.compile(r"\b(?:prevent(?:s|ed|ing)?|contain(?:s|ed|ing)?|confine[sd]?|isolate[sd]?)\b")
_KEEP: Final = re.compile(
    rf"\b(?:{verbs('keep hinder bar save', ('', 's', 'ing'))}"
    rf"|{verbs('stop prevent block isolate separate shield protect')})\s+"
    r"(?:[\w'-]+\s+){0,3}$"
)
_POSSIBLE: Final = re.compile(
    r"\b(?:possible|likely|probable|plausible|conceivable|remains?|still|open|easy|risk\s+remains|concern"
    r"|expected|happens?)\b",
    re.IGNORECASE,
)
_PURPOSE: Final = re.compile(
    r"\b(?:to|that|which)\s+(?:\w+ly\s+)?(?:\w++(?:,\s*+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+))*+$"
)
_DIMINISHED: Final = re.compile(rf"\b{verbs('remove drop strip lower reduce erode eliminate')}\s+(?:\w+\s+){{0,2}}$")
_FROM: Final = re.compile(r"\bfrom\s+(?:\w+ly\s+)?$")
_FRONTED: Final = re.compile(r"(?:^|[,:]|\b(?:and|but|so|that))\s*(?:with\s+)?$")
_VERB_NOT_NOUN: Final = re.compile(r"\s(?:controls|guards|filters|checks|shields|safeguards)$")
_OBJECT: Final = re.compile(
    rf"\s+(?:{any_of('all, any, each, both, the, a, an, its, their, it, them, most, many, other, others, how')}"
    r"|every\w*|what\w*|which\w*)\b"
)
_WHO: Final = re.compile(r"\b(?:who(?:ever)?|anybody|anyone|attackers?|adversary|adversaries)\s+(?:\w+\s+){0,3}$")
_PARTLY: Final = re.compile(
    rf"\b{any_of('partially, partly, somewhat, incompletely, imperfectly, unreliably, inconsistently, marginally')}\s+$"
)
_BUILDING: Final = any_of("building, house, office, garage, warehouse, facility, premises, shop, store, plant")
_OTHER_SENSE: Final = {
    "backdoored-model": re.compile(rf"^\s+(?:in|of|to|at|behind)\s+(?:the|an?|our|their)\s+(?:\w+\s+)?{_BUILDING}\b"),
    "prompt-injection": re.compile(
        r"^\s+into\s+(?:the|an?|each|every|its)\s+(?:\w+\s+)?(?:templates?|slots?|forms?)\b"
    ),
}
"""Behind a name: what shows that something else is meant."""
_TOPIC: Final = re.compile(
    r"^adversarial(?:ly)?\s+(?:training|trained|robustness|testing|tests)\b|\b(?:courses?|lectures?|workshops?"
    r"|lessons?|webinars?|theft\s+reports?|novels?|quiz|glossary|trivia|insurance)\b"
)
"""Within a description: it is spoken of as a topic."""
_NOT_SO: Final = re.compile(
    r"\b(?:not\s+(?:the\s+case|true|correct|right|so)|untrue|false|wrong\s+to\s+say)\s+that\s+(?:[\w'-]+\s+){0,4}$"
)
_NOBODY: Final = frozenset({"nothing", "nobody", "none"})
_THAT_COULD: Final = re.compile(r"(?<!,)\s(?:that|which)\s+(?:could|would|can|may|might)\s+(?:\w+ly\s+)?$")
_LEADS: Final = whole(verbs("lead leave expose raise"))


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
    if found is not None and found.polarity == "exposed" and _NOT_SO.search(around.before):
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
    inner = mention.described and _SOUGHT.search(fold(text[mention.start : mention.end]))
    return found if inner or names_a_measure(text, mention.start, mention.end, (found.start, found.end)) else None


def _judge(text: str, mention: Mention, around: Surroundings) -> Verdict | None:
    exposed = Verdict("exposed", mention.start, mention.end)
    other_sense = _OTHER_SENSE.get(mention.concept.slug)
    if other_sense is not None and other_sense.match(around.after):
        return None
    if is_no_claim(around, mention.concept.slug) or _TOPIC.search(fold(text[mention.start : mention.end])):
        return None
    if cues.NOTHING_SAID.search(around.before):
        return None if not _mitigating_behind(around.after) else exposed
    if mention.described:
        inner = _inside(text, mention, around)
        if inner is not None:
            return inner
    denial = cues.STRICT_NO.search(around.before)
    if denial and denial["no"] and (mention.described or _is_bare_no(text, mention, denial)):
        return exposed if cues.MITIGATES.search(fold(text[mention.start : mention.end])) else None
    for judge in (_by_compound, _by_denial, _by_predicate, _by_cue, _by_shared_predicate):
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
    return not _POSSIBLE.search(text[mention.end : mention.end + 200]) and lacks_ground(
        text, slug, mention.start, mention.end
    )


def _inside(text: str, mention: Mention, around: Surroundings) -> Verdict | None:
    """Read what a description holds of its denial: *keys cannot be stolen*, *weights are scanned for backdoors*."""
    within = fold(text[mention.start : mention.end])
    kept = _KEEP.search(around.before) if " from " in within else None
    cue = _SOUGHT.search(within) if mention.concept.slug != "cascading-failure" else _CONTAINED.search(within)
    if not mention.denied and kept is None and cue is None:
        return None
    ahead = around.before[: kept.start()] if kept else around.before
    weak = _denials(ahead, wide=False) % 2 or (cue and not kept and _denials(within[: cue.start()], wide=False) % 2)
    if mention.denied:
        weak = 0
    return Verdict("exposed" if weak else "mitigated", mention.start, mention.end)


def _by_compound(around: Surroundings, mention: Mention) -> Verdict | None:
    """*Prompt injection filters*: protection, unless it is denied, asked for, or found missing behind it."""
    found = cues.COMPOUND.match(around.after)
    if found is None or _is_verb(found[0], around):
        return None
    weak = _denials(around.before, wide=True) % 2 or _is_asked_for(around.before, wide=True)
    if weak or MISSING.match(around.after[found.end() :]):
        return Verdict("exposed", mention.start, mention.end)
    return Verdict("mitigated", mention.start, mention.end + found.end())


def _by_denial(around: Surroundings, mention: Mention) -> Verdict | None:
    """*No container escape*, *without data exfiltration*."""
    found = cues.STRICT_NO.search(around.before)
    if found is None:
        return None
    if found["no"] in {"without", "no"} and "," in found[0]:
        without = found["no"] == "without"
        fronted = _FRONTED.search(around.before[: found.start()])
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


def _by_predicate(around: Surroundings, mention: Mention) -> Verdict | None:
    """*Container escape is prevented*; where the name is the object of a cue, what is said of the mitigation."""
    cue = last(cues.MITIGATES, around.before)
    if cue is not None:
        between = around.before[cue.end() :]
        gerund = cue[0].split()[0].endswith("ing") and not around.before[: cue.start()].strip()
        if not between.strip(" '\"") or (gerund and not re.search(rf"[,{MASK}]", between)):
            return behind_object(around, cue, mention)
    return predicate_after(around, mention)


def _by_cue(around: Surroundings, mention: Mention) -> Verdict | None:
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
        denial = _NOT_EXPOSED.search(ahead) or cues.UNTRUE.search(ahead)
        if denial:
            return Verdict("mitigated", around.start + denial.start(), mention.end)
        return Verdict("exposed", mention.start, mention.end)
    if not _is_list(before[nearest.end() :]):
        return None
    noun = cues.NOMINAL.match(nearest[0]) is not None
    purpose = noun or _PURPOSE.search(ahead) is not None
    weak = (
        (_denials(ahead, wide=purpose) + bool(noun and _DIMINISHED.search(ahead))) % 2
        or _PARTLY.search(ahead)
        or _is_asked_for(ahead, wide=purpose)
        or _is_advice(ahead, nearest, around)
    )
    if weak or (noun and MISSING.match(around.after)):
        return Verdict("exposed", mention.start, mention.end)
    return Verdict("mitigated", around.start + nearest.start(), mention.end)


def _by_shared_predicate(around: Surroundings, mention: Mention) -> Verdict | None:
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
    found = _VERB_NOT_NOUN.search(compound)
    behind = around.after[len(compound) :]
    return found is not None and (_OBJECT.match(behind) is not None or _WHO.search(around.before) is not None)


def _mitigating_behind(after: str) -> bool:
    """*No details on how container escape is prevented*: not a subject merely absent."""
    subject = SUBJECT.match(after)
    prevented = subject is not None and cues.PREDICATE_MITIGATED.match(after[subject.end() :]) is not None
    return prevented or cues.COMPOUND.match(after) is not None


def _denials(ahead: str, *, wide: bool) -> int:
    """Count what denies a cue: a *not* is near; what is missing may stand further off if the cue is its purpose."""
    count = 0
    for match in cues.NEGATES.finditer(ahead):
        gap = ahead[match.end() :]
        words = len(gap.split())
        if match["verb"]:
            count += words <= 6 and "," not in gap and not re.search(r"\band\s+\w+s\s*$", gap)
        elif wide or re.match(r"\s+(?:whether|if|how)\b", gap):
            count += not _LEADS.search(gap)
        else:
            count += words <= (5 if match[0] in _NOBODY else 2) and "," not in gap
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
    return not opening and _IMPERATIVE.fullmatch(cue[0]) is not None


def _unless_carried(
    mitigates: re.Match[str] | None, exposes: re.Match[str] | None, before: str
) -> re.Match[str] | None:
    """Pass over an exposing verb that a mitigating one carries: *prevents users from causing*."""
    if mitigates is None or exposes is None or exposes.start() < mitigates.end():
        return exposes
    between = before[mitigates.end() : exposes.start()]
    carried = _FROM.search(between) or _THAT_COULD.search(between)
    return None if carried and not cues.EXPOSES.search(between) else exposes


def _is_list(between: str) -> bool:
    """Tell whether what stands between cue and name can be the rest of a list, not the start of a sentence."""
    return not re.search(r",\s+(?:and\s+)?(?:it|this|they|which|who|there|that|the\s+\w+\s+\w+s)\b", between)


def _place(match: re.Match[str]) -> int:
    return match.end()
