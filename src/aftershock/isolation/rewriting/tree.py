"""The parts of a query that decide what it means: groups, patterns and paths, each with its place in the text.

Expressions are not taken apart; only the groups inside them (EXISTS) are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "MADE_UP",
    "Bind",
    "Element",
    "Exists",
    "Filter",
    "Graph",
    "Group",
    "Path",
    "Pattern",
    "Query",
    "Service",
    "Sub",
    "Term",
    "Triples",
    "Values",
    "conditions",
    "elements",
]

PathKind = Literal["step", "negated", "inverse", "sequence", "alternative", "star", "plus", "optional"]
TermKind = Literal["iri", "literal", "variable", "blank", "triple"]

MADE_UP: Final = "_:aftershock"
"""How the labels of blank nodes begin that stand for brackets."""

_CLOSURES: Final = frozenset({"star", "plus"})


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a pattern.

    Parameters
    ----------
    kind
        ``"iri"`` (a prefixed name too), ``"literal"``, ``"variable"``, ``"blank"`` or ``"triple"``.
    text
        As it is written; a variable with ``?``.
    """

    kind: TermKind
    text: str

    @property
    def fixed(self) -> bool:
        """Whether it stands for one thing only."""
        return self.kind in ("iri", "literal")


@dataclass(frozen=True, slots=True)
class Path:
    """A predicate or a property path.

    Parameters
    ----------
    kind
        ``"step"`` is one predicate or a variable.
    text
        As it is written.
    parts
        What it is made of.
    """

    kind: PathKind
    text: str
    parts: tuple[Path, ...] = ()

    @property
    def nullable(self) -> bool:
        """Whether a walk of no steps is one of its walks."""
        match self.kind:
            case "star" | "optional":
                return True
            case "sequence":
                return all(part.nullable for part in self.parts)
            case "alternative" | "inverse" | "plus":
                return any(part.nullable for part in self.parts)
        return False

    @property
    def closes(self) -> bool:
        """Whether it holds a closure: a walk of any number of steps."""
        return self.kind in _CLOSURES or any(part.closes for part in self.parts)

    def steps(self) -> Iterator[Path]:
        """Give the predicates that closures walk along, and negated sets among them."""
        if self.kind in ("step", "negated"):
            yield self
        for part in self.parts:
            yield from part.steps()

    def closures(self) -> Iterator[Path]:
        """Give the closures in it, the outermost only."""
        if self.kind in _CLOSURES:
            yield self
            return
        for part in self.parts:
            yield from part.closures()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern or a path pattern."""

    subject: Term
    path: Path
    object: Term

    @property
    def text(self) -> str:
        """The pattern, written out."""
        return f"{self.subject.text} {self.path.text} {self.object.text} ."


@dataclass(slots=True)
class Element:
    """A part of a group, from `start` to `end` in the text."""

    start: int
    end: int


@dataclass(slots=True)
class Triples(Element):
    """Patterns that stand together.

    Parameters
    ----------
    patterns
        What it says; brackets and lists are written out with blank nodes of their own.
    plain
        Whether the patterns say all of it: no triple terms, no annotations.
    """

    patterns: list[Pattern] = field(default_factory=list)
    plain: bool = True


@dataclass(slots=True)
class Sub(Element):
    """A group in another: nested, OPTIONAL, MINUS, LATERAL, or one branch of UNION and the next.

    Parameters
    ----------
    kind
        How it is joined.
    groups
        One; several for UNION.
    """

    kind: Literal["group", "optional", "minus", "lateral", "union"] = "group"
    groups: list[Group] = field(default_factory=list)


@dataclass(slots=True)
class Graph(Element):
    """``GRAPH name { ... }``."""

    name: Term = field(default_factory=lambda: Term("variable", "?"))
    group: Group = field(default_factory=lambda: Group(0, 0))


@dataclass(slots=True)
class Service(Element):
    """``SERVICE``: only ever refused."""


@dataclass(slots=True)
class Exists(Element):
    """EXISTS or NOT EXISTS in an expression."""

    group: Group = field(default_factory=lambda: Group(0, 0))


@dataclass(slots=True)
class Filter(Element):
    """FILTER.

    Parameters
    ----------
    exists
        Groups in its expression.
    variables
        Variables in its expression, outside of those groups.
    equals
        The variable and the IRI of ``FILTER(?x = <iri>)``, which says what a variable is.
    """

    exists: list[Exists] = field(default_factory=list)
    variables: set[str] = field(default_factory=set)
    equals: tuple[str, Term] | None = None


@dataclass(slots=True)
class Bind(Element):
    """BIND of an expression to a variable."""

    variable: str = ""
    exists: list[Exists] = field(default_factory=list)


@dataclass(slots=True)
class Values(Element):
    """VALUES: its variables, and how many rows it lists."""

    variables: set[str] = field(default_factory=set)
    rows: int = 0


@dataclass(slots=True)
class Group(Element):
    """What stands in one pair of braces: elements, or a subquery."""

    elements: list[Element] = field(default_factory=list)
    query: Query | None = None


@dataclass(slots=True)
class Query(Element):
    """A query or a subquery.

    Parameters
    ----------
    form
        Its keyword in capitals.
    group
        Its WHERE; ``None`` for a DESCRIBE without one and the short form of CONSTRUCT.
    defaults, named
        What FROM and FROM NAMED name.
    exists
        Groups in its head and behind its WHERE.
    values
        Variables of VALUES behind it, with the number of rows.
    star
        Where it says that it selects everything; ``None`` where it does not.
    counts_different
        Whether it counts different solutions.
    """

    form: str = ""
    group: Group | None = None
    defaults: list[Term] = field(default_factory=list)
    named: list[Term] = field(default_factory=list)
    exists: list[Exists] = field(default_factory=list)
    values: Values | None = None
    star: Element | None = None
    counts_different: bool = False


def elements(group: Group) -> Iterator[Element]:
    """Give all elements of a group and of what stands in it, subqueries and EXISTS too, outer ones first."""
    if group.query is not None:
        yield group.query
        for exists in group.query.exists:
            yield from elements(exists.group)
        if group.query.values is not None:
            yield group.query.values
        if group.query.group is not None:
            yield from elements(group.query.group)
    for element in group.elements:
        yield element
        for inner in _inner(element):
            yield from elements(inner)


def conditions(query: Query) -> list[Exists]:
    """Give each EXISTS in a query, in the order of the text."""
    groups = [*([query.group] if query.group is not None else []), *(one.group for one in query.exists)]
    inside = (element for group in groups for element in elements(group))
    held = (one for element in inside if isinstance(element, Filter | Bind | Query) for one in element.exists)
    return sorted([*query.exists, *held], key=lambda one: one.start)


def _inner(element: Element) -> list[Group]:
    match element:
        case Sub():
            return element.groups
        case Graph():
            return [element.group]
        case Filter() | Bind():
            return [exists.group for exists in element.exists]
    return []
