"""The small words that turn a name into a claim: what prevents, what exposes, what denies, what is missing.

All expressions are for text folded by `aftershock.ingest.recognition.tokens.fold`. A place where another name stands is
written as a run of ``MASK`` characters.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "COMPOUND",
    "CONTROL_NOUNS",
    "EXPOSES",
    "FINITE",
    "HAS_CERTIFICATE",
    "HAS_CONTROL",
    "LACKS",
    "MASK",
    "MITIGATES",
    "NEEDS",
    "NEGATES",
    "NOMINAL",
    "NOTHING_SAID",
    "PREDICATE_ABSENT",
    "PREDICATE_MITIGATED",
    "PREDICATE_PRESENT",
    "PREDICATE_UNSAID",
    "STRICT_NO",
    "THREAT_NOUNS",
    "last",
]

MASK: Final = "\x01"


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Give the last match of a pattern in a text.

    Examples
    --------
    >>> last(MITIGATES, "it blocks one and prevents ")[0]
    'prevents'
    """
    found = list(pattern.finditer(text))
    return found[-1] if found else None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


_NOT: Final = r"(?:not|never|cannot|\w+n't)"
_ADVERB: Final = r"(?:(?:also|still|yet|fully|entirely|completely|only|partly|partially|largely|\w+ly)\s+)*"
_SAID: Final = (
    r"mention|detail|information|evidence|indication|description|documentation|specific|reference|data|proof|discussion"
    r"|transparency|clarity|guidance|sign|claim|confirmation|statement|explanation"
)
_TOLD: Final = (
    r"mention|detail|information|description|documentation|specific|reference|data|discussion|statement|explanation"
)
_ABOUT: Final = r"of|on|about|regarding|for|concerning|around|as\s+to|that|whether|how|into"
_BE: Final = r"(?:is|are|was|were|be|been|being|remains?|has\s+been|have\s+been|gets?|becomes?|appears?|seems?)"

THREAT_NOUNS: Final = (
    r"(?:attack|risk|threat|attempt|vulnerabilit(?:y|ies)|concern|issue|vector|scenario|path|technique|exploit|event|"
    r"incident|exposure|problem|danger|possibilit(?:y|ies))(?:e?s)?"
)
"""Nouns that may follow the name of a threat without changing what is said."""

CONTROL_NOUNS: Final = (
    r"(?:mechanism|control|standard|polic(?:y|ies)|detail|tool|tooling|capabilit(?:y|ies)|certification|practice|feature|"
    r"measure|framework|requirement|setting|model|scheme|layer|method|option|flow|infrastructure|coverage|system|"
    r"support|configuration|pipeline|report|attestation|status|information)s?"
)
"""Nouns that may follow the name of a control without changing what is said."""

# --- of threats

