"""A published snapshot, opened for reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store

from aftershock.errors import StoreError
from aftershock.store.index import revision_of
from aftershock.store.layout import Hold, hold_snapshot, read_current

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Snapshot", "newest_snapshot"]

_ATTEMPTS: Final = 10


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot, kept from being removed while it is held.

    Parameters
    ----------
    folder
        Where it lies; empty for a store in memory.
    store
        The engine's store, for reading. Its unnamed graph is the union of the current graphs.
    revision
        Its number.
    active
        IRIs of the current graphs, as whoever opened it gave them.
    held
        What keeps it.
    """

    folder: str
    store: Store
    revision: int
    active: tuple[str, ...] = ()
    held: Hold | None = None

    @classmethod
    def open(cls, folder: str | Path, active: Sequence[str] = ()) -> Snapshot:
        """Open a snapshot; those opened last in this process are open still.

        Parameters
        ----------
        folder
            Where it lies.
        active
            IRIs of the current graphs, if whoever asks has use for them.

        Raises
        ------
        StoreError
            If it is not there, or cannot be read.
        """
        opened = _opened(str(folder))
        return cls(opened.folder, opened.store, opened.revision, tuple(active), opened.held) if active else opened

    def tsv(self, query: str) -> bytes:
        """Answer a SELECT query of our own in TSV: plain patterns over the union of current graphs, ``GRAPH`` over all.

        Parameters
        ----------
        query
            SPARQL with whole IRIs.

        Raises
        ------
        TypeError
            If it is no SELECT.
        """
        result = self.store.query(query)
        if not isinstance(result, QuerySolutions):
            raise TypeError("only SELECT gives a table")
        return result.serialize(format=QueryResultsFormat.TSV) or b""

    def ntriples(self, query: str) -> bytes:
        """Answer a CONSTRUCT or DESCRIBE query of our own in N-Triples.

        Parameters
        ----------
        query
            SPARQL with whole IRIs.

        Raises
        ------
        TypeError
            If it is of another form.
        """
        result = self.store.query(query)
        if not isinstance(result, QueryTriples):
            raise TypeError("only CONSTRUCT and DESCRIBE give triples")
        return result.serialize(format=RdfFormat.N_TRIPLES) or b""


def newest_snapshot(data: Path) -> Snapshot:
    """Open the newest snapshot of a data directory; an empty one where nothing was ever published.

    Parameters
    ----------
    data
        The directory.

    Raises
    ------
    StoreError
        If it cannot be read.
    """
    for _ in range(_ATTEMPTS):
        current = read_current(data)
        if current is None:
            return Snapshot("", Store(), 0)
        try:
            return Snapshot.open(current.snapshot, current.active)
        except StoreError:
            if read_current(data) == current:  # not removed since: it is broken
                raise
    raise StoreError(f"{data} changes faster than it can be read; try again in a moment")


@lru_cache(maxsize=2)  # the newest, and the one before it for whoever is still at it
def _opened(folder: str) -> Snapshot:
    held = hold_snapshot(Path(folder))
    try:
        store = Store.read_only(folder)
    except (OSError, RuntimeError) as error:  # the engine's faults are either
        if held is not None:
            held.release()
        raise StoreError(f"the snapshot {folder} cannot be read: {error}") from error
    return Snapshot(folder, store, revision_of(store), (), held)
