from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from aftershock.errors import ForbiddenQueryError
from aftershock.isolation import Limits, scan_query
from aftershock.isolation.tokens import decode_escapes, place, tokens

LIMITS = Limits()
DEAD = "<http://127.0.0.1:1/>"  # the engine refuses port 1 before it opens a socket, and says so

REACHING = {
    "plain": f"SELECT * {{ SERVICE {DEAD} {{ ?s ?p ?o }} }}",
    "silent": f"SELECT * {{ SERVICE SILENT {DEAD} {{ }} }}",
    "lower case": f"ASK {{ service {DEAD} {{ }} }}",
    "mixed case": f"ASK {{ SeRvIcE {DEAD} {{ }} }}",
    "no spaces": f"ASK{{SERVICE{DEAD}{{}}}}",
    "keywords grown together": f"SELECT * {{SERVICESILENT{DEAD}{{}}}}",
    "grown onto a literal": f"ASK {{?s ?p trueSERVICE{DEAD}{{}}}}",
    "grown onto a number": f"ASK {{?s ?p 1SERVICE{DEAD}{{}}}}",
    "grown onto a double": f"ASK {{?s ?p 1e5SERVICE{DEAD}{{}}}}",
    "grown onto a string": f"ASK {{?s ?p 'a'SERVICE{DEAD}{{}}}}",
    "grown onto a name": "PREFIX : <http://127.0.0.1:1/> ASK {SERVICE:x{}}",
    "grown onto a name, silent": "PREFIX : <http://127.0.0.1:1/> ASK {SERVICESILENT:x #c\n {}}",
    "behind a comparison that looks like an IRI": "ASK {FILTER(1<?b)SERVICE?x#>\n{}}",
    "behind another": f"ASK {{ BIND({DEAD} AS ?x) FILTER(?y<?x)SERVICE?x#>\n{{}}}}",
    "in a comment's next line": f"ASK {{ # SERVICE\n SERVICE {DEAD} {{}} }}",
    "after a carriage return": f"ASK {{ # a comment\r SERVICE {DEAD} {{}} }}",
    "after an escaped quote": f"ASK {{ ?s ?p 'it\\'s' . SERVICE {DEAD} {{}} }}",
    "after a long string": f'ASK {{ ?s ?p """a "" b""" . SERVICE {DEAD} {{}} }}',
    "after an escaped apostrophe in a name": f"PREFIX x: <http://x/> ASK {{ x:a\\' ?p 1 . SERVICE {DEAD} {{}} }}",
    "after an escaped number sign in a name": f"PREFIX x: <http://x/> ASK {{ x:a\\# ?p 1 . SERVICE {DEAD} {{}} }}",
    "in a subquery": f"SELECT * {{ {{ SELECT * {{ SERVICE {DEAD} {{}} }} }} }}",
    "in EXISTS": f"ASK {{ FILTER EXISTS {{ SERVICE {DEAD} {{}} }} }}",
    "in LATERAL": f"ASK {{ LATERAL {{ SERVICE {DEAD} {{}} }} }}",
    "by code point": f"ASK {{ \\u0053ERVICE {DEAD} {{}} }}",
    "by long code point": f"ASK {{ SERVIC\\U00000045 {DEAD} {{}} }}",
    "by code points that end a string": f'ASK {{ ?s ?p "\\u0022 . SERVICE {DEAD} {{}} }}',
    "with a variable": f"ASK {{ VALUES ?x {{ {DEAD} }} SERVICE ?x {{}} }}",
}

