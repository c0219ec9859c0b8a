"""A projection of a Turtle text together with the shipped ontology and catalogue, without a store on disk."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from tests.unit.projection.tangle import estate

from aftershock import resources
from aftershock.projection import stored
from aftershock.projection.build import build
from aftershock.projection.chances import chances_of
from aftershock.projection.estate import read_estate
from aftershock.projection.schema import read_schema

if TYPE_CHECKING:
    from pathlib import Path

    from aftershock.projection.stored import Projection

HEAD = """
@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <https://example.org/> .
"""

Project = Callable[..., "Projection"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Project Turtle texts, each a document of its own."""
    numbers = count()
    return lambda *texts: projected(tmp_path / f"projection-{next(numbers)}", *texts)


@pytest.fixture(scope="session")
def tangles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Projection, ...]:
    """Three tangles of services."""
    return tuple(projected(tmp_path_factory.mktemp("tangle") / "projection", estate(seed)) for seed in range(3))


def projected(folder: Path, *texts: str) -> Projection:
    """Project Turtle texts, each a document of its own, into a folder."""
    store = ox.Store()
    shipped = (*resources.ontology_files(), *resources.catalog_files())
    sources = [(f"https://example.org/graph/{path.stem}", path.read_text()) for path in shipped]
    sources += [(f"https://example.org/document/{place}", HEAD + text) for place, text in enumerate(texts)]
    for name, text in sources:
        graph = ox.NamedNode(name)
        store.extend(
            ox.Quad(triple.subject, triple.predicate, triple.object, graph)
            for triple in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=name)
        )

    def ask(query: str) -> bytes:
        found = store.query(query, use_default_graph_as_union=True)
        answer = found.serialize(format=ox.QueryResultsFormat.TSV)
        assert answer is not None
        return answer

    schema = read_schema(ask)
    estate = read_estate(ask, schema, frozenset(name for name, _ in sources))
    graph = build(schema, estate)
    stored.save(folder, "1", schema, estate, graph, chances_of(schema, estate, graph))
    return stored.load(folder)
