"""What reading workers do: answer queries and give statements in bulk, on published snapshots."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftershock.errors import StoreError
from aftershock.store.answering import answer as evaluate
from aftershock.store.base import Caps, Dataset
from aftershock.store.dumping import dump as pieces
from aftershock.store.results import GRAPH_FORMATS
from aftershock.store.snapshot import Snapshot, newest_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Snapshot", "answer", "dump"]


def answer(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Answer a query.

    Parameters
    ----------
    header
        ``data`` (the data directory), ``formats`` (names, the best first); perhaps ``snapshot`` (a folder; the newest
        is taken where it is left out, or gone), ``default`` (``"union"``, ``"empty"`` or IRIs), ``named`` (IRIs),
        ``rows`` and ``size`` (caps).
    payload
        The query's text in UTF-8.

    Returns
    -------
    dict
        ``kind`` (``"select"``, ``"ask"`` or ``"graph"``), ``format``, ``media_type``, ``rows``, ``revision``.
    bytes
        The answer.

    Raises
    ------
    QueryError
        If it does not parse, or fails.
    ResultTooLargeError
        If the answer outgrows a cap.
    UsageError
        If no format fits.
    StoreError
        If the data directory cannot be read.
    """
    default = header.get("default", "union")
    dataset = Dataset(default if default in ("union", "empty") else tuple(default), tuple(header.get("named", ())))
    usual = Caps()
    caps = Caps(header.get("rows", usual.rows), header.get("size", usual.size))
    snapshot = _snapshot(header)
    given = evaluate(snapshot.store, payload.decode("utf-8"), dataset, header["formats"], caps)
    facts = {
        "kind": given.kind,
        "format": given.format,
        "media_type": given.media_type,
        "rows": given.rows,
        "revision": snapshot.revision,
    }
    return facts, given.content


def dump(header: Mapping[str, Any], _payload: bytes) -> tuple[dict[str, Any], Iterator[bytes]]:
    """Give statements in bulk, in pieces.

    Parameters
    ----------
    header
        ``data``, ``format`` (a format of graphs); perhaps ``snapshot`` and ``graph`` (an IRI).

    Returns
    -------
    dict
        ``format``, ``media_type``, ``revision``.
    iterator of bytes
        The statements.

    Raises
    ------
    UsageError
        If the format or the graph is none.
    StoreError
        If the data directory cannot be read.
    """
    snapshot = _snapshot(header)
    given = pieces(snapshot.store, header["format"], header.get("graph"))
    chosen = GRAPH_FORMATS[header["format"]]
    return {"format": chosen.name, "media_type": chosen.media_type, "revision": snapshot.revision}, given


def _snapshot(header: Mapping[str, Any]) -> Snapshot:
    wanted = header.get("snapshot")
    if wanted is not None:
        try:
            return Snapshot.open(wanted)
        except StoreError:
            if Path(wanted).is_dir():  # it is there and broken, and no other will do
                raise
    return newest_snapshot(Path(header["data"]))
