"""The algebra of SPARQL 1.1 (section 18) taken literally, over a few statements: slow, and an oracle for the engine.

A group is a list of elements, a path a tuple; variables are texts with a question mark, other terms are those of the
engine. Only what `random_queries` makes is known.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Store

    Row = dict[str, Any]
    Pair = tuple[Any, Any]

X = "http://x/"


def is_variable(term: Any) -> bool:
    return isinstance(term, str)


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
                case ("pattern", start, path, end):
                    found = self.pairs(start, path, end, graph)
                    ends = [
                        {name: node for name, node in zip((start, end), pair, strict=True) if is_variable(name)}
                        for pair in found
                    ]
                    rows = join(rows, ends)
                case ("optional", inner):
                    conditions = [one for one in inner if one[0] in ("filter", "exists")]
                    right = self.group([one for one in inner if one not in conditions], graph)
                    rows = [joined for row in rows for joined in self._extended(row, right, conditions, graph)]
                case ("minus", inner):
                    right = self.group(inner, graph)
                    rows = [row for row in rows if not any(row.keys() & one.keys() and fits(row, one) for one in right)]
                case ("union", one, other):
                    rows = join(rows, [*self.group(one, graph), *self.group(other, graph)])
                case ("values", name, terms):
                    rows = join(rows, [{name: term} for term in terms])
                case ("bind", term, name):
                    rows = [{**row, name: term} for row in rows]
                case ("count", name, count, inner):
                    counted = Counter(row.get(name) for row in self.group(inner, graph))
                    rows = join(
                        rows,
                        [{count: Literal(n), **({} if key is None else {name: key})} for key, n in counted.items()],
                    )
                case ("graph", name, inner):
                    rows = join(rows, self._in_graph(name, inner))
        conditions = [one for one in elements if one[0] in ("filter", "exists")]
        return [row for row in rows if self._holds(conditions, row, graph)]

    def _extended(self, row: Row, right: list[Row], conditions: list[Any], graph: str | None) -> list[Row]:
        both = [one for one in join([row], right) if self._holds(conditions, one, graph)]
        return both or [row]

    def _in_graph(self, name: Any, inner: list[Any]) -> list[Row]:
        if is_variable(name):
            return [row for one in self.named for row in join(self.group(inner, one), [{name: NamedNode(one)}])]
        return self.group(inner, name.value) if name.value in self.named else []

    def _holds(self, conditions: list[Any], row: Row, graph: str | None) -> bool:
        for condition in conditions:
            match condition:
                case ("filter", sign, one, other):
                    left, right = replaced(one, row), replaced(other, row)
                    if is_variable(left) or is_variable(right) or (left == right) != (sign == "="):
                        return False
                case ("exists", wanted, inner):
                    if bool(self.group(replaced(inner, row), graph)) != wanted:
                        return False
        return True


def fits(one: Row, other: Row) -> bool:
    return all(other[name] == value for name, value in one.items() if name in other)


def join(left: list[Row], right: list[Row]) -> list[Row]:
    return [{**one, **other} for one in left for other in right if fits(one, other)]


def replaced(part: Any, row: Row) -> Any:
    """Put values in the place of variables, wherever they are (18.6, substitute)."""
    if isinstance(part, list | tuple):
        return type(part)(replaced(one, row) for one in part)
    return row.get(part, part) if is_variable(part) else part
