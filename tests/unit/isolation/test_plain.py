"""Queries that are plain: whatever is taken for one passes the whole look, and comes out of it as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from aftershock.errors import AftershockError
from aftershock.isolation import asking, scanner
from aftershock.isolation.asking import prepared
from aftershock.isolation.limits import Limits
from aftershock.isolation.plain import MOST_JOINS, MOST_PREFIXES, plain_form
from aftershock.isolation.scanner import scan_query
from aftershock.store.base import Dataset

PIECES = st.sampled_from(
    [
        "SELECT", "select", "DISTINCT", "ASK", "WHERE", "LIMIT", "FROM", "GRAPH", "SERVICE", "service:x", "FILTER", "5",
        "{", "}", "(", ")", "[", "]", "*", "+", "?", "/", "|", "^", "!", ".", ";", ",", "<", ">", "=", "\\u0053ERVICE",
        "?s", "$p", "?o", "a", "A", "aft:AIAgent", "aft:a.b", "_:b", "<http://x/y>", "<urn:a>+", '"text"', '"text"@en',
        "'t'", '"a"^^aft:x', "true", "01", "# LOAD", "\n", " ", "PREFIX x: <urn:x>", "prefix : <urn:y>", ":z", "é:é",
    ]
)  # fmt: skip
SPACES = st.sampled_from(["", " ", "\n", "\t "])

THING = st.sampled_from(
    ["?s", "?other", "$p", "<http://x/y>", "aft:AIAgent", '"text"', '"text"@en-GB', "<>", "x:SERVICE"]
)
PART = st.lists(THING, min_size=3, max_size=3).map(" ".join)
BODY = st.lists(st.tuples(PART, st.sampled_from([".", ";", ",", "", " . "])), min_size=1, max_size=6).map(
    lambda parts: " ".join(part + mark for part, mark in parts)
)
LIKELY = st.builds(
    "{}{}{{{}}}{}".format,
    st.sampled_from(["", "PREFIX x: <urn:x> ", "PREFIX x: <urn:x> " * 11]),
    st.sampled_from(["SELECT * ", "SELECT ?s ?other WHERE ", "ASK", "SELECT DISTINCT ?s", "SELECT (?s AS ?t)"]),
    BODY,
    st.sampled_from(["", " LIMIT 5", " LIMIT -5", " ORDER BY ?s"]),
)
ANY = st.lists(st.tuples(PIECES, SPACES), max_size=14).map(lambda parts: "".join(map("".join, parts)))


def engine_says(text: str) -> str:
    """What comes of a query: as it is written, or the error."""
    try:
        written = prepared(text, Store(), Dataset())
        Store().query(written, base_iri="urn:base:", prefixes={"aft": "urn:aft:"})
    except (AftershockError, SyntaxError) as error:
        return str(error).splitlines()[0][:60]
    return written


@settings(max_examples=400, deadline=None)
@given(st.one_of(ANY, LIKELY))
def test_what_is_taken_for_plain_passes_the_whole_look(text: str) -> None:
    form = plain_form(text)
    if form is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        for module in (scanner, asking):
            patch.setattr(module, "plain_form", lambda _text: None)
        tight = Limits(joins=MOST_JOINS, prefixes=MOST_PREFIXES, nesting=1, chain=8)
        assert scan_query(text, tight) == scanner.Scan(form)
        with_care = engine_says(text)
    if with_care == text:  # else the engine refuses it, and says so itself
        assert prepared(text, Store(), Dataset()) == text
    else:
        with pytest.raises(SyntaxError):
            Store().query(text, base_iri="urn:base:", prefixes={"aft": "urn:aft:"})


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT ?class ?label { <urn:x> a ?class ; skos:prefLabel ?label }", "select"),
        ("PREFIX x: <urn:x>\nASK WHERE {\n  ?s x:p ?o , 'a' . }", None),
        ('PREFIX x: <urn:x>\nASK WHERE {\n  ?s x:p ?o , "a"@en . } ', "ask"),
        ("SELECT * { " + " . ".join(["?s ?p ?o"] * 4) + " } LIMIT 10", "select"),
        ("SELECT * { " + " . ".join(["?s ?p ?o"] * 5) + " }", None),
        ("SELECT * { ?s aft:dependsOn+ ?o }", None),
        ("SELECT * { ?s aft:dependsOn /aft:uses ?o }", None),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", None),
        ("SELECT * { ?s ?p ?o FILTER(?o > 1) }", None),
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", None),
        ("SELECT * { ?s ?p 01 }", None),
        ("SELECT * { <urn:" + "x" * 2000 + "> ?p ?o }", None),
    ],
)
def test_which_are_plain(text: str, form: str | None) -> None:
    assert plain_form(text) == form
    if form is not None:
        assert scan_query(text, Limits()).form == form


def test_a_limit_below_what_a_plain_query_may_have_is_held() -> None:
    text = "SELECT * { ?s ?p ?o . ?o ?p ?s . ?s ?q ?o }"

    assert scan_query(text, Limits(joins=3)).form == "select"
    with pytest.raises(AftershockError, match="2 patterns, path steps and groups are joined in one group here; 1 is"):
        scan_query(text, Limits(joins=1))


@pytest.mark.parametrize("odd", ["?c,", "?c ;", "?a ?b ?c.", "PREFIX a:<> ", " ", '"', "<"])
def test_no_text_takes_long(odd: str) -> None:
    text = ("SELECT * { ?a ?b " + odd * 2_000)[:1_999]

    assert plain_form(text) is None  # and at once: its pattern never looks back
