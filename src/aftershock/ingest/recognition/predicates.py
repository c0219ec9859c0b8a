"""Reads what is said behind the name of a threat: *escape is prevented*, *injection remains possible*."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition import cues
from aftershock.ingest.recognition.phrases import any_of, verbs

if TYPE_CHECKING:
    from aftershock.ingest.recognition.clauses import Surroundings
    from aftershock.ingest.recognition.matcher import Mention
    from aftershock.model.agents import Polarity

__all__ = ["MISSING", "NOTHING", "SUBJECT", "Verdict", "behind_object", "predicate", "predicate_after"]

_PLACE: Final = (
    r"(?:\s+(?:across|after|before|during|among|between|in|within|via|through|of|from|to|on|for|against|into"
    r"|related\s+to)(?:\s+[\w'-]+){1,4}?)?"
)
_VERB: Final = any_of(
    "isn't, aren't, wasn't, doesn't, don't, can't, won't, cannot be, can't be, needs? to be, has been,"
    "have been, is, are, was, were, being, remains?, stays?, gets?, becomes?, appears?, seems?, does, do, can,"
    "could, may, might, will, would, should, must, cannot, has, have, had, poses?, requires?, depends?"
)
SUBJECT: Final = re.compile(
    rf"^[\"']?(?:[\s-]+{cues.THREAT_NOUNS})*{_PLACE}(?:\s+(?:{cues.THREAT_NOUNS}|ones?|versions?"
    rf"|files?))*\s*(?:,?\s*(?:which|that)\s+)?"
    r"(?P<verb>(?:can|could|may|might|should|must|would|will|shall)\s+(?:also\s+)?(?:not\s+)?be"
    rf"|(?:has|have)\s+(?:not\s+)?(?:yet\s+)?been|{_VERB})\b\s*(?:(?:therefore|thus|hence)\s+)?"
)
"""A name that is the subject of the verb behind it, over nouns and a place that belong to the name."""

_GONE: Final = any_of(
    "not, never, missing, absent, unclear, unspecified, undisclosed, unknown, lacking, insufficient,"
    "inadequate, weak, limited, undocumented, omitted, unaddressed, left, up to, optional, unverified, bypassed"
)
_BEATEN: Final = verbs("bypass evade circumvent defeat fail disable overcome", ("", "ed"))
MISSING: Final = re.compile(
    r"^\s*:\s*(?:none|no|not|missing|unknown)\b|^[^.;]{0,80}?\b(?:(?:is|are|was|were|remains?)\s+(?:\w+ly\s+)?"
    rf"(?:{_GONE}|\w+-dependent)\b|(?:has|have)\s+been\s+(?:removed|disabled|dropped|bypassed|weakened)\b"
    r"|(?:isn't|aren't|wasn't|weren't)\b|depends?\b|(?:can|could|may|might)\s+(?:\w+\s+)?(?:be\s+)?"
    rf"{_BEATEN}\b|fails?\b|lacking\b)"
)
"""Behind a protection: what says that it is not there, not described, not sure, or to be got round."""

_HINDERED: Final = any_of(
    "out, away, off, harmless, too costly, too expensive, useless, ineffective, at bay, in check, harder, impossible,"
    "infeasible, impractical, unlikely, difficult"
)
_MADE_HARD: Final = re.compile(
    r"^\s+(?:much\s+|far\s+|virtually\s+|nearly\s+|practically\s+|\w+ly\s+)?"
    rf"{_HINDERED}\b"
)
_BRACKETED: Final = re.compile(r"^\s*[(:]\s*|^\s*,?\s+")
_BY: Final = re.compile(r"^[\w\s]*?\b(?:by|through|via|with|using|thanks\s+to|at|in)\b|^\s*\)")
_DENIED: Final = re.compile(r"^(?:not|never|no\s+longer)\s+(?:yet\s+)?")
_NO_MATTER: Final = any_of(
    "identified, detected, noted, noticed, discovered, possible, applicable, relevant, concern, risk, threat,"
    " problem, issue, factor, feasible, likely, expected,"
    "observed, reported, seen, found, known, demonstrated, apply, occur, happen, arise, exist, succeed, affect,"
    "installed, have effect, loaded,"
    "executed, accepted, admitted, let in, served, run, work, viable, realistic, present,"
    "reach, get in, get through, pass, survive, arrive, make it, take hold,"
    "spread, come through,"
    "slip, go far, get far, leave"
)
_NO_PROBLEM: Final = re.compile(rf"^(?:not\s+)?(?:a\s+|an\s+)?(?:\w+ly\s+)?(?:\w+\s+)?{_NO_MATTER}\b")
_STILL_THERE: Final = re.compile(
    r"^(?:be\s+)?(?:\w+ly\s+)?(?:an?\s+|the\s+)?(?:\w+ed\b|un\w+|im\w+|in\w+|far|rare|remote|new|theor\w+|hypoth\w+"
    r"|trivial|small|negligible|hard|difficult"
    r"|only|just|merely|simply|require|need|take|stop|end|out\s+of|ruled|kept|beyond|limited|science|minor"
    r"|surprising|always|yet|necessarily|certain|"
    r"sure|clear|known|shown|seen|caught|held|dealt|even|so|fully|entirely|completely|wholly|without|low|less"
    r"|to\s+be|go|help|matter\s+of|easily|much)\b"
    r"|^[\s,.;]*$"
)
_TOO_HARD: Final = any_of(
    "difficult, hard, challenging, essential, critical, crucial, important, necessary, needed, required, vital,"
    "key, advisable, recommended, paramount, up to, left to, the user, the operator, the developer, the client,"
    "the customer, not guaranteed, not ensured, not possible, not enabled, not implemented"
)
_HARD: Final = re.compile(rf"^(?:\w+ly\s+)?{_TOO_HARD}")
_DEFEATED: Final = re.compile(rf"^(?:\w+ly\s+)?(?:{_BEATEN}|switched|turned|broken)\b")
_UNSURE: Final = re.compile(
    r"\b(?:not|never|no|nobody|nothing|cannot|\w+n't|unclear|unknown|uncertain|unproven|unverified|unspecified)\b"
    r"(?!\s+(?:doubt|question))[^,;]{0,40}?\b(?:whether|if|that|how)\s+(?:\w+\s+){0,3}$"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text says of something it names.

    Parameters
    ----------
    polarity
        ``"exposed"`` or ``"mitigated"``.
    start, end
        The passage the verdict rests on, in characters of the text: the name, with the words that turn it round.
    supposed
        Whether it is only what a name says where nothing else is said; it yields to any other verdict.
    """

    polarity: Polarity
    start: int
    end: int
    supposed: bool = False


