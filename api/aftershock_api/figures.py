"""What is told to Prometheus of the store and its workers, and of memory."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import Final

from aftershock.model.operation import Operation, Workers
from aftershock_api.life import Life
from aftershock_api.metrics import Family, Sample

__all__ = ["families", "memory"]

_STATES: Final = ("idle", "running", "waiting")
_ENDS: Final = {
    "started": "Workers started.",
    "killed": "Workers ended at a deadline.",
    "lost": "Workers that died.",
    "retired": "Workers ended for the memory they kept.",
    "refused": "Calls refused because too many waited.",
    "left": "Calls ended because whoever asked had left.",
}
_CALLS: Final = frozenset({"refused", "left"})
"""Those of calls, not of workers."""


def families(told: Operation, life: Life) -> tuple[Family, ...]:
    """Write down how a knowledge base and its process are.

    Parameters
    ----------
    told
        What the knowledge base tells.
    life
        What the service answers now.
    """
    ready = Family(
        "aftershock_ready", "gauge", "1 where queries are answered.", _one(not told.missing and not life.ending)
    )
    running = Family("aftershock_http_requests_running", "gauge", "Requests at work.", _one(life.running))
    return (ready, running, *_store(told), *_workers(told.workers), _memory())


def memory() -> dict[str, int]:
    """Measure the resident memory of this process and of all its workers, in bytes.

    Examples
    --------
    >>> memory()["service"] > 1_000_000
    True
    """
    children: set[str] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        children.update(_text(task).split())
    return {"service": _resident("self"), "workers": sum(_resident(child) for child in children)}


def _store(told: Operation) -> tuple[Family, ...]:
    flushes: tuple[Sample, ...] = (("_sum", {}, told.flushes.seconds), ("_count", {}, float(told.flushes.count)))
    seen = () if told.revision is None else _one(told.revision)
    return (
        Family("aftershock_revision", "gauge", "The number of the last change.", seen),
        Family("aftershock_graphs", "gauge", "Current named graphs.", _one(told.graphs) if seen else ()),
        Family("aftershock_triples", "gauge", "Statements of the current graphs.", _one(told.triples) if seen else ()),
        Family("aftershock_flush_seconds", "summary", "Bringing writes to disk, before they are answered.", flushes),
    )


def _workers(pools: tuple[Workers, ...]) -> tuple[Family, ...]:
    states: tuple[Sample, ...] = tuple(
        ("", {"pool": pool.pool, "state": state}, float(getattr(pool, state))) for pool in pools for state in _STATES
    )
    sizes: tuple[Sample, ...] = tuple(("", {"pool": pool.pool}, float(pool.size)) for pool in pools)
    ends = tuple(
        Family(
            f"aftershock_{'calls' if one.name in _CALLS else 'workers'}_{one.name}_total",
            "counter",
            _ENDS[one.name],
            tuple(("", {"pool": pool.pool}, float(getattr(pool, one.name))) for pool in pools),
        )
        for one in fields(Workers)
        if one.name in _ENDS
    )
    return (
        Family("aftershock_workers", "gauge", "Idle workers, calls at work, calls that wait.", states),
        Family("aftershock_workers_limit", "gauge", "Workers that there may be.", sizes),
        *ends,
    )


def _memory() -> Family:
    samples: tuple[Sample, ...] = tuple(("", {"of": name}, float(size)) for name, size in memory().items())
    return Family(
        "aftershock_memory_bytes", "gauge", "Resident memory: this process, and its workers together.", samples
    )


def _resident(process: str) -> int:
    words = _text(Path(f"/proc/{process}/statm")).split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE") if words else 0


def _text(place: Path) -> str:
    try:
        return place.read_text(encoding="ascii")
    except OSError:  # it has ended since, or the system has no such file
        return ""


def _one(value: float) -> tuple[Sample, ...]:
    return (("", {}, float(value)),)
