"""Which components are meant, as lists and rankings of them are asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from aftershock.model.choice import Choice, Layer, Relations
from aftershock_api.fields import Blank, Fields

__all__ = ["Filters"]


class Filters(Fields):
    """Filters of components; each that is left out lets all through."""

    layer: Annotated[Layer | None, Blank] = Field(
        None, description="Only components of this MAESTRO layer, 1 to 7, or of none."
    )
    severity: Annotated[Literal["critical", "high", "medium", "low", "none"] | None, Blank] = Field(
        None, description="Only agents whose AIVSS lies, or may lie, in this band."
    )
    criticality: Annotated[str | None, Blank] = Field(
        None, max_length=200, description="Only components that are so critical, or ungiven: nobody said how much."
    )
    owner: Annotated[str | None, Blank] = Field(
        None, max_length=2000, description="Only those for which this one is accountable, or nobody."
    )
    certainty: Annotated[Relations | None, Blank] = Field(
        None, description="Only components of which the surest relation is so sure."
    )

    @property
    def choice(self) -> Choice | None:
        """What they let through; ``None`` for everything."""
        chosen = Choice(
            layer=self.layer,
            severity=self.severity,
            criticality=self.criticality,
            owner=self.owner,
            certainty=self.certainty,
        )
        return chosen if chosen.given else None
