"""The whole road from a snapshot to a projection on disk, as an isolated worker walks it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    """
    snapshot = Snapshot.open(header["snapshot"], header["active"])
    schema = read_schema(snapshot.tsv)
    estate = read_estate(snapshot.tsv, schema, frozenset(header["active"]))
    graph = build(schema, estate)
    save(Path(header["folder"]), header["revision"], schema, estate, graph, chances_of(schema, estate, graph))
    return {"components": len(estate.components), "edges": len(estate.edges)}, b""
