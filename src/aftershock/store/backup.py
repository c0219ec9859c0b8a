"""Backups: a published snapshot under another name, with a manifest by which it can be held to what it was.

A snapshot is never written to, so that a backup is made beside a running service and without its help: the engine's
tables are linked where the file system allows it, and everything else is copied.

::

    BACKUP/
    ├── manifest.json      what it is: revision, graphs with their counts, files with their sizes and hashes
    └── snapshot/          the engine's files
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aftershock.errors import StoreError, UsageError
from aftershock.store.base import GraphEntry
from aftershock.store.layout import Layout, hold_snapshot, read_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["BackupFile", "Manifest", "back_up", "compare_files", "read_manifest", "restore"]

_FORMAT: Final = 1
_PIECE: Final = 1 << 20
_ATTEMPTS: Final = 5
_PARTS: Final = ("snapshots", "projections", "radii", "store", "shipped", "restored")
"""What of a data directory gives way to a backup that is restored."""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A file of a backup.

    Parameters
    ----------
    name
        Within the snapshot.
    size
        In bytes.
    sha256
        Of its content, 64 hexadecimal digits.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is.

    Parameters
    ----------
    made
        When, ``2026-11-20T08:00:00Z``.
    software
        What made it, such as ``"aftershock 0.1.0"``.
    revision
        Of the store.
    graphs
        Its current graphs.
    files
        By name.
    """

    made: str
    software: str
    revision: int
    graphs: tuple[GraphEntry, ...]
    files: tuple[BackupFile, ...]

    @property
    def size(self) -> int:
        """Of all files, in bytes."""
        return sum(file.size for file in self.files)


def back_up(data: Path, destination: Path, software: str) -> Manifest:
    """Write down what readers of a data directory see now; a service may run on it meanwhile.

    Parameters
    ----------
    data
        The data directory.
    destination
        A folder that is not there yet, or empty.
    software
        What makes it, for the manifest.

    Raises
    ------
    UsageError
        If the destination is taken, or in the data directory.
    StoreError
        If there is nothing to write down, or it cannot be written.
    """
    place = destination.absolute()
    if place.resolve().is_relative_to(data.resolve()):
        raise UsageError(f"{destination} is in the data directory, which it would be lost with; choose another place")
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise UsageError(f"{destination} is there already; name a folder that is not, a backup is never written over")
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        draft.mkdir(parents=True)
        try:
            manifest = _snapshot_into(data, draft / "snapshot", software)
            _write(draft / "manifest.json", {"format": _FORMAT, **asdict(manifest)})
            _sync(draft)
            draft.rename(place)
            _sync(place.parent)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    except OSError as error:
        raise StoreError(f"the backup {destination} cannot be written: {error.strerror or error}") from error
    return manifest


def read_manifest(backup: Path) -> Manifest:
    """Read what a backup says that it is.

    Parameters
    ----------
    backup
        Its folder.

    Raises
    ------
    StoreError
        If it is no backup, or its manifest is damaged.
    """
    file = backup / "manifest.json"
    try:
        document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if document.pop("format") != _FORMAT:
            raise StoreError(f"{file} is of another format than {_FORMAT}; a newer version of Aftershock may read it")
        graphs = tuple(GraphEntry(**entry) for entry in document.pop("graphs"))
        files = tuple(BackupFile(**entry) for entry in document.pop("files"))
        manifest = Manifest(**document, graphs=graphs, files=files)
        numbers = [manifest.revision, *(one.triples for one in graphs), *(one.size for one in files)]
        sound = all(type(one) is int and 0 <= one < 1 << 63 for one in numbers)  # a folder is called by the revision
        outside = any(one.name != Path(one.name).name or one.name in ("", "..") for one in files)
    except FileNotFoundError as error:
        raise StoreError(f"{backup} is no backup: it has no manifest.json; `aftershock backup` makes one") from error
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(f"{file} is not what was written there; take another backup") from error
    if not sound:
        raise StoreError(f"{file} is not what was written there; take another backup")
    if outside:
        raise StoreError(f"{file} names a file that is not in the backup; take another one")
    return manifest


