"""Words for components: class and label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from aftershock.projection.stored import Projection

__all__ = ["component_class", "component_label", "component_owner"]


def component_class(projection: Projection, component: int) -> str:
    """Give the local name of a component's class; ``Component`` where nobody typed it."""
    place = int(projection.class_of[component])
    return local_name(projection.classes[place]) if place >= 0 else "Component"


def component_label(projection: Projection, component: int) -> str:
    """Give a component's label; the last part of its IRI where nobody gave one."""
    return projection.labels[component] or local_name(projection.components[component])


def component_owner(projection: Projection, component: int) -> str | None:
    """Give the IRI of who is accountable for a component; ``None`` where nobody is named."""
    place = int(projection.owner_of[component])
    return projection.owners[place] if place >= 0 else None
