"""The WHERE of an update, of which nothing can be written anew: what the engine would answer wrongly is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Store

from aftershock.isolation.rewriting.facts import Facts
from aftershock.isolation.rewriting.parser import parse
from aftershock.isolation.rewriting.rules import rewrite

if TYPE_CHECKING:
    from aftershock.isolation.rewriting.tree import Pattern, Term

__all__ = ["check_where"]


def check_where(prologue: str, where: str) -> None:
    """Refuse a WHERE whose answer would be wrong, or endless.

    Parameters
    ----------
    prologue
        Its prefixes and bases.
    where
        The group with its brackets.

    Raises
    ------
    ForbiddenQueryError
        If it reaches out, or walks along dependencies from everywhere to everywhere.
    QueryError
        If the engine would answer wrongly.

    Examples
    --------
    >>> check_where("PREFIX x: <http://x/>", "{ GRAPH ?g { ?s x:p ?o } }")
    """
    text = f"{prologue} SELECT * {where}"
    rewrite(text, parse(text), _Nothing(Store(), prologue, [DefaultGraph()], None))


@dataclass(slots=True)
class _Nothing(Facts):
    """Nothing is known of the data: so nothing is written out, or walked from another end."""

    def named(self) -> list[str] | None:
        return None

    def knows(self, _term: Term, _graph: str) -> bool:
        return True

    def few(self, _pattern: Pattern, _graph: str, _cap: int) -> bool:
        return True
