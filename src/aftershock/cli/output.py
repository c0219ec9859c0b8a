"""How commands show what came back: JSON with stable keys, or plain text for people."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import click

from aftershock.cli.interrupts import quitting
from aftershock.model.jsonable import as_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from aftershock.explore.tables import Table
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.documents import Finding

__all__ = [
    "format_option",
    "graph_format_option",
    "opened",
    "show",
    "show_findings",
    "show_json",
    "show_table",
    "table_format_option",
]

Record = TypeVar("Record")

_CONTROLS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {ord("\n"), ord("\t")}, "\ufffd")
_INFOS = 3
_PATIENCE = 1.0

format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON with stable keys.",
)

table_format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, JSON with stable keys, or CSV.",
)

graph_format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv", "node-link"]),
    default="text",
    show_default=True,
    help="Text for people, JSON with stable keys, CSV, or node-link JSON for NetworkX.",
)


@contextmanager
def opened(data: Path | None) -> Iterator[KnowledgeBase]:
    """Open the knowledge base of the command line: its data directory, with the wider limits of a terminal.

    Where standard error is a terminal, what takes longer than a second shows there how far it has come.

    Parameters
    ----------
    data
        As given by ``--data``; where people's data lives if not given.
    """
    with quitting():
        from platformdirs import user_data_path

        from aftershock.knowledge_base import KnowledgeBase

    with KnowledgeBase.open(data if data is not None else user_data_path("aftershock")) as base:
        if not sys.stderr.isatty():
            yield base
            return
        with _Bar() as bar, base.watching(told=bar):
            yield base


class _Bar:
    """Shows on standard error how far the work has come: the outermost of what is being done."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._what: str | None = None
        self._began, self._last = 0.0, False
        self._bar: Any = None

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def __call__(self, what: str, done: int, total: int) -> None:
        with self._lock:
            self._show(what, done, total)

    def _show(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if self._what is None or (self._last if what != self._what else done == 0):
            self._end()
            self._what, self._began = what, now
        if what != self._what:  # it is a part of what is shown
            return
        self._last = done + 1 >= total
        if self._bar is None and now - self._began > _PATIENCE and done < total:
            self._bar = click.progressbar(length=total, label=what, file=sys.stderr, show_pos=True)
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(max(0, done - self._bar.pos))

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            sys.stderr.write("\n")
        self._bar = self._what = None


def show_json(record: Any, *, indent: int | None = 2) -> None:
    """Print a record as one JSON document.

    Parameters
    ----------
    record
        What `aftershock.model.jsonable.as_json` takes.
    indent
        Spaces, or ``None`` for one line.
    """
    sys.stdout.write(json.dumps(as_json(record), indent=indent, ensure_ascii=False))
    sys.stdout.write("\n")


def show(
    style: str,
    record: Record,
    table: Callable[[Record], Table],
    text: Callable[[Record], None],
    graph: Callable[[Record], dict[str, Any]] | None = None,
) -> None:
    """Show a record in the style that was asked for.

    Parameters
    ----------
    style
        ``"json"``, ``"csv"``, ``"text"``, or ``"node-link"`` where there is a ``graph``.
    record
        What came back.
    table, text
        Make a table of it, and show it to people.
    graph
        Makes a graph of it, where it is one.
    """
    if style == "json":
        show_json(record)
    elif style == "csv":
        from aftershock.explore.tables import csv_text

        sys.stdout.write(csv_text(table(record)))
    elif style == "node-link" and graph is not None:
        show_json(graph(record))
    else:
        text(record)


def show_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; characters that tell a terminal what to do, and may come from anybody's document, as U+FFFD."""
    from tabulate import tabulate

    plain = [[str(cell).translate(_CONTROLS) for cell in row] for row in rows]
    click.echo(tabulate(plain, headers=list(head), tablefmt="simple", disable_numparse=True))


def show_findings(document: str, findings: Sequence[Finding]) -> None:
    """Print on standard error what was noticed: every warning, and the first few of what is merely good to know."""
    warnings = [finding for finding in findings if finding.severity == "warning"]
    infos = [finding for finding in findings if finding.severity == "info"]
    for finding in [*warnings, *infos[:_INFOS]]:
        line = f", line {finding.line}" if finding.line is not None else ""
        field = f", {finding.field!r}" if finding.field is not None else ""
        click.echo(f"{document}{line}{field}: {finding.severity}: {finding.message}", err=True)
    if len(infos) > _INFOS:
        click.echo(f"{document}: info: and {len(infos) - _INFOS} more such (--format json gives all)", err=True)
