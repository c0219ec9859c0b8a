"""The text of an update, cut into operations before anything is done; and mended where the engine cannot read it.

The engine has to parse the text, too (`aftershock.store.changing.check`): what is cut here is known to be SPARQL, so
that brackets and keywords are all that has to be looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from aftershock.errors import ForbiddenQueryError, QueryError
from aftershock.isolation.limits import Limits
from aftershock.isolation.rewriting.conditions import written_where
from aftershock.isolation.rewriting.grouping import with_named_keys
from aftershock.isolation.scanner import look_outside
from aftershock.isolation.shape import Shape, Text
from aftershock.isolation.tokens import Token, place, tokens
from aftershock.store.operations import ALL, DEFAULT, NAMED, Operation, Section
from aftershock.store.parsing import Piece, check

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["mended", "read", "split_update"]

_DECLARATIONS: Final = {"BASE": 2, "PREFIX": 3, "VERSION": 2}
_OPEN: Final = frozenset({"(", "[", "{"})
_CLOSE: Final = frozenset({")", "]", "}"})
_TEMPLATES: Final = frozenset({"INSERT", "DELETE", "DATA"})
_APART: Final = re.compile(r"\b(?:CONCAT|COALESCE|BNODE)[\s#]", re.IGNORECASE)
_TIGHT: Final = frozenset({"CONCAT", "COALESCE", "BNODE"})


def mended(text: str) -> str:
    """Put the bracket directly after CONCAT, COALESCE and BNODE: the engine's parser fails on a space between them.

    So it does where GROUP BY gives a variable another name.

    Parameters
    ----------
    text
        A query or an update.

    Returns
    -------
    str
        As long as the text but for such names; what stood between name and bracket now stands behind the bracket.

    Examples
    --------
    >>> mended("SELECT (CONCAT ('a') AS ?a) {}")
    "SELECT (CONCAT( 'a') AS ?a) {}"
    """
    text = with_named_keys(text)
    if _APART.search(text) is None:
        return text
    pieces, last, before = [], 0, Token("mark", "", 0)
    for token in tokens(text):
        end = before.start + len(before.text)
        if token.text == "(" and before.kind == "word" and before.text.upper() in _TIGHT and end < token.start:
            pieces += [text[last:end], "(", text[end : token.start]]
            last = token.start + 1
        before = token
    return "".join([*pieces, text[last:]])


def read(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Read the text of an update: the work of a worker.

    Parameters
    ----------
    header
        ``base`` (an IRI), ``limits`` (fields of `Limits`), ``named`` (whether the request names the graphs of WHERE, so
        that the text must not).
    payload
        The text in UTF-8.

    Returns
    -------
    dict
        ``operations``, as `Operation.as_json` writes them.
    bytes
        Nothing.

    Raises
    ------
    QueryError
        If it does not parse (with line and column) or is not allowed.
    """
    limits = Limits(**header["limits"])
    operations = split_update(payload.decode("utf-8"), limits, header["base"])
    if header["named"] and any(one.with_graph or one.using or one.using_named for one in operations):
        raise QueryError(
            "the update says WITH or USING, and the request names graphs with using-graph-uri; "
            "say it in one place (SPARQL 1.1 Protocol, section 2.2.3)"
        )
    return {"operations": [one.as_json() for one in operations]}, b""


def split_update(text: str, limits: Limits, base: str) -> tuple[Operation, ...]:
    """Cut an update into its operations.

    Parameters
    ----------
    text
        SPARQL 1.1 Update.
    limits
        What is allowed.
    base
        What relative IRIs are resolved against where the text has no BASE.

    Raises
    ------
    ForbiddenQueryError
        If it reaches out (SERVICE, LOAD), or is beyond a limit; with line and column.
    QueryError
        If it does not parse.

    Examples
    --------
    >>> [one.kind for one in split_update("CLEAR ALL; INSERT DATA { <a:b> <a:c> 1 }", Limits(), "http://x/")]
    ['clear', 'insert-data']
    """
    text = mended(text)
    _look_at_shape(text, limits)
    cut = _cut(text)
    pieces = [Piece(one.prologue, one.start, one.end) for one in cut]
    if len({one.prologue for one in cut}) == 1:  # whole, so that the engine sees labels shared between operations
        pieces = [Piece(cut[0].prologue, cut[0].start, len(text))]
    check(text, pieces, base)
    look_outside(text)  # parsed, it has done nothing yet: so a fault in it is named first
    return tuple(_rightly(text, one.start, _operation(text, one)) for one in cut if one.tokens)


def _rightly(text: str, start: int, operation: Operation) -> Operation:
    """Write the WHERE of an operation, which begins at `start`, so that it is answered rightly."""
    if not operation.where:
        return operation
    try:
        return replace(operation, where=written_where(operation.prologue, operation.where))
    except QueryError as error:
        if error.line is None or error.column is None:
            raise
        line, column = place(text, text.index(operation.where, start))
        column = error.column + (column - 1 if error.line == 1 else 0)
        raise type(error)(error.message, line + error.line - 1, column) from error


@dataclass(slots=True)
class _Cut:
    """One operation: the prologue that holds, where it stands, its tokens."""

    prologue: str
    start: int
    end: int
    tokens: list[Token] = field(default_factory=list)


def _look_at_shape(text: str, limits: Limits) -> None:
    shape, prefixes = Shape(Text(text), limits), 0
    for token in tokens(text):
        word = token.text.upper() if token.kind == "word" else ""
        prefixes += word == "PREFIX"
        if prefixes > limits.prefixes:
            line, column = place(text, token.start)
            raise ForbiddenQueryError(
                f"{prefixes:,} prefixes are declared; {limits.prefixes:,} is the limit", line, column
            )
        shape.see(Token("word", "CONSTRUCT", token.start) if word in _TEMPLATES else token)
    shape.finish(len(text))


