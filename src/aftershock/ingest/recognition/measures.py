"""Tells a threat that a measure counters from one that is merely denied.

*Guest code cannot escape, for each job has a virtual machine of its own* names what protects. *Escape is not a concern*
and *there is no evidence of escape* name nothing: such a threat is neither claimed nor countered.
"""

from __future__ import annotations

import re
from typing import Final

from aftershock.ingest.recognition.phrases import any_of, verbs
from aftershock.ingest.recognition.tokens import fold

__all__ = ["is_object_of_a_measure", "names_a_measure"]

_REACH: Final = 400
_STOPS: Final = (
    "prevent block stop mitigate eliminate avoid thwart counter counteract neutralise neutralize preclude "
    "reduce minimise minimize limit lower decrease lessen curb resist withstand deter disallow foil "
    "combat address prohibit forbid remove repel restrict intercept suppress protect defend guard shield "
    "safeguard secure harden insulate isolate contain reject refuse discard quarantine strip screen "
    "handle close cap filter detect keep hold ward fend head bar hinder rule exclude save spare deny "
    "defuse blunt dampen check scan test verify validate sign tackle defeat frustrate fail end disarm let"
)
_PREVENTS: Final = re.compile(
    rf"\b(?:{verbs(_STOPS)}"
    r"|kept|held|caught|catch(?:es)?|prevention|detection|verifiers?|proof|resistan(?:t|ce)|immun(?:e|ity)|robust"
    r"|safe(?:ty)?|impervious|against"
    r"|hard(?:er)?|costly|expensive|pointless|useless|protections?|defen[cs]es?|filters?|guards?|mitigations?|away"
    r"|cannot|fall\s+flat)\b"
)
_MEASURES: Final = re.compile(
    r"\b(?:"
    + any_of(
        "verifier, protection, protections, separation, sandbox, sandboxes, sandboxed, sandboxing, isolation,"
        " isolated, gvisor, firecracker, virtual machine, virtual machines,"
        "microvm, microvms, micro-vm, micro-vms, vm, vms, signature, signatures, signed, signs, signing, quota,"
        " quotas, limits, limit, limited,"
        "filter, filters, filtered, filtering, policy, policies, check, checks, checked, checking, validated,"
        " validates,"
        "validation, validator, allowlist, allow-list, allowlists, whitelist, denylist, review, reviews, reviewed,"
        " reviewer, approval,"
        "approve, approves, approved, pinned, pinning, pins, pin, hash, hashes, hashed, checksum, checksums,"
        " encrypted, encrypts, encryption, vault,"
        "vaults, rotated, rotates, rotation, short-lived, egress, air gap, air-gapped, read-only, scan, scans,"
        " scanned, scanner,"
        "quarantine, verify, verifies, verified, verification, quoted, segmented, segmentation, segments, segment,"
        " firewall, firewalls,"
        "guard, guards, guardrail, guardrails, moderation, moderator, hardware, enclave, enclaves, reproduced,"
        " reproducible, rebuilt, breaker,"
        "breakers, bulkhead, bulkheads, cap, caps, capped, kill switch, rollback, no route, of its own, of their own,"
        " blocked,"
        "sanitized, sanitised, sanitizes, sanitises, sanitizer, escaped, provenance, locked, lockfile, reserved,"
        " reserves,"
        "rate-limited, rate limits, schema, schemas, human, humans, editor, editors, dedicated, per tenant,"
        " per-tenant, immutable, append-only, tamper-evident,"
        "curated, closed, redacted, redacts, masked, masks, tokenised, tokenized, two-person, second key,"
        " second person, seccomp, unprivileged, rootless,"
        "throttle, throttled, throttles, budget, budgets, timeouts, timeout, fallback, fallbacks, no network,"
        " no network access, no internet access, no outbound, retired, retires, reserve, purged, purges, tied to,"
        " outbound, drops, never reassigned, blocks, refuses,"
        "mutual tls, proxy, broker, gateway, wall, walls, defence, defense, detector, detectors, rejected, rejects,"
        " strips, stripped, separate, separated, ceiling"
    )
    + r")\b"
)

