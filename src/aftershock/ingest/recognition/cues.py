"""The small words that turn the name of a threat into a claim: what prevents, what exposes, what denies.

All expressions are for text folded by `aftershock.ingest.recognition.tokens.fold`. A place where another name stands is
written as a run of `aftershock.ingest.recognition.phrases.MASK`.
"""

from __future__ import annotations

import re
from typing import Final

from aftershock.ingest.recognition.phrases import MASK, NOT, any_of, verbs, whole

__all__ = [
    "ABOUT",
    "ADVERB",
    "COMPOUND",
    "EXPOSES",
    "FINITE",
    "MITIGATES",
    "NEEDS",
    "NEGATES",
    "NOMINAL",
    "NOTHING_SAID",
    "PREDICATE_MITIGATED",
    "PREDICATE_UNSAID",
    "STRICT_NO",
    "THREAT_NOUNS",
    "UNTRUE",
]

ADVERB: Final = (
    r"(?:(?:also|both|all|still|now|always|yet|fully|entirely|completely|only|partly|partially|largely|thereby|thus"
    r"|hence|therefore"
    r"|well|then|\w+ly)\s+)*"
)
"""Adverbs that may stand before a participle."""

ABOUT: Final = any_of("of, on, about, regarding, for, concerning, around, as to, that, whether, how, into")
"""What joins *details* to their subject."""

_TOLD: Final = any_of(
    "mention, detail, information, description, documentation, specific, reference, data, discussion,"
    "statement, explanation"
)
THREAT_NOUNS: Final = any_of(
    "attacks?, risks?, threats?, attempts?, vulnerability, vulnerabilities, concerns?, issues?, vectors?,"
    "scenarios?, paths?, techniques?, exploits?, events?, incidents?, exposures?, problems?, dangers?,"
    "possibility, possibilities"
)
"""Nouns that may follow the name of a threat without changing what is said."""

_SAFEGUARDS: Final = any_of(
    "protections?, defences?, defenses?, safeguards?, guardrails?, mitigations?, countermeasures?, resistance,"
    "resilience, immunity, hardening, barriers?, shields?, prevention, detections?, controls?, checks?,"
    "filters?, measures?, robustness"
)
_LITTLE: Final = any_of("low, lower, little, minimal, negligible, zero, no, limited, reduced, without, remote")
_CHANCE: Final = any_of(
    "risks?, exposure, likelihood, chance, danger, probability, threat, susceptibility, vulnerability"
)
_AS_NOUN: Final = "".join(
    rf"(?<!{word}[ -])"
    for word in (
        *(
            "its",
            "the",
            "a",
            "without",
            "any",
            "no",
            "hard",
            "upper",
            "rate",
            "usage",
            "token",
            "spend",
            "spending",
            "request",
            "resource",
            "time",
            "size",
            "content",
            "safety",
        ),
        *("input", "spam", "code", "building", "email", "mail", "ip", "web", "wallet"),
    )
)
_PREVENT: Final = verbs(
    "prevent block stop mitigate eliminate avoid thwart counter counteract neutralise neutralize preclude"
    " reduce minimise minimize limit lower decrease lessen curb resist withstand deter disallow foil combat"
    " defeat withhold hinder frustrate disarm vet confine halt bar counter"
    " detect address prohibit forbid remove repel restrict intercept suppress cap"
)
_PROTECT: Final = verbs("protect defend guard shield safeguard secure harden insulate isolate")
_TO_ITS_END: Final = rf"(?=(?:\s+(?:\w+|{MASK}+),?){{0,5}}\s*$)"
_BARRIER: Final = any_of(
    "breakers?, bulkheads?, isolation, segmentation, sandbox, sandboxes, sandboxing, quotas?, limits?, timeouts?,"
    "firewalls?, partitions?, partitioning, cells?, kill switch, kill switches, rollbacks?"
)
_CONTAIN: Final = rf"{verbs('close', ('', 's', 'ing'))}{_TO_ITS_END}|{_BARRIER}\s+(?:\w+\s+)?contains?{_TO_ITS_END}"
_LOOK: Final = verbs("scan test check monitor screen inspect watch look audit")
MITIGATES: Final = re.compile(
    rf"\b{_AS_NOUN}(?:{_PREVENT}(?:\s+out)?|(?:{verbs('hold keep ward fend head', ('', 's', 'ing'))}|held"
    rf"|kept)\s+(?:back|off|out)"
    rf"|{verbs('catch reject quarantine discard', ('', 's', 'ing'))}|(?:puts?|putting)\s+an\s+end\s+to|(?:does"
    rf"|do)\s+away\s+with"
    rf"|{verbs('close', ('', 's', 'ing'))}\s+(?:the\s+)?(?:gaps?|door|hole|way|road|path)\s+(?:of|on|to|for)"
    rf"|{_CONTAIN}|{verbs('rule filter')}\s+out|{verbs('filter')}"
    rf"|{_PROTECT}(?:\s+[\w'-]+){{0,6}}?\s+(?:against|from)|{_LOOK}(?:\s+[\w'-]+){{0,4}}?\s+for"
    r"|(?:immune|impervious|invulnerable|resistant|resilient|robust)\s+(?:to|from|against)|safe\s+from"
    r"|proof\s+against"
    rf"|less\s+{any_of('vulnerable, susceptible, prone, exposed, open, subject')}\s+to"
    rf"|{_LITTLE}\s+(?:\w+\s+)?{_CHANCE}\s+(?:of|to|for|from)"
    rf"|{verbs('keep', ('', 's', 'ing'))}(?:\s+[\w'-]+){{1,6}}?\s+from"
    rf"|unlikely\s+to|mitigated:|prevented:|blocked:|{_SAFEGUARDS}\s+(?:against|from|for|to|of)"
    r"|(?:safety|protection|security)\s+against|anti)\b(?!\s+to\b)"
)
"""Prevents, protects from, is resistant to, protections against ..."""

