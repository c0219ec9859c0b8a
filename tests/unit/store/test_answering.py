from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, Store

from aftershock.store.answering import answer, syntax_error
from aftershock.store.base import UNION, Caps, Dataset


def test_a_fault_without_a_place_is_told_as_it_is():
    error = syntax_error("something else", "ASK {}")
    assert str(error) == "the query does not parse: something else"
    assert (error.line, error.column) == (None, None)


def test_a_fault_beyond_the_text_is_told():
    assert "at its end" in str(syntax_error("error at 9:1: expected x", "ASK {}"))
    assert "at the end of the line" in str(syntax_error("error at 1:6: expected x", "ASK {\n}"))


def test_the_merge_of_graphs_has_a_statement_once_where_the_engine_has_it_twice():
    store = Store()
    graphs = [NamedNode("http://x/g1"), NamedNode("http://x/g2")]
    store.extend(Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal(1), graph) for graph in graphs)
    text = "SELECT * { ?s ?p ?o }"
    assert len(list(store.query(text, default_graph=list(graphs)))) == 2  # why there is code for it
    merged = answer(store, text, Dataset(("http://x/g1", "http://x/g2")), ["csv"], Caps())
    assert merged.rows == 1
    assert answer(store, text, UNION, ["csv"], Caps()).rows == 0
