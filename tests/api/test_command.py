"""`aftershock serve`, as an operator starts and ends it."""

from __future__ import annotations

import errno
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import httpx
import pytest

from aftershock.cli import aftershock
from aftershock.errors import AftershockError
from aftershock_api.command import _listen, address_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("AFTERSHOCK_")}


@contextmanager
def started(data: Path, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-c",
        "from aftershock.cli import main; main()",
        "--data",
        str(data),
        "serve",
        *arguments,
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**ENVIRONMENT, **environment},
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def first_line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().rstrip("\n")


def test_the_first_line_is_the_address_and_sigterm_ends_it_cleanly(tmp_path: Path) -> None:
    with started(tmp_path / "data", "--port", "0", "--with-examples") as process:
        address = first_line(process.stdout)
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address), process.stderr and process.stderr.read()
        assert httpx.get(f"{address}/healthz").json() == {"status": "ok"}
        assert httpx.get(f"{address}/components").json()["total"] > 100
        assert httpx.post(f"{address}/documents?name=x", content=b"x").status_code == 403

        process.send_signal(signal.SIGTERM)
        rest, logged = process.communicate(timeout=30)

    assert process.returncode == 0, logged
    assert rest == "", "standard output has the address and nothing else"
    assert "Traceback" not in logged


def test_a_later_start_is_quick_and_sigint_ends_it_cleanly(tmp_path: Path) -> None:
    with started(tmp_path / "data", "--port", "0") as process:
        assert first_line(process.stdout).startswith("http://")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 0

    begun = time.monotonic()
    with started(tmp_path / "data", AFTERSHOCK_PORT="0", AFTERSHOCK_WRITE_TOKEN="a-token-of-ours") as process:
        address = first_line(process.stdout)
        assert time.monotonic() - begun < 10, "3 s on an idle machine"
        assert httpx.post(f"{address}/documents?name=x", content=b"x").status_code == 401
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        assert process.returncode == 0


def refused(data: Path, *arguments: str, **environment: str) -> tuple[int | None, str]:
    with started(data, *arguments, **environment) as process:
        out, logged = process.communicate(timeout=60)
    assert out == ""
    return process.returncode, logged


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        status, said = refused(tmp_path / "data", "--port", str(port))

    assert status == 1
    assert f"port {port} of 127.0.0.1 is in use; choose another with --port, or let 0 pick one" in said
    assert len(said.strip().splitlines()) == 1


def test_an_address_that_is_not_ours_is_one_sentence(tmp_path: Path) -> None:
    status, said = refused(tmp_path / "data", "--port", "0", "--host", "203.0.113.1")

    assert status == 1
    assert "203.0.113.1 is no address of this machine" in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["AFTERSHOCK_PROT"])
def test_a_setting_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    status, said = refused(tmp_path / "data", **{name: "1"})

    assert status in (1, 2)
    assert "AFTERSHOCK_PROT is no setting; did you mean AFTERSHOCK_PORT?" in said
    assert "Traceback" not in said


@pytest.fixture
def _own_signals() -> Iterator[None]:
    held = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for number, handler in held.items():
        signal.signal(number, handler)


def serve_here(data: Path, *arguments: str) -> None:
    aftershock.main(["--data", str(data), "serve", *arguments], standalone_mode=False)


@pytest.mark.usefixtures("_own_signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_in_one_process_it_serves_until_told_to_stop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shared: Path, number: signal.Signals
) -> None:
    answers: list[httpx.Response] = []
    printed: list[str] = []

    def visit() -> None:
        while not printed:
            printed.extend(capsys.readouterr().out.splitlines())
            time.sleep(0.05)
        answers.append(httpx.get(f"{printed[0]}/agents"))
        os.kill(os.getpid(), number)

    visitor = threading.Thread(target=visit)
    visitor.start()
    serve_here(tmp_path / "data", "--port", "0", "--ingest", str(shared / "samples" / "modelslab.txt"))
    visitor.join(30)

    assert len(printed) == 1
    assert "modelslab" in {item["slug"] for item in answers[0].json()["items"]}


@pytest.mark.usefixtures("_own_signals")
def test_told_to_stop_before_it_serves_it_ends_cleanly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)

    monkeypatch.setattr("aftershock.knowledge_base.KnowledgeBase.open", interrupted)

    with pytest.raises(SystemExit) as ended:
        serve_here(tmp_path / "data", "--port", "0")

    assert ended.value.code == 0


@pytest.mark.usefixtures("_own_signals")
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EADDRINUSE, "port 80 of ::1 is in use; choose another with --port, or let 0 pick one"),
        (errno.EACCES, "port 80 of ::1 may not be used by this user; choose one above 1023 with --port"),
        (errno.EADDRNOTAVAIL, "::1 is no address of this machine: no; 127.0.0.1 is, and 0.0.0.0 means all"),
    ],
)
def test_why_it_cannot_listen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("socket.socket.bind", refuse)

    with pytest.raises(AftershockError) as refused_:
        serve_here(tmp_path / "data", "--host", "::1", "--port", "80")

    assert str(refused_.value) == sentence


def test_what_it_listens_with_lets_answers_go_at_once() -> None:
    """asyncio switches Nagle's algorithm off for sockets of TCP only, and only where they say that they are."""
    listener = _listen("127.0.0.1", 0)
    listener.listen()
    with listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP


def test_an_address_of_six_is_written_in_brackets() -> None:
    with socket.socket(socket.AF_INET6) as listener:
        try:
            listener.bind(("::1", 0))
        except OSError as error:
            pytest.skip(f"this machine has no IPv6 on loopback: {error}")
        assert re.fullmatch(r"http://\[::1\]:\d+", address_of(listener))
