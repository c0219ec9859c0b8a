"""Judges whether a text says that a control it names is missing, is in place, or neither."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition import control_cues as cues
from aftershock.ingest.recognition.clauses import surroundings
from aftershock.ingest.recognition.control_handover import is_handed_over
from aftershock.ingest.recognition.control_senses import is_asked_in_vain, is_of_daily_life
from aftershock.ingest.recognition.cues import UNTRUE
from aftershock.ingest.recognition.denials import is_no_claim
from aftershock.ingest.recognition.phrases import MASK, any_of, last, verbs, whole
from aftershock.ingest.recognition.predicates import Verdict
from aftershock.ingest.recognition.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.ingest.recognition.clauses import Surroundings
    from aftershock.ingest.recognition.matcher import Mention
    from aftershock.model.agents import Polarity

__all__ = ["judge_control"]

_ATTESTATION: Final = "compliance-attestation"
_NOUNS: Final = rf"(?:[\s-]+(?:{cues.CONTROL_NOUNS}|type\s+(?:[i1]{1, 2}|2)))*"
_PLACE: Final = r"(?:\s+(?:of|for|on|in|between|across|within|at|from|per|by|under|to|beyond)(?:\s+[\w'-]+){1,4}?)?"
_VERB: Final = any_of(
    "has not been, have not been, has yet to be, have yet to be, has been, have been, do, does, don't, doesn't, is,"
    " are, was, were, remains?, isn't, aren't, wasn't,"
    "weren't, appears?, seems?, cannot be, can't be, can be, could be, should be, must be, may be, might be,"
    "would be, seems? to be, appears? to be, is said to be, are said to be, is reported to be, needs? to be,"
    "has to be, depends?, relies"
)
_SUBJECT: Final = re.compile(
    rf"^[\"']?{_NOUNS}{_PLACE}(?:\s+(?:works?|operates?|(?:is|are)\s+(?:handled|done|managed|performed|implemented"
    rf"|kept)))?\s+"
    rf"(?P<verb>{_VERB})\b\s*"
)
_BARE: Final = re.compile(
    rf"^{_NOUNS}\s+(?:missing|absent|lacking|disabled|unspecified|undisclosed)\b"
    rf"|^{_NOUNS}\s+(?:will|(?:is|are)\s+(?:yet\s+)?to)\s+(?:come|follow|arrive|be\s+(?:added|available"
    rf"|introduced|offered)|ship|land)\b"
    rf"|^{_NOUNS}\s*[:=(]\s*\(?(?:none|no\b|not\s+\w+|n/a|unknown|missing|absent|unspecified)"
)
_DEEDS: Final = verbs(
    "separate restrict limit govern control cover give protect guard decide gate record capture show"
    " reveal confirm prove",
    ("", "s"),
)
_ACTS: Final = re.compile(
    rf"^{_NOUNS}{_PLACE}\s+(?:(?:that|which)\s+)?(?:{_DEEDS}|comes?\s+(?:with|as\s+standard|built\s+in)|applies\s+to"
    r"|(?:goes|runs)\s+(?:through|via|over)|uses)\b"
)
"""Behind a control: what only a control that is there can do."""
_NO_NEED: Final = re.compile(
    r"^(?:not\s+|never\s+)(?:\w+ly\s+)?(?:needed|necessary|relevant|applicable)\b|^(?:irrelevant|superfluous"
    r"|unnecessary|moot)\b"
)
_CERTIFIED: Final = re.compile(
    rf"^{_NOUNS}(?:\s*(?:,|and|or|/|&)\s*{MASK}+{_NOUNS})*[\s-]+(?:certified|compliant|accredited|attested|audited"
    rf"|authori[sz]ed|registered)\b"
)
_ASKED: Final = re.compile(r"^\s*(?:whether|if|how)\b")
_REACHES_OVER: Final = re.compile(r"(?:no|neither|nor)\b|.*\b(?:whether|if|how)\b")
_REACH: Final = whole(
    any_of(
        "is, are, was, were, has, have, had, does, do, can, could, may, might, will, would, shall, should,"
        "must, which, who, lead, leads, leading, raising, exposing, causing, leaving, resulting, increasing,"
        "making"
    ),
    verbs("remain require need depend", ("", "s")),
    r"to\s+\w+",
)
_DENIED: Final = re.compile(
    r"\b(?:(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would)\s+)?(?:not|never)|cannot|\w+n't"
    r"|without|no"
    r"|lack(?:s|ing)?(?:\s+of)?|neither|nor|fails?\s+to|unclear|unknown)\b"
)
_OTHER: Final = any_of(
    "attempts?, failures?, errors?, events?, requests?, headers?, codes?, tokens?, bypass, bypasses, bypassing,"
    "attacks?, data, entry, entries, files?, poisoning, storage, tampering, secrets?, keys?"
)
_OF_IT: Final = re.compile(rf"^[\s-]+{_OTHER}\b")
_OF_MACHINES: Final = re.compile(
    r"\b(?:remote|hardware|device|code|build|tee|provenance|artifact|enclave|workload|key|client|tls|ssl|server"
    r"|x\.?509|signed|short-lived)\s+$"
)
"""Before *attestation*: what a machine attests, not an auditor."""
_WANTED: Final = any_of(
    "should, must, could, would, might, may, ought to, needs? to, has to, have to, plans? to, required to,"
    "recommended to, can be, to be, planned"
)
_MODAL: Final = re.compile(rf"\b(?:{_WANTED}|requires?\s+\w+\s+to)\s+(?:\w+\s+){{0,2}}$")
_TO_DO: Final = verbs(
    "enforce implement provide offer include support use utilise utilize employ integrate deploy maintain keep"
    " record enable enhance improve strengthen obtain achieve hold complete",
    ("",),
)
_IMPERATIVE: Final = re.compile(rf"{_TO_DO}\b")
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:\w+ly\s+)?$")
_DANGERS: Final = any_of(
    "risks?, threats?, vulnerability, vulnerabilities, concerns?, issues?, gaps?, weakness, weaknesses,problems?"
)
_DOUBLE: Final = re.compile(
    r"\b(?:(?:no|neither)\s+(?:[\w'-]+\s+){1,3}?(?:is|are|was|were|can|may|will|gets?|runs?|goes|passes|works?)"
    r"|nothing|nobody|no\s+one|none|not|never|cannot|\w+n't)\s+"
    r"(?:(?!(?:and|or|that|which|who|whether|if|how|clear|known|stated|described|mentioned"
    r"|specified)\b)[\w'-]+\s+){0,5}$"
)
_EMBEDDED: Final = re.compile(
    r"\b(?:how|whether|if|where)\s+(?:[\w'-]+\s+){1,4}?(?:is|are|was|were|gets?|be)\s+(?:\w+ly\s+)?$"
)
_NOT_DONE: Final = re.compile(r"\b(?:(?:do|does|did)\s+not|doesn't|don't|didn't|never|cannot|can't)\s+(?:\w+ly\s+)?$")
_NOT_SO: Final = re.compile(
    r"\b(?:not|never|cannot|\w+n't|no|without|neither|nor|nobody|nothing|none|lack(?:s|ing)?|few|hardly"
    r"|doubtful\s+whether"
    r"|unclear\s+whether|unclear\s+if|missing|before)\b(?:[\s,]+[\w'-]+){0,4}[\s,]*$"
)
_NOT_ALL: Final = re.compile(
    r"\bnot\s+(?:(?:the\s+case\s+)?that\s+)?(?:all|every|each)\b[^,;:.]{0,50}$|\b(?:few|only\s+some"
    r"|hardly\s+any)\s+[^,;.]{0,40}$"
)
_NO_ESCAPE: Final = re.compile(
    r"\b(?:no|nothing|none|nobody)\b[^,;.]{0,40}\b(?:escapes?|bypass(?:es)?|evades?|slips?\s+past|gets?\s+past"
    r"|gets?\s+around|avoids?)\s+(?:[\w'-]+\s+){0,2}$"
    r"|\bthere\s+(?:is|are)\s+no\s+[\w'-]+\s+without\s+(?:an?\s+)?$"
)
_EVERYONE: Final = re.compile(
    r"\b(?:no|nobody|none|nothing|never|not|cannot|\w+n't)\b[^,;.]{0,50}\b(?:without|unless|until"
    r"|except)\b[^,;.]{0,30}$"
)
"""*Nobody connects without*."""
_NONE_WITHOUT: Final = re.compile(
    r"\b(?:no|nobody|none|nothing|never|not|cannot|\w+n't)\b[^,;.]{0,50}\b(?:without|unless|until)\b"
)
_LACKING: Final = frozenset({"missing", "lacking", "absent", "omitted", "wanting"})
_IS: Final = frozenset(
    {"is", "are", "was", "were", "has been", "have been", "seems to be", "seem to be", "appears to be", "appear to be"}
    | {"is said to be", "are said to be", "is reported to be", "are reported to be"}
)
_DOES: Final = frozenset({"log", "logs", "authenticate", "authenticates", "audit", "audits"})
_WISHES: Final = (
    "should, must, could, would, might, ought, needs?, plans?, recommends?, promises?, "
    "only form of, called, recommended, advise, advises, advised, wants?, wish"
)
_WISHED: Final = re.compile(
    rf"\b(?:{any_of(_WISHES)}"
    r"|(?:can|may)\s+(?:\w+\s+)?be|once|unless|if|whether|how|until)\b[^,;]{0,60}$"
)
_WISHED_BEHIND: Final = re.compile(
    r"^[\s\w-]{0,30}?\b(?:should|must|could|would|might|ought|needs?\s+to|recommended|advisable|advised|desirable"
    r"|needs|requires|next\s+(?:year|quarter|month|spring|summer|autumn|release|version)|later|soon|matters?|helps?"
    r"|is\s+a\s+(?:topic|subject|standard|term))\b"
)
_NOT_DONE_YET: Final = re.compile(r"^(?:not|never|yet\s+to)\b(?!\s+(?:only|just|merely))")
_OVER_ALL: Final = re.compile(r"\b(?:neither|nor|no|without|lacks?|lacking)\b(?!\s+(?:doubt|matter|longer))")
_NOBODY_BEHIND: Final = re.compile(r"^\s+(?:nobody|no\s+one|nothing|none|no)\b")
_SPEAKS_AGAINST: Final = re.compile(
    r"\b(?:neither|nor|no|not|never|without|lacks?|lacking|missing|breach\s+of|violation\s+of|absence|absent|nobody"
    r"|nothing|none|unclear|unknown|doubtful"
    r"|hardly|barely|fails?|cannot|\w+n't)\b(?!\s+(?:only|just|merely|doubt|matter|longer))"
)
_CLAIMED: Final = re.compile(
    r"\b(?:calls?\s+itself|itself|self|by\s+its\s+own\s+(?:word|account)|claims?|claimed|alleged|so-called"
    r"|end\s+up\s+in|in\s+(?:its|the|their))\s+(?:\w+\s+)?$"
)
_NOT_THE_CONTROL: Final = re.compile(
    r"^-|^\s+(?:exposes?|leaks?|reveals?|contains?|spills?|prints?|holds?|includes?)\b|^\s+(?:is"
    r"|are)\s+required\s+(?:by|of|from)\b|^\s+(?:in\s+and|and\s+out|in|out|on|into|it|them|off)\b(?!\s+(?:with|via"
    r"|through|by|using))"
)
_RISKS: Final = re.compile(rf"\b{_DANGERS}\s+(?:\w+\s+){{0,3}}$")


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
    if _OF_IT.match(around.after) or (mention.concept.slug == _ATTESTATION and _OF_MACHINES.search(around.before)):
        return None
    if _NOT_ALL.search(around.before):
        return Verdict("exposed", mention.start, mention.end)
    if _NO_ESCAPE.search(around.before):
        return Verdict("mitigated", mention.start, mention.end)
    if is_asked_in_vain(text, mention, around):
        return Verdict("exposed", mention.start, mention.end)
    if is_handed_over(around, mention.concept.slug):
        return Verdict("exposed", mention.start, mention.end)
    if mention.described:
        return _described(text, around, mention)
    undone = _NOT_DONE.search(around.before) if text[mention.start : mention.end].lower() in _DOES else None
    if undone is not None:
        return Verdict("exposed", around.start + undone.start(), mention.end)
    governed = _by_cue(around, mention)
    predicate = _by_predicate(around, mention)
    if predicate is not None:
        denied = (
            governed is not None
            and governed.polarity == "exposed"
            and _REACHES_OVER.match(around.before[governed.start - around.start :])
        )
        if UNTRUE.search(around.before):
            turned: Polarity = "mitigated" if predicate.polarity == "exposed" else "exposed"
            return replace(predicate, polarity=turned)
        if predicate.polarity == "mitigated" and _ASKED.match(around.before):
            return None
        return governed if denied and predicate.polarity == "mitigated" else predicate
    return governed or _by_shared_predicate(around, mention) or stands(text, mention, around)


def stands(text: str, mention: Mention, around: Surroundings) -> Verdict | None:
    """Take a control that is named in a statement for one that is there, unless something speaks against it."""
    if is_no_claim(around, "") or _WISHED.search(around.before) or _WISHED_BEHIND.match(around.after):
        return None
    opening = around.before.strip(" ,'\"-:")
    if _IMPERATIVE.match(opening) or _NOT_THE_CONTROL.match(around.after):
        return None
    if (
        _SPEAKS_AGAINST.search(around.before.rpartition(",")[2])
        or _OVER_ALL.search(around.before)
        or _NOBODY_BEHIND.match(around.after)
        or UNTRUE.search(around.before)
    ):
        return Verdict("exposed", mention.start, mention.end, supposed=True)
    if _SPEAKS_AGAINST.search(around.after) or _CLAIMED.search(around.before):
        return None
    found = _described(text, around, mention)
    return replace(found, supposed=True) if found else None


def _described(text: str, around: Surroundings, mention: Mention) -> Verdict | None:
    """Judge a control whose presence is described: it is there, unless that is denied, doubted or asked for."""
    denied = _NOT_SO.search(around.before)
    subject = _SUBJECT.match(around.after)
    behind = _predicate(around.after, subject, mention) if subject else None
    if behind is not None and behind.polarity == "exposed":
        return behind
    shared = _by_shared_predicate(around, mention)
    if shared is not None and shared.polarity == "exposed":
        return shared
    if subject and re.search(r"not|n't", subject["verb"]):
        return Verdict("exposed", mention.start, mention.end + subject.end())
    if subject and not _NO_NEED.match(rest := around.after[subject.end() :]) and _NOT_DONE_YET.match(rest):
        return Verdict("exposed", mention.start, mention.end + subject.end())
    inner = around.before + fold(text[mention.start : mention.end])
    if _EVERYONE.search(around.before) or _NONE_WITHOUT.search(inner):
        return Verdict("mitigated", mention.start, mention.end)
    if mention.denied or denied:
        return Verdict("exposed", around.start + denied.start() if denied else mention.start, mention.end)
    imposed = re.match(
        r"(?:present|prove|carry|show|identify|supply|authenticate|sign|log)\b", fold(text[mention.start : mention.end])
    )
    return None if _MODAL.search(around.before) and not imposed else Verdict("mitigated", mention.start, mention.end)


def _by_predicate(around: Surroundings, mention: Mention) -> Verdict | None:
    after = around.after
    certified = _CERTIFIED.match(after) if mention.concept.slug == _ATTESTATION else None
    if certified:
        denied = re.search(
            rf"\b(?:not|never|\w+n't|no|without|lacks?)\s+(?:\w+\s+){{0,3}}(?:{MASK}|and|or|,|\s)*$", around.before
        )
        return Verdict("exposed" if denied else "mitigated", *_bounds(around, mention, denied, certified.end()))
    bare = _BARE.match(after)
    if bare:
        return Verdict("exposed", mention.start, mention.end + bare.end())
    subject = _SUBJECT.match(after)
    if subject:
        return _predicate(after, subject, mention)
    acts = _ACTS.match(after)
    return Verdict("mitigated", mention.start, mention.end + acts.end()) if acts else None


def _by_shared_predicate(around: Surroundings, mention: Mention) -> Verdict | None:
    """Take the verb behind a list for that of each member: *authentication and audit logs are not described*."""
    listed = re.match(rf"^{_NOUNS}{_PLACE}\s*(?:,|and\b|or\b|/)", around.after)
    verb = _REACH.search(around.after) if listed else None
    if verb is None or re.search(r"\b(?:is|are|was|were|has|have)\b", around.before):
        return None
    rest = " " + around.after[verb.start() :]
    subject = _SUBJECT.match(rest)
    found = _predicate(rest, subject, mention) if subject else None
    return Verdict(found.polarity, mention.start, found.end + verb.start() - 1) if found else None


def _predicate(after: str, subject: re.Match[str], mention: Mention) -> Verdict | None:
    verb, rest = subject["verb"], after[subject.end() :]
    behind = len(after) - len(rest)
    denied = "n't" in verb or "not" in verb
    if _NO_NEED.match(rest):
        return None
    if (denied and not rest.strip(" .")) or re.match(r"not\s*(?:[,.;]|$)", rest):
        return Verdict("exposed", mention.start, mention.end + subject.end())
    absent = cues.PREDICATE_ABSENT.match(rest)
    if absent and absent["bad"] in _LACKING and (absent["not"] or denied):
        return Verdict("mitigated", mention.start, mention.end + behind + absent.end())
    if absent and (absent["bad"] or absent["not"] or denied):
        return Verdict("exposed", mention.start, mention.end + behind + absent.end())
    present = cues.PREDICATE_PRESENT.match(rest)
    if present and verb in _IS:
        return Verdict("mitigated", mention.start, mention.end + behind + present.end())
    return None


def _by_cue(around: Surroundings, mention: Mention) -> Verdict | None:
    before = around.before
    lack = last(cues.LACKS, before)
    have = last(cues.HAS_CERTIFICATE if mention.concept.slug == _ATTESTATION else cues.HAS_CONTROL, before)
    if lack is not None and (have is None or lack.end() >= have.end()):
        return _lack(around, mention, lack)
    return _have(around, mention, have) if have is not None else None


def _lack(around: Surroundings, mention: Mention, lack: re.Match[str]) -> Verdict | None:
    before = around.before
    untrue = UNTRUE.search(before[: lack.start()])
    if untrue is not None:
        return Verdict("mitigated", around.start + untrue.start(), mention.end)
    if _EMBEDDED.search(before[lack.start() :]) and (lack["said"] or lack["not"] or lack["lack"]):
        return Verdict("exposed", around.start + lack.start(), mention.end)
    if _REACH.search(before[lack.end() :]):
        return None
    if lack["adjective"] and not _is_near(before[lack.end() :]):
        return None
    start = around.start + lack.start()
    double = _DOUBLE.search(before[: lack.start()]) if lack[0] == "without" else None
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
    if _REACH.search(between) or _RISKS.search(ahead) or len(between.split()) > 12:
        return None
    denied = last(_DENIED, ahead)
    if denied is not None and len(ahead[denied.end() :].split()) <= 6 and "," not in ahead[denied.end() :]:
        return Verdict("exposed", around.start + denied.start(), mention.end)
    if have[0].endswith("ed") and _PASSIVE.search(ahead):
        return None
    opening = ahead.strip(" ,'\"-:") or have[0]
    if _MODAL.search(ahead) or (_IMPERATIVE.match(opening) and _IMPERATIVE.fullmatch(have[0])):
        return None
    return Verdict("mitigated", around.start + have.start(), mention.end)


def _is_near(between: str) -> bool:
    """Tell whether an adjective still belongs to the name: few words between, or a list of names."""
    return len(re.sub(rf"{MASK}+|\b(?:and|or)\b|[,/&]", " ", between).split()) <= 3


def _bounds(around: Surroundings, mention: Mention, denied: re.Match[str] | None, length: int) -> tuple[int, int]:
    start = around.start + denied.start() if denied else mention.start
    return start, mention.end + length
