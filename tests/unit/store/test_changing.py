"""Updates against the engine's own: what they leave is the same, and union and index follow along."""

from __future__ import annotations

import itertools

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Store

from aftershock.errors import AftershockError, EvaluationError, RevisionError, StoreError, UnknownNameError
from aftershock.isolation import Limits
from aftershock.isolation.updates import split_update
from aftershock.store import changing
from aftershock.store.base import DEFAULT_GRAPH, PROVENANCE, Edition, Publication
from aftershock.store.changing import change
from aftershock.store.embedded import Writer
from aftershock.store.holdings import Holdings
from aftershock.store.operations import Operation, Update
from aftershock.store.snapshot import newest_snapshot

BASE = "http://x/"
SCRIPTS = {
    "data": [
        "INSERT DATA { <a> <p> 1, 2 . GRAPH <g> { <a> <p> 1 . <b> <p> 'x'@en . } <c> <p> 3 }",
        "DELETE DATA { <a> <p> 1 . GRAPH <g> { <b> <p> 'x'@en } GRAPH <none> { <a> <p> 1 } }",
        "INSERT DATA { <a> <p> 2 }",
    ],
    "modify": [
        "INSERT DATA { <a> <p> 1 . <a> <q> 2 . GRAPH <g> { <a> <p> 1 . <b> <p> <h> } GRAPH <h> { <a> <p> 5 } }",
        "DELETE { ?s <p> ?o } INSERT { ?s <r> ?o . GRAPH <k> { ?o <s> ?s } } WHERE { ?s <p> ?o }",
        "WITH <g> DELETE { ?s <p> ?o } INSERT { ?s <r> ?o } WHERE { ?s <p> ?o }",
        "INSERT { GRAPH ?g { ?s <seen> ?g } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { GRAPH ?o { <in> <it> ?o } GRAPH ?none { <a> <b> <c> } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "DELETE WHERE { GRAPH ?g { ?s <seen> ?o } ?s <q> 2 }",
        "INSERT { ?s <n> ?n } USING <g> USING NAMED <h> WHERE { ?s <r> ?o GRAPH ?h { ?x <p> ?n } }",
        "INSERT { GRAPH <m> { <n> <is> ?n } } USING <g> USING <h> WHERE { SELECT (COUNT(*) AS ?n) {?s ?p ?o} }",
    ],
    "graphs": [
        "INSERT DATA { <d> <p> 1 . GRAPH <g> { <a> <p> 1 } GRAPH <h> { <b> <p> 2 } }",
        "COPY <g> TO <k> ; ADD DEFAULT TO <k> ; MOVE <h> TO DEFAULT",
        "COPY <g> TO <g> ; ADD SILENT <none> TO <g>",
        "CREATE GRAPH <e> ; CREATE SILENT GRAPH <g> ; CLEAR GRAPH <k> ; DROP GRAPH <g>",
        "INSERT DATA { GRAPH <g> { <a> <p> 9 } } ; CLEAR DEFAULT ; DROP SILENT GRAPH <none>",
        "INSERT DATA { <d> <p> 2 } ; DROP NAMED",
        "INSERT DATA { GRAPH <g> { <a> <p> 9 } } ; CLEAR NAMED ; CLEAR ALL",
        "INSERT DATA { GRAPH <g> { <a> <p> 9 } <d> <p> 3 } ; DROP ALL",
    ],
    "blank nodes": [
        "INSERT DATA { _:a <p> _:b . GRAPH <g> { _:a <p> [ <q> ( 1 2 ) ] } }",
        "INSERT { GRAPH <h> { ?s <r> _:n . _:n <of> ?o } } WHERE { GRAPH ?g { ?s ?p ?o FILTER(isBlank(?s)) } }",
        "DELETE { GRAPH ?g { ?s <p> ?o } } WHERE { GRAPH ?g { ?s <p> ?o } }",
    ],
    "prologues": [
        "PREFIX y: <http://y/> INSERT DATA { y:a y:p 1 } ;\nPREFIX y: <http://z/> INSERT DATA { GRAPH y:g {y:a a 1} }",
        "BASE <http://z/> DROP GRAPH <g> # all of it ;\n ; PREFIX : <http://y/> DELETE WHERE { :a ?p ?o }",
    ],
    "triple terms": [
        "INSERT DATA { <a> <p> <b> {| <q> 1 |} . GRAPH <g> { <s> <says> <<( <a> <p> 'é' )>> } }",
        "DELETE WHERE { GRAPH <g> { ?s ?p <<( ?a ?b ?c )>> } }",
    ],
}