_DIRECT: Final = (
    r"prevent|block|stop|mitigat|eliminat|avoid|thwart|counter|counteract|neutrali[sz]|preclud|reduc|minimi[sz]|limit"
    r"|lower|decreas|lessen|curb|resist|withstand|deter|disallow|foil|combat|detect|address|prohibit|forbid|remov|repel"
    r"|restrict|intercept|suppress"
)
_AS_NOUN: Final = "".join(
    rf"(?<!{word}[ -])"
    for word in (
        *("rate", "usage", "token", "spend", "spending", "request", "resource", "time", "size", "content", "safety"),
        *("input", "spam", "code", "building", "email", "mail", "ip", "web", "wallet"),
    )
)
MITIGATES: Final = re.compile(
    rf"\b{_AS_NOUN}(?:(?:{_DIRECT})(?:e|es|s|ed|ing|t?ted|t?ting|p?ped|p?ping|red|ring)?(?:\s+out)?"
    r"|(?:rul|filter)(?:e|es|ed|ing|s)?\s+out|filter(?:s|ed|ing)?"
    r"|(?:protect|defend|guard|shield|safeguard|secur|harden|insulat|isolat)(?:e|es|s|ed|ing)?"
    r"(?:\s+[\w'-]+){0,6}?\s+(?:against|from)"
    r"|(?:scan|test|check|monitor|screen|inspect|watch|look|audit)(?:s|ed|ing)?(?:\s+[\w'-]+){0,4}?\s+for"
    r"|(?:immune|impervious|invulnerable|resistant|resilient|robust)\s+(?:to|from|against)|safe\s+from|proof\s+against"
    r"|less\s+(?:vulnerable|susceptible|prone|exposed|open|subject)\s+to"
    r"|(?:low|lower|little|minimal|negligible|zero|no|limited|reduced|without|remote)\s+(?:\w+\s+)?"
    r"(?:risk|exposure|likelihood|chance|danger|probability|threat|susceptibility|vulnerability)s?\s+(?:of|to|for|from)"
    r"|keep(?:s|ing)?(?:\s+[\w'-]+){1,6}?\s+from|unlikely\s+to|mitigated:|prevented:|blocked:"
    r"|(?:protection|defen[cs]e|safeguard|guardrail|mitigation|countermeasure|resistance|resilience|immunity|hardening|"
    r"barrier|shield|prevention|detection|control|check|filter|measure|robustness)s?\s+"
    r"(?:against|from|for|to|of|to\s+(?:prevent|stop|block|limit|mitigate))"
    r"|(?:safety|protection|security)\s+against|anti)\b(?!\s+to\b)"
)
"""Prevents, protects from, is resistant to, protections against ..."""

NOMINAL: Final = re.compile(
    r"^(?:protection|defen[cs]e|safeguard|guardrail|mitigation|countermeasure|resistance|resilience|immunity|hardening"
    r"|barrier|shield|prevention|detection|control|check|filter|measure|robustness|safety|security)s?\s"
)
"""A mitigating cue that is a noun: it can be missing, be unclear, be nobody's."""

EXPOSES: Final = _words(
    r"(?:vulnerable|susceptible|prone|exposed|open|subject|sensitive)\s+to|at\s+risk\s+(?:of|from)"
    r"|expos(?:e|es|ing)|rais(?:e|es|ing)|introduc(?:e|es|ing)|pos(?:e|es|ing)|creat(?:e|es|ing)|increas(?:e|es|ing)"
    r"|lead(?:s|ing)?\s+(?:\w+\s+)?to|led\s+to|result(?:s|ing)?\s+in|caus(?:e|es|ing)|allow(?:s|ing)?|enabl(?:e|es|ing)"
    r"|permit(?:s|ting)?|leav(?:e|es|ing)|facilitat(?:e|es|ing)|fac(?:e|es|ing)|include|includes|suffer(?:s|ing)?\s+from"
    r"|invit(?:e|es|ing)|amplif(?:y|ies|ying)|trigger(?:s|ing)?|exhibit(?:s|ing)?|present(?:s|ing)?|open(?:s|ing)?\s+(?:up\s+)?the"
    r"\s+(?:door|way)\s+(?:to|for)|carr(?:y|ies|ying)|inherit(?:s|ing)?|expand(?:s|ing)?|attempt(?:s|ing)?\s+(?:of|at)"
)
"""Is vulnerable to, raises, leads to, allows ..."""

FINITE: Final = _words(
    r"is|are|was|were|has|have|had|does|do|did|can|could|may|might|will|would|shall|should|must|cannot|isn't|aren't"
    r"|remains?|depends?|requires?|relies|rely|uses?|runs?|executes?|stores?|stays?|becomes?|occurs?|appl(?:y|ies)"
)
"""Verbs that end the reach of a cue: behind them another statement begins."""

