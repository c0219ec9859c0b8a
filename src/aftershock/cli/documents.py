"""``aftershock ingest`` and ``aftershock preview``: documents go in, or would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftershock.cli.output import format_option, opened, show_findings, show_json
from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from aftershock.model.documents import IngestReport

__all__ = ["ingest", "preview"]

_NAMED = 3

_paths = click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)


@click.command()
@_paths
@format_option
@click.pass_obj
def ingest(data: Path | None, paths: tuple[Path, ...], style: str) -> None:
    """Read documents into the graph: threat-model pages, graphs of your own, lists of Debian packages.

    Pages are text or HTML, graphs Turtle or N-Triples; a list is apt's Packages (plain, gz, xz, lz4) or dpkg's status
    file.

    A folder stands for the files in it. The same document twice changes nothing; a new edition takes the place of the
    old one. A document that is refused leaves nothing behind, and those after it are not read.
    """
    with opened(data) as base:
        for path in _files(paths):
            report = base.ingest(path)
            if style == "json":
                show_json(report, indent=None)
                continue
            show_findings(report.document, report.findings)
            click.echo(f"{report.document}: {report.outcome} as {report.format}, {report.quads} quads{_about(report)}")


@click.command()
@_paths
@format_option
@click.pass_obj
def preview(data: Path | None, paths: tuple[Path, ...], style: str) -> None:
    """Show the quads that ingesting would add, and change nothing."""
    with opened(data) as base:
        for path in _files(paths):
            shown = base.preview(path)
            if style == "json":
                show_json(shown, indent=None)
                continue
            show_findings(shown.report.document, shown.report.findings)
            click.echo(
                f"{shown.report.document}: would be {shown.report.outcome}, {shown.report.quads} quads", err=True
            )
            click.echo(shown.nquads, nl=False)


def _about(report: IngestReport) -> str:
    names = [local_name(agent) for agent in report.agents]
    if not names:
        return ""
    return f", about {', '.join(names)}" if len(names) <= _NAMED else f", about {len(names)} agents"


def _files(paths: tuple[Path, ...]) -> list[Path]:
    """Give files as they are, and for folders the files in them, in order."""
    found: list[Path] = []
    for path in paths:
        found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    return found
