"""What a reading worker does with somebody's query: reads its parts, and writes it so that it is answered rightly."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from aftershock.isolation.plain import plain_form
from aftershock.isolation.rewriting import rewrite
from aftershock.isolation.rewriting.calls import with_right_calls
from aftershock.isolation.rewriting.facts import Facts
from aftershock.isolation.rewriting.ordering import with_keys
from aftershock.isolation.rewriting.parser import parse
from aftershock.isolation.rewriting.patterns import UnreadError
from aftershock.isolation.updates import mended
from aftershock.store import reader
from aftershock.store.answering import syntax_error
from aftershock.store.base import Dataset
from aftershock.store.snapshot import Snapshot, newest_snapshot
from aftershock.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["answer", "prepared"]


def answer(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Answer somebody's query.

    Parameters
    ----------
    header, payload
        As for `aftershock.store.reader.answer`; perhaps ``folder``, the snapshot to ask, and no other.

    Raises
    ------
    ForbiddenQueryError
        If it reaches out, or walks from everywhere to everywhere.
    AftershockError
        As `aftershock.store.reader.answer`.
    """
    folder = header.get("folder")
    snapshot = newest_snapshot(Path(header["data"])) if folder is None else Snapshot.open(folder)
    text = prepared(payload.decode("utf-8"), snapshot.store, _dataset(header))
    given = {**header, "snapshot": snapshot.folder} if snapshot.folder else dict(header)
    return reader.answer(given, text.encode())


def prepared(text: str, store: Store, dataset: Dataset) -> str:
    """Read a query, and write it so that the engine answers it rightly.

    Parameters
    ----------
    text
        The query.
    store
        What it is asked of.
    dataset
        Which part of that.

    Returns
    -------
    str
        The query, mostly as it was.

    Raises
    ------
    QueryError
        If it does not parse, is not allowed, or has no right answer here.

    Examples
    --------
    >>> prepared("SELECT (CONCAT ( 'a', 'b' ) AS ?x) {}", Store(), Dataset())
    "SELECT (CONCAT(  'a', 'b' ) AS ?x) {}"
    """
    if plain_form(text) is not None:  # no path, no group, no call: the engine's answer is right
        return text
    text = mended(text)
    try:
        query = parse(text)
    except UnreadError:
        _judged(text)
        raise
    written = with_keys(with_right_calls(rewrite(text, query, Facts.of(store, text, query, dataset))))
    if written != text:
        _judged(text)  # so that an error names a place in what people wrote
    return written


def _judged(text: str) -> None:
    """Let the engine say what is wrong with a text."""
    try:
        Store().query(text, base_iri=ID, prefixes=PREFIXES)
    except SyntaxError as error:
        raise syntax_error(str(error), text) from error


def _dataset(header: Mapping[str, Any]) -> Dataset:
    default = header.get("default", "union")
    return Dataset(default if default in ("union", "empty") else tuple(default), tuple(header.get("named", ())))
