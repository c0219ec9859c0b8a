"""Walks of no steps: in EXISTS from what a variable stands for outside, in updates, on small random graphs, too."""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from aftershock.errors import QueryError
from aftershock.isolation.asking import prepared
from aftershock.isolation.limits import Limits
from aftershock.isolation.updates import split_update
from aftershock.store.base import DEFAULT_GRAPH, PROVENANCE, UNION
from aftershock.store.changing import change
from aftershock.store.holdings import Holdings
from aftershock.store.operations import Update
from aftershock.vocabulary import PREFIXES

X = "http://x/"
START = f"PREFIX : <{X}> "

Edges = list[tuple[str, str, str]]

NODES = st.sampled_from(["a", "b", "c"])
EDGES = st.lists(st.tuples(NODES, st.sampled_from(["p", "q"]), NODES), max_size=5)
PATHS = st.sampled_from([":p*", ":p?", "(:p|:q)*", "^:p*", ":p+", "(:p|:q?)", "(:p/:q)*", ":p"])
OUTSIDE = st.sampled_from(
    ["VALUES ?x { :a :b :z }", "VALUES (?x ?y) { (:a :b) (:z :z) (:z :a) }", "BIND(:z AS ?x)", "?x ?e ?w", "?w ?x ?e"]
)
INSIDE = st.sampled_from(
    [
        "?x {} ?y",
        "?y {} ?x",
        "?x {} ?x",
        "?x {} :z",
        ":z {} ?y",
        ":z {} :z",
        "?x {} ?m . ?m :q ?n",
        "?x {} ?m OPTIONAL {{ ?m :q ?n }}",
        "{{ ?x {} ?m }} UNION {{ ?x :q :c }}",
        "?x {} [] ; :q ?n",
        "?x {} ?m FILTER NOT EXISTS {{ ?m {} ?k . ?k :q :a }}",
    ]
)


def rdf(edges: Edges) -> tuple[Store, rdflib.Graph]:
    store, oracle = Store(), rdflib.Graph()
    for subject, predicate, thing in edges:
        store.add(Quad(NamedNode(X + subject), NamedNode(X + predicate), NamedNode(X + thing)))
        oracle.add((rdflib.URIRef(X + subject), rdflib.URIRef(X + predicate), rdflib.URIRef(X + thing)))
    return store, oracle


def rows(store: Store, text: str) -> list[Any]:
    result: Any = store.query(prepared(START + text, store, UNION), prefixes=PREFIXES)
    names = [variable.value for variable in result.variables]
    return sorted(sorted((name, row[name].value) for name in names if row[name] is not None) for row in result)


