"""How often there is a solution: negated sets between known ends, and what is counted as different."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import NamedNode, QueryBoolean, QueryTriples, RdfFormat, Store

from aftershock.errors import ForbiddenQueryError, QueryError
from aftershock.isolation.asking import prepared
from aftershock.isolation.rewriting.conditions import written_where
from aftershock.isolation.rewriting.counting import with_counts_of_values
from aftershock.isolation.updates import mended
from aftershock.store.base import UNION
from aftershock.vocabulary import PREFIXES

X = "http://x/"
START = f"PREFIX : <{X}> "
DATA = """PREFIX : <http://x/>
:a :p :b . :a :r :b . :a :q :b . :b :r :a . :b :s :a . :c :p 1 , :c . :c :r :c . :c a :k .
GRAPH :g1 { :a :p :b . :a :r :b . :a :q :b . :b :s :a }
GRAPH :g2 { :a :p :b . :a :s :b }
"""


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.load(DATA.encode(), format=RdfFormat.TRIG)
    made.add_graph(NamedNode(X + "empty"))
    return made


def answer(store: Store, text: str) -> Any:
    return store.query(prepared(START + text, store, UNION), prefixes=PREFIXES)


def rows(store: Store, text: str) -> list[list[str | None]]:
    result = answer(store, text)
    names = [one.value for one in result.variables]
    assert not [name for name in names if name.startswith("aftershock") and name[10:].isdigit()]
    return sorted([None if row[name] is None else row[name].value for name in names] for row in result)


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        # section 18.4, EvalNPS: one solution for each statement that the set does not name
        (":a !:q :b", 2),
        (":b ^!:q :a", 2),
        (":b !^:q :a", 2),
        (":a !(:q|^:s) :b", 3),
        (":a !(:q|:zz|^:s|^:r) :b", 2),
        (":a !a :b", 3),
        (":c !(a|:p) ?x", 1),
        ("?x !:p ?x", 1),
        ("VALUES (?x ?y) { (:a :b) } ?x !:q ?y", 2),
        ("?x :q ?y . ?x !:q ?y", 2),
        (":a !:q/!:q :a", 4),
        (":a ^(!:q/:s)/:p :b", 2),
        (":a !:q/(:r|:s) :a", 4),
        (":a (!:q)? :b", 1),
        (":a (!:q)+ :b", 1),
        ("GRAPH ?g { :a !:q :b }", 4),
        ("GRAPH :g2 { :a !:q :b OPTIONAL { :a !:p ?x } }", 2),
        ("{ SELECT * { :a !:q ?x . :a !:q ?x } }", 4),
        ("{ SELECT * { :a !:q :b } } :a !:p :b", 4),
        ("{ SELECT DISTINCT * { :a !:q _:b . _:b :s ?x } }", 1),
        ("{ SELECT DISTINCT * { :a !:q :b } }", 1),
        ("?x :q|:p _:b . _:b :r|:s ?y", 5),
        ("{ SELECT DISTINCT * { :a !:q ?x . :a !:q ?x } }", 1),
        (":c :p ?x FILTER EXISTS { SELECT (COUNT(*) AS ?n) { :a !:q :b } HAVING (COUNT(*) = 2) }", 2),
    ],
)
def test_a_negated_set_gives_a_solution_for_each_statement(store: Store, pattern: str, count: int) -> None:
    assert rows(store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}") == [[str(count)]]
    where = written_where(START, f"{{ {pattern} }}")
    assert [row["n"].value for row in store.query(f"{START} SELECT (COUNT(*) AS ?n) {where}", prefixes=PREFIXES)] == [
        str(count)
    ]


def test_a_negated_set_shows_no_variable_of_its_own(store: Store) -> None:
    assert rows(store, "SELECT * { ?x :q ?y . ?x !:q ?y }") == [[X + "a", X + "b"]] * 2
    assert rows(store, "SELECT DISTINCT * { ?x :q ?y . ?x !:q ?y }") == [[X + "a", X + "b"]]
    assert rows(store, "SELECT * { ?x :p|:r [ :s ?y ] }") == [[X + "a", X + "a"]] * 2
    assert rows(store, "SELECT * { :a !:q :b } VALUES ?z { :z }") == [[X + "z"]] * 2
    assert rows(store, "SELECT * { { SELECT * { :a !:q :b } VALUES ?z { :z } } }") == [[X + "z"]] * 2
    described = answer(store, "DESCRIBE * { ?x :q ?y . ?x !:q ?y }")
    assert isinstance(described, QueryTriples)
    assert {one.subject for one in described} == {NamedNode(X + "a"), NamedNode(X + "b")}
    with pytest.raises(QueryError, match=r"line 1, column 22: .* shows no variable; .* take ASK or SELECT \(COUNT"):
        prepared(START + "SELECT * { :a !:q :b }", store, UNION)
    answered = answer(store, "ASK { :a !:q :b }")
    assert isinstance(answered, QueryBoolean)
    assert bool(answered)


def test_a_negated_set_with_an_end_of_its_own_is_left_alone(store: Store) -> None:
    for text in ("SELECT * { :a !:q ?x }", "SELECT * { ?x !:q [] }", "ASK { :a !:q :b }", "SELECT * { :a (!:q)* :b }"):
        assert prepared(START + text, store, UNION) == START + text


@pytest.mark.parametrize(
    ("counted", "count"),
    [
        ("{ [] :p [] }", 1),
        ("{ ?x :p [] }", 2),
        ("{ ?x :q ?y . ?x !:q ?y }", 1),
        ("{ :a !:q :b }", 1),
        ("{ :a !:q :zz }", 0),
        ("{ ?x :zz [] }", 0),
        ("{ ?x ?p ?y FILTER(?p = :p) } GROUP BY ?p HAVING (COUNT(DISTINCT *) > 2)", 3),
    ],
)
def test_blank_nodes_make_no_difference_between_solutions(store: Store, counted: str, count: int) -> None:
    assert rows(store, f"SELECT (COUNT(DISTINCT *) AS ?n) {counted}") == [[str(count)]]


@pytest.mark.parametrize(
    ("counted", "count"),
    [
        # section 18.5.1.2: what is bound and no error; the engine gives nothing at all where one is an error
        ("COUNT(?o + 1)", 2),
        ("count ( DISTINCT ?o + 1 )", 1),
        ("COUNT(DISTINCT 1 / 0)", 0),
        ("COUNT((?o))", 5),
        ("COUNT(DISTINCT (?o))", 4),
        ('COUNT(IF(isNUMERIC(?o), "a"@en, 1 / 0) # )\n )', 2),
        ("COUNT(LANG(STR(01)))", 6),
        ("COUNT(EXISTS { SELECT (COUNT(DISTINCT STR(?y)) AS ?z) {} HAVING(COUNT(DISTINCT ?y + 1) = 0) })", 6),
    ],
)
def test_only_what_has_a_value_is_counted(store: Store, counted: str, count: int) -> None:
    where = '{ VALUES ?o { 1 1 "a" :b "b"@en UNDEF } }'
    assert rows(store, f"SELECT ({counted} AS ?n) {where}") == [[str(count)]]
    assert rows(store, f"SELECT ({counted} AS ?n) {where} GROUP BY ?none HAVING ({counted} = {count})") == [
        [str(count)]
    ]
    assert rows(store, f"SELECT ({counted} AS ?n) {{ FILTER(false) }}") == [["0"]]


@pytest.mark.parametrize(
    "text", ["SELECT (COUNT(?x + 1", "COUNT ?x + 1", 'ASK { ?count ?x "COUNT(1)" }', "COUNT((((", "COUNT()"]
)
def test_what_is_no_count_stays(text: str) -> None:
    assert with_counts_of_values(text) == text


def test_counts_within_counts_have_an_end(store: Store) -> None:
    text = "?o + 1"
    for _ in range(16):
        text = f"EXISTS {{ SELECT (COUNT(DISTINCT {text}) AS ?n) {{ ?s ?p ?o }} }}"
    with pytest.raises(ForbiddenQueryError, match=r"line 1, column \d+: COUNT .* too deep"):
        prepared(f"ASK {{ FILTER({text}) }}", store, UNION)


@pytest.mark.parametrize(
    ("inside", "exists"),
    [
        # ?o stands for something outside; in the subquery it is another variable (section 18.2.1)
        ("{ SELECT ?x { ?x :s ?y FILTER(BOUND(?o)) } }", False),
        ("{ SELECT ?x { ?x :s ?y FILTER(!BOUND($o)) } }", True),
        ("{ SELECT ?x { ?x :s ?y OPTIONAL { ?y :zz ?o } FILTER(BOUND(?o)) } }", False),
        ("SELECT ?x { ?x :s ?y BIND(?o AS ?w) FILTER(BOUND(?w)) }", False),
        ("SELECT (?o AS ?w) { ?x :s ?y FILTER(BOUND(?o)) }", False),
        ("SELECT * { ?x :s ?y FILTER(BOUND(?o)) }", False),
        ("{ SELECT ?x { { SELECT ?x { ?x :s ?y FILTER(BOUND(?o)) } } } }", False),
        ("{ SELECT ?x { ?x :s ?y } GROUP BY ?x HAVING(BOUND(?o)) }", False),
        ("{ SELECT ?x { ?o :p* ?o FILTER(?o = :zz) BIND(1 AS ?x) } }", False),
        ("{ SELECT ?o { ?x :p ?o FILTER(BOUND(?o)) } }", True),
        ("{ SELECT ?x { ?x :q ?o } } ?s :p ?o", True),
    ],
)
def test_a_variable_that_a_subquery_keeps_is_another_in_exists(store: Store, inside: str, exists: bool) -> None:
    found = rows(store, f"SELECT ?s {{ ?s :q ?o FILTER EXISTS {{ {inside} }} }}")

    assert found == [[X + "a"]] * exists
    assert rows(store, f"SELECT ?s {{ ?s :q ?o FILTER NOT EXISTS {{ {inside} }} }}") == [[X + "a"]] * (not exists)


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        (":nowhere :p* _:b . _:b :p? :nowhere", 1),
        (":nowhere :p* _:b . _:b (:p?|:q*) :nowhere", 2),
        (":nowhere :p* _:b . :elsewhere :p* _:b", 0),
        (":nowhere :p* _:b . _:b :p*/:q* :nowhere", 0),
        (":nowhere :p* _:b . _:b :p* ?x", 0),
        (":nowhere :p* _:b . _:b :p* _:c . _:c :p* :nowhere", 0),
        (":nowhere :p* [] . :nowhere :p* _:c . :elsewhere :q? [] . _:c :p? :nowhere", 1),
    ],
)
def test_a_blank_node_stands_for_one_term_that_the_data_lacks(store: Store, pattern: str, count: int) -> None:
    assert rows(store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}") == [[str(count)]]


@pytest.mark.parametrize(
    ("group", "solutions"),
    [
        ("GRAPH :nowhere { VALUES ?x { 1 2 } }", 0),
        ("GRAPH :nowhere { BIND(1 AS ?x) }", 0),
        ("GRAPH :nowhere { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }", 0),
        ("GRAPH :nowhere { OPTIONAL { ?x :p ?y } }", 0),
        ("GRAPH :nowhere { :absent :p* ?y }", 0),
        ("OPTIONAL { GRAPH :nowhere { VALUES ?x { 1 2 } } }", 1),
        ("FILTER NOT EXISTS { GRAPH :nowhere { VALUES ?x { 1 2 } } }", 1),
        ("GRAPH :g1 { VALUES ?x { 1 2 } }", 2),
        ("GRAPH :empty { VALUES ?x { 1 2 } }", 2),
        ("GRAPH :empty { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }", 1),
        ("GRAPH :g1 { { ?s :q ?o } UNION { ?s :s ?o } }", 2),
    ],
)
def test_a_graph_that_is_not_there_has_nothing_for_an_update(store: Store, group: str, solutions: int) -> None:
    where = written_where(START, f"{{ {group} }}")

    assert len(list(store.query(f"{START} SELECT * {where}"))) == solutions
    assert ("GRAPH :g1 { }" in where) == ("VALUES" in group and ":g1" in group)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("?x NOT IN ()", True),
        ("?x NOT IN # none\n ( )", True),
        ("! ( ?x in ( ) )", True),
        ("?x IN ()", False),
        ("?x IN (:a)", True),
        ("'IN ()' IN ('IN ()')", True),
    ],
)
def test_nothing_is_in_an_empty_list(store: Store, condition: str, holds: bool) -> None:
    assert rows(store, f"SELECT * {{ VALUES ?x {{ :a }} FILTER({condition}) }}") == [[X + "a"]] * holds


@pytest.mark.parametrize("name", ["?aftershock1", "$aftershockblank2", "?aftershocks"])
def test_names_that_are_made_up_here_are_refused(store: Store, name: str) -> None:
    with pytest.raises(QueryError, match=r"line 1, column 29: a variable such as"):
        prepared(f"{START}SELECT {name} {{ {name} :p ?y }} ORDER BY ?y", store, UNION)
    rows(store, "SELECT ?aftershock ('?aftershock1' AS ?z) { ?aftershock :p ?aftershocked } ORDER BY ?z # ?aftershock1")


def test_groups_may_give_a_variable_another_name(store: Store) -> None:
    named = "SELECT ?k (COUNT(*) AS ?n) { :a ?p ?x } GROUP BY (?x AS ?k)"
    assert rows(store, named) == [[X + "b", "3"]]
    assert rows(store, f"SELECT * {{ {{ {named} ( STRLEN(STR(?p)) AS ?l ) HAVING(COUNT(*) > 2) }} }}") == [
        [X + "b", "3"]
    ]
    several = (
        "SELECT ?k ?x (COUNT(*) AS ?n) { :c :p ?x . :c ?p ?y } group by STR(?p) ( $x as $k ) ?x ORDER BY (?k) LIMIT 1"
    )
    assert rows(store, several) == [[X + "c", X + "c", "2"]]
    assert rows(store, "SELECT ?k { :a :p ?x } GROUP BY (?none AS ?k)") == [[None]]
    assert mended(named) != named
    for text in ("SELECT (?x AS ?k) { ?x :p ?y } GROUP BY ?x", 'ASK { :group :by "(?x AS ?y)" }'):
        assert mended(text) == text
    assert "COALESCE(?x)" in mended(f"INSERT {{ ?k :n ?n }} WHERE {{ {{ {named} }} }}")
