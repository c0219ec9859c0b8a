"""Which format a document is of."""

from __future__ import annotations

from typing import Any

import pytest

from aftershock.errors import DocumentError, UsageError
from aftershock.ingest.recognise import recognise
from aftershock.ingest.registry import FORMATS, reader_of
from aftershock.model.documents import Document

TURTLE = b"@prefix aft: <https://w3id.org/aftershock/ontology#> .\n<#a> a aft:Model ."
NTRIPLES = b'# a comment\n<http://x/a> <http://x/p> "v"@en .\n_:b <http://x/p> <http://x/c> . # done\n'
PAGE = "Demo Bot — agentic threat model\n".encode()


@pytest.mark.parametrize(
    ("content", "name", "media_type", "found"),
    [
        (TURTLE, "estate.ttl", None, "turtle"),
        (TURTLE, "estate", None, "turtle"),
        (TURTLE, "estate.txt", None, "turtle"),
        (TURTLE, "estate", "text/turtle; charset=utf-8", "turtle"),
        (TURTLE, "estate", "text/plain", "turtle"),
        (b"PREFIX a: <http://x/>\na:b a a:c .", "estate", None, "turtle"),
        (b"<http://x/a> a <http://x/b> ; <http://x/c> 1 .", "estate", "application/octet-stream", "turtle"),
        (NTRIPLES, "estate.nt", None, "n-triples"),
        (NTRIPLES, "estate", None, "n-triples"),
        (NTRIPLES, "estate.txt", None, "n-triples"),
        (NTRIPLES, "estate", "application/n-triples", "n-triples"),
        (NTRIPLES, "estate.ttl", None, "turtle"),
        (PAGE, "bot.txt", None, "agent-page"),
        (PAGE, "bot", None, "agent-page"),
        (PAGE, "bot.md", "text/markdown", "agent-page"),
        (PAGE, "bot.ttl", "text/html", "agent-page"),
        (b"<html><body><h1>Bot: MAESTRO threat model</h1>", "bot.html", None, "agent-page"),
        (b"<html><body><h1>Bot: MAESTRO threat model</h1>", "bot", "text/html", "agent-page"),
        ("Bot â€” agentic threat model".encode(), "bot.txt", None, "agent-page"),
        (b"Bot \x97 agentic threat model", "bot", None, "agent-page"),
    ],
)
def test_recognised(content: bytes, name: str, media_type: str | None, found: str) -> None:
    assert recognise(Document(content, name, media_type)) == found


def test_whole_pages(maker: Any) -> None:
    for text in (maker.table(), maker.headed()):
        assert recognise(Document(text.encode(), "page")) == "agent-page"


@pytest.mark.parametrize(
    ("content", "name", "media_type", "hint"),
    [
        (b"%PDF-1.7", "a.pdf", None, "It looks like a PDF; save the page as text or HTML"),
        (b"PK\x03\x04xx", "a.zip", None, "It looks like a ZIP archive; unpack it first"),
        (b'{"bomFormat": "CycloneDX"}', "a.json", None, "It looks like JSON; bills of materials are not read yet"),
        (b'{"@context": {}, "@id": "x"}', "a.jsonld", None, "It looks like JSON-LD; write it as Turtle"),
        (b"<?xml version='1.0'?><rdf:RDF/>", "a.rdf", None, "It looks like RDF/XML; write it as Turtle"),
        (b"Some words.", "a.tll", None, "'.tll' is not known; the nearest is turtle (.ttl)"),
        (b"Some words.", "a", "text/trutle", "'text/trutle' is not known; the nearest is turtle (text/turtle)"),
        (b"Some words.", "a.txt", None, "The nearest is agent-page, whose title has the form"),
        (b"Some words.", "a.txt", "text/markdown", "The nearest is agent-page, whose title has the form"),
        (b"<html><body>Some words.</body></html>", "a.html", None, "The nearest is agent-page, but no line has"),
        (b"a\x00b\x00", "a", None, "It is binary; the nearest is agent-page, saved as UTF-8"),
    ],
)
def test_unknown_formats_list_the_known_and_name_the_nearest(
    content: bytes, name: str, media_type: str | None, hint: str
) -> None:
    with pytest.raises(DocumentError) as refused:
        recognise(Document(content, name, media_type))
    assert all(known in str(refused.value) for known in FORMATS)
    assert hint in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_document(content: bytes) -> None:
    with pytest.raises(DocumentError, match=r"a\.ttl: it is empty"):
        recognise(Document(content, "a.ttl"))


def test_every_format_has_a_reader_and_no_ending_is_of_two() -> None:
    for name in FORMATS:
        assert callable(reader_of(name))
    endings = [ending for known in FORMATS.values() for ending in known.suffixes]
    types = [media_type for known in FORMATS.values() for media_type in known.media_types]
    assert len(set(endings)) == len(endings)
    assert len(set(types)) == len(types)


def test_a_format_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="no format is called 'csv'; the formats are agent-page, turtle, n-triples"):
        reader_of("csv")
