"""Texts of readers as literals of SPARQL: one road for all queries that hold any."""

from __future__ import annotations

from typing import Final

__all__ = ["containing", "literal", "remark"]

_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
"""What SPARQL 1.1 writes with ``ECHAR`` within quotes; all other characters stand for themselves."""


def literal(text: str) -> str:
    r"""Write a text as a literal of SPARQL, whatever characters it has.

    Parameters
    ----------
    text
        Any.

    Examples
    --------
    >>> print(literal('a "b" \\ \U0001f600'), literal("\n"))
    "a \"b\" \\ 😀" "\n"
    """
    return f'"{text.translate(_ESCAPES)}"'


def remark(words: str, names: list[str]) -> str:
    r"""Write a comment line that names what a query leaves out; nothing where it leaves out nothing.

    Parameters
    ----------
    words
        What is said of the names.
    names
        Of filters, or whatever an address holds: line ends in them end no comment.

    Examples
    --------
    >>> remark("computed, and not asked here", ["a\nb", "c"])
    '# computed, and not asked here: a\\nb, c\n'
    >>> remark("computed, and not asked here", [])
    ''
    """
    return f"# {words}: {', '.join(literal(name)[1:-1] for name in names)}\n" if names else ""


def containing(search: str, *expressions: str) -> str:
    """Write the filter for a text that one of several expressions must contain, whatever its case.

    Parameters
    ----------
    search
        What was typed; nothing is filtered where it is blank.
    expressions
        Of SPARQL, each a text or nothing; what is nothing contains no text.

    Examples
    --------
    >>> containing("Hub ", "?label", "?slug").strip()
    'FILTER(CONTAINS(LCASE(STR(?label)), "hub") || CONTAINS(LCASE(STR(?slug)), "hub"))'
    >>> containing(" ", "?label")
    ''
    """
    if not search.strip():
        return ""
    text = literal(search.strip().lower())
    return f"\n  FILTER({' || '.join(f'CONTAINS(LCASE(STR({one})), {text})' for one in expressions)})"
