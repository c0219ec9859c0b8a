"""Looks at processes, for the tests of what starts and ends them."""

from __future__ import annotations

import time
from pathlib import Path


def wait_until(true, seconds=10.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.01)


def gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):  # gone before it was opened, or while it was read
        return True


def channel_of(pid):
    links = Path(f"/proc/{pid}/fd").iterdir()
    return next(int(link.name) for link in links if str(link.readlink()).startswith("socket:"))
