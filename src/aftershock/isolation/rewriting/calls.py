"""Calls of functions that the engine carries out otherwise than the standard says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.errors import QueryError
from aftershock.isolation.rewriting.counting import closing, with_counts_of_values
from aftershock.isolation.rewriting.patterns import Patterns, UnreadError
from aftershock.isolation.rewriting.regular import with_right_patterns
from aftershock.isolation.tokens import place, tokens

if TYPE_CHECKING:
    from aftershock.isolation.tokens import Token

__all__ = ["with_right_calls"]

_NAMED: Final = re.compile(
    r"""\b(?:GROUP_CONCAT|BNODE)\b | \b(?:STR|DATATYPE)(?:\s*\(\s*[-+.\d"'\#]|\s*\#)
    | \bIN\s*(?:\#|\(\s*\))""",
    re.IGNORECASE | re.VERBOSE,
)
_NONE: Final = "<aftershock:none>"
_TRUTH: Final = re.compile(r"[<>]=?\s*(?:true|false)\b|\b(?:true|false)\s*[<>]", re.IGNORECASE)
_ORDER: Final = frozenset({"<", ">", "<=", ">="})


def with_right_calls(text: str) -> str:
    """Write out what COUNT, GROUP_CONCAT, STR of a literal and an empty IN are to give; refuse BNODE of a text.

    The engine keeps the language of what it joins (SPARQL 1.1, section 18.5.1.7, gives a simple literal), and makes one
    blank node of equal texts in all rows together (section 17.4.2.9: one in each). It knows values only: of ``01``
    neither the zero nor, of an ``xsd:int``, the type. An empty list after IN is an error to it, and is to have nothing
    in it (section 17.4.1.9): it is written with an IRI that nothing has.

    Parameters
    ----------
    text
        A query.

    Raises
    ------
    QueryError
        If it calls BNODE with an argument, COUNT in COUNT too often, or REGEX with what the engine does not know; or
        if it compares true or false by their order; with line and column.

    Examples
    --------
    >>> with_right_calls("SELECT (GROUP_CONCAT(?x ; separator='(') AS ?y) { ?s ?p ?x }")
    "SELECT (STR(GROUP_CONCAT(?x ; separator='(')) AS ?y) { ?s ?p ?x }"
    >>> with_right_calls("ASK { FILTER(STRLEN(STR(01)) = 2) }")
    'ASK { FILTER(STRLEN(("01")) = 2) }'
    """
    text = with_right_patterns(text)
    if _TRUTH.search(text) is not None:
        _refuse_order_of_truths(text)
    if _NAMED.search(text) is None:
        return with_counts_of_values(text)
    read = list(tokens(text))
    before: dict[int, str] = {}
    instead: dict[int, tuple[int, str]] = {}
    for number, token in enumerate(read[:-1]):
        word = token.text.upper() if token.kind == "word" and read[number + 1].text == "(" else ""
        if word == "BNODE" and number + 2 < len(read) and read[number + 2].text != ")":
            raise QueryError(
                "BNODE of a text is not answered: the engine would give the same node in every row; "
                "BNODE() gives a new one, and STRUUID() a new text",
                *place(text, token.start),
            )
        if word in ("STR", "DATATYPE"):
            instead.update(_of_a_literal(text, read, number))
        if word == "IN" and number + 2 < len(read) and read[number + 2].text == ")":
            before[read[number + 2].start] = _NONE
        if word == "GROUP_CONCAT":
            end = closing(number + 1, [one.text if one.kind == "mark" else "" for one in read])
            if end is not None:
                before[token.start] = "STR("
                before[read[end].start] = ")"
    pieces, last = [], 0
    for offset in sorted({*before, *instead}):
        end, literal = instead.get(offset, (offset, ""))
        written = f"({literal})" if literal else before.get(offset, "")  # where a call may stand, no literal may
        pieces += [text[last:offset], written]
        last = end
    return with_counts_of_values("".join([*pieces, text[last:]]))


def _refuse_order_of_truths(text: str) -> None:
    """Refuse to compare what is true or false by its order: the engine knows none (section 17.3: false comes first)."""
    before, was = "", False
    for token in tokens(text):
        mark = token.text if token.kind == "mark" else ""
        is_truth = token.kind == "word" and token.text.upper() in ("TRUE", "FALSE")
        if (is_truth and before in _ORDER) or (was and mark in _ORDER):
            raise QueryError(
                "true and false are not put in order by the engine; compare them with = or !=",
                *place(text, token.start),
            )
        before, was = mark, is_truth


def _of_a_literal(text: str, read: list[Token], number: int) -> dict[int, tuple[int, str]]:
    """Say what STR or DATATYPE of a literal is: where the call begins, where it ends, and what it gives."""
    call, first = read[number], Patterns(text, read, number + 2)
    if first.at >= len(read) or first.token().kind == "variable":
        return {}
    try:
        literal = first.term()
        end = first.end()
        first.expect(")")
    except UnreadError:
        return {}
    opening = read[number + 2]
    typed = opening.kind == "string" and read[number + 3].text == "^^"
    if literal.kind != "literal" or (opening.kind == "string" and not typed) or opening.kind == "word":
        return {}
    if call.text.upper() == "DATATYPE":
        return {call.start: (first.end(), text[read[number + 4].start : end])} if typed else {}
    return {call.start: (first.end(), opening.text if typed else f'"{literal.text}"')}