def updated(holdings, text, **more):
    more.setdefault("default", "empty")
    return change(holdings, Update(split_update(text, Limits(), BASE), **more), BASE)


def graphs(store, default):
    """What each graph says, blank nodes counted only."""
    found: dict = {}
    for quad in store.quads_for_pattern(None, None, None, None):
        name = "" if quad.graph_name == default else getattr(quad.graph_name, "value", None)
        if name is not None and name != PROVENANCE:
            text = f"{quad.subject} {quad.predicate} {quad.object}"
            parts = ["_" if part.startswith("_:") else part for part in text.split()]
            found.setdefault(name, []).append(" ".join(parts))
    return {name: sorted(rows) for name, rows in found.items()}


def union_is_right(holdings):
    current = {entry.graph for entry in holdings.current()}
    quads = list(holdings.store.quads_for_pattern(None, None, None, None))
    named = {q.triple for q in quads if isinstance(q.graph_name, NamedNode) and q.graph_name.value in current}
    assert {q.triple for q in quads if isinstance(q.graph_name, DefaultGraph)} == named
    for entry in holdings.index():
        assert entry.triples == sum(q.graph_name == NamedNode(entry.graph) for q in quads), entry
    known = {*(entry.graph for entry in holdings.index()), PROVENANCE, DEFAULT_GRAPH}
    assert {name.value for name in holdings.store.named_graphs()} <= known, "no graph of ours is left behind"


@pytest.mark.parametrize("few", [None, 0], ids=["small", "as if large"])
@pytest.mark.parametrize("name", SCRIPTS)
def test_updates_leave_what_the_engine_would_leave(name, few, monkeypatch):
    if few is not None:  # graphs of more statements are loaded as texts, and left out of a store that is made anew
        monkeypatch.setattr(changing, "_FEW", few)
    ours, engines, revision = Holdings(Store()), Store(), 0
    for text in SCRIPTS[name]:
        done = updated(ours, text)
        for piece in text.split(";\n"):  # the engine reads no prologue behind a semicolon
            engines.update(piece if not piece.strip().startswith(";") else piece.strip()[1:], base_iri=BASE)
        assert graphs(ours.store, NamedNode(DEFAULT_GRAPH)) == graphs(engines, DefaultGraph()) | {
            name: rows for name, rows in graphs(ours.store, NamedNode(DEFAULT_GRAPH)).items() if name is None
        }
        union_is_right(ours)
        assert done.revision in (revision, revision + 1)
        assert (done.revision > revision) == bool(done.changed)
        revision = done.revision
    assert revision > 0


def test_a_silent_move_of_nothing_does_nothing():
    holdings = Holdings(Store())
    updated(holdings, "INSERT DATA { GRAPH <g> { <a> <p> 1 } }")
    assert updated(holdings, "MOVE SILENT <none> TO <g> ; COPY SILENT <none> TO <g>").changed == ()


