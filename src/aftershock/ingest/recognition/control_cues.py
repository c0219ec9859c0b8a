"""The small words that say of a control that it is missing, not spoken of, or in place.

All expressions are for text folded by `aftershock.ingest.recognition.tokens.fold`.
"""

from __future__ import annotations

import re
from typing import Final

from aftershock.ingest.recognition.cues import ABOUT, ADVERB
from aftershock.ingest.recognition.phrases import NOT, any_of, verbs, whole

__all__ = ["CONTROL_NOUNS", "HAS_CERTIFICATE", "HAS_CONTROL", "LACKS", "PREDICATE_ABSENT", "PREDICATE_PRESENT"]

CONTROL_NOUNS: Final = any_of(
    "mechanisms?, controls?, standards?, policy, policies, details?, tools?, tooling, capability, capabilities,"
    "certifications?, practices?, features?, measures?, frameworks?, requirements?, settings?, models?,"
    "schemes?, layers?, methods?, options?, flows?, infrastructure, coverage, systems?, support,"
    "configurations?, pipelines?, reports?, attestations?, status, information"
)
"""Nouns that may follow the name of a control without changing what is said."""

_SAID: Final = any_of(
    "mention, details?, information, evidence, indications?, descriptions?, documentation, specifics?,"
    "references?, words?, sentences?, lines?, data, proof, discussion, transparency, clarity, guidance, signs?,"
    "claims?, confirmation,"
    "statements?, explanations?"
)
_REPORT: Final = verbs(
    "specify mention describe detail document state disclose list address cover include provide offer support"
    " implement enforce have require define discuss explain clarify indicate show reveal name note say outline"
    " contain feature use apply perform maintain keep hold guarantee confirm identify advertise claim publish"
    " elaborate give report integrate possess ship come configure enable log ensure demonstrate expose",
    ("",),
)
_REPORTED: Final = verbs("specify mention describe detail document state disclose list address", ("ed",))
_POOR: Final = any_of(
    "weak, insufficient, inadequate, poor, limited, minimal, incomplete, inconsistent, unspecified,"
    "undocumented, undisclosed, improper, broken, lax, unverified, unproven, partial, questionable, absent,"
    "missing, nonexistent, non-existent, scant, rudimentary"
)
_NOT_SURE: Final = any_of(
    "unclear, unclear whether, unclear if, unclear how, unclear what, unclear which, unknown, unknown whether,"
    "unknown if, unknown how, unknown what, uncertain, uncertain whether, uncertain if, uncertain how,"
    "uncertainty about, uncertainty around, uncertainty regarding, uncertain about"
)
_WITHOUT: Final = any_of(
    "without, does without, do without, let alone, far from, instead of, in lieu of, short of, minus,"
    "nothing like, want of,"
    "could not find, cannot find, could not find any, found no, finds no, find no, not find any, keeps quiet about,"
    " keeps silent about, has yet to,"
    "passes over, pass over, skips over, mute on, tight-lipped about, vague about, vague on, evasive about,"
    " stops short of,"
    "leaves? open, leave out, leaves out, left out, plans? to add, plans? to introduce,"
    "plans? to offer, plans? to obtain, yet to add,"
    "yet to introduce, yet to offer, yet to obtain,"
    "yet to get, yet to complete,"
    "forgo, forgoes, dispenses with, dispense with, no trace of, absence, absence of, neither, nor, gaps? in,"
    "silent on, silent about, pursuing, seeking,"
    "working towards?, but not, devoid of, never mentions, never describes, never specifies, never states"
)
_BUT_ONLY: Final = r"(?!\s+(?:only|just|merely|simply|certain)\b)"
LACKS: Final = re.compile(
    rf"\b(?:(?P<said>{any_of('no, without, without any, zero, little, limited, insufficient, minimal, few, scant')}\s+"
    rf"(?:[\w-]+\s+){{0,2}}?{_SAID}\b(?:\s+(?:is|are|was|were|has\s+been|have\s+been)\s+\w+)?(?:\s+{ABOUT})?"
    r"|(?:nothing|little)(?:\s+\w+){0,3}?\s+(?:about|on|of|regarding|concerning))"
    rf"|(?P<lack>{verbs('lack')}(?:\s+of)?(?:\s+{any_of('any, explicit, clear, specific, sufficient, detailed')})*"
    rf"(?:\s+{_SAID}\b(?:\s+{ABOUT})?)?)|(?P<adjective>not(?!\s*,){_BUT_ONLY}|{_POOR}|{_NOT_SURE})"
    rf"|(?P<word>no(?!\s+(?:longer|doubt|matter)\b)|{_WITHOUT}|{verbs('omit disable skip')}"
    rf"|(?:{verbs('fail')}|failure)\s+to(?:\s+\w+)?)"
    rf"|(?P<not>(?:(?:do|does|did|is|are|was|were|has|have|had)\s+)?{NOT}{_BUT_ONLY}\s+(?:\w+ly\s+)?"
    rf"(?:{_REPORT}|{_REPORTED}|make\s+clear)))\b"
)
"""Before the name of a control: *lacks details on*, *no*, *without*, *does not specify*, *weak* ..."""

