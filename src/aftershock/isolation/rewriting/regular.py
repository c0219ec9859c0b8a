"""REGEX and REPLACE, whose patterns and replacements the engine reads by another grammar than the standard's."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from aftershock.errors import QueryError
from aftershock.isolation.rewriting.counting import closing
from aftershock.isolation.tokens import place, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.isolation.tokens import Token

__all__ = ["with_right_patterns"]

_CALLED: Final = re.compile(r"\b(?:REGEX|REPLACE)\s*[(#]", re.IGNORECASE)
_PLAIN: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PIECE: Final = re.compile(r"\\(?P<escaped>p\{Is|.)|(?P<group>\((?!\?))|(?P<class>[\[\]])|&&|~~|--|.", re.DOTALL)
_PUT: Final = re.compile(r"\\(?P<escaped>[\\$])|\$(?P<number>[0-9]+)|(?P<wrong>[\\$])")
_DYNAMIC: Final = 'REPLACE({0}, "[$]([0-9])", "$${{$1}}")'


def with_right_patterns(text: str) -> str:
    """Write what REPLACE puts in as the engine reads it; refuse patterns that it does not read, or reads otherwise.

    The standard's (XPath and XQuery Functions 3.1, sections 5.6.1 and 5.6.4) have ``$1`` where the engine needs
    ``${1}`` before a letter or a digit, and a backslash before what stands for itself.

    Parameters
    ----------
    text
        A query, or a part of one.

    Raises
    ------
    QueryError
        If a pattern refers back to a group, or has what the engine takes for something else; with line and column.

    Examples
    --------
    >>> with_right_patterns('SELECT (REPLACE(?x, "(a)b", "$1c") AS ?y) {}')
    'SELECT (REPLACE(?x, "(a)b", "${1}c") AS ?y) {}'
    """
    if _CALLED.search(text) is None:
        return text
    read = list(tokens(text))
    marks = [token.text if token.kind == "mark" else "" for token in read]
    instead: dict[int, tuple[int, str]] = {}
    for number, token in enumerate(read[:-1]):
        word = token.text.upper() if token.kind == "word" and marks[number + 1] == "(" else ""
        if word not in ("REGEX", "REPLACE") or any(start <= token.start < end for start, (end, _) in instead.items()):
            continue
        arguments = list(_arguments(read, marks, number + 1))
        strings = [_string(one) for one in arguments]
        pattern, flags = strings[1] if len(strings) > 1 else None, strings[-1] if word == "REPLACE" else None
        flags = flags if len(strings) == 4 else strings[2] if word == "REGEX" and len(strings) == 3 else ""
        literally = "q" in (flags or "")
        groups = 9
        if pattern is not None and not literally:
            groups = _groups(pattern, text, arguments[1][0])
        if word == "REPLACE" and len(arguments) in (3, 4) and arguments[2]:
            first, last = arguments[2][0], arguments[2][-1]
            put, end = strings[2], last.start + len(last.text)
            if put is None:
                instead[first.start] = (end, _DYNAMIC.format(with_right_patterns(text[first.start : end])))
            elif "$" in put or "\\" in put:
                written = put.replace("$", "$$") if literally else _replacement(put, groups, text, first)
                instead[first.start] = (end, _quoted(written))
    pieces, last_end = [], 0
    for start, (end, written) in sorted(instead.items()):
        pieces += [text[last_end:start], written]
        last_end = end
    return "".join([*pieces, text[last_end:]])


def _arguments(read: list[Token], marks: list[str], opening: int) -> Iterator[list[Token]]:
    """Give the tokens of each argument of a call."""
    end = closing(opening, marks)
    if end is None:
        return
    depth, commas = 0, [opening]
    for at in range(opening + 1, end):
        depth += (marks[at] in ("(", "{")) - (marks[at] in (")", "}"))
        if depth == 0 and marks[at] == ",":
            commas.append(at)
    for before, after in pairwise([*commas, end]):
        yield read[before + 1 : after]


def _string(argument: list[Token]) -> str | None:
    """Give what a string says, where an argument is nothing but a string."""
    if len(argument) != 1 or argument[0].kind != "string":
        return None
    written = argument[0].text
    edge = 3 if written[:3] in ('"""', "'''") and len(written) > 5 else 1

    def plain(found: re.Match[str]) -> str:
        if found[3] is None:
            return chr(int(found[1] or found[2], 16))
        return _PLAIN.get(found[3], found[3])

    return _ESCAPED.sub(plain, written[edge:-edge])


def _quoted(said: str) -> str:
    names = {found: f"\\{name}" for name, found in _PLAIN.items()}
    return '"' + "".join(names.get(one, f"\\{one}" if one in '"\\' else one) for one in said) + '"'


def _groups(pattern: str, text: str, token: Token) -> int:
    """Count the groups of a pattern that the engine reads as the standard does."""
    groups, inside = 0, 0
    for piece in _PIECE.finditer(pattern):
        found, escaped = piece.group(), piece["escaped"]
        wrong = ""
        if escaped is not None and (escaped in "123456789iIcC" or escaped == "p{Is"):
            wrong = f"knows no {found}{'...}' if escaped == 'p{Is' else ''}"
        elif inside and (found in ("&&", "~~", "--") or found == "["):
            wrong = f"takes {found} between brackets for something else; put a backslash before it"
        if wrong:
            raise QueryError(f"the pattern is not matched: the engine {wrong}", *place(text, token.start))
        if piece["class"] is not None:
            inside = int(found == "[")
        groups += piece["group"] is not None and not inside
    return groups


def _replacement(put: str, groups: int, text: str, token: Token) -> str:
    """Write what is put in for the engine: ``${1}`` for a group, ``$$`` for a dollar."""

    def written(found: re.Match[str]) -> str:
        if found["wrong"] is not None:
            raise QueryError(
                f"REPLACE is to put in {put}: a dollar that is no group's number is written \\\\$, and a backslash "
                "\\\\\\\\",
                *place(text, token.start),
            )
        if found["escaped"] is not None:
            return "$$" if found["escaped"] == "$" else "\\"
        number = found["number"][:5]  # no pattern has more groups
        while len(number) > 1 and int(number) > groups:
            number = number[:-1]
        return f"${{{number}}}{found['number'][len(number) :]}"

    return _PUT.sub(written, put)