def test_where_asks_the_union_and_writes_to_the_default_graph():
    holdings = Holdings(Store())
    updated(holdings, "INSERT DATA { GRAPH <g> { <a> <p> 1 } GRAPH <h> { <a> <p> 1 } }")
    done = updated(holdings, "INSERT { <n> <is> ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?s <p> ?o } }", default="union")
    assert (done.changed, done.added) == ((DEFAULT_GRAPH,), 1)
    assert graphs(holdings.store, NamedNode(DEFAULT_GRAPH))[""] == [
        '<http://x/n> <http://x/is> "1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    ]
    done = updated(holdings, "DELETE { GRAPH <g> { ?s <p> ?o } } WHERE { ?s <p> ?o }", default="union")
    assert done.removed == 1
    union_is_right(holdings)
    assert updated(holdings, "DELETE WHERE { ?s <p> ?o }", default="union").removed == 0, "it is in no default graph"


def test_a_superseded_graph_is_changed_and_stays_out_of_the_union():
    holdings = Holdings(Store())
    for number in (1, 2):
        edition = Edition(f"http://x/e{number}", "source", "http://x/line")
        quad = b"<http://x/a> <http://x/p> <http://x/%d> <http://x/e%d> .\n" % (number, number)
        holdings.publish(Publication((edition,), quad))
    updated(holdings, "INSERT DATA { GRAPH <e1> { <a> <new> 1 } } ; COPY <e1> TO <c> ; DROP GRAPH <c>")
    union_is_right(holdings)
    assert not list(holdings.store.query("SELECT ?o { ?s <http://x/new> ?o }"))
    assert [entry.superseded_by for entry in holdings.index()] == ["http://x/e2", None]


def test_what_an_update_says_it_did():
    holdings = Holdings(Store())
    first = updated(holdings, "INSERT DATA { GRAPH <g> { <a> <p> 1, 2 } <d> <p> 1 }", label="by hand")
    assert (first.revision, first.added, first.removed) == (1, 3, 0)
    assert first.changed == first.made == ("http://x/g", DEFAULT_GRAPH)
    assert updated(holdings, "INSERT DATA { <d> <p> 1 }").revision == 1, "nothing changed"
    second = updated(holdings, "DELETE DATA { GRAPH <g> { <a> <p> 1 } }")
    assert (second.revision, second.removed, second.changed, second.made) == (2, 1, ("http://x/g",), ())
    labels = holdings.store.query(
        f"SELECT ?l {{ GRAPH <{PROVENANCE}> {{ ?a <http://www.w3.org/2000/01/rdf-schema#label> ?l }} }}"
    )
    assert sorted(row["l"].value for row in labels) == ["SPARQL update", "by hand"]
    shas = {entry.sha256 for entry in holdings.index()}
    updated(holdings, "INSERT DATA { GRAPH <g> { <a> <p> 1 } }")
    assert shas.isdisjoint({entry.sha256 for entry in holdings.index() if entry.graph == "http://x/g"})


def operation(kind, statements=b"", target="http://x/g"):
    return Update((Operation(kind, target=target, bytes=len(statements)),), statements)


def test_graphs_are_put_and_added_to_and_removed():
    holdings = Holdings(Store())
    one = b"<http://x/a> <http://x/p> _:b <http://x/g> .\n"
    two = b"<http://x/a> <http://x/p> <http://x/c> <http://x/g> .\n"
    assert change(holdings, operation("put", one), BASE).made == ("http://x/g",)
    assert change(holdings, operation("put", one), BASE).changed == (), "the same is no change"
    assert change(holdings, operation("merge", two), BASE).added == 1
    union_is_right(holdings)
    done = change(holdings, operation("put", two), BASE)
    assert (done.added, done.removed) == (1, 2)
    many = b"".join(b"<http://x/%d> <http://x/p> <http://x/o> <http://x/g> .\n" % n for n in range(120_000))
    assert change(holdings, operation("merge", many), BASE).added == 120_000
    union_is_right(holdings)
    assert change(holdings, operation("remove"), BASE).removed == 120_001
    assert holdings.index() == ()
    with pytest.raises(UnknownNameError, match="no graph is called 'http://x/g'"):
        change(holdings, operation("remove"), BASE)
    assert change(holdings, operation("remove", target=DEFAULT_GRAPH), BASE).changed == ()


@pytest.mark.parametrize("few", [0, 10_000], ids=["as if large", "small"])
@pytest.mark.parametrize("more", [b"", b'_:b <http://x/p> "1" <http://x/g> .\n'], ids=["plain", "with a blank node"])
def test_large_graphs_are_changed_as_small_ones_are(few, more, monkeypatch):
    monkeypatch.setattr(changing, "_FEW", few)
    monkeypatch.setattr(changing, "at_once", lambda: 7)
    holdings = Holdings(Store())
    quad = "<http://x/{}> <http://x/p> <http://x/o> <http://x/{}> .\n"
    texts = {
        name: "".join(quad.format(n, name[0]) for n in numbers).encode() + (more if name[0] == "g" else b"")
        for name, numbers in {
            "h": range(5, 12),
            "g1": range(20),
            "g2": range(10, 40),
            "g3": [*range(40, 45)] * 2,
        }.items()
    }
    extra = bool(more)

    def done(kind, name):
        found = change(holdings, operation(kind, texts.get(name, b""), f"http://x/{name[0]}"), BASE)
        union_is_right(holdings)
        return found.added, found.removed, found.changed

    there = ("http://x/g",)
    assert done("put", "h") == (7, 0, ("http://x/h",))
    assert done("put", "g1") == (20 + extra, 0, there)
    assert done("merge", "g1") == (0, 0, ()), "what is there already is no change"
    before = holdings.entries["http://x/g"].sha256
    added, removed, changed = done("merge", "g2")
    assert (added, removed, changed) == (20 + extra, 0, there)
    assert holdings.entries["http://x/g"].sha256 != before
    held = holdings.entries["http://x/g"].triples
    assert done("put", "g3") == (5 + extra, held, there)
    assert done("put", "h") == (0, 0, ())
    assert done("put", "g2") == (30 + extra, 5 + extra, there)
    assert done("remove", "h") == (0, 7, ("http://x/h",))
    assert done("remove", "g") == (0, 30 + extra, there)
    assert holdings.index() == ()
    assert [name.value for name in holdings.store.named_graphs()] == [PROVENANCE]


def test_numbers_that_are_one_to_the_engine_count_once():
    holdings = Holdings(Store())
    quad = '<http://x/a> <http://x/p> "{}"^^<http://www.w3.org/2001/XMLSchema#{}> <http://x/g> .\n'
    text = "".join(quad.format(*one) for one in (("1", "integer"), ("01", "integer"), ("1", "int"), ("2", "int")))
    assert change(holdings, operation("put", text.encode()), BASE).added == 2
    union_is_right(holdings)
    assert updated(holdings, "INSERT DATA { GRAPH <g> { <a> <p> +1, 02, 3, 003 } }").added == 1
    assert updated(holdings, "DELETE DATA { GRAPH <g> { <a> <p> 01, 1, 7 } }").removed == 1
    union_is_right(holdings)


def test_a_store_that_is_made_anew_takes_the_place_of_the_other(tmp_path, monkeypatch):
    monkeypatch.setattr(changing, "_FEW", 0)
    quad = b"<http://x/%d> <http://x/p> <http://x/o> <http://x/g> .\n"
    with Writer(tmp_path) as writer:
        writer.change([insertion(1)], BASE)
        writer.change([operation("put", b"".join(quad % n for n in range(9)))], BASE)
        writer.change([operation("put", quad % 77), operation("remove", target="http://x/none")], BASE)
        writer.change([insertion(2)], BASE)
    assert len(list((tmp_path / "store").iterdir())) == 1, "what was left is removed"
    assert sorted(asked(tmp_path, "?s ?p ?o")) == ["1", "2", "<http://x/o>"]
    with Writer(tmp_path) as writer:
        writer.change([insertion(3)], BASE)
    assert sorted(asked(tmp_path, "?s ?p ?o")) == ["1", "2", "3", "<http://x/o>"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("DROP GRAPH <none>", "there is no graph <http://x/none>; say DROP SILENT"),
        ("CLEAR GRAPH <none>", "say CLEAR SILENT"),
        ("COPY <none> TO <g>", "say COPY SILENT"),
        ("CREATE GRAPH <g>", "is there already; say CREATE SILENT"),
        (f"DROP GRAPH <{PROVENANCE}>", "kept by the store itself"),
        (f"COPY <g> TO <{PROVENANCE}>", "kept by the store itself"),
        (f"MOVE <{PROVENANCE}> TO <g>", "kept by the store itself"),
        (f"INSERT DATA {{ GRAPH <{PROVENANCE}> {{ <a> <p> 1 }} }}", "kept by the store itself"),
        ("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(<http://f/>(?o)) }", "the update failed: The custom function"),
    ],
)
def test_what_cannot_be_carried_out(text, message):
    holdings = Holdings(Store())
    updated(holdings, "INSERT DATA { GRAPH <g> { <a> <p> 1 } }")
    with pytest.raises(EvaluationError, match=message):
        updated(holdings, text)


