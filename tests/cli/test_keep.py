"""`aftershock backup`, `restore` and `verify`, on a small store, beside its writer, and on what is broken."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from aftershock.errors import StoreError
from aftershock.store import backup as backups
from aftershock.store.base import UNION, Caps, Edition, Publication
from aftershock.store.embedded import EmbeddedStore
from aftershock.store.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GRAPH = "https://a.example/graph"
AFT = "https://w3id.org/aftershock/ontology#"
KIND = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def publish(store: EmbeddedStore, count: int, lineage: str | None = None) -> int:
    lines = (f'<https://a.example/{n}> <https://a.example/is> "{n}" <{GRAPH}> .\n' for n in range(count))
    edition = Edition(GRAPH, "source", lineage)
    return store.publish(Publication((edition,), "".join(lines).encode())).revision


def count(data: Path) -> int:
    store = EmbeddedStore(data)
    content = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", UNION, ["csv"], Caps()).content
    return int(content.split()[1])


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[EmbeddedStore]:
    """A store that is open for writing, as under a service."""
    store = EmbeddedStore(tmp_path / "data")
    publish(store, 3)
    yield store
    store.close()


@pytest.fixture
def data(writing: EmbeddedStore) -> Path:
    return writing.data


@pytest.fixture
def backup(data: Path, tmp_path: Path) -> Path:
    backups.back_up(data, tmp_path / "backup", "aftershock test")
    return tmp_path / "backup"


def test_a_backup_beside_the_writer_is_whole_whatever_is_written_after_it(
    writing: EmbeddedStore, data: Path, tmp_path: Path, run: Callable
) -> None:
    place, new = tmp_path / "b" / "first", tmp_path / "new"
    made = run("--data", data, "backup", place, "--format", "json")
    for number in range(4, 10):  # more revisions than are kept
        publish(writing, number)
    restored = run("--data", new, "restore", place)

    assert (made.status, restored.status) == (0, 0), made.err + restored.err
    told = json.loads(made.out)
    assert (told["revision"], told["graphs"], told["triples"]) == ("1", 1, 3)
    assert told["files"] == len(list((place / "snapshot").iterdir()))
    assert restored.out == f"{new}: revision 1, 1 graphs, 3 triples\n"
    assert (count(data), count(new)) == (9, 3)
    store = EmbeddedStore(new)
    assert publish(store, 5) == 2, "it can be written to again"
    store.close()


def test_tables_are_links_on_one_file_system(data: Path, backup: Path) -> None:
    tables = list((backup / "snapshot").glob("*.sst"))

    assert tables
    assert all(table.stat().st_nlink > 1 for table in tables)
    assert not list(backup.parent.glob(".*part"))


def test_where_links_cannot_be_files_are_copied(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    manifest = backups.back_up(data, tmp_path / "copied", "aftershock test")

    assert backups.compare_files(tmp_path / "copied", manifest) == ()
    assert {table.stat().st_nlink for table in (tmp_path / "copied" / "snapshot").glob("*.sst")} == {1}


def test_a_place_that_is_taken_or_in_the_data_directory_is_refused(data: Path, tmp_path: Path, run: Callable) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").touch()

    for place, sentence in ((tmp_path / "taken", "is there already"), (data / "b", "is in the data directory")):
        done = run("--data", data, "backup", place)
        assert (done.status, done.out) == (2, "")
        assert sentence in done.err
    missing = run("--data", tmp_path / "nothing", "backup", tmp_path / "b")
    assert (missing.status, "holds nothing yet" in missing.err) == (1, True)
    assert not (tmp_path / "nothing").exists()
    assert not (tmp_path / "b").exists()


def test_restore_writes_over_nothing_and_beside_nobody(
    writing: EmbeddedStore, data: Path, backup: Path, run: Callable
) -> None:
    publish(writing, 8)
    refused = run("--data", data, "restore", backup)
    busy = run("--data", data, "restore", "--force", backup)
    assert (refused.status, busy.status, count(data)) == (2, 1, 8)
    assert "give --force to put it aside" in refused.err
    assert "writes to" in busy.err

    writing.close()
    open_there = Layout(data).use()  # as a service has it that has written nothing yet
    assert open_there is not None
    in_use = run("--data", data, "restore", "--force", backup)
    assert (in_use.status, count(data)) == (1, 8)
    assert f"has {data} open; stop it" in in_use.err

    open_there.release()
    for derived in ("projections", "radii"):
        (data / derived / "8").mkdir(parents=True)
    done = run("--data", data, "restore", "--force", backup, "--format", "json")

    assert (done.status, count(data)) == (0, 3)
    assert not (data / "projections").exists()
    assert not (data / "radii").exists(), "what was computed of a revision is not that of another of its number"
    aside = json.loads(done.out)["aside"]
    assert count(type(data)(aside)) == 8, "what was there is still there"
    again = run("--data", data, "restore", "--force", backup)
    assert "remove it when you need it no more" in again.out


def test_verify_finds_a_store_whole_and_says_what_it_counted(data: Path, backup: Path, run: Callable) -> None:
    of_backup, of_data = run("verify", backup), run("--data", data, "verify", "--format", "json")

    assert (of_backup.status, of_data.status) == (0, 0), of_backup.err
    files = len(list((backup / "snapshot").iterdir()))
    assert of_backup.out.startswith(
        f"{backup}: all is well; {files} files have their hashes, revision 1, 1 graphs, 3 tri"
    )
    told = json.loads(of_data.out)
    assert (told["faults"], told["triples"], told["files"]) == ([], 3, 0)


def test_verify_says_which_shape_is_broken(writing: EmbeddedStore, data: Path, run: Callable) -> None:
    text = f"<https://a.example/need> {KIND} <{AFT}Need> <{GRAPH}> .\n"
    writing.publish(Publication((Edition(GRAPH, "source"),), text.encode()))

    done = run("--data", data, "verify")

    assert done.status == 1
    assert "A need names its alternatives" in done.err
    assert ": 3 faults; " in done.out


def damage_a_byte(backup: Path) -> str:
    table = max((backup / "snapshot").glob("*.sst"), key=lambda one: one.stat().st_size)
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 0xFF
    table.unlink()  # it is a link
    table.write_bytes(content)
    return f"snapshot/{table.name} is not what was written: its hash is another"


def damage_the_end(backup: Path) -> str:
    file = next((backup / "snapshot").glob("MANIFEST-*"))
    size = file.stat().st_size
    file.write_bytes(file.read_bytes()[:-5])
    return f"snapshot/{file.name} is not what was written: it has {size - 5} bytes, not {size}"


def remove_a_file(backup: Path) -> str:
    (backup / "snapshot" / "CURRENT").unlink()
    return "snapshot/CURRENT is missing"


def add_a_file(backup: Path) -> str:
    (backup / "snapshot" / "more.sst").touch()
    return "snapshot/more.sst is not in the manifest"


@pytest.mark.parametrize("damage", [damage_a_byte, damage_the_end, remove_a_file, add_a_file])
def test_what_is_damaged_is_found_and_not_restored(
    backup: Path, tmp_path: Path, run: Callable, damage: Callable[[Path], str]
) -> None:
    sentence = damage(backup)

    assert sentence in backups.compare_files(backup, backups.read_manifest(backup))
    refused = run("--data", tmp_path / "new", "restore", backup)
    assert (refused.status, sentence in refused.err) == (1, True)
    assert not (tmp_path / "new").exists()
    if damage is remove_a_file:
        found = run("verify", backup)
        assert (found.status, f"{backup}: {sentence}\n" in found.err) == (1, True)
        assert "cannot be read" in found.err


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: "", "is not what was written there"),
        (lambda text: "[]", "is not what was written there"),
        (lambda text: text.replace('"format": 1', '"format": 2'), "is of another format than 1"),
        (lambda text: text.replace('"made"', '"maid"'), "is not what was written there"),
        (lambda text: text.replace('"CURRENT"', '"../CURRENT"'), "names a file that is not in the backup"),
        (lambda text: text.replace('"CURRENT"', "7"), "is not what was written there"),
        (lambda text: re.sub(r'"revision": \d+', '"revision": "../../x"', text), "is not what was written there"),
        (lambda text: re.sub(r'"revision": \d+', '"revision": -1', text), "is not what was written there"),
        (lambda text: re.sub(r'"triples": \d+', '"triples": "7"', text), "is not what was written there"),
        (lambda text: "[" * 100_000, "is not what was written there"),
    ],
)
def test_a_manifest_that_is_damaged_is_refused(backup: Path, change: Callable[[str], str], sentence: str) -> None:
    file = backup / "manifest.json"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(StoreError, match=sentence):
        backups.read_manifest(backup)


def test_counts_that_do_not_hold_are_said(backup: Path, run: Callable) -> None:
    file = backup / "manifest.json"
    said = json.loads(file.read_text(encoding="utf-8"))
    said["revision"] = 7
    said["graphs"][0]["triples"] = 4
    said["graphs"].append({**said["graphs"][0], "graph": "https://a.example/more"})
    file.write_text(json.dumps(said), encoding="utf-8")

    found = run("verify", backup)

    assert found.status == 1
    assert "the store is at revision 1, and should be at 7" in found.err
    assert f"<{GRAPH}> has 3 statements, and should have 4" in found.err
    assert "<https://a.example/more> is missing" in found.err


def test_what_is_neither_backup_nor_data_is_said(tmp_path: Path, backup: Path, run: Callable) -> None:
    (tmp_path / "empty").mkdir()
    shutil.move(backup / "manifest.json", tmp_path / "kept.json")

    assert "is neither a backup nor a data directory" in run("verify", tmp_path / "empty").err
    assert "is no backup: it has no manifest.json" in run("--data", tmp_path / "new", "restore", backup).err
