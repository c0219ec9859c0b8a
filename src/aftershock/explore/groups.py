"""What components of the whole graph are grouped by: their type, their MAESTRO layer, or the company they keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.errors import UnknownNameError, UsageError
from aftershock.explore.page import words
from aftershock.explore.picture import kind_of
from aftershock.model.iri import local_name
from aftershock.model.whole import Member, Members
from aftershock.projection.chosen import surest
from aftershock.projection.described import component_class, component_label, component_owner
from aftershock.projection.edges import CERTAINTIES
from aftershock.projection.names import near

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aftershock.explore.picture import Kind
    from aftershock.projection.stored import Projection

    Indices = NDArray[np.int64]

__all__ = ["Groups", "by_community", "by_layer", "by_type", "degrees", "layers_of", "members"]

_UNTYPED: Final = "Component"


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Groups of components.

    Parameters
    ----------
    keys, labels, kinds
        Of each group: by which it is opened, what it is called, as what it is drawn.
    of
        The group of each component.
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[Kind, ...]
    of: Indices


def degrees(projection: Projection) -> Indices:
    """Count the relations at each component.

    Parameters
    ----------
    projection
        The graph.
    """
    count, edges = len(projection.components), projection.edges
    return np.bincount(edges.dependee, minlength=count) + np.bincount(edges.dependent, minlength=count)


def members(
    projection: Projection,
    groups: Groups,
    key: str,
    offset: int = 0,
    limit: int = 50,
    *,
    kept: NDArray[np.bool_] | None = None,
) -> Members:
    """List what is in a group and is shown, those with most relations first.

    Parameters
    ----------
    projection
        The graph.
    groups
        Its groups.
    key
        Of the one to list.
    offset, limit
        Which of its components, 0 or more each.
    kept
        Which components filters let through; left out: all.

    Raises
    ------
    UnknownNameError
        If no group has this key; with the nearest.
    UsageError
        If offset or limit is negative.
    """
    if offset < 0 or limit < 0:
        raise UsageError(f"offset is {offset} and limit {limit}; both must be 0 or more")
    if key not in groups.keys:
        raise UnknownNameError("group", key, near(key, groups.keys) or groups.keys[:8])
    place = groups.keys.index(key)
    inside, degree, edges = (
        np.flatnonzero(groups.of == place if kept is None else (groups.of == place) & kept),
        degrees(projection),
        projection.edges,
    )
    names = {one: component_label(projection, one) for one in inside.tolist()}
    ordered = sorted(names, key=lambda one: (-int(degree[one]), names[one].casefold(), projection.components[one]))
    sure = surest(edges, len(projection.components))
    return Members(
        key=key,
        label=groups.labels[place],
        rows=tuple(
            Member(
                iri=projection.components[one],
                label=names[one],
                class_name=component_class(projection, one),
                owner=component_owner(projection, one),
                degree=int(degree[one]),
                evidence=(*CERTAINTIES, "")[int(sure[one])],
                illustrative=bool(projection.imagined[one]),
            )
            for one in ordered[offset : offset + limit]
        ),
        offset=offset,
        total=len(ordered),
    )


def by_type(projection: Projection) -> Groups:
    """Group components by their class, the largest group first; untyped ones make a group of their own.

    Parameters
    ----------
    projection
        The graph.
    """
    names = (*(local_name(one) for one in projection.classes), _UNTYPED)
    of = np.where(projection.class_of < 0, len(names) - 1, projection.class_of).astype(np.int64)
    return _sized(names, tuple(words(name) for name in names), tuple(kind_of(name) for name in names), of)


def layers_of(projection: Projection, covered: Mapping[str, int]) -> NDArray[np.int8]:
    """Give the number of each component's MAESTRO layer: that of its class, else the lowest of a class above.

    Parameters
    ----------
    projection
        The graph.
    covered
        The number of the layer that covers a class, by the class's IRI.

    Returns
    -------
    numpy.ndarray
        0 for components in no layer; shape ``(components,)``.
    """

    def layer(kind: str) -> int:
        above = (covered[one] for one in projection.class_above.get(kind, ()) if one in covered)
        return covered.get(kind) or min(above, default=0)

    of_class = np.asarray([*map(layer, projection.classes), 0], np.int8)
    found: NDArray[np.int8] = of_class[projection.class_of]  # -1, nobody typed it, is the last
    return found


def by_layer(layers: NDArray[np.int8], names: Mapping[int, str]) -> Groups:
    """Group components by their MAESTRO layers, in the order of these.

    Parameters
    ----------
    layers
        Of each component, as `layers_of` gives them.
    names
        What layers are called, by their numbers.
    """
    numbers = sorted(names)
    place = np.full(max(numbers, default=0) + 1, len(numbers), np.int64)
    place[numbers] = np.arange(len(numbers))
    kinds: tuple[Kind, ...] = tuple("other" for _ in range(len(numbers) + 1))
    return Groups(
        (*(f"L{number}" for number in numbers), "none"),
        (*(f"L{number} {names[number]}" for number in numbers), "in no layer"),
        kinds,
        place[layers],
    )


def by_community(projection: Projection, community: Indices) -> Groups:
    """Group components by the company they keep; a group is called after what has most relations in it.

    What has fewer relations inside than would hold it together is what was left over, and is called so.

    Parameters
    ----------
    projection
        The graph.
    community
        Of each component, as `aftershock.explore.arrange.communities` gives it.
    """
    count = int(community.max(initial=-1)) + 1
    busiest = np.zeros(count, np.int64)
    order = np.argsort(degrees(projection), kind="stable")
    busiest[community[order]] = order  # the busiest of each comes last, and stays
    kinds: tuple[Kind, ...] = tuple("other" for _ in range(count))
    one, other = community[projection.edges.dependee], community[projection.edges.dependent]
    inside = np.bincount(one[one == other], minlength=count)
    held = inside >= np.bincount(community, minlength=count) - 1
    labels = tuple(
        f"around {component_label(projection, place)}" if whole else "in no larger community"
        for place, whole in zip(busiest.tolist(), held.tolist(), strict=True)
    )
    return Groups(tuple(f"c{one}" for one in range(count)), labels, kinds, community)


def _sized(keys: tuple[str, ...], labels: tuple[str, ...], kinds: tuple[Kind, ...], of: Indices) -> Groups:
    order = np.argsort(-np.bincount(of, minlength=len(keys)), kind="stable")
    number = np.empty(len(keys), np.int64)
    number[order] = np.arange(len(keys))
    chosen = order.tolist()
    return Groups(
        tuple(keys[one] for one in chosen),
        tuple(labels[one] for one in chosen),
        tuple(kinds[one] for one in chosen),
        number[of],
    )
