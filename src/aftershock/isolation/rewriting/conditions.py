"""The WHERE of an update: written so that it is right whatever the data says then, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Store

from aftershock.errors import QueryError
from aftershock.isolation.rewriting.calls import with_right_calls
from aftershock.isolation.rewriting.facts import Facts
from aftershock.isolation.rewriting.ordering import with_keys
from aftershock.isolation.rewriting.parser import parse
from aftershock.isolation.rewriting.rules import rewrite

if TYPE_CHECKING:
    from aftershock.isolation.rewriting.tree import Pattern, Term

__all__ = ["written_where"]


def written_where(prologue: str, where: str) -> str:
    """Write a WHERE so that the engine answers it rightly; refuse one whose answer would be wrong, or endless.

    Parameters
    ----------
    prologue
        Its prefixes and bases.
    where
        The group with its brackets.

    Returns
    -------
    str
        The same, mostly as it was.

    Raises
    ------
    ForbiddenQueryError
        If it reaches out, or walks along dependencies from everywhere to everywhere.
    QueryError
        If the engine would answer wrongly. Line and column are those in the group.

    Examples
    --------
    >>> written_where("PREFIX x: <http://x/>", "{ GRAPH ?g { ?s x:p ?o } }")
    '{ GRAPH ?g { ?s x:p ?o } }'
    """
    before = f"{prologue} SELECT * "
    text = before + where
    try:
        written = rewrite(text, parse(text), _Nothing(Store(), prologue, [DefaultGraph()], None))
        return with_keys(with_right_calls(written))[len(before) :]
    except QueryError as error:
        if error.line == 1 and error.column is not None:
            raise type(error)(error.message, 1, error.column - len(before)) from error
        raise


@dataclass(slots=True)
class _Nothing(Facts):
    """Nothing is known of the data: so no graph is written out, and nothing walked from another end."""

    @property
    def certain(self) -> bool:
        return False

    def named(self) -> list[str] | None:
        return None

    def knows(self, _term: Term, _graph: str) -> bool:
        return True

    def few(self, _pattern: Pattern, _graph: str, _cap: int) -> bool:
        return True
