"""What publishing does to every store."""

from __future__ import annotations

import pytest

from aftershock.errors import DocumentError
from aftershock.store.base import PROVENANCE, Activity, Edition, Publication

A, B, C = (
    "<http://x/a> <http://x/p> <http://x/b>",
    "<http://x/b> <http://x/p> <http://x/c>",
    '<http://x/c> <http://x/q> "c"',
)


def test_a_new_store_is_empty(store, rows):
    assert store.revision() == 0
    assert store.graphs() == ()
    assert rows("SELECT * { ?s ?p ?o }") == []
    assert store.dump("nquads") == b""


def test_what_is_published_can_be_asked_for(store, publish, rows):
    published = publish("http://x/g", A, B)
    assert (published.revision, published.outcome, published.changed) == (1, "added", ("http://x/g",))
    assert store.revision() == 1
    assert rows("SELECT ?s ?o { ?s <http://x/p> ?o }") == [
        ("http://x/a", "http://x/b"),
        ("http://x/b", "http://x/c"),
    ]
    assert rows("SELECT ?g { GRAPH ?g { <http://x/a> ?p ?o } }") == [("http://x/g",)]


def test_publishing_the_same_again_changes_nothing(store, publish, count):
    publish("http://x/g", A, B, lineage="http://x/line")
    before = store.graphs()
    again = publish("http://x/g", A, B, lineage="http://x/line", activity=Activity("again"))
    assert (again.revision, again.outcome, again.changed) == (1, "unchanged", ())
    assert store.graphs() == before
    assert count(f"GRAPH <{PROVENANCE}> {{ ?a a prov:Activity }}") == 1


def test_a_statement_in_two_graphs_counts_once_in_the_union(publish, count):
    publish("http://x/g1", A, B)
    publish("http://x/g2", A, C)
    assert count("?s ?p ?o") == 3
    assert count("GRAPH ?g { <http://x/a> ?p ?o }") == 2
    assert count("?s ?p ?o . ?o ?q ?r") == 2


def test_a_new_edition_takes_the_place_of_the_old(store, publish, rows, count):
    publish("http://x/g0", B)
    publish("http://x/g1", A, B, lineage="http://x/line")
    published = publish("http://x/g2", A, C, lineage="http://x/line")
    assert (published.revision, published.outcome) == (3, "revised")
    assert count("?s ?p ?o") == 3  # A and C of the new edition, B of the other graph
    assert count("GRAPH <http://x/g1> { ?s ?p ?o }") == 2  # the old one can still be asked by name
    said = {entry.graph: entry.superseded_by for entry in store.graphs()}
    assert said == {"http://x/g0": None, "http://x/g1": "http://x/g2", "http://x/g2": None}
    assert rows(f"SELECT ?new {{ GRAPH <{PROVENANCE}> {{ <http://x/g1> aft:supersededBy ?new }} }}") == [
        ("http://x/g2",)
    ]


def test_what_only_the_old_edition_said_leaves_the_union(publish, rows):
    publish("http://x/g1", A, B, lineage="http://x/line")
    publish("http://x/g2", A, lineage="http://x/line")
    assert rows("SELECT ?s { ?s ?p ?o }") == [("http://x/a",)]


def test_an_old_edition_may_come_back(store, publish, rows):
    publish("http://x/g1", A, lineage="http://x/line")
    publish("http://x/g2", B, lineage="http://x/line")
    back = publish("http://x/g1", A, lineage="http://x/line")
    assert (back.revision, back.outcome) == (3, "revised")
    assert rows("SELECT ?s { ?s ?p ?o }") == [("http://x/a",)]
    assert {entry.graph: entry.superseded_by for entry in store.graphs()} == {
        "http://x/g1": None,
        "http://x/g2": "http://x/g1",
    }


def test_kinds_of_one_lineage_do_not_displace_each_other(publish, count):
    publish("http://x/source", A, kind="source", lineage="http://x/line")
    published = publish("http://x/reading", B, kind="reading", lineage="http://x/line")
    assert published.outcome == "added"
    assert count("?s ?p ?o") == 2


