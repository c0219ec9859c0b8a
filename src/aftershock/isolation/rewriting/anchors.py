"""What binds a variable, and what a group must be made of to be asked of all graphs at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.isolation.rewriting.tree import (
    Bind,
    Filter,
    Graph,
    Query,
    Sub,
    Triples,
    Values,
    elements,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aftershock.isolation.rewriting.tree import Element, Group

__all__ = ["bound", "known_after", "safe_in_any_graph", "silent_on_nothing"]


def bound(query: Query) -> frozenset[str]:
    """Give the variables that something in a query binds other than a closure, or a pattern that matches everything.

    Parameters
    ----------
    query
        A query or a subquery.
    """
    found: set[str] = set()
    for element in _all(query):
        match element:
            case Triples():
                for pattern in element.patterns:
                    fixed = pattern.subject.fixed or pattern.object.fixed
                    if pattern.path.closes or not (fixed or not pattern.path.text.startswith("?")):
                        continue
                    found |= {end.text for end in (pattern.subject, pattern.object) if not end.fixed}
            case Values():
                found |= element.variables
            case Bind():
                found.add(element.variable)
            case Filter() if element.equals is not None:
                found.add(element.equals[0])
    return frozenset(found)


def _all(query: Query) -> Iterator[Element]:
    if query.values is not None:
        yield query.values
    for exists in query.exists:
        yield from elements(exists.group)
    if query.group is not None:
        yield from elements(query.group)


def safe_in_any_graph(group: Group) -> bool:
    """Whether the engine answers ``GRAPH ?g`` around a group as if each graph were asked by itself.

    It names the graph in each pattern. So each solution must come from a pattern, and nothing may look at a whole
    graph at once: no subquery, no MINUS, no path of no steps.

    Parameters
    ----------
    group
        What stands in the braces.
    """
    if not group.elements and group.query is None:
        return True
    return _quiet(group) and _anchored(group)


def _anchored(group: Group) -> bool:
    """Whether each solution comes from a pattern, before anything is joined to it from the left."""
    for element in group.elements:
        match element:
            case Triples():
                return True
            case Sub(kind="group" | "union"):
                return all(_anchored(one) for one in element.groups)
            case Sub():
                return False
    return False


def known_after(group: Group, names: Callable[[Element], bool], *, given: bool = False) -> bool:
    """Whether it makes no difference in a group if a variable has its value before, or is joined to it afterwards.

    The variable of GRAPH has none inside (SPARQL 1.1, section 18.6); the engine gives it one.

    Parameters
    ----------
    group
        What stands in the braces.
    names
        Whether an element names the variable.
    given
        Whether the group is joined from the left to something that gives the variable a value.
    """
    sure, here = given, given or any(isinstance(one, Triples) and names(one) for one in group.elements)
    for element in filter(names, group.elements):
        match element:
            case Triples() | Values():
                sure = True
            case Graph() | Sub(kind="group" | "union"):
                inner = [element.group] if isinstance(element, Graph) else element.groups
                if not all(known_after(one, names) for one in inner):
                    return False
            case Sub(kind="optional") if sure:
                if not all(known_after(one, names, given=True) for one in element.groups):
                    return False
            case _:
                if not (here if isinstance(element, Filter) else sure and isinstance(element, Bind)):
                    return False
    return True


def silent_on_nothing(group: Group) -> bool:
    """Whether a group surely has no solution in a graph that is not there.

    Parameters
    ----------
    group
        What stands in the braces.
    """
    for element in group.elements:
        match element:
            case Triples() if not all(one.path.nullable for one in element.patterns):
                return True
            case Sub(kind="group" | "union") if all(silent_on_nothing(one) for one in element.groups):
                return True
    return False


def _quiet(group: Group) -> bool:
    """Whether nothing in a group looks at a whole graph."""
    return group.query is None and all(_looks_at_patterns(element) for element in group.elements)


def _looks_at_patterns(element: Element) -> bool:
    match element:
        case Triples():
            paths = [part for pattern in element.patterns for part in (pattern.path, *pattern.path.parts)]
            return element.plain and not any(path.nullable for path in paths)
        case Sub(kind="optional"):
            return all(_quiet(one) and _anchored(one) for one in element.groups)
        case Sub(kind="group" | "union"):
            return all(_quiet(one) for one in element.groups)
        case Filter() | Bind():
            return all(_quiet(one.group) for one in element.exists)
        case Graph() | Values():
            return True
    return False
