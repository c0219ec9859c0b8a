"""What a pool of workers tells of itself, and an answer that comes in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.isolation.sandbox import Sandbox

__all__ = ["PoolStatus", "Stream"]


@dataclass(frozen=True, slots=True)
class PoolStatus:
    """What a pool is doing, and has done since it was made.

    Parameters
    ----------
    size
        How many workers it may have.
    idle, running, waiting
        Workers without work, calls at work, and calls that wait for a worker.
    started, killed, lost, retired, refused
        Workers started, ended at a deadline, that died, ended for the memory they kept; calls refused as too many.
    sandbox
        What a worker gave up; ``None`` before the first was ready.
    left
        Calls that were ended because nobody waited for them any more.
    """

    size: int
    idle: int
    running: int
    waiting: int
    started: int
    killed: int
    lost: int
    retired: int
    refused: int
    sandbox: Sandbox | None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer that comes in parts.

    Parameters
    ----------
    header
        What the task said first.
    parts
        Its bytes, as they come.
    """

    header: dict[str, Any]
    parts: Iterator[bytes]