def test_a_graph_that_says_something_else_is_replaced(publish, rows, count):
    publish("http://x/curation", A, B, kind="curation")
    assert publish("http://x/curation", B, C, kind="curation").outcome == "revised"
    assert count("GRAPH <http://x/curation> { ?s ?p ?o }") == 2
    assert rows("SELECT DISTINCT ?s { ?s ?p ?o }") == [("http://x/b",), ("http://x/c",)]


def test_a_graph_that_joins_a_lineage_says_the_same_as_before(store, publish, count):
    publish("http://x/g", A)
    assert publish("http://x/g", A, lineage="http://x/line").outcome == "revised"
    assert store.graphs()[0].lineage == "http://x/line"
    assert count("?s ?p ?o") == 1


def test_graphs_are_published_together(store, count):
    nquads = f"{A} <http://x/g1> .\n{B} <http://x/g2> .\n\n# a comment\n".encode()
    editions = (Edition("http://x/g1", "source", "http://x/l"), Edition("http://x/g2", "reading", "http://x/l"))
    assert store.publish(Publication(editions, nquads)).changed == ("http://x/g1", "http://x/g2")
    assert store.revision() == 1
    # one of the two anew: the other is left as it is
    nquads = f"{A} <http://x/g1> .\n{C} <http://x/g2> .\n".encode()
    assert store.publish(Publication(editions, nquads)).changed == ("http://x/g2",)
    assert count("?s ?p ?o") == 2


def test_what_is_shipped_is_given_as_a_whole(store, publish, rows, count):
    publish("http://x/doc", A)
    shipped = (Edition("http://x/o1", "ontology"), Edition("http://x/o2", "catalog"))
    nquads = f"{A} <http://x/o1> .\n{B} <http://x/o2> .\n".encode()
    store.publish(Publication(shipped, nquads, withdraw=("ontology", "catalog")))
    assert count("?s ?p ?o") == 2
    published = store.publish(
        Publication(shipped[:1], f"{A} <http://x/o1> .\n".encode(), withdraw=("ontology", "catalog"))
    )
    assert (published.outcome, published.changed) == ("revised", ())
    assert [entry.graph for entry in store.graphs()] == ["http://x/doc", "http://x/o1"]
    assert rows("SELECT ?s { ?s ?p ?o }") == [("http://x/a",)]
    assert rows("SELECT DISTINCT ?g { GRAPH ?g { ?s <http://x/p> ?o } }") == [
        ("http://x/doc",),
        ("http://x/o1",),
    ]


@pytest.mark.parametrize(
    ("nquads", "why"),
    [
        (f"{A} <http://x/g> .\n{B} <http://x/other> .\n", "line 2: the statement is in <http://x/other>, which is not"),
        (f'{A} <http://x/g> .\n<http://x/c> <http://x/q> "c" .\n', "line 2: the statement names no graph"),
        (f"{A} <http://x/g> .\n<http://x/s> <http://x/p> <http://x/g> .\n", "names no graph"),
        (f"{A} <http://x/g> .\n<http://x/ s> <http://x/p> 1 <http://x/g> .\n", "its statements do not parse"),
        (f"{A} <http://x/g> .\nnonsense <http://x/g> .\n", "its statements do not parse"),
    ],
    ids=["another graph", "no graph", "no graph, in disguise", "no IRI", "nonsense"],
)
def test_a_fault_keeps_all_of_it_out(store, publish, nquads, why):
    publish("http://x/before", C, lineage="http://x/line")
    before = (store.revision(), store.graphs(), store.dump("nquads"))
    with pytest.raises(DocumentError, match=why):
        store.publish(Publication((Edition("http://x/g", "source", "http://x/line"),), nquads.encode()))
    assert (store.revision(), store.graphs(), store.dump("nquads")) == before
    assert publish("http://x/g", A).outcome == "added"


