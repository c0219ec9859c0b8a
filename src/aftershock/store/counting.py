"""Counts the rows of an answer while an engine writes it, and ends it where it outgrows its caps."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Protocol

from aftershock.errors import ResultTooLargeError

if TYPE_CHECKING:
    from aftershock.store.base import Caps

__all__ = ["CappedWriter", "too_many_rows"]


def too_many_rows(caps: Caps, what: str = "rows") -> ResultTooLargeError:
    """Make the error for too many rows."""
    return ResultTooLargeError(
        f"the answer has more than {caps.rows:,} {what}, which is the cap; add a LIMIT to the query"
    )


class CappedWriter(io.BytesIO):
    r"""Takes the bytes of an answer.

    Parameters
    ----------
    notation
        The name of its format; rows are counted in ``"json"``, ``"xml"``, ``"csv"`` and ``"tsv"``.
    caps
        How long it may be.

    Raises
    ------
    ResultTooLargeError
        From `write`, where a cap is crossed.

    Examples
    --------
    >>> from aftershock.store.base import Caps
    >>> writer = CappedWriter("tsv", Caps(rows=2))
    >>> _ = writer.write(b"?n\n1\n2\n")
    >>> writer.rows
    2
    """

    def __init__(self, notation: str, caps: Caps) -> None:
        super().__init__()
        self._caps = caps
        self._size = 0
        self._count: _Counter = _COUNTERS.get(notation, _Nothing)()

    @property
    def rows(self) -> int:
        """Rows so far."""
        return max(0, self._count.rows)

    @property
    def content(self) -> bytes:
        """All that was written."""
        return self.getvalue()

    def write(self, data: Any, /) -> int:
        """Take bytes; any object that gives its bytes will do."""
        piece = bytes(data)
        self._size += len(piece)
        if self._size > self._caps.size:
            raise ResultTooLargeError(
                f"the answer is longer than {self._caps.size:,} bytes, which is the cap; "
                "add a LIMIT to the query or ask for less"
            )
        self._count.feed(piece)
        if self.rows > self._caps.rows:
            raise too_many_rows(self._caps)
        return super().write(piece)


class _Counter(Protocol):
    rows: int

    def feed(self, piece: bytes) -> None: ...


class _Nothing:
    def __init__(self) -> None:
        self.rows = 0

    def feed(self, piece: bytes) -> None:
        """Count nothing."""


class _Lines:
    """Counts lines after the first; TSV escapes line feeds in values."""

    def __init__(self) -> None:
        self.rows = -1

    def feed(self, piece: bytes) -> None:
        self.rows += piece.count(b"\n")


class _QuotedLines:
    """Counts lines after the first that end outside quotes; CSV doubles a quote in a value, which changes nothing."""

    def __init__(self) -> None:
        self.rows = -1
        self._inside = False

    def feed(self, piece: bytes) -> None:
        parts = piece.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[self._inside :: 2])
        self._inside ^= len(parts) % 2 == 0


class _Elements:
    """Counts ``<result>`` in XML, which escapes the sign in values; one may be cut between two pieces."""

    def __init__(self) -> None:
        self.rows = 0
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        whole = self._rest + piece
        self.rows += whole.count(b"<result>")
        self._rest = whole[-7:]


class _Objects:
    """Counts the objects in JSON's ``bindings``: strings left out, ``[{`` opens the first and ``},{`` each other."""

    def __init__(self) -> None:
        self.rows = 0
        self._inside = False
        self._escape = b""
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        whole = self._escape + piece
        self._escape = b"\\" if (len(whole) - len(whole.rstrip(b"\\"))) % 2 else b""
        if self._escape:
            whole = whole[:-1]
        parts = whole.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        outside = self._rest + b"".join(parts[self._inside :: 2])
        self._inside ^= len(parts) % 2 == 0
        self.rows += outside.count(b"},{") + outside.count(b"[{")
        # what may begin a mark that the next piece ends; never a whole mark, which would be counted again
        self._rest = b"}," if outside.endswith(b"},") else outside[-1:] if outside.endswith((b"}", b"[")) else b""


_COUNTERS: dict[str, type[_Lines | _QuotedLines | _Elements | _Objects]] = {
    "tsv": _Lines,
    "csv": _QuotedLines,
    "xml": _Elements,
    "json": _Objects,
}
