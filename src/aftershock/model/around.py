"""What is one relation away from a component."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from aftershock.model.answers import Picture, PictureEdge

__all__ = ["Around", "Direction", "Neighbours", "Relation"]

Direction = Literal["onward", "inward"]
"""Towards what falls next, or towards what it falls after."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How many components of a class are one relation away in a direction.

    Parameters
    ----------
    direction, class_name, count
        Which way, the local name of the class, and how many.
    near
        Each of them with each relation to it, as ``(IRI, local name of the relation)``, where counts alone were asked
        for and there are no more than a thousand; else nothing.
    """

    direction: Direction
    class_name: str
    count: int
    near: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a component.

    Parameters
    ----------
    component
        Its IRI.
    counts
        Of all that is around it, largest first.
    picture
        What was asked for of it, with the component as its start; ``total`` counts all that was asked for.
    filtered
        How many that are around it filters leave out, of these counts and of the picture.
    """

    component: str
    counts: tuple[Neighbours, ...]
    picture: Picture
    filtered: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as seen from one of its ends.

    Parameters
    ----------
    other, label, class_name
        The other end: its IRI, what it is called, and the local name of its class.
    edge
        The relation itself.
    """

    other: str
    label: str
    class_name: str
    edge: PictureEdge
