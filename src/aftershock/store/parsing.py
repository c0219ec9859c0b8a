"""Foreign text before it is used: updates that are parsed and not run, graphs that become N-Quads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from aftershock.errors import DocumentError, QueryError
from aftershock.store.answering import RDF_FORMATS, syntax_error
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Piece", "check", "graph"]

_STOP: Final = "DROP GRAPH <urn:aftershock:nothing> ; "
"""Fails before anything that stands behind it is done, and after all of it was parsed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an update's text.

    Parameters
    ----------
    prologue
        The prefixes and bases that hold in it, on one line.
    start, end
        Where it stands, in characters.
    """

    prologue: str
    start: int
    end: int


def check(text: str, pieces: Sequence[Piece], base: str) -> None:
    r"""Let the engine parse an update, and do nothing; it takes no prologue behind a semicolon, hence the pieces.

    Parameters
    ----------
    text
        The whole text.
    pieces
        Its parts, each of which is parsed.
    base
        What relative IRIs are resolved against.

    Raises
    ------
    QueryError
        If it does not parse, with line and column.

    Examples
    --------
    >>> check("INSERT DATA {\n <a:b> <a:c> }", [Piece("", 0, 28)], "http://x/")
    Traceback (most recent call last):
    ...
    aftershock.errors.QueryError: line 2, column 14: the update does not parse at '}'
    """
    for piece in pieces:
        before = f"{piece.prologue} {_STOP}"
        padding = re.sub(r"[^\n]", " ", text[: piece.start])
        try:
            Store().update(before + padding + text[piece.start : piece.end], base_iri=base, prefixes=PREFIXES)
        except SyntaxError as error:
            raise syntax_error(str(error), text, "update", len(before)) from error
        except (RuntimeError, ValueError) as error:
            if "urn:aftershock:nothing" not in str(error):
                raise QueryError(f"the update does not parse: {error}") from error


def graph(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], Iterator[bytes]]:
    """Parse a graph, and give it as N-Quads in a graph of a given name: the work of a worker.

    Parameters
    ----------
    header
        ``graph`` (an IRI, also the base of relative ones), ``parts`` (each ``notation``, a format of graphs, and
        ``bytes``: how long it is), ``triples`` (the most there may be), perhaps ``name`` (what errors call it).
    payload
        The parts, one after the other; blank nodes of one are not those of another, and the same text
        gives the same names.

    Returns
    -------
    dict
        Nothing.
    iterator of bytes
        N-Quads.

    Raises
    ------
    DocumentError
        If it does not parse, is too large, or is in several graphs.
    """
    return {}, _statements(header, payload)


def _statements(header: Mapping[str, Any], payload: bytes) -> Iterator[bytes]:
    name, start, count = NamedNode(header["graph"]), 0, 0
    for number, part in enumerate(header["parts"]):
        content = payload[start : start + part["bytes"]]
        start += part["bytes"]
        rows: list[Quad] = []
        names: dict[str, BlankNode] = {}
        for quad in _parsed(content, RDF_FORMATS[part["notation"]], header):
            count += 1
            if count > header["triples"]:
                raise DocumentError(f"it has more than {header['triples']:,} statements, the limit", _called(header))
            subject, value = _named(quad.subject, names, number), _named(quad.object, names, number)
            rows.append(Quad(subject, quad.predicate, value, name))
            if len(rows) == _AT_ONCE:
                yield pyoxigraph.serialize(rows, format=RdfFormat.N_QUADS) or b""
                rows = []
        yield pyoxigraph.serialize(rows, format=RdfFormat.N_QUADS) or b""


_AT_ONCE: Final = 20_000


def _parsed(content: bytes, rdf_format: RdfFormat, header: Mapping[str, Any]) -> Iterator[Quad]:
    quads = pyoxigraph.parse(content, rdf_format, base_iri=header["graph"], rename_blank_nodes=False)
    try:
        for quad in quads:
            if not isinstance(quad.graph_name, DefaultGraph):
                raise DocumentError(
                    f"it puts a statement in the graph {quad.graph_name}; one graph is taken", _called(header)
                )
            yield quad
    except SyntaxError as error:
        raise DocumentError(f"it does not parse: {error.msg}", _called(header), error.lineno) from error


def _named(term: Any, names: dict[str, BlankNode], part: int) -> Any:
    """Name blank nodes in the order in which they come."""
    if isinstance(term, BlankNode):
        return names.setdefault(term.value, BlankNode(f"n{part}x{len(names)}"))
    if isinstance(term, Triple):
        return Triple(_named(term.subject, names, part), term.predicate, _named(term.object, names, part))
    return term


def _called(header: Mapping[str, Any]) -> str:
    return str(header.get("name", ""))
