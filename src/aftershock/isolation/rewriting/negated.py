"""Negated property sets, written out as triple patterns: the engine gives a pair of bound ends once.

A negated set gives a pair of nodes as often as there are statements between them that it does not name (SPARQL 1.1,
section 18.4, EvalNPS). In a closure, or before ``?``, how often does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.isolation.rewriting.tree import Path, Pattern, Term
from aftershock.isolation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Spread", "is_negated", "named_by", "spread"]

_RDF_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@dataclass(frozen=True, slots=True)
class Spread:
    """What a path became.

    Parameters
    ----------
    patterns
        Patterns without negated sets outside of closures.
    conditions
        A FILTER for each of those sets.
    """

    patterns: tuple[Pattern, ...]
    conditions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it, written out."""
        return " ".join([*(one.text for one in self.patterns), *self.conditions])


def is_negated(path: Path) -> bool:
    """Whether a negated set is one of the steps of a path, outside of closures."""
    match path.kind:
        case "negated":
            return True
        case "inverse" | "sequence" | "alternative":
            return any(is_negated(part) for part in path.parts)
    return False


def named_by(path: Path) -> tuple[list[str], list[str]]:
    """Give what a negated set names, forwards and backwards: it is the one set and the other (section 18.2.2.4).

    Examples
    --------
    >>> named_by(Path("negated", "!(:p|^:q|a)"))
    ([':p', 'a'], ['^:q'])
    """
    signs: tuple[list[str], list[str]] = ([], [])
    before = ""
    for token in tokens(path.text):
        if token.kind != "mark":
            signs[before == "^"].append(f"{'^' * (before == '^')}{token.text}")
        before = token.text
    return signs


def spread(pattern: Pattern, fresh: Callable[[], Term]) -> Spread:
    """Write a path out step by step, as far as there are negated sets in it.

    Parameters
    ----------
    pattern
        A path pattern without alternatives outside of closures; its negated sets go one way each.
    fresh
        Makes up a variable.

    Examples
    --------
    >>> names = iter("abc")
    >>> path = Path("sequence", ":p/^!:q", (Path("step", ":p"), Path("inverse", "^!:q", (Path("negated", "!:q"),))))
    >>> pattern = Pattern(Term("variable", "?x"), path, Term("iri", ":y"))
    >>> spread(pattern, lambda: Term("variable", f"?{next(names)}")).text
    '?x :p ?a . :y ?b ?a . FILTER(?b NOT IN (:q))'
    """
    path = pattern.path
    if not is_negated(path):
        return Spread((pattern,))
    if path.kind == "inverse":
        return spread(Pattern(pattern.object, path.parts[0], pattern.subject), fresh)
    if path.kind == "sequence":
        ends = [pattern.subject, *(fresh() for _ in path.parts[1:]), pattern.object]
        steps = [spread(Pattern(ends[number], part, ends[number + 1]), fresh) for number, part in enumerate(path.parts)]
        return Spread(
            tuple(one for step in steps for one in step.patterns),
            tuple(one for step in steps for one in step.conditions),
        )
    ahead, back = named_by(path)
    predicate = fresh()
    names = [_RDF_TYPE if name == "a" else name for name in (*ahead, *(one[1:] for one in back))]
    ends = [pattern.object, pattern.subject] if back else [pattern.subject, pattern.object]
    step = Pattern(ends[0], Path("step", predicate.text), ends[1])
    return Spread((step,), (f"FILTER({predicate.text} NOT IN ({', '.join(names)}))",))