HARMLESS = {
    "string": "SELECT * { ?s ?p 'SERVICE <http://x/> {}' }",
    "long string": "SELECT * { ?s ?p '''it's SERVICE <x> {}\n LOAD''' }",
    "IRI": "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    "IRI in parentheses": "SELECT * { ?s ?p (?x <http://example.org/service#x>) }",
    "IRI compared": "SELECT * { ?s ?p ?o FILTER(?o = <http://example.org/service> || ?o IN (<http://x/load>)) }",
    "comment": "SELECT * { ?s ?p ?o } # SERVICE LOAD",
    "variable": "SELECT ?service $load { ?service ?p $load }",
    "prefixed name": "PREFIX service: <http://x/> SELECT * { service:load ?p service:SERVICE }",
    "graph named by it": "PREFIX service: <http://x/> SELECT * { GRAPH service:x { ?s ?p ?o } }",
    "blank node": "SELECT * { _:service ?p _:LOAD }",
    "language": "SELECT * { ?s ?p 'x'@en-service }",
    "escaped text": r"SELECT * { ?s ?p 'caf\u00E9 SERVICE' }",
}


@pytest.mark.parametrize("text", REACHING.values(), ids=REACHING)
def test_what_reaches_out_is_refused(text):
    with pytest.raises(ForbiddenQueryError, match="SERVICE is not allowed: queries reach no other server"):
        scan_query(text, LIMITS)


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_the_words_elsewhere_are_not_refused_and_the_engine_agrees(text):
    assert scan_query(text, LIMITS).form == "select"
    Store().query(text)  # an oracle of its own: a text that parses here and reaches nothing


def test_the_engine_does_take_texts_like_these_for_a_service():
    # otherwise the corpus above would show nothing
    reached = set()
    for name, text in REACHING.items():
        try:
            answer = Store().query(text)
            list(answer) if isinstance(answer, QuerySolutions) else bool(answer)
        except OSError as error:
            if "port 1 is not allowed" in str(error):
                reached.add(name)
        except (SyntaxError, RuntimeError):
            continue
    assert reached >= {"plain", "no spaces", "grown onto a name", "in LATERAL", "after a carriage return"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("LOAD <http://x/>", "LOAD is not allowed"),
        ("ASK { LOAD <http://x/> }", "LOAD is not allowed"),
        ("INSERT DATA { <a:b> <a:b> 1 }", "INSERT is an update"),
        ("PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }", "DELETE is an update"),
        ("DROP ALL", "DROP is an update"),
        ("clear graph <http://x/>", "CLEAR is an update"),
        ("WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH is an update"),
    ],
)
def test_updates_are_refused(text, word):
    with pytest.raises(ForbiddenQueryError, match=word):
        scan_query(text, LIMITS)


def test_the_place_of_a_refusal_is_named():
    with pytest.raises(ForbiddenQueryError) as caught:
        scan_query("SELECT *\n{\n  ?s ?p 'é' . SERVICE <x> {} }", LIMITS)
    assert (caught.value.line, caught.value.column) == (3, 15)
    with pytest.raises(ForbiddenQueryError) as caught:
        scan_query("ASK { ?s ?p '\\u00e9'\n. \\u0053ERVICE <x> {} }", LIMITS)
    assert (caught.value.line, caught.value.column) == (2, 3)


def test_a_long_text_is_refused_by_its_bytes():
    text = "ASK {} #" + "é" * 40_000
    assert len(text) < LIMITS.query_bytes
    with pytest.raises(ForbiddenQueryError, match="80,008 bytes long; 65,536 is the limit") as caught:
        scan_query(text, LIMITS)
    assert caught.value.too_large
    assert scan_query(text, replace(LIMITS, query_bytes=80_008)).form == "ask"


def many(n, piece, between=""):
    return between.join([piece] * n)


SHAPES = {
    # how a text of size n is written, the largest n allowed, and what is said of the next
    "parentheses": (lambda n: f"ASK {{ FILTER({'(' * n}1{')' * n}) }}", 62, "65 brackets stand in each other"),
    "groups in groups": (lambda n: f"ASK {'{' * n}{'}' * n}", 64, "65 brackets stand in each other"),
    "blank nodes": (lambda n: f"ASK {{ ?s ?p {'[ <p:p> ' * n}1{']' * n} }}", 63, "65 brackets"),
    "EXISTS": (lambda n: f"ASK {{ {'FILTER EXISTS {' * n}{'}' * n} }}", 63, "65 brackets"),
    "IF": (lambda n: f"ASK {{ FILTER({'IF(true,' * n}true{',true)' * n}) }}", 62, "65 brackets"),
    "triple terms": (lambda n: f"ASK {{ ?s ?p {'<<( ?a ?b ' * n}1{')>>' * n} }}", 31, "65 brackets"),
    "negations": (lambda n: f"ASK {{ FILTER({'!' * n}true) }}", 64, "65 signs such as ! follow each other"),
    "carets": (lambda n: f"ASK {{ ?s {'^' * n}<p:p> ?o }}", 128, "65 signs such as"),
    "UNION": (lambda n: f"ASK {{ {{}} {many(n, 'UNION {} ')} }}", 996, "1,001 operators, branches and brackets"),
    "sum": (lambda n: f"ASK {{ FILTER(1{'+1' * n}) }}", 996, "1,001 operators"),
    "or": (lambda n: f"ASK {{ FILTER(true{'||true' * n}) }}", 996, "1,001 operators"),
    "alternative path": (lambda n: f"ASK {{ ?s <p:p>{'|<p:p>' * n} ?o }}", 998, "1,001 operators"),
    "BIND": (lambda n: "ASK {" + "".join(f"BIND(1 AS ?v{i})" for i in range(n)) + "}", 498, "operators"),
    "projection": (lambda n: "SELECT " + "".join(f"(1 AS ?v{i})" for i in range(n)) + "{}", 998, "operators"),
    "sequence path": (lambda n: f"ASK {{ ?s <p:p>{'/<p:p>' * n} ?o }}", 100, "101 patterns, path steps and groups"),
    "sequence path in brackets": (lambda n: f"ASK {{ ?s (<p:p>{'/<p:p>' * n})* ?o }}", 100, "101 patterns"),
    "star": (lambda n: "ASK {" + "".join(f"?s ?p{i} ?o{i} ." for i in range(n)) + "}", 100, "101 patterns"),
    "star, short": (lambda n: "ASK { ?s <p:p> " + ";<p:p>".join(f"?o{i}" for i in range(n)) + "}", 101, "101 patterns"),
    "objects": (lambda n: "ASK { ?s <p:p> " + ",".join(f"?o{i}" for i in range(n)) + "}", 101, "101 patterns"),
    "collection": (lambda n: f"ASK {{ ?s ?p ({'1 ' * n}) }}", 51, "102 patterns"),
    "groups side by side": (lambda n: f"ASK {{ {'{?s ?p ?o}' * n} }}", 100, "101 patterns"),
    "MINUS": (lambda n: f"ASK {{ {'MINUS {?s ?p ?o}' * n} }}", 100, "101 patterns"),
    "OPTIONAL": (lambda n: f"ASK {{ {'OPTIONAL {?s ?p ?o}' * n} }}", 64, "65 OPTIONAL are in the query"),
    "VALUES": (lambda n: f"ASK {{ VALUES ?x {{ {'1 ' * n} }} }}", 10_000, "10,001 values are listed by VALUES"),
    "VALUES of two": (lambda n: f"ASK {{ VALUES (?x ?y) {{ {'(1 UNDEF)' * n} }} }}", 5_000, "10,001 values"),
    "prefixes": (lambda n: "".join(f"PREFIX a{i}: <a:b> " for i in range(n)) + "ASK {}", 500, "501 prefixes"),
}  # fmt: skip


@pytest.mark.parametrize(("write", "most", "said"), SHAPES.values(), ids=SHAPES)
def test_shapes_are_allowed_up_to_their_limit(write, most, said):
    assert scan_query(write(most), LIMITS).form in ("ask", "select")
    with pytest.raises(ForbiddenQueryError, match=said) as caught:
        scan_query(write(most + 1), LIMITS)
    assert caught.value.line == 1
    assert not caught.value.too_large


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { " + "<a:b> <a:b> 1 . " * 1000 + "} WHERE {}",
        "ASK { FILTER(?x IN (" + ", ".join(map(str, range(5000))) + ")) }",
        "SELECT * { ?s ?p ?o } ORDER BY " + "?s " * 1000,
        "ASK { FILTER(CONCAT(" + ", ".join(["'a'"] * 5000) + ") = 'b') }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p [ <a:b> (1 2 3) ] } FROM <g:g> WHERE { ?s ?p ?o }",
    ],
    ids=["template", "IN", "ORDER BY", "arguments", "short CONSTRUCT", "template with lists"],
)
def test_long_lists_that_cost_nothing_are_allowed(text):
    assert scan_query(text, LIMITS).form is not None
    Store().query(text)


