"""Which variables have a value where: what conditions see, and what a group binds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aftershock.isolation.rewriting.blocks import Blocks, Scope
from aftershock.isolation.rewriting.shown import variables_in
from aftershock.isolation.rewriting.tree import Bind, Element, Exists, Filter, Graph, Group, Sub, Triples, Values

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Scopes"]


@dataclass(slots=True)
class Scopes(Blocks):
    """Tells what is known where.

    Parameters
    ----------
    conditions
        Each EXISTS of the query, in the order of the text.
    known_of
        What groups may bind, by where they begin, as far as it was asked for.
    """

    conditions: list[Exists] = field(default_factory=list)
    known_of: dict[int, frozenset[str]] = field(default_factory=dict)

    def joined(self, element: Sub, group: Group, scope: Scope) -> Scope:
        """Say what the conditions in a group see that is part of another."""
        if element.kind == "lateral":
            return replace(scope, left=variables_in(self.text))
        before = (one for one in group.elements if one.start < element.start)
        left = self.variables(before) if element.kind == "optional" else frozenset[str]()
        return replace(scope, left=left)

    def seen(self, element: Filter | Bind, group: Group, scope: Scope) -> frozenset[str]:
        """Give the variables that a condition, or BIND, may know a value of (sections 18.2.2.5 to 18.2.2.7)."""
        if not element.exists:
            return frozenset()
        known = scope.outer or frozenset()
        if isinstance(element, Bind):
            return known | self.variables(one for one in group.elements if one.start < element.start)
        return known | scope.left | self.variables(group.elements)

    def variables(self, elements: Iterable[Element]) -> frozenset[str]:
        """Give the variables that elements may give a value (section 18.2.1)."""
        found: set[str] = set()
        for element in elements:
            match element:
                case Triples():
                    found |= variables_in(self.text[element.start : element.end])
                case Values():
                    found |= element.variables
                case Bind():
                    found.add(element.variable)
                case Sub() if element.kind != "minus":
                    found |= {name for one in element.groups for name in self.variables_of(one)}
                case Graph():
                    found |= self.variables_of(element.group) | {element.name.text}
        return frozenset(found)

    def variables_of(self, group: Group) -> frozenset[str]:
        """Give the variables that a group may give a value."""
        if group.start not in self.known_of:
            self.known_of[group.start] = self._variables_of(group)
        return self.known_of[group.start]

    def _variables_of(self, group: Group) -> frozenset[str]:
        if group.query is None:
            return self.variables(group.elements)
        text = self.text[group.query.start : group.query.end]
        shown = self.facts.shown(text)
        return variables_in(text) if shown is None else frozenset(shown)

    def surely(self, elements: Iterable[Element]) -> frozenset[str]:
        """Give variables that have a value in each solution of elements."""
        found: set[str] = set()
        for element in elements:
            match element:
                case Triples():
                    found |= variables_in(self.text[element.start : element.end])
                case Sub(kind="group" | "union"):
                    found |= frozenset.intersection(*(self.surely(one.elements) for one in element.groups))
                case Graph():
                    found |= self.surely(element.group.elements)
        return frozenset(found)

    def outside_conditions(self, start: int, end: int) -> frozenset[str]:
        """Give the variables in a stretch of the text but those in EXISTS: nothing in there gives them a value."""
        pieces, last = [], start
        for one in self.conditions:
            if max(start + 1, last) <= one.start < end:
                pieces.append(self.text[last : one.start])
                last = one.end
        return variables_in(" ".join([*pieces, self.text[last:end]]))
