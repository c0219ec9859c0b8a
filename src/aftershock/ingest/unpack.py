"""Compressed documents, unpacked as they are read and no further than allowed."""

from __future__ import annotations

import gzip
import lzma
import zlib
from io import BufferedReader, BytesIO, RawIOBase
from typing import TYPE_CHECKING, Final, cast

from aftershock.errors import DocumentError

if TYPE_CHECKING:
    from typing import IO

    from aftershock.model.documents import Document

__all__ = ["SIGNS", "UNPACKED_BYTES", "lines_of", "packing"]

SIGNS: Final = {"gzip": b"\x1f\x8b", "xz": b"\xfd7zXZ\x00", "lz4": b"\x04\x22\x4d\x18"}
"""The ways of packing that are read, by what such a file begins with."""

UNPACKED_BYTES: Final = 500_000_000
"""How large a document may become, where nobody says otherwise."""

_BUFFER: Final = 1 << 20


def packing(content: bytes) -> str | None:
    r"""Name the way in which bytes are packed; ``None`` where they are not.

    Examples
    --------
    >>> packing(b"\x1f\x8b\x08"), packing(b"Package: sed")
    ('gzip', None)
    """
    return next((name for name, sign in SIGNS.items() if content.startswith(sign)), None)


def lines_of(document: Document, limit: int = UNPACKED_BYTES) -> IO[bytes]:
    r"""Open a document for reading line by line; it is unpacked on the way, a piece at a time.

    Parameters
    ----------
    document
        Plain, or packed by gzip, xz or lz4.
    limit
        How many bytes it may become.

    Returns
    -------
    file
        Reading it raises DocumentError where the bytes are broken or become too many.

    Examples
    --------
    >>> from aftershock.model.documents import Document
    >>> list(lines_of(Document(gzip.compress(b"a\nb\n"), "two.gz")))
    [b'a\n', b'b\n']
    """
    raw = BytesIO(document.content)
    kind = packing(document.content)
    if kind is None:
        return raw
    bounded = _Bounded(_unpacking(kind, raw), kind, limit, document.name)
    return cast("IO[bytes]", BufferedReader(bounded, _BUFFER))


def _unpacking(kind: str, raw: BytesIO) -> IO[bytes]:
    if kind == "gzip":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
    if kind == "xz":
        return cast("IO[bytes]", lzma.open(raw))
    import lz4.frame  # type: ignore[import-untyped]  # the package has no type information

    return cast("IO[bytes]", lz4.frame.open(raw, "rb"))


class _Bounded(RawIOBase):
    """A packed stream that ends with an error of ours where it is broken or grows too large.

    Parameters
    ----------
    source
        Unpacks.
    kind, name
        For errors.
    limit
        How many bytes it may become.
    """

    def __init__(self, source: IO[bytes], kind: str, limit: int, name: str) -> None:
        self._source, self._kind, self._left, self._limit, self._name = source, kind, limit, limit, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # narrower than any buffer
        try:
            piece = self._source.read(len(buffer))
        except (OSError, EOFError, RuntimeError, MemoryError, lzma.LZMAError, zlib.error) as error:  # each has its own
            raise DocumentError(f"it is packed by {self._kind}, and cannot be unpacked: {error}", self._name) from error
        self._left -= len(piece)
        if self._left < 0:
            raise DocumentError(f"unpacked it has more than {self._limit:,} bytes, which is the limit", self._name)
        buffer[: len(piece)] = piece
        return len(piece)
