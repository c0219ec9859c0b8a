"""Any sequence of publications, against a model in plain Python: what a store holds is what was last said."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftershock.store.base import UNION, Caps, Edition, Publication
from aftershock.store.embedded import EmbeddedStore
from aftershock.store.memory import MemoryStore

TRIPLES = [f"<http://x/{s}> <http://x/p> <http://x/{o}>" for s in "abc" for o in "abc"]
GRAPHS = [f"http://x/g{n}" for n in range(4)]
KINDS = ["source", "reading", "ontology", "catalog"]

editions = st.tuples(
    st.sampled_from(GRAPHS),
    st.sampled_from(KINDS),
    st.sampled_from([None, "http://x/l1", "http://x/l2"]),
    st.frozensets(st.sampled_from(TRIPLES), max_size=5),
)
steps = st.tuples(
    st.lists(editions, min_size=1, max_size=3, unique_by=lambda edition: edition[0]),
    st.sampled_from([(), (), ("ontology", "catalog")]),
)


@dataclass
class Model:
    """Graphs by name: what they say, of which kind and lineage they are, and whether they are current."""

    said: dict = field(default_factory=dict)
    key: dict = field(default_factory=dict)
    current: set = field(default_factory=set)

    def publish(self, given, withdraw):
        before = (dict(self.said), dict(self.key), set(self.current))
        names = {graph for graph, *_ in given}
        for graph in [one for one, (kind, _) in self.key.items() if kind in withdraw and one not in names]:
            self.said.pop(graph)
            self.key.pop(graph)
            self.current.discard(graph)
        fresh = [
            one
            for one in given
            if not (
                one[0] in self.current and self.said.get(one[0]) == one[3] and self.key.get(one[0]) == (one[1], one[2])
            )
        ]
        lines = {(kind, lineage) for _, kind, lineage, _ in fresh if lineage}
        self.current -= {graph for graph in self.current if self.key[graph] in lines}
        for graph, kind, lineage, triples in fresh:
            self.said[graph], self.key[graph] = triples, (kind, lineage)
            self.current.add(graph)
        return before != (self.said, self.key, self.current)

    def union(self):
        return set().union(*(self.said[graph] for graph in self.current))


def lines(answer):
    return {line.removesuffix(" .") for line in answer.content.decode().splitlines()}


def follow(store, sequence):
    model = Model()
    for given_editions, withdraw in sequence:
        nquads = "".join(f"{triple} <{graph}> .\n" for graph, _, _, said in given_editions for triple in sorted(said))
        publication = Publication(
            tuple(Edition(graph, kind, lineage) for graph, kind, lineage, _ in given_editions),
            nquads.encode(),
            withdraw=withdraw,
        )
        before = store.revision()
        changed = model.publish(given_editions, withdraw)
        published = store.publish(publication)
        assert (published.outcome != "unchanged") == changed
        assert published.revision == store.revision() == before + changed
        union = lines(store.query("CONSTRUCT WHERE { ?s ?p ?o }", UNION, ["ntriples"], Caps()))
        assert union == model.union()
        for graph, said in model.said.items():
            text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
            assert lines(store.query(text, UNION, ["ntriples"], Caps())) == said
        assert {entry.graph for entry in store.graphs()} == set(model.said)
        assert {entry.graph for entry in store.graphs() if entry.superseded_by is None} == model.current


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=6))
def test_a_store_in_memory(sequence):
    follow(MemoryStore(), sequence)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=5))
def test_a_store_on_disk(tmp_path_factory, sequence):
    store = EmbeddedStore(tmp_path_factory.mktemp("data"))
    try:
        follow(store, sequence)
    finally:
        store.close()


@pytest.mark.parametrize("again", [1, 2])
def test_the_model_itself_says_what_was_last_said(again):
    model = Model()
    for number in range(again):
        assert model.publish([(GRAPHS[0], "source", "http://x/l1", frozenset(TRIPLES[:2]))], ()) == (number == 0)
    assert model.publish([(GRAPHS[1], "source", "http://x/l1", frozenset(TRIPLES[:1]))], ())
    assert model.union() == {TRIPLES[0]}
