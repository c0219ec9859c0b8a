"""What to decide on: the part of a knowledge base that ranks, finds choke points, plans, contains and briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, Unpack

import numpy as np

from aftershock.errors import UsageError
from aftershock.explore.suppose import suppose
from aftershock.knowledge_base.consequence import Consequence, Memory
from aftershock.model.asked import Asked, Changing, Course, Situation
from aftershock.model.choice import Choice
from aftershock.projection.choke import choke_points
from aftershock.projection.containment import contain
from aftershock.projection.cuts import separation
from aftershock.projection.facts import facts
from aftershock.projection.moments import instant, written
from aftershock.projection.outage import without
from aftershock.projection.plans import PlansAsked, reduce
from aftershock.projection.question import MOST, Question, weights
from aftershock.projection.rank_order import sort_of
from aftershock.projection.ranking import FITTING, Before, RankingAsked, rank
from aftershock.projection.separating import separate
from aftershock.projection.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from aftershock.explore.view import View
    from aftershock.knowledge_base.engine import Engine
    from aftershock.model.choice import Certainty, Layer
    from aftershock.model.decisions import ChokePoints, Only, RankedBy, Ranking
    from aftershock.model.measures import Brief, Containment, Facts, Goal, Plans
    from aftershock.model.radius import Alternatives
    from aftershock.projection.rank_order import Order

__all__ = ["Decisions"]

Answer = TypeVar("Answer")

_ANSWERS: Final = 16


class Decisions(Consequence):
    """The part of a knowledge base that says what to do.

    Parameters
    ----------
    engine
        The workers.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._answers: Memory[object] = Memory(_ANSWERS)

    def ranking(
        self,
        by: RankedBy = "reach",
        *,
        victims: str | None = None,
        only: Only | None = None,
        mode: str | None = None,
        alternatives: Alternatives = "by-rule",
        weights_of: Mapping[str, float] | None = None,
        protect: Sequence[str] = (),
        worlds: int | None = None,
        seed: int = 0,
        of_class: str | None = None,
        layer: Layer | None = None,
        severity: str | None = None,
        criticality: str | None = None,
        owner: str | None = None,
        certainty: Certainty | None = None,
        sort: str | None = None,
        order: Order | None = None,
        offset: int = 0,
        limit: int = 20,
        **options: Unpack[Changing],
    ) -> Ranking:
        """Rank components by what falls with each alone.

        Parameters
        ----------
        by
            ``"reach"``, ``"class"`` (of victims: give ``victims``) or ``"impact"`` (on average, by criticality).
        victims
            Name of a class; only its members, and those of classes below it, count as victims.
        only
            ``"documents"``: one's own components; ``"all"``: those of the catalogue's incidents too. Left out:
            documents, if there are any.
        mode
            The mode they start in; left out (or ``"fitting"``), each starts as a blast radius does: in control, or
            where that does not fit its class in the first of integrity, confidentiality and availability that does.
        alternatives, worlds, seed
            As for `blast_radius`.
        weights_of
            How much a component of each criticality counts, by name.
        protect
            Names of components that must not fall: these alone then count as victims. Not together with a class.
        of_class, layer, severity, criticality, owner, certainty
            Only such components are ranked, as `aftershock.model.choice.Choice` has it: of this class or one below it,
            of this layer, and so on; by certainty those of which the surest relation is so sure.
        sort, order
            By another column than the rank, ``component``, ``owner``, ``affected``, ``possible``, ``unknown`` or
            ``impact``, and ``asc`` or ``desc``.
        offset, limit
            Which rows to give.
        **options
            What is supposed, as `aftershock.model.asked.Asked` has it. The answer then has the difference, and each
            row how it ranks as things are.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name.
        UsageError
            If a number is not as said, or a ranking by class lacks the class.
        """
        view = self._view()
        plain = view.projection
        choice = Choice(of_class, layer, severity, criticality, owner, certainty)
        if protect and victims is not None:
            raise UsageError("either the members of a class count as victims or what is to be protected; give one")
        wanted = Asked.of((), options, Changing, "ranking")
        change, supposed = suppose(view, wanted)
        off = tuple(sorted({view.rule(rule) for rule in wanted.without_rules}))
        projection = self._supposed(plain, None if supposed is None else change)
        if off:
            projection = without(projection, np.isin(projection.graph.rule, off))
        guarded = tuple(dict.fromkeys(view.component(name) for name in protect))
        is_victim = None if victims is None else np.isin(plain.class_of, view.classes(victims))
        if guarded:
            is_victim = np.isin(np.arange(len(plain.components)), guarded)
        asked = RankingAsked(
            mode=view.mode("control" if mode in (None, FITTING) else mode),
            fitting=view.fitting_modes if mode in (None, FITTING) else None,
            weights=weights(plain, weights_of or {}),
            by=by,
            only=only,
            alternatives=_ours(alternatives),
            victims=victims,
            is_victim=is_victim,
            worlds=worlds,
            seed=seed,
            offset=offset,
            limit=limit,
            protect=tuple(plain.components[one] for one in guarded),
            chosen=self._chosen(choice),
            sort=None if sort is None else sort_of(sort, by),
            order=order,
        )
        given = (
            *(choice, sort, order),
            *(by, victims, only, mode, alternatives, worlds, seed, offset, limit, guarded, change, off),
            *sorted((weights_of or {}).items()),
        )
        rules = tuple(plain.rules[rule].iri for rule in off)
        before = Before(plain, supposed, rules) if supposed is not None or off else None
        return self._remembered("ranking", view, given, lambda: rank(projection, asked, before))

    def choke_points(
        self, component: str | Sequence[str] | Asked, *, offset: int = 0, limit: int = 20, **options: Unpack[Course]
    ) -> ChokePoints:
        """Find components without whose fall less falls, and where some are to be protected, what separates them.

        Parameters
        ----------
        component
            Where it starts: a name or several.
        offset, limit
            Which rows to give.
        **options
            As `aftershock.model.asked.Asked` has them, all but ``depth``. Within a window nothing is cut.
        """
        _some(offset=offset, limit=limit)
        view = self._view()
        asked = Asked.of(component, options, Course, "choke-points")
        question = self._question(view, asked)

        def found() -> ChokePoints:
            cut = separation(question) if question.window is None else None
            return choke_points(question, cut=cut, offset=offset, limit=limit)

        return self._remembered("choke points", view, (asked, offset, limit), found)

    def plans(
        self,
        component: str | Sequence[str] | Asked,
        *,
        budget: float = 3,
        goal: Goal = "reduce",
        costs: Mapping[str, float] | None = None,
        mitigations: Sequence[str] = (),
        **options: Unpack[Situation],
    ) -> Plans:
        """Find the mitigations that lower most within a budget, or what separates what is to be protected.

        Parameters
        ----------
        component
            Where it starts: a name or several.
        budget
            What a plan may cost; without a limit where the goal is to separate.
        goal
            ``"reduce"`` or ``"separate"``.
        costs
            What a mitigation costs on one component; to separate, what isolating a component costs. By name; 1 each
            where left out.
        mitigations
            Names of the only ones that may be used; all if left out.
        **options
            As `aftershock.model.asked.Asked` has them, all but ``depth`` and ``window``.
        """
        view = self._view()
        asked, given = Asked.of(component, options, Situation, "plans"), dict(costs or {})
        question = self._question(view, asked)
        if goal == "separate":
            places = {view.component(name): cost for name, cost in given.items()}
            for name, cost in given.items():
                if not 0 < cost <= MOST:
                    raise UsageError(
                        f"the cost of {name} is {cost:g}; it must be more than 0, and {MOST:,.0f} at the most"
                    )
            return self._remembered("separate", view, (asked, *given.items()), lambda: separate(question, places))
        wanted = PlansAsked(
            budget=budget,
            costs={view.mitigation(name).iri: cost for name, cost in given.items()},
            labels={one.iri: one.label for one in view.mitigations},
            only=frozenset(view.mitigation(name).iri for name in mitigations),
        )
        key = (asked, budget, wanted.only, *given.items())
        return self._remembered("plans", view, key, lambda: reduce(question, wanted))

    def contain(
        self, component: str | Sequence[str] | Asked, *, offset: int = 0, limit: int = 4, **options: Unpack[Situation]
    ) -> Containment:
        """Find what to do at once, what that stops and what it takes down; credentials to rotate; whom to call.

        Parameters
        ----------
        component
            Where it starts: a name or several.
        offset, limit
            Which actions of each kind to give.
        **options
            As `aftershock.model.asked.Asked` has them, all but ``depth`` and ``window``.
        """
        _some(offset=offset, limit=limit)
        view = self._view()
        asked = Asked.of(component, options, Situation, "contain")
        question = self._question(view, asked)
        given = (asked, offset, limit)
        return self._remembered("contain", view, given, lambda: contain(question, offset=offset, limit=limit))

    def facts(
        self,
        component: str | Sequence[str] | Asked,
        *,
        offset: int = 0,
        limit: int = 10,
        tried: int | None = None,
        **options: Unpack[Situation],
    ) -> Facts:
        """Find what nobody said, and rank it by how much the answer would move if somebody did.

        Parameters
        ----------
        component
            Where it starts: a name or several.
        offset, limit
            Which facts to give.
        tried
            How many to try at the most, the nearest first; 60 if left out, fewer of a large graph.
        **options
            As `aftershock.model.asked.Asked` has them, all but ``depth`` and ``window``.
        """
        _some(offset=offset, limit=limit)
        if tried is not None:
            _some(tried=tried)
        view = self._view()
        asked = Asked.of(component, options, Situation, "facts")
        question = self._question(view, asked)
        given, page = (asked, offset, limit, tried), {"offset": offset, "limit": limit}
        return self._remembered("facts", view, given, lambda: facts(question, **page, tried=tried))

    def brief(
        self, component: str | Sequence[str] | Asked, *, since: str | None = None, **options: Unpack[Situation]
    ) -> Brief:
        """Gather what somebody who must decide has to know; `aftershock.explore.brief` writes it on one page.

        Parameters
        ----------
        component
            Where it starts: a name or several.
        since
            When it began: a date, or a time with its zone.
        **options
            As `aftershock.model.asked.Asked` has them, all but ``depth`` and ``window``.
        """
        from aftershock.explore.brief import brief

        view = self._view()
        asked = Asked.of(component, options, Situation, "brief")
        question = self._question(view, asked)
        begun = None if since is None else written(instant(since))
        return self._remembered("brief", view, (asked, begun), lambda: brief(question, begun))

    def _question(self, view: View, asked: Asked) -> Question:
        starts, mode, item, notes = view.starts(asked.components, asked.threat, asked.mode)
        change, supposed = suppose(view, asked)
        within = None if asked.window is None else Window.read(asked.window)
        if within is not None and asked.at is not None:
            raise UsageError("a window takes no moment besides; leave one of them out")
        plain = supposed is None or within is not None
        projection = self._supposed(view.projection, None if plain else change)
        return Question(
            projection=projection,
            starts=tuple(starts),
            mode=mode,
            weights=weights(projection, dict(asked.weights)),
            alternatives=_ours(asked.alternatives),
            without_rules=tuple(sorted({view.rule(rule) for rule in asked.without_rules})),
            protect=tuple(dict.fromkeys(view.component(name) for name in asked.protect)),
            worlds=asked.worlds,
            seed=asked.seed,
            threat=None if item is None else item.iri,
            notes=notes,
            supposed=supposed,
            window=within,
            change=change,
        )

    def _remembered(self, kind: str, view: View, given: Hashable, make: Callable[[], Answer]) -> Answer:
        key = (kind, view.projection.revision, given)
        answer: Answer = self._answers.get(key, make)  # type: ignore[assignment] # its kind is part of the key
        return answer


def _ours(alternatives: Alternatives) -> Alternatives:
    if alternatives == "apt":
        raise UsageError("what apt prints knows no modes and no likelihoods; take 'by-rule', 'any' or 'all'")
    return alternatives


def _some(**numbers: int) -> None:
    for name, value in numbers.items():
        if value < 0:
            raise UsageError(f"{name} is {value}; it must be 0 or more")