NOMINAL: Final = re.compile(rf"^(?:{_SAFEGUARDS}|safety|security)\s")
"""A mitigating cue that is a noun: it can be missing, be unclear, be nobody's."""

EXPOSES: Final = whole(
    rf"{any_of('vulnerable, susceptible, prone, exposed, open, subject, sensitive')}\s+to",
    any_of("at risk of, at risk from, led to, include, includes, opens? the door to, opens? the way for"),
    verbs(
        "expose raise introduce pose create increase cause allow enable permit leave facilitate face invite"
        " amplify trigger exhibit present carry inherit expand",
        ("", "s", "ing"),
    ),
    rf"{verbs('lead', ('', 's', 'ing'))}\s+(?:\w+\s+)?to",
    rf"{verbs('result', ('', 's', 'ing'))}\s+in",
    rf"{verbs('suffer', ('', 's', 'ing'))}\s+from",
)
"""Is vulnerable to, raises, leads to, allows ..."""

FINITE: Final = whole(
    any_of(
        "is, are, was, were, has, have, had, does, do, did, can, could, may, might, will, would, shall, should,"
        "must, cannot, isn't, aren't"
    ),
    verbs("remain depend require rely use run execute store stay become occur apply", ("", "s")),
)
"""Verbs that end the reach of a cue: behind them another statement begins."""

NEGATES: Final = re.compile(
    rf"\b(?:(?P<verb>{NOT})(?!\s+(?:only|just|merely|simply|certain)\b)(?!\s+limited\s+to\b)|(?P<wide>"
    + "|".join(
        (
            any_of(
                "failures?, unable, inability, insufficient, insufficiently, inadequate, inadequately,"
                "ineffective, little, nothing, neither, nor, nobody, without, no longer, absence, absent,"
                "missing, unclear, unknown, unspecified, unverified, unproven, undisclosed, undocumented,"
                "instead of, rather than, gaps? in, weak, few, hardly, barely, rarely, scarcely, seldom,"
                "limited, poor, incomplete, impossible, difficult, hard, too lax, too weak, too loose, too coarse,"
                " too slow, too few, too late, too little,"
                "does nothing, do nothing, no good, powerless, helpless, does little, do little, not enough, too old,"
                " too broad"
            ),
            r"no(?!\s+(?:longer|doubt|matter|wonder)\b)",
            verbs("fail neglect lack bypass evade circumvent defeat undermine weaken disable omit"),
        )
    )
    + r"))\b"
)
"""What denies a cue: *does not prevent*, *fails to*, *without protection against*, *bypasses filters against*."""

_TO_DO: Final = any_of(
    "could, would, might, may, should, must, ought to, needs? to, has to, have to, plans? to, planned to,"
    "hopes? to, claims? to, claimed to, claiming to, purports? to, promises? to, tries to, attempts? to, to be,"
    "should be, recommended to, required to, trying to be"
)
_WANTED: Final = any_of(
    "require, requires, requiring, needs?, needed, recommend, recommends, recommended, recommending,"
    "recommendations?, depend, depends, depending, depends? on, necessary, essential, critical, crucial,"
    "important, responsible, responsible for, responsibility, responsibility for, responsibility of,"
    "implement your own, unless"
)
NEEDS: Final = re.compile(rf"\b(?:(?P<near>{_TO_DO})|(?P<wide>{_WANTED}))\b")
"""What asks for a mitigation instead of stating it: *should prevent*, *requires sandboxing to prevent*."""

