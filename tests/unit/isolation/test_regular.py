"""REGEX and REPLACE beside the standard's own examples, and what the engine can neither match nor compare."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from aftershock.errors import QueryError
from aftershock.isolation.asking import prepared
from aftershock.isolation.rewriting.regular import with_right_patterns
from aftershock.store.base import UNION


def value(expression: str) -> str | None:
    store = Store()
    (row,) = store.query(prepared(f"SELECT ({expression} AS ?value) {{}}", store, UNION))
    return None if row[0] is None else str(row[0].value)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        # XPath and XQuery Functions 3.1, section 5.6.4: its examples first
        (r'REPLACE("abracadabra", "bra", "*")', "a*cada*"),
        (r'REPLACE("abracadabra", "a.*a", "*")', "*"),
        (r'REPLACE("abracadabra", "a(.)", "a$1$1")', "abbraccaddabbra"),
        (r'REPLACE("AAAA", "A+?", "b")', "bbbb"),
        (r'REPLACE("darted", "^(.*?)d(.*)$", "$1c$2")', "carted"),
        (r'REPLACE("abc", "b", "\\$1")', "a$1c"),
        (r'REPLACE("abc", "b", "\\\\")', r"a\c"),
        (r'REPLACE("abc", "b", "$0$0x")', "abbxc"),
        (r'REPLACE("abc", "(b)", "$12")', "ab2c"),
        (r'REPLACE("abcdefghijkl", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)[(]?(?:k)", "$10$11")', "ja1l"),
        (f'REPLACE("abc", "(b)", "${"1" * 5_000}")', f"ab{'1' * 4_999}c"),
        (r'REPLACE("a.b", ".", "$0\\", "q")', "a$0\\b"),
        (r"""replace ( 'abc' , '''(B)''' , '''"$1"\n''' , "i" )""", 'a"b"\nc'),
        (r'REPLACE("abc", "(b)", CONCAT("$1", "2"))', "ab2c"),
        (r'REPLACE("abc", REPLACE("xx", "(x)x", "$1_"), "")', "abc"),
        (r'REPLACE("abc", "b", REPLACE("b", "b", "\\$0_"))', "ab_c"),
        (r'REPLACE("abc", "(b)", IF(EXISTS { FILTER(REGEX("a", "A", "i")) }, "$1$1", ""))', "abbc"),
        (r'REGEX("a[b", "[\\[a]b")', "true"),
        (r'REGEX("a\\1", "\\1", "q")', "true"),
        (r'REGEX("a1", "^\\p{L}\\d$")', "true"),
    ],
)
def test_patterns_are_the_standards(expression: str, expected: str) -> None:
    assert value(expression) == expected


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (r'REGEX("aa", "(a)\\1")', r"column 21: .* knows no \\1"),
        (r'REPLACE("aa", "(a)\\1", "")', r"column 23: .* knows no \\1"),
        (r'REGEX("a", "\\i\\c*")', r"knows no \\i"),
        (r'REGEX("a", "\\p{IsBasicLatin}")', r"knows no \\p\{Is\.\.\."),
        (r'REGEX("b", "[a-z-[b]]")', r"takes \[ between brackets"),
        (r'REGEX("a", "[a&&b]")', "takes && between brackets"),
        (r'REPLACE("a", "a", "$x")', r"puts? in \$x"),
        (r'REPLACE("a", "a", "\\n")', r"put in \\n"),
    ],
)
def test_what_the_engine_cannot_match_is_refused(expression: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        value(expression)


@pytest.mark.parametrize("compared", ["?b < true", "false<=?b", "?b>=FALSE", "true>?b"])
def test_the_order_of_truths_is_refused(compared: str) -> None:
    with pytest.raises(QueryError, match=r"line 1, column \d+: true and false are not put in order"):
        prepared(f"ASK {{ ?a ?p ?b FILTER({compared}) }}", Store(), UNION)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x <a:p> true , <a:q> FILTER((?x < 3) = true && ?x > ?y) }",
        "ASK { << ?s ?p true >> ?x ?y }",
        "ASK { ?true ?p ?false FILTER(?true < ?false) }",
    ],
)
def test_what_is_not_compared_by_order_stays(text: str) -> None:
    assert prepared(text, Store(), UNION) == text


def test_what_both_read_alike_stays() -> None:
    for text in (
        'ASK { FILTER(REGEX(?x, "^a.*[b-d]$", "i")) }',
        'SELECT (REPLACE(?x, "a", "b") AS ?y) {}',
        "SELECT ?regex { ?regex <x:REPLACE> \"REPLACE(1, 2, '$1c')\" }",
        "SELECT (REGEX(",
    ):
        assert with_right_patterns(text) == text
