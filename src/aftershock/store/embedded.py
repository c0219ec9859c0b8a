"""The embedded store: Oxigraph in a data directory, one writer, and readers that see published snapshots only.

A publication is written into the writer's working copy, flushed, linked as a snapshot, and becomes visible when the
file ``snapshots/current`` is renamed into its place. Before that nothing of it is seen, after that nothing of it is
lost; where the writer ends in between, its working copy is thrown away.
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING, Self

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from aftershock.errors import AftershockError, RevisionError, StoreError
from aftershock.store.answering import answer
from aftershock.store.changing import change
from aftershock.store.dumping import dump
from aftershock.store.holdings import Holdings
from aftershock.store.layout import Current, Layout, read_current
from aftershock.store.snapshot import newest_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from aftershock.store.base import Answer, Caps, Dataset, GraphEntry, Publication, Published
    from aftershock.store.changing import Changed
    from aftershock.store.operations import Update

__all__ = ["Current", "EmbeddedStore", "Layout", "Writer", "read_current"]


class Writer:
    """The one process that writes to a data directory.

    Parameters
    ----------
    data
        The directory; it is made where it is missing.
    owner
        The process id that others are told while this one holds the lock; its own where left out.

    Raises
    ------
    StoreBusyError
        If another process is the writer.
    StoreError
        If the directory cannot be used.
    """

    def __init__(self, data: Path, owner: int | None = None) -> None:
        self.layout = Layout(data)
        self.layout.make()
        self._lock = self.layout.lock(os.getpid() if owner is None else owner)
        self._held = False
        self._flushed = 0.0
        self._tidier = ThreadPoolExecutor(1, "aftershock-tidier")
        self._tidy: Future[None] | None = None
        try:
            self._holdings = self._open()
        except StoreError:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def revision(self) -> int:
        """The number of the last publication."""
        return self._holdings.revision

    def graphs(self) -> tuple[GraphEntry, ...]:
        """Give the index: current and superseded graphs, by IRI."""
        return self._holdings.index()

    def publish(self, publication: Publication, *, hold: bool = False) -> Published:
        """Publish graphs: when this returns, readers see them and they are on disk.

        Parameters
        ----------
        publication
            What is to be published.
        hold
            Whether to show them to nobody yet: `settle` does, or takes them back.

        Raises
        ------
        DocumentError
            If the statements do not parse, or are in a graph that was not named; nothing of them is kept.
        StoreError
            If they cannot be written.
        """
        done: Published | None = None
        self.settle(keep=False)  # of a caller that never came back to it
        try:
            published = self._holdings.publish(publication)
            self._held = hold and published.outcome != "unchanged"
            if published.outcome != "unchanged" and not hold:
                self._announce()
                self._wait_for_tidiness()
            done = published
        except (OSError, RuntimeError) as error:  # the engine's faults are either
            raise StoreError(f"{self.layout.data} cannot be written to: {error}") from error
        finally:
            if done is None:
                self._holdings = self._open()
        return done

    def change(self, updates: Sequence[Update], base: str, *, hold: bool = False) -> list[Changed | AftershockError]:
        """Carry out updates, each all or not at all: when this returns, readers see them and they are on disk.

        Parameters
        ----------
        updates
            What is to be done, in this order; they share one snapshot.
        base
            What relative IRIs are resolved against.
        hold
            Whether to show them to nobody yet: `settle` does, or takes them back.

        Returns
        -------
        list
            What each did, or why it was not done.

        Raises
        ------
        StoreError
            If they cannot be written.
        """
        refused: dict[int, AftershockError] = {}
        done: dict[int, Changed] = {}
        finished = False
        self.settle(keep=False)
        try:
            before = self.revision
            while len(done) + len(refused) < len(updates):
                number = min(set(range(len(updates))) - set(done) - set(refused))
                try:
                    done[number] = change(self._holdings, updates[number], base)
                except RevisionError as error:
                    refused[number] = error
                except AftershockError as error:
                    refused[number] = error
                    done.clear()  # the working copy has half of it: begin again, without it
                    self._holdings = self._open()
            self._held = hold and self.revision != before
            if self.revision != before and not hold:
                self._announce()
            finished = True
        except (OSError, RuntimeError) as error:  # the engine's faults are either
            raise StoreError(f"{self.layout.data} cannot be written to: {error}") from error
        finally:
            if not finished:
                self._holdings = self._open()
        return [done.get(number) or refused[number] for number in range(len(updates))]

    def settle(self, *, keep: bool) -> None:
        """Show what was held to readers, or take it back; nothing where nothing is held."""
        if not self._held:
            return
        self._held = False
        if keep:
            self._announce()
        else:
            self._holdings = self._open()

    def statements(self, graphs: Iterable[str]) -> bytes:
        """Give the statements of graphs as they are now, held ones with them, as N-Quads."""
        return b"".join(
            serialize(
                self._holdings.store.quads_for_pattern(None, None, None, NamedNode(graph)), format=RdfFormat.N_QUADS
            )
            or b""
            for graph in graphs
        )

    def size(self) -> tuple[int, int]:
        """Count the statements (those of the union again), and the bytes on disk."""
        files = (self.layout.snapshot(self.revision)).glob("*")
        return len(self._holdings.store), sum(file.stat().st_size for file in files)

    def flushed(self) -> float:
        """Give the seconds that flushing took since this was last asked."""
        taken, self._flushed = self._flushed, 0.0
        return taken

    def close(self) -> None:
        """Let another process write."""
        self._tidier.shutdown()
        del self._holdings
        self._lock.release()

    def _wait_for_tidiness(self) -> None:
        if self._tidy is not None:
            self._tidy.result()

    def _open(self) -> Holdings:
        current = read_current(self.layout.data)
        self._copy = self.layout.restore(current)
        if current is not None:
            self.layout.disown(current.revision)
        try:
            holdings = Holdings(Store(self._copy), self._fresh)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the store in {self.layout.data} cannot be opened: {error}") from error
        if current is not None and holdings.revision != current.revision:
            held = f"revision {holdings.revision}, not {current.revision}"
            raise StoreError(f"{current.snapshot} holds {held}; restore it from a backup")
        return holdings

    def _fresh(self) -> Store:
        self._copy = self.layout.another()
        return Store(self._copy)

    def _announce(self) -> None:
        holdings = self._holdings
        folder = self.layout.snapshot(holdings.revision)
        shutil.rmtree(folder, ignore_errors=True)  # of a writer that died before it could announce it
        begun = monotonic()
        holdings.store.flush()
        self._flushed += monotonic() - begun
        holdings.store.backup(folder)
        self.layout.announce(holdings.revision, holdings.current())
        self._wait_for_tidiness()
        left = [folder for folder in self.layout.store.iterdir() if folder != self._copy]  # it took their place
        self._tidy = self._tidier.submit(self._tidy_up, holdings.revision, left)  # no update waits for old files to go

    def _tidy_up(self, revision: int, left: Sequence[Path]) -> None:
        self.layout.prune(revision)
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)


class EmbeddedStore:
    """A data directory as a store, for one process: it reads snapshots, and becomes the writer when it first publishes.

    Parameters
    ----------
    data
        The directory.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from aftershock.store.base import UNION, Caps, Edition, Publication
    >>> quad = b"<http://x/a> <http://x/p> <http://x/b> <http://x/g> ."
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = EmbeddedStore(pathlib.Path(folder))
    ...     store.publish(Publication((Edition("http://x/g", "source"),), quad)).revision
    ...     store.query("ASK { ?s ?p <http://x/b> }", UNION, ["csv"], Caps()).content
    ...     store.close()
    1
    b'true'
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self._writer: Writer | None = None

    def revision(self) -> int:
        """Give the number of the last change."""
        current = read_current(self.data)
        return 0 if current is None else current.revision

    def graphs(self) -> tuple[GraphEntry, ...]:
        """Give the index."""
        return Holdings(newest_snapshot(self.data).store).index()

    def query(self, text: str, dataset: Dataset, formats: Sequence[str], caps: Caps) -> Answer:
        """Answer a query on the newest snapshot, see `aftershock.store.base.QuadStore.query`."""
        return answer(newest_snapshot(self.data).store, text, dataset, formats, caps)

    def publish(self, publication: Publication) -> Published:
        """Publish graphs, see `Writer.publish`."""
        if self._writer is None:
            self._writer = Writer(self.data)
        return self._writer.publish(publication)

    def dump(self, notation: str, graph: str | None = None) -> bytes:
        """Give statements of the newest snapshot, see `aftershock.store.dumping.dump`."""
        return b"".join(dump(newest_snapshot(self.data).store, notation, graph))

    def close(self) -> None:
        """Let another process write."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
