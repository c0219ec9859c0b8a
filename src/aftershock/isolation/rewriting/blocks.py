"""Writes the patterns that stand together anew: paths that the engine would walk wrongly, or from the wrong end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aftershock.errors import ForbiddenQueryError, QueryError
from aftershock.isolation.rewriting.negated import Spread, is_negated, spread
from aftershock.isolation.rewriting.paths import (
    Rewritten,
    absent,
    alternatives,
    closure_of,
    count_alternatives,
    from_outside,
    lifted,
    met,
    unbound,
    without_blanks,
)
from aftershock.isolation.rewriting.tree import MADE_UP, Pattern, Term
from aftershock.isolation.tokens import place, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.isolation.rewriting.facts import Facts
    from aftershock.isolation.rewriting.tree import Element, Group, Triples

__all__ = ["Blocks", "Scope"]

_MOST_WAYS: Final = 100
"""The most alternatives of a path that are written out, those of a sequence multiplied."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a group stands.

    Parameters
    ----------
    graph
        The active graph as it is written; empty for the default graph, ``None`` for one that a variable names.
    bound
        Variables that something other than a closure binds.
    about
        Variables that something gives a value, so far as EXISTS does not stand between.
    outer
        Where it stands in EXISTS, and so is asked once for each solution of what is around that: variables that may
        have a value there.
    given
        Those of them that VALUES or BIND gives a value inside.
    left
        Variables that the conditions of an OPTIONAL see besides those inside: those of what it is joined to.
    counts
        Whether it matters how often there is a solution: not in EXISTS, but in a subquery there.
    made
        Variables that were made up in the query around it.
    """

    graph: str | None
    bound: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    outer: frozenset[str] | None = None
    given: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    counts: bool = True
    made: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class Blocks:
    """Writes blocks of patterns.

    Parameters
    ----------
    text
        The query.
    facts
        What is known of the data.
    mentions
        How often the query mentions each of its variables and blank nodes, outside of its head.
    fresh
        How many names were made up.
    """

    text: str
    facts: Facts
    mentions: Counter[str]
    fresh: int = 0

    def triples(self, block: Triples, group: Group, scope: Scope) -> str:
        """Write a block of a group."""
        first: list[str] = []
        alone = len(group.elements) == 1
        given = self.patterns(block, scope)
        for pattern in given:
            if unbound(pattern, scope.bound, scope.graph, self.facts):
                raise self.forbidden(
                    f"{closure_of(pattern)} is walked from everything to everything: neither end is bound; bind one "
                    "with VALUES or a pattern, or take /ranking, which says of every component how much falls with it",
                    block.start,
                )
        simple = [self.simple(one, given, scope) for one in given]
        patterns = [one for each in simple for one in each.patterns]
        conditions = [one for each in simple for one in each.conditions]
        now, done = list(patterns), set[int]()  # as far as blank nodes have turned out to be terms
        for at, pattern in enumerate(patterns):
            beside = [one for one in range(len(now)) if one != at and one not in done]
            rest = [now[one] for one in beside]
            ways = alternatives(pattern.path) if scope.counts else [pattern.path]
            if now[at] != pattern:
                found = met(pattern, now[at], rest, self.facts)
            elif len(ways) > 1:
                each = [self.simple(Pattern(pattern.subject, way, pattern.object), (), scope) for way in ways]
                text = " UNION ".join(f"{{ {self.way(one, rest, scope)} }}" for one in each)
                found = Rewritten(text, tuple(rest))
            else:
                found = self.pattern(pattern, rest, scope, alone=alone)
            if found is not None:
                now = [dict(zip(beside, found.others, strict=True)).get(one, now[one]) for one in range(len(now))]
                done.add(at)
                first.append(found.text)
        others = [one for at, one in enumerate(now) if at not in done]
        if not first and not conditions:
            return self.text[block.start : block.end]
        if not block.plain:
            line, column = place(self.text, block.start)
            raise QueryError(
                "a path that has to be rewritten stands beside triple terms; set it apart in { }", line, column
            )
        return " ".join([*first, *(one.text for one in others), *conditions])

    def simple(self, pattern: Pattern, beside: Sequence[Pattern], scope: Scope) -> Spread:
        """Write a negated set out that the engine might find between ends that it knows, and so once only."""
        path = pattern.path
        if not scope.counts or not is_negated(path) or count_alternatives(path) > 1:
            return Spread((pattern,))
        while path.kind == "inverse":
            path = path.parts[0]
        if path.kind == "negated" and any(self.nowhere_else(end, beside) for end in (pattern.subject, pattern.object)):
            return Spread((pattern,))
        return spread(pattern, lambda: self.name(scope))

    def nowhere_else(self, end: Term, beside: Sequence[Pattern]) -> bool:
        """Whether nothing else than one pattern could give an end a value."""
        uses = sum((one.subject.text == end.text) + (one.object.text == end.text) for one in beside)
        return not end.fixed and end.kind != "triple" and uses == 1 and self.mentions[end.text] <= 1

    def name(self, scope: Scope) -> Term:
        """Make up a variable."""
        self.fresh += 1
        scope.made.append(Term("variable", f"?aftershock{self.fresh}"))
        return scope.made[-1]

    def way(self, one: Spread, rest: list[Pattern], scope: Scope) -> str:
        """Write one of the alternatives of a path."""
        found = [(step, self.pattern(step, rest, scope, alone=False)) for step in one.patterns]
        return " ".join([*(step.text if new is None else new.text for step, new in found), *one.conditions])

    def pattern(self, pattern: Pattern, rest: list[Pattern], scope: Scope, *, alone: bool) -> Rewritten | None:
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

    def patterns(self, block: Triples, scope: Scope) -> list[Pattern]:
        """Give the patterns of a block; no blank node is an end of a path that may have to be written out twice."""
        twice = [one for one in block.patterns if scope.counts and count_alternatives(one.path) > 1]
        doubtful = [*twice, *(one for one in block.patterns if one.path.nullable and self.is_doubtful(one, scope))]
        if not doubtful:
            return block.patterns
        patterns = without_blanks(block.patterns, self.named_here(block, scope))
        blanks = (end for one in patterns for end in (one.subject, one.object))
        scope.made.extend(one for one in blanks if one.text.startswith("?" + MADE_UP.removeprefix("_:")))
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
            if one.path.nullable and not scope.given.isdisjoint(ends):
                raise self.unanswered(
                    f"{closure_of(given)} in EXISTS may be a path of no steps, from what VALUES or BIND gives inside "
                    "and something outside, too; name one of them otherwise",
                    block,
                )
        return patterns

    def named_here(self, block: Triples, scope: Scope) -> dict[str, Term]:
        """Give a variable for each label of a blank node that nothing outside of a block names."""
        inside = Counter(one.text for one in tokens(self.text[block.start : block.end]) if one.kind == "name")
        return {
            label: self.name(scope)
            for label, times in inside.items()
            if label.startswith("_:") and times == self.mentions[label]
        }

    def is_doubtful(self, pattern: Pattern, scope: Scope) -> bool:
        """Whether it depends on what the query or the data turns out to say if there is a walk of no steps."""
        ends = (pattern.subject, pattern.object)
        if scope.outer is not None and not scope.outer.isdisjoint(end.text for end in ends):
            return True
        return not self.facts.certain and any(end.fixed for end in ends)

    def unanswered(self, message: str, element: Element) -> QueryError:
        """Make the error for what has no right answer, with its place."""
        return QueryError(message, *place(self.text, element.start))

    def forbidden(self, message: str, offset: int) -> ForbiddenQueryError:
        """Make the error for what is not allowed, with its place."""
        return ForbiddenQueryError(message, *place(self.text, offset))
