"""Containment: what to do at once, each action with what it stops and what it takes down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.blocking import Blocking
from aftershock.cascade.reach import NOT_REACHED, reach
from aftershock.model.measures import Action, Contact, Containment, Down, Rotation
from aftershock.model.watch import watch
from aftershock.projection.choke import saving, states_of, worth_trying
from aftershock.projection.cuts import edge_name
from aftershock.projection.described import component_label
from aftershock.projection.outage import mode_place, out_of_use, touching, unjoined, without
from aftershock.projection.question import called, counted, named, tally
from aftershock.projection.releases import other_releases
from aftershock.projection.whatif import remade
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from aftershock.cascade.reach import Reach
    from aftershock.model.decisions import Standing
    from aftershock.model.measures import ActionKind
    from aftershock.projection.question import Question
    from aftershock.projection.radius import Cascade
    from aftershock.projection.stored import Projection

    Bits = NDArray[np.bool_]

__all__ = ["contacts", "contain", "of_class", "rotations"]

_SHOWN: Final = 10
_EDGES_TRIED: Final = 200
_LEAST: Final = 20
_WORK: Final = 30_000_000
_NAMES: Final = ("affected", "possible", "unknown")
_HOLDERS: Final = "nobody says whether its holders can do without; what falls with all of them is counted as possible"
_PINNED: Final = "what is pinned keeps working; new releases no longer arrive, and a bad one that is pinned stays"
_BACK: Final = "there to go back to, and not fallen; nobody says whether what uses it works with another release"
_RELEASES: Final = 3
_ROLLED: Final = "counted as if there were nothing to go back to; with an earlier release in its place nothing stops"


def of_class(projection: Projection, iri: str) -> Bits:
    """Tell which components are of a class or one below it."""
    fits = [iri in projection.class_above.get(name, {name}) or name == iri for name in projection.classes]
    return np.array([*fits, False], np.bool_)[projection.class_of]


def contain(question: Question, *, offset: int = 0, limit: int = 4) -> Containment:
    """Find what to do at once.

    Parameters
    ----------
    question
        What falls; where components are to be protected, what saves these comes first.
    offset, limit
        Which actions of each kind to give, 0 or more: those that stop most come first. To pin, the places come first
        from which most is got.

    Returns
    -------
    Containment
        Actions that stop nothing are left out.
    """
    cascade = question.run()
    found, before = cascade.found, question.standing(cascade)
    some, page = _Actions(question, cascade, before), slice(offset, offset + limit)
    ranked: dict[ActionKind, list[int]] = {
        "isolate": some.isolations(),
        "revoke": some.revocations(),
        "roll-back": some.roll_backs(),
        "block": some.blocks(),
    }
    pinned = some.pinnable()
    chosen = [some.action(kind, place) for kind, places in ranked.items() for place in places[page]]
    actions = sorted([*chosen, *some.pins(pinned[page])], key=_first)
    notes = []
    if some.fallen > some.fallen_tried:
        notes.append(f"{some.fallen_tried:,} of {some.fallen:,} components that fall were tried")
    if some.edges_here > some.edges_tried:
        notes.append(
            f"of {some.edges_here:,} edges over which something falls, the {some.edges_tried} nearest were tried"
        )
    return Containment(
        scene=question.scene(*notes),
        before=before,
        actions=tuple(actions),
        found={**{kind: len(places) for kind, places in ranked.items()}, "pin": len(pinned)},
        offset=offset,
        limit=limit,
        rotate=rotations(question, found),
        call=contacts(question, found),
    )


def _first(action: Action) -> tuple[float, ...]:
    protected = [action.after.protected[name] for name in _NAMES]
    down = sum(action.takes_down.counts.values())
    return (*protected, *(-number for number in action.stops.values()), down, action.after.impact.default)


def rotations(question: Question, found: Reach) -> tuple[Rotation, ...]:
    """Give the credentials that are exposed, or that it starts from, by what falls with each alone."""
    projection, modes = question.projection, len(question.projection.modes)
    exposed = of_class(projection, AFT.Credential) & (found.classes[: len(projection.components)] != NOT_REACHED)
    places = {*np.flatnonzero(exposed).tolist(), *_starting(question, AFT.Credential)}
    mode, rows = mode_place(projection, AFT.Confidentiality), []
    for one in sorted(places):
        counts = reach(projection.graph, [one * modes + mode], alternatives=question.alternatives).counts
        evidence = "start" if found.classes[one] == NOT_REACHED else _NAMES[int(found.classes[one])]
        holders = tuple(projection.components[holder] for holder in _holders(projection, one))
        rows.append(Rotation(*called(projection, one), evidence=evidence, opens=counted(counts), holders=holders))
    rows.sort(key=lambda row: ([-number for number in row.opens.values()], row.component))
    return tuple(rows)


def contacts(question: Question, found: Reach) -> tuple[Contact, ...]:
    """Group what falls by who is accountable; last what nobody owns."""
    projection = question.projection
    rows = np.concatenate([found.rows(level) for level in range(3)])
    owners = projection.owner_of[rows]
    names = {name: place for place, name in enumerate(projection.components)}
    call = []
    for owner in np.unique(owners).tolist():
        theirs = rows[owners == owner]
        iri = projection.owners[owner] if owner >= 0 else None
        place = None if iri is None else names.get(iri)
        call.append(
            Contact(
                owner=iri,
                label="" if iri is None else iri if place is None else component_label(projection, place),
                counts=tally(found.classes[theirs]),
                components=tuple(named(projection, one) for one in theirs[:_SHOWN].tolist()),
            )
        )
    call.sort(key=lambda one: (one.owner is None, [-number for number in one.counts.values()], one.owner or ""))
    return tuple(call)


def _starting(question: Question, kind: str) -> list[int]:
    fits = of_class(question.projection, kind)
    return [one for one in question.starts if fits[one]]


def _holders(projection: Projection, credential: int) -> list[int]:
    edges = projection.edges
    holds = [
        place
        for place, name in enumerate(projection.relations)
        if AFT.holdsCredential in projection.relation_above[name]
    ]
    found: list[int] = np.unique(
        edges.dependent[(edges.dependee == credential) & np.isin(edges.relation, holds)]
    ).tolist()
    return found


class _Actions:
    """Tries actions by what they stop, and recomputes those that are given."""

    def __init__(self, question: Question, cascade: Cascade, standing: Standing) -> None:
        found = cascade.found
        self._question, self._cascade, self._found, self._standing = question, cascade, found, standing
        self._projection = question.projection
        self._blocking = Blocking(found)
        self._before = counted(found.counts)
        self._guarded = np.asarray(question.protect, np.int64)
        tried, self.fallen = worth_trying(found)
        self.fallen_tried = len(tried)
        self._fallen = [*question.starts, *tried]
        graph, fell = found.graph, found.runs[2].depth >= 0
        source = np.repeat(np.arange(graph.states, dtype=np.int32), np.diff(graph.offsets))
        self._used = fell[source] & fell[graph.targets] & (found.passage[graph.rule] > 0)
        self._source = source
        depth = found.runs[2].depth[source[self._used]]
        dependency = graph.dependency[self._used]
        near = dependency[np.argsort(depth, kind="stable")]
        self._edges = list(dict.fromkeys(near[near >= 0].tolist()))
        self.edges_here = len(self._edges)
        self.edges_tried = min(self.edges_here, _EDGES_TRIED, max(_LEAST, _WORK // max(1, graph.targets.size)))

    def isolations(self) -> list[int]:
        """Cut components off from all others, those to be protected excepted."""
        return self._best("isolate", [one for one in self._fallen if one not in self._question.protect])

    def revocations(self) -> list[int]:
        """Let credentials open nothing any more."""
        fits = of_class(self._projection, AFT.Credential)
        return self._best("revoke", [one for one in self._fallen if fits[one]])

    def roll_backs(self) -> list[int]:
        """Let others use artifacts in an earlier release; what fell is not set up again."""
        fits = of_class(self._projection, AFT.Artifact)
        return self._best("roll-back", [one for one in self._fallen if fits[one]])

    def blocks(self) -> list[int]:
        """Let nothing pass edges any more."""
        return self._best("block", self._edges[: self.edges_tried])

    def pinnable(self) -> list[int]:
        """Give the places from which something is got that nobody pinned yet, those first from which most is."""
        places, count = np.unique(self._projection.edges.dependee[self._unpinned()], return_counts=True)
        found: list[int] = places[np.argsort(-count, kind="stable")].tolist()
        return found

    def pins(self, places: Sequence[int]) -> list[Action]:
        """Let what is got from one place stay what it is now, where nobody pinned it yet."""
        if not places:
            return []
        projection, edges, open_ = self._projection, self._projection.edges, self._unpinned()
        bit = np.uint64(1 << projection.qualifiers.index(AFT.PinnedByDigest))
        actions = []
        for place in places:
            has, lacks = edges.has.copy(), edges.lacks.copy()
            mine = open_[edges.dependee[open_] == place]
            has[mine] |= bit
            lacks[mine] &= ~bit
            pinned = remade(replace(projection, edges=replace(edges, has=has, lacks=lacks)))
            nothing = Down(counts=counted((0, 0, 0)), note=_PINNED)
            actions.append(self._recomputed("pin", place, None, pinned, nothing))
        return [one for one in actions if any(one.stops.values()) or one.after.impact != self._standing.impact]

    def action(self, kind: ActionKind, place: int) -> Action:
        """Recompute an action with its likelihoods, and what it takes down."""
        question, projection = self._question, self._projection
        after = without(projection, self._bits(kind, place))
        if kind == "block":
            dependent = int(projection.edges.dependent[place])
            return self._recomputed(kind, dependent, place, after, unjoined(question, [place]))
        down = out_of_use(question, [place])
        if kind == "revoke":
            down = self._unheld(place)
        elif kind == "roll-back":
            down = self._back(place) or replace(down, note=_ROLLED)
        return self._recomputed(kind, place, None, after, down)

    def _unpinned(self) -> NDArray[np.int32]:
        """Give the edges that something falls over and that a pin would guard."""
        projection, graph = self._projection, self._found.graph
        if AFT.PinnedByDigest not in projection.qualifiers:
            return np.zeros(0, np.int32)
        guarded = [place for place, rule in enumerate(projection.rules) if AFT.PinnedByDigest in rule.unless]
        found: NDArray[np.int32] = np.unique(graph.dependency[self._used & np.isin(graph.rule, guarded)])
        return found

    def _best(self, kind: ActionKind, places: Iterable[int]) -> list[int]:
        """Give those that stop something, that first which stops most."""
        rows, every = [], list(places)
        for number, place in enumerate(every):
            watch().step(f"of what to {kind}", number, len(every))
            if kind in ("isolate", "revoke"):
                blocked = self._blocking.without(states=states_of(self._question, [place]))
            else:
                blocked = self._blocking.without(edges=np.flatnonzero(self._bits(kind, place)).astype(np.int32))
            stops = saving(self._before, counted(blocked.counts))
            if any(stops.values()):
                left = tally(blocked.classes[self._guarded])
                rows.append(((*left.values(), *(-number for number in stops.values())), place))
        return [place for _, place in sorted(rows)]

    def _bits(self, kind: ActionKind, place: int) -> Bits:
        graph = self._found.graph
        if kind == "block":
            found: Bits = graph.dependency == place
            return found
        if kind == "roll-back":
            leaves: Bits = (self._source // graph.modes == place) & (graph.targets // graph.modes != place)
            return leaves
        return touching(self._projection, [place])

    def _recomputed(
        self, kind: ActionKind, component: int, edge: int | None, projection: Projection, down: Down
    ) -> Action:
        question = self._question
        after = question.standing(question.run(projection, self._cascade))
        return Action(
            *called(self._projection, component),
            kind=kind,
            edge=None if edge is None else edge_name(question, edge),
            stops=saving(self._before, dict(after.counts)),
            after=after,
            takes_down=down,
        )

    def _back(self, place: int) -> Down | None:
        """Say which other releases there are that do not fall, if there are any."""
        others = [
            one
            for one in other_releases(self._projection.releases, place).tolist()
            if self._found.classes[one] == NOT_REACHED and one not in self._question.starts
        ]
        if not others:
            return None
        names = ", ".join(component_label(self._projection, one) for one in others[:_RELEASES])
        more = f" and {len(others) - _RELEASES:,} more" if len(others) > _RELEASES else ""
        return Down(counts=counted((0, 0, 0)), note=f"{names}{more}: {_BACK}")

    def _unheld(self, credential: int) -> Down:
        """Give what falls with the holders of a credential, all of it counted as possible."""
        holders = _holders(self._projection, credential)
        if not holders:
            return Down(out=(named(self._projection, credential),), counts=counted((0, 0, 0)))
        down = out_of_use(self._question, holders)
        affected, possible, unknown = (down.counts[name] for name in _NAMES)
        return Down(
            out=(named(self._projection, credential),),
            counts=counted((0, len(holders) + affected + possible, unknown)),
            first=(*(named(self._projection, one) for one in holders), *down.first)[:_SHOWN],
            note=_HOLDERS,
        )
