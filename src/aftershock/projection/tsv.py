"""Terms out of SPARQL's tab-separated results, the quickest road from the engine to Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Ask = Callable[[str], bytes]

__all__ = ["by_document", "columns", "iri", "number", "rows", "text"]

_FEW: Final = 16
"""Graphs up to which each is asked for by itself: the engine then need not write its name into every row."""

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


def columns(answer: bytes, width: int) -> list[list[bytes]]:
    r"""Columns of all solutions: several times as fast as `rows`, where there are very many.

    Parameters
    ----------
    answer
        As for `rows`.
    width
        How many variables it has.

    Examples
    --------
    >>> columns(b"?s\t?n\n<https://a.example/x>\t3\n<https://a.example/y>\t\n", 2)
    [[b'<https://a.example/x>', b'<https://a.example/y>'], [b'3', b'']]
    """
    cells = answer[answer.find(b"\n") + 1 :].replace(b"\n", b"\t").split(b"\t")
    cells.pop()  # behind the last line end
    return [cells[place::width] for place in range(width)]


def by_document(
    ask: Ask, pattern: str, names: Sequence[str], documents: Mapping[bytes, int]
) -> Iterator[tuple[int, list[list[bytes]]]]:
    """Ask each current document what it says; none that has nothing to say is given.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes.
    pattern
        What stands in the document's graph.
    names
        The variables to give.
    documents
        Index of each current document's cell.

    Yields
    ------
    tuple
        The document's index, and the columns of its solutions.
    """
    found = rows(ask(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {pattern} }} }}"))
    graphs = sorted(row[0] for row in found if row[0] in documents)
    chosen = " ".join(f"?{name}" for name in names)
    if len(graphs) <= _FEW:
        for graph in graphs:
            asked = f"SELECT {chosen} {{ GRAPH {graph.decode()} {{ {pattern} }} }}"
            yield documents[graph], columns(ask(asked), len(names))
        return
    *given, where = columns(ask(f"SELECT {chosen} ?g {{ GRAPH ?g {{ {pattern} }} }}"), len(names) + 1)
    places: dict[bytes, list[int]] = {graph: [] for graph in graphs}
    for place, graph in enumerate(where):
        if graph in places:
            places[graph].append(place)
    for graph, some in places.items():
        yield documents[graph], [[column[place] for place in some] for column in given]


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
