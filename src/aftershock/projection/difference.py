"""What a supposition changes, and how likely a row is: records made of what the cascade found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.reach import AFFECTED, POSSIBLE, UNKNOWN
from aftershock.model.radius import Difference, Fall, Likelihood, Moved
from aftershock.projection.described import component_class, component_label, component_owner

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aftershock.cascade.course import Course
    from aftershock.cascade.likelihood import Likelihoods
    from aftershock.cascade.reach import Reach
    from aftershock.model.radius import Evidence
    from aftershock.projection.stored import Projection

    Byte = NDArray[np.uint8]

__all__ = ["compared", "counted_otherwise", "difference", "fall"]

_LISTED: Final = 1000
_NAMES: Final[dict[int, Evidence]] = {AFFECTED: "affected", POSSIBLE: "possible", UNKNOWN: "unknown"}
_HARDER: Final = ("certain", "tree", "series-parallel", "factored", "enumerated", "simulated")


def fall(likely: Likelihoods | None, component: int, mode: int | None = None) -> Fall | None:
    """Say how likely a component falls; ``None`` where nobody asked, or it does not fall at all.

    Parameters
    ----------
    likely
        Of the cascade.
    component
        Its index.
    mode
        In this mode; left out, in any.
    """
    if likely is None or not likely.falls(component):
        return None
    odds = likely.of(component, mode)
    named = {"low": odds.low, "default": odds.default, "high": odds.high}
    known = {name: one for name, one in named.items() if one is not None}
    return Fall(
        low=odds.low.value,
        default=None if odds.default is None else odds.default.value,
        high=odds.high.value,
        method=max((one.method for one in known.values()), key=_HARDER.index),
        sampling={name: (one.low, one.high) for name, one in known.items() if one.method == "simulated"},
    )


def difference(
    projection: Projection, was: Reach | Course, now: Reach | Course, was_likely: Likelihoods | None
) -> Difference:
    """Compare two cascades over the same components.

    Parameters
    ----------
    projection
        Either one's: components are the same.
    was, now
        As things are, and as they are supposed.
    was_likely
        As things are, where likelihoods were asked for.
    """
    expected = None if was_likely is None else Likelihood(*was_likely.expected())
    count = len(projection.components)
    return compared(projection, was.classes[:count], now.classes[:count], expected)


def counted_otherwise(was: Reach | Course, now: Reach | Course, was_likely: Likelihoods, likely: Likelihoods) -> str:
    """Say why an average is higher than as things are although less falls; nothing where that needs no saying.

    Parameters
    ----------
    was, now
        As things are, and as they are supposed.
    was_likely, likely
        Of these.
    """
    fewer = np.count_nonzero((was.classes == AFFECTED) & (now.classes == POSSIBLE))
    if not fewer or likely.expected()[1] <= was_likely.expected()[1]:
        return ""
    many = "1 component that was affected is" if fewer == 1 else f"{fewer:,} components that were affected are"
    return (
        f"{many} only possible as supposed: of these the middle number of the average takes uncertain relations in, "
        f"which it leaves out of what is affected"
    )


def compared(projection: Projection, was: Byte, now: Byte, expected: Likelihood | None = None) -> Difference:
    """Compare how components fall with how they do as things are.

    Parameters
    ----------
    projection
        Whose components.
    was, now
        The class of evidence of each, as things are and as they are supposed, shape ``(components,)``.
    expected
        How many fall on average as things are, where that was asked.
    """
    moved = np.flatnonzero(was != now)
    return Difference(
        counts={name: int((was == level).sum()) for level, name in _NAMES.items()},
        expected=expected,
        moved=tuple(_moved(projection, int(one), was, now) for one in moved[:_LISTED]),
        total=int(moved.size),
    )


def _moved(projection: Projection, component: int, was: Byte, now: Byte) -> Moved:
    return Moved(
        component=projection.components[component],
        label=component_label(projection, component),
        class_name=component_class(projection, component),
        owner=component_owner(projection, component),
        before=_NAMES.get(int(was[component])),
        after=_NAMES.get(int(now[component])),
    )
