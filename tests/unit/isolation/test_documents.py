from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from aftershock.errors import DocumentError
from aftershock.isolation import Limits, scan_document

LIMITS = Limits()


@pytest.mark.parametrize(
    ("notation", "nest"),
    [
        ("turtle", lambda n: "<a:a> <a:b> " + "(" * n + ")" * n + " ."),
        ("turtle", lambda n: "<a:a> <a:b> " + "[ <a:b> " * n + "1" + "]" * n + " ."),
        ("turtle", lambda n: "<a:a> <a:b> " + "<<( <a:a> <a:b> " * n + "1" + ")>>" * n + " ."),
        ("trig", lambda n: "<a:g> { <a:a> <a:b> " + "(" * (n - 1) + ")" * (n - 1) + " }"),
        ("ntriples", lambda n: "<a:a> <a:b> " + "<<( <a:a> <a:b> " * n + "<a:c>" + " )>>" * n + " ."),
        ("jsonld", lambda n: '{"a:b":' * n + "1" + "}" * n),
    ],
    ids=["collections", "blank nodes", "triple terms", "in a graph", "triple terms, plain", "objects"],
)
def test_nesting_is_allowed_up_to_the_limit_and_its_line_named(notation, nest):
    levels = 2 if "<<(" in nest(1) else 1  # `<<` and `(` are two brackets
    scan_document(nest(64 // levels).encode(), notation, LIMITS)
    with pytest.raises(DocumentError, match=r"^estate, line 3: 65 brackets stand in each other; 64 is the limit$"):
        scan_document(b"\n\n" + nest(65).encode(), notation, LIMITS, "estate")


@pytest.mark.parametrize(
    "text",
    [
        '<a:a> <a:b> "' + "(" * 100 + '" .',
        "<a:a> <a:b> '''" + "[\n" * 100 + "''' .",
        '<a:a> <a:b> """""' + "(" * 100 + '""" .',
        "<a:a> <a:b> <a:" + "(" * 100 + "> .",
        "# " + "(" * 100 + "\n<a:a> <a:b> <a:c> .",
        "@prefix x: <a:> . x:a\\'" + "\\(" * 100 + " <a:b> 'c' .",
        '<a:a> <a:b> "an \\" escaped ' + "(" * 100 + '" .',
    ],
    ids=["string", "long string", "quotes in a long string", "IRI", "comment", "escaped in a name", "escaped quote"],
)
def test_brackets_in_text_do_not_nest(text):
    list(pyoxigraph.parse(text.encode(), RdfFormat.TURTLE))  # the engine takes it, and nests nothing
    scan_document(text.encode(), "turtle", LIMITS)


def test_brackets_that_close_count():
    scan_document(b"<a:a> <a:b> (1), (2), [], (3) ." * 50, "turtle", LIMITS)
    scan_document(b"} ] )", "turtle", LIMITS)


def test_many_angle_brackets_in_one_plain_line_are_looked_at_closely():
    literal = '<a:a> <a:b> "' + "<< " * 100 + '" .\n'
    scan_document(literal.encode() * 2, "nquads", LIMITS)
    nested = "<a:a> <a:b> " + "<<( <a:a> <a:b> " * 65 + "<a:c>" + " )>>" * 65 + " .\n"
    with pytest.raises(DocumentError, match="line 3"):
        scan_document((literal * 2 + nested).encode(), "nquads", LIMITS)


def test_a_large_document_is_refused():
    with pytest.raises(DocumentError, match=r"^page: it is 11 bytes long; 10 is the limit$"):
        scan_document(b"x" * 11, "turtle", replace(LIMITS, document_bytes=10), "page")
    scan_document(b"#" * 10, "turtle", replace(LIMITS, document_bytes=10))


BOMB = """<?xml version="1.0"?>
<!DOCTYPE r [ <!ENTITY a "aaaaaaaaaa"> <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"> ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><e:A e:p="&b;"/></rdf:RDF>"""


def test_rdf_xml_with_a_doctype_is_refused():
    assert len(list(pyoxigraph.parse(BOMB, RdfFormat.RDF_XML))) == 2  # the engine would expand it
    with pytest.raises(DocumentError, match=r"^x\.rdf, line 2: it has a DOCTYPE"):
        scan_document(BOMB.encode(), "rdfxml", LIMITS, "x.rdf")
    late = BOMB.replace("<e:A", '<!DOCTYPE r [ <!ENTITY c "d"> ]><e:A').partition("]>\n")[2]
    assert len(list(pyoxigraph.parse(late.replace("&b;", "&c;"), RdfFormat.RDF_XML))) == 2
    with pytest.raises(DocumentError, match="it has a DOCTYPE"):
        scan_document(late.encode(), "rdfxml", LIMITS)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_rdf_xml_that_hides_in_another_encoding_is_refused(encoding):
    with pytest.raises(DocumentError, match="it is not in UTF-8"):
        scan_document(BOMB.encode(encoding), "rdfxml", LIMITS)


def test_rdf_xml_says_its_encoding():
    plain = BOMB.partition("]>\n")[2].replace("&b;", "b")
    for declared in ("utf-8", "UTF-8", "us-ascii"):
        scan_document(f"<?xml version='1.0' encoding='{declared}'?>\n{plain}".encode(), "rdfxml", LIMITS)
    scan_document(b"\xef\xbb\xbf" + plain.encode(), "rdfxml", LIMITS)
    with pytest.raises(DocumentError, match="it is not in UTF-8"):
        scan_document(b'<?xml version="1.0" encoding="UTF-7"?><a/>', "rdfxml", LIMITS)


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": "http://127.0.0.1:9/c"}',
        '{"@context": [{"a": "http://a/"}, "c.jsonld"]}',
        '{"@context": {"@import": "http://127.0.0.1:9/c"}}',
        '{"x:y": [{"x:z": {"@context": "http://127.0.0.1:9/c"}}]}',
        '{"\\u0040context": "http://127.0.0.1:9/c"}',
        '{"@context": "http://127.0.0.1:9/c", "@context": {}}',
        '{"@context": {"a": {"@id": "a:a", "@context": "http://127.0.0.1:9/c"}}}',
    ],
    ids=["plain", "in a list", "imported", "deep", "escaped", "hidden by a second", "of a term"],
)
def test_json_ld_with_a_remote_context_is_refused(text):
    with pytest.raises(DocumentError, match="nothing is fetched, so write it out"):
        scan_document(text.encode(), "jsonld", LIMITS)


def test_json_ld_with_its_context_written_out_is_taken():
    scan_document(b'{"@context": [{"a": "http://a/"}, null], "a": "@context"}', "jsonld", LIMITS)


def test_json_ld_that_is_no_json_is_refused_with_its_line():
    with pytest.raises(DocumentError, match=r"^a\.jsonld, line 2: it is not JSON: expecting value"):
        scan_document(b'{"a":\n}', "jsonld", LIMITS, "a.jsonld")
    with pytest.raises(DocumentError, match="it is not in UTF-8"):
        scan_document(b'{"a": "\xff"}', "jsonld", LIMITS)


@pytest.mark.parametrize(
    "text", [b'"' * 10**6, b"'''" * 10**6, b"<" * 10**6, b'"\\' * 10**6, b'"""a' * 10**6, b"#" * 10**6]
)
def test_no_text_takes_long(text):
    begun = time.process_time()
    with suppress(DocumentError):
        scan_document(text, "turtle", LIMITS)
    assert time.process_time() - begun < 3.0
