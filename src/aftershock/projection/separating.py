"""Plans whose goal is that nothing which is to be protected falls at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aftershock.errors import UsageError
from aftershock.model.measures import Measure, Plan, Plans
from aftershock.projection.cuts import edge_name, separation
from aftershock.projection.outage import out_of_use, touching, unjoined, without
from aftershock.projection.question import called, likeliest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aftershock.projection.question import Question
    from aftershock.projection.radius import Cascade

__all__ = ["separate"]


def separate(question: Question, costs: Mapping[int, float] | None = None) -> Plans:
    """Find components to isolate, or where nothing lies between edges to block, so that nothing protected falls.

    Parameters
    ----------
    question
        What falls, and what must not.
    costs
        What it costs to isolate a component, by index; others cost 1. The cut has as few components as was found.

    Returns
    -------
    Plans
        One plan, recomputed with all that it takes out; none where nothing separates.

    Raises
    ------
    UsageError
        If nothing is to be protected.
    """
    if not question.protect:
        raise UsageError("nothing is named to be protected; name at least one component")
    projection, found = question.projection, separation(question)
    now = question.run()
    plans: tuple[Plan, ...] = ()
    notes = []
    if found is None:
        notes.append("nothing that can be taken out separates what is to be protected")
    elif not found.edges and not found.components:
        notes.append("nothing of what is to be protected falls")
    elif found.edges:
        notes.append("a start leads straight to what is to be protected, so that edges are blocked")
        plans = (_blocking(question, now, _edges(question, found.edges)),)
    else:
        names = {name: place for place, name in enumerate(projection.components)}
        plans = (_isolating(question, now, [names[one.component] for one in found.components], costs or {}),)
        notes.append(f"by maximum flow no fewer than {found.bound} can do, if each alternative counts by itself")
    return Plans(
        scene=question.scene(*notes),
        goal="separate",
        objective="exposed",
        budget=None,
        method="minimum cut",
        candidates=0 if found is None else len(found.components) + len(found.edges),
        considered=0 if found is None else len(found.components) + len(found.edges),
        tried=len(plans),
        before=question.standing(now),
        plans=plans,
    )


def _edges(question: Question, wanted: Sequence[tuple[str, str, str]]) -> list[int]:
    edges = question.projection.edges
    names = {name: place for place, name in enumerate(question.projection.components)}
    found = []
    for dependent, relation, dependee in wanted:
        same = (edges.dependent == names[dependent]) & (edges.dependee == names[dependee])
        same &= edges.relation == question.projection.relations.index(relation)
        found += np.flatnonzero(same).tolist()
    return found


def _blocking(question: Question, now: Cascade, edges: list[int]) -> Plan:
    projection = question.projection
    cascade = question.run(without(projection, np.isin(projection.graph.dependency, edges)), now)
    return Plan(
        measures=tuple(
            Measure(
                *called(projection, int(projection.edges.dependent[edge])),
                kind="block",
                mitigation=None,
                mitigation_label=None,
                cost=1.0,
                edge=edge_name(question, edge),
            )
            for edge in edges
        ),
        cost=float(len(edges)),
        after=question.standing(cascade),
        takes_down=unjoined(question, edges),
        open=likeliest(cascade),
    )


def _isolating(question: Question, now: Cascade, components: list[int], costs: Mapping[int, float]) -> Plan:
    projection = question.projection
    cascade = question.run(without(projection, touching(projection, components)), now)
    measures = tuple(
        Measure(
            *called(projection, one),
            kind="isolate",
            mitigation=None,
            mitigation_label=None,
            cost=costs.get(one, 1.0),
        )
        for one in components
    )
    return Plan(
        measures=measures,
        cost=sum(one.cost for one in measures),
        after=question.standing(cascade),
        takes_down=out_of_use(question, components),
        open=likeliest(cascade),
    )
