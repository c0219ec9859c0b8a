"""Calls of functions that the engine carries out otherwise than the standard says."""

from __future__ import annotations

import re
from typing import Final

from aftershock.errors import QueryError
from aftershock.isolation.tokens import place, tokens

__all__ = ["with_right_calls"]

_NAMED: Final = re.compile(r"\b(?:GROUP_CONCAT|BNODE)\b", re.IGNORECASE)


def with_right_calls(text: str) -> str:
    """Write GROUP_CONCAT so that it gives a plain string, and refuse BNODE of a text.

    The engine keeps the language of what it joins (SPARQL 1.1, section 18.5.1.7, gives a simple literal), and makes one
    blank node of equal texts in all rows together (section 17.4.2.9: one in each).

    Parameters
    ----------
    text
        A query.

    Raises
    ------
    QueryError
        If it calls BNODE with an argument; with line and column.

    Examples
    --------
    >>> with_right_calls("SELECT (GROUP_CONCAT(?x ; separator='(') AS ?y) { ?s ?p ?x }")
    "SELECT (STR(GROUP_CONCAT(?x ; separator='(')) AS ?y) { ?s ?p ?x }"
    """
    if _NAMED.search(text) is None:
        return text
    read = list(tokens(text))
    before: dict[int, str] = {}
    for number, token in enumerate(read[:-1]):
        word = token.text.upper() if token.kind == "word" and read[number + 1].text == "(" else ""
        if word == "BNODE" and number + 2 < len(read) and read[number + 2].text != ")":
            raise QueryError(
                "BNODE of a text is not answered: the engine would give the same node in every row; "
                "BNODE() gives a new one, and STRUUID() a new text",
                *place(text, token.start),
            )
        if word == "GROUP_CONCAT":
            end = _end(number + 1, [one.text if one.kind == "mark" else "" for one in read])
            if end is not None:
                before[token.start] = "STR("
                before[read[end].start] = ")"
    pieces, last = [], 0
    for offset in sorted(before):
        pieces += [text[last:offset], before[offset]]
        last = offset
    return "".join([*pieces, text[last:]])


def _end(opening: int, marks: list[str]) -> int | None:
    depth = 0
    for at in range(opening, len(marks)):
        depth += (marks[at] == "(") - (marks[at] == ")")
        if depth == 0:
            return at
    return None
