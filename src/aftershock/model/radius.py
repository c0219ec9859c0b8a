"""The answer to: what falls when this falls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EVIDENCE",
    "Alternatives",
    "BlastRadius",
    "Borne",
    "Difference",
    "Evidence",
    "Fall",
    "Likelihood",
    "Moved",
    "PathStep",
    "RadiusRow",
    "Supposition",
]

Alternatives = Literal["by-rule", "any", "all", "apt"]
Evidence = Literal["affected", "possible", "unknown"]

EVIDENCE: Final[tuple[Evidence, ...]] = get_args(Evidence)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A probability as an interval with its default: ``0 <= low <= default <= high <= 1``."""

    low: float
    default: float
    high: float


@dataclass(frozen=True, slots=True)
class Fall:
    """How likely a component falls: what is known of edges and numbers as an interval, and how it was found.

    Parameters
    ----------
    low
        Over stated edges, with low numbers.
    default
        Over edges of the row's class of evidence or better, with default numbers; ``None`` where some number that
        matters was never given, as none is for what nobody said.
    high
        Over all edges, with high numbers.
    method
        ``"certain"``, ``"tree"``, ``"series-parallel"``, ``"factored"`` or ``"enumerated"`` where all three are exact
        (the hardest that was needed), else ``"simulated"``.
    sampling
        For each of the three that was simulated, where it lies: the exact binomial interval of 99 % within analytic
        bounds. Sampling error is no part of low and high: more worlds narrow it, more knowledge narrows those.
    """

    low: float
    default: float | None
    high: float
    method: str
    sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PathStep:
    """One hop: how a component came to be in a mode.

    Parameters
    ----------
    component
        IRI of the component reached.
    mode
        The mode it is in, such as ``"integrity"``.
    from_mode
        The mode of the component before it from which the rule carries; ``None`` at the start.
    relation, rule
        IRIs of what carried; ``None`` at the start.
    likelihood
        The rule's interval; ``None`` at the start or where the rule gives none.
    basis
        Whose number that is, such as ``"ExpertEstimate"``.
    effect
        ``"FollowsByItself"`` or ``"EnablesAttack"``.
    certainty
        ``"stated"``, ``"assumed"``, ``"not-certain"``, ``"inferred"``, ``"derived"``, ``"stale"``, ``"unsaid"``.
    evidence
        ``"stated"``, ``"uncertain"`` or ``"unsaid"``: what the hop counts as, once certainty, guards and alternatives
        are weighed.
    documents
        IRIs of the documents (named graphs) that say the relation holds.
    unsettled
        Qualifiers that nobody gave and that would settle whether the rule passes here.
    also_needed
        Where alternatives had to fall together: the others, as (component IRI, mode).
    """

    component: str
    mode: str
    from_mode: str | None = None
    relation: str | None = None
    rule: str | None = None
    likelihood: Likelihood | None = None
    basis: str | None = None
    effect: str | None = None
    certainty: str | None = None
    evidence: str | None = None
    documents: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    also_needed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RadiusRow:
    """One component that falls, may fall, or of which nobody can say.

    Parameters
    ----------
    component
        Its IRI.
    label
        Its preferred label.
    class_name
        The local name of its most specific class, such as ``"AIAgent"`` (key ``class`` in JSON).
    owner
        IRI of who is accountable, if anyone is named.
    mode, depth, path
        Those of its nearest state; depth counts relations.
    modes
        Every mode it is in, within its evidence class.
    also_possible
        Further modes it may be in, on weaker evidence.
    attack_steps
        Hops of the path at which somebody still has to act.
    likelihood
        That the component falls in any mode; ``None`` where it was not computed. Each step of the path has its rule's
        interval.
    by_mode
        That it falls in each of its modes.
    before
        Where something is supposed: its likelihoods as things are, by mode, and under ``"any"`` that of any mode.
    since
        When it fell, where times are asked for.
    """

    component: str
    label: str
    class_name: str
    owner: str | None
    mode: str
    modes: tuple[str, ...]
    depth: int
    path: tuple[PathStep, ...]
    attack_steps: int
    also_possible: tuple[str, ...] = ()
    likelihood: Fall | None = None
    by_mode: Mapping[str, Fall] = field(default_factory=dict)
    before: Mapping[str, Fall] = field(default_factory=dict)
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Supposition:
    """What a question supposes.

    Parameters
    ----------
    at
        The moment, as ISO 8601.
    stale_days
        After how many days unseen an edge counts as uncertain.
    with_mitigations
        Pairs of a mitigation and the component it is put on; ``None`` for wherever it helps.
    without_edges, with_edges
        Edges taken away and added: dependent, relation, dependee.
    """

    at: str | None = None
    stale_days: int | None = None
    with_mitigations: tuple[tuple[str, str | None], ...] = ()
    without_edges: tuple[tuple[str, str, str], ...] = ()
    with_edges: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A component that stands otherwise for what is supposed: its class of evidence before and after, if any."""

    component: str
    label: str
    class_name: str
    owner: str | None
    before: Evidence | None
    after: Evidence | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a supposition changes.

    Parameters
    ----------
    counts
        As things are; compare with the answer's own.
    expected
        How many components fall on average, as things are; ``None`` where likelihoods were not computed.
    moved
        Components that stand otherwise, in their order; the first thousand of them.
    total
        How many stand otherwise.
    """

    counts: Mapping[str, int]
    expected: Likelihood | None
    moved: tuple[Moved, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Borne:
    """What one class or one owner bears of a blast radius, on average.

    Parameters
    ----------
    expected
        How many of its components fall.
    impact
        The same, each weighted by its criticality.
    expected_sampling, impact_sampling
        Where each of the three lies: the 99 % interval of the sample; empty where it was not counted apart.
    """

    expected: Likelihood
    impact: Likelihood
    expected_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    impact_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BlastRadius:
    """What falls with one or several components.

    Parameters
    ----------
    start
        IRIs of the starting components.
    mode
        The mode they start in.
    threat
        IRI of the threat that was asked about, if one was.
    alternatives, depth, without_rules
        As asked.
    affected, possible, unknown
        Disjoint rows: a stated path exists; a path exists that rests on something uncertain; a path exists only
        through what a document does not say. Nearest first. A page of them where a page was asked for.
    counts
        Of all rows: ``{"affected": n, "possible": n, "unknown": n}``.
    by_class
        The same counts for each class name.
    illustrative
        Whether anything here rests on an illustrative document.
    revision
        The store's revision it was computed on.
    notes
        What the reader of the answer should know, one sentence each.
    supposed
        What was supposed, if anything was.
    difference
        What that changes.
    expected
        How many components fall on average; ``None`` where likelihoods were not computed.
    expected_sampling
        Where each of the three lies: the 99 % interval of the sample. Sampling error is no part of low and high.
    expected_by_class, expected_by_owner
        What each class bears, and each owner (``""``: what nobody owns), the most first; empty without likelihoods.
    worlds, seed
        Of the sample; ``None`` where none was taken.
    window
        From when until when, as ISO 8601, where times were asked for: rows are then ordered by when they fell.
    """

    start: tuple[str, ...]
    mode: str
    threat: str | None
    alternatives: Alternatives
    depth: int | None
    without_rules: tuple[str, ...]
    affected: tuple[RadiusRow, ...]
    possible: tuple[RadiusRow, ...]
    unknown: tuple[RadiusRow, ...]
    counts: Mapping[str, int]
    by_class: Mapping[str, Mapping[str, int]]
    illustrative: bool
    revision: str = ""
    notes: tuple[str, ...] = field(default=())
    supposed: Supposition | None = None
    difference: Difference | None = None
    expected: Likelihood | None = None
    expected_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    expected_by_class: Mapping[str, Borne] = field(default_factory=dict)
    expected_by_owner: Mapping[str, Borne] = field(default_factory=dict)
    worlds: int | None = None
    seed: int | None = None
    window: tuple[str, str] | None = None
