"""A real process is told to end: readiness first, what runs to its end, nothing new, workers gone."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn

from aftershock_api.draining import Draining, LastResort
from aftershock_api.life import Life

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

PAIRS = (
    "SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ ?a ?b ?c }} LIMIT {n} }} "
    "{{ SELECT * {{ ?d ?e ?f }} LIMIT {n} }} FILTER(?a != ?d) }}"
)
SECONDS = PAIRS.format(n=1_200)
MINUTES = PAIRS.format(n=30_000)


@dataclass
class Service:
    process: subprocess.Popen[str]
    address: str
    asking: ThreadPoolExecutor

    def ask(self, query: str) -> Future[httpx.Response]:
        """Ask something that takes long, and wait until it runs."""
        asked = self.asking.submit(httpx.get, f"{self.address}/sparql", params={"query": query}, timeout=90)
        deadline = time.monotonic() + 30
        while 'aftershock_workers{pool="queries",state="running"} 1' not in httpx.get(f"{self.address}/metrics").text:
            assert not asked.done(), asked.result().text
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return asked

    def workers(self) -> list[int]:
        found = []
        for tasks in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended has no children
                found += [int(one) for one in tasks.read_text().split()]
        return found


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is shipped and nothing else; the first service loads it."""
    return tmp_path_factory.mktemp("draining") / "data"


@contextmanager
def served(data: Path, **settings: object) -> Iterator[Service]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("AFTERSHOCK_")}
    given = {f"AFTERSHOCK_{name.upper()}": str(value) for name, value in {"port": 0, "running": 2, **settings}.items()}
    process = subprocess.Popen(
        [sys.executable, "-c", "from aftershock.cli import main; main()", "--data", str(data), "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**plain, **given},
    )
    assert process.stdout is not None
    with ThreadPoolExecutor(2) as asking:
        try:
            yield Service(process, process.stdout.readline().strip(), asking)
        finally:
            process.kill()
            process.communicate()


def test_sigterm_finishes_what_runs_and_takes_nothing_new(data: Path) -> None:
    with served(data, deadline_s=60, drain_seconds=80, notice_seconds=0.5, write_token="a-token-of-ours") as service:
        running = service.ask(SECONDS)
        workers = service.workers()
        service.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 10
        while (ready := httpx.get(f"{service.address}/readyz")).status_code == 200:
            assert time.monotonic() < deadline
        refused = httpx.get(f"{service.address}/agents", headers={"X-Request-Id": "too-late"})
        alive = httpx.get(f"{service.address}/healthz")
        finished = running.result()
        out, log = service.process.communicate(timeout=60)

    assert (ready.status_code, ready.json()["ready"]) == (503, False)
    assert ready.json()["missing"] == ["the service was told to end; what runs is finished, nothing new is taken"]
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (503, "unavailable")
    assert (refused.headers["connection"], refused.headers["x-request-id"]) == ("close", "too-late")
    assert "content-security-policy" in refused.headers
    assert (alive.status_code, finished.status_code) == (200, 200), finished.text
    assert int(finished.json()["results"]["bindings"][0]["n"]["value"]) > 1_000_000
    assert (service.process.returncode, out) == (0, "")
    assert workers, "queries run in workers"
    assert not [worker for worker in workers if Path(f"/proc/{worker}/cmdline").exists()]
    lines: list[dict[str, Any]] = [json.loads(line) for line in log.splitlines()]
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, lines))
    told = next(line for line in lines if line.get("request_id") == "too-late")
    assert (told["status"], told["route"], told["method"]) == (503, None, "GET")
    asked = next(line for line in lines if line.get("route") == "/sparql")
    assert re.fullmatch("[0-9a-f]{16}", asked["query"])
    assert "SELECT" not in log
    assert "a-token-of-ours" not in log


def test_a_second_signal_ends_at_once(data: Path) -> None:
    with served(data, deadline_s=90, drain_seconds=80) as service:
        running = service.ask(MINUTES)
        workers = service.workers()
        service.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert service.process.poll() is None, "it waits for what runs"
        begun = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        service.process.wait(10)

        assert time.monotonic() - begun < 3
        assert service.process.returncode == 128 + signal.SIGTERM
        with pytest.raises(httpx.RemoteProtocolError):
            running.result()
    deadline = time.monotonic() + 5
    while [worker for worker in workers if Path(f"/proc/{worker}/cmdline").exists()]:
        assert time.monotonic() < deadline, "workers die with the service"
        time.sleep(0.05)


def test_what_would_take_too_long_is_ended_in_time(data: Path) -> None:
    with served(data, deadline_s=90, drain_seconds=6) as service:
        running = service.ask(MINUTES)
        begun = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        answer = running.result()
        service.process.wait(20)

    assert time.monotonic() - begun < 15, "and by the service's own clock in 6, for else it would have ended with 1"
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (503, "worker-lost")
    assert service.process.returncode == 0


# --- the parts, in this process


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The statuses with which the process would have been ended."""
    statuses: list[int] = []
    monkeypatch.setattr("os._exit", statuses.append)
    return statuses


def until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_last_resort_ends_the_process_unless_all_was_closed_before(ended: list[int]) -> None:
    with LastResort(60) as kept:
        kept.begin(0.0)
    with LastResort(60) as late:
        late.begin(59.99)
        until(lambda: ended)
    with LastResort(60):
        pass

    assert ended == [1]


def test_the_time_runs_in_the_order_that_is_promised(ended: list[int]) -> None:
    hurried: list[str] = []
    life = Life(running=1)
    with LastResort(80) as last_resort:
        server = Draining(
            uvicorn.Config(lambda: None, log_config=None),
            life,
            last_resort,
            notice=100,
            started=lambda: None,
            hurry=lambda: hurried.append("workers"),
        )
        server.handle_exit(signal.SIGINT, None)
        assert (life.ending, ended) == (True, [])
        server._end(1.0)
        assert (hurried, server.should_exit) == ([], False)
        server._end(61.0)
        until(lambda: hurried)
        server._end(62.0)
        assert (hurried, server.should_exit) == (["workers"], False), "once, and it waits for the answers"
        life.running = 0
        server._end(63.0)
        assert server.should_exit, "a notice longer than the time ends with it"
        server.handle_exit(signal.SIGTERM, None)

    assert ended == [128 + signal.SIGTERM]
