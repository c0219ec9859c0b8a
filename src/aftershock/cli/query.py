"""``aftershock query``: SPARQL on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from aftershock.cli.output import opened, show_table
from aftershock.errors import QueryError
from aftershock.explore.questions import find_question, shipped_questions
from aftershock.model.jsonable import as_json

__all__ = ["query"]

_FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml")


@click.command()
@click.argument("text", metavar="TEXT|FILE|NAME|-", required=False)
@click.option("--list", "listed", is_flag=True, help="List the questions that can be asked by name.")
@click.option(
    "--format",
    "style",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="table, json, xml, csv, tsv fit SELECT and ASK; turtle, ntriples, jsonld, rdfxml fit CONSTRUCT and DESCRIBE.",
)
@click.pass_obj
def query(data: Path | None, text: str | None, listed: bool, style: str) -> None:
    """Ask in SPARQL: the text itself, a file that holds it, the name of a question (--list), or - for standard input.

    Prefixes of ours and the usual ones (aft, id, threat, skos, prov, ...) need not be declared.
    """
    if listed:
        _list(text or "", style)
        return
    if text is None:
        raise click.UsageError("say what to ask: a query, a file, or the name of a question; --list shows those")
    wanted = _text(text)
    with opened(data) as base:
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
        return _decoded(sys.stdin.buffer.read(), "standard input")
    if any(sign in given for sign in "{\n\t") or (" " in given and not Path(given).is_file()):
        return given
    if not given:
        raise click.UsageError("the query is empty; say what to ask: a query, a file, or the name of a question")
    place = Path(given)  # no query is one word, so it is a file or the name of a question
    if place.exists() or place.suffix or "/" in given:
        return _decoded(place.read_bytes(), given)
    return find_question(given).text


def _decoded(content: bytes, origin: str) -> str:
    try:
        return content.decode("utf-8-sig")  # with a byte order mark as without
    except UnicodeDecodeError as error:
        raise QueryError(f"{origin} is not UTF-8: byte {error.start} does not fit; save it as UTF-8") from None


def _list(search: str, style: str) -> None:
    found = [
        one for one in shipped_questions() if search.casefold() in f"{one.name} {one.topic} {one.question}".casefold()
    ]
    if style == "json":
        click.echo(json.dumps(as_json(tuple(found)), indent=2, ensure_ascii=False))
        return
    show_table(("topic", "name", "question"), [(one.topic, one.name, one.question) for one in found])
    click.echo(f"{len(found)} questions; ask one with: aftershock query NAME", err=True)


def _cell(term: dict[str, Any] | None) -> str:
    if term is None:
        return ""
    value = term["value"]
    return str(value) if isinstance(value, str) else json.dumps(value)