NOTHING: Final = Verdict("exposed", -1, -1)
"""What says nothing of a threat that it names."""


def predicate_after(around: Surroundings, mention: Mention) -> Verdict | None:
    """Read the verb right behind a name, or the bracket: *escape is prevented*, *escape (prevented by gVisor)*.

    Parameters
    ----------
    around
        What stands around the name.
    mention
        The name.

    Returns
    -------
    Verdict or None
        ``None`` where the name is no subject.
    """
    subject = SUBJECT.match(around.after)
    if subject is not None:
        found = predicate(around.after, subject, mention)
        unsure = found.polarity == "mitigated" and _UNSURE.search(around.before)
        return Verdict("exposed", mention.start, mention.end) if unsure else found
    made = _MADE_HARD.match(around.after)
    if made:
        return _mitigated(mention, made.end())
    opening = _BRACKETED.match(around.after)
    if opening is None:
        return None
    mark = cues.PREDICATE_MITIGATED.match(around.after[opening.end() :])
    if mark and _BY.match(around.after[opening.end() + mark.end() :]):
        return _mitigated(mention, opening.end() + mark.end())
    return None


def behind_object(around: Surroundings, cue: re.Match[str], mention: Mention) -> Verdict | None:
    """Read what is said of the mitigation itself: *preventing injection is hard*, *filters against it can be bypassed*.

    Parameters
    ----------
    around
        What stands around the name.
    cue
        The mitigating cue right before the name.
    mention
        The name.

    Returns
    -------
    Verdict or None
        ``"exposed"`` where the mitigation is hard, asked for or got round; ``None`` where nothing of the sort is said.
    """
    subject = SUBJECT.match(around.after)
    if subject is None:
        return None
    rest = around.after[subject.end() :]
    gerund = cue[0].endswith("ing") and (_HARD.match(rest) or subject["verb"].startswith(("require", "depend")))
    return Verdict("exposed", mention.start, mention.end) if gerund or _DEFEATED.match(rest) else None


def predicate(after: str, subject: re.Match[str], mention: Mention) -> Verdict:
    """Read what is said of a subject behind its verb.

    Parameters
    ----------
    after
        The text behind the name.
    subject
        The match of `SUBJECT` in it.
    mention
        The name.

    Returns
    -------
    Verdict
        `NOTHING` where it is said only that nothing is said.
    """
    exposed = Verdict("exposed", mention.start, mention.end)
    verb, rest = subject["verb"], after[subject.end() :]
    denial = _DENIED.match(rest)
    denied = "n't" in verb or "not" in verb or denial is not None
    rest = rest[denial.end() :] if denial else rest
    if verb in {"poses", "pose"}:
        denied = rest.startswith(("no ", "little ", "minimal "))
        return _mitigated(mention, subject.end()) if denied else exposed
    met = cues.PREDICATE_MITIGATED.match(rest)
    if met:
        partly = re.search(r"\b(?:partially|partly|somewhat|incompletely|imperfectly)\b", met[0]) is not None
        asked = partly or re.match(r"(?:can|could|may|might|should|must|need)", verb) is not None
        return exposed if asked or denied else _mitigated(mention, len(after) - len(rest) + met.end())
    if denied and cues.PREDICATE_UNSAID.match(rest):
        return NOTHING
    problem = _NO_PROBLEM.match(rest)
    if denied and problem:
        return _mitigated(mention, len(after) - len(rest) + problem.end())
    if denied and not _STILL_THERE.match(rest):
        return NOTHING
    return exposed


def _mitigated(mention: Mention, length: int) -> Verdict:
    return Verdict("mitigated", mention.start, mention.end + length)