_STRONG: Final = any_of(
    "built-in, robust, strong, full, comprehensive, native, granular, strict, detailed, centralized, mandatory,"
    "fine-grained"
)
HAS_CONTROL: Final = whole(
    verbs(
        "enforce implement provide offer include support feature use utilise utilize employ integrate deploy"
        " maintain aid enhance improve strengthen record enable"
    ),
    verbs("hold keep", ("", "s", "ing")),
    any_of("has, have"),
    rf"{verbs('ship')}\s+with",
    rf"{verbs('come', ('', 's', 'ing'))}\s+with",
    rf"{verbs('secure protect gate guard', ('ed',))}\s+(?:by|with|through|via|behind)",
    any_of(
        "describes, documents, goes through, go through, runs through, run through, backed by, passes through,"
        "gated by, comes behind"
    ),
    rf"{verbs('sign log', ('', 's', 'ing'))}\s+in\s+(?:with|through|via|by|using)",
    rf"{verbs('prove verify check confirm establish')}(?:\s+[\w'-]+){{1,6}}?\s+(?:by|with|through|via|using)",
    rf"{verbs('restrict limit govern control protect separate confine manage')}\s+(?:by|with|through"
    rf"|via)\s+{_STRONG}",
    rf"{verbs('authenticate authorize')}\s+\w+\s+(?:via|with|through|using)",
    rf"with\s+{_STRONG}",
)
"""Before the name of a control: *enforces*, *provides*, *secured by* ..."""

HAS_CERTIFICATE: Final = whole(
    verbs("achieve obtain maintain complete earn pass"),
    verbs("hold carry", ("", "s", "ing")),
    any_of("has, have, certified to, certified for, certified against, certified under, attested to, attested by"),
    any_of(
        "describes, documents, publishes, shares, shows, provides, offers, includes, backed by, renewed,"
        "received, has passed,"
        "carries, presents, underwent, went through"
    ),
    any_of("comply with, complies with, complying with, compliant with, audited by, audited against"),
)
"""Before the name of an attestation: *holds*, *certified to* ..."""

_AS_REPORTED: Final = any_of(
    "elaborated on, touched on, gone into, spoken of, dealt with, spelled out, expanded on, stated anywhere, found,"
    "described, specified, mentioned, detailed, documented, stated, disclosed, provided, given, listed,"
    "included, implemented, enforced, enabled, supported, available, addressed, covered, defined, present,"
    "in place, clear, explained, discussed, outlined, known, confirmed, evident, apparent, required,"
    "configured, switched on, turned on, granted, attested, renewed, published, built-in, built in, offered,"
    "guaranteed, verified, established, set up, performed, kept,"
    "maintained, certified, a feature, a part, active, used, applied, noted, named, visible, exist, appear"
)
_AS_MISSING: Final = any_of(
    "unspecified, undisclosed, undocumented, missing, absent, lacking, unclear, unknown, omitted, unaddressed,"
    "disabled, weak, insufficient, inadequate, limited, minimal, nonexistent, non-existent, incomplete,"
    "unstated, unmentioned, undefined, unconfirmed, unverified, uncertain, poor, none, pending, planned,"
    "in progress, underway, under way, forthcoming, expired, on the roadmap, optional, left to, left up,"
    "left for, postponed, deferred, topics for, a topic for, planned for, scheduled for, due in, due with,"
    " left to a later, for later, items for,"
    "rudimentary, thin, patchy, shaky, flimsy, sketchy, basic, primitive, removed, scarce, sparse, sporadic, vague,"
    " gone, an afterthought,"
    "nowhere to be seen, nowhere to be found, anybody's guess, a mystery, conspicuous by, stripped out, lax, scant,"
    " skeletal, a blank, in short supply,"
    "a blank spot, hard to find, not to be found, dispensed with, skipped, cut, conspicuously absent, left blank,"
    " left undocumented, a gap, an omission,"
    "bypassed, reserved for, still to be, yet to be, on the wish list, promised, announced, in the works,"
    " in preparation, in development,"
    "switched off, turned off, off, left out, left unanswered, unanswered, out of reach, not there, nowhere,"
    "anyone's guess, in doubt,"
    "open, an open question, left aside, dropped, lapsed, outstanding, yet to come, to come, to follow,"
    "scheduled, a plan, wanting,"
    "left unspecified, left undefined, left unaddressed, left open"
)
PREDICATE_ABSENT: Final = re.compile(
    rf"^(?P<not>{NOT})?\s*{ADVERB}(?:(?P<said>{_AS_REPORTED}|be\s+\w+ed)|(?P<bad>{_AS_MISSING}|not\s+\w+))\b"
)
"""Behind *is*, of a control: ``bad`` says that it is missing, ``not`` with ``said`` says so too."""

_IN_PLACE: Final = any_of(
    "enforced, implemented, provided, supported, enabled, in place, built-in, built in, present, included,"
    "available, documented, renewed, published, current, valid, granted, obtained, completed, standard,"
    "on by default, in use,"
    "part of every, part of all, part of each, switched on, turned on, described, listed, applied, used, active,"
    "configured, maintained, offered, native, robust, strong, guaranteed,"
    "mandatory, performed, kept, centralised, centralized, established, ensured"
)
PREDICATE_PRESENT: Final = re.compile(rf"^{ADVERB}{_IN_PLACE}\b")
"""Behind *is*, of a control: what says that it is there."""
