"""ORDER BY, written so that any values have an order, and that the engine compares what it has in memory.

The engine ends where numbers, dates and other values come together: its comparison is no total order, and its sorting
says so by ending the process. And it looks a text up on disk again at each comparison, 20 for each row where there are
a million; what an expression gives it keeps. So rows are put in order by what kind a value is, then by an expression
that follows the order of the values of a kind, and what that leaves equal by the variable itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.isolation.rewriting.counting import closing, repeated
from aftershock.isolation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["with_keys"]

_ORDERED: Final = re.compile(r"\bORDER\b", re.IGNORECASE)
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_STRING: Final = f"<{_XSD}string>"
_ZONED: Final = ",".join(
    f"<{_XSD}{name}>" for name in ("dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
)
_COMPARED: Final = f"{{0}}<={{0}}&&DATATYPE({{0}})!=<{_XSD}duration>"
_KIND: Final = (
    "COALESCE(IF(isBLANK({0}),'1',IF(isIRI({0}),'2',IF(!isLITERAL({0}),'7',"
    "IF(isNUMERIC({0}),IF({0}={0},'3','3n'),"  # not a number equals nothing, not itself either
    f"IF(LANG({{0}})!=''||DATATYPE({{0}})={_STRING},'4',"
    f"CONCAT(IF(COALESCE({_COMPARED},false),'5','6'),STR(DATATYPE({{0}})))))))),'0')"
)
"""Unbound, blank nodes, IRIs, literals (SPARQL 1.1, section 15.1): numbers, texts, and each other type by itself, for
what is of several is not compared (section 17.3), then what is no value of its type; triple terms."""
_VALUE: Final = (
    "IF(isIRI({0}),IRI(CONCAT('x:',STR({0}))),COALESCE(STRLANG(CONCAT('x',STR({0})),LANG({0})),CONCAT('x',{0}),"
    f"IF(DATATYPE({{0}}) IN ({_ZONED})&&{{0}}<={{0}}&&!REGEX(STR({{0}}),'(Z|[+-][0-9][0-9]:[0-9][0-9])$'),"
    "STRDT(CONCAT(STR({0}),'Z'),DATATYPE({0})),1/0),"
    f"IF({_COMPARED},{{0}},1/0),CONCAT('x',STR({{0}})),{{0}}))"
)
"""One prefix before all IRIs, and one before all texts, changes nothing in the order of either, and makes of each a
text that the disk has not. Times with and without a zone have a partial order (XML Schema 1.1 part 2, section D.2.1):
the zone Z where there is none gives a total one that keeps it. What cannot be compared, and durations, of which
SPARQL compares none, are put in order by their text."""


_SAFE: Final = re.compile(
    "STR|LANG|STRLEN|ENCODE_FOR_URI|MD5|SHA[0-9]+|TZ|COUNT|SUM|AVG|RAND|YEAR|MONTH|DAY|HOURS|MINUTES|BOUND|CONTAINS"
    "|STRSTARTS|STRENDS|REGEX|SAMETERM|LANGMATCHES|IS(?:[IU]RI|BLANK|LITERAL|NUMERIC)"
)
"""Functions whose values are all of one kind, and have an order."""
_ARITHMETIC: Final = frozenset({"(", ")", "+", "-", "*", "/", "number"})
_DIRECTIONS: Final = frozenset({"ASC", "DESC"})
_AFTER: Final = frozenset({"LIMIT", "OFFSET", "VALUES", "HAVING"})
_LONGEST: Final = 500
"""Characters of an expression; a longer one, which the keys would repeat, is put in order as it is."""


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition of ORDER BY, by numbers of tokens.

    Parameters
    ----------
    start
        Where it begins.
    first, last
        Its expression, without parentheses where that is a variable.
    direction
        ``"ASC"``, ``"DESC"`` or nothing.
    """

    start: int
    first: int
    last: int
    direction: str


def with_keys(text: str) -> str:
    """Put an expression before each variable, and each expression of mixed values, by which rows are put in order.

    Parameters
    ----------
    text
        A query that parses.

    Examples
    --------
    >>> with_keys("SELECT ?x { ?x a ?y } ORDER BY DESC(?x)")[:52]
    'SELECT ?x { ?x a ?y } ORDER BY DESC(COALESCE(IF(isBL'
    >>> with_keys("SELECT ?x { ?x a ?y } ORDER BY STR(?x)")
    'SELECT ?x { ?x a ?y } ORDER BY STR(?x)'
    """
    if _ORDERED.search(text) is None:
        return text
    read = [*tokens(text)]
    words = [token.text.upper() if token.kind in ("word", "mark") else token.kind for token in read]
    pieces, last = [], 0
    for number in range(1, len(read)):
        if words[number - 1 : number + 1] != ["ORDER", "BY"]:
            continue
        for one in _conditions(words, number + 1):
            by = text[read[one.first].start : read[one.last].start + len(read[one.last].text)]
            if len(by) > _LONGEST or _of_one_kind(words, one):
                continue
            keys = repeated(f"{one.direction}({_KIND}) {one.direction}({_VALUE})", by)
            pieces += [text[last : read[one.start].start], keys, " "]
            last = read[one.start].start
    return "".join([*pieces, text[last:]])


def _conditions(words: list[str], at: int) -> Iterator[_Condition]:
    """Read conditions: ``?x``, ``(?x + 1)``, ``DESC(?x)``, ``f(?x)``."""
    while at < len(words):
        direction = words[at] if words[at] in _DIRECTIONS else ""
        first = at + bool(direction)
        last = first if words[first : first + 1] == ["variable"] else None
        opening = first + (words[first : first + 1] != ["("])
        if last is None and words[opening : opening + 1] == ["("] and words[first] not in _AFTER:
            last = closing(opening, words)
        if last is None:
            return
        start, at = at, last + 1
        inside = (last - first) // 2
        if words[first : last + 1] == [*["("] * inside, "variable", *[")"] * inside]:
            first = last = first + inside
        yield _Condition(start, first, last, direction)


def _of_one_kind(words: list[str], one: _Condition) -> bool:
    """Whether an expression is made of nothing but numbers, and calls of functions whose values have an order."""
    at = one.first
    while at <= one.last:
        end = closing(at + 1, words) if _SAFE.fullmatch(words[at]) and words[at + 1 : at + 2] == ["("] else None
        if end is None and words[at] not in _ARITHMETIC:
            return False
        at = (at if end is None else end) + 1
    return True