@settings(max_examples=60, deadline=None)
@given(edges=EDGES, path=PATHS, outside=OUTSIDE, inside=INSIDE, negated=st.booleans())
def test_exists_is_answered_as_another_engine_does(
    edges: Edges, path: str, outside: str, inside: str, negated: bool
) -> None:
    store, oracle = rdf(edges)
    text = f"SELECT * {{ {outside} FILTER {'NOT ' * negated}EXISTS {{ {inside.format(path, path)} }} }}"

    found = oracle.query(START + text)

    expected = [sorted((str(name), str(value)) for name, value in row.asdict().items()) for row in found]
    assert rows(store, text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # by section 18.6 the variables are replaced; what has no value stays a variable, and stands for nodes only
        ("SELECT ?x { VALUES ?x { UNDEF :z } FILTER EXISTS { ?x :none* ?m . ?m :q ?n } }", [[]]),
        ("SELECT ?x { VALUES ?x { :a } OPTIONAL { ?x :no ?y } FILTER EXISTS { ?x :p* ?y } }", [[("x", X + "a")]]),
        ("SELECT ?x { VALUES ?x { :z } OPTIONAL { ?x :no ?y } FILTER EXISTS { ?x :p* ?y . ?y :q ?n } }", []),
        (
            "SELECT ?x { VALUES ?x { :z :a } BIND(EXISTS { ?x :p* ?m } AS ?e) FILTER(?e) }",
            [[("x", X + n)] for n in "az"],
        ),
        ("SELECT ?x { VALUES ?x { :z } FILTER EXISTS { GRAPH :g { ?x :p* ?m } } }", []),
        # a sequence is a join, and its middle a variable (18.2.2.4); rdflib walks it as one
        ("SELECT ?x { VALUES ?x { :z :a } FILTER EXISTS { ?x :p*/:q* ?m } }", [[("x", X + "a")]]),
        ("SELECT ?x { VALUES ?x { :z :a } FILTER EXISTS { ?x :p*/:q* ?x } }", [[("x", X + n)] for n in "az"]),
        ("SELECT ?x { VALUES ?x { :z :a } FILTER EXISTS { ?x :p*/:q* :z } }", [[("x", X + "z")]]),
        (
            "SELECT * { VALUES (?x ?y) { (:z :z) (:z :a) } FILTER EXISTS { ?x :p*/^:q? ?y } }",
            [[("x", X + "z"), ("y", X + "z")]],
        ),
        ("SELECT ?x { VALUES ?x { :z :a } FILTER EXISTS { ?x :p*/:q*/:p* ?x } }", [[("x", X + "a")]]),
        ("SELECT ?x { :z :p*/:q? :z BIND(1 AS ?x) }", [[("x", "1")]]),
    ],
)
def test_what_the_standard_says_of_exists(text: str, expected: list[Any]) -> None:
    assert rows(rdf([("a", "p", "b"), ("b", "q", "c")])[0], text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "SELECT * { VALUES ?x { :z }\nFILTER EXISTS {\n?x :p* _:b FILTER(true) _:b :q ?y } }",
            r"line 3, column 1: \?x :p\* _:b ends at a blank",
        ),
        ("SELECT * { ?x :p :a FILTER EXISTS { VALUES ?x { :z } ?x :p* ?y } }", "from what VALUES or BIND gives inside"),
    ],
)
def test_what_cannot_be_written_is_refused(text: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        prepared(START + text if "line" not in told else f"PREFIX : <{X}>{text}", Store(), UNION)


WHERES = st.sampled_from(
    [
        ":z {} ?y",
        "?y {} :z",
        ":a {} ?y",
        ":z {} :z . ?y :p ?w",
        ":z {} :a . ?y :p ?w",
        ":z {} ?w . ?y :p ?v",
        "?y :p ?w FILTER NOT EXISTS {{ :z {} ?w }}",
        "?y :p ?w FILTER EXISTS {{ ?y {} ?m . ?m :q ?n }}",
        "?y :p ?w MINUS {{ :z {} ?y }}",
        "OPTIONAL {{ :z {} ?y }}",
        ":z {} [ :q ?y ]",
    ]
)


@settings(max_examples=40, deadline=None)
@given(edges=EDGES, path=PATHS, where=WHERES)
def test_an_update_is_led_by_the_rows_of_another_engine(edges: Edges, path: str, where: str) -> None:
    _, oracle = rdf(edges)
    holdings = Holdings(Store())
    data = " ".join(f":{subject} :{predicate} :{thing} ." for subject, predicate, thing in edges)
    text = f"{START}INSERT {{ ?y :new 1 }} WHERE {{ {where.format(path)} }}"

    for one in (f"{START}INSERT DATA {{ {data} }}", text):
        change(holdings, Update(split_update(one, Limits(), X), default="empty"), X)
    oracle.update(text)

    named = NamedNode(DEFAULT_GRAPH)
    found = {quad.subject.value for quad in holdings.store.quads_for_pattern(None, NamedNode(X + "new"), None, named)}
    assert found == {str(subject) for subject in oracle.subjects(rdflib.URIRef(X + "new"))}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "INSERT { ?y :new 1 }\nWHERE { :z :p* _:b FILTER(true) ?y :q _:b }",
            r"line 2, column 9: :z :p\* _:b ends at a blank node",
        ),
        ("INSERT { ?y :new 1 } WHERE {\n BIND(BNODE('a') AS ?y) }", r"line 2, column 7: BNODE of a text"),
        ("CLEAR ALL ; INSERT { ?y :new 1 } WHERE { ?y aft:dependsOn+ ?x }", r"line 1, column 63: .* take /ranking"),
    ],
)
def test_an_update_is_refused_with_the_place_in_its_own_text(text: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        split_update(f"PREFIX : <{X}>{text}" if "63" not in told else f"PREFIX : <{X}> {text}", Limits(), X)


def test_an_update_joins_texts_to_a_plain_text() -> None:
    holdings = Holdings(Store())
    text = "INSERT { :a :new ?y } WHERE { SELECT (GROUP_CONCAT(?x) AS ?y) { VALUES ?x { 'a'@en 'b'@en } } }"

    change(holdings, Update(split_update(START + text, Limits(), X), default="empty"), X)

    assert [str(quad.object) for quad in holdings.store if quad.graph_name == NamedNode(DEFAULT_GRAPH)] == ['"a b"']
    assert not any(
        isinstance(quad.subject, BlankNode) for quad in holdings.store if isinstance(quad.graph_name, DefaultGraph)
    )
    assert PROVENANCE in {getattr(quad.graph_name, "value", "") for quad in holdings.store}
