"""What falls, and why, as graphs in NetworkX's node-link form: nodes are components, edges the hops that carried.

``networkx.node_link_graph(document, edges="edges")`` reads them; attributes of edges are those of
`KnowledgeBase.to_networkx`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from aftershock.model.iri import local_name
from aftershock.model.jsonable import as_json

if TYPE_CHECKING:
    from aftershock.model.history import Paths, Why
    from aftershock.model.radius import PathStep, RadiusRow

__all__ = ["hop_edge", "paths_graph", "row_node", "why_graph"]


def row_node(evidence: str, row: RadiusRow) -> dict[str, Any]:
    """Give the node that a row of a blast radius is.

    Parameters
    ----------
    evidence
        How it falls.
    row
        The row.
    """
    odds = row.likelihood
    return _without_gaps(
        id=row.component,
        label=row.label,
        kind=row.class_name,
        owner=row.owner,
        evidence=evidence,
        mode=row.mode,
        modes=list(row.modes),
        depth=row.depth,
        since=row.since,
        attack_steps=row.attack_steps,
        low=None if odds is None else odds.low,
        likelihood=None if odds is None else odds.default,
        high=None if odds is None else odds.high,
        method=None if odds is None else odds.method,
    )


def hop_edge(before: PathStep, step: PathStep, /, **more: Any) -> dict[str, Any]:
    """Give the edge that a hop is.

    Parameters
    ----------
    before, step
        From where, and where to.
    **more
        Further attributes; those that are ``None`` are left out.
    """
    numbers = step.likelihood
    return _without_gaps(
        source=before.component,
        target=step.component,
        key=f"{local_name(step.rule or step.relation or 'unsaid')} {step.from_mode} {step.mode}",
        relation=step.relation,
        rule=step.rule,
        from_mode=step.from_mode,
        to_mode=step.mode,
        effect=step.effect,
        certainty=step.certainty,
        evidence=step.evidence,
        low=None if numbers is None else numbers.low,
        likelihood=None if numbers is None else numbers.default,
        high=None if numbers is None else numbers.high,
        documents=list(step.documents),
        also_needed=as_json(step.also_needed) or None,
        **more,
    )


def why_graph(answer: Why) -> dict[str, Any]:
    """Draw up a proof as a graph: every component that it rests on, and an edge from each to what rests on it.

    Parameters
    ----------
    answer
        As `KnowledgeBase.why` gives it.

    Returns
    -------
    dict
        An edge has its ``step``, the place of what it leads to in the proof. From what had to fall besides, an edge has
        ``together_with`` and no number: the component from which the rule carried.
    """
    steps = [one.step for one in answer.proof]
    edges = []
    for place, one in enumerate(answer.proof):
        for turn, rested in enumerate(one.rests_on):
            before = steps[rested]
            if turn == 0:
                edges.append(hop_edge(before, one.step, step=place, since=one.since))
                continue
            edges.append(
                {
                    "source": before.component,
                    "target": one.step.component,
                    "key": f"{local_name(one.step.rule or 'unsaid')} {before.mode} {one.step.mode} {place}",
                    "rule": one.step.rule,
                    "from_mode": before.mode,
                    "to_mode": one.step.mode,
                    "step": place,
                    "together_with": steps[one.rests_on[0]].component,
                }
            )
    target = None
    if answer.row is not None and answer.evidence is not None:
        target = row_node(answer.evidence, answer.row)
    about = {name: value for name, value in as_json(answer).items() if name not in ("row", "proof")}
    return _graph(about, steps, answer.start, target or {"id": answer.target}, edges)


def paths_graph(answer: Paths) -> dict[str, Any]:
    """Draw up ways as one graph: each hop once, with the numbers of the ways that take it.

    Parameters
    ----------
    answer
        As `KnowledgeBase.paths` gives it.

    Returns
    -------
    dict
        ``ways`` of an edge counts from 1; ``ways`` of the graph has what else is known of each, in that order.
    """
    edges: dict[tuple[str, str, str], dict[str, Any]] = {}
    for number, way in enumerate(answer.found, 1):
        for before, step in pairwise(way.path):
            edge = hop_edge(before, step, ways=[])
            edges.setdefault((edge["source"], edge["target"], edge["key"]), edge)["ways"].append(number)
    about = as_json(answer)
    about["ways"] = [{name: value for name, value in way.items() if name != "path"} for way in about.pop("found")]
    steps = [step for way in answer.found for step in way.path]
    return _graph(about, steps, answer.start, {"id": answer.target}, list(edges.values()))


def _graph(
    about: dict[str, Any],
    steps: list[PathStep],
    starts: tuple[str, ...],
    target: dict[str, Any],
    edges: list[dict[str, Any]],
) -> dict[str, Any]:
    modes: dict[str, list[str]] = {one: [] for one in starts}
    for step in steps:
        known = modes.setdefault(step.component, [])
        if step.mode not in known:
            known.append(step.mode)
    nodes = {one: {"id": one, "modes": known} for one, known in modes.items()}
    nodes[target["id"]] = {**nodes.get(target["id"], {}), **target}
    for one in starts:
        nodes[one]["evidence"] = "start"
    return {"directed": True, "multigraph": True, "graph": about, "nodes": list(nodes.values()), "edges": edges}


def _without_gaps(**about: Any) -> dict[str, Any]:
    return {name: value for name, value in about.items() if value is not None}
