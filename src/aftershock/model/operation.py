"""What operators are told of a knowledge base that runs."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Flushes", "Operation", "Workers"]


@dataclass(frozen=True, slots=True)
class Workers:
    """A pool of workers: what it does, and has done since it was made.

    Parameters
    ----------
    pool
        ``queries``, ``looks`` (our own look-ups), ``documents`` (reading, validating, projecting) or ``writer``.
    size, idle, running, waiting
        Workers that there may be, those without work, calls at work, calls that wait.
    started, killed, lost, retired, refused, left
        Workers started, ended at a deadline, that died, ended for the memory they kept; calls refused as too many, and
        calls ended because nobody waited for them any more.
    """

    pool: str
    size: int
    idle: int
    running: int
    waiting: int
    started: int
    killed: int
    lost: int
    retired: int
    refused: int
    left: int


@dataclass(frozen=True, slots=True)
class Flushes:
    """Publications that were brought to disk since the start.

    Parameters
    ----------
    count
        How many.
    seconds
        How long the flushes took together.
    """

    count: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Operation:
    """A knowledge base as its operator wants to see it.

    Parameters
    ----------
    revision
        The number of the last change; ``None`` where the store cannot be read.
    graphs, triples
        Of the current graphs.
    missing
        Why it cannot do its work, a sentence each; empty where it can.
    workers
        Its pools.
    flushes
        Of this process.
    """

    revision: int | None
    graphs: int
    triples: int
    missing: tuple[str, ...]
    workers: tuple[Workers, ...]
    flushes: Flushes
