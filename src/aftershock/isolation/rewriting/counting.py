"""COUNT of an expression, written so that what has no value is not counted, and the rest is."""

from __future__ import annotations

import re
from typing import Final

from aftershock.errors import ForbiddenQueryError
from aftershock.isolation.tokens import place, tokens

__all__ = ["closing", "repeated", "with_counts_of_values"]

_COUNTED: Final = re.compile(r"\bCOUNT\b(?!\s*\(\s*(?:DISTINCT\b\s*)?(?:\*|[?$]\w+)\s*\))", re.IGNORECASE)
_NOTHING: Final = "<aftershock:none>"
_ALL: Final = "SUM(COALESCE(IF(isBLANK({0}),1,1),0))"
_DIFFERENT: Final = (
    f"(COUNT(DISTINCT COALESCE(({{0}}),{_NOTHING}))-COALESCE(MAX(COALESCE(IF(isBLANK({{0}}),0,0),1)),0))"
)
"""Errors are counted as one value more, which is taken off where there is any."""
_LONGEST: Final = 1_000_000


def with_counts_of_values(text: str) -> str:
    """Write out COUNT of anything but a variable, as the engine gives nothing where one solution is an error.

    SPARQL 1.1 (section 18.5.1.2) counts how often an expression "has a bound, and non-error value".

    Parameters
    ----------
    text
        A query, or a part of one.

    Raises
    ------
    ForbiddenQueryError
        If one stands in another so often that it would become too long; with line and column.

    Examples
    --------
    >>> with_counts_of_values("SELECT (COUNT(?x + 1) AS ?n) { ?s ?p ?x }")
    'SELECT (SUM(COALESCE(IF(isBLANK(?x + 1),1,1),0)) AS ?n) { ?s ?p ?x }'
    >>> with_counts_of_values("SELECT (COUNT(DISTINCT ?x) AS ?n) { ?s ?p ?x }")
    'SELECT (COUNT(DISTINCT ?x) AS ?n) { ?s ?p ?x }'
    """
    if _COUNTED.search(text) is None:
        return text
    read = list(tokens(text))
    marks = [token.text if token.kind == "mark" else "" for token in read]
    pieces, last, done = [], 0, 0
    for number, token in enumerate(read[:-1]):
        if number < done or token.kind != "word" or token.text.upper() != "COUNT" or marks[number + 1] != "(":
            continue
        end = closing(number + 1, marks)
        if end is None:
            break
        different = read[number + 2].text.upper() == "DISTINCT"
        inside = read[number + 2 + different : end]
        if not inside or (len(inside) == 1 and (inside[0].text == "*" or inside[0].kind == "variable")):
            continue
        counted = with_counts_of_values(text[inside[0].start : read[end].start])
        if len(counted) > _LONGEST:
            raise ForbiddenQueryError("COUNT of a query that counts is too deep here", *place(text, token.start))
        pieces += [text[last : token.start], repeated(_DIFFERENT if different else _ALL, counted)]
        last, done = read[end].start + 1, end
    return "".join([*pieces, text[last:]])


def repeated(template: str, expression: str) -> str:
    """Put an expression into a text, several times.

    Parameters
    ----------
    template
        A text with ``{0}`` where the expression is to stand.
    expression
        Perhaps with EXISTS in it: a label of a blank node may stand in one group only, so it becomes a variable.

    Examples
    --------
    >>> repeated("{0} = {0}", "EXISTS { _:b ?p 1 }")
    'EXISTS { ?aftershockblank9000 ?p 1 } = EXISTS { ?aftershockblank9000 ?p 1 }'
    """
    if "_:" in expression:
        labels: dict[str, str] = {}
        pieces, last = [], 0
        for one in tokens(expression):
            if one.kind == "name" and one.text.startswith("_:"):
                variable = labels.setdefault(one.text, f"?aftershockblank9{len(labels):03}")
                pieces += [expression[last : one.start], variable]
                last = one.start + len(one.text)
        expression = "".join([*pieces, expression[last:]])
    return template.replace("{0}", expression)


def closing(opening: int, marks: list[str]) -> int | None:
    """Find where a parenthesis is closed.

    Parameters
    ----------
    opening
        Where it is.
    marks
        A text's marks, other tokens as any other text.

    Examples
    --------
    >>> closing(1, ["f", "(", "(", ")", ")", ")"]), closing(0, ["(", ""])
    (4, None)
    """
    depth = 0
    for at in range(opening, len(marks)):
        depth += (marks[at] == "(") - (marks[at] == ")")
        if depth == 0:
            return at
    return None
