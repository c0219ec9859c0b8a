"""Snapshots with graphs added that are computed, not stored: made beside the published ones, and soon forgotten."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import RdfFormat, Store

from aftershock.errors import StoreError
from aftershock.store.layout import copy_tables, remove_unless_read

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["derive"]

_KEPT: Final = 8
"""How many stay; each costs what was added, for all else is shared with its snapshot."""


def derive(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Copy a snapshot (by links) and add graphs to the copy; the union of the current graphs does not see them.

    Parameters
    ----------
    header
        ``snapshot`` (a folder), ``folder`` (where the copy is to lie, in a folder of such copies).
    payload
        The statements as N-Quads, of our own making.

    Returns
    -------
    dict
        Nothing.
    bytes
        Nothing.

    Raises
    ------
    StoreError
        If the snapshot is gone, or the copy cannot be written.
    """
    target = Path(header["folder"])
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=target.parent))
    try:
        copy_tables(Path(header["snapshot"]), draft)
        store = Store(str(draft))
        store.bulk_load(payload, format=RdfFormat.N_QUADS)
        store.flush()
        del store  # lets go of the folder
        target.with_suffix(".lock").touch()
        draft.rename(target)
    except OSError as error:
        if not target.is_dir():  # else another was quicker
            raise StoreError(f"the snapshot {header['snapshot']} cannot be added to: {error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _forget_older(target.parent)
    return {}, b""


def _forget_older(folder: Path) -> None:
    found = [one for one in folder.iterdir() if one.is_dir() and not one.name.startswith("draft-")]
    for one in sorted(found, key=lambda path: path.stat().st_mtime_ns)[:-_KEPT]:
        remove_unless_read(one)
