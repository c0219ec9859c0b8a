"""Makes queries for the algebra and for the engine: the same group as elements and as text."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode
from tests.unit.isolation.algebra import X, is_variable

if TYPE_CHECKING:
    from random import Random

TERMS = [*(NamedNode(X + name) for name in ("d", "e", "f", "s0", "s1", "nowhere")), Literal(7)]
NODES = TERMS[:-1]
VARIABLES = ["?x", "?y", "?z", "?w"]
SIGNS = {"star": "*", "plus": "+", "optional": "?"}


class Maker:
    """Makes groups of some depth."""

    def __init__(self, random: Random) -> None:
        self.random, self.made = random, itertools.count()

    def path(self, deep: int = 2) -> tuple[Any, ...]:
        kinds = ["step"] * 6 + ["inverse", "sequence", "alternative", "star", "plus", "optional", "not"]
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
        return "pattern", choice(VARIABLES + NODES), self.path(), choice(VARIABLES * 2 + TERMS)

    def group(self, deep: int = 2, *, in_exists: bool = False) -> list[Any]:
        choice = self.random.choice
        elements = [self.pattern()] if self.random.random() < 0.85 else []
        for _ in range(self.random.randint(0, 3)):
            kinds = ["pattern"] * 2 + ["optional", "union", "filter", "exists", "exists", "graph"]
            if not in_exists:  # of values and differences in EXISTS the standard does not say what is replaced
                kinds += ["minus", "values", "bind", "count"]
            kind = choice(kinds) if deep else choice(["pattern", "filter"])
            match kind:
                case "pattern":
                    elements.append(self.pattern())
                case "filter":
                    elements.append((kind, choice(["=", "!="]), choice(VARIABLES), choice(VARIABLES + NODES)))
                case "values":
                    elements.append((kind, choice(VARIABLES), [choice(TERMS), choice(TERMS)]))
                case "bind":
                    elements.append((kind, choice(TERMS), f"?made{next(self.made)}"))
                case _:
                    inner = [self.group(deep - 1, in_exists=in_exists or kind == "exists") for _ in range(2)]
                    elements.append(self.around(kind, *inner))
        return elements

    def around(self, kind: str, inner: list[Any], other: list[Any]) -> tuple[Any, ...]:
        choice = self.random.choice
        match kind:
            case "union":
                return kind, inner, other
            case "exists":
                return kind, choice([True, False]), inner
            case "graph":
                return kind, choice(["?g", "?g", "?x", *(NamedNode(f"{X}g{n}") for n in range(1, 5))]), inner
            case "count":
                return kind, choice(VARIABLES), f"?made{next(self.made)}", inner
        return kind, inner


def path_text(path: tuple[Any, ...]) -> str:
    match path:
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
    if is_variable(term):
        return str(term)
    return f":{term.value[len(X) :]}" if isinstance(term, NamedNode) else str(term.value)


def text_of(elements: list[Any]) -> str:
    return "{ " + " ".join(map(element_text, elements)) + " }"


def element_text(element: tuple[Any, ...]) -> str:
    match element:
        case ("pattern", start, path, end):
            return f"{term_text(start)} {path_text(path)} {term_text(end)} ."
        case ("optional" | "minus", inner):
            return f"{element[0].upper()} {text_of(inner)}"
        case ("union", one, other):
            return f"{text_of(one)} UNION {text_of(other)}"
        case ("filter", sign, one, other):
            return f"FILTER({term_text(one)} {sign} {term_text(other)})"
        case ("exists", wanted, inner):
            return f"FILTER {'' if wanted else 'NOT '}EXISTS {text_of(inner)}"
        case ("values", name, terms):
            return f"VALUES {name} {{ {' '.join(map(term_text, terms))} }}"
        case ("bind", term, name):
            return f"BIND({term_text(term)} AS {name})"
        case ("count", name, count, inner):
            return f"{{ SELECT {name} (COUNT(*) AS {count}) {text_of(inner)} GROUP BY {name} }}"
    return f"GRAPH {term_text(element[1])} {text_of(element[2])}"