def compare_files(backup: Path, manifest: Manifest) -> tuple[str, ...]:
    """Say in which files a backup is not what its manifest says, a sentence each.

    Parameters
    ----------
    backup
        Its folder.
    manifest
        What `read_manifest` gave.

    Raises
    ------
    StoreError
        If a file cannot be read.
    """
    found = []
    there = {file.name for file in (backup / "snapshot").glob("*") if file.is_file()}
    for file in manifest.files:
        if file.name not in there:
            found.append(f"snapshot/{file.name} is missing")
            continue
        try:
            now = _described(backup / "snapshot" / file.name)
        except OSError as error:
            raise StoreError(f"{error.filename} cannot be read: {error.strerror}") from error
        if now != file:
            what = f"it has {now.size} bytes, not {file.size}" if now.size != file.size else "its hash is another"
            found.append(f"snapshot/{file.name} is not what was written: {what}")
    found += [
        f"snapshot/{name} is not in the manifest" for name in sorted(there - {one.name for one in manifest.files})
    ]
    return tuple(found)


def restore(backup: Path, manifest: Manifest, data: Path, *, force: bool) -> Path | None:
    """Make a backup what readers of a data directory see; whatever was there is put aside, not removed.

    Parameters
    ----------
    backup
        Its folder; its files have been compared.
    manifest
        What `read_manifest` gave.
    data
        The data directory; made where it is missing.
    force
        Whether it may hold something already.

    Returns
    -------
    Path or None
        Where that was put.

    Raises
    ------
    UsageError
        If it holds something and `force` is false.
    StoreBusyError
        If a process writes to it, or has it open.
    StoreError
        If it cannot be written.
    """
    layout = Layout(data)
    holds = any((data / part).exists() for part in _PARTS)
    if holds and not force:
        raise UsageError(f"{data} holds a store already; give --force to put it aside, or another --data")
    layout.make()
    lock = layout.lock(os.getpid())
    alone = None
    try:
        alone = layout.use_alone()
        aside = _put_aside(data) if holds else None
        layout.make()
        folder = layout.snapshot(manifest.revision)
        _copy(backup / "snapshot", folder, (file.name for file in manifest.files), shutil.copy2)
        (data / "restored").write_text(f"{datetime.now(UTC).isoformat()} {manifest.revision}\n", encoding="ascii")
        layout.announce(manifest.revision, manifest.graphs)
    except OSError as error:
        raise StoreError(f"{data} cannot be written to: {error.strerror or error}") from error
    finally:
        for hold in (alone, lock):
            if hold is not None:
                hold.release()
    return aside


def _put_aside(data: Path) -> Path:
    aside = data / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    aside.mkdir()
    for part in _PARTS:
        if (data / part).exists():
            (data / part).rename(aside / part)
    return aside


def _snapshot_into(data: Path, folder: Path, software: str) -> Manifest:
    for _ in range(_ATTEMPTS):
        current = read_current(data)
        if current is None:
            raise StoreError(f"the data directory {data} holds nothing yet")
        hold = hold_snapshot(current.snapshot)
        try:
            files = _copy(current.snapshot, folder, None, _link_or_copy)
        except FileNotFoundError:  # a newer one has taken its place before it was held
            shutil.rmtree(folder, ignore_errors=True)
            continue
        finally:
            if hold is not None:
                hold.release()
        made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Manifest(made, software, current.revision, current.graphs, files)
    raise StoreError(f"{data} changes faster than it can be read; try again in a moment")


def _copy(
    source: Path, target: Path, names: Iterable[str] | None, copy: Callable[[Path, Path], object]
) -> tuple[BackupFile, ...]:
    target.mkdir()
    found = []
    for name in sorted(file.name for file in source.iterdir()) if names is None else names:
        copy(source / name, target / name)
        found.append(_described(target / name))
        _sync(target / name)
    _sync(target)
    return tuple(found)


def _link_or_copy(source: Path, target: Path) -> None:
    """Link a table, which nobody ever writes to again; copy what the engine may rewrite, and where links cannot be."""
    if source.suffix == ".sst":
        try:
            target.hardlink_to(source)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copy2(source, target)
    else:
        shutil.copy2(source, target)


def _described(file: Path) -> BackupFile:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return BackupFile(file.name, size, digest.hexdigest())


def _write(file: Path, document: dict[str, Any]) -> None:
    with file.open("w", encoding="utf-8") as stream:
        json.dump(document, stream, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
