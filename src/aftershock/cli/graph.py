"""``aftershock generate`` and ``aftershock export``: graphs out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from aftershock.cli.output import format_option, opened, show_json

__all__ = ["export", "generate"]

_output = click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not to standard output."
)


@click.command()
@click.option("--models", type=int, default=100_000, show_default=True)
@click.option("--applications", type=int, default=5_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@_output
@format_option
def generate(models: int, applications: int, seed: int, output: Path | None, style: str) -> None:
    """Write an invented hub of any size as N-Triples; the same numbers give the same bytes.

    With --output, a line about what was written follows, as text or as JSON.
    """
    from aftershock.explore.generate import generate as lines

    if output is None:
        if style == "json":
            raise click.UsageError("--format json describes what was written, so it needs --output FILE")
        for chunk in lines(models=models, applications=applications, seed=seed):
            sys.stdout.buffer.write(chunk)
        sys.stdout.flush()
        return
    triples = 0
    with output.open("wb") as file:
        for chunk in lines(models=models, applications=applications, seed=seed):
            triples += chunk.count(b"\n")
            file.write(chunk)
    if style == "json":
        show_json(
            {"output": str(output), "triples": triples, "models": models, "applications": applications, "seed": seed}
        )
    else:
        click.echo(f"{output}: {triples} triples")


@click.command()
@click.option("--format", "style", type=click.Choice(["turtle", "jsonld", "graphml", "gexf", "html"]), required=True)
@click.option("--start", help="For html: the component whose blast radius is drawn; the worst known start if left out.")
@_output
@click.pass_obj
def export(
    data: Path | None,
    style: Literal["turtle", "jsonld", "graphml", "gexf", "html"],
    start: str | None,
    output: Path | None,
) -> None:
    """Write current documents as RDF, the graph of consequence for graph tools, or one page that draws offline."""
    with opened(data) as base:
        content = base.export(style, start=start)
    if output is not None:
        output.write_bytes(content)
        return
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
