"""The algebra of SPARQL 1.1 (section 18) taken literally, over a few statements: slow, and an oracle for the engine.

A group is a list of elements, a path a tuple; variables are texts with a question mark, other terms are those of the
engine. Only what `random_queries` makes is known.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Store

    Row = dict[str, Any]
    Pair = tuple[Any, Any]

X = "http://x/"
CONDITIONS = ("filter", "exists", "if")
TRUE = Literal(True)


def is_variable(term: Any) -> bool:
    return isinstance(term, str)


def is_blank(name: str) -> bool:
    return name.startswith("?_")


def bound(terms: Iterable[Any], nodes: Iterable[Any]) -> list[Pair]:
    return [(name, node) for name, node in zip(terms, nodes, strict=True) if is_variable(name)]


def in_scope(elements: list[Any]) -> set[str]:
    """Give the variables that a group may give a value (18.2.1), those of blank nodes left out."""
    found: set[str] = set()
    for element in elements:
        match element:
            case ("pattern", start, path, end):
                found |= {one for one in (start, end, *path[1:]) if is_variable(one) and one.startswith("?")}
            case ("optional", inner):
                found |= in_scope(inner)
            case ("union", one, other):
                found |= in_scope(one) | in_scope(other)
            case ("values", name, _) | ("bind", _, name):
                found.add(name)
            case ("table", names, _):
                found |= set(names)
            case ("graph", name, inner):
                found |= in_scope(inner) | ({name} if is_variable(name) else set())
            case ("select" | "total" | "count", *_):
                found |= shown(element)
    return {name for name in found if not is_blank(name)}


def shown(query: tuple[Any, ...]) -> set[str]:
    """Give the variables that a subquery shows."""
    match query:
        case ("select", None, _, _, inner):
            return in_scope(inner)
        case ("select", names, _, _, _):
            return set(names)
        case ("count", name, count, _):
            return {name, count}
    return {query[2]}


class UnorderedError(Exception):
    """A limit that counts in an order which the standard leaves open."""


class Algebra:
    """What a data set answers."""

    def __init__(self, store: Store) -> None:
        self.named = [str(graph.value) for graph in store.named_graphs()]
        self.triples: dict[str | None, list[Any]] = {}
        self.fresh = itertools.count()
        for quad in store:
            name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else None
            self.triples.setdefault(name, []).append((quad.subject, quad.predicate, quad.object))

    # --- paths (18.2.2.4, 18.4)

    def pairs(self, start: Any, path: tuple[Any, ...], end: Any, graph: str | None) -> list[Pair]:
        found = [
            (one, other)
            for one, other in self._pairs(start, path, end, graph)
            if (is_variable(start) or one == start) and (is_variable(end) or other == end)
        ]
        return [(one, other) for one, other in found if one == other] if start == end else found

    def _pairs(self, start: Any, path: tuple[Any, ...], end: Any, graph: str | None) -> Iterable[Pair]:
        match path:
            case ("step", name):
                return [(s, o) for s, p, o in self.triples.get(graph, []) if p.value == X + name]
            case ("not", names, backwards):
                ahead = [(s, o) for s, p, o in self.triples.get(graph, []) if names and p.value[len(X) :] not in names]
                back = [
                    (o, s)
                    for s, p, o in self.triples.get(graph, [])
                    if backwards and p.value[len(X) :] not in backwards
                ]
                return [*ahead, *back]
            case ("inverse", inner):
                return [(other, one) for one, other in self.pairs(end, inner, start, graph)]
            case ("alternative", one, other):
                return [*self.pairs(start, one, end, graph), *self.pairs(start, other, end, graph)]
            case ("sequence", one, other):
                between = f"?between{next(self.fresh)}"
                return [
                    (a, c)
                    for a, b in self.pairs(start, one, between, graph)
                    for also, c in self.pairs(between, other, end, graph)
                    if b == also
                ]
        return self._walks(start, path, end, graph)

    def _walks(self, start: Any, path: tuple[Any, ...], end: Any, graph: str | None) -> Iterable[Pair]:
        kind, inner = path

        def after(node: Any) -> list[Any]:
            return [other for _, other in self.pairs(node, inner, "?step", graph)]

        def before(node: Any) -> list[Any]:
            return [one for one, _ in self.pairs("?step", inner, node, graph)]

        def reached(node: Any, step: Callable[[Any], list[Any]]) -> list[Any]:
            if kind == "optional":
                return list(dict.fromkeys([node, *step(node)]))
            seen = dict.fromkeys([node] if kind == "star" else step(node))
            waiting = list(seen)
            while waiting:
                new = [one for one in step(waiting.pop()) if one not in seen]
                seen.update(dict.fromkeys(new))
                waiting += dict.fromkeys(new)
            return list(seen)

        if not is_variable(start):
            return [(start, node) for node in reached(start, after)]
        if not is_variable(end):
            return [(node, end) for node in reached(end, before)]
        nodes = dict.fromkeys(node for s, _, o in self.triples.get(graph, []) for node in (s, o))
        return [(node, other) for node in nodes for other in reached(node, after)]

    # --- groups (18.2.2, 18.5, 18.6)

    def group(self, elements: list[Any], graph: str | None) -> list[Row]:
        rows: list[Row] = [{}]
        for element in elements:
            match element:
                case ("pattern", _, _, _):
                    rows = join(rows, self._matched(element, graph))
                case ("optional", inner):
                    conditions = [one for one in inner if one[0] in CONDITIONS]
                    right = self.group([one for one in inner if one not in conditions], graph)
                    rows = [joined for row in rows for joined in self._extended(row, right, conditions, graph)]
                case ("minus", inner):
                    right = self.group(inner, graph)
                    rows = [row for row in rows if not any(row.keys() & one.keys() and fits(row, one) for one in right)]
                case ("union", one, other):
                    rows = join(rows, [*self.group(one, graph), *self.group(other, graph)])
                case ("values", name, terms):
                    rows = join(rows, [{name: term} for term in terms])
                case ("table", names, lines):
                    rows = join(rows, [given(zip(names, line, strict=True)) for line in lines])
                case ("bind", expression, name):
                    rows = [{**row, **given([(name, self.value(expression, row, graph))])} for row in rows]
                case ("select" | "total" | "count", *_):
                    rows = join(rows, self._asked(element, graph))
                case ("graph", name, inner):
                    rows = join(rows, self._in_graph(name, inner))
        conditions = [one for one in elements if one[0] in CONDITIONS]
        return [row for row in rows if self._holds(conditions, row, graph)]

    def _matched(self, pattern: tuple[Any, ...], graph: str | None) -> list[Row]:
        _, start, path, end = pattern
        if path[0] != "any":
            return [dict(bound((start, end), pair)) for pair in self.pairs(start, path, end, graph)]
        terms, rows = (start, path[1], end), []
        for line in self.triples.get(graph, []):
            pairs = bound(terms, line)
            fixed = all(is_variable(one) or one == node for one, node in zip(terms, line, strict=True))
            if fixed and len(dict(pairs)) == len(set(pairs)):
                rows.append(dict(pairs))
        return rows

    def _asked(self, query: tuple[Any, ...], graph: str | None) -> list[Row]:
        match query:
            case ("select", names, distinct, limit, inner):
                return selected(self.group(inner, graph), names, distinct, limit)
            case ("total", what, name, inner):
                return [given([(name, total(what, self.group(inner, graph)))])]
        _, name, count, inner = query
        counted = Counter(row.get(name) for row in self.group(inner, graph))
        return [given([(name, key), (count, Literal(number))]) for key, number in counted.items()]

    def _extended(self, row: Row, right: list[Row], conditions: list[Any], graph: str | None) -> list[Row]:
        both = [one for one in join([row], right) if self._holds(conditions, one, graph)]
        return both or [row]

    def _in_graph(self, name: Any, inner: list[Any]) -> list[Row]:
        if is_variable(name):
            return [row for one in self.named for row in join(self.group(inner, one), [{name: NamedNode(one)}])]
        return self.group(inner, name.value) if name.value in self.named else []

    def _holds(self, conditions: list[Any], row: Row, graph: str | None) -> bool:
        return all(self.value(condition, row, graph) == TRUE for condition in conditions)

    # --- expressions (17): a term, or nothing where there is an error

    def value(self, expression: Any, row: Row, graph: str | None) -> Any:
        match expression:
            case ("filter", sign, one, other):
                left, right = (self.value(part, row, graph) for part in (one, other))
                return None if left is None or right is None else Literal((left == right) == (sign == "="))
            case ("exists", wanted, inner):
                return Literal(bool(self.group(replaced(inner, row), graph)) == wanted)
            case ("if", inner):
                return self.value(inner, row, graph)
            case ("bound", name):
                return Literal(not is_variable(name) or name in row)
            case ("in", wanted, one, terms):
                left = self.value(one, row, graph)
                return None if left is None else Literal((left in terms) == wanted)
            case ("first", *parts):
                return next((found for part in parts if (found := self.value(part, row, graph)) is not None), None)
            case ("&&" | "||" as sign, one, other):
                both = [self.value(part, row, graph) for part in (one, other)]
                decisive = Literal(sign == "||")
                return decisive if decisive in both else None if None in both else Literal(sign == "&&")
        return row.get(expression) if is_variable(expression) else expression


def fits(one: Row, other: Row) -> bool:
    return all(other[name] == value for name, value in one.items() if name in other)


def join(left: list[Row], right: list[Row]) -> list[Row]:
    return [{**one, **other} for one in left for other in right if fits(one, other)]


def given(pairs: Iterable[tuple[str, Any]]) -> Row:
    return {name: term for name, term in pairs if term is not None}


def selected(rows: list[Row], names: list[str] | None, distinct: bool, limit: int | None) -> list[Row]:
    """Give the solutions of a subquery (18.2.4, 18.2.5); a limit counts in the order of its variables."""
    rows = [visible(row) if names is None else given((name, row.get(name)) for name in names) for row in rows]
    if distinct:
        rows = list({frozenset(row.items()): row for row in rows}.values())
    if limit is None or names is None:
        return rows
    return sorted(rows, key=lambda row: [_order(row.get(name)) for name in names])[:limit]


def visible(row: Row) -> Row:
    """Leave out what stands for a blank node, which is no part of a solution (18.3.1)."""
    return {name: term for name, term in row.items() if not is_blank(name)}


def _order(term: Any) -> tuple[int, Any]:
    """Tell where a term stands among others, where the standard says so (15.1)."""
    if term is None or isinstance(term, BlankNode):
        return int(term is not None), 0
    if isinstance(term, NamedNode):
        return 2, term.value
    if not term.value.isdigit():
        raise UnorderedError
    return 3, int(term.value)


def total(what: tuple[Any, ...], rows: list[Row]) -> Any:
    """Count the solutions of a group, all of them or different ones, or add what they say (18.5.1)."""
    kind, name = what
    if name == "*":
        return Literal(len({frozenset(visible(row).items()) for row in rows}) if kind == "distinct" else len(rows))
    found = [row[name] for row in rows if name in row]
    if kind == "sum":
        whole = all(isinstance(one, Literal) and one.value.isdigit() for one in found) and len(found) == len(rows)
        return Literal(sum(int(one.value) for one in found)) if whole else None
    return Literal(len(set(found)) if kind == "distinct" else len(found))


def replaced(part: Any, row: Row) -> Any:
    """Put values in the place of variables, wherever they are (18.6, substitute).

    A variable that a subquery does not show is another one, whatever its name (18.2.1).
    """
    if isinstance(part, tuple) and part and part[0] in ("select", "total", "count"):
        row = {name: term for name, term in row.items() if name in shown(part)}
        return *part[:-1], replaced(part[-1], row)
    if isinstance(part, list | tuple):
        return type(part)(replaced(one, row) for one in part)
    return row.get(part, part) if is_variable(part) and not is_blank(part) else part
