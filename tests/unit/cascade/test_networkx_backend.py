"""The NetworkX backend: equal to NetworkX on its own tests, on random graphs, and found by its entry points."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import networkx as nx
import pytest

from aftershock.cascade.networkx_backend import Arrays, Backend, backend, info

OWN_TESTS = """
import collections, sys
import networkx as nx, pytest
from networkx.utils import backends

from aftershock.cascade import networkx_backend as ours

class Point:
    name = "aftershock"
    def load(self):
        return ours.backend

if "aftershock" not in backends.backends:
    backends.backends["aftershock"] = Point()
    backends.backend_info["aftershock"] = ours.info()
    nx.config.backends = nx.utils.Config(aftershock=nx.utils.Config(), **nx.config.backends)

asked = collections.Counter()
for name in ours.info()["functions"]:
    def counted(*args, _name=name, _function=getattr(ours.Backend, name), **kwargs):
        asked[_name] += 1
        return _function(*args, **kwargs)
    setattr(ours.Backend, name, staticmethod(counted))

status = pytest.main(sys.argv[1:])
print("asked", " ".join(f"{name}={asked[name]}" for name in sorted(ours.info()["functions"])))
sys.exit(status)
"""


def test_it_passes_the_tests_that_networkx_has_for_these_functions(tmp_path: Path) -> None:
    tests = Path(nx.__file__).parent / "algorithms"
    paths = ("tests/test_dag.py", "tests/test_dominance.py", "traversal/tests/test_bfs.py")
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    done = subprocess.run(
        [
            *(sys.executable, "-c", OWN_TESTS, "-q", "-p", "no:cacheprovider", "-c", str(tmp_path / "pytest.ini")),
            *("--confcutdir", str(tests.parent), *(str(tests / path) for path in paths)),
            *("-k", "descendants or ancestors or Dominator or layers or bfs"),
        ],
        env={**os.environ, "NETWORKX_TEST_BACKEND": "aftershock", "NETWORKX_FALLBACK_TO_NX": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    asked = dict(part.split("=") for part in done.stdout.splitlines()[-1].split()[1:])
    assert asked.keys() == info()["functions"].keys()
    assert all(int(times) >= 2 for times in asked.values()), asked
    assert "passed" in done.stdout
    assert "xfailed" not in done.stdout


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("kind", [nx.DiGraph, nx.Graph, nx.MultiDiGraph])
def test_random_graphs_have_the_same_answers(kind: type[nx.Graph], seed: int) -> None:
    rng = random.Random(seed)
    graph = kind()
    graph.add_nodes_from(f"n{one}" for one in rng.sample(range(20), 12))
    nodes = list(graph)
    graph.add_edges_from((rng.choice(nodes), rng.choice(nodes)) for _ in range(rng.randint(0, 40)))
    arrays, start = Arrays(graph), rng.choice(nodes)
    assert backend.descendants(arrays, start) == nx.descendants(graph, start)
    assert backend.ancestors(arrays, start) == nx.ancestors(graph, start)
    for sources in (start, [start], rng.sample(nodes, 3)):
        assert list(backend.bfs_layers(arrays, sources)) == list(nx.bfs_layers(graph, sources))
    if graph.is_directed():
        assert backend.immediate_dominators(arrays, start) == nx.immediate_dominators(graph, start)
    simple = nx.DiGraph(graph) if graph.is_directed() else nx.Graph(graph)
    assert nx.utils.graphs_equal(arrays.to_networkx(), simple)
    assert (len(arrays), list(arrays), arrays.is_multigraph()) == (12, nodes, graph.is_multigraph())


def test_errors_are_those_of_networkx() -> None:
    directed, undirected = Arrays(nx.DiGraph([(1, 2)])), Arrays(nx.Graph([(1, 2)]))
    for ask in (backend.descendants, backend.ancestors):
        with pytest.raises(nx.NetworkXError, match="node 3 is not in the graph"):
            ask(directed, 3)
    with pytest.raises(nx.NetworkXError, match="node 3 is not in the graph"):
        list(backend.bfs_layers(directed, [1, 3]))
    with pytest.raises(nx.NetworkXError, match="start is not in G"):
        backend.immediate_dominators(directed, 3)
    with pytest.raises(nx.NetworkXNotImplemented, match="undirected"):
        backend.immediate_dominators(undirected, 1)


def test_what_is_converted_and_what_is_not() -> None:
    graph = nx.DiGraph([(1, 2)])
    arrays = Backend.convert_from_nx(graph, name="descendants", preserve_edge_attrs=True)
    assert isinstance(arrays, Arrays)
    assert list(Backend.convert_to_nx(arrays, name="descendants").edges) == [(1, 2)]
    assert Backend.convert_to_nx({1, 2}) == {1, 2}
    assert [1] not in arrays
    with pytest.raises(TypeError, match="this is a dict"):
        Backend.convert_from_nx({}, name="descendants")


def test_it_is_named_where_networkx_looks() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module = "aftershock.cascade.networkx_backend"
    assert project["entry-points"]["networkx.backends"] == {"aftershock": f"{module}:backend"}
    assert project["entry-points"]["networkx.backend_info"] == {"aftershock": f"{module}:info"}
    assert set(info()["functions"]) == {"ancestors", "bfs_layers", "descendants", "immediate_dominators"}
