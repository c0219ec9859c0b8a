"""Reads a query as far as its groups and patterns, by the grammar of SPARQL 1.1 (section 19.8) and the terms of 1.2.

Whatever the engine takes is to be read here; what is read here need not be SPARQL, for the engine still judges it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aftershock.isolation.rewriting.patterns import Patterns, UnreadError
from aftershock.isolation.rewriting.shown import counts_different
from aftershock.isolation.rewriting.tree import (
    Bind,
    Element,
    Exists,
    Filter,
    Graph,
    Group,
    Query,
    Service,
    Sub,
    Term,
    Triples,
    Values,
)
from aftershock.isolation.tokens import Token, tokens

__all__ = ["UnreadError", "parse"]

_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_DECLARATIONS: Final = {"BASE": 2, "PREFIX": 3, "VERSION": 2}
_OPEN: Final = frozenset({"(", "[", "{"})
_CLOSE: Final = frozenset({")", "]", "}"})


def parse(text: str) -> Query:
    """Read a query.

    Parameters
    ----------
    text
        SPARQL whose size and nesting are within bounds.

    Raises
    ------
    UnreadError
        If its parts cannot be told apart; it is no SPARQL then.

    Examples
    --------
    >>> query = parse("SELECT * { ?a <x:p>+ ?b GRAPH ?g { ?s ?p ?o } }")
    >>> [type(element).__name__ for element in query.group.elements]
    ['Triples', 'Graph']
    """
    reader = _Reader(text, list(tokens(text)))
    return reader.whole()


@dataclass(slots=True)
class _Reader(Patterns):
    """Goes through the tokens once, from left to right."""

    def whole(self) -> Query:
        while self.word() in _DECLARATIONS:
            self.at += _DECLARATIONS[self.word()]
        query = self.query()
        if self.at < len(self.tokens):
            raise self.unread()
        return query

    def query(self) -> Query:
        form = self.word()
        if form not in _FORMS:
            raise self.unread()
        query, first = Query(self.start(), 0, form), self.at
        self.at += 1
        while self.at < len(self.tokens) and self.text_at() not in ("{", "}") and self.word() not in ("WHERE", "FROM"):
            if self.text_at() == "*":
                query.star = Element(self.start(), self.start() + 1)
            self.skip_one(query.exists)
        query.counts_different = counts_different(self.tokens[first : self.at])
        if form == "CONSTRUCT" and self.text_at() == "{":
            self.balanced()
        while self.word() == "FROM":
            self.at += 1
            named = self.word() == "NAMED"
            self.at += named
            (query.named if named else query.defaults).append(self.term())
        self.at += self.word() == "WHERE"
        if self.text_at() == "{":
            query.group = self.group()
        first = self.at
        while self.at < len(self.tokens) and self.text_at() != "}":
            if self.word() == "VALUES":
                query.values = self.values()
            else:
                self.skip_one(query.exists)
        query.counts_different |= counts_different(self.tokens[first : self.at])
        query.end = self.end()
        return query

    def skip_one(self, exists: list[Exists]) -> set[str]:
        """Pass over one token of an expression, or a bracket with all that is in it; give its variables."""
        variables: set[str] = set()
        depth = 0
        while True:
            token = self.token()
            if token.text == "{" and depth == 0 and not self.after_exists():
                raise self.unread()
            if token.text == "{" and self.after_exists():
                start = token.start
                group = self.group()
                exists.append(Exists(start, self.end(), group))
                if depth == 0:
                    return variables
                continue
            self.at += 1
            if token.kind == "variable":
                variables.add("?" + token.text[1:])
            depth += (token.text in _OPEN) - (token.text in _CLOSE) if token.kind == "mark" else 0
            if depth < 0:
                raise self.unread()
            if depth == 0:
                return variables

    def after_exists(self) -> bool:
        return self.at > 0 and self.tokens[self.at - 1].text.upper() == "EXISTS"

    def group(self) -> Group:
        group = Group(self.start(), 0)
        self.expect("{")
        if self.word() == "SELECT":
            group.query = self.query()
        else:
            while self.text_at() != "}":
                element = self.element()
                if element is not None:
                    group.elements.append(element)
        self.expect("}")
        group.end = self.end()
        return group

    def element(self) -> Element | None:
        start, word, mark = self.start(), self.word(), self.text_at()
        if mark == "." and self.tokens[self.at].kind == "mark":
            self.at += 1
            return None
        if mark == "{":
            return self.union(start)
        match word:
            case "OPTIONAL" | "MINUS" | "LATERAL":
                self.at += 1
                kind = {"OPTIONAL": "optional", "MINUS": "minus", "LATERAL": "lateral"}[word]
                found = self.group()
                return Sub(start, self.end(), kind, [found])  # type: ignore[arg-type]  # one of the three just named
            case "GRAPH":
                self.at += 1
                name = self.term()
                inner = self.group()
                return Graph(start, self.end(), name, inner)
            case "SERVICE":
                return self.service(start)
            case "FILTER":
                return self.filter(start)
            case "BIND":
                return self.bind(start)
            case "VALUES":
                return self.values()
        return self.triples(start)

    def union(self, start: int) -> Sub:
        groups = [self.group()]
        while self.word() == "UNION":
            self.at += 1
            groups.append(self.group())
        return Sub(start, self.end(), "union" if len(groups) > 1 else "group", groups)

    def service(self, start: int) -> Service:
        self.at += 1
        self.at += self.word() == "SILENT"
        self.term()
        self.balanced()
        return Service(start, self.end())

    def filter(self, start: int) -> Filter:
        self.at += 1
        found = Filter(start, 0)
        first = self.at
        while self.word() in ("NOT", "EXISTS"):
            self.at += 1
        if self.text_at() == "{" and self.after_exists():
            self.skip_one(found.exists)
        else:
            if self.text_at() != "(":
                self.at += 1  # the name of a function, whose bracket follows
            found.variables = self.skip_one(found.exists)
            found.equals = self.equality(self.tokens[first : self.at])
        found.end = self.end()
        return found

    def equality(self, inside: list[Token]) -> tuple[str, Term] | None:
        """Read ``( ?x = <iri> )``, either way round."""
        if len(inside) != 5 or [inside[index].text for index in (0, 2, 4)] != ["(", "=", ")"]:
            return None
        pair = sorted((inside[1], inside[3]), key=lambda token: token.kind != "variable")
        if pair[0].kind != "variable" or pair[1].kind not in ("iri", "name") or pair[1].text.startswith("_:"):
            return None
        return "?" + pair[0].text[1:], Term("iri", pair[1].text)

    def bind(self, start: int) -> Bind:
        self.at += 1
        found = Bind(start, 0)
        last = self.at
        self.skip_one(found.exists)
        found.end = self.end()
        names = [token.text for token in self.tokens[last : self.at] if token.kind == "variable"]
        found.variable = "?" + names[-1][1:] if names else ""
        return found

    def values(self) -> Values:
        found = Values(self.start(), 0)
        self.at += 1
        several = self.text_at() == "("
        while self.text_at() != "{":
            token = self.token()
            if token.kind == "variable":
                found.variables.add("?" + token.text[1:])
            self.at += 1
        first = self.at
        self.balanced()
        inside = self.tokens[first + 1 : self.at - 1]
        found.rows = sum(token.text == "(" for token in inside) if several else len(inside)
        found.end = self.end()
        return found

    def triples(self, start: int) -> Triples:
        found = Triples(start, 0)
        self.block(found)
        if self.start() == start and self.end() <= start:
            raise self.unread()
        found.end = self.end()
        return found