# --- the writer


def asked(data, pattern):
    return newest_snapshot(data).tsv(f"SELECT ?o {{ {pattern} }}").decode().split()[1:]


def insertion(number, more=""):
    return Update(split_update(f"INSERT DATA {{ <a> <p> {number} }} {more}", Limits(), BASE))


def test_updates_that_fail_take_no_others_with_them(tmp_path):
    with Writer(tmp_path) as writer:
        updates = [insertion(1), insertion(2, "; DROP GRAPH <none>"), insertion(3), insertion(4, "; CREATE GRAPH <g>")]
        updates += [insertion(5, "; CREATE GRAPH <g>"), Update(insertion(6).operations, expected=1)]
        done = writer.change(updates, BASE)
        kinds = [type(one).__name__ for one in done]
        assert kinds == ["Changed", "EvaluationError", "Changed", "Changed", "EvaluationError", "RevisionError"]
        assert [one.revision for one in done if not isinstance(one, AftershockError)] == [1, 2, 3]
        assert (writer.revision, sorted(asked(tmp_path, "<http://x/a> ?p ?o"))) == (3, ["1", "3", "4"])
        assert isinstance(done[-1], RevisionError)
        assert writer.change([insertion(1)], BASE)[0].revision == 3, "no change, no revision"
    assert sorted(asked(tmp_path, "<http://x/a> ?p ?o")) == ["1", "3", "4"]


