"""Graphs that are written a batch at a time: each notation says what the whole does, by another parser."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from aftershock.store import dumping
from aftershock.store.dumping import dump
from aftershock.vocabulary import AFT

GRAPH = ox.NamedNode("http://x/g")
FORMATS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml", "trig": "trig"}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    for n in range(23):
        subject = ox.BlankNode(f"b{n % 3}") if n % 4 == 0 else ox.NamedNode(f"http://x/s{n % 5}")
        value = ox.BlankNode("b1") if n % 7 == 0 else ox.Literal(f'v "{n}"\n<a> . @prefix ]', language="en")
        made.add(ox.Quad(subject, ox.NamedNode(AFT.dependsOn if n % 2 else f"http://x/p{n}"), value, GRAPH))
    return made


@pytest.mark.parametrize("batch", [1, 2, 10, 100])
@pytest.mark.parametrize("notation", FORMATS)
def test_batches_say_together_what_the_graph_says(store, notation, batch, monkeypatch):
    monkeypatch.setattr(dumping, "_AT_ONCE", batch)
    expected = rdflib.Graph().parse(data=store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=GRAPH), format="nt")

    pieces = list(dump(store, notation, GRAPH.value))

    assert len(pieces) > 23 // batch
    found = rdflib.Graph().parse(data=b"".join(pieces), format=FORMATS[notation])
    assert isomorphic(found, expected)


@pytest.mark.parametrize("notation", FORMATS)
def test_an_empty_graph_is_a_document(notation):
    text = b"".join(dump(ox.Store(), notation))
    assert len(rdflib.Graph().parse(data=text, format=FORMATS[notation])) == 0
