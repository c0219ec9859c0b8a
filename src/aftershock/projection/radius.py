"""A blast radius in words: states and hops of the cascade, as rows with the evidence for every hop."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.likelihood import WORLDS, Likelihoods
from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE, UNKNOWN, reach
from aftershock.errors import UsageError
from aftershock.model.history import ProofStep
from aftershock.model.iri import local_name
from aftershock.model.radius import BlastRadius, Borne, Fall, Likelihood, RadiusRow
from aftershock.projection.apt import as_apt_sees
from aftershock.projection.bearing import bearers, borne
from aftershock.projection.described import component_class, component_label, component_owner
from aftershock.projection.difference import counted_otherwise, difference, fall
from aftershock.projection.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.cascade.reach import Reach
    from aftershock.model.radius import Alternatives, PathStep, Supposition
    from aftershock.projection.stored import Projection
    from aftershock.projection.window import Windowed

__all__ = ["OFTEN", "Cascade", "illustrative", "radius", "row", "run", "tally"]

OFTEN = "within a window in which so much changes so often"
"""Why there are no likelihoods, where a window was asked for."""

_CLASSES = (("affected", AFFECTED), ("possible", POSSIBLE), ("unknown", UNKNOWN))


@dataclass(slots=True, eq=False)
class Cascade:
    """What falls in a projection, and how likely; worlds are played when the first likelihood needs them.

    Parameters
    ----------
    projection
        The graph and what explains it.
    starts
        Component indices.
    mode
        Index of the mode they start in.
    depth, without_rules
        As asked.
    found
        What falls.
    seed
        Of the sample.
    likely
        How likely; ``None`` for a limited depth, and for what apt follows.
    """

    projection: Projection
    starts: tuple[int, ...]
    mode: int
    depth: int | None
    without_rules: tuple[int, ...]
    found: Reach
    seed: int
    _worlds: int | None
    _groups: NDArray[np.int32] | None = None
    _kinds: NDArray[np.uint8] | None = None
    _likely: Likelihoods | None = None
    _borne: tuple[Mapping[str, Borne], Mapping[str, Borne]] | None = None
    _steps: Steps | None = None

    @property
    def steps(self) -> Steps:
        """Writes its hops."""
        if self._steps is None:
            self._steps = Steps(self.projection, self.found.alternatives)
        return self._steps

    def path(self, component: int) -> tuple[PathStep, ...]:
        """Say why a component falls."""
        return self.steps.path(self.found.path(component))

    def proof(self, component: int) -> tuple[ProofStep, ...]:
        """Say all that a component's fall rests on, each after what it rests on."""
        return tuple(ProofStep(self.steps.step(hop), rests) for hop, rests in self.found.proof(component))

    def since(self, component: int) -> str | None:  # noqa: ARG002 - a `Windowed` knows
        """Say when a component fell: not known without a window."""
        return None

    def used(self) -> Iterator[tuple[Projection, NDArray[np.int32]]]:
        """Give the edges over which anything fell, and the projection whose graph they are of."""
        yield self.projection, self.found.proofs[-1].used()

    @property
    def likely(self) -> Likelihoods | None:
        """How likely; made when first asked for."""
        if self._likely is None and self.depth is None and self.found.alternatives != "apt":
            groups = self._groups
            if groups is None:
                groups = bearers(self.projection, self.found.classes, self._worlds or WORLDS)
            self._likely = Likelihoods(
                *(self.found, self.projection.chances),
                worlds=self._worlds,
                seed=self.seed,
                groups=groups,
                kinds=self._kinds,
            )
        return self._likely

    def borne(self) -> tuple[Mapping[str, Borne], Mapping[str, Borne]]:
        """Say what each class and each owner bears, on average; nothing where there are no likelihoods."""
        if self._borne is None:
            likely = self.likely
            self._borne = ({}, {}) if likely is None else borne(self.projection, self.found.classes, likely)
        return self._borne