NEGATES: Final = re.compile(
    rf"\b(?:(?P<verb>{_NOT})(?!\s+(?:only|just|merely|simply|certain)\b)(?!\s+limited\s+to\b)"
    r"|(?P<wide>fail(?:s|ed|ing|ures?|ure)?|unable|inability|insufficient|insufficiently|inadequate|inadequately|ineffective"
    r"|neglect(?:s|ed|ing)?|little|nothing|neither|nor|nobody|without|no(?!\s+(?:longer|doubt|matter|wonder)\b)"
    r"|no\s+longer|lack(?:s|ed|ing)?|absence|absent|missing|unclear|unknown|unspecified|unverified|unproven|undisclosed"
    r"|undocumented|instead\s+of|rather\s+than|bypass(?:es|ed|ing)?|evad(?:e|es|ed|ing)|circumvent(?:s|ed|ing)?"
    r"|defeat(?:s|ed|ing)?|undermin(?:e|es|ed|ing)|weaken(?:s|ed|ing)?|disabl(?:e|es|ed|ing)|gaps?\s+in|weak|few"
    r"|hardly|barely|rarely|scarcely|seldom|omits?|omitted|omitting|limited|poor|incomplete|impossible|difficult|hard))\b"
)
"""What denies a cue: *does not prevent*, *fails to*, *without protection against*, *bypasses filters against*."""

NEEDS: Final = re.compile(
    r"\b(?:(?P<near>could|would|might|may|should|must|ought\s+to|needs?\s+to|has\s+to|have\s+to|plans?\s+to|planned\s+to"
    r"|hopes?\s+to|to\s+be|should\s+be|recommended\s+to|required\s+to|trying\s+to\s+be)"
    r"|(?P<wide>requires?|requiring|needs?|needed|recommend(?:s|ed|ing|ations?)?|depend(?:s|ing)?(?:\s+on)?|necessary|essential"
    r"|critical|crucial|important|implement\s+your\s+own|responsible(?:\s+for)?|responsibility(?:\s+(?:for|of))?|unless))\b"
)
"""What asks for a mitigation instead of stating it: *should prevent*, *requires sandboxing to prevent*."""

COMPOUND: Final = re.compile(
    rf"^(?:[\s-]+{THREAT_NOUNS})?[\s-]+(?:protections?|prevention|defen[cs]es?|mitigations?|safeguards?|controls?|guards?"
    r"|guardrails?|filters?|filtering|detection|detectors?|resistance|countermeasures?|shields?|shielding|hardening|proof"
    r"|resistant|safe|free|immune|immunity|checks?|scanning|scanners?)\b"
)
"""Behind the name of a threat: *prompt injection filters*, *escape-proof*."""

PREDICATE_MITIGATED: Final = re.compile(
    rf"^{_ADVERB}(?:prevented|blocked|mitigated|stopped|eliminated|avoided|thwarted|countered|neutrali[sz]ed|precluded"
    r"|reduced|minimi[sz]ed|limited(?!\s+to)|contained|addressed|filtered|detected|ruled\s+out|excluded|restricted|low"
    r"|unlikely|impossible|negligible|minimal|irrelevant|inapplicable|under\s+control|well\s+controlled|defended\s+against"
    r"|protected\s+against|guarded\s+against|infeasible|impractical|very\s+low|out\s+of\s+the\s+question|moot|handled|lowered|removed|closed\s+off)\b"
)
"""Behind *is*: what says that a threat is kept away."""

PREDICATE_UNSAID: Final = re.compile(
    rf"^{_ADVERB}(?:mentioned|discussed|described|detailed|specified|covered|documented|listed|named|noted|stated|in\s+scope"
    r"|considered|assessed|evaluated)\b"
)
"""Behind *is not*: what says nothing of a threat."""

_NONE_OF: Final = (
    r"known|reported|observed|documented|recorded|recent|public|evidence|signs?|indications?|history|instances?|risks?|"
    r"threats?|danger|possibility|chance|potential|of|for|to|any|such|further|additional|direct|inherent|significant|"
    r"meaningful|real|exposure|vulnerability|susceptibility|incidents?|cases?|reports?|successful|the|a|an|from|reported|"
    r"notable|material|explicit|specific|suffering|seen|in|ability|means|way|ways|opportunity|room|path|paths"
)
_ON_THE_WAY: Final = rf"(?:(?:{_NONE_OF})\s+|{MASK}++\s*|(?:,|/|&|and|or|nor)\s*|{THREAT_NOUNS}\s+)*+"
STRICT_NO: Final = re.compile(
    rf"\b(?P<no>no|without|zero|neither|nor|free\s+(?:of|from))\s+{_ON_THE_WAY}$"
    rf"|\b(?P<not>(?:{_NOT}|unable\s+to|(?:nobody|no\s+one|nothing|none)\s+(?:can|could|will|may)|incapable\s+of"
    r"|(?:impossible|infeasible|difficult|hard|harder)\s+to|(?:barred|prohibited|prevented|kept|stopped)\s+from)\s+"
    r"(?:be\s+)?(?:\w+ly\s+)?)$"
)
"""Right before the name of a threat: *no known*, *without*, over other names in the same list."""

