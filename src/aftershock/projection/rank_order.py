"""Rows of a ranking in another order than the rank's, and which components are ranked at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from aftershock.errors import UnknownNameError, UsageError
from aftershock.model.iri import local_name
from aftershock.model.marks import Marks
from aftershock.projection.described import component_label
from aftershock.projection.names import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from aftershock.projection.stored import Projection

    Bits = NDArray[np.bool_]

__all__ = ["NOBODY", "SORTS", "Order", "Sort", "arranged", "chosen", "sort_of"]

Sort = Literal["rank", "component", "owner", "affected", "possible", "unknown", "impact"]
"""By what rows of a ranking can be sorted."""

Order = Literal["asc", "desc"]

SORTS: Final[tuple[Sort, ...]] = get_args(Sort)

NOBODY: Final = "nobody"
"""Stands for the owner of components for which nobody is named."""

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
        named = _component_name if sort == "component" else _owner_names(projection)
        words = [(named(projection, one).casefold(), one) for one in found]
        filled = sorted((pair for pair in words if pair[0]), key=lambda pair: pair[0], reverse=downwards)
        return [one for _, one in filled] + [one for word, one in words if not word]
    numbers = [(number(one), one) for one in found]
    known = sorted(((value, one) for value, one in numbers if value is not None), key=_first, reverse=downwards)
    return [one for _, one in known] + [one for value, one in numbers if value is None]


def chosen(
    projection: Projection,
    marks: Mapping[str, Marks],
    *,
    severity: str | None = None,
    criticality: str | None = None,
    owner: str | None = None,
) -> Bits | None:
    """Tell which components filters let through; ``None`` where there is no filter.

    Parameters
    ----------
    projection
        Whose components.
    marks
        Of those of which anything is known that `aftershock.model.marks.Marks` has, by IRI.
    severity, criticality
        As `Marks.fits` takes them.
    owner
        IRI of who is accountable, its last part, or ``"nobody"``.

    Raises
    ------
    UnknownNameError
        If nobody who goes by that name is accountable for anything; with the nearest.
    """
    if (severity, criticality, owner) == (None, None, None):
        return None
    found = np.full(len(projection.components), Marks().fits(severity, criticality), np.bool_)
    for place, name in enumerate(projection.components):
        if name in marks:
            found[place] = marks[name].fits(severity, criticality)
    if owner is not None:
        found &= np.isin(np.asarray(projection.owner_of), _owners(projection, owner))
    return found


def _owners(projection: Projection, owner: str) -> list[int]:
    if owner == NOBODY:
        return [-1]
    names = list(projection.owners)
    found = [place for place, name in enumerate(names) if owner in (name, local_name(name))]
    if not found:
        raise UnknownNameError("owner", owner, near(owner, map(local_name, names)), allowed="or write 'nobody'")
    return found


def _component_name(projection: Projection, component: int) -> str:
    return component_label(projection, component)


def _owner_names(projection: Projection) -> Callable[[Projection, int], str]:
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
