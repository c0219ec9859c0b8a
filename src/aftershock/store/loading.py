"""Large texts handed to the engine as they are: it parses them itself, faster than one gives it statements."""

from __future__ import annotations

from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat

from aftershock.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TypeGuard

    from pyoxigraph import Store

__all__ = ["at_once", "is_plain", "load", "pieces"]

_MUCH: Final = 4 << 30
_MANY: Final = 1_500_000
_FEW: Final = 250_000


def is_plain(nquads: bytes | Path) -> TypeGuard[bytes]:
    """Say whether statements can be handed on unread: they have no blank node to rename.

    Examples
    --------
    >>> is_plain(b"<http://x/a> <http://x/p> <http://x/b> <http://x/g> .")
    True
    >>> is_plain(b"_:a <http://x/p> <http://x/b> <http://x/g> .")
    False
    """
    if not isinstance(nquads, bytes) or nquads.startswith(b"_:"):
        return False
    return not any(sign in nquads for sign in (b"\n_:", b" _:", b"(_:", b"\t_:"))


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
        union = union.replace(b" <" + graph.encode() + b"> .\n", b" .\n")
    try:
        store.bulk_load(nquads, format=RdfFormat.N_QUADS)
        store.bulk_load(union, format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise DocumentError(f"its statements do not parse: {error.msg}", "") from error
