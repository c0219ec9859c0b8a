"""Where things lie in a data directory, who may write there, and which snapshot readers see.

::

    DATA/
    ├── store/             the writer's working copy, in a folder of its own; of no meaning to anybody else
    ├── snapshots/
    │   ├── current        a small JSON file: revision, snapshot, current graphs; replaced by renaming
    │   ├── 7/             what revision 7 is: hard links to the engine's files, never written to
    │   └── 7.lock         readers of it hold a shared lock on this
    ├── incoming/          large documents on their way in
    ├── users.lock         whoever has the directory open holds a shared lock on this, a restore the only one
    └── writer.lock        held by the one writer

A snapshot that `current` names is the truth; a working copy is made from it whenever a writer starts, so whatever a
writer was doing when it died is gone.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
import weakref
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from time import time_ns
from typing import Any, Final

from aftershock.errors import StoreBusyError, StoreError
from aftershock.store.base import GraphEntry

__all__ = [
    "Current",
    "Hold",
    "Layout",
    "copy_tables",
    "hold_current",
    "hold_snapshot",
    "read_current",
    "remove_unless_read",
]

_ATTEMPTS: Final = 10
_KEPT: Final = 3
"""Snapshots that stay, the current one among them: a reader that has just looked up the last one still finds it."""


class Hold:
    """A lock on a file, as long as this exists or until `release`.

    Parameters
    ----------
    descriptor
        Of the open file, which is closed then.
    """

    def __init__(self, descriptor: int) -> None:
        self.release = weakref.finalize(self, os.close, descriptor)


@dataclass(frozen=True, slots=True)
class Current:
    """What readers see.

    Parameters
    ----------
    revision
        The number of the last change.
    snapshot
        The folder of its snapshot.
    graphs
        The current graphs, by IRI; superseded ones and the provenance graph are not among them.
    hold
        What keeps the snapshot from being removed; ``None`` where nothing does.
    """

    revision: int
    snapshot: Path
    graphs: tuple[GraphEntry, ...]
    hold: Hold | None = field(default=None, compare=False)

    @property
    def active(self) -> tuple[str, ...]:
        """IRIs of the current graphs."""
        return tuple(entry.graph for entry in self.graphs)


@dataclass(frozen=True, slots=True)
class Layout:
    """The places in a data directory.

    Parameters
    ----------
    data
        The directory.
    """

    data: Path

    @property
    def store(self) -> Path:
        """Where the working copy lies."""
        return self.data / "store"

    @property
    def snapshots(self) -> Path:
        """The folder of snapshots."""
        return self.data / "snapshots"

    @property
    def incoming(self) -> Path:
        """Where large documents wait."""
        return self.data / "incoming"

    def snapshot(self, revision: int) -> Path:
        """Give the folder of a revision's snapshot."""
        return self.snapshots / str(revision)

    def make(self) -> None:
        """Make the folders that are missing.

        Raises
        ------
        StoreError
            If they cannot be made.
        """
        try:
            for folder in (self.data, self.snapshots, self.incoming):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the data directory {self.data} cannot be used: {error.strerror}") from error

    def lock(self, owner: int) -> Hold:
        """Become the one writer, until what is given back is released or the process ends.

        Parameters
        ----------
        owner
            Process id that others are told.

        Raises
        ------
        StoreBusyError
            If another process is.
        StoreError
            If nobody may write there.
        """
        try:
            descriptor = os.open(self.data / "writer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StoreError(f"the data directory {self.data} cannot be written to: {error.strerror}") from error
        hold = Hold(descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "another"
            hold.release()
            raise StoreBusyError(
                f"process {other} writes to {self.data}; stop it, send the document to it, or give another --data"
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{owner}\n".encode(), 0)
        return hold

    def use(self) -> Hold | None:
        """Have the directory open, so that nobody restores a backup into it meanwhile.

        Returns
        -------
        Hold or None
            ``None`` where no file can be made there.

        Raises
        ------
        StoreBusyError
            If somebody restores a backup into it just now.
        """
        return self._user(fcntl.LOCK_SH, f"a backup is being restored into {self.data}; try again when that is done")

    def use_alone(self) -> Hold | None:
        """Be the only one that has the directory open.

        Raises
        ------
        StoreBusyError
            If anybody else has.
        """
        return self._user(
            fcntl.LOCK_EX, f"a service or a command has {self.data} open; stop it, or give another --data"
        )

    def _user(self, kind: int, why_not: str) -> Hold | None:
        try:
            descriptor = os.open(self.data / "users.lock", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError:
            return None
        hold = Hold(descriptor)
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            hold.release()
            raise StoreBusyError(why_not) from None
        return hold

    def restore(self, current: Current | None) -> Path:
        """Make a working copy from what readers see; an empty one where there is nothing yet.

        Returns
        -------
        Path
            Its folder. It has a new name each time, for the engine may still hold on to the last one.

        Raises
        ------
        StoreError
            If the snapshot that should be there is not, or there are snapshots and nothing says which is current.
        """
        shutil.rmtree(self.store, ignore_errors=True)
        self.store.mkdir(exist_ok=True)
        copy = Path(tempfile.mkdtemp(prefix="copy-", dir=self.store))
        if current is None:
            if any(folder.name.isdigit() and int(folder.name) > 1 for folder in self.snapshots.iterdir()):
                raise StoreError(
                    f"{self.snapshots / 'current'} is missing beside the snapshots; restore it from a backup"
                )
            return copy
        copy_tables(current.snapshot, copy)
        return copy

    def another(self) -> Path:
        """Make an empty folder beside the working copy, to take its place."""
        return Path(tempfile.mkdtemp(prefix="copy-", dir=self.store))

    def announce(self, revision: int, graphs: tuple[GraphEntry, ...]) -> None:
        """Let readers see a snapshot that lies in its folder.

        Parameters
        ----------
        revision
            Its number.
        graphs
            Its current graphs.
        """
        document = {"revision": revision, "snapshot": str(revision), "graphs": [asdict(entry) for entry in graphs]}
        draft = self.snapshots / "current.new"
        self.snapshot(revision).with_suffix(".lock").touch()
        with draft.open("w", encoding="utf-8") as file:
            json.dump(document, file)
            file.flush()
            os.fsync(file.fileno())
        now = time_ns()  # the system's clock of files ticks every few ms, and its numbers of files come again
        os.utime(draft, ns=(now, now))
        draft.replace(self.snapshots / "current")
        folder = os.open(self.snapshots, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def prune(self, revision: int) -> None:
        """Remove snapshots older than the last few, unless somebody reads them.

        Newer ones stay: while this goes on, the next may be on its way.
        """
        found = sorted(number for number in self._numbers() if number <= revision)
        for number in found[:-_KEPT]:  # several revisions may share a snapshot
            remove_unless_read(self.snapshot(number))

    def disown(self, revision: int) -> None:
        """Remove snapshots newer than the current one: of a writer that died before it could announce them."""
        for number in self._numbers():
            if number > revision:
                remove_unless_read(self.snapshot(number))

    def _numbers(self) -> list[int]:
        return [int(one.name) for one in self.snapshots.iterdir() if one.name.isdigit() and one.is_dir()]


def read_current(data: Path) -> Current | None:
    """Read what readers see.

    Parameters
    ----------
    data
        The data directory.

    Returns
    -------
    Current or None
        ``None`` where nothing was ever published.

    Raises
    ------
    StoreError
        If it cannot be read.
    """
    file = Layout(data).snapshots / "current"
    try:
        now = file.stat()
        return _parsed(file, now.st_ino, now.st_mtime_ns, now.st_size)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"the data directory {data} cannot be read: {error.strerror}") from error


@lru_cache(maxsize=4)  # asked at every request, and replaced as a whole
def _parsed(file: Path, _inode: int, _written: int, _size: int) -> Current:
    text = file.read_bytes()
    try:
        document: dict[str, Any] = json.loads(text)
        graphs = tuple(GraphEntry(**entry) for entry in document["graphs"])
        return Current(int(document["revision"]), file.parent / str(document["snapshot"]), graphs)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file} is not what was written there; restore it from a backup") from error


def hold_current(data: Path) -> Current | None:
    """Read what readers see, and keep its snapshot for as long as what is given.

    Parameters
    ----------
    data
        The data directory.

    Returns
    -------
    Current or None
        ``None`` where nothing was ever published.

    Raises
    ------
    StoreError
        If it cannot be read.
    """
    for _ in range(_ATTEMPTS):
        current = read_current(data)
        if current is None:
            return None
        hold = hold_snapshot(current.snapshot)
        if current.snapshot.is_dir() or read_current(data) == current:  # else it went before it was held
            return replace(current, hold=hold)
    raise StoreError(f"{data} changes faster than it can be read; try again in a moment")


def hold_snapshot(folder: Path) -> Hold | None:
    """Keep a snapshot from being removed; ``None`` where it has no lock file, as in a copy of a data directory."""
    try:
        descriptor = os.open(folder.with_suffix(".lock"), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return Hold(descriptor)


def copy_tables(snapshot: Path, folder: Path) -> None:
    """Copy a snapshot, its tables by links.

    Raises
    ------
    StoreError
        If it is not there, or cannot be copied.
    """
    try:
        for file in snapshot.iterdir():
            _link(file, folder / file.name)
    except OSError as error:
        raise StoreError(f"the snapshot {snapshot} cannot be copied: {error.strerror}") from error


def remove_unless_read(folder: Path) -> None:
    """Remove a snapshot, unless somebody holds it."""
    lock = folder.with_suffix(".lock")
    lock.touch()
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        shutil.rmtree(folder, ignore_errors=True)
        lock.unlink()


def _link(source: Path, target: Path) -> None:
    """Link a table, which the engine never changes once it is written, and copy everything else."""
    if source.suffix == ".sst":
        try:
            target.hardlink_to(source)
        except OSError:  # a file system without hard links
            shutil.copy2(source, target)
    else:
        shutil.copy2(source, target)