NOTHING_SAID: Final = re.compile(
    rf"\b(?:(?:no|without|lacks?|lacking|lack\s+of|little)\s+(?:\w+\s+){{0,2}}?(?:{_TOLD})s?\s+"
    rf"(?:(?:is|are|was|were)\s+\w+\s+)?(?:{_ABOUT})|{_NOT}\s+(?:\w+ly\s+)?(?:mention|describe|discuss|detail|specify|cover"
    rf"|list|document|state|name|note|reference|report|disclose|consider|assess))\s+{_ON_THE_WAY}$"
)
"""Right before the name of a threat: *no mention of*, *does not discuss*; the threat is a subject merely absent."""

# --- of controls

_REPORTS: Final = (
    r"specif(?:y|ied)|mention(?:ed)?|describe[ds]?|detail(?:ed)?|document(?:ed)?|state[ds]?|disclose[ds]?|list(?:ed)?|address(?:ed)?"
    r"|cover|include|provide|offer|support|implement|enforce|have|require|define|discuss|explain|clarify|indicate|show|reveal"
    r"|name|note|say|outline|contain|feature|use|apply|perform|maintain|keep|hold|guarantee|confirm|identify|advertise|claim"
    r"|publish|make\s+clear|elaborate|give|report|integrate|possess|ship|come|configure|enable|log|ensure|demonstrate|expose"
)
LACKS: Final = re.compile(
    rf"\b(?:(?P<said>(?:no|without(?:\s+any)?|zero|little|limited|insufficient|minimal|few|scant)\s+(?:[\w-]+\s+){{0,2}}?(?:{_SAID})s?"
    rf"(?:\s+(?:is|are|was|were|has\s+been|have\s+been)\s+\w+)?(?:\s+(?:{_ABOUT}))?"
    r"|(?:nothing|little)(?:\s+\w+){0,3}?\s+(?:about|on|of|regarding|concerning))"
    rf"|(?P<lack>lack(?:s|ed|ing)?(?:\s+of)?(?:\s+(?:any|explicit|clear|specific|sufficient|detailed))*(?:\s+(?:{_SAID})s?"
    rf"(?:\s+(?:{_ABOUT}))?)?)"
    r"|(?P<adjective>not(?!\s+(?:only|just|merely|simply|certain)\b)|weak|insufficient|inadequate|poor|limited|minimal|incomplete|inconsistent|unspecified|undocumented"
    r"|undisclosed|improper|broken|lax|unverified|unproven|partial|questionable|absent|missing|nonexistent|non-existent|scant"
    r"|rudimentary|unclear(?:\s+(?:whether|if|how|what|which))?|unknown(?:\s+(?:whether|if|how|what))?"
    r"|uncertain(?:ty)?(?:\s+(?:whether|if|how|about|around|regarding))?)"
    r"|(?P<word>no(?!\s+(?:longer|doubt|matter)\b)|without|absence(?:\s+of)?|neither|nor|gaps?\s+in|silent\s+(?:on|about)"
    r"|omi(?:ts|tted|tting)|fail(?:s|ed|ing|ure)?\s+to(?:\s+\w+)?|disabl(?:e|es|ed|ing)|skip(?:s|ped|ping)?|pursuing|seeking|working\s+towards?|but\s+not|devoid\s+of"
    rf"|never\s+(?:mention\w*|describ\w+|specif\w+|stat\w+))|(?P<not>(?:(?:do|does|did|is|are|was|were|has|have|had)\s+)?{_NOT}"
    rf"(?!\s+(?:only|just|merely|simply|certain)\b)\s+(?:\w+ly\s+)?(?:{_REPORTS})))\b"
)
"""Before the name of a control: *lacks details on*, *no*, *without*, *does not specify*, *weak* ..."""

