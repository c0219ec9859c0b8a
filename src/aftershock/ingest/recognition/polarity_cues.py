"""The expressions by which a text turns round what it says of a threat."""

from __future__ import annotations

import re
from typing import Final

from aftershock.ingest.recognition.phrases import NOT, any_of, verbs, whole

__all__ = [
    "BUILDING",
    "CONTAINED",
    "DIMINISHED",
    "FROM",
    "FRONTED",
    "IMPERATIVE",
    "INSTEAD",
    "KEEP",
    "LEADS",
    "NOBODY",
    "NOT_EXPOSED",
    "NOT_SO",
    "OBJECT",
    "OTHER_SENSE",
    "PARTLY",
    "POSSIBLE",
    "PURPOSE",
    "SOUGHT",
    "STILL_NOT",
    "THAT_COULD",
    "TOPIC",
    "VERB_NOT_NOUN",
    "WHO",
]

STILL_NOT: Final = any_of(
    "be, been, being, to, appear, seem, considered, known, thought, deemed, believed, itself, likely, expected,"
    "yet, any, detect, or"
)
INSTEAD: Final = any_of(
    "without, neither, nor, no longer, hardly, rarely, barely, unable to, fails? to, less, avoids?, instead of,"
    "rather than"
)
NOT_EXPOSED: Final = re.compile(
    rf"\b(?:{NOT}(?!\s+(?:only|just|merely|simply)\b)(?:\s+(?:{STILL_NOT}|\w+ly)\b)*|{INSTEAD})\s+(?:\w+ly\s+)?$"
)
IMPERATIVE: Final = re.compile(
    verbs(
        "prevent block stop mitigate avoid counter limit reduce minimise minimize lower resist detect address"
        " restrict eliminate",
        ("",),
    )
)
SOUGHT: Final = re.compile(
    r"\b(?:scanned|screened|checked|tested|searched|inspected|vetted)\s+for\b|\b(?:against|blocked|prevented"
    r"|stopped|(?:prevent|stop|block|limit|cap|withhold|defeat|reject|refuse|forbid|hinder|purge|discard|quarantine"
    r"|thwart|foil|bar|counter|confine|halt|harden)s?"
    r"|(?:prevent|stop(?:p)|block|withhold|hinder)ing)\b"
)
CONTAINED: Final = re.compile(r"\b(?:prevent(?:s|ed|ing)?|contain(?:s|ed|ing)?|confine[sd]?|isolate[sd]?)\b")
KEEP: Final = re.compile(
    rf"\b(?:{verbs('keep hinder bar save', ('', 's', 'ing'))}"
    rf"|{verbs('stop prevent block isolate separate shield protect')})\s+"
    r"(?:[\w'-]+\s+){0,3}$"
)
POSSIBLE: Final = re.compile(
    r"\b(?:possible|likely|probable|plausible|conceivable|remains?|still|open|easy|risk\s+remains|concern"
    r"|expected|happens?)\b",
    re.IGNORECASE,
)
PURPOSE: Final = re.compile(
    r"\b(?:to|that|which)\s+(?:\w+ly\s+)?(?:\w++(?:,\s*+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+))*+$"
)
DIMINISHED: Final = re.compile(rf"\b{verbs('remove drop strip lower reduce erode eliminate')}\s+(?:\w+\s+){{0,2}}$")
FROM: Final = re.compile(r"\bfrom\s+(?:\w+ly\s+)?$")
FRONTED: Final = re.compile(r"(?:^|[,:]|\b(?:and|but|so|that))\s*(?:with\s+)?$")
VERB_NOT_NOUN: Final = re.compile(r"\s(?:controls|guards|filters|checks|shields|safeguards)$")
OBJECT: Final = re.compile(
    rf"\s+(?:{any_of('all, any, each, both, the, a, an, its, their, it, them, most, many, other, others, how')}"
    r"|every\w*|what\w*|which\w*)\b"
)
WHO: Final = re.compile(r"\b(?:who(?:ever)?|anybody|anyone|attackers?|adversary|adversaries)\s+(?:\w+\s+){0,3}$")
PARTLY: Final = re.compile(
    rf"\b{any_of('partially, partly, somewhat, incompletely, imperfectly, unreliably, inconsistently, marginally')}\s+$"
)
BUILDING: Final = any_of("building, house, office, garage, warehouse, facility, premises, shop, store, plant")
OTHER_SENSE: Final = {
    "backdoored-model": re.compile(rf"^\s+(?:in|of|to|at|behind)\s+(?:the|an?|our|their)\s+(?:\w+\s+)?{BUILDING}\b"),
    "prompt-injection": re.compile(
        r"^\s+into\s+(?:the|an?|each|every|its)\s+(?:\w+\s+)?(?:templates?|slots?|forms?)\b"
    ),
}
"""Behind a name: what shows that something else is meant."""
TOPIC: Final = re.compile(
    r"^adversarial(?:ly)?\s+(?:training|trained|robustness|testing|tests)\b|\b(?:courses?|lectures?|workshops?"
    r"|lessons?|webinars?|theft\s+reports?|novels?|quiz|glossary|trivia|insurance)\b"
)
"""Within a description: it is spoken of as a topic."""
NOT_SO: Final = re.compile(
    r"\b(?:not\s+(?:the\s+case|true|correct|right|so)|untrue|false|wrong\s+to\s+say)\s+that\s+(?:[\w'-]+\s+){0,4}$"
)
NOBODY: Final = frozenset({"nothing", "nobody", "none"})
THAT_COULD: Final = re.compile(r"(?<!,)\s(?:that|which)\s+(?:could|would|can|may|might)\s+(?:\w+ly\s+)?$")
LEADS: Final = whole(verbs("lead leave expose raise"))
