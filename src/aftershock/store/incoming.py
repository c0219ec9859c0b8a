"""Statements on their way in: N-Quads cut by graph, digested, counted, and given as quads again and again."""

from __future__ import annotations

import hashlib
import re
from contextlib import nullcontext
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from aftershock.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Subject = NamedNode | BlankNode | Triple
    Term = Subject | Literal

__all__ = ["Digest", "digest", "quads"]

_GRAPH: Final = re.compile(rb"\s<([^<>\s]*)>\s*\.\s*\Z")


@dataclass(frozen=True, slots=True)
class Digest:
    """What is known of a graph before it is parsed.

    Parameters
    ----------
    sha256
        Of its lines, in the order in which they came.
    lines
        How many there are.
    """

    sha256: str
    lines: int


def digest(nquads: bytes | Path, graphs: Iterable[str]) -> dict[str, Digest]:
    """Digest statements by graph.

    Parameters
    ----------
    nquads
        N-Quads, or a file of them: a statement a line.
    graphs
        IRIs of the graphs they may be in.

    Returns
    -------
    dict
        A digest for each of the graphs.

    Raises
    ------
    DocumentError
        If a statement is in none of them.

    Examples
    --------
    >>> digest(b"<http://x/a> <http://x/p> <http://x/b> <http://x/g> .", ["http://x/g"])["http://x/g"].lines
    1
    """
    hashes = {graph.encode(): hashlib.sha256() for graph in graphs}
    counts = dict.fromkeys(hashes, 0)
    graph, usual_end = b"", b"\0"
    with nquads.open("rb") if isinstance(nquads, Path) else BytesIO(nquads) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.endswith(usual_end):  # in another graph than the line before, or written in another way
                found = _GRAPH.search(line)
                if found is None:
                    if not line.strip() or line.lstrip().startswith(b"#"):
                        continue
                    raise DocumentError("the statement names no graph", _name(nquads), number)
                graph = found.group(1)
                if graph not in hashes:
                    named = f"<{graph.decode('utf-8', 'replace')}>"
                    text = f"the statement is in {named}, which is not to be published"
                    raise DocumentError(text, _name(nquads), number)
                usual_end = b" <" + graph + b"> .\n"
            hashes[graph].update(line)
            counts[graph] += 1
    return {graph.decode(): Digest(hashed.hexdigest(), counts[graph]) for graph, hashed in hashes.items()}


def quads(nquads: bytes | Path, digests: dict[str, Digest]) -> Iterator[Quad]:
    """Parse statements; blank nodes get names of their own, the same for the same content.

    Parameters
    ----------
    nquads
        N-Quads, or a file of them.
    digests
        What `digest` gave; quads of other graphs are left out.

    Raises
    ------
    DocumentError
        If they do not parse.
    """
    prefixes = {NamedNode(graph): f"b{one.sha256[:16]}" for graph, one in digests.items()}
    source = nullcontext(nquads) if isinstance(nquads, bytes) else nquads.open("rb")
    with source as stream:
        try:
            for quad in parse(stream, RdfFormat.N_QUADS):
                graph = quad.graph_name
                if not isinstance(graph, NamedNode):
                    raise DocumentError(f"the statement {quad} names no graph", _name(nquads))
                prefix = prefixes.get(graph)
                if prefix is None:
                    continue
                subject, value = quad.subject, quad.object
                if isinstance(subject, NamedNode) and not isinstance(value, BlankNode | Triple):
                    yield quad
                else:
                    yield Quad(_named(subject, prefix), quad.predicate, _value(value, prefix), graph)
        except SyntaxError as error:
            raise DocumentError(f"its statements do not parse: {error.msg}", _name(nquads)) from error


def _named(term: Subject, prefix: str) -> Subject:
    if isinstance(term, BlankNode):
        return BlankNode(prefix + term.value)
    if isinstance(term, Triple):
        return Triple(_named(term.subject, prefix), term.predicate, _value(term.object, prefix))
    return term


def _value(term: Term, prefix: str) -> Term:
    return term if isinstance(term, Literal) else _named(term, prefix)


def _name(nquads: bytes | Path) -> str:
    return nquads.name if isinstance(nquads, Path) else ""
