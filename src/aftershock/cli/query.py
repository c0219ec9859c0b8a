"""``aftershock query``: SPARQL on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from aftershock.cli.output import opened, show_table

__all__ = ["query"]

_FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld")


@click.command()
@click.argument("text", metavar="TEXT|FILE|-")
@click.option(
    "--format",
    "style",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="table, json, xml, csv, tsv fit SELECT and ASK; turtle, ntriples, jsonld fit CONSTRUCT and DESCRIBE.",
)
@click.pass_obj
def query(data: Path | None, text: str, style: str) -> None:
    """Ask in SPARQL: the text itself, a file that holds it, or - for standard input.

    Prefixes of ours and the usual ones (aft, id, threat, skos, prov, ...) need not be declared.
    """
    with opened(data) as base:
        wanted = _text(text)
        graph = base.query_form(wanted) in {"construct", "describe"}
        chosen = ("turtle" if graph else "json") if style == "table" or (graph and style == "json") else style
        if graph and style == "json":
            chosen = "jsonld"
        answer = base.query(wanted, format=chosen)
    if style != "table" or graph:
        sys.stdout.buffer.write(answer.content)
        if not answer.content.endswith(b"\n"):
            sys.stdout.buffer.write(b"\n")
        sys.stdout.flush()
        return
    result = json.loads(answer.content)
    if "boolean" in result:
        click.echo("yes" if result["boolean"] else "no")
        return
    head = result["head"]["vars"]
    rows = [[_cell(binding.get(name)) for name in head] for binding in result["results"]["bindings"]]
    show_table(head, rows)
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", err=True)


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if any(sign in given for sign in "{ \n\t"):
        return given
    return Path(given).read_text(encoding="utf-8")  # no query is one word, so it is meant as a file


def _cell(term: dict[str, Any] | None) -> str:
    if term is None:
        return ""
    value = term["value"]
    return str(value) if isinstance(value, str) else json.dumps(value)
