"""Turns round what was read: a half measure, a doubt over a whole statement, a denial that nothing goes unwatched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.measures import is_object_of_a_measure, names_a_measure
from aftershock.ingest.recognition.phrases import NOT
from aftershock.ingest.recognition.tokens import fold

if TYPE_CHECKING:
    from aftershock.ingest.recognition.clauses import Surroundings
    from aftershock.ingest.recognition.matcher import Mention

__all__ = ["is_countered", "is_half_done"]

_REACH: Final = 200
_HALF: Final = re.compile(
    r"^(?!\s+is\s+(?:\w+ly\s+)?unlikely)[^.;]{0,40}?(?:\bbut\s+(?:(?:do|does|did|can|could|will|is"
    r"|are)\s+)?not\b|\b(?:though|although|if|but|yet)\s+(?:\w+\s+){0,2}?not\b"
    r"|\bwithout)\s+(?:\w+ly\s+)?(?:remov|eliminat|impossib|exclud|prevent|rul|clos|stop|end|rid|entire|full"
    r"|complete|abolish|quite|all\b)"
)
_DOUBTED: Final = re.compile(
    r"\b(?:wrong|false|mistaken|premature|naive|rash|misleading|untrue)\s+(?:to\s+(?:say|claim|think|believe"
    r"|assume|conclude)\s+)?that\b"
    r"|\b(?:far\s+from|anything\s+but|less\s+than|not|hardly)\s+(?:certain|clear|sure|proven|settled|given"
    r"|guaranteed)\s+(?:that|whether|if)\b"
    r"|\bdoubtful\s+(?:that|whether|if)\b|\bopen\s+(?:question\s+)?whether\b|\bno\s+(?:proof|guarantee|evidence"
    r"|assurance|certainty)\s+that\b"
    r"|\bnot\s+the\s+case\s+that\b|\bonly\s+(?:partial|some|limited|weak|half|a\s+partial"
    r"|basic)\s+(?:\w+\s+)?(?:protection|defence|defense|safeguards?)\b"
    rf"|\b{NOT}\s+make\s+$"
)
_CLAIM: Final = re.compile(r"\b(?:claim|assertion|idea|belief|statement|promise|assurance|notion)\s+that\b[^;.]{0,60}$")
_UNFOUNDED: Final = re.compile(
    r"^[^;.]{0,60}?\b(?:(?:does|do)\s+not\s+(?:hold|stand)|(?:is|are|was|were)\s+(?:wrong|false|untrue|unproven"
    r"|mistaken|unfounded|not\s+\w+ed)|falls?\s+apart|collapses?"
    r"|cannot\s+be\s+(?:upheld|verified|trusted|relied))\b"
)
_UNLIKELY_BUT: Final = re.compile(
    r"^[^.;,]{0,30}?\b(?:unlikely|improbable|rare|remote|low|small|hard|difficult)\b,?\s+(?:but|though|yet|although)\b"
)
_NOTHING_GOES: Final = re.compile(
    r"\b(?:nothing|nobody|none|no\s+\w+|never)\b[^,;.]{0,40}\b(?:goes|go|remains?|stays?|is|are|left|runs?)\s+$"
)
_NONE_WITHOUT: Final = re.compile(
    r"\b(?:no|nobody|none|nothing|not|never|cannot)\b[^,;.]{0,60}\b(?:without|anonymous|anonymously|unless|escapes?"
    r"|unlogged|unrecorded|unnoticed|untraced|unseen|unauthenticated"
    r"|off\s+the\s+record|unchecked)\b"
)
"""*No step escapes the log*, *nobody gets in without a key*."""
_NEVER: Final = re.compile(
    r"^\s+(?:(?:therefore|thus|hence)\s+)?(?:never|no\s+longer|cannot|can\s+not|fails?\s+to|do\s+not|does\s+not"
    r"|would\s+not|will\s+not)\s+"
    r"(?:\w+ly\s+)?(?:persist|last|stay|reach|arrive|get\b|make\s+it|pass|enter|survive|land|succeed|work|take\s+hold"
    r"|take\s+effect|go\s+through|come\s+through)"
    r"|^\s+(?:bounces?\s+off|comes?\s+to\s+nothing|gets?\s+nowhere|goes\s+nowhere|leads?\s+nowhere"
    r"|has\s+no\s+effect|have\s+no\s+effect|is\s+futile"
    r"|would\s+be\s+(?:noticed|caught|rejected|refused|useless|in\s+vain)|would\s+(?:fail|achieve\s+nothing)"
    r"|fails?\b)"
)
_IDLE: Final = re.compile(
    r"^[^,;.]{0,40}?\s(?:never|no\s+longer|cannot|can\s+not|do\s+not|does\s+not|would\s+not|will\s+not"
    r"|can\s+no\s+longer)\s+"
    r"(?!(?:only|just|merely|always|require|need|take|depend|surprise|necessarily|have\s+to|go\s+away|stop|end|show"
    r"|seem|endorse|stand|approve|want|sign|own|say|authori[sz]e|meant?|admit|be\s+(?:ruled|excluded|prevented"
    r"|stopped|fully|avoided|entirely"
    r"|noticed|seen|detected|caught|traced|told))\b)\w+"
)
_EVEN: Final = re.compile(r"\beven\s+(?:if|when|should|an?|the)\b[^.;]{0,30}$")
_HOLDS: Final = re.compile(
    r"^[^.;]{0,60}?\b(?:cannot|could\s+not|would\s+not|will\s+not|can\s+not|would\s+reject|would\s+refuse"
    r"|rejects?|refuses?|would\s+notice|is\s+useless|no\s+use)\b"
)
_EDGE: Final = re.compile(
    r"\b(?:takes?\s+the\s+(?:edge|sting|wind)\s+(?:off|out\s+of)|leaves?\s+no\s+(?:room|chance|way"
    r"|opening)\s+(?:for|to)|offers?\s+no\s+(?:foothold|way)\s+(?:for|to)"
    r"|spares?\s+(?:it|users|clients|the\s+\w+)|does\s+not\s+let|do\s+not\s+let|puts?\s+a\s+stop\s+to"
    r"|makes?\s+short\s+work\s+of|keeps?\s+(?:out|away))\s+$"
)


def is_half_done(text: str, mention: Mention, around: Surroundings) -> bool:
    """Tell whether what counters a threat is said to leave some of it, or is doubted."""
    after = fold(text[mention.end : mention.end + _REACH])
    if _CLAIM.search(around.before) and _UNFOUNDED.match(after):
        return True
    if _UNLIKELY_BUT.match(after):
        return True
    return _HALF.match(after) is not None or _DOUBTED.search(around.before) is not None


def is_countered(text: str, mention: Mention, around: Surroundings) -> bool:
    """Tell whether a threat is said to come to nothing by other words than those that prevent."""
    before = fold(text[max(0, mention.start - _REACH) : mention.start])
    after = fold(text[mention.end : mention.end + _REACH])
    return bool(
        (mention.concept.lack_of and _NONE_WITHOUT.search(before + fold(text[mention.start : mention.end])))
        or _NOTHING_GOES.search(around.before)
        or (mention.concept.slug != "cascading-failure" and _NEVER.match(around.after))
        or (
            mention.described
            and _IDLE.match(around.after)
            and names_a_measure(text, mention.start, mention.end, (mention.start, mention.end))
        )
        or is_object_of_a_measure(around.before)
        or _EDGE.search(around.before)
        or (_EVEN.search(before) and _HOLDS.match(after))
    )
