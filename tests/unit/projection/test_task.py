"""A projection that cannot be written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aftershock.errors import StoreError
from aftershock.projection import stored
from aftershock.projection.task import project
from aftershock.store.base import Edition, Publication
from aftershock.store.embedded import EmbeddedStore
from aftershock.store.layout import read_current

if TYPE_CHECKING:
    from pathlib import Path


def test_a_disk_that_takes_nothing_is_told_and_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = "https://a.example/graph"
    store = EmbeddedStore(tmp_path / "data")
    store.publish(Publication((Edition(graph, "source", None),), f"<a:a> <a:b> <a:c> <{graph}> .\n".encode()))
    store.close()
    current = read_current(tmp_path / "data")
    assert current is not None
    folder = tmp_path / "projections" / "1"
    header = {"snapshot": str(current.snapshot), "active": [graph], "revision": "1", "folder": str(folder)}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(stored, "write_arrays", full)
        with pytest.raises(StoreError, match=r"cannot be written to .*projections: No space left on device"):
            project(header, b"")

    assert list(folder.parent.iterdir()) == []
    assert project(header, b"")[0] == {"components": 0, "edges": 0}
