"""The tokens of a SPARQL text, as far as a guard needs them: never wrong about what is text and what is code.

The engine's parser is driven by its grammar, not by tokens: it takes ``trueSERVICE<x>{}`` for a literal and a keyword,
and ``<`` for an IRI or a comparison as the place demands. Where tokens alone cannot tell, what is given here errs to
the side on which a keyword is seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from aftershock.errors import ForbiddenQueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Kind", "Token", "decode_escapes", "place", "tokens"]

Kind = Literal["iri", "string", "variable", "name", "word", "number", "mark"]


@dataclass(frozen=True, slots=True)
class Token:
    """A token.

    Parameters
    ----------
    kind
        ``"iri"``, ``"string"``, ``"variable"``, ``"name"`` (prefixed name or blank node), ``"word"`` (a bare word),
        ``"number"`` or ``"mark"`` (a bracket, operator or separator).
    text
        As it was written.
    start
        Its offset in characters.
    """

    kind: Kind
    text: str
    start: int


@cache
def _pattern() -> re.Pattern[str]:
    # Possessive and atomic throughout, so that no text makes it look at a character more than a few times.
    return re.compile(
        r"""
          (?P<skip>   [\s]++ | \#[^\n\r]*+ )
        | (?P<iri>    <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+> )
        | (?P<string> \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                    | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+' )
        | (?P<variable> [?$][\wMARKS]++ )
        | (?P<tag>    @[A-Za-z]++(?:-+[A-Za-z0-9]++)*+ )
        | (?P<run>    [^\W\d][\w\-\u00B7MARKS]*+(?:\.++[\w\-\u00B7MARKS]++)*+ (?P<local> LOCAL )?+ )
        | (?P<bare>   LOCAL )
        | (?P<number> [0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+ )
        | (?P<mark>   \^\^ | && | \|\| | != | <= | >= | << | >> | . )
        """.replace("LOCAL", _LOCAL).replace("MARKS", _MARKS),
        re.VERBOSE | re.DOTALL,
    )


_MARKS: Final = r"\u0300-\u036F\u203F\u2040"  # of names, and no letters to this module's \w
_LOCAL: Final = r":(?:[\w:\-\u00B7MARKS]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]|\.+(?=[\w:\-\u00B7MARKS%\\]))*+"
_OPERANDS = frozenset({"iri", "string", "variable", "name", "number"})
_QUOTES: Final = frozenset({'"', "'"})
_UNCLOSED: Final = 16
_OPEN = {"(": True, "[": False, "{": False}
_WORD = re.compile(r"\w+|[^\w]")


def tokens(text: str) -> Iterator[Token]:
    """Cut a SPARQL text into tokens; white space and comments are left out.

    Parameters
    ----------
    text
        Any text; what no token fits comes as marks of one character, for the parser to refuse.

    Raises
    ------
    ForbiddenQueryError
        If string after string does not end.

    Examples
    --------
    >>> [token.text for token in tokens("ASK { ?s a <http://x/SERVICE> } # LOAD")]
    ['ASK', '{', '?s', 'a', '<http://x/SERVICE>', '}']
    """
    pattern, position = _pattern(), 0
    in_parentheses: list[bool] = []
    after_operand = False
    unclosed = 0
    while (match := pattern.match(text, position)) is not None:
        kind, found = match.lastgroup, match.group()
        if kind == "run" and match["local"] is not None:
            kind = "bare"
        start, position = position, match.end()
        if found in _QUOTES:
            unclosed += 1
            if unclosed > _UNCLOSED:  # each is looked for to the end of the text
                raise ForbiddenQueryError("a string is not closed", *place(text, start))
        if kind == "iri" and after_operand and in_parentheses and in_parentheses[-1] and _compares(found):
            kind, found, position = "mark", "<", start + 1
        for token in _tokens(kind, found, start):
            yield token
            after_operand = token.kind in _OPERANDS or token.text in (")", "]")
            if token.kind == "mark":
                _follow(in_parentheses, token.text)


def _compares(found: str) -> bool:
    """Whether ``?a <...>`` inside parentheses may be a comparison: then its brackets and words are code."""
    return any(character in found for character in "()[]!")


def _follow(in_parentheses: list[bool], mark: str) -> None:
    if mark in _OPEN:
        in_parentheses.append(_OPEN[mark])
    elif mark in (")", "]", "}") and in_parentheses:
        in_parentheses.pop()


def _tokens(kind: str | None, found: str, start: int) -> Iterator[Token]:
    match kind:
        case "skip" | "tag":
            return
        case "iri":
            yield Token("iri", found, start)
        case "string":
            yield Token("string", found, start)
        case "variable":
            yield Token("variable", found, start)
        case "number":
            yield Token("number", found, start)
        case "bare":
            yield Token("name", found, start)
        case "run":
            # no colon: `a.b-c` is words with marks between them
            for part in _WORD.finditer(found):
                yield Token(
                    "word" if part.group()[0].isalnum() or part.group()[0] == "_" else "mark",
                    part.group(),
                    start + part.start(),
                )
        case _:
            yield Token("mark", found, start)


_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def decode_escapes(text: str) -> tuple[str, list[int]] | None:
    r"""Replace ``\uXXXX`` and ``\UXXXXXXXX`` by their characters, as SPARQL 1.1 section 19.2 does before all else.

    Parameters
    ----------
    text
        The text.

    Returns
    -------
    tuple or None
        The text, and for each of its characters the offset it had; ``None`` where there is nothing to replace.

    Examples
    --------
    >>> decode_escapes(r"\u0041SK")
    ('ASK', [0, 6, 7])
    """
    if _ESCAPE.search(text) is None:
        return None
    pieces: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in _ESCAPE.finditer(text):
        code = int(match.group(1) or match.group(2), 16)
        if code > 0x10FFFF:
            continue
        pieces.append(text[last : match.start()])
        offsets.extend(range(last, match.start() + 1))
        pieces.append(chr(code))
        last = match.end()
    pieces.append(text[last:])
    offsets.extend(range(last, len(text)))
    return "".join(pieces), offsets


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Give line and column of an offset, both counted from 1.

    Parameters
    ----------
    text
        The whole text.
    offset
        An offset in characters.

    Examples
    --------
    >>> place("ASK\n{}", 4)
    (2, 1)
    """
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1
