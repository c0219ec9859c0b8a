"""Answers a query over a store of the engine's: what it is asked of, how it is written, where it is cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from aftershock.errors import EvaluationError, QueryError
from aftershock.store.base import DEFAULT_GRAPH, PROVENANCE, Answer, Dataset
from aftershock.store.counting import CappedWriter, too_many_rows
from aftershock.store.in_xml import in_xml
from aftershock.store.results import choose_format
from aftershock.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Triple

    from aftershock.store.base import Caps
    from aftershock.store.results import AnswerFormat

__all__ = ["RDF_FORMATS", "answer", "syntax_error"]

_SOLUTIONS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}

RDF_FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
"""The engine's formats of graphs, by our names."""

_PLACE: Final = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_NOISE: Final = re.compile(
    r"""\"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
      | "(?:[^"\\\n]|\\.)*+" | '(?:[^'\\\n]|\\.)*+' | <[^<>"{}|^`\s]*+> | \#[^\n\r]*+""",
    re.VERBOSE | re.DOTALL,
)
_FROM: Final = re.compile(r"(?<![?$:\w.\-])FROM(?![\w:.\-])(?:\s*(?P<named>NAMED)(?![\w:.\-]))?\s*", re.IGNORECASE)
_GRAPH_NAME: Final = re.compile(r"<[^<>\"{}|^`\s]*>|[\w\-.]*:[\w\-.:%]*(?<!\.)")
_FORM: Final = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?:^|, |one of )([A-Z][a-z]+(?: [A-Za-z]+)+)")


def answer(store: Store, text: str, dataset: Dataset, formats: Sequence[str], caps: Caps) -> Answer:
    r"""Answer a query.

    Parameters
    ----------
    store
        Whose unnamed graph is the union of the current graphs.
    text
        SPARQL; our prefixes need not be declared.
    dataset
        What it is asked of.
    formats
        Names of formats, the best first.
    caps
        How long the answer may be.

    Raises
    ------
    QueryError
        If it does not parse (with line and column), or fails.
    ResultTooLargeError
        If the answer outgrows a cap.
    UsageError
        If no format fits, or the one that does cannot hold the answer.

    Examples
    --------
    >>> from aftershock.store.base import UNION, Caps
    >>> answer(Store(), "SELECT ?x { VALUES ?x { 1 2 } }", UNION, ["csv"], Caps()).content
    b'x\r\n1\r\n2\r\n'
    """
    try:
        result = _evaluate(store, text, dataset)
        if isinstance(result, QueryTriples):
            return _graph(result, choose_format("graph", formats), caps)
        is_ask = isinstance(result, QueryBoolean)
        chosen = choose_format("ask" if is_ask else "select", formats)
        writer = CappedWriter("" if is_ask else chosen.name, caps)
        result.serialize(writer, _SOLUTIONS[chosen.name])
    except SyntaxError as error:
        raise syntax_error(str(error), text) from error
    except (RuntimeError, OSError, ValueError) as error:
        raise EvaluationError(f"the query failed: {error}") from error
    if is_ask:
        return Answer("ask", chosen.name, chosen.media_type, 1, writer.content)
    return Answer("select", chosen.name, chosen.media_type, writer.rows, in_xml(writer.content, chosen.name))


def _evaluate(store: Store, text: str, dataset: Dataset) -> QuerySolutions | QueryBoolean | QueryTriples:
    asked = _said_by(store, text) if isinstance(dataset.default, str) else dataset
    if asked is None:
        if dataset.default == "union":  # which the unnamed graph is
            return store.query(text, base_iri=ID, prefixes=PREFIXES)
        own = NamedNode(DEFAULT_GRAPH)
        others = [graph for graph in store.named_graphs() if graph not in (own, NamedNode(PROVENANCE))]
        return store.query(text, base_iri=ID, prefixes=PREFIXES, default_graph=own, named_graphs=others)
    default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(graph) for graph in dict.fromkeys(asked.default)]
    named: list[NamedNode | BlankNode] = [NamedNode(graph) for graph in dict.fromkeys(asked.named)]
    if len(default) < 2:
        return store.query(text, base_iri=ID, prefixes=PREFIXES, default_graph=default, named_graphs=named)
    # named here again, so that they take the place of what the query says by FROM
    return _merged(store, default, named).query(
        text, base_iri=ID, prefixes=PREFIXES, default_graph=DefaultGraph(), named_graphs=named
    )


