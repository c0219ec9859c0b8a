"""How much a component counts, by its criticality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.errors import UnknownNameError, UsageError
from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aftershock.projection.stored import Projection

    Real = NDArray[np.float64]

__all__ = ["MOST", "WEIGHTS", "weighed", "weights"]

WEIGHTS: Final[Mapping[str, float]] = {"MissionCritical": 3.0, "Important": 2.0, "Ordinary": 1.0, "": 1.0}
"""How much a component of each criticality counts unless somebody says otherwise; ``""``: nobody gave it one."""

MOST: Final = 1e6
"""What a component may weigh, or a measure cost, at the most, so that every sum of them is a number."""


def weights(projection: Projection, given: Mapping[str, float]) -> dict[str, float]:
    """Give the weight of each criticality.

    Parameters
    ----------
    projection
        Whose documents may know criticalities of their own; these weigh 1 unless somebody says otherwise.
    given
        Those that are to be others, by local name in any case; ``"none"`` is for components that have none.

    Raises
    ------
    UnknownNameError
        If no criticality is called so.
    UsageError
        If a weight is negative, above `MOST` or no number.
    """
    found = {**WEIGHTS, **{local_name(one): WEIGHTS.get(local_name(one), 1.0) for one in projection.criticalities}}
    places = {(name or "none").casefold(): name for name in found}
    for name, weight in given.items():
        place = places.get(name.casefold().replace("-", "") or "none")
        if place is None:
            raise UnknownNameError("criticality", name, [one or "none" for one in found])
        if not 0 <= weight <= MOST:
            raise UsageError(f"the weight of {name} is {weight:g}; it must be 0 or more, and {MOST:,.0f} at the most")
        found[place] = float(weight)
    return found


def weighed(projection: Projection, table: Mapping[str, float]) -> Real:
    """Give the weight of each component of the graph; 0 for pseudo components.

    Parameters
    ----------
    projection
        Whose components.
    table
        As `weights` gives it.
    """
    of = np.asarray([*(table[local_name(one)] for one in projection.criticalities), table[""]])
    found = np.zeros(projection.graph.components)
    found[: len(projection.components)] = of[projection.criticality_of]  # -1 is the last: nobody gave one
    return found
