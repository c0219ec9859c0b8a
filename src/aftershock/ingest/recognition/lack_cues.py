"""The expressions by which a text says of a control that it is missing, wished for or there."""

from __future__ import annotations

import re
from typing import Final

from aftershock.ingest.recognition import control_cues as cues
from aftershock.ingest.recognition.phrases import MASK, any_of, verbs, whole

__all__ = [
    "ACTS",
    "ASKED",
    "ATTESTATION",
    "BARE",
    "CERTIFIED",
    "CLAIMED",
    "DANGERS",
    "DEEDS",
    "DENIED",
    "DOES",
    "DOUBLE",
    "EMBEDDED",
    "EVERYONE",
    "IMPERATIVE",
    "IS",
    "LACKING",
    "MODAL",
    "NOBODY_BEHIND",
    "NONE_WITHOUT",
    "NOT_ALL",
    "NOT_DONE",
    "NOT_DONE_YET",
    "NOT_SO",
    "NOT_THE_CONTROL",
    "NOUNS",
    "NO_ESCAPE",
    "NO_NEED",
    "OF_IT",
    "OF_MACHINES",
    "OTHER",
    "OVER_ALL",
    "PASSIVE",
    "PLACE",
    "REACH",
    "REACHES_OVER",
    "RISKS",
    "SPEAKS_AGAINST",
    "SUBJECT",
    "TO_DO",
    "VERB",
    "WANTED",
    "WISHED",
    "WISHED_BEHIND",
    "WISHES",
]

