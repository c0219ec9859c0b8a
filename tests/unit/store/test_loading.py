"""Large texts are in their graphs and in the union as if they had been given statement by statement."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from aftershock.errors import DocumentError
from aftershock.store import holdings as holdings_module
from aftershock.store import loading
from aftershock.store.base import Edition, Publication
from aftershock.store.holdings import Holdings
from aftershock.store.incoming import digest
from aftershock.store.loading import at_once, is_plain, load, pieces

GRAPHS = ("http://x/g", "http://x/h")
LINES = [
    f'<http://x/s{number}> <http://x/p> "value {number} <{GRAPHS[0]}> ." <{GRAPHS[number % 2]}> .\n'
    for number in range(40)
]
TEXT = "".join(LINES).encode()


def held(store: ox.Store) -> set[str]:
    return {str(quad) for quad in store if "http://x/s" in str(quad)}


@pytest.mark.parametrize("many", [1, 7, 1_000])
def test_pieces_are_the_text_cut_between_lines(many):
    cut = list(pieces(TEXT, len(LINES), many))
    assert b"".join(cut) == TEXT
    assert all(piece.endswith(b"\n") for piece in cut)
    assert list(pieces(TEXT.rstrip(b"\n"), len(LINES), many))[-1].endswith(b".")


def test_whole_texts_end_where_statements_would(monkeypatch):
    editions = tuple(Edition(graph, "source", f"{graph}/line") for graph in GRAPHS)
    slow, fast = Holdings(ox.Store()), Holdings(ox.Store())
    slow.publish(Publication(editions, TEXT))
    monkeypatch.setattr(holdings_module, "_SMALL", 10)
    monkeypatch.setattr(holdings_module, "at_once", lambda: 9)
    fast.publish(Publication(editions, TEXT))
    assert held(fast.store) == held(slow.store)
    assert len(held(fast.store)) == 2 * len(LINES)


@pytest.mark.parametrize("small", [0, 5_000])
def test_the_index_counts_what_is_kept(monkeypatch, small):
    monkeypatch.setattr(holdings_module, "_SMALL", small)
    line = '<http://x/a> <http://x/p> "{}"^^<http://www.w3.org/2001/XMLSchema#integer> <http://x/g> .\n'
    holdings = Holdings(ox.Store())
    holdings.publish(Publication((Edition("http://x/g", "source"),), "".join(map(line.format, "1122")).encode()))
    holdings.publish(Publication((Edition("http://x/h", "source"),), line.format("007").replace("/g", "/h").encode()))
    assert {entry.graph: entry.triples for entry in holdings.index()} == {"http://x/g": 2, "http://x/h": 1}


def test_what_does_not_parse_is_refused():
    with pytest.raises(DocumentError, match="do not parse"):
        load(ox.Store(), TEXT + b"<http://x/s> nothing .\n", GRAPHS)


@pytest.mark.parametrize(
    "line", [b"_:a <p> <o> <g> .", b"<s> <p> _:b <g> .", b"<s> <p> <o> <g> .\n_:a <p> <o> <g> .", b"<s> <p> <o> <g> ."]
)
def test_blank_nodes_and_lines_of_another_form_go_one_by_one(line):
    assert not is_plain(line, digest(line, ["g"]))


def test_a_small_worker_loads_in_smaller_pieces(monkeypatch):
    monkeypatch.setattr(loading, "getrlimit", lambda _: (2 << 30, 2 << 30))
    few = at_once()
    monkeypatch.setattr(loading, "getrlimit", lambda _: (8 << 30, 8 << 30))
    assert few < at_once()
