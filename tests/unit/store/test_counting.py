"""Rows are counted in the bytes; the engine's own iteration is the oracle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

from aftershock.errors import ResultTooLargeError
from aftershock.store.base import Caps
from aftershock.store.counting import CappedWriter

FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRICKY = [
    '"',
    "\\",
    "},{",
    "[{",
    "{}",
    '"},{"x":{',
    "<result>",
    "&lt;result&gt;",
    "\n",
    "\r\n",
    ",",
    "\t",
    '\\"',
    "é",
    "a",
]
values = st.lists(st.lists(st.sampled_from(TRICKY)).map("".join), max_size=8)
TEXTS = [
    "SELECT ?o { ?s <http://x/p> ?o }",
    "SELECT ?o ?none { ?s <http://x/p> ?o }",
    "SELECT ?none { ?s <http://x/p> ?o }",
    "SELECT ?t { ?s <http://x/p> ?o BIND(<<( ?s <http://x/p> ?o )>> AS ?t) }",
]


@pytest.mark.parametrize("name", FORMATS)
@given(values, st.sampled_from(TEXTS), st.integers(1, 40))
def test_rows_are_counted_however_the_bytes_are_cut(name, literals, text, size):
    store = Store()
    store.extend(Quad(NamedNode(f"http://x/{n}"), NamedNode("http://x/p"), Literal(o)) for n, o in enumerate(literals))
    content = store.query(text).serialize(format=FORMATS[name])
    writer = CappedWriter(name, Caps())
    for start in range(0, len(content), size):
        writer.write(content[start : start + size])
    assert writer.rows == len(list(store.query(text))) == len(literals)
    assert writer.content == content


def test_an_answer_is_cut_off_while_it_is_written():
    writer = CappedWriter("tsv", Caps(rows=2, size=20))
    writer.write(b"?x\n1\n2\n")
    with pytest.raises(ResultTooLargeError, match="more than 2 rows"):
        writer.write(b"3\n")
    with pytest.raises(ResultTooLargeError, match="longer than 20 bytes"):
        writer.write(b"4" * 30)


def test_other_formats_are_only_measured():
    writer = CappedWriter("", Caps(rows=1))
    writer.write(b"1\n2\n3\n")
    assert (writer.rows, writer.content) == (0, b"1\n2\n3\n")
