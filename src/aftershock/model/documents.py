"""What goes in: a document, places in it, and what was noticed while it was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

__all__ = ["Document", "Finding", "IngestReport", "Preview", "Span"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it came: bytes and a name.

    Parameters
    ----------
    content
        The bytes, unchanged.
    name
        What errors call it, and what a later edition of it is recognised by: a file's path, or a name given over HTTP.
    media_type
        The type its sender gave, if any; otherwise it is recognised by its name and content.

    Examples
    --------
    >>> Document(b"hello", "greeting.txt").sha256[:12]
    '2cf24dba5fb0'
    """

    content: bytes
    name: str
    media_type: str | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()

    @classmethod
    def from_path(cls, path: str | Path) -> Document:
        """Read a file.

        Parameters
        ----------
        path
            Where it is.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        place = Path(path)
        return cls(place.read_bytes(), str(place))


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of a page: its exact words and where they stand.

    Parameters
    ----------
    exact
        The words, letter by letter as the page has them.
    start, end
        Offsets in characters from the start of the page's text; ``text[start:end] == exact``.
    """

    exact: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed while reading that the reader of the report should know.

    Parameters
    ----------
    severity
        ``"warning"`` (taken, but look at it) or ``"info"``.
    message
        One sentence.
    line
        The line, counted from 1, where there is one.
    field
        The field on it, where there is one.
    """

    severity: Literal["warning", "info"]
    message: str
    line: int | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What ingesting a document did.

    Parameters
    ----------
    document
        The document's name.
    sha256
        Of its content.
    format
        The reader's name for the format, such as ``"agent-page"`` or ``"turtle"``.
    outcome
        ``"added"``, ``"revised"`` (a new edition took the place of an older one) or ``"unchanged"``.
    graphs
        IRIs of the named graphs that hold it.
    quads
        How many quads it became.
    agents
        IRIs of the agents it describes.
    findings
        What the reader noticed.
    revision
        The store's revision afterwards.
    """

    document: str
    sha256: str
    format: str
    outcome: Literal["added", "revised", "unchanged"]
    graphs: tuple[str, ...]
    quads: int
    agents: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What ingesting a document would do.

    Parameters
    ----------
    report
        The report it would give; its revision is the present one.
    nquads
        The quads it would add, as N-Quads.
    """

    report: IngestReport
    nquads: bytes = field(repr=False)
