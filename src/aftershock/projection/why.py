"""Why one component falls, and by which ways: the cascade's proofs and paths in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE, UNKNOWN, reach
from aftershock.cascade.ways import ways
from aftershock.errors import UsageError
from aftershock.model.history import FoundPath, Paths, Unsettled, WayLikelihood, Why
from aftershock.model.iri import local_name
from aftershock.projection.described import component_class, component_label, component_owner
from aftershock.projection.radius import OFTEN, Cascade, illustrative, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.model.history import ProofStep
    from aftershock.model.radius import Alternatives, Supposition
    from aftershock.projection.window import Windowed

__all__ = ["MOST", "paths", "why"]

MOST: Final = 100
"""How many ways may be asked for."""

_NAMES: Final = {AFFECTED: "affected", POSSIBLE: "possible", UNKNOWN: "unknown"}


def why(
    cascade: Cascade | Windowed,
    target: int,
    *,
    before: Cascade | Windowed | None = None,
    supposed: Supposition | None = None,
    threat: str | None = None,
    notes: tuple[str, ...] = (),
) -> Why:
    """Explain one component's fall.

    Parameters
    ----------
    cascade
        What falls.
    target
        Its index.
    before, supposed, threat, notes
        As for `aftershock.projection.radius.radius`.
    """
    projection, found = cascade.projection, cascade.found
    evidence = _evidence(cascade, target)
    proof = () if evidence is None else cascade.proof(target)
    falls = evidence is not None and evidence != "start"
    window = None if isinstance(cascade, Cascade) else cascade.window.written
    if falls and cascade.likely is None:
        apt = found.alternatives == "apt"
        reason = "where apt's edges are followed" if apt else OFTEN if window else "for a limited depth"
        notes = (*notes, f"likelihoods are not computed {reason}")
    return Why(
        start=tuple(projection.components[start] for start in cascade.starts),
        mode=projection.modes[cascade.mode].name,
        threat=threat,
        target=projection.components[target],
        label=component_label(projection, target),
        class_name=component_class(projection, target),
        owner=component_owner(projection, target),
        evidence=evidence,
        row=row(cascade, target, before=before) if falls else None,
        proof=proof,
        unsettled=tuple(_unsettled(proof)),
        alternatives=found.alternatives,
        depth=cascade.depth,
        without_rules=tuple(projection.rules[rule].iri for rule in cascade.without_rules),
        illustrative=illustrative(cascade),
        revision=projection.revision,
        notes=notes if evidence is not None else (*notes, _stands(cascade, target)),
        window=window,
        supposed=supposed,
        before=None if before is None else _evidence(before, target),
    )


def paths(
    cascade: Cascade | Windowed,
    target: int,
    *,
    count: int = 5,
    supposed: Supposition | None = None,
    threat: str | None = None,
    notes: tuple[str, ...] = (),
) -> Paths:
    """Find the best ways to a component.

    Parameters
    ----------
    cascade
        What falls.
    target
        Its index.
    count
        How many ways to give at the most, 1 to `MOST`.
    supposed, threat, notes
        As for `aftershock.projection.radius.radius`.

    Raises
    ------
    UsageError
        If the cascade is of a window, or so many ways are not given.
    """
    if not isinstance(cascade, Cascade):
        raise UsageError("ways within a window are not searched for; ask why instead, or for one moment")
    if cascade.found.alternatives == "apt":
        raise UsageError("apt's edges have no likelihoods to order ways by; ask why instead, or for other alternatives")
    if not 1 <= count <= MOST:
        raise UsageError(f"{count} ways are asked for; ask for 1 to {MOST}")
    projection = cascade.projection
    answer = ways(cascade.found, projection.chances, target, count=count, depth=cascade.depth)
    if answer.cut_off:
        notes = (*notes, "the search was cut off: there may be other ways as good as the last of these")
    if not answer.found and not answer.cut_off:
        notes = (*notes, _stands(cascade, target))
    written = [(way, cascade.steps.path(way.hops)) for way in answer.found]
    return Paths(
        start=tuple(projection.components[start] for start in cascade.starts),
        mode=projection.modes[cascade.mode].name,
        threat=threat,
        target=projection.components[target],
        asked=count,
        found=tuple(
            FoundPath(
                evidence=_NAMES[way.level],
                likelihood=WayLikelihood(way.low, way.default, way.high),
                length=len(path) - 1,
                attack_steps=sum(step.effect == "EnablesAttack" for step in path),
                path=path,
            )
            for way, path in written
        ),
        cut_off=answer.cut_off,
        alternatives=cascade.found.alternatives,
        depth=cascade.depth,
        without_rules=tuple(projection.rules[rule].iri for rule in cascade.without_rules),
        illustrative=illustrative(cascade),
        revision=projection.revision,
        notes=notes,
        supposed=supposed,
    )


def _evidence(cascade: Cascade | Windowed, target: int) -> str | None:
    if target in cascade.starts:
        return "start"
    return _NAMES.get(int(cascade.found.classes[target]))


def _stands(cascade: Cascade | Windowed, target: int) -> str:
    """Say why a component stands, as far as one more reach tells."""
    projection, modes = cascade.projection, len(cascade.projection.modes)
    name = local_name(projection.components[target])
    states = [start * modes + cascade.mode for start in cascade.starts]

    def reached(alternatives: Alternatives, depth: int | None, without: tuple[int, ...]) -> bool:
        found = reach(projection.graph, states, alternatives=alternatives, depth=depth, disabled_rules=without)
        return bool(found.classes[target] != NOT_REACHED)

    given = cascade.found.alternatives
    if given == "apt" or not reached("any", None, ()):
        return f"{name} stands: nothing leads to it from there"
    if not isinstance(cascade, Cascade) and reached(given, None, cascade.without_rules):
        return f"{name} stands: nothing reaches it within the window; without one, it falls"
    if cascade.depth is not None and reached(given, None, cascade.without_rules):
        return f"{name} stands within depth {cascade.depth}; without that limit, it falls"
    if not reached("any", cascade.depth, cascade.without_rules):
        return f"{name} stands: nothing leads to it without the rules that are switched off"
    return f"{name} stands: what it needs has alternatives that do not fall; with --alternatives any, it falls"


def _unsettled(proof: tuple[ProofStep, ...]) -> Iterator[Unsettled]:
    for place, one in enumerate(proof):
        step = one.step
        if not one.rests_on:
            continue
        ends = (step.component, proof[one.rests_on[0]].step.component)
        if step.evidence == "unsaid":
            yield Unsettled(place, "unsaid", *ends)
            continue
        for qualifier in step.unsettled:
            yield Unsettled(place, "qualifier", *ends, qualifier)
        doubted = step.certainty not in ("stated", "assumed")
        if doubted:
            yield Unsettled(place, "certainty", *ends, step.certainty)
        if step.evidence == "uncertain" and not doubted and not step.unsettled:
            yield Unsettled(place, "alternatives", *ends)
