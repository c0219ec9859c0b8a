"""SPARQL results in JSON, as rows that a page can show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["Cell", "Solutions", "read_solutions"]

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row.

    Parameters
    ----------
    iri
        Where the value is an IRI.
    text
        What is shown otherwise; empty where nothing is bound.
    note
        A literal's language or type, where it is not a plain string.
    """

    iri: str | None = None
    text: str = ""
    note: str = ""

    @property
    def value(self) -> str:
        """The IRI or the text."""
        return self.iri or self.text


@dataclass(frozen=True, slots=True)
class Solutions:
    """A table of results.

    Parameters
    ----------
    columns
        Names of the variables.
    rows
        A cell for each.
    boolean
        The answer to ASK; ``None`` for SELECT.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    boolean: bool | None = None


def read_solutions(content: bytes) -> Solutions:
    """Read the SPARQL 1.1 Query Results JSON Format.

    Parameters
    ----------
    content
        The document.

    Examples
    --------
    >>> body = b'{"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "7"}}]}}'
    >>> read_solutions(body).rows[0][0].text
    '7'
    """
    document = json.loads(content)
    if "boolean" in document:
        return Solutions((), (), bool(document["boolean"]))
    columns = tuple(document["head"].get("vars", ()))
    bindings = document["results"]["bindings"]
    return Solutions(columns, tuple(tuple(_cell(row.get(name)) for name in columns) for row in bindings))


def _cell(term: dict[str, Any] | None) -> Cell:
    if term is None:
        return Cell()
    if term["type"] == "uri":
        return Cell(iri=str(term["value"]))
    if term["type"] == "bnode":
        return Cell(text=f"_:{term['value']}")
    if term["type"] == "triple":
        return Cell(
            text="«" + " ".join(_cell(term["value"][part]).value for part in ("subject", "predicate", "object")) + "»"
        )
    language, datatype = term.get("xml:lang", ""), term.get("datatype", "")
    return Cell(text=str(term["value"]), note=language or datatype.removeprefix(_XSD))
