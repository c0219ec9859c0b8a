"""Long answers on their way: kept as they come, given as they are taken, and told where they are cut."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import pytest

from aftershock.errors import DeadlineError, StoreError, WorkerLostError
from aftershock.isolation import Stream
from aftershock.knowledge_base import relay as module
from aftershock.knowledge_base.relay import Relay
from aftershock.model.watch import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PART = b"0123456789" * 10


@contextmanager
def stream(give: Callable[[], Iterator[bytes]]) -> Iterator[Stream]:
    yield Stream({"n": 1}, give())


def test_all_of_it_is_given_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PIECE", 64)
    told = Event()

    def parts() -> Iterator[bytes]:
        yield PART
        told.wait(10)
        yield PART[::-1]

    relay = Relay(stream(parts), tmp_path)
    assert not relay.begun(50), "more is there than is enough"
    first = relay.piece()
    assert first == PART[:64]
    assert relay.header == {"n": 1}
    told.set()
    assert first + b"".join(iter(relay.piece, b"")) == PART + PART[::-1]
    assert relay.begun(200), "all of it, and not more"
    assert list(tmp_path.iterdir()) == [], "the file has no name"
    relay.close()
    assert relay.piece() == b""


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (DeadlineError("the graph", 1), DeadlineError),
        (OSError(28, "No space left on device"), StoreError),
    ],
)
def test_a_cut_is_told_after_what_came_before_it(tmp_path: Path, fault: Exception, kind: type[Exception]) -> None:
    def parts() -> Iterator[bytes]:
        yield PART
        raise fault

    relay = Relay(stream(parts), tmp_path)
    with pytest.raises(kind):
        relay.begun(1_000)
    assert relay.piece() == PART
    with pytest.raises(kind):
        relay.piece()
    relay.close()


def test_a_fault_of_ours_does_not_pass_for_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = Event()
    monkeypatch.setattr(threading, "excepthook", lambda _: described.set())

    def parts() -> Iterator[bytes]:
        yield PART
        raise KeyError("nothing")

    relay = Relay(stream(parts), tmp_path)
    with pytest.raises(WorkerLostError, match="a fault of ours"):
        relay.begun(1_000)
    relay.close()
    assert described.wait(10)


def test_who_takes_no_more_ends_the_work(tmp_path: Path) -> None:
    seen, ended = Event(), Event()

    def parts() -> Iterator[bytes]:
        left = watch().left
        yield PART
        while left is not None and not left():
            seen.wait(0.01)
        ended.set()
        yield PART

    relay = Relay(stream(parts), tmp_path)
    assert relay.piece() == PART
    relay.close()
    relay.close()
    assert ended.wait(10)
    assert relay.piece() == b""