ATTESTATION: Final = "compliance-attestation"
NOUNS: Final = rf"(?:[\s-]+(?:{cues.CONTROL_NOUNS}|type\s+(?:[i1]{1, 2}|2)))*"
PLACE: Final = r"(?:\s+(?:of|for|on|in|between|across|within|at|from|per|by|under|to|beyond)(?:\s+[\w'-]+){1,4}?)?"
VERB: Final = any_of(
    "has not been, have not been, has yet to be, have yet to be, has been, have been, do, does, don't, doesn't, is,"
    " are, was, were, remains?, isn't, aren't, wasn't,"
    "weren't, appears?, seems?, cannot be, can't be, can be, could be, should be, must be, may be, might be,"
    "would be, seems? to be, appears? to be, is said to be, are said to be, is reported to be, needs? to be,"
    "has to be, depends?, relies"
)
SUBJECT: Final = re.compile(
    rf"^[\"']?{NOUNS}{PLACE}(?:\s+(?:works?|operates?|(?:is|are)\s+(?:handled|done|managed|performed|implemented"
    rf"|kept)))?\s+"
    rf"(?P<verb>{VERB})\b\s*"
)
BARE: Final = re.compile(
    rf"^{NOUNS}\s+(?:missing|absent|lacking|disabled|unspecified|undisclosed)\b"
    rf"|^{NOUNS}\s+(?:will|(?:is|are)\s+(?:yet\s+)?to)\s+(?:come|follow|arrive|be\s+(?:added|available"
    rf"|introduced|offered)|ship|land)\b"
    rf"|^{NOUNS}\s*[:=(]\s*\(?(?:none|no\b|not\s+\w+|n/a|unknown|missing|absent|unspecified)"
)
DEEDS: Final = verbs(
    "separate restrict limit govern control cover give protect guard decide gate record capture show"
    " reveal confirm prove",
    ("", "s"),
)
ACTS: Final = re.compile(
    rf"^{NOUNS}{PLACE}\s+(?:(?:that|which)\s+)?(?:{DEEDS}|comes?\s+(?:with|as\s+standard|built\s+in)|applies\s+to"
    r"|(?:goes|runs)\s+(?:through|via|over)|uses)\b"
)
"""Behind a control: what only a control that is there can do."""
NO_NEED: Final = re.compile(
    r"^(?:not\s+|never\s+)(?:\w+ly\s+)?(?:needed|necessary|relevant|applicable)\b|^(?:irrelevant|superfluous"
    r"|unnecessary|moot)\b"
)
CERTIFIED: Final = re.compile(
    rf"^{NOUNS}(?:\s*(?:,|and|or|/|&)\s*{MASK}+{NOUNS})*[\s-]+(?:certified|compliant|accredited|attested|audited"
    rf"|authori[sz]ed|registered)\b"
)
ASKED: Final = re.compile(r"^\s*(?:whether|if|how)\b")
REACHES_OVER: Final = re.compile(r"(?:no|neither|nor)\b|.*\b(?:whether|if|how)\b")
REACH: Final = whole(
    any_of(
        "is, are, was, were, has, have, had, does, do, can, could, may, might, will, would, shall, should,"
        "must, which, who, lead, leads, leading, raising, exposing, causing, leaving, resulting, increasing,"
        "making"
    ),
    verbs("remain require need depend", ("", "s")),
    r"to\s+\w+",
)
DENIED: Final = re.compile(
    r"\b(?:(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would)\s+)?(?:not|never)|cannot|\w+n't"
    r"|without|no"
    r"|lack(?:s|ing)?(?:\s+of)?|neither|nor|fails?\s+to|unclear|unknown)\b"
)
OTHER: Final = any_of(
    "attempts?, failures?, errors?, events?, requests?, headers?, codes?, tokens?, bypass, bypasses, bypassing,"
    "attacks?, data, entry, entries, files?, poisoning, storage, tampering, secrets?, keys?"
)
OF_IT: Final = re.compile(rf"^[\s-]+{OTHER}\b")
OF_MACHINES: Final = re.compile(
    r"\b(?:remote|hardware|device|code|build|tee|provenance|artifact|enclave|workload|key|client|tls|ssl|server"
    r"|x\.?509|signed|short-lived)\s+$"
)
"""Before *attestation*: what a machine attests, not an auditor."""
WANTED: Final = any_of(
    "should, must, could, would, might, may, ought to, needs? to, has to, have to, plans? to, required to,"
    "recommended to, can be, to be, planned"
)
MODAL: Final = re.compile(rf"\b(?:{WANTED}|requires?\s+\w+\s+to)\s+(?:\w+\s+){{0,2}}$")
TO_DO: Final = verbs(
    "enforce implement provide offer include support use utilise utilize employ integrate deploy maintain keep"
    " record enable enhance improve strengthen obtain achieve hold complete",
    ("",),
)
IMPERATIVE: Final = re.compile(rf"{TO_DO}\b")
PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:\w+ly\s+)?$")
DANGERS: Final = any_of(
    "risks?, threats?, vulnerability, vulnerabilities, concerns?, issues?, gaps?, weakness, weaknesses,problems?"
)
DOUBLE: Final = re.compile(
    r"\b(?:(?:no|neither)\s+(?:[\w'-]+\s+){1,3}?(?:is|are|was|were|can|may|will|gets?|runs?|goes|passes|works?)"
    r"|nothing|nobody|no\s+one|none|not|never|cannot|\w+n't)\s+"
    r"(?:(?!(?:and|or|that|which|who|whether|if|how|clear|known|stated|described|mentioned"
    r"|specified)\b)[\w'-]+\s+){0,5}$"
)
EMBEDDED: Final = re.compile(
    r"\b(?:how|whether|if|where)\s+(?:[\w'-]+\s+){1,4}?(?:is|are|was|were|gets?|be)\s+(?:\w+ly\s+)?$"
)
NOT_DONE: Final = re.compile(r"\b(?:(?:do|does|did)\s+not|doesn't|don't|didn't|never|cannot|can't)\s+(?:\w+ly\s+)?$")
NOT_SO: Final = re.compile(
    r"\b(?:not|never|cannot|\w+n't|no|without|neither|nor|nobody|nothing|none|lack(?:s|ing)?|few|hardly"
    r"|doubtful\s+whether"
    r"|unclear\s+whether|unclear\s+if|missing|before)\b(?:[\s,]+[\w'-]+){0,4}[\s,]*$"
)
NOT_ALL: Final = re.compile(
    r"\bnot\s+(?:(?:the\s+case\s+)?that\s+)?(?:all|every|each)\b[^,;:.]{0,50}$|\b(?:few|only\s+some"
    r"|hardly\s+any)\s+[^,;.]{0,40}$"
)
NO_ESCAPE: Final = re.compile(
    r"\b(?:no|nothing|none|nobody)\b[^,;.]{0,40}\b(?:escapes?|bypass(?:es)?|evades?|slips?\s+past|gets?\s+past"
    r"|gets?\s+around|avoids?)\s+(?:[\w'-]+\s+){0,2}$"
    r"|\bthere\s+(?:is|are)\s+no\s+[\w'-]+\s+without\s+(?:an?\s+)?$"
)
EVERYONE: Final = re.compile(
    r"\b(?:no|nobody|none|nothing|never|not|cannot|\w+n't)\b[^,;.]{0,50}\b(?:without|unless|until"
    r"|except)\b[^,;.]{0,30}$"
)
"""*Nobody connects without*."""
NONE_WITHOUT: Final = re.compile(
    r"\b(?:no|nobody|none|nothing|never|not|cannot|\w+n't)\b[^,;.]{0,50}\b(?:without|unless|until)\b"
)
LACKING: Final = frozenset({"missing", "lacking", "absent", "omitted", "wanting"})
IS: Final = frozenset(
    {"is", "are", "was", "were", "has been", "have been", "seems to be", "seem to be", "appears to be", "appear to be"}
    | {"is said to be", "are said to be", "is reported to be", "are reported to be"}
)
DOES: Final = frozenset({"log", "logs", "authenticate", "authenticates", "audit", "audits"})
WISHES: Final = (
    "should, must, could, would, might, ought, needs?, plans?, recommends?, promises?, "
    "only form of, called, recommended, advise, advises, advised, wants?, wish"
)
WISHED: Final = re.compile(
    rf"\b(?:{any_of(WISHES)}"
    r"|(?:can|may)\s+(?:\w+\s+)?be|once|unless|if|whether|how|until)\b[^,;]{0,60}$"
)
WISHED_BEHIND: Final = re.compile(
    r"^[\s\w-]{0,30}?\b(?:should|must|could|would|might|ought|needs?\s+to|recommended|advisable|advised|desirable"
    r"|needs|requires|next\s+(?:year|quarter|month|spring|summer|autumn|release|version)|later|soon|matters?|helps?"
    r"|is\s+a\s+(?:topic|subject|standard|term))\b"
)
NOT_DONE_YET: Final = re.compile(r"^(?:not|never|yet\s+to)\b(?!\s+(?:only|just|merely))")
OVER_ALL: Final = re.compile(r"\b(?:neither|nor|no|without|lacks?|lacking)\b(?!\s+(?:doubt|matter|longer))")
NOBODY_BEHIND: Final = re.compile(r"^\s+(?:nobody|no\s+one|nothing|none|no)\b")
SPEAKS_AGAINST: Final = re.compile(
    r"\b(?:neither|nor|no|not|never|without|lacks?|lacking|missing|breach\s+of|violation\s+of|absence|absent|nobody"
    r"|nothing|none|unclear|unknown|doubtful"
    r"|hardly|barely|fails?|cannot|\w+n't)\b(?!\s+(?:only|just|merely|doubt|matter|longer))"
)
CLAIMED: Final = re.compile(
    r"\b(?:calls?\s+itself|itself|self|by\s+its\s+own\s+(?:word|account)|claims?|claimed|alleged|so-called"
    r"|end\s+up\s+in|in\s+(?:its|the|their))\s+(?:\w+\s+)?$"
)
NOT_THE_CONTROL: Final = re.compile(
    r"^-|^\s+(?:exposes?|leaks?|reveals?|contains?|spills?|prints?|holds?|includes?)\b|^\s+(?:is"
    r"|are)\s+required\s+(?:by|of|from)\b|^\s+(?:in\s+and|and\s+out|in|out|on|into|it|them|off)\b(?!\s+(?:with|via"
    r"|through|by|using))"
)
RISKS: Final = re.compile(rf"\b{DANGERS}\s+(?:\w+\s+){{0,3}}$")
