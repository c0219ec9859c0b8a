"""Finds what is struck where only a pronoun names it.

*The gateway sees all traffic. Its compromise would be fatal.*
"""

from __future__ import annotations

import re
from typing import Final

from aftershock.ingest.recognition.phrases import any_of, last, verbs, whole
from aftershock.ingest.recognition.tokens import fold

__all__ = ["referred_to"]

_REACH: Final = 300
_FALL: Final = any_of(
    "compromise, takeover, hijacking, hijack, breach, capture, fall, seizure, subversion, loss, corruption,"
    " capitulation"
)
_REFERS: Final = re.compile(
    rf"\b(?:(?:its|their|whose)\s+(?:\w+\s+)?{_FALL}|{_FALL}\s+of\s+(?:it|them|either(?:\s+one)?|both"
    rf"|one\s+of\s+them|the\s+latter)"
    rf"|{verbs('seize hijack compromise capture subvert breach commandeer corrupt', ('s', 'ed'))}\s+(?:it|them"
    rf"|either|both)"
    r"|(?:takes?|took|taken|taking)\s+(?:it|either|them)\s+over|(?:controls?|owns?|rules?|gains?|holds?"
    r"|cracks?)\s+(?:it|either|them)(?=\s+(?:can|could|may|might|would"
    r"|will|controls?|reads?|sees?|decides?|owns?|gets?|has|is)\b)"
    r"|(?:worms?|breaks?|broke|gets?|got)\s+into\s+(?:it|either|them)"
    r"|(?:were|is|was|if)\s+(?:it|either|both)\s+(?:were\s+|was\s+|is\s+|be\s+|ever\s+)*(?:compromised|hijacked"
    r"|subverted|captured|taken\s+over|breached|seized|to\s+fall|falls?|fell))\b"
)
_STOLEN: Final = any_of(
    "stolen, leaked, copied, exfiltrated, harvested, pilfered, siphoned off, read out, carried off, walked off with,"
    " lifted, disclosed, intercepted"
)
_LOOT: Final = re.compile(
    rf"\b(?:(?:they|it|these|those|which|that|both)\s+(?:(?:can|could|may|might|would|will)\s+)?(?:\w+\s+)?(?:be"
    rf"|been|get|gets|are|is|were|was)\s+(?:\w+ly\s+)?{_STOLEN}"
    rf"|{verbs('steal copy leak exfiltrate harvest siphon pilfer sniff intercept', ('', 's', 'ing'))}\s+(?:them|it)"
    rf"|(?:their|its)\s+(?:theft|leakage|leak|exfiltration|loss|disclosure)"
    r"|(?<![\w-]\s)(?:and|or|,)\s+theft\b(?!\s+(?:of|report))|and\s+theft\s+(?:is|are))\b"
)
_LOST: Final = {
    "credential-theft": whole(any_of("keys?, tokens?, credentials?, passwords?, secrets?, cookies?, api keys?")),
    "model-stealing": whole(
        any_of("weights?, checkpoints?, adapters?, tuned model, private models?, proprietary models?")
    ),
    "data-exfiltration": whole(
        any_of(
            "data, records?, documents?, transcripts?, conversations?, chats?, files, uploads, prompts, messages,"
            " drafts, contracts"
        )
    ),
}
_SPOILT: Final = re.compile(
    rf"\b(?:{verbs('poison taint corrupt falsify contaminate pollute doctor', ('', 's', 'ing'))}\s+(?:them|it)"
    rf"|(?:their|its)\s+(?:poisoning|contamination|corruption)"
    r"|(?:they|it)\s+(?:(?:can|could|may|might|would)\s+be|is|are|were|was)\s+(?:poisoned|tainted|falsified"
    r"|contaminated|polluted|doctored))\b"
)
_SPOILED: Final = {
    "memory-poisoning": whole(
        any_of(
            "memory, memories, recollections?, conversation history, long-term store, stored facts, notebook, diary,"
            " profile"
        )
    ),
    "data-poisoning": whole(
        any_of(
            "data, datasets?, corpus, corpora, index, knowledge base, vector store, training set, sources, documents,"
            " wiki, feedback, labels, retrieval store"
        )
    ),
}
_STRUCK: Final = {
    "api-gateway-compromise": whole(
        any_of("gateways?, proxy, router, relay, broker, aggregator, llm proxy, ingress, switchboard")
    ),
    "registry-compromise": whole(
        any_of(
            "registry, registries, hub, index, catalogue, catalog, marketplace, directory, model zoo, gallery,"
            " app store, skill store"
        )
    ),
    "build-compromise": whole(
        any_of("build, builds, build server, pipeline, runners?, compile farm, ci, toolchain, workflow, compiler")
    ),
}


def referred_to(text: str, start: int, end: int) -> tuple[tuple[str, int, int], ...]:
    """Give the threats to what a pronoun in a sentence stands for, with the passage that holds the pronoun.

    Parameters
    ----------
    text
        The passage.
    start, end
        The sentence in it.

    Examples
    --------
    >>> text = "A proxy sees all traffic. Its compromise would be fatal."
    >>> [(slug, text[first:last]) for slug, first, last in referred_to(text, 26, len(text))]
    [('api-gateway-compromise', 'Its compromise')]
    """
    sentence = fold(text[start:end])
    return (
        *_nearest(_REFERS, _STRUCK, text, sentence, start),
        *_nearest(_LOOT, _LOST, text, sentence, start),
        *_nearest(_SPOILT, _SPOILED, text, sentence, start),
    )


def _nearest(
    pronoun: re.Pattern[str], things: dict[str, re.Pattern[str]], text: str, sentence: str, start: int
) -> tuple[tuple[str, int, int], ...]:
    found = pronoun.search(sentence)
    if found is None:
        return ()
    at = start + found.start()
    ahead = fold(text[max(0, at - _REACH) : at])
    places = {slug: match.start() for slug, pattern in things.items() if (match := last(pattern, ahead))}
    several = re.search(r"\b(?:either|both|them|one)\b", found[0]) is not None
    nearest = max(places.values(), default=0)
    return tuple(
        (slug, at, start + found.end()) for slug, place in sorted(places.items()) if several or place == nearest
    )