def _cut(text: str) -> list[_Cut]:
    cuts: list[_Cut] = []
    prologue: list[str] = []
    depth, skip, now = 0, 0, _Cut("", 0, len(text))
    for token in tokens(text):
        if skip:
            skip -= 1
            prologue.append(token.text)
            now.start = token.start + len(token.text)
            continue
        word = token.text.upper() if token.kind == "word" else ""
        if not now.tokens and word in _DECLARATIONS:
            skip = _DECLARATIONS[word] - 1
            prologue.append(word)
            continue
        if depth == 0 and token.text == ";":
            now.prologue, now.end = " ".join(prologue), token.start
            cuts.append(now)
            now = _Cut("", token.start + 1, len(text))
            continue
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        now.tokens.append(token)
    now.prologue = " ".join(prologue)
    if now.tokens or not cuts or now.prologue != cuts[-1].prologue:
        cuts.append(now)
    return cuts


def _operation(text: str, cut: _Cut) -> Operation:
    found = _Reader(text, cut.tokens)
    first, second = found.word(0), found.word(1)
    if second == "DATA":
        template = found.template(2)
        if first == "INSERT":
            return Operation("insert-data", cut.prologue, insert=template)
        return Operation("delete-data", cut.prologue, delete=template)
    if first == "DELETE" and second == "WHERE":
        return Operation("modify", cut.prologue, delete=found.template(2), where=found.block(2))
    if first in ("WITH", "INSERT", "DELETE"):
        return found.modify(cut.prologue)
    return found.management(first, cut.prologue)


@dataclass(slots=True)
class _Reader:
    """Reads one operation, of which the engine has said that it parses."""

    text: str
    tokens: list[Token]

    def word(self, index: int) -> str:
        return self.tokens[index].text.upper() if index < len(self.tokens) else ""

    def end_of(self, index: int) -> int:
        """Find the bracket that closes the one at an index."""
        depth = 0
        for at in range(index, len(self.tokens)):
            depth += (self.tokens[at].text in _OPEN) - (self.tokens[at].text in _CLOSE)
            if depth == 0:
                return at
        raise QueryError("a bracket of the update is not closed")

    def block(self, index: int) -> str:
        last = self.tokens[self.end_of(index)]
        return self.text[self.tokens[index].start : last.start + 1]

    def template(self, index: int) -> tuple[Section, ...]:
        """Cut a template at its GRAPH: what is outside goes to the default graph."""
        last = self.end_of(index)
        sections: list[Section] = []
        start, at = self.tokens[index].start + 1, index + 1
        while at < last:
            if self.word(at) != "GRAPH" or self.tokens[at].kind != "word":
                at += 1
                continue
            self._add(sections, "", start, self.tokens[at].start)
            graph, opening = self.tokens[at + 1].text, at + 2
            at = self.end_of(opening)
            self._add(sections, graph, self.tokens[opening].start + 1, self.tokens[at].start)
            start, at = self.tokens[at].start + 1, at + 1
            if self.tokens[at].text == ".":
                start, at = self.tokens[at].start + 1, at + 1
        self._add(sections, "", start, self.tokens[last].start)
        return tuple(sections)

    def _add(self, sections: list[Section], graph: str, start: int, end: int) -> None:
        if any(start <= token.start < end for token in self.tokens):
            sections.append(Section(graph, self.text[start:end]))

    def modify(self, prologue: str) -> Operation:
        given: dict[str, tuple[Section, ...]] = {"DELETE": (), "INSERT": ()}
        with_graph, using, using_named, at = "", [], [], 0
        while self.tokens[at].text != "{" and self.word(at) != "WHERE":
            word = self.word(at)
            if word == "WITH":
                with_graph, at = self.tokens[at + 1].text, at + 2
            elif word == "USING" and self.word(at + 1) == "NAMED":
                using_named.append(self.tokens[at + 2].text)
                at += 3
            elif word == "USING":
                using.append(self.tokens[at + 1].text)
                at += 2
            else:
                given[word], at = self.template(at + 1), self.end_of(at + 1) + 1
        where = self.block(at + 1 if self.word(at) == "WHERE" else at)
        return Operation(
            "modify", prologue, given["DELETE"], given["INSERT"], where, with_graph, tuple(using), tuple(using_named)
        )

    def management(self, first: str, prologue: str) -> Operation:
        words = [token for token in self.tokens[1:] if token.text.upper() not in ("GRAPH", "SILENT", "TO")]
        silent = self.word(1) == "SILENT"
        graphs = [_graph(token) for token in words]
        match first:
            case "CLEAR" | "DROP" | "CREATE":
                kind = first.lower()
                return Operation.from_json(
                    {**_BARE, "kind": kind, "silent": silent, "target": graphs[0], "prologue": prologue}
                )
            case "COPY" | "MOVE" | "ADD":
                kind = first.lower()
                named = {"source": graphs[0], "target": graphs[1]}
                return Operation.from_json({**_BARE, "kind": kind, "silent": silent, "prologue": prologue, **named})
        line, column = place(self.text, self.tokens[0].start)
        raise ForbiddenQueryError(f"{first} is no operation that is done here", line, column)


_BARE: Final[dict[str, Any]] = {"using": (), "using_named": (), "delete": (), "insert": ()}


def _graph(token: Token) -> str:
    return token.text.upper() if token.text.upper() in (DEFAULT, NAMED, ALL) and token.kind == "word" else token.text
