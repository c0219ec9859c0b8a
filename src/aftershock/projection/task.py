"""The whole road from a snapshot to a projection on disk, as an isolated worker walks it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftershock.errors import StoreError
from aftershock.projection.build import build
from aftershock.projection.chances import chances_of
from aftershock.projection.estate import read_estate
from aftershock.projection.schema import read_schema
from aftershock.projection.stored import save
from aftershock.store.reader import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["project"]


def project(header: Mapping[str, Any], _payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Project a snapshot.

    Parameters
    ----------
    header
        ``snapshot`` (its folder), ``active`` (IRIs of current graphs), ``revision``, ``folder`` (where to write).

    Returns
    -------
    dict
        ``components`` and ``edges``, how many there are.
    bytes
        Nothing.

    Raises
    ------
    StoreError
        If it cannot be written down, as on a full disk.
    """
    snapshot = Snapshot.open(header["snapshot"], header["active"])
    schema = read_schema(snapshot.tsv)
    estate = read_estate(snapshot.tsv, schema, frozenset(header["active"]))
    graph = build(schema, estate)
    folder = Path(header["folder"])
    try:
        save(folder, header["revision"], schema, estate, graph, chances_of(schema, estate, graph))
    except OSError as error:
        shutil.rmtree(folder.with_name(f"{folder.name}.{os.getpid()}.draft"), ignore_errors=True)
        raise StoreError(f"the projection cannot be written to {folder.parent}: {error.strerror or error}") from error
    return {"components": len(estate.components), "edges": len(estate.edges)}, b""
