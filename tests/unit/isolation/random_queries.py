"""Makes queries for the algebra and for the engine: the same group as elements and as text."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode
from tests.unit.isolation.algebra import X, is_blank, is_variable

if TYPE_CHECKING:
    from random import Random

TERMS = [*(NamedNode(X + name) for name in ("d", "e", "f", "s0", "s1", "nowhere", "g2")), Literal(7)]
NODES = TERMS[:-1]
VARIABLES = ["?x", "?y", "?z", "?w"]
SIGNS = {"star": "*", "plus": "+", "optional": "?"}
ANYWHERE = ["pattern"] * 2 + ["optional", "union", "filter", "if", "exists", "exists", "graph", "bind", "select"]
OUTSIDE = [*ANYWHERE, "minus", "values", "table", "count", "total"]


class Maker:
    """Makes groups of some depth."""

    def __init__(self, random: Random) -> None:
        self.random, self.made = random, itertools.count()

    def path(self, deep: int = 2) -> tuple[Any, ...]:
        kinds = ["step"] * 6 + ["inverse", "sequence", "alternative", "star", "plus", "optional", "not", "not"]
        kind = self.random.choice(kinds) if deep else "step"
        names = [self.random.choice("ppqv") for _ in range(2)]
        if kind == "step":
            return kind, names[0]
        if kind == "not":
            return self.random.choice([(kind, names, []), (kind, [], names), (kind, names[:1], names[1:])])
        if kind in ("sequence", "alternative"):
            return kind, self.path(deep - 1), self.path(deep - 1)
        return kind, self.path(deep - 1)

    def pattern(self) -> tuple[Any, ...]:
        choice = self.random.choice
        path = self.path() if self.random.random() < 0.9 else ("any", choice([*VARIABLES, "?p", "?p"]))
        return "pattern", choice(VARIABLES + NODES), path, choice(VARIABLES * 2 + TERMS)

    def around_blank(self) -> list[Any]:
        """Make patterns of a blank node, or of the same one."""
        name, choice = f"?_b{next(self.made)}", self.random.choice
        first = "pattern", choice(VARIABLES + NODES), self.path(1), name
        second = "pattern", name, self.path(1), choice(VARIABLES + TERMS)
        return choice([[first], [second], [first, second]])

    def some(self) -> list[str]:
        return self.random.sample(VARIABLES, self.random.randint(1, 2))

    def fresh(self) -> str:
        return f"?made{next(self.made)}"

    def group(self, deep: int = 2, *, in_exists: bool = False) -> list[Any]:
        choice = self.random.choice
        elements = [self.pattern()] if self.random.random() < 0.85 else []
        for _ in range(self.random.randint(0, 3)):
            # of values and differences in EXISTS the standard does not say what is replaced
            kind = choice(ANYWHERE if in_exists else OUTSIDE) if deep else choice(["pattern", "filter"])
            match kind:
                case "select" if in_exists and self.random.random() < 0.5:
                    elements += self.apart()
                case "pattern":
                    elements += [self.pattern()] if self.random.random() < 0.8 else self.around_blank()
                case "filter":
                    elements.append((kind, choice(["=", "!="]), choice(VARIABLES), choice(VARIABLES + NODES)))
                case "if":
                    elements.append((kind, self.condition(deep, in_exists=in_exists)))
                case "values":
                    elements.append((kind, choice(VARIABLES), [choice(TERMS), choice(TERMS)]))
                case "table":
                    lines = [[choice([None, *TERMS]) for _ in range(2)] for _ in range(2)]
                    elements.append((kind, self.random.sample(VARIABLES, 2), lines))
                case "bind":
                    elements.append((kind, self.expression(deep, in_exists=in_exists), self.fresh()))
                case _:
                    inner = [self.group(deep - 1, in_exists=in_exists or kind == "exists") for _ in range(2)]
                    elements.append(self.around(kind, *inner, in_exists=in_exists))
        return elements

    def apart(self) -> list[Any]:
        """Make something in EXISTS of variables that are named nowhere else: the standard says what it does."""
        number, choice = next(self.made), self.random.choice
        names = [f"?i{number}", f"?j{number}"]
        own = "pattern", choice([*names, *NODES]), self.path(1), choice([*names * 2, *TERMS])
        beside = "pattern", choice(names + VARIABLES), self.path(1), choice(names * 2 + VARIABLES)
        lines = [[choice([None, *TERMS]) for _ in names] for _ in range(2)]
        what = "distinct", choice(["*", *names])
        kinds = ("minus", [own]), ("table", names, lines), ("count", names[0], self.fresh(), [own])
        return [beside, choice([*kinds, ("total", what, self.fresh(), [own])])]

    def expression(self, deep: int, *, in_exists: bool) -> Any:
        choice = self.random.choice
        kind = choice(["term", "variable", "first", "condition"])
        match kind:
            case "term":
                return choice(TERMS)
            case "variable":
                return choice(VARIABLES)
            case "first":
                return kind, choice(VARIABLES), choice(VARIABLES + TERMS)
        return self.condition(deep, in_exists=in_exists)

    def condition(self, deep: int, *, in_exists: bool) -> tuple[Any, ...]:
        choice = self.random.choice
        kind = choice(["bound", "bound", "in", "filter", "&&", "||", "exists"] if deep else ["bound", "filter"])
        match kind:
            case "bound":
                return kind, choice(VARIABLES)
            case "in":
                return kind, choice([True, False]), choice(VARIABLES), [choice(TERMS) for _ in range(choice([0, 1, 2]))]
            case "filter":
                return kind, choice(["=", "!="]), choice(VARIABLES), choice(VARIABLES + NODES)
            case "exists":
                return kind, choice([True, False]), self.group(deep - 1, in_exists=True)
        return kind, *(self.condition(deep - 1, in_exists=in_exists) for _ in range(2))

    def around(self, kind: str, inner: list[Any], other: list[Any], *, in_exists: bool) -> tuple[Any, ...]:
        choice = self.random.choice
        match kind:
            case "union":
                return kind, inner, other
            case "exists":
                return kind, choice([True, False]), inner
            case "graph":
                return kind, choice(["?g", "?g", "?x", "?y", *(NamedNode(f"{X}g{n}") for n in range(1, 5))]), inner
            case "count":
                return kind, choice(VARIABLES), self.fresh(), inner
            case "total":
                what = choice(
                    [*itertools.product(["all", "distinct"], ["*", *VARIABLES]), ("sum", "?z"), ("sum", "?x")]
                )
                return kind, what, self.fresh(), inner
            case "select":
                limit = None if in_exists else choice([None, None, 0, 1, 2])
                return kind, choice([None, self.some(), self.some()]), choice([True, False]), limit, inner
        return kind, inner


def path_text(path: tuple[Any, ...]) -> str:
    match path:
        case ("any", name):
            return str(name)
        case ("step", name):
            return f":{name}"
        case ("not", ahead, back):
            return f"!({'|'.join([*(f':{name}' for name in ahead), *(f'^:{name}' for name in back)])})"
        case ("inverse", inner):
            return f"^({path_text(inner)})"
        case ("sequence" | "alternative", one, other):
            return f"({path_text(one)}{'/' if path[0] == 'sequence' else '|'}{path_text(other)})"
    return f"({path_text(path[1])}){SIGNS[path[0]]}"


def term_text(term: Any) -> str:
    if term is None:
        return "UNDEF"
    if is_variable(term):
        return f"_:{term[2:]}" if is_blank(term) else str(term)
    return f":{term.value[len(X) :]}" if isinstance(term, NamedNode) else str(term.value)


def text_of(elements: list[Any]) -> str:
    return "{ " + " ".join(map(element_text, elements)) + " }"


def expression_text(expression: Any) -> str:
    match expression:
        case ("filter", sign, one, other):
            return f"{term_text(one)} {sign} {term_text(other)}"
        case ("exists", wanted, inner):
            return f"{'' if wanted else 'NOT '}EXISTS {text_of(inner)}"
        case ("bound", name):
            return f"BOUND({name})"
        case ("in", wanted, one, terms):
            return f"{term_text(one)} {'' if wanted else 'NOT '}IN ({', '.join(map(term_text, terms))})"
        case ("first", *parts):
            return f"COALESCE({', '.join(map(term_text, parts))})"
        case ("&&" | "||" as sign, one, other):
            return f"({expression_text(one)}) {sign} ({expression_text(other)})"
    return term_text(expression)


def element_text(element: tuple[Any, ...]) -> str:
    match element:
        case ("pattern", start, path, end):
            return f"{term_text(start)} {path_text(path)} {term_text(end)} ."
        case ("optional" | "minus", inner):
            return f"{element[0].upper()} {text_of(inner)}"
        case ("union", one, other):
            return f"{text_of(one)} UNION {text_of(other)}"
        case ("filter", *_) | ("if", _):
            return f"FILTER({expression_text(element if element[0] == 'filter' else element[1])})"
        case ("exists", *_):
            return f"FILTER {expression_text(element)}"
        case ("values", name, terms):
            return f"VALUES {name} {{ {' '.join(map(term_text, terms))} }}"
        case ("table", names, lines):
            rows = " ".join(f"({' '.join(map(term_text, line))})" for line in lines)
            return f"VALUES ({' '.join(names)}) {{ {rows} }}"
        case ("bind", expression, name):
            return f"BIND({expression_text(expression)} AS {name})"
        case ("select" | "total" | "count", *_):
            return f"{{ {query_text(element)} }}"
    return f"GRAPH {term_text(element[1])} {text_of(element[2])}"


def query_text(query: tuple[Any, ...]) -> str:
    match query:
        case ("count", name, count, inner):
            return f"SELECT {name} (COUNT(*) AS {count}) {text_of(inner)} GROUP BY {name}"
        case ("total", (kind, name), made, inner):
            call = {"all": f"COUNT({name})", "distinct": f"COUNT(DISTINCT {name})", "sum": f"SUM({name})"}[kind]
            return f"SELECT ({call} AS {made}) {text_of(inner)}"
    _, names, distinct, limit, inner = query
    order = "" if limit is None or names is None else f" ORDER BY {' '.join(names)} LIMIT {limit}"
    return (
        f"SELECT {'DISTINCT ' if distinct else ''}{'*' if names is None else ' '.join(names)} {text_of(inner)}{order}"
    )
