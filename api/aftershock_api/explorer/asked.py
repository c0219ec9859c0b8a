"""What the pages about a cascade are asked: where it starts, what is supposed, and what is shown of it."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from aftershock.model.choice import Certainty, Choice, Layer, Relations, RowChoice
from aftershock_api.explorer.fields import PageFields
from aftershock_api.explorer.order import Direction
from aftershock_api.schemas_radius import Blank, RadiusRequest

__all__ = ["Beside", "Criticality", "Falling", "InLayer", "Severity", "Show", "Sure", "WorkbenchQuery"]

Show = Literal["falls", "who", "now", "controls", "open"]
"""The parts of the workbench: what falls, whom to call, what to do at once, which controls help, what nobody said."""

Severity = Annotated[Literal["critical", "high", "medium", "low", "none"] | None, Blank]
"""Agents whose score lies in this band, or may."""

Criticality = Annotated[Annotated[str, Field(max_length=200)] | None, Blank]
"""Local name of how critical components are to be, or ``ungiven``."""

InLayer = Annotated[Layer | None, Blank]
"""Components whose class this MAESTRO layer covers, or none does."""

Sure = Annotated[Relations | None, Blank]
"""Components of which the surest relation is so sure."""

_SITUATION: Final = (
    *("threat", "mode", "alternatives", "without_rules", "at", "stale_days", "with_mitigations", "without_edges"),
    *("with_edges", "worlds", "seed"),
)


def _without_blanks(value: Any) -> Any:
    return [item for item in value if item != ""] if isinstance(value, list) else value


class Beside(PageFields):
    """Which relations at a component are shown: those to what filters let through, over relations so sure."""

    class_name: Annotated[str | None, Blank] = Field(None, alias="class", max_length=200)
    layer: InLayer = None
    severity: Severity = None
    criticality: Criticality = None
    certainty: Sure = None

    @property
    def choice(self) -> Choice:
        """What filters let through."""
        return Choice(self.class_name, self.layer, self.severity, self.criticality, None, self.certainty)


class Falling(PageFields):
    """Which rows are shown of what falls: by what they are, and by how they fall."""

    evidence: Annotated[Literal["affected", "possible", "unknown"] | None, Blank] = None
    class_name: Annotated[str | None, Blank] = Field(None, alias="class", max_length=200)
    layer: InLayer = None
    owner: Annotated[str | None, Blank] = Field(None, max_length=2000)
    severity: Severity = None
    criticality: Criticality = None
    certainty: Annotated[Certainty | None, Blank] = None

    @property
    def what(self) -> Choice:
        """Of what falls, what is to be shown."""
        return Choice(self.class_name, self.layer, self.severity, self.criticality, self.owner, self.certainty)


class WorkbenchQuery(Falling, RadiusRequest):
    """A blast radius as a page asks for it: what must not fall, which part is shown, and which rows of it."""

    component: Annotated[list[str], BeforeValidator(_without_blanks)] = Field(default_factory=list, max_length=1000)
    limit: int = Field(100, ge=1, le=1000)
    protect: Annotated[list[str], BeforeValidator(_without_blanks)] = Field(default_factory=list, max_length=100)
    show: Show = "falls"
    acts: Annotated[int | None, Blank] = Field(None, ge=0)
    sort: Annotated[str | None, Blank] = Field(None, max_length=100)
    order: Direction = None
    budget: Annotated[float | None, Blank] = Field(None, gt=0, le=10)
    goal: Annotated[Literal["reduce", "separate"] | None, Blank] = None
    tried: Annotated[int | None, Blank] = Field(None, ge=1, le=60, description="How many open facts to try.")
    hide: str = Field("", max_length=2000, description="What the legend of the picture hides; the script reads it.")
    expand: list[str] = Field(default_factory=list, max_length=200, description="Where the picture was grown.")
    chosen: str = Field("", max_length=5000, description="What is chosen in the picture; the script reads it.")
    lit: str = Field("", max_length=5000, description="The way that is lit in the picture; the script reads it.")

    def situation(self) -> dict[str, Any]:
        """Give what a decision takes besides the components, by the names of `KnowledgeBase`."""
        options = {name: value for name, value in self.options().items() if name in _SITUATION}
        return {**options, "protect": self.protect}

    @property
    def rows(self) -> RowChoice:
        """Which rows are to be shown, in which order."""
        return RowChoice(self.what, self.evidence, self.acts, self.sort, self.order)

    @property
    def filtered(self) -> bool:
        """Whether only some rows are to be shown."""
        return self.what.given or self.evidence is not None or self.acts is not None
