"""Which components filters let through: by class, layer, severity, criticality, owner and certainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.errors import UnknownNameError
from aftershock.model.choice import NOBODY, SURENESS
from aftershock.model.iri import local_name
from aftershock.model.marks import CRITICALITIES, UNGIVEN, Marks
from aftershock.projection.edges import CERTAINTIES
from aftershock.projection.names import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from aftershock.model.choice import Choice, Layer
    from aftershock.projection.edges import Edges
    from aftershock.projection.stored import Projection

    Bits = NDArray[np.bool_]

__all__ = ["UNTYPED", "Traits", "chosen", "exact_class", "layer_name", "surest"]

UNTYPED: Final = "Component"
"""The class that components go by of which nobody says one."""

_LEAST: Final = len(SURENESS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """What filters look at, of each component of a projection.

    Parameters
    ----------
    layer
        Number of its MAESTRO layer, 0 for none; shape ``(components,)``.
    surest
        Of its relations the surest, as an index of `aftershock.projection.edges.CERTAINTIES`; their number where it
        has none; shape ``(components,)``.
    marks
        Of those of which anything is known that `aftershock.model.marks.Marks` has, by IRI.
    """

    layer: NDArray[np.int8]
    surest: NDArray[np.uint8]
    marks: Mapping[str, Marks]


def layer_name(number: int) -> Layer:
    """Give a layer's name in addresses by its number, 0 for none.

    Examples
    --------
    >>> layer_name(4), layer_name(0)
    ('4', 'none')
    """
    found: Layer = "none" if not number else str(number)  # type: ignore[assignment] # layers have numbers 1 to 7
    return found


def surest(edges: Edges, components: int) -> NDArray[np.uint8]:
    """Give of each component the certainty of its surest relation, see `Traits`.

    Parameters
    ----------
    edges
        The relations.
    components
        How many components there are.
    """
    found = np.full(components, len(CERTAINTIES), np.uint8)
    for ends in (edges.dependee, edges.dependent):
        np.minimum.at(found, ends, np.asarray(edges.certainty))
    return found


def exact_class(projection: Projection, name: str) -> list[int]:
    """Give the places of a class among the projection's, without those below it; -1 stands for components of none.

    Parameters
    ----------
    projection
        Whose classes.
    name
        Local name, whatever its case; ``Component`` for those that nobody typed.

    Raises
    ------
    UnknownNameError
        If no class goes by it; with the nearest.
    """
    wanted = name.strip().casefold()
    found = [place for place, one in enumerate(projection.classes) if local_name(one).casefold() == wanted]
    if wanted == UNTYPED.casefold():
        return [*found, -1]
    known = sorted({*map(local_name, projection.class_above), *map(local_name, projection.classes)})
    if not found and wanted not in map(str.casefold, known):
        raise UnknownNameError(
            "class", name, near(name, known) or sorted({*map(local_name, projection.classes), UNTYPED})
        )
    return found


def chosen(projection: Projection, traits: Traits, choice: Choice, classes: Iterable[int] | None = None) -> Bits | None:
    """Tell which components filters let through; ``None`` where there is no filter.

    Parameters
    ----------
    projection
        Whose components.
    traits
        What is known of these.
    choice
        The filters; its class and certainty are not looked at.
    classes
        Places of the classes to let through, -1 for components without one; left out: all.

    Raises
    ------
    UnknownNameError
        If nobody who goes by a name is accountable for anything, or nothing can be so critical; with the nearest.
    """
    kept: list[Bits] = []
    if classes is not None:
        kept.append(np.isin(np.asarray(projection.class_of), list(classes)))
    if choice.layer is not None:
        kept.append(traits.layer == (0 if choice.layer == "none" else int(choice.layer)))
    if choice.criticality is not None:
        _known_criticality(projection, choice.criticality)
    if (choice.severity, choice.criticality) != (None, None):
        kept.append(_grave(projection, traits.marks, choice))
    if choice.owner is not None:
        kept.append(np.isin(np.asarray(projection.owner_of), _owners(projection, choice.owner)))
    return None if not kept else np.logical_and.reduce(kept)


def _grave(projection: Projection, marks: Mapping[str, Marks], choice: Choice) -> Bits:
    found = np.full(len(projection.components), Marks().fits(choice.severity, choice.criticality), np.bool_)
    for place, name in enumerate(projection.components):
        if name in marks:
            found[place] = marks[name].fits(choice.severity, choice.criticality)
    return found


def _known_criticality(projection: Projection, name: str) -> None:
    known = list(dict.fromkeys((*CRITICALITIES, *map(local_name, projection.criticalities), UNGIVEN)))
    if name not in known:
        raise UnknownNameError("criticality", name, near(name, known) or known)


def _owners(projection: Projection, owner: str) -> list[int]:
    if owner == NOBODY:
        return [-1]
    names = list(projection.owners)
    found = [place for place, name in enumerate(names) if owner in (name, local_name(name))]
    if not found:
        raise UnknownNameError("owner", owner, near(owner, map(local_name, names)), allowed="or write 'nobody'")
    return found
