"""Tasks that say what a worker is and can do: for readiness checks, and for whoever doubts."""

from __future__ import annotations

import os
import socket
from typing import Any

__all__ = ["echo", "reach"]


def echo(header: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Give back what was given, with the worker's process id.

    Examples
    --------
    >>> echo({"n": 1}, b"abc")[1]
    b'abc'
    """
    return {**header, "pid": os.getpid()}, payload


def reach(header: dict[str, Any], _payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Try to reach a server.

    Parameters
    ----------
    header
        ``host`` and ``port``.

    Returns
    -------
    dict
        ``reached``, and ``why`` not.
    bytes
        Nothing.
    """
    try:
        socket.create_connection((header["host"], header["port"]), timeout=1.0).close()
    except OSError as error:
        return {"reached": False, "why": str(error)}, b""
    return {"reached": True, "why": ""}, b""
