"""The libraries beside which this project is measured; those that are not installed are left out, and named."""

from __future__ import annotations

import array
import importlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.graphs import Plain

__all__ = ["CASCADES", "DOMINATORS", "REACH", "built", "dominator_pairs"]


def built(
    makers: dict[str, Callable[[Plain], Any]], graph: Plain, largest: dict[str, int]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Build the graph in every library that is installed.

    Parameters
    ----------
    makers
        `REACH`, `DOMINATORS` or `CASCADES`.
    graph
        What to build.
    largest
        The most nodes a peer is given, by name: some would take hours.

    Returns
    -------
    tuple of dict
        What each maker made, by name; and why the others are left out.
    """
    found, absent = {}, {}
    for name, maker in makers.items():
        if graph.nodes > largest.get(name, graph.nodes):
            absent[name] = f"given graphs of up to {largest[name]:,} nodes only"
            continue
        try:
            found[name] = maker(graph)
        except ModuleNotFoundError as problem:
            absent[name] = f"{problem.name} is not installed here; make bench installs it"
    return found, absent


def _networkx(graph: Plain) -> Any:
    import networkx

    digraph: networkx.DiGraph[int] = networkx.DiGraph()
    digraph.add_nodes_from(range(graph.nodes))
    digraph.add_edges_from(zip(graph.sources.tolist(), graph.targets.tolist(), strict=True))
    return networkx, digraph


def _rustworkx(graph: Plain) -> Any:
    rustworkx = importlib.import_module("rustworkx")
    digraph = rustworkx.PyDiGraph()
    digraph.add_nodes_from(list(range(graph.nodes)))
    digraph.add_edges_from_no_data(list(zip(graph.sources.tolist(), graph.targets.tolist(), strict=True)))
    return rustworkx, digraph


def _igraph(graph: Plain) -> Any:
    igraph = importlib.import_module("igraph")
    return igraph.Graph(n=graph.nodes, edges=np.stack([graph.sources, graph.targets], axis=1).tolist(), directed=True)


def _reach_networkx(graph: Plain) -> Callable[[int], Callable[[], Any]]:
    networkx, digraph = _networkx(graph)
    return lambda start: lambda: networkx.descendants(digraph, start)


def _reach_scipy(graph: Plain) -> Callable[[int], Callable[[], Any]]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    weights = np.ones(graph.targets.size)  # doubles, so that nothing is converted while the clock runs
    matrix = csr_array((weights, graph.targets, graph.offsets), shape=(graph.nodes, graph.nodes))
    return lambda start: lambda: breadth_first_order(matrix, start, return_predecessors=False)


def _reach_rustworkx(graph: Plain) -> Callable[[int], Callable[[], Any]]:
    rustworkx, digraph = _rustworkx(graph)
    return lambda start: lambda: rustworkx.descendants(digraph, start)


def _reach_igraph(graph: Plain) -> Callable[[int], Callable[[], Any]]:
    digraph = _igraph(graph)
    return lambda start: lambda: digraph.subcomponent(start, mode="out")


def _reach_networkit(graph: Plain) -> Callable[[int], Callable[[], Any]]:
    networkit = importlib.import_module("networkit")
    digraph = networkit.Graph(graph.nodes, weighted=False, directed=True)
    for source, target in zip(graph.sources.tolist(), graph.targets.tolist(), strict=True):
        digraph.addEdge(source, target)

    def call(start: int) -> Any:
        distances = networkit.distance.BFS(digraph, start, False).run().getDistances(True)
        return np.flatnonzero(np.asarray(distances) < graph.nodes)

    return lambda start: lambda: call(start)


def _reach_graphblas(graph: Plain) -> Callable[[int], Callable[[], Any]]:
    blas = importlib.import_module("graphblas")
    ones = np.ones(graph.targets.size, np.bool_)
    matrix = blas.Matrix.from_csr(graph.offsets, graph.targets, ones, ncols=graph.nodes)

    def call(start: int) -> Any:
        seen = blas.Vector(bool, graph.nodes)
        seen[start] = True
        frontier = seen.dup()
        while frontier.nvals:
            frontier(~seen.S, replace=True) << frontier.vxm(matrix, blas.semiring.any_pair)
            seen(frontier.S) << True
        return seen.to_coo(values=False)[0]

    return lambda start: lambda: call(start)


REACH: dict[str, Callable[[Plain], Any]] = {
    "networkx": _reach_networkx,
    "scipy": _reach_scipy,
    "rustworkx": _reach_rustworkx,
    "igraph": _reach_igraph,
    "networkit": _reach_networkit,
    "graphblas": _reach_graphblas,
}
"""Each gives, for a graph and then a start, a call that names what is reached, with or without the start."""


def _pairs(found: Any) -> dict[int, int]:
    return {int(node): int(above) for node, above in found.items() if above is not None and node != above}


def _dominators_networkx(graph: Plain) -> Callable[[], dict[int, int]]:
    networkx, digraph = _networkx(graph)
    return lambda: networkx.immediate_dominators(digraph, graph.start)


def _dominators_rustworkx(graph: Plain) -> Callable[[], dict[int, int]]:
    rustworkx, digraph = _rustworkx(graph)
    return lambda: rustworkx.immediate_dominators(digraph, graph.start)


def _dominators_igraph(graph: Plain) -> Callable[[], Any]:
    digraph = _igraph(graph)
    return lambda: digraph.dominator(graph.start, mode="out")


DOMINATORS: dict[str, Callable[[Plain], Any]] = {
    "networkx": _dominators_networkx,
    "rustworkx": _dominators_rustworkx,
    "igraph": _dominators_igraph,
}
"""Each gives for a graph a call that finds the immediate dominators from its start."""


def dominator_pairs(found: Any) -> dict[int, int]:
    """Bring the answer of any of `DOMINATORS` into one form: the immediate dominator of each node but the start."""
    if isinstance(found, list):
        return {node: above for node, above in enumerate(found) if above >= 0}
    return _pairs(found)


def _cascade_cynetdiff(graph: Plain) -> Callable[[float, int], Callable[[], int]]:
    models = importlib.import_module("cynetdiff.models")
    starts, edges = array.array("I", graph.offsets[:-1].tolist()), array.array("I", graph.targets.tolist())

    def prepared(likelihood: float, seed: int) -> Callable[[], int]:
        model = models.IndependentCascadeModel(starts, edges, activation_prob=likelihood, rng=seed)
        model.set_seeds([graph.start])

        def call() -> int:
            model.reset_model()
            model.advance_until_completion()
            return int(model.get_num_activated_nodes())

        return call

    return prepared


def _cascade_ndlib(graph: Plain) -> Callable[[float, int], Callable[[], int]]:
    epidemics = importlib.import_module("ndlib.models.epidemics")
    config = importlib.import_module("ndlib.models.ModelConfig")
    _, digraph = _networkx(graph)

    def prepared(likelihood: float, seed: int) -> Callable[[], int]:
        model = epidemics.IndependentCascadesModel(digraph, seed=seed)
        settings = config.Configuration()
        settings.add_model_initial_configuration("Infected", [graph.start])
        for edge in digraph.edges():
            settings.add_edge_configuration("threshold", edge, likelihood)
        model.set_initial_status(settings)

        def call() -> int:
            model.reset([graph.start])
            while True:
                counts = model.iteration(node_status=False)["node_count"]
                if counts[1] == 0:
                    return int(counts[2])

        return call

    return prepared


CASCADES: dict[str, Callable[[Plain], Any]] = {"cynetdiff": _cascade_cynetdiff, "ndlib": _cascade_ndlib}
"""Each gives, for a graph and then a likelihood and a seed, a call that plays one cascade and counts what fell."""