def test_a_text_that_ends_early_has_a_depth_too():
    with pytest.raises(ForbiddenQueryError, match="65 brackets"):
        scan_query("ASK { FILTER(" + "(" * 70, LIMITS)
    with pytest.raises(ForbiddenQueryError, match="operators, branches and brackets"):
        scan_query("ASK { FILTER(1" + "+1" * 5000, LIMITS)


def test_brackets_that_close_nothing_are_the_parsers_business():
    assert scan_query("ASK } ) ] {", LIMITS).form == "ask"


@pytest.mark.parametrize(
    ("text", "form", "plain", "named"),
    [
        ("SELECT * {}", "select", 0, 0),
        ("PREFIX select: <a:b> ask FROM <g:a> FROM <g:b> {}", "ask", 2, 0),
        ("DESCRIBE <a:b> FROM NAMED <g:a>", "describe", 0, 1),
        ("CONSTRUCT {?s ?p 'FROM'} FROM <g:a> FROM NAMED <g:b> {?s ?p ?o}", "construct", 1, 1),
        ("", None, 0, 0),
        ("nothing at all", None, 0, 0),
    ],
)
def test_form_and_data_set_are_read(text, form, plain, named):
    scan = scan_query(text, LIMITS)
    assert (scan.form, scan.from_clauses, scan.from_named_clauses) == (form, plain, named)
    assert scan.names_dataset == bool(plain or named)


