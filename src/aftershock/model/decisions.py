"""What to decide on: where it starts worst, and where it can be stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftershock.model.radius import Alternatives, Likelihood, Supposition

__all__ = [
    "ChokePoint",
    "ChokePoints",
    "Cut",
    "Named",
    "Only",
    "RankedBefore",
    "RankedBy",
    "Ranking",
    "RankingDifference",
    "RankingRow",
    "Scene",
    "Standing",
]

RankedBy = Literal["reach", "class", "impact"]
Only = Literal["documents", "all"]


@dataclass(frozen=True, slots=True)
class Named:
    """A component as people know it: IRI, label, class name (key ``class`` in JSON), and IRI of its owner, if any."""

    component: str
    label: str
    class_name: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """From what an answer was computed.

    Parameters
    ----------
    start
        IRIs of the components that fall first.
    mode
        The mode they start in.
    threat
        IRI of the threat that was asked about, if one was.
    alternatives, without_rules
        As asked.
    protect
        IRIs of the components that must not fall, where some were named.
    weights
        How much a component of each criticality counts, by local name; ``""`` is for those that have none.
    worlds, seed
        Of the samples, as asked; ``worlds`` is ``None`` for as many as the size allows.
    illustrative
        Whether it starts at something that is invented to show something.
    revision
        The store's revision.
    notes
        What the reader should know, one sentence each.
    supposed
        What is supposed to be otherwise than the documents say, if anything is.
    window
        From when until when, as ISO 8601, where that was asked for.
    """

    start: tuple[str, ...]
    mode: str
    threat: str | None
    alternatives: Alternatives
    without_rules: tuple[str, ...]
    protect: tuple[str, ...]
    weights: Mapping[str, float]
    worlds: int | None
    seed: int
    illustrative: bool
    revision: str
    notes: tuple[str, ...] = ()
    supposed: Supposition | None = None
    window: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How much falls, counted and on average.

    Parameters
    ----------
    counts
        Components that are ``affected``, ``possible``, ``unknown``.
    protected
        The same of those that are to be protected.
    expected
        How many fall on average, as of `aftershock.model.radius.BlastRadius`.
    impact
        The same with each component counted as much as its criticality weighs.
    exposed
        How many of those to be protected fall on average.
    expected_sampling, impact_sampling, exposed_sampling
        99 % intervals of the sample for each: of ``low``, ``default``, ``high``.
    """

    counts: Mapping[str, int]
    protected: Mapping[str, int]
    expected: Likelihood
    impact: Likelihood
    exposed: Likelihood
    expected_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    impact_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    exposed_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RankedBefore:
    """How a component to start from ranks as things are, where a ranking supposes them otherwise.

    Parameters
    ----------
    rank
        Its place, from 1; ``None`` where nothing falls with it, or where it lies further behind than was ranked.
    score, counts, impact, impact_sampling
        As of `RankingRow`.
    """

    rank: int | None
    score: float
    counts: Mapping[str, int]
    impact: Likelihood | None = None
    impact_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RankingRow(Named):
    """A component to start from.

    Parameters
    ----------
    illustrative
        Whether only invented documents know it.
    score
        By what it is ranked.
    counts
        What falls with it: ``affected``, ``possible``, ``unknown``; of the class asked about, where one was.
    mode
        The mode it starts in.
    impact
        What falls with it on average, weighted by criticality; ``None`` where it is not ranked by that.
    impact_sampling
        The 99 % intervals of the sample for it: of ``low``, ``default``, ``high``.
    rank
        Its place, from 1; ``None`` (only in `RankingDifference.left`) as of `RankedBefore`.
    before
        Where something is supposed: how it ranks as things are.
    """

    illustrative: bool
    score: float
    counts: Mapping[str, int]
    mode: str
    impact: Likelihood | None = None
    impact_sampling: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    rank: int | None = None
    before: RankedBefore | None = None