def run(
    projection: Projection,
    starts: Sequence[int],
    mode: int,
    *,
    alternatives: Alternatives = "by-rule",
    depth: int | None = None,
    without_rules: Sequence[int] = (),
    worlds: int | None = None,
    seed: int = 0,
    groups: NDArray[np.int32] | None = None,
    kinds: NDArray[np.uint8] | None = None,
) -> Cascade:
    """Compute what falls.

    Parameters
    ----------
    projection
        The graph and what explains it.
    starts
        Component indices.
    mode
        Index of the mode they start in.
    alternatives, depth
        As for `aftershock.cascade.reach.reach`; or ``"apt"``: over the edges of `aftershock.projection.apt`, and no
        others.
    without_rules
        Indices of rules that are switched off.
    worlds, seed, groups, kinds
        Of the sample where one is taken, as for `aftershock.cascade.likelihood.Likelihoods`.

    Raises
    ------
    UsageError
        If the depth is negative.
    """
    if alternatives == "apt" and without_rules:
        raise UsageError("apt knows no rules; leave out either the rules to switch off or the alternatives")
    if alternatives == "apt":
        projection = as_apt_sees(projection, mode)
    found = reach(
        projection.graph,
        [start * len(projection.modes) + mode for start in starts],
        alternatives="any" if alternatives == "apt" else alternatives,
        depth=depth,
        disabled_rules=without_rules,
    )
    found.alternatives = alternatives
    return Cascade(projection, tuple(starts), mode, depth, tuple(without_rules), found, seed, worlds, groups, kinds)


def radius(
    cascade: Cascade | Windowed,
    *,
    before: Cascade | Windowed | None = None,
    supposed: Supposition | None = None,
    likelihood: bool = True,
    threat: str | None = None,
    notes: tuple[str, ...] = (),
    offset: int = 0,
    limit: int | None = None,
    rows: Sequence[int] | None = None,
) -> BlastRadius:
    """Write the rows of one page.

    Parameters
    ----------
    cascade
        What falls.
    before, supposed
        Where something is supposed: what falls as things are, and what is supposed.
    likelihood
        Whether to say how likely each row falls.
    threat, notes
        Handed on to the answer.
    offset, limit
        Which rows to write, counted over affected, possible and unknown in this order; no limit writes all.
    rows
        The components of which rows are written, where they were chosen already: offset and limit count these.

    Raises
    ------
    UsageError
        If offset or limit is negative.
    """
    for name, value in (("offset", offset), ("limit", limit)):
        if value is not None and value < 0:
            raise UsageError(f"{name} is {value}; it must be 0 or more")
    projection, found = cascade.projection, cascade.found
    window = None if isinstance(cascade, Cascade) else cascade.window.written
    apt = found.alternatives == "apt"
    often = likelihood and window is not None and limit != 0 and cascade.likely is None
    if likelihood and (cascade.depth is not None or often or apt):
        why = "where apt's edges are followed" if apt else OFTEN if window else "for a limited depth"
        notes = (*notes, f"likelihoods are not computed {why}")
    likely = cascade.likely if likelihood and limit != 0 else None
    was_likely = before.likely if before is not None and likely is not None else None
    if likely is not None and was_likely is not None and before is not None:
        notes = (*notes, *filter(None, (counted_otherwise(before.found, found, was_likely, likely),)))
    by_class, by_owner = ({}, {}) if likely is None else cascade.borne()
    writer = _Writer(cascade, likely, was_likely)
    pages: dict[str, tuple[RadiusRow, ...]] = {}
    first, last = offset, None if limit is None else offset + limit
    for (name, of), count in zip(_CLASSES, found.counts, strict=True):
        mine: Iterable[int] = ()
        if rows is not None:
            mine = [one for one in rows[offset:][:limit] if found.classes[one] == of]
        elif last is None or last > 0:
            mine = found.rows(of)[max(0, first) : None if last is None else max(0, last)].tolist()
        pages[name] = tuple(writer.row(component) for component in mine)
        first, last = first - count, None if last is None else last - count
    return BlastRadius(
        start=tuple(projection.components[start] for start in cascade.starts),
        mode=projection.modes[cascade.mode].name,
        threat=threat,
        alternatives=found.alternatives,
        depth=cascade.depth,
        without_rules=tuple(projection.rules[rule].iri for rule in cascade.without_rules),
        affected=pages["affected"],
        possible=pages["possible"],
        unknown=pages["unknown"],
        counts=dict(zip(("affected", "possible", "unknown"), found.counts, strict=True)),
        by_class=tally(projection, found.classes),
        illustrative=illustrative(cascade),
        revision=projection.revision,
        notes=notes,
        supposed=supposed,
        difference=None if before is None else difference(projection, before.found, found, was_likely),
        expected=None if likely is None else Likelihood(*likely.expected()),
        expected_sampling=(
            {} if likely is None else dict(zip(("low", "default", "high"), likely.expected_within(), strict=True))
        ),
        expected_by_class=by_class,
        expected_by_owner=by_owner,
        worlds=None if likely is None else likely.worlds.worlds,
        seed=None if likely is None else cascade.seed,
        window=window,
    )


