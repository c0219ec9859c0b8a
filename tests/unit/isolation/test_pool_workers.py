"""Workers of a pool from their start to their end: when they start, what they see, what ends them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.unit.isolation.processes import gone, wait_until

from aftershock.errors import WorkerLostError
from aftershock.isolation import Pool, process
from aftershock.isolation.process import Child

MB = 1 << 20


def test_nothing_is_started_before_it_is_needed(make_pool):
    pool = make_pool(4)
    assert pool.status().started == 0
    pool.run("worker_tasks:echo", {}, deadline=20)
    assert pool.status().started == 1


def test_warm_starts_all_and_says_what_is_in_force(make_pool):
    pool = make_pool(2)
    sandbox = pool.warm()
    wait_until(lambda: pool.status().idle == 2)
    assert sandbox.memory_bytes == 512 * MB
    assert sandbox.no_core_dumps
    assert sandbox.dies_with_parent
    assert sandbox.no_new_privileges
    assert pool.status().sandbox == sandbox


def test_what_is_in_force_is_known_while_all_are_at_work(make_pool):
    pool = make_pool(1, waiting=0)
    sandbox = pool.warm()
    with ThreadPoolExecutor(1) as callers:
        running = callers.submit(pool.run, "worker_tasks:sleep", {"seconds": 0.5}, deadline=20)
        wait_until(lambda: pool.status().running == 1)
        begun = time.perf_counter()
        assert pool.warm() == sandbox
        assert time.perf_counter() - begun < 0.3
        running.result()


def test_it_starts_in_under_a_second_even_on_a_busy_machine(make_pool):
    pool = make_pool()
    begun = time.perf_counter()
    pool.warm()
    assert time.perf_counter() - begun < 1.0


def test_secrets_in_the_environment_stay_here(make_pool, monkeypatch):
    monkeypatch.setenv("AFTERSHOCK_WRITE_TOKEN", "s3cret")
    monkeypatch.setenv("SOME_PASSWORD", "s3cret")
    seen, _ = make_pool().run("worker_tasks:environment", {}, deadline=20)
    assert "s3cret" not in seen.values()
    assert "PATH" in seen


def test_a_worker_that_died_at_rest_is_not_given_work(pool):
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: gone(pid))
    assert pool.run("worker_tasks:echo", {}, b"on", deadline=20)[1] == b"on"
    assert pool.status().lost == 1


def test_a_worker_that_keeps_much_memory_is_retired(pool):
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    pool.run("worker_tasks:hoard", {"bytes": 300 * MB}, deadline=20)
    wait_until(lambda: gone(pid))
    assert pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"] != pid
    assert pool.status().retired == 1


def test_closing_ends_all_workers(make_pool):
    pool = make_pool(2, waiting=1)
    idle = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    with ThreadPoolExecutor(3) as callers:
        calls = [callers.submit(pool.run, "worker_tasks:sleep", {"seconds": 60}, deadline=60) for _ in range(3)]
        wait_until(lambda: pool.status().running == 2 and pool.status().waiting == 1)
        pool.close()
        pool.close()
        for call in calls:
            with pytest.raises(WorkerLostError):
                call.result()
    assert gone(idle)
    with pytest.raises(WorkerLostError, match="nothing more is taken"):
        pool.run("worker_tasks:echo", {}, deadline=20)
    with pytest.raises(WorkerLostError, match="nothing more is taken"):
        pool.warm()


def test_a_system_that_starts_no_process_fails_the_call(pool, monkeypatch, caplog):
    def refuse(_recipe):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(Child, "start", refuse)
    with pytest.raises(WorkerLostError, match="no worker could be started: Resource temporarily unavailable"):
        pool.run("worker_tasks:echo", {}, deadline=20)
    monkeypatch.undo()


def test_a_fault_of_ours_at_the_start_fails_the_call_at_once(pool, monkeypatch, caplog):
    monkeypatch.setattr(Child, "start", lambda recipe: 1 // 0)
    with pytest.raises(WorkerLostError, match="no worker could be started: a fault of ours, ZeroDivisionError"):
        pool.run("worker_tasks:echo", {}, deadline=20)
    assert "ZeroDivisionError" in caplog.text  # with its traceback


def test_workers_start_however_many_files_are_open(make_pool):
    with ExitStack() as held:
        while (number := held.enter_context(Path("/dev/null").open("rb")).fileno()) < 1_100:
            pass
        pool = make_pool(1)
        with ThreadPoolExecutor(3) as threads:  # the first starts one, the others wait for it
            calls = [threads.submit(pool.run, "worker_tasks:echo", {"n": n}, deadline=20) for n in range(3)]
            assert [call.result(30)[0]["n"] for call in calls] == [0, 1, 2]
        assert number >= 1_100


def test_a_worker_that_dies_as_it_starts_fails_the_call(make_pool, caplog):
    pool = make_pool(preload=("worker_tasks_that_do_not_exist",))
    with pytest.raises(WorkerLostError, match="a worker's start was lost"):
        pool.run("worker_tasks:echo", {}, deadline=20)
    assert "ModuleNotFoundError" in caplog.text


def test_workers_die_with_a_parent_that_is_killed(tmp_path):
    script = (
        "import sys, time\n"
        "from aftershock.isolation import Pool\n"
        "pool = Pool(1, waiting=1, memory=1 << 29)\n"
        "print(pool.run('aftershock.isolation.probe:echo', {}, deadline=20)[0]['pid'], flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        pid = int(parent.stdout.readline())
        assert not gone(pid)
        parent.kill()
        parent.wait()
        wait_until(lambda: gone(pid), 5)


def test_a_worker_outlives_the_thread_that_first_needed_it(pool):
    pids = []
    thread = threading.Thread(target=lambda: pids.append(pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]))
    thread.start()
    thread.join()
    time.sleep(0.1)
    assert pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"] == pids[0]


def test_a_pool_that_is_left_ends_its_workers():
    with Pool(1, waiting=0, memory=512 * MB) as pool:
        pid = pool.run("aftershock.isolation.probe:echo", {}, deadline=20)[0]["pid"]
    assert gone(pid)


def test_a_worker_that_is_not_ready_in_time_is_given_up(pool, monkeypatch):
    monkeypatch.setattr(process, "_START_S", 0.0)
    with pytest.raises(WorkerLostError, match="a worker was not ready within 0 s"):
        pool.run("worker_tasks:echo", {}, deadline=20)
