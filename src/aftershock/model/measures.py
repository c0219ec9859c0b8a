"""What to do and what to find out: measures with what they save and cost, and facts with what they would settle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from aftershock.model.decisions import Named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftershock.model.decisions import Scene, Standing

__all__ = [
    "Action",
    "ActionKind",
    "Brief",
    "Contact",
    "Containment",
    "Down",
    "Fact",
    "Facts",
    "Goal",
    "Measure",
    "Plan",
    "Plans",
    "Rotation",
    "StillOpen",
]

ActionKind = Literal["mitigation", "isolate", "revoke", "block", "pin", "roll-back"]
Goal = Literal["reduce", "separate"]


@dataclass(frozen=True, slots=True)
class Down:
    """What stops working when something is taken out of use.

    Parameters
    ----------
    out
        What is taken out.
    counts
        What is not available without it: ``affected``, ``possible``, ``unknown``.
    first
        The nearest of these.
    note
        What must be known to read it; empty where nothing must.
    """

    out: tuple[Named, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    first: tuple[Named, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measure(Named):
    """A mitigation put on a component, a component isolated, or an edge blocked.

    Parameters
    ----------
    kind
        ``"mitigation"``, ``"isolate"`` or ``"block"``.
    mitigation, mitigation_label
        IRI and label of a mitigation.
    cost
        1 unless a table says otherwise.
    rules
        IRIs of the rules in play here that it lowers.
    edge
        What is blocked: dependent, relation, dependee.
    """

    kind: ActionKind
    mitigation: str | None
    mitigation_label: str | None
    cost: float
    rules: tuple[str, ...] = ()
    edge: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class StillOpen(Named):
    """A component that falls all the same, and how likely in any mode: over stated edges, by default, over all."""

    low: float
    default: float
    high: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Measures together, recomputed.

    Parameters
    ----------
    measures
        What to do.
    cost
        In all.
    after
        How things stand then.
    takes_down
        What the plan itself stops.
    open
        What stays most likely to fall.
    """

    measures: tuple[Measure, ...]
    cost: float
    after: Standing
    takes_down: Down
    open: tuple[StillOpen, ...] = ()


@dataclass(frozen=True, slots=True)
class Plans:
    """The best that a budget buys.

    Parameters
    ----------
    scene
        From what it was computed.
    goal
        ``"reduce"`` what falls on average, or ``"separate"`` what is to be protected from the starts.
    objective
        What was made least: ``"exposed"`` where components are to be protected, else ``"impact"``.
    budget
        What the measures of a plan may cost; ``None`` where the goal sets no limit.
    method
        ``"brute force"``: every set of measures within the budget was recomputed, the first plan is the best there is.
        ``"greedy"``: measure by measure, each choice recomputed; no ratio to the best is claimed. ``"minimum cut"``.
    candidates, considered
        How many measures could lower something here, and how many of them were considered.
    tried
        How many plans were recomputed.
    before
        How things stand without.
    plans
        Best first.
    """

    scene: Scene
    goal: Goal
    objective: str
    budget: float | None
    method: str
    candidates: int
    considered: int
    tried: int
    before: Standing
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Action(Named):
    """One thing to do at once to a component (of an edge, to that which relies on the other), recomputed.

    Parameters
    ----------
    kind
        ``"revoke"`` a credential, ``"block"`` an edge, ``"isolate"`` a component, ``"pin"`` what is got from it, or
        ``"roll-back"`` to what was before it.
    edge
        The edge: dependent, relation, dependee.
    stops
        How many fewer are affected, at least possible, in any of the three.
    after
        How things stand then.
    takes_down
        What it stops that should go on.
    """

    kind: ActionKind
    edge: tuple[str, str, str] | None
    stops: Mapping[str, int]
    after: Standing
    takes_down: Down


@dataclass(frozen=True, slots=True)
class Rotation(Named):
    """A credential to rotate.

    Parameters
    ----------
    evidence
        On which evidence it is exposed.
    opens
        What falls with the credential alone: ``affected``, ``possible``, ``unknown``.
    holders
        IRIs of what holds it.
    """

    evidence: str
    opens: Mapping[str, int]
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call, about what.

    Parameters
    ----------
    owner, label
        IRI and name; ``None`` and empty where nobody is named.
    counts
        How many of theirs are ``affected``, ``possible``, ``unknown``.
    components
        The nearest of these.
    """

    owner: str | None
    label: str
    counts: Mapping[str, int]
    components: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Containment:
    """What to do at once.

    Parameters
    ----------
    scene
        From what it was computed.
    before
        How things stand.
    actions
        That first which stops most, and of those that stop as much that which takes down least; a page of each kind.
    found
        For each kind, how many stop something, of those tried; to pin, how many can be pinned: whether that stops
        something is computed for those of the page alone.
    offset, limit
        Which page of each kind this is.
    rotate
        Credentials, that first which opens most.
    call
        Owners, those first of whom most is affected; last what nobody owns.
    """

    scene: Scene
    before: Standing
    actions: tuple[Action, ...]
    found: Mapping[ActionKind, int]
    offset: int
    limit: int
    rotate: tuple[Rotation, ...]
    call: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Fact(Named):
    """Something that nobody said, and what the answer would be either way.

    Parameters
    ----------
    kind
        ``"qualifier"``: whether an edge has it. ``"edge"``: whether an uncertain edge is there. ``"dependencies"``:
        whether a component relies on others of its document, which does not say. ``"mitigation"``: whether it is in
        place.
    question
        In words.
    edge
        The edge asked about, where it is one: dependent, relation, dependee.
    about
        IRI of the qualifier or the mitigation, where it is one.
    if_true, if_false
        How things stand then.
    moves
        How many components change class, if it is true and if it is false.
    narrows
        By how much the interval of what falls on average gets narrower, in the better of the two cases; never below 0.
    """

    kind: str
    question: str
    edge: tuple[str, str, str] | None
    about: str | None
    if_true: Standing
    if_false: Standing
    moves: tuple[int, int]
    narrows: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What would narrow the answer most.

    Parameters
    ----------
    scene
        From what it was computed.
    before
        How things stand.
    rows
        Facts, that first which moves most; a page of them.
    found, offset, limit
        How many there are in all (of those tried, that move or narrow anything), and which page this is.
    tried, total
        How many were tried, of how many that are open here.
    """

    scene: Scene
    before: Standing
    rows: tuple[Fact, ...]
    found: int
    offset: int
    limit: int
    tried: int
    total: int


@dataclass(frozen=True, slots=True)
class Brief:
    """What somebody who must decide has to know, on one page.

    Parameters
    ----------
    scene
        From what it was computed.
    titles
        What the starting components are called.
    since
        When it began, as ISO 8601; ``None`` where nobody said.
    before
        How things stand.
    owners
        How many are to be called in all; ``call`` has those first of whom most is affected.
    call
        Whom to call, about what.
    unknown
        Facts that would settle most.
    actions
        What to do first: of each kind the action that stops most, three at the most.
    rotate
        Credentials to rotate first.
    ends
        What the far ends of relations that an action is about are called, by IRI.
    """

    scene: Scene
    titles: tuple[str, ...]
    since: str | None
    before: Standing
    owners: int
    call: tuple[Contact, ...]
    unknown: tuple[Fact, ...]
    actions: tuple[Action, ...]
    rotate: tuple[Rotation, ...]
    ends: Mapping[str, str] = field(default_factory=dict)