def test_the_standards_own_queries_pass(shared):
    refused = {}
    queries = sorted((shared / "w3c" / "sparql").rglob("*.rq"))
    for query in queries:
        text = query.read_text(encoding="utf-8", errors="replace")
        try:
            scan_query(text, LIMITS)
        except ForbiddenQueryError as error:
            refused[query.name] = str(error)
    assert len(queries) > 1000
    assert all("service" in name and "SERVICE is not allowed" in why for name, why in refused.items()), refused


@pytest.mark.parametrize(
    "text",
    ["(" * 65_000, "<" * 65_000, "'" * 65_000, "a." * 32_000, "a:" * 32_000, "\\u0041" * 10_000, "'''" * 21_000,
     "?a<(" * 16_000, "<a" * 32_000, "#" * 65_000, "1e" * 32_000, "a-" * 32_000, "\\" * 65_000, "@a-" * 21_000],
)  # fmt: skip
def test_no_text_takes_long(text):
    begun = time.process_time()
    with suppress(ForbiddenQueryError):
        scan_query(text, LIMITS)
    assert time.process_time() - begun < 2.0


PIECES = [*"aA:.?$<>(){}[]'\"\\#/|^!&=+-*,;@_ \n\r\t01eEuU", "SERVICE", "\\u0053", '"""', "<<(", "VALUES", "UNION"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_cut_into_tokens_that_stand_in_it(text):
    last = 0
    for token in tokens(text):
        assert text[token.start : token.start + len(token.text)] == token.text
        assert token.start >= last
        last = token.start + len(token.text)
    try:
        scan_query(text, LIMITS)
    except ForbiddenQueryError as error:
        assert error.line is not None  # noqa: PT017 -- nothing is also right


@given(st.text())
def test_offsets_of_decoded_text_point_to_what_was_decoded(text):
    escaped = "".join(f"\\U{ord(character):08X}" if index % 2 else character for index, character in enumerate(text))
    decoded = decode_escapes(escaped)
    if decoded is not None and "\\" not in text:
        plain, offsets = decoded
        assert plain == text
        assert len(offsets) == len(plain)
        assert all(escaped[offset] in (plain[index], "\\") for index, offset in enumerate(offsets))


def test_an_escape_beyond_unicode_stays():
    assert decode_escapes("\\UFFFFFFFF\\u0041") == ("\\UFFFFFFFFA", [*range(10), 10])


def test_places_are_counted_from_one():
    assert place("", 0) == (1, 1)
    assert place("a\nbc", 3) == (2, 2)
