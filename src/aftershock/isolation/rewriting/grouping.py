"""GROUP BY a variable under another name, which the engine's parser loses."""

from __future__ import annotations

import re
from typing import Final

from aftershock.isolation.tokens import tokens

__all__ = ["with_named_keys"]

_GROUPED: Final = re.compile(r"\bGROUP\b", re.IGNORECASE)
_NAMED: Final = re.compile(r"\(\s*[?$]\w+\s+AS\b", re.IGNORECASE)
_BEHIND: Final = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "}"})


def with_named_keys(text: str) -> str:
    """Write ``GROUP BY (?x AS ?y)`` with an expression in the place of the variable.

    The engine groups by ``?x`` then, knows of no ``?y``, and says that the query does not parse.

    Parameters
    ----------
    text
        A query or an update.

    Examples
    --------
    >>> with_named_keys("SELECT ?y { ?x a ?z } GROUP BY (?x AS ?y)")
    'SELECT ?y { ?x a ?z } GROUP BY (COALESCE(?x) AS ?y)'
    """
    if _GROUPED.search(text) is None or _NAMED.search(text) is None:
        return text
    read = [*tokens(text)]
    words = [token.text.upper() if token.kind in ("word", "mark") else token.kind for token in read]
    pieces, last = [], 0
    for number in range(2, len(read)):
        if words[number - 2 : number] != ["GROUP", "BY"]:
            continue
        depth = 0
        for at in range(number, len(read)):
            if depth == 0 and words[at : at + 3] == ["(", "variable", "AS"]:
                variable = read[at + 1]
                pieces += [text[last : variable.start], f"COALESCE({variable.text})"]
                last = variable.start + len(variable.text)
            depth += (words[at] == "(") - (words[at] == ")")
            if depth == 0 and words[at] in _BEHIND:
                break
    return "".join([*pieces, text[last:]])
