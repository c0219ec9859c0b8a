"""What to do about the nodes of any NetworkX digraph: which are worst to lose, where to stop a fall, what to keep."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar

from aftershock.cascade.networkx_nodes import Nodes
from aftershock.errors import UsageError
from aftershock.model.watch import watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx
    import numpy as np
    from numpy.typing import NDArray

    from aftershock.cascade.dominators import Dominators

    Real = NDArray[np.float64]

__all__ = ["NodeChokePoints", "NodePlan", "choke_points", "plan", "ranking"]

Node = TypeVar("Node", bound=Hashable)

_FEW: Final = 12
_LEAST_GAIN: Final = 1e-9


@dataclass(frozen=True, slots=True)
class NodeChokePoints(Generic[Node]):
    """Where what falls can be stopped; `choke_points` makes it.

    Parameters
    ----------
    saved
        How much less falls if a node does not, itself included: of each that falls, those first that save most.
    dominator
        The last other node that every way to a node passes through; without nodes that have none.
    cut
        Fewest nodes without which nothing that is protected falls; ``None`` where nothing is protected, or a start is,
        or leads there straight.
    """

    saved: Mapping[Node, float]
    dominator: Mapping[Node, Node]
    cut: frozenset[Node] | None


@dataclass(frozen=True, slots=True)
class NodePlan(Generic[Node]):
    """Nodes to keep from falling; `plan` makes it.

    Parameters
    ----------
    kept
        Which.
    cost
        What they cost together.
    before, after
        What falls besides the starts, without the plan and with it.
    method
        ``"brute force"``: the best of all sets; ``"greedy"``: the best node again and again, no ratio claimed.
    """

    kept: frozenset[Node]
    cost: float
    before: float
    after: float
    method: Literal["brute force", "greedy"]


def ranking(
    digraph: networkx.DiGraph[Node], *, weight: str | Mapping[Node, float] | None = None, top: int | None = None
) -> dict[Node, float]:
    """Rank the nodes of any NetworkX digraph by what falls with each alone; exact.

    Parameters
    ----------
    digraph
        Edges run from what falls first to what falls next, as for `aftershock.blast_radius`.
    weight
        What each node counts: an attribute of nodes, or numbers by node, 0 or more; 1 each where not given.
    top
        How many to give; all if left out.

    Returns
    -------
    dict
        By node what falls with it, itself left out; the worst first.

    Raises
    ------
    UsageError
        If an argument is not as said.

    Examples
    --------
    >>> import networkx
    >>> ranking(networkx.DiGraph([("hub", "model"), ("model", "agent")]), top=2)
    {'hub': 2.0, 'model': 1.0}
    """
    from aftershock.cascade import closure

    there = Nodes(digraph)
    if not there.nodes:
        return {}
    found = closure.ranking(there.graph, weights=there.numbers("weight", weight), top=top)
    pairs = zip(found.components.tolist(), found.scores.tolist(), strict=True)
    return {there.nodes[place]: score for place, score in pairs}


def choke_points(
    digraph: networkx.DiGraph[Node],
    start: Node | list[Node] | set[Node] | frozenset[Node],
    *,
    protect: Iterable[Node] = (),
    weight: str | Mapping[Node, float] | None = None,
) -> NodeChokePoints[Node]:
    """Find the nodes of any NetworkX digraph at which what falls with some can be stopped; exact.

    Parameters
    ----------
    digraph, start
        As for `aftershock.blast_radius`.
    protect
        Nodes that must not fall: the answer then has a cut.
    weight
        As for `ranking`.

    Raises
    ------
    UnknownNameError
        If the digraph has no such node.
    UsageError
        If an argument is not as said.

    Notes
    -----
    ``dominator`` is ``networkx.immediate_dominators(digraph, start)`` without the start, for one start. The cut is a
    minimum one by maximum flow; of several as small, any.

    Examples
    --------
    >>> import networkx
    >>> supply = networkx.DiGraph([("hub", "m1"), ("hub", "m2"), ("m1", "bot"), ("m2", "bot"), ("bot", "app")])
    >>> found = choke_points(supply, "hub", protect=["app"])
    >>> found.saved, found.cut
    ({'bot': 2.0, 'm1': 1.0, 'm2': 1.0, 'app': 1.0}, frozenset({'bot'}))
    """
    there = Nodes(digraph)
    starts = [there.place(node) for node in there.starts(start)]
    found = _dominators(there, starts, ())
    saved, order = found.saved(there.numbers("weight", weight)), found.order.tolist()
    fallen = sorted((place for place in order if place not in set(starts)), key=lambda place: (-saved[place], place))
    immediate = found.immediate.tolist()
    goals = [there.place(node) for node in protect]
    return NodeChokePoints(
        saved={there.nodes[place]: float(saved[place]) for place in fallen},
        dominator={there.nodes[one]: there.nodes[immediate[one]] for one in order if immediate[one] >= 0},
        cut=_cut(there, starts, goals) if goals else None,
    )


def plan(
    digraph: networkx.DiGraph[Node],
    start: Node | list[Node] | set[Node] | frozenset[Node],
    budget: float,
    *,
    candidates: Iterable[Node] | None = None,
    cost: str | Mapping[Node, float] | None = None,
    weight: str | Mapping[Node, float] | None = None,
) -> NodePlan[Node]:
    """Choose nodes of any NetworkX digraph to keep from falling, within a budget, so that least falls.

    Parameters
    ----------
    digraph, start
        As for `aftershock.blast_radius`.
    budget
        What the nodes may cost together, more than 0.
    candidates
        Nodes that can be kept; all but the starts if left out.
    cost
        What it costs to keep a node: an attribute of nodes, or numbers by node, more than 0; 1 each where not given.
    weight
        What each node counts, as for `ranking`.

    Returns
    -------
    NodePlan
        The best of all sets where no more than 12 candidates fall; else greedy, each step computed again.

    Raises
    ------
    UnknownNameError
        If the digraph has no such node.
    UsageError
        If an argument is not as said.

    Examples
    --------
    >>> import networkx
    >>> supply = networkx.DiGraph([("hub", "m1"), ("hub", "m2"), ("m1", "bot"), ("m2", "bot"), ("bot", "app")])
    >>> chosen = plan(supply, "hub", 1)
    >>> sorted(chosen.kept), chosen.before, chosen.after, chosen.method
    (['bot'], 4.0, 2.0, 'brute force')
    """
    if not 0 < budget < float("inf"):
        raise UsageError(f"the budget is {budget:g}; it must be more than 0")
    there = Nodes(digraph)
    starts = [there.place(node) for node in there.starts(start)]
    costs = there.numbers("cost", cost, positive=True).tolist()
    weights = there.numbers("weight", weight)
    weights[starts] = 0.0
    able = {there.place(node) for node in (there.nodes if candidates is None else candidates)} - set(starts)
    falls = _dominators(there, starts, ()).order.tolist()
    able = {place for place in falls if place in able and costs[place] <= budget}
    small = len(able) <= _FEW
    chosen = (_best if small else _greedy)(there, starts, sorted(able), costs, weights, budget)
    return NodePlan(
        kept=frozenset(there.nodes[place] for place in chosen),
        cost=float(sum(costs[place] for place in chosen)),
        before=float(weights[falls].sum()),
        after=_falls(there, starts, chosen, weights),
        method="brute force" if small else "greedy",
    )


def _best(
    there: Nodes[Any], starts: list[int], able: Sequence[int], costs: Sequence[float], weights: Real, budget: float
) -> tuple[int, ...]:
    """Try all sets: of those with which least falls the cheapest, of these the first."""
    tried: list[tuple[float, float, tuple[int, ...]]] = []
    for size in range(len(able) + 1):
        watch().step("nodes", size, len(able) + 1)
        for some in combinations(able, size):
            cost = sum(costs[place] for place in some)
            if cost <= budget:
                tried.append((round(_falls(there, starts, some, weights), 9), cost, some))
    return min(tried)[2]


def _greedy(
    there: Nodes[Any], starts: list[int], able: Sequence[int], costs: Sequence[float], weights: Real, budget: float
) -> tuple[int, ...]:
    """Add the node that saves most for its cost, again and again: what one saves, dominators say exactly."""
    chosen: list[int] = []
    left = budget
    while True:
        watch().step("rounds", len(chosen), len(chosen) + 1)
        saved = _dominators(there, starts, chosen).saved(weights).tolist()
        open_ = [one for one in able if one not in chosen and costs[one] <= left and saved[one] > _LEAST_GAIN]
        if not open_:
            return tuple(chosen)
        best = min(open_, key=lambda one: (-saved[one] / costs[one], one))
        chosen.append(best)
        left -= costs[best]


def _dominators(there: Nodes[Any], starts: Sequence[int], kept: Sequence[int]) -> Dominators:
    """Find dominators where some nodes do not fall."""
    import numpy as np

    from aftershock.cascade.dominators import dominators

    graph, stands = there.graph, np.zeros(len(there.nodes), np.bool_)
    stands[list(kept)] = True
    source = np.repeat(np.arange(len(there.nodes)), np.diff(graph.offsets))
    open_ = ~stands[source] & ~stands[graph.targets]
    offsets = np.append(0, np.cumsum(np.bincount(source[open_], minlength=len(there.nodes))))
    return dominators(offsets.astype(np.int32), graph.targets[open_], np.asarray(starts, np.int32))


def _falls(there: Nodes[Any], starts: Sequence[int], kept: Sequence[int], weights: Real) -> float:
    return float(weights[_dominators(there, starts, kept).order].sum())


def _cut(there: Nodes[Any], starts: list[int], goals: list[int]) -> frozenset[Any] | None:
    """Cut nodes: each is two, with an edge between them that costs 1; an edge of the digraph cannot be cut."""
    import numpy as np

    from aftershock.cascade.flow import minimum_cut

    graph, count = there.graph, len(there.nodes)
    inner = np.arange(count)
    source = np.repeat(inner, np.diff(graph.offsets)) + count
    ends = np.concatenate([inner + count, graph.targets])
    begin = np.concatenate([inner, source])
    cost = np.concatenate([np.ones(count), np.zeros(source.size)]).astype(np.int32)
    cost[starts] = 0
    cost[goals] = 0
    order = np.argsort(begin, kind="stable")
    offsets = np.append(0, np.cumsum(np.bincount(begin, minlength=2 * count))).astype(np.int32)
    found = minimum_cut(offsets, ends[order].astype(np.int32), starts, goals, costs=cost[order])
    if found is None:
        return None
    return frozenset(there.nodes[int(begin[order][edge])] for edge in found.edges)
