"""Hops in words: what carried, under which rule, on whose word, and what is unsettled about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.model.radius import Likelihood, PathStep
from aftershock.projection.edges import CERTAINTIES
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aftershock.cascade.paths import Hop
    from aftershock.model.radius import Alternatives
    from aftershock.projection.schema import Rule
    from aftershock.projection.stored import Projection

__all__ = ["Steps"]


class Steps:
    """Writes the hops of one cascade; a step that several paths share is made once.

    Parameters
    ----------
    projection
        In which it ran.
    alternatives
        How it took alternatives.
    """

    def __init__(self, projection: Projection, alternatives: Alternatives) -> None:
        self._projection, self._alternatives = projection, alternatives
        self._modes = len(projection.modes)
        self._made: dict[Hop, PathStep] = {}

    def path(self, hops: Iterable[Hop]) -> tuple[PathStep, ...]:
        """Write hops, in their order."""
        return tuple(self.step(hop) for hop in hops)

    def mode(self, state: int) -> str:
        """Name the mode of a state."""
        return self._projection.modes[state % self._modes].name

    def step(self, hop: Hop) -> PathStep:
        """Write a hop."""
        made = self._made.get(hop)
        if made is None:
            made = self._made[hop] = self._step(hop)
        return made

    def _step(self, hop: Hop) -> PathStep:
        projection = self._projection
        component, mode = projection.components[hop.state // self._modes], self.mode(hop.state)
        if hop.edge < 0:
            return PathStep(component, mode)
        graph, edges = projection.graph, projection.edges
        also = tuple((projection.components[state // self._modes], self.mode(state)) for state in hop.also_needed)
        from_mode, number = self.mode(hop.from_state), int(graph.rule[hop.edge])
        dependency = int(graph.dependency[hop.edge])
        if self._alternatives == "apt":
            return self._as_apt(component, mode, dependency)
        if dependency < 0 or number >= len(projection.rules):
            return PathStep(component, mode, from_mode, certainty="unsaid", evidence="unsaid", also_needed=also)
        rule = projection.rules[number]
        documents = edges.documents[edges.document_offsets[dependency] : edges.document_offsets[dependency + 1]]
        has, lacks = int(edges.has[dependency]), int(edges.lacks[dependency])
        return PathStep(
            component=component,
            mode=mode,
            from_mode=from_mode,
            relation=projection.relations[int(edges.relation[dependency])],
            rule=rule.iri,
            likelihood=None
            if rule.low is None or rule.default is None or rule.high is None
            else Likelihood(rule.low, rule.default, rule.high),
            basis=rule.basis,
            effect="EnablesAttack" if rule.enables_attack else "FollowsByItself",
            certainty=CERTAINTIES[int(edges.certainty[dependency])],
            evidence="uncertain" if graph.evidence[hop.edge] or self._open_need(hop.edge, rule) else "stated",
            documents=tuple(projection.documents[one] for one in documents.tolist()),
            unsettled=tuple(
                sorted(
                    one
                    for one in rule.unless | rule.requires
                    if not (has | lacks) >> projection.qualifiers.index(one) & 1
                )
            ),
            also_needed=also,
        )

    def _as_apt(self, component: str, mode: str, dependency: int) -> PathStep:
        """Write a hop of apt's: over a dependency, or to a package that provides the one before."""
        projection, edges = self._projection, self._projection.edges
        if dependency < 0:
            return PathStep(component, mode, mode, AFT.provides, certainty="stated", evidence="stated")
        documents = edges.documents[edges.document_offsets[dependency] : edges.document_offsets[dependency + 1]]
        return PathStep(
            component=component,
            mode=mode,
            from_mode=mode,
            relation=projection.relations[int(edges.relation[dependency])],
            certainty=CERTAINTIES[int(edges.certainty[dependency])],
            evidence="stated",
            documents=tuple(projection.documents[one] for one in documents.tolist()),
        )

    def _open_need(self, edge: int, rule: Rule) -> bool:
        """Whether the edge is taken together with alternatives of which nobody named all."""
        graph, member = self._projection.graph, int(self._projection.graph.member[edge])
        together = {"all": True, "any": False, "by-rule": rule.all_alternatives}[self._alternatives]
        return together and member >= 0 and not graph.need_complete[graph.group_need[graph.member_group[member]]]
