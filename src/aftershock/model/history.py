"""Why something falls, by which ways, and how it went over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from aftershock.model.radius import PathStep, RadiusRow, Supposition

__all__ = ["FoundPath", "Paths", "ProofStep", "Unsettled", "WayLikelihood", "Why"]


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


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Something in a proof that nobody has settled.

    Parameters
    ----------
    step
        Its place in the proof.
    kind
        ``"qualifier"``: nobody gave one that the rule asks about; ``"certainty"``: no document states the relation for
        certain; ``"alternatives"``: nobody named all alternatives of the need; ``"unsaid"``: a document does not say
        what the component depends on.
    component, other
        IRIs: what the step arrives at, and what it carried on from.
    detail
        IRI of the qualifier, or the name of the certainty; ``None`` else.
    """

    step: int
    kind: Literal["qualifier", "certainty", "alternatives", "unsaid"]
    component: str
    other: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why one component falls with others.

    Parameters
    ----------
    start
        IRIs of the starting components.
    mode
        The mode they start in.
    threat
        IRI of the threat that was asked about, if one was.
    target, label, class_name, owner
        The component asked about.
    evidence
        How it falls: ``"affected"``, ``"possible"``, ``"unknown"``; ``"start"`` where it is a start; ``None`` where it
        stands.
    row
        The row of the blast radius, with path and likelihood; ``None`` where there is none.
    proof
        All that its fall rests on, each step after those that it rests on; the last is its own.
    unsettled
        What nobody has settled in the proof, in the order of its steps.
    alternatives, depth, without_rules
        As asked.
    illustrative
        Whether the cascade rests on an illustrative document.
    revision
        The store's revision it was computed on.
    notes
        What the reader should know, one sentence each.
    window
        From when until when, where times were asked for.
    supposed
        What is supposed, if anything is.
    before
        Where something is supposed: how it falls as things are, as `evidence`.
    """

    start: tuple[str, ...]
    mode: str
    threat: str | None
    target: str
    label: str
    class_name: str
    owner: str | None
    evidence: str | None
    row: RadiusRow | None
    proof: tuple[ProofStep, ...]
    unsettled: tuple[Unsettled, ...]
    alternatives: str
    depth: int | None
    without_rules: tuple[str, ...]
    illustrative: bool
    revision: str
    notes: tuple[str, ...] = ()
    window: tuple[str, str] | None = None
    supposed: Supposition | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class WayLikelihood:
    """How likely all hops of one way carry: an interval, and the default where every number was given."""

    low: float
    default: float | None
    high: float


@dataclass(frozen=True, slots=True)
class FoundPath:
    """One way from a start to the target.

    Parameters
    ----------
    evidence
        ``"affected"``, ``"possible"`` or ``"unknown"``: as good as its worst hop.
    likelihood
        That all of its hops carry; what else must fall with them is not counted.
    length
        How many relations it has.
    attack_steps
        At how many of them somebody still has to act.
    path
        Its steps, the start first.
    """

    evidence: str
    likelihood: WayLikelihood
    length: int
    attack_steps: int
    path: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """The best ways between components.

    Parameters
    ----------
    start, mode, threat, target, alternatives, depth, without_rules, illustrative, revision, notes, supposed
        As in `Why`.
    asked
        How many ways were asked for.
    found
        The best first: by evidence, then likelihood, then length.
    cut_off
        Whether the search ended before it could tell that there are no other ways as good.
    """

    start: tuple[str, ...]
    mode: str
    threat: str | None
    target: str
    asked: int
    found: tuple[FoundPath, ...]
    cut_off: bool
    alternatives: str
    depth: int | None
    without_rules: tuple[str, ...]
    illustrative: bool
    revision: str
    notes: tuple[str, ...] = ()
    supposed: Supposition | None = None
