"""Misspelt names of the ontology in graphs: named, with their lines and the nearest of their kind."""

from __future__ import annotations

import pytest

from aftershock.ingest.readers.turtle import read_ntriples, read_turtle
from aftershock.ingest.readers.unknown_terms import lines_of
from aftershock.model.documents import Document
from aftershock.model.terms import TERMS, unknown_term
from aftershock.vocabulary import AFT, NAMESPACE

PREFIX = f"@prefix aft: <{NAMESPACE}> .\n"


def noticed(text: str, name: str = "estate.ttl") -> list[tuple[int | None, str]]:
    read = read_ntriples if name.endswith(".nt") else read_turtle
    return [(one.line, one.message) for one in read(Document(text.encode(), name)).findings]


def test_each_name_is_told_once_in_the_order_of_the_text():
    text = f"""{PREFIX}
# aft:Agnet is spoken of in a comment, and below in two literals
<a> aft:note "aft:Agnet" ; <http://x/long> \"\"\"two
lines "of" aft:Agnet\"\"\" ;
    a aft:Agnet , aft:Model ; aft:dependsOm <b> .
<c> a aft:Agnet ; aft:hasQualifier aft:PinedByDigest ; aft:dependsOn <aft:Agnet> ."""
    assert noticed(text) == [
        (4, unknown_term(NAMESPACE + "note", "property")),
        (6, "aft:Agnet is no class of the ontology; did you mean aft:AIAgent?"),
        (6, "aft:dependsOm is no property of the ontology; did you mean aft:dependsOn?"),
        (7, "aft:PinedByDigest is no term of the ontology; did you mean aft:PinnedByDigest?"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@prefix : <{0}> .\n<a> a\n:Regstry .", 3),
        ("PREFIX own: <{0}>\nPREFIX aft: <http://x/>\n<a> a # own:Regstry\n aft:Regstry , own:Regstry .", 4),
        ("\n\n<http://x/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{0}Regstry> .", 3),
    ],
    ids=["empty prefix", "another's name", "whole IRI"],
)
def test_lines_are_found_however_the_name_is_written(text: str, line: int):
    assert noticed(text.format(NAMESPACE)) == [
        (line, "aft:Regstry is no class of the ontology; did you mean aft:Registry?")
    ]


def test_n_triples_are_told_of_too():
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    text = f"<http://x/a> <{kind}> <{AFT.Model}> .\n<http://x/a> <{kind}> <{NAMESPACE}Modle> ."
    assert noticed(text, "estate.nt") == [
        (2, "aft:Modle is no class of the ontology; did you mean aft:Mode or aft:Model?")
    ]


def test_a_name_whose_place_cannot_be_told_is_told_without_a_line():
    relative = f"@base <{NAMESPACE.rstrip('#')}> .\n<http://x/a> a <#Regstry> ."
    assert noticed(relative) == [(None, "aft:Regstry is no class of the ontology; did you mean aft:Registry?")]
    assert lines_of([NAMESPACE + "Regstry"], PREFIX.encode() + b"\n" * 2_000_000 + b"<a> a aft:Regstry .") == {}


def test_what_the_ontology_or_the_document_has_is_no_finding():
    own = "aft:Silo a <http://www.w3.org/2002/07/owl#Class> . <a> a aft:Silo , aft:Model ; aft:dependsOn <b> ."
    assert noticed(PREFIX + own) == []


def test_many_are_counted_and_not_all_told():
    many = " , ".join(f"aft:Zq{number}x" for number in range(25))
    found = noticed(f"{PREFIX}<a> a {many} .")
    assert len(found) == 21
    assert found[-1] == (None, "5 more names are no terms of the ontology")


def test_the_nearest_is_of_the_kind_that_is_wanted():
    near = unknown_term(NAMESPACE + "Present_", "class")
    assert "aft:Present" not in near.partition(" ")[2], "an individual is no class"
    assert unknown_term(NAMESPACE + "Present_", "term").endswith("did you mean aft:Present?")
    assert unknown_term(NAMESPACE + "mcpserver", "class").endswith("did you mean aft:McpServer?")
    assert "a namespace of their own" in unknown_term(NAMESPACE + "Xylophone", "class")
    assert AFT.AIAgent in TERMS
