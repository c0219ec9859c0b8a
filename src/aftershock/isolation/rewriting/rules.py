"""Writes a query anew where the engine would be wrong or slow; refuses what has no right answer in time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from aftershock.isolation.rewriting.anchors import bound, known_after, safe_in_any_graph, silent_on_nothing
from aftershock.isolation.rewriting.blocks import Scope
from aftershock.isolation.rewriting.scopes import Scopes
from aftershock.isolation.rewriting.shown import refuse_our_names, renamed, variables_in
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
    Triples,
    Values,
    conditions,
    elements,
)
from aftershock.isolation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aftershock.isolation.rewriting.facts import Facts

__all__ = ["rewrite"]

_LONGEST: Final = 4_000_000


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
    refuse_our_names(text)
    writer = _Writer.of(text, query, facts)
    scope = Scope("", about=writer.outside_conditions(query.start, query.end) if writer.conditions else frozenset())
    return text[: query.start] + writer.query(query, scope) + text[query.end :]


@dataclass(slots=True)
class _Writer(Scopes):
    """Goes through the groups of a query."""

    whole: Query = field(default_factory=lambda: Query(0, 0))
    written: int = 0

    @classmethod
    def of(cls, text: str, query: Query, facts: Facts) -> _Writer:
        """Make one that knows how often the query mentions its variables and blank nodes, outside of its head."""
        inside = text[query.group.start :] if query.group is not None else ""
        names = (one for one in tokens(inside) if one.kind in ("variable", "name"))
        mentions = Counter(f"?{one.text[1:]}" if one.kind == "variable" else one.text for one in names)
        return cls(text, facts, mentions, whole=query, conditions=list(conditions(query)))

    def query(self, query: Query, scope: Scope) -> str:
        hidden = self.hidden(query, scope)
        outer = None if scope.outer is None else scope.outer - hidden
        counts = query.form != "ASK" or query.group is None or query.group.end < query.end
        around, scope = scope, replace(scope, bound=scope.bound | bound(query), outer=outer, counts=counts, made=[])
        inner: list[tuple[Element, str]] = [(one, self.exists(one, scope)) for one in query.exists]
        if query.group is not None:
            inner.append((query.group, self.where(query, query.group, scope)))
            if query.star is not None and scope.made and (self.facts.certain or query is not self.whole):
                inner.append((query.star, self.all_of(query.group, query, around)))
        written = self.copied(query.start, query.end, inner)
        alike = hidden & variables_in(written)
        if alike:
            self.fresh += 1
        return renamed(written, alike, self.fresh) if alike else written

    def hidden(self, query: Query, scope: Scope) -> frozenset[str]:
        """Give the variables outside of EXISTS that a subquery in it has nothing to do with."""
        if not scope.outer:
            return frozenset()
        shown = self.facts.shown(self.text[query.start : query.end])
        return frozenset() if shown is None else scope.outer.difference(shown)

    def where(self, query: Query, group: Group, scope: Scope) -> str:
        """Write the WHERE of a query; set apart where its solutions are counted with all that is in them."""
        written = self.group(group, scope)
        if not query.counts_different:
            return written
        names = self.shown(group.start, group.end) if scope.made else ("*",)
        return f"{{ {{ SELECT {' '.join(names) or f'(1 AS {self.name(scope).text})'} {written} }} }}"

    def shown(self, start: int, end: int) -> tuple[str, ...]:
        """Give the variables of a WHERE, perhaps with what stands behind it; others were made up in it."""
        names = self.facts.shown(f"SELECT * {self.text[start:end]}")
        return ("*",) if names is None else names

    def all_of(self, group: Group, query: Query, around: Scope) -> str:
        """Write the star of a query out."""
        names = self.shown(group.start, query.end)
        if not names and query is not self.whole:
            return f"(1 AS {self.name(around).text})"
        if not names:
            raise self.unanswered(
                "a path that has to be rewritten stands in a query that shows no variable; put one in the place of a "
                "term, and say with FILTER what it is, or take ASK or SELECT (COUNT(*) AS ?n)",
                query,
            )
        return " ".join(names)

    def copied(self, start: int, end: int, inner: Iterable[tuple[Element, str]]) -> str:
        """Copy a stretch of the text, with parts of it written anew."""
        pieces, last = [], start
        for element, written in sorted(inner, key=lambda pair: pair[0].start):
            pieces += [self.text[last : element.start], written]
            last = element.end
        pieces.append(self.text[last:end])
        return "".join(pieces)

    def group(self, group: Group, scope: Scope) -> str:
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

    def element(self, element: Element, group: Group, scope: Scope) -> str:
        match element:
            case Service():
                raise self.forbidden("SERVICE is not allowed: queries reach no other server", element.start)
            case Graph():
                return self.graph(element, scope)
            case Sub(kind="minus") if scope.outer:
                return self.difference(element, group, scope)
            case Sub():
                inner = [(one, self.group(one, self.joined(element, group, scope))) for one in element.groups]
                return self.copied(element.start, element.end, inner)
            case Bind() if scope.outer is not None and element.variable in scope.outer:
                raise self.unanswered(
                    f"BIND in EXISTS gives {element.variable} a value, and it may have one outside; give another name "
                    "to what BIND gives, and compare the two with FILTER",
                    element,
                )
            case Filter() | Bind():
                written = [(one, self.exists(one, scope, self.seen(element, group, scope))) for one in element.exists]
                return self.copied(element.start, element.end, written)
            case Triples():
                return self.triples(element, group, scope)
        return self.text[element.start : element.end]

    def difference(self, element: Sub, group: Group, scope: Scope) -> str:
        """Write MINUS in EXISTS: the engine counts what is known outside among the variables of both sides."""
        before = [one for one in group.elements if one.start < element.start]
        (right,) = element.groups
        alike = self.variables(before) & self.variables_of(right)
        written = self.copied(
            element.start, element.end, [(right, self.group(right, replace(scope, left=frozenset())))]
        )
        if not alike:
            return ""  # two sides without a variable in common take nothing away (section 18.5)
        if alike & self.surely(before) & self.surely(right.elements) - (scope.outer or frozenset()):
            return written
        raise self.unanswered(
            "MINUS in EXISTS shares no variable with what is before it but those that have a value outside, or perhaps "
            "none; the standard does not say what it takes away then, so write FILTER NOT EXISTS { ... } in its place",
            element,
        )

    def exists(self, exists: Exists, scope: Scope, seen: frozenset[str] | None = None) -> str:
        outer = scope.about
        own = variables_in(self.text[exists.start : exists.end])
        hidden = frozenset[str]() if seen is None else (outer & own) - seen
        outer -= hidden
        given: set[str] = set()
        for one in elements(exists.group):
            given |= one.variables if isinstance(one, Values) else {one.variable} if isinstance(one, Bind) else set()
        inside = replace(
            scope,
            outer=outer,
            about=scope.about | self.outside_conditions(exists.start, exists.end),
            given=outer & given,
            left=frozenset(),
            counts=False,
            made=[],
        )
        written = self.group(exists.group, inside)
        if hidden:
            self.fresh += 1
        return renamed(written, hidden, self.fresh) if hidden else written

    def graph(self, graph: Graph, scope: Scope) -> str:
        if graph.name.kind != "variable":
            inside = replace(scope, graph=graph.name.text, left=frozenset())
            if self.facts.lacks_graph(graph.name.text):  # no solution, not even one of VALUES (section 18.6)
                before = self.text[graph.start : graph.group.start]
                return f"{before}{{ {self.group(graph.group, inside)} FILTER(false) }}"
            if not self.facts.certain and not silent_on_nothing(graph.group):
                there = f"GRAPH {graph.name.text} {{ }} "
                return there + self.copied(graph.start, graph.end, [(graph.group, self.group(graph.group, inside))])
            return self.copied(graph.start, graph.end, [(graph.group, self.group(graph.group, inside))])
        name = graph.name.text
        clear = known_after(graph.group, lambda one: name in variables_in(self.text[one.start : one.end]))
        if clear and safe_in_any_graph(graph.group):
            inside = replace(scope, graph=None, left=frozenset())
            return self.copied(graph.start, graph.end, [(graph.group, self.group(graph.group, inside))])
        names = self.facts.named()
        if names is None:
            why = "there are too many named graphs to ask one by one; name them with FROM NAMED"
            if not self.facts.certain:
                why = "which graphs an update finds is not known before; name one, GRAPH <...> { ... }"
            raise self.unanswered(
                f"GRAPH {name} holds what the engine answers as if all graphs were one (a subquery, VALUES, MINUS, a "
                f"path of no steps, or {name} in a condition, which has no value yet in the braces), and {why}, or ask "
                f"for the graph inside: SELECT {name} (COUNT(*) AS ?n) {{ GRAPH {name} {{ ... }} }} GROUP BY {name}",
                graph,
            )
        if not names:
            return f"VALUES {graph.name.text} {{ }}"
        branches = [self.branch(graph, f"<{name}>", number, scope) for number, name in enumerate(names)]
        return " UNION ".join(branches)

    def branch(self, graph: Graph, name: str, number: int, scope: Scope) -> str:
        """Write GRAPH out for one graph."""
        inside = self.group(graph.group, replace(scope, graph=name, left=frozenset()))
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
