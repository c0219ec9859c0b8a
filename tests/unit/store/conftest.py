"""Data directories and what is published in them."""

from __future__ import annotations

import json

import pytest

from aftershock.store.base import UNION, Caps, Edition, Publication
from aftershock.store.embedded import Writer


def statements(graph, count, start=0):
    return b"".join(
        b"<http://x/s%d> <http://x/p> <http://x/o%d> <%s> .\n" % (n, n, graph.encode())
        for n in range(start, start + count)
    )


def edition(graph, lineage=None, kind="source"):
    return {"graph": graph, "kind": kind, "lineage": lineage}


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def nquads():
    return statements


@pytest.fixture
def named():
    return edition


@pytest.fixture
def writer(data):
    with Writer(data) as writer:
        yield writer


@pytest.fixture
def publish(writer):
    def give(graph, count, start=0, lineage=None):
        return writer.publish(Publication((Edition(graph, "source", lineage),), statements(graph, count, start)))

    return give


@pytest.fixture
def number():
    """Count the solutions of a pattern in a store of the engine's, or in an answer."""

    def give(content):
        return int(json.loads(content)["results"]["bindings"][0]["n"]["value"])

    return give


@pytest.fixture
def caps():
    return Caps()


@pytest.fixture
def union():
    return UNION
