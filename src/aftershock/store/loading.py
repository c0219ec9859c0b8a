"""Large texts handed to the engine as they are: it parses them itself, faster than one gives it statements."""

from __future__ import annotations

from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat

from aftershock.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TypeGuard

    from pyoxigraph import Store

    from aftershock.store.incoming import Digest

__all__ = ["at_once", "is_plain", "load", "pieces"]

_MUCH: Final = 4 << 30
_MANY: Final = 1_500_000
_FEW: Final = 250_000


def is_plain(nquads: bytes | Path, digests: Mapping[str, Digest]) -> TypeGuard[bytes]:
    r"""Say whether statements can be handed on unread: each ends as ours do, and there is no blank node to rename.

    Parameters
    ----------
    nquads
        N-Quads.
    digests
        What `aftershock.store.incoming.digest` gave of them.

    Examples
    --------
    >>> from aftershock.store.incoming import digest
    >>> texts = b"<http://x/a> <http://x/p> <http://x/b> <http://x/g> .\n", b"_:a <http://x/p> 'b'  <http://x/g> .\n"
    >>> [is_plain(text, digest(text, ["http://x/g"])) for text in texts]
    [True, False]
    """
    if not isinstance(nquads, bytes) or nquads.startswith(b"_:"):
        return False
    if any(sign in nquads for sign in (b"\n_:", b" _:", b"(_:", b"\t_:")):
        return False
    return all(nquads.count(_end(graph)) == one.lines for graph, one in digests.items())


def at_once() -> int:
    """Say how many statements may be loaded in one call: the engine keeps them in memory, and each call costs files."""
    space, _ = getrlimit(RLIMIT_AS)
    return _MANY if space == RLIM_INFINITY or space >= _MUCH else _FEW


def pieces(nquads: bytes, lines: int, at_once: int) -> Iterator[bytes]:
    r"""Cut a text between lines.

    Parameters
    ----------
    nquads
        The text.
    lines
        How many lines it has.
    at_once
        How many a piece has, about.

    Examples
    --------
    >>> list(pieces(b"1\n2\n3\n4\n", 4, 2))
    [b'1\n2\n', b'3\n4\n']
    """
    size = len(nquads) * at_once // max(1, lines) + 1
    start = 0
    while start < len(nquads):
        end = nquads.find(b"\n", min(len(nquads), start + size) - 2) + 1 or len(nquads)
        yield nquads[start:end] if (start, end) != (0, len(nquads)) else nquads
        start = end


def load(store: Store, nquads: bytes, graphs: Iterable[str]) -> None:
    """Load statements into their graphs, and into the union.

    Parameters
    ----------
    store
        The engine's store.
    nquads
        N-Quads, each line as a serialiser writes it.
    graphs
        IRIs of the graphs.

    Raises
    ------
    DocumentError
        If they do not parse.
    """
    union = nquads
    for graph in graphs:
        union = union.replace(_end(graph), b" .\n")
    try:
        store.bulk_load(nquads, format=RdfFormat.N_QUADS)
        store.bulk_load(union, format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise DocumentError(f"its statements do not parse: {error.msg}", "") from error


def _end(graph: str) -> bytes:
    return b" <" + graph.encode() + b"> .\n"
