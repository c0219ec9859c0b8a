"""Texts that kill engines, services and patience: each with what a service may answer.

They are made here, not kept as files: some are of many megabytes. What is legal carries the number of rows that is
right, told from the text alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Death", "corpus"]

_AFT: Final = "https://w3id.org/aftershock/ontology#"
_QUERY: Final = "application/sparql-query"


@dataclass(frozen=True, slots=True)
class Death:
    """A text.

    Parameters
    ----------
    name
        What it is.
    make
        Gives it; large ones are not kept.
    rows
        The right number of rows where it is legal and must be answered; ``None`` where it may be refused.
    value
        The right value of the first row's only variable; ``None`` where it does not matter.
    content_type
        Of the body.
    path
        Where it is sent.
    """

    name: str
    make: Callable[[], bytes]
    rows: int | None = None
    value: str | None = None
    content_type: str = _QUERY
    path: str = "/sparql"


def corpus() -> tuple[Death, ...]:
    """Give all of them: more than 80."""
    return (*_nested(), *_long(), *_wide(), *_costly(), *_growing(), *_reaching(), *_bodies(), *_legal())


def _text(name: str, text: str, rows: int | None = None, value: str | None = None) -> Death:
    return Death(name, text.encode, rows, value)


def _around(name: str, before: str, opening: str, inner: str, closing: str, after: str, deep: int) -> Death:
    return Death(name, (before + opening * deep + inner + closing * deep + after).encode)


def _nested() -> Iterator[Death]:
    """Deep in each form."""
    for deep in (500, 15_000):
        yield _around(f"parentheses {deep}", "SELECT * { FILTER(", "(", "1", ")", ") }", deep)
        yield _around(f"braces {deep}", "SELECT * ", "{", "", "}", "", deep)
        yield _around(f"not {deep}", "SELECT * { FILTER(", "!", "true", "", ") }", deep)
        yield _around(f"minus signs {deep}", "SELECT (", "-", "1", "", " AS ?x) {}", deep)
        yield _around(f"exists {deep}", "SELECT * { ", "FILTER EXISTS { ", "?s ?p ?o", " }", " }", deep // 4)
        yield _around(f"not exists {deep}", "SELECT * { ", "FILTER NOT EXISTS { ", "?s ?p ?o", " }", " }", deep // 4)
        yield _around(f"if {deep}", "SELECT (", "IF(true,", "1", ",2)", " AS ?x) {}", deep // 4)
        yield _around(f"if condition {deep}", "SELECT (", "IF(", "true", ",1,2)", " AS ?x) {}", deep // 4)
        yield _around(f"coalesce {deep}", "SELECT (", "COALESCE(", "1", ")", " AS ?x) {}", deep // 4)
        yield _around(f"str {deep}", "SELECT (", "STR(", "1", ")", " AS ?x) {}", deep // 2)
        yield _around(f"optional {deep}", "SELECT * { ", "OPTIONAL { ?s ?p ?o ", "", "}", " }", deep // 4)
        yield _around(f"minus {deep}", "SELECT * { ", "?s ?p ?o MINUS { ", "?s ?p ?o", "}", " }", deep // 4)
        yield _around(f"graph {deep}", "SELECT * { ", "GRAPH ?g { ", "?s ?p ?o", "}", " }", deep // 4)
        yield _around(f"subqueries {deep}", "", "SELECT * { { ", "SELECT * { ?s ?p ?o }", " } }", "", deep // 8)
        yield _around(f"blank nodes {deep}", "SELECT * { ?s ?p ", "[ <a:p> ", "1", " ]", " }", deep // 4)
        yield _around(f"lists {deep}", "SELECT * { ?s ?p ", "( ", "1", " )", " }", deep // 2)
        yield _around(f"path brackets {deep}", "SELECT * { ?s ", "(", "<a:p>", ")", " ?o }", deep)
        yield _around(f"path closures {deep}", "SELECT * { ?s ", "(", "<a:p>", ")*", " <a:o> }", deep // 2)
        yield _around(f"path inverses {deep}", "SELECT * { ?s ", "^", "<a:p>", "", " ?o }", deep)
        yield _around(f"triple terms {deep}", "SELECT * { ?s ?p ", "<<( <a:a> <a:b> ", "<a:c>", " )>>", " }", deep // 4)
        yield _around(f"quoted triples {deep}", "SELECT * { ", "<< ", "<a:c>", " <a:b> <a:d> >>", " ?p ?o }", deep // 4)
        yield _around(f"annotations {deep}", "SELECT * { ?s ?p ?o ", "{| <a:b> ?x ", "", " |}", " }", deep // 4)
        yield _around(f"services {deep}", "SELECT * { ", "SERVICE <http://127.0.0.1:9/> { ", "", "}", " }", deep // 8)


def _long(repeat: int = 3_000) -> Iterator[Death]:
    """Many in a row."""
    step = "<a:p>"
    yield _text("a path of 3,000 steps", f"SELECT * {{ ?s {'/'.join([step] * repeat)} ?o }}")
    yield _text("a path of 3,000 alternatives", f"SELECT * {{ ?s {'|'.join([step] * repeat)} ?o }}")
    yield _text("a path of 3,000 closures", f"SELECT * {{ ?s {'/'.join([step + '*'] * repeat)} ?o }}")
    yield _text("a negated set of 3,000", f"SELECT * {{ ?s !({'|'.join(f'<a:p{i}>' for i in range(repeat))}) ?o }}")
    yield _text("7,000 unions", "SELECT * { {}" + " UNION {}" * 7_000 + " }")
    yield _text("900 unions", "SELECT * { {}" + " UNION { ?s ?p ?o }" * 900 + " }")
    yield _text("5,000 additions", "SELECT (" + "+".join(["1"] * 5_000) + " AS ?x) {}")
    yield _text("5,000 ors", "SELECT * { FILTER(" + "||".join(["false"] * 5_000) + ") }")
    yield _text("5,000 comparisons", "SELECT * { FILTER(" + "&&".join(["1<2"] * 5_000) + ") }")
    yield _text("2,000 filters", "SELECT * { " + "FILTER(true) " * 2_000 + "}")
    yield _text("2,000 binds", "SELECT * { " + " ".join(f"BIND(1 AS ?v{i})" for i in range(2_000)) + " }")
    yield _text("20,000 prefixes", "\n".join(f"PREFIX p{i}: <http://x/{i}>" for i in range(20_000)) + " ASK {}")
    yield _text("1,900 prefixes", "\n".join(f"PREFIX p{i}: <http://x/{i}>" for i in range(1_900)) + " ASK {}")
    yield _text("a prefix of 60,000 characters", f"PREFIX p: <http://x/{'y' * 60_000}> SELECT (STR(p:z) AS ?x) {{}}")
    yield _text("a variable of 60,000 characters", f"SELECT ?{'v' * 60_000} {{}}")


def _wide() -> Iterator[Death]:
    """Much joined with much."""
    star = " ; ".join(f"?p{i} ?o{i}" for i in range(400))
    yield _text("a star of 400", f"SELECT * {{ ?s {star} }}")
    yield _text("a star of 99", "SELECT * { ?s " + " ; ".join(f"?p{i} ?o{i}" for i in range(99)) + " } LIMIT 10")
    yield _text("a chain of 400", "SELECT * { " + " . ".join(f"?v{i} ?p{i} ?v{i + 1}" for i in range(400)) + " }")
    yield _text(
        "100 optionals", "SELECT * { ?s ?p ?o " + " ".join(f"OPTIONAL {{ ?s ?p{i} ?o{i} }}" for i in range(100)) + "}"
    )
    yield _text(
        "60 optionals", "SELECT * { ?s ?p ?o " + " ".join(f"OPTIONAL {{ ?s ?p{i} ?o{i} }}" for i in range(60)) + "}"
    )
    values = " ".join(str(i) for i in range(200_000))
    yield _text("200,000 values", f"SELECT * {{ VALUES ?x {{ {values} }} }}")
    some = " ".join(str(i) for i in range(9_000))
    yield _text("9,000 values twice", f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {some} }} VALUES ?y {{ 1 2 3 4 }} }}")
    yield _text(
        "a product of values",
        f"SELECT * {{ VALUES ?x {{ {some} }} {{ SELECT (?x AS ?y) {{ VALUES ?x {{ 1 2 3 }} }} }} ?a ?b ?c }} "
        "ORDER BY ?a ?x",
    )


def _costly() -> Iterator[Death]:
    """Short, legal, and endless."""
    yield _text("a product of four", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    yield _text("a product in order", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i")
    yield _text("a product in order, limited", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(?c) ?f LIMIT 1")
    yield _text("everything in order, whatever it is", "SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 5")
    yield _text("a product, distinct", "SELECT DISTINCT ?c ?f { ?a ?b ?c . ?d ?e ?f }")
    yield _text("a product, grouped", "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d")
    yield _text("a product, constructed", "CONSTRUCT { ?a ?e ?f } { ?a ?b ?c . ?d ?e ?f }")
    yield _text("a product far away", "SELECT * { ?a ?b ?c . ?d ?e ?f } OFFSET 100000000000 LIMIT 1")
    yield _text("a product that never fits", "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?d && ?d != ?a) }")
    yield _text("exists in a product", "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?a ?x ?y . ?d ?x ?z } }")
    yield _text("dependencies of everything", f"SELECT * {{ ?a <{_AFT}dependsOn>+ ?b }}")
    yield _text("threats of everything", f"SELECT * {{ ?t <{_AFT}threatens>/<{_AFT}dependsOn>* ?x }}")
    yield _text("everything by any path", "SELECT (COUNT(*) AS ?n) { ?a (!<a:none>)* ?b }")
    yield _text("everything by closures of closures", "SELECT (COUNT(*) AS ?n) { ?a ((!<a:x>)*/(!<a:y>)*)* ?b }")
    yield _text("everything described", "DESCRIBE ?s { ?s ?p ?o }")
    yield _text("regex with steps back", f"SELECT * {{ BIND('{'a' * 40}!' AS ?x) FILTER(REGEX(?x, '^(a+)+$')) }}", 0)
    yield _text(
        "regex with alternatives", f"SELECT * {{ BIND('{'a' * 40}!' AS ?x) FILTER(REGEX(?x, '^(a|a|aa)+$')) }}", 0
    )
    yield _text("regex with counts", "ASK { FILTER(REGEX('a', '((((a{1,200}){1,200}){1,200}){1,200})')) }")
    yield _text("regex over everything", "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '(.*)*(.*)*(.*)*x$')) } LIMIT 1")
    yield _text("replace that grows", f"SELECT (REPLACE('{'a' * 20_000}', '', '{'b' * 20_000}') AS ?x) {{}}")
    yield _text(
        "graph by graph",
        "SELECT * { GRAPH ?g { SELECT (COUNT(*) AS ?n) { GRAPH ?h { SELECT (COUNT(*) AS ?m) { ?s ?p ?o } } } } }",
    )


def _growing() -> Iterator[Death]:
    """Values that double."""
    doubles = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
    yield _text("CONCAT 40 times", f"SELECT ?v40 {{ BIND('0123456789' AS ?v0) {doubles} }}")
    yield _text("CONCAT and its length", f"SELECT (STRLEN(?v40) AS ?n) {{ BIND('0123456789' AS ?v0) {doubles} }}")
    yield _text(
        "GROUP_CONCAT of a product", "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f }"
    )
    yield _text(
        "GROUP_CONCAT, distinct",
        "SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?c), STR(?f)) ; separator='x') AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    )
    yield _text("SAMPLE of a product", "SELECT ?c (SAMPLE(?f) AS ?x) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?c ?f")
    sums = " ".join(f"BIND(?v{i} * ?v{i} AS ?v{i + 1})" for i in range(60))
    yield _text("squares", f"SELECT ?v60 {{ BIND(3 AS ?v0) {sums} }}")
    encoded = " ".join(f"BIND(ENCODE_FOR_URI(?v{i}) AS ?v{i + 1})" for i in range(60))
    yield _text("ENCODE_FOR_URI 60 times", f"SELECT (STRLEN(?v60) AS ?n) {{ BIND('%%%%' AS ?v0) {encoded} }}")


def _reaching() -> Iterator[Death]:
    """To other places."""
    yield _text("service", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    yield _text("service, escaped", "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    yield _text("service, glued", "SELECT * { BIND(true AS ?x) FILTER(trueSERVICE<http://127.0.0.1:9/>{}) }")
    yield _text("from elsewhere", "SELECT * FROM <http://127.0.0.1:9/graph> { ?s ?p ?o }", 0)
    yield _text("from a file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 0)
    yield Death("load", lambda: b"LOAD <http://127.0.0.1:9/>", content_type="application/sparql-update")
    yield Death("drop", lambda: b"DROP ALL", content_type="application/sparql-update")


def _bodies() -> Iterator[Death]:
    """Larger than any question."""
    large = 40_000_000
    form = "application/x-www-form-urlencoded"
    yield Death("40 MB of a query", lambda: b"SELECT * { } #" + b"x" * large)
    yield Death("40 MB of brackets", lambda: b"(" * large)
    yield Death("40 MB of a form", lambda: b"query=" + b"%28" * (large // 3), content_type=form)
    yield Death("a form of 40 MB of fields", lambda: b"a=b&" * (large // 4), content_type=form)
    yield Death(
        "40 MB of an update",
        lambda: b"INSERT DATA { " + b"<a:a> <a:b> 1 . " * (large // 16),
        content_type="application/sparql-update",
    )
    yield Death("nothing", lambda: b"")
    yield Death("zeros", lambda: b"\x00" * 60_000)
    yield Death("no UTF-8", lambda: b"ASK { } # \xff\xfe")
    yield Death("a byte order mark", lambda: b"\xef\xbb\xbf" * 1_000 + b"ASK {}")
    yield Death("a string that does not end", lambda: b'SELECT * { FILTER("' + b'\\"' * 30_000)
    yield Death("long quotes", lambda: b'SELECT * { FILTER("""' + b'"" ' * 20_000)
    yield Death("a comment without an end", lambda: b"#" * 65_000)
    yield Death("angles", lambda: b"SELECT * { FILTER(" + b"1<" * 30_000)
    yield Death("colons", lambda: b"SELECT * { " + b":" * 60_000)
    yield Death("dots", lambda: b"SELECT * { a" + b"." * 60_000)
    yield Death("escapes", lambda: b"\\u0028" * 10_000)