HAS_CONTROL: Final = _words(
    r"enforc(?:e|es|ed|ing)|implement(?:s|ed|ing)?|provid(?:e|es|ed|ing)|offer(?:s|ed|ing)?|includ(?:e|es|ed|ing)|support(?:s|ed|ing)?"
    r"|featur(?:e|es|ed|ing)|has|have|us(?:e|es|ed|ing)|utili[sz](?:e|es|ed|ing)|employ(?:s|ed|ing)?|integrat(?:e|es|ed|ing)"
    r"|deploy(?:s|ed|ing)?|maintain(?:s|ed|ing)?|hold(?:s|ing)?|ship(?:s|ped|ping)?\s+with|com(?:e|es|ing)\s+with"
    r"|(?:secur|protect|gat|guard)ed\s+(?:by|with|through|via|behind)|(?:authenticat|authoriz)(?:e|es|ed|ing)\s+\w+\s+(?:via|with|through|using)"
    r"|aids?|enhanc(?:e|es|ed|ing)|improv(?:e|es|ed|ing)|strengthen(?:s|ed|ing)?|keep(?:s|ing)?|record(?:s|ed|ing)?|enabl(?:e|es|ed|ing)"
    r"|with\s+(?:built-in|robust|strong|full|comprehensive|native|granular|strict|detailed|centralized|mandatory|fine-grained)"
)
"""Before the name of a control: *enforces*, *provides*, *secured by* ..."""

HAS_CERTIFICATE: Final = _words(
    r"hold(?:s|ing)?|achiev(?:e|es|ed|ing)|obtain(?:s|ed|ing)?|maintain(?:s|ed|ing)?|complet(?:e|es|ed|ing)|has|have|earn(?:s|ed|ing)?"
    r"|certified\s+(?:to|for|against|under)|compl(?:y|ies|ying|iant)\s+with|attested\s+(?:to|by)|pass(?:es|ed|ing)?|audited\s+(?:by|against)"
    r"|carr(?:y|ies|ying)"
)
"""Before the name of an attestation: *holds*, *certified to* ..."""

PREDICATE_ABSENT: Final = re.compile(
    rf"^(?P<not>{_NOT})?\s*{_ADVERB}(?:(?P<said>described|specified|mentioned|detailed|documented|stated|disclosed|provided|given"
    r"|listed|included|implemented|enforced|enabled|supported|available|addressed|covered|defined|present|in\s+place|clear|explained"
    r"|discussed|outlined|known|confirmed|evident|apparent|required|configured|built[\s-]in|offered|guaranteed|verified|established"
    r"|set\s+up|performed|kept|maintained|certified|a\s+(?:feature|part)|active|used|applied|noted|named|visible|exist|appear|be\s+\w+ed)"
    r"|(?P<bad>unspecified|undisclosed|undocumented|missing|absent|lacking|unclear|unknown|omitted|unaddressed|disabled|weak|insufficient"
    r"|inadequate|limited|minimal|non-?existent|incomplete|unstated|unmentioned|undefined|unconfirmed|unverified|uncertain|poor|none"
    r"|pending|planned|in\s+progress|under\s*way|forthcoming|expired|on\s+the\s+roadmap|optional"
    r"|left\s+(?:to|up|unspecified|undefined|unaddressed|open)|not\s+\w+))\b"
)
"""Behind *is*, of a control: ``bad`` says that it is missing, ``not`` with ``said`` says so too."""

PREDICATE_PRESENT: Final = re.compile(
    rf"^{_ADVERB}(?:enforced|implemented|provided|supported|enabled|in\s+place|built[\s-]in|present|included|available|applied|used"
    r"|active|configured|maintained|offered|native|robust|strong|guaranteed|mandatory|performed|kept|centrali[sz]ed|established|ensured"
    r")\b"
)
"""Behind *is*, of a control: what says that it is there."""
