"""Formats of answers: their names, media types and file endings, and which forms of query each fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GRAPH_FORMATS", "SOLUTION_FORMATS", "AnswerFormat", "choose_format"]


@dataclass(frozen=True, slots=True)
class AnswerFormat:
    """A format.

    Parameters
    ----------
    name
        What it is called here.
    media_type
        Its media type.
    ending
        The ending of files in it.
    holds_graphs
        Whether it can say which named graph a statement is in.
    """

    name: str
    media_type: str
    ending: str
    holds_graphs: bool = False


SOLUTION_FORMATS: Final[dict[str, AnswerFormat]] = {
    one.name: one
    for one in (
        AnswerFormat("json", "application/sparql-results+json", "srj"),
        AnswerFormat("xml", "application/sparql-results+xml", "srx"),
        AnswerFormat("csv", "text/csv", "csv"),
        AnswerFormat("tsv", "text/tab-separated-values", "tsv"),
    )
}
"""What fits SELECT and ASK, by name."""

GRAPH_FORMATS: Final[dict[str, AnswerFormat]] = {
    one.name: one
    for one in (
        AnswerFormat("turtle", "text/turtle", "ttl"),
        AnswerFormat("ntriples", "application/n-triples", "nt"),
        AnswerFormat("jsonld", "application/ld+json", "jsonld", holds_graphs=True),
        AnswerFormat("rdfxml", "application/rdf+xml", "rdf"),
        AnswerFormat("trig", "application/trig", "trig", holds_graphs=True),
        AnswerFormat("nquads", "application/n-quads", "nq", holds_graphs=True),
    )
}
"""What fits CONSTRUCT and DESCRIBE, by name."""


def choose_format(kind: Literal["select", "ask", "graph"], names: Sequence[str]) -> AnswerFormat:
    """Choose the first format that fits.

    Parameters
    ----------
    kind
        What the answer is.
    names
        Names of formats, the best first.

    Raises
    ------
    UsageError
        If none fits.

    Examples
    --------
    >>> choose_format("graph", ["json", "turtle"]).media_type
    'text/turtle'
    >>> choose_format("select", ["turtle"])
    Traceback (most recent call last):
    ...
    aftershock.errors.UsageError: SELECT and ASK are answered as json, xml, csv or tsv, not as turtle
    """
    fitting = GRAPH_FORMATS if kind == "graph" else SOLUTION_FORMATS
    for name in names:
        if name in fitting:
            return fitting[name]
    *first, last = fitting
    forms = "CONSTRUCT and DESCRIBE" if kind == "graph" else "SELECT and ASK"
    raise UsageError(f"{forms} are answered as {', '.join(first)} or {last}, not as {', '.join(names) or 'nothing'}")
