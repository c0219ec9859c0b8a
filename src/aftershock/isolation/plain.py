"""Tells queries that are nothing but a few plain triple patterns: nothing in them need be looked at twice.

Most queries that programs ask are such. To cut one into tokens, weigh it and read its parts takes longer than the
engine takes to answer it; whether it is of this kind, one expression says in a few microseconds.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

__all__ = ["MOST_JOINS", "MOST_PREFIXES", "plain_form"]

MOST_JOINS: Final = 24
"""So many triple patterns a plain query may have at the most: 4 subjects, each with 3 predicates of 2 objects."""

MOST_PREFIXES: Final = 10
"""So many prefixes it may declare."""

_LONGEST: Final = 2_000
"""Characters; longer ones are looked at with care."""


@cache  # compiled by the first query
def _pattern() -> re.Pattern[str]:
    space, some = r"[ \t\r\n]*+", r"[ \t\r\n]++"
    iri = r"""<[^\x00-\x20<>"{}|^`\\]*+>"""
    prefix = r"[A-Za-z][A-Za-z0-9_-]*+:"
    variable = r"[?$][A-Za-z_][A-Za-z0-9_]*+"
    text = r'"[^"\\\r\n]*+"(?:@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)?+'
    named = rf"{prefix}[A-Za-z_][A-Za-z0-9_-]*+"
    end = r"""(?=[ \t\r\n.;,}<?$"])"""  # a name ends here, and no operator follows it
    verb = rf"(?>{iri}|{named}{end}|{variable}|a{end})"
    thing = rf"(?>{iri}|{named}{end}|{variable}|{text}{end})"
    subject = rf"(?>{iri}|{named}{end}|{variable})"
    objects = rf"{thing}{space}(?:,{space}{thing}{space}){{0,1}}+"
    pairs = rf"{verb}{space}{objects}(?:;{space}{verb}{space}{objects}){{0,2}}+"
    triples = rf"{subject}{space}{pairs}(?:\.{space}{subject}{space}{pairs}){{0,3}}+"
    head = rf"(?:SELECT{some}(?:DISTINCT{some})?+(?:\*{space}|(?:{variable}{space})++)|(?P<ask>ASK){space})"
    return re.compile(
        rf"{space}(?:PREFIX{some}{prefix}{space}{iri}{space}){{0,{MOST_PREFIXES}}}+{head}(?:WHERE{space})?+"
        rf"\{{{space}{triples}(?:\.{space})?+\}}{space}(?:LIMIT{some}[0-9]{{1,9}}+{space})?+",
        re.IGNORECASE,
    )


def plain_form(text: str) -> Literal["select", "ask"] | None:
    """Tell the form of a query that is plain.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str or None
        ``None`` where it has to be looked at: it is longer, or has anything but prefixes, IRIs, names, variables and
        short strings in it.

    Examples
    --------
    >>> plain_form("SELECT ?class { <http://example.org/a> a ?class }"), plain_form("ASK { ?s ?p ?o }")
    ('select', 'ask')
    >>> plain_form("SELECT ?x { ?x aft:dependsOn+ ?y }") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    found = _pattern().fullmatch(text)
    if found is None:
        return None
    return "select" if found["ask"] is None else "ask"
