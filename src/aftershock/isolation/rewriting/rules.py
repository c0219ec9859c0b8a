"""Writes a query anew where the engine would be wrong or slow; refuses what has no right answer in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aftershock.errors import ForbiddenQueryError, QueryError
from aftershock.isolation.rewriting.anchors import bound, safe_in_any_graph
from aftershock.isolation.rewriting.paths import (
    Rewritten,
    absent,
    alternatives,
    closure_of,
    count_alternatives,
    from_outside,
    lifted,
    unbound,
    without_blanks,
)
from aftershock.isolation.rewriting.tree import (
    Bind,
    Element,
    Exists,
    Filter,
    Graph,
    Group,
    Pattern,
    Query,
    Service,
    Sub,
    Triples,
    Values,
    elements,
)
from aftershock.isolation.tokens import place, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aftershock.isolation.rewriting.facts import Facts

__all__ = ["rewrite"]

_LONGEST: Final = 4_000_000
_MOST_WAYS: Final = 100
"""The most alternatives of a path that are written out, those of a sequence multiplied."""


def rewrite(text: str, query: Query, facts: Facts) -> str:
    """Write a query so that the engine answers it rightly and from the right end.

    Parameters
    ----------
    text
        The query.
    query
        Its parts.
    facts
        What is known of the data.

    Returns
    -------
    str
        The same text where nothing had to change.

    Raises
    ------
    ForbiddenQueryError
        If it reaches out, or walks along dependencies from everywhere to everywhere; with line and column.
    QueryError
        If the engine would answer wrongly, and it cannot be written so that it would not.
    """
    return text[: query.start] + _Writer(text, facts).query(query, _Scope("")) + text[query.end :]


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a group stands.

    Parameters
    ----------
    graph
        The active graph as it is written; empty for the default graph, ``None`` for one that a variable names.
    bound
        Variables that something other than a closure binds.
    outer
        Where it stands in EXISTS, and so is asked once for each solution of what is around that: variables that may
        have a value there.
    given
        Those of them that VALUES or BIND gives a value inside.
    star
        Whether all variables of the query around it are shown.
    """

    graph: str | None
    bound: frozenset[str] = frozenset()
    outer: frozenset[str] | None = None
    given: frozenset[str] = frozenset()
    star: bool = False


