"""Records as JSON: the stable keys that the command line and the service share."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

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
    return _Turner().turn(record)


class _Turner:
    """Turns records; one that stands in many places, as a step does in many paths, is turned once."""

    def __init__(self) -> None:
        self._done: dict[int, Any] = {}
        self._names: dict[type, tuple[tuple[str, str], ...]] = {}

    def turn(self, record: Any) -> Any:
        if record is None or isinstance(record, str | int | float):
            return record
        if isinstance(record, list | tuple | set | frozenset):
            return [self.turn(item) for item in record]
        if isinstance(record, Mapping):
            return {str(key): self.turn(value) for key, value in record.items()}
        if isinstance(record, Decimal):
            return float(record)
        if isinstance(record, bytes):
            return _text(record)
        found = self._done.get(id(record))
        return self._record(record) if found is None else found

    def _record(self, record: Any) -> dict[str, Any]:
        kind = type(record)
        if kind not in self._names:
            self._names[kind] = tuple((_KEYS.get(item.name, item.name), item.name) for item in fields(record))
        plain = {key: self.turn(getattr(record, name)) for key, name in self._names[kind]}
        if isinstance(record, Assessment):
            plain["band"] = record.band
        self._done[id(record)] = plain
        return plain


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return base64.b64encode(content).decode("ascii")
