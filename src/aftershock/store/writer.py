"""What the writing worker does: publish graphs, carry out updates, keep what is shipped, say what it holds."""

from __future__ import annotations

import os
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftershock.errors import AftershockError, StoreError
from aftershock.store.base import Activity, Edition, Publication
from aftershock.store.changing import Changed
from aftershock.store.embedded import Writer
from aftershock.store.operations import Operation, Update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftershock.store.base import Published

__all__ = ["change", "ensure", "publish", "settle", "stats"]


def publish(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Publish graphs: together or not at all, on disk and seen by readers when this returns.

    Parameters
    ----------
    header
        ``data`` (the data directory), ``graphs`` (each ``graph``, ``kind`` and perhaps ``lineage``); perhaps ``file``
        (the name of a file of N-Quads in ``DATA/incoming``, removed once it is published), ``activity`` (``label``,
        ``used``, ``software``), ``hold`` (show them to nobody before `settle`).
    payload
        The statements as N-Quads, where no file is named.

    Returns
    -------
    dict
        ``revision``, ``outcome`` (``"added"``, ``"revised"`` or ``"unchanged"``), ``changed`` (IRIs of graphs), and
        ``flush_s``, the seconds that bringing it to disk took; 0 where nothing was.
    bytes
        Nothing.

    Raises
    ------
    DocumentError
        If the statements do not parse, or are in a graph that was not named.
    StoreBusyError
        If another process writes to the directory.
    StoreError
        If it cannot be written to.
    """
    name = header.get("file")
    writer = _writer(header["data"])
    hold = header.get("hold", False)
    if name is None:
        return _told(writer, writer.publish(_publication(header, payload), hold=hold)), b""
    if name != Path(name).name or name == "..":
        raise StoreError(f"{name!r} is not the name of a file in {writer.layout.incoming}")
    file = writer.layout.incoming / name
    published = writer.publish(_publication(header, file), hold=hold)
    file.unlink()
    return _told(writer, published), b""


def ensure(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """See to it that what is shipped is there as it is shipped: new graphs are added, others replaced or withdrawn.

    Parameters
    ----------
    header
        As for `publish`; ``graphs`` are all graphs of the kinds ``"ontology"`` and ``"catalog"`` that there are to be.
    payload
        As for `publish`.

    Returns
    -------
    dict, bytes
        As for `publish`.

    Raises
    ------
    AftershockError
        As for `publish`.
    """
    given = _publication(header, payload)
    whole = Publication(given.editions, given.nquads, given.activity, ("ontology", "catalog"))
    writer = _writer(header["data"])
    return _told(writer, writer.publish(whole)), b""


def change(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Carry out updates, each all or not at all; when this returns they are on disk and seen by readers.

    Parameters
    ----------
    header
        ``data``, ``base`` (an IRI), ``updates`` (each ``operations``, ``bytes``, ``label``, ``expected``, ``default``:
        see `aftershock.store.operations.Update`); perhaps ``hold`` (show them to nobody before `settle`).
    payload
        The statements of all updates, one after the other.

    Returns
    -------
    dict
        ``results``: for each update ``revision``, ``added``, ``removed``, ``changed``, ``made``; or ``error`` (the
        class), ``message`` and ``fields``.
    bytes
        Where it is held: the statements of the changed graphs.

    Raises
    ------
    StoreError
        If the directory cannot be written to; `StoreBusyError` if another process does.
    """
    updates, start = [], 0
    for one in header["updates"]:
        operations = tuple(Operation.from_json(operation) for operation in one["operations"])
        statements = payload[start : start + one["bytes"]]
        start += one["bytes"]
        updates.append(Update(operations, statements, one["label"], one["expected"], one["default"]))
    hold = header.get("hold", False)
    writer = _writer(header["data"])
    results = writer.change(updates, header["base"], hold=hold)
    held = (
        writer.statements(graph for one in results if isinstance(one, Changed) for graph in one.changed)
        if hold
        else b""
    )
    return {"results": [_result(one) for one in results], "flush_s": writer.flushed()}, held


def settle(header: Mapping[str, Any], _payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Show what `publish` or `change` held to readers, or take it back.

    Parameters
    ----------
    header
        ``data``, ``keep``.

    Returns
    -------
    dict
        ``revision``, and ``flush_s`` as for `publish`.
    bytes
        Nothing.
    """
    writer = _writer(header["data"])
    writer.settle(keep=header["keep"])
    return {"revision": writer.revision, "flush_s": writer.flushed()}, b""


def _result(done: Changed | AftershockError) -> dict[str, Any]:
    if isinstance(done, Changed):
        return asdict(done)
    fields = {name: value for name, value in vars(done).items() if not name.startswith("_")}
    return {"error": type(done).__name__, "message": str(done), "fields": fields}


def stats(header: Mapping[str, Any], _payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Say what the store holds.

    Parameters
    ----------
    header
        ``data``.

    Returns
    -------
    dict
        ``revision``, ``graphs`` (how many there are, superseded ones with them), ``statements`` (in named graphs and
        in the union), ``bytes`` (on disk).
    bytes
        Nothing.
    """
    writer = _writer(header["data"])
    statements, size = writer.size()
    return {
        "revision": writer.revision,
        "graphs": len(writer.graphs()),
        "statements": statements,
        "bytes": size,
    }, b""


@lru_cache(maxsize=1)
def _writer(data: str) -> Writer:
    return Writer(Path(data), os.getppid())  # others are told of the process that people know, not of its worker


def _publication(header: Mapping[str, Any], nquads: bytes | Path) -> Publication:
    editions = tuple(Edition(one["graph"], one["kind"], one.get("lineage")) for one in header["graphs"])
    said = header.get("activity", {})
    activity = Activity(said.get("label", ""), tuple(said.get("used", ())), said.get("software", ""))
    return Publication(editions, nquads, activity)


def _told(writer: Writer, published: Published) -> dict[str, Any]:
    return {
        "revision": published.revision,
        "outcome": published.outcome,
        "changed": list(published.changed),
        "flush_s": writer.flushed(),
    }