@dataclass(slots=True)
class _Writer:
    text: str
    facts: Facts
    fresh: int = 0
    written: int = 0

    def query(self, query: Query, scope: _Scope) -> str:
        scope = replace(scope, bound=scope.bound | bound(query), star=query.star and self.facts.certain)
        inner: list[tuple[Element, str]] = [(one, self.exists(one, scope)) for one in query.exists]
        if query.group is not None:
            inner.append((query.group, self.group(query.group, scope)))
        return self.copied(query.start, query.end, inner)

    def copied(self, start: int, end: int, inner: Iterable[tuple[Element, str]]) -> str:
        """Copy a stretch of the text, with parts of it written anew."""
        pieces, last = [], start
        for element, written in sorted(inner, key=lambda pair: pair[0].start):
            pieces += [self.text[last : element.start], written]
            last = element.end
        pieces.append(self.text[last:end])
        return "".join(pieces)

    def group(self, group: Group, scope: _Scope) -> str:
        if group.query is not None:
            return self.copied(group.start, group.end, [(group.query, self.query(group.query, scope))])
        inner = [(element, self.element(element, group, scope)) for element in group.elements]
        known = self.known(group)
        written = self.copied(group.start, group.end, inner)
        return "{" + known + written[1:] if known else written

    def known(self, group: Group) -> str:
        """Give VALUES for what FILTER says a variable is, where a closure would not know it otherwise."""
        filters = [one.equals for one in group.elements if isinstance(one, Filter) and one.equals is not None]
        ends = {
            end.text
            for one in group.elements
            if isinstance(one, Triples)
            for pattern in one.patterns
            if pattern.path.closes
            for end in (pattern.subject, pattern.object)
        }
        return "".join(f" VALUES {name} {{ {term.text} }} " for name, term in filters if name in ends)

    def element(self, element: Element, group: Group, scope: _Scope) -> str:
        match element:
            case Service():
                raise self.forbidden("SERVICE is not allowed: queries reach no other server", element.start)
            case Graph():
                return self.graph(element, scope)
            case Sub():
                return self.copied(
                    element.start, element.end, [(one, self.group(one, scope)) for one in element.groups]
                )
            case Filter() | Bind():
                return self.copied(
                    element.start, element.end, [(one, self.exists(one, scope)) for one in element.exists]
                )
            case Triples():
                return self.triples(element, group, scope)
        return self.text[element.start : element.end]

    def exists(self, exists: Exists, scope: _Scope) -> str:
        around = self.text[: exists.start], self.text[exists.end :]
        outer = frozenset(f"?{one.text[1:]}" for part in around for one in tokens(part) if one.kind == "variable")
        given: set[str] = set()
        for one in elements(exists.group):
            given |= one.variables if isinstance(one, Values) else {one.variable} if isinstance(one, Bind) else set()
        return self.group(exists.group, replace(scope, outer=outer, given=outer & given))

    def graph(self, graph: Graph, scope: _Scope) -> str:
        if graph.name.kind != "variable":
            inside = replace(scope, graph=graph.name.text)
            if self.facts.lacks_graph(graph.name.text):  # no solution, not even one of VALUES (section 18.6)
                before = self.text[graph.start : graph.group.start]
                return f"{before}{{ {self.group(graph.group, inside)} FILTER(false) }}"
            return self.copied(graph.start, graph.end, [(graph.group, self.group(graph.group, inside))])
        if safe_in_any_graph(graph.group):
            inside = replace(scope, graph=None)
            return self.copied(graph.start, graph.end, [(graph.group, self.group(graph.group, inside))])
        names = self.facts.named()
        if names is None:
            line, column = place(self.text, graph.start)
            raise QueryError(
                f"GRAPH {graph.name.text} holds what the engine answers as if all graphs were one (a subquery, VALUES, "
                "MINUS, or a path of no steps), and there are too many named graphs to ask one by one; name them with "
                f"FROM NAMED, or ask for the graph inside: SELECT {graph.name.text} (COUNT(*) AS ?n) "
                f"{{ GRAPH {graph.name.text} {{ ... }} }} GROUP BY {graph.name.text}",
                line,
                column,
            )
        if not names:
            return f"VALUES {graph.name.text} {{ }}"
        branches = [self.branch(graph, f"<{name}>", number, scope) for number, name in enumerate(names)]
        return " UNION ".join(branches)

    def branch(self, graph: Graph, name: str, number: int, scope: _Scope) -> str:
        """Write GRAPH out for one graph."""
        inside = self.group(graph.group, replace(scope, graph=name))
        pieces, last = [], 0
        for token in tokens(inside):  # a label of a blank node may stand in one group only
            if token.kind == "name" and token.text.startswith("_:"):
                end = token.start + len(token.text)
                pieces += [inside[last:end], f"-{number}"]
                last = end
        written = f"{{ GRAPH {name} {''.join(pieces)}{inside[last:]} VALUES {graph.name.text} {{ {name} }} }}"
        self.written += len(written)
        if self.written > _LONGEST:
            raise self.forbidden(
                f"GRAPH {graph.name.text} would have to be written out for too many graphs; name fewer with FROM NAMED",
                graph.start,
            )
        return written

    def triples(self, block: Triples, group: Group, scope: _Scope) -> str:
        first: list[str] = []
        patterns = self.patterns(block, scope)
        others = list(patterns)
        alone = len(group.elements) == 1
        for pattern in patterns:
            if unbound(pattern, scope.bound, scope.graph, self.facts):
                raise self.forbidden(
                    f"{closure_of(pattern)} is walked from everything to everything: neither end is bound; bind one "
                    "with VALUES or a pattern, or take /ranking, which says of every component how much falls with it",
                    block.start,
                )
            rest = [one for one in others if one is not pattern]
            ways = [pattern.path] if scope.outer is not None else alternatives(pattern.path)
            if len(ways) > 1:
                each = [Pattern(pattern.subject, way, pattern.object) for way in ways]
                written = [(one, self.pattern(one, rest, scope, alone=False)) for one in each]
                text = " UNION ".join(f"{{ {one.text if found is None else found.text} }}" for one, found in written)
                found: Rewritten | None = Rewritten(text, tuple(rest))
            else:
                found = self.pattern(pattern, rest, scope, alone=alone)
            if found is not None:
                others = list(found.others)
                first.append(found.text)
        if not first:
            return self.text[block.start : block.end]
        if not block.plain:
            line, column = place(self.text, block.start)
            raise QueryError(
                "a path that has to be rewritten stands beside triple terms; set it apart in { }", line, column
            )
        return " ".join([*first, *(one.text for one in others)])

    def pattern(self, pattern: Pattern, rest: list[Pattern], scope: _Scope, *, alone: bool) -> Rewritten | None:
        """Write one pattern anew, where that is needed."""
        if scope.graph is None or not (pattern.path.closes or pattern.path.nullable):
            return None
        found = absent(pattern, rest, scope.graph, self.facts)
        if found is not None:
            return found
        if scope.outer is not None:
            text = from_outside(pattern, scope.outer)
            return None if text is None else Rewritten(text, tuple(rest))
        self.fresh += 1
        return lifted(pattern, rest, self.fresh, scope.graph, self.facts, alone=alone)

    def patterns(self, block: Triples, scope: _Scope) -> list[Pattern]:
        """Give the patterns of a block; no blank node is an end of a path that may have to be written out twice."""
        twice = [one for one in block.patterns if scope.outer is None and count_alternatives(one.path) > 1]
        doubtful = [*twice, *(one for one in block.patterns if one.path.nullable and self.is_doubtful(one, scope))]
        if not doubtful:
            return block.patterns
        patterns = without_blanks(block.patterns) if not twice or not scope.star else block.patterns
        for one, given in zip(patterns, block.patterns, strict=True):
            ends = {one.subject.text, one.object.text}
            if given not in doubtful:
                continue
            if given in twice and count_alternatives(given.path) > _MOST_WAYS:
                count = count_alternatives(given.path)
                raise self.forbidden(f"the path is {count:,} paths in one; {_MOST_WAYS} is the limit", block.start)
            if "blank" in (one.subject.kind, one.object.kind):
                raise self.unanswered(
                    f"{closure_of(given)} ends at a blank node, and has to be written out more than once; put a "
                    "variable there",
                    block,
                )
            if given not in twice and not scope.given.isdisjoint(ends):
                raise self.unanswered(
                    f"{closure_of(given)} in EXISTS may be a path of no steps, from what VALUES or BIND gives inside "
                    "and something outside, too; name one of them otherwise",
                    block,
                )
        return patterns

    def is_doubtful(self, pattern: Pattern, scope: _Scope) -> bool:
        """Whether it depends on what the query or the data turns out to say if there is a walk of no steps."""
        ends = (pattern.subject, pattern.object)
        if scope.outer is not None and not scope.outer.isdisjoint(end.text for end in ends):
            return True
        return not self.facts.certain and any(end.fixed for end in ends)

    def unanswered(self, message: str, element: Element) -> QueryError:
        return QueryError(message, *place(self.text, element.start))

    def forbidden(self, message: str, offset: int) -> ForbiddenQueryError:
        return ForbiddenQueryError(message, *place(self.text, offset))