_GUARDS: Final = any_of(
    "protections?, prevention, defences?, defenses?, mitigations?, safeguards?, controls?, guards?,"
    "guardrails?, filters?, filtering, detection, detectors?, resistance, countermeasures?, shields?,"
    "shielding, hardening, proof, resistant, safe, free, immune, immunity, checks?, scanning, scanners?"
)
COMPOUND: Final = re.compile(rf"^(?:[\s-]+{THREAT_NOUNS})?[\s-]+{_GUARDS}\b")
"""Behind the name of a threat: *prompt injection filters*, *escape-proof*."""

_KEPT_AWAY: Final = any_of(
    "hindered, hampered, curbed, impeded, bounded, complicated, held off, noticed, spotted, ignored, cut off, halted,"
    " fenced off, confined, discovered, revoked, undone, rolled back, reverted, prevented, blocked, mitigated,"
    " stopped, defeated, withheld, kept off, kept from, kept away, purged, weeded out, nipped in the bud, foiled,"
    " disarmed,"
    " eliminated, avoided, thwarted, countered, neutralised,"
    "neutralized, precluded, reduced, minimised, minimized, contained, addressed, filtered, detected,"
    "ruled out, excluded, restricted, low, very low, unlikely, impossible, negligible, minimal, under control,"
    "well controlled, defended against, protected against, guarded against,"
    "infeasible, impractical, out of the question, caught, held back, kept out, kept at bay, warded off,"
    "headed off, dealt with,"
    "refused, rejected, discarded, quarantined, stripped, screened, taken care of, intercepted, handled,"
    "lowered, removed, closed off"
)
UNTRUE: Final = re.compile(
    r"\b(?:(?:not|isn't)\s+(?:\w+ly\s+)?(?:true|correct|right|accurate|the\s+case)|untrue|false|wrong"
    r"|incorrect)\s+(?:to\s+say\s+)?"
    r"that\s+(?:[\w'-]+\s+){0,6}$"
)
"""What turns round a whole statement behind it: *it is not true that*."""

PREDICATE_MITIGATED: Final = re.compile(rf"^{ADVERB}(?:{_KEPT_AWAY}|limited(?!\s+to))\b")
"""Behind *is*: what says that a threat is kept away."""

_SPOKEN_OF: Final = any_of(
    "mentioned, discussed, described, detailed, specified, covered, documented, listed, named, noted, stated,"
    "in scope, considered, assessed, evaluated"
)
PREDICATE_UNSAID: Final = re.compile(rf"^{ADVERB}{_SPOKEN_OF}\b")
"""Behind *is not*: what says nothing of a threat."""

_NONE_OF: Final = any_of(
    "known, reported, observed, documented, recorded, recent, public, evidence, signs?, indications?, history,"
    "instances?, chance, potential, of, for, to, any, such, further, additional, direct, inherent, significant,"
    "meaningful, real, susceptibility, cases?, reports?, successful, the, a, an, from, notable, material,"
    "explicit, specific, suffering, seen, in, ability, means, ways?, opportunity, room"
)
_ON_THE_WAY: Final = rf"(?:{_NONE_OF}\s+|{MASK}++\s*|(?:,|/|&|and\b|or\b|nor\b)\s*|{THREAT_NOUNS}\s+)*+"
STRICT_NO: Final = re.compile(
    rf"\b(?P<no>no|without|zero|neither|nor|free\s+(?:of|from))\s+{_ON_THE_WAY}$"
    rf"|\b(?P<not>(?:{NOT}|unable\s+to|(?:nobody|no\s+one|nothing|none)\s+(?:can|could|will|may)|incapable\s+of"
    r"|(?:impossible|infeasible|difficult|hard|harder)\s+to|(?:barred|prohibited|prevented|kept|stopped)\s+from)\s+"
    r"(?:be\s+)?(?:\w+ly\s+)?)$"
)
"""Right before the name of a threat: *no known*, *without*, over other names in the same list."""

_TELL: Final = verbs(
    "mention describe discuss detail specify cover list document state name note reference report", ("",)
)
NOTHING_SAID: Final = re.compile(
    rf"\b(?:{any_of('no, without, lacks?, lacking, lack of, little')}\s+(?:\w+\s+){{0,2}}?{_TOLD}s?\s+"
    rf"(?:(?:is|are|was|were)\s+\w+\s+)?{ABOUT}|{NOT}\s+(?:\w+ly\s+)?(?:{_TELL}|disclose|consider"
    rf"|assess))\s+{_ON_THE_WAY}$"
)
"""Right before the name of a threat: *no mention of*, *does not discuss*; the threat is a subject merely absent."""
