"""Facts that nobody gave, and how much the answer would narrow if somebody did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.model.iri import local_name, spoken
from aftershock.model.measures import Fact, Facts
from aftershock.model.watch import watch
from aftershock.projection.cuts import edge_name
from aftershock.projection.described import component_label
from aftershock.projection.edges import CERTAINTIES, WORST_STATED
from aftershock.projection.question import called
from aftershock.projection.whatif import Change, changed, remade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from aftershock.cascade.reach import Reach
    from aftershock.model.decisions import Standing
    from aftershock.projection.question import Question
    from aftershock.projection.stored import Projection

    Byte = NDArray[np.uint8]

__all__ = ["facts"]

_TRIED: Final = 60
_LEAST: Final = 3
_WORK: Final = 1_500_000
_UNCERTAIN, _UNSAID = 1, 2


@dataclass(frozen=True, slots=True)
class _Open:
    """Something that nobody said: its kind, where it is, and what it is about."""

    near: int
    kind: str
    component: int
    place: int
    about: str | None = None


def facts(question: Question, *, offset: int = 0, limit: int = 10, tried: int | None = None) -> Facts:
    """Rank what nobody said by how much the answer moves with it.

    Parameters
    ----------
    question
        What falls.
    offset, limit
        Which facts to give, 0 or more.
    tried
        How many to try at the most, the nearest first; as many as take a moment if left out, 60 at the most.

    Returns
    -------
    Facts
        Each recomputed from the documents on, once as if it were so and once as if it were not, all else as it is.
        Facts that move and narrow nothing by themselves are left out.
    """
    cascade = question.run()
    before, count = question.standing(cascade), len(question.projection.components)
    classes = cascade.found.classes[:count]
    everything = sorted(_open(question, cascade.found), key=_order)
    most = max(
        _LEAST, min(_TRIED if tried is None else tried, _TRIED, _WORK // max(1, cascade.found.graph.targets.size))
    )
    rows = []
    for place, one in enumerate(everything[:most]):
        watch().step("facts", place, min(most, len(everything)))
        answers = [question.run(_settled(question.projection, one, holds=holds)) for holds in (True, False)]
        moves = tuple(int(np.count_nonzero(classes != other.found.classes[:count])) for other in answers)
        yes, no = (question.standing(other) for other in answers)
        narrows = max(0.0, _width(before) - min(_width(yes), _width(no)))
        if any(moves) or narrows:
            rows.append(_fact(question, one, yes, no, (moves[0], moves[1]), narrows))
    rows.sort(key=lambda row: (-max(row.moves), -min(row.moves), -row.narrows))
    done = min(most, len(everything))
    notes = [] if done == len(everything) else [f"of {len(everything):,} open facts the {done:,} nearest were tried"]
    return Facts(
        scene=question.scene(*notes),
        before=before,
        rows=tuple(rows[offset : offset + limit]),
        found=len(rows),
        offset=offset,
        limit=limit,
        tried=done,
        total=len(everything),
    )


def _order(one: _Open) -> tuple[int, str, int, str]:
    return one.near, one.kind, one.place, one.about or ""


def _width(standing: Standing) -> float:
    return standing.expected.high - standing.expected.low


def _open(question: Question, found: Reach) -> Iterator[_Open]:
    """Find what is open where something falls: over an edge of the graph whose both ends fell."""
    projection, graph, edges = question.projection, found.graph, question.projection.edges
    depth = found.runs[2].depth
    source = np.repeat(np.arange(graph.states, dtype=np.int32), np.diff(graph.offsets))
    used = np.flatnonzero((depth[source] >= 0) & (depth[graph.targets] >= 0) & (found.passage[graph.rule] > 0))
    near: dict[tuple[str, int, str | None], int] = {}

    def seen(kind: str, place: int, about: str | None, at: int) -> None:
        near[kind, place, about] = min(near.get((kind, place, about), at), at)

    for edge in used[graph.evidence[used] == _UNCERTAIN].tolist():
        dependency, at = int(graph.dependency[edge]), int(depth[source[edge]])
        if edges.certainty[dependency] > WORST_STATED:
            seen("edge", dependency, None, at)
        rule = projection.rules[int(graph.rule[edge])]
        known = int(edges.has[dependency]) | int(edges.lacks[dependency])
        for qualifier in rule.unless | rule.requires:
            if not known >> projection.qualifiers.index(qualifier) & 1:
                seen("qualifier", dependency, qualifier, at)
    for edge in used[graph.evidence[used] == _UNSAID].tolist():
        seen("dependencies", int(graph.targets[edge]) // graph.modes, None, int(depth[source[edge]]))
    for (kind, place, about), at in near.items():
        component = place if kind == "dependencies" else int(edges.dependent[place])
        yield _Open(at, kind, component, place, about)
    yield from _deployments(question, found, used, depth[source[used]])


def _deployments(
    question: Question, found: Reach, used: NDArray[np.int64], depth: NDArray[np.int32]
) -> Iterator[_Open]:
    """Find mitigations of which nobody knows whether they are in place, where they would lower something."""
    projection, graph, edges = question.projection, found.graph, question.projection.edges
    kept = graph.dependency[used] >= 0
    used, depth = used[kept], depth[kept]
    dependency = graph.dependency[used]
    for place, one in enumerate(projection.deployments):
        lowered = [effect.rule for effect in projection.effects if effect.mitigation == one.mitigation]
        here = (edges.dependent[dependency] == one.component) | (edges.dependee[dependency] == one.component)
        here &= np.isin(graph.rule[used], lowered)
        if not one.present and here.any():
            yield _Open(int(depth[here].min()), "mitigation", one.component, place, one.mitigation)


def _settled(projection: Projection, one: _Open, *, holds: bool) -> Projection:
    """Give the projection as it would be if somebody had said so."""
    edges = projection.edges
    if one.kind == "edge":
        if not holds:
            return changed(projection, Change(without_edges=(one.place,)))
        certainty = edges.certainty.copy()
        certainty[one.place] = CERTAINTIES.index("stated")
        return remade(replace(projection, edges=replace(edges, certainty=certainty)))
    if one.kind == "qualifier":
        has, lacks = edges.has.copy(), edges.lacks.copy()
        bit = np.uint64(1 << projection.qualifiers.index(one.about or ""))
        (has if holds else lacks)[one.place] |= bit
        return remade(replace(projection, edges=replace(edges, has=has, lacks=lacks)))
    if one.kind == "mitigation":
        deployments = list(projection.deployments)
        deployments[one.place : one.place + 1] = [replace(deployments[one.place], present=True)] if holds else []
        return remade(replace(projection, deployments=tuple(deployments)))
    if not holds:
        return remade(replace(projection, unsaid=projection.unsaid[projection.unsaid[:, 0] != one.component]))
    graph = projection.graph
    evidence = graph.evidence.copy()
    evidence[(graph.targets // graph.modes == one.component) & (evidence == _UNSAID)] = 0
    return replace(projection, graph=replace(graph, evidence=evidence))


def _fact(question: Question, one: _Open, yes: Standing, no: Standing, moves: tuple[int, int], narrows: float) -> Fact:
    projection = question.projection
    edge = edge_name(question, one.place) if one.kind in ("edge", "qualifier") else None
    name = component_label(projection, one.component)
    about = "" if one.about is None else spoken(local_name(one.about))
    words = "" if edge is None else f"{name} {spoken(local_name(edge[1]))} {_dependee(question, one.place)}"
    asked = {
        "edge": f"Is it so that {words}? Whoever says so is not certain.",
        "qualifier": f'{words}: does "{about}" hold of that?',
        "dependencies": f"Does {name} depend on anything that falls? Its document does not say.",
        "mitigation": f"Is {about} in place on {name}?",
    }
    return Fact(
        *called(projection, one.component),
        kind=one.kind,
        question=asked[one.kind],
        edge=edge,
        about=one.about,
        if_true=yes,
        if_false=no,
        moves=moves,
        narrows=narrows,
    )


def _dependee(question: Question, edge: int) -> str:
    return component_label(question.projection, int(question.projection.edges.dependee[edge]))