def _legal() -> Iterator[Death]:
    """Legal, and within reach: the right answer is due."""
    some = " ".join(str(i) for i in range(9_000))
    yield _text("9,000 values", f"SELECT (SUM(?x) AS ?n) {{ VALUES ?x {{ {some} }} }}", 1, str(9_000 * 8_999 // 2))
    digits = " ".join(f"VALUES ?d{i} {{ 0 1 2 3 4 5 6 7 8 9 }}" for i in range(5))
    yield _text("a product of digits", f"SELECT (COUNT(*) AS ?n) {{ {digits} }}", 1, "100000")
    yield _text("nested ten deep", "SELECT * { " + "{" * 10 + "BIND(1 AS ?x)" + "}" * 10 + " }", 1, "1")
    doubles = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(12))
    yield _text("CONCAT 12 times", f"SELECT (STRLEN(?v12) AS ?n) {{ BIND('ab' AS ?v0) {doubles} }}", 1, "8192")
    yield _text("a term that is nowhere", "SELECT * { <a:nowhere> <a:p>* ?x }", 1, "a:nowhere")
    yield _text("a function with a space", "SELECT (CONCAT ( 'a' , 'b' ) AS ?x) {}", 1, "ab")
    unions = " UNION ".join(f"{{ BIND({i} AS ?x) }}" for i in range(200))
    yield _text("200 unions", f"SELECT (COUNT(?x) AS ?n) {{ {unions} }}", 1, "200")
    yield _text("rows beyond the cap", f"SELECT * {{ {digits} VALUES ?e {{ 0 1 2 3 4 5 6 7 8 9 }} }}")
    steps = "/".join(["<a:p>"] * 50)
    yield _text("a path of 50 steps", f"SELECT * {{ ?s {steps} ?o }}", 0)
