"""Rows of a ranking in another order than the rank's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from aftershock.errors import UsageError
from aftershock.model.iri import local_name
from aftershock.projection.described import component_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aftershock.projection.stored import Projection

__all__ = ["SORTS", "Order", "Sort", "arranged", "owner_names", "sort_of"]

Sort = Literal["rank", "component", "owner", "affected", "possible", "unknown", "impact"]
"""By what rows of a ranking can be sorted."""

Order = Literal["asc", "desc"]

SORTS: Final[tuple[Sort, ...]] = get_args(Sort)

_UPWARDS: Final = ("rank", "component", "owner")


def sort_of(name: str, by: str) -> Sort:
    """Give the order that goes by a name.

    Parameters
    ----------
    name
        Of the column.
    by
        What is ranked by: only what is sampled has an impact.

    Raises
    ------
    UsageError
        If there is no such column.
    """
    there = [one for one in SORTS if one != "impact" or by == "impact"]
    for one in there:
        if one == name:
            return one
    raise UsageError(f"there is no column {name!r} to sort by; there is {', '.join(there)}")


def arranged(
    projection: Projection,
    pool: Iterable[int],
    sort: Sort,
    order: Order | None,
    number: Callable[[int], float | None],
) -> list[int]:
    """Sort components; equal ones stay as they are, and what has nothing to be sorted by comes last, either way.

    Parameters
    ----------
    projection
        Has their names, and those of their owners.
    pool
        The components, in the order of their rank.
    sort
        By what.
    order
        Which way; left out: upwards for ranks and names, downwards for numbers.
    number
        Gives what a component is sorted by where it is not its name, its rank or its owner's name.
    """
    found, downwards = list(pool), (order or ("asc" if sort in _UPWARDS else "desc")) == "desc"
    if sort == "rank":
        return found[::-1] if downwards else found
    if sort in ("component", "owner"):
        named = _component_name if sort == "component" else owner_names(projection)
        words = [(named(projection, one).casefold(), one) for one in found]
        filled = sorted((pair for pair in words if pair[0]), key=lambda pair: pair[0], reverse=downwards)
        return [one for _, one in filled] + [one for word, one in words if not word]
    numbers = [(number(one), one) for one in found]
    known = sorted(((value, one) for value, one in numbers if value is not None), key=_first, reverse=downwards)
    return [one for _, one in known] + [one for value, one in numbers if value is None]


def _component_name(projection: Projection, component: int) -> str:
    return component_label(projection, component)


def owner_names(projection: Projection) -> Callable[[Projection, int], str]:
    """Give what tells who is accountable for a component: a label, or the last part of an IRI; empty for nobody.

    Parameters
    ----------
    projection
        Whose owners.
    """
    owners = dict.fromkeys(projection.owners, "")
    for place, name in enumerate(projection.components):
        if name in owners:
            owners[name] = component_label(projection, place)
    called = [label or local_name(name) for name, label in owners.items()]

    def name_of(projection: Projection, component: int) -> str:
        place = int(projection.owner_of[component])
        return called[place] if place >= 0 else ""

    return name_of


def _first(pair: tuple[float, int]) -> float:
    return pair[0]
