"""Cuts text into words that compare well: folded case, number and inflection, every word with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

__all__ = ["Token", "fold", "light", "stem", "tokenise"]

_HYPHENS: Final = frozenset("‐‑‒")
_APOSTROPHES: Final = frozenset("’‘ʼ‛′`")
_ASCII: Final = {ord(blank): " " for blank in "\t\r\v\f\x1c\x1d\x1e\x1f"} | {ord("`"): "'"}
_INVISIBLE: Final = "\u00ad\u200b\u2060\ufeff"
_TOKEN: Final = re.compile(
    rf"(?P<word>[^\W_]+(?:['{_INVISIBLE}][^\W_]+)*)"
    r"|(?P<item>\n[ \t]*(?:[-*•‣◦▪·–—]|\d{1,2}[.)])[ \t]+)"
    r"|(?P<gap>\n[ \t]*\n)"
    r"|(?P<mark>[,;:.!?()\[\]/&|…—–]|(?<=\s)-(?=\s))"
)
_PREFIXES: Final = frozenset({"re-", "mis-", "non-", "un-", "de-"})
_BRITISH: Final = re.compile(
    r"(author|token|sanit|minim|organ|serial|container|virtual|central|normal|general|util|custom|neutral|weapon"
    r"|trojan|monopol"
    r"|anonym|final|su(?:mmar)|priorit|optim|recogn|maxim|legal|standard|sensit|vandal|stabil|special|local|apolog|paral)is"
    r"(?=(?:e[ds]?|ing|ations?)$)"
)
_IRREGULAR: Final = {
    "stolen": "steal",
    "stole": "steal",
    "broken": "break",
    "vms": "vm",
    "gpus": "gpu",
    "cpus": "cpu",
    "tpus": "tpu",
    "ids": "id",
    "dbs": "db",
}
_JOINED: Final = {
    ("back", "door"): "backdoor",
    ("data", "set"): "dataset",
    ("data", "base"): "database",
    ("knowledge", "base"): "knowledgebase",
    ("fine", "tuning"): "finetuning",
    ("sand", "box"): "sandbox",
    ("gate", "way"): "gateway",
    ("name", "space"): "namespace",
    ("break", "out"): "breakout",
    ("take", "over"): "takeover",
    ("micro", "vm"): "microvm",
    ("soc", "2"): "soc2",
    ("soc", "3"): "soc3",
    ("iso", "27001"): "iso27001",
    ("iso", "42001"): "iso42001",
    ("o", "auth"): "oauth",
    ("log", "in"): "login",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of the text.

    Parameters
    ----------
    text
        Folded: lower case, straight apostrophes.
    light
        With the plural taken off: ``"registries"`` is ``"registry"``.
    stem
        With inflection taken off: ``"poisoning"`` and ``"poisoned"`` are ``"poison"``. A mark is its own stem.
    start, end
        Where it stands in the text, in characters.
    word
        Whether it is a word, not a mark.
    """

    text: str
    light: str
    stem: str
    start: int
    end: int
    word: bool = True


def fold(text: str) -> str:
    r"""Fold a text character by character, so that every offset stays what it was.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As long as `text`: lower case, every space a blank (line ends stay), curly apostrophes and hyphens straight.

    Examples
    --------
    >>> fold("Doesn’t\u00a0STOP role‑based ﬁles")
    "doesn't stop role-based ﬁles"
    """
    if text.isascii():
        return text.translate(_ASCII).lower()
    return "".join(map(_fold, text))


def light(word: str) -> str:
    """Take the plural, the possessive and British spelling off a folded word.

    Examples
    --------
    >>> [light(word) for word in ("registries", "weights", "access", "unauthorised", "agent's", "dos")]
    ['registry', 'weight', 'access', 'unauthorized', 'agent', 'dos']
    """
    word = word.removesuffix("'s").removesuffix("'")
    word = _BRITISH.sub(r"\1iz", word).replace("aviour", "avior")
    if word in _IRREGULAR or len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return _IRREGULAR.get(word, word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word.removesuffix("s")


def stem(word: str) -> str:
    """Take the inflection of nouns and verbs off a folded word; what is left need not be a word.

    Examples
    --------
    >>> [stem(word) for word in ("exfiltration", "exfiltrated", "escaping", "escapes", "logging", "stolen")]
    ['exfiltrat', 'exfiltrat', 'escap', 'escap', 'log', 'steal']
    """
    base = light(word)
    if base.endswith("ing") and len(base) > 5:
        base = base[:-3]
    elif base.endswith("ed") and len(base) > 4:
        base = re.sub("i$", "y", base[:-2])
    elif base.endswith("tion") and len(base) > 7:
        base = base[:-3]
    if len(base) > 3:
        base = base.removesuffix("e")
    return base[:-1] if len(base) > 2 and base[-1] == base[-2] and base[-1] in "bdglmnprt" else base


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a text into words and marks.

    Parameters
    ----------
    text
        Any text; it is folded here.

    Returns
    -------
    tuple of Token
        In order. Hyphens part words, except after prefixes such as ``re-``; a new item of a list is a comma, an empty
        line a full stop; words that are written as one or as two are one.

    Examples
    --------
    >>> [token.stem for token in tokenise("Re-registered namespaces, SOC 2 and back doors")]
    ['reregister', 'namespac', ',', 'soc2', 'and', 'backdoor']
    """
    folded = fold(text)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded):
        if match["word"]:
            _append_word(tokens, match, folded)
        else:
            mark = "," if match["item"] else "." if match["gap"] else match[0].replace("–", "—").replace("-", "—")
            tokens.append(Token(mark, mark, mark, match.start(), match.end(), word=False))
    return tuple(tokens)


_JOINED_STEMS: Final = {(stem(first), stem(second)): joined for (first, second), joined in _JOINED.items()}


def _append_word(tokens: list[Token], match: re.Match[str], folded: str) -> None:
    word = match[0].translate({ord(mark): None for mark in _INVISIBLE})
    token = Token(word, light(word), stem(word), match.start(), match.end())
    last = tokens[-1] if tokens and tokens[-1].word else None
    if last is None:
        tokens.append(token)
        return
    joined = _JOINED_STEMS.get((last.stem, token.stem)) if match.start() - last.end <= 1 else None
    if last.text + folded[last.end : match.start()] in _PREFIXES:
        joined = last.text + word
    if joined is None:
        tokens.append(token)
    else:
        tokens[-1] = Token(joined, light(joined), stem(joined), last.start, token.end)


def _fold(character: str) -> str:
    if character == "\n" or " " <= character <= "~":
        return character.lower()
    if character.isspace():
        return " "
    if character in _APOSTROPHES:
        return "'"
    if character in _HYPHENS:
        return "-"
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character
