"""Tells what else the words for a control may mean, and whether a sentence asks about it without an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.phrases import any_of, whole
from aftershock.ingest.recognition.tokens import fold

if TYPE_CHECKING:
    from aftershock.ingest.recognition.clauses import Surroundings
    from aftershock.ingest.recognition.matcher import Mention

__all__ = ["is_asked_in_vain", "is_of_daily_life"]

_FAR: Final = 400
_VAGUE: Final = re.compile(
    any_of(
        "role, role model, permission, log in, logs in, logged in, logging in, trace, alert, dashboard, dashboards,"
        " entitlements, permissions, identity, logins, traces, evals, log, logs, logged, audit, audits, audited,"
        " monitored, monitoring, alerts, dashboards,"
        "visibility, roles, login, sign-in, auth, compliance, certification, certifications, accreditation,"
        " attestation,"
        "authenticate, authenticates, authenticated, access levels, access rules,"
        "user roles, identity provider, access control, access controls, access management, valid token, security audit"
    )
)
"""Names of controls that are words of daily life too."""
_CONTEXT: Final = {
    "authentication": whole(
        any_of(
            "callers?, endpoints?, accounts?, users?, members?, employees?, clients?, administrators?, admins?,"
            " operators?, console, api, server, gateway, requests?, sessions?, access,"
            "agents?, services?, federated, corporate, company, okta, reachable, required, requires, portal, oidc,"
            " saml, sso, verified, vendor, platform, roles?, permissions, logging, logs"
        )
    ),
    "access-control": whole(
        any_of(
            "users?, admins?, administrators?, permissions?, rights?, access, accounts?, projects?, groups?, teams?,"
            " tenants?, workspaces?, enforced?, enforces, granted, grants?, assigned,"
            "viewers?, editors?, builders?, approvers?, reviewers?, scoped, scopes?, least, tools?, agents?, sso,"
            " login, authentication, logs, keys?, tokens?, plans?, enterprise, supported, supports?, endpoints?"
        )
    ),
    "compliance-attestation": whole(
        any_of(
            "vendor, provider, platform, company, service, product, supplier, auditors?, independent, third[- ]party,"
            " external, outside, accredited, renewed, soc 2, iso 27001, iso 42001, security, report, hipaa,"
            "gdpr, listing, page, body, lab, firm"
        )
    ),
    "observability": whole(
        any_of(
            "actions?, activity, runs?, steps?, decisions?, sessions?, tool calls?, api calls?, model calls?, calls,"
            " prompts?, requests?, security, siem, conversations?, incidents?, tamper-evident, tamper, retained,"
            " retention,"
            "detailed, keeps, anomaly, anomalies, anomalous, misuse, abuse, audit, audits, traces?, traced, tracing,"
            " logged, logs?, events?, opentelemetry, langsmith, langfuse, everything, drift, evaluated, evaluation,"
            "evals, replay, replayed, kept, queries, executions?, sub-agents?, monitoring, alerting, agent, agents,"
            " endpoints?, regression, behaviour, behavior"
        )
    ),
}
"""What must stand beside a vague name of a control."""
_TOPICAL: Final = (
    r"summari[sz]es?|drafts?|translates?|explains?|answers?|classif(?:y|ies)"
    r"|sorts?|compares?|extracts?|teaches|fills?|helps?|quizzes|sells?|recommends?"
)
_MAKES: Final = (
    r"|writes?|generates?|prepares?|reads?|creates?|collects?"
    r"|reviews?|plays?|designs?|sketches|compiles?|analy[sz]es?|monitors?|tracks?"
)
_TRADE: Final = {
    slug: re.compile(rf"\b(?:{_TOPICAL}{_MAKES if slug != 'observability' else ''})\b[^,;.]{{0,60}}$")
    for slug in ("authentication", "access-control", "compliance-attestation", "observability")
}
"""Before a control: what makes it the subject of the trade."""
_OTHER_LOGS: Final = re.compile(
    r"\b(?:chat|call|conversation|travel|meal|food|change|health|training|error|diving|captain's|price|prices|flight"
    r"|sales|weather|heart)\s+$"
)
_A_PART: Final = re.compile(
    r"^(?:[\s-]+play|\s+of\s+(?:an?|the)\b|\s+in\s+(?:the|an?)\s+(?:play|film|team|story|company))"
)
_ASKS: Final = re.compile(
    r"(?:^\W*|[,:;—]\s*|\b(?:that|and|nor|neither|of|on|about|over|as\s+to|clear|unclear|certain|sure|says?|said"
    r"|stated?|states|explains?|describes?|tells?|discloses?|mentions?"
    r"|specif(?:y|ies)|know|known|unknown|unsure|guess|reveals?|shows?|doubtful|uncertain|question)\s+)(?:whether"
    r"|how|who|what|which|if)\b[^,;.]{0,80}$"
)
_ASKS_ITSELF: Final = re.compile(r"(?:who|what|how|which|whether)\b")
_DOUBT: Final = re.compile(
    r"\b(?:(?:not|never|nowhere|hardly|barely|\w+n't)\s+(?:\w+ly\s+)?(?:be\s+|been\s+)?(?:said|stated?|described?"
    r"|explain(?:ed)?|mention(?:ed)?|clear|discloses?d?|document(?:ed)?"
    r"|known|know|specif(?:y|ied)|given?|tell|told|cover(?:ed)?|public|say|show|shown|list(?:ed)?|detail(?:ed)?"
    r"|reveal(?:ed)?|address(?:ed)?|certain|sure|discuss(?:ed)?|spelled\s+out"
    r"|answer(?:ed)?|confirm(?:ed)?|find\s+out|learn)"
    r"|unclear|unknown|undisclosed|unspecified|undocumented|unstated|unanswered|unexplained|untold|omitted|omits"
    r"|anybody's\s+guess|anyone's\s+guess|(?:an\s+)?open(?:\s+question)?\b(?!\s+source)"
    r"|nothing|silent|silence|no\s+(?:word|details?|information|mention|hint|clue|telling)|left\s+(?:open|out|unsaid"
    r"|unsaid)|vague|doubtful|uncertain|a\s+mystery|passes\s+over"
    r"|without\s+(?:saying|telling|explaining))\b"
)


def is_asked_in_vain(text: str, mention: Mention, around: Surroundings) -> bool:
    """Tell whether a sentence asks about a control and says that there is no answer: *how ... is not explained*."""
    asked = _ASKS.search(around.before) or _ASKS_ITSELF.match(fold(text[mention.start : mention.end]))
    return asked is not None and _DOUBT.search(fold(_beside(text, mention))) is not None


def _beside(text: str, mention: Mention) -> str:
    return f"{text[max(0, mention.start - _FAR) : mention.start]} | {text[mention.end : mention.end + _FAR]}"


def is_of_daily_life(text: str, mention: Mention, around: Surroundings) -> bool:
    """Tell whether the word for a control means something else here, or is what the subject trades in."""
    name, slug = fold(text[mention.start : mention.end]), mention.concept.slug
    beside = fold(_beside(text, mention))
    if slug not in _CONTEXT:
        return False
    return bool(
        (_VAGUE.fullmatch(name) and not _CONTEXT[slug].search(beside))
        or (slug == "access-control" and _A_PART.match(around.after))
        or _TRADE[slug].search(around.before)
        or _OTHER_LOGS.search(around.before)
    )
