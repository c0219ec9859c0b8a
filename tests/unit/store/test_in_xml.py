"""Answers in XML are XML, and say what the store says, or say why there is none."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

import pyoxigraph
import pytest

from aftershock.errors import UsageError
from aftershock.store.answering import answer
from aftershock.store.base import UNION, Caps
from aftershock.store.dumping import dump

ODD = 'CONSTRUCT { <a:a> <http://x/%s> "a\\rb" } {}'


def answered(query: str, name: str) -> bytes:
    return answer(pyoxigraph.Store(), query, UNION, [name], Caps()).content


def test_a_carriage_return_comes_back_as_one() -> None:
    rows = Tree.fromstring(answered('SELECT ("a\\r\\nb" AS ?x) {}', "xml"))
    graph = Tree.fromstring(answered(ODD % "p", "rdfxml"))

    assert [one.text for one in rows.iter() if one.tag.endswith("literal")] == ["a\r\nb"]
    assert [one.text for one in graph.iter("{http://x/}p")] == ["a\rb"]


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ('SELECT ("\\u0001" AS ?x) {}', "xml", "U+0001, which no XML holds; ask for json"),
        ('SELECT ("\\uFFFF" AS ?x) {}', "xml", "U+FFFF"),
        ('CONSTRUCT { <a:a> <a:b> "\\u0001" } {}', "rdfxml", "U+0001, which no XML holds; ask for turtle"),
        (ODD % "1", "rdfxml", "the predicate <http://x/1>, which ends in no name"),
    ],
)
def test_what_xml_cannot_hold_is_refused(query: str, name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("U+", r"U\+")):
        answered(query, name)


def test_a_graph_in_pieces_is_held_to_it_too() -> None:
    store = pyoxigraph.Store()
    odd = pyoxigraph.NamedNode("http://x/1")
    store.add(pyoxigraph.Quad(odd, odd, odd, odd))
    with pytest.raises(UsageError, match="ends in no name"):
        list(dump(store, "rdfxml", "http://x/1"))
    assert b"".join(dump(store, "turtle", "http://x/1"))
