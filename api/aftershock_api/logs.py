"""The log: one JSON object a line on standard error, or plain lines on a terminal; never a token, a query or a body.

What the interpreter and the engines say of an error may quote what they were given. So of an exception only its class
and the places in the code are logged, and of a worker's last words only what cannot be a quotation.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import secrets
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["REQUEST_ID", "JsonFormatter", "TextFormatter", "configure_logging", "digest", "request_id"]

REQUEST_ID: ContextVar[str | None] = ContextVar("aftershock_request_id", default=None)
"""The id of the request that is being answered here."""

_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,63}")
_HARMLESS: Final = re.compile(
    r'File "[^"\n]+", line \d+, in [\w.<>]+|^[A-Z]\w*(?:\.\w+)*(?:Error|Exception|Exit|Interrupt)\b'
    r"|panicked at [\w./\-]+:\d+:\d+|memory allocation of \d+ bytes failed|Fatal Python error: [A-Z]\w+",
    re.MULTILINE,
)
_WORKERS: Final = "aftershock.isolation"
_SAID: Final = "worker %d said: %s"


def request_id(given: str | None) -> str:
    """Give the id of a request: the one that came with it, if it is well-formed, else a new one.

    Parameters
    ----------
    given
        What came with it; taken if it is up to 64 letters, digits, dots, hyphens and underscores.

    Examples
    --------
    >>> request_id("7f3a-1"), len(request_id("a b")), len(request_id(None))
    ('7f3a-1', 32, 32)
    """
    return given if given is not None and _WELL_FORMED.fullmatch(given) else secrets.token_hex(16)


def digest(text: bytes) -> str:
    """Give the hash by which a log knows a query: the first 16 digits of its SHA-256.

    Parameters
    ----------
    text
        Its text.

    Examples
    --------
    >>> digest(b"ASK {}")
    '819ea91ed5f12b38'
    """
    return hashlib.sha256(text).hexdigest()[:16]


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object: time, level, logger, message, request id, and what the record carries."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        told: dict[str, Any] = {"time": at, "level": record.levelname.lower(), "logger": record.name}
        told["message"] = _message(record)
        identity = REQUEST_ID.get()
        if identity is not None:
            told["request_id"] = identity
        told |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0] is not None:
            told |= _exception(record.exc_info[1], record.exc_info[2])
        return json.dumps(told, ensure_ascii=False, default=str)


class TextFormatter(logging.Formatter):
    """Writes a record as a line for people; what it carries stands behind the message."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        at = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        facts = dict(getattr(record, "facts", {}))
        identity = REQUEST_ID.get()
        if identity is not None:
            facts["request_id"] = identity
        rest = "".join(f" {name}={value}" for name, value in facts.items() if value is not None)
        line = f"{at} {record.levelname.lower():7} {_message(record)}{rest}"
        if record.exc_info and record.exc_info[0] is not None:
            told = _exception(record.exc_info[1], record.exc_info[2])
            line += "".join(f"\n    {one}" for one in (told["exception"], *told["frames"]))
        return line


def configure_logging(style: str, level: str, stream: TextIO | None = None) -> logging.Handler:
    """Let everything that is logged in this process go to one stream.

    Parameters
    ----------
    style
        ``"json"``, ``"text"``, or ``"auto"``: text on a terminal, else JSON.
    level
        The least that is logged of us; of libraries it is ``warning``.
    stream
        Standard error, if left out.

    Returns
    -------
    logging.Handler
        What writes; the only one of the root logger now.
    """
    there = sys.stderr if stream is None else stream
    as_text = style == "text" or (style == "auto" and there.isatty())
    handler = logging.StreamHandler(there)
    handler.setFormatter(TextFormatter() if as_text else JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)  # libraries are told of by their warnings; some write megabytes below
    for name in ("aftershock", "uvicorn", "uvicorn.error"):
        ours = logging.getLogger(name)
        ours.handlers.clear()
        ours.propagate = True
        ours.setLevel(level.upper())
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    return handler


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out what the line of the request tells already."""
    return not record.getMessage().startswith("Exception in ASGI application")


def _message(record: logging.LogRecord) -> str:
    if record.name == _WORKERS and record.msg == _SAID and isinstance(record.args, tuple):
        number, said = record.args
        kept = "; ".join(found[0] for found in _HARMLESS.finditer(str(said)))
        return f"worker {number} said {kept or 'something'} ({len(str(said))} characters, which may quote what it read)"
    return record.getMessage()


def _exception(error: BaseException | None, trace: TracebackType | None) -> dict[str, Any]:
    frames = [f"{one.filename}:{one.lineno} in {one.name}" for one in traceback.extract_tb(trace)]
    return {"exception": type(error).__name__, "frames": frames}
