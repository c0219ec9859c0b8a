"""What a query shows, and what it keeps to itself: variables of its own, and those that a rewriting made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.errors import QueryError
from aftershock.isolation.tokens import place, tokens

if TYPE_CHECKING:
    from collections.abc import Collection

    from aftershock.isolation.tokens import Token

__all__ = ["counts_different", "refuse_our_names", "renamed", "variables_in"]

_OURS: Final = re.compile(r"[?$]aftershock(?:\d|blank|[spo]\b)")


def variables_in(text: str) -> frozenset[str]:
    """Give the variables that a text mentions.

    Examples
    --------
    >>> sorted(variables_in("SELECT ?x { ?x :p $y } # ?z"))
    ['?x', '?y']
    """
    return frozenset(f"?{one.text[1:]}" for one in tokens(text) if one.kind == "variable")


def renamed(text: str, names: Collection[str], number: int) -> str:
    """Give variables other names, wherever they stand.

    In EXISTS the engine takes a variable of a subquery for bound where one outside is that has its name, though the
    subquery does not show it (SPARQL 1.1, section 18.2.1): ``BOUND(?o)`` is true then, and joins go wrong.

    Parameters
    ----------
    text
        A subquery.
    names
        Variables that it does not show.
    number
        Makes up their names.

    Examples
    --------
    >>> renamed("SELECT ?x { ?x :p ?o FILTER(BOUND($o)) }", {"?o"}, 1)
    'SELECT ?x { ?x :p ?aftershock1o FILTER(BOUND(?aftershock1o)) }'
    """
    pieces, last = [], 0
    for token in tokens(text):
        if token.kind == "variable" and f"?{token.text[1:]}" in names:
            pieces += [text[last : token.start], f"?aftershock{number}{token.text[1:]}"]
            last = token.start + len(token.text)
    return "".join([*pieces, text[last:]])


def counts_different(read: list[Token]) -> bool:
    """Whether ``COUNT(DISTINCT *)`` is among tokens: the engine counts by blank nodes of patterns too.

    They are no part of a solution (section 18.3.1), nor is what stands between the steps of a path.
    """
    texts = [one.text.upper() for one in read]
    return any(texts[at : at + 4] == ["COUNT", "(", "DISTINCT", "*"] for at in range(len(texts)))


def refuse_our_names(text: str) -> None:
    """Refuse variables whose names are those that rewriting makes up.

    Raises
    ------
    QueryError
        With line and column.
    """
    if _OURS.search(text) is None:
        return
    for token in tokens(text):
        if token.kind == "variable" and _OURS.match(token.text) is not None:
            raise QueryError(
                f"a variable such as {token.text} is made up here where a query has to be rewritten; name it otherwise",
                *place(text, token.start),
            )
