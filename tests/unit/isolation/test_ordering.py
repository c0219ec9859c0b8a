"""ORDER BY over any values: the engine ends its process where it compares numbers with dates."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from aftershock.isolation.asking import prepared
from aftershock.isolation.rewriting.ordering import with_keys
from aftershock.store.base import Dataset
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

Value = NamedNode | BlankNode | Literal | None

_XSD = PREFIXES["xsd"]
_P = NamedNode("http://x/p")
_NUMBERS = ("integer", "decimal", "double")
_CONDITIONS = (
    "?v", "(?v)", "ASC(?v)", "?v ?s", "COALESCE(?v)", "(IF(true, ?v, 1/0))", "ASC(((COALESCE(?none, ?v))))",
    "STR(1) ?v",
    "(?none + 1) ?v", "ASC(STRLEN(?none)) DESC(<http://www.w3.org/2001/XMLSchema#integer>(?none)) COALESCE(?v) ?s",
)  # fmt: skip
_SOME = "abz \u00e9\uff5e\U0001f600"


def _typed(value: str, name: str) -> Literal:
    return Literal(value, datatype=NamedNode(_XSD + name))


def _value(luck: random.Random) -> Value:
    text = "".join(luck.choices(_SOME, k=luck.randrange(24)))
    zone = luck.choice(("", "Z", "+05:00", "-11:00"))
    return luck.choice(
        (
            NamedNode(f"http://x/{text.replace(' ', '_')}"),
            BlankNode(),
            None,
            Literal(text),
            Literal(text, language=luck.choice(("en", "de"))),
            _typed(str(luck.randrange(-50, 50)), "integer"),
            _typed(f"{luck.randrange(-99, 99)}.{luck.randrange(1, 9)}", "decimal"),
            _typed(luck.choice(("1000", "-1000", "0.5", "NaN", "INF")), "double"),
            _typed(f"2010-01-{luck.randrange(10, 28)}T{luck.randrange(10, 24)}:00:00{zone}", "dateTime"),
            _typed(f"2010-01-{luck.randrange(10, 28)}{zone}", "date"),
            _typed(luck.choice(("P1M", "P30D", "P365D", "P1Y", "P99999999999Y", "-P1M")), "duration"),
            _typed(luck.choice(("PT5H", "P1D", "P30D")), "dayTimeDuration"),
            _typed(luck.choice(("true", "false")), "boolean"),
            _typed(text, luck.choice(("integer", "dateTime", "duration", "boolean"))),
            Literal(text, datatype=NamedNode("http://x/type")),
        )
    )


def _ordered(values: list[Value], condition: str) -> list[Value]:
    store = Store()
    for number, value in enumerate(values):
        subject = NamedNode(f"http://x/s{number}")
        store.add(Quad(subject, _P, Literal("here")))
        if value is not None:
            store.add(Quad(subject, NamedNode("http://x/value"), value))
    text = f"SELECT ?v {{ ?s <{_P.value}> 'here' OPTIONAL {{ ?s <http://x/value> ?v }} }} ORDER BY {condition}"
    return [cast("Value", row["v"]) for row in cast("QuerySolutions", store.query(prepared(text, store, Dataset())))]


def _kind(value: Value) -> int:
    if isinstance(value, Literal):
        return 3
    return {type(None): 0, BlankNode: 1, NamedNode: 2}[type(value)]


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.replace("INF", "Infinity"))
    except InvalidOperation:
        return None
    return None if found.is_nan() else found


def _numbers(values: list[Value]) -> list[Decimal]:
    typed = [one for one in values if isinstance(one, Literal) and one.datatype.value.removeprefix(_XSD) in _NUMBERS]
    return [number for one in typed if (number := _number(one.value)) is not None]


def _texts(values: list[Value]) -> list[str]:
    return [
        one.value
        for one in values
        if isinstance(one, Literal) and (one.language or one.datatype.value == f"{_XSD}string")
    ]


def _moments(values: list[Value]) -> list[datetime]:
    texts = [one.value for one in values if isinstance(one, Literal) and one.datatype.value == f"{_XSD}dateTime"]
    read = [datetime.fromisoformat(one) for one in texts if one.startswith("2010")]
    return [one if one.tzinfo else one.replace(tzinfo=UTC) for one in read]


@pytest.mark.parametrize("seed", range(25))
def test_any_values_have_the_order_of_the_standard(seed: int) -> None:
    luck = random.Random(seed)
    values = [_value(luck) for _ in range(luck.randrange(30, 120))]
    found = _ordered(values, luck.choice(_CONDITIONS))
    assert sorted(map(str, found)) == sorted(map(str, values))
    kinds = [_kind(value) for value in found]
    assert kinds == sorted(kinds)  # unbound, blank nodes, IRIs, literals
    for part in (_numbers(found), _texts(found), _moments(found)):
        assert part == sorted(part)  # Python's own order of numbers, code points and moments
    iris = [value.value for value in found if isinstance(value, NamedNode)]
    assert iris == sorted(iris)


def test_backwards() -> None:
    values: list[Value] = [*(_typed(str(number), "integer") for number in range(30)), Literal("b"), Literal("a"), None]
    values += [_typed(f"2010-01-{day}", "date") for day in range(10, 28)]
    found = _ordered(values, "DESC(?v)")
    assert found[-1] is None
    assert _numbers(found) == sorted(_numbers(found), reverse=True)
    assert _texts(found) == ["b", "a"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?x a ?y } ORDER BY STR(?x)",
        "SELECT ?order ?by { ?order a ?by }",
        'SELECT ?x { ?x a "ORDER BY ?x" }',
        "SELECT ?x { ?x a ?y } ORDER BY DESC((COUNT(?y))) LIMIT 1",
        "SELECT ?x { ?x a ?y } ORDER BY (2 * (STRLEN(?x) - COUNT(DISTINCT ?y))) ASC(STR(?x))",
        "SELECT ?x { ?x a ?y } ORDER BY REGEX(STR(?x), '\\\\)') VALUES (?y) { (1) }",
        f"SELECT ?x {{ ?x a ?y }} ORDER BY CONCAT({', '.join(['STR(?x)'] * 60)})",
    ],
)
def test_what_has_an_order_stays(text: str) -> None:
    assert with_keys(text) == text


def test_blank_nodes_in_a_condition_are_repeated_as_variables() -> None:
    text = "SELECT ?v { VALUES ?v { 2 1 } } ORDER BY IF(EXISTS { _:b ?p _:b . _:c ?q ?v }, 1, ?v) ?v"
    assert [row[0].value for row in Store().query(with_keys(text))] == ["1", "2"]


def test_conditions_after_what_stays_are_read() -> None:
    found = with_keys("SELECT ?x { ?x a ?y } ORDER BY STR(?x) DESC(?y) <http://x/f>(?x, 1) LIMIT 3")
    assert found.count("isNUMERIC(?y)") == found.count("isNUMERIC(<http://x/f>(?x, 1))") == 1
    assert "STR(?x) DESC(COALESCE(" in found
    assert found.endswith(" <http://x/f>(?x, 1) LIMIT 3")


def test_a_subquery_of_an_update_too() -> None:
    from aftershock.isolation.limits import Limits
    from aftershock.isolation.updates import split_update

    text = "INSERT { ?s ?p 1 } WHERE { SELECT * { ?s ?p ?o } ORDER BY ?o LIMIT 1 }"
    (operation,) = split_update(text, Limits(), "http://x/")
    assert "isNUMERIC(?o)" in operation.where
