"""Rows of a blast radius that filters let through, in the order that is asked for: chosen before any is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aftershock.cascade.reach import AFFECTED, POSSIBLE, UNKNOWN
from aftershock.errors import UsageError
from aftershock.model.choice import SURENESS, OwnerSum, RowSums
from aftershock.projection.chosen import layer_name
from aftershock.projection.described import component_label, component_owner
from aftershock.projection.difference import fall
from aftershock.projection.question import named
from aftershock.projection.rank_order import owner_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from aftershock.model.choice import Certainty, RowChoice
    from aftershock.model.radius import Evidence, PathStep
    from aftershock.projection.chosen import Traits
    from aftershock.projection.radius import Cascade
    from aftershock.projection.window import Windowed

    Bits = NDArray[np.bool_]

__all__ = ["SORTS", "SUMMED", "picked", "sums"]

SORTS: Final = ("component", "owner", "lost", "likely", "depth", "acts")
"""By what rows can be sorted."""

SUMMED: Final = 200_000
"""Rows that are summed up at the most."""

_NUMBERS: Final = ("likely", "depth", "acts")
_LEVELS: Final[tuple[tuple[Evidence, int], ...]] = (
    ("affected", AFFECTED),
    ("possible", POSSIBLE),
    ("unknown", UNKNOWN),
)
_PLACES: Final[dict[str, int]] = {name: place for place, name in enumerate(SURENESS)}
_NEAREST: Final = 3
_MANY_ACTS: Final = 2


@dataclass(frozen=True, slots=True)
class _Way:
    """The way to a component: where somebody must still act, and how sure its least sure relation is."""

    acts: int
    certainty: Certainty


def picked(cascade: Cascade | Windowed, choice: RowChoice, kept: Bits | None) -> list[int]:
    """Choose rows, and sort them; every row there is is looked at.

    Parameters
    ----------
    cascade
        What falls.
    choice
        Which rows, in which order; of `RowChoice.what` only the certainty is looked at.
    kept
        Which components other filters let through; ``None`` for all.

    Returns
    -------
    list of int
        Components.

    Raises
    ------
    UsageError
        If there is no column to sort by that goes by the name.
    """
    if choice.sort is not None and choice.sort not in SORTS:
        raise UsageError(f"there is no column {choice.sort!r} to sort by; there is {', '.join(SORTS)}")
    found: list[int] = []
    for name, level in _LEVELS:
        if choice.evidence in (None, name):
            rows = cascade.found.rows(level)
            found += (rows if kept is None else rows[kept[rows]]).tolist()
    if choice.acts is not None or choice.what.certainty is not None:
        ways = ((one, _way(cascade, one)) for one in found)
        found = [
            one
            for one, way in ways
            if (choice.acts is None or way.acts <= choice.acts) and choice.what.certainty in (None, way.certainty)
        ]
    return found if choice.sort is None else _sorted(cascade, found, choice.sort, choice.order)


def sums(cascade: Cascade | Windowed, traits: Traits) -> RowSums:
    """Sum a blast radius up by owner, rule, layer and certainty.

    Parameters
    ----------
    cascade
        What falls.
    traits
        What is known of components.
    """
    projection, found = cascade.projection, cascade.found
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    acts: dict[str | None, Counter[int]] = defaultdict(Counter)
    nearest: dict[str | None, list[int]] = defaultdict(list)
    rules: Counter[str] = Counter()
    sureness: Counter[Certainty] = Counter()
    layers: Counter[int] = Counter()
    left = SUMMED
    for name, level in _LEVELS:
        rows = found.rows(level)[:left].tolist()
        left -= len(rows)
        for one in rows:
            owner, steps = component_owner(projection, one), cascade.path(one)
            way = _told(steps)
            counts[owner][name] += 1
            acts[owner][min(_MANY_ACTS, way.acts)] += 1
            if len(nearest[owner]) < _NEAREST:
                nearest[owner].append(one)
            rules.update(step.rule for step in steps if step.rule)
            sureness[way.certainty] += 1
            layers[int(traits.layer[one])] += 1

    def order(owner: str | None) -> tuple[object, ...]:
        return (owner is None, *(-counts[owner][name] for name, _ in _LEVELS), owner or "")

    return RowSums(
        owners=tuple(
            OwnerSum(owner, counts[owner], acts[owner], tuple(named(projection, one) for one in nearest[owner]))
            for owner in sorted(counts, key=order)
        ),
        rules=rules,
        deepest=int(found.depth[found.classes[: found.depth.size] <= UNKNOWN].max(initial=0)),
        certainties={name: sureness[name] for name in SURENESS if sureness[name]},
        layers={layer_name(number): layers[number] for number in sorted(layers, key=lambda one: (one == 0, one))},
        summed=SUMMED - left,
        total=sum(found.counts),
    )


def _way(cascade: Cascade | Windowed, component: int) -> _Way:
    return _told(cascade.path(component))


def _told(steps: Sequence[PathStep]) -> _Way:
    least = max((_PLACES[step.certainty] for step in steps if step.certainty), default=0)
    return _Way(sum(step.effect == "EnablesAttack" for step in steps), SURENESS[least])


def _sorted(cascade: Cascade | Windowed, found: Sequence[int], sort: str, order: str | None) -> list[int]:
    """Sort by a column; what has nothing in it comes last, either way, and equal ones stay as they are."""
    value = _value(cascade, sort)
    keys = [(value(one), one) for one in found]
    filled = [(key, one) for key, one in keys if key not in (None, "")]
    downwards = (order or ("desc" if sort in _NUMBERS else "asc")) == "desc"
    filled.sort(key=lambda pair: pair[0], reverse=downwards)
    return [one for _, one in filled] + [one for key, one in keys if key in (None, "")]


def _value(cascade: Cascade | Windowed, sort: str) -> Callable[[int], Any]:
    projection, found = cascade.projection, cascade.found
    if sort == "component":
        return lambda one: component_label(projection, one).casefold()
    if sort == "owner":
        name = owner_names(projection)
        return lambda one: name(projection, one).casefold()
    if sort == "lost":
        return lambda one: _lost(cascade, one)
    if sort == "depth":
        return lambda one: int(found.depth[one])
    if sort == "acts":
        return lambda one: _way(cascade, one).acts
    return lambda one: _likely(cascade, one)


def _lost(cascade: Cascade | Windowed, component: int) -> str:
    bits = int(cascade.found.modes[int(cascade.found.classes[component]), component])
    return ", ".join(mode.name for place, mode in enumerate(cascade.projection.modes) if bits >> place & 1)


def _likely(cascade: Cascade | Windowed, component: int) -> tuple[float, float] | None:
    """Give how likely a component falls, in whichever mode: the default, or what it is at the least."""
    odds = fall(cascade.likely, component)
    return None if odds is None else (odds.low if odds.default is None else odds.default, odds.high)
