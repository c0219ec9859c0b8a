"""How every store gives its statements in bulk."""

from __future__ import annotations

import pyoxigraph
import pytest
from rdflib import Dataset as RdflibDataset
from rdflib import Graph, URIRef

from aftershock.errors import UnknownNameError, UsageError
from aftershock.store.base import PROVENANCE
from aftershock.store.results import GRAPH_FORMATS

A, B, C = (
    "<http://x/a> <http://x/p> <http://x/b>",
    "<http://x/b> <http://x/p> <http://x/c>",
    '<http://x/c> <http://x/q> "c"',
)
RDFLIB_NAMES = {
    "turtle": "turtle",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
    "nquads": "nquads",
    "trig": "trig",
}


@pytest.mark.parametrize("name", ["nquads", "trig", "jsonld"])
def test_all_named_graphs_in_bulk(store, publish, name):
    publish("http://x/g1", A, B, lineage="http://x/line")
    publish("http://x/g2", A, C, lineage="http://x/line")
    dumped = RdflibDataset()
    if name == "trig":  # rdflib reads prefixes once only
        found = {
            (q.subject.value, q.graph_name.value) for q in pyoxigraph.parse(store.dump(name), pyoxigraph.RdfFormat.TRIG)
        }
    else:
        dumped.parse(data=store.dump(name), format=RDFLIB_NAMES[name])
        found = {(str(s), str(g)) for s, _, _, g in dumped.quads() if g is not None}
    found = {one for one in found if one[1] != PROVENANCE}
    assert found == {
        ("http://x/a", "http://x/g1"),
        ("http://x/b", "http://x/g1"),
        ("http://x/a", "http://x/g2"),
        ("http://x/c", "http://x/g2"),
    }


@pytest.mark.parametrize("name", ["turtle", "ntriples", "rdfxml"])
def test_the_union_in_bulk(store, publish, name):
    publish("http://x/g1", A, B, lineage="http://x/line")
    publish("http://x/g2", A, C, lineage="http://x/line")
    graph = Graph().parse(data=store.dump(name), format=RDFLIB_NAMES[name])
    assert {str(subject) for subject in graph.subjects()} == {"http://x/a", "http://x/c"}


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_one_graph_in_bulk(store, publish, name):
    publish("http://x/g1", A, B)
    publish("http://x/g2", C)
    graph = RdflibDataset(default_union=True).parse(data=store.dump(name, "http://x/g1"), format=RDFLIB_NAMES[name])
    assert {str(s) for s, *_ in graph} == {"http://x/a", "http://x/b"}
    assert (URIRef("http://x/a"), URIRef("http://x/p"), URIRef("http://x/b")) in graph


def test_what_cannot_be_dumped_is_refused(store):
    with pytest.raises(UnknownNameError, match="no graph is called 'http://x/none'"):
        store.dump("turtle", "http://x/none")
    with pytest.raises(UsageError, match=r"graphs are written as turtle, .* not as 'csv'"):
        store.dump("csv")
