"""Tells where a threat is only spoken of: denied for want of ground, taught as a topic, or meant in another sense."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.cues import ADVERB, THREAT_NOUNS
from aftershock.ingest.recognition.phrases import MASK, any_of

if TYPE_CHECKING:
    from aftershock.ingest.recognition.clauses import Surroundings

__all__ = ["is_no_claim"]

_LIST: Final = rf"(?:(?:{MASK}++|,|/|&|and\b|or\b|nor\b|any\b|the\b|an?\b|{THREAT_NOUNS}\b)\s*)*+"
_SEEN: Final = any_of(
    "hint, hints, sign, signs, trace, traces, indication, indications, suggestion, whiff, rumour, rumor,"
    "rumours, rumors,"
    "report, reports, case, cases"
)
_NOT_SEEN: Final = re.compile(
    rf"\b(?:(?:no|not\s+any|not\s+a|any|without|not\s+one|not\s+a\s+single)\s+(?:\w+\s+){{0,2}}?{_SEEN}\s+(?:of"
    rf"|that|for)"
    r"|(?:nothing|none)\s+(?:that\s+)?(?:points?|hints?|suggests?|indicates?|speaks?)(?:\s+(?:to|at|for|of))?"
    r"|(?:found|saw|seen|finds|see|detected|reported|recorded)\s+no|(?:not|never)\s+(?:found|seen|suffered"
    r"|observed|detected|met|had)(?:\s+any)?"
    r"|(?:not|n't|never)\s+(?:find|see|detect|discover|reveal|report|show|turn\s+up|record|know\s+of)(?:\s+any)?"
    r"|(?:reports?|shows?|lists?|records?|knows?|seen|had|suffered|shown|revealed|discovered|sees)\s+(?:of\s+)?no"
    r"|not\s+known\s+to\s+(?:suffer\s+from|have|be\s+subject\s+to|be\s+open\s+to)|no\s+(?:use|need)\s+for"
    r"|(?:nobody|no\s+one|no\s+user|no\s+customer)\s+(?:has\s+|have\s+)?(?:ever\s+)?(?:reported|seen|found"
    r"|observed|noticed|suffered|met)"
    r"|(?:found|saw|find|finds|showed|shows|revealed|turned\s+up|reported|brought\s+up)\s+neither|(?:hence|thus"
    r"|so|therefore|consequently)\s+(?:there\s+(?:is|can\s+be)\s+)?no"
    r"|(?:can|could)\s+(?:therefore\s+)?be\s+no|not\s+aware\s+of(?:\s+any)?|unaware\s+of(?:\s+any)?"
    r"|not\s+to\s+be\s+confused\s+with|unlike"
    r"|nothing\s+to\s+do\s+with|not\s+about|unaffected\s+by"
    r"|spared(?:\s+from)?|no\s+(?:need|reason|cause)\s+to\s+(?:fear|worry\s+about|reckon\s+with|expect|suspect)"
    r"|(?:little|nothing)\s+to\s+fear\s+from"
    r"|not\s+(?:have\s+to\s+|need\s+to\s+)?(?:fear|worry\s+about|reckon\s+with)|no\s+(?:target|place|object"
    r"|ground|basis|surface|occasion|foothold)\s+for"
    r"|(?:makes?|making|renders?|leaves?|rendering)(?=\s.*\s(?:moot|pointless|irrelevant|meaningless|a\s+non-issue))"
    r"|nothing\s+(?:\w+\s+){0,3}?for"
    rf"|none\s+of\s+(?:the\s+following|these|those|them)\b[^.;]{{0,40}}?:|far\s+from|instead\s+of)\s+{_LIST}$"
)
_GROUNDLESS: Final = re.compile(
    rf"^(?:[\s-]+{THREAT_NOUNS})*(?:\s*(?:,|and\b|or\b|nor\b)\s*{MASK}+)*\s*(?:,\s*)?"
    r"(?:(?:from|through|via|by|of)\s+[\w'-]+(?:\s+[\w'-]+)?\s+)?"
    rf"(?:"
    rf"(?:is|are|was|were|seems?|remains?)\s+(?:(?:therefore|thus|hence|so|simply|both|all)\s+)*(?:(?:not|no"
    rf"|never|hardly|no\s+longer)\s+"
    rf"{ADVERB}(?:(?:an?|any|the)\s+)?(?:\w+\s+)?(?:relevant|threats?\b|topics?\b|subjects?\b|needed|meaningful"
    rf"|at\s+issue|in\s+question)"
    rf"|{ADVERB}(?:irrelevant|inapplicable|moot|meaningless|immaterial|beside\s+the\s+point|without\s+(?:object"
    rf"|meaning|relevance)))"
    r"|(?:is|are|was|were)\s+(?:not|never)\s+(?:\w+ly\s+)?(?:an?\s+)?(?:\w+\s+)?(?:issue|worry|matter|problem"
    r"|topic|among\s+its\s+risks|among\s+the\s+risks)\b"
    r"|(?:makes?|make)\s+(?:no|little)\s+sense\b|(?:does|do|did|would)\s+(?:not\s+come\s+into\s+(?:play"
    r"|question)|(?:no|little)\s+harm|not\s+hurt)\b"
    r"|would\s+(?:be|mean)\s+no\s+(?:loss|harm|damage)\b|needs?\s+[^,;.]{1,30},\s+(?:and"
    r"|which)\s+(?:there\s+(?:is|are)|it\s+has)\s+none\b"
    r"|(?:was|were)\s+(?:looked|searched|tested|checked)\s+for\s+and\s+not\b"
    r"|(?:do|does|did|can|could|will|would)\s+(?:therefore\s+|thus\s+|hence\s+)?not\s+(?:even\s+)?(?:arise"
    r"|matter|come\s+up|enter)\b"
    r"|(?:do|does)n't\s+(?:arise|matter|come\s+up)\b|(?:has|have)\s+nothing\s+to\s+(?:act|work|bite|aim|strike)\b"
    r"|(?:is|are|was|were)\s+(?:of\s+)?(?:therefore\s+|thus\s+|hence\s+)?no\s+(?:\w+\s+)?(?:relevance|issue"
    r"|worry|topic|problem|matter|question|consequence|concern|danger|threat|risk)\b"
    r"|(?:has|have)\s+(?:so\s+far\s+)?been\s+no\b"
    r"|(?:is|are)\s+(?:out\s+of\s+scope|off\s+the\s+table|a\s+non-issue|foreign\s+to|beside\s+the\s+point"
    r"|without\s+ground|pointless|of\s+little\s+relevance|hard\s+to\s+imagine)\b"
    r"|(?:can|may|could)\s+(?:therefore\s+|thus\s+)?be\s+(?:left\s+aside|set\s+aside|disregarded|ignored"
    r"|discounted|dismissed|left\s+out|crossed\s+off|forgotten)\b"
    r"|(?:plays?|play)\s+no\s+(?:role|part)\b|(?:has|have)\s+no\s+(?:relevance|bearing|place|object|meaning"
    r"|basis|target|role)\b"
    r"|(?:would|will|could|can)\s+(?:find|have|get|yield|gain|achieve)\s+nothing\b|(?:has"
    r"|have)\s+(?:so\s+far\s+)?(?:not|never)\s+(?:so\s+far\s+|yet\s+|ever\s+)?been\s+(?:reported|seen|found"
    r"|recorded|noted|detected|known)\b"
    r"|(?:was|were)\s+(?:not|never|nowhere)\s+(?:found|seen|detected|reported|noted|recorded)\b|(?:lacks?"
    r"|lack)\s+(?:any\s+|a\s+)?(?:target|object|ground|basis)\b"
    r"|(?:find|finds|has|have)\s+no\s+(?:target|object|ground|foothold|meaning)\b)"
)
_NEITHER: Final = re.compile(rf"\bneither\s+{_LIST}$")
_REALISTIC: Final = re.compile(
    rf"^(?:\s*(?:,|and\b|or\b|nor\b)\s*{MASK}+)*\s*(?:is|are|was|were)\s+(?:an?\s+)?(?:\w+\s+)?(?:threats?"
    rf"|relevant|topics?|danger)\b"
)
_TOLD: Final = any_of(
    "talk, talks, spoken, speak, speaks, lecture, wrote, written, writes, write, book, course, courses, workshop,"
    "webinar"
)
_TAUGHT: Final = re.compile(
    rf"\b(?:{any_of('teach, teaches, teaching, taught, explains, explain, explaining, lectures')}(?:\s+[\w']+){{0,4}}?"
    rf"|{_TOLD}"
    r"(?:\s+[\w']+){0,3}?\s+(?:on|about)|(?:podcast|articles?|panel|blog\s+posts?|glossary|quiz|chapter|seminar"
    r"|essays?|lessons?|class|"
    r"exam|training|questions|news|thesis|primer)(?:\s+[\w']+){0,2}?\s+(?:on|about|in|covers?|of)"
    rf"|(?:novel|film|game|poem|song|play|thriller|tale|comic|story|puzzle|episode|series"
    rf"|sketch)(?:'s)?\b(?:\s+[\w']+){{0,8}}?)\s+(?:what\s+)?{_LIST}$"
)
_SEEKS: Final = re.compile(
    r"\b(?:finds?|detects?|hunts?|seeks?|looks?|search|searches|investigates?|spots?|uncovers?|locates?|flags?)\b"
    r"[^,;.]{0,40}$"
)
_LOOKS: Final = (
    "scan, scans, search, searches, check, checks, comb, combs, crawl, "
    "crawls, watch, watches, monitor, monitors, sweep, sweeps, audit, audits"
)
_SEARCHED: Final = re.compile(
    rf"\b{any_of(_LOOKS)}"
    r"\s+(?:[\w'-]+\s+){0,2}?"
    r"(?:repositories|repos|code|websites?|sites|contracts|(?:dark\s+)?web|logs|inboxes|apps|traffic|accounts"
    r"|marketplaces|forums|documents|papers|tickets"
    r"|pages|customers|clients|networks|contracts|wallets|news|bucket|buckets)"
    rf"\s+for\s+{_LIST}$"
)
_STUDY: Final = any_of(
    "simulate, simulates, simulating, demonstrate, demonstrates, research, research on, studies, study of,"
    "studying, investigate, investigates,"
    "investigating, insure against, insures against, insurance against, insurance for, classifies, catalogues,"
    "red-teams, defines, define, glossary of,"
    "translates, papers on, papers about, research into, analysis of, statistics on, statistics about, news of,"
    "news about, report on, reports on,"
    "reports about, questions about, questions on, lists, history of, definition of, survey of,"
    "interviews about, exercise on, exercises on, exam on"
)
_TRADE: Final = re.compile(
    rf"\b{_STUDY}\s+{_LIST}$|"
    r"\b(?:scanner|scanners|product|detector|service|startup|company|firm"
    r"|module)\b(?:\s+[\w'-]+){0,4}?\s+(?:that|which|to|for)\s+"
    rf"(?:look|looks|looking|hunt|hunts|hunting|search|searches|searching)\s+(?:[\w'-]+\s+){{0,4}}?for\s+{_LIST}$"
)
_OTHERS: Final = re.compile(
    rf"^(?:[\s-]+{THREAT_NOUNS})*\s+(?:in|of|for|on|at|from|across)\s+(?:[\w']+\s+){{0,3}}?"
    r"(?:customers?|clients?|users?|companies|banks|firms|developers|vendors|repositories|code|websites|apps"
    r"|films|novels"
    r"|videos|traffic|contracts|invoices|other\s+people|third\s+parties)\b"
)
_ADVISES: Final = re.compile(
    r"\b(?:helps?|lets|assists?|advises|trains?|teaches|consults?|warns?|informs?|quizzes)\s+(?:[\w'-]+\s+){0,2}?"
    r"(?:customers?|clients?|companies|firms|teams|users|banks|analysts|staff|employees|developers|responders|lawyers"
    r"|journalists|students|auditors|engineers|researchers|pupils|readers|people|others|buyers)"
    r"\s+(?:to\s+|about\s+|of\s+|on\s+|how\s+to\s+)?(?:[\w-]+\s+){0,4}$"
)
_THINGS: Final = any_of(
    "essay, essays, argument, arguments, mirror, mirrors, car, cars, vehicle, vehicles, truck, trucks,"
    "reasoning, thinking, texts,"
    "market, markets, literature, driver, drivers, plot, plots, portfolio"
)
_AS_TOPIC: Final = re.compile(
    r"^[^.;]{0,60}?\b(?:topics?|subjects?|themes?|chapters?|lessons?|plots?)\b[^.;]{0,40}\b(?:stor(?:y|ies)|courses?"
    r"|books?|novels?|curriculum|glossary|games?|quiz(?:zes)?|podcast"
    r"|talks?|conference|magazine|newsletter|workshops?|syllabus|lectures?)\b"
)
_OTHER_SENSE: Final = {
    "observability-blind-spots": re.compile(
        rf"^\s+(?:in|of|for)\s+(?:(?:the|an?|their|your|its)\s+)?(?:\w+\s+)?{_THINGS}\b"
    ),
    "credential-theft": re.compile(
        r"^\s+of\s+(?:love|affection|gratitude|thanks|esteem|appreciation|friendship|respect)\b"
    ),
    "lateral-movement": re.compile(
        r"^\s+(?:exercises?|therapy|drills?|puzzles?)\b|^\s+(?:up|along|down|across)\s+(?:the|an?)\s+"
        r"(?:bank|river|stream|shore|court|pitch|slope|wall|body|spine|stage)\b"
    ),
}


def is_no_claim(around: Surroundings, slug: str) -> bool:
    """Tell whether a threat is named without being claimed or countered.

    Parameters
    ----------
    around
        What stands around the name.
    slug
        The threat.
    """
    other = _OTHER_SENSE.get(slug)
    return bool(
        (other is not None and other.match(around.after))
        or _NOT_SEEN.search(around.before)
        or _GROUNDLESS.match(around.after)
        or (_NEITHER.search(around.before) and _REALISTIC.match(around.after))
        or _TAUGHT.search(around.before)
        or (_OTHERS.match(around.after) and _SEEKS.search(around.before))
        or _ADVISES.search(around.before)
        or _TRADE.search(around.before)
        or _AS_TOPIC.match(around.after)
        or _SEARCHED.search(around.before)
    )