def row(cascade: Cascade | Windowed, component: int, *, before: Cascade | Windowed | None = None) -> RadiusRow:
    """Write the row of one component, with its likelihood where there is one.

    Parameters
    ----------
    cascade
        What falls.
    component
        One that does, and is no start.
    before
        Where something is supposed: what falls as things are.
    """
    return _Writer(cascade, cascade.likely, None if before is None else before.likely).row(component)


def tally(projection: Projection, classes: NDArray[np.uint8]) -> dict[str, dict[str, int]]:
    """Count components by the local name of their class, and by evidence.

    Parameters
    ----------
    projection
        Whose components.
    classes
        Of each; what follows after them is not looked at.
    """
    table: dict[str, dict[str, int]] = {}
    count = len(projection.components)
    for name, of in _CLASSES:
        places, numbers = np.unique(projection.class_of[classes[:count] == of], return_counts=True)
        tally: Counter[str] = Counter()
        for place, number in zip(places.tolist(), numbers.tolist(), strict=True):
            tally[local_name(projection.classes[place]) if place >= 0 else "Component"] += number
        for kind, number in sorted(tally.items()):
            table.setdefault(kind, {"affected": 0, "possible": 0, "unknown": 0})[name] = number
    return dict(sorted(table.items()))


def illustrative(cascade: Cascade | Windowed) -> bool:
    """Tell whether a start, a row, or an edge over which something fell is known from illustrative documents only."""
    projection, found = cascade.projection, cascade.found
    if not projection.illustrative.any():
        return False
    count = len(projection.components)
    if projection.imagined[list(cascade.starts)].any():
        return True
    if projection.imagined[found.classes[:count] != NOT_REACHED].any():
        return True
    return any(_imagined(then, used) for then, used in cascade.used())


def _imagined(projection: Projection, used: NDArray[np.int32]) -> bool:
    edges, dependency = projection.edges, projection.graph.dependency[used]
    return any(
        projection.illustrative[edges.documents[edges.document_offsets[one] : edges.document_offsets[one + 1]]].all()
        for one in np.unique(dependency[dependency >= 0]).tolist()
    )


class _Writer:
    """Writes rows."""

    def __init__(self, cascade: Cascade | Windowed, likely: Likelihoods | None, was_likely: Likelihoods | None) -> None:
        self._cascade, self._projection, self._found = cascade, cascade.projection, cascade.found
        self._likely, self._was_likely = likely, was_likely

    def row(self, component: int) -> RadiusRow:
        projection, found = self._projection, self._found
        of = int(found.classes[component])
        path = self._cascade.path(component)
        weaker = found.modes[of + 1 :, component]
        return RadiusRow(
            component=projection.components[component],
            label=component_label(projection, component),
            class_name=component_class(projection, component),
            owner=component_owner(projection, component),
            mode=path[-1].mode,
            modes=self._named(int(found.modes[of, component])),
            depth=int(found.depth[component]),
            path=path,
            attack_steps=sum(step.effect == "EnablesAttack" for step in path),
            also_possible=self._named(int(np.bitwise_or.reduce(weaker)) if len(weaker) else 0),
            likelihood=fall(self._likely, component),
            by_mode=self._by_mode(component, int(np.bitwise_or.reduce(found.modes[: of + 1, component])), self._likely),
            before=self._before(component),
            since=self._cascade.since(component),
        )

    def _before(self, component: int) -> dict[str, Fall]:
        """How likely it falls as things are: in any mode, and in each that it can be in now."""
        whole, modes = fall(self._was_likely, component), np.bitwise_or.reduce(self._found.modes[:, component])
        if whole is None:
            return {}
        return {"any": whole, **self._by_mode(component, int(modes), self._was_likely)}

    def _by_mode(self, component: int, bits: int, likely: Likelihoods | None) -> dict[str, Fall]:
        odds = {
            mode.name: fall(likely, component, place)
            for place, mode in enumerate(self._projection.modes)
            if bits >> place & 1
        }
        return {name: one for name, one in odds.items() if one is not None}

    def _named(self, bits: int) -> tuple[str, ...]:
        return tuple(mode.name for place, mode in enumerate(self._projection.modes) if bits >> place & 1)
