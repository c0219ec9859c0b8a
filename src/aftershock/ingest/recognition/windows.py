"""Gives the sequences of words in which a label may stand: the sentence itself, and what its coordinations share.

*Data exfiltration and poisoning* says *data poisoning*; *registry or API gateway compromise* says *registry
compromise*; *compromise of the central registry* says *compromise of registry*. Each such reading is a window: the
words read together, every one still knowing its place in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from aftershock.ingest.recognition.patterns import ARTICLES, OPENERS
from aftershock.ingest.recognition.tokens import stem as stem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aftershock.ingest.recognition.tokens import Token

__all__ = ["Reading", "Window", "comparable", "windows"]

Pairs = frozenset[tuple[str, str]] | None
"""Stems that stand beside each other in what is looked for; ``None`` for all."""
Reading = Literal["plain", "gap", "shared"]

_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "gets", "become", "becomes", "became"})
_MODALS: Final = frozenset(
    {"can", "could", "may", "might", "will", "would", "shall", "should", "must", "has", "have", "had", "also"}
)
_LY_NOUNS: Final = frozenset(
    {"laterally", "adversarially", "insecurely", "unsafely", "supply", "reply", "anomaly", "family", "assembly", "only"}
    | {"apply", "rely"}
)
"""Words in *-ly* that a label may turn on, so that they are not passed over as adverbs."""
_JOINERS: Final = frozenset({",", "and", "or", "nor", "/", "&"})
_WALLS: Final = frozenset({".", ";", ":", "!", "?", "(", ")", "[", "]", "|", "—", "…"})


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem_of, words.split()))


_PREPOSITIONS: Final = _stems(
    "of on to in from with by for at into via through across within without between against over under about than as"
    " per using while which that who where when because if but"
)
_VERBS: Final = _stems(
    "be is are was were can could may might will would shall should must do does did has have had remain make use raise"
    " lead pose expose leave cause allow enable introduce result prevent no not create increase face include"
    " proof resistant free safe immune"
)
_PEOPLE: Final = _stems(
    "user actor attacker insider party code person adversary prompt input instruction payload script link file server"
    " agent request tenant"
)
_WEAK_ADJECTIVES: Final = _stems(
    "unauthorized potential possible targeted further subsequent indirect direct malicious actual silent adversarial"
    " accidental deliberate"
)
_LINKS: Final = frozenset({"of", "from", "with", "to"})
_MAY_PRECEDE: Final = (
    _WALLS
    | _JOINERS
    | _stems(
        "of include including as like prevent block stop mitigate cause enable allow face raise introduce risk threat"
        " potential possible avoid reduce detect via against"
    )
)
"""What a noun phrase may begin behind; behind any other word a noun is taken to go on with it."""
_BARRED: Final = _PREPOSITIONS | _VERBS | _WALLS | _JOINERS
_TAIL, _HEAD, _SHARED, _LIST = 5, 6, 3, 6


@dataclass(frozen=True, slots=True)
class Window:
    """Words read together.

    Parameters
    ----------
    items
        Positions of the words among the tokens, in the order in which they are read.
    reading
        Why they may be read together.
    junction
        How many of the items stand before the place at which words were left out; a match must lie on both sides.
    fresh
        Positions of the tokens that the reading adds, the others being shared with a label beside it.
    """

    items: tuple[int, ...]
    reading: Reading = "plain"
    junction: int = 0
    fresh: frozenset[int] = frozenset()


def comparable(tokens: Sequence[Token]) -> tuple[tuple[int, str], ...]:
    """Give positions and stems of the tokens that labels are compared with.

    Parameters
    ----------
    tokens
        Of a text.

    Returns
    -------
    tuple of (int, str)
        Articles, adverbs and helping verbs left out; every form of *to be* is ``"be"``, every joiner what it is.

    Examples
    --------
    >>> from aftershock.ingest.recognition.tokens import tokenise
    >>> [stem for _, stem in comparable(tokenise("if the registry could possibly be compromised"))]
    ['if', 'registry', 'be', 'compromis']
    """
    found: list[tuple[int, str]] = []
    for position, token in enumerate(tokens):
        if token.text in ARTICLES or _is_adverb(token):
            continue
        if token.text in _BE:
            while found and tokens[found[-1][0]].text in _MODALS:
                found.pop()
            if found and found[-1][1] == "be":
                continue
            found.append((position, "be"))
        else:
            found.append((position, token.stem))
    return tuple(found)


def windows(tokens: Sequence[Token], joined: Pairs = None) -> Iterator[Window]:
    """Give all readings of a text.

    Parameters
    ----------
    tokens
        Of a text.
    joined
        Stems that stand beside each other in what is looked for; a reading that joins others cannot hold any of it and
        is not given. ``None`` gives all readings.

    Yields
    ------
    Window
        First the text itself, then the readings over a gap, then those over a coordination.

    Examples
    --------
    >>> from aftershock.ingest.recognition.tokens import tokenise
    >>> tokens = tokenise("data exfiltration and poisoning")
    >>> [" ".join(tokens[item].text for item in window.items) for window in windows(tokens)]
    ['data exfiltration and poisoning', 'data poisoning']
    """
    stems = comparable(tokens)
    before = {position: stem for (_, stem), (position, _) in pairwise([(-1, "."), *stems])}
    named = frozenset(index + 1 for index, token in enumerate(tokens) if token.text in ARTICLES)
    words = dict(stems)
    yield Window(tuple(position for position, _ in stems))
    for at, (_, stem) in enumerate(stems):
        yield from (one for one in _gaps(stems, at, OPENERS.get(stem, 0)) if _may_join(one, words, joined))
    for run in _runs(stems):
        for first, left in enumerate(run):
            for second in range(first + 1, min(first + 1 + _LIST, len(run))):
                if all(_is_plain(part) for part in run[first + 1 : second]):
                    yield from _shared_head(left, run[second], named, joined)
                    yield from _shared_tail(left, run[second], before, joined)


def _gaps(stems: Sequence[tuple[int, str]], at: int, most: int) -> Iterator[Window]:
    """Leave out up to `most` words behind the opener at `at`."""
    before = [position for position, _ in stems[max(0, at - _TAIL) : at + 1]]
    for left_out in range(1, most + 1):
        gap = stems[at + 1 : at + 1 + left_out]
        if len(gap) < left_out or not _may_be_left_out(gap, adjective=most < _SHARED):
            return
        after = [position for position, _ in stems[at + 1 + left_out : at + 1 + left_out + _HEAD]]
        if after:
            yield Window((*before, *after), "gap", len(before), frozenset((*before, *after)))


def _runs(stems: Sequence[tuple[int, str]]) -> Iterator[list[list[tuple[int, str]]]]:
    """Split at walls into runs, and each run at its joiners into parts; runs of a single part share nothing.

    The comma behind *without isolation*, in front of a statement, is a wall too.
    """
    run: list[list[tuple[int, str]]] = [[]]
    fronted = False
    for position, stem in (*stems, (-1, ".")):
        if stem in _WALLS or (fronted and stem == ","):
            fronted = False
            parts = [part for part in run if part]
            if len(parts) > 1:
                yield parts
            run = [[]]
        elif stem in _JOINERS:
            run.append([])
        else:
            fronted = fronted or (stem == "without" and not run[-1]) or (stem == "no" and _is_with(run[-1]))
            run[-1].append((position, stem))


def _is_with(part: list[tuple[int, str]]) -> bool:
    return len(part) == 1 and part[0][1] == "with"


def _shared_head(
    left: list[tuple[int, str]], right: list[tuple[int, str]], named: frozenset[int], pairs: Pairs
) -> Iterator[Window]:
    """Read the beginning of one part with a later part: *data exfiltration and poisoning*, *theft of A or B*.

    What begins with an article is a thing of its own and shares no noun before it (`named` holds such places).
    """
    for at, (_, stem) in enumerate(left):
        if stem == right[0][1] and stem in _LINKS:
            yield from _joined(left[:at][-_TAIL:], right[:_HEAD], _places(right[:_HEAD]), pairs)
    for dropped in range(1, min(_SHARED, len(left) - 1) + 1):
        if not _may_be_left_out(left[-dropped:]):
            return
        shared = left[:-dropped][-_TAIL:]
        if right[0][0] in named and shared[-1][1] not in OPENERS:
            continue
        for skipped in range(_modifiers(right) + 1):
            added = right[skipped:][:_HEAD]
            yield from _joined(shared, added, _places(added), pairs)


def _shared_tail(
    left: list[tuple[int, str]], right: list[tuple[int, str]], before: Mapping[int, str], pairs: Pairs
) -> Iterator[Window]:
    """Read a part with the end of a later one: *registry or API gateway compromise*."""
    for dropped in range(1, min(_SHARED, len(right) - 1) + 1):
        if not _may_be_left_out(right[:dropped]):
            return
        for length in range(1, min(_SHARED, len(left)) + 1):
            added = left[-length:]
            if before[added[0][0]] in _MAY_PRECEDE:
                yield from _joined(added, right[dropped:][:_TAIL], _places(added), pairs, gaps=False)


def _joined(
    left: list[tuple[int, str]],
    right: list[tuple[int, str]],
    fresh: frozenset[int],
    pairs: Pairs,
    *,
    gaps: bool = True,
) -> Iterator[Window]:
    if not left or not right:
        return
    if pairs is None or (left[-1][1], right[0][1]) in pairs:
        items = tuple(position for position, _ in (*left, *right))
        yield Window(items, "shared", len(left), fresh)
    if not gaps:
        return
    for at, (_, stem) in enumerate(left):
        gap = left[at + 1 :]
        if OPENERS.get(stem) and gap and _may_be_left_out(gap) and len(gap) <= OPENERS[stem]:
            kept = left[: at + 1]
            for skipped in range(OPENERS[stem]):
                if skipped and not _may_be_left_out(right[:skipped]):
                    break
                if pairs is None or (right[skipped:] and (stem, right[skipped][1]) in pairs):
                    shorter = tuple(position for position, _ in (*kept, *right[skipped:]))
                    yield Window(shorter, "shared", len(kept), fresh)


def _places(part: Sequence[tuple[int, str]]) -> frozenset[int]:
    return frozenset(position for position, _ in part)


def _may_join(window: Window, words: Mapping[int, str], pairs: Pairs) -> bool:
    """Tell whether what is looked for can lie on both sides of the junction."""
    at = window.junction
    return pairs is None or (words[window.items[at - 1]], words[window.items[at]]) in pairs


def _may_be_left_out(gap: Sequence[tuple[int, str]], *, adjective: bool = False) -> bool:
    return not any(stem in _BARRED or (adjective and stem in _PEOPLE) for _, stem in gap)


def _is_plain(part: list[tuple[int, str]]) -> bool:
    return len(part) <= _LIST and not any(stem in _VERBS or stem == "that" for _, stem in part)


def _modifiers(part: list[tuple[int, str]]) -> int:
    count = 0
    while count < len(part) - 1 and part[count][1] in _WEAK_ADJECTIVES:
        count += 1
    return count


def _is_adverb(token: Token) -> bool:
    return token.word and token.text.endswith("ly") and len(token.text) > 4 and token.text not in _LY_NOUNS
