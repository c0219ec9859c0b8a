"""How commands show what came back: JSON with stable keys, or plain text for people."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from aftershock.model.jsonable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.documents import Finding

__all__ = ["format_option", "opened", "show_findings", "show_json", "show_table"]

_INFOS = 3

format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON with stable keys.",
)


def opened(data: Path | None) -> KnowledgeBase:
    """Open the knowledge base of the command line: its data directory, with the wider limits of a terminal.

    Parameters
    ----------
    data
        As given by ``--data``; where people's data lives if not given.
    """
    from platformdirs import user_data_path

    from aftershock.knowledge_base import KnowledgeBase

    return KnowledgeBase.open(data if data is not None else user_data_path("aftershock"))


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


def show_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table."""
    from tabulate import tabulate

    click.echo(tabulate([list(row) for row in rows], headers=list(head), tablefmt="simple", disable_numparse=True))


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
