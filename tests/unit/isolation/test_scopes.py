"""What a condition may know: no variable that its group does not bind, nor inside of GRAPH the one that names it."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from aftershock.errors import QueryError
from aftershock.isolation.asking import prepared
from aftershock.isolation.rewriting import facts as facts_module
from aftershock.isolation.rewriting.conditions import written_where
from aftershock.store.base import UNION

X = "http://x/"
START = f"PREFIX : <{X}> "
DATA = """PREFIX : <http://x/>
:a :p :b ; :v 1 . :c :p :d ; :v 2 . :k :q :b .
GRAPH :g1 { :s :v 1 . :g1 :v 2 }
GRAPH :g2 { :s :v 3 ; :p :g2 }
"""


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.load(DATA.encode(), format=RdfFormat.TRIG)
    return made


def rows(store: Store, group: str) -> list[str]:
    result: Any = store.query(prepared(f"{START} SELECT * {group}", store, UNION))
    names = [one.value for one in result.variables]
    found = (" ".join(f"{name}={row[name].value}" for name in names if row[name] is not None) for row in result)
    return sorted(one.replace(X, "") for one in found)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        # ?y has no value in the inner group, and so stands for anything there (sections 18.2.2.2 and 18.6)
        ("{ ?x :p ?y { ?x :v ?n FILTER NOT EXISTS { :k :q ?y } } }", []),
        ("{ ?x :p ?y { ?x :v ?n FILTER(!EXISTS { :k :q ?y }) } }", []),
        (
            "{ ?x :p ?y { ?x :v ?n BIND(EXISTS { :k :q ?y } AS ?e) } }",
            ["e=true n=1 x=a y=b", "e=true n=2 x=c y=d"],
        ),
        ("{ ?x :p ?y OPTIONAL { { ?x :v ?n FILTER NOT EXISTS { :k :q ?y } } } }", ["x=a y=b", "x=c y=d"]),
        ("{ { ?x :v ?n FILTER NOT EXISTS { :k :q ?y } } UNION { } ?x :p ?y }", ["x=a y=b", "x=c y=d"]),
        (
            "{ ?x :p ?y OPTIONAL { ?x :v ?n OPTIONAL { ?x :v ?m FILTER NOT EXISTS { :k :q ?y } } } }",
            ["n=1 x=a y=b", "n=2 x=c y=d"],
        ),
        ("{ ?x :p ?y GRAPH :g1 { ?s :v 1 FILTER NOT EXISTS { GRAPH :g2 { ?s :p ?y } } } }", []),
        ("{ ?x :v ?n BIND(EXISTS { :k :q ?y } AS ?e) ?x :p ?y }", ["e=true n=1 x=a y=b", "e=true n=2 x=c y=d"]),
        # what is joined to OPTIONAL its conditions know (section 18.2.2.6); what is in the group, too
        ("{ ?x :p ?y OPTIONAL { ?x :v ?n FILTER NOT EXISTS { :k :q ?y } } }", ["n=2 x=c y=d", "x=a y=b"]),
        ("{ ?x :p ?y FILTER NOT EXISTS { :k :q ?y } }", ["x=c y=d"]),
        ("{ { ?x :p ?y FILTER NOT EXISTS { :k :q ?y } } ?x :v ?n }", ["n=2 x=c y=d"]),
        ("{ FILTER NOT EXISTS { :k :q ?y } { SELECT ?y { ?x :p ?y } } }", ["y=d"]),
        ("{ FILTER NOT EXISTS { :k :q ?y } VALUES ?y { :b :d } }", ["y=d"]),
        ("{ ?x :p ?y FILTER EXISTS { ?x :v ?n FILTER NOT EXISTS { :k :q ?y } } }", ["x=c y=d"]),
    ],
)
def test_exists_knows_what_its_group_binds(store: Store, group: str, expected: list[str]) -> None:
    assert rows(store, group) == expected
    written = written_where(START, group)
    assert len(list(store.query(f"{START} SELECT * {written}"))) == len(expected)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        # ?g gets its value after the braces (section 18.6)
        ("{ GRAPH ?g { ?s :v 1 FILTER(BOUND(?g)) } }", []),
        ("{ GRAPH ?g { FILTER(BOUND(?g)) } }", []),
        ("{ GRAPH ?g { ?s :v 1 FILTER(!BOUND(?g)) } }", ["g=g1 s=s"]),
        ("{ GRAPH ?g { ?s :v 1 BIND(?g AS ?h) } }", ["g=g1 s=s"]),
        ("{ GRAPH ?g { ?s :v ?n OPTIONAL { ?s :p ?g } } }", ["g=g1 n=2 s=g1", "g=g1 n=1 s=s", "g=g2 n=3 s=s"]),
        ("{ GRAPH ?g { ?s :v ?n OPTIONAL { ?g :v ?n } } }", ["g=g1 n=2 s=g1"]),
        ("{ GRAPH ?g { :s :v ?n OPTIONAL { ?g :v ?m } } }", ["g=g1 m=2 n=1"]),
        ("{ GRAPH ?g { :s :v ?n OPTIONAL { :s :p ?k FILTER(BOUND(?g)) } } }", ["g=g1 n=1", "g=g2 n=3"]),
        # what a pattern says of it holds before and after
        ("{ GRAPH ?g { ?g :v ?n FILTER(?g = :g1) } }", ["g=g1 n=2"]),
        ("{ GRAPH ?g { ?g :v ?n OPTIONAL { :s :v ?m FILTER(?g = :g1) } BIND(?g AS ?h) } }", ["g=g1 h=g1 m=1 n=2"]),
        ("{ GRAPH ?g { { ?g :v ?n } UNION { ?s :p ?g } } }", ["g=g1 n=2", "g=g2 s=s"]),
        ("{ GRAPH ?g { ?s :v 1 } FILTER(?g = :g1) }", ["g=g1 s=s"]),
    ],
)
def test_the_variable_of_graph_is_not_known_inside(store: Store, group: str, expected: list[str]) -> None:
    assert rows(store, group) == sorted(expected)


def test_a_condition_on_the_graph_is_refused_where_graphs_are_too_many(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_module, "MOST_GRAPHS", 1)
    inside = "{ GRAPH ?g { ?s :v ?n FILTER(?g = :g1) } }"

    with pytest.raises(QueryError, match=r"\?g in a condition, which has no value yet in the braces\), and there are"):
        prepared(f"{START} SELECT * {inside}", store, UNION)
    with pytest.raises(QueryError, match=r"which graphs an update finds is not known before; name one"):
        written_where(START, inside)
    for plain in ("{ GRAPH ?g { ?s :v ?n } FILTER(?g = :g1) }", "{ GRAPH ?g { ?g :v ?n FILTER(?g = :g1) } }"):
        assert prepared(f"{START} SELECT * {plain}", store, UNION).endswith(plain)
        assert written_where(START, plain) == plain


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        # two sides without a variable in common take nothing away (section 18.5)
        ("{ ?x :v ?n FILTER EXISTS { ?i :p ?j MINUS { ?k :q ?l } } }", ["n=1 x=a", "n=2 x=c"]),
        ("{ ?x :v ?n FILTER EXISTS { MINUS { ?k :q ?l } ?x :p ?j } }", ["n=1 x=a", "n=2 x=c"]),
        ("{ ?x :v ?n FILTER EXISTS { ?x :p ?j MINUS { ?k :q ?j } } }", ["n=2 x=c"]),
        ("{ ?x :v ?n FILTER EXISTS { ?x :p ?j MINUS { { ?k :q ?j } UNION { ?j :q ?k } } } }", ["n=2 x=c"]),
        ("{ ?x :v ?n FILTER EXISTS { SELECT ?j { ?i :p ?j MINUS { ?x :p ?k } } } }", ["n=1 x=a", "n=2 x=c"]),
    ],
)
def test_minus_in_exists_counts_the_variables_of_its_sides(store: Store, group: str, expected: list[str]) -> None:
    assert rows(store, group) == expected


@pytest.mark.parametrize(
    "inside",
    [
        "?x :p ?j MINUS { ?x :q ?k }",
        "?i :p ?j OPTIONAL { ?i :q ?k } MINUS { ?x :v ?k }",
        "?i :p ?j MINUS { VALUES ?j { :b UNDEF } }",
    ],
)
def test_minus_in_exists_is_refused_where_the_standard_does_not_say_what_it_does(store: Store, inside: str) -> None:
    with pytest.raises(QueryError, match=r"line 1, column \d+: MINUS in EXISTS .* write FILTER NOT EXISTS"):
        rows(store, f"{{ ?x :v ?n FILTER EXISTS {{ {inside} }} }}")


def test_bind_in_exists_is_refused_where_it_would_give_a_second_value(store: Store) -> None:
    with pytest.raises(QueryError, match=r"line 1, column 59: BIND in EXISTS gives \?n a value, .* compare .* FILTER"):
        rows(store, "{ ?x :v ?n FILTER EXISTS { BIND(1 AS ?n) } }")
    assert rows(store, "{ ?x :v ?n FILTER EXISTS { BIND(1 AS ?m) FILTER(?m = ?n) } }") == ["n=1 x=a"]
    assert rows(store, "{ ?x :v ?n FILTER EXISTS { SELECT ?m { BIND(1 AS ?n) BIND(?n AS ?m) } } }") == [
        "n=1 x=a",
        "n=2 x=c",
    ]
