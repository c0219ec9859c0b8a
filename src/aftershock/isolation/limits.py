"""How much a query or a document may cost, and where it is ended."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from aftershock.errors import UsageError

__all__ = ["GB", "KB", "MB", "Limits"]

KB: Final = 1024
"""Bytes in a kilobyte, as memory and text are counted."""

MB: Final = 1024 * KB
"""Bytes in a megabyte."""

GB: Final = 1024 * MB
"""Bytes in a gigabyte."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What work may cost; the defaults are those of the service, `for_command_line` gives wider ones.

    Parameters
    ----------
    query_bytes
        The longest query text, in bytes of UTF-8.
    nesting
        How deep brackets of any kind, or signs before a value, may stand in each other, in queries and documents.
    joins
        How many triple patterns, path steps and groups may be joined in one group. (Ordering 200 joins takes the
        engine minutes: its planner is cubic.)
    optionals
        How many OPTIONAL a query may have.
    chain
        How deep the query may be as a tree, where each operator, UNION, BIND and nested bracket is a level. (The engine
        walks that tree on its stack and crashes at some 4,000 levels.)
    values
        How many values VALUES may list.
    prefixes
        How many prefixes a query may declare.
    deadline_s
        Seconds a query may run.
    query_memory
        Address space of a worker that answers queries, in bytes.
    ingest_memory
        Address space of a worker that reads documents, in bytes.
    result_rows, result_bytes
        The longest answer.
    running, waiting
        How many queries run at once, and how many may wait.
    document_bytes
        The largest document, in bytes.
    expansion
        How many times its size a document may become when it is unpacked.
    triples
        The most triples a document may have.
    ingest_deadline_s
        Seconds that reading and storing a document may take.

    Raises
    ------
    UsageError
        If a value is not a positive number.

    Examples
    --------
    >>> Limits().deadline_s
    10.0
    >>> Limits(running=0)
    Traceback (most recent call last):
    ...
    aftershock.errors.UsageError: the limit 'running' is 0; it must be greater than 0
    """

    query_bytes: int = 64 * KB
    nesting: int = 64
    joins: int = 100
    optionals: int = 64
    chain: int = 1_000
    values: int = 10_000
    prefixes: int = 500
    deadline_s: float = 10.0
    query_memory: int = 512 * MB
    ingest_memory: int = 2 * GB
    result_rows: int = 100_000
    result_bytes: int = 50_000_000
    running: int = 4
    waiting: int = 16
    document_bytes: int = 50_000_000
    expansion: int = 10
    triples: int = 1_000_000
    ingest_deadline_s: float = 60.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            least = 0 if field.name == "waiting" else None
            if value < 0 or (value == 0 and least is None):
                raise UsageError(
                    f"the limit {field.name!r} is {value}; it must be {'0 or more' if least == 0 else 'greater than 0'}"
                )

    @classmethod
    def for_command_line(cls) -> Limits:
        """Give the limits of the command line: one's own machine, one's own time.

        Examples
        --------
        >>> Limits.for_command_line().result_rows
        10000000
        """
        return cls(
            query_bytes=MB,
            chain=2_000,
            values=100_000,
            prefixes=2_000,
            deadline_s=600.0,
            query_memory=4 * GB,
            ingest_memory=8 * GB,
            result_rows=10_000_000,
            result_bytes=2_000_000_000,
            running=2,
            document_bytes=1_000_000_000,
            triples=20_000_000,
            ingest_deadline_s=1_800.0,
        )
