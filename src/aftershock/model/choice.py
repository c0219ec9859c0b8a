"""What filters choose: components by what they are, rows of a blast radius by how they fall as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftershock.model.decisions import Named
    from aftershock.model.radius import BlastRadius, Evidence, RadiusRow

__all__ = [
    "LAYERS",
    "NOBODY",
    "RELATIONS",
    "SURENESS",
    "Certainty",
    "Choice",
    "ChosenRows",
    "Layer",
    "OwnerSum",
    "Relations",
    "RowChoice",
    "RowSums",
]

Layer = Literal["1", "2", "3", "4", "5", "6", "7", "none"]
"""Number of the MAESTRO layer that covers a component's class; ``"none"`` where none does."""

LAYERS: Final[tuple[Layer, ...]] = get_args(Layer)

Certainty = Literal["stated", "assumed", "derived", "inferred", "not-certain", "stale", "unsaid"]
"""How sure a relation is; ``"unsaid"`` where a document does not say what a component relies on."""

Relations = Literal["stated", "assumed", "derived", "inferred", "not-certain", "stale"]
"""How sure a relation is of which a document tells."""

RELATIONS: Final[tuple[Relations, ...]] = get_args(Relations)
"""From the surest to the least sure."""

SURENESS: Final[tuple[Certainty, ...]] = get_args(Certainty)
"""From the surest to the least sure."""

NOBODY: Final = "nobody"
"""Stands for the owner of components for which nobody is named."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which components filters let through; what is ``None`` lets all through.

    Parameters
    ----------
    class_name
        Local name of a class.
    layer
        As `Layer`.
    severity
        Agents whose AIVSS lies, or may lie, in this band.
    criticality
        Local name, or ``"ungiven"``.
    owner
        IRI of who is accountable, its last part, or ``"nobody"``.
    certainty
        Of a component: of the surest relation at it. Of a row of a blast radius: of the least sure on its way.

    Examples
    --------
    >>> Choice().given, Choice(layer="4").given
    (False, True)
    """

    class_name: str | None = None
    layer: Layer | None = None
    severity: str | None = None
    criticality: str | None = None
    owner: str | None = None
    certainty: Certainty | None = None

    @property
    def given(self) -> bool:
        """Whether anything is chosen."""
        return self != Choice()


@dataclass(frozen=True, slots=True)
class RowChoice:
    """Which rows of a blast radius filters let through, and in which order.

    Parameters
    ----------
    what
        What falls; its class is that of the row and no other, its certainty that of the least sure relation on the way.
    evidence
        ``"affected"``, ``"possible"`` or ``"unknown"``.
    acts
        At most so many hops at which somebody must still act.
    sort, order
        By which column, ``component``, ``owner``, ``lost``, ``likely``, ``depth`` or ``acts``, and ``asc`` or ``desc``:
        left out, upwards for words and downwards for numbers. Without a column: nearest first within their evidence.
    """

    what: Choice = Choice()
    evidence: Evidence | None = None
    acts: int | None = None
    sort: str | None = None
    order: Literal["asc", "desc"] | None = None


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """Rows of a blast radius that filters let through.

    Parameters
    ----------
    radius
        With the rows of the page that was asked for; counts, classes and averages are of the whole.
    rows
        The same rows in their order, each with its evidence.
    found, total
        How many rows the filters let through, and of how many.
    """

    radius: BlastRadius
    rows: tuple[tuple[Evidence, RadiusRow], ...]
    found: int
    total: int


@dataclass(frozen=True, slots=True)
class OwnerSum:
    """An owner, and what falls of theirs.

    Parameters
    ----------
    owner
        IRI; ``None`` for nobody.
    counts
        By evidence.
    acts
        By how many times somebody must still act on the way: 0, 1, 2 (for two and more).
    nearest
        The three that fall first.
    """

    owner: str | None
    counts: Mapping[str, int]
    acts: Mapping[int, int]
    nearest: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class RowSums:
    """A blast radius summed up.

    Parameters
    ----------
    owners
        Those first of whom most falls; last what nobody is named for.
    rules
        Over how many hops of the rows' ways each rule carries, by its IRI.
    deepest
        Relations to the farthest of them.
    certainties
        How many rows have which least sure relation on their way, the surest first; those that none has are left out.
    layers
        How many rows are of which layer.
    summed, total
        How many rows are summed, the nearest of each class of evidence first, and of how many.
    """

    owners: tuple[OwnerSum, ...]
    rules: Mapping[str, int]
    deepest: int
    certainties: Mapping[Certainty, int]
    layers: Mapping[Layer, int]
    summed: int
    total: int