@dataclass(frozen=True, slots=True)
class RankingDifference:
    """What a supposition changes in a ranking.

    Parameters
    ----------
    total
        How many are ranked as things are.
    moved
        With how many of the components that are ranked either way another number falls: other counts, or by impact
        another average. ``None`` where not all of them were computed.
    left
        Rows that as things are stand on this page, and do not now; in the order in which they stand as things are.
    """

    total: int
    moved: int | None
    left: tuple[RankingRow, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Components ranked by what falls when each falls alone.

    Parameters
    ----------
    by
        ``"reach"``: affected, then possible, then unknown. ``"class"``: the same, of victims of one class.
        ``"impact"``: what falls on average, each component counted as much as its criticality weighs.
    victims
        Local name of the class whose members count; ``None`` where all do.
    mode
        The mode that all start in; ``"fitting"`` where they differ: each then starts in the first of control,
        integrity, confidentiality and availability that fits its class, as a blast radius does.
    alternatives
        As for a blast radius.
    only
        ``"documents"``: components that the user's own documents describe; ``"all"``: those of the catalogue too.
    exact
        Whether the ranking is exact; averages are exact up to the sample that they are taken from.
    method
        How it was computed, in words.
    weights
        As of `Scene`.
    rows
        Worst first; a page of them.
    total, offset, limit
        How many there are in all, and which page this is.
    worlds, seed
        Of the sample; ``None`` where none was taken.
    revision, notes
        As of `Scene`.
    protect
        IRIs of the components that alone count as victims, where some were named.
    without_rules, supposed
        As of `Scene`.
    difference
        Where something is supposed: what that changes. Each row then has how it ranks as things are.
    """

    by: RankedBy
    victims: str | None
    mode: str
    alternatives: Alternatives
    only: Only
    exact: bool
    method: str
    weights: Mapping[str, float]
    rows: tuple[RankingRow, ...]
    total: int
    offset: int
    limit: int
    worlds: int | None
    seed: int | None
    revision: str
    notes: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    without_rules: tuple[str, ...] = ()
    supposed: Supposition | None = None
    difference: RankingDifference | None = None


@dataclass(frozen=True, slots=True)
class ChokePoint(Named):
    """A component without whose fall less falls.

    Parameters
    ----------
    saved
        How many components fewer are affected, at least possible, in any of the three, if it does not fall; it does
        not count itself.
    protected_saved
        The same of those to be protected.
    left
        What falls all the same: ``affected``, ``possible``, ``unknown``.
    states
        For each of its modes that falls: how many components fewer are affected if it does not fall in this one.
    """

    saved: Mapping[str, int]
    protected_saved: Mapping[str, int]
    left: Mapping[str, int]
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """What to take out so that nothing that is to be protected falls, on evidence of any class.

    Parameters
    ----------
    states
        The fewest states (component and mode) between the starts and what is to be protected without which no path
        leads there; exact, by maximum flow. Empty where a start leads there straight.
    components
        Whole components between them that suffice; by recomputation none of them can be spared.
    edges
        Where a start leads there straight, so that nothing lies between: edges (dependent, relation, dependee) that
        suffice instead; by recomputation none of them can be spared.
    bound
        No fewer components (or edges) than this can suffice, by maximum flow; as long as no need has alternatives that
        must fall together. The fewest whole components are NP-hard to find in general.
    """

    states: tuple[tuple[str, str], ...]
    components: tuple[Named, ...]
    edges: tuple[tuple[str, str, str], ...]
    bound: int


@dataclass(frozen=True, slots=True)
class ChokePoints:
    """Where a cascade can be stopped.

    Parameters
    ----------
    scene
        From what it was computed.
    before
        What falls as things are: ``affected``, ``possible``, ``unknown``.
    rows
        Components, that first whose standing saves most; a page of them.
    found, offset, limit
        How many there are in all (of those tried, without whose fall less falls), and which page this is.
    tried, total
        How many of the components that fall were tried, of how many.
    cut
        Where components are to be protected: what separates them. ``None`` where a start is itself to be protected,
        where nothing can be taken out, or where nothing is to be protected.
    """

    scene: Scene
    before: Mapping[str, int]
    rows: tuple[ChokePoint, ...]
    found: int
    offset: int
    limit: int
    tried: int
    total: int
    cut: Cut | None = None