_GUARDIANS: Final = any_of(
    "sandbox, sandboxes, isolation, microvms?, micro-vms?, signatures?, quotas?, rate limits?, limits?, filters?,"
    " filtering, policy,"
    "policies, checks?, validation, validators?, allow-?lists?, allowlists?, denylists?, review, reviews, reviewers?,"
    " approvals?, pinning,"
    "hashes, checksums?, encryption, vaults?, rotation, air gap, scans?, scanning, scanners?, quarantine,"
    " verification, segmentation,"
    "firewalls?, guards?, guardrails?, moderation, moderators?, enclaves?, breakers?, bulkheads?, caps?, kill switch,"
    " rollback, provenance,"
    "schemas?, redaction, throttles?, throttling, timeouts?, fallbacks?, budgets?, ceilings?, separation,"
    " sanitisers?, sanitizers?, spotlighting,"
    "classifiers?, detectors?, watermarks?, design, backups?, perturbation, locks?, gatekeepers?, gates?, rules?,"
    " network policy, tunnels?, client, hub, platform"
)
_BY_GUARDIAN: Final = re.compile(
    rf"(?:^|,\s*(?:and|so)?|\b(?:where|and|so\s+that))\s*(?:[\w'-]+\s+){{0,5}}?{_GUARDIANS}"
    rf"(?:\s*(?:,|and|or|in|on|at|of|for|around|between|with)\s*(?:[\w'-]+\s+){{0,3}}?[\w'-]+)?\s+"
    r"(?:\w+ly\s+)?(?:withholds?|hinders?|contains?|drops?|absorbs?|catch(?:es)?|keeps?|spots?|flags?|removes?|cuts?"
    r"|confines?|bounds?|boxes?|turns?|weeds?"
    r"|sifts?|defeats?|stops?|holds?|kills?|are\s+used\s+against|is\s+used\s+against|guards?|reserves?|purges?"
    r"|intercepts?|strips?|rejects?|refuses?|blocks?"
    r"|prevents?|denies|sorts?|takes?\s+out|screens?|neutrali[sz]es?|makes?\s+it\s+(?:hard|impossible)|nips?|trips?"
    r"|throttles?|detects?|severs?|discards?"
    r"|quarantines?|halts?|thwarts?|blunts?|foils?|disarms?)\s+(?:(?!(?:lets?|allows?|but|leads?|causes?|can|may"
    r"|could|might)\b)[\w'-]+[\s,]+){0,6}$"
)
_APART: Final = re.compile(
    r"(?<!not )\b(?:isolates?|separates?|shields?|protects?|fences?\s+off|cuts?\s+off|walls?\s+off"
    r"|keeps?)\s+(?!(?:to|no)\b)[^,;.]{1,40}\bfrom\s+(?:the\s+|its\s+|other\s+)?$"
)
_FAILS: Final = re.compile(
    r"\b(?:no|nothing|nobody|none|little|few|too|not|never|cannot|\w+n't|fails?|without|unclear|unknown|whether"
    r"|requires?|required|recommend\w*|needs?|must|neither|nor|hardly|barely|rarely|bypass\w*|missing|lacks?|should"
    r"|could|might|would|if)\b"
)


def is_object_of_a_measure(before: str) -> bool:
    """Tell whether what stands before a name says that some measure does something about it.

    Parameters
    ----------
    before
        The clause up to the name, folded.

    Examples
    --------
    >>> is_object_of_a_measure("an output moderation filter withholds ")
    True
    >>> is_object_of_a_measure("no filter withholds ")
    False
    """
    return (_BY_GUARDIAN.search(before) or _APART.search(before)) is not None and _FAILS.search(before) is None


def names_a_measure(text: str, start: int, end: int, said: tuple[int, int]) -> bool:
    """Tell whether what speaks against a threat is a measure.

    Parameters
    ----------
    text
        The sentence.
    start, end
        The threat's name in it.
    said
        The passage that speaks against it, which holds the name.

    Examples
    --------
    >>> text = "Container escape does not arise."
    >>> names_a_measure(text, 0, 16, (0, 31))
    False
    >>> text = "Container escape does not arise, for each job runs in a virtual machine of its own."
    >>> names_a_measure(text, 0, 16, (0, 31))
    True
    """
    around = fold(f"{text[said[0] : start]} | {text[end : said[1]]}")
    before, after = fold(text[max(0, start - _REACH) : start]), fold(text[end : end + _REACH])
    return bool(_PREVENTS.search(around) or _MEASURES.search(before) or _MEASURES.search(after))
