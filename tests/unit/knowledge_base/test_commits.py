"""Writes that are committed together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from aftershock.errors import BusyError, EvaluationError, StoreError, WorkerLostError
from aftershock.knowledge_base.commits import Commits
from aftershock.model.writes import Written
from aftershock.store.operations import Update


class Slow:
    """A writer that waits until it may go on, and remembers what it was given."""

    def __init__(self):
        self.batches, self.go, self.begun = [], Event(), Event()

    def __call__(self, updates):
        self.begun.set()
        assert self.go.wait(10)
        labels = [one.label for one in updates]
        self.batches.append(labels)
        if "kills" in labels:
            raise WorkerLostError("it died")
        if "disk" in labels:
            raise StoreError("no space")
        return [EvaluationError("no") if label == "fails" else Written(label) for label in labels]


@pytest.fixture
def together():
    """Submit the first, wait until it is at work, submit the others, let all go on; give what came of each."""

    def give(*labels, waiting=100):
        writer = Slow()
        commits = Commits(writer, waiting)

        def submit(label):
            try:
                return commits.submit(Update((), label=label)).revision
            except (EvaluationError, StoreError, WorkerLostError, BusyError) as error:
                return type(error).__name__

        with ThreadPoolExecutor(len(labels)) as pool:
            first = pool.submit(submit, labels[0])
            assert writer.begun.wait(10)
            others = [pool.submit(submit, label) for label in labels[1:]]
            while len(commits._queue) < min(len(others), waiting):
                assert not writer.go.wait(0.001)
            writer.go.set()
            return [one.result(10) for one in (first, *others)], writer.batches

    return give


def test_those_that_wait_go_together(together):
    outcomes, batches = together("1", "2", "fails", "3")
    assert outcomes == ["1", "2", "EvaluationError", "3"]
    assert batches[0] == ["1"]
    assert sorted(batches[1]) == ["2", "3", "fails"]
    assert len(batches) == 2


def test_one_that_ends_the_writer_takes_nobody_with_it(together):
    outcomes, batches = together("1", "2", "kills", "3")
    assert outcomes == ["1", "2", "WorkerLostError", "3"]
    assert sorted(batches[2:]) == [["2"], ["3"], ["kills"]]


def test_a_fault_of_the_disk_is_everybodys(together):
    assert together("1", "2", "disk")[0] == ["1", "StoreError", "StoreError"]


def test_no_more_wait_than_may():
    writer = Slow()
    commits = Commits(writer, waiting=1)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(commits.submit, Update((), label="1"))
        assert writer.begun.wait(10)
        second = pool.submit(commits.submit, Update((), label="2"))
        while not commits._queue:
            assert not writer.go.wait(0.001)
        with pytest.raises(BusyError, match="1 writes wait already"):
            commits.submit(Update((), label="3"))
        writer.go.set()
        assert [first.result(10).revision, second.result(10).revision] == ["1", "2"]


def test_no_batch_is_larger_than_what_the_writer_can_hold(monkeypatch):
    monkeypatch.setattr("aftershock.knowledge_base.commits._BYTES", 5)
    writer = Slow()
    commits = Commits(writer)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(commits.submit, Update((), label="1"))
        assert writer.begun.wait(10)
        others = [pool.submit(commits.submit, Update((), b"xxxx", label)) for label in ("2", "3")]
        while len(commits._queue) < 2:
            assert not writer.go.wait(0.001)
        writer.go.set()
        assert [one.result(10).revision for one in (first, *others)] == ["1", "2", "3"]
    assert sorted(writer.batches) == [["1"], ["2"], ["3"]]


def test_what_nobody_expected_leaves_nobody_waiting():
    def broken(updates):
        raise ZeroDivisionError

    commits = Commits(broken)
    with pytest.raises(ZeroDivisionError):
        commits.submit(Update(()))
    with pytest.raises(ZeroDivisionError):
        commits.submit(Update(()))
