"""Records as JSON: the stable keys that the command line and the service share."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
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
    if is_dataclass(record) and not isinstance(record, type):
        plain = {_KEYS.get(item.name, item.name): as_json(getattr(record, item.name)) for item in fields(record)}
        return {**plain, "band": record.band} if isinstance(record, Assessment) else plain
    if isinstance(record, Mapping):
        return {str(key): as_json(value) for key, value in record.items()}
    if isinstance(record, list | tuple | set | frozenset):
        return [as_json(item) for item in record]
    if isinstance(record, Decimal):
        return float(record)
    if isinstance(record, bytes):
        return _text(record)
    return record


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return base64.b64encode(content).decode("ascii")
