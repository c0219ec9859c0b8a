"""One writer, snapshots, and what is left when something goes wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from pyoxigraph import Store

from aftershock.errors import DocumentError, StoreBusyError, StoreError
from aftershock.store import layout as layout_module
from aftershock.store.base import Edition, GraphEntry, Publication
from aftershock.store.embedded import Writer
from aftershock.store.layout import Layout, hold_snapshot, read_current
from aftershock.store.snapshot import Snapshot, newest_snapshot

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def total(snapshot):
    return int(snapshot.tsv(COUNT).split(b"\n")[1])


def test_nothing_was_published_yet(data):
    assert read_current(data) is None
    assert total(newest_snapshot(data)) == 0
    assert newest_snapshot(data).revision == 0


def test_readers_see_what_was_published(data, publish):
    published = publish("http://x/g", 5, lineage="http://x/line")
    current = read_current(data)
    assert (published.revision, current.revision) == (1, 1)
    assert current.active == ("http://x/g",)
    assert current.graphs == (
        GraphEntry("http://x/g", "source", current.graphs[0].sha256, 5, current.graphs[0].issued, "http://x/line"),
    )
    snapshot = newest_snapshot(data)
    assert (snapshot.revision, snapshot.active, total(snapshot)) == (1, ("http://x/g",), 5)


def test_superseded_graphs_are_not_current(data, publish):
    publish("http://x/g1", 5, lineage="http://x/line")
    publish("http://x/g2", 3, lineage="http://x/line")
    assert read_current(data).active == ("http://x/g2",)
    assert total(newest_snapshot(data)) == 3


def test_what_is_held_is_seen_by_nobody_until_it_is_settled(data, publish, writer, nquads):
    publish("http://x/g", 5)
    more = Publication((Edition("http://x/h", "source"),), nquads("http://x/h", 3, start=5))
    assert writer.publish(more, hold=True).outcome == "added"
    assert (read_current(data).active, total(newest_snapshot(data))) == (("http://x/g",), 5)
    writer.settle(keep=False)
    assert (writer.revision, total(newest_snapshot(data))) == (1, 5)
    assert writer.publish(more, hold=True).revision == 2
    writer.settle(keep=True)
    assert (read_current(data).revision, total(newest_snapshot(data))) == (2, 8)
    assert writer.publish(more, hold=True).outcome == "unchanged"
    writer.settle(keep=False)
    assert writer.revision == 2


def test_a_snapshot_does_not_change(data, publish):
    publish("http://x/g1", 5)
    before = newest_snapshot(data)
    publish("http://x/g2", 5, start=5)
    assert total(before) == 5
    assert total(newest_snapshot(data)) == 10


def test_only_one_process_writes(data, writer):
    with pytest.raises(StoreBusyError, match=f"^process {os.getpid()} writes to {data}; stop it"):
        Writer(data)
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys,pathlib; from aftershock.store.embedded import Writer; Writer(pathlib.Path(sys.argv[1]))",
            str(data),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"StoreBusyError: process {os.getpid()} writes to" in said.stderr


def test_the_next_writer_goes_on(data, nquads):
    with Writer(data) as first:
        first.publish(Publication((Edition("http://x/g1", "source"),), nquads("http://x/g1", 5)))
    with Writer(data, owner=4711) as second:
        assert second.revision == 1
        assert [entry.graph for entry in second.graphs()] == ["http://x/g1"]
        assert (data / "writer.lock").read_text() == "4711\n"
        second.publish(Publication((Edition("http://x/g2", "source"),), nquads("http://x/g2", 5, 3)))
    assert total(newest_snapshot(data)) == 8


def test_a_lock_that_says_nothing_still_holds(data, writer):
    (data / "writer.lock").write_text("")
    with pytest.raises(StoreBusyError, match=r"^process another writes to"):
        Writer(data)


def test_a_reader_in_another_process_reads_while_a_writer_lives(data, publish):
    publish("http://x/g", 5)
    script = (
        "import sys, pathlib\n"
        "from aftershock.store.reader import answer\n"
        "header, content = answer({'data': sys.argv[1], 'formats': ['csv']}, b'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')\n"
        "print(header['revision'], content.split()[1].decode())\n"
    )
    for revision in (1, 2):
        said = subprocess.run([sys.executable, "-c", script, str(data)], capture_output=True, text=True, check=True)
        assert said.stdout == f"{revision} {5 * revision}\n"
        publish(f"http://x/h{revision}", 5, start=5)


def test_old_snapshots_are_removed_but_not_under_a_reader(data, publish):
    publish("http://x/g1", 1)
    held = hold_snapshot(data / "snapshots" / "1")
    for revision in range(2, 8):
        publish(f"http://x/g{revision}", 1, start=revision)
    folders = sorted(folder.name for folder in (data / "snapshots").iterdir() if folder.is_dir())
    assert folders == ["1", "5", "6", "7"]
    held.release()
    publish("http://x/g8", 1, start=8)
    names = sorted(path.name for path in (data / "snapshots").iterdir())
    assert names == ["6", "6.lock", "7", "7.lock", "8", "8.lock", "current"]


def test_a_reader_holds_what_it_has_opened(data, publish):
    publish("http://x/g1", 1)
    snapshot = newest_snapshot(data)
    for revision in range(2, 8):
        publish(f"http://x/g{revision}", 1, start=revision)
    assert (data / "snapshots" / "1").is_dir()
    assert total(snapshot) == 1


def test_a_snapshot_that_vanishes_is_looked_up_again(data, publish, monkeypatch):
    publish("http://x/g1", 1)
    old = read_current(data)
    for revision in range(2, 6):
        publish(f"http://x/g{revision}", 1, start=revision)
    assert not old.snapshot.exists()
    seen = iter([old])
    monkeypatch.setattr(
        "aftershock.store.snapshot.read_current", lambda folder: next(seen, None) or read_current(folder)
    )
    assert newest_snapshot(data).revision == 5


def test_a_directory_that_changes_too_fast_is_given_up(data, publish, monkeypatch):
    publish("http://x/g1", 1)
    current = read_current(data)
    numbers = iter(range(1000))

    def elsewhere(_folder):
        return type(current)(next(numbers), data / "snapshots" / "none", ())

    monkeypatch.setattr("aftershock.store.snapshot.read_current", elsewhere)
    with pytest.raises(StoreError, match="changes faster than it can be read"):
        newest_snapshot(data)


def test_a_broken_snapshot_is_told_of(data, publish):
    publish("http://x/g1", 1)
    folder = data / "snapshots" / "1"
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(StoreError, match=f"the snapshot {folder} cannot be read"):
        newest_snapshot(data)


def test_a_copied_directory_without_locks_is_read(data, publish, tmp_path):
    publish("http://x/g1", 3)
    shutil.copytree(data / "snapshots", tmp_path / "copy" / "snapshots")  # the store beside them is still at work
    (tmp_path / "copy" / "snapshots" / "1.lock").unlink()
    assert total(newest_snapshot(tmp_path / "copy")) == 3
    with pytest.raises(StoreError, match="cannot be read"):
        Snapshot.open(tmp_path / "none")


def test_a_snapshot_answers_questions_of_ours(data, publish):
    publish("http://x/g1", 1)
    snapshot = newest_snapshot(data)
    assert snapshot.tsv("SELECT ?g { GRAPH ?g { ?s <http://x/p> ?o } }") == b"?g\n<http://x/g1>\n"
    assert snapshot.ntriples("DESCRIBE <http://x/s0>") == b"<http://x/s0> <http://x/p> <http://x/o0> .\n"
    with pytest.raises(TypeError, match="only SELECT"):
        snapshot.tsv("ASK {}")
    with pytest.raises(TypeError, match="only CONSTRUCT and DESCRIBE"):
        snapshot.ntriples("SELECT * {}")
    assert Snapshot.open(snapshot.folder, ["http://x/g1"]).active == ("http://x/g1",)
    assert Snapshot.open(snapshot.folder).active == ()


# --- faults


class PowerError(Exception):
    """Stands for whatever ends a publication half way."""


@pytest.mark.parametrize("step", ["flush", "backup", "announce", "record"])
def test_a_publication_that_ends_half_way_leaves_nothing(data, writer, publish, nquads, monkeypatch, step):
    publish("http://x/g1", 5, lineage="http://x/line")

    def fail(*_arguments, **_more):
        raise PowerError

    if step == "announce":
        monkeypatch.setattr(Layout, "announce", fail)
    elif step == "record":
        monkeypatch.setattr("aftershock.store.holdings.record", fail)
    else:
        engine = writer._holdings.store
        stand_in = type(
            "Engine", (), {"__getattr__": lambda _self, name: fail if name == step else getattr(engine, name)}
        )
        writer._holdings.store = stand_in()
    with pytest.raises(PowerError):
        publish("http://x/g2", 7, lineage="http://x/line")
    monkeypatch.undo()
    assert (writer.revision, [entry.graph for entry in writer.graphs()]) == (1, ["http://x/g1"])
    assert total(newest_snapshot(data)) == 5
    assert publish("http://x/g2", 7, lineage="http://x/line").revision == 2
    assert total(newest_snapshot(data)) == 7


def test_a_large_document_with_a_fault_near_its_end_leaves_nothing(data, writer, publish, nquads, tmp_path):
    publish("http://x/g1", 5)
    file = tmp_path / "big.nq"
    file.write_bytes(nquads("http://x/g2", 25_000) + b"<http://x/ nonsense> <http://x/p> 1 <http://x/g2> .\n")
    with pytest.raises(DocumentError, match=r"^big\.nq: its statements do not parse"):
        writer.publish(Publication((Edition("http://x/g2", "source"),), file))
    assert writer.revision == 1
    assert [entry.graph for entry in writer.graphs()] == ["http://x/g1"]
    publish("http://x/g3", 1)
    assert newest_snapshot(data).tsv("SELECT ?g { GRAPH ?g { ?s <http://x/p> <http://x/o24999> } }") == b"?g\n"


def test_a_disk_that_is_full_is_told_of(data, writer, publish, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Layout, "announce", full)
    with pytest.raises(StoreError, match=r"cannot be written to: .*No space left on device"):
        publish("http://x/g1", 1)
    monkeypatch.undo()
    assert publish("http://x/g1", 1).revision == 1


def test_a_current_file_that_is_damaged_is_told_of(data, publish, writer):
    publish("http://x/g1", 1)
    current = data / "snapshots" / "current"
    for text in (
        "",
        "{}",
        '{"revision": "x", "snapshot": "1", "graphs": []}',
        '{"revision": 1, "graphs": [{"odd": 1}]}',
        "\xff\xfe",
    ):
        current.write_text(text, encoding="latin-1")
        with pytest.raises(StoreError, match="is not what was written there; restore it from a backup"):
            read_current(data)
    current.unlink()
    current.mkdir()
    with pytest.raises(StoreError, match=f"^the data directory {data} cannot be read"):
        read_current(data)


def test_a_writer_does_not_start_empty_beside_snapshots(data, nquads):
    with Writer(data) as writer:
        for graph in ("http://x/g1", "http://x/g2"):
            writer.publish(Publication((Edition(graph, "source"),), nquads(graph, 1)))
    current = data / "snapshots" / "current"
    text = current.read_text()
    current.unlink()
    with pytest.raises(StoreError, match="current is missing beside the snapshots; restore it from a backup"):
        Writer(data)
    current.write_text(text)
    with Writer(data) as writer:  # and the lock was let go of
        assert writer.revision == 2


def test_a_first_publication_that_was_never_announced_is_forgotten(data, nquads):
    with Writer(data) as writer:
        writer.publish(Publication((Edition("http://x/g1", "source"),), nquads("http://x/g1", 1)))
    (data / "snapshots" / "current").unlink()
    with Writer(data) as writer:
        assert writer.revision == 0
        assert writer.publish(Publication((Edition("http://x/g2", "source"),), nquads("http://x/g2", 2))).revision == 1
    assert total(newest_snapshot(data)) == 2


def test_snapshots_that_do_not_fit_are_told_of(data, nquads):
    with Writer(data) as writer:
        writer.publish(Publication((Edition("http://x/g1", "source"),), nquads("http://x/g1", 1)))
    current = data / "snapshots" / "current"
    text = json.loads(current.read_text())
    current.write_text(json.dumps({**text, "revision": 5}))
    with pytest.raises(StoreError, match="holds revision 1, not 5; restore it from a backup"):
        Writer(data)
    current.write_text(json.dumps({**text, "snapshot": "5"}))
    with pytest.raises(StoreError, match="cannot be copied: No such file or directory"):
        Writer(data)
    current.write_text(json.dumps(text))
    (data / "snapshots" / "1" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="cannot be opened"):
        Writer(data)


def test_a_directory_that_cannot_be_made_is_told_of(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used: "):
        Writer(tmp_path / "file" / "data")


def test_file_systems_without_hard_links_will_do(data, publish, monkeypatch):
    publish("http://x/g1", 25_000)

    def refuse(*_arguments):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(layout_module.Path, "hardlink_to", refuse)
    copy = Layout(data).restore(read_current(data))
    assert total(Snapshot("", Store.read_only(str(copy)), 1)) == 25_000
    assert all(file.stat().st_nlink == 1 for file in copy.iterdir())


def test_the_size_is_told(writer, publish):
    assert publish("http://x/g1", 10).revision == 1
    statements, size = writer.size()
    assert statements == len(list(writer._holdings.store))
    assert statements >= 20  # each once in its graph, once in the union; and the provenance
    assert size > 1000  # bytes


def test_where_nobody_may_write_a_writer_says_so(data):
    layout = Layout(data)
    layout.make()
    (data / "writer.lock").mkdir()
    with pytest.raises(StoreError, match=f"^the data directory {data} cannot be written to: Is a directory"):
        layout.lock(1)
