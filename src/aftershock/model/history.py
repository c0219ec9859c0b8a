"""Why something falls, by which ways, and how it went over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftershock.model.radius import PathStep

__all__ = ["ProofStep"]


@dataclass(frozen=True, slots=True)
class ProofStep:
    """A step of a proof.

    Parameters
    ----------
    step
        What carried.
    rests_on
        Places, counted from 0, of the steps that it rests on: first the one that it carried on from, then one for each
        of its ``also_needed``. Nothing for a start.
    since
        When it carried, where times are asked for.
    """

    step: PathStep
    rests_on: tuple[int, ...]
    since: str | None = None
