"""Terms out of SPARQL's tab-separated results, the quickest road from the engine to Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Ask = Callable[[str], bytes]

__all__ = ["iri", "number", "rows", "text"]

_ESCAPE = re.compile(r"\\(?:([tbnrf\"'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_CHARACTER = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def rows(answer: bytes) -> Iterator[list[bytes]]:
    r"""Cells of each solution.

    Parameters
    ----------
    answer
        A whole result in the TSV format of SPARQL 1.1, with its header line.

    Examples
    --------
    >>> list(rows(b"?s\t?n\n<https://a.example/x>\t3\n"))
    [[b'<https://a.example/x>', b'3']]
    """
    start = answer.find(b"\n") + 1
    for line in answer[start:].split(b"\n"):
        if line:
            yield line.rstrip(b"\r").split(b"\t")


def iri(cell: bytes) -> str:
    """Take the IRI out of a cell; a blank node keeps its label, an unbound cell is empty.

    Examples
    --------
    >>> iri(b"<https://a.example/x>"), iri(b"_:b0"), iri(b"")
    ('https://a.example/x', '_:b0', '')
    """
    return (cell[1:-1] if cell.startswith(b"<") else cell).decode()


def text(cell: bytes) -> str:
    r"""Take the lexical form of a literal out of a cell.

    Examples
    --------
    >>> text(b'"a \\"b\\" \\u00e9"@en'), text(b'0.3'), text(b'')
    ('a "b" é', '0.3', '')
    """
    if not cell.startswith(b'"'):
        return cell.decode()
    inner = cell[1 : cell.rindex(b'"')].decode()
    return _ESCAPE.sub(_unescape, inner) if "\\" in inner else inner


def number(cell: bytes) -> float | None:
    """Take a number out of a cell; ``None`` where it is unbound.

    Examples
    --------
    >>> number(b"0.30"), number(b'"7"^^<http://www.w3.org/2001/XMLSchema#decimal>'), number(b"")
    (0.3, 7.0, None)
    """
    return float(text(cell)) if cell else None


def _unescape(match: re.Match[str]) -> str:
    letter, short, long = match.groups()
    return _CHARACTER[letter] if letter else chr(int(short or long, 16))
