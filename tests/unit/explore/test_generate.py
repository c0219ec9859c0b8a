"""The generated hub: the same bytes everywhere, the estate's shape, one form for every edge, and soon done."""

from __future__ import annotations

import hashlib
import time
import tracemalloc
from collections import Counter
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from aftershock.errors import UsageError
from aftershock.explore.generate import generate
from aftershock.vocabulary import AFT, ID

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RELATIONS = {
    getattr(AFT, name)
    for name in (
        *("derivedFrom", "trainedOn", "loads", "usesModel", "distributedThrough", "publishedBy", "runsOn", "managedBy"),
        *("routesThrough", "usesTool", "delegatesTo", "holdsCredential", "grantsAccessTo", "authenticatesThrough"),
        *("retrievesFrom", "ingestsContentFrom", "dependsOn"),
    )
}


@pytest.fixture(scope="module")
def hub() -> Store:
    store = Store()
    store.load(b"".join(generate(2000, 200, 7)), format=RdfFormat.N_TRIPLES)
    return store


def pairs(store: Store, predicate: str) -> list[tuple[str, str]]:
    found = store.quads_for_pattern(None, NamedNode(predicate), None)
    return [(quad.subject.value, quad.object.value) for quad in found]  # type: ignore[union-attr]  # no triple terms here


def edges(store: Store) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    bare = [(subject, relation, dependee) for relation in RELATIONS for subject, dependee in pairs(store, relation)]
    dependent, relation, dependee = (dict(pairs(store, end)) for end in (AFT.dependent, AFT.relation, AFT.dependee))
    nodes = [node for node, kind in pairs(store, TYPE) if kind == AFT.Dependency]
    return bare, [(dependent[node], relation[node], dependee[node]) for node in nodes]


def test_the_same_numbers_give_the_same_bytes_on_any_machine() -> None:
    content = b"".join(generate(200, 40, 1))
    assert hashlib.sha256(content).hexdigest() == "6fa52729492cd7f39694256bcd4e64da639284201ce7499c1e582816a9962fff"
    assert b"".join(generate(200, 40, 2)) != content
    assert content.isascii()


def test_it_begins_by_telling_of_itself() -> None:
    lines = next(generate(200, 40, 1)).decode().splitlines()
    this = f"<{ID}generated/hub-200-40-1>"
    assert {line.split()[0] for line in lines} == {this}
    assert f"{this} <{TYPE}> <{AFT.SourceDocument}> ." in lines
    assert f'{this} <{AFT.illustrative}> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .' in lines
    assert f"{this} <{AFT.defaultCertainty}> <{AFT.Assumed}> ." in lines


def test_models_and_applications_are_as_many_as_asked_for(hub: Store) -> None:
    counts = Counter(kind for _, kind in pairs(hub, TYPE))
    assert counts[AFT.Model] == 2000
    assert counts[AFT.Application] == 200
    present = {AFT.AIAgent, AFT.Tool, AFT.McpServer, AFT.Gateway, AFT.Runtime, AFT.Publisher, AFT.Dataset, AFT.Team}
    assert present | {AFT.Credential, AFT.RetrievalStore, AFT.Registry, AFT.Need, AFT.Dependency} <= set(counts)
    assert (ID + "component/hub-registry", AFT.Registry) in pairs(hub, TYPE)


@pytest.mark.parametrize(("models", "applications"), [(1, 1), (4, 1), (5, 2), (1, 50), (50, 1)])
def test_small_hubs_are_whole_too(models: int, applications: int) -> None:
    store = Store()
    store.load(b"".join(generate(models, applications, 3)), format=RdfFormat.N_TRIPLES)
    counts = Counter(kind for _, kind in pairs(store, TYPE))
    assert (counts[AFT.Model], counts[AFT.Application]) == (models, applications)
    check_edges(store)


def test_every_edge_has_one_form_and_joins_what_is_there(hub: Store) -> None:
    check_edges(hub)