def test_statements_may_come_in_a_file(store, tmp_path, count):
    file = tmp_path / "big.nq"
    file.write_text("".join(f"<http://x/{n}> <http://x/p> <http://x/{n + 1}> <http://x/g> .\n" for n in range(25_000)))
    published = store.publish(Publication((Edition("http://x/g", "source", "http://x/l"),), file))
    assert published.outcome == "added"
    assert count("?s ?p ?o") == 25_000
    assert store.graphs()[0].triples == 25_000
    # and a later edition of such a size displaces it
    text = (
        file.read_text()
        .replace("<http://x/g>", "<http://x/h>")
        .replace("<http://x/7> <http://x/p>", "<http://x/7> <http://x/q>")
    )
    file.write_text(text)
    assert store.publish(Publication((Edition("http://x/h", "source", "http://x/l"),), file)).outcome == "revised"
    assert count("?s ?p ?o") == 25_000
    assert count("?s <http://x/p> ?o") == 24_999
    with pytest.raises(DocumentError, match=r"^big\.nq, line 1: "):
        store.publish(Publication((Edition("http://x/i", "source"),), file))


def test_blank_nodes_of_graphs_stay_apart_and_are_the_same_in_the_union(publish, count):
    publish("http://x/g1", "_:b <http://x/p> <http://x/o>", "<http://x/s> <http://x/q> _:b")
    publish("http://x/g2", "_:b <http://x/p> <http://x/o>")
    assert count("?b <http://x/p> <http://x/o>") == 2
    assert count("<http://x/s> <http://x/q> ?b . ?b <http://x/p> ?o . GRAPH <http://x/g1> { ?b ?p ?o }") == 1
    assert (
        publish("http://x/g1", "_:b <http://x/p> <http://x/o>", "<http://x/s> <http://x/q> _:b").outcome == "unchanged"
    )


def test_triple_terms_keep_their_blank_nodes(publish, count):
    publish(
        "http://x/g",
        "<http://x/s> <http://x/says> <<( _:b <http://x/p> <http://x/o> )>>",
        "_:b <http://x/p> <http://x/o>",
    )
    assert count("?s <http://x/says> <<( ?b ?p ?o )>> . ?b ?p ?o") == 1


def test_provenance_says_what_was_done(publish, rows, count):
    activity = Activity("ingest of page.txt", ("http://x/doc",), "aftershock 0.1.0")
    publish("http://x/g", A, B, lineage="http://x/line", activity=activity)
    asked = f"""SELECT ?kind ?lineage ?n ?label ?used ?software {{ GRAPH <{PROVENANCE}> {{
        <http://x/g> a ?kind ; aft:lineage ?lineage ; <http://rdfs.org/ns/void#triples> ?n ; dcterms:issued ?at ;
            prov:wasGeneratedBy ?run .
        ?run a prov:Activity ; prov:endedAtTime ?at ; rdfs:label ?label ; prov:used ?used ;
            dcterms:description ?software .
        <https://w3id.org/aftershock/id/store> aft:revision 1 }} }}"""
    assert rows(asked) == [
        (
            "https://w3id.org/aftershock/ontology#SourceGraph",
            "http://x/line",
            "2",
            "ingest of page.txt",
            "http://x/doc",
            "aftershock 0.1.0",
        )
    ]
    assert count("?s a prov:Activity") == 0, "the union does not see it"


def test_labels_that_look_like_sparql_are_text(publish, rows):
    label = 'x" } } ; DROP ALL # \\ \n é'
    publish("http://x/g", A, activity=Activity(label))
    assert rows(f"SELECT ?l {{ GRAPH <{PROVENANCE}> {{ ?a a prov:Activity ; rdfs:label ?l }} }}") == [(label,)]


def test_what_is_withdrawn_is_not_superseded_besides(store, publish):
    publish("http://x/o1", A, kind="ontology", lineage="http://x/line")
    edition = Edition("http://x/o2", "ontology", "http://x/line")
    publication = Publication((edition,), f"{B} <http://x/o2> .\n".encode(), withdraw=("ontology",))
    assert store.publish(publication).outcome == "revised"
    assert [entry.graph for entry in store.graphs()] == ["http://x/o2"]
