"""Calls to a pool: what goes there and back, the deadline, lost workers, waiting."""

from __future__ import annotations

import logging
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.unit.isolation.processes import channel_of, gone, wait_until

from aftershock.errors import (
    AmbiguousNameError,
    BusyError,
    DeadlineError,
    ModelError,
    QueryError,
    ValidationError,
    WorkerLostError,
)
from aftershock.isolation import Dedicated
from aftershock.isolation.process import Child

MB = 1 << 20


def test_header_and_bytes_go_both_ways(pool):
    payload = bytes(range(256)) * 40_000  # more than any buffer between the two
    header, given = pool.run("worker_tasks:echo", {"a": [1, "é"]}, payload, deadline=20)
    assert given == payload
    assert header["a"] == [1, "é"]
    assert header["parent"] == os.getpid() != header["pid"]


def test_a_worker_is_used_again(pool):
    pids = {pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"] for _ in range(5)}
    assert len(pids) == 1
    assert pool.status().started == 1


@pytest.mark.parametrize(
    ("name", "kind", "fields"),
    [
        ("query", QueryError, {"line": 3, "column": 7, "message": "it does not parse"}),
        ("ambiguous", AmbiguousNameError, {"candidates": ("https://a.example/bot", "https://b.example/bot")}),
        ("validation", ValidationError, {"document": "page.txt", "violations": ("one", "two")}),
    ],
)
def test_an_error_of_ours_arrives_as_it_was_raised(pool, name, kind, fields):
    with pytest.raises(kind) as caught:
        pool.run("worker_tasks:fail", {"error": name}, deadline=20)
    assert type(caught.value) is kind
    assert {field: getattr(caught.value, field) for field in fields} == fields
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    assert pool.status().started == 1, f"{pid} went on"


def test_the_sentence_of_an_error_arrives(pool):
    with pytest.raises(QueryError, match=r"^line 3, column 7: it does not parse$"):
        pool.run("worker_tasks:fail", {"error": "query"}, deadline=20)


def test_the_deadline_is_kept_and_the_worker_replaced(pool):
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    begun = time.perf_counter()
    with pytest.raises(DeadlineError, match=r"^the query ran past its deadline of 0.3 s and was ended$"):
        pool.run("worker_tasks:sleep", {"seconds": 60}, deadline=0.3, what="the query")
    assert 0.3 <= time.perf_counter() - begun < 1.3
    wait_until(lambda: gone(pid))
    assert pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"] != pid
    status = pool.status()
    assert (status.killed, status.lost, status.started) == (1, 0, 2)


def test_the_deadline_holds_while_a_large_call_is_being_sent(pool):
    pool.warm()
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    os.kill(pid, signal.SIGSTOP)  # it reads nothing
    with pytest.raises(DeadlineError):
        pool.run("worker_tasks:echo", {}, bytes(50 * MB), deadline=0.3)


@pytest.mark.parametrize(
    ("task", "header", "cause"),
    [
        ("crash", {}, r"an engine crashed on it \(SIGSEGV\)"),
        ("abort", {}, r"an engine gave up on it \(SIGABRT\)"),
        ("end", {}, r"something else ended it \(SIGKILL\)"),
        ("allocate", {"bytes": 1 << 40}, "it needed more than 512 MB of memory"),
        ("blunder", {}, "a fault of ours, which the log describes"),
    ],
)
def test_a_lost_worker_is_explained_and_replaced(pool, caplog, task, header, cause):
    with pytest.raises(WorkerLostError, match=f"^the query was lost with its worker: {cause}") as caught:
        pool.run(f"worker_tasks:{task}", header, deadline=20, what="the query")
    assert "Traceback" not in str(caught.value)
    assert pool.run("worker_tasks:echo", {}, b"on", deadline=20)[1] == b"on"
    assert pool.status().lost == 1
    if task == "blunder":
        assert "KeyError: 'nothing'" in caplog.text


def test_what_a_task_prints_goes_to_the_log_not_into_the_answer(pool, caplog):
    with caplog.at_level(logging.WARNING, "aftershock.isolation"):
        assert pool.run("worker_tasks:chatter", {}, deadline=20) == ({}, b"")
        pool.run("worker_tasks:chatter", {}, deadline=20)
    assert caplog.text.count("said on standard output") == 2
    assert "said as a warning" in caplog.text


@pytest.mark.parametrize(
    "name", ["os:system", "worker_tasks:not_callable", "worker_tasks:missing", "worker_tasks", ":x"]
)
def test_only_tasks_are_run(pool, name):
    with pytest.raises(
        ModelError, match=r"is no task; a task is package.module:function in aftershock or worker_tasks"
    ):
        pool.run(name, {}, deadline=20)


def test_parts_come_one_by_one(pool):
    with pool.stream("worker_tasks:count", {"to": 3}, deadline=20) as answer:
        assert answer.header == {"to": 3}
        assert list(answer.parts) == [b"0;", b"1;", b"2;"]
    assert pool.run("worker_tasks:count", {"to": 3}, deadline=20) == ({"to": 3}, b"0;1;2;")
    assert pool.run("worker_tasks:count", {"to": 0}, deadline=20) == ({"to": 0}, b"")
    assert pool.status().started == 1


def test_an_error_half_way_ends_the_parts_not_the_worker(pool):
    with pool.stream("worker_tasks:count", {"to": 9, "fail_at": 2}, deadline=20) as answer:
        assert next(answer.parts) == b"0;"
        with pytest.raises(QueryError, match="half way"):
            list(answer.parts)
    assert pool.status().started == 1


def test_a_crash_half_way_is_told(pool):
    with (
        pytest.raises(WorkerLostError, match="SIGABRT"),
        pool.stream("worker_tasks:count", {"to": 9, "crash_at": 2}, deadline=20) as answer,
    ):
        list(answer.parts)
    assert pool.status().lost == 1


def test_the_deadline_holds_for_all_parts(pool):
    begun = time.perf_counter()
    with (
        pytest.raises(DeadlineError),
        pool.stream("worker_tasks:count", {"to": 9, "sleep_at": 2}, deadline=0.5) as answer,
    ):
        list(answer.parts)
    assert time.perf_counter() - begun < 1.5


def test_whoever_leaves_before_the_end_ends_the_worker(pool):
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    with pool.stream("worker_tasks:count", {"to": 9, "sleep_at": 2}, deadline=20) as answer:
        assert next(answer.parts) == b"0;"
    wait_until(lambda: gone(pid))
    assert pool.run("worker_tasks:echo", {}, b"on", deadline=20)[1] == b"on"


def test_too_many_are_refused_at_once(make_pool):
    pool = make_pool(1, waiting=1)
    pool.warm()
    with ThreadPoolExecutor(2) as callers:
        running = callers.submit(pool.run, "worker_tasks:sleep", {"seconds": 0.5}, deadline=20)
        wait_until(lambda: pool.status().running == 1)
        waiting = callers.submit(pool.run, "worker_tasks:echo", {}, b"w", deadline=20)
        wait_until(lambda: pool.status().waiting == 1)
        with pytest.raises(BusyError, match="1 are at work and 1 wait already") as caught:
            pool.run("worker_tasks:echo", {}, deadline=20)
        assert caught.value.retry_after >= 1
        assert running.result()[1] == b""
        assert waiting.result()[1] == b"w"
    assert pool.status().refused == 1


def test_whoever_waits_too_long_is_told(make_pool):
    pool = make_pool(1)
    pool.warm()
    with ThreadPoolExecutor(1) as callers:
        running = callers.submit(pool.run, "worker_tasks:sleep", {"seconds": 1.0}, deadline=20)
        wait_until(lambda: pool.status().running == 1)
        with pytest.raises(BusyError, match=r"the query waited 0.2 s and no worker was free"):
            pool.run("worker_tasks:echo", {}, deadline=0.2, what="the query")
        running.result()
    assert pool.status().waiting == 0


def test_calls_are_served_in_the_order_in_which_they_came(make_pool):
    pool = make_pool(1, waiting=8)
    served = []

    def call(number):
        pool.run("worker_tasks:sleep", {"seconds": 0.02}, deadline=20)
        served.append(number)

    pool.warm()
    with ThreadPoolExecutor(8) as callers:
        first = callers.submit(pool.run, "worker_tasks:sleep", {"seconds": 0.3}, deadline=20)
        wait_until(lambda: pool.status().running == 1)
        for number in range(6):
            callers.submit(call, number)
            wait_until(lambda number=number: pool.status().waiting == number + 1)
        first.result()
    assert served == list(range(6))


def test_many_threads_share_few_workers(make_pool):
    pool = make_pool(2, waiting=40)
    with ThreadPoolExecutor(16) as callers:
        answers = list(
            callers.map(lambda n: pool.run("worker_tasks:echo", {"n": n}, b"%d" % n, deadline=20), range(40))
        )
    assert [(header["n"], payload) for header, payload in answers] == [(n, b"%d" % n) for n in range(40)]
    assert pool.status().started <= 2


def test_a_worker_that_sends_what_is_no_frame_is_ended(pool, caplog):
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    channel = channel_of(pid)
    with pytest.raises(WorkerLostError):
        pool.run("worker_tasks:liar", {"channel": channel}, deadline=20)
    assert "what is no frame" in caplog.text


def test_a_dedicated_worker_does_one_thing_at_a_time():
    with Dedicated(memory=512 * MB) as worker, ThreadPoolExecutor(4) as callers:
        pids = set(
            callers.map(lambda _: worker.run("aftershock.isolation.probe:echo", {}, deadline=20)[0]["pid"], range(8))
        )
    assert len(pids) == 1


def test_a_worker_that_dies_while_it_is_being_told_is_lost(pool, monkeypatch):
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    monkeypatch.setattr(Child, "is_alive", lambda _self: True)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: gone(pid))
    with pytest.raises(WorkerLostError, match="the query was lost with its worker"):
        pool.run("worker_tasks:echo", {}, bytes(MB), deadline=20, what="the query")


def test_a_worker_that_hangs_up_but_lives_is_ended(pool):
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    channel = channel_of(pid)
    with pytest.raises(WorkerLostError, match="SIGKILL"):
        pool.run("worker_tasks:hang_up", {"channel": channel}, deadline=20)
    wait_until(lambda: gone(pid))
