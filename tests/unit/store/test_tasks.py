"""The tasks of reading and writing workers, called as a worker calls them."""

from __future__ import annotations

import json
import os

import pytest

from aftershock.errors import DocumentError, QueryError, ResultTooLargeError, StoreError, UsageError
from aftershock.store import reader, writer
from aftershock.store.layout import Layout, read_current


@pytest.fixture(autouse=True)
def _let_go():
    yield
    if writer._writer.cache_info().currsize:
        writer._writer.cache_clear()


@pytest.fixture
def header(data, named):
    def give(*graphs, **more):
        return {
            "data": str(data),
            "graphs": [named(*one) if isinstance(one, tuple) else named(one) for one in graphs],
            **more,
        }

    return give


COUNT = b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def test_publishing(data, header, nquads):
    told, nothing = writer.publish(header(("http://x/g", "http://x/l")), nquads("http://x/g", 5))
    assert told.pop("flush_s") > 0
    assert (told, nothing) == ({"revision": 1, "outcome": "added", "changed": ["http://x/g"]}, b"")
    told, _ = writer.publish(header(("http://x/g", "http://x/l")), nquads("http://x/g", 5))
    assert told == {"revision": 1, "outcome": "unchanged", "changed": [], "flush_s": 0.0}
    assert int((data / "writer.lock").read_text()) == os.getppid()
    assert read_current(data).graphs[0].lineage == "http://x/l"
    json.dumps(told)


def test_a_large_document_is_taken_from_its_file(data, header, nquads):
    layout = Layout(data)
    layout.make()
    file = layout.incoming / "doc.nq"
    file.write_bytes(nquads("http://x/g", 5))
    assert writer.publish(header("http://x/g", file="doc.nq"), b"")[0]["outcome"] == "added"
    assert not file.exists()
    file.write_bytes(b"nonsense\n")
    with pytest.raises(DocumentError):
        writer.publish(header("http://x/g", file="doc.nq"), b"")
    assert file.exists(), "whoever wrote it removes it"


@pytest.mark.parametrize("name", ["../doc.nq", "/etc/passwd", "a/b.nq", ".."])
def test_files_elsewhere_are_not_read(header, name):
    with pytest.raises(StoreError, match="is not the name of a file in"):
        writer.publish(header("http://x/g", file=name), b"")


def test_a_file_that_is_missing_is_told_of(header):
    with pytest.raises(StoreError, match="No such file or directory"):
        writer.publish(header("http://x/g", file="none.nq"), b"")


def test_what_is_shipped(data, header, nquads):
    writer.publish(header("http://x/doc"), nquads("http://x/doc", 1))
    graphs = [("http://x/o", None, "ontology"), ("http://x/c", None, "catalog")]
    both = nquads("http://x/o", 2) + nquads("http://x/c", 3)
    activity = {"label": "load", "used": ["http://x/wheel"], "software": "aftershock 0"}
    assert writer.ensure(header(*graphs, activity=activity), both)[0]["outcome"] == "added"
    assert writer.ensure(header(*graphs), both)[0] == {
        "revision": 2,
        "outcome": "unchanged",
        "changed": [],
        "flush_s": 0.0,
    }
    told, _ = writer.ensure(header(graphs[0]), nquads("http://x/o", 2))
    assert told.pop("flush_s") > 0
    assert told == {"revision": 3, "outcome": "revised", "changed": []}
    assert read_current(data).active == ("http://x/doc", "http://x/o")


def test_stats(header, nquads):
    writer.publish(header("http://x/g"), nquads("http://x/g", 5))
    told, _ = writer.stats(header(), b"")
    assert (told["revision"], told["graphs"]) == (1, 1)
    assert told["statements"] > 10
    assert told["bytes"] > 1000


def test_answers(data, header, nquads, number):
    asked = {"data": str(data), "formats": ["turtle", "json"]}
    told, content = reader.answer(asked, COUNT)
    assert (told["revision"], number(content)) == (0, 0)
    writer.publish(header("http://x/g"), nquads("http://x/g", 5))
    told, content = reader.answer(asked, COUNT)
    assert number(content) == 5
    assert told == {
        "kind": "select",
        "format": "json",
        "media_type": "application/sparql-results+json",
        "rows": 1,
        "revision": 1,
    }
    assert number(reader.answer({**asked, "default": "empty"}, COUNT)[1]) == 0
    assert number(reader.answer({**asked, "default": ["http://x/g"], "named": []}, COUNT)[1]) == 5
    in_graphs = b"SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(reader.answer({**asked, "default": [], "named": ["http://x/g"]}, in_graphs)[1]) == 5
    with pytest.raises(ResultTooLargeError):
        reader.answer({**asked, "rows": 4}, b"SELECT * { ?s ?p ?o }")
    with pytest.raises(ResultTooLargeError):
        reader.answer({**asked, "size": 10}, COUNT)
    with pytest.raises(QueryError):
        reader.answer(asked, b"nonsense")


def test_a_snapshot_that_is_named_is_asked_and_the_newest_where_it_is_gone(data, header, nquads, number):
    for revision in range(1, 3):
        writer.publish(header(f"http://x/g{revision}"), nquads(f"http://x/g{revision}", 1, revision))
    first, second = (str(data / "snapshots" / name) for name in "12")
    asked = {"data": str(data), "formats": ["json"]}
    told, content = reader.answer({**asked, "snapshot": first}, COUNT)
    assert (told["revision"], number(content)) == (1, 1)
    told, content = reader.answer({**asked, "snapshot": str(data / "snapshots" / "77")}, COUNT)
    assert (told["revision"], number(content)) == (2, 2)
    (data / "snapshots" / "3").mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        reader.answer({**asked, "snapshot": str(data / "snapshots" / "3")}, COUNT)
    assert reader.answer({**asked, "snapshot": second}, COUNT)[0]["revision"] == 2


def test_dumps(data, header, nquads):
    writer.publish(header("http://x/g"), nquads("http://x/g", 5))
    told, parts = reader.dump({"data": str(data), "format": "ntriples"}, b"")
    assert told == {"format": "ntriples", "media_type": "application/n-triples", "revision": 1}
    assert b"".join(parts).count(b"\n") == 5
    told, parts = reader.dump({"data": str(data), "format": "nquads", "graph": "http://x/g"}, b"")
    assert b"".join(parts).count(b"\n") == 5
    with pytest.raises(UsageError):
        reader.dump({"data": str(data), "format": "csv"}, b"")
