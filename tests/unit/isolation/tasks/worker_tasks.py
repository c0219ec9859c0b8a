"""Tasks that do what tasks should not, to be run in workers by the tests of the pool."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
import warnings
from pathlib import Path

from aftershock.errors import AmbiguousNameError, QueryError, ValidationError

ERRORS = {
    "query": lambda: QueryError("it does not parse", 3, 7),
    "ambiguous": lambda: AmbiguousNameError("agent", "bot", ["https://a.example/bot", "https://b.example/bot"]),
    "validation": lambda: ValidationError("page.txt", ["one", "two"]),
}


def echo(header, payload):
    return {**header, "pid": os.getpid(), "parent": os.getppid()}, payload


def environment(header, payload):
    return dict(os.environ), b""


def sleep(header, payload):
    time.sleep(header["seconds"])
    return {"pid": os.getpid()}, b""


def crash(header, payload):
    ctypes.string_at(0)


def abort(header, payload):
    os.abort()


def end(header, payload):
    os.kill(os.getpid(), signal.SIGKILL)


def allocate(header, payload):
    return {"bytes": len(bytearray(header["bytes"]))}, b""


def hoard(header, payload):
    hoard.kept = bytearray(header["bytes"])
    return {}, b""


def fail(header, payload):
    error = ERRORS[header["error"]]()
    raise error


def blunder(header, payload):
    return {}["nothing"]


def chatter(header, payload):
    sys.stdout.write("said on standard output\n")
    warnings.warn("said as a warning", stacklevel=1)
    sys.stdout.flush()
    return {}, b""


def count(header, payload):
    def pieces():
        for number in range(header["to"]):
            if number == header.get("crash_at"):
                os.abort()
            if number == header.get("fail_at"):
                raise QueryError("half way")
            if number == header.get("sleep_at"):
                time.sleep(60)
            yield f"{number};".encode()

    return {"to": header["to"]}, pieces()


def write_file(header, payload):
    try:
        return {"written": Path(header["path"]).write_bytes(bytes(header["bytes"]))}, b""
    except OSError as error:
        return {"error": error.strerror}, b""


def refused(header, payload):
    """Try what the filter refuses; say what came of each."""
    libc = ctypes.CDLL(None, use_errno=True)
    outcome = {}
    for name, number in header["calls"].items():
        ctypes.set_errno(0)
        outcome[name] = [libc.syscall(number, -1, 0, 0, 0, 0), ctypes.get_errno()]
    return outcome, b""


def liar(header, payload):
    """Answer with what is no frame."""
    os.write(header["channel"], b"\xff\xff\xff\xff")
    time.sleep(60)


def hang_up(header, payload):
    """Close the channel and go on."""
    os.close(header["channel"])
    time.sleep(60)


not_callable = 7
