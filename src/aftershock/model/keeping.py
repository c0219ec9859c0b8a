"""What is told of backups."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Backup", "Restored", "Verified"]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made.

    Parameters
    ----------
    place
        Its folder.
    made
        When, ``2026-11-20T08:00:00Z``.
    revision
        Of the store.
    graphs, triples
        Of the current graphs.
    files, bytes
        Of the backup.
    """

    place: str
    made: str
    revision: str
    graphs: int
    triples: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was restored.

    Parameters
    ----------
    data
        The data directory.
    revision
        Of the store now.
    graphs, triples
        Of the current graphs.
    aside
        Where that lies which was there before; ``None`` where there was nothing.
    """

    data: str
    revision: str
    graphs: int
    triples: int
    aside: str | None


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of a check.

    Parameters
    ----------
    place
        What was checked: a backup, or a data directory.
    revision
        Of its store.
    graphs, triples
        Of the current graphs, as they were counted.
    files
        Whose hashes were compared; 0 for a data directory, which has none.
    faults
        What is not as it should be, a sentence each; empty where all is well.
    warnings
        Of the shapes.
    """

    place: str
    revision: str
    graphs: int
    triples: int
    files: int
    faults: tuple[str, ...]
    warnings: int
