"""Records as JSON: the stable keys that the command line and the service share."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, cast

from aftershock.model.risk import Assessment

__all__ = ["as_json"]

#: Keys that cannot be attribute names.
_KEYS = {"class_name": "class"}


def as_json(record: Any) -> Any:
    """Turn a record into what ``json.dumps`` takes.

    Parameters
    ----------
    record
        A record of `aftershock.model`, or mappings, tuples and plain values of such.

    Returns
    -------
    dict, list, str, float, int, bool or None
        Records become objects with their fields as keys (``class_name`` is ``class``); tuples become arrays; exact
        decimals become numbers; bytes become text where they are UTF-8, else base64.

    Examples
    --------
    >>> from aftershock.model.radius import Likelihood
    >>> as_json((Likelihood(0.1, 0.2, 0.3), None))
    [{'low': 0.1, 'default': 0.2, 'high': 0.3}, None]
    """
    return _plain(record, {})


def _plain(record: Any, done: dict[int, Any]) -> Any:
    """Turn a record; one that stands in many places, as a step does in many paths, is turned once."""
    if record is None or isinstance(record, str | int | float):
        return record
    if isinstance(record, list | tuple | set | frozenset):
        return [_plain(item, done) for item in record]
    if isinstance(record, Mapping):
        return {str(key): _plain(value, done) for key, value in record.items()}
    if isinstance(record, Decimal):
        return float(record)
    if isinstance(record, bytes):
        return _text(record)
    found = done.get(id(record))
    if found is None:
        kind: type[object] = type(record)
        found = done[id(record)] = {key: _plain(getattr(record, name), done) for key, name in _names(kind)}
        if isinstance(record, Assessment):
            found["band"] = record.band
    return found


@cache
def _names(kind: type[object]) -> tuple[tuple[str, str], ...]:
    """Give key and attribute of each field of a record's class."""
    return tuple((_KEYS.get(item.name, item.name), item.name) for item in fields(cast("Any", kind)))


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return base64.b64encode(content).decode("ascii")
