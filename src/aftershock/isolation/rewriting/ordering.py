"""ORDER BY, written so that any values have an order, and that the engine compares what it has in memory.

The engine ends where numbers, dates and other values come together: its comparison is no total order, and its sorting
says so by ending the process. And it looks a text up on disk again at each comparison, 20 for each row where there are
a million; what an expression gives it keeps. So rows are put in order by what kind a value is, then by an expression
that follows the order of the values of a kind, and what that leaves equal by the variable itself.
"""

from __future__ import annotations

import re
from typing import Final

from aftershock.isolation.tokens import tokens

__all__ = ["with_keys"]

_ORDERED: Final = re.compile(r"\bORDER\b", re.IGNORECASE)
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_STRING: Final = f"<{_XSD}string>"
_ZONED: Final = ",".join(
    f"<{_XSD}{name}>" for name in ("dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
)
_COMPARED: Final = f"{{0}}<={{0}}&&DATATYPE({{0}})!=<{_XSD}duration>"
_KIND: Final = (
    "IF(!BOUND({0}),'0',IF(isBLANK({0}),'1',IF(isIRI({0}),'2',IF(!isLITERAL({0}),'7',"
    "IF(isNUMERIC({0}),IF({0}={0},'3','3n'),"  # not a number equals nothing, not itself either
    f"IF(LANG({{0}})!=''||DATATYPE({{0}})={_STRING},'4',"
    f"CONCAT(IF(COALESCE({_COMPARED},false),'5','6'),STR(DATATYPE({{0}})))))))))"
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


def with_keys(text: str) -> str:
    """Put an expression before each variable by which rows are put in order.

    Parameters
    ----------
    text
        A query that parses.

    Examples
    --------
    >>> with_keys("SELECT ?x { ?x a ?y } ORDER BY DESC(?x)")[:52]
    "SELECT ?x { ?x a ?y } ORDER BY DESC(IF(!BOUND(?x),'0"
    >>> with_keys("SELECT ?x { ?x a ?y } ORDER BY STR(?x)")
    'SELECT ?x { ?x a ?y } ORDER BY STR(?x)'
    """
    if _ORDERED.search(text) is None:
        return text
    read = [*tokens(text)]
    words = [token.text.upper() if token.kind in ("word", "mark") else token.kind for token in read]
    pieces, last = [], 0
    for number in range(1, len(read)):
        at = number + 1 if words[number - 1 : number + 1] == ["ORDER", "BY"] else len(read)
        while (length := _by_variable(words, at)) > 0:
            start, direction = read[at].start, words[at] if length == 4 else ""
            variable = read[at + length // 2].text
            keys = " ".join(f"{direction}({key.format(variable)})" for key in (_KIND, _VALUE))
            pieces += [text[last:start], keys, " "]
            last = start
            at += length
    return "".join([*pieces, text[last:]])


def _by_variable(words: list[str], at: int) -> int:
    """Say of how many tokens a condition is that is nothing but a variable: ``?x``, ``(?x)``, ``DESC(?x)``; else 0."""
    if words[at : at + 1] == ["variable"]:
        return 1
    begun = at + (words[at : at + 1] in (["ASC"], ["DESC"]))
    return begun + 3 - at if words[begun : begun + 3] == ["(", "variable", ")"] else 0