def check_edges(store: Store) -> None:
    bare, noded = edges(store)
    assert len(set(bare)) == len(bare)
    assert len(set(noded)) == len(noded)
    assert set(bare).isdisjoint(noded)
    assert {relation for _, relation, _ in noded} <= RELATIONS
    components = {subject for subject, _ in pairs(store, TYPE)}
    assert {end for dependent, _, dependee in bare + noded for end in (dependent, dependee)} <= components
    assert all(dependent != dependee for dependent, _, dependee in bare + noded)


def test_no_line_is_written_twice() -> None:
    lines = b"".join(generate(2000, 200, 7)).splitlines()
    assert len(lines) == len(set(lines))


def test_every_component_has_one_class_and_label(hub: Store) -> None:
    classes = Counter(subject for subject, _ in pairs(hub, TYPE))
    labels = Counter(subject for subject, _ in pairs(hub, "http://www.w3.org/2004/02/skos/core#prefLabel"))
    papers = {node for node, kind in pairs(hub, TYPE) if kind in {AFT.Dependency, AFT.Need, AFT.SourceDocument}}
    assert set(classes.values()) == set(labels.values()) == {1}
    assert set(labels) == set(classes) - papers


def test_alternatives_belong_to_their_need(hub: Store) -> None:
    dependent, relation = dict(pairs(hub, AFT.dependent)), dict(pairs(hub, AFT.relation))
    owner = dict(pairs(hub, AFT.needOf))
    alternatives = pairs(hub, AFT.alternative)
    assert min(Counter(need for need, _ in alternatives).values()) >= 2
    assert all(dependent[node] == owner[need] for need, node in alternatives)
    assert all(relation[node] == relation[need] for need, node in alternatives)


def test_derivation_has_no_cycle_and_shares_of_doubt_are_there(hub: Store) -> None:
    bare, noded = edges(hub)
    parents = {child: parent for child, relation, parent in bare + noded if relation == AFT.derivedFrom}
    assert len(parents) > 800
    for child in parents:
        seen, at = set(), child
        while at in parents:
            assert at not in seen
            seen.add(at)
            at = parents[at]
    certainties = Counter(certainty for _, certainty in pairs(hub, AFT.sourceCertainty))
    assert set(certainties) == {AFT.Assumed, AFT.NotCertain}
    assert AFT.Stated not in {value for _, value in pairs(hub, AFT.defaultCertainty)}
    assert pairs(hub, AFT.dependencyCompleteness)
    assert pairs(hub, AFT.hasQualifier)
    assert pairs(hub, AFT.lacksQualifier)


def test_a_hundred_thousand_models_take_no_minute_and_no_memory() -> None:
    began = time.perf_counter()
    size = sum(map(len, generate(100_000, 5_000, 1)))
    assert time.perf_counter() - began < 60
    assert size > 100_000_000
    tracemalloc.start()
    try:
        for _ in generate(20_000, 1_000, 1):
            pass
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_what_it_writes_parses_line_by_line() -> None:
    for chunk in generate(30, 6, 5):
        assert chunk.endswith(b"\n")
        assert len(list(parse(chunk, format=RdfFormat.N_TRIPLES))) == chunk.count(b"\n")


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"models": 0}, "models is 0; it must be 1 or more"),
        ({"models": -5}, "models is -5; it must be 1 or more"),
        ({"applications": 0}, "applications is 0; it must be 1 or more"),
        ({"seed": -1}, "seed is -1; it must be 0 or more"),
        ({"models": 1.5}, "models is 1.5; it must be a whole number, 1 or more"),
        ({"seed": "one"}, "seed is 'one'; it must be a whole number, 0 or more"),
        ({"applications": True}, "applications is True; it must be a whole number, 1 or more"),
    ],
)
def test_bad_numbers_are_refused_before_anything_is_written(numbers: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        generate(**numbers)
    assert str(refused.value) == sentence
