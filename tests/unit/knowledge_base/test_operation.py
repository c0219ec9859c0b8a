"""What operators are told where something is missing."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from aftershock.errors import StoreError, WorkerLostError
from aftershock.isolation import Limits, PoolStatus, Sandbox
from aftershock.knowledge_base.operation import Operations
from aftershock.model.operation import Flushes
from aftershock.store.base import GraphEntry
from aftershock.store.layout import Current

if TYPE_CHECKING:
    from pathlib import Path

SANDBOX = Sandbox(1, 0, no_core_dumps=True, dies_with_parent=True, no_new_privileges=True, network="refused")


class Workers:
    def __init__(self, sandbox: Sandbox | WorkerLostError = SANDBOX) -> None:
        self.sandbox = sandbox

    def warm(self) -> Sandbox:
        if isinstance(self.sandbox, WorkerLostError):
            raise self.sandbox
        return self.sandbox

    def status(self) -> PoolStatus:
        return PoolStatus(2, 1, 1, 0, 3, 0, 0, 0, 0, None)


class Engine(SimpleNamespace):
    def current(self) -> Current:
        if isinstance(self.now, StoreError):
            raise self.now
        return self.now


def operations(tmp_path: Path, *kinds: Any, **given: Any) -> Operations:
    graphs = tuple(GraphEntry(f"https://a.example/{kind}", kind, "", 5, "") for kind in kinds)
    usual = {"readers": Workers(), "looks": Workers(), "builders": Workers(), "writer": None, "limits": Limits()}
    now = Current(7, tmp_path, graphs)
    shipped: list[str] = []
    engine = Engine(
        **{**usual, "now": now, "flushes": Flushes(), "data": tmp_path, "shipped": shipped, **given},
        ensure_shipped=lambda: shipped.append("again"),
    )
    return Operations(engine)  # type: ignore[arg-type] # what it is asked for is there


def test_all_is_well(tmp_path: Path) -> None:
    told = operations(tmp_path, "ontology", "catalog", "source").settings()

    assert (told["ready"], told["missing"], told["notes"]) == (True, [], [])
    assert (told["revision"], told["graphs"], told["triples"]) == ("7", 3, 15)
    assert told["sandbox"]["network"] == "refused"
    assert told["readers"]["size"] == 2


def test_a_store_that_cannot_be_read_is_missing(tmp_path: Path) -> None:
    told = operations(tmp_path, now=StoreError("the disk is gone")).settings()

    assert (told["ready"], told["missing"], told["revision"]) == (False, ["the disk is gone"], None)


def test_workers_that_cannot_be_started_are_missing(tmp_path: Path) -> None:
    lost = Workers(WorkerLostError("no worker could be started"))
    told = operations(tmp_path, "ontology", "catalog", readers=lost).settings()

    assert (told["ready"], told["missing"], told["sandbox"]) == (False, ["no worker could be started"], None)


def test_what_does_not_stop_it_is_noted(tmp_path: Path) -> None:
    bare = Workers(dataclasses.replace(SANDBOX, network="open: the system is old"))
    told = operations(tmp_path, "source", readers=bare).settings()

    assert told["ready"]
    assert [note.split(",")[0] for note in told["notes"]] == [
        "workers could open a socket",
        "no ontology is in the store",
        "no catalogue is in the store",
    ]


@pytest.mark.parametrize(("kinds", "again"), [(("ontology", "catalog"), []), (("catalog", "source"), ["again"])])
def test_what_is_shipped_is_loaded_again_where_it_was_removed(tmp_path: Path, kinds: Any, again: list[str]) -> None:
    (tmp_path / "shipped").write_text("as before")
    base = operations(tmp_path, *kinds)

    base.load_shipped()

    assert base._engine.shipped == again  # type: ignore[attr-defined] # of the stand-in
    assert (tmp_path / "shipped").exists() == (not again)


def test_revisions_before_and_after_a_restore_are_told_apart(tmp_path: Path) -> None:
    base = operations(tmp_path)
    before = base.epoch
    (tmp_path / "restored").write_text("2026-11-22T22:00:00 7\n")

    assert (before, base.epoch) == ("", "2026-11-22T22:00:00 7")
