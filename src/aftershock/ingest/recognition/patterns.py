"""Turns a label into the ways in which people write it: *data poisoning*, *poisoning of data*, *poisoned data* ..."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.tokens import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ARTICLES", "OPENERS", "is_abbreviation", "patterns"]

ARTICLES: Final = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "our", "your", "this", "these", "those", "any", "such", "some"}
)
"""Words that are passed over when labels are compared."""

_BE: Final = frozenset({"is", "are", "was", "were"})
_ACTIONS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "poisoning": ("poison", ("of",)),
    "exfiltration": ("exfiltrat", ("of", "from")),
    "theft": ("steal", ("of",)),
    "stealing": ("steal", ("of",)),
    "leakage": ("leak", ("of", "from")),
    "leak": ("leak", ("of", "from")),
    "extraction": ("extract", ("of",)),
    "cloning": ("clon", ("of",)),
    "copying": ("copy", ("of",)),
    "harvesting": ("harvest", ("of",)),
    "exposure": ("expos", ("of",)),
    "disclosure": ("disclos", ("of",)),
    "breach": ("breach", ("of",)),
    "compromise": ("compromis", ("of",)),
    "takeover": ("takeover", ("of",)),
    "hijacking": ("hijack", ("of",)),
    "hijack": ("hijack", ("of",)),
    "tampering": ("tamper", ("of", "with")),
    "manipulation": ("manipulat", ("of",)),
    "contamination": ("contaminat", ("of",)),
    "escape": ("escap", ("of", "from", "out of")),
    "breakout": ("breakout", ("of", "from")),
    "exhaustion": ("exhaust", ("of",)),
    "starvation": ("starv", ("of",)),
    "overload": ("overload", ("of",)),
    "flooding": ("flood", ("of",)),
    "distribution": ("distribut", ("of",)),
    "upload": ("upload", ("of",)),
    "publication": ("publish", ("of",)),
    "publishing": ("publish", ("of",)),
    "delivery": ("deliver", ("of",)),
    "hosting": ("host", ("of",)),
    "serving": ("serv", ("of",)),
    "propagation": ("propagat", ("of",)),
    "change": ("chang", ("of", "to", "in")),
    "modification": ("modify", ("of", "to")),
    "reregistration": ("reregister", ("of",)),
    "reuse": ("reus", ("of",)),
    "squatting": ("squat", ("of", "on")),
    "misuse": ("misus", ("of",)),
    "abuse": ("abus", ("of",)),
    "bypass": ("bypass", ("of",)),
}
"""Nouns of action, by their light form: the stem of the verb, and the prepositions that join them to their object."""

_PREDICATIVE: Final = frozenset({"insecur", "unsaf", "poison", "backdoor", "trojan", "inject", "jailbreak"})
"""Stems of adjectives that stand behind their noun too: *insecure tool integration*, *tool integration is insecure*."""

OPENERS: Final[dict[str, int]] = (
    dict.fromkeys((verb for verb, _ in _ACTIONS.values()), 3)
    | dict.fromkeys(("of", "from", "with"), 3)
    | dict.fromkeys(("cascad", "insecur", "unsaf", "misalign", "unauthoriz", "lateral"), 2)
    | dict.fromkeys(("adversarial", "backdoor", "trojan", "malicious"), 1)
)
"""Stems behind which a label may be interrupted, and by how many words: *theft of the vendor's model weights*."""


def patterns(label: str) -> Iterator[tuple[str, ...]]:
    """Give the ways in which a label is written, as sequences of stems.

    Parameters
    ----------
    label
        A label of the catalogue.

    Yields
    ------
    tuple of str
        Stems without articles; the label's own first. A label that ends in a noun of action (*model theft*) also gives
        *theft of models*, *steal models* (so *stolen models*) and *models are stolen*; one that begins with an
        adjective such as *insecure* also gives *tool integration is insecure*.

    Examples
    --------
    >>> [" ".join(pattern) for pattern in patterns("model theft")]
    ['model theft', 'theft of model', 'steal model', 'model be steal']
    """
    tokens = tuple(token for token in tokenise(label) if token.text not in ARTICLES)
    stems = _stems(tokens)
    yield stems
    if len(stems) > 1 and stems[0] in _PREDICATIVE:
        yield (*stems[1:], "be", stems[0])
    action = _ACTIONS.get(tokens[-1].light) if len(tokens) > 1 else None
    if action is None:
        return
    verb, prepositions = action
    thing = _stems(tokens[:-1])
    for preposition in prepositions:
        yield (tokens[-1].stem, *preposition.split(), *thing)
        if preposition in {"from", "with", "out of"}:
            yield (verb, *preposition.split(), *thing)
    yield (verb, *thing)
    yield (*thing, "be", verb)


def is_abbreviation(label: str) -> bool:
    """Tell whether a label is a short word of capitals, which text must write with capitals too.

    Examples
    --------
    >>> [is_abbreviation(label) for label in ("DoS", "IPI", "OAuth", "RAG")]
    [True, True, False, True]
    """
    return label.isalnum() and len(label) <= 3 and sum(map(str.isupper, label)) >= 2


def _stems(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    return tuple("be" if token.text in _BE else token.stem for token in tokens)
