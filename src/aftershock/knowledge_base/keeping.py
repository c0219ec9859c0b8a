"""Backups of a data directory: made beside a running service, checked, and brought back."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from aftershock.errors import StoreError, UsageError, WorkerLostError
from aftershock.isolation import Limits, Pool
from aftershock.model.keeping import Backup, Restored, Verified
from aftershock.store import backup as backups
from aftershock.store.layout import hold_snapshot, read_current
from aftershock.validation.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aftershock.store.base import GraphEntry

__all__ = ["back_up", "restore", "verify"]

_SHOWN: Final = 20


def back_up(data: Path, destination: Path) -> Backup:
    """Make a backup of what readers of a data directory see now; a service may run on it meanwhile.

    Parameters
    ----------
    data
        The data directory.
    destination
        A folder that is not there yet, or empty.

    Raises
    ------
    UsageError
        If the destination is taken, or in the data directory.
    StoreError
        If there is nothing to back up, or it cannot be written.
    """
    made = backups.back_up(data, destination, f"aftershock {version('aftershock')}")
    triples = sum(entry.triples for entry in made.graphs)
    return Backup(
        str(destination), made.made, str(made.revision), len(made.graphs), triples, len(made.files), made.size
    )


def restore(backup: Path, data: Path, *, force: bool = False) -> Restored:
    """Bring a backup back, once its files are what its manifest says.

    Parameters
    ----------
    backup
        Its folder.
    data
        The data directory; made where it is missing.
    force
        Whether it may hold something already, which is put aside then, in a folder of its own.

    Raises
    ------
    UsageError
        If it holds something and `force` is false.
    StoreBusyError
        If a service runs on it.
    StoreError
        If the backup is damaged, or the data directory cannot be written to.
    """
    manifest = backups.read_manifest(backup)
    faults = backups.compare_files(backup, manifest)
    if faults:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise StoreError(f"{backup} is damaged and was not restored: {faults[0]}{more}; `aftershock verify` lists all")
    aside = backups.restore(backup, manifest, data, force=force)
    triples = sum(entry.triples for entry in manifest.graphs)
    put = None if aside is None else str(aside)
    return Restored(str(data), str(manifest.revision), len(manifest.graphs), triples, put)


def verify(place: Path) -> Verified:
    """Check a backup, or a data directory on which a service may run: files, store, counts, shapes.

    Parameters
    ----------
    place
        The folder of either.

    Raises
    ------
    UsageError
        If it is neither.
    StoreError
        If its manifest, or what says which snapshot is current, cannot be read.
    """
    if (place / "manifest.json").exists():
        manifest = backups.read_manifest(place)
        faults = backups.compare_files(place, manifest)
        found = _checked(place / "snapshot", manifest.revision, manifest.graphs)
        return _told(place, manifest.revision, len(manifest.files), faults, found)
    current = read_current(place)
    if current is None:
        raise UsageError(f"{place} is neither a backup nor a data directory: it has no manifest.json and no snapshots")
    hold = hold_snapshot(current.snapshot)
    try:
        found = _checked(current.snapshot, current.revision, current.graphs)
    finally:
        if hold is not None:
            hold.release()
    return _told(place, current.revision, 0, (), found)


def _checked(snapshot: Path, revision: int, graphs: Sequence[GraphEntry]) -> tuple[int, int, tuple[str, ...], int]:
    """Count and validate in workers: graphs, triples, faults, warnings."""
    limits = Limits.for_command_line()
    header = {
        "snapshot": str(snapshot),
        "revision": revision,
        "graphs": {entry.graph: entry.triples for entry in graphs},
    }
    with Pool(1, waiting=0, memory=limits.ingest_memory) as pool:
        try:
            told, nquads = pool.run(
                "aftershock.store.checking:check", header, deadline=limits.ingest_deadline_s, what="the check"
            )
            found, _ = pool.run(
                "aftershock.validation:task", {}, nquads, deadline=limits.ingest_deadline_s, what="the validation"
            )
        except (StoreError, WorkerLostError) as error:  # it does not open, or the engine falls over it
            return 0, 0, (str(error),), 0
    report = Report.from_header(found)
    shapes = [one.sentence for one in report.results if one.severity == "violation"][:_SHOWN]
    return told["graphs"], told["triples"], (*told["faults"], *shapes), report.warnings


def _told(
    place: Path, revision: int, files: int, faults: Sequence[str], found: tuple[int, int, tuple[str, ...], int]
) -> Verified:
    graphs, triples, more, warnings = found
    return Verified(str(place), str(revision), graphs, triples, files, (*faults, *more), warnings)