def _said_by(store: Store, text: str) -> Dataset | None:
    """Read the data set that a query names itself; ``None`` where it names none, or does not parse."""
    plain = _NOISE.sub(lambda found: (" " if found[0][0] == "#" else "<") * len(found[0]), text)
    clauses = [(found["named"], _GRAPH_NAME.match(text, found.end())) for found in _FROM.finditer(plain)]
    head = _FORM.search(plain)
    if head is None or not clauses or not all(name for _, name in clauses):
        return None
    binds = " ".join(f"BIND({name.group()} AS ?g{n})" for n, (_, name) in enumerate(clauses) if name)
    try:
        (row,) = cast(
            "QuerySolutions",
            store.query(f"{text[: head.start()]} SELECT * {{ {binds} }}", base_iri=ID, prefixes=PREFIXES),
        )
    except SyntaxError:
        return None  # the query has a fault, which the engine will name
    graphs = [(named, cast("NamedNode", row[f"g{n}"]).value) for n, (named, _) in enumerate(clauses)]
    return Dataset(
        tuple(graph for named, graph in graphs if not named), tuple(graph for named, graph in graphs if named)
    )


def _merged(
    store: Store, default: Sequence[NamedNode | BlankNode | DefaultGraph], named: Sequence[NamedNode | BlankNode]
) -> Store:
    """Copy the data set into memory: the engine would give a statement once for each of the default graphs it is in."""

    def copies() -> Iterator[Quad]:
        for graph in default:
            for quad in store.quads_for_pattern(None, None, None, graph):
                yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
        for graph in named:
            yield from store.quads_for_pattern(None, None, None, graph)

    merged = Store()
    merged.bulk_extend(copies())
    return merged


def _graph(result: QueryTriples, chosen: AnswerFormat, caps: Caps) -> Answer:
    triples: list[Triple] = []
    for triple in result:
        if len(triples) == caps.rows:
            raise too_many_rows(caps, "triples")
        triples.append(triple)
    content = _serialise(triples, chosen.name, caps, {})
    used = {prefix: namespace for prefix, namespace in PREFIXES.items() if f"<{namespace}".encode() in content}
    if used and chosen.name in ("turtle", "trig"):
        content = _serialise(triples, chosen.name, caps, used)
    return Answer("graph", chosen.name, chosen.media_type, len(triples), in_xml(content, chosen.name))


def _serialise(triples: list[Triple], name: str, caps: Caps, prefixes: dict[str, str]) -> bytes:
    writer = CappedWriter("", caps)
    pyoxigraph.serialize(triples, writer, RDF_FORMATS[name], prefixes=prefixes)
    return writer.content


def syntax_error(message: str, text: str, what: str = "query", ahead: int = 0) -> QueryError:
    """Say where a text stops making sense; the engine's list of what it expected helps nobody, its sentences do.

    Parameters
    ----------
    message
        What the engine said.
    text
        The text, as people wrote it.
    what
        ``"query"`` or ``"update"``.
    ahead
        How many characters stood before its first line when the engine parsed it.
    """
    found = _PLACE.match(message)
    if found is None:
        return QueryError(f"the {what} does not parse: {message[:1].lower()}{message[1:]}")
    if what == "query" and _FORM.search(text) is None:
        return QueryError("a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after its prefixes", 1, 1)
    line, column, expected = int(found.group(1)), int(found.group(2)), found.group(3)
    column = max(1, column - ahead) if line == 1 else column
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    where = f"at {rest[:40]!r}" if rest else "at the end of the line" if line < len(lines) else "at its end"
    sentence = _SENTENCE.search(expected)
    why = f": {sentence.group(1)[0].lower()}{sentence.group(1)[1:]}" if sentence else ""
    return QueryError(f"the {what} does not parse {where}{why}", line, column)
