"""Snapshots that are announced stay: whatever is tidied up meanwhile, and however fast the next one follows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aftershock.isolation import Limits
from aftershock.isolation.updates import split_update
from aftershock.store.base import Edition, Publication
from aftershock.store.changing import Changed
from aftershock.store.embedded import Writer
from aftershock.store.layout import Layout, read_current
from aftershock.store.operations import Update
from aftershock.store.snapshot import newest_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def test_a_snapshot_that_comes_while_old_ones_go_stays(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = Layout.prune

    def late(layout: Layout, revision: int) -> None:
        time.sleep(0.2)  # as on a busy machine
        at_once(layout, revision)

    monkeypatch.setattr(Layout, "prune", late)
    with Writer(data) as writer:
        for number in range(1, 6):
            text = f"INSERT DATA {{ <http://x/a> <http://x/p> {number} }}"
            (done,) = writer.change([Update(split_update(text, Limits(), "http://x/"))], "http://x/")
            assert isinstance(done, Changed)
            assert newest_snapshot(data).revision == number

    assert _there(data) == {"3", "4", "5"}


def test_what_a_writer_left_unannounced_goes_with_the_next(data: Path, nquads: Callable[[str, int], bytes]) -> None:
    with Writer(data) as writer:
        writer.publish(Publication((Edition("http://x/g", "source"),), nquads("http://x/g", 1)))
    (data / "snapshots" / "3").mkdir()

    with Writer(data):
        assert _there(data) == {"1"}


def test_what_is_announced_is_read_however_fast_the_next_follows(data: Path) -> None:
    layout = Layout(data)
    layout.make()
    for number in range(100, 400):
        layout.announce(number, ())
        current = read_current(data)
        assert current is not None
        assert current.revision == number


def _there(data: Path) -> set[str]:
    return {one.name for one in Layout(data).snapshots.iterdir() if one.is_dir()}