@pytest.mark.parametrize("keep", [True, False])
def test_what_is_held_is_shown_or_taken_back(tmp_path, keep):
    with Writer(tmp_path) as writer:
        writer.change([insertion(1)], BASE)
        (done,) = writer.change([insertion(2)], BASE, hold=True)
        assert b'"2"' in writer.statements(done.changed)
        assert asked(tmp_path, "?s ?p ?o") == ["1"]
        writer.settle(keep=keep)
        writer.settle(keep=not keep)
        assert sorted(asked(tmp_path, "?s ?p ?o")) == (["1", "2"] if keep else ["1"])


def test_what_is_held_and_forgotten_is_taken_back(tmp_path):
    with Writer(tmp_path) as writer:
        for number in (1, 2):
            writer.change([insertion(number)], BASE, hold=True)
        writer.change([insertion(3)], BASE)
        assert asked(tmp_path, "?s ?p ?o") == ["3"]
        writer.change([insertion(4)], BASE, hold=True)
        quad = b"<http://x/a> <http://x/p> <http://x/b> <http://x/g> .\n"
        writer.publish(Publication((Edition("http://x/g", "source"),), quad))
        assert sorted(asked(tmp_path, "?s ?p ?o")) == ["3", "<http://x/b>"]


def test_a_fault_of_the_disk_is_told_and_nothing_is_kept(tmp_path, monkeypatch):
    with Writer(tmp_path) as writer:
        writer.change([insertion(1)], BASE)
        broken = itertools.chain([OSError("no space")], itertools.repeat(None))

        def announce(*_):
            if fault := next(broken):
                raise fault

        with monkeypatch.context() as patched:
            patched.setattr(writer, "_announce", announce)
            with pytest.raises(StoreError, match="cannot be written to: no space"):
                writer.change([insertion(2)], BASE)
        writer.change([insertion(3)], BASE)
        assert sorted(asked(tmp_path, "?s ?p ?o")) == ["1", "3"]
