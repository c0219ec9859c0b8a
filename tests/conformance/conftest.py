"""Every store, one after the other."""

from __future__ import annotations

import json

import pytest

from aftershock.store.base import UNION, Caps, Edition, Publication
from aftershock.store.embedded import EmbeddedStore
from aftershock.store.memory import MemoryStore

STORES = {"embedded": lambda folder: EmbeddedStore(folder / "data"), "memory": lambda _folder: MemoryStore()}


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    made = STORES[request.param](tmp_path)
    yield made
    made.close()


@pytest.fixture
def publish(store):
    """Publish one graph from triples written as N-Triples, without their full stops."""

    def give(graph, *triples, kind="source", lineage=None, **more):
        nquads = "".join(f"{triple} <{graph}> .\n" for triple in triples).encode()
        return store.publish(Publication((Edition(graph, kind, lineage),), nquads, **more))

    return give


@pytest.fixture
def rows(store):
    """Answer a SELECT query as a sorted list of tuples of plain values."""

    def give(text, dataset=UNION):
        answer = store.query(text, dataset, ["json"], Caps())
        document = json.loads(answer.content)
        names = document["head"]["vars"]
        found = [tuple(row.get(name, {}).get("value") for name in names) for row in document["results"]["bindings"]]
        assert answer.rows == len(found)
        return sorted(found, key=str)

    return give


@pytest.fixture
def count(rows):
    """Count the solutions of a pattern."""

    def give(pattern, dataset=UNION):
        return int(rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", dataset)[0][0])

    return give
